package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/dateline-news/dateline/search"
)

// ranked is how many of the latest matches are ranked by their words. Words that more than commonRows rows have are not ranked by: bm25
// weighs each word by how many rows have it, and must visit every one of them to know; of a word in every report that takes
// a second of a million, and then says that the word tells nothing.
const (
	ranked     = 2000
	commonRows = 5000
)

// kindWeight brings the scores of different kinds to one scale: what somebody holds comes before what merely has the words.
var kindWeight = map[EntryKind]float64{PositionEntry: 1, StatementEntry: .96, EventEntry: .92, ReportAnswer: .85, WordingEntry: .8}

// best picks the answers whose words fit best, of the latest that have them; behind them those that pass, newest first.
func (f *finder) best(ctx context.Context, w *walker) ([]pick, error) {
	all, err := f.bestEntries(ctx, w)
	if err != nil {
		return nil, err
	}
	if f.kinds[ReportAnswer] {
		reports, err := f.bestReports(ctx, w)
		if err != nil {
			return nil, err
		}
		all = append(all, reports...)
	}
	slices.SortStableFunc(all, func(a, b pick) int { return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.id, a.id)) })
	all = all[:min(len(all), f.find.Limit)]
	if len(all) == f.find.Limit {
		return all, nil
	}
	type answer struct {
		kind EntryKind
		id   int64
	}
	have := map[answer]bool{}
	for _, p := range all {
		have[answer{p.kind, p.id}] = true
	}
	newest, _ := w.newest()
	for _, p := range newest {
		if len(all) < f.find.Limit && !have[answer{p.kind, p.id}] {
			all = append(all, p)
		}
	}
	return all, nil
}

func (f *finder) bestEntries(ctx context.Context, w *walker) ([]pick, error) {
	expr, err := f.rareWords(ctx, "entry_fts")
	if err != nil || expr == "" {
		return nil, err
	}
	var all []pick
	seen := newRowSet(len(f.c.entries))
	err = f.scored(ctx, func(id int64, score float64) {
		if i := int32(id - 1); w.pass.has(i) && seen.add(f.c.entries[i].first) {
			all = append(all, pick{kind: EntryKind(f.c.entries[i].kind), id: id, score: -score})
		}
	}, `SELECT rowid, bm25(entry_fts, 1.0, 1.0, 2.0) FROM entry_fts WHERE entry_fts MATCH ? ORDER BY rowid DESC LIMIT ?`, "{sentence names} : "+expr)
	weigh(all)
	return all, err
}

func (f *finder) bestReports(ctx context.Context, w *walker) ([]pick, error) {
	expr, err := f.rareWords(ctx, "text_fts")
	if err != nil || expr == "" {
		return nil, err
	}
	var all []pick
	err = f.scored(ctx, func(id int64, score float64) {
		if id > int64(len(f.c.texts)) {
			return
		}
		for r := f.c.texts[id-1]; r >= 0; r = f.c.reports[r].next {
			if w.passed.has(r) {
				all = append(all, pick{kind: ReportAnswer, id: int64(r) + 1, score: -score})
			}
		}
	}, `SELECT rowid, bm25(text_fts, 4.0, 1.0) FROM text_fts WHERE text_fts MATCH ? ORDER BY rowid DESC LIMIT ?`, expr)
	weigh(all)
	return all, err
}

func weigh(list []pick) {
	top := 0.0
	for _, p := range list {
		top = max(top, p.score)
	}
	for i := range list {
		if top > 0 {
			list[i].score /= top
		}
		list[i].score *= kindWeight[list[i].kind]
	}
}

// rareWords is the expression of the query's words that are rare enough to rank by; "" when none is.
func (f *finder) rareWords(ctx context.Context, table string) (string, error) {
	left, err := f.rareNodes(ctx, table, slices.DeleteFunc(slices.Clone(f.find.Query.Root.Nodes), func(n search.Node) bool { return !wordsOnly(n) }))
	if err != nil {
		return "", err
	}
	expr, ok := allExpression(left, search.Words)
	if !ok {
		return "", nil
	}
	return expr, nil
}

// rareNodes leaves the common words out. What must not be there stays: only the walk knows whether a row has it.
func (f *finder) rareNodes(ctx context.Context, table string, nodes []search.Node) (left []search.Node, err error) {
	for _, n := range nodes {
		switch n.Op {
		case search.Not:
			continue
		case search.Leaf:
			expr, ok := termExpression(n.Term, search.Words)
			if !ok {
				continue
			}
			common, err := f.s.common(ctx, table, expr)
			if err != nil {
				return nil, err
			}
			if common {
				continue
			}
		default:
			under, err := f.rareNodes(ctx, table, n.Nodes)
			if err != nil {
				return nil, err
			}
			if len(under) == 0 {
				continue
			}
			n.Nodes = under
		}
		left = append(left, n)
	}
	return left, nil
}

// common reports whether an expression of one word or phrase matches too many rows of an index to rank by.
func (s *Store) common(ctx context.Context, table, expr string) (bool, error) {
	var n int
	err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM `+table+` WHERE `+table+` MATCH ? LIMIT ?)`, expr, commonRows).Scan(&n)
	if err != nil {
		return false, fmt.Errorf("count what has %s: %w", expr, err)
	}
	return n == commonRows, nil
}

func (f *finder) scored(ctx context.Context, each func(int64, float64), query, match string) error {
	rows, err := f.s.read.QueryContext(ctx, query, match, ranked)
	if err != nil {
		return fmt.Errorf("rank: %w", err)
	}
	defer rows.Close()
	for rows.Next() {
		var id int64
		var score float64
		if err := rows.Scan(&id, &score); err != nil {
			return err
		}
		each(id, score)
	}
	return rows.Err()
}
