package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"strings"
	"time"
)

// Correction is what a person says holds in place of a fact: the values of its fields by their names. It stands beside the machine's
// answer, which it sets aside, with who and when.
type Correction struct {
	Fact   string
	Fields map[string]string
	Who    string
	At     time.Time
}

// Correct keeps a correction: a decision against the machine's answer, with what holds instead. At least one field must be given.
func (s *Store) Correct(ctx context.Context, d Decision, fields map[string]string) error {
	for name, v := range fields {
		if strings.TrimSpace(v) == "" || len(v) > 2000 || len(name) > 100 {
			delete(fields, name)
		}
	}
	if len(fields) == 0 || d.Who == "" {
		return fmt.Errorf("a correction needs the name of who corrects and a field that holds instead: %w", ErrInvalid)
	}
	b, err := json.Marshal(fields)
	if err != nil {
		return err
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
		var id int64
		if err := t.row(`INSERT INTO decision (report_id, fact, kind, start_byte, end_byte, words_sha256, verdict, who, note, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
			int64(d.Report), d.Fact, d.Kind, d.Span.Start, d.Span.End, sum, Reject, d.Who, d.Note, t.now.UnixMicro()).Scan(&id); err != nil {
			return err
		}
		_, err = t.exec(`INSERT INTO correction (decision_id, fields) VALUES (?, ?)`, id, string(b))
		return err
	})
}

// Corrections gives the corrections of a report that hold, by fact: those that no later decision took back or replaced.
func (s *Store) Corrections(ctx context.Context, id ReportID) (map[string]Correction, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT d.fact, c.fields, d.who, d.at FROM decision d JOIN correction c ON c.decision_id = d.id
		WHERE d.report_id = ?1 AND d.id = (SELECT max(l.id) FROM decision l WHERE l.report_id = ?1 AND l.fact = d.fact) LIMIT 10000`, int64(id))
	all := map[string]Correction{}
	_, err = collect(rows, err, func(r scanner, _ *struct{}) error {
		var c Correction
		var fields string
		if err := r.Scan(&c.Fact, &fields, &c.Who, instant{&c.At}); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(fields), &c.Fields); err != nil {
			return err
		}
		all[c.Fact] = c
		return nil
	})
	return all, err
}
