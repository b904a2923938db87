package store

import (
	"cmp"
	"database/sql"
	"errors"
	"maps"
	"slices"
	"time"

	"github.com/dateline-news/dateline/story"
)

// head is the report whose words another carries.
type head struct {
	item   int64
	id     ReportID
	at     time.Time
	family string
	copy   story.CopyOf
	nearly bool // so like one whose bands are kept that its own would add nothing
}

// How much is looked at to find whose words a report carries.
const (
	bandAtMost    = 24 // items of one band
	compareAtMost = 8  // bodies compared word for word
	swapAtMost    = 64 // carriers of a head that an earlier report may take over
	sameOwnWords  = 20 // a report of the head's own publisher is a carrier when no more than one word in so many was added
)

// findHead looks for the report whose words this one carries, and takes over those that carry its own.
func (c *placing) findHead() error {
	candidates, err := c.alike()
	if err != nil {
		return err
	}
	var best *head
	for _, other := range candidates {
		h, err := c.compare(other)
		if err != nil {
			return err
		}
		if h != nil && (best == nil || h.copy.Kept > best.copy.Kept) {
			best = h
		}
	}
	if best != nil && c.known { // a head whose page was changed stays one
		var carriers int
		if err := c.row(`SELECT count(*) FROM story_member WHERE copy_of = ?`, c.item).Scan(&carriers); err != nil || carriers > 0 {
			return err
		}
	}
	if c.head = best; best != nil {
		c.under = nil // a carrier is nobody's head
	}
	return nil
}

// alike are the items that share most bands with the report, and one that has the very same text.
func (c *placing) alike() ([]int64, error) {
	hits := map[int64]int{}
	for _, band := range c.sketch.Bands() {
		rows, err := c.sql.QueryContext(c.ctx, `SELECT item_id FROM story_band WHERE band = ? AND item_id <> ? LIMIT ?`, band, c.item, bandAtMost)
		found, err := collect(rows, err, func(r scanner, id *int64) error { return r.Scan(id) })
		if err != nil {
			return nil, err
		}
		for _, id := range found {
			hits[id]++
		}
	}
	var same int64
	err := c.row(`SELECT m.item_id FROM report r JOIN report o ON o.text_id = r.text_id JOIN story_member m ON m.report_id = o.id
		WHERE r.id = ? AND m.item_id <> ? AND m.copy_of IS NULL LIMIT 1`, int64(c.Report), c.item).Scan(&same)
	if err == nil {
		hits[same] += len(c.sketch.Bands()) + 1
	} else if !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	all := slices.SortedFunc(maps.Keys(hits), func(a, b int64) int { return cmp.Or(hits[b]-hits[a], cmp.Compare(a, b)) })
	return all[:min(len(all), compareAtMost)], nil
}

// compare says whether the report carries the words of another item, or of the head that one carries. When the other is later and
// carries this one's words, it is put under this one, with all its carriers.
func (c *placing) compare(item int64) (*head, error) {
	root, err := c.rootOf(item)
	if err != nil || root.item == c.item {
		return nil, err
	}
	rec, err := c.recordOf(root.id)
	if err != nil {
		return nil, err
	}
	other := story.BodyOf(rec)
	sketch := other.Sketch()
	if root.at.After(c.at) {
		few, err := c.fewCarriers(root.item)
		if err != nil {
			return nil, err
		}
		if copied, ok := other.Carried(&c.Body); ok && few && !ownAgain(c.family == root.family, sketch.Words, copied) {
			return nil, c.takeOver(root, copied)
		}
	}
	copied, ok := c.Body.Carried(&other)
	if !ok || ownAgain(c.family == root.family, c.sketch.Words, copied) {
		return nil, nil
	}
	root.copy = copied
	root.nearly = c.sketch.Resemblance(&sketch) >= story.NearlySame
	return root, nil
}

// ownAgain says that a publisher runs its own words again with more in them: an update, and no carrier.
func ownAgain(same bool, words int, c story.CopyOf) bool {
	return same && c.Added*sameOwnWords > words
}

// rootOf is the head of an item, itself when it carries nobody's words.
func (c *placing) rootOf(item int64) (*head, error) {
	h := &head{}
	err := c.row(`SELECT h.item_id, h.report_id, h.at, h.outlet FROM story_member m JOIN story_member h ON h.item_id = coalesce(m.copy_of, m.item_id) WHERE m.item_id = ?`, item).
		Scan(&h.item, &h.id, instant{&h.at}, &h.family)
	return h, err
}

// fewCarriers says whether so few carry an item's words that an earlier report may take its place. A head with more stays, so
// that a flood that comes in backwards is not turned over again and again; the list of its carriers still goes by time.
func (c *placing) fewCarriers(item int64) (bool, error) {
	var n int
	err := c.row(`SELECT count(*) FROM (SELECT 1 FROM story_member WHERE copy_of = ? LIMIT ?)`, item, swapAtMost+1).Scan(&n)
	return n <= swapAtMost, err
}

// takeOver notes that this report, which is earlier, is the head of another and of its carriers. It is done once this one has
// its row.
func (c *placing) takeOver(other *head, copied story.CopyOf) error {
	other.copy = copied
	c.under = append(c.under, other)
	return nil
}

// putUnder sets the heads that this report takes over under it, and their carriers.
func (c *placing) putUnder() error {
	for _, h := range c.under {
		if _, err := c.exec(`UPDATE story_member SET copy_of = ? WHERE copy_of = ?`, c.item, h.item); err != nil {
			return err
		}
		if _, err := c.exec(`UPDATE story_member SET copy_of = ?, kept = ?, added = ?, cut = ?, features = NULL WHERE item_id = ?`,
			c.item, h.copy.Kept, h.copy.Added, h.copy.Cut, h.item); err != nil {
			return err
		}
		if err := c.inherit(h.item); err != nil {
			return err
		}
	}
	return nil
}
