package sources

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/body"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
)

// importList adds the feeds of an OPML file, or of addresses typed one a line. A line that is no address is counted and left out.
func (p Pages) importList(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxOPML)
	if err := r.ParseMultipartForm(1 << 20); err != nil {
		if _, tooBig := errors.AsType[*http.MaxBytesError](err); tooBig {
			return err
		}
		return &shell.Fault{Status: http.StatusBadRequest, Title: "The list did not arrive whole.", Kept: "Nothing was added. Choose it again.", Err: err}
	}
	defer r.MultipartForm.RemoveAll() //nolint:errcheck // the system clears its temporary files
	list, bad, err := readList(r)
	if err != nil {
		return err
	}
	added, known := 0, 0
	for _, n := range list {
		_, created, err := p.Store.AddSource(r.Context(), n)
		if err != nil {
			return err
		}
		if created {
			added++
		} else {
			known++
		}
	}
	p.Forget()
	v := url.Values{"added": {strconv.Itoa(added)}, "known": {strconv.Itoa(known)}, "bad": {strconv.Itoa(bad)}}
	http.Redirect(w, r, "/sources?"+v.Encode(), http.StatusSeeOther)
	return nil
}

// readList reads the sources of the form's file, or of its lines.
func readList(r *http.Request) (list []store.NewSource, bad int, err error) {
	text := []byte(r.PostFormValue("lines"))
	if file, _, err := r.FormFile("file"); err == nil {
		defer file.Close()
		if text, err = io.ReadAll(file); err != nil {
			return nil, 0, err
		}
	} else if !errors.Is(err, http.ErrMissingFile) {
		return nil, 0, err
	}
	if !bytes.HasPrefix(bytes.TrimLeft(bytes.TrimPrefix(text, []byte("\xef\xbb\xbf")), " \r\n\t"), []byte("<")) {
		list, bad = readLines(string(text))
		return list, bad, nil
	}
	outlines, err := gather.ReadOPML(bytes.NewReader(text))
	if _, part := errors.AsType[*gather.PartialError](err); part && len(outlines) > 0 {
		bad = 1 // the list says that something was left out, not how much
	} else if err != nil {
		return nil, 0, &shell.Fault{Status: http.StatusBadRequest, Title: "That file is not a list of feeds.", Kept: "Nothing was added. " + err.Error(), Err: err}
	}
	for _, o := range outlines {
		list = append(list, store.NewSource{URL: o.URL, Name: cmp.Or(o.Title, shell.Site(o.URL)), SiteURL: o.Site, Language: o.Language, Kind: store.FeedSource, Interval: 15 * time.Minute})
	}
	return list, bad, nil
}

func readLines(text string) (list []store.NewSource, bad int) {
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		address := withScheme(line)
		if shell.Web(address) == "" || strings.ContainsAny(line, " \t") {
			bad++
			continue
		}
		list = append(list, store.NewSource{URL: address, Name: shell.Site(address), Kind: store.FeedSource, Interval: 15 * time.Minute})
	}
	return list, bad
}

// exportList writes the sources as OPML.
func (p Pages) exportList(w http.ResponseWriter, r *http.Request) error {
	rows, err := p.Store.Sources(r.Context())
	if err != nil {
		return err
	}
	var list []gather.Outline
	for _, row := range rows {
		if row.Kind == store.FeedSource {
			list = append(list, gather.Outline{Title: row.Name, URL: row.URL, Site: row.SiteURL, Language: row.Language})
		}
	}
	var b bytes.Buffer
	if err := gather.WriteOPML(&b, "Sources of Dateline", list); err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", `attachment; filename="dateline-sources.opml"`)
	return body.Write(w, r, http.StatusOK, "text/x-opml; charset=utf-8", b.Bytes())
}
