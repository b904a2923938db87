// Package help is the page of keys and of the marks of facts.
package help

import (
	"embed"
	"net/http"

	"github.com/dateline-news/dateline/desk/shell"
)

//go:embed *.html
var files embed.FS

var pageTemplate = shell.Parse(files, "*.html")

// Pages serves the help.
type Pages struct{ *shell.Desk }

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /help", p.Handle(p.show))
}

type page struct {
	shell.Frame
	Kinds []shell.Kind
}

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	pg := &page{Frame: shell.Frame{Name: "help", Title: "Keys"}, Kinds: shell.Kinds}
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, map[string]any{"keys": shell.AllKeys})
}
