package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
)

// longSample is a report of about 500 words with about 100 facts, the size of an ordinary wire report.
func longSample(n int) (gather.Document, report.Report, record.Record) {
	doc, r, rec := sample(n)
	body := strings.Builder{}
	body.WriteString(r.Text)
	for p := range 24 {
		start := body.Len() + 2
		fmt.Fprintf(&body, "\n\nOn day %d of report %d the harbour authority of Port Arden counted %d ships at anchor off Cape Torr and let %d of them pass.", p, n, p*7+n%13, p)
		whole := span.Span{Start: start, End: body.Len()}
		word := func(s string) span.Span {
			i := start + strings.Index(body.String()[start:], s)
			return span.Span{Start: i, End: i + len(s)}
		}
		rec.Entities[1].Mentions = append(rec.Entities[1].Mentions, word("Port Arden"))
		rec.Times = append(rec.Times, record.Time{Span: word("On day"), Type: "DATE", Value: "2026-11-23"})
		rec.Entities = append(rec.Entities, record.Entity{ID: fmt.Sprint("e", p+4), Kind: record.Place, Name: "Cape Torr", Mentions: []span.Span{word("Cape Torr")}})
		rec.Report.Sentences = append(rec.Report.Sentences, whole)
		r.Paragraphs = append(r.Paragraphs, whole)
	}
	r.Text, rec.Report.Text = body.String(), body.String()
	r.ID = "sha256:" + gather.Sum([]byte(r.Text))
	rec.Report.ID, rec.Report.Paragraphs = r.ID, r.Paragraphs
	doc.Bytes = []byte("<html><head>" + strings.Repeat("<script src='/assets/site.js'></script>\n", 300) + "</head><body>" + r.Text + "</body></html>")
	doc.SHA256 = gather.Sum(doc.Bytes)
	r.Document = doc.SHA256
	return doc, r, rec
}

func BenchmarkPutReport(b *testing.B) {
	s := open(b, b.TempDir())
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		b.StopTimer()
		doc, r, rec := longSample(n)
		n++
		b.StartTimer()
		fetch, err := s.KeepDocument(b.Context(), doc, FilesSource)
		if err != nil {
			b.Fatal(err)
		}
		if _, _, err := s.PutReport(b.Context(), Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "reports/s")
	st, err := s.Status(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(st.Size)/float64(n)/1024, "KiB/report")
	b.ReportMetric(float64(st.Facts)/float64(n), "facts/report")
}

// fill keeps n short reports of 30 sources, many in one transaction.
func fill(b testing.TB, s *Store, n int) {
	b.Helper()
	var sources []SourceID
	for i := range 30 {
		id, _, err := s.AddSource(b.Context(), NewSource{Name: fmt.Sprint("Outlet ", i), URL: fmt.Sprintf("https://o%d.example/feed", i), Kind: FeedSource,
			Owner: Ownership{Class: Owners[i%5], By: "bench", Evidence: "the imprint"}})
		if err != nil {
			b.Fatal(err)
		}
		sources = append(sources, id)
	}
	for from := 0; from < n; from += 1000 {
		err := s.Write(b.Context(), func(t *Tx) error {
			for i := from; i < min(from+1000, n); i++ {
				doc, r, rec := sample(i)
				r.Published = time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC).Add(-time.Duration(i*7919%n) * time.Minute)
				rec.Entities[1].Name = fmt.Sprint("Port ", i%200)
				fetch, err := t.KeepDocument(doc, sources[i*31%30])
				if err != nil {
					return err
				}
				if _, _, err := t.PutReport(Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
}

// percentiles runs f in the benchmark's loop and reports its median and 95th percentile.
func percentiles(b *testing.B, f func(i int) error) {
	b.Helper()
	b.ReportAllocs()
	var took []time.Duration
	for b.Loop() {
		start := time.Now()
		if err := f(len(took)); err != nil {
			b.Fatal(err)
		}
		took = append(took, time.Since(start))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
}

func BenchmarkStream10000(b *testing.B)  { benchmarkStream(b, 10_000) }
func BenchmarkStream100000(b *testing.B) { benchmarkStream(b, 100_000) }

func benchmarkStream(b *testing.B, n int) {
	if testing.Short() && n > 10_000 {
		b.Skip("a large store takes a minute to fill")
	}
	s := open(b, b.TempDir())
	fill(b, s, n)
	sources, err := s.Sources(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	stream := func(q StreamQuery) func(int) error {
		return func(int) error {
			page, err := s.Stream(b.Context(), q)
			if err == nil && len(page.Rows) == 0 && q.Text != "nowhere" {
				return fmt.Errorf("%+v: no rows", q)
			}
			return err
		}
	}
	middle := cursorAt(time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC).Add(-time.Duration(n/2)*time.Minute), 0)
	b.Run("first", func(b *testing.B) { percentiles(b, stream(StreamQuery{})) })
	b.Run("middle", func(b *testing.B) { percentiles(b, stream(StreamQuery{Before: middle})) })
	b.Run("source", func(b *testing.B) { percentiles(b, stream(StreamQuery{Source: sources[3].ID})) })
	b.Run("owner", func(b *testing.B) { percentiles(b, stream(StreamQuery{Owner: OwnerParty})) })
	b.Run("place", func(b *testing.B) { percentiles(b, stream(StreamQuery{Place: "Port 77"})) })
	b.Run("unread", func(b *testing.B) { percentiles(b, stream(StreamQuery{Unread: true})) })
	b.Run("rare_words", func(b *testing.B) { percentiles(b, stream(StreamQuery{Text: `"lane 4711"`})) })
	b.Run("common_words", func(b *testing.B) { percentiles(b, stream(StreamQuery{Text: `strait velmora`})) })
	b.Run("counts", func(b *testing.B) {
		percentiles(b, func(int) error { _, err := s.StreamCounts(b.Context(), StreamQuery{}); return err })
	})
	b.Run("counts_filtered", func(b *testing.B) {
		percentiles(b, func(int) error {
			_, err := s.StreamCounts(b.Context(), StreamQuery{Owner: OwnerState, Unread: true})
			return err
		})
	})
	b.Run("sources", func(b *testing.B) {
		percentiles(b, func(int) error { _, err := s.Sources(b.Context()); return err })
	})
	b.Run("status", func(b *testing.B) {
		percentiles(b, func(int) error { _, err := s.Status(b.Context()); return err })
	})
	b.Run("report", func(b *testing.B) {
		percentiles(b, func(i int) error { _, err := s.Report(b.Context(), ReportID(1+i*97%n)); return err })
	})
	b.Run("search_rare", func(b *testing.B) {
		percentiles(b, func(i int) error { _, err := s.Search(b.Context(), fmt.Sprintf("lane %d", i*31%n), 50); return err })
	})
	b.Run("search_common", func(b *testing.B) {
		percentiles(b, func(int) error { _, err := s.Search(b.Context(), "strait closed velmora", 50); return err })
	})
}
