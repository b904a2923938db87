package desk

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/work"
)

// working is a desk with a worker that reads text files by the fixture's marks and refuses all else.
func working(t *testing.T) (http.Handler, *store.Store, *work.Worker) {
	t.Helper()
	s := newStore(t)
	client := gather.NewClient(gather.ClientOptions{})
	t.Cleanup(client.Close)
	read := func(doc gather.Document) (report.Report, record.Record, error) {
		if !bytes.HasPrefix(doc.Bytes, []byte("CASTREL")) {
			return report.Report{}, record.Record{}, report.ErrNoArticle
		}
		r, rec := sample{source: "Files", at: "23 09:00", headline: "A file", paragraphs: []string{string(doc.Bytes)}}.build()
		r.Document = doc.SHA256
		return r, rec, nil
	}
	w, err := work.Start(t.Context(), work.Options{Store: s, Client: client, Read: read, NoPoll: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return newDesk(t, s, func(o *Options) { o.Worker = w }), s, w
}

func sendFiles(t *testing.T, h http.Handler, files map[string]string, text string) *httptest.ResponseRecorder {
	t.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	for name, content := range files {
		part, err := m.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(part, content); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(m.WriteField("text", text), m.Close()); err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1/files", &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return ask(t, h, r)
}

// A file and a pasted text are kept and read; what cannot be read stands on the status page and can be tried again.
func TestFilesAreRead(t *testing.T) {
	t.Parallel()
	h, s, w := working(t)
	if body := get(t, h, "/stream").Body.String(); !strings.Contains(body, "Nothing read yet.") {
		t.Error("the first-run page is not shown on an empty record")
	}
	got := sendFiles(t, h, map[string]string{"../../etc/a.txt": "CASTREL, Nov 23. [[s1|“Words”]] stand here.", "odd.txt": "nothing of use"}, "CASTREL, pasted.\r\n\r\nMore words.")
	if want := "/stream?first=1&taken=3"; got.Code != 303 || got.Header().Get("Location") != want {
		t.Fatalf("got status %d to %s, want 303 to %s", got.Code, got.Header().Get("Location"), want)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	if err := w.Idle(ctx); err != nil {
		t.Fatal(err)
	}
	if page, err := s.Stream(t.Context(), store.StreamQuery{}); err != nil || len(page.Rows) != 2 {
		t.Fatalf("reports in the stream: got %d, %v, want 2", len(page.Rows), err)
	}
	body := get(t, h, "/stream?first=1").Body.String()
	for _, want := range []string{"3 documents", "2 reports in the stream", "“Words”", "1 document could not be read"} {
		if !strings.Contains(body, want) {
			t.Errorf("the first-run log does not say %q", want)
		}
	}
	checkMarkup(t, "/stream?first=1", body)
	status := get(t, h, "/status").Body.String()
	if !strings.Contains(status, "odd.txt") || !strings.Contains(status, "Try again") || strings.Contains(status, "../") {
		t.Error("the status page does not name odd.txt with a way to try it again, or keeps the folders of its name")
	}
	if again := post(t, h, "/failures/1/retry", nil); again.Code != 303 {
		t.Errorf("try again: got status %d: %s", again.Code, again.Body)
	}
	if gone := post(t, h, "/failures/77/retry", nil); gone.Code != 404 {
		t.Errorf("try what is not there: got status %d, want 404", gone.Code)
	}
	if err := w.Idle(ctx); err != nil {
		t.Fatal(err)
	}
}

func TestNothingChosen(t *testing.T) {
	t.Parallel()
	h, _, _ := working(t)
	if got := sendFiles(t, h, nil, " \n").Header().Get("Location"); got != "/stream?first=1&taken=0" {
		t.Errorf("nothing chosen: got %s", got)
	}
	if body := get(t, h, "/stream?first=1&taken=0").Body.String(); !strings.Contains(body, "Nothing was kept.") {
		t.Error("the page does not say that nothing was kept")
	}
	if w := post(t, h, "/files", url.Values{"text": {"x"}}); w.Code != 400 {
		t.Errorf("a form of another kind: got status %d, want 400", w.Code)
	}
}

// Looking at an address on this machine is refused by the guarded client, in words.
func TestLookIsGuarded(t *testing.T) {
	t.Parallel()
	client := gather.NewClient(gather.ClientOptions{})
	t.Cleanup(client.Close)
	h := newDesk(t, newStore(t), func(o *Options) { o.Client = client })
	private := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the private server was reached") }))
	t.Cleanup(private.Close)
	w := post(t, h, "/sources/look", url.Values{"address": {private.URL}})
	if w.Code != 200 || !strings.Contains(w.Body.String(), `class="word bad"`) {
		t.Errorf("got status %d: %s", w.Code, w.Body)
	}
	checkMarkup(t, "/sources/look", w.Body.String())
}

// What is found at an address is offered: feeds checked, comments unchecked.
func TestLookFinds(t *testing.T) {
	t.Parallel()
	mux := http.NewServeMux()
	feed := func(title string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/rss+xml")
			if _, err := io.WriteString(w, `<rss version="2.0"><channel><title>`+title+`</title><item><title>A</title><link>http://127.0.0.1/a</link><pubDate>Mon, 23 Nov 2026 08:00:00 GMT</pubDate></item></channel></rss>`); err != nil {
				t.Error(err)
			}
		}
	}
	mux.HandleFunc("GET /feed.xml", feed("News"))
	mux.HandleFunc("GET /comments.xml", feed("Comments on News"))
	mux.HandleFunc("GET /{$}", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html")
		if _, err := io.WriteString(w, `<html><head><link rel="alternate" type="application/rss+xml" href="/feed.xml"><link rel="alternate" type="application/rss+xml" href="/comments.xml"></head><body>Hello</body></html>`); err != nil {
			t.Error(err)
		}
	})
	site := httptest.NewServer(mux)
	t.Cleanup(site.Close)
	client := gather.NewClient(gather.ClientOptions{HostPause: -1, AllowHost: func(host string) bool { return host == "127.0.0.1" }})
	t.Cleanup(client.Close)
	h := newDesk(t, newStore(t), func(o *Options) { o.Client = client })
	body := post(t, h, "/sources/look", url.Values{"address": {site.URL}}).Body.String()
	checkMarkup(t, "/sources/look", body)
	for _, want := range []string{"<b>News</b>", `name="source" value="0" checked`, "readers’ comments, not reports", `name="source" value="1"><span>`, site.URL + "/feed.xml"} {
		if !strings.Contains(body, want) {
			t.Errorf("the panel does not have %q", want)
		}
	}
}
