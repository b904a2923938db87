// Package evidence is the page of a kept document: its hash, how and when it came, and its bytes to download. The bytes are
// never rendered: they leave the house as an attachment of plain text. It also makes the packs in which a report, a claim or a brief
// leaves the house with all that proves it.
package evidence

import (
	"embed"
	"net/http"
	"regexp"
	"slices"
	"strconv"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var pageTemplate = shell.Parse(files, "*.html")

// Pages serves the evidence.
type Pages struct{ *shell.Desk }

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /documents/{sha}", p.Handle(p.show))
	mux.Handle("GET /documents/{sha}/bytes", p.Handle(p.bytes))
	mux.Handle("GET /reports/{id}/evidence.zip", p.Handle(p.reportPack))
	mux.Handle("GET /claims/{id}/evidence.zip", p.Handle(p.claimPack))
	mux.Handle("GET /situations/{slug}/briefs/{number}/evidence.zip", p.Handle(p.briefPack))
}

type header struct{ Name, Value string }

type fetched struct {
	When, Where, Note string
	Web               string
}

type page struct {
	shell.Frame
	SHA     string
	Facts   []header
	Headers []header
	Fetches []fetched
}

// document is the page as JSON.
type document struct {
	SHA256    string        `json:"sha256"`
	Size      int           `json:"size"`
	MediaType string        `json:"media_type"`
	Charset   string        `json:"charset,omitempty"`
	Fetches   []store.Fetch `json:"fetches"`
}

var hash = regexp.MustCompile(`^[0-9a-f]{64}$`)

func sha(r *http.Request) (string, error) {
	s := r.PathValue("sha")
	if !hash.MatchString(s) {
		return "", &shell.Fault{Status: http.StatusNotFound, Title: "There is no such document.", Kept: "A document is named by the SHA-256 of its bytes: 64 digits, 0 to 9 and a to f."}
	}
	return s, nil
}

// listed is how many fetches the page lists.
const listed = 100

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	sum, err := sha(r)
	if err != nil {
		return err
	}
	list, err := p.Store.Fetches(r.Context(), sum, listed)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		return store.ErrNotFound
	}
	last := list[0]
	pg := &page{Frame: shell.Frame{Name: "evidence", Title: "Kept copy"}, SHA: sum}
	pg.add("Size", shell.Plural(last.Size, "byte", "bytes"))
	pg.add("Media type", last.MediaType)
	pg.add("Character set", last.Charset)
	pg.add("File", last.Path)
	pg.add("Told by the source", last.Told.Outlet)
	pg.add("Title there", last.Told.Title)
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for k := range last.Header {
			if !yield(k) {
				return
			}
		}
	}) {
		for _, v := range last.Header[name] {
			pg.Headers = append(pg.Headers, header{name, v})
		}
	}
	for _, f := range list {
		where := f.URL
		if where == "" {
			where = f.Path
		}
		pg.Fetches = append(pg.Fetches, fetched{When: f.At.In(p.Zone).Format("2 Jan 2006 15:04:05 MST"), Where: where, Note: f.Note, Web: shell.Web(f.URL)})
	}
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, document{SHA256: sum, Size: last.Size, MediaType: last.MediaType, Charset: last.Charset, Fetches: list})
}

func (pg *page) add(name, value string) {
	if value != "" {
		pg.Facts = append(pg.Facts, header{name, value})
	}
}

// bytes sends the document as it came, so that no browser runs or shows it: as an attachment of plain text, and sandboxed.
func (p Pages) bytes(w http.ResponseWriter, r *http.Request) error {
	sum, err := sha(r)
	if err != nil {
		return err
	}
	doc, err := p.Store.Document(r.Context(), sum)
	if err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "text/plain")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Disposition", `attachment; filename="`+sum+`.txt"`)
	h.Set("Content-Security-Policy", "default-src 'none'; sandbox")
	h.Set("Cache-Control", "private, max-age=31536000, immutable")
	h.Set("ETag", `"`+sum+`"`)
	h.Set("Content-Length", strconv.Itoa(len(doc.Bytes)))
	h.Set("Last-Modified", doc.Fetched.UTC().Format(http.TimeFormat))
	if r.Header.Get("If-None-Match") == `"`+sum+`"` {
		h.Del("Content-Length")
		w.WriteHeader(http.StatusNotModified)
		return nil
	}
	if _, err := w.Write(doc.Bytes); err != nil {
		return nil // the reader has gone; the header is written
	}
	return nil
}
