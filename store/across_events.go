package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/story"
)

// EventQuery says which events are wanted. Zero values ask for all.
type EventQuery struct {
	Story       int64
	Report      ReportID
	Type        string // PLOVER
	Mode        string
	Quad        int
	Actor       string      // key of somebody who acts or is acted upon
	Place       string      // key
	From, To    string      // ISO days, both included; events without a day are left out when one is set
	Box         *[4]float64 // west, south, east, north in degrees
	Status      string
	Independent int       // told by so many origins that can confirm, or more
	Differ      bool      // mentions give different details
	Since       time.Time // a mention came or went since
	Before      string    // EventPage.Next of the page before
	Limit       int       // 0 is 50; at most 500
}

// EventPage is a page of events, those with the latest report first.
type EventPage struct {
	Rows []EventRow
	Next string
}

const eventColumns = `SELECT e.id, e.type, e.mode, e.quad, e.goldstein, e.status, e.day, e.place_key, e.place, e.lat, e.lon, e.first_at, e.last_at, e.touched_at,
	e.mentions, e.outlets, e.differ, e.reports, e.origins, e.independent, e.parties, e.denials`

func scanEvent(r scanner, e *EventRow) error {
	return r.Scan(&e.ID, &e.Type, &e.Mode, &e.Quad, &e.Goldstein, &e.Status, &e.Day, &e.Place.Key, &e.Place.Name, &e.Place.Lat, &e.Place.Lon, instant{&e.First}, instant{&e.Last}, instant{&e.Touched},
		&e.Mentions, &e.Outlets, &e.Differ, &e.Reports, &e.Origins, &e.Independent, &e.Parties, &e.Denials)
}

func (q EventQuery) conditions() (*conditions, error) {
	c := &conditions{}
	c.add(`e.mentions > 0`)
	if q.Story != 0 {
		c.add(`e.id IN (SELECT event_id FROM across_mention WHERE story_id = ? AND current = 1)`, q.Story)
	}
	if q.Report != 0 {
		c.add(`e.id IN (SELECT event_id FROM across_mention WHERE report_id = ?)`, int64(q.Report))
	}
	if q.Actor != "" {
		c.add(`e.id IN (SELECT m.event_id FROM across_party a JOIN across_mention m ON m.id = a.mention_id WHERE a.actor_key = ? AND m.current = 1)`, q.Actor)
	}
	for _, x := range []struct{ column, value string }{{"type", q.Type}, {"mode", q.Mode}, {"place_key", q.Place}, {"status", q.Status}} {
		if x.value != "" {
			c.add(`e.`+x.column+` = ?`, x.value)
		}
	}
	if q.Quad != 0 {
		c.add(`e.quad = ?`, q.Quad)
	}
	if q.From != "" {
		c.add(`e.day <> '' AND e.day >= ?`, q.From)
	}
	if q.To != "" {
		c.add(`e.day <> '' AND substr(e.day, 1, 10) <= ?`, q.To)
	}
	if q.Box != nil {
		c.add(`e.lon BETWEEN ? AND ? AND e.lat BETWEEN ? AND ?`, q.Box[0], q.Box[2], q.Box[1], q.Box[3])
	}
	if q.Independent > 0 {
		c.add(`e.independent >= ?`, q.Independent)
	}
	if q.Differ {
		c.add(`e.differ > 0`)
	}
	if !q.Since.IsZero() {
		c.add(`e.touched_at > ?`, q.Since.UnixMicro())
	}
	return c, c.before("e.last_at, e.id", q.Before)
}

// Events lists events across reports, each once.
func (s *Store) Events(ctx context.Context, q EventQuery) (p EventPage, err error) {
	defer func() { err = explain(err, s.dir) }()
	c, err := q.conditions()
	if err != nil {
		return p, err
	}
	n := pageLimit(q.Limit)
	rows, err := s.read.QueryContext(ctx, eventColumns+` FROM across_event e`+c.String()+` ORDER BY e.last_at DESC, e.id DESC LIMIT `+strconv.Itoa(n+1), c.args...)
	if p.Rows, err = collect(rows, err, scanEvent); err != nil {
		return p, fmt.Errorf("list events: %w", err)
	}
	if len(p.Rows) > n {
		p.Rows = p.Rows[:n]
		p.Next = placeIn(p.Rows[n-1].Last, int64(p.Rows[n-1].ID))
	}
	return p, s.addParties(ctx, p.Rows)
}

// addParties fills in who acts, who is acted upon, and the first mention's words.
func (s *Store) addParties(ctx context.Context, all []EventRow) error {
	if len(all) == 0 {
		return nil
	}
	at := map[EventID]*EventRow{}
	args := make([]any, 0, len(all))
	for i := range all {
		at[all[i].ID] = &all[i]
		args = append(args, int64(all[i].ID))
	}
	in := `(` + strings.TrimSuffix(strings.Repeat("?,", len(args)), ",") + `)`
	type party struct {
		event EventID
		role  string
		story.Actor
	}
	rows, err := s.read.QueryContext(ctx, `SELECT m.event_id, a.role, a.actor_key, max(a.actor) FROM across_mention m JOIN across_party a ON a.mention_id = m.id
		WHERE m.current = 1 AND m.event_id IN `+in+` GROUP BY 1, 2, 3 ORDER BY count(*) DESC, a.actor_key`, args...)
	parties, err := collect(rows, err, func(r scanner, p *party) error { return r.Scan(&p.event, &p.role, &p.Key, &p.Name) })
	if err != nil {
		return fmt.Errorf("list who takes part: %w", err)
	}
	for _, p := range parties {
		if e := at[p.event]; p.role == "actor" {
			e.Actors = append(e.Actors, p.Actor)
		} else {
			e.Recipients = append(e.Recipients, p.Actor)
		}
	}
	type first struct {
		event EventID
		words string
	}
	rows, err = s.read.QueryContext(ctx, `SELECT event_id, json_extract(told, '$.words') FROM across_mention m WHERE m.current = 1 AND m.event_id IN `+in+` ORDER BY m.at DESC, m.id DESC`, args...)
	words, err := collect(rows, err, func(r scanner, f *first) error { return r.Scan(&f.event, &f.words) })
	for _, f := range words {
		at[f.event].Words = f.words
	}
	return err
}

// keptMention is a row of across_mention.
type keptMention struct {
	EventMention
	sum   []byte
	story int64
	event EventID
}

const mentionColumns = `SELECT m.event_id, m.report_id, coalesce(m.story_id, 0), m.fact, m.outlet, m.origin, m.type, m.own, m.voice_key, m.day, m.place_key, m.told, m.at,
	m.sentence_start, m.sentence_end, m.start_byte, m.end_byte, m.words_sha256, m.vector, m.current, m.recorded_at`

func scanMention(r scanner, k *keptMention) error {
	var vector []byte
	var told string
	if err := r.Scan(&k.event, &k.Report, &k.story, &k.Fact, &k.Outlet, &k.Origin, &k.Type, &k.Own, &k.Voice.Key, &k.Day, &k.Place.Key, &told, instant{&k.Told.At},
		&k.Sentence.Start, &k.Sentence.End, &k.Trigger.Start, &k.Trigger.End, &k.sum, &vector, &k.Told.Current, instant{&k.Recorded}); err != nil {
		return err
	}
	k.Vector = unpackVector(vector)
	k.Told.Report, k.Told.Outlet, k.Told.Sentence = ReportID(k.Report), k.Outlet, k.Sentence
	return unpackMention(told, &k.Mention)
}

// Event returns an event with its mentions, their sentences and the details side by side; a merged event gives the one
// that it went into. ErrNotFound when there is none, ErrDamaged when words do not have their hash.
func (s *Store) Event(ctx context.Context, id EventID) (e JoinedEvent, err error) {
	defer func() { err = explain(err, s.dir) }()
	at, err := follow(ctx, s.read, "across_event", int64(id))
	if err != nil {
		return e, fmt.Errorf("event %d: %w", id, err)
	}
	row := make([]EventRow, 1)
	if err := scanEvent(s.read.QueryRowContext(ctx, eventColumns+` FROM across_event e WHERE e.id = ?`, at), &row[0]); err != nil {
		return e, fmt.Errorf("event %d: %w", id, err)
	}
	if err := s.addParties(ctx, row); err != nil {
		return e, fmt.Errorf("event %d: %w", id, err)
	}
	e.EventRow = row[0]
	rows, err := s.read.QueryContext(ctx, mentionColumns+` FROM across_mention m WHERE m.event_id = ? ORDER BY m.at, m.id`, at)
	kept, err := collect(rows, err, scanMention)
	if err != nil {
		return e, fmt.Errorf("event %d: %w", id, err)
	}
	var whole story.Event
	seen := map[int64]bool{}
	for _, k := range kept {
		if err := s.told(ctx, &k.Told, k.sum); err != nil {
			return e, fmt.Errorf("event %d: %w", id, err)
		}
		if k.story != 0 && !seen[k.story] {
			seen[k.story] = true
			e.Stories = append(e.Stories, k.story)
		}
		e.All = append(e.All, k.EventMention)
		whole.Mentions = append(whole.Mentions, k.Mention)
	}
	e.Details = whole.Details()
	return e, nil
}
