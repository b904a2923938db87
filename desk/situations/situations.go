// Package situations is the list of situations and the page of each: what changed since the reader looked, the escalation index with
// the sentences behind each point, who says what, the latest events, places, people and reports; its briefs; and its watch.
package situations

import (
	"embed"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/situation"
)

//go:embed *.html
var files embed.FS

var (
	listTemplate  = shell.Parse(files, "list.html", "watch.html")
	pageTemplate  = shell.Parse(files, "page.html", "parts.html")
	moreTemplate  = shell.Parse(files, "more.html", "parts.html")
	watchTemplate = shell.Parse(files, "edit.html", "watch.html")
	briefTemplate = shell.Parse(files, "brief.html", "parts.html")
)

// Pages serves the situations.
type Pages struct{ *shell.Desk }

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /situations", p.Handle(p.list))
	mux.Handle("POST /situations", p.Handle(p.add))
	mux.Handle("GET /situations/{slug}", p.Handle(p.show))
	mux.Handle("GET /situations/{slug}/claims", p.Handle(p.claims))
	mux.Handle("GET /situations/{slug}/changes", p.Handle(p.changes))
	mux.Handle("GET /situations/{slug}/index/{day}", p.Handle(p.day))
	mux.Handle("GET /situations/{slug}/watch", p.Handle(p.watch))
	mux.Handle("POST /situations/{slug}/watch", p.Handle(p.edit))
	mux.Handle("POST /situations/{slug}/seen", p.Handle(p.seen))
	mux.Handle("POST /situations/{slug}/remove", p.Handle(p.remove))
	mux.Handle("GET /situations/{slug}/news", p.Handle(p.news))
	mux.Handle("GET /situations/{slug}/briefs", p.Handle(p.briefs))
	mux.Handle("POST /situations/{slug}/briefs", p.Handle(p.makeBrief))
	mux.Handle("GET /situations/{slug}/briefs/{number}", p.Handle(p.brief))
}

type line struct {
	Slug    string  `json:"slug"`
	Name    string  `json:"name"`
	Href    string  `json:"href"`
	Index   string  `json:"index,omitempty"`
	Delta   string  `json:"delta,omitempty"`
	Up      bool    `json:"rising,omitempty"`
	New     int     `json:"new"`
	Reports int     `json:"reports"`
	Events  int     `json:"events"`
	Claims  int     `json:"claims"`
	Spark   string  `json:"-"`
	Behind  int     `json:"behind,omitempty"`
	Breadth string  `json:"breadth,omitempty"`
	Value   float64 `json:"value"`
}

type form struct {
	Name, Words, Actors, Places, Without, Sources, Languages string
	All                                                      bool
	Fault                                                    string
}

type listPage struct {
	shell.Frame
	Lines []line
	Form  form
	Open  bool
	Note  *shell.Note
}

var listKeys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous"}, {Keys: []string{"Enter"}, Does: "open"}, {Keys: []string{"w"}, Does: "watch something new"}, {Keys: []string{"/"}, Does: "search"}}

func (p Pages) list(w http.ResponseWriter, r *http.Request) error {
	pg, err := p.listed(r)
	if err != nil {
		return err
	}
	pg.Open = r.URL.Query().Has("new")
	pg.Form.Words = shell.Cut(r.URL.Query().Get("words"), 200)
	if r.URL.Query().Get("did") == "removed" {
		pg.Note = &shell.Note{Title: "Removed.", Text: "It is watched no more. Its reports and their facts stay in the record."}
	}
	return p.Show(w, r, http.StatusOK, listTemplate, pg, map[string]any{"situations": pg.Lines})
}

func (p Pages) listed(r *http.Request) (*listPage, error) {
	rows, err := p.Store.Situations(r.Context(), shell.Who)
	if err != nil {
		return nil, err
	}
	pg := &listPage{Frame: shell.Frame{Name: "situations", Title: "Situations", Keys: listKeys}, Lines: []line{}}
	for _, s := range rows {
		l := line{Slug: s.Slug, Name: s.Name, Href: Href(s.Slug), New: s.New, Reports: s.Counts.Reports, Events: s.Counts.Events, Claims: s.Counts.Claims, Spark: shell.Spark(s.Spark, 120, 28), Behind: s.Behind, Breadth: s.Breadth, Value: s.Index}
		if s.Known {
			l.Index, l.Delta, l.Up = value(s.Index), delta(s.Delta), s.Delta > 0
		}
		pg.Lines = append(pg.Lines, l)
	}
	pg.Open = len(rows) == 0
	return pg, nil
}

// Href is the address of a situation.
func Href(slug string) string { return "/situations/" + url.PathEscape(slug) }

func value(v float64) string { return strconv.FormatFloat(v, 'f', 1, 64) }

func delta(v float64) string {
	switch s := value(max(v, -v)); {
	case s == "0.0":
		return "steady"
	case v > 0:
		return "▲ " + s
	default:
		return "▼ " + s
	}
}

// lists reads a field of several terms: one a line, or parted by commas.
func lists(s string) []string {
	var out []string
	for _, one := range strings.FieldsFunc(s, func(r rune) bool { return r == '\n' || r == ',' || r == ';' }) {
		if one = strings.TrimSpace(one); one != "" {
			out = append(out, one)
		}
	}
	return out
}

func (f form) watch() situation.Watch {
	return situation.Watch{Words: lists(f.Words), Actors: lists(f.Actors), Places: lists(f.Places), Without: lists(f.Without), Sources: lists(f.Sources), Languages: lists(f.Languages), All: f.All}
}

func readForm(r *http.Request) form {
	get := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	return form{Name: get("name"), Words: get("words"), Actors: get("actors"), Places: get("places"), Without: get("without"), Sources: get("sources"), Languages: get("languages"), All: get("all") == "1"}
}

// add makes a situation of the form; what is wrong with it is said beside it, and nothing typed is lost.
func (p Pages) add(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	f := readForm(r)
	id, err := p.Store.AddSituation(r.Context(), f.Name, f.watch(), shell.Who)
	if fault, is := told(err); is {
		pg, err := p.listed(r)
		if err != nil {
			return err
		}
		f.Fault = fault
		pg.Form, pg.Open = f, true
		return p.Show(w, r, http.StatusBadRequest, listTemplate, pg, map[string]any{"error": fault})
	}
	if err != nil {
		return err
	}
	p.Forget()
	x, err := p.Store.SituationBySlug(r.Context(), strconv.FormatInt(int64(id), 10))
	if err != nil {
		return err
	}
	http.Redirect(w, r, Href(x.Slug), http.StatusSeeOther)
	return nil
}
