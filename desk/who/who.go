// Package who is who's who: the list of people, organisations, groups and countries that reports name, and the page of each:
// its offices with the first and last sentence that gives them, its names, what it said and claims, and who answers it.
// Everything is read from reports; no outside biography is used.
package who

import (
	"embed"
	"net/http"
	"net/url"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var (
	listTemplate   = shell.Parse(files, "list.html")
	personTemplate = shell.Parse(files, "person.html")
)

// Pages serves who's who.
type Pages struct{ *shell.Desk }

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /who", p.Handle(p.list))
	mux.Handle("GET /who/{id}", p.Handle(p.show))
	mux.Handle("GET /who/{id}/statements", p.Handle(p.show))
	mux.Handle("GET /actors/{key}", p.Handle(p.byKey))
	mux.Handle("POST /who/{id}/join", p.Handle(p.join))
}

// Line is a row of the list.
type Line struct {
	store.Who
	Href  string `json:"href"`
	Kind  string `json:"-"` // in words
	When  string `json:"-"`
	Under string `json:"-"`
}

type listPage struct {
	shell.Frame
	Says  string
	Kinds []link
	Order []link
	Name  string
	Kind  string
	By    string
	Lines []Line
	Total int
	Older string
	Clear string
}

type link struct {
	Label, Href string
	N           int
	Current     bool
}

var kinds = []struct{ value, label, one string }{{"", "All", ""}, {"person", "People", "person"}, {"organisation", "Organisations", "organisation"}, {"group", "Groups", "group"}, {"country", "Countries", "country"}}

var orders = []struct{ value, label string }{{"", "Most reports"}, {"statements", "Most statements"}, {"last", "Last named"}}

var listKeys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous"}, {Keys: []string{"Enter"}, Does: "open"}, {Keys: []string{"f"}, Does: "find a name"}, {Keys: []string{"/"}, Does: "search"}}

func (p Pages) list(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	q := store.WhoQuery{Kind: v.Get("kind"), Name: shell.Cut(v.Get("name"), 200), Order: v.Get("order"), After: v.Get("after")}
	if !known(q.Kind) {
		return shell.Bad("No such kind of name.", "Who’s who has people, organisations, groups and countries.")
	}
	found, err := p.Store.People(r.Context(), q)
	if err != nil {
		return err
	}
	pg := &listPage{Frame: shell.Frame{Name: "who", Title: "Who’s who", Keys: listKeys}, Name: q.Name, Kind: q.Kind, By: q.Order, Total: found.Total, Lines: []Line{}, Clear: "/who"}
	pg.Says = shell.Plural(found.Total, "name", "names") + " in current reports"
	for _, k := range kinds {
		pg.Kinds = append(pg.Kinds, link{Label: k.label, Href: address(k.value, q.Name, q.Order, ""), Current: k.value == q.Kind})
	}
	for _, o := range orders {
		pg.Order = append(pg.Order, link{Label: o.label, Href: address(q.Kind, q.Name, o.value, ""), Current: o.value == q.Order})
	}
	for _, one := range found.Rows {
		pg.Lines = append(pg.Lines, Line{Who: one, Href: shell.WhoHref(one.ID), Kind: kindWord(one.Kind), When: p.When(one.Last), Under: shell.Cut(one.Office, 120)})
	}
	if found.Next != "" {
		pg.Older = address(q.Kind, q.Name, q.Order, found.Next)
	}
	return p.Show(w, r, http.StatusOK, listTemplate, pg, map[string]any{"who": pg.Lines, "total": found.Total, "next": pg.Older})
}

func known(kind string) bool { return kind == "" || kindWord(kind) != "" }

func kindWord(kind string) string {
	for _, k := range kinds {
		if k.value == kind {
			return k.one
		}
	}
	return ""
}

func address(kind, name, order, after string) string {
	v := url.Values{}
	for _, one := range []struct{ name, value string }{{"kind", kind}, {"name", name}, {"order", order}, {"after", after}} {
		if one.value != "" {
			v.Set(one.name, one.value)
		}
	}
	if len(v) == 0 {
		return "/who"
	}
	return "/who?" + v.Encode()
}

// byKey sends the reader of an actor's key to its page.
func (p Pages) byKey(w http.ResponseWriter, r *http.Request) error {
	one, err := p.Store.PersonByKey(r.Context(), r.PathValue("key"))
	if err != nil {
		return err
	}
	http.Redirect(w, r, shell.WhoHref(one.ID), http.StatusSeeOther)
	return nil
}
