package work

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/store"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) {
	if folder, ok := alertCrashFolder(); ok {
		alertCrashChild(folder)
		return
	}
	if folder, ok := crashFolder(); ok {
		crashChild(folder)
		return
	}
	goleak.VerifyTestMain(m)
}

// plainReader is the smallest reader: the words between the first <article> and </article>, the first line as headline, one
// entity and one time for every report. Its record has spans that the store checks.
func plainReader(doc gather.Document) (report.Report, record.Record, error) {
	_, body, ok := strings.Cut(string(doc.Bytes), "<article>")
	body, _, _ = strings.Cut(body, "</article>")
	text := strings.TrimSpace(gather.PlainText(strings.NewReplacer("</h1>", "\n\n", "</p>", "\n\n").Replace(body)))
	if bytes.Contains(doc.Bytes, []byte("PANIC")) {
		panic("a fault of the reader")
	}
	if !ok || text == "" {
		return report.Report{}, record.Record{}, fmt.Errorf("read %s: %w", doc.URL, report.ErrNoArticle)
	}
	words := span.Span{Start: 0, End: len(strings.Fields(text)[0])}
	rep := report.Report{ID: "sha256:" + gather.Sum([]byte(text)), Document: doc.SHA256, URL: doc.URL, Path: doc.Path, Source: doc.Told.Outlet,
		Language: "en", Published: doc.Told.Published, Text: text, Headline: &words, Paragraphs: []span.Span{{Start: 0, End: len(text)}}}
	rec := record.Record{Schema: record.Schema, Report: record.Report{ID: rep.ID, Text: text, Headline: &words},
		Entities: []record.Entity{{ID: "e1", Kind: record.Organisation, Name: words.Of(text), Mentions: []span.Span{words}}},
		Times:    []record.Time{{Span: words, Type: "DATE", Value: "2026-11-23"}}}
	return rep, rec, nil
}

// outlet is a site with a feed. Its pages can be changed while it runs.
type outlet struct {
	*httptest.Server
	mu     sync.Mutex
	pages  map[string]string // path to body of <article>
	status map[string]int    // path to the status it answers in place of the page
	feed   string            // served at /feed in place of the list of pages
	own    map[string]string // path to the text that the feed gives itself
	hits   map[string]int
}

func newOutlet(t testing.TB, pages int) *outlet {
	o := &outlet{pages: map[string]string{}, status: map[string]int{}, own: map[string]string{}, hits: map[string]int{}}
	for n := range pages {
		o.pages[fmt.Sprintf("/report/%d", n)] = fmt.Sprintf("<h1>Report %d</h1><p>Ferry %d turned back to Port Arden on Monday.</p>", n, n)
	}
	o.Server = httptest.NewServer(http.HandlerFunc(o.serve))
	t.Cleanup(o.Close)
	return o
}

func (o *outlet) serve(w http.ResponseWriter, r *http.Request) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.hits[r.URL.Path]++
	if code := o.status[r.URL.Path]; code != 0 {
		w.WriteHeader(code)
		return
	}
	if r.URL.Path == "/feed" {
		w.Header().Set("Content-Type", "application/rss+xml")
		fmt.Fprint(w, o.rss())
		return
	}
	body, ok := o.pages[r.URL.Path]
	if !ok {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<!DOCTYPE html><html><head><title>x</title></head><body><article>%s</article></body></html>", body)
}

func (o *outlet) rss() string {
	if o.feed != "" {
		return o.feed
	}
	var b strings.Builder
	b.WriteString(`<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour Post</title><link>` + o.URL + `</link>`)
	for path := range o.pages {
		fmt.Fprintf(&b, `<item><guid>%s</guid><link>%s%s</link><title>%s</title><pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate><description><![CDATA[%s]]></description></item>`,
			path, o.URL, path, path, o.own[path])
	}
	return b.String() + `</channel></rss>`
}

func (o *outlet) set(f func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	f()
}

func testClient() *gather.Client {
	return gather.NewClient(gather.ClientOptions{AllowHost: func(string) bool { return true }, HostPause: -1, HostParallel: 8, Timeout: 5 * time.Second})
}

// bench is a store with a worker on it.
type bench struct {
	*Worker
	store *store.Store
}

func start(t testing.TB, dir string, o Options) bench {
	t.Helper()
	s, err := store.Open(t.Context(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	client := testClient()
	o.Store, o.Client, o.NoPoll, o.PerHost = s, client, true, 1000
	if o.Read == nil {
		o.Read = plainReader
	}
	w, err := Start(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(w.Close(), s.Close()); err != nil {
			t.Error(err)
		}
		client.Close()
	})
	return bench{w, s}
}

// poll polls the source and waits until all that follows is done.
func (b bench) poll(t testing.TB, id store.SourceID) store.Source {
	t.Helper()
	if err := b.PollNow(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	b.idle(t)
	src, err := b.store.Source(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

func (b bench) idle(t testing.TB) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	if err := b.Idle(ctx); err != nil {
		t.Fatal(err)
	}
}

func (b bench) source(t testing.TB, url string) store.SourceID {
	t.Helper()
	id, _, err := b.store.AddSource(t.Context(), store.NewSource{Name: "Harbour Post", Kind: store.FeedSource, URL: url, AllowPrivate: true})
	if err != nil {
		t.Fatal(err)
	}
	return id
}

func (b bench) rows(t testing.TB) []store.StreamRow {
	t.Helper()
	page, err := b.store.Stream(t.Context(), store.StreamQuery{Limit: 500})
	if err != nil {
		t.Fatal(err)
	}
	return page.Rows
}

func TestPollFetchRead(t *testing.T) {
	t.Parallel()
	o := newOutlet(t, 12)
	b := start(t, t.TempDir(), Options{})
	events, end := b.Subscribe()
	defer end()
	id := b.source(t, o.URL+"/feed")
	src := b.poll(t, id)
	if src.Result != store.ResultRead || src.Reason != "" || src.LastGood.IsZero() {
		t.Errorf("the source after a good poll: %q %q, last good %v", src.Result, src.Reason, src.LastGood)
	}
	if got := len(b.rows(t)); got != 12 {
		t.Fatalf("got %d reports, want 12", got)
	}
	got := map[EventKind]int{}
	for limit := time.After(20 * time.Second); got[ReportKept] < 12; { // a report is told of just after it is there
		select {
		case e := <-events:
			got[e.Kind]++
		case <-limit:
			t.Fatalf("events: %v", got)
		}
	}
	for len(events) > 0 {
		got[(<-events).Kind]++
	}
	if got[ReportKept] != 12 || got[DocumentKept] != 12 || got[SourceTried] != 1 {
		t.Errorf("events: %v", got)
	}
	b.poll(t, id)
	if got := len(b.rows(t)); got != 12 {
		t.Errorf("polled twice: %d reports, want 12", got)
	}
	o.set(func() {
		if o.hits["/report/3"] != 1 {
			t.Errorf("a known page was fetched %d times", o.hits["/report/3"])
		}
	})
}
