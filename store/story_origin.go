package store

import (
	"database/sql"
	"errors"
	"fmt"

	"github.com/dateline-news/dateline/story"
)

// findOrigin says whose account the report is, as far as it and its head tell. Shared quotations are looked for afterwards.
func (c *placing) findOrigin() error {
	switch {
	case c.Credit.Key != "":
		c.origin = c.Credit
		if err := c.knownOutlet(&c.origin); err != nil {
			return err
		}
		if c.head != nil {
			c.from = c.head.item
			return c.creditHead()
		}
		return nil
	case c.head != nil:
		c.from = c.head.item
		c.origin = story.Origin{Why: story.Copied}
		return c.row(`SELECT origin, origin_name FROM story_member WHERE item_id = ?`, c.head.item).Scan(&c.origin.Key, &c.origin.Name)
	}
	c.origin = story.OwnOrigin(c.Publisher)
	c.origin.Key = c.family
	return nil
}

// knownOutlet names the outlet that a credit means when it is one of the sources: a dateline says "Meridian" for Meridian Press.
func (c *placing) knownOutlet(o *story.Origin) error {
	rows, err := c.sql.QueryContext(c.ctx, `SELECT name, site_url FROM source WHERE removed_at IS NULL LIMIT 2000`)
	type source struct{ name, site string }
	all, err := collect(rows, err, func(r scanner, s *source) error { return r.Scan(&s.name, &s.site) })
	if err != nil {
		return err
	}
	for _, s := range all {
		if p := story.PublisherOf(nil, s.name, s.site); story.Means(o.Name, p) {
			o.Key, o.Name = p.Key, p.Name
			break
		}
	}
	o.Key, err = c.familyOf(o.Key)
	return err
}

// creditHead: an agency that one carrier credits wrote the words of all. The head and the carriers that credit nobody get the
// agency as their origin, unless the head is the agency's own.
func (c *placing) creditHead() error {
	_, err := c.exec(`UPDATE story_member SET origin = ?1, origin_name = ?2, origin_why = 'copied', origin_from = ?3, origin_start = 0, origin_end = 0
		WHERE (item_id = ?3 OR copy_of = ?3) AND origin_why <> 'credited' AND origin <> ?1 AND item_id <> ?4`,
		c.origin.Key, c.origin.Name, c.head.item, c.item)
	return err
}

// inherit gives a head that this report took over, and its carriers, this report's origin; or takes theirs when one of them
// credits an agency and this one credits nobody.
func (c *placing) inherit(item int64) error {
	if c.origin.Why != story.Credited {
		var o story.Origin
		err := c.row(`SELECT origin, origin_name FROM story_member WHERE (item_id = ?1 OR copy_of = ?2) AND origin_why = 'credited' AND item_id <> ?2 LIMIT 1`, item, c.item).Scan(&o.Key, &o.Name)
		switch {
		case err == nil && o.Key != c.origin.Key:
			o.Why = story.Copied
			c.origin = o
			if _, err := c.exec(`UPDATE story_member SET origin = ?, origin_name = ?, origin_why = 'copied', origin_from = ? WHERE item_id = ?`, o.Key, o.Name, item, c.item); err != nil {
				return err
			}
		case err != nil && !errors.Is(err, sql.ErrNoRows):
			return err
		}
	}
	_, err := c.exec(`UPDATE story_member SET origin = ?1, origin_name = ?2, origin_why = 'copied', origin_from = ?3, origin_start = 0, origin_end = 0
		WHERE (item_id = ?4 OR copy_of = ?3) AND origin_why <> 'credited' AND item_id <> ?3`, c.origin.Key, c.origin.Name, c.item, item)
	return err
}

// matesAtMost is with how many reports that have a quotation in common one is compared.
const matesAtMost = 20

// shareWords looks for a report of its own words that rests on the same quotation, and makes the speaker the origin of both.
func (c *placing) shareWords() error {
	if c.head != nil || c.origin.Why != story.OwnReport || len(c.Quotes) == 0 {
		return nil
	}
	mates := map[int64]bool{}
	for _, q := range c.Quotes {
		rows, err := c.sql.QueryContext(c.ctx, `SELECT item_id FROM story_quote WHERE quote = ? AND item_id <> ? LIMIT ?`, q.Hash, c.item, matesAtMost)
		found, err := collect(rows, err, func(r scanner, id *int64) error { return r.Scan(id) })
		if err != nil {
			return err
		}
		for _, id := range found {
			mates[id] = true
		}
	}
	for id := range mates {
		done, err := c.shareWith(id)
		if err != nil || done {
			return err
		}
	}
	return nil
}

// shareWith compares the quotations of two reports of their own words.
func (c *placing) shareWith(mate int64) (bool, error) {
	rows, err := c.sql.QueryContext(c.ctx, `SELECT quote, words FROM story_quote WHERE item_id = ?`, mate)
	theirs, err := collect(rows, err, func(r scanner, q *story.Quotation) error { return r.Scan(&q.Hash, &q.Words) })
	if err != nil {
		return false, err
	}
	q, ok := story.QuotedIn(c.sketch.Words, c.Quotes, theirs)
	if !ok {
		return false, nil
	}
	var why story.OriginReason
	var key, name, outlet string
	if err := c.row(`SELECT origin_why, origin, origin_name, outlet FROM story_member WHERE item_id = ?`, mate).Scan(&why, &key, &name, &outlet); err != nil {
		return false, err
	}
	o := story.WordsOrigin(q, 0)
	switch {
	case outlet == c.family: // an outlet that quotes itself
		return false, nil
	case why == story.Quoted:
		o.Key, o.Name = key, name
	case why != story.OwnReport: // the other has the words from an agency: so may this one, but it does not say so
		return false, nil
	}
	c.origin, c.from = o, mate
	_, err = c.exec(`UPDATE story_member SET origin = ?, origin_name = ?, origin_why = 'quoted', origin_from = ?, origin_start = ?, origin_end = ? WHERE item_id = ?`,
		o.Key, o.Name, mate, o.Span.Start, o.Span.End, c.item)
	if err == nil && why == story.OwnReport {
		err = c.quotedToo(mate, o)
	}
	return true, err
}

// quotedToo makes the speaker the origin of the report that had the words before, if they are most of what it quotes, and of
// its carriers.
func (c *placing) quotedToo(mate int64, o story.Origin) error {
	var report ReportID
	if err := c.row(`SELECT report_id FROM story_member WHERE item_id = ?`, mate).Scan(&report); err != nil {
		return err
	}
	rec, err := c.recordOf(report)
	if err != nil {
		return fmt.Errorf("compare the quotations of report %d: %w", report, err)
	}
	body := story.BodyOf(rec)
	sketch := body.Sketch()
	q, ok := story.QuotedIn(sketch.Words, story.Quotations(rec), c.Quotes)
	if !ok {
		return nil
	}
	if _, err := c.exec(`UPDATE story_member SET origin = ?, origin_name = ?, origin_why = 'quoted', origin_from = ?, origin_start = ?, origin_end = ? WHERE item_id = ?`,
		o.Key, o.Name, c.item, q.Span.Start, q.Span.End, mate); err != nil {
		return err
	}
	if _, err := c.exec(`UPDATE story_member SET origin = ?, origin_name = ? WHERE copy_of = ? AND origin_why = 'copied'`, o.Key, o.Name, mate); err != nil {
		return err
	}
	var in StoryID
	if err := c.row(`SELECT story_id FROM story_member WHERE item_id = ?`, mate).Scan(&in); err != nil {
		return err
	}
	return c.recount(in)
}

// SetFamily puts an outlet into a publisher family: who says so and on what evidence is kept, and origins are counted by
// it from now on. outlet is the key of an Origin or of a Member's origin ("outlet:harbourpost"); family is a name.
func (t *Tx) SetFamily(outlet, family, who, evidence string) error {
	if outlet == "" || family == "" || who == "" {
		return fmt.Errorf("put an outlet into a family: outlet, family and who says so are needed: %w", ErrInvalid)
	}
	before, err := t.familyOf(outlet)
	if err != nil {
		return err
	}
	key := story.PublisherOf(nil, family).Key
	if _, err := t.exec(`INSERT INTO outlet_family (outlet, family, who, evidence, at) VALUES (?, ?, ?, ?, ?)`, outlet, key, who, evidence, t.now.UnixMicro()); err != nil {
		return err
	}
	rows, err := t.sql.QueryContext(t.ctx, `SELECT DISTINCT story_id FROM story_member WHERE outlet = ?1 OR origin = ?1`, before)
	touched, err := collect(rows, err, func(r scanner, id *StoryID) error { return r.Scan(id) })
	if err != nil {
		return err
	}
	if _, err := t.exec(`UPDATE story_member SET origin = ? WHERE origin = ?`, key, before); err != nil {
		return err
	}
	if _, err := t.exec(`UPDATE story_member SET outlet = ? WHERE outlet = ?`, key, before); err != nil {
		return err
	}
	for _, id := range touched {
		if err := t.recount(id); err != nil {
			return err
		}
	}
	return nil
}
