package desk

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
)

// get asks the desk for a page; header is pairs of name and value.
func get(t *testing.T, h http.Handler, path string, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	return ask(t, h, httptest.NewRequest(http.MethodGet, "http://127.0.0.1:7117"+path, nil), header...)
}

func post(t *testing.T, h http.Handler, path string, form url.Values, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1:7117"+path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return ask(t, h, r, header...)
}

func ask(t *testing.T, h http.Handler, r *http.Request, header ...string) *httptest.ResponseRecorder {
	t.Helper()
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w
}

// filled is a desk over the fixture with its troubles, and the hash of the first report's document.
func filled(t *testing.T, samples []sample) (http.Handler, *store.Store, string) {
	t.Helper()
	s := newStore(t)
	ids := fill(t, s, samples)
	trouble(t, s)
	r, err := s.Report(t.Context(), ids[0])
	if err != nil {
		t.Fatal(err)
	}
	return newDesk(t, s, nil), s, r.Document
}

var pagePaths = []string{"/stream", "/stream?q=the", "/stream?q=alert&sort=new", "/stream?owner=state", "/stream?has=claim", "/stream?place=Castrel&language=en&unread=1", "/stream?first=1", "/stream?find=1",
	"/reports/1", "/reports/1/preview", "/sources", "/sources?add=1", "/sources?add=opml", "/sources?need=1", "/sources?owner=unknown", "/status", "/help", "/documents/%s", "/nowhere",
	"/who", "/who?kind=person&order=last", "/who?name=nobody", "/who/1", "/who/1?on=2026-11-22", "/who/1/statements?form=direct", "/claims", "/claims?show=contested&words=x", "/stories", "/stories?show=all", "/situations", "/situations?new=1",
	"/alerts", "/settings", "/how", "/more", "/sources/2"}

// Every page with empty, usual and hostile data is well formed, has no script or style of its own, and nothing from outside in its markup.
func TestPages(t *testing.T) {
	t.Parallel()
	for name, samples := range map[string][]sample{"usual": fixtureSamples, "hostile": {hostile, hostile}, "empty": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h, sha := newDesk(t, newStore(t), nil), strings.Repeat("0", 64)
			if samples != nil {
				h, _, sha = filled(t, samples)
			}
			for _, path := range pagePaths {
				path = strings.Replace(path, "%s", sha, 1)
				w := get(t, h, path)
				missing := path == "/nowhere" || samples == nil && (strings.HasPrefix(path, "/reports") || strings.HasPrefix(path, "/documents") || strings.HasPrefix(path, "/who/") || strings.HasPrefix(path, "/sources/"))
				if want := map[bool]int{false: 200, true: 404}[missing]; w.Code != want {
					t.Errorf("GET %s: got status %d, want %d", path, w.Code, want)
				}
				if ct := w.Header().Get("Content-Type"); ct != "text/html; charset=utf-8" {
					t.Errorf("GET %s: got content type %q", path, ct)
				}
				checkMarkup(t, path, w.Body.String())
			}
		})
	}
}

// void elements have no end (HTML Living Standard, 13.1.2).
var void = map[string]bool{"meta": true, "link": true, "input": true, "br": true, "img": true, "hr": true}

// checkMarkup walks the page's tokens: every element that opens closes in its place, ids are unique, and no element or attribute is of a
// kind that the desk does not write.
func checkMarkup(t *testing.T, path, page string) {
	t.Helper()
	var open []string
	ids := map[string]bool{}
	z := html.NewTokenizer(strings.NewReader(page))
	for {
		kind := z.Next()
		tok := z.Token()
		switch kind {
		case html.ErrorToken:
			if z.Err() != io.EOF {
				t.Errorf("%s: %v", path, z.Err())
			}
			if len(open) != 0 {
				t.Errorf("%s: never closed: %v", path, open)
			}
			return
		case html.CommentToken:
			t.Errorf("%s: a comment: %s", path, tok)
		case html.StartTagToken:
			checkElement(t, path, tok, ids)
			if !void[tok.Data] {
				open = append(open, tok.Data)
			}
		case html.EndTagToken:
			if len(open) == 0 || open[len(open)-1] != tok.Data {
				t.Errorf("%s: </%s> closes %v", path, tok.Data, open)
				return
			}
			open = open[:len(open)-1]
		}
	}
}

func checkElement(t *testing.T, path string, tok html.Token, ids map[string]bool) {
	t.Helper()
	switch tok.Data {
	case "iframe", "object", "embed", "style", "img", "base":
		t.Errorf("%s: an element that no page has: %s", path, tok)
	}
	for _, a := range tok.Attr {
		switch {
		case a.Key == "style" || strings.HasPrefix(a.Key, "on"):
			t.Errorf("%s: an attribute that the policy forbids: %s", path, tok)
		case a.Key == "id" && ids[a.Val]:
			t.Errorf("%s: two elements with the id %s", path, a.Val)
		case a.Key == "id":
			ids[a.Val] = true
		case (a.Key == "href" || a.Key == "src" || a.Key == "action") && !goodAddress.MatchString(a.Val):
			t.Errorf("%s: an address of another kind: %s", path, tok)
		case a.Key == "src" && !strings.HasPrefix(a.Val, "/assets/"):
			t.Errorf("%s: loaded from outside: %s", path, tok)
		}
	}
	if tok.Data == "script" && !strings.Contains(tok.String(), `src="/assets/`) {
		t.Errorf("%s: a script of its own: %s", path, tok)
	}
}

var goodAddress = regexp.MustCompile(`^(/|#|https?://|data:image/svg\+xml,)`)

func TestHeaders(t *testing.T) {
	t.Parallel()
	h, _, _ := filled(t, fixtureSamples)
	for _, path := range []string{"/stream", "/nowhere", "/stream?before=x", "/help"} {
		head := get(t, h, path).Header()
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
			"Referrer-Policy":         "no-referrer", "X-Content-Type-Options": "nosniff",
		} {
			if got := head.Get(name); got != want {
				t.Errorf("GET %s: %s: got %q, want %q", path, name, got, want)
			}
		}
		if head.Get("X-Request-Id") == "" {
			t.Errorf("GET %s: no request id", path)
		}
	}
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	h, s, sha := filled(t, fixtureSamples)
	if err := s.RemoveSource(t.Context(), 2); err != nil {
		t.Fatal(err)
	}
	form := func(pairs ...string) url.Values {
		v := url.Values{}
		for i := 0; i+1 < len(pairs); i += 2 {
			v.Add(pairs[i], pairs[i+1])
		}
		return v
	}
	tests := []struct {
		name, method, path string
		form               url.Values
		status             int
		want               string // in the body, or in Location
	}{
		{"root", "GET", "/", nil, 303, "/stream"},
		{"no such report", "GET", "/reports/99", nil, 404, "Not in the record."},
		{"report by a word", "GET", "/reports/latest", nil, 404, "There is no such report."},
		{"bad cursor", "GET", "/stream?before=nonsense", nil, 400, "That is not a place in the stream."},
		{"bad kind", "GET", "/stream?has=mood", nil, 400, "No such kind of fact."},
		{"bad source", "GET", "/stream?source=x", nil, 400, "No such source."},
		{"bad limit", "GET", "/stream?limit=9999", nil, 400, "A page has 1 to 500 reports."},
		{"filtered to nothing", "GET", "/stream?owner=independent&has=wording", nil, 200, "Clear the filter"},
		{"no such document", "GET", "/documents/" + strings.Repeat("a", 64), nil, 404, "Not in the record."},
		{"no hash", "GET", "/documents/..%2f..%2fetc", nil, 404, "There is no such document."},
		{"document", "GET", "/documents/" + sha, nil, 200, sha},
		{"no such asset", "GET", "/assets/nothing.js", nil, 404, "404"},
		{"wrong method", "DELETE", "/stream", nil, 405, ""},
		{"accept", "POST", "/reports/1/facts/s1", form("verdict", "accept"), 303, "/reports/1#r-s1"},
		{"no such fact", "POST", "/reports/1/facts/s99", form("verdict", "accept"), 404, "Not in the record."},
		{"no such verdict", "POST", "/reports/1/facts/s1", form("verdict", "maybe"), 400, "Nothing was decided."},
		{"mark seen", "POST", "/stream/seen", form("head", "8"), 303, "/stream"},
		{"mark seen badly", "POST", "/stream/seen", form("head", "x"), 400, "Nothing was marked."},
		{"mark unread", "POST", "/reports/1/unread", form("read", "0"), 303, "/stream"},
		{"pause", "POST", "/sources/3/pause", nil, 303, "/sources?did=pause#s-3"},
		{"pause what was removed", "POST", "/sources/2/pause", nil, 404, "Not in the record."},
		{"try", "POST", "/sources/3/try", nil, 303, "/sources?did=try#s-3"},
		{"no such act", "POST", "/sources/3/explode", nil, 404, "There is no such act."},
		{"owner without evidence", "POST", "/sources/3/owner", form("owner", "state"), 303, "/sources?did=evidence#s-3"},
		{"owner", "POST", "/sources/3/owner", form("owner", "state", "evidence", "Its imprint."), 303, "/sources?did=owner#s-3"},
		{"add", "POST", "/sources", form("source", "0", "url-0", "https://new.example/feed", "name-0", "New", "kind-0", "feed"), 303, "/sources?added=1&known=0"},
		{"add what is no address", "POST", "/sources", form("source", "0", "url-0", "javascript:alert(1)", "kind-0", "feed"), 400, "no address of the web"},
		{"add of no kind", "POST", "/sources", form("source", "0", "url-0", "https://a.example/", "name-0", "A", "kind-0", "radio"), 400, "radio"},
		{"add nothing", "POST", "/sources", nil, 303, "/sources?did=none"},
		{"look without a network", "POST", "/sources/look", form("address", "northlight.example"), 200, "This desk fetches nothing."},
		{"retry without a worker", "POST", "/failures/1/retry", nil, 409, "This desk only shows."},
		{"choose dark", "POST", "/choices", form("theme", "dark"), 303, "/settings?did=chosen"},
		{"correct", "POST", "/reports/1/facts/s2/correct", form("Speaker", "Pell Aster himself"), 303, "/reports/1#r-s2"},
		{"correct nothing", "POST", "/reports/1/facts/s2/correct", nil, 400, "Nothing was corrected."},
		{"nobody", "GET", "/who/99999", nil, 404, "Not in the record."},
		{"who by a word", "GET", "/who/everybody", nil, 404, "There is no such name"},
		{"no such kind of name", "GET", "/who?kind=ghost", nil, 400, "No such kind of name."},
		{"no such order", "GET", "/who?order=beauty", nil, 400, "beauty"},
		{"as known on no day", "GET", "/who/1?on=yesterday", nil, 400, "That is no day."},
		{"join nobody", "POST", "/who/1/join", form("name", "Nobody At All"), 303, "/who/1?did=nobody"},
		{"join two", "POST", "/who/1/join", form("other", "2"), 303, "/who/1?did=join"},
		{"the other leads there", "GET", "/who/2", nil, 303, "/who/1"},
		{"actor of no key", "GET", "/actors/person:nobody", nil, 404, "Not in the record."},
		{"no such claim", "GET", "/claims/9", nil, 404, "Not in the record."},
		{"no such view", "GET", "/claims?show=mood", nil, 400, "No such view"},
		{"no such story", "GET", "/stories/9", nil, 404, "Not in the record."},
		{"watch nothing", "POST", "/situations", form("name", ""), 400, "needs a name"},
		{"watch", "POST", "/situations", form("name", "Merrin Strait", "words", "ferry\nstrait"), 303, "/situations/merrin-strait"},
		{"situation", "GET", "/situations/merrin-strait", nil, 200, "Merrin Strait"},
		{"situation as known", "GET", "/situations/merrin-strait?on=2026-11-22", nil, 200, "As known on"},
		{"its claims", "GET", "/situations/merrin-strait/claims", nil, 200, "Who says what"},
		{"its changes", "GET", "/situations/merrin-strait/changes", nil, 200, "Changes"},
		{"changes of no kind", "GET", "/situations/merrin-strait/changes?kind=mood", nil, 400, "no such kind of change"},
		{"a day of the index", "GET", "/situations/merrin-strait/index/2026-11-21", nil, 200, "half-life"},
		{"no day of the index", "GET", "/situations/merrin-strait/index/x", nil, 400, "That is no day."},
		{"its watch", "GET", "/situations/merrin-strait/watch", nil, 200, "Weights of the index"},
		{"weights of words", "POST", "/situations/merrin-strait/watch", form("name", "Merrin Strait", "version", "1", "quad1", "much"), 400, "is no number"},
		{"its brief", "GET", "/situations/merrin-strait/briefs", nil, 200, "How we know this"},
		{"keep a brief", "POST", "/situations/merrin-strait/briefs", nil, 303, "/situations/merrin-strait/briefs/1"},
		{"kept brief", "GET", "/situations/merrin-strait/briefs/1", nil, 200, "Brief No. 1"},
		{"no such brief", "GET", "/situations/merrin-strait/briefs/7", nil, 404, "Not in the record."},
		{"seen", "POST", "/situations/merrin-strait/seen", form("head", "0"), 303, "/situations/merrin-strait"},
		{"no such situation", "GET", "/situations/nowhere", nil, 404, "Not in the record."},
		{"rule", "POST", "/alerts/rules", form("situation", "merrin-strait", "when", "denial", "actor", "Velmora"), 303, "/alerts?did=rule"},
		{"rule of nothing", "POST", "/alerts/rules", form("situation", "merrin-strait", "when", "speech"), 400, "say who is to speak"},
		{"mute", "POST", "/alerts/rules/1/mute", nil, 303, "/alerts?did=muted"},
		{"channel", "POST", "/alerts/channels", form("name", "Desk", "kind", "ntfy", "address", "ntfy://ntfy.example/topic"), 303, "/alerts?did=channel"},
		{"bad channel", "POST", "/alerts/channels", form("name", "Desk", "kind", "ntfy", "address", "javascript:x"), 400, "begins with ntfy"},
		{"test without a worker", "POST", "/alerts/channels/1/test", nil, 409, "This desk only shows."},
		{"alerts", "GET", "/alerts", nil, 200, "When a first denial"},
		{"palette", "GET", "/palette?q=maren", nil, 200, "Maren Solde"},
		{"no such source page", "GET", "/sources/99", nil, 404, "Not in the record."},
		{"sample", "POST", "/sample", nil, 303, "/stream?first=1&did=sample"},
		{"files without a worker", "POST", "/files", nil, 409, "This desk only shows."},
		{"arrivals", "GET", "/stream/arrivals?head=0", nil, 200, `"reports": 8`},
		{"arrivals from nowhere", "GET", "/stream/arrivals?head=x", nil, 400, "not a place"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := get(t, h, tt.path)
			if tt.method == http.MethodPost {
				w = post(t, h, tt.path, tt.form)
			} else if tt.method != http.MethodGet {
				w = ask(t, h, httptest.NewRequest(tt.method, "http://127.0.0.1"+tt.path, nil))
			}
			if w.Code != tt.status {
				t.Fatalf("%s %s: got status %d, want %d\n%s", tt.method, tt.path, w.Code, tt.status, w.Body)
			}
			if got := w.Header().Get("Location") + w.Body.String(); !strings.Contains(got, tt.want) {
				t.Errorf("%s %s: got %s, want %q in it", tt.method, tt.path, got, tt.want)
			}
		})
	}
}

// Only loopback names, and names that were given, are answered; forms from elsewhere change nothing.
func TestGuards(t *testing.T) {
	t.Parallel()
	h := newDesk(t, newStore(t), func(o *Options) { o.Hosts = []string{"desk.example"} })
	for host, want := range map[string]int{"127.0.0.1:7117": 200, "localhost": 200, "[::1]:7117": 200, "127.8.8.8": 200, "my.localhost:80": 200, "DESK.example:443": 200, "desk.example.": 200,
		"evil.example": 421, "127.0.0.1.evil.example": 421, "10.0.0.1": 421, "0.0.0.0:7117": 421, "": 421} {
		r := httptest.NewRequest(http.MethodGet, "/stream", nil)
		r.Host = host
		if w := ask(t, h, r); w.Code != want {
			t.Errorf("host %q: got status %d, want %d", host, w.Code, want)
		}
	}
	if w := post(t, h, "/choices", url.Values{"theme": {"dark"}}, "Sec-Fetch-Site", "cross-site"); w.Code != 403 || w.Header().Get("Set-Cookie") != "" {
		t.Errorf("a form from another site: got status %d, want 403", w.Code)
	}
	if w := post(t, h, "/choices", url.Values{"theme": {"dark"}}, "Origin", "https://evil.example"); w.Code != 403 {
		t.Errorf("a form with another origin: got status %d, want 403", w.Code)
	}
}

// The same content answers as JSON.
func TestJSON(t *testing.T) {
	t.Parallel()
	h, _, sha := filled(t, fixtureSamples)
	for path, want := range map[string]string{"/stream": `"headline": "Observers count`, "/stream?q=ferry": `"snippet"`, "/reports/1": `"schema": "dateline.record/1"`, "/sources": `"days"`, "/status": `"set_aside"`,
		"/documents/" + sha: `"sha256"`, "/reports/77": `"error": "Not in the record."`} {
		w := get(t, h, path, "Accept", "application/json")
		if got := w.Header().Get("Content-Type"); got != "application/json; charset=utf-8" {
			t.Errorf("GET %s: got content type %q", path, got)
		}
		if !json.Valid(w.Body.Bytes()) || !strings.Contains(w.Body.String(), want) {
			t.Errorf("GET %s: got %.300s, want JSON with %s", path, w.Body, want)
		}
	}
	if w := get(t, h, "/stream", "Accept", "text/html,application/json;q=0.5"); !strings.HasPrefix(w.Header().Get("Content-Type"), "text/html") {
		t.Errorf("a browser got %q", w.Header().Get("Content-Type"))
	}
}

// The bytes leave as an attachment of plain text, whatever they are.
func TestEvidenceIsNeverRendered(t *testing.T) {
	t.Parallel()
	h, _, sha := filled(t, []sample{hostile})
	w := get(t, h, "/documents/"+sha+"/bytes")
	for name, want := range map[string]string{"Content-Type": "text/plain", "X-Content-Type-Options": "nosniff", "Content-Disposition": `attachment; filename="` + sha + `.txt"`,
		"Content-Security-Policy": "default-src 'none'; sandbox"} {
		if got := w.Header().Get(name); got != want {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if !bytes.HasPrefix(w.Body.Bytes(), []byte("<html><script>alert(1)</script>")) {
		t.Errorf("the bytes are not as they came: %.60q", w.Body)
	}
	if w := get(t, h, "/documents/"+sha+"/bytes", "If-None-Match", `"`+sha+`"`); w.Code != http.StatusNotModified {
		t.Errorf("asked again: got status %d, want 304", w.Code)
	}
}

func TestNotModified(t *testing.T) {
	t.Parallel()
	h, _, _ := filled(t, fixtureSamples)
	for _, path := range []string{"/stream", "/reports/1", "/sources", "/status"} {
		get(t, h, path) // the first look changes what is read
		tag := get(t, h, path).Header().Get("ETag")
		if w := get(t, h, path, "If-None-Match", tag); tag == "" || w.Code != http.StatusNotModified {
			t.Errorf("GET %s with its tag %q: got status %d, want 304", path, tag, w.Code)
		}
	}
}

// Pages of the stream follow each other without gap or overlap.
func TestKeysetPages(t *testing.T) {
	t.Parallel()
	h, _, _ := filled(t, fixtureSamples)
	var got []string
	for path := "/stream?limit=3"; path != ""; {
		var page struct {
			Reports []struct{ Headline string }
			Older   string
		}
		if err := json.Unmarshal(get(t, h, path, "Accept", "application/json").Body.Bytes(), &page); err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Reports {
			got = append(got, r.Headline)
		}
		if path = page.Older; path != "" {
			path += "&limit=3"
		}
	}
	if len(got) != len(fixtureSamples) || got[0] != fixtureSamples[1].headline || got[len(got)-1] != "Cutter Resolve escorts ferry back to Port Arden" {
		t.Errorf("headlines over all pages: got %q", got)
	}
}

// The words of the report page are the words of the report: marks add nothing and lose nothing.
func TestReportPageKeepsTheWords(t *testing.T) {
	t.Parallel()
	for _, one := range []sample{mainSample, hostile} {
		h, s, _ := filled(t, []sample{one})
		doc, err := html.Parse(get(t, h, "/reports/1").Body)
		if err != nil {
			t.Fatal(err)
		}
		stored, err := s.Report(t.Context(), 1)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, p := range stored.Record.Report.Paragraphs {
			words := p.Of(stored.Report.Text)
			if h := stored.Report.Headline; (h == nil || *h != p) && (stored.Report.Standfirst == nil || *stored.Report.Standfirst != p) {
				want = append(want, words)
			}
		}
		var got []string
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode && n.Data == "div" && len(n.Attr) > 0 && n.Attr[0].Val == "body" {
				for p := range n.ChildNodes() {
					if p.Data == "p" {
						got = append(got, textOf(p))
					}
				}
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("paragraphs (-report +page):\n%s", diff)
		}
	}
}

func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return b.String()
}

// A list of addresses, or an OPML file, adds its sources; what is no address is counted and left out; the list comes out again.
func TestOPML(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	h := newDesk(t, s, nil)
	send := func(field, name, content string) string {
		var b bytes.Buffer
		m := multipart.NewWriter(&b)
		var err error
		if name != "" {
			var part io.Writer
			if part, err = m.CreateFormFile(field, name); err == nil {
				_, err = io.WriteString(part, content)
			}
		} else {
			err = m.WriteField(field, content)
		}
		if err != nil || m.Close() != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodPost, "http://127.0.0.1/sources/opml", &b)
		r.Header.Set("Content-Type", m.FormDataContentType())
		w := ask(t, h, r)
		return fmt.Sprint(w.Code, " ", w.Header().Get("Location"))
	}
	if got, want := send("lines", "", "a.example/feed\n\n# a remark\nhttps://b.example/x\nnot an address\n"), "303 /sources?added=2&bad=1&known=0"; got != want {
		t.Errorf("lines: got %s, want %s", got, want)
	}
	const list = `<?xml version="1.0"?><opml version="2.0"><body><outline text="A"><outline type="rss" text="C &lt;b&gt;" xmlUrl="https://c.example/feed"/></outline><outline type="rss" text="B" xmlUrl="https://b.example/x"/></body></opml>`
	if got, want := send("file", "list.opml", list), "303 /sources?added=1&bad=0&known=1"; got != want {
		t.Errorf("OPML: got %s, want %s", got, want)
	}
	if got := send("file", "list.opml", "<html><body>no list"); !strings.HasPrefix(got, "400") {
		t.Errorf("a page: got %s, want 400", got)
	}
	w := get(t, h, "/sources.opml")
	if out := w.Body.String(); !strings.Contains(out, "https://c.example/feed") || strings.Contains(out, "<b>") {
		t.Errorf("export: got %s", out)
	}
}

// Live news come at once, and readers above the limit are told so.
func TestLive(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	fill(t, s, fixtureSamples)
	address := serveHandler(t, newDesk(t, s, nil))
	var open []*http.Response
	for range 25 {
		r, err := http.Get(address + "/live?head=3")
		if err != nil {
			t.Fatal(err)
		}
		defer r.Body.Close()
		open = append(open, r)
	}
	if got := open[24].StatusCode; got != http.StatusServiceUnavailable {
		t.Errorf("the 25th reader: got status %d, want 503", got)
	}
	b := make([]byte, 200)
	n, err := io.ReadAtLeast(open[0].Body, b, 60)
	if got := string(b[:n]); err != nil || !strings.HasPrefix(got, "event: news\ndata: {\"reports\":5,") {
		t.Errorf("first event: got %q, %v", got, err)
	}
}

// A page that fails says what is kept and what to do, with the number of the request.
func TestBrokenStore(t *testing.T) {
	t.Parallel()
	s, err := store.Open(t.Context(), t.TempDir(), store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	h := newDesk(t, s, nil)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	w := get(t, h, "/stream")
	if id := w.Header().Get("X-Request-Id"); w.Code != 500 || !strings.Contains(w.Body.String(), id) || !strings.Contains(w.Body.String(), "All that was read before is kept.") {
		t.Errorf("got status %d: %s", w.Code, w.Body)
	}
}

func TestYouWereHere(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	fill(t, s, fixtureSamples)
	if err := s.MarkSeen(t.Context(), "desk", 3); err != nil {
		t.Fatal(err)
	}
	h := newDesk(t, s, nil)
	if body := get(t, h, "/stream").Body.String(); strings.Contains(body, "you were here") {
		t.Error("the line stands above everything although nothing is newer")
	}
	if body := get(t, h, "/stream", "Cookie", "dateline_here="+fmt.Sprint(at("22 18:40").Unix())).Body.String(); !strings.Contains(body, `you were here yesterday 18:40</p><h2 class="day">Yesterday`) {
		t.Error("the line does not stand above yesterday's reports")
	}
}

// A report that was changed is marked in the stream; its earlier version stays, struck, and leads to the latest.
func TestVersions(t *testing.T) {
	t.Parallel()
	s := newStore(t)
	first := sample{source: "Castrel Wire", at: "23 07:30", place: "Castrel", headline: "Cutter Resolve carries a crew of 83", paragraphs: []string{"Words."}}
	second := first
	second.headline = "Cutter Resolve carries a crew of 38"
	fill(t, s, []sample{first})
	r, rec := second.build()
	body := []byte(r.Text)
	fetch, err := s.KeepDocument(t.Context(), gather.Document{URL: "https://meridian.example/0", MediaType: "text/html", Bytes: body, SHA256: gather.Sum(body), Fetched: at("23 08:30")}, 3)
	if err != nil {
		t.Fatal(err)
	}
	r.Document = gather.Sum(body)
	if _, _, err := s.PutReport(t.Context(), store.Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
		t.Fatal(err)
	}
	h := newDesk(t, s, nil)
	if body := get(t, h, "/stream").Body.String(); !strings.Contains(body, `title="version 2">changed</span>`) || strings.Contains(body, "crew of 83") {
		t.Error("the stream does not show the changed report alone, marked as changed")
	}
	old := get(t, h, "/reports/1").Body.String()
	for _, want := range []string{`<h1 class="old">`, "crew of 83", `href="/reports/2">Read the latest</a>`} {
		if !strings.Contains(old, want) {
			t.Errorf("the earlier version does not have %q", want)
		}
	}
}
