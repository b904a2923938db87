package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/span"
)

// ChangeQuery says which changes of a situation are wanted. Zero values ask for the newest 50.
type ChangeQuery struct {
	After  int64 // only changes after this one
	Before int64 // only changes before this one, for the next page; 0 is from the newest
	Kind   situation.ChangeKind
	News   bool // without what the history held when the watch was made
	Limit  int  // 0 is 50; at most 500
}

// ChangeRow is a change with what its line shows beside it.
type ChangeRow struct {
	situation.Change
	Outlet  string
	Owner   Owner
	Current bool // false: the report has a newer version
}

// ChangePage is a page of changes, newest first.
type ChangePage struct {
	Rows  []ChangeRow
	Next  int64 // for ChangeQuery.Before; 0 when this is the last page
	Head  int64 // the newest change when the page was made, for MarkSituationSeen
	Total int   // that the query finds, on all pages
}

const changeColumns = `c.id, c.kind, c.key, c.title, c.report_id, c.start_byte, c.end_byte, c.words_sha256, c.before_report, c.before_start, c.before_end, c.about, c.at, c.noticed, c.news,
	st.outlet, so.id, so.name, so.owner, st.current, t.text`

const changeTables = ` FROM situation_change c JOIN stream st ON st.report_id = c.report_id JOIN source so ON so.id = st.source_id JOIN text t ON t.id = st.text_id`

// SituationChanges lists what changed in a situation. Every row has its sentence from the stored text; ErrDamaged when a text no
// longer has the words that a change was noticed in.
func (s *Store) SituationChanges(ctx context.Context, id SituationID, q ChangeQuery) (page ChangePage, err error) {
	c := new(conditions)
	c.add("c.situation_id = ?", int64(id))
	if q.After > 0 {
		c.add("c.id > ?", q.After)
	}
	if q.Kind != "" {
		c.add("c.kind = ?", string(q.Kind))
	}
	if q.News {
		c.add("c.news = 1")
	}
	if err := s.read.QueryRowContext(ctx, `SELECT count(*), (SELECT coalesce(max(id), 0) FROM situation_change WHERE situation_id = ?) FROM situation_change c`+c.String(),
		append([]any{int64(id)}, c.args...)...).Scan(&page.Total, &page.Head); err != nil {
		return page, explain(fmt.Errorf("count the changes: %w", err), s.dir)
	}
	if q.Before > 0 {
		c.add("c.id < ?", q.Before)
	}
	limit := min(max(q.Limit, 0), 500)
	if limit == 0 {
		limit = 50
	}
	rows, err := s.read.QueryContext(ctx, `SELECT `+changeColumns+changeTables+c.String()+` ORDER BY c.id DESC LIMIT ?`, append(c.args, limit+1)...)
	if page.Rows, err = collect(rows, err, scanChange); err != nil {
		return page, explain(fmt.Errorf("read the changes: %w", err), s.dir)
	}
	if len(page.Rows) > limit {
		page.Rows = page.Rows[:limit]
		page.Next = page.Rows[limit-1].ID
	}
	return page, s.addBefore(ctx, page.Rows)
}

func scanChange(r scanner, c *ChangeRow) error {
	var about, text string
	var want []byte
	var before, from, to sql.NullInt64
	var kind string
	e := &c.Evidence
	if err := r.Scan(&c.ID, &kind, &c.Key, &c.Title, &e.Report, &e.Span.Start, &e.Span.End, &want, &before, &from, &to, &about, instant{&e.At}, instant{&c.Noticed}, &c.News,
		&c.Outlet, &e.Source, &e.Name, &c.Owner, &c.Current, &text); err != nil {
		return err
	}
	id, evidence, noticed, news, key, title := c.ID, *e, c.Noticed, c.News, c.Key, c.Title
	if err := json.Unmarshal([]byte(about), &c.Change); err != nil {
		return err
	}
	evidence.Fact, evidence.Origin = c.Evidence.Fact, c.Evidence.Origin
	c.ID, c.Evidence, c.Noticed, c.News, c.Key, c.Title, c.Kind = id, evidence, noticed, news, key, title, situation.ChangeKind(kind)
	if before.Valid {
		c.Before = &situation.Evidence{Report: before.Int64, Span: span.Span{Start: int(from.Int64), End: int(to.Int64)}}
	}
	return stand(&c.Evidence, text, want)
}

// stand takes the words of an evidence from the text, and holds them against the hash that was kept with them.
func stand(e *situation.Evidence, text string, want []byte) error {
	if err := e.Span.Check(text); err != nil {
		return fmt.Errorf("report %d: %w: %w", e.Report, err, ErrDamaged)
	}
	e.Words = e.Span.Of(text)
	got := sha256.Sum256([]byte(e.Words))
	if want != nil && string(got[:]) != string(want) {
		return fmt.Errorf("report %d: the words at %d to %d are not those that were kept: %w", e.Report, e.Span.Start, e.Span.End, ErrDamaged)
	}
	e.SHA256 = gather.Sum([]byte(e.Words))
	return nil
}

// addBefore fills in the sentences that changes differ from.
func (s *Store) addBefore(ctx context.Context, rows []ChangeRow) error {
	for i := range rows {
		b := rows[i].Before
		if b == nil {
			continue
		}
		var text string
		err := s.read.QueryRowContext(ctx, `SELECT t.text, st.at, so.id, so.name FROM stream st JOIN text t ON t.id = st.text_id JOIN source so ON so.id = st.source_id WHERE st.report_id = ?`, b.Report).
			Scan(&text, instant{&b.At}, &b.Source, &b.Name)
		if err == nil {
			err = stand(b, text, nil)
		}
		if err != nil {
			return explain(fmt.Errorf("read what change %d differs from: %w", rows[i].ID, err), s.dir)
		}
	}
	return nil
}

// SituationSeen is where somebody stopped looking at a situation.
type SituationSeen struct {
	At     time.Time // zero when never
	Change int64     // the last change that they saw
}

// SituationSeen returns where who stopped; for SituationChanges, as ChangeQuery.After.
func (s *Store) SituationSeen(ctx context.Context, id SituationID, who string) (seen SituationSeen, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT at, change_id FROM situation_seen WHERE situation_id = ? AND who = ?`, int64(id), who).Scan(instant{&seen.At}, &seen.Change)
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return seen, err
}

// MarkSituationSeen notes that who has seen the changes up to head, a page's Head. It never goes back.
func (s *Store) MarkSituationSeen(ctx context.Context, id SituationID, who string, head int64) error {
	return s.Write(ctx, func(t *Tx) error {
		_, err := t.exec(`INSERT INTO situation_seen (situation_id, who, change_id, at) VALUES (?, ?, ?, ?)
			ON CONFLICT (situation_id, who) DO UPDATE SET change_id = max(change_id, excluded.change_id), at = max(at, excluded.at)`, int64(id), who, head, t.now.UnixMicro())
		return err
	})
}

// PutChange keeps a change and gives its number; created is false, and nothing is kept, when one of its key was told before.
func (t *Tx) PutChange(id SituationID, c situation.Change) (number int64, created bool, err error) {
	e := c.Evidence
	want := sha256.Sum256([]byte(e.Words))
	about := c
	about.Evidence = situation.Evidence{Fact: e.Fact, Origin: e.Origin}
	about.Before = nil
	b, err := json.Marshal(about)
	if err != nil {
		return 0, false, err
	}
	var before, from, to any
	if c.Before != nil {
		before, from, to = c.Before.Report, c.Before.Span.Start, c.Before.Span.End
	}
	err = t.row(`INSERT INTO situation_change (situation_id, kind, key, title, report_id, start_byte, end_byte, words_sha256, before_report, before_start, before_end, about, at, noticed, news)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (situation_id, key) DO NOTHING RETURNING id`,
		int64(id), string(c.Kind), c.Key, c.Title, e.Report, e.Span.Start, e.Span.End, want[:], before, from, to, string(b), e.At.UnixMicro(), t.now.UnixMicro(), c.News).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, false, nil
	}
	return number, err == nil, err
}
