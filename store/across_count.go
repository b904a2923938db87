package store

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/story"
)

// refreshAcross makes the counts of claims and events anew after positions and mentions came or went.
func (t *Tx) refreshAcross(touched touchedIDs) error {
	for _, id := range slices.Sorted(maps.Keys(touched.claims)) {
		if err := t.refreshClaim(id); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(touched.events)) {
		if err := t.refreshEvent(id); err != nil {
			return err
		}
	}
	return nil
}

// stood is who took which stance, how often.
type stood struct {
	key    string
	stance story.Stance
}

func (t *Tx) refreshClaim(id int64) error {
	rows, err := t.sql.QueryContext(t.ctx, `SELECT actor_key, stance FROM claim_position WHERE claim_id = ? AND current = 1 GROUP BY actor_key, stance`, id)
	all, err := collect(rows, err, func(r scanner, s *stood) error { return r.Scan(&s.key, &s.stance) })
	if err != nil {
		return err
	}
	opposed, own := opposedActors(all)
	proposition, err := t.plainest(id)
	if err != nil {
		return err
	}
	_, err = t.exec(`UPDATE claim SET touched_at = ?, opposed = ?, own_words = ?, proposition = coalesce(nullif(?, ''), proposition),
		(first_at, last_at, positions, reports, outlets, origins, asserts, supports, denies, questions, no_comment, named) = (
			SELECT min(at), max(at), count(*), count(DISTINCT report_id), count(DISTINCT outlet), count(DISTINCT origin), coalesce(sum(stance = 'asserts'), 0),
				coalesce(sum(stance = 'supports'), 0), coalesce(sum(stance = 'denies'), 0), coalesce(sum(stance = 'questions'), 0), coalesce(sum(stance = 'no_comment'), 0),
				coalesce(sum(own = 0), 0)
			FROM claim_position WHERE claim_id = claim.id AND current = 1) WHERE id = ?`, t.now.UnixMicro(), opposed, own, proposition, id)
	return err
}

// opposedActors counts the pairs of actors of whom one holds what the other denies, and the actors who do both. Words of
// nobody named count as of somebody else.
func opposedActors(all []stood) (opposed, own int) {
	pro, con := map[string]bool{}, map[string]bool{}
	for _, s := range all {
		switch {
		case s.stance.Pro():
			pro[s.key] = true
		case s.stance == story.Denies:
			con[s.key] = true
		}
	}
	for key := range pro {
		if con[key] && key != "" {
			own++
		}
	}
	return len(pro)*len(con) - own, own
}

// plainest gives the wording that stands for a claim: of the positions that hold it, else of any, the one nearest in
// length to a plain sentence; earlier reports first.
func (t *Tx) plainest(id int64) (string, error) {
	rows, err := t.sql.QueryContext(t.ctx, `SELECT substr(CAST(x.text AS BLOB), p.start_byte + 1, p.end_byte - p.start_byte) FROM claim_position p JOIN report r ON r.id = p.report_id JOIN text x ON x.id = r.text_id
		WHERE p.claim_id = ? AND p.current = 1 ORDER BY p.stance IN ('asserts', 'supports') DESC, abs(p.end_byte - p.start_byte - 90) / 30, p.at, p.id LIMIT 1`, id)
	all, err := collect(rows, err, func(r scanner, s *[]byte) error { return r.Scan(s) })
	if err != nil || len(all) == 0 {
		return "", err
	}
	return strings.Join(strings.Fields(string(all[0])), " "), nil
}

func (t *Tx) refreshEvent(id int64) error {
	rows, err := t.sql.QueryContext(t.ctx, mentionColumns+` FROM across_mention m WHERE m.event_id = ? AND m.current = 1 ORDER BY m.at, m.id`, id)
	all, err := collect(rows, err, scanMention)
	if err != nil {
		return err
	}
	e := story.Event{Mentions: make([]story.Mention, len(all))}
	outlets := map[string]bool{}
	for i := range all {
		e.Mentions[i] = all[i].Mention
		outlets[all[i].Outlet] = true
	}
	c, f := e.Corroboration(), faceOf(e)
	var first, last any
	if n := len(all); n > 0 {
		first, last = all[0].Told.At.UnixMicro(), all[n-1].Told.At.UnixMicro()
	}
	_, err = t.exec(`UPDATE across_event SET touched_at = ?, type = ?, mode = ?, quad = ?, goldstein = ?, status = ?, day = ?, place_key = ?, place = ?, lat = ?, lon = ?, first_at = ?, last_at = ?,
		mentions = ?, reports = ?, outlets = ?, origins = ?, independent = ?, parties = ?, denials = ?, differ = ? WHERE id = ?`,
		t.now.UnixMicro(), f.kind, f.mode, f.quad, f.goldstein, f.status, f.day, f.place.Key, f.place.Name, f.place.Lat, f.place.Lon, first, last,
		len(all), c.Reports, len(outlets), c.Origins, c.Independent, c.Parties, c.Denials, f.differ, id)
	return err
}

// face is what most mentions of an event give.
type face struct {
	kind, mode, status, day string
	quad                    int
	goldstein               *float64
	place                   story.Place
	differ                  int
}

func faceOf(e story.Event) face {
	var f face
	kinds := map[string]int{}
	for _, m := range e.Mentions {
		kinds[m.Type]++
	}
	if len(kinds) > 0 {
		f.kind = slices.MaxFunc(slices.Sorted(maps.Keys(kinds)), func(a, b string) int { return cmp.Compare(kinds[a], kinds[b]) })
	}
	for _, d := range e.Details() {
		if d.Differ {
			f.differ++
		}
		top := d.Values[0]
		switch d.What {
		case "mode":
			f.mode = top.Value
		case "status":
			f.status = top.Value
		case "day":
			f.day = top.Value
		case "place":
			f.place = e.Mentions[top.Mentions[0]].Place
		}
	}
	for _, m := range e.Mentions {
		if m.Type == f.kind && (f.quad == 0 || m.Mode == f.mode) {
			f.quad, f.goldstein = m.Quad, m.Goldstein
			if m.Mode == f.mode {
				break
			}
		}
	}
	return f
}

// MergeClaims makes one claim of two: every position of from goes to into, and the number of from leads there.
func (t *Tx) MergeClaims(from, into ClaimID) error {
	if err := t.merge("claim", "claim_position", "claim_id", int64(from), int64(into)); err != nil {
		return err
	}
	return t.refreshAcross(touchedIDs{claims: map[int64]bool{int64(from): true, int64(into): true}})
}

// MergeEvents makes one event of two, as MergeClaims does.
func (t *Tx) MergeEvents(from, into EventID) error {
	if err := t.merge("across_event", "across_mention", "event_id", int64(from), int64(into)); err != nil {
		return err
	}
	return t.refreshAcross(touchedIDs{events: map[int64]bool{int64(from): true, int64(into): true}})
}

func (t *Tx) merge(table, rows, column string, from, into int64) error {
	if from == into {
		return nil
	}
	if _, err := t.exec(`UPDATE `+rows+` SET `+column+` = ? WHERE `+column+` = ?`, into, from); err != nil {
		return err
	}
	_, err := t.exec(`UPDATE `+table+` SET merged_into = ? WHERE id = ?`, into, from)
	return err
}
