package store

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Status is what the status page shows.
type Status struct {
	Reports    int // current versions
	Versions   int // all versions
	Unread     int
	Documents  int
	Fetches    int
	Facts      int
	Decisions  int
	Sources    int      // read, not removed; without FilesSource
	Failing    []Source // whose last try read nothing
	Failures   int      // documents set aside
	Queue      Queue
	Size       int64     // of the database in bytes, with what is not yet checkpointed
	Documented int64     // bytes of the documents before compression
	Compressed int64     // and after
	Schema     int       // number of the last migration
	LastRead   time.Time // when a source was last read; zero when never
	NextDue    time.Time // when the next source is due; zero when none is
}

// Queue counts the jobs by what they wait for.
type Queue struct {
	Waiting   int // to be run now
	Scheduled int // to be run later
	Soon      int // of these, within a minute
	Retrying  int // failed and to be tried again
	Running   int
	Failed    int // given up since the queue was last swept; Failures lists why
}

// Status counts the record, the sources and the queue.
func (s *Store) Status(ctx context.Context) (Status, error) {
	var st Status
	err := s.read.QueryRowContext(ctx, `SELECT
		(SELECT n FROM tally WHERE kind = 'reports'), (SELECT n FROM tally WHERE kind = 'versions'), (SELECT n FROM tally WHERE kind = 'unread'),
		(SELECT n FROM tally WHERE kind = 'documents'), (SELECT n FROM tally WHERE kind = 'fetches'), (SELECT n FROM tally WHERE kind = 'facts'), (SELECT count(*) FROM decision),
		(SELECT count(*) FROM source WHERE removed_at IS NULL AND kind <> 'file'), (SELECT count(*) FROM failure WHERE ended_at IS NULL),
		(SELECT n FROM tally WHERE kind = 'document_bytes'), (SELECT n FROM tally WHERE kind = 'document_bytes_kept'),
		(SELECT max(number) FROM schema_migration), (SELECT max(last_good_at) FROM source),
		(SELECT min(next_due_at) FROM source WHERE removed_at IS NULL AND paused = 0)`).
		Scan(&st.Reports, &st.Versions, &st.Unread, &st.Documents, &st.Fetches, &st.Facts, &st.Decisions, &st.Sources, &st.Failures,
			&st.Documented, &st.Compressed, &st.Schema, instant{&st.LastRead}, instant{&st.NextDue})
	if err != nil {
		return st, explain(fmt.Errorf("count the record: %w", err), s.dir)
	}
	if st.Failing, err = s.failing(ctx); err != nil {
		return st, err
	}
	if st.Queue, err = s.Queue(ctx); err != nil {
		return st, err
	}
	st.Size, err = s.size()
	return st, err
}

func (s *Store) failing(ctx context.Context) ([]Source, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+sourceColumns+` FROM source WHERE removed_at IS NULL AND failures > 0 ORDER BY failing_since LIMIT 1000`)
	return collect(rows, err, scanSource)
}

// Queue counts the jobs: the rows of River's own table; its states are documented at https://riverqueue.com/docs/job-lifecycle.
func (s *Store) Queue(ctx context.Context) (q Queue, err error) {
	to := map[string]*int{"available": &q.Waiting, "pending": &q.Waiting, "scheduled": &q.Scheduled, "retryable": &q.Retrying, "running": &q.Running, "discarded": &q.Failed}
	rows, err := s.read.QueryContext(ctx, `SELECT state, count(*), sum(state = 'scheduled' AND scheduled_at < ?) FROM river_job WHERE state <> 'completed' GROUP BY state`,
		s.now().UTC().Add(time.Minute).Format("2006-01-02 15:04:05.000"))
	_, err = collect(rows, err, func(r scanner, _ *struct{}) error {
		var state string
		var n, soon int
		if err := r.Scan(&state, &n, &soon); err != nil {
			return err
		}
		q.Soon += soon
		if at := to[state]; at != nil {
			*at += n
		}
		return nil
	})
	return q, err
}

func (s *Store) size() (n int64, err error) {
	for _, suffix := range []string{"", "-wal"} {
		info, err := os.Stat(filepath.Join(s.dir, DatabaseFile+suffix))
		if os.IsNotExist(err) {
			continue
		}
		if err != nil {
			return n, err
		}
		n += info.Size()
	}
	return n, nil
}
