package store

import (
	"context"
	"fmt"
	"time"
)

// Brief is what the frame of every page of the desk shows: the cheap part of Status.
type Brief struct {
	Reports  int // current versions
	Sources  int // not removed; without FilesSource
	Paused   int // of these
	Good     int // of those that are not paused, read at the last try
	Failures int // documents set aside
	Queue    Queue
	LastRead time.Time // when a source was last read; zero when never
	NextDue  time.Time // when the next source is due; zero when none is
}

// Brief counts what is small to count.
func (s *Store) Brief(ctx context.Context) (b Brief, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT (SELECT n FROM tally WHERE kind = 'reports'),
		(SELECT count(*) FROM source WHERE removed_at IS NULL AND kind <> 'file'),
		(SELECT count(*) FROM source WHERE removed_at IS NULL AND paused = 1 AND kind <> 'file'),
		(SELECT count(*) FROM source WHERE removed_at IS NULL AND paused = 0 AND kind <> 'file' AND failures = 0 AND last_good_at IS NOT NULL),
		(SELECT count(*) FROM failure WHERE ended_at IS NULL), (SELECT max(last_good_at) FROM source),
		(SELECT min(next_due_at) FROM source WHERE removed_at IS NULL AND paused = 0)`).
		Scan(&b.Reports, &b.Sources, &b.Paused, &b.Good, &b.Failures, instant{&b.LastRead}, instant{&b.NextDue})
	if err != nil {
		return b, explain(fmt.Errorf("count the record: %w", err), s.dir)
	}
	b.Queue, err = s.Queue(ctx)
	return b, err
}

// Kept counts the documents, their bytes before compression, and when the first came.
type Kept struct {
	Documents int
	Bytes     int64
	First     time.Time // zero when there is none
}

// Kept counts the evidence.
func (s *Store) Kept(ctx context.Context) (k Kept, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT (SELECT n FROM tally WHERE kind = 'documents'), (SELECT n FROM tally WHERE kind = 'document_bytes'),
		(SELECT kept_at FROM document ORDER BY id LIMIT 1)`).Scan(&k.Documents, &k.Bytes, instant{&k.First})
	if err != nil {
		err = explain(fmt.Errorf("count the documents: %w", err), s.dir)
	}
	return k, err
}
