// Package more is the page of all places to go to, for a phone, and the list that the command palette shows: pages, people, claims
// and situations by a few letters.
package more

import (
	"embed"
	"fmt"
	"net/http"
	"strings"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var pageTemplate = shell.Parse(files, "*.html")

// Pages serves the places to go to.
type Pages struct{ *shell.Desk }

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /more", p.Handle(p.show))
	mux.Handle("GET /palette", p.Handle(p.palette))
}

type page struct {
	shell.Frame
	Others []place
}

// place is somewhere to go to.
type place struct {
	Label string `json:"label"`
	Says  string `json:"says"`
	Href  string `json:"href"`
}

// others are the pages that are not in the rail.
var others = []place{{"Search", "reports, sentences, people, claims", "/search"}, {"Add a feed or files", "first run", "/stream?first=1"}, {"Status", "queue, documents set aside, versions", "/status"},
	{"Settings", "light or dark, keys, words", "/settings"}, {"Keys", "all keys", "/help"}, {"How we know this", "and what it cannot tell", "/how"}}

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	return p.Show(w, r, http.StatusOK, pageTemplate, &page{Frame: shell.Frame{Name: "more", Title: "All pages"}, Others: others}, map[string]any{"places": append(tabs(""), others...)})
}

func tabs(typed string) []place {
	var list []place
	for _, t := range shell.Tabs {
		if has(t.Label, typed) {
			list = append(list, place{t.Label, "page, g " + t.Key, t.Href})
		}
	}
	return list
}

// has reports whether a name holds what was typed, in any case.
func has(name, typed string) bool {
	return strings.Contains(strings.ToLower(name), strings.ToLower(typed))
}

// perKind bounds what the palette lists of each kind.
const perKind = 6

// palette lists the places whose names hold what was typed.
func (p Pages) palette(w http.ResponseWriter, r *http.Request) error {
	typed := strings.TrimSpace(shell.Cut(r.URL.Query().Get("q"), 100))
	list := tabs(typed)
	for _, o := range others {
		if has(o.Label, typed) {
			list = append(list, o)
		}
	}
	if typed != "" {
		found, err := p.named(r, typed)
		if err != nil {
			return err
		}
		list = append(list, found...)
	}
	return shell.JSON(w, r, http.StatusOK, map[string]any{"places": append([]place{}, list...)})
}

func (p Pages) named(r *http.Request, typed string) ([]place, error) {
	var list []place
	situations, err := p.Store.Situations(r.Context(), shell.Who)
	if err != nil {
		return nil, err
	}
	for _, s := range situations {
		if has(s.Name, typed) && len(list) < perKind {
			list = append(list, place{shell.Cut(s.Name, 80), "situation", "/situations/" + s.Slug})
		}
	}
	people, err := p.Store.People(r.Context(), store.WhoQuery{Name: typed, Limit: perKind})
	if err != nil {
		return nil, err
	}
	for _, one := range people.Rows {
		says := one.Kind
		if one.Office != "" {
			says = shell.Cut(one.Office, 60)
		}
		list = append(list, place{shell.Cut(one.Name, 80), says, shell.WhoHref(one.ID)})
	}
	claims, err := p.Store.Claims(r.Context(), store.ClaimQuery{Words: typed, Limit: perKind})
	if err != nil {
		return nil, err
	}
	for _, c := range claims.Rows {
		list = append(list, place{shell.Cut(c.Proposition, 80), "claim", fmt.Sprintf("/claims/%d", c.ID)})
	}
	return list, nil
}
