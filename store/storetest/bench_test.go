package storetest

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/dateline-news/dateline/search"
	"github.com/dateline-news/dateline/store"
)

// big opens the folder named by DATELINE_BIG, or a fresh one, and fills it when it is empty.
func big(b *testing.B, name string, fill func(*store.Store) error) *store.Store {
	b.Helper()
	dir := b.TempDir()
	if kept := os.Getenv("DATELINE_BIG"); kept != "" {
		dir = filepath.Join(kept, name)
	}
	s, err := store.Open(b.Context(), dir, store.Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := s.Close(); err != nil {
			b.Error(err)
		}
	})
	brief, err := s.Brief(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	if brief.Reports == 0 {
		if err := fill(s); err != nil {
			b.Fatal(err)
		}
	}
	if err := s.Warm(b.Context()); err != nil {
		b.Fatal(err)
	}
	return s
}

// queries are what is asked: rare and common words, phrases, boolean, prefix, fields, and all of it.
var queries = []struct{ name, typed string }{
	{"rare", `"Lane 4711"`}, {"common", `ferry`}, {"common_two", `ferry shots`}, {"boolean", `(brigade OR cable) ferry -harbour`}, {"prefix", `detain*`},
	{"speaker_says", `speaker:"Ilja Caplin" says:shut`}, {"fields", `type:COERCE place:Hask source:"Outlet 3" after:2026-01-01`}, {"all", ``}, {"owner", `owner:state kind:report`}, {"nothing", `nowhereatall`},
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
	benchmark(b, big(b, "million", func(s *store.Store) error { return FillBulk(b.Context(), s, 1_000_000) }))
}

// BenchmarkFind100000 asks a store of 100,000 reports with about 1,200,000 fact rows, kept the whole way.
func BenchmarkFind100000(b *testing.B) {
	if testing.Short() {
		b.Skip("a store of a hundred thousand reports takes minutes to fill")
	}
	benchmark(b, big(b, "hundred", func(s *store.Store) error { return Fill(b.Context(), s, 100_000, 1) }))
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
