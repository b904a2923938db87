// Package search is the page of the query language: sentences, reports, people, claims and events in one list, told apart by
// their letter; what the query was read as; facets with counts; saved searches; a list of names searched at once; and the
// same answers as RSS, CSV, JSON lines and JSON.
package search

import (
	"cmp"
	"context"
	"embed"
	"net/http"
	"net/url"
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

// Pages serves the search.
type Pages struct {
	*shell.Desk
	Meaning func(text string) []float32 // nil: the desk cannot search by meaning
}

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /search", p.Handle(p.show))
	mux.Handle("GET /search/feed", p.Handle(p.feed))
	mux.Handle("GET /search/export", p.Handle(p.export))
	mux.Handle("GET /search/list", p.Handle(p.list))
	mux.Handle("POST /search/saved", p.Handle(p.save))
	mux.Handle("POST /search/saved/{id}/forget", p.Handle(p.forget))
}

// Answer is one answer as the page and the JSON show it.
type Answer struct {
	Kind   string      `json:"kind"`
	Fact   *ask.Fact   `json:"fact,omitempty"`
	Report *Report     `json:"report,omitempty"`
	Name   *store.Name `json:"name,omitempty"`
	Count  int         `json:"entries,omitempty"` // that name it
	Copies int         `json:"copies,omitempty"`
	Href   string      `json:"href"`
	Score  string      `json:"alike,omitempty"` // found by meaning: how alike, 0 to 1
}

// Report is a report among the answers.
type Report struct {
	ID       store.ReportID `json:"id"`
	Headline string         `json:"headline"`
	Source   string         `json:"source"`
	Owner    shell.Owner    `json:"owner"`
	At       time.Time      `json:"at"`
	When     string         `json:"-"`
	Words    []ask.Word     `json:"-"`
	Snippet  string         `json:"words"`
	Numbers  shell.Numbers  `json:"-"`
}

type page struct {
	shell.Frame
	ask.Ask
	Answers []Answer
	Total   int
	Capped  bool
	Took    string
	Reports int
	Newest  bool
	More    string
	Groups  []ask.Group
	Days    *days
	Saved   []saved
	Lines   []line
	List    string
	Similar []Answer
	CanMean bool
	Mean    bool
	Note    *shell.Note
	After   bool
}

// listing is the page as JSON.
type listing struct {
	Query   string               `json:"query"`
	ReadAs  []ask.Piece          `json:"read_as"`
	Total   int                  `json:"total"`
	Capped  bool                 `json:"capped,omitempty"` // the counts are of the latest answers
	Answers []Answer             `json:"answers"`
	Similar []Answer             `json:"by_meaning,omitempty"`
	Facets  map[string][]counted `json:"facets"`
	Next    string               `json:"next,omitempty"`
}

type counted struct {
	Value string `json:"value"`
	N     int    `json:"n"`
}

var keys = []shell.Key{{Keys: []string{"/"}, Does: "query"}, {Keys: []string{"j", "k"}, Does: "next, previous answer"}, {Keys: []string{"Enter"}, Does: "open the sentence"},
	{Keys: []string{"s"}, Does: "save"}, {Keys: []string{"w"}, Does: "watch"}, {Keys: []string{"e"}, Does: "export"}}

const perPage = 30

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	a, err := ask.Read(p.Desk, r)
	if err != nil {
		return err
	}
	pg := &page{Frame: shell.Frame{Name: "search", Title: "Search", Keys: keys, Find: a.Typed}, Ask: a, Newest: a.Values.Get("sort") == "new", After: a.Values.Get("after") != "",
		CanMean: p.Meaning != nil, Mean: a.Values.Get("meaning") != "", Note: note(a.Values)}
	if a.Typed != "" {
		pg.Title = "Search: " + shell.Cut(a.Typed, 60)
	}
	if a.Fault != nil && shell.WantsJSON(r) {
		return shell.Bad(a.Fault.Title+".", a.Fault.Advice)
	}
	found, err := p.find(r.Context(), pg)
	if err != nil {
		return err
	}
	if shell.WantsJSON(r) {
		return p.Show(w, r, http.StatusOK, pageTemplate, pg, pg.asJSON(found))
	}
	if err := p.side(r.Context(), pg); err != nil {
		return err
	}
	return p.Show(w, r, a.Status(), pageTemplate, pg, nil)
}

func (pg *page) asJSON(found store.Found) listing {
	l := listing{Query: pg.Query.String(), ReadAs: append([]ask.Piece{}, pg.ReadAs()...), Total: pg.Total, Capped: pg.Capped, Answers: append([]Answer{}, pg.Answers...), Similar: pg.Similar, Next: pg.More, Facets: map[string][]counted{}}
	for f, values := range found.Facets {
		for _, v := range values {
			l.Facets[string(f)] = append(l.Facets[string(f)], counted{v.Value, v.N})
		}
	}
	return l
}

// find asks the store and fills in what was found.
func (p Pages) find(ctx context.Context, pg *page) (store.Found, error) {
	if pg.Fault != nil {
		return store.Found{}, nil
	}
	q := pg.Want()
	q.Limit, q.Newest, q.After = perPage, pg.Newest, store.Cursor(pg.Values.Get("after"))
	start := time.Now()
	found, err := p.Store.Find(ctx, q)
	if err != nil {
		return found, err
	}
	if took := time.Since(start); took > 0 {
		pg.Took = strconv.FormatFloat(max(took.Seconds(), 0.01), 'f', 2, 64)
	}
	pg.Total, pg.Capped = found.Total, found.Capped
	for _, one := range found.Answers {
		pg.Answers = append(pg.Answers, p.answer(one, pg.Query))
	}
	switch {
	case found.Next != "":
		pg.More = pg.Href("after", string(found.Next))
	case !pg.Newest && !pg.After && pg.Total > len(pg.Answers):
		pg.More = pg.Href("sort", "new")
	}
	pg.groups(found)
	return found, p.byMeaning(ctx, pg)
}

func (p Pages) answer(one store.Answer, q search.Query) Answer {
	a := Answer{Copies: one.Copies, Count: one.Count}
	switch {
	case one.Entry != nil:
		f := ask.FactOf(p.Desk, one.Entry, ask.Wanted(q))
		a.Fact, a.Kind, a.Href = &f, f.KindName, f.Href
	case one.Report != nil:
		a.Report, a.Kind = p.report(one.Report), "report"
		a.Href = shell.FactHref(one.Report.ID, "")
	case one.Name != nil:
		a.Name, a.Kind = one.Name, "person"
		a.Href = "/who?q=" + url.QueryEscape(one.Name.Name)
	}
	return a
}

func (p Pages) report(h *store.Hit) *Report {
	r := &Report{ID: h.ID, Headline: cmp.Or(h.Headline, "No headline"), Source: h.Name, Owner: shell.OwnerOf(h.Owner), At: h.At, When: p.When(h.At)}
	for _, piece := range h.Snippet {
		r.Words = append(r.Words, ask.Word{Text: piece.Text, Hit: piece.Match})
		r.Snippet += piece.Text
	}
	if r.Snippet == "" {
		r.Words, r.Snippet = []ask.Word{{Text: h.Lead}}, h.Lead
	}
	for i, n := range []int{h.Counts.Statements, h.Counts.Claims, h.Counts.Events} {
		r.Numbers = append(r.Numbers, shell.Number{Kind: shell.Kinds[i], N: n})
	}
	return r
}

// groups makes the lists to narrow by.
func (pg *page) groups(found store.Found) {
	pg.Groups = append(pg.Groups, pg.Group("Kind", search.Kind, ask.Kinds(found.Kinds), ask.KindWord))
	pg.Groups = append(pg.Groups, pg.stances(found.Facets[store.Stance]))
	for _, g := range []struct {
		name  string
		field search.Field
		label func(string) (string, string)
	}{{"Who acts or speaks", search.Who, nil}, {"Type of event", search.Type, nil}, {"Class of event", search.Quad, ask.Quad}, {"Source", search.Source, nil}, {"Owner of the source", search.Owner, ask.Owner},
		{"Voice", search.Voice, nil}, {"Place", search.Place, nil}} {
		if g.field == search.Type {
			pg.Days = pg.days(found.Days)
		}
		pg.Groups = append(pg.Groups, pg.Group(g.name, g.field, found.Facets[g.field], g.label))
	}
}

// stances is the list of stances: each is a field of its own in the language.
func (pg *page) stances(values []store.Valued) ask.Group {
	g := ask.Group{Name: "Stance"}
	for _, v := range values {
		f := search.Field(v.Value)
		if f != search.Asserts && f != search.Denies && f != search.Questions && f != search.Supports {
			continue
		}
		on := len(pg.Query.Asked(f)) > 0
		to := pg.Query.Set(f)
		if !on {
			to, _ = search.Parse(pg.Query.String()+" "+v.Value+":*", time.Time{}) // the canonical form of a query that was read reads again
		}
		g.Choices = append(g.Choices, ask.Choice{Label: v.Value, N: v.N, On: on, Href: pg.With(to)})
	}
	return g
}

// days is the chart of answers by day.
type days struct {
	Bars []bar
	Says string
}

type bar struct {
	X, Y, W, H int
	N          int
	Label      string
	Href, Day  string
	At         int // middle
}

const mostBars = 12

// days draws the last days that have answers.
func (pg *page) days(list []store.DayCount) *days {
	if len(list) < 2 {
		return nil
	}
	list = list[max(0, len(list)-mostBars):]
	most := 1
	total := func(d store.DayCount) int { return d.Quad[0] + d.Quad[1] + d.Quad[2] + d.Quad[3] + d.Quad[4] }
	for _, d := range list {
		most = max(most, total(d))
	}
	c := &days{Says: "Answers by day:"}
	step := 172 / len(list)
	for i, d := range list {
		n := total(d)
		h := max(1, n*28/most)
		day := d.Day.Format(time.DateOnly)
		b := bar{X: i*step + 2, W: max(3, step-4), H: h, Y: 40 - h, N: n, Day: d.Day.Format("Monday 2 January 2006"), Href: pg.With(pg.Query.Set(search.From).Set(search.To).Set(search.On, day)), At: i*step + step/2}
		if i == 0 || d.Day.Day() == 1 {
			b.Label = d.Day.Format("2 Jan")
		} else if len(list) <= 7 {
			b.Label = strconv.Itoa(d.Day.Day())
		}
		c.Bars = append(c.Bars, b)
		c.Says += " " + d.Day.Format("2 January 2006") + " " + shell.Count(n) + ","
	}
	c.Says = c.Says[:len(c.Says)-1]
	return c
}

func note(v url.Values) *shell.Note {
	switch v.Get("did") {
	case "saved":
		return &shell.Note{Title: "The search is saved.", Text: "It stands at the side of this page, with the number of answers that came since you last looked."}
	case "forgot":
		return &shell.Note{Title: "The saved search is gone.", Text: "What it found stays in the record."}
	}
	return nil
}

// byMeaning adds reports whose text means nearly the same, marked as such.
func (p Pages) byMeaning(ctx context.Context, pg *page) error {
	if p.Meaning == nil || !pg.Mean || pg.Typed == "" {
		return nil
	}
	near, err := p.Store.Similar(ctx, p.Meaning(pg.Typed), 10)
	if err != nil {
		return err
	}
	for _, n := range near {
		pg.Similar = append(pg.Similar, Answer{Kind: "report", Report: p.report(&store.Hit{StreamRow: n.StreamRow}), Href: shell.FactHref(n.ID, ""), Score: strconv.FormatFloat(n.Alike, 'f', 2, 64)})
	}
	return nil
}
