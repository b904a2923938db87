package work

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"html"
	"math/rand/v2"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
	"github.com/riverqueue/river"
)

type fetchWorker struct {
	river.WorkerDefaults[fetchJob]
	w *Worker
}

// Timeout bounds a fetch with its wait for the host's pace; the client has its own, shorter limit for an answer.
func (f *fetchWorker) Timeout(*river.Job[fetchJob]) time.Duration { return 3 * time.Minute }

func (f *fetchWorker) NextRetry(job *river.Job[fetchJob]) time.Time {
	return nextRetry(f.w.now(), job.Attempt)
}

// Work brings the page of an item and keeps it. When the page is refused and the feed gave the whole text, the feed's own
// text is kept in its place, and says so.
func (f *fetchWorker) Work(ctx context.Context, job *river.Job[fetchJob]) error {
	w := f.w
	item, err := w.store.Item(ctx, job.Args.Item)
	if err != nil {
		return err
	}
	leave, ok := w.hosts.enter(item.URL, w.perHost)
	if !ok { // enough wait for this host's pace already: the places are for other hosts
		return putOff()
	}
	defer leave()
	doc, err := w.page(ctx, item)
	switch {
	case err == nil:
		return w.keepFetched(ctx, job, item, doc, "")
	case errors.Is(err, context.Canceled):
		return err
	case outOfPace(err):
		return putOff()
	case passing(err) && job.Attempt < job.MaxAttempts:
		return w.wait(err)
	}
	if own, ok := ownText(item, w.now()); ok {
		return w.keepFetched(ctx, job, item, own, ownNote(err))
	}
	return w.setAsideFetch(ctx, job, item, err)
}

// putOff leaves a fetch for 10 to 30 seconds; the attempt does not count.
func putOff() error {
	return river.JobSnooze(10*time.Second + time.Duration(rand.Int64N(int64(20*time.Second))))
}

// outOfPace reports whether the host's pace gave no turn within the job's time: nothing was asked, so nothing failed.
func outOfPace(err error) bool {
	var timeout *gather.TimeoutError
	return errors.Is(err, context.DeadlineExceeded) && !errors.As(err, &timeout)
}

// page brings the item's page, with what the feed told of it.
func (w *Worker) page(ctx context.Context, item store.Item) (doc gather.Document, err error) {
	defer w.guard(&err)
	if item.URL == "" {
		return doc, errNoPage
	}
	doc, err = w.client.Page(ctx, item.URL)
	doc.Told = item.Told
	return doc, err
}

var errNoPage = errors.New("the feed gives no address for it")

// wait leaves the document until its host wants to be asked again. A time that the host itself named is not a failed attempt.
func (w *Worker) wait(err error) error {
	if after := asked(err, w.now()); after > 0 {
		return river.JobSnooze(min(jitter(after), 24*time.Hour))
	}
	return err
}

// passing reports whether the trouble may pass: no answer, an answer that the server is in trouble, or a request to wait.
func passing(err error) bool {
	var wait *gather.WaitError
	if e, ok := errors.AsType[*gather.StatusError](err); ok {
		return e.Code >= 500 || e.Code == http.StatusTooManyRequests || e.Code == http.StatusRequestTimeout
	}
	return errors.As(err, &wait) || unreachable(err)
}

func (w *Worker) keepFetched(ctx context.Context, job *river.Job[fetchJob], item store.Item, doc gather.Document, note string) error {
	err := finish(ctx, w, job, func(t *store.Tx) error {
		id, err := t.PutDocument(doc, item.ID, note)
		if err != nil {
			return err
		}
		if err := t.Succeed(store.FetchStep, item.ID, 0); err != nil {
			return err
		}
		if err := t.ItemBack(item.ID); err != nil {
			return err
		}
		return w.enqueue(ctx, t, readJob{Fetch: id})
	})
	if err == nil {
		w.events.send(Event{Kind: DocumentKept, Source: item.Source, Item: item.ID})
	}
	return later(err)
}

func (w *Worker) setAsideFetch(ctx context.Context, job *river.Job[fetchJob], item store.Item, cause error) error {
	reason := gather.Reason(cause)
	if errors.Is(cause, errNoPage) {
		reason = "The feed gives neither an address nor the whole text of this item, so there is nothing to read."
	}
	w.log.Warn("document set aside", "step", "fetch", "url", item.URL, "err", cause)
	err := finish(ctx, w, job, func(t *store.Tx) error {
		if err := pageGone(t, item.ID, cause); err != nil {
			return err
		}
		return t.SetAside(store.Failure{Source: item.Source, Item: item.ID, Step: store.FetchStep, Address: cmp.Or(item.URL, item.Key),
			Reason: reason, Detail: cause.Error(), Attempts: job.Attempt})
	})
	if err == nil {
		w.events.send(Event{Kind: SetAside, Source: item.Source, Item: item.ID})
	}
	return later(err)
}

// ownNote says why the feed's own text stands in the place of a page.
func ownNote(err error) string {
	if errors.Is(err, errNoPage) {
		return "The feed's own text: it gives no page."
	}
	return "The feed's own text, because the page could not be had. " + gather.Reason(err)
}

// wholeWords is from how many words on a text that a feed gives beside the address of a page is taken for the whole report.
const wholeWords = 120

// ownText makes a document of the text that the feed itself gave, when that is the whole report and not a teaser. A text
// without the address of a page (a wire item) is all that there is.
func ownText(item store.Item, now time.Time) (gather.Document, bool) {
	content := string(item.Content)
	plain := strings.TrimSpace(gather.PlainText(content))
	words := len(strings.Fields(plain))
	if words == 0 || item.URL != "" && words < wholeWords || strings.HasSuffix(plain, "…") || strings.HasSuffix(plain, "...") || strings.HasSuffix(plain, "[…]") || strings.HasSuffix(plain, "[...]") {
		return gather.Document{}, false
	}
	title := html.EscapeString(item.Told.Title)
	b := fmt.Appendf(nil, "<!DOCTYPE html>\n<html lang=\"%s\"><head><meta charset=\"utf-8\"><title>%s</title></head>\n<body><article><h1>%s</h1>\n%s\n</article></body></html>\n",
		html.EscapeString(item.Told.Language), title, title, content)
	return gather.Document{URL: item.URL, MediaType: "text/html", Charset: "utf-8", Bytes: b, SHA256: gather.Sum(b), Fetched: now.UTC(), Told: item.Told}, true
}

// hosts counts the fetches under way at each host. The zero value is ready.
type hosts struct {
	mu sync.Mutex
	n  map[string]int
}

// enter takes one of limit places at the address's host, if one is free; leave gives it back.
func (h *hosts) enter(address string, limit int) (leave func(), ok bool) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return func() {}, true // the client says what is wrong with it
	}
	host := strings.ToLower(u.Host)
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.n == nil {
		h.n = map[string]int{}
	}
	if h.n[host] >= limit {
		return nil, false
	}
	h.n[host]++
	return func() { h.leave(host) }, true
}

func (h *hosts) leave(host string) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.n[host]--; h.n[host] == 0 {
		delete(h.n, host)
	}
}

// asked is how long the server asked us to wait, 0 when it did not.
func asked(err error, now time.Time) time.Duration {
	if status, ok := errors.AsType[*gather.StatusError](err); ok {
		return status.RetryAfter
	}
	if wait, ok := errors.AsType[*gather.WaitError](err); ok {
		return max(0, wait.Until.Sub(now))
	}
	return 0
}
