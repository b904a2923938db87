package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dateline-news/dateline/story"
)

// How much is looked at to find the story of a report.
const (
	tellingTerms  = 10    // of its terms are looked up
	termDays      = 21    // days before and after it in which a story must have a report
	storiesAtMost = 12    // stories compared
	membersAtMost = 60    // reports of each, those nearest in time
	wornAtMost    = 20000 // words looked up
)

// settleCopy puts a carrier into its head's story.
func (c *placing) settleCopy() error {
	var was, to int64
	if err := c.row(`SELECT m.story_id, h.story_id FROM story_member m JOIN story_member h ON h.item_id = m.copy_of WHERE m.item_id = ?`, c.item).Scan(&was, &to); err != nil {
		return err
	}
	decided, err := c.decided(c.item)
	if err != nil {
		return err
	}
	if decided != 0 {
		to = int64(decided)
	}
	if _, err := c.exec(`UPDATE story_member SET story_id = ? WHERE item_id = ?`, to, c.item); err != nil {
		return err
	}
	if was != 0 && was != to {
		if err := c.left(StoryID(was), StoryID(to)); err != nil {
			return err
		}
	}
	if was == 0 && c.Credit.Key == "" && decided == 0 {
		return c.countCarrier(to)
	}
	return c.recount(StoryID(to))
}

// settle finds the story of a report of its own words, and mends the stories that it touches.
func (c *placing) settle() error {
	if err := c.tellDay(); err != nil {
		return err
	}
	fresh, among, err := c.candidates()
	if err != nil {
		return err
	}
	var now int64
	if err := c.row(`SELECT story_id FROM story_member WHERE item_id = ?`, c.item).Scan(&now); err != nil {
		return err
	}
	decided, err := c.decided(c.item)
	if err != nil {
		return err
	}
	if decided != 0 && now == 0 { // stories are made again
		now = int64(decided)
		if _, err := c.exec(`UPDATE story_member SET story_id = ? WHERE item_id = ?`, now, c.item); err != nil {
			return err
		}
	}
	if now == 0 && len(c.under) > 0 {
		return c.takePlace()
	}
	if now != 0 { // a changed page stays where it is
		return c.refresh(StoryID(now))
	}
	was := map[int64]int64{c.item: now}
	for _, s := range among {
		for _, m := range s.Members {
			was[m.Item] = s.ID
		}
	}
	p := story.Placed{Item: c.item, Day: dayNumber(c.at), Features: fresh}
	_, score, all := story.Default.Settle(p, among)
	if _, err := c.exec(`UPDATE story_member SET score = ? WHERE item_id = ?`, story.Probability(score), c.item); err != nil {
		return err
	}
	for _, made := range all {
		if made.ID != 0 || len(made.Members) == 0 {
			continue
		}
		if err := c.found(made); err != nil {
			return err
		}
	}
	return c.apply(all, was)
}

// found gives a story that was made now its address, unless all its reports stay where a person set them.
func (c *placing) found(made *story.Cluster) error {
	for _, m := range made.Members {
		decided, err := c.decided(m.Item)
		if err != nil {
			return err
		}
		if decided == 0 {
			return c.address(made, m)
		}
	}
	return nil
}

// wear finds what is left of the weight of words about the report's day.
func (c *placing) wear(words []uint32) (map[uint32]float32, error) {
	if len(words) == 0 {
		return nil, nil
	}
	words = words[:min(len(words), wornAtMost)]
	day := int64(dayNumber(c.at))
	args := make([]any, 0, len(words)+3)
	for _, k := range words {
		args = append(args, int64(k))
	}
	type told struct {
		term uint32
		days int
	}
	rows, err := c.sql.QueryContext(c.ctx, `SELECT term, count(*) FROM story_day WHERE term IN (?`+strings.Repeat(",?", len(words)-1)+`) AND day BETWEEN ? AND ? AND day <> ? GROUP BY term`,
		append(args, day-story.WornDays, day+story.WornDays, day)...)
	all, err := collect(rows, err, func(r scanner, t *told) error { return r.Scan(&t.term, &t.days) })
	left := make(map[uint32]float32, len(all))
	for _, t := range all {
		left[t.term] = story.Wear(t.days)
	}
	return left, err
}

// tellDay keeps that the heaviest words of the report were told on its day.
func (c *placing) tellDay() error {
	for _, k := range c.Features.Telling(story.WornTerms) {
		if _, err := c.exec(`INSERT OR IGNORE INTO story_day (term, day) VALUES (?, ?)`, int64(k), int64(dayNumber(c.at))); err != nil {
			return err
		}
	}
	return nil
}

func dayNumber(t time.Time) float64 { return float64(t.UnixMicro()) / 86400e6 }

// candidates are the stories that share the telling terms of the report, about its time; their words, and those of fresh, are
// worn as they are about then.
func (c *placing) candidates() (fresh story.Features, out []*story.Cluster, err error) {
	left, err := c.wear(story.MayBeWorn(&c.Features, nil))
	if err != nil {
		return fresh, nil, err
	}
	fresh = c.Features.Worn(left)
	raw, err := c.sharing(&fresh)
	if err != nil {
		return fresh, nil, err
	}
	if left, err = c.wear(story.MayBeWorn(&c.Features, raw)); err != nil {
		return fresh, nil, err
	}
	for _, s := range raw {
		for i := range s.Members {
			s.Members[i].Features = s.Members[i].Worn(left)
		}
		out = append(out, story.NewCluster(s.ID, s.Members))
	}
	return fresh, out, nil
}

// sharing are the stories that share the telling terms of features, as they are kept.
func (c *placing) sharing(fresh *story.Features) ([]*story.Cluster, error) {
	terms := fresh.Telling(tellingTerms)
	if len(terms) == 0 {
		return nil, nil
	}
	day := int64(dayNumber(c.at))
	args := make([]any, 0, len(terms)+3)
	for _, t := range terms {
		args = append(args, int64(t))
	}
	args = append(args, day-termDays, day+termDays, storiesAtMost)
	rows, err := c.sql.QueryContext(c.ctx, `SELECT story_id FROM (SELECT DISTINCT term, story_id FROM story_term
		WHERE term IN (?`+strings.Repeat(",?", len(terms)-1)+`) AND day BETWEEN ? AND ?) GROUP BY story_id ORDER BY count(*) DESC, story_id DESC LIMIT ?`, args...)
	ids, err := collect(rows, err, func(r scanner, id *int64) error { return r.Scan(id) })
	if err != nil {
		return nil, err
	}
	out := make([]*story.Cluster, 0, len(ids))
	for _, id := range ids {
		members, err := c.membersNear(id)
		if err != nil {
			return nil, err
		}
		if len(members) > 0 {
			out = append(out, &story.Cluster{ID: id, Members: members})
		}
	}
	return out, nil
}

func (c *placing) membersNear(id int64) ([]story.Placed, error) {
	rows, err := c.sql.QueryContext(c.ctx, `SELECT item_id, at, features FROM story_member WHERE story_id = ? AND features IS NOT NULL AND item_id <> ? ORDER BY abs(at - ?) LIMIT ?`,
		id, c.item, c.at.UnixMicro(), membersAtMost)
	return collect(rows, err, func(r scanner, p *story.Placed) error {
		var at time.Time
		var b []byte
		if err := r.Scan(&p.Item, instant{&at}, &b); err != nil {
			return err
		}
		p.Day = dayNumber(at)
		return p.UnmarshalBinary(b)
	})
}

// address gives a new story its number: the one that its first report had before stories were made again, if that is free.
func (c *placing) address(s *story.Cluster, first story.Placed) error {
	var before int64
	err := c.row(`SELECT b.story_id FROM story_before b JOIN story y ON y.id = b.story_id AND y.reports = 0 AND y.merged_into IS NULL WHERE b.item_id = ?`, first.Item).Scan(&before)
	if err == nil {
		s.ID = before
		return nil
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	return c.row(`INSERT INTO story (made_at, changed_at, first_at, last_at, headline, lead, reports, own, outlets, origins, revised)
		VALUES (?1, ?1, ?2, ?2, '', '', 0, 0, 0, 0, 0) RETURNING id`, c.now.UnixMicro(), int64(first.Day*86400e6)).Scan(&s.ID)
}

// apply moves reports, with their carriers, to the stories that they were settled in. A report that a person set stays.
func (c *placing) apply(all []*story.Cluster, was map[int64]int64) error {
	touched := map[int64]int64{} // story that reports left, and where the last of them went
	for _, s := range all {
		for _, m := range s.Members {
			from := was[m.Item]
			if from == s.ID {
				continue
			}
			if decided, err := c.decided(m.Item); err != nil {
				return err
			} else if decided != 0 {
				continue
			}
			if _, err := c.exec(`UPDATE story_member SET story_id = ?1 WHERE item_id = ?2 OR copy_of = ?2 AND NOT EXISTS (SELECT 1 FROM story_decision d WHERE d.item_id = story_member.item_id)`, s.ID, m.Item); err != nil {
				return err
			}
			if err := c.putTerms(s.ID, m); err != nil {
				return err
			}
			if from != 0 {
				touched[from] = s.ID
			}
			if _, ok := touched[s.ID]; !ok {
				touched[s.ID] = 0
			}
		}
	}
	for id, to := range touched {
		var err error
		if to == 0 {
			err = c.recount(StoryID(id))
		} else {
			err = c.left(StoryID(id), StoryID(to))
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) putTerms(id int64, p story.Placed) error {
	for _, k := range p.Telling(tellingTerms) {
		if _, err := t.exec(`INSERT OR IGNORE INTO story_term (term, day, story_id) VALUES (?, ?, ?)`, int64(k), int64(p.Day), id); err != nil {
			return err
		}
	}
	return nil
}

// left counts a story again that reports left; one with no report left leads to where they went.
func (t *Tx) left(id, to StoryID) error {
	if err := t.recount(id); err != nil {
		return err
	}
	var reports int
	if err := t.row(`SELECT reports FROM story WHERE id = ?`, int64(id)).Scan(&reports); err != nil || reports > 0 {
		return err
	}
	if to, err := t.s.storyNow(t.ctx, t.sql, to); err != nil || to == id {
		return err
	} else if _, err := t.exec(`UPDATE story SET merged_into = ? WHERE id = ?`, int64(to), int64(id)); err != nil {
		return err
	}
	_, err := t.exec(`DELETE FROM story_term WHERE story_id = ?`, int64(id))
	return err
}

// decided is the story that a person set an item into; 0 when nobody did.
func (t *Tx) decided(item int64) (StoryID, error) {
	var id StoryID
	err := t.row(`SELECT story_id FROM story_decision WHERE item_id = ? ORDER BY id DESC LIMIT 1`, item).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return t.s.storyNow(t.ctx, t.sql, id)
}

// takePlace puts a report into the story of the head that it took over, with all that carry its words.
func (c *placing) takePlace() error {
	var to int64
	if err := c.row(`SELECT story_id FROM story_member WHERE item_id = ?`, c.under[0].item).Scan(&to); err != nil {
		return err
	}
	rows, err := c.sql.QueryContext(c.ctx, `SELECT DISTINCT story_id FROM story_member WHERE copy_of = ? AND story_id NOT IN (0, ?)`, c.item, to)
	others, err := collect(rows, err, func(r scanner, id *StoryID) error { return r.Scan(id) })
	if err != nil {
		return err
	}
	if _, err := c.exec(`UPDATE story_member SET story_id = ?1 WHERE item_id = ?2 OR copy_of = ?2`, to, c.item); err != nil {
		return err
	}
	for _, id := range others {
		if err := c.left(id, StoryID(to)); err != nil {
			return err
		}
	}
	return c.refresh(StoryID(to))
}

// refresh counts the story of a page that was changed again, and lets it be found by its new words.
func (c *placing) refresh(id StoryID) error {
	if err := c.putTerms(int64(id), story.Placed{Item: c.item, Day: dayNumber(c.at), Features: c.Features}); err != nil {
		return err
	}
	return c.recount(id)
}

// countCarrier counts one more carrier without looking at the story's other reports, of which there may be thousands.
func (c *placing) countCarrier(id int64) error {
	var first time.Time
	if err := c.row(`SELECT first_at FROM story WHERE id = ?`, id).Scan(instant{&first}); err != nil {
		return err
	}
	if c.at.Before(first) || len(c.under) > 0 {
		return c.recount(StoryID(id))
	}
	_, err := c.exec(`UPDATE story SET reports = reports + 1, last_at = max(last_at, ?1), changed_at = ?2,
		outlets = outlets + NOT EXISTS (SELECT 1 FROM story_member WHERE story_id = ?3 AND outlet = ?4 AND item_id <> ?5) WHERE id = ?3`,
		c.at.UnixMicro(), c.now.UnixMicro(), id, c.family, c.item)
	return err
}

// recount counts a story from its members, and takes headline and lead from the first of them.
func (t *Tx) recount(id StoryID) error {
	_, err := t.exec(`UPDATE story SET changed_at = ?1, (reports, own, outlets, origins, first_at, last_at, revised) = (
			SELECT count(*), coalesce(sum(m.copy_of IS NULL), 0), count(DISTINCT m.outlet), count(DISTINCT m.origin), coalesce(min(m.at), story.first_at), coalesce(max(m.at), story.last_at),
				coalesce(sum(st.version > 1), 0) FROM story_member m JOIN stream st ON st.report_id = m.report_id WHERE m.story_id = ?2) WHERE id = ?2`, t.now.UnixMicro(), int64(id))
	if err != nil {
		return fmt.Errorf("count story %d: %w", id, err)
	}
	_, err = t.exec(`UPDATE story SET (first_id, headline, lead) = (SELECT m.report_id, st.headline, st.lead FROM story_member m JOIN stream st ON st.report_id = m.report_id
		WHERE m.story_id = ?1 ORDER BY m.at, m.item_id LIMIT 1) WHERE id = ?1 AND reports > 0`, int64(id))
	return err
}

// JoinStories puts the reports of one story into another, because a person says that they are one. The address of the first leads
// to the second from now on.
func (s *Store) JoinStories(ctx context.Context, into, from StoryID, who, note string) error {
	return s.Write(ctx, func(t *Tx) error {
		if who == "" {
			return fmt.Errorf("join two stories: who says so is needed: %w", ErrInvalid)
		}
		into, err := s.storyNow(ctx, t.sql, into)
		if err != nil {
			return err
		}
		if from, err = s.storyNow(ctx, t.sql, from); err != nil || from == into {
			return err
		}
		if _, err := t.exec(`INSERT INTO story_decision (kind, story_id, from_id, who, note, at) VALUES ('join', ?, ?, ?, ?, ?)`, int64(into), int64(from), who, note, t.now.UnixMicro()); err != nil {
			return err
		}
		if _, err := t.exec(`INSERT INTO story_decision (kind, story_id, item_id, who, note, at) SELECT 'move', ?, item_id, ?, ?, ? FROM story_member WHERE story_id = ? AND copy_of IS NULL`,
			int64(into), who, note, t.now.UnixMicro(), int64(from)); err != nil {
			return err
		}
		if _, err := t.exec(`INSERT OR IGNORE INTO story_term (term, day, story_id) SELECT term, day, ? FROM story_term WHERE story_id = ?`, int64(into), int64(from)); err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE story_member SET story_id = ? WHERE story_id = ?`, int64(into), int64(from)); err != nil {
			return err
		}
		if err := t.left(from, into); err != nil {
			return err
		}
		return t.recount(into)
	})
}

// MoveReport sets a report, with its carriers, into another story, or into one of its own with 0, because a person says so. The program does not move it again.
func (s *Store) MoveReport(ctx context.Context, id ReportID, into StoryID, who, note string) (StoryID, error) {
	err := s.Write(ctx, func(t *Tx) error {
		if who == "" {
			return fmt.Errorf("move a report to another story: who says so is needed: %w", ErrInvalid)
		}
		var item, from int64
		var at time.Time
		err := t.row(`SELECT m.item_id, m.story_id, m.at FROM report r JOIN story_member m ON m.item_id = r.item_id WHERE r.id = ?`, int64(id)).Scan(&item, &from, instant{&at})
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("report %d in its story: %w", id, ErrNotFound)
		}
		if err != nil {
			return err
		}
		if into == 0 {
			err = t.row(`INSERT INTO story (made_at, changed_at, first_at, last_at, headline, lead, reports, own, outlets, origins, revised)
				VALUES (?1, ?1, ?2, ?2, '', '', 0, 0, 0, 0, 0) RETURNING id`, t.now.UnixMicro(), at.UnixMicro()).Scan(&into)
		} else {
			into, err = s.storyNow(ctx, t.sql, into)
		}
		if err != nil || int64(into) == from {
			return err
		}
		if _, err := t.exec(`INSERT INTO story_decision (kind, story_id, item_id, who, note, at) VALUES ('move', ?, ?, ?, ?, ?)`, int64(into), item, who, note, t.now.UnixMicro()); err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE story_member SET story_id = ?1 WHERE item_id = ?2 OR copy_of = ?2`, int64(into), item); err != nil {
			return err
		}
		if err := t.termsOf(item, into); err != nil {
			return err
		}
		if err := t.left(StoryID(from), into); err != nil {
			return err
		}
		return t.recount(into)
	})
	return into, err
}

// termsOf lets a story be found by the words of one of its reports.
func (t *Tx) termsOf(item int64, id StoryID) error {
	var at time.Time
	var b []byte
	if err := t.row(`SELECT at, features FROM story_member WHERE item_id = ?`, item).Scan(instant{&at}, &b); err != nil || b == nil {
		return err
	}
	p := story.Placed{Item: item, Day: dayNumber(at)}
	if err := p.UnmarshalBinary(b); err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return t.putTerms(int64(id), p)
}

// StoriesAgain begins to make all stories again: nothing is thrown away but what can be made again, and each story gets its
// address back with the first of its reports. While it runs, pages show the stories as far as they are made.
func (s *Store) StoriesAgain(ctx context.Context) error {
	return s.Write(ctx, func(t *Tx) error {
		for _, q := range []string{
			`DELETE FROM story_before`,
			`INSERT INTO story_before (item_id, story_id) SELECT item_id, story_id FROM story_member`,
			`DELETE FROM story_member`, `DELETE FROM story_band`, `DELETE FROM story_sketch`, `DELETE FROM story_quote`, `DELETE FROM story_term`, `DELETE FROM story_day`,
			`UPDATE story SET reports = 0, own = 0, outlets = 0, origins = 0, revised = 0 WHERE merged_into IS NULL`,
			`DELETE FROM story_mark WHERE step = 'place'`,
		} {
			if _, err := t.exec(q); err != nil {
				return fmt.Errorf("make the stories again: %w", err)
			}
		}
		return nil
	})
}

// StoriesMade ends making stories again: the address of a story that came to be part of another
// leads there.
func (s *Store) StoriesMade(ctx context.Context) error {
	return s.Write(ctx, func(t *Tx) error {
		rows, err := t.sql.QueryContext(ctx, `SELECT b.story_id, (SELECT m.story_id FROM story_before o JOIN story_member m ON m.item_id = o.item_id WHERE o.story_id = b.story_id
			GROUP BY m.story_id ORDER BY count(*) DESC, m.story_id LIMIT 1)
			FROM story_before b JOIN story y ON y.id = b.story_id AND y.reports = 0 AND y.merged_into IS NULL GROUP BY b.story_id`)
		type led struct {
			from int64
			to   sql.NullInt64
		}
		all, err := collect(rows, err, func(r scanner, l *led) error { return r.Scan(&l.from, &l.to) })
		if err != nil {
			return err
		}
		for _, l := range all {
			if !l.to.Valid || l.to.Int64 == l.from {
				continue
			}
			if _, err := t.exec(`UPDATE story SET merged_into = ? WHERE id = ?`, l.to.Int64, l.from); err != nil {
				return err
			}
		}
		_, err = t.exec(`DELETE FROM story_before`)
		return err
	})
}
