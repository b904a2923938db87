package desk

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
)

// bigStore holds 10,000 reports of the fixture's form, each with words of its own.
func bigStore(b *testing.B) *store.Store {
	b.Helper()
	s := newStore(b)
	ids := make([]store.SourceID, len(fixtureSources))
	for i, n := range fixtureSources {
		id, _, err := s.AddSource(b.Context(), n)
		if err != nil {
			b.Fatal(err)
		}
		ids[i] = id
	}
	for from := 0; from < 10_000; from += 500 {
		err := s.Write(b.Context(), func(t *store.Tx) error {
			for i := from; i < from+500; i++ {
				one := mainSample
				one.headline = fmt.Sprintf("Report %d: %s", i, one.headline)
				r, rec := one.build()
				r.Published = now.Add(-time.Duration(i) * time.Minute)
				body := []byte(r.Text)
				fetch, err := t.KeepDocument(gather.Document{URL: fmt.Sprintf("https://meridian.example/%d", i), MediaType: "text/plain", Bytes: body, SHA256: gather.Sum(body), Fetched: now}, ids[i%len(ids)])
				if err != nil {
					return err
				}
				r.Document = gather.Sum(body)
				if _, _, err := t.PutReport(store.Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return s
}

// BenchmarkPages measures the time of the server for a whole page, on 10,000 reports with 29 facts each.
func BenchmarkPages(b *testing.B) {
	s := bigStore(b)
	h := newDesk(b, s, func(o *Options) { o.Now = time.Now }) // a clock that goes, so that what is kept for a moment ages as it does in use
	middle, err := s.Stream(b.Context(), store.StreamQuery{Limit: 500})
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range []struct{ name, path string }{{"stream", "/stream"}, {"older", "/stream?before=" + string(middle.Next)}, {"filtered", "/stream?owner=state&has=claim"}, {"search", "/stream?q=ferry+brigade"},
		{"report", "/reports/5000"}, {"preview", "/reports/5000/preview"}, {"sources", "/sources"}, {"status", "/status"}, {"who", "/who"}, {"person", "/who/1"}, {"as known", "/who/1?on=2026-11-20"}, {"claims", "/claims"}, {"stories", "/stories"}, {"situations", "/situations"}, {"source", "/sources/2"}} {
		b.Run(p.name, func(b *testing.B) {
			b.ReportAllocs()
			size := 0
			for b.Loop() {
				w := httptest.NewRecorder()
				h.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+p.path, nil))
				if w.Code != http.StatusOK {
					b.Fatalf("status %d: %s", w.Code, w.Body)
				}
				size = w.Body.Len()
			}
			b.ReportMetric(float64(size), "bytes/page")
		})
	}
}
