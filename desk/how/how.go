// Package how is the page of the cards "how we know this, and what it cannot tell", with what people here found when they checked
// facts of each kind.
package how

import (
	"embed"
	"net/http"

	"github.com/dateline-news/dateline/desk/know"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var pageTemplate = shell.Parse(files, "*.html")

// Pages serves the cards.
type Pages struct{ *shell.Desk }

// Routes puts the page on mux.
func (p Pages) Routes(mux *http.ServeMux) { mux.Handle("GET /how", p.Handle(p.show)) }

type card struct {
	know.Card
	Checked string `json:"checked,omitempty"` // "of 41 checked here, 38 held"
}

type page struct {
	shell.Frame
	Cards []card
}

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	checked, err := p.Store.Checked(r.Context())
	if err != nil {
		return err
	}
	pg := &page{Frame: shell.Frame{Name: "how", Title: "How we know this"}}
	for _, c := range know.Cards {
		one := card{Card: c}
		if n := checked[store.FactKind(c.Facts)]; c.Facts != "" && n.Checked > 0 {
			one.Checked = "Of " + shell.Count(n.Checked) + " that people checked here, " + shell.Count(n.Held) + " held."
		}
		pg.Cards = append(pg.Cards, one)
	}
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, map[string]any{"cards": pg.Cards})
}
