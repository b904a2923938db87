package storetest

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/dateline-news/dateline/search"
	"github.com/dateline-news/dateline/store"
)

// queries are what is asked: rare and common words, phrases, boolean, prefix, fields, and all of it.
var queries = []struct{ name, typed string }{
	{"rare", `"Lane 4713"`}, {"common", `ferry`}, {"common_two", `ferry shots`}, {"boolean", `(brigade OR cable) ferry -harbour`}, {"prefix", `detain*`},
	{"speaker_says", `speaker:"Ilja Caplin" says:shut`}, {"fields", `type:COERCE place:Velm owner:state after:2026-01-01`}, {"all", ``}, {"owner", `owner:state kind:report`}, {"nothing", `nowhereatall`},
}

func benchmark(b *testing.B, s *store.Store) {
	for _, q := range queries {
		b.Run(q.name, func(b *testing.B) {
			parsed, err := search.Parse(q.typed, Now)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			var took []time.Duration
			total := 0
			for b.Loop() {
				start := time.Now()
				found, err := s.Find(b.Context(), store.Find{Query: parsed, Facets: true})
				if err != nil {
					b.Fatal(err)
				}
				took = append(took, time.Since(start))
				total = found.Total
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[len(took)/2].Microseconds())/1000, "p50-ms")
			b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "p95-ms")
			b.ReportMetric(float64(total), "answers")
		})
	}
}

// BenchmarkFind1000000 asks a store of a million reports with two million facts. It takes minutes to fill: it runs only with -timeout 0 and
// without -short; DATELINE_BIG names a folder to keep the store in.
func BenchmarkFind1000000(b *testing.B) {
	if testing.Short() {
		b.Skip("a store of a million reports takes minutes to fill")
	}
	benchmark(b, Kept(b, "million", func(s *store.Store) error { return FillBulk(b.Context(), s, 1_000_000) }))
}

// BenchmarkFind100000 asks a store of 100,000 reports with about 1,200,000 fact rows, kept the whole way; the benchmarks of the desk
// ask the same store.
func BenchmarkFind100000(b *testing.B) {
	if testing.Short() {
		b.Skip("a store of a hundred thousand reports takes minutes to fill")
	}
	benchmark(b, Hundred(b))
}

// Both ways to fill give a store that is asked alike.
func TestFill(t *testing.T) {
	t.Parallel()
	for name, fill := range map[string]func(*store.Store) error{"whole": func(s *store.Store) error { return Fill(t.Context(), s, 40, 1) }, "bulk": func(s *store.Store) error { return FillBulk(t.Context(), s, 40) }} {
		t.Run(name, func(t *testing.T) {
			s, err := store.Open(t.Context(), t.TempDir(), store.Options{})
			if err != nil {
				t.Fatal(err)
			}
			defer func() {
				if err := s.Close(); err != nil {
					t.Error(err)
				}
			}()
			if err := fill(s); err != nil {
				t.Fatal(err)
			}
			for typed, want := range map[string]int{`kind:event`: 40, `kind:report ferry`: 40, `place:Hask kind:event`: 4, `"Lane 30"`: 2} {
				q, err := search.Parse(typed, Now)
				if err != nil {
					t.Fatal(err)
				}
				found, err := s.Find(t.Context(), store.Find{Query: q, Kinds: []store.EntryKind{store.StatementEntry, store.EventEntry, store.ReportAnswer}})
				if err != nil || found.Total < want-3 || found.Total > want+3 {
					t.Errorf("%q: got %d answers, %v; want about %d", typed, found.Total, err, want)
				}
				for _, a := range found.Answers {
					if a.Entry != nil && a.Entry.Words == "" {
						t.Error(fmt.Sprint("no words: ", a.Entry))
					}
				}
			}
		})
	}
}

// What stands across reports is there after Join: copies fold, a claim has its sentences, a situation has its reports.
func TestJoin(t *testing.T) {
	t.Parallel()
	ctx := t.Context()
	s, err := store.Open(ctx, t.TempDir(), store.Options{Now: func() time.Time { return Now }})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	const n = 60
	if err := errors.Join(Fill(ctx, s, n, 1), Join(ctx, s, n)); err != nil {
		t.Fatal(err)
	}
	whole, err := s.Stream(ctx, store.StreamQuery{Limit: n})
	if err != nil {
		t.Fatal(err)
	}
	folded, err := s.Stream(ctx, store.StreamQuery{Limit: n, Folded: true})
	if err != nil || len(whole.Rows) != n || len(folded.Rows) != n*2/3 {
		t.Errorf("the stream: got %d reports and %d folded, %v; want %d and %d", len(whole.Rows), len(folded.Rows), err, n, n*2/3)
	}
	counts, err := s.StreamCounts(ctx, store.StreamQuery{Folded: true})
	if err != nil || counts.Matching != n*2/3 || counts.Copies != n/3 {
		t.Errorf("counts of the folded stream: got %d and %d copies, %v", counts.Matching, counts.Copies, err)
	}
	if counts, err := s.StreamCounts(ctx, store.StreamQuery{Owner: store.OwnerState, Unread: true}); err != nil || counts.Matching == 0 || counts.Matching >= n || counts.More {
		t.Errorf("counts of two filters: got %+v, %v", counts, err)
	}
	page, err := s.Claims(ctx, store.ClaimQuery{})
	if err != nil || len(page.Rows) == 0 {
		t.Fatalf("claims: got %d, %v", len(page.Rows), err)
	}
	if across, err := s.AcrossCounts(ctx); err != nil || across.Stories != n/3 || across.Claims != len(page.Rows) || across.Situations != 2 {
		t.Errorf("the rail's counts: got %+v, %v; want %d stories and %d claims", across, err, n/3, len(page.Rows))
	}
	if c, err := s.Claim(ctx, page.Rows[0].ID); err != nil || len(c.All) == 0 || c.All[0].Told.Words == "" {
		t.Errorf("a claim: got %d positions, %v", len(c.All), err)
	}
	for _, slug := range []string{"the-shots", "hask"} {
		x, err := s.SituationBySlug(ctx, slug)
		if err != nil {
			t.Fatal(err)
		}
		if _, ok, err := s.SituationState(ctx, x.ID); err != nil || !ok {
			t.Errorf("%s is not counted: %v", slug, err)
		}
		if stream, err := s.SituationStream(ctx, x.ID, "", 50); err != nil || len(stream.Rows) == 0 {
			t.Errorf("%s: got %d reports, %v", slug, len(stream.Rows), err)
		}
	}
}
