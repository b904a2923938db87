package work

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"runtime/debug"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
	"github.com/riverqueue/river/rivertype"
)

// pollJob asks a source for its items. One at a time for each source.
type pollJob struct {
	Source store.SourceID `json:"source" river:"unique"`
	Forced bool           `json:"forced,omitempty"` // also when the source is paused
}

// fetchJob brings the document of an item. One at a time for each item.
type fetchJob struct {
	Item store.ItemID `json:"item" river:"unique"`
}

// readJob reads a kept document. One at a time for each fetch.
type readJob struct {
	Fetch store.FetchID `json:"fetch" river:"unique"`
}

func (pollJob) Kind() string  { return "poll" }
func (fetchJob) Kind() string { return "fetch" }
func (readJob) Kind() string  { return "read" }

// fetchAttempts is how often a document is asked for before it is set aside: with gather.Backoff that takes about an hour.
const fetchAttempts = 7

func (pollJob) InsertOpts() river.InsertOpts  { return options(pollQueue, 3) }
func (fetchJob) InsertOpts() river.InsertOpts { return options(fetchQueue, fetchAttempts) }
func (readJob) InsertOpts() river.InsertOpts  { return options(readQueue, 5) }

func options(queue string, attempts int) river.InsertOpts {
	return river.InsertOpts{Queue: queue, MaxAttempts: attempts, UniqueOpts: river.UniqueOpts{ByArgs: true, ByState: []rivertype.JobState{
		rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning, rivertype.JobStateRetryable, rivertype.JobStateScheduled}}}
}

// enqueue adds a job in the store's transaction. A job for the same thing that is not done yet stands for both.
func (w *Worker) enqueue(ctx context.Context, t *store.Tx, args river.JobArgs) error {
	if _, err := w.river.InsertTx(ctx, t.SQL(), args, nil); err != nil {
		return fmt.Errorf("enqueue a %s: %w", args.Kind(), err)
	}
	return nil
}

// finish keeps a step's result and completes its job in one transaction.
func finish[T river.JobArgs](ctx context.Context, w *Worker, job *river.Job[T], keep func(t *store.Tx) error) error {
	return w.store.Write(ctx, func(t *store.Tx) error {
		if err := keep(t); err != nil {
			return err
		}
		_, err := river.JobCompleteTx[*riversqlite.Driver](ctx, t.SQL(), job)
		return err
	})
}

// later turns an error of a step into what the queue shall do. A full or read-only disk says nothing of the document, so
// the attempt does not count.
func later(err error) error {
	if errors.Is(err, store.ErrDiskFull) || errors.Is(err, store.ErrReadOnly) {
		return errors.Join(river.JobSnooze(time.Minute), err)
	}
	return err
}

// nextRetry is when a step that failed for the nth time is tried again.
func nextRetry(now time.Time, attempt int) time.Time {
	return now.Add(gather.Backoff(attempt, 0, rand.Float64))
}

// guard turns a panic of a room into an error, so that one document cannot stop the others.
func (w *Worker) guard(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("%w: %v", errBroke, p)
		w.log.Error("a room broke on a document", "panic", p, "stack", string(debug.Stack()))
	}
}

// errBroke marks a fault of this program, not of the document.
var errBroke = errors.New("the program broke on this document")
