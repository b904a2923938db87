// Package sources is the page of what Dateline reads: how often each source gives reports, when it was last read and how
// that ended in words, with the one useful act; adding a source by its address, lists in and out as OPML.
package sources

import (
	"cmp"
	"context"
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

var (
	pageTemplate   = shell.Parse(files, "add.html", "sources.html")
	sourceTemplate = shell.Parse(files, "sources.html", "source.html")
)

// Pages serves the sources.
type Pages struct {
	*shell.Desk
	Discover func(ctx context.Context, address string) (Finding, error) // looks at an address for feeds; nil when the desk may not fetch
	Poll     func(ctx context.Context, id store.SourceID) error         // reads a source now; nil when another process does the reading
}

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /sources", p.Handle(p.show))
	mux.Handle("GET /sources/{id}", p.Handle(p.source))
	mux.Handle("POST /sources/look", p.Handle(p.look))
	mux.Handle("POST /sources", p.Handle(p.add))
	mux.Handle("POST /sources/{id}/{act}", p.Handle(p.act))
	mux.Handle("POST /sources/opml", p.Handle(p.importList))
	mux.Handle("GET /sources.opml", p.Handle(p.exportList))
}

// Line is a source in the table.
type Line struct {
	ID       store.SourceID `json:"id"`
	Name     string         `json:"name"`
	Owner    shell.Owner    `json:"owner"`
	Evidence string         `json:"owner_evidence,omitempty"`
	Kind     string         `json:"kind"`
	URL      string         `json:"url,omitempty"`
	SiteURL  string         `json:"site_url,omitempty"`
	Every    string         `json:"every,omitempty"`
	Paused   bool           `json:"paused"`
	Days     [14]int        `json:"days"` // the oldest first, today last
	Week     int            `json:"week"`
	Total    int            `json:"total"`
	Result   string         `json:"result"`
	Reason   string         `json:"reason,omitempty"`
	LastGood *time.Time     `json:"last_good"`
	LastTry  *time.Time     `json:"last_try"`
	Glyph    string         `json:"-"` // ok, warn, line, pause, wait
	When     string         `json:"-"` // of the last good read
	Bars     []Bar          `json:"-"`
	DaysSay  string         `json:"-"`
	Why      *Why           `json:"-"`
	Polled   bool           `json:"-"`
}

// Bar is a day in the drawing of 14 days.
type Bar struct {
	X, Y, H float64
	Now     bool
}

// Why is the reason line under a source that needs a look: what happened, what is kept, one act.
type Why struct {
	Title, Text string
	Act         string // "try", "look", "open"
	Href        string // for "open"
}

type page struct {
	shell.Frame
	Says    string
	Chips   []chip
	Lines   []Line
	Total   int
	Note    *shell.Note
	Add     *Add
	List    bool // the panel for OPML is open
	Owners  []shell.Owner
	Filter  string // in words, for the empty list
	CanLook bool
}

type chip struct {
	Label, Href string
	N           int
	Current     bool
}

var keys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous"}, {Keys: []string{"a"}, Does: "add a source"}, {Keys: []string{"r"}, Does: "read now"}, {Keys: []string{"/"}, Does: "search"}}

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	pg, all, err := p.list(r)
	if err != nil {
		return err
	}
	switch r.URL.Query().Get("add") {
	case "":
	case "opml":
		pg.List = true
	default:
		pg.Add = &Add{}
	}
	if look := strings.TrimSpace(r.URL.Query().Get("look")); look != "" {
		pg.Add = &Add{Address: shell.Cut(look, 2000)}
	}
	pg.Note = note(r.URL.Query())
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, map[string][]Line{"sources": all})
}

// list makes the page of all sources, or of those that the address asks for.
func (p Pages) list(r *http.Request) (*page, []Line, error) {
	rows, err := p.Store.Sources(r.Context())
	if err != nil {
		return nil, nil, err
	}
	owner, need := r.URL.Query().Get("owner"), r.URL.Query().Get("need") != ""
	pg := &page{Frame: shell.Frame{Name: "sources", Title: "Sources", Keys: keys}, Total: len(rows), CanLook: p.Discover != nil}
	all, good, look := []Line{}, 0, 0
	owners := map[string]int{}
	for _, row := range rows {
		line := p.line(row)
		owners[line.Owner.Class]++
		if line.Why != nil {
			look++
		}
		if row.Result.Good() && row.Result != store.ResultPart {
			good++
		}
		if (owner == "" || owner == line.Owner.Class) && (!need || line.Why != nil) {
			all = append(all, line)
		}
	}
	pg.Lines = all
	pg.Says = shell.Plural(len(rows), "source", "sources") + ", " + shell.Count(good) + " read in full, " + shell.Count(look) + " " + agree(look, "needs", "need") + " a look"
	pg.Chips = append(pg.Chips, chip{"All", "/sources", len(rows), owner == "" && !need}, chip{"Need a look", "/sources?need=1", look, need})
	for _, o := range store.Owners {
		badge := shell.OwnerOf(o)
		pg.Owners = append(pg.Owners, badge)
		if n := owners[badge.Class]; n > 0 || owner == badge.Class {
			pg.Chips = append(pg.Chips, chip{capital(badge.Word), "/sources?owner=" + url.QueryEscape(badge.Class), n, owner == badge.Class})
		}
		if owner == badge.Class {
			pg.Filter = badge.Word
		}
	}
	return pg, all, nil
}

func agree(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

func (p Pages) line(row store.SourceRow) Line {
	l := Line{ID: row.ID, Name: row.Name, Owner: shell.OwnerOf(row.Owner.Class), Evidence: row.Owner.Evidence, Kind: string(row.Kind), URL: row.URL, SiteURL: shell.Web(cmp.Or(row.SiteURL, row.URL)),
		Paused: row.Paused, Days: row.Days, Week: row.Week, Total: row.Total, Result: string(row.Result), Reason: row.Reason, Polled: row.Kind != store.FileSource}
	if row.Interval > 0 {
		l.Every = shell.Span(row.Interval)
	}
	if !row.LastGood.IsZero() {
		l.LastGood, l.When = &row.LastGood, p.When(row.LastGood)
	}
	if !row.LastTry.IsZero() {
		l.LastTry = &row.LastTry
	}
	l.Bars, l.DaysSay = bars(row.Days, p.Now())
	l.glyph(row)
	l.Why = p.why(row)
	return l
}

// glyph says in a sign and a word how the source stands.
func (l *Line) glyph(row store.SourceRow) {
	switch {
	case row.Paused:
		l.Glyph, l.Result = "pause", "paused"
	case !l.Polled:
		l.Glyph, l.Result = "wait", "given by hand"
	case row.Result == store.ResultNone:
		l.Glyph, l.Result = "wait", "not read yet"
	case row.Result == store.ResultRead:
		l.Glyph = "ok"
	case row.Result == store.ResultQuiet:
		l.Glyph = "line"
	default:
		l.Glyph = "warn"
	}
}

// titles say what happened, in the words of the design.
var titles = map[store.Result]string{store.ResultPart: "Not all of it could be read.", store.ResultQuiet: "It answers, but nothing is new.", store.ResultRefused: "The server refuses us.",
	store.ResultUnreachable: "No answer.", store.ResultNotFeed: "What answers is not a feed.", store.ResultGone: "Nothing stands at this address any more.", store.ResultFailed: "It could not be read."}

func (p Pages) why(row store.SourceRow) *Why {
	if row.Paused || row.Kind == store.FileSource || !row.NeedsLook() {
		return nil
	}
	w := &Why{Title: titles[row.Result], Text: row.Reason, Act: "try"}
	switch row.Result {
	case store.ResultQuiet:
		w.Act, w.Href = "open", shell.Web(cmp.Or(row.SiteURL, row.URL))
		w.Text = strings.TrimSpace(w.Text + " This may be the outlet, not the reading.")
	case store.ResultNotFeed, store.ResultGone:
		w.Act = "look"
	}
	if !row.Result.Good() {
		since := "It has never been read."
		if !row.LastGood.IsZero() {
			since = "Not read since " + p.When(row.LastGood) + "; what was read before is kept."
		}
		w.Text = strings.TrimSpace(w.Text + " " + since)
	}
	return w
}

// bars draws the reports of 14 days in a box of 112 by 22.
func bars(days [14]int, now time.Time) ([]Bar, string) {
	most := 1
	for _, n := range days {
		most = max(most, n)
	}
	var list []Bar
	var said []string
	for i, n := range days {
		h := 19 * float64(n) / float64(most)
		if n == 0 {
			h = 1
		}
		list = append(list, Bar{X: float64(8 * i), Y: 21 - h, H: h, Now: i == len(days)-1})
		said = append(said, strconv.Itoa(n))
	}
	from := now.UTC().AddDate(0, 0, -13)
	return list, "Reports a day, " + from.Format("2 January") + " to " + now.UTC().Format("2 January") + ": " + strings.Join(said, ", ")
}
