package work

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
)

// whole is a feed's own text that is long enough to be the report.
var whole = "<p>" + strings.Repeat("The harbour master said that no vessel would pass before Thursday. ", 15) + "</p>"

func (b bench) failures(t testing.TB) []store.Failure {
	t.Helper()
	all, err := b.store.Failures(t.Context(), 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// TestPages polls a feed of one item whose page is in some trouble.
func TestPages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name            string
		status          int    // of the page; 0 is as it should be
		page, own       string // the page's words, the feed's own
		reports, aside  int
		retrying        int
		reason, fetched string // words in the reason, in the note of the fetch that the report was cut from
	}{
		{name: "read", page: "<h1>Ferry</h1>", reports: 1},
		{name: "refused", status: 403, aside: 1, reason: "refuses us: it answers 403"},
		{name: "refused, with the whole text in the feed", status: 403, own: whole, reports: 1, fetched: "The feed's own text, because the page could not be had. The server refuses us"},
		{name: "refused, with a teaser in the feed", status: 403, own: "<p>The harbour master said …</p>", aside: 1, reason: "refuses us"},
		{name: "gone", status: 410, aside: 1, reason: "gone for good"},
		{name: "in trouble", status: 500, retrying: 1},
		{name: "no article", page: " ", aside: 1, reason: "No report was found on this page"},
		{name: "no article, with the whole text in the feed", page: " ", own: whole, reports: 1, fetched: "because the page could not be read"},
		{name: "a fault of the reader", page: "PANIC", aside: 1, reason: "Dateline itself failed"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOutlet(t, 0)
			o.pages["/a"], o.own["/a"], o.status["/a"] = c.page, c.own, c.status
			b := start(t, t.TempDir(), Options{})
			src := b.poll(t, b.source(t, o.URL+"/feed"))
			if src.Result != store.ResultRead {
				t.Errorf("the source is %q (%s), want read: the page's trouble is not the feed's", src.Result, src.Reason)
			}
			rows, aside := b.rows(t), b.failures(t)
			q, err := b.store.Queue(t.Context())
			if err != nil || len(rows) != c.reports || len(aside) != c.aside || q.Retrying != c.retrying {
				t.Fatalf("%d reports, %d set aside, %d to be tried again, %v; want %d, %d, %d", len(rows), len(aside), q.Retrying, err, c.reports, c.aside, c.retrying)
			}
			if c.aside > 0 && (!strings.Contains(aside[0].Reason, c.reason) || aside[0].Address != o.URL+"/a" || aside[0].Name != "Harbour Post") {
				t.Errorf("set aside: %+v; want %q", aside[0], c.reason)
			}
			if c.reports > 0 {
				r, err := b.store.Report(t.Context(), rows[0].ID)
				if err != nil || len(r.Fetches) == 0 || !strings.Contains(r.Fetches[0].Note, c.fetched) {
					t.Errorf("the fetch says %+v, %v; want %q", r.Fetches, err, c.fetched)
				}
			}
		})
	}
}

func TestRetry(t *testing.T) {
	t.Parallel()
	o := newOutlet(t, 0)
	o.pages["/a"], o.status["/a"] = "<h1>Ferry</h1>", 403
	o.pages["/b"] = " "
	b := start(t, t.TempDir(), Options{})
	b.poll(t, b.source(t, o.URL+"/feed"))
	aside := b.failures(t)
	if len(aside) != 2 {
		t.Fatalf("%d set aside, want 2", len(aside))
	}
	o.set(func() { o.status["/a"] = 0 })
	for _, f := range aside {
		if err := b.Retry(t.Context(), f.ID); err != nil {
			t.Fatal(err)
		}
	}
	b.idle(t)
	aside = b.failures(t)
	if len(aside) != 1 || !strings.HasSuffix(aside[0].Address, "/b") || len(b.rows(t)) != 1 {
		t.Errorf("after both were tried again: %+v, %d reports; want only /b aside, and /a read", aside, len(b.rows(t)))
	}
	if err := b.Retry(t.Context(), 999); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("a failure that is not there: got %v, want ErrNotFound", err)
	}
}

// TestSourceInTrouble polls sources that cannot be read, and sees what the sources page says of them.
func TestSourceInTrouble(t *testing.T) {
	t.Parallel()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	nobody := "http://" + closed.Addr().String()
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, url string
		status    int
		feed      string
		want      store.Result
		reason    string
		reports   int
	}{
		{name: "refused", status: 403, want: store.ResultRefused, reason: "403"},
		{name: "gone", status: 404, want: store.ResultGone, reason: "nothing at this address"},
		{name: "in trouble", status: 503, want: store.ResultFailed, reason: "in trouble"},
		{name: "nobody there", url: nobody, want: store.ResultUnreachable, reason: "refused"},
		{name: "not a feed", feed: "<html><body><p>Welcome to our site.</p></body></html>", want: store.ResultNotFeed, reason: "no feed"},
		{name: "nothing", feed: " ", want: store.ResultNotFeed, reason: "empty"},
		{name: "breaks off", feed: `<?xml version="1.0"?><rss version="2.0"><channel><title>A</title><item><title>One</title><link>%s/a</link></item><item><title>Tw`,
			want: store.ResultPart, reason: "in part", reports: 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOutlet(t, 0)
			o.pages["/a"], o.status["/feed"] = "<h1>Ferry</h1>", c.status
			if o.feed = c.feed; strings.Contains(c.feed, "%s") {
				o.feed = fmt.Sprintf(c.feed, o.URL)
			}
			b := start(t, t.TempDir(), Options{})
			url := c.url
			if url == "" {
				url = o.URL + "/feed"
			}
			src := b.poll(t, b.source(t, url))
			if src.Result != c.want || !strings.Contains(src.Reason, c.reason) || !src.NextDue.After(time.Now()) {
				t.Errorf("got %q, %q, due %v; want %q, %q, due later", src.Result, src.Reason, src.NextDue, c.want, c.reason)
			}
			if got := len(b.rows(t)); got != c.reports {
				t.Errorf("got %d reports, want %d", got, c.reports)
			}
			if bad := !c.want.Good(); bad && (src.Failures != 1 || src.FailingSince.IsZero()) || !bad && src.Failures != 0 {
				t.Errorf("failures %d since %v", src.Failures, src.FailingSince)
			}
		})
	}
}

func TestPageThatChanges(t *testing.T) {
	t.Parallel()
	o := newOutlet(t, 0)
	o.pages["/notice"] = "<h1>Notice</h1><p>A crew of 83.</p>"
	b := start(t, t.TempDir(), Options{})
	id, _, err := b.store.AddSource(t.Context(), store.NewSource{Name: "JOMM notices", Kind: store.PageSource, URL: o.URL + "/notice"})
	if err != nil {
		t.Fatal(err)
	}
	for _, words := range []string{"<h1>Notice</h1><p>A crew of 83.</p>", "<h1>Notice</h1><p>A crew of 38.</p>", "<h1>Notice</h1><p>A crew of 38.</p>"} {
		o.set(func() { o.pages["/notice"] = words })
		if src := b.poll(t, id); src.Result != store.ResultRead {
			t.Fatalf("%q: %s", src.Result, src.Reason)
		}
	}
	rows := b.rows(t)
	if len(rows) != 1 || rows[0].Version != 2 {
		t.Fatalf("rows %+v; want one report in its second version", rows)
	}
	r, err := b.store.Report(t.Context(), rows[0].ID)
	if err != nil || !strings.Contains(r.Report.Text, "38") || len(r.Versions) != 2 {
		t.Errorf("version 2: %q, %d versions, %v", r.Report.Text, len(r.Versions), err)
	}
}

func TestItemThatItsFeedChanges(t *testing.T) {
	t.Parallel()
	o := newOutlet(t, 1)
	b := start(t, t.TempDir(), Options{})
	id := b.source(t, o.URL+"/feed")
	b.poll(t, id)
	o.set(func() {
		o.pages["/report/0"] = "<h1>Corrected</h1><p>Other words.</p>"
		o.feed = strings.ReplaceAll(o.rss(), "<title>/report/0", "<title>Corrected")
	})
	b.poll(t, id)
	if rows := b.rows(t); len(rows) != 1 || rows[0].Version != 2 {
		t.Errorf("rows %+v; want one report in its second version", rows)
	}
}

func TestPausedAndRemoved(t *testing.T) {
	t.Parallel()
	o := newOutlet(t, 1)
	b := start(t, t.TempDir(), Options{})
	id := b.source(t, o.URL+"/feed")
	if err := b.store.PauseSource(t.Context(), id, true); err != nil {
		t.Fatal(err)
	}
	if err := b.store.Write(t.Context(), func(tx *store.Tx) error { return b.enqueue(t.Context(), tx, pollJob{Source: id}) }); err != nil {
		t.Fatal(err)
	}
	b.idle(t)
	if got := len(b.rows(t)); got != 0 {
		t.Errorf("a paused source was polled: %d reports", got)
	}
	if b.poll(t, id); len(b.rows(t)) != 1 {
		t.Error("a paused source was not polled when it was asked for")
	}
	if err := b.store.RemoveSource(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	o.set(func() { o.pages["/b"] = "<h1>New</h1>" })
	if b.poll(t, id); len(b.rows(t)) != 1 {
		t.Error("a removed source was polled")
	}
}

func TestSubmit(t *testing.T) {
	t.Parallel()
	b := start(t, t.TempDir(), Options{})
	body := []byte("<article><h1>Dam</h1><p>Gate 3.</p></article>")
	for range 3 {
		if _, err := b.Submit(t.Context(), gather.Document{Path: "dam.html", MediaType: "text/html", Bytes: body}, 0); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Submit(t.Context(), gather.Document{Path: "empty.html", MediaType: "text/html"}, 0); err != nil {
		t.Fatal(err)
	}
	b.idle(t)
	rows := b.rows(t)
	if len(rows) != 1 || rows[0].Source != store.FilesSource {
		t.Errorf("rows %+v; want the file once, of the source of files", rows)
	}
	if aside := b.failures(t); len(aside) != 1 || aside[0].Address != "empty.html" {
		t.Errorf("set aside: %+v; want the empty file", aside)
	}
	if _, err := b.Submit(t.Context(), gather.Document{Bytes: body}, 99); err == nil {
		t.Error("a document was given to a source that is not there")
	}
}

func TestScheduleFindsWhatIsDue(t *testing.T) {
	t.Parallel()
	o := newOutlet(t, 2)
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.AddSource(t.Context(), store.NewSource{Name: "A", Kind: store.FeedSource, URL: o.URL + "/feed", Interval: time.Hour}); err != nil {
		t.Fatal(err)
	}
	client := testClient()
	defer client.Close()
	w, err := Start(t.Context(), Options{Store: s, Client: client, Read: plainReader})
	if err != nil {
		t.Fatal(err)
	}
	events, end := w.Subscribe()
	for kept := 0; kept < 2; {
		select {
		case e := <-events:
			if e.Kind == ReportKept {
				kept++
			}
		case <-time.After(20 * time.Second):
			t.Fatalf("%d of 2 reports were kept in time", kept)
		}
	}
	end()
	end() // twice does no harm
	src, err := s.Source(t.Context(), 2)
	if err != nil || src.NextDue.Before(time.Now().Add(50*time.Minute)) {
		t.Errorf("after its poll it is due at %v, %v; want in an hour", src.NextDue, err)
	}
	if err := errors.Join(w.Close(), s.Close()); err != nil {
		t.Error(err)
	}
	if _, open := <-w.subscribeAfterEnd(); open {
		t.Error("a subscription to a worker that ended is open")
	}
}

func (w *Worker) subscribeAfterEnd() <-chan Event { c, _ := w.Subscribe(); return c }

// TestClose closes while a server holds its answer back: the fetch is cancelled, and done at the next start.
func TestClose(t *testing.T) {
	t.Parallel()
	hold, asked := make(chan struct{}), make(chan struct{}, 10)
	var server *httptest.Server
	server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/feed":
			fmt.Fprintf(w, `<rss version="2.0"><channel><title>A</title><item><guid>1</guid><link>%s/slow</link></item></channel></rss>`, server.URL)
		case "/slow":
			asked <- struct{}{}
			<-hold
			fmt.Fprint(w, "<html><body><article><h1>Slow</h1></article></body></html>")
		default:
			http.NotFound(w, r)
		}
	}))
	defer server.Close()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	client := gather.NewClient(gather.ClientOptions{AllowHost: func(string) bool { return true }, HostPause: -1})
	defer client.Close()
	w, err := Start(t.Context(), Options{Store: s, Client: client, Read: plainReader, NoPoll: true, Grace: 100 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	b := bench{w, s}
	id := b.source(t, server.URL+"/feed")
	if err := w.PollNow(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	<-asked
	if err := errors.Join(w.Close(), s.Close()); err != nil {
		t.Fatal(err)
	}
	close(hold)
	again := start(t, dir, Options{})
	again.idle(t)
	if got := len(again.rows(t)); got != 1 {
		t.Errorf("after the next start: %d reports, want 1 (%+v)", got, again.failures(t))
	}
}

func TestResult(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		err     error
		want    store.Result
		passing bool
	}{
		{nil, store.ResultRead, false},
		{&gather.StatusError{Code: 401}, store.ResultRefused, false},
		{&gather.StatusError{Code: 429}, store.ResultRefused, true},
		{&gather.StatusError{Code: 410}, store.ResultGone, false},
		{&gather.StatusError{Code: 502}, store.ResultFailed, true},
		{&gather.RobotsError{}, store.ResultRefused, false},
		{&gather.RefusedError{Host: "x", Why: "private"}, store.ResultRefused, false},
		{&gather.TimeoutError{}, store.ResultUnreachable, true},
		{&net.DNSError{Name: "x", IsNotFound: true}, store.ResultUnreachable, true},
		{&gather.WaitError{Until: time.Now()}, store.ResultFailed, true},
		{&gather.PartialError{}, store.ResultPart, false},
		{&gather.TooBigError{}, store.ResultNotFeed, false},
		{context.DeadlineExceeded, store.ResultUnreachable, true},
		{errors.New("anything"), store.ResultFailed, false},
	} {
		err := c.err
		if err != nil {
			err = fmt.Errorf("fetch: %w", err)
		}
		if got := result(err); got != c.want {
			t.Errorf("%v: got %q, want %q", c.err, got, c.want)
		}
		if got := passing(err); err != nil && got != c.passing {
			t.Errorf("%v: passing %v, want %v", c.err, got, c.passing)
		}
	}
	now := time.Now()
	if got := asked(fmt.Errorf("x: %w", &gather.StatusError{Code: 503, RetryAfter: time.Hour}), now); got != time.Hour {
		t.Errorf("Retry-After of an hour: got %v", got)
	}
	if got := asked(&gather.WaitError{Until: now.Add(time.Minute)}, now); got != time.Minute {
		t.Errorf("a minute to wait: got %v", got)
	}
}

func TestOwnText(t *testing.T) {
	t.Parallel()
	item := store.Item{URL: "https://a.example/1", Told: gather.Told{Title: `Ferry <b>"turns"</b> & waits`, Language: `en"><script>`}}
	for _, c := range []struct {
		name, content string
		want          bool
	}{
		{"whole", whole, true},
		{"nothing", "", false},
		{"short", "<p>Ferry turns back.</p>", false},
		{"cut", strings.TrimSuffix(whole, ". </p>") + "…</p>", false},
		{"cut in ASCII", strings.TrimSuffix(whole, ". </p>") + " [...]</p>", false},
	} {
		item.Content = []byte(c.content)
		doc, ok := ownText(item, time.Now())
		if ok != c.want {
			t.Errorf("%s: got %v, want %v", c.name, ok, c.want)
		}
		if ok && (strings.Contains(string(doc.Bytes), "<b>") || strings.Contains(string(doc.Bytes), "<script>") || doc.SHA256 != gather.Sum(doc.Bytes)) {
			t.Errorf("%s: the title is not escaped, or the hash is wrong: %s", c.name, doc.Bytes)
		}
	}
}

func TestHosts(t *testing.T) {
	t.Parallel()
	var h hosts
	first, ok := h.enter("https://A.example/1", 1)
	if !ok {
		t.Fatal("no place at a host that nobody asks")
	}
	if _, ok := h.enter("https://a.example/2", 1); ok {
		t.Error("two places where there is one")
	}
	if leave, ok := h.enter("https://b.example/", 1); !ok {
		t.Error("one host took the place of another")
	} else {
		leave()
	}
	if _, ok := h.enter(":no address", 1); !ok {
		t.Error("an address without host was put off")
	}
	first()
	if leave, ok := h.enter("https://a.example/2", 1); !ok {
		t.Error("a place that was left is not free")
	} else {
		leave()
	}
	if len(h.n) != 0 {
		t.Errorf("hosts that nobody asks are remembered: %v", h.n)
	}
}

func TestStartNeedsAStore(t *testing.T) {
	t.Parallel()
	if _, err := Start(t.Context(), Options{}); err == nil {
		t.Error("work without a store")
	}
}

func TestItemWithoutPage(t *testing.T) {
	t.Parallel()
	o := newOutlet(t, 0)
	o.feed = `<rss version="2.0"><channel><title>A</title>
		<item><guid>flash</guid><title>Ferry turns back</title><description>A short flash.</description></item>
		<item><guid>nothing</guid><title>Only a title</title></item></channel></rss>`
	b := start(t, t.TempDir(), Options{})
	b.poll(t, b.source(t, o.URL+"/feed"))
	rows := b.rows(t)
	if len(rows) != 1 {
		t.Fatalf("%d reports, want the flash", len(rows))
	}
	r, err := b.store.Report(t.Context(), rows[0].ID)
	if err != nil || !strings.Contains(r.Report.Text, "A short flash.") || r.Fetches[0].Note != "The feed's own text: it gives no page." {
		t.Errorf("the flash: %q, %+v, %v", r.Report.Text, r.Fetches, err)
	}
	if aside := b.failures(t); len(aside) != 1 || !strings.Contains(aside[0].Reason, "nothing to read") {
		t.Errorf("set aside: %+v; want the item that has only a title", aside)
	}
}

func TestQuietSource(t *testing.T) {
	t.Parallel()
	o := newOutlet(t, 60)
	morning := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	s, err := store.Open(t.Context(), t.TempDir(), store.Options{Now: func() time.Time { return morning }})
	if err != nil {
		t.Fatal(err)
	}
	client := testClient()
	defer client.Close()
	w, err := Start(t.Context(), Options{Store: s, Client: client, Read: plainReader, NoPoll: true, PerHost: 100, Now: func() time.Time { return morning.Add(72 * time.Hour) }})
	if err != nil {
		t.Fatal(err)
	}
	b := bench{w, s}
	id := b.source(t, o.URL+"/feed")
	if src := b.poll(t, id); src.Result != store.ResultRead {
		t.Errorf("the first poll: %q, %s", src.Result, src.Reason)
	}
	if src := b.poll(t, id); src.Result != store.ResultQuiet || !strings.Contains(src.Reason, "nothing is new since 23 November 09:00") {
		t.Errorf("three days later: %q, %q; want quiet since the morning", src.Result, src.Reason)
	}
	if err := errors.Join(w.Close(), s.Close()); err != nil {
		t.Error(err)
	}
}

// TestGivenUpJobs starts with a job that was given up when the store was in trouble.
func TestGivenUpJobs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := store.Open(t.Context(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	client := testClient()
	defer client.Close()
	w, err := newWorker(Options{Store: s, Client: client, Read: plainReader})
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time a job like the given-up one waits already
		if _, err := w.Submit(t.Context(), gather.Document{Path: "dam.html", Bytes: []byte("<article><h1>Dam</h1></article>"), Fetched: time.Unix(1, 0)}, 0); err != nil {
			t.Fatal(err)
		}
		if _, err := s.Writer().Exec(`UPDATE river_job SET state = 'discarded', finalized_at = CURRENT_TIMESTAMP WHERE id = 1`); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	b := start(t, dir, Options{})
	b.idle(t)
	if got := len(b.rows(t)); got != 1 {
		t.Errorf("%d reports, want the one whose reading was given up", got)
	}
}
