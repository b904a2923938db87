package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"time"

	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/span"
)

// SituationState is what the page of a situation shows and is costly to count. It is made by package work after a batch of
// readings; Looked says up to which.
type SituationState struct {
	Looked  int64             `json:"looked"`
	Made    time.Time         `json:"made"`
	Counts  situation.Counts  `json:"counts"`
	Series  situation.Series  `json:"series"`
	Gaps    []situation.Gap   `json:"gaps"`
	Claims  []situation.Claim `json:"claims"` // the most contested, then the most told; at most 200, each with at most 40 positions
	Actors  []situation.Actor `json:"actors"` // most statements first; at most 100
	Kinds   map[string]int    `json:"kinds"`  // changes by kind
	Sources []SituationSource `json:"sources"`
	Places  []SituationPlace  `json:"places"`
}

// SituationSource is a source with how many reports of the situation it gave.
type SituationSource struct {
	ID      SourceID  `json:"id"`
	Name    string    `json:"name"`
	Owner   Owner     `json:"owner"`
	Reports int       `json:"reports"`
	First   time.Time `json:"first"`
	Last    time.Time `json:"last"`
}

// SituationPlace is a place with how many of the situation's events lie there.
type SituationPlace struct {
	Name   string `json:"name"`
	Events int    `json:"events"`
}

// stateMark tells one state of a situation from the next.
type stateMark struct{ made, looked, version, size int64 }

// situationStates hold the states that were read last: a large one takes a page's whole time to unpack.
type situationStates struct {
	mu  sync.Mutex
	all map[SituationID]markedState
}

type markedState struct {
	stateMark
	st SituationState
}

// get gives the state of a mark; what reads it when it is not there.
func (c *situationStates) get(id SituationID, m stateMark, read func() (SituationState, error)) (SituationState, error) {
	c.mu.Lock()
	defer c.mu.Unlock() // one reader unpacks, the others wait for it
	if had, ok := c.all[id]; ok && had.stateMark == m {
		return had.st, nil
	}
	st, err := read()
	if err != nil {
		return st, err
	}
	if c.all == nil {
		c.all = map[SituationID]markedState{}
	}
	c.all[id] = markedState{m, st}
	return st, nil
}

func (c *situationStates) forget(id SituationID) {
	c.mu.Lock()
	defer c.mu.Unlock()
	delete(c.all, id)
}

const markColumns = `c.made_at, c.looked, c.version, length(c.state)`

func (m *stateMark) columns() []any { return []any{&m.made, &m.looked, &m.version, &m.size} }

// SituationState returns what was counted of a situation; ok is false when nothing was counted yet. Its lists are shared: who changes
// one makes a copy first.
func (s *Store) SituationState(ctx context.Context, id SituationID) (st SituationState, ok bool, err error) {
	var m stateMark
	err = s.read.QueryRowContext(ctx, `SELECT `+markColumns+` FROM situation_state c WHERE c.situation_id = ?`, int64(id)).Scan(m.columns()...)
	if errors.Is(err, sql.ErrNoRows) {
		return st, false, nil
	}
	if err == nil {
		st, err = s.stateAt(ctx, id, m)
	}
	if err != nil {
		err = explain(fmt.Errorf("read the state of situation %d: %w", id, err), s.dir)
	}
	return st, err == nil, err
}

func (s *Store) stateAt(ctx context.Context, id SituationID, m stateMark) (SituationState, error) {
	return s.states.get(id, m, func() (st SituationState, err error) {
		var packed []byte
		if err := s.read.QueryRowContext(ctx, `SELECT state FROM situation_state WHERE situation_id = ?`, int64(id)).Scan(&packed); err != nil {
			return st, err
		}
		return st, unpackJSON(packed, &st)
	})
}

// PutSituationState keeps what was counted.
func (t *Tx) PutSituationState(id SituationID, version int, st SituationState) error {
	b, err := json.Marshal(st)
	if err != nil {
		return err
	}
	t.s.states.forget(id)
	_, err = t.exec(`INSERT INTO situation_state (situation_id, looked, version, made_at, state) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (situation_id) DO UPDATE SET looked = excluded.looked, version = excluded.version, made_at = excluded.made_at, state = excluded.state`,
		int64(id), st.Looked, version, t.now.UnixMicro(), encoder.EncodeAll(b, nil))
	return err
}

// SituationsStale lists the situations whose state is to be counted anew: more was looked at, a setting was changed, or it
// was counted before a time.
func (s *Store) SituationsStale(ctx context.Context, before time.Time) ([]Situation, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+situationColumns+situationMore+` FROM situation s LEFT JOIN situation_state c ON c.situation_id = s.id
		WHERE s.removed_at IS NULL AND (c.situation_id IS NULL OR c.looked <> s.looked OR c.version <> s.version OR c.made_at < ?
			OR s.revised < (SELECT coalesce(max(id), 0) FROM report_change) AND s.looked >= (SELECT coalesce(max(id), 0) FROM reading)) ORDER BY c.made_at, s.id LIMIT 1000`, before.UnixMicro())
	return collect(rows, err, func(r scanner, x *Situation) error { return scanSituation(r, x, &x.Behind, &x.Held) })
}

// silentAfter is for how long a source must fail before it counts as silent; three of its intervals when that is longer.
const silentAfter = time.Hour

// SilencesOf lists the sources of a situation that fell silent: they fail, or answer and give nothing for much longer than
// they have been used to. The evidence is the last report that they gave.
func (s *Store) SilencesOf(ctx context.Context, x Situation, now time.Time) ([]situation.Change, error) {
	type row struct {
		id             SourceID
		name           string
		since, lastNew time.Time
		every          int64
		result         Result
		reason         string
		report         int64
	}
	rows, err := s.read.QueryContext(ctx, `SELECT so.id, so.name, so.failing_since, so.last_new_at, so.interval_s, so.result, so.reason,
			(SELECT h.report_id FROM situation_report h WHERE h.situation_id = ?1 AND h.source_id = so.id AND h.current = 1 ORDER BY h.at DESC LIMIT 1)
		FROM source so WHERE so.removed_at IS NULL AND so.paused = 0 AND so.kind <> 'file' AND (so.failing_since IS NOT NULL OR so.result = 'quiet')
			AND so.id IN (SELECT DISTINCT source_id FROM situation_report WHERE situation_id = ?1 AND current = 1)`, int64(x.ID))
	all, err := collect(rows, err, func(r scanner, v *row) error {
		return r.Scan(&v.id, &v.name, instant{&v.since}, instant{&v.lastNew}, &v.every, &v.result, &v.reason, &v.report)
	})
	if err != nil {
		return nil, explain(fmt.Errorf("look for silent sources: %w", err), s.dir)
	}
	var out []situation.Change
	for _, v := range all {
		c := situation.Change{Kind: situation.FellSilent, Actors: []string{v.name}, News: true}
		switch {
		case v.result == ResultQuiet:
			c.Key = fmt.Sprintf("silent|%d|%d", v.id, v.lastNew.UnixMicro())
			c.Title = fmt.Sprintf("%s answers, but gives nothing new since %s; this is its last report here", v.name, v.lastNew.Format("2 January 15:04"))
		case now.Sub(v.since) > max(silentAfter, 3*time.Duration(v.every)*time.Second):
			c.Key = fmt.Sprintf("unread|%d|%d", v.id, v.since.UnixMicro())
			c.Title = fmt.Sprintf("%s could not be read since %s (%s); this is its last report here", v.name, v.since.Format("2 January 15:04"), v.reason)
		default:
			continue
		}
		if c.Evidence, err = s.sentenceOf(ctx, v.report, span.Span{}); err != nil {
			return nil, explain(err, s.dir)
		}
		out = append(out, c)
	}
	return out, nil
}
