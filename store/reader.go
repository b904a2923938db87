package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"runtime"
	"time"
)

// OpenReader opens a data folder to read it alone, also while another process has it open. Nothing may be written through it, and
// Close gives it back. ErrNotFound when there is no record in dir; ErrNewer, and an error that says to start the program once, when
// its schema is not this program's.
func OpenReader(ctx context.Context, dir string) (*Store, error) {
	file := filepath.Join(dir, DatabaseFile)
	if _, err := os.Stat(file); err != nil {
		return nil, fmt.Errorf("there is no record in %s (%w): name its folder with --data DIR: %w", dir, err, ErrNotFound)
	}
	s := &Store{dir: dir, now: time.Now, log: slog.New(slog.DiscardHandler)}
	var err error
	if s.read, err = sql.Open("sqlite", dsn(file, "_pragma=query_only(1)", "_pragma=cache_size(-8000)")); err != nil {
		return nil, err
	}
	s.read.SetMaxOpenConns(max(4, runtime.NumCPU()))
	if err := s.checkSchema(ctx); err != nil {
		return nil, errors.Join(explain(err, dir), s.read.Close())
	}
	return s, nil
}

// checkSchema says whether the database has the migrations of this program and no others.
func (s *Store) checkSchema(ctx context.Context) error {
	all, err := migrations(migrationFiles)
	if err != nil {
		return err
	}
	done, err := applied(ctx, s.read)
	if err != nil {
		return err
	}
	if err := sameHistory(all, done); err != nil {
		return err
	}
	if len(done) < len(all) {
		return fmt.Errorf("the record in %s was last opened by an earlier version: start the desk on it once: %w", s.dir, ErrInvalid)
	}
	return nil
}
