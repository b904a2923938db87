package store

import (
	"context"
	"database/sql"
	"fmt"
	"iter"
	"math/bits"
	"strconv"
	"strings"
	"unicode"

	"github.com/dateline-news/dateline/search"
)

// maxMatches is how many rows that have the words of a query are looked at, the latest to arrive; Found.Capped says when there
// are more.
const maxMatches = 20_000

// rowSet is a set of rows by their place in the columns.
type rowSet []uint64

func newRowSet(n int) rowSet { return make(rowSet, (n+63)/64) }

func (b rowSet) has(i int32) bool { return int(i>>6) < len(b) && b[i>>6]&(1<<(i&63)) != 0 }

// add adds i and reports whether it was not there.
func (b rowSet) add(i int32) bool {
	if int(i>>6) >= len(b) || b.has(i) {
		return false
	}
	b[i>>6] |= 1 << (i & 63)
	return true
}

// all gives the rows of the set in their order.
func (b rowSet) all() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for k, word := range b {
			for ; word != 0; word &= word - 1 {
				if !yield(int32(k*64 + bits.TrailingZeros64(word))) {
					return
				}
			}
		}
	}
}

// expression writes what stands under a node as an FTS5 expression; ok is false where a field stands in it that is not field, or
// nothing positive does. Every word stands in quotation marks, so that no character of it is an operator.
// Grammar: https://www.sqlite.org/fts5.html#full_text_query_syntax
func expression(n search.Node, field search.Field) (string, bool) {
	switch n.Op {
	case search.Leaf:
		return termExpression(n.Term, field)
	case search.Any:
		parts, ok := expressions(n.Nodes, field)
		return "(" + strings.Join(parts, " OR ") + ")", ok
	case search.All:
		return allExpression(n.Nodes, field)
	}
	return "", false
}

func expressions(nodes []search.Node, field search.Field) ([]string, bool) {
	var parts []string
	for _, one := range nodes {
		s, ok := expression(one, field)
		if !ok {
			return nil, false
		}
		parts = append(parts, s)
	}
	return parts, len(parts) > 0
}

// allExpression joins what must hold and what must not.
func allExpression(nodes []search.Node, field search.Field) (string, bool) {
	var want, not []search.Node
	for _, one := range nodes {
		if one.Op == search.Not {
			not = append(not, one.Nodes...)
		} else {
			want = append(want, one)
		}
	}
	parts, ok := expressions(want, field)
	if !ok {
		return "", false
	}
	s := "(" + strings.Join(parts, " AND ") + ")"
	if len(not) == 0 {
		return s, true
	}
	parts, ok = expressions(not, field)
	return "(" + s + " NOT (" + strings.Join(parts, " OR ") + "))", ok
}

func termExpression(t search.Term, field search.Field) (string, bool) {
	if t.Field != field {
		return "", false
	}
	var all []string
	for _, v := range t.Values {
		if q := quoted(v); q != "" {
			all = append(all, q)
		}
	}
	return "(" + strings.Join(all, " OR ") + ")", len(all) > 0
}

// quoted is a value as an FTS5 string; "" when it has no letter and no digit.
func quoted(v search.Value) string {
	if !strings.ContainsFunc(v.Text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return ""
	}
	q := `"` + strings.ReplaceAll(strings.ReplaceAll(v.Text, `"`, " "), "\x00", " ") + `"`
	if v.Prefix {
		q += "*"
	}
	return q
}

// matchEntries finds entries whose columns have the expression: "sentence names", "said".
func (f *finder) matchEntries(ctx context.Context, columns, expr string) (rowSet, bool, error) {
	set := newRowSet(len(f.c.entries))
	n, err := f.ids(ctx, func(id int64) { set.add(int32(id - 1)) },
		`SELECT rowid AS id FROM entry_fts WHERE entry_fts MATCH ? ORDER BY rowid DESC LIMIT ?`, "{"+columns+"} : "+expr, maxMatches)
	return set, n == maxMatches, err
}

// matchReports finds reports whose text has the expression.
func (f *finder) matchReports(ctx context.Context, expr string) (rowSet, bool, error) {
	set := newRowSet(len(f.c.reports))
	n, err := f.ids(ctx, func(id int64) {
		if id > int64(len(f.c.texts)) {
			return
		}
		for r := f.c.texts[id-1]; r >= 0; r = f.c.reports[r].next {
			set.add(r)
		}
	}, `SELECT rowid AS id FROM text_fts WHERE text_fts MATCH ? ORDER BY rowid DESC LIMIT ?`, expr, maxMatches)
	return set, n == maxMatches, err
}

// matchNames finds names one of whose forms has the words.
func (f *finder) matchNames(ctx context.Context, expr string) (rowSet, error) {
	set := newRowSet(len(f.c.names))
	_, err := f.ids(ctx, func(id int64) { set.add(int32(id - 1)) }, `SELECT DISTINCT a.name_id AS id FROM alias_fts m JOIN alias a ON a.id = m.rowid WHERE alias_fts MATCH ? LIMIT ?`, expr, 5000)
	return set, err
}

// ids runs a query of one column of numbers and counts its rows. The numbers come as one text: a row of its own for each would cost
// more than finding it.
func (f *finder) ids(ctx context.Context, each func(int64), query string, args ...any) (n int, err error) {
	var list sql.NullString
	if err := f.s.read.QueryRowContext(ctx, `SELECT group_concat(id, ',') FROM (`+query+`)`, args...).Scan(&list); err != nil {
		return 0, fmt.Errorf("search: %w", err)
	}
	for one := range strings.SplitSeq(list.String, ",") {
		if one == "" {
			continue
		}
		id, err := strconv.ParseInt(one, 10, 64)
		if err != nil {
			return n, fmt.Errorf("search: %w", err)
		}
		each(id)
		n++
	}
	return n, nil
}
