// Package stories is the list of stories, each a set of reports on one happening, and the page of each: who had it first, who carried
// whose words, which figures differ, what only one source has, and what was changed after print.
package stories

import (
	"embed"
	"fmt"
	"net/http"
	"net/url"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/story"
)

//go:embed *.html
var files embed.FS

var (
	listTemplate  = shell.Parse(files, "list.html")
	storyTemplate = shell.Parse(files, "story.html")
)

// Pages serves the stories.
type Pages struct{ *shell.Desk }

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /stories", p.Handle(p.list))
	mux.Handle("GET /stories/{id}", p.Handle(p.show))
}

type line struct {
	ID       int64  `json:"id"`
	Headline string `json:"headline"`
	Lead     string `json:"lead"`
	Reports  int    `json:"reports"`
	Origins  int    `json:"origins"`
	Outlets  int    `json:"outlets"`
	Revised  int    `json:"revised"`
	Href     string `json:"href"`
	First    string `json:"first"`
	Last     string `json:"last"`
}

type chip struct {
	Label, Href string
	Current     bool
}

type listPage struct {
	shell.Frame
	Chips []chip
	Typed string
	View  string
	Lines []line
	Older string
	Any   bool
}

var listKeys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous"}, {Keys: []string{"Enter"}, Does: "open"}, {Keys: []string{"f"}, Does: "filter"}, {Keys: []string{"/"}, Does: "search"}}

var views = []struct {
	value, label string
	set          func(*store.StoryQuery)
}{
	{"", "Two reports and more", func(q *store.StoryQuery) { q.MinReports = 2 }},
	{"origins", "Two origins and more", func(q *store.StoryQuery) { q.MinOrigins = 2 }},
	{"all", "All", func(*store.StoryQuery) {}},
}

// Href is the address of a story.
func Href(id int64) string { return fmt.Sprintf("/stories/%d", id) }

func (p Pages) list(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	pg := &listPage{Frame: shell.Frame{Name: "stories", Title: "Stories", Keys: listKeys}, Typed: shell.Cut(v.Get("words"), 200), View: v.Get("show"), Lines: []line{}}
	q := store.StoryQuery{Before: store.Cursor(v.Get("before")), Text: pg.Typed}
	known := false
	for _, view := range views {
		if view.value == pg.View {
			view.set(&q)
			known = true
		}
		pg.Chips = append(pg.Chips, chip{view.label, address(view.value, pg.Typed, ""), view.value == pg.View})
	}
	if !known {
		return shell.Bad("No such view of the stories.", "Choose one of those on the page.")
	}
	found, err := p.Store.Stories(r.Context(), q)
	if err != nil {
		return err
	}
	for _, y := range found.Stories {
		pg.Lines = append(pg.Lines, p.line(y))
	}
	if found.Next != "" {
		pg.Older = address(pg.View, pg.Typed, string(found.Next))
	}
	pg.Any = pg.Typed != "" || pg.View != ""
	return p.Show(w, r, http.StatusOK, listTemplate, pg, map[string]any{"stories": pg.Lines, "next": pg.Older})
}

func (p Pages) line(y story.Story) line {
	return line{ID: y.ID, Headline: y.Headline, Lead: shell.Cut(y.Lead, 240), Reports: y.Reports, Origins: y.Origins, Outlets: y.Outlets, Revised: y.Revised, Href: Href(y.ID), First: p.When(y.First), Last: p.When(y.Last)}
}

func address(show, words, before string) string {
	v := url.Values{}
	for _, one := range []struct{ name, value string }{{"show", show}, {"words", words}, {"before", before}} {
		if one.value != "" {
			v.Set(one.name, one.value)
		}
	}
	if len(v) == 0 {
		return "/stories"
	}
	return "/stories?" + v.Encode()
}
