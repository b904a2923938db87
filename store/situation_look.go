package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/dateline-news/dateline/situation"
)

// Held against a watch is one reading after the other, in the order in which they were recorded, so that the number of the
// last one is all that has to be kept: the history and what comes in are one line.

// SituationsBehind lists the situations that have readings to look at, the one that is furthest behind first.
func (s *Store) SituationsBehind(ctx context.Context) ([]Situation, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+situationColumns+situationMore+` FROM situation s
		WHERE s.removed_at IS NULL AND s.looked < (SELECT coalesce(max(id), 0) FROM reading) ORDER BY s.looked, s.id LIMIT 1000`)
	return collect(rows, err, func(r scanner, x *Situation) error { return scanSituation(r, x, &x.Behind, &x.Held) })
}

// ReadingsAfter gives the current readings after one, with their reports' text, for situations to look at. joined is up to
// which reading the claims and events have been joined; readings after it that are younger than patience are left for later.
func (s *Store) ReadingsAfter(ctx context.Context, after int64, limit int, patience time.Duration) (all []situation.Told, last int64, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT g.id, r.id, coalesce(r.previous_id, 0), r.item_id, st.source_id, so.name, st.outlet, st.language, st.headline, st.at, g.recorded_at, g.record, t.text,
			g.superseded_at IS NULL, EXISTS (SELECT 1 FROM across_done a WHERE a.report_id = r.id AND a.reading_id >= g.id)
		FROM reading g JOIN report r ON r.id = g.report_id JOIN stream st ON st.report_id = r.id JOIN source so ON so.id = st.source_id JOIN text t ON t.id = r.text_id
		WHERE g.id > ? ORDER BY g.id LIMIT ?`, after, limit)
	if err != nil {
		return nil, after, explain(fmt.Errorf("read what situations look at: %w", err), s.dir)
	}
	defer rows.Close()
	last = after
	for rows.Next() {
		var t situation.Told
		var packed []byte
		var text string
		var currentReading bool
		if err := rows.Scan(&t.Reading, &t.Report, &t.Previous, &t.Item, &t.Source, &t.Name, &t.Outlet, &t.Language, &t.Headline, instant{&t.At}, instant{&t.Recorded}, &packed, &text,
			&currentReading, &t.Joined); err != nil {
			return nil, after, err
		}
		if !t.Joined && s.now().Sub(t.Recorded) < patience {
			break
		}
		last = t.Reading
		if !currentReading {
			continue // a later model has read it again; that reading comes later in the line
		}
		if err := unpackJSON(packed, &t.Record); err != nil {
			return nil, after, fmt.Errorf("reading %d: %w", t.Reading, err)
		}
		t.Record.Report.Text = text
		all = append(all, t)
	}
	if err := rows.Err(); err != nil {
		return nil, after, err
	}
	rows.Close() //nolint:errcheck // read to its end
	for i := range all {
		if err := s.addJoins(ctx, &all[i]); err != nil {
			return nil, after, explain(fmt.Errorf("read how report %d was joined: %w", all[i].Report, err), s.dir)
		}
	}
	return all, last, nil
}

// addJoins fills in the claims and events that were joined across reports, and whose account the report is.
func (s *Store) addJoins(ctx context.Context, t *situation.Told) error {
	t.Events = map[string]string{}
	rows, err := s.read.QueryContext(ctx, `SELECT fact, event_id FROM across_mention WHERE report_id = ?`, t.Report)
	if _, err := collect(rows, err, func(r scanner, _ *struct{}) error {
		var fact string
		var id int64
		err := r.Scan(&fact, &id)
		t.Events[fact] = joinedKey(id)
		return err
	}); err != nil {
		return err
	}
	err = s.read.QueryRowContext(ctx, `SELECT origin_name FROM story_member WHERE item_id = ?`, t.Item).Scan(&t.Origin)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	if t.Joined {
		return s.addPositions(ctx, t)
	}
	return nil
}

// joinedKey is the key of a claim or an event that was joined across reports.
func joinedKey(id int64) string { return "j" + strconv.FormatInt(id, 10) }

// addPositions fills in the positions on claims across reports, but for those that the outlet takes itself by its own voice.
func (s *Store) addPositions(ctx context.Context, t *situation.Told) error {
	rows, err := s.read.QueryContext(ctx, `SELECT p.claim_id, c.proposition, p.actor, p.stance, p.day <> '', p.fact, p.sentence_start, p.sentence_end, p.words_sha256
		FROM claim_position p JOIN claim c ON c.id = p.claim_id WHERE p.report_id = ? AND p.own = 0 AND p.fact <> '' ORDER BY p.start_byte, p.id`, t.Report)
	t.Positions, err = collect(rows, err, func(r scanner, p *situation.Position) error {
		var claim int64
		var want []byte
		e := situation.Evidence{Report: t.Report, Source: t.Source, Name: t.Name, Origin: cmp.Or(t.Origin, t.Outlet, t.Name), At: t.At}
		if err := r.Scan(&claim, &p.Proposition, &p.Actor, &p.Stance, &p.Dated, &e.Fact, &e.Span.Start, &e.Span.End, &want); err != nil {
			return err
		}
		p.Claim = joinedKey(claim)
		err := stand(&e, t.Record.Report.Text, want)
		p.Evidence = e
		return err
	})
	return err
}

// Look is one reading that belongs to a situation, with its facts.
type Look struct {
	Told  situation.Told
	Why   []string
	Facts situation.Facts
}

// KeepLooks keeps the readings that belong to a situation, of the seen that were held against its watch, and that the line
// was followed up to last. keep is called for every change that is new, in the same transaction, with its number.
func (t *Tx) KeepLooks(x Situation, looks []Look, seen int, last int64, keep func(number int64, c situation.Change, l Look) error) error {
	now, err := t.situation(x.ID)
	if err != nil {
		return err
	}
	if now.Version != x.Version || now.Looked != x.Looked {
		return ErrChanged // the watch was edited while it was being held against the readings
	}
	var liveAfter int64
	if err := t.row(`SELECT live_after FROM situation WHERE id = ?`, int64(x.ID)).Scan(&liveAfter); err != nil {
		return err
	}
	for _, l := range looks {
		if err := t.keepLook(x.ID, l, l.Told.Reading > liveAfter, keep); err != nil {
			return fmt.Errorf("keep report %d in situation %q: %w", l.Told.Report, x.Name, err)
		}
	}
	_, err = t.exec(`UPDATE situation SET looked = ?, seen = seen + ? WHERE id = ?`, last, seen, int64(x.ID))
	return err
}

func (t *Tx) keepLook(id SituationID, l Look, news bool, keep func(int64, situation.Change, Look) error) error {
	known, err := t.putSituationReport(id, l)
	if err != nil {
		return err
	}
	if err := t.putSituationFacts(id, l); err != nil {
		return err
	}
	changes, err := situation.Changes(&l.Told, l.Facts, t.ledger(id))
	if err != nil {
		return err
	}
	if known {
		return nil // the same report read by another model tells nothing new
	}
	for _, c := range changes {
		c.News = news
		number, created, err := t.PutChange(id, c)
		if err != nil {
			return err
		}
		if created {
			if err := keep(number, c, l); err != nil {
				return err
			}
		}
	}
	return nil
}

// putSituationReport keeps that a report belongs to a situation; known is true when it did before, by another reading.
func (t *Tx) putSituationReport(id SituationID, l Look) (known bool, err error) {
	why, err := json.Marshal(l.Why)
	if err != nil {
		return false, err
	}
	var n int
	if err := t.row(`SELECT count(*) FROM situation_report WHERE situation_id = ? AND report_id = ?`, int64(id), l.Told.Report).Scan(&n); err != nil {
		return false, err
	}
	if n > 0 {
		for _, q := range []string{`DELETE FROM situation_event WHERE situation_id = ? AND report_id = ?`, `DELETE FROM situation_position WHERE situation_id = ? AND report_id = ?`} {
			if _, err := t.exec(q, int64(id), l.Told.Report); err != nil {
				return false, err
			}
		}
	}
	_, err = t.exec(`INSERT INTO situation_report (situation_id, report_id, reading_id, item_id, source_id, at, day, origin, why, current, conflict)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, (SELECT superseded_at IS NULL FROM report WHERE id = ?2), ?)
		ON CONFLICT DO UPDATE SET reading_id = excluded.reading_id, origin = excluded.origin, why = excluded.why, conflict = excluded.conflict`,
		int64(id), l.Told.Report, l.Told.Reading, l.Told.Item, l.Told.Source, l.Told.At.UnixMicro(), day(l.Told.At), cmp.Or(l.Told.Origin, l.Told.Outlet, l.Told.Name), string(why), l.Facts.Conflict())
	if err == nil && l.Told.Previous != 0 {
		_, err = t.exec(`UPDATE situation_report SET current = 0 WHERE situation_id = ? AND item_id = ? AND report_id IN (SELECT id FROM report WHERE item_id = ? AND superseded_at IS NOT NULL)`,
			int64(id), l.Told.Item, l.Told.Item)
	}
	return n > 0, err
}

func (t *Tx) putSituationFacts(id SituationID, l Look) error {
	for _, e := range l.Facts.Events {
		sum := sha256.Sum256([]byte(e.Evidence.Words))
		bare := e
		bare.Evidence.Words, bare.Evidence.SHA256 = "", ""
		told, err := json.Marshal(bare)
		if err != nil {
			return err
		}
		if _, err := t.exec(`INSERT OR REPLACE INTO situation_event (situation_id, report_id, fact, key, day, told, start_byte, end_byte, words_sha256) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			int64(id), l.Told.Report, e.Evidence.Fact, e.Key, day(situation.CountedOn(e)), string(told), e.Evidence.Span.Start, e.Evidence.Span.End, sum[:]); err != nil {
			return err
		}
	}
	for _, p := range l.Facts.Positions {
		sum := sha256.Sum256([]byte(p.Evidence.Words))
		if _, err := t.exec(`INSERT OR REPLACE INTO situation_position (situation_id, report_id, fact, key, proposition, actor, stance, dated, start_byte, end_byte, words_sha256)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`, int64(id), l.Told.Report, p.Evidence.Fact, p.Claim, p.Proposition, p.Actor, p.Stance, p.Dated, p.Evidence.Span.Start, p.Evidence.Span.End, sum[:]); err != nil {
			return err
		}
	}
	return nil
}

// ledger is what a situation knows.
func (t *Tx) ledger(id SituationID) situation.Ledger {
	return situation.Ledger{
		Look: func(key string) (m situation.Mark, ok bool, err error) {
			var evidence string
			err = t.row(`SELECT value, evidence FROM situation_mark WHERE situation_id = ? AND key = ?`, int64(id), key).Scan(&m.Value, &evidence)
			if errors.Is(err, sql.ErrNoRows) {
				return m, false, nil
			}
			if err == nil {
				err = json.Unmarshal([]byte(evidence), &m.Evidence)
			}
			m.Key = key
			return m, err == nil, err
		},
		Put: func(m situation.Mark) error {
			evidence, err := json.Marshal(m.Evidence)
			if err != nil {
				return err
			}
			_, err = t.exec(`INSERT OR REPLACE INTO situation_mark (situation_id, key, value, evidence) VALUES (?, ?, ?, ?)`, int64(id), m.Key, m.Value, string(evidence))
			return err
		},
	}
}
