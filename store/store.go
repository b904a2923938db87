// Package store keeps what every room makes and finds it again: documents as evidence, sources, reports with their
// records, the stream, search, review decisions and failures, in one SQLite database in one folder.
//
// The contract:
//
//   - Three layers, each immutable and hashed. A document is the bytes as they came, kept once under their SHA-256 with
//     every fetch of them. A report is one version of the words cut from a document. A reading is what one model made of a
//     report: the record and, as rows, its facts. Another wording of the same item is a new version, a later model is a new
//     reading; nothing is overwritten.
//   - No fact without its words. Every fact row has a byte range of its report's text and the SHA-256 of that range; both
//     PutReport and Report check that the range still reproduces the words.
//   - One writer. All writes go through Write, one BEGIN IMMEDIATE transaction on one connection; reads use a pool of their
//     own and never wait for the writer (WAL). The queue of package work shares the writer, so that a job is enqueued in the
//     transaction that keeps what the job is about.
//   - Two times on everything: when it was published or holds, and when it was recorded (Options.Now).
//
// The folder holds dateline.sqlite (with -wal and -shm beside it while it is open) and dateline.lock. See docs/store.md.
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

	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivermigrate"
	_ "modernc.org/sqlite" // the database/sql driver "sqlite"
)

// Options say how a Store is opened. The zero value is usable.
type Options struct {
	Now func() time.Time // the clock; nil is time.Now
	Log *slog.Logger     // nil drops what is logged
}

// Store is an open data folder. It is safe for concurrent use.
type Store struct {
	dir      string
	now      func() time.Time
	log      *slog.Logger
	lock     *os.File
	write    *sql.DB // one connection
	read     *sql.DB // a pool, query_only
	stmts    statements
	columns  columns // what lists and charts count, in memory
	meanings meanings
	states   situationStates
}

// DatabaseFile is the name of the database in the data folder.
const DatabaseFile = "dateline.sqlite"

// Open opens the data folder dir, makes it when it is not there, and brings its schema up to date. The errors it returns
// say what to do; ErrLocked, ErrNewer, ErrDiskFull and ErrReadOnly are told apart with errors.Is.
func Open(ctx context.Context, dir string, o Options) (*Store, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, explain(fmt.Errorf("make the data folder %s: %w", dir, err), dir)
	}
	lock, err := lockFolder(dir)
	if err != nil {
		return nil, explain(err, dir)
	}
	s := &Store{dir: dir, now: o.Now, log: o.Log, lock: lock}
	if err := s.openDatabase(ctx); err != nil {
		return nil, errors.Join(explain(err, dir), s.Close())
	}
	return s, nil
}

func (s *Store) openDatabase(ctx context.Context) error {
	file := filepath.Join(s.dir, DatabaseFile)
	var err error
	if s.write, err = sql.Open("sqlite", dsn(file, "_txlock=immediate",
		"_pragma=journal_mode(WAL)", "_pragma=synchronous(NORMAL)", "_pragma=foreign_keys(1)", "_pragma=cache_size(-16000)")); err != nil {
		return err
	}
	s.write.SetMaxOpenConns(1)
	if err := migrate(ctx, s.write, s.now); err != nil {
		return err
	}
	if err := migrateQueue(ctx, s.write); err != nil {
		return err
	}
	if s.read, err = sql.Open("sqlite", dsn(file, "_pragma=query_only(1)", "_pragma=cache_size(-8000)")); err != nil {
		return err
	}
	s.read.SetMaxOpenConns(max(4, runtime.NumCPU()))
	s.read.SetMaxIdleConns(max(4, runtime.NumCPU()))
	if err := s.ensureFiles(ctx); err != nil {
		return err
	}
	return s.enterOlder(ctx)
}

// migrateQueue brings the queue's own tables, in the same file, up to date.
func migrateQueue(ctx context.Context, db *sql.DB) error {
	m, err := rivermigrate.New(riversqlite.New(db), &rivermigrate.Config{Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return fmt.Errorf("prepare the queue's tables: %w", err)
	}
	if _, err := m.Migrate(ctx, rivermigrate.DirectionUp, nil); err != nil {
		return fmt.Errorf("bring the queue's tables up to date: %w", err)
	}
	return nil
}

// dsn names a database file for the driver. A path is escaped, so that a folder may hold "?" or "%".
func dsn(file string, params ...string) string {
	name := "file:" + escapePath(file) + "?_pragma=busy_timeout(10000)"
	for _, p := range params {
		name += "&" + p
	}
	return name
}

// Close lets running reads end, brings the planner's statistics up to date and gives the folder back.
func (s *Store) Close() error {
	var errs []error
	if s.read != nil {
		errs = append(errs, s.read.Close())
	}
	if s.write != nil {
		if s.read != nil {
			_, err := s.write.Exec("PRAGMA optimize")
			errs = append(errs, err)
		}
		errs = append(errs, s.stmts.close(), s.write.Close())
	}
	if s.lock != nil {
		errs = append(errs, s.lock.Close())
	}
	return explain(errors.Join(errs...), s.dir)
}

// Dir is the data folder.
func (s *Store) Dir() string { return s.dir }

// Writer is the one connection that writes. Package work hands it to the queue; nobody else needs it.
func (s *Store) Writer() *sql.DB { return s.write }

// Tx is one write transaction. It is valid only inside the function given to Write.
type Tx struct {
	s   *Store
	ctx context.Context
	sql *sql.Tx
	now time.Time
}

// SQL is the transaction itself, to enqueue jobs in it.
func (t *Tx) SQL() *sql.Tx { return t.sql }

// Now is the transaction's time; all that is recorded in it bears this time.
func (t *Tx) Now() time.Time { return t.now }

// Write runs f in one BEGIN IMMEDIATE transaction: all that f did is kept when it returns nil, nothing otherwise. f must
// use t alone, not the Store's other methods: the writer is one connection.
func (s *Store) Write(ctx context.Context, f func(t *Tx) error) error {
	if err := s.stmts.prepare(ctx, s.write); err != nil {
		return explain(err, s.dir)
	}
	tx, err := s.write.BeginTx(ctx, nil)
	if err != nil {
		return explain(fmt.Errorf("begin to write: %w", err), s.dir)
	}
	if err := f(&Tx{s: s, ctx: ctx, sql: tx, now: s.now().UTC().Truncate(time.Microsecond)}); err != nil {
		if rerr := tx.Rollback(); rerr != nil && !errors.Is(rerr, sql.ErrTxDone) {
			err = errors.Join(err, rerr)
		}
		return explain(err, s.dir)
	}
	if err := tx.Commit(); err != nil {
		return explain(fmt.Errorf("keep what was written: %w", err), s.dir)
	}
	return nil
}

func (t *Tx) exec(query string, args ...any) (sql.Result, error) {
	if st := t.s.stmts.get(query); st != nil {
		return t.sql.StmtContext(t.ctx, st).ExecContext(t.ctx, args...)
	}
	return t.sql.ExecContext(t.ctx, query, args...)
}

func (t *Tx) row(query string, args ...any) *sql.Row {
	if st := t.s.stmts.get(query); st != nil {
		return t.sql.StmtContext(t.ctx, st).QueryRowContext(t.ctx, args...)
	}
	return t.sql.QueryRowContext(t.ctx, query, args...)
}
