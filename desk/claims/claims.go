// Package claims is the list of claims across reports and the page of each: who asserts, questions and denies it, since when, in which
// words, and whose account each sentence is. The page never says which side is right.
package claims

import (
	"embed"
	"fmt"
	"net/http"
	"net/url"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var (
	listTemplate  = shell.Parse(files, "list.html")
	claimTemplate = shell.Parse(files, "claim.html")
)

// Pages serves the claims.
type Pages struct{ *shell.Desk }

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /claims", p.Handle(p.list))
	mux.Handle("GET /claims/{id}", p.Handle(p.show))
}

// Line is a claim in the list.
type Line struct {
	store.ClaimRow
	Href   string  `json:"href"`
	When   string  `json:"-"`
	Stands []stand `json:"-"`
	New    bool    `json:"-"`
}

type stand struct {
	Stance string
	N      int
	Word   string
}

type chip struct {
	Label, Href string
	Current     bool
}

type listPage struct {
	shell.Frame
	Chips []chip
	Words string
	On    string // which chip, for the form
	Lines []Line
	Older string
	Any   bool // a filter is on
}

var listKeys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous"}, {Keys: []string{"Enter"}, Does: "open"}, {Keys: []string{"f"}, Does: "filter"}, {Keys: []string{"/"}, Does: "search"}}

var views = []struct {
	value, label string
	set          func(*store.ClaimQuery)
}{
	{"", "All", func(*store.ClaimQuery) {}},
	{"contested", "Contested", func(q *store.ClaimQuery) { q.Contested = true }},
	{"changed", "Against own words", func(q *store.ClaimQuery) { q.OwnWords = true }},
	{"one", "One origin", func(q *store.ClaimQuery) { q.OneOrigin = true }},
	{"single", "Told once too", func(q *store.ClaimQuery) { q.Single = true }},
}

func (p Pages) list(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	pg := &listPage{Frame: shell.Frame{Name: "claims", Title: "Claims", Keys: listKeys}, Words: shell.Cut(v.Get("words"), 200), On: v.Get("show"), Lines: []Line{}}
	q := store.ClaimQuery{Words: pg.Words, Before: v.Get("before"), Actor: v.Get("actor")}
	found := false
	for _, view := range views {
		if view.value == pg.On {
			view.set(&q)
			found = true
		}
		pg.Chips = append(pg.Chips, chip{view.label, address(view.value, pg.Words, ""), view.value == pg.On})
	}
	if !found {
		return shell.Bad("No such view of the claims.", "Choose one of those on the page.")
	}
	list, err := p.Store.Claims(r.Context(), q)
	if err != nil {
		return err
	}
	for _, c := range list.Rows {
		pg.Lines = append(pg.Lines, Line{ClaimRow: c, Href: Href(c.ID), When: p.When(c.Last), Stands: stands(c)})
	}
	if list.Next != "" {
		pg.Older = address(pg.On, pg.Words, list.Next)
	}
	pg.Any = pg.On != "" || pg.Words != ""
	return p.Show(w, r, http.StatusOK, listTemplate, pg, map[string]any{"claims": pg.Lines, "next": pg.Older})
}

// Href is the address of a claim.
func Href(id store.ClaimID) string { return fmt.Sprintf("/claims/%d", id) }

func stands(c store.ClaimRow) []stand {
	var list []stand
	for _, s := range []stand{{"asserts", c.Asserts, "assert"}, {"supports", c.Supports, "support"}, {"questions", c.Questions, "question"}, {"denies", c.Denies, "deny"}, {"no_comment", c.NoComment, "no comment"}} {
		if s.N > 0 {
			list = append(list, s)
		}
	}
	return list
}

func address(show, words, before string) string {
	v := url.Values{}
	for _, one := range []struct{ name, value string }{{"show", show}, {"words", words}, {"before", before}} {
		if one.value != "" {
			v.Set(one.name, one.value)
		}
	}
	if len(v) == 0 {
		return "/claims"
	}
	return "/claims?" + v.Encode()
}
