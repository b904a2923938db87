package store

import (
	"strings"
	"time"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
)

// putStreamRow adds the row of a new version, and counts a new report to its source's day.
func (t *Tx) putStreamRow(id ReportID, v version, p Put) error {
	at, err := t.streamTime(v, p.Report.Published)
	if err != nil {
		return err
	}
	r, c := p.Report, countRecord(p.Record)
	outlet := r.Source
	if outlet == "" {
		if err := t.row(`SELECT name FROM source WHERE id = ?`, int64(v.source)).Scan(&outlet); err != nil {
			return err
		}
	}
	number, err := t.versionNumber(v)
	if err != nil {
		return err
	}
	_, err = t.exec(`INSERT INTO stream (report_id, at, published, source_id, text_id, outlet, language, place, headline, lead, version, current,
		statements, claims, events, names, places, dates, wording) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
		int64(id), at.UnixMicro(), micros(r.Published), int64(v.source), v.text, outlet, r.Language, place(p), headline(r), lead(p), number, !v.late(),
		c.Statements, c.Claims, c.Events, c.Names, c.Places, c.Dates, c.Wording)
	if err != nil || v.number > 1 {
		return err
	}
	if _, err := t.exec(`INSERT INTO source_day (source_id, day, reports) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET reports = reports + 1`,
		int64(v.source), day(at)); err != nil {
		return err
	}
	_, err = t.exec(`UPDATE source SET last_new_at = ? WHERE id = ?`, t.now.UnixMicro(), int64(v.source))
	return err
}

// versionNumber is the number that people see: versions count in the order in which their words were fetched. One that is
// read late moves those after it on.
func (t *Tx) versionNumber(v version) (int, error) {
	if !v.late() {
		return v.number, nil
	}
	if _, err := t.exec(`UPDATE stream SET version = version + 1 WHERE report_id IN (SELECT id FROM report WHERE item_id = ? AND fetched_at > ?)`,
		v.item, v.fetched.UnixMicro()); err != nil {
		return 0, err
	}
	var before int
	err := t.row(`SELECT count(*) FROM report WHERE item_id = ? AND fetched_at < ?`, v.item, v.fetched.UnixMicro()).Scan(&before)
	return before + 1, err
}

// streamTime is the time that a report bears: published, unless that is unknown or lies after the fetch; a later version of
// a report without one keeps the place of the first.
func (t *Tx) streamTime(v version, published time.Time) (time.Time, error) {
	if !published.IsZero() && !published.After(v.fetched) {
		return published, nil
	}
	if v.current == 0 {
		return v.fetched, nil
	}
	var at time.Time
	err := t.row(`SELECT at FROM stream WHERE report_id = ?`, int64(v.current)).Scan(instant{&at})
	return at, err
}

// countFacts brings the counts of a report's row up to a new reading.
func (t *Tx) countFacts(id ReportID, rec record.Record) error {
	c := countRecord(rec)
	_, err := t.exec(`UPDATE stream SET statements = ?, claims = ?, events = ?, names = ?, places = ?, dates = ?, wording = ? WHERE report_id = ?`,
		c.Statements, c.Claims, c.Events, c.Names, c.Places, c.Dates, c.Wording, int64(id))
	return err
}

func countRecord(rec record.Record) Counts {
	c := Counts{Statements: len(rec.Statements), Claims: len(rec.Claims), Events: len(rec.Events), Dates: len(rec.Times), Wording: len(rec.Wording)}
	for _, e := range rec.Entities {
		switch e.Kind {
		case record.Place, record.Country, record.Facility:
			c.Places++
		default:
			c.Names++
		}
	}
	return c
}

// place is the dateline's place as the record resolves it, else as printed.
func place(p Put) string {
	if d := p.Record.Report.Dateline; d != nil && d.Place != nil {
		for _, e := range p.Record.Entities {
			if e.ID == *d.Place {
				return e.Name
			}
		}
	}
	if p.Report.Dateline != nil {
		return p.Report.Dateline.Place
	}
	return ""
}

// lead is the report's standfirst, else its first sentence after headline and dateline, at most 400 bytes.
func lead(p Put) string {
	r := p.Report
	if r.Standfirst != nil {
		return shorten(r.Standfirst.Of(r.Text), 400)
	}
	from := bodyStart(r)
	for _, list := range [...][]span.Span{p.Record.Report.Sentences, r.Paragraphs} {
		for _, sp := range list {
			if sp.End > from && strings.TrimSpace(r.Text[max(sp.Start, from):sp.End]) != "" {
				return shorten(r.Text[max(sp.Start, from):sp.End], 400)
			}
		}
	}
	return ""
}

// bodyStart is the first byte after headline, byline and dateline.
func bodyStart(r report.Report) int {
	from := 0
	if r.Headline != nil {
		from = r.Headline.End
	}
	if r.Byline != nil {
		from = max(from, r.Byline.End)
	}
	if r.Dateline != nil {
		from = max(from, r.Dateline.Span.End, r.Dateline.Body)
	}
	return from
}
