// Package help is the page of keys and of the reader's own choices: light or dark, single keys on or off.
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
	mux.Handle("POST /choices", p.Handle(p.choose))
}

type page struct {
	shell.Frame
	Themes []choice
	Single []choice
	Kinds  []shell.Kind
}

type choice struct {
	Value, Label string
	On           bool
}

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	theme := shell.Theme(r)
	pg := &page{Frame: shell.Frame{Name: "help", Title: "Keys and display"}, Kinds: shell.Kinds,
		Themes: []choice{{"system", "As the system", theme == ""}, {"light", "Light", theme == "light"}, {"dark", "Dark", theme == "dark"}}}
	off := shell.KeysOff(r)
	pg.Single = []choice{{"on", "On", !off}, {"off", "Off", off}}
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, map[string]any{"keys": shell.AllKeys})
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
	http.Redirect(w, r, "/help", http.StatusSeeOther)
	return nil
}
