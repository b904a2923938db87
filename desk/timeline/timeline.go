// Package timeline draws events by the day that their sentence gives, in lanes by who acts, where, or which source tells it: a band
// as wide as the day is vague, an arrow where a sentence ties one event to another, and above it the longer scales with the window.
// Every mark opens its sentence; the same events stand below as a list.
package timeline

import (
	"context"
	"embed"
	"net/http"
	"strconv"
	"time"

	"github.com/dateline-news/dateline/desk/ask"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/search"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var pageTemplate = ask.Templates(files)

// Pages serves the timeline.
type Pages struct{ *shell.Desk }

// Routes puts the page on mux.
func (p Pages) Routes(mux *http.ServeMux) { mux.Handle("GET /timeline", p.Handle(p.show)) }

type page struct {
	shell.Frame
	ask.Ask
	By, Zooms  []option
	Quads      []ask.Choice
	Statuses   []ask.Choice
	SureOnly   ask.Choice
	Drawn      int // events in the window
	All        int // events that pass, with and without a day
	NoDay      int
	Window     string // "20 to 23 November 2026"
	Strips     []strip
	Chart      *chart
	Open       *open
	Events     []ask.Fact
	Total      int
	Earlier    string
	Later      string
	In, Out    string
	ListHref   string
	NoDayHref  string
	CSV, Lines string
}

type option struct {
	Label, Href string
	On          bool
}

var keys = []shell.Key{{Keys: []string{"←", "→"}, Does: "next, previous event"}, {Keys: []string{"+", "−"}, Does: "zoom"}, {Keys: []string{"[", "]"}, Does: "move the window"},
	{Keys: []string{"Enter"}, Does: "open the sentence"}, {Keys: []string{"e"}, Does: "export"}, {Keys: []string{"/"}, Does: "search"}}

// listing is the page as JSON.
type listing struct {
	Query  string         `json:"query"`
	From   time.Time      `json:"from"`
	To     time.Time      `json:"to"`
	All    int            `json:"all"`
	NoDay  int            `json:"without_a_day"`
	Lanes  []laneJSON     `json:"lanes"`
	Events []ask.Fact     `json:"events"`
	Days   map[string]int `json:"days"`
}

type laneJSON struct {
	Name string `json:"name"`
	N    int    `json:"n"`
}

const perPage = 40

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	a, err := ask.Read(p.Desk, r)
	if err != nil {
		return err
	}
	if a.Fault != nil && shell.WantsJSON(r) {
		return shell.Bad(a.Fault.Title+".", a.Fault.Advice)
	}
	pg := &page{Frame: shell.Frame{Name: "timeline", Title: "Timeline", Keys: keys}, Ask: a}
	if a.Fault != nil {
		return p.Show(w, r, a.Status(), pageTemplate, pg, nil)
	}
	d, err := p.draw(r.Context(), pg)
	if err != nil {
		return err
	}
	out := listing{Query: a.Query.String(), All: pg.All, NoDay: pg.NoDay, Events: append([]ask.Fact{}, pg.Events...), Days: map[string]int{}}
	if d != nil {
		out.From, out.To = d.view.from, d.view.to
		for _, l := range d.lanes {
			out.Lanes = append(out.Lanes, laneJSON{l.name, l.n})
		}
		for day, n := range d.days {
			out.Days[day.Format(time.DateOnly)] = n[0] + n[1] + n[2] + n[3] + n[4]
		}
	}
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, out)
}

// draw reads the points twice: once to learn how far they reach, once for what is in the window.
func (p Pages) draw(ctx context.Context, pg *page) (*drawing, error) {
	find := pg.Want(store.EventEntry)
	find.Sure = pg.Values.Get("sure") != ""
	d := newDrawing(pg, p.Now().UTC())
	if err := p.Store.Points(ctx, find, d.count); err != nil {
		return nil, err
	}
	d.endRun()
	pg.All, pg.NoDay = d.all, d.noDay
	p.controls(pg, d)
	if len(d.days) == 0 {
		return nil, nil
	}
	d.look()
	if err := p.Store.Points(ctx, find, d.take); err != nil {
		return nil, err
	}
	if err := p.chart(ctx, pg, d); err != nil {
		return nil, err
	}
	return d, p.below(ctx, pg, d)
}

// controls are the choices above the chart.
func (p Pages) controls(pg *page, d *drawing) {
	for _, o := range []struct{ value, label string }{{"actor", "Actor"}, {"place", "Place"}, {"source", "Source"}} {
		pg.By = append(pg.By, option{o.label, pg.Href("by", o.value), d.by == o.value})
	}
	for _, name := range search.Values(search.Quad) {
		n := 0
		for i, v := range search.Values(search.Quad) {
			if v == name {
				n = d.quads[i+1]
			}
		}
		text, class := ask.Quad(name)
		pg.Quads = append(pg.Quads, ask.Choice{Label: text, Class: class, N: n, On: pg.Query.Has(search.Quad, name), Href: pg.With(pg.Query.Toggle(search.Quad, name))})
	}
	for _, s := range search.Values(search.Status) {
		if n := d.status[s]; n > 0 || pg.Query.Has(search.Status, s) {
			pg.Statuses = append(pg.Statuses, ask.Choice{Label: s, N: n, On: pg.Query.Has(search.Status, s), Href: pg.With(pg.Query.Toggle(search.Status, s))})
		}
	}
	sure := pg.Values.Get("sure") != ""
	pg.SureOnly = ask.Choice{Label: "sure or accepted only", On: sure, Href: pg.Href("sure", map[bool]string{true: "", false: "1"}[sure])}
	pg.CSV, pg.Lines = pg.To("/events/export.csv"), pg.To("/events/export.jsonl")
	pg.NoDayHref = pg.To("/events")
}

// below reads the open event and the list of the window.
func (p Pages) below(ctx context.Context, pg *page, d *drawing) error {
	q := pg.Query.Set(search.On).Set(search.From, d.view.from.Format(time.DateOnly)).Set(search.To, d.view.to.Add(-time.Minute).Format(time.DateOnly))
	find := store.Find{Query: q, Kinds: []store.EntryKind{store.EventEntry}, On: pg.AsOf.At, Limit: perPage, Newest: true}
	found, err := p.Store.Find(ctx, find)
	if err != nil {
		return err
	}
	pg.Total = found.Total
	for _, one := range found.Answers {
		f := ask.FactOf(p.Desk, one.Entry, ask.Wanted(pg.Query))
		f.Copies = one.Copies
		pg.Events = append(pg.Events, f)
	}
	pg.ListHref = pg.To("/events", "q", q.String())
	return p.open(ctx, pg, d)
}

// open is the event whose sentence stands below the chart.
type open struct {
	ask.Fact
	Next  string // the words behind the sentence
	Chain []link
	Close string
}

type link struct {
	Glyph, Title, Href, Word string
	Here                     bool
}

func (p Pages) open(ctx context.Context, pg *page, d *drawing) error {
	id, err := strconv.ParseInt(pg.Values.Get("open"), 10, 64)
	if err != nil || id <= 0 {
		if id = int64(d.newest); id == 0 {
			return nil
		}
	}
	list, err := p.Store.Entries(ctx, store.EntryID(id))
	if err != nil || len(list) == 0 || list[0].Kind != store.EventEntry {
		return err
	}
	o := &open{Fact: ask.FactOf(p.Desk, &list[0], ask.Wanted(pg.Query))}
	for _, l := range list[0].Detail.Links {
		to, err := p.Store.EntryOf(ctx, list[0].Report, l.To)
		if err != nil {
			continue // the link leads to a fact that is no entry
		}
		f := ask.FactOf(p.Desk, &to, nil)
		o.Chain = append(o.Chain, link{Glyph: f.Glyph, Title: f.Trigger(), Href: pg.Href("open", ask.ID(to.ID)), Word: linkWords[l.Kind]})
	}
	pg.Open = o
	return nil
}

var linkWords = map[string]string{"retaliation": "in retaliation for", "response": "in answer to", "order": "by order of", "cause": "caused by", "purpose": "in order to", "after": "after"}
