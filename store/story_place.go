package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/story"
)

// StoryPut is a report made ready to be set among the others.
type StoryPut struct {
	Report    ReportID
	Record    record.Record // with its text
	Body      story.Body
	Quotes    []story.Quotation
	Features  story.Features
	Publisher story.Publisher
	Credit    story.Origin // what the report credits; Key is "" when it credits nobody
}

// StoryBehind gives the next readings that were not set among the others yet, in the order of their numbers, and where each is.
func (s *Store) StoryBehind(ctx context.Context, limit int) ([]ReportID, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT g.report_id FROM reading g WHERE g.id > coalesce((SELECT reading FROM story_mark WHERE step = 'place'), 0)
		AND g.superseded_at IS NULL ORDER BY g.id LIMIT ?`, limit)
	all, err := collect(rows, err, func(r scanner, id *ReportID) error { return r.Scan(id) })
	if err != nil {
		return nil, explain(fmt.Errorf("look for reports without a story: %w", err), s.dir)
	}
	return all, nil
}

// StoriesLeft counts the readings that were not set among the others yet.
func (s *Store) StoriesLeft(ctx context.Context) (n int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT count(*) FROM reading WHERE id > coalesce((SELECT reading FROM story_mark WHERE step = 'place'), 0) AND superseded_at IS NULL`).Scan(&n)
	return n, err
}

// SkipStory goes on behind a report that cannot be set among the others.
func (t *Tx) SkipStory(id ReportID) error {
	_, err := t.exec(`INSERT INTO story_mark (step, reading) SELECT 'place', g.id FROM reading g WHERE g.report_id = ? AND g.superseded_at IS NULL
		ON CONFLICT (step) DO UPDATE SET reading = max(reading, excluded.reading)`, int64(id))
	return err
}

// placing is the state of one report on its way into its story.
type placing struct {
	*Tx
	StoryPut
	item       int64
	superseded bool
	previous   ReportID // the version before; 0 for the first
	known      bool     // another version of the item has its place already
	at         time.Time
	dated      story.Dated
	family     string
	sketch     story.Sketch
	head       *head   // whose words it carries; nil for its own
	under      []*head // heads that carry its words and are later
	origin     story.Origin
	from       int64 // item that the origin leads to
}

// PlaceReport sets a report among the others: what its version changed, whose words it carries, whose account it is, and which story
// it belongs to. It is idempotent; a reading by another model is set again in the same place.
func (t *Tx) PlaceReport(p StoryPut) error {
	c := &placing{Tx: t, StoryPut: p, sketch: p.Body.Sketch()}
	for _, step := range []func() error{c.locate, c.change, c.place, c.correct} {
		if err := step(); err != nil {
			return fmt.Errorf("set report %d among the others: %w", p.Report, err)
		}
	}
	return t.SkipStory(p.Report)
}

// locate finds the item, its times and its publisher family.
func (c *placing) locate() error {
	var published, fetched, watched time.Time
	var previous sql.NullInt64
	err := c.row(`SELECT r.item_id, r.superseded_at IS NOT NULL, r.previous_id, f.published, (SELECT min(v.fetched_at) FROM report v WHERE v.item_id = r.item_id),
			CASE WHEN so.paused = 0 AND so.kind IN ('feed', 'sitemap') AND so.interval_s > 0 THEN so.added_at END,
			EXISTS (SELECT 1 FROM story_member m WHERE m.item_id = r.item_id)
		FROM report r JOIN item i ON i.id = r.item_id JOIN source so ON so.id = i.source_id
			JOIN stream f ON f.report_id = (SELECT v.id FROM report v WHERE v.item_id = r.item_id ORDER BY v.fetched_at, v.version LIMIT 1)
		WHERE r.id = ?`, int64(c.Report)).Scan(&c.item, &c.superseded, &previous, instant{&published}, instant{&fetched}, instant{&watched}, &c.known)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	c.previous = ReportID(previous.Int64)
	c.at, c.dated = story.When(published, fetched, watched)
	if err == nil {
		c.family, err = c.familyOf(c.Publisher.Key)
	}
	return err
}

// familyOf is the key of the family that somebody put an outlet into, else the outlet's own.
func (t *Tx) familyOf(outlet string) (string, error) {
	var family string
	err := t.row(`SELECT family FROM outlet_family WHERE outlet = ? ORDER BY id DESC LIMIT 1`, outlet).Scan(&family)
	if errors.Is(err, sql.ErrNoRows) {
		return outlet, nil
	}
	return family, err
}

// place gives the current version its copies, origin and story.
func (c *placing) place() error {
	if c.superseded {
		return nil
	}
	if err := c.findHead(); err != nil {
		return err
	}
	if err := c.findOrigin(); err != nil {
		return err
	}
	if err := c.putMember(); err != nil {
		return err
	}
	if err := c.putUnder(); err != nil {
		return err
	}
	if err := c.shareWords(); err != nil {
		return err
	}
	if c.head != nil {
		return c.settleCopy()
	}
	return c.settle()
}

// recordOf loads the record of a report with its text, as its latest reading has it.
func (t *Tx) recordOf(id ReportID) (rec record.Record, err error) {
	var b []byte
	var text, sha string
	err = t.row(`SELECT g.record, x.text, x.sha256 FROM reading g JOIN report r ON r.id = g.report_id JOIN text x ON x.id = r.text_id
		WHERE g.report_id = ? AND g.superseded_at IS NULL`, int64(id)).Scan(&b, &text, &sha)
	if err != nil {
		return rec, err
	}
	if gather.Sum([]byte(text)) != sha {
		return rec, fmt.Errorf("the text of report %d does not have the hash %s: %w", id, sha, ErrDamaged)
	}
	err = unpackJSON(b, &rec)
	rec.Report.Text = text
	return rec, err
}

// putMember keeps the row of the report, in story 0 until it is settled, and what others find it by.
func (c *placing) putMember() error {
	features, err := c.Features.AppendBinary(nil)
	if err != nil {
		return err
	}
	var copyOf any
	kept := story.CopyOf{Kept: 1}
	if c.head != nil {
		copyOf, kept, features = c.head.item, c.head.copy, nil
	}
	o := c.origin
	_, err = c.exec(`INSERT INTO story_member (item_id, report_id, story_id, at, dated, outlet, copy_of, kept, added, cut,
			origin, origin_name, origin_why, origin_from, origin_start, origin_end, score, features, placed_at)
		VALUES (?1, ?2, coalesce((SELECT story_id FROM story_member WHERE item_id = ?1), 0), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 1, ?, ?)
		ON CONFLICT (item_id) DO UPDATE SET report_id = excluded.report_id, at = excluded.at, dated = excluded.dated, outlet = excluded.outlet, copy_of = excluded.copy_of,
			kept = excluded.kept, added = excluded.added, cut = excluded.cut, origin = excluded.origin, origin_name = excluded.origin_name, origin_why = excluded.origin_why,
			origin_from = excluded.origin_from, origin_start = excluded.origin_start, origin_end = excluded.origin_end, features = excluded.features, placed_at = excluded.placed_at`,
		c.item, int64(c.Report), c.at.UnixMicro(), string(c.dated), c.family, copyOf, kept.Kept, kept.Added, kept.Cut,
		o.Key, o.Name, string(o.Why), nullID(c.from), o.Span.Start, o.Span.End, features, c.now.UnixMicro())
	if err != nil {
		return err
	}
	return c.putTraces()
}

// putTraces keeps the sketch, the bands and the quotations of the current version. A head that carriers have taken from keeps
// the bands of its older words too: they still go round.
func (c *placing) putTraces() error {
	b, err := c.sketch.AppendBinary(nil)
	if err != nil {
		return err
	}
	if _, err := c.exec(`INSERT INTO story_sketch (item_id, sketch) VALUES (?, ?) ON CONFLICT (item_id) DO UPDATE SET sketch = excluded.sketch`, c.item, b); err != nil {
		return err
	}
	if c.head == nil || !c.head.nearly {
		for _, band := range c.sketch.Bands() {
			if _, err := c.exec(`INSERT OR IGNORE INTO story_band (band, item_id) VALUES (?, ?)`, band, c.item); err != nil {
				return err
			}
		}
	}
	if _, err := c.exec(`DELETE FROM story_quote WHERE item_id = ?`, c.item); err != nil {
		return err
	}
	if c.head != nil {
		return nil // its head's stand for it
	}
	for _, q := range c.Quotes {
		if _, err := c.exec(`INSERT OR IGNORE INTO story_quote (quote, item_id, words) VALUES (?, ?, ?)`, q.Hash, c.item, q.Words); err != nil {
			return err
		}
	}
	return nil
}

// factsOf are the facts of a record that a change of words can touch: all but the names, which stand in every sentence.
func factsOf(rec record.Record) []story.Fact {
	var out []story.Fact
	for _, f := range Facts(rec) {
		if f.Kind != EntityFact && f.Kind != MentionFact && f.Span != (span.Span{}) {
			out = append(out, story.Fact{ID: f.ID, Span: f.Span})
		}
	}
	return out
}
