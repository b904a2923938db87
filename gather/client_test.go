package gather

import (
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/dns/dnsmessage"
)

// local makes a client that may reach the test server and keeps no pauses.
func local(t testing.TB, change ...func(*ClientOptions)) *Client {
	t.Helper()
	opt := ClientOptions{HostPause: -1, AllowHost: func(h string) bool { return h == "127.0.0.1" }}
	for _, c := range change {
		c(&opt)
	}
	c := NewClient(opt)
	t.Cleanup(c.Close)
	return c
}

func serve(t testing.TB, h http.HandlerFunc) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

func TestGet(t *testing.T) {
	t.Parallel()
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.UserAgent() != DefaultUserAgent {
			t.Errorf("user agent %q", r.UserAgent())
		}
		if r.Header.Get("If-None-Match") == `"v1"` && r.Header.Get("If-Modified-Since") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"v1"`)
		w.Header().Set("Last-Modified", "Tue, 03 Jan 2023 10:00:00 GMT")
		w.Header().Set("Content-Type", "application/rss+xml; charset=koi8-r")
		w.Header().Set("Cache-Control", "public, max-age=600")
		io.WriteString(w, "<rss/>")
	})
	c := local(t)
	got, err := c.Get(t.Context(), url, Validators{})
	if err != nil {
		t.Fatal(err)
	}
	d := got.Document
	if string(d.Bytes) != "<rss/>" || d.MediaType != "application/rss+xml" || d.Charset != "koi8-r" || d.SHA256 != Sum(d.Bytes) || d.Fetched.IsZero() || d.Header.Get("ETag") == "" {
		t.Errorf("document %+v", d)
	}
	if got.MaxAge != 10*time.Minute {
		t.Errorf("max age %v, want 10m", got.MaxAge)
	}
	again, err := c.Get(t.Context(), url, got.Validators)
	if err != nil || !again.NotModified || again.Validators != got.Validators || again.Document.Bytes != nil {
		t.Errorf("second time: %+v, %v", again, err)
	}
}

func TestGetRefuses(t *testing.T) {
	t.Parallel()
	var hits atomic.Int32
	url := serve(t, func(http.ResponseWriter, *http.Request) { hits.Add(1) })
	_, port, err := net.SplitHostPort(strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	c := NewClient(ClientOptions{HostPause: -1})
	defer c.Close()
	for _, address := range []string{
		url, "http://localhost:" + port, "http://[::1]:" + port, "http://[::ffff:127.0.0.1]:" + port, "http://169.254.169.254/latest/meta-data/", "http://10.0.0.1/",
		"http://[fd00:ec2::254]/", "http://[64:ff9b::7f00:1]:" + port, "file:///etc/passwd", "ftp://example.com/x", "javascript:alert(1)", "gopher://127.0.0.1:70/", "http:///x", "http://user:pw@example.com/", "://", "",
	} {
		_, err := c.Get(t.Context(), address, Validators{})
		var refused *RefusedError
		if !errors.As(err, &refused) {
			t.Errorf("%s: got %v, want *RefusedError", address, err)
			continue
		}
		if reason := Reason(err); !strings.HasPrefix(reason, "Not fetched: ") || !strings.HasSuffix(reason, ".") {
			t.Errorf("%s: reason %q", address, reason)
		}
	}
	if hits.Load() != 0 {
		t.Errorf("the server was reached %d times", hits.Load())
	}
}

func TestRedirects(t *testing.T) {
	t.Parallel()
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		_, port, _ := net.SplitHostPort(r.Host)
		to := map[string]string{
			"/moved": "/end", "/found": "/end", "/twice": "/moved", "/loop": "/loop", "/meta": "http://169.254.169.254/", "/name": "http://localhost:" + port + "/end",
			"/file": "file:///etc/passwd", "/mapped": "http://[::ffff:7f00:1]:" + port + "/end",
		}
		switch target := to[r.URL.Path]; {
		case r.URL.Path == "/found":
			http.Redirect(w, r, target, http.StatusFound)
		case target != "":
			w.Header().Set("Location", target)
			w.WriteHeader(http.StatusMovedPermanently)
		default:
			fmt.Fprint(w, "end")
		}
	})
	c := local(t)
	for path, moved := range map[string]string{"/moved": url + "/end", "/twice": url + "/end", "/found": "", "/end": ""} {
		got, err := c.Get(t.Context(), url+path, Validators{})
		if err != nil || string(got.Document.Bytes) != "end" || got.Moved != moved || got.Document.URL != url+"/end" {
			t.Errorf("%s: %+v, %v", path, got, err)
		}
	}
	for _, path := range []string{"/meta", "/name", "/file", "/mapped"} {
		_, err := c.Get(t.Context(), url+path, Validators{})
		var refused *RefusedError
		if !errors.As(err, &refused) {
			t.Errorf("%s: got %v, want *RefusedError", path, err)
		}
	}
	_, err := c.Get(t.Context(), url+"/loop", Validators{})
	var loop *RedirectError
	if !errors.As(err, &loop) || loop.Hops != 8 {
		t.Errorf("loop: %v", err)
	}
}

// TestRebinding asks a name server that changes its answer each time: what counts is the address that is dialled.
func TestRebinding(t *testing.T) {
	t.Parallel()
	var hits atomic.Int32
	url := serve(t, func(http.ResponseWriter, *http.Request) { hits.Add(1) })
	_, port, err := net.SplitHostPort(strings.TrimPrefix(url, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	answers := [][4]byte{{10, 0, 0, 1}, {127, 0, 0, 1}, {169, 254, 169, 254}}
	var asked atomic.Int32
	server := nameServer(t, func() [4]byte { return answers[int(asked.Add(1)-1)%len(answers)] })
	c := NewClient(ClientOptions{HostPause: -1, Resolver: &net.Resolver{
		PreferGo: true,
		Dial: func(ctx context.Context, _, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, "udp", server)
		},
	}})
	defer c.Close()
	for _, want := range []string{"10.0.0.1", "127.0.0.1", "169.254.169.254"} {
		_, err := c.Get(t.Context(), "http://rebind.example.com:"+port+"/", Validators{})
		var refused *RefusedError
		if !errors.As(err, &refused) || refused.Addr.String() != want || refused.Host != "rebind.example.com" {
			t.Errorf("got %v, want *RefusedError for %s", err, want)
		}
	}
	if hits.Load() != 0 {
		t.Errorf("the server was reached %d times", hits.Load())
	}
}

// nameServer answers every question for an A record with what next gives.
func nameServer(t *testing.T, next func() [4]byte) string {
	t.Helper()
	conn, err := net.ListenPacket("udp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() {
		buf := make([]byte, 1500)
		for {
			n, from, err := conn.ReadFrom(buf)
			if err != nil {
				return
			}
			var m dnsmessage.Message
			if m.Unpack(buf[:n]) != nil || len(m.Questions) != 1 {
				continue
			}
			q := m.Questions[0]
			m.Response, m.Authoritative, m.Additionals = true, true, nil
			if q.Type == dnsmessage.TypeA {
				m.Answers = []dnsmessage.Resource{{Header: dnsmessage.ResourceHeader{Name: q.Name, Type: q.Type, Class: q.Class, TTL: 0}, Body: &dnsmessage.AResource{A: next()}}}
			}
			if out, err := m.Pack(); err == nil {
				conn.WriteTo(out, from)
			}
		}
	}()
	return conn.LocalAddr().String()
}

func TestBodies(t *testing.T) {
	t.Parallel()
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		zeros := io.LimitReader(zeroReader{}, 16<<20)
		switch r.URL.Path {
		case "/bomb":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			io.Copy(z, zeros)
			z.Close()
		case "/gzip":
			w.Header().Set("Content-Encoding", "gzip")
			z := gzip.NewWriter(w)
			io.WriteString(z, "text")
			z.Close()
		case "/zlib":
			w.Header().Set("Content-Encoding", "deflate")
			z := zlib.NewWriter(w)
			io.WriteString(z, "text")
			z.Close()
		case "/deflate":
			w.Header().Set("Content-Encoding", "deflate")
			z, _ := flate.NewWriter(w, 6)
			io.WriteString(z, "text")
			z.Close()
		case "/mislabelled":
			w.Header().Set("Content-Encoding", "gzip")
			io.WriteString(w, "text")
		case "/brotli":
			w.Header().Set("Content-Encoding", "br")
			io.WriteString(w, "....")
		case "/endless":
			for i := 0; r.Context().Err() == nil; i++ {
				fmt.Fprintf(w, "<item><title>%d</title></item>\n", i)
			}
		case "/short":
			w.Header().Set("Content-Length", "100")
			io.WriteString(w, "text")
		case "/drip":
			for r.Context().Err() == nil {
				io.WriteString(w, "x")
				w.(http.Flusher).Flush()
				time.Sleep(10 * time.Millisecond)
			}
		}
	})
	c := local(t, func(o *ClientOptions) { o.MaxBytes = 1 << 20 })
	for _, path := range []string{"/gzip", "/zlib", "/deflate", "/mislabelled"} {
		got, err := c.Get(t.Context(), url+path, Validators{})
		if err != nil || string(got.Document.Bytes) != "text" {
			t.Errorf("%s: %q, %v", path, got.Document.Bytes, err)
		}
	}
	for _, path := range []string{"/bomb", "/endless"} {
		got, err := c.Get(t.Context(), url+path, Validators{})
		var big *TooBigError
		if !errors.As(err, &big) || len(got.Document.Bytes) != 1<<20 || !strings.Contains(Reason(err), "1 MB") {
			t.Errorf("%s: %d bytes, %v", path, len(got.Document.Bytes), err)
		}
	}
	got, err := local(t, func(o *ClientOptions) { o.Timeout = time.Second }).Get(t.Context(), url+"/drip", Validators{})
	var late *TimeoutError
	if !errors.As(err, &late) || len(got.Document.Bytes) == 0 {
		t.Errorf("drip: %d bytes, %v", len(got.Document.Bytes), err)
	}
	for _, path := range []string{"/brotli", "/short"} {
		if _, err := c.Get(t.Context(), url+path, Validators{}); err == nil {
			t.Errorf("%s: no error", path)
		}
	}
}

type zeroReader struct{}

func (zeroReader) Read(p []byte) (int, error) {
	clear(p)
	return len(p), nil
}

func TestStatuses(t *testing.T) {
	t.Parallel()
	var hits atomic.Int32
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		hits.Add(1)
		switch r.URL.Path {
		case "/forbidden":
			w.WriteHeader(http.StatusForbidden)
		case "/busy":
			w.Header().Set("Retry-After", "120")
			w.WriteHeader(http.StatusTooManyRequests)
		}
	})
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	c := local(t, func(o *ClientOptions) { o.Now = func() time.Time { return now } })
	_, err := c.Get(t.Context(), url+"/forbidden", Validators{})
	if got, want := Reason(err), "The server refuses us: it answers 403 Forbidden. What was read before is kept."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	_, err = c.Get(t.Context(), url+"/busy", Validators{})
	var status *StatusError
	if !errors.As(err, &status) || status.Code != 429 || status.RetryAfter != 2*time.Minute {
		t.Errorf("got %v", err)
	}
	asked := hits.Load()
	_, err = c.Get(t.Context(), url+"/other", Validators{})
	var wait *WaitError
	if !errors.As(err, &wait) || !wait.Until.Equal(now.Add(2*time.Minute)) || hits.Load() != asked {
		t.Errorf("got %v after %d requests", err, hits.Load()-asked)
	}
	now = now.Add(3 * time.Minute)
	if _, err := c.Get(t.Context(), url+"/other", Validators{}); err != nil {
		t.Errorf("after the wait: %v", err)
	}
}

func TestRobots(t *testing.T) {
	t.Parallel()
	var robots atomic.Int32
	mux := http.NewServeMux()
	mux.HandleFunc("/robots.txt", func(w http.ResponseWriter, r *http.Request) {
		robots.Add(1)
		io.WriteString(w, "User-agent: dateline\nDisallow: /private\n\nUser-agent: *\nDisallow: /\n")
	})
	mux.HandleFunc("/go", func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, "/private/x", http.StatusFound) })
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "<html><p>page") })
	url := serve(t, mux.ServeHTTP)
	c := local(t)
	for range 2 {
		d, err := c.Page(t.Context(), url+"/open")
		if err != nil || d.MediaType != "text/html" {
			t.Fatalf("open page: %+v, %v", d, err)
		}
	}
	for _, path := range []string{"/private/x", "/go"} {
		_, err := c.Page(t.Context(), url+path)
		var kept *RobotsError
		if !errors.As(err, &kept) || !strings.Contains(Reason(err), "robots.txt") {
			t.Errorf("%s: %v", path, err)
		}
	}
	if robots.Load() != 1 {
		t.Errorf("robots.txt was asked for %d times", robots.Load())
	}
	if _, err := c.Get(t.Context(), url+"/private/feed.xml", Validators{}); err != nil {
		t.Errorf("a feed is not kept away: %v", err)
	}
}

func TestRobotsStatus(t *testing.T) {
	t.Parallel()
	for code, allowed := range map[int]bool{404: true, 403: true, 500: false, 503: false} {
		var asked atomic.Int32
		url := serve(t, func(w http.ResponseWriter, r *http.Request) {
			if r.URL.Path == "/robots.txt" {
				asked.Add(1)
				w.WriteHeader(code)
				return
			}
			io.WriteString(w, "page")
		})
		c := local(t)
		for range 2 {
			if _, err := c.Page(t.Context(), url+"/a"); (err == nil) != allowed {
				t.Errorf("robots.txt answers %d: %v", code, err)
			}
		}
		if asked.Load() != 1 {
			t.Errorf("robots.txt that answers %d was asked for %d times", code, asked.Load())
		}
	}
}

func TestCrawlDelay(t *testing.T) {
	t.Parallel()
	c := local(t)
	c.hosts.slower("example.com", 5*time.Second)
	if got := time.Duration(float64(time.Second) / float64(c.hosts.get("example.com").limiter.Limit())); got != 5*time.Second {
		t.Errorf("pause %v, want 5s", got)
	}
	c.hosts.slower("example.com", time.Hour)
	if got := time.Duration(float64(time.Second) / float64(c.hosts.get("example.com").limiter.Limit())); got.Round(time.Second) != time.Minute {
		t.Errorf("pause %v, want 1m at most", got)
	}
}

func TestHostParallel(t *testing.T) {
	t.Parallel()
	var now, most atomic.Int32
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n := now.Add(1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
	})
	c := local(t)
	done := make(chan error)
	for range 8 {
		go func() {
			_, err := c.Get(t.Context(), url, Validators{})
			done <- err
		}()
	}
	for range 8 {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if most.Load() > 2 {
		t.Errorf("%d requests at once, want 2 at most", most.Load())
	}
}

func TestBackoff(t *testing.T) {
	t.Parallel()
	none := func() float64 { return 0 }
	tests := []struct {
		failures int
		after    time.Duration
		rnd      func() float64
		want     time.Duration
	}{
		{0, 0, none, time.Minute},
		{1, 0, none, time.Minute},
		{2, 0, none, 2 * time.Minute},
		{5, 0, none, 16 * time.Minute},
		{11, 0, none, 24 * time.Hour},
		{1 << 30, 0, none, 24 * time.Hour},
		{1, time.Hour, none, time.Hour},
		{1, 72 * time.Hour, none, 72 * time.Hour},
		{1, 0, func() float64 { return 0.5 }, 66 * time.Second},
	}
	for _, tt := range tests {
		if got := Backoff(tt.failures, tt.after, tt.rnd); got != tt.want {
			t.Errorf("Backoff(%d, %v) = %v, want %v", tt.failures, tt.after, got, tt.want)
		}
	}
}

func TestRetryAfter(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	for header, want := range map[string]time.Duration{
		"120": 2 * time.Minute, " 5 ": 5 * time.Second, "Sun, 01 Mar 2026 12:10:00 GMT": 10 * time.Minute, "Sun, 01 Mar 2026 11:00:00 GMT": 0,
		"": 0, "soon": 0, "-5": 0, "99999999999999999999": 0, "999999999": 7 * 24 * time.Hour,
	} {
		if got := RetryAfter(header, now); got != want {
			t.Errorf("RetryAfter(%q) = %v, want %v", header, got, want)
		}
	}
}

func TestParseContentType(t *testing.T) {
	t.Parallel()
	for header, want := range map[string][2]string{
		"text/html; charset=utf-8": {"text/html", "utf-8"}, "TEXT/XML;charset= 'koi8-r'": {"text/xml", "koi8-r"}, "text/xml; charset:iso-8859-1": {"text/xml", ""},
		"": {"", ""}, "application/rss+xml;": {"application/rss+xml", ""}, `text/html;charset = "us-ascii"`: {"text/html", "us-ascii"},
	} {
		if mt, cs := ParseContentType(header); mt != want[0] || cs != want[1] {
			t.Errorf("%q: got %q %q, want %q", header, mt, cs, want)
		}
	}
}
