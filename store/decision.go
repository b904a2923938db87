package store

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"time"

	"github.com/dateline-news/dateline/span"
)

// Verdict is what a person decided of a fact.
type Verdict string

// The verdicts. Undo takes the last one back; all stay on record.
const (
	Accept Verdict = "accept"
	Reject Verdict = "reject"
	Undo   Verdict = "undo"
)

// Decision is a person's decision of one fact. It stands beside the machine's answer and never changes it.
type Decision struct {
	Report  ReportID
	Fact    string // Fact.ID
	Kind    FactKind
	Span    span.Span // of the report's text, as it stood when it was decided
	Verdict Verdict
	Who     string
	Note    string
	At      time.Time // set by Decide
}

// Decide keeps a decision. Kind and Span may be left out: they are taken from the fact as it is on record.
func (s *Store) Decide(ctx context.Context, d Decision) error {
	switch {
	case !slices.Contains([]Verdict{Accept, Reject, Undo}, d.Verdict):
		return fmt.Errorf("no decision is called %q: %w", d.Verdict, ErrInvalid)
	case d.Who == "":
		return fmt.Errorf("a decision needs the name of who decided: %w", ErrInvalid)
	}
	return s.Write(ctx, func(t *Tx) error {
		var sum []byte
		err := t.row(`SELECT f.kind, f.start_byte, f.end_byte, f.words_sha256 FROM reading r JOIN fact f ON f.reading_id = r.id
			WHERE r.report_id = ? AND r.superseded_at IS NULL AND f.id = ?`, int64(d.Report), d.Fact).Scan(&d.Kind, &d.Span.Start, &d.Span.End, &sum)
		if err == sql.ErrNoRows {
			return fmt.Errorf("fact %s of report %d: %w", d.Fact, d.Report, ErrNotFound)
		}
		if err != nil {
			return err
		}
		_, err = t.exec(`INSERT INTO decision (report_id, fact, kind, start_byte, end_byte, words_sha256, verdict, who, note, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			int64(d.Report), d.Fact, d.Kind, d.Span.Start, d.Span.End, sum, d.Verdict, d.Who, d.Note, t.now.UnixMicro())
		return err
	})
}

// Decisions lists all that was decided of a report's facts, the oldest first, what was undone too.
func (s *Store) Decisions(ctx context.Context, id ReportID) ([]Decision, error) {
	return decisions(ctx, s.read, `WHERE report_id = ?`, int64(id))
}

// querier is the read pool or a read transaction.
type querier interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func decisions(ctx context.Context, q querier, cond string, arg any) ([]Decision, error) {
	rows, err := q.QueryContext(ctx, `SELECT report_id, fact, kind, start_byte, end_byte, verdict, who, note, at FROM decision `+cond+` ORDER BY id LIMIT 10000`, arg)
	return collect(rows, err, func(r scanner, d *Decision) error {
		return r.Scan(&d.Report, &d.Fact, &d.Kind, &d.Span.Start, &d.Span.End, &d.Verdict, &d.Who, &d.Note, instant{&d.At})
	})
}
