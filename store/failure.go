package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// Step is a step of the way of a document.
type Step string

// The steps.
const (
	PollStep  Step = "poll"
	FetchStep Step = "fetch"
	ReadStep  Step = "read"
)

// Failure is a document that was set aside: it stopped at a step, for a reason, and the rest went on.
type Failure struct {
	ID       int64
	Source   SourceID // 0 when it belongs to none
	Name     string   // of the source
	Item     ItemID   // 0 when it failed before there was one
	Fetch    FetchID  // 0 when nothing was fetched; else the bytes are kept
	Step     Step
	Address  string // URL or path of the document
	Reason   string // in words, with what to do
	Detail   string // the error as the program has it
	Attempts int
	At       time.Time
}

// SetAside notes a failure. One that is open for the same step of the same item or fetch is replaced.
func (t *Tx) SetAside(f Failure) error {
	if err := t.endFailures(f.Step, f.Item, f.Fetch); err != nil {
		return err
	}
	_, err := t.exec(`INSERT INTO failure (source_id, item_id, fetch_id, step, address, reason, detail, attempts, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		nullID(f.Source), nullID(f.Item), nullID(f.Fetch), f.Step, f.Address, f.Reason, f.Detail, f.Attempts, t.now.UnixMicro())
	if err != nil {
		return fmt.Errorf("set %s aside: %w", f.Address, err)
	}
	return nil
}

// Succeed ends the failures of a step that has now worked.
func (t *Tx) Succeed(step Step, item ItemID, fetch FetchID) error {
	return t.endFailures(step, item, fetch)
}

func (t *Tx) endFailures(step Step, item ItemID, fetch FetchID) error {
	if item == 0 && fetch == 0 {
		return nil
	}
	_, err := t.exec(`UPDATE failure SET ended_at = ? WHERE ended_at IS NULL AND step = ? AND item_id IS ? AND (fetch_id IS ? OR ? = 'fetch')`,
		t.now.UnixMicro(), step, nullID(item), nullID(fetch), step)
	return err
}

// EndFailure ends a failure because it is tried again or was looked at.
func (t *Tx) EndFailure(id int64) error {
	_, err := t.exec(`UPDATE failure SET ended_at = ? WHERE id = ? AND ended_at IS NULL`, t.now.UnixMicro(), id)
	return err
}

const failureColumns = `f.id, coalesce(f.source_id, 0), coalesce(so.name, ''), coalesce(f.item_id, 0), coalesce(f.fetch_id, 0), f.step, f.address, f.reason,
	f.detail, f.attempts, f.at FROM failure f LEFT JOIN source so ON so.id = f.source_id`

func scanFailure(r scanner, f *Failure) error {
	return r.Scan(&f.ID, &f.Source, &f.Name, &f.Item, &f.Fetch, &f.Step, &f.Address, &f.Reason, &f.Detail, &f.Attempts, instant{&f.At})
}

// Failures lists the documents that are set aside, the latest first: those older than before (0 is all), at most limit.
func (s *Store) Failures(ctx context.Context, before int64, limit int) ([]Failure, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+failureColumns+` WHERE f.ended_at IS NULL AND (?1 = 0 OR f.id < ?1) ORDER BY f.id DESC LIMIT ?2`, before, limit)
	return collect(rows, err, scanFailure)
}

// Failure returns one document that is set aside.
func (s *Store) Failure(ctx context.Context, id int64) (f Failure, err error) {
	err = scanFailure(s.read.QueryRowContext(ctx, `SELECT `+failureColumns+` WHERE f.ended_at IS NULL AND f.id = ?`, id), &f)
	if errors.Is(err, sql.ErrNoRows) {
		return f, fmt.Errorf("failure %d: %w", id, ErrNotFound)
	}
	return f, err
}
