package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"sync"
)

// statements are the writer's statements, compiled once: compiling takes as long as running most of them. A statement that
// a transaction ran is compiled on the writer's connection before the next transaction begins (within one, the connection
// is taken). Their texts are constants of this package, so that there are not many.
type statements struct {
	mu     sync.Mutex
	ready  map[string]*sql.Stmt
	wanted map[string]struct{}
}

// get returns the compiled statement, or nil and remembers that it is wanted.
func (s *statements) get(query string) *sql.Stmt {
	s.mu.Lock()
	defer s.mu.Unlock()
	st := s.ready[query]
	if st == nil {
		if s.wanted == nil {
			s.wanted = map[string]struct{}{}
		}
		s.wanted[query] = struct{}{}
	}
	return st
}

// prepare compiles what is wanted.
func (s *statements) prepare(ctx context.Context, db *sql.DB) error {
	for _, query := range s.take() {
		st, err := db.PrepareContext(ctx, query)
		if err != nil {
			return fmt.Errorf("prepare to write: %w", err)
		}
		if err := s.put(query, st); err != nil {
			return err
		}
	}
	return nil
}

func (s *statements) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var all []string
	for query := range s.wanted {
		all = append(all, query)
	}
	clear(s.wanted)
	return all
}

func (s *statements) put(query string, st *sql.Stmt) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.ready[query] != nil { // another goroutine was faster
		return st.Close()
	}
	if s.ready == nil {
		s.ready = map[string]*sql.Stmt{}
	}
	s.ready[query] = st
	return nil
}

func (s *statements) close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	var errs []error
	for _, st := range s.ready {
		errs = append(errs, st.Close())
	}
	clear(s.ready)
	return errors.Join(errs...)
}
