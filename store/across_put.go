package store

import (
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/story"
)

// AcrossPut is what one report adds to the claims, events and wording across reports.
type AcrossPut struct {
	Report    ReportID
	Version   int          // of the joining (story.AcrossVersion)
	Story     int64        // 0 when the report is in none
	Meaning   story.Vector // of its whole text
	Positions []PutPosition
	Mentions  []PutMention
	Wording   []story.Wording
}

// PutPosition is a position and the claim that it joins; positions with Claim 0 and the same New make one new claim.
type PutPosition struct {
	story.Position
	Claim ClaimID
	New   int
}

// PutMention is a mention and the event that it joins; mentions with Event 0 and the same New make one new event.
type PutMention struct {
	story.Mention
	Event EventID
	New   int
}

// acrossReport is what is known of the report of a put.
type acrossReport struct {
	reading, item int64
	text          string
	at            time.Time
	current       bool
	before        map[joinedWords]int64
}

// joinedWords are words of the report that stood in a claim or an event before it was joined again.
type joinedWords struct {
	table      string
	start, end int
}

// joinedBefore gives the claims and events that the report's words stood in, so that one that only this report told of keeps
// its number when the report is read again.
func (t *Tx) joinedBefore(id ReportID) (map[joinedWords]int64, error) {
	out := map[joinedWords]int64{}
	type row struct {
		joinedWords
		id int64
	}
	rows, err := t.sql.QueryContext(t.ctx, `SELECT 'claim', start_byte, end_byte, claim_id FROM claim_position WHERE report_id = ? UNION ALL
		SELECT 'across_event', start_byte, end_byte, event_id FROM across_mention WHERE report_id = ?`, int64(id), int64(id))
	all, err := collect(rows, err, func(r scanner, x *row) error { return r.Scan(&x.table, &x.start, &x.end, &x.id) })
	for _, x := range all {
		out[x.joinedWords] = x.id
	}
	return out, err
}

// PutAcross keeps what a report adds. What the report added before, by an earlier reading or joining, goes; so a put that is
// repeated changes nothing. Every span is checked against the report's text: ErrBadSpan.
func (t *Tx) PutAcross(p AcrossPut) error {
	var r acrossReport
	err := t.row(`SELECT re.id, r.item_id, x.text, st.at, st.current FROM report r JOIN text x ON x.id = r.text_id JOIN stream st ON st.report_id = r.id
		JOIN reading re ON re.report_id = r.id AND re.superseded_at IS NULL WHERE r.id = ?`, int64(p.Report)).Scan(&r.reading, &r.item, &r.text, instant{&r.at}, &r.current)
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("join report %d: %w", p.Report, ErrNotFound)
	}
	if err != nil {
		return fmt.Errorf("join report %d: %w", p.Report, err)
	}
	if r.before, err = t.joinedBefore(p.Report); err != nil {
		return fmt.Errorf("join report %d: %w", p.Report, err)
	}
	touched, err := t.dropAcross(p.Report, r)
	if err != nil {
		return fmt.Errorf("join report %d: %w", p.Report, err)
	}
	for _, put := range []func(AcrossPut, acrossReport, touchedIDs) error{t.putPositions, t.putMentions, t.putWording} {
		if err := put(p, r, touched); err != nil {
			return fmt.Errorf("join report %d: %w", p.Report, err)
		}
	}
	if err := t.refreshAcross(touched); err != nil {
		return fmt.Errorf("join report %d: %w", p.Report, err)
	}
	_, err = t.exec(`INSERT INTO across_done (report_id, reading_id, version, meaning, at) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT DO UPDATE SET reading_id = excluded.reading_id, version = excluded.version, meaning = excluded.meaning, at = excluded.at`,
		int64(p.Report), r.reading, p.Version, packVector(p.Meaning), t.now.UnixMicro())
	return err
}

// touchedIDs are the claims and events whose counts must be made anew.
type touchedIDs struct{ claims, events map[int64]bool }

// dropAcross takes away what the report added before, and marks what other versions of it added.
func (t *Tx) dropAcross(id ReportID, r acrossReport) (touchedIDs, error) {
	touched := touchedIDs{map[int64]bool{}, map[int64]bool{}}
	const ofItem = ` WHERE report_id IN (SELECT id FROM report WHERE item_id = ?)`
	for _, x := range []struct {
		query string
		into  map[int64]bool
	}{
		{`SELECT DISTINCT claim_id FROM claim_position` + ofItem, touched.claims},
		{`SELECT DISTINCT event_id FROM across_mention` + ofItem, touched.events},
	} {
		rows, err := t.sql.QueryContext(t.ctx, x.query, r.item)
		all, err := collect(rows, err, func(r scanner, n *int64) error { return r.Scan(n) })
		if err != nil {
			return touched, err
		}
		for _, n := range all {
			x.into[n] = true
		}
	}
	for _, q := range []string{`DELETE FROM claim_position WHERE report_id = ?`, `DELETE FROM across_mention WHERE report_id = ?`, `DELETE FROM wording_use WHERE report_id = ?`} {
		if _, err := t.exec(q, int64(id)); err != nil {
			return touched, err
		}
	}
	for _, table := range []string{"claim_position", "across_mention", "wording_use"} {
		if _, err := t.exec(`UPDATE `+table+` SET current = (SELECT current FROM stream st WHERE st.report_id = `+table+`.report_id)`+ofItem, r.item); err != nil {
			return touched, err
		}
	}
	return touched, nil
}

// checkSpans says whether spans stand on words of the text, and gives the hash of the first.
func (r acrossReport) checkSpans(what string, sentence span.Span, within span.Span) ([]byte, error) {
	for _, sp := range []span.Span{sentence, within} {
		if err := sp.Check(r.text); err != nil {
			return nil, fmt.Errorf("%s: %w: %w", what, ErrBadSpan, err)
		}
	}
	sum := words(r.text, sentence)
	return sum[:], nil
}

func (t *Tx) putPositions(p AcrossPut, r acrossReport, touched touchedIDs) error {
	fresh := map[int]int64{}
	byHand, err := t.movedByHand(p.Report)
	if err != nil {
		return err
	}
	for i, x := range p.Positions {
		sum, err := r.checkSpans("position "+x.Fact, x.Sentence, x.Span)
		if err != nil {
			return err
		}
		if into := byHand[joinedWords{"claim", x.Span.Start, x.Span.End}]; into != 0 {
			x.Claim = ClaimID(into)
		}
		id, err := t.joinedID("claim", int64(x.Claim), x.New, i, fresh, r.before[joinedWords{"claim", x.Span.Start, x.Span.End}])
		if err != nil {
			return err
		}
		touched.claims[id] = true
		if _, err := t.exec(`INSERT INTO claim_position (claim_id, report_id, story_id, fact, outlet, origin, actor_key, actor, office, own, via, stance, day, at,
			sentence_start, sentence_end, start_byte, end_byte, words_sha256, vector, current, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, int64(p.Report), nullID(p.Story), x.Fact, x.Outlet, x.Origin, x.Actor.Key, x.Actor.Name, x.Office, x.Own, x.Via, string(x.Stance), x.Day, r.at.UnixMicro(),
			x.Sentence.Start, x.Sentence.End, x.Span.Start, x.Span.End, sum, packVector(x.Vector), r.current, t.now.UnixMicro()); err != nil {
			return err
		}
	}
	return nil
}

// joinedID is the claim or event to join, made when it is new. fresh holds those that this put made; before is the one that the
// words stood in, which is taken up again when nobody else stands in it.
func (t *Tx) joinedID(table string, id int64, group, at int, fresh map[int]int64, before int64) (int64, error) {
	if id != 0 {
		for range 100 {
			var next sql.NullInt64
			if err := t.row(`SELECT merged_into FROM `+table+` WHERE id = ?`, id).Scan(&next); err != nil {
				return 0, err
			}
			if !next.Valid {
				return id, nil
			}
			id = next.Int64
		}
		return 0, fmt.Errorf("%s %d leads in a circle: %w", table, id, ErrDamaged)
	}
	if group == 0 {
		group = -1 - at // alone
	}
	if made := fresh[group]; made != 0 {
		return made, nil
	}
	if before != 0 && !taken(fresh, before) {
		var others bool
		err := t.row(map[string]string{
			"claim":        `SELECT merged_into IS NOT NULL OR EXISTS (SELECT 1 FROM claim_position WHERE claim_id = claim.id) FROM claim WHERE id = ?`,
			"across_event": `SELECT merged_into IS NOT NULL OR EXISTS (SELECT 1 FROM across_mention WHERE event_id = across_event.id) FROM across_event WHERE id = ?`,
		}[table], before).Scan(&others)
		if err != nil {
			return 0, err
		}
		if !others {
			fresh[group] = before
			return before, nil
		}
	}
	res, err := t.exec(`INSERT INTO `+table+` (recorded_at, touched_at) VALUES (?, ?)`, t.now.UnixMicro(), t.now.UnixMicro())
	if err != nil {
		return 0, err
	}
	made, err := res.LastInsertId()
	fresh[group] = made
	return made, err
}

func taken(fresh map[int]int64, id int64) bool {
	for _, have := range fresh {
		if have == id {
			return true
		}
	}
	return false
}

// toldMention is what across_mention keeps as JSON.
type toldMention struct {
	Mode         string          `json:"mode,omitempty"`
	Quad         int             `json:"quad,omitempty"`
	Goldstein    *float64        `json:"goldstein,omitempty"`
	Status       string          `json:"status"`
	Voice        string          `json:"voice"`
	Actors       []story.Actor   `json:"actors,omitempty"`
	Recipients   []story.Actor   `json:"recipients,omitempty"`
	DayPrecision string          `json:"day_precision,omitempty"`
	Place        story.Place     `json:"place"`
	Magnitudes   json.RawMessage `json:"magnitudes,omitempty"`
	Words        string          `json:"words"`
}

func packMention(m story.Mention) (string, error) {
	magnitudes, err := json.Marshal(m.Magnitudes)
	if err != nil {
		return "", err
	}
	b, err := json.Marshal(toldMention{Mode: m.Mode, Quad: m.Quad, Goldstein: m.Goldstein, Status: m.Status, Voice: m.Voice.Name, Actors: m.Actors, Recipients: m.Recipients,
		DayPrecision: m.DayPrecision, Place: m.Place, Magnitudes: magnitudes, Words: m.Words})
	return string(b), err
}

func unpackMention(told string, m *story.Mention) error {
	var x toldMention
	if err := json.Unmarshal([]byte(told), &x); err != nil {
		return err
	}
	m.Mode, m.Quad, m.Goldstein, m.Status, m.Voice.Name, m.Actors, m.Recipients, m.DayPrecision, m.Words = x.Mode, x.Quad, x.Goldstein, x.Status, x.Voice, x.Actors, x.Recipients, x.DayPrecision, x.Words
	m.Place.Name, m.Place.Lat, m.Place.Lon, m.Place.Precision = x.Place.Name, x.Place.Lat, x.Place.Lon, x.Place.Precision
	return json.Unmarshal(x.Magnitudes, &m.Magnitudes)
}

func (t *Tx) putMentions(p AcrossPut, r acrossReport, touched touchedIDs) error {
	fresh := map[int]int64{}
	for i, x := range p.Mentions {
		sum, err := r.checkSpans("event "+x.Fact, x.Sentence, x.Trigger)
		if err != nil {
			return err
		}
		id, err := t.joinedID("across_event", int64(x.Event), x.New, i, fresh, r.before[joinedWords{"across_event", x.Trigger.Start, x.Trigger.End}])
		if err != nil {
			return err
		}
		touched.events[id] = true
		told, err := packMention(x.Mention)
		if err != nil {
			return err
		}
		res, err := t.exec(`INSERT INTO across_mention (event_id, report_id, story_id, fact, outlet, origin, type, own, voice_key, day, place_key, told, at,
			sentence_start, sentence_end, start_byte, end_byte, words_sha256, vector, current, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			id, int64(p.Report), nullID(p.Story), x.Fact, x.Outlet, x.Origin, x.Type, x.Own, x.Voice.Key, x.Day, x.Place.Key, told, r.at.UnixMicro(),
			x.Sentence.Start, x.Sentence.End, x.Trigger.Start, x.Trigger.End, sum, packVector(x.Vector), r.current, t.now.UnixMicro())
		if err != nil {
			return err
		}
		mention, err := res.LastInsertId()
		if err != nil {
			return err
		}
		if err := t.putParties(mention, x.Mention); err != nil {
			return err
		}
	}
	return nil
}

func (t *Tx) putParties(mention int64, m story.Mention) error {
	for role, all := range map[string][]story.Actor{"actor": m.Actors, "recipient": m.Recipients} {
		for _, a := range all {
			if _, err := t.exec(`INSERT INTO across_party (mention_id, role, actor_key, actor) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING`, mention, role, a.Key, a.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

func (t *Tx) putWording(p AcrossPut, r acrossReport, _ touchedIDs) error {
	for _, x := range p.Wording {
		sum, err := r.checkSpans("wording "+x.Fact, x.Sentence, x.Span)
		if err != nil {
			return err
		}
		if _, err := t.exec(`INSERT INTO wording_use (about_key, about, report_id, fact, outlet, kind, words, at, sentence_start, sentence_end, start_byte, end_byte, words_sha256, current)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, x.About.Key, x.About.Name, int64(p.Report), x.Fact, x.Outlet, string(x.Kind), x.Words, r.at.UnixMicro(),
			x.Sentence.Start, x.Sentence.End, x.Span.Start, x.Span.End, sum, r.current); err != nil {
			return err
		}
	}
	return nil
}
