// Package work moves documents through the rooms: a source that is due is polled, each new item is fetched and kept, each
// kept document is read, and its report and record are kept.
//
// The contract:
//
//   - Nothing is lost and nothing is doubled, whenever the process is killed. A step keeps its result, enqueues the next step
//     and completes its own job in one transaction of the store's writer; a step that is run again finds its result there.
//   - The queue is River (https://riverqueue.com) in the store's own database. Start takes back the jobs that a killed process
//     left running, which is safe because the store's lock lets one process at a time into the folder.
//   - A document that cannot be fetched or read is set aside with its reason in words (store.Failures), and the rest goes on.
//     Trouble that may pass is tried again, later each time; what will not pass is set aside at once.
//   - A source that fails is noted on the source, with the reason and the next try; it never stops the others.
//
// The steps: poll.go (source to items), fetch.go (item to document), read.go (document to report and record).
package work

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/world"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riversqlite"
)

// Reader makes a report and its record of a document. It must be safe for concurrent use.
type Reader func(doc gather.Document) (report.Report, record.Record, error)

// Options say what a Worker works with. Store and Client are needed.
type Options struct {
	Store   *store.Store
	Client  *gather.Client // the program's one HTTP client
	World   *world.World   // for the rooms that read; nil loads it
	Read    Reader         // nil reads with the rooms: report, language, record
	Model   string         // names what Read makes, with its version; "" is record.Schema
	Readers int            // documents read at once; 0 is one for each processor
	PerHost int            // fetches that may wait for one host's pace at once; 0 is 24
	Grace   time.Duration  // how long Close lets running steps end by themselves; 0 is 6 seconds, more is not granted
	NoPoll  bool           // do not poll sources when they are due; PollNow still does
	Link    string         // the desk's address, with which links in alerts begin; "" is http://127.0.0.1:7117
	Join    time.Duration  // how long a situation waits until a report is joined with others; 0 is 20 seconds, negative not at all
	Log     *slog.Logger   // nil drops what is logged
	Now     func() time.Time
}

// Worker is a running queue. Close ends it.
type Worker struct {
	store   *store.Store
	client  *gather.Client
	read    Reader
	model   string
	log     *slog.Logger
	now     func() time.Time
	river   *river.Client[*sql.Tx]
	hosts   hosts
	perHost int
	events  events
	sender  *Sender
	join    time.Duration
	world   *world.World       // nil until it is needed
	readers chan struct{}      // as many places as documents are read at once
	stop    context.CancelFunc // ends the scheduler
	done    sync.WaitGroup
}

// grace is how long Close lets running jobs end by themselves at most; then they are cancelled, and run again at the next start.
const grace = 6 * time.Second

// The queues. Fetching waits on the network and reading on the processor, so neither holds the other up.
const (
	pollQueue  = "poll"
	fetchQueue = "fetch"
	readQueue  = "read"
)

// readAhead is how many documents are taken from the queue for each that is read: so that one look at the queue brings several,
// and the processor reads while others are fetched from the store or kept.
const readAhead = 8

// Start takes up the work that the store's queue holds and begins to poll the sources that are due. ctx bounds only the start.
func Start(ctx context.Context, o Options) (*Worker, error) {
	w, err := newWorker(o)
	if err != nil {
		return nil, err
	}
	if err := w.takeBack(ctx); err != nil {
		return nil, fmt.Errorf("take back the jobs that were left running: %w", err)
	}
	// Before anything can be sent: what is marked as being sent now was left so by a process that was killed.
	if err := w.store.ReturnMessages(ctx); err != nil {
		return nil, fmt.Errorf("take back the messages that were left half sent: %w", err)
	}
	run, stop := context.WithCancel(context.WithoutCancel(ctx))
	w.stop = stop
	if err := w.river.Start(run); err != nil {
		stop()
		return nil, fmt.Errorf("start the queue: %w", err)
	}
	if !o.NoPoll {
		w.done.Go(func() { w.schedule(run) })
	}
	w.done.Go(func() { w.placeStories(run) })
	w.done.Go(func() { w.joinAcross(run) })
	w.done.Go(func() { w.watch(run) })
	w.done.Go(func() { w.deliver(run) })
	return w, nil
}

func newWorker(o Options) (*Worker, error) {
	if o.Store == nil || o.Client == nil {
		return nil, errors.New("start the work: a store and a client are needed")
	}
	if o.Read == nil {
		read, err := rooms(o.World)
		if err != nil {
			return nil, fmt.Errorf("start the work: %w", err)
		}
		o.Read = read
	}
	w := &Worker{store: o.Store, client: o.Client, read: o.Read, world: o.World, model: o.Model, perHost: cmp.Or(o.PerHost, 24), log: o.Log, now: o.Now,
		join: max(cmp.Or(o.Join, lookPatience), 0)}
	if w.log == nil {
		w.log = slog.New(slog.DiscardHandler)
	}
	if w.now == nil {
		w.now = time.Now
	}
	w.sender = &Sender{store: o.Store, client: o.Client, link: strings.TrimSuffix(cmp.Or(o.Link, defaultLink), "/"), now: w.now}
	if w.model == "" {
		w.model = record.Schema
	}
	if o.Readers <= 0 {
		o.Readers = runtime.NumCPU()
	}
	w.readers = make(chan struct{}, o.Readers)
	workers := river.NewWorkers()
	river.AddWorker(workers, &pollWorker{w: w})
	river.AddWorker(workers, &fetchWorker{w: w})
	river.AddWorker(workers, &readWorker{w: w})
	client, err := river.NewClient(riversqlite.New(o.Store.Writer()), &river.Config{
		Queues:                      map[string]river.QueueConfig{pollQueue: {MaxWorkers: 8}, fetchQueue: {MaxWorkers: 192}, readQueue: {MaxWorkers: readAhead * o.Readers}},
		Workers:                     workers,
		Logger:                      slog.New(quiet{w.log.Handler()}),
		PollOnly:                    true, // one process has the folder: polling its own table is all the news there is
		FetchCooldown:               5 * time.Millisecond,
		FetchPollInterval:           100 * time.Millisecond,
		CompletedJobRetentionPeriod: time.Hour,
		DiscardedJobRetentionPeriod: 7 * 24 * time.Hour,
		SoftStopTimeout:             min(cmp.Or(o.Grace, grace), grace),
		ReindexerIndexNames:         []string{},
	})
	if err != nil {
		return nil, fmt.Errorf("prepare the queue: %w", err)
	}
	w.river = client
	return w, nil
}

// takeBack makes the jobs that a killed process left running ready again, and ends the term of the leader that it was. The
// broken-off attempt does not count: it says nothing of the document. Jobs that were given up because of trouble with the
// store itself (documents in trouble are set aside, which completes their job) get another chance, unless one like them waits.
func (w *Worker) takeBack(ctx context.Context) error {
	return w.store.Write(ctx, func(t *store.Tx) error {
		if _, err := t.SQL().ExecContext(ctx, `UPDATE river_job SET state = 'available', attempt = max(attempt - 1, 0) WHERE state = 'running'`); err != nil {
			return err
		}
		if _, err := t.SQL().ExecContext(ctx, `UPDATE OR IGNORE river_job SET state = 'available', attempt = 0, finalized_at = NULL WHERE state = 'discarded'`); err != nil {
			return err
		}
		_, err := t.SQL().ExecContext(ctx, `DELETE FROM river_leader`)
		return err
	})
}

// Close ends the work within 10 seconds: running steps may end, those that take longer are cancelled and run again at the
// next start. The store must be closed after it.
func (w *Worker) Close() error {
	w.stop()
	w.done.Wait()
	ctx, cancel := context.WithTimeout(context.Background(), grace+3*time.Second)
	defer cancel()
	err := w.river.Stop(ctx)
	w.events.close()
	if err != nil {
		return fmt.Errorf("stop the work: %w", err)
	}
	return nil
}

// schedule enqueues a poll for every source that is due, once a second.
func (w *Worker) schedule(ctx context.Context) {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	last := ""
	for {
		err := w.enqueueDue(ctx)
		if err != nil && ctx.Err() == nil && err.Error() != last { // said once, not every second
			w.log.Error("sources cannot be scheduled", "err", err)
		}
		if last = ""; err != nil {
			last = err.Error()
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// enqueueDue enqueues polls and moves each source's due time on in the same transaction; the poll sets the true time at its end.
func (w *Worker) enqueueDue(ctx context.Context) error {
	due, err := w.store.Due(ctx, w.now(), 100)
	if err != nil || len(due) == 0 {
		return err
	}
	return w.store.Write(ctx, func(t *store.Tx) error {
		for _, src := range due {
			if err := w.enqueue(ctx, t, pollJob{Source: src.ID}); err != nil {
				return err
			}
			if err := t.SetDue(src.ID, w.now().Add(max(src.Interval, time.Minute))); err != nil {
				return err
			}
		}
		return nil
	})
}

// PollNow polls a source at once, whether it is due or not, paused or not.
func (w *Worker) PollNow(ctx context.Context, id store.SourceID) error {
	return w.store.Write(ctx, func(t *store.Tx) error { return w.enqueue(ctx, t, pollJob{Source: id, Forced: true}) })
}

// Submit keeps a document that came by itself (a file, standard input, a drop on the desk) and enqueues its reading.
func (w *Worker) Submit(ctx context.Context, doc gather.Document, source store.SourceID) (id store.FetchID, err error) {
	if source == 0 {
		source = store.FilesSource
	}
	err = w.store.Write(ctx, func(t *store.Tx) error {
		if id, err = t.KeepDocument(doc, source); err != nil {
			return err
		}
		return w.enqueue(ctx, t, readJob{Fetch: id})
	})
	return id, err
}

// Retry tries a document that was set aside again.
func (w *Worker) Retry(ctx context.Context, failure int64) error {
	f, err := w.store.Failure(ctx, failure)
	if err != nil {
		return err
	}
	return w.store.Write(ctx, func(t *store.Tx) error {
		if err := t.EndFailure(f.ID); err != nil {
			return err
		}
		switch {
		case f.Fetch != 0:
			return w.enqueue(ctx, t, readJob{Fetch: f.Fetch})
		case f.Item != 0:
			return w.enqueue(ctx, t, fetchJob{Item: f.Item})
		}
		return w.enqueue(ctx, t, pollJob{Source: f.Source, Forced: true})
	})
}

// Idle waits until no job is waiting, running or put off for less than a minute. Jobs that are to be tried again later, and
// sources not yet due, do not count.
func (w *Worker) Idle(ctx context.Context) error {
	for {
		st, err := w.store.Queue(ctx)
		if err != nil {
			return err
		}
		if st.Waiting+st.Running+st.Soon == 0 {
			return nil
		}
		select {
		case <-time.After(10 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}

// jitter spreads d by up to a tenth, so that sources added together are not asked together for ever.
func jitter(d time.Duration) time.Duration { return d + time.Duration(rand.Float64()*0.1*float64(d)) }
