package store

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"

	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/span"
)

// RevisionsOf gives what became of reports of a situation since it was last asked: other versions, corrections, withdrawals,
// deletions, as far as both reports were held against the watch. last is for KeepRevisions.
func (s *Store) RevisionsOf(ctx context.Context, x Situation) (all []situation.Revision, last int64, err error) {
	var after int64
	if err := s.read.QueryRowContext(ctx, `SELECT revised FROM situation WHERE id = ?`, int64(x.ID)).Scan(&after); err != nil {
		return nil, 0, err
	}
	type row struct {
		situation.Revision
		from int64
		to   sql.NullInt64
		note span.Span
	}
	rows, err := s.read.QueryContext(ctx, `SELECT c.id, c.from_id, c.to_id, c.kind, c.note_start, c.note_end, c.reason, c.at,
			(SELECT coalesce(max(id), 0) FROM reading WHERE report_id IN (c.from_id, c.to_id)),
			(SELECT count(DISTINCT was_start) FROM fact_touch WHERE change_id = c.id AND kind <> 'withdrawn')
		FROM report_change c WHERE c.id > ? ORDER BY c.id LIMIT 500`, after)
	found, err := collect(rows, err, func(r scanner, v *row) error {
		return r.Scan(&v.ID, &v.from, &v.to, &v.Kind, &v.note.Start, &v.note.End, &v.Reason, instant{&v.At}, &v.Reading, &v.Sentences)
	})
	if err != nil {
		return nil, 0, explain(fmt.Errorf("read what became of the reports of %q: %w", x.Name, err), s.dir)
	}
	last = after
	for _, v := range found {
		if v.Reading > x.Looked {
			break
		}
		last = v.ID
		var held int
		if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM situation_report WHERE situation_id = ? AND report_id = ?`, int64(x.ID), v.from).Scan(&held); err != nil {
			return nil, 0, err
		}
		if held == 0 {
			continue
		}
		if err := s.fillRevision(ctx, &v.Revision, v.from, v.to.Int64, v.note); err != nil {
			return nil, 0, explain(fmt.Errorf("read change %d of report %d: %w", v.ID, v.from, err), s.dir)
		}
		all = append(all, v.Revision)
	}
	return all, last, nil
}

// fillRevision finds the sentences: of the old report the first that was touched, else its headline; of the new one the note that says so,
// else what stands in the old sentence's place, else its headline.
func (s *Store) fillRevision(ctx context.Context, v *situation.Revision, from, to int64, note span.Span) error {
	var was, now span.Span
	var fact string
	rows, err := s.read.QueryContext(ctx, `SELECT fact, was_start, was_end, now_start, now_end FROM fact_touch WHERE change_id = ? ORDER BY was_start, fact LIMIT 1`, v.ID)
	if _, err := collect(rows, err, func(r scanner, _ *struct{}) error { return r.Scan(&fact, &was.Start, &was.End, &now.Start, &now.End) }); err != nil {
		return err
	}
	if v.Was, err = s.sentenceOf(ctx, from, was); err != nil {
		return err
	}
	v.Was.Fact, v.Name = fact, v.Was.Name
	if to == 0 {
		return nil
	}
	if note.Len() > 0 {
		now = note
	}
	v.Now, err = s.sentenceOf(ctx, to, now)
	return err
}

// sentenceOf is the evidence of a span of a report's text; of its first line when the span is empty.
func (s *Store) sentenceOf(ctx context.Context, report int64, sp span.Span) (e situation.Evidence, err error) {
	var text, outlet string
	err = s.read.QueryRowContext(ctx, `SELECT t.text, st.at, so.id, so.name, st.outlet FROM stream st JOIN text t ON t.id = st.text_id JOIN source so ON so.id = st.source_id WHERE st.report_id = ?`, report).
		Scan(&text, instant{&e.At}, &e.Source, &e.Name, &outlet)
	if err != nil {
		return e, err
	}
	if sp.Len() <= 0 {
		sp = situation.FirstLine(text)
	}
	e.Report, e.Span, e.Origin = report, sp, cmp.Or(outlet, e.Name)
	return e, stand(&e, text, nil)
}

// KeepRevisions keeps the changes that revisions make in a situation, and that they were looked at up to last.
func (t *Tx) KeepRevisions(x Situation, all []situation.Revision, last int64, keep func(number int64, c situation.Change) error) error {
	var liveAfter int64
	if err := t.row(`SELECT live_after FROM situation WHERE id = ?`, int64(x.ID)).Scan(&liveAfter); err != nil {
		return err
	}
	for _, v := range all {
		c, ok := v.Change()
		if !ok {
			continue
		}
		c.News = v.Reading > liveAfter
		number, created, err := t.PutChange(x.ID, c)
		if err != nil {
			return err
		}
		if created {
			if err := keep(number, c); err != nil {
				return err
			}
		}
	}
	_, err := t.exec(`UPDATE situation SET revised = ? WHERE id = ?`, last, int64(x.ID))
	return err
}
