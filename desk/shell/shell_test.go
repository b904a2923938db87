package shell

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"github.com/dateline-news/dateline/store"
)

func TestWords(t *testing.T) {
	t.Parallel()
	tests := []struct{ name, got, want string }{
		{"small count", Count(999), "999"}, {"thousands", Count(1284), "1,284"}, {"millions", Count(12345678), "12,345,678"}, {"below zero", Count(-1284), "−1,284"},
		{"one", Plural(1, "report", "reports"), "1 report"}, {"many", Plural(1284, "report", "reports"), "1,284 reports"},
		{"bytes", Size(1), "1 byte"}, {"kilobytes", Size(1500), "1.5 kB"}, {"gigabytes", Size(2_340_000_000), "2.34 GB"},
		{"seconds", Span(40 * time.Second), "40 s"}, {"minutes", Span(90 * time.Minute), "90 min"}, {"hours", Span(6 * time.Hour), "6 h"}, {"days", Span(72 * time.Hour), "3 days"},
		{"cut at a space", Cut("one two three four", 15), "one two three…"}, {"cut in a word", Cut("жжжжжжжжжж", 4), "жжжж…"}, {"not cut", Cut("short", 5), "short"},
		{"site", Site("https://www.meridian.example/feed?x=1"), "meridian.example"}, {"no site", Site("report.txt"), "report.txt"},
		{"web", Web("https://a.example/x"), "https://a.example/x"}, {"script", Web("javascript:alert(1)"), ""}, {"no host", Web("https:///x"), ""}, {"not parsed", Web("http://[::1"), ""},
		{"language", Language("en-GB"), "English"}, {"unknown language", Language("tlh"), "tlh"},
		{"numbers", Numbers{{Kinds[0], 2}, {Kinds[1], 0}, {Kinds[6], 1}}.String(), "2 statements, 1 wording"}, {"no numbers", Numbers{}.String(), "no facts"},
		{"owner", OwnerOf(store.OwnerParty).Word, "party or movement"}, {"no owner", OwnerOf("").Word, "owner unknown"},
	}
	for _, tt := range tests {
		if tt.got != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}

func TestTimes(t *testing.T) {
	t.Parallel()
	zone := time.FixedZone("here", 2*3600)
	d := &Desk{Zone: zone, Now: func() time.Time { return time.Date(2026, 11, 23, 0, 30, 0, 0, zone) }}
	for _, tt := range []struct {
		at                time.Time
		when, short, long string
	}{
		{time.Date(2026, 11, 22, 22, 10, 0, 0, time.UTC), "00:10", "Today", "Monday 23 November"}, // the day is that of the zone
		{time.Date(2026, 11, 22, 21, 10, 0, 0, time.UTC), "yesterday 23:10", "Yesterday", "Sunday 22 November"},
		{time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC), "21 Nov 14:00", "Saturday", "21 November"},
		{time.Date(2025, 12, 31, 12, 0, 0, 0, time.UTC), "31 Dec 2025 14:00", "Wednesday", "31 December 2025"},
		{time.Time{}, "", "No date", ""},
	} {
		short, long := d.Day(tt.at)
		if when := d.When(tt.at); when != tt.when || short != tt.short || long != tt.long {
			t.Errorf("%v: got %q, %q, %q; want %q, %q, %q", tt.at, when, short, long, tt.when, tt.short, tt.long)
		}
	}
}

func TestFaultOf(t *testing.T) {
	t.Parallel()
	for err, want := range map[error]int{store.ErrNotFound: 404, store.ErrBadCursor: 400, store.ErrInvalid: 400, store.ErrDiskFull: 507, &http.MaxBytesError{}: 413, errors.New("boom"): 500, Bad("a", "b"): 400} {
		if got := faultOf(fmt.Errorf("do it: %w", err)).Status; got != want {
			t.Errorf("%v: got status %d, want %d", err, got, want)
		}
	}
}

func TestWantsJSON(t *testing.T) {
	t.Parallel()
	for accept, want := range map[string]bool{"": false, "application/json": true, "text/html": false, "text/html, application/json": false, "text/html;q=0.3, application/json;q=0.9": true, "application/json;q=x": false, "*/*": false} {
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.Header.Set("Accept", accept)
		if got := WantsJSON(r); got != want {
			t.Errorf("Accept %q: got %v, want %v", accept, got, want)
		}
	}
}
