// Package status is the page that says how the house stands: what is kept, what waits, what was set aside and why, and what
// the program is made of.
package status

import (
	"embed"
	"net/http"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var pageTemplate = shell.Parse(files, "*.html")

// Credit is a work that the program carries, with its licence.
type Credit struct {
	Name    string `json:"name"`
	Licence string `json:"licence"`
	URL     string `json:"url,omitempty"`
}

// Fact is one line of the lists: a name and what stands for it.
type Fact struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Pages serves the status.
type Pages struct {
	*shell.Desk
	Versions []Fact   // of the program and its data
	Credits  []Credit // what it is made of
	Retry    func(r *http.Request, failure int64) error
}

// Routes puts the page on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /status", p.Handle(p.show))
	mux.Handle("POST /failures/{id}/retry", p.Handle(p.retry))
}

// aside is how many documents that were set aside a page lists.
const aside = 50

type failure struct {
	ID       int64  `json:"id"`
	Address  string `json:"address"`
	Source   string `json:"source,omitempty"`
	Step     string `json:"step"`
	Reason   string `json:"reason"`
	Detail   string `json:"detail,omitempty"`
	Attempts int    `json:"attempts"`
	When     string `json:"when"`
	Kept     string `json:"kept,omitempty"` // where its bytes are kept
}

type page struct {
	shell.Frame
	Says      string
	Note      *shell.Note
	Queue     []Fact
	Record    []Fact
	Versions  []Fact
	Failing   []failing
	Aside     []failure
	Older     string
	SetAside  int
	Credits   []Credit
	MayRetry  bool
	Idle      bool
	AsideFrom int64
}

type failing struct{ Name, Reason, Since string }

// answer is the page as JSON.
type answer struct {
	Status   store.Status `json:"status"`
	Aside    []failure    `json:"set_aside"`
	Versions []Fact       `json:"versions"`
	Credits  []Credit     `json:"credits"`
}

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if r.URL.Query().Has("before") && (err != nil || before <= 0) {
		return shell.Bad("That is not a place in the list.", "Open the status page again.")
	}
	st, err := p.Store.Status(r.Context())
	if err != nil {
		return err
	}
	list, err := p.Store.Failures(r.Context(), before, aside+1)
	if err != nil {
		return err
	}
	pg := &page{Frame: shell.Frame{Name: "status", Title: "Status", Keys: []shell.Key{{Keys: []string{"/"}, Does: "search"}}}, Versions: p.Versions, Credits: p.Credits,
		SetAside: st.Failures, MayRetry: p.Retry != nil}
	pg.queue(st.Queue)
	pg.record(p.Desk, st)
	for _, s := range st.Failing {
		since := p.When(s.FailingSince)
		pg.Failing = append(pg.Failing, failing{s.Name, s.Reason, since})
	}
	if len(list) > aside {
		list = list[:aside]
		pg.Older = "/status?before=" + strconv.FormatInt(list[aside-1].ID, 10) + "#aside"
	}
	if err := p.aside(r, pg, list); err != nil {
		return err
	}
	if r.URL.Query().Get("did") == "retry" {
		pg.Note = &shell.Note{Title: "It is tried again.", Text: "If it fails once more it stands here with its reason."}
	}
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, answer{Status: st, Aside: append([]failure{}, pg.Aside...), Versions: p.Versions, Credits: p.Credits})
}

func (pg *page) queue(q store.Queue) {
	pg.Idle = q.Waiting+q.Running+q.Retrying == 0
	pg.Queue = []Fact{{"Waiting", shell.Count(q.Waiting)}, {"Running", shell.Count(q.Running)}, {"To be tried again", shell.Count(q.Retrying)}, {"Later", shell.Count(q.Scheduled)}}
	pg.Says = "Nothing waits to be read."
	if !pg.Idle {
		pg.Says = shell.Plural(q.Waiting+q.Running+q.Retrying, "job waits or runs.", "jobs wait or run.")
	}
}

func (pg *page) record(d *shell.Desk, st store.Status) {
	share := ""
	if st.Documented > 0 {
		share = "; compressed to " + shell.Size(st.Compressed)
	}
	pg.Record = []Fact{
		{"Reports", shell.Count(st.Reports) + ", " + shell.Count(st.Versions) + " with their earlier versions"},
		{"Facts", shell.Count(st.Facts) + ", each with the hash of its words"},
		{"Reviewed", shell.Plural(st.Decisions, "decision", "decisions")},
		{"Evidence", shell.Plural(st.Documents, "document", "documents") + " from " + shell.Plural(st.Fetches, "fetch", "fetches") + ", " + shell.Size(st.Documented) + share},
		{"Sources", shell.Count(st.Sources)},
		{"Database", shell.Size(st.Size) + " in " + d.Store.Dir() + ", schema " + strconv.Itoa(st.Schema)},
	}
	if !st.LastRead.IsZero() {
		pg.Record = append(pg.Record, Fact{"Last read", d.When(st.LastRead)})
	}
}

// aside lists the documents that were set aside, each with where its bytes are kept.
func (p Pages) aside(r *http.Request, pg *page, list []store.Failure) error {
	for _, f := range list {
		one := failure{ID: f.ID, Address: f.Address, Source: f.Name, Step: string(f.Step), Reason: f.Reason, Attempts: f.Attempts, When: p.When(f.At)}
		if f.Detail != f.Reason && !strings.Contains(f.Reason, f.Detail) {
			one.Detail = f.Detail
		}
		if f.Fetch != 0 {
			fetch, err := p.Store.Fetch(r.Context(), f.Fetch)
			if err != nil {
				return err
			}
			one.Kept = "/documents/" + fetch.SHA256
		}
		pg.Aside = append(pg.Aside, one)
	}
	return nil
}

func (p Pages) retry(w http.ResponseWriter, r *http.Request) error {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return &shell.Fault{Status: http.StatusNotFound, Title: "There is no such document on the list.", Kept: "It may have been read in the meantime."}
	}
	if p.Retry == nil {
		return &shell.Fault{Status: http.StatusConflict, Title: "This desk only shows.", Kept: "The reading is done by another process; try again there."}
	}
	if err := p.Retry(r, id); err != nil {
		return err
	}
	p.Forget()
	http.Redirect(w, r, "/status?did=retry#aside", http.StatusSeeOther)
	return nil
}
