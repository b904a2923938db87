package work

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/world"
	"github.com/riverqueue/river"
)

// rooms is the reader that goes through the rooms: document to report, report to analysed text, both to the record.
func rooms(w *world.World) (Reader, error) {
	if w == nil {
		var err error
		if w, err = world.Load(); err != nil {
			return nil, err
		}
	}
	words, err := language.Shared()
	if err != nil {
		return nil, err
	}
	return func(doc gather.Document) (report.Report, record.Record, error) {
		rep, err := report.Read(doc, w)
		if err != nil {
			return report.Report{}, record.Record{}, err
		}
		return rep, record.Read(rep, words.Read(rep.Text, rep.Paragraphs), w), nil
	}, nil
}

type readWorker struct {
	river.WorkerDefaults[readJob]
	w *Worker
}

// Timeout bounds a reading, with its wait for a place.
func (r *readWorker) Timeout(*river.Job[readJob]) time.Duration { return readTime }

const readTime = 2 * time.Minute

var errSlow = fmt.Errorf("not read within %v", readTime)

func (r *readWorker) NextRetry(job *river.Job[readJob]) time.Time {
	return nextRetry(r.w.now(), job.Attempt)
}

// Work reads a kept document and keeps its report and record. Reading gives the same every time, so a document that cannot
// be read is not tried again by itself: it is set aside, or, when the feed gave the whole text, that is read in its place.
func (r *readWorker) Work(ctx context.Context, job *river.Job[readJob]) error {
	w := r.w
	fetch, err := w.store.Fetch(ctx, job.Args.Fetch)
	if err != nil {
		return err
	}
	known, err := w.store.KnownReading(ctx, fetch.ID, w.model)
	if err != nil {
		return err
	}
	if known != 0 {
		return finish(ctx, w, job, func(t *store.Tx) error { return t.Succeed(store.ReadStep, fetch.Item, fetch.ID) })
	}
	doc, err := w.store.DocumentOf(ctx, fetch.ID)
	if err != nil {
		return err
	}
	rep, rec, err := w.readDocument(ctx, doc)
	switch {
	case errors.Is(ctx.Err(), context.DeadlineExceeded):
		last, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
		defer cancel()
		return w.setAsideRead(last, job, fetch, errSlow)
	case ctx.Err() != nil:
		return ctx.Err()
	case err != nil:
		return w.unreadable(ctx, job, fetch, doc, err)
	}
	return w.keepReport(ctx, job, fetch, store.Put{Fetch: fetch.ID, Report: rep, Record: rec, Model: w.model})
}

// readDocument reads when one of the readers' places is free.
func (w *Worker) readDocument(ctx context.Context, doc gather.Document) (rep report.Report, rec record.Record, err error) {
	select {
	case w.readers <- struct{}{}:
		defer func() { <-w.readers }()
	case <-ctx.Done():
		return rep, rec, ctx.Err()
	}
	defer w.guard(&err)
	return w.read(doc)
}

func (w *Worker) keepReport(ctx context.Context, job *river.Job[readJob], fetch store.Fetch, put store.Put) error {
	var id store.ReportID
	var created bool
	err := finish(ctx, w, job, func(t *store.Tx) (err error) {
		if id, created, err = t.PutReport(put); err != nil {
			return err
		}
		if err := t.DropContent(fetch.Item); err != nil {
			return err
		}
		return t.Succeed(store.ReadStep, fetch.Item, fetch.ID)
	})
	switch {
	case errors.Is(err, store.ErrBadSpan) || errors.Is(err, store.ErrInvalid):
		return w.setAsideRead(ctx, job, fetch, fmt.Errorf("%w: %w", errBroke, err))
	case err == nil && created:
		w.events.send(Event{Kind: ReportKept, Report: id, Item: fetch.Item})
	}
	return later(err)
}

// unreadable falls back on the feed's own text, else sets the document aside.
func (w *Worker) unreadable(ctx context.Context, job *river.Job[readJob], fetch store.Fetch, doc gather.Document, cause error) error {
	item, err := w.store.Item(ctx, fetch.Item)
	if err != nil {
		return err
	}
	own, ok := ownText(item, doc.Fetched)
	if !ok || own.SHA256 == doc.SHA256 {
		return w.setAsideRead(ctx, job, fetch, cause)
	}
	return later(finish(ctx, w, job, func(t *store.Tx) error {
		id, err := t.PutDocument(own, item.ID, "The feed's own text, because the page could not be read: "+cause.Error())
		if err != nil {
			return err
		}
		return w.enqueue(ctx, t, readJob{Fetch: id})
	}))
}

func (w *Worker) setAsideRead(ctx context.Context, job *river.Job[readJob], fetch store.Fetch, cause error) error {
	item, err := w.store.Item(ctx, fetch.Item)
	if err != nil {
		return err
	}
	w.log.Warn("document set aside", "step", "read", "url", fetch.URL, "path", fetch.Path, "err", cause)
	err = finish(ctx, w, job, func(t *store.Tx) error {
		return t.SetAside(store.Failure{Source: item.Source, Item: item.ID, Fetch: fetch.ID, Step: store.ReadStep, Address: cmp.Or(fetch.URL, fetch.Path, item.Key),
			Reason: readReason(cause), Detail: cause.Error(), Attempts: job.Attempt})
	})
	if err == nil {
		w.events.send(Event{Kind: SetAside, Source: item.Source, Item: item.ID})
	}
	return later(err)
}

// readReason says in words why a document gave no report, and what to do.
func readReason(err error) string {
	switch {
	case errors.Is(err, report.ErrEmpty):
		return "The document is empty. Look at the original; try again when it has words."
	case errors.Is(err, report.ErrBinary):
		return "The document is not text, so it was not read. Its bytes are kept."
	case errors.Is(err, report.ErrNoArticle):
		return "No report was found on this page: it may be a list, a video or a page that needs a script. Its bytes are kept."
	case errors.Is(err, report.ErrTooBig):
		return "The document is too long to be one report, so it was not read. Its bytes are kept; split it, then add the parts."
	case errors.Is(err, errSlow):
		return "Reading the document took longer than two minutes, so it was given up. Its bytes are kept; try again when there is less to do."
	case errors.Is(err, errBroke):
		return "Dateline itself failed on this document; the rest goes on. Its bytes are kept: report the fault with them, and try again with the next version."
	}
	return "The document could not be read: " + err.Error() + ". Its bytes are kept."
}
