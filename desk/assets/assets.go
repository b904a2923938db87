// Package assets holds the files that the pages load: one style sheet, one script, the fonts with their licences.
// The sheet and the script are bundled from the .css and .ts files beside the pages (see build); the bundles are
// committed, so that building the program needs no further tool. Their names carry a hash of their content, the
// fonts' names their version, so all of them may be cached for ever.
package assets

import (
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"path"
	"strings"

	"github.com/dateline-news/dateline/desk/body"
)

//go:generate go run ./build

//go:embed dist/* fonts/*
var files embed.FS

// Set is the names of the bundles in use.
type Set struct {
	Style, Script string   // addresses
	Preload       []string // addresses of the two fonts that every page shows first
}

// Find returns the addresses of the embedded bundles.
func Find() (Set, error) {
	style, err := one("dist/desk-*.css")
	if err != nil {
		return Set{}, err
	}
	script, err := one("dist/desk-*.js")
	if err != nil {
		return Set{}, err
	}
	return Set{Style: "/assets/" + style, Script: "/assets/" + script, Preload: []string{
		"/assets/fonts/inter-5.3.0-latin.woff2", "/assets/fonts/source-serif-4-5.3.1-latin.woff2",
	}}, nil
}

func one(pattern string) (string, error) {
	names, err := fs.Glob(files, pattern)
	if err != nil || len(names) != 1 {
		return "", fmt.Errorf("find bundle %s: %d files match, want one: run go generate ./desk/assets", pattern, len(names))
	}
	return path.Base(names[0]), nil
}

var types = map[string]string{".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".woff2": "font/woff2", ".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml"}

// ServeHTTP serves /assets/NAME.
func ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/assets/")
	if !strings.HasPrefix(name, "fonts/") {
		name = "dist/" + name
	}
	kind, known := types[path.Ext(name)]
	b, err := files.ReadFile(name)
	if err != nil || !known {
		http.NotFound(w, r)
		return
	}
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	if path.Ext(name) == ".woff2" { // compressed as it is
		r.Header.Del("Accept-Encoding")
	}
	if err := body.Write(w, r, http.StatusOK, kind, b); err != nil {
		return // the reader has gone
	}
}
