package gather

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func feedOf(n int, day time.Time, every time.Duration) string {
	var b strings.Builder
	b.WriteString(`<rss version="2.0"><channel><title>F</title><ttl>30</ttl>`)
	for i := range n {
		fmt.Fprintf(&b, "<item><title>%d</title><guid>http://f.example/%d</guid><pubDate>%s</pubDate></item>", i, i, day.Add(-time.Duration(i)*every).Format(time.RFC1123Z))
	}
	b.WriteString("</channel></rss>")
	return b.String()
}

func TestPoll(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 12, 0, 0, 0, time.UTC)
	body := feedOf(3, now, 4*time.Hour)
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == `"1"` {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("ETag", `"1"`)
		w.Header().Set("Content-Type", "application/rss+xml")
		io.WriteString(w, body)
	})
	c := local(t, func(o *ClientOptions) { o.Now = func() time.Time { return now } })
	target := Target{URL: url}
	first, err := Poll(t.Context(), c, target)
	if err != nil || first.State != StateRead || len(first.New) != 3 || first.Feed.Title != "F" || first.Document.SHA256 == "" {
		t.Fatalf("%v, %v", first, err)
	}
	if first.Next != 2*time.Hour {
		t.Errorf("next in %v, want half of the usual 4h", first.Next)
	}
	seen := map[string]bool{}
	for i := range first.New {
		seen[first.New[i].Key()] = true
	}
	target.Validators, target.Interval = first.Validators, first.Next
	second, err := Poll(t.Context(), c, target)
	if err != nil || second.State != StateNotModified || second.Next != 3*time.Hour || second.Document.Bytes != nil || second.Validators != first.Validators {
		t.Errorf("%v, %v", second, err)
	}
	target.Validators, target.Seen = Validators{}, func(k string) bool { return seen[k] }
	quiet, err := Poll(t.Context(), c, target)
	if err != nil || quiet.State != StateQuiet || len(quiet.New) != 0 {
		t.Errorf("%v, %v", quiet, err)
	}
	delete(seen, "http://f.example/1")
	one, err := Poll(t.Context(), c, target)
	if err != nil || one.State != StateRead || len(one.New) != 1 || one.New[0].Title != "1" {
		t.Errorf("%v, %v", one, err)
	}
}

func TestPollTrouble(t *testing.T) {
	t.Parallel()
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/cut":
			w.Header().Set("ETag", `"1"`)
			io.WriteString(w, `<rss><channel><item><guid>1</guid><title>One</title></item><item><title>Tw`)
		case "/endless":
			io.WriteString(w, "<rss><channel>")
			for i := 0; r.Context().Err() == nil; i++ {
				fmt.Fprintf(w, "<item><guid>%d</guid><title>%d</title></item>", i, i)
			}
		case "/gone":
			w.WriteHeader(http.StatusGone)
		case "/error":
			w.Header().Set("Retry-After", "7200")
			w.WriteHeader(http.StatusBadGateway)
		case "/page":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, "<html><p>words")
		case "/words":
			io.WriteString(w, "words only")
		case "/robots.txt":
			io.WriteString(w, "User-agent: *\nDisallow: /page\n")
		}
	})
	c := local(t, func(o *ClientOptions) { o.MaxBytes = 100 << 10 })
	for _, path := range []string{"/cut", "/endless"} {
		r, err := Poll(t.Context(), c, Target{URL: url + path})
		var partial *PartialError
		if !errors.As(err, &partial) || r.State != StateInPart || len(r.New) == 0 || r.Validators != (Validators{}) || r.Document.Bytes == nil {
			t.Errorf("%s: %v, %v", path, r, err)
		}
	}
	gone, err := Poll(t.Context(), c, Target{URL: url + "/gone"})
	if err == nil || !gone.Gone || gone.State != StateFailed {
		t.Errorf("gone: %v, %v", gone, err)
	}
	bad, err := Poll(t.Context(), c, Target{URL: url + "/error", Failures: 3, Validators: Validators{ETag: "e"}})
	if err == nil || bad.Next < 2*time.Hour || bad.Next > 3*time.Hour || bad.Validators.ETag != "e" {
		t.Errorf("error: %v, %v", bad, err)
	}
	page, err := Poll(t.Context(), c, Target{URL: url + "/words", Page: true})
	if err != nil || !page.Page || page.State != StateRead || len(page.Document.Bytes) == 0 {
		t.Errorf("page: %v, %v", page, err)
	}
	if feed, err := Poll(t.Context(), c, Target{URL: url + "/page"}); !errors.Is(err, ErrNotFeed) || feed.State != StateFailed {
		t.Errorf("page where a feed should be: %v, %v", feed, err)
	}
	var robots *RobotsError
	if _, err := Poll(t.Context(), c, Target{URL: url + "/page", Page: true}); !errors.As(err, &robots) {
		t.Errorf("page that robots.txt keeps away: %v", err)
	}
	words, err := Poll(t.Context(), c, Target{URL: url + "/words"})
	if !errors.Is(err, ErrNotFeed) || words.State != StateFailed || words.Document.Bytes == nil || words.Next < time.Minute {
		t.Errorf("words: %v, %v", words, err)
	}
}

func TestNext(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 2, 12, 30, 0, 0, time.UTC) // a Monday
	at := func(ago ...time.Duration) *Feed {
		f := &Feed{}
		for _, a := range ago {
			f.Items = append(f.Items, Item{Published: Time{UTC: now.Add(-a)}})
		}
		return f
	}
	with := func(f *Feed, change func(*Feed)) *Feed { change(f); return f }
	tests := []struct {
		name   string
		target Target
		feed   *Feed
		maxAge time.Duration
		want   time.Duration
	}{
		{"busy feed", Target{}, at(0, time.Minute, 2*time.Minute), 0, 5 * time.Minute},
		{"every two hours", Target{}, at(0, 2*time.Hour, 4*time.Hour), 0, time.Hour},
		{"asleep for a month", Target{}, at(720*time.Hour, 721*time.Hour), 0, 24 * time.Hour},
		{"the ttl is longer", Target{}, with(at(0, time.Minute), func(f *Feed) { f.Every = time.Hour }), 0, time.Hour},
		{"the server's word is longer", Target{}, at(0, time.Minute), 20 * time.Minute, 20 * time.Minute},
		{"a server that says a year", Target{}, at(0, time.Minute), 8760 * time.Hour, 6 * time.Hour},
		{"no dates", Target{Interval: 10 * time.Minute}, &Feed{}, 0, 10 * time.Minute},
		{"nothing changed", Target{Interval: 10 * time.Minute}, nil, 0, 15 * time.Minute},
		{"own bounds", Target{Min: time.Hour, Max: 2 * time.Hour}, at(0, 100*time.Hour), 0, 2 * time.Hour},
		{"hours to skip", Target{}, with(at(0, time.Hour), func(f *Feed) { f.SkipHours = []int{13, 14} }), 0, 150 * time.Minute},
		{"all hours to skip", Target{}, with(at(0, time.Hour), func(f *Feed) {
			for h := range 24 {
				f.SkipHours = append(f.SkipHours, h)
			}
		}), 0, 48*time.Hour + 30*time.Minute - time.Hour},
		{"dates of the future do not count", Target{Interval: time.Hour}, at(-48*time.Hour, -24*time.Hour), 0, time.Hour},
	}
	for _, tt := range tests {
		if got := tt.target.next(tt.feed, tt.maxAge, now); got != tt.want && tt.name != "all hours to skip" || got > 49*time.Hour {
			t.Errorf("%s: got %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestDiscover(t *testing.T) {
	t.Parallel()
	day := time.Date(2023, 1, 3, 10, 0, 0, 0, time.UTC)
	var odd atomic.Int32
	var url string
	url = serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, `<html><head><base href="/sub/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
<link rel="alternate" type="application/rss+xml" href="feed.xml"><LINK REL="alternate feed" TYPE='application/atom+xml; charset=utf-8' HREF='/broken'>
<link rel="alternate" hreflang="de" href="/de"><link rel="stylesheet" type="text/css" href="/s.css"><link rel="alternate" type="application/rss+xml" href="javascript:x()"></head></html>`)
		case "/sub/feed.xml", "/only/rss.xml", "/comments/feed":
			io.WriteString(w, feedOf(2, day, time.Hour))
		case "/bare/":
			w.Header().Set("Content-Type", "text/html")
			io.WriteString(w, `<html><a href="/only/rss.xml">RSS</a> <a href="/about">About</a></html>`)
		case "/robots.txt":
			fmt.Fprintf(w, "User-agent: *\nSitemap: %s/sitemap.xml\nSitemap: %s/news-sitemap.xml.gz\n", url, url)
		case "/news-sitemap.xml.gz":
			z := gzip.NewWriter(w)
			io.WriteString(z, `<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>http://s.example/1</loc><news:news><news:publication_date>2023-01-02</news:publication_date></news:news></url></urlset>`)
			z.Close()
		default:
			odd.Add(1)
			w.WriteHeader(http.StatusNotFound)
		}
	})
	c := local(t)
	got, err := Discover(t.Context(), c, url+"/")
	if err != nil || len(got) != 3 {
		t.Fatalf("got %+v, %v", got, err)
	}
	if f := got[0]; f.URL != url+"/sub/feed.xml" || f.Kind != RSS || f.Title != "F" || f.Items != 2 || !f.Newest.Equal(day) || f.From != "the page" || f.Comments {
		t.Errorf("first %+v", f)
	}
	if f := got[1]; f.Kind != Sitemap || f.Items != 1 || f.From != "robots.txt" {
		t.Errorf("second %+v", f)
	}
	if f := got[2]; !f.Comments {
		t.Errorf("third %+v", f)
	}
	if odd.Load() != 1 {
		t.Errorf("%d requests for what is not there, want 1", odd.Load())
	}
	direct, err := Discover(t.Context(), c, url+"/sub/feed.xml")
	if err != nil || len(direct) != 1 || direct[0].From != "the address itself" {
		t.Errorf("got %+v, %v", direct, err)
	}
	mentioned, err := Discover(t.Context(), c, url+"/bare/")
	if err != nil || mentioned[0].URL != url+"/only/rss.xml" {
		t.Errorf("got %+v, %v", mentioned, err)
	}
}

func TestDiscoverNothing(t *testing.T) {
	t.Parallel()
	var paths atomic.Int32
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/" {
			paths.Add(1)
			w.WriteHeader(http.StatusNotFound)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		io.WriteString(w, "<html><p>words")
	})
	if _, err := Discover(t.Context(), local(t), url); !errors.Is(err, ErrNoFeed) {
		t.Errorf("got %v, want ErrNoFeed", err)
	}
	if n := paths.Load(); n > int32(len(commonPaths))+1 {
		t.Errorf("%d requests", n)
	}
	var refused *RefusedError
	if _, err := Discover(t.Context(), local(t), "http://169.254.169.254/"); !errors.As(err, &refused) {
		t.Errorf("got %v, want *RefusedError", err)
	}
}
