package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// ClaimDecision is what a person decided of two claims: "join", that they are one, or "part", that sentences of one are another.
type ClaimDecision struct {
	ID                 int64
	Verdict            string
	From, Into         ClaimID
	FromSays, IntoSays string // what they said when it was decided
	Sentences          int    // that it moved
	Who, Note          string
	At                 time.Time
	Undone             time.Time // zero while it holds
	UndoneBy           string
}

// JoinClaims makes one claim of two by a person's decision: every sentence of from goes to into, and its number leads there.
// ErrInvalid when they are one already.
func (s *Store) JoinClaims(ctx context.Context, from, into ClaimID, who, note string) error {
	if who == "" {
		return fmt.Errorf("a decision needs the name of who decided: %w", ErrInvalid)
	}
	return s.Write(ctx, func(t *Tx) error {
		a, err := t.claimNow(from)
		if err != nil {
			return err
		}
		b, err := t.claimNow(into)
		if err != nil {
			return err
		}
		if a == b {
			return fmt.Errorf("claims %d and %d are one already: %w", from, into, ErrInvalid)
		}
		id, err := t.decideClaim("join", a, b, who, note)
		if err != nil {
			return err
		}
		if _, err := t.exec(`INSERT OR IGNORE INTO claim_moved SELECT ?, report_id, start_byte, end_byte FROM claim_position WHERE claim_id = ?`, id, int64(a)); err != nil {
			return err
		}
		return t.MergeClaims(a, b)
	})
}

// PartClaim takes one sentence out of a claim by a person's decision, into a claim of its own, whose number it returns.
// ErrInvalid when the claim has no other sentence.
func (s *Store) PartClaim(ctx context.Context, id ClaimID, position ClaimPositionID, who, note string) (made ClaimID, err error) {
	if who == "" {
		return 0, fmt.Errorf("a decision needs the name of who decided: %w", ErrInvalid)
	}
	err = s.Write(ctx, func(t *Tx) error {
		from, err := t.claimNow(id)
		if err != nil {
			return err
		}
		var report, start, end int64
		var others int
		err = t.row(`SELECT report_id, start_byte, end_byte, (SELECT count(*) FROM claim_position o WHERE o.claim_id = p.claim_id AND (o.report_id, o.start_byte, o.end_byte) <> (p.report_id, p.start_byte, p.end_byte))
			FROM claim_position p WHERE id = ? AND claim_id = ?`, int64(position), int64(from)).Scan(&report, &start, &end, &others)
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("sentence %d of claim %d: %w", position, id, ErrNotFound)
		}
		if err != nil {
			return err
		}
		if others == 0 {
			return fmt.Errorf("claim %d has one sentence only: there is nothing to part it from: %w", id, ErrInvalid)
		}
		res, err := t.exec(`INSERT INTO claim (recorded_at, touched_at) VALUES (?, ?)`, t.now.UnixMicro(), t.now.UnixMicro())
		if err != nil {
			return err
		}
		fresh, err := res.LastInsertId()
		if err != nil {
			return err
		}
		made = ClaimID(fresh)
		return t.moveOut(from, made, report, start, end, who, note)
	})
	return made, err
}

// moveOut moves the sentence at a place to a claim and notes who decided it.
func (t *Tx) moveOut(from, into ClaimID, report, start, end int64, who, note string) error {
	if _, err := t.exec(`UPDATE claim_position SET claim_id = ? WHERE claim_id = ? AND report_id = ? AND start_byte = ? AND end_byte = ?`, int64(into), int64(from), report, start, end); err != nil {
		return err
	}
	if err := t.refreshAcross(touchedIDs{claims: map[int64]bool{int64(from): true, int64(into): true}}); err != nil {
		return err
	}
	id, err := t.decideClaim("part", from, into, who, note)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO claim_moved VALUES (?, ?, ?, ?)`, id, report, start, end)
	return err
}

func (t *Tx) decideClaim(verdict string, from, into ClaimID, who, note string) (id int64, err error) {
	err = t.row(`INSERT INTO claim_decision (verdict, from_id, into_id, from_says, into_says, who, note, at)
		VALUES (?, ?, ?, (SELECT proposition FROM claim WHERE id = ?), (SELECT proposition FROM claim WHERE id = ?), ?, ?, ?) RETURNING id`,
		verdict, int64(from), int64(into), int64(from), int64(into), who, note, t.now.UnixMicro()).Scan(&id)
	return id, err
}

// claimNow gives the claim that a number leads to.
func (t *Tx) claimNow(id ClaimID) (ClaimID, error) {
	n, err := t.joinedID("claim", int64(id), 0, 0, nil, 0)
	if errors.Is(err, sql.ErrNoRows) || id == 0 {
		return 0, fmt.Errorf("claim %d: %w", id, ErrNotFound)
	}
	return ClaimID(n), err
}

// UndoClaimDecision takes a decision back: its sentences go to the claim that they stood in. The decision stays on record.
// ErrInvalid when it was taken back before, or when a later decision that holds moved one of its sentences or claims: that one first.
func (s *Store) UndoClaimDecision(ctx context.Context, id int64, who string) error {
	return s.Write(ctx, func(t *Tx) error {
		var d ClaimDecision
		err := t.row(`SELECT verdict, from_id, into_id, undone_at FROM claim_decision WHERE id = ?`, id).Scan(&d.Verdict, &d.From, &d.Into, instant{&d.Undone})
		if errors.Is(err, sql.ErrNoRows) {
			return fmt.Errorf("decision %d of claims: %w", id, ErrNotFound)
		}
		if err != nil {
			return err
		}
		var later bool
		if err := t.row(`SELECT EXISTS (SELECT 1 FROM claim_decision d WHERE d.id > ? AND d.undone_at IS NULL AND (d.from_id IN (?, ?) OR d.into_id = ?))`,
			id, int64(d.From), int64(d.Into), int64(d.From)).Scan(&later); err != nil {
			return err
		}
		if !d.Undone.IsZero() || later {
			return fmt.Errorf("decision %d of claims was taken back before, or a later one hangs on it, which must be taken back first: %w", id, ErrInvalid)
		}
		if _, err := t.exec(`UPDATE claim_decision SET undone_at = ?, undone_by = ? WHERE id = ?`, t.now.UnixMicro(), who, id); err != nil {
			return err
		}
		return t.moveBack(id, d)
	})
}

// moveBack undoes what a decision did to the claims.
func (t *Tx) moveBack(id int64, d ClaimDecision) error {
	if _, err := t.exec(`UPDATE claim SET merged_into = NULL WHERE id = ?`, int64(d.From)); err != nil {
		return err
	}
	if _, err := t.exec(`UPDATE claim_position SET claim_id = ? WHERE claim_id = ? AND EXISTS (SELECT 1 FROM claim_moved m
		WHERE m.decision_id = ? AND m.report_id = claim_position.report_id AND m.start_byte = claim_position.start_byte AND m.end_byte = claim_position.end_byte)`, int64(d.From), int64(d.Into), id); err != nil {
		return err
	}
	if d.Verdict == "part" { // what joined the new claim since goes with it
		return t.MergeClaims(d.Into, d.From)
	}
	return t.refreshAcross(touchedIDs{claims: map[int64]bool{int64(d.From): true, int64(d.Into): true}})
}

// ClaimDecisions lists what people decided of a claim, the latest first, what was taken back too; at most 200.
func (s *Store) ClaimDecisions(ctx context.Context, id ClaimID) ([]ClaimDecision, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id, verdict, from_id, into_id, from_says, into_says, (SELECT count(*) FROM claim_moved m WHERE m.decision_id = d.id), who, note, at, undone_at, undone_by
		FROM claim_decision d WHERE from_id = ? OR into_id = ? ORDER BY id DESC LIMIT 200`, int64(id), int64(id))
	all, err := collect(rows, err, func(r scanner, d *ClaimDecision) error {
		return r.Scan(&d.ID, &d.Verdict, &d.From, &d.Into, &d.FromSays, &d.IntoSays, &d.Sentences, &d.Who, &d.Note, instant{&d.At}, instant{&d.Undone}, &d.UndoneBy)
	})
	if err != nil {
		return nil, explain(fmt.Errorf("list the decisions on claim %d: %w", id, err), s.dir)
	}
	return all, nil
}

// movedByHand gives the claims that people put sentences of a report into, by their place. The latest decision that holds counts.
func (t *Tx) movedByHand(id ReportID) (map[joinedWords]int64, error) {
	type row struct {
		joinedWords
		into int64
	}
	rows, err := t.sql.QueryContext(t.ctx, `SELECT m.start_byte, m.end_byte, d.into_id FROM claim_moved m JOIN claim_decision d ON d.id = m.decision_id
		WHERE m.report_id = ? AND d.undone_at IS NULL ORDER BY d.id`, int64(id))
	all, err := collect(rows, err, func(r scanner, x *row) error { return r.Scan(&x.start, &x.end, &x.into) })
	out := map[joinedWords]int64{}
	for _, x := range all {
		x.table = "claim"
		out[x.joinedWords] = x.into
	}
	return out, err
}
