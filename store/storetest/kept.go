package storetest

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/dateline-news/dateline/store"
)

// Kept opens the store called name in the folder that DATELINE_BIG names, or a fresh one, fills it when it is empty and loads what
// filters count. With DATELINE_BIG a store that takes minutes to fill is filled once for all benchmarks.
func Kept(b testing.TB, name string, fill func(*store.Store) error) *store.Store {
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
	if err == nil && brief.Reports == 0 {
		err = fill(s)
	}
	if err := errors.Join(err, s.Warm(b.Context())); err != nil {
		b.Fatal(err)
	}
	return s
}

// Hundred is a store of 100,000 reports with about 1,200,000 facts, their stories, claims, events and two situations.
func Hundred(b testing.TB) *store.Store {
	b.Helper()
	const n = 100_000
	return Kept(b, "hundred", func(s *store.Store) error {
		if err := Fill(b.Context(), s, n, 1); err != nil {
			return err
		}
		return Join(b.Context(), s, n)
	})
}
