// Package events is the table of all events that reports tell of, with facets, for reading and for export: who, what, to whom,
// when and where and how exactly, how many, in whose voice, and the sentence that says so.
package events

import (
	"embed"
	"encoding/csv"
	"encoding/json"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/ask"
	"github.com/dateline-news/dateline/desk/body"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/search"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var pageTemplate = ask.Templates(files)

// Pages serves the events.
type Pages struct{ *shell.Desk }

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /events", p.Handle(p.show))
	mux.Handle("GET /events/export.csv", p.Handle(p.csv))
	mux.Handle("GET /events/export.jsonl", p.Handle(p.lines))
}

type page struct {
	shell.Frame
	ask.Ask
	Events []ask.Fact
	Total  int
	Capped bool
	Groups []ask.Group
	More   string
	After  bool
}

// listing is the page as JSON.
type listing struct {
	Query  string     `json:"query"`
	Total  int        `json:"total"`
	Events []ask.Fact `json:"events"`
	Next   string     `json:"next,omitempty"`
}

var keys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous event"}, {Keys: []string{"Enter"}, Does: "open the sentence"}, {Keys: []string{"e"}, Does: "export"}, {Keys: []string{"/"}, Does: "search"}}

const perPage = 50

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	a, err := ask.Read(p.Desk, r)
	if err != nil {
		return err
	}
	if a.Fault != nil && shell.WantsJSON(r) {
		return shell.Bad(a.Fault.Title+".", a.Fault.Advice)
	}
	pg := &page{Frame: shell.Frame{Name: "events", Title: "Events", Keys: keys}, Ask: a, After: a.Values.Get("after") != ""}
	if a.Fault == nil {
		if err := p.find(r, pg); err != nil {
			return err
		}
	}
	return p.Show(w, r, a.Status(), pageTemplate, pg, listing{Query: a.Query.String(), Total: pg.Total, Events: append([]ask.Fact{}, pg.Events...), Next: pg.More})
}

func (p Pages) find(r *http.Request, pg *page) error {
	q := pg.Want(store.EventEntry)
	q.Limit, q.Newest, q.After = perPage, true, store.Cursor(pg.Values.Get("after"))
	found, err := p.Store.Find(r.Context(), q)
	if err != nil {
		return err
	}
	pg.Total, pg.Capped = found.Total, found.Capped
	for _, one := range found.Answers {
		f := ask.FactOf(p.Desk, one.Entry, ask.Wanted(pg.Query))
		f.Copies = one.Copies
		pg.Events = append(pg.Events, f)
	}
	if found.Next != "" {
		pg.More = pg.Href("after", string(found.Next))
	}
	for _, g := range []struct {
		name  string
		field search.Field
		label func(string) (string, string)
	}{{"Type", search.Type, nil}, {"Class", search.Quad, ask.Quad}, {"Status", search.Status, nil}, {"Who", search.Who, nil}, {"Where", search.Place, nil}, {"Mode", search.Mode, nil},
		{"Source", search.Source, nil}, {"Owner of the source", search.Owner, ask.Owner}, {"Voice", search.Voice, nil}} {
		pg.Groups = append(pg.Groups, pg.Group(g.name, g.field, found.Facets[g.field], g.label))
	}
	return nil
}

// exportPage is how many events one step of an export reads; mostExported bounds it.
const (
	exportPage   = 1000
	mostExported = 100_000
)

// each gives every event that the address asks for to f, newest first.
func (p Pages) each(r *http.Request, f func(ask.Fact) error) error {
	a, err := ask.Read(p.Desk, r)
	if err != nil {
		return err
	}
	if a.Fault != nil {
		return shell.Bad(a.Fault.Title+".", a.Fault.Advice)
	}
	q := a.Want(store.EventEntry)
	q.Limit, q.Newest, q.Facets = exportPage, true, false
	for n := 0; n < mostExported; n += exportPage {
		found, err := p.Store.Find(r.Context(), q)
		if err != nil {
			return err
		}
		for _, one := range found.Answers {
			if err := f(ask.FactOf(p.Desk, one.Entry, nil)); err != nil {
				return err
			}
		}
		if q.After = found.Next; found.Next == "" {
			break
		}
	}
	return nil
}

func (p Pages) lines(w http.ResponseWriter, r *http.Request) error {
	var b strings.Builder
	enc := json.NewEncoder(&b)
	if err := p.each(r, func(f ask.Fact) error { return enc.Encode(f) }); err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", `attachment; filename="events.jsonl"`)
	return body.Write(w, r, http.StatusOK, "application/x-ndjson", []byte(b.String()))
}

var columns = []string{"day", "precision", "type", "mode", "cameo", "quad", "status", "who", "whom", "place", "place_precision", "lat", "lon", "numbers", "voice", "told_by", "confidence", "review",
	"sentence", "start", "end", "source", "owner", "report", "fact", "published", "recorded"}

func (p Pages) csv(w http.ResponseWriter, r *http.Request) error {
	var b strings.Builder
	out := csv.NewWriter(&b)
	if err := out.Write(columns); err != nil {
		return err
	}
	if err := p.each(r, func(f ask.Fact) error { return out.Write(row(f)) }); err != nil {
		return err
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", `attachment; filename="events.csv"`)
	return body.Write(w, r, http.StatusOK, "text/csv; charset=utf-8", []byte(b.String()))
}

func row(f ask.Fact) []string {
	place, lat, lon := "", "", ""
	if f.Place != nil {
		place = f.Place.Name
		if f.Place.Lat != nil && f.Place.Lon != nil {
			lat, lon = strconv.FormatFloat(*f.Place.Lat, 'f', -1, 64), strconv.FormatFloat(*f.Place.Lon, 'f', -1, 64)
		}
	}
	var numbers []string
	for _, n := range f.Numbers {
		numbers = append(numbers, n.Words)
	}
	cells := []string{f.Value, f.Exact, f.Type, f.Mode, f.CAMEO, f.Quad, f.Status, ask.Names(f.Who, ""), ask.Names(f.Whom, ""), place, f.Near, "", "", strings.Join(numbers, "; "), f.Voice, f.Detail.SaidBy,
		strconv.FormatFloat(f.Sure, 'f', 2, 64), string(f.Verdict), f.Sentence, strconv.Itoa(f.Span.Start), strconv.Itoa(f.Span.End), f.Source, f.OwnerIs, strconv.FormatInt(int64(f.Report), 10), f.Fact,
		f.At.Format(time.RFC3339), f.KnownFrom.Format(time.RFC3339)}
	for i := range cells {
		cells[i] = ask.Cell(cells[i])
	}
	cells[11], cells[12] = lat, lon
	return cells
}
