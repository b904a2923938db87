package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
)

// StoredReport is one version of a report with all that its page shows.
type StoredReport struct {
	ID           ReportID
	Version      int
	Report       report.Report // with its text; its ID is the hash of the text
	Record       record.Record // of the latest reading
	Model        string        // that made the record
	Facts        []Fact        // the record's rows, in the order of Facts(Record)
	Decisions    []Decision    // the one that holds for each fact that was reviewed
	Source       Source
	Item         ItemID
	Document     string    // SHA-256 of the bytes that the text was cut from
	Fetches      []Fetch   // of those bytes for this item, newest first
	Fetched      time.Time // when these words were first fetched
	Recorded     time.Time
	SupersededAt time.Time // zero for the current version
	Read         bool
	Versions     []Version   // of the same item, oldest first, this one too
	SameWords    []SameWords // current reports of other items with the very same text
	Newer, Older ReportID    // neighbours in the stream; 0 at its ends and for a superseded version
}

// Version is a version of a report, for the list on its page.
type Version struct {
	ID           ReportID
	Version      int
	TextID       string // "sha256:…"
	Headline     string
	Fetched      time.Time
	Recorded     time.Time
	SupersededAt time.Time
}

// SameWords is another report that has the same text.
type SameWords struct {
	ID     ReportID
	Source SourceID
	Name   string // of the source
	At     time.Time
}

// Report returns a report by its id. It checks that the text has its hash and that every fact still stands on its words:
// ErrDamaged when not. ErrNotFound when there is none.
func (s *Store) Report(ctx context.Context, id ReportID) (StoredReport, error) {
	r := StoredReport{ID: id}
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // one state of the database for all that follows
	if err != nil {
		return r, err
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	q := reader{ctx, tx}
	for _, step := range []func(*StoredReport) error{q.body, q.reading, q.source, q.fetches, q.versions, q.sameWords, q.neighbours, q.decisions} {
		if err := step(&r); err != nil {
			return r, explain(fmt.Errorf("read report %d: %w", id, err), s.dir)
		}
	}
	return r, nil
}

// reader reads the parts of one report in one read transaction.
type reader struct {
	ctx context.Context
	tx  *sql.Tx
}

func (q reader) body(r *StoredReport) error {
	var meta []byte
	var text, sha string
	err := q.tx.QueryRowContext(q.ctx, `SELECT st.version, r.item_id, i.source_id, r.fetched_at, r.recorded_at, r.superseded_at, r.meta, d.sha256, t.sha256, t.text,
			st.read_at IS NOT NULL
		FROM report r JOIN item i ON i.id = r.item_id JOIN text t ON t.id = r.text_id JOIN document d ON d.id = r.document_id JOIN stream st ON st.report_id = r.id
		WHERE r.id = ?`, int64(r.ID)).
		Scan(&r.Version, &r.Item, &r.Source.ID, instant{&r.Fetched}, instant{&r.Recorded}, instant{&r.SupersededAt}, &meta, &r.Document, &sha, &text, &r.Read)
	if errors.Is(err, sql.ErrNoRows) {
		return ErrNotFound
	}
	if err != nil {
		return err
	}
	if gather.Sum([]byte(text)) != sha {
		return fmt.Errorf("its text does not have the hash %s: %w", sha, ErrDamaged)
	}
	if err := unpackJSON(meta, &r.Report); err != nil {
		return err
	}
	r.Report.Text = text
	return nil
}

func (q reader) reading(r *StoredReport) error {
	var id int64
	var rec []byte
	if err := q.tx.QueryRowContext(q.ctx, `SELECT id, model, record FROM reading WHERE report_id = ? AND superseded_at IS NULL`, int64(r.ID)).
		Scan(&id, &r.Model, &rec); err != nil {
		return err
	}
	if err := unpackJSON(rec, &r.Record); err != nil {
		return err
	}
	r.Record.Report.Text = r.Report.Text
	r.Facts = Facts(r.Record)
	return q.checkRows(id, r)
}

// checkRows compares the fact rows with the record and with the words that they stand on.
func (q reader) checkRows(reading int64, r *StoredReport) error {
	type row struct {
		id         string
		start, end int
		sum        []byte
	}
	rows, err := q.tx.QueryContext(q.ctx, `SELECT id, start_byte, end_byte, words_sha256 FROM fact WHERE reading_id = ?`, reading)
	kept, err := collect(rows, err, func(s scanner, f *row) error { return s.Scan(&f.id, &f.start, &f.end, &f.sum) })
	if err != nil {
		return err
	}
	byID := make(map[string]row, len(kept))
	for _, f := range kept {
		byID[f.id] = f
	}
	if len(kept) != len(r.Facts) {
		return fmt.Errorf("it has %d rows for %d facts: %w", len(kept), len(r.Facts), ErrDamaged)
	}
	for _, f := range r.Facts {
		k := byID[f.ID]
		if f.Span.Check(r.Report.Text) != nil || k.start != f.Span.Start || k.end != f.Span.End {
			return fmt.Errorf("the fact %s does not stand where it was kept: %w", f.ID, ErrDamaged)
		}
		if sum := words(r.Report.Text, f.Span); string(k.sum) != string(sum[:]) {
			return fmt.Errorf("the words of the fact %s are not those it was kept with: %w", f.ID, ErrDamaged)
		}
	}
	return nil
}

func (q reader) source(r *StoredReport) error {
	return scanSource(q.tx.QueryRowContext(q.ctx, `SELECT `+sourceColumns+` FROM source WHERE id = ?`, int64(r.Source.ID)), &r.Source)
}

func (q reader) fetches(r *StoredReport) error {
	rows, err := q.tx.QueryContext(q.ctx, `SELECT `+fetchColumns+` FROM document d JOIN fetch f ON f.document_id = d.id
		WHERE d.sha256 = ? AND f.item_id = ? ORDER BY f.fetched_at DESC LIMIT 100`, r.Document, int64(r.Item))
	r.Fetches, err = collect(rows, err, func(s scanner, f *Fetch) error { return scanFetch(s, f) })
	return err
}

func (q reader) versions(r *StoredReport) error {
	rows, err := q.tx.QueryContext(q.ctx, `SELECT r.id, st.version, t.sha256, t.headline, r.fetched_at, r.recorded_at, r.superseded_at
		FROM report r JOIN stream st ON st.report_id = r.id JOIN text t ON t.id = r.text_id WHERE r.item_id = ? ORDER BY st.version LIMIT 1000`, int64(r.Item))
	r.Versions, err = collect(rows, err, func(s scanner, v *Version) error {
		err := s.Scan(&v.ID, &v.Version, &v.TextID, &v.Headline, instant{&v.Fetched}, instant{&v.Recorded}, instant{&v.SupersededAt})
		v.TextID = "sha256:" + v.TextID
		return err
	})
	return err
}

func (q reader) sameWords(r *StoredReport) error {
	rows, err := q.tx.QueryContext(q.ctx, `SELECT st.report_id, st.source_id, so.name, st.at FROM report r JOIN stream st ON st.text_id = r.text_id AND st.current = 1
		JOIN source so ON so.id = st.source_id WHERE r.id = ?1 AND st.report_id <> ?1 ORDER BY st.at, st.report_id LIMIT 200`, int64(r.ID))
	r.SameWords, err = collect(rows, err, func(s scanner, w *SameWords) error { return s.Scan(&w.ID, &w.Source, &w.Name, instant{&w.At}) })
	return err
}

func (q reader) neighbours(r *StoredReport) error {
	var current bool
	var at int64
	if err := q.tx.QueryRowContext(q.ctx, `SELECT current, at FROM stream WHERE report_id = ?`, int64(r.ID)).Scan(&current, &at); err != nil || !current {
		return err
	}
	for _, n := range []struct {
		to    *ReportID
		query string
	}{
		{&r.Newer, `SELECT report_id FROM stream WHERE current = 1 AND (at, report_id) > (?, ?) ORDER BY at, report_id LIMIT 1`},
		{&r.Older, `SELECT report_id FROM stream WHERE current = 1 AND (at, report_id) < (?, ?) ORDER BY at DESC, report_id DESC LIMIT 1`},
	} {
		if err := q.tx.QueryRowContext(q.ctx, n.query, at, int64(r.ID)).Scan(n.to); err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
	}
	return nil
}

func (q reader) decisions(r *StoredReport) error {
	all, err := decisions(q.ctx, q.tx, `WHERE report_id = ?`, int64(r.ID))
	if err != nil {
		return err
	}
	last := map[string]int{}
	for i, d := range all {
		last[d.Fact] = i
	}
	for i, d := range all {
		if last[d.Fact] == i && d.Verdict != Undo {
			r.Decisions = append(r.Decisions, d)
		}
	}
	return nil
}

// KnownReading returns the current version of a fetch's item when it was cut from that fetch's bytes and read by model: then
// reading them again would give nothing new. 0 when not.
func (s *Store) KnownReading(ctx context.Context, fetch FetchID, model string) (id ReportID, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT r.id FROM fetch f JOIN report r ON r.item_id = f.item_id AND r.document_id = f.document_id AND r.superseded_at IS NULL
		JOIN reading g ON g.report_id = r.id AND g.superseded_at IS NULL AND g.model = ? WHERE f.id = ?`, model, int64(fetch)).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

// ReportsOf lists the reports whose item has this URL, current versions first; the desk and the command line look up by it.
func (s *Store) ReportsOf(ctx context.Context, url string) ([]ReportID, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT r.id FROM item i JOIN report r ON r.item_id = i.id WHERE i.url = ?
		ORDER BY r.superseded_at IS NOT NULL, r.id DESC LIMIT 100`, url)
	return collect(rows, err, func(r scanner, id *ReportID) error { return r.Scan(id) })
}

func unpackJSON(b []byte, v any) error {
	b, err := unpack("zstd", b, 0)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return json.Unmarshal(b, v)
}
