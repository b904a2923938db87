// Package place is the page of one place: its names, where the atlas has it, what happened there, who acts there, and each sentence.
package place

import (
	"embed"
	"net/http"
	"slices"
	"strconv"

	"github.com/dateline-news/dateline/desk/ask"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/search"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var pageTemplate = ask.Templates(files)

// Pages serves the places.
type Pages struct{ *shell.Desk }

// Routes puts the page on mux.
func (p Pages) Routes(mux *http.ServeMux) { mux.Handle("GET /places/{id}", p.Handle(p.show)) }

type page struct {
	shell.Frame
	ask.Ask
	Place         store.Name
	Says          string
	Aliases       []string
	Events        []ask.Fact
	Total         int
	Groups        []ask.Group
	More          string
	Map, Timeline string
	Reports       string
}

type document struct {
	Place   store.Name `json:"place"`
	Aliases []string   `json:"aliases"`
	Total   int        `json:"total"`
	Events  []ask.Fact `json:"events"`
}

var keys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous event"}, {Keys: []string{"Enter"}, Does: "open the sentence"}, {Keys: []string{"/"}, Does: "search"}}

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || id <= 0 {
		return &shell.Fault{Status: http.StatusNotFound, Title: "There is no such place.", Kept: "A place is named by a number: the address may be mistyped."}
	}
	name, aliases, err := p.Store.NameOf(r.Context(), store.NameID(id))
	if err != nil {
		return err
	}
	a, err := ask.Read(p.Desk, r)
	if err != nil {
		return err
	}
	aliases = slices.DeleteFunc(aliases, func(s string) bool { return s == name.Name })
	pg := &page{Frame: shell.Frame{Name: "place", Tab: "map", Title: name.Name, Keys: keys}, Ask: a, Place: name, Aliases: aliases, Says: says(name)}
	if a.Fault == nil {
		q := a.Want(store.EventEntry)
		q.Query = a.Query.Set(search.Place, name.Name)
		q.Limit, q.Newest, q.After = 50, true, store.Cursor(a.Values.Get("after"))
		found, err := p.Store.Find(r.Context(), q)
		if err != nil {
			return err
		}
		pg.fill(p.Desk, found)
		query := q.Query.String()
		pg.Map, pg.Timeline, pg.Reports = a.To("/map", "q", query, "open", strconv.FormatInt(id, 10)), a.To("/timeline", "q", query), a.To("/search", "q", query)
	}
	return p.Show(w, r, a.Status(), pageTemplate, pg, document{Place: name, Aliases: append([]string{}, aliases...), Total: pg.Total, Events: append([]ask.Fact{}, pg.Events...)})
}

func (pg *page) fill(d *shell.Desk, found store.Found) {
	pg.Total = found.Total
	for _, one := range found.Answers {
		f := ask.FactOf(d, one.Entry, ask.Wanted(pg.Query))
		f.Copies = one.Copies
		pg.Events = append(pg.Events, f)
	}
	if found.Next != "" {
		pg.More = pg.Href("after", string(found.Next))
	}
	pg.Groups = append(pg.Groups, pg.Group("Who acts here", search.Who, found.Facets[search.Who], nil), pg.Group("Type", search.Type, found.Facets[search.Type], nil), pg.Group("Source", search.Source, found.Facets[search.Source], nil))
}

// says is what is known of a place beside its name.
func says(n store.Name) string {
	s := n.Kind
	if n.Country != "" {
		s += ", " + n.Country
	}
	if n.Lat != nil && n.Lon != nil {
		s += ", " + strconv.FormatFloat(*n.Lat, 'f', 3, 64) + ", " + strconv.FormatFloat(*n.Lon, 'f', 3, 64)
		if n.Precision != "" {
			s += " (" + n.Precision + ")"
		}
	} else {
		s += ", no point known"
	}
	return s
}
