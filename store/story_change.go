package store

import (
	"context"
	"database/sql"
	"errors"
	"strings"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/story"
)

// change keeps what this version did to the words of the one before, and marks the facts that stood on them.
func (c *placing) change() error {
	if c.previous == 0 {
		return nil
	}
	known, err := c.changeKnown(c.previous)
	if err != nil || known {
		return err
	}
	was, err := c.recordOf(c.previous)
	if errors.Is(err, sql.ErrNoRows) { // it was never read
		return nil
	}
	if err != nil {
		return err
	}
	return c.putChange(c.previous, was)
}

func (c *placing) changeKnown(from ReportID) (known bool, err error) {
	err = c.row(`SELECT EXISTS (SELECT 1 FROM report_change WHERE from_id = ? AND to_id = ?)`, int64(from), int64(c.Report)).Scan(&known)
	return known, err
}

// putChange keeps the change from a report to this one.
func (c *placing) putChange(from ReportID, was record.Record) error {
	d := story.Compare(was.Report.Text, c.Record.Report.Text)
	g := story.Classify(was.Report, c.Record.Report, d)
	if g.Kind == story.Retraction {
		g.Touches = story.Withdraw(was.Report, factsOf(was))
	} else {
		g.Touches = story.Touched(was.Report, c.Record.Report, d, factsOf(was))
	}
	g.From, g.To = int64(from), int64(c.Report)
	return c.keepChange(g, "")
}

func (t *Tx) keepChange(g story.Change, reason string) error {
	var id int64
	err := t.row(`INSERT INTO report_change (from_id, to_id, kind, note_start, note_end, cut, added, reason, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		g.From, nullID(g.To), string(g.Kind), g.Note.Start, g.Note.End, g.Cut, g.Added, reason, t.now.UnixMicro()).Scan(&id)
	if err != nil {
		return err
	}
	for _, x := range g.Touches {
		if _, err := t.exec(`INSERT OR IGNORE INTO fact_touch (change_id, report_id, fact, kind, was_start, was_end, now_start, now_end) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
			id, g.From, x.Fact, string(x.Kind), x.Was.Start, x.Was.End, x.Now.Start, x.Now.End); err != nil {
			return err
		}
	}
	return nil
}

// How far back a report that says it corrects another is held against its outlet's reports.
const (
	correctsDays   = 60
	correctsAtMost = 2000
	headlineWords  = 4
)

// correct finds the report of the same outlet that this one says it corrects, withdraws or sends again under an address of its
// own: the one whose headline it names, or whose words it carries.
func (c *placing) correct() error {
	if c.previous != 0 || c.superseded {
		return nil
	}
	kind, note := story.NoteOf(c.Record.Report, "")
	if kind == "" || kind == story.Update {
		return nil
	}
	from, words, err := c.corrected()
	if err != nil || from == 0 {
		return err
	}
	if known, err := c.changeKnown(from); err != nil || known {
		return err
	}
	was, err := c.recordOf(from)
	if err != nil {
		return err
	}
	if words { // the same words again, some of them others
		return c.putChange(from, was)
	}
	g := story.Change{From: int64(from), To: int64(c.Report), Kind: kind, Note: note}
	if kind == story.Retraction {
		g.Touches = story.Withdraw(was.Report, factsOf(was))
	}
	return c.keepChange(g, "")
}

// corrected finds the report that this one corrects. words is true when it carries that one's words.
func (c *placing) corrected() (id ReportID, words bool, err error) {
	alike, err := c.alike()
	if err != nil {
		return 0, false, err
	}
	for _, item := range alike {
		h, err := c.rootOf(item)
		if err != nil {
			return 0, false, err
		}
		if h.item == c.item || h.family != c.family || h.at.After(c.at) {
			continue
		}
		rec, err := c.recordOf(h.id)
		if err != nil {
			return 0, false, err
		}
		other := story.BodyOf(rec)
		if _, ok := c.Body.Carried(&other); ok {
			return h.id, true, nil
		}
	}
	id, err = c.named()
	return id, false, err
}

// named is the latest earlier report of the outlet whose headline stands in this one's text.
func (c *placing) named() (ReportID, error) {
	type titled struct {
		id       ReportID
		headline string
	}
	rows, err := c.sql.QueryContext(c.ctx, `SELECT m.report_id, st.headline FROM story_member m JOIN stream st ON st.report_id = m.report_id
		WHERE m.outlet = ? AND m.at BETWEEN ? AND ? AND m.item_id <> ? ORDER BY m.at DESC LIMIT ?`,
		c.family, c.at.AddDate(0, 0, -correctsDays).UnixMicro(), c.at.UnixMicro(), c.item, correctsAtMost)
	all, err := collect(rows, err, func(r scanner, t *titled) error { return r.Scan(&t.id, &t.headline) })
	if err != nil {
		return 0, err
	}
	text := " " + story.Plain(c.Record.Report.Text) + " "
	for _, t := range all {
		h := story.Plain(t.headline)
		if strings.Count(h, " ")+1 >= headlineWords && strings.Contains(text, " "+h+" ") {
			return t.id, nil
		}
	}
	return 0, nil
}

// ItemGone keeps that the outlet no longer has the page of an item: its facts are marked as withdrawn, nothing is removed. reason
// is what the outlet answered. It does nothing for an item that gave no report, or that is gone already.
func (t *Tx) ItemGone(item ItemID, reason string) error {
	var id ReportID
	err := t.row(`SELECT id FROM report WHERE item_id = ? AND superseded_at IS NULL AND NOT EXISTS (SELECT 1 FROM report_change WHERE from_id = report.id AND to_id IS NULL AND ended_at IS NULL)`, int64(item)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return err
	}
	rec, err := t.recordOf(id)
	if err != nil {
		return err
	}
	for _, q := range []string{`DELETE FROM fact_touch WHERE change_id IN (SELECT id FROM report_change WHERE from_id = ? AND to_id IS NULL)`,
		`DELETE FROM report_change WHERE from_id = ? AND to_id IS NULL`} { // of an earlier time that ended
		if _, err := t.exec(q, int64(id)); err != nil {
			return err
		}
	}
	return t.keepChange(story.Change{From: int64(id), Kind: story.Deleted, Touches: story.Withdraw(rec.Report, factsOf(rec))}, reason)
}

// ItemBack keeps that a page that was gone is there again.
func (t *Tx) ItemBack(item ItemID) error {
	_, err := t.exec(`UPDATE report_change SET ended_at = ? WHERE to_id IS NULL AND ended_at IS NULL AND from_id IN (SELECT id FROM report WHERE item_id = ?)`, t.now.UnixMicro(), int64(item))
	return err
}

// TextOf is the text of a report, for story.Compare. ErrNotFound when there is none, ErrDamaged when it lost its hash.
func (s *Store) TextOf(ctx context.Context, id ReportID) (string, error) {
	var text, sha string
	err := s.read.QueryRowContext(ctx, `SELECT x.text, x.sha256 FROM report r JOIN text x ON x.id = r.text_id WHERE r.id = ?`, int64(id)).Scan(&text, &sha)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return "", ErrNotFound
	case err == nil && gather.Sum([]byte(text)) != sha:
		return "", ErrDamaged
	}
	return text, err
}
