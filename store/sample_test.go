package store

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
)

// testClock ticks one second a call from a fixed morning.
func testClock() func() time.Time {
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	return func() time.Time { now = now.Add(time.Second); return now }
}

func open(t testing.TB, dir string) *Store {
	t.Helper()
	s, err := Open(t.Context(), dir, Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// sample is a report of an invented strait with its record; the words differ with n.
func sample(n int) (gather.Document, report.Report, record.Record) {
	text := fmt.Sprintf("Čaplin says lane %d stays shut\n\nPORT ARDEN, November 23. /Meridian/. “No vessel passes lane %d,” harbour master Ilja Čaplin told reporters.\n\nVelmora closed the strait on Monday.", n, n)
	doc := gather.Document{URL: fmt.Sprintf("https://meridian.example/%d", n), MediaType: "text/html", Bytes: []byte("<p>" + text), SHA256: gather.Sum([]byte("<p>" + text)),
		Fetched: time.Date(2026, 11, 23, 8, 0, 0, n*1000, time.UTC)}
	of := func(words string) span.Span {
		i := strings.Index(text, words)
		return span.Span{Start: i, End: i + len(words)}
	}
	ptr := func(s span.Span) *span.Span { return &s }
	name := func(s string) *string { return &s }
	heading, _, _ := strings.Cut(text, "\n")
	dateline := of("PORT ARDEN, November 23. /Meridian/.")
	paragraphs := []span.Span{of(heading), {Start: dateline.Start, End: strings.Index(text, "\n\nVelmora")}, of("Velmora closed the strait on Monday.")}
	r := report.Report{ID: "sha256:" + gather.Sum([]byte(text)), Document: doc.SHA256, URL: doc.URL, Source: "Meridian Press", Language: "en",
		Published: time.Date(2026, 11, 22, 0, 0, n, 0, time.UTC), PublishedFrom: "page", Text: text, Headline: ptr(of(heading)), Paragraphs: paragraphs,
		Dateline: &report.Dateline{Span: dateline, Place: "Port Arden", Date: "2026-11-23", YearFrom: "weekday", Agency: "Meridian"}}
	quote := of(fmt.Sprintf("No vessel passes lane %d,", n))
	sentence := span.Span{Start: dateline.End + 1, End: paragraphs[1].End}
	rec := record.Record{Schema: record.Schema,
		Report: record.Report{ID: r.ID, Source: r.Source, Language: "en", Headline: r.Headline, Text: text, Paragraphs: paragraphs,
			Dateline: &record.Dateline{Span: dateline, Place: name("e2"), Date: name("2026-11-23")}, Sentences: []span.Span{paragraphs[0], sentence, paragraphs[2]}},
		Entities: []record.Entity{
			{ID: "e1", Kind: record.Person, Name: "Ilja Čaplin", Mentions: []span.Span{of("Ilja Čaplin"), of("Čaplin")}, Offices: []record.Office{{Title: "harbour master", Span: of("harbour master")}}},
			{ID: "e2", Kind: record.Place, Name: "Port Arden", Mentions: []span.Span{of("PORT ARDEN")}},
			{ID: "e3", Kind: record.Country, Name: "Velmora", Mentions: []span.Span{of("Velmora")}}},
		Times: []record.Time{{Span: of("Monday"), Type: "DATE", Value: "2026-11-23"}},
		Statements: []record.Statement{{ID: "s1", Kind: record.Direct, Speaker: name("e1"), SpeakerSpan: ptr(of("harbour master Ilja Čaplin")),
			Cue: &record.Cue{Span: of("told"), Lemma: "tell"}, Content: []span.Span{quote}, Sentence: sentence, Confidence: 0.97}},
		Claims: []record.Claim{{ID: "c1", Proposition: "No vessel passes", Span: quote,
			Positions: []record.Position{{Actor: name("e1"), Stance: "asserts", Statement: name("s1"), Sentence: sentence}}}},
		Events: []record.Event{{ID: "v1", Sentence: paragraphs[2], Trigger: of("closed"), Type: "COERCE", Mode: "restrict", Actors: []string{"e3"}, Status: "happened",
			Voice: "own", Confidence: 0.9, Time: &record.EventTime{Value: "2026-11-23", Precision: "day", Span: ptr(of("Monday"))}}},
		Wording: []record.Wording{{Span: of("shut"), Kind: "evaluative", Voice: "own"}},
	}
	return doc, r, rec
}

// keep puts the sample n under source and returns its id.
func keep(t testing.TB, s *Store, source SourceID, n int) (ReportID, bool) {
	t.Helper()
	doc, r, rec := sample(n)
	fetch, err := s.KeepDocument(t.Context(), doc, source)
	if err != nil {
		t.Fatal(err)
	}
	id, created, err := s.PutReport(t.Context(), Put{Fetch: fetch, Report: r, Record: rec})
	if err != nil {
		t.Fatal(err)
	}
	return id, created
}
