// Package settings is the page of the reader's own choices (light or dark, single keys) and of what this desk works with. Choices are
// kept in the browser; what belongs to the record is shown with the place where it is changed.
package settings

import (
	"embed"
	"net/http"

	"github.com/dateline-news/dateline/desk/say"
	"github.com/dateline-news/dateline/desk/shell"
)

//go:embed *.html
var files embed.FS

var pageTemplate = shell.Parse(files, "*.html")

// Pages serves the settings.
type Pages struct {
	*shell.Desk
	Program string // version of the program
	World   string // edition of the world data
}

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /settings", p.Handle(p.show))
	mux.Handle("POST /choices", p.Handle(p.choose))
}

type choice struct {
	Value, Label string
	On           bool
}

type fact struct{ Name, Value string }

type page struct {
	shell.Frame
	Themes, Single []choice
	Facts          []fact
	Note           *shell.Note
	Messages       int
}

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	theme, off := shell.Theme(r), shell.KeysOff(r)
	pg := &page{Frame: shell.Frame{Name: "settings", Title: "Settings"}, Messages: len(say.English()),
		Themes: []choice{{"system", "As the system", theme == ""}, {"light", "Light", theme == "light"}, {"dark", "Dark", theme == "dark"}},
		Single: []choice{{"on", "On", !off}, {"off", "Off", off}}}
	pg.Facts = []fact{{"Data folder", p.Store.Dir()}, {"Program", p.Program}, {"World data", p.World}, {"Times shown in", p.Zone.String()}, {"Words of the interface", say.Language()}, {"Reviews are noted as", shell.Who}}
	if r.URL.Query().Get("did") == "chosen" {
		pg.Note = &shell.Note{Title: "Kept.", Text: "The choice is kept in this browser."}
	}
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, map[string]any{"theme": theme, "single_keys": !off, "data_folder": p.Store.Dir(), "program": p.Program, "world": p.World, "zone": p.Zone.String(), "language": say.Language()})
}

// choose keeps a choice in the browser.
func (p Pages) choose(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<12)
	switch theme := r.PostFormValue("theme"); theme {
	case "light", "dark":
		shell.SetCookie(w, "theme", theme)
	case "system":
		shell.SetCookie(w, "theme", "")
	}
	switch r.PostFormValue("keys") {
	case "on":
		shell.SetCookie(w, "keys", "")
	case "off":
		shell.SetCookie(w, "keys", "off")
	}
	http.Redirect(w, r, "/settings?did=chosen", http.StatusSeeOther)
	return nil
}
