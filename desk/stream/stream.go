// Package stream is the landing page: all reports, newest first, by day, with filters, search, a preview of the selected
// report, the line of new arrivals, and the first-run state while nothing has been read.
package stream

import (
	"embed"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var pageTemplate = shell.Parse(files, "*.html")

// Pages serves the stream. Its fields are set once, before it serves.
type Pages struct {
	*shell.Desk
	Intake Intake
	live   limiter
}

// Routes puts the pages on mux.
func (p *Pages) Routes(mux *http.ServeMux) {
	p.live = newLimiter(maxLive)
	mux.Handle("GET /{$}", http.RedirectHandler("/stream", http.StatusSeeOther))
	mux.Handle("GET /stream", p.Handle(p.show))
	mux.Handle("GET /stream/arrivals", p.Handle(p.arrivals))
	mux.Handle("GET /stream/first", p.Handle(p.firstLog))
	mux.Handle("GET /live", p.Handle(p.serveLive))
	mux.Handle("GET /reports/{id}/preview", p.Handle(p.preview))
	mux.Handle("GET /reports/{id}/copies", p.Handle(p.copies))
	mux.Handle("POST /stream/seen", p.Handle(p.markSeen))
	mux.Handle("POST /reports/{id}/unread", p.Handle(p.markUnread))
	mux.Handle("POST /files", p.Handle(p.takeFiles))
	mux.Handle("POST /sample", p.Handle(p.loadSample))
}

// Row is a report in the list.
type Row struct {
	ID       store.ReportID `json:"id"`
	Href     string         `json:"href"`
	At       time.Time      `json:"at"`
	Clock    string         `json:"-"`
	Source   string         `json:"source"`
	Outlet   string         `json:"outlet,omitempty"`
	Owner    shell.Owner    `json:"owner"`
	Language string         `json:"language,omitempty"`
	Place    string         `json:"place,omitempty"`
	Headline string         `json:"headline"`
	Lead     string         `json:"lead"`
	Version  int            `json:"version"`
	Unread   bool           `json:"unread"`
	Facts    shell.Numbers  `json:"-"`
	Counts   map[string]int `json:"facts"`
	Snippet  []store.Piece  `json:"snippet,omitempty"`
	Current  bool           `json:"-"`
	Divide   string         `json:"-"`              // "you were here" stands before this row
	Fold     *Fold          `json:"fold,omitempty"` // nil while it was not placed among others
}

// Day is the rows of one day.
type Day struct {
	Divide      string // "you were here" stands before this day
	Short, Long string
	Rows        []*Row
}

// Choice is one value of a filter.
type Choice struct {
	Label, Href string
	Reports     int
	Current     bool
}

// Filter is a menu of choices.
type Filter struct {
	Name    string
	On      string // the chosen value's label
	Choices []Choice
}

type page struct {
	shell.Frame
	Query    query
	Says     string
	Days     []Day
	Flat     bool // search results, best first, without days
	Order    []Choice
	All      Choice
	Unread   Choice
	Folding  *Choice // copies folded, or not; nil where the list is narrowed
	Filters  []Filter
	Shown    int
	Matching int
	Older    string
	Head     store.ReportID
	Clock    string
	Filtered string // the filters in words, for the empty list
	Preview  *Preview
	First    *First
	Waits    *Waits
	Note     *shell.Note
	ShowFind bool
}

// query is what the address asks for.
type query struct {
	store.StreamQuery
	Has    string // a kind of fact by its name
	Newest bool   // search results newest first
	First  bool
	Find   bool
	Flat   bool           // copies stand in the list as other reports do
	Open   store.ReportID // whose copies are unfolded
}

var hasKind = map[string]store.FactKind{"statement": store.StatementFact, "claim": store.ClaimFact, "event": store.EventFact, "person": store.EntityFact,
	"place": store.PlaceFact, "date": store.TimeFact, "wording": store.WordingFact}

func parse(r *http.Request) (query, error) {
	v := r.URL.Query()
	q := query{Has: v.Get("has"), Newest: v.Get("sort") == "new", First: v.Get("first") != "", Find: v.Get("find") != ""}
	q.Before = store.Cursor(v.Get("before"))
	q.Owner, q.Language, q.Place, q.Text = store.Owner(v.Get("owner")), v.Get("language"), v.Get("place"), strings.TrimSpace(v.Get("q"))
	q.Unread = v.Get("unread") != ""
	if s := v.Get("source"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n <= 0 {
			return q, shell.Bad("No such source.", "The address asks for the source “"+shell.Cut(s, 40)+"”; choose one from the menu Source.")
		}
		q.Source = store.SourceID(n)
	}
	if q.Has != "" {
		kind, known := hasKind[q.Has]
		if !known {
			return q, shell.Bad("No such kind of fact.", "The address asks for “"+shell.Cut(q.Has, 40)+"”; choose one from the menu Has a fact.")
		}
		q.StreamQuery.Has = kind
	}
	q.Flat = v.Get("fold") == "off"
	q.Folded = !q.Flat && !q.narrowed()
	if s := v.Get("open"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n <= 0 {
			return q, shell.Bad("No such report.", "The address asks to unfold “"+shell.Cut(s, 40)+"”; choose a row of the stream.")
		}
		q.Open = store.ReportID(n)
	}
	q.Limit = perPage
	if s := v.Get("limit"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil || n < 1 || n > 500 {
			return q, shell.Bad("A page has 1 to 500 reports.", "The address asks for “"+shell.Cut(s, 40)+"”.")
		}
		q.Limit = n
	}
	return q, nil
}

const perPage = 50

// href writes the address of the same list with one value changed; an empty value takes it out. It begins again at the newest, but
// where a row is unfolded.
func (q query) href(name, value string) string {
	v := url.Values{}
	put := func(name, value string) {
		if value != "" {
			v.Set(name, value)
		}
	}
	put("owner", string(q.Owner))
	put("language", q.Language)
	put("place", q.Place)
	put("q", q.Text)
	put("has", q.Has)
	if q.Source != 0 {
		put("source", strconv.FormatInt(int64(q.Source), 10))
	}
	if q.Unread {
		put("unread", "1")
	}
	if q.Newest {
		put("sort", "new")
	}
	if q.Flat {
		put("fold", "off")
	}
	if name == "open" {
		put("before", string(q.Before))
	}
	v.Del(name)
	put(name, value)
	if len(v) == 0 {
		return "/stream"
	}
	return "/stream?" + v.Encode()
}

// narrowed reports whether anything but the whole stream is asked for.
func (q query) narrowed() bool {
	return q.Source != 0 || q.Owner != "" || q.Language != "" || q.Place != "" || q.Text != "" || q.Has != "" || q.Unread
}

// best reports whether the answer is search results, best first.
func (q query) best() bool {
	other := q
	other.Text = ""
	return q.Text != "" && !q.Newest && !other.narrowed() && q.Before == ""
}

// Href is the list's own address, at the newest.
func (q query) Href() string { return q.href("", "") }

// Narrowed is narrowed, for the template.
func (q query) Narrowed() bool { return q.narrowed() }

// Main is the counts that a row shows: what was said, claimed, happened and worded, and, where there is none of these, the names and places.
func (r *Row) Main() shell.Numbers {
	var main shell.Numbers
	for _, n := range r.Facts.Some() {
		switch n.Kind.Name {
		case "statement", "claim", "event", "person", "wording":
			main = append(main, n)
		}
	}
	if len(main) == 0 {
		return r.Facts.Some()
	}
	return main
}
