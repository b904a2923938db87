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

// BriefRow is a brief as a list shows it.
type BriefRow struct {
	Number int
	By     string
	Made   time.Time
}

// briefChanges bounds the changes that a brief is put together from.
const briefChanges = 500

// MakeBrief puts a brief of a situation together from what is kept now, numbers it and keeps it. Its changes are those since
// the brief before.
func (s *Store) MakeBrief(ctx context.Context, x Situation, who string) (b situation.Brief, err error) {
	in, head, err := s.briefInput(ctx, x)
	if err != nil {
		return b, err
	}
	in.By = who
	err = s.Write(ctx, func(t *Tx) error {
		if err := t.row(`SELECT coalesce(max(number), 0) + 1 FROM situation_brief WHERE situation_id = ?`, int64(x.ID)).Scan(&in.Number); err != nil {
			return err
		}
		in.Made = t.now
		b = situation.Compose(in)
		packed, err := json.Marshal(b)
		if err != nil {
			return err
		}
		_, err = t.exec(`INSERT INTO situation_brief (situation_id, number, made_by, made_at, change_id, brief) VALUES (?, ?, ?, ?, ?, ?)`,
			int64(x.ID), in.Number, who, t.now.UnixMicro(), head, encoder.EncodeAll(packed, nil))
		return err
	})
	if err != nil {
		err = fmt.Errorf("keep the brief of %q: %w", x.Name, err)
	}
	return b, err
}

// DraftBrief puts a brief together without keeping it; its number is 0.
func (s *Store) DraftBrief(ctx context.Context, x Situation, who string) (situation.Brief, error) {
	in, _, err := s.briefInput(ctx, x)
	in.By, in.Made = who, s.now().UTC()
	return situation.Compose(in), err
}

// briefInput is what a brief is put together from, and the newest change in it.
func (s *Store) briefInput(ctx context.Context, x Situation) (in situation.BriefInput, head int64, err error) {
	in = situation.BriefInput{Name: x.Name, Slug: x.Slug}
	st, ok, err := s.SituationState(ctx, x.ID)
	if err != nil {
		return in, 0, err
	}
	if !ok {
		if st, err = s.CountSituation(ctx, x); err != nil {
			return in, 0, err
		}
	}
	in.Counts, in.Series, in.Claims, in.Gaps = st.Counts, st.Series, st.Claims, st.Gaps
	var after int64
	err = s.read.QueryRowContext(ctx, `SELECT made_at, change_id FROM situation_brief WHERE situation_id = ? ORDER BY number DESC LIMIT 1`, int64(x.ID)).Scan(instant{&in.Since}, &after)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return in, 0, err
	}
	page, err := s.SituationChanges(ctx, x.ID, ChangeQuery{After: after, Limit: briefChanges})
	for _, c := range page.Rows {
		in.Changes = append(in.Changes, c.Change)
	}
	return in, page.Head, err
}

// Briefs lists the briefs of a situation, newest first, at most 500.
func (s *Store) Briefs(ctx context.Context, id SituationID) ([]BriefRow, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT number, made_by, made_at FROM situation_brief WHERE situation_id = ? ORDER BY number DESC LIMIT 500`, int64(id))
	return collect(rows, err, func(r scanner, b *BriefRow) error { return r.Scan(&b.Number, &b.By, instant{&b.Made}) })
}

// SituationBrief returns a brief as it was made. ErrNotFound when there is none of this number.
func (s *Store) SituationBrief(ctx context.Context, id SituationID, number int) (b situation.Brief, err error) {
	var packed []byte
	err = s.read.QueryRowContext(ctx, `SELECT brief FROM situation_brief WHERE situation_id = ? AND number = ?`, int64(id), number).Scan(&packed)
	if errors.Is(err, sql.ErrNoRows) {
		return b, fmt.Errorf("brief No. %d: %w", number, ErrNotFound)
	}
	if err == nil {
		err = unpackJSON(packed, &b)
	}
	return b, err
}

// CheckBrief holds every line of a brief against the texts that the store keeps, and their hashes.
func (s *Store) CheckBrief(ctx context.Context, b situation.Brief) ([]situation.Fault, error) {
	return situation.Check(b, func(id int64) (r situation.Stored, err error) {
		var item int64
		err = s.read.QueryRowContext(ctx, `SELECT t.text, r.superseded_at IS NULL, r.item_id FROM report r JOIN text t ON t.id = r.text_id WHERE r.id = ?`, id).Scan(&r.Text, &r.Current, &item)
		if errors.Is(err, sql.ErrNoRows) {
			return r, nil // a report that is not there has no words
		}
		if err != nil {
			return r, err
		}
		err = s.read.QueryRowContext(ctx, `SELECT t.text FROM report r JOIN text t ON t.id = r.text_id WHERE r.item_id = ? AND r.superseded_at IS NULL`, item).Scan(&r.Newer)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return r, err
		}
		var kind string
		err = s.read.QueryRowContext(ctx, `SELECT kind FROM report_change WHERE ended_at IS NULL AND (from_id = ?1 AND kind IN ('deleted', 'retraction') OR to_id = ?1 AND kind = 'retraction') LIMIT 1`, id).Scan(&kind)
		if errors.Is(err, sql.ErrNoRows) {
			return r, nil
		}
		if r.Gone = "withdrawn"; kind == "deleted" {
			r.Gone = "taken away by its outlet; the words kept are those that stood there"
		}
		return r, err
	})
}
