package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
)

// ReportID names one version of a report in this store.
type ReportID int64

// Put is a report with its record, ready to be kept.
type Put struct {
	Fetch  FetchID // the fetch whose document it was cut from; it names the item and so the source
	Report report.Report
	Record record.Record
	Model  string // names what made the record, with its version; "" is record.Schema
}

// PutReport keeps a report and its record in one transaction. It is idempotent: the same words of the same item are kept
// once, and created is false when they were there. Other words of the same item become its next version, and the version
// before them is superseded; a record by another model becomes a new reading of the same version. Every span is checked
// against the text: ErrBadSpan, and nothing is kept, when one does not stand on words.
func (s *Store) PutReport(ctx context.Context, p Put) (id ReportID, created bool, err error) {
	err = s.Write(ctx, func(t *Tx) error {
		id, created, err = t.PutReport(p)
		return err
	})
	return id, created, err
}

// KeepDocument keeps a document that no source listed as the item of its URL, its path or, lacking both, its hash, and
// returns the fetch for PutReport.
func (s *Store) KeepDocument(ctx context.Context, doc gather.Document, source SourceID) (id FetchID, err error) {
	err = s.Write(ctx, func(t *Tx) error {
		id, err = t.KeepDocument(doc, source)
		return err
	})
	return id, err
}

// KeepDocument is Store.KeepDocument inside a transaction.
func (t *Tx) KeepDocument(doc gather.Document, source SourceID) (FetchID, error) {
	key := doc.URL
	if key == "" && doc.Path != "" {
		key = "file:" + doc.Path
	}
	if key == "" {
		key = "sha256:" + gather.Sum(doc.Bytes)
	}
	item, _, err := t.PutItem(Item{Source: source, Key: key, URL: doc.URL, Told: doc.Told})
	if err != nil {
		return 0, err
	}
	return t.PutDocument(doc, item, "")
}

// PutReport is Store.PutReport inside a transaction.
func (t *Tx) PutReport(p Put) (ReportID, bool, error) {
	if p.Model == "" {
		p.Model = record.Schema
	}
	id, created, err := t.putReport(p)
	if err != nil {
		return 0, false, fmt.Errorf("keep the report %s: %w", whereReport(p.Report), err)
	}
	return id, created, nil
}

func (t *Tx) putReport(p Put) (ReportID, bool, error) {
	all, err := p.check()
	if err != nil {
		return 0, false, err
	}
	v, err := t.place(p)
	if err != nil {
		return 0, false, err
	}
	if known, err := t.knownVersion(v); err != nil || known != 0 {
		if err == nil {
			err = t.putReading(known, p, all, false)
		}
		if err == nil {
			err = t.putWho(known, &p.Record, p.Report.Text)
		}
		return known, false, err
	}
	id, err := t.putVersion(v, p.Report)
	if err != nil {
		return 0, false, err
	}
	if err := t.putReading(id, p, all, true); err != nil {
		return 0, false, err
	}
	if err := t.putStreamRow(id, v, p); err != nil {
		return 0, false, err
	}
	return id, true, t.putWho(id, &p.Record, p.Report.Text)
}

// check makes sure that report and record are of one text, that the text has the hash it is named by, and that all spans stand on words.
func (p Put) check() ([]Fact, error) {
	switch {
	case p.Report.Text == "":
		return nil, fmt.Errorf("it has no text: %w", ErrInvalid)
	case strings.TrimPrefix(p.Report.ID, "sha256:") != gather.Sum([]byte(p.Report.Text)):
		return nil, fmt.Errorf("its id %q is not the hash of its text: %w", p.Report.ID, ErrInvalid)
	case p.Record.Report.Text != p.Report.Text:
		return nil, fmt.Errorf("its record is of another text: %w", ErrInvalid)
	}
	if err := checkFrame(p.Record.Report); err != nil {
		return nil, err
	}
	all := Facts(p.Record)
	return all, checkFacts(all, p.Report.Text)
}

// version is where a report belongs: its item, and the version that stands there now.
type version struct {
	item, document, text int64
	source               SourceID
	fetched              time.Time
	number               int      // of the new version, in order of arrival
	current              ReportID // 0 when there is none yet
	currentFetched       time.Time
}

func (t *Tx) place(p Put) (v version, err error) {
	var item sql.NullInt64
	var sha string
	err = t.row(`SELECT f.item_id, f.document_id, f.fetched_at, d.sha256 FROM fetch f JOIN document d ON d.id = f.document_id WHERE f.id = ?`, int64(p.Fetch)).
		Scan(&item, &v.document, instant{&v.fetched}, &sha)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return v, fmt.Errorf("fetch %d: %w", p.Fetch, ErrNotFound)
	case err != nil:
		return v, err
	case !item.Valid:
		return v, fmt.Errorf("fetch %d belongs to no item: %w", p.Fetch, ErrInvalid)
	case p.Report.Document != "" && p.Report.Document != sha:
		return v, fmt.Errorf("it was cut from document %s, but fetch %d brought %s: %w", p.Report.Document, p.Fetch, sha, ErrInvalid)
	}
	v.item = item.Int64
	if err := t.row(`SELECT source_id FROM item WHERE id = ?`, v.item).Scan(&v.source); err != nil {
		return v, err
	}
	if v.text, err = t.putText(p.Report); err != nil {
		return v, err
	}
	if err := t.row(`SELECT coalesce(max(version), 0) + 1 FROM report WHERE item_id = ?`, v.item).Scan(&v.number); err != nil {
		return v, err
	}
	err = t.row(`SELECT id, fetched_at FROM report WHERE item_id = ? AND superseded_at IS NULL`, v.item).Scan(&v.current, instant{&v.currentFetched})
	if errors.Is(err, sql.ErrNoRows) {
		err = nil
	}
	return v, err
}

func (t *Tx) putText(r report.Report) (id int64, err error) {
	sum := strings.TrimPrefix(r.ID, "sha256:")
	err = t.row(`SELECT id FROM text WHERE sha256 = ?`, sum).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	err = t.row(`INSERT INTO text (sha256, headline, text) VALUES (?, ?, ?) RETURNING id`, sum, headline(r), r.Text).Scan(&id)
	return id, err
}

// knownVersion finds the version that already holds these words: the current one, or one that was fetched no earlier than
// this fetch (a step that is run again). Words that come back later, after others, are a new version.
func (t *Tx) knownVersion(v version) (id ReportID, err error) {
	err = t.row(`SELECT id FROM report WHERE item_id = ? AND text_id = ? AND (superseded_at IS NULL OR fetched_at >= ?) ORDER BY version DESC LIMIT 1`,
		v.item, v.text, v.fetched.UnixMicro()).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

// late reports whether a version fetched later stands already: then this one is kept, superseded from the start.
func (v version) late() bool { return v.current != 0 && v.fetched.Before(v.currentFetched) }

func (t *Tx) putVersion(v version, r report.Report) (id ReportID, err error) {
	r.Text = "" // it stands in its own table
	meta, err := json.Marshal(r)
	if err != nil {
		return 0, err
	}
	var superseded any
	if v.late() {
		superseded = t.now.UnixMicro()
	} else if v.current != 0 {
		if _, err := t.exec(`UPDATE report SET superseded_at = ? WHERE id = ?`, t.now.UnixMicro(), int64(v.current)); err != nil {
			return 0, err
		}
		if _, err := t.exec(`UPDATE stream SET current = 0 WHERE report_id = ?`, int64(v.current)); err != nil {
			return 0, err
		}
	}
	err = t.row(`INSERT INTO report (item_id, version, text_id, document_id, previous_id, fetched_at, recorded_at, superseded_at, meta)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		v.item, v.number, v.text, v.document, nullID(v.current), v.fetched.UnixMicro(), t.now.UnixMicro(), superseded, encoder.EncodeAll(meta, nil)).Scan(&id)
	return id, err
}

// putReading keeps the record as what p.Model made of the report. A reading of the same model is there already when the step is run again.
func (t *Tx) putReading(id ReportID, p Put, all []Fact, fresh bool) error {
	if !fresh {
		var n int
		if err := t.row(`SELECT count(*) FROM reading WHERE report_id = ? AND model = ?`, int64(id), p.Model).Scan(&n); err != nil || n > 0 {
			return err
		}
		if _, err := t.exec(`UPDATE reading SET superseded_at = ? WHERE report_id = ? AND superseded_at IS NULL`, t.now.UnixMicro(), int64(id)); err != nil {
			return err
		}
		if err := t.countFacts(id, p.Record); err != nil {
			return err
		}
	}
	rec := p.Record
	rec.Report.Text = ""
	b, err := json.Marshal(rec)
	if err != nil {
		return err
	}
	var reading int64
	if err := t.row(`INSERT INTO reading (report_id, model, recorded_at, record, facts) VALUES (?, ?, ?, ?, ?) RETURNING id`,
		int64(id), p.Model, t.now.UnixMicro(), encoder.EncodeAll(b, nil), len(all)).Scan(&reading); err != nil {
		return err
	}
	if err := t.putFacts(reading, all, p.Report.Text); err != nil {
		return err
	}
	return t.putEntries(reading, id, &p.Record)
}

// factRows is how many facts one statement keeps: the cost of a statement is that of about ten rows.
const factRows = 32

func (t *Tx) putFacts(reading int64, all []Fact, s string) error {
	for chunk := range slices.Chunk(all, factRows) {
		args := make([]any, 0, len(chunk)*11)
		for _, f := range chunk {
			sum := words(s, f.Span)
			args = append(args, reading, f.ID, f.Kind, f.Span.Start, f.Span.End, sum[:], f.Label, f.Class, f.Entity, f.Holds, nullZero(f.Confidence))
		}
		if _, err := t.exec(insertFacts[:len(insertFacts)-(factRows-len(chunk))*len(factRow)], args...); err != nil {
			return fmt.Errorf("keep the facts %s to %s: %w", chunk[0].ID, chunk[len(chunk)-1].ID, err)
		}
	}
	return nil
}

const factRow = ",(?,?,?,?,?,?,?,?,?,?,?)"

var insertFacts = `INSERT INTO fact (reading_id, id, kind, start_byte, end_byte, words_sha256, label, class, entity, holds, confidence) VALUES ` +
	strings.Repeat(factRow, factRows)[1:]

func nullZero(f float64) any {
	if f == 0 {
		return nil
	}
	return f
}

// whereReport names a report for a person.
func whereReport(r report.Report) string {
	switch {
	case r.URL != "":
		return r.URL
	case r.Path != "":
		return r.Path
	}
	return r.ID
}

// headline is the report's headline, or its first line, at most 300 bytes.
func headline(r report.Report) string {
	if r.Headline != nil {
		return r.Headline.Of(r.Text)
	}
	line, _, _ := strings.Cut(r.Text, "\n")
	return shorten(line, 300)
}

// shorten cuts s at a word so that it is at most n bytes, and marks the cut.
func shorten(s string, n int) string {
	if s = strings.TrimSpace(s); len(s) <= n {
		return s
	}
	s = strings.ToValidUTF8(s[:n], "")
	if i := strings.LastIndexByte(s, ' '); i > n/2 {
		s = s[:i]
	}
	return s + " …"
}
