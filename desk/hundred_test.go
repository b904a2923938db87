package desk

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"testing"
	"time"

	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/store/storetest"
)

// BenchmarkHundred measures the server's time for a page, its size as it is sent, and its 95th percentile, on 100,000 reports with
// 1,200,000 facts. DATELINE_BIG names a folder to keep the store in: to fill it takes minutes.
func BenchmarkHundred(b *testing.B) {
	if testing.Short() {
		b.Skip("a store of a hundred thousand reports takes minutes to fill")
	}
	s := storetest.Hundred(b)
	h := newDesk(b, s, func(o *Options) { o.Now = time.Now })
	on := time.Now().Format(time.DateOnly) // a store is filled in one day: on an earlier one nothing was known
	claims, people := largestClaims(b, s), mostNamed(b, s)
	middle, err := s.Stream(b.Context(), store.StreamQuery{Limit: 500, Folded: true})
	if err != nil {
		b.Fatal(err)
	}
	for _, p := range []struct {
		name  string
		paths []string
	}{
		{"stream", []string{"/stream"}}, {"stream_older", []string{"/stream?before=" + string(middle.Next)}}, {"stream_flat", []string{"/stream?fold=off"}}, {"stream_open", []string{"/stream?open=1"}},
		{"stream_filtered", []string{"/stream?owner=state", "/stream?owner=state&unread=1", "/stream?place=Hask&has=claim", "/stream?source=5"}}, {"stream_words", []string{"/stream?q=ferry+brigade", "/stream?q=%22lane+4713%22"}},
		{"situation", []string{"/situations/the-shots", "/situations/hask"}}, {"situation_on", []string{"/situations/the-shots?on=" + on}}, {"situation_more", []string{"/situations/the-shots/claims", "/situations/the-shots/changes"}},
		{"claims", []string{"/claims"}}, {"claim", claims}, {"claim_largest", claims[:1]}, {"claim_on", []string{claims[0] + "?on=" + on, claims[9] + "?on=" + on}},
		{"timeline", []string{"/timeline"}}, {"timeline_zoomed", []string{"/timeline?zoom=hours", "/timeline?by=place&zoom=days", "/timeline?by=source&zoom=years"}}, {"timeline_on", []string{"/timeline?on=" + on}},
		{"map", []string{"/map"}}, {"map_near", []string{"/map?w=19,42,22,44"}}, {"map_on", []string{"/map?on=" + on}},
		{"person", people}, {"person_on", []string{people[0] + "?on=" + on, people[9] + "?on=" + on}}, {"who", []string{"/who"}},
		{"search", []string{"/search?q=ferry", "/search?q=speaker%3A%22Ilja+Caplin%22+says%3Ashut", "/search"}}, {"events", []string{"/events", "/events?q=type%3ACOERCE+place%3AHask"}}, {"events_on", []string{"/events?on=" + on}},
		{"stories", []string{"/stories"}}, {"story", []string{"/stories/3", "/stories/9000"}}, {"report", []string{"/reports/50000"}}, {"place", []string{"/places/2"}}, {"wording", []string{"/wording"}}, {"sources", []string{"/sources"}}, {"source", []string{"/sources/5"}}, {"situations", []string{"/situations"}}, {"status", []string{"/status"}},
	} {
		b.Run(p.name, func(b *testing.B) { timed(b, h, p.paths) })
	}
}

// timed asks for the pages in turn and reports the middle and the 95th percentile of their times, and the largest size.
func timed(b *testing.B, h http.Handler, paths []string) {
	b.ReportAllocs()
	var took []time.Duration
	size := 0
	for b.Loop() {
		path := paths[len(took)%len(paths)]
		start := time.Now()
		w := served(h, path)
		took = append(took, time.Since(start))
		if w.Code != http.StatusOK {
			b.Fatalf("GET %s: status %d: %.300s", path, w.Code, w.Body)
		}
		size = max(size, w.Body.Len())
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
	b.ReportMetric(float64(size)/1000, "kB-gzipped")
}

func served(h http.Handler, path string) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1"+path, nil)
	r.Header.Set("Accept-Encoding", "gzip")
	h.ServeHTTP(w, r)
	return w
}

// largestClaims are the addresses of the 10 claims with most positions among the newest, and of 10 others.
func largestClaims(b *testing.B, s *store.Store) []string {
	b.Helper()
	page, err := s.Claims(context.Background(), store.ClaimQuery{Limit: 500})
	if err != nil || len(page.Rows) < 20 {
		b.Fatal(len(page.Rows), err)
	}
	slices.SortStableFunc(page.Rows, func(x, y store.ClaimRow) int { return y.Positions - x.Positions })
	b.Logf("the largest claim has %d positions", page.Rows[0].Positions)
	var all []string
	for i := range 10 {
		all = append(all, fmt.Sprint("/claims/", page.Rows[i].ID))
	}
	for i := range 10 {
		all = append(all, fmt.Sprint("/claims/", page.Rows[len(page.Rows)-1-i*30].ID))
	}
	return all
}

func mostNamed(b *testing.B, s *store.Store) []string {
	b.Helper()
	page, err := s.People(context.Background(), store.WhoQuery{Limit: 20})
	if err != nil || len(page.Rows) < 10 {
		b.Fatal(len(page.Rows), err)
	}
	b.Logf("%s is named by %d reports", page.Rows[0].Name, page.Rows[0].Reports)
	var all []string
	for _, row := range page.Rows {
		all = append(all, fmt.Sprint("/who/", row.ID))
	}
	return all
}
