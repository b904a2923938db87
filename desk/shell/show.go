package shell

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/desk/body"
)

//go:embed *.html
var pages embed.FS

// parsed are all sets of templates, for Parsed. It is written while the packages of the pages are set up, and read after.
var parsed []*template.Template

// Parsed lists the templates of all pages, for the test that keeps the message file.
func Parsed() []*template.Template { return append([]*template.Template{faultTemplate}, parsed...) }

// Parse reads a page's templates together with the frame. The page defines "main", which holds all between the rail and the end.
func Parse(files fs.FS, patterns ...string) *template.Template {
	t := template.Must(template.New("desk").Funcs(words).ParseFS(pages, "frame.html", "parts.html"))
	t = template.Must(t.ParseFS(files, patterns...)) // both are embedded: a failure is a broken build
	parsed = append(parsed, t)
	return t
}

// Show answers with a page, or with data as JSON where the request asks for application/json.
func (d *Desk) Show(w http.ResponseWriter, r *http.Request, status int, t *template.Template, page Framed, data any) error {
	w.Header().Add("Vary", "Accept, Cookie")
	w.Header().Set("Cache-Control", "private, no-cache")
	if WantsJSON(r) {
		return JSON(w, r, status, data)
	}
	if err := d.frame(r.Context(), r, page.Base()); err != nil {
		return err
	}
	return render(w, r, status, t, "frame", page)
}

// Part answers with one part of a page, for a script that puts it in place.
func (d *Desk) Part(w http.ResponseWriter, r *http.Request, t *template.Template, name string, data any) error {
	w.Header().Set("Cache-Control", "private, no-cache")
	return render(w, r, http.StatusOK, t, name, data)
}

func render(w http.ResponseWriter, r *http.Request, status int, t *template.Template, name string, data any) error {
	if err := inLanguage(t); err != nil {
		return err
	}
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, name, data); err != nil {
		return fmt.Errorf("write the page %s: %w", r.URL.Path, err)
	}
	return body.Write(w, r, status, "text/html; charset=utf-8", b.Bytes())
}

// JSON answers with v as JSON.
func JSON(w http.ResponseWriter, r *http.Request, status int, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("write %s as JSON: %w", r.URL.Path, err)
	}
	return body.Write(w, r, status, "application/json; charset=utf-8", append(b, '\n'))
}

// WantsJSON reports whether the request prefers application/json to text/html.
func WantsJSON(r *http.Request) bool {
	var html, plain float64
	for one := range strings.SplitSeq(r.Header.Get("Accept"), ",") {
		name, param, _ := strings.Cut(strings.TrimSpace(one), ";")
		weight := 1.0
		if q, found := strings.CutPrefix(strings.ReplaceAll(param, " ", ""), "q="); found {
			parsed, err := strconv.ParseFloat(q, 64)
			if err != nil {
				continue
			}
			weight = parsed
		}
		switch strings.TrimSpace(name) {
		case "application/json":
			plain = weight
		case "text/html":
			html = weight
		}
	}
	return plain > html
}
