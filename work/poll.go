package work

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"slices"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
	"github.com/riverqueue/river"
)

type pollWorker struct {
	river.WorkerDefaults[pollJob]
	w *Worker
}

// Timeout bounds a poll: a feed that trickles in for ever is given up.
func (p *pollWorker) Timeout(*river.Job[pollJob]) time.Duration { return 3 * time.Minute }

func (p *pollWorker) NextRetry(job *river.Job[pollJob]) time.Time {
	return nextRetry(p.w.now(), job.Attempt)
}

// Work asks the source, notes its items with one fetch for each that is new, and notes how the try ended. The validators
// are kept with the last items, so that a poll that is killed half way asks again.
func (p *pollWorker) Work(ctx context.Context, job *river.Job[pollJob]) error {
	w := p.w
	src, err := w.store.Source(ctx, job.Args.Source)
	if err != nil {
		return err
	}
	if !src.Removed.IsZero() || src.Kind == store.FileSource || src.Paused && !job.Args.Forced {
		return finish(ctx, w, job, func(*store.Tx) error { return nil })
	}
	found, err := w.ask(ctx, src)
	if ctx.Err() != nil && errors.Is(err, context.Canceled) {
		return err // the program is stopping; this says nothing of the source
	}
	items := found.items
	for len(items) > pollBatch {
		if err := w.store.Write(ctx, func(t *store.Tx) error { return w.noteItems(ctx, t, src, found, items[:pollBatch]) }); err != nil {
			return later(err)
		}
		items = items[pollBatch:]
	}
	try := w.judge(ctx, src, found, err)
	err = finish(ctx, w, job, func(t *store.Tx) error {
		if err := w.noteItems(ctx, t, src, found, items); err != nil {
			return err
		}
		if found.Moved != "" && found.Moved != src.URL {
			if err := t.MoveSource(src.ID, found.Moved); err != nil {
				return err
			}
		}
		return t.NoteTry(try)
	})
	if err == nil {
		w.events.send(Event{Kind: SourceTried, Source: src.ID})
	}
	return later(err)
}

// pollBatch is how many items are noted in one transaction: the writer is not held for long, whatever the feed's length.
const pollBatch = 200

// found is what a source gave.
type found struct {
	gather.Result
	items []store.Item
}

// ask asks the source for what is new. The items read before an error are given beside it.
func (w *Worker) ask(ctx context.Context, src store.Source) (f found, err error) {
	defer w.guard(&err)
	f.Result, err = gather.Poll(ctx, w.client, gather.Target{URL: src.URL, Validators: gather.Validators{ETag: src.ETag, LastModified: src.LastModified},
		Page: src.Kind == store.PageSource, Failures: src.Failures, Interval: src.Interval, Min: src.Interval, Max: 4 * src.Interval})
	if f.Page {
		f.items = []store.Item{{Source: src.ID, Key: src.URL, URL: cmp.Or(f.Document.URL, src.URL)}}
		return f, err
	}
	for i := range f.New {
		if wanted(&f.New[i], w.now()) {
			f.items = append(f.items, storeItem(src, f.Feed, &f.New[i]))
		}
	}
	slices.Reverse(f.items) // feeds list the newest first; what arrived first is to be kept first
	return f, err
}

// wanted leaves out what an agency has withdrawn and what it has not released yet; the latter is taken at a later poll.
func wanted(it *gather.Item, now time.Time) bool {
	return it.Wire == nil || !it.Wire.Withdrawn() && !it.Wire.Embargo.UTC.After(now)
}

// storeItem is a feed's item as the store notes it. Its digest changes when the source says that it was changed; its address
// does not count, because some feeds give another at every poll.
func storeItem(src store.Source, feed gather.Feed, it *gather.Item) store.Item {
	told := it.Told(src.Name)
	told.Language = cmp.Or(told.Language, feed.Language, src.Language)
	return store.Item{Source: src.ID, Key: it.Key(), URL: it.Link, Told: told,
		Digest: gather.Sum([]byte(it.Title + "\x00" + it.Updated.Raw))[:16], Content: []byte(cmp.Or(it.Content, it.Summary))}
}

// noteItems notes items and enqueues what follows from those that are new. The list itself is kept as evidence when it
// brought something.
func (w *Worker) noteItems(ctx context.Context, t *store.Tx, src store.Source, f found, items []store.Item) error {
	if f.Page && len(items) == 1 {
		return w.keepPage(ctx, t, f.Document, items[0])
	}
	fresh := 0
	for _, it := range items {
		id, isNew, err := t.PutItem(it)
		if err != nil {
			return err
		}
		if !isNew {
			continue
		}
		fresh++
		if err := w.enqueue(ctx, t, fetchJob{Item: id}); err != nil {
			return err
		}
	}
	if fresh == 0 {
		return nil
	}
	_, err := t.PutDocument(f.Document, 0, "the list of "+src.Name)
	return err
}

func (w *Worker) keepPage(ctx context.Context, t *store.Tx, doc gather.Document, it store.Item) error {
	id, _, err := t.PutItem(it)
	if err != nil {
		return err
	}
	fetch, err := t.PutDocument(doc, id, "")
	if err != nil {
		return err
	}
	return w.enqueue(ctx, t, readJob{Fetch: fetch})
}

// judge puts how a try ended into the words of the sources page, and says when the next is due.
func (w *Worker) judge(ctx context.Context, src store.Source, f found, err error) store.Try {
	try := store.Try{Source: src.ID, Result: result(err), ETag: f.Validators.ETag, LastModified: f.Validators.LastModified,
		NextDue: w.now().Add(jitter(f.Next))}
	if err != nil {
		try.Reason = gather.Reason(err)
		w.log.Warn("source not read in full", "source", src.ID, "url", src.URL, "result", try.Result, "err", err)
	}
	if !try.Result.Good() {
		try.NextDue = w.now().Add(max(src.Interval, f.Next))
		return try
	}
	if try.Result == store.ResultRead {
		w.noteQuiet(ctx, src, &try)
	}
	if src.Interval == 0 {
		try.NextDue = time.Time{}
	}
	return try
}

// noteQuiet marks a source that answers but has given nothing new for much longer than it has been used to.
func (w *Worker) noteQuiet(ctx context.Context, src store.Source, try *store.Try) {
	n, err := w.store.ReportsSince(ctx, src.ID, w.now().AddDate(0, 0, -14))
	if err != nil || n < 7 || src.LastNew.IsZero() {
		return // too few to know what it has been used to
	}
	usual := 14 * 24 * time.Hour / time.Duration(n)
	if since := w.now().Sub(src.LastNew); since > max(6*usual, 12*time.Hour) {
		try.Result = store.ResultQuiet
		try.Reason = fmt.Sprintf("It answers, but nothing is new since %s; it gave %d reports in the 14 days before now. This may be the outlet, not the reading.",
			src.LastNew.Format("2 January 15:04"), n)
	}
}

// result is the one word for how a try ended.
func result(err error) store.Result {
	var part *gather.PartialError
	var big *gather.TooBigError
	switch {
	case err == nil:
		return store.ResultRead
	case errors.As(err, &part):
		return store.ResultPart
	case refused(err):
		return store.ResultRefused
	case gone(err):
		return store.ResultGone
	case errors.Is(err, gather.ErrNotFeed), errors.Is(err, gather.ErrBinary), errors.Is(err, gather.ErrEmpty), errors.As(err, &big):
		return store.ResultNotFeed
	case unreachable(err):
		return store.ResultUnreachable
	}
	return store.ResultFailed
}

// refused reports whether the server, its robots.txt or the guard says no.
func refused(err error) bool {
	var robots *gather.RobotsError
	var guard *gather.RefusedError
	return errors.As(err, &robots) || errors.As(err, &guard) || status(err, http.StatusUnauthorized, http.StatusPaymentRequired, http.StatusForbidden,
		http.StatusTooManyRequests, http.StatusUnavailableForLegalReasons)
}

func gone(err error) bool { return status(err, http.StatusNotFound, http.StatusGone) }

func status(err error, codes ...int) bool {
	e, ok := errors.AsType[*gather.StatusError](err)
	return ok && slices.Contains(codes, e.Code)
}

func unreachable(err error) bool {
	var timeout *gather.TimeoutError
	var network net.Error
	var op *net.OpError
	return errors.As(err, &timeout) || errors.As(err, &network) || errors.As(err, &op) || errors.Is(err, context.DeadlineExceeded)
}
