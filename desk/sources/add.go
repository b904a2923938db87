package sources

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
)

// Add is the panel for adding a source: first an address, then what was found there.
type Add struct {
	Address string
	Looked  bool
	Took    string
	Finding Finding
	Refused string // why nothing was found, in words
	Advice  string
	Every   []every
}

// Finding is what stands at an address.
type Finding struct {
	Found  []Found
	Robots string // what robots.txt says, in words; "" when it was not asked
}

// Found is one feed, sitemap or page that could be read.
type Found struct {
	URL, Name, Says string
	Kind            store.SourceKind
	SiteURL         string
	Language        string
	Count           string // "20, newest 13:52"
	Chosen          bool   // offered checked
}

type every struct {
	Minutes int
	Says    string
	Chosen  bool
}

var intervals = []every{{5, "5 minutes", false}, {15, "15 minutes", true}, {30, "30 minutes", false}, {60, "1 hour", false}, {360, "6 hours", false}, {1440, "1 day", false}}

// maxForm bounds the forms of this page, maxOPML the list that is sent in.
const (
	maxForm = 1 << 20
	maxOPML = 16 << 20
	lookFor = 25 * time.Second
)

// look fetches an address and shows what could be read there. Nothing is kept.
func (p Pages) look(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	address := strings.TrimSpace(r.PostFormValue("address"))
	if address == "" {
		http.Redirect(w, r, "/sources?add=1", http.StatusSeeOther)
		return nil
	}
	pg, _, err := p.list(r)
	if err != nil {
		return err
	}
	pg.Add = &Add{Address: address, Looked: true, Every: intervals}
	if p.Discover == nil {
		pg.Add.Refused, pg.Add.Advice = "This desk fetches nothing.", "It was started without the network. Files can be read all the same."
		return p.Show(w, r, http.StatusOK, pageTemplate, pg, pg.Add.Finding)
	}
	ctx, cancel := context.WithTimeout(r.Context(), lookFor)
	defer cancel()
	began := time.Now()
	pg.Add.Finding, err = p.Discover(ctx, withScheme(address))
	pg.Add.Took = strconv.FormatFloat(time.Since(began).Seconds(), 'f', 1, 64) + " s"
	if err != nil {
		p.Log.InfoContext(r.Context(), "nothing found at address", "address", address, "error", err)
		pg.Add.Refused, pg.Add.Advice = gather.Reason(err), "Check the address, or give the feed’s own address."
		if errors.Is(err, context.DeadlineExceeded) {
			pg.Add.Refused = "It did not answer within " + shell.Span(lookFor) + "."
		}
	} else if len(pg.Add.Finding.Found) == 0 {
		pg.Add.Refused, pg.Add.Advice = "No feed and no news sitemap was found there.", "Give the address of a feed, or of a page that links to one."
	}
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, pg.Add.Finding)
}

// withScheme lets a person type "northlight.example".
func withScheme(address string) string {
	if strings.Contains(address, "://") {
		return address
	}
	return "https://" + address
}

// add keeps the sources that were chosen. Each value of "source" is a number i; url-i, name-i … say what it is.
func (p Pages) add(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	if err := r.ParseForm(); err != nil {
		return &shell.Fault{Status: http.StatusBadRequest, Title: "The form did not arrive whole.", Kept: "Nothing was added. Try again.", Err: err}
	}
	chosen := r.PostForm["source"]
	if len(chosen) == 0 {
		http.Redirect(w, r, "/sources?did=none", http.StatusSeeOther)
		return nil
	}
	owner, missing := ownership(r.PostForm)
	added, known := 0, 0
	for _, i := range chosen {
		n, err := newSource(r.PostForm, i)
		if err != nil {
			return err
		}
		n.Owner = owner
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
	v := url.Values{"added": {strconv.Itoa(added)}, "known": {strconv.Itoa(known)}}
	if missing {
		v.Set("evidence", "missing")
	}
	http.Redirect(w, r, "/sources?"+v.Encode(), http.StatusSeeOther)
	return nil
}

func newSource(form url.Values, i string) (store.NewSource, error) {
	minutes, err := strconv.Atoi(form.Get("every"))
	if err != nil || minutes < 1 || minutes > 7*1440 {
		minutes = 15
	}
	n := store.NewSource{URL: strings.TrimSpace(form.Get("url-" + i)), Name: strings.TrimSpace(form.Get("name-" + i)), Kind: store.SourceKind(form.Get("kind-" + i)), SiteURL: form.Get("site-" + i),
		Language: form.Get("language-" + i), Interval: time.Duration(minutes) * time.Minute, AllowPrivate: form.Get("private") == "1"}
	if n.Kind == store.FileSource || shell.Web(n.URL) == "" {
		return n, shell.Bad("That is no address of the web.", "A source has an address that begins with http:// or https://. Nothing was added.")
	}
	return n, nil
}

// ownership reads the owner that a person chose. It stays unknown without the sentence that says so; missing reports that.
func ownership(form url.Values) (o store.Ownership, missing bool) {
	class, evidence := store.Owner(form.Get("owner")), strings.TrimSpace(form.Get("evidence"))
	if class == "" || class == store.OwnerUnknown {
		return store.Ownership{Class: store.OwnerUnknown}, false
	}
	if evidence == "" {
		return store.Ownership{Class: store.OwnerUnknown}, true
	}
	return store.Ownership{Class: class, By: shell.Who, Evidence: evidence}, false
}
