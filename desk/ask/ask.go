// Package ask is what the pages over facts share: the query in the address with what it was read as, the lists to narrow it by,
// and an entry of the record as a row or a card shows it. Search, events, timeline, map, wording and place are asked in one language.
//
// The contract: the address holds the whole state (q the query, on the day as known, and each page's own words), a link changes one
// part of it, and a page that cannot read its query says what is wrong and keeps what was typed.
package ask

import (
	"cmp"
	"embed"
	"errors"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/search"
	"github.com/dateline-news/dateline/store"
)

//go:embed ask.html
var files embed.FS

// Templates reads a page's templates together with the frame and the parts of this package.
func Templates(page fs.FS) *template.Template {
	// all are embedded: a failure is a broken build
	return template.Must(shell.Parse(files, "ask.html").Funcs(functions).ParseFS(page, "*.html"))
}

// functions are what the templates of these pages may call beside those of the frame.
var functions = template.FuncMap{"add": func(a, b int) int { return a + b }, "sub": func(a, b int) int { return a - b }, "quads": quads}

// quads lists the quad classes for a legend, conflict first.
func quads() []Choice {
	var all []Choice
	for _, name := range []string{"material-conflict", "verbal-conflict", "material-cooperation", "verbal-cooperation"} {
		text, class := Quad(name)
		all = append(all, Choice{Label: text, Class: class})
	}
	return all
}

// Ask is what an address asks for.
type Ask struct {
	Path   string
	Typed  string // as it stands in the field
	Query  search.Query
	Fault  *search.Error // what of the query cannot be read
	AsOf   shell.AsOf
	Values url.Values // all of the address
}

// Read reads the query and the day of an address. What cannot be read of the query is in Fault.
func Read(d *shell.Desk, r *http.Request) (Ask, error) {
	v := r.URL.Query()
	a := Ask{Path: r.URL.Path, Typed: strings.TrimSpace(v.Get("q")), Values: v}
	var err error
	if a.AsOf, err = d.ReadAsOf(r); err != nil {
		return a, err
	}
	a.Query, err = search.Parse(a.Typed, d.Now().In(d.Zone))
	if err != nil {
		fault, ok := errors.AsType[*search.Error](err)
		if !ok {
			return a, err
		}
		a.Fault = fault
	}
	return a, nil
}

// Status is that of a page for this query.
func (a Ask) Status() int {
	if a.Fault != nil {
		return http.StatusBadRequest
	}
	return http.StatusOK
}

// Want is the query of the store, as of the day.
func (a Ask) Want(kinds ...store.EntryKind) store.Find {
	return store.Find{Query: a.Query, Kinds: kinds, On: a.AsOf.At, Facets: true}
}

// Href is the address with pairs of name and value changed; an empty value takes a name out. The place in a list is given up.
func (a Ask) Href(pairs ...string) string {
	v := url.Values{}
	for name, list := range a.Values {
		if name != "after" && name != "did" && len(list) > 0 && list[0] != "" {
			v.Set(name, list[0])
		}
	}
	if a.Typed != "" && a.Fault == nil {
		v.Set("q", a.Query.String())
	}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] == "" {
			v.Del(pairs[i])
		} else {
			v.Set(pairs[i], pairs[i+1])
		}
	}
	if len(v) == 0 {
		return a.Path
	}
	return a.Path + "?" + v.Encode()
}

// With is the address with another query.
func (a Ask) With(q search.Query) string { return a.Href("q", q.String()) }

// To is the address of another page with the same query and day.
func (a Ask) To(path string, pairs ...string) string {
	b := Ask{Path: path, Typed: a.Typed, Query: a.Query, Fault: a.Fault, Values: url.Values{}}
	if a.AsOf.On != "" {
		b.Values.Set("on", a.AsOf.On)
	}
	return b.Href(pairs...)
}

// Clear is the address without a query.
func (a Ask) Clear() string { return a.Href("q", "") }

// Piece is a part of the query in words, with the address without it.
type Piece struct {
	Says, Note, Href string
	Not              bool
}

// ReadAs says what the query was understood to mean.
func (a Ask) ReadAs() []Piece {
	var all []Piece
	for _, p := range a.Query.ReadAs() {
		all = append(all, Piece{Says: p.Says, Note: p.Note, Not: p.Not, Href: a.Href("q", p.Without)})
	}
	return all
}

// Says is the query in one line, for an empty list and for titles.
func (a Ask) Says() string {
	var all []string
	for _, p := range a.Query.ReadAs() {
		s := strings.TrimSpace(p.Says + " " + p.Note)
		if p.Not {
			s = "not " + s
		}
		all = append(all, s)
	}
	return strings.Join(all, ", ")
}

// Hidden are the parts of the address that a form with a field of its own must carry on.
func (a Ask) Hidden(except ...string) []Piece {
	var all []Piece
	for name, list := range a.Values {
		if name != "after" && name != "did" && !slices.Contains(except, name) && len(list) > 0 && list[0] != "" {
			all = append(all, Piece{Says: name, Note: list[0]})
		}
	}
	slices.SortFunc(all, func(x, y Piece) int { return cmp.Compare(x.Says, y.Says) })
	return all
}

// Group is a list of values to narrow by.
type Group struct {
	Name    string
	Choices []Choice
	Rest    []Choice // behind "11 more"
}

// Choice is one value.
type Choice struct {
	Label, Href, Class string // Class draws a glyph before the label
	N                  int
	On                 bool
}

// shown is how many values of a field are listed at once.
const shown = 6

// Group makes the list of a field. label may be nil.
func (a Ask) Group(name string, f search.Field, values []store.Valued, label func(string) (text, class string)) Group {
	g := Group{Name: name}
	asked := a.Query.Asked(f)
	add := func(value string, n int) {
		c := Choice{Label: value, N: n, On: slices.ContainsFunc(asked, func(s string) bool { return strings.EqualFold(s, value) }), Href: a.With(a.Query.Toggle(f, value))}
		if label != nil {
			c.Label, c.Class = label(value)
		}
		if len(g.Choices) < shown || c.On {
			g.Choices = append(g.Choices, c)
		} else {
			g.Rest = append(g.Rest, c)
		}
	}
	for _, v := range values {
		add(v.Value, v.N)
	}
	for _, s := range asked { // a chosen value that no answer has can be taken out too
		if !slices.ContainsFunc(values, func(v store.Valued) bool { return strings.EqualFold(v.Value, s) }) {
			add(s, 0)
		}
	}
	return g
}

// Quad names the quad classes and their glyphs.
func Quad(value string) (text, class string) {
	return strings.ReplaceAll(value, "-", " "), map[string]string{"material-conflict": "mc", "verbal-conflict": "vc", "material-cooperation": "mo", "verbal-cooperation": "vo"}[value]
}

// QuadName is the value of a quad class in the query, "" for none.
func QuadName(quad int) string {
	names := search.Values(search.Quad)
	if quad < 1 || quad > len(names) {
		return ""
	}
	return names[quad-1]
}

// Owner names the classes of owner.
func Owner(value string) (text, class string) {
	return shell.OwnerOf(store.Owner(value)).Word, ""
}

// KindWord names the kinds of answer.
func KindWord(value string) (text, class string) {
	return map[string]string{"statement": "Sentences", "claim": "Claims", "event": "Events", "wording": "Wording", "report": "Reports", "person": "People", "place": "Places"}[value], ""
}

// Kinds puts counts by kind in the order of the list.
func Kinds(n map[store.EntryKind]int) []store.Valued {
	var all []store.Valued
	for _, k := range []struct {
		kind store.EntryKind
		name string
	}{{store.StatementEntry, "statement"}, {store.ReportAnswer, "report"}, {store.EventEntry, "event"}, {store.PersonAnswer, "person"}, {store.PositionEntry, "claim"}, {store.WordingEntry, "wording"}} {
		if n[k.kind] > 0 {
			all = append(all, store.Valued{Value: k.name, N: n[k.kind]})
		}
	}
	return all
}
