package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/dateline-news/dateline/situation"
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

// SituationState returns what was counted of a situation; ok is false when nothing was counted yet.
func (s *Store) SituationState(ctx context.Context, id SituationID) (st SituationState, ok bool, err error) {
	var packed []byte
	err = s.read.QueryRowContext(ctx, `SELECT state FROM situation_state WHERE situation_id = ?`, int64(id)).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return st, false, nil
	}
	if err == nil {
		err = unpackJSON(packed, &st)
	}
	if err != nil {
		err = explain(fmt.Errorf("read the state of situation %d: %w", id, err), s.dir)
	}
	return st, err == nil, err
}

// PutSituationState keeps what was counted.
func (t *Tx) PutSituationState(id SituationID, version int, st SituationState) error {
	b, err := json.Marshal(st)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO situation_state (situation_id, looked, version, made_at, state) VALUES (?, ?, ?, ?, ?)
		ON CONFLICT (situation_id) DO UPDATE SET looked = excluded.looked, version = excluded.version, made_at = excluded.made_at, state = excluded.state`,
		int64(id), st.Looked, version, t.now.UnixMicro(), encoder.EncodeAll(b, nil))
	return err
}
