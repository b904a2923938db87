// Package wording shows what each outlet calls the same thing in its own voice, sentence against sentence. Nothing is scored, ranked
// or coloured: columns stand by how much an outlet is read here, and the reader judges.
package wording

import (
	"cmp"
	"context"
	"embed"
	"net/http"
	"net/url"
	"slices"
	"time"

	"github.com/dateline-news/dateline/desk/ask"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var pageTemplate = ask.Templates(files)

// Pages serves the wording.
type Pages struct{ *shell.Desk }

// Routes puts the page on mux.
func (p Pages) Routes(mux *http.ServeMux) { mux.Handle("GET /wording", p.Handle(p.show)) }

type page struct {
	shell.Frame
	Find2    string // what is typed in the field
	Outlets  []outlet
	Things   []*thing
	Says     string
	Changes  []track
	Days     []tick
	Changing string
	Uses     int
}

type outlet struct {
	Name  string      `json:"name"`
	Owner shell.Owner `json:"owner"`
	n     int
}

// thing is one row: a person, body, place or event, and what each outlet calls it.
type thing struct {
	Key   string `json:"key"`
	Name  string `json:"name"`
	Href  string `json:"-"`
	Open  bool   `json:"-"`
	Cells []cell `json:"cells"`
	Uses  []use  `json:"sentences,omitempty"`
	N     int    `json:"uses"`
}

type cell struct {
	Outlet string `json:"outlet"`
	Words  []word `json:"words"`
}

type word struct {
	Text string `json:"text"`
	Kind string `json:"kind"`
	N    int    `json:"n"`
	Href string `json:"href"`
}

// use is the last sentence of an outlet on the open thing.
type use struct {
	Outlet  string        `json:"outlet"`
	Owner   shell.Owner   `json:"owner"`
	Words   []shell.Piece `json:"-"`
	Text    string        `json:"sentence"`
	Href    string        `json:"href"`
	Bytes   string        `json:"bytes"`
	When    string        `json:"-"`
	N       int           `json:"n"`
	Heading string        `json:"report"`
}

// track is one outlet's words for the open thing over the days.
type track struct {
	Outlet string
	Y      int
	Runs   []run
}

type run struct {
	X, W  int
	Words string
	Thick bool
	Href  string
}

type tick struct {
	X     int
	Label string
}

var keys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous thing"}, {Keys: []string{"Enter"}, Does: "open it"}, {Keys: []string{"/"}, Does: "search"}}

const (
	mostThings  = 12
	mostOutlets = 6
)

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	v := r.URL.Query()
	pg := &page{Frame: shell.Frame{Name: "wording", Title: "Wording", Keys: keys}, Find2: v.Get("q")}
	subjects, err := p.Store.WordingSubjects(r.Context(), pg.Find2, mostThings)
	if err != nil {
		return err
	}
	open := v.Get("open")
	if open == "" && len(subjects) > 0 {
		open = subjects[0].About.Key
	}
	if err := p.table(r.Context(), pg, subjects, open); err != nil {
		return err
	}
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, map[string]any{"outlets": append([]outlet{}, pg.Outlets...), "things": append([]*thing{}, pg.Things...)})
}

// table counts the words and puts outlets in columns.
func (p Pages) table(ctx context.Context, pg *page, subjects []store.WordingSubject, open string) error {
	var keys []string
	for _, s := range subjects {
		keys = append(keys, s.About.Key)
	}
	if open != "" && !slices.Contains(keys, open) {
		keys = append([]string{open}, keys...)
	}
	cells, err := p.Store.WordingCells(ctx, keys...)
	if err != nil {
		return err
	}
	if err := p.outlets(ctx, pg, cells); err != nil {
		return err
	}
	for _, key := range keys {
		t := &thing{Key: key, Open: key == open, Href: "/wording?" + query(pg.Find2, key) + "#open"}
		for _, o := range pg.Outlets {
			t.Cells = append(t.Cells, cell{Outlet: o.Name})
		}
		for _, c := range cells {
			if c.Key != key {
				continue
			}
			t.Name, t.N = c.About, t.N+c.N
			if i := slices.IndexFunc(pg.Outlets, func(o outlet) bool { return o.Name == c.Outlet }); i >= 0 && len(t.Cells[i].Words) < 4 {
				t.Cells[i].Words = append(t.Cells[i].Words, word{c.Words, c.Kind, c.N, shell.FactHref(c.Report, c.Fact)})
			}
		}
		pg.Uses += t.N
		if t.N == 0 {
			continue
		}
		pg.Things = append(pg.Things, t)
		if t.Open {
			if err := p.open(ctx, pg, t, cells); err != nil {
				return err
			}
		}
	}
	return nil
}

func (p Pages) outlets(ctx context.Context, pg *page, cells []store.WordingCell) error {
	sources, err := p.Store.Sources(ctx)
	if err != nil {
		return err
	}
	owner := map[string]shell.Owner{}
	for _, s := range sources {
		owner[s.Name] = shell.OwnerOf(s.Owner.Class)
	}
	for _, c := range cells {
		i := slices.IndexFunc(pg.Outlets, func(o outlet) bool { return o.Name == c.Outlet })
		if i < 0 {
			o, known := owner[c.Outlet]
			if !known {
				o = shell.OwnerOf(store.OwnerUnknown)
			}
			i, pg.Outlets = len(pg.Outlets), append(pg.Outlets, outlet{Name: c.Outlet, Owner: o})
		}
		pg.Outlets[i].n += c.N
	}
	slices.SortStableFunc(pg.Outlets, func(a, b outlet) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.Name, b.Name)) })
	pg.Outlets = pg.Outlets[:min(len(pg.Outlets), mostOutlets)]
	return nil
}

// open reads the sentences of the open thing, one an outlet, the newest, and draws when its words changed.
func (p Pages) open(ctx context.Context, pg *page, t *thing, cells []store.WordingCell) error {
	last, err := p.Store.WordingLast(ctx, t.Key, 2*mostOutlets)
	if err != nil {
		return err
	}
	for _, u := range last {
		one := use{Outlet: u.Outlet, Owner: shell.OwnerOf(store.OwnerUnknown), Text: u.Told.Words, Words: shell.Quote(u.Told.Words, u.Sentence.Start, u.Span, "wording"), Href: shell.FactHref(u.Told.Report, u.Fact),
			Bytes: shell.Bytes(u.Sentence), When: p.When(u.Told.At), Heading: u.Told.Headline}
		if i := slices.IndexFunc(pg.Outlets, func(o outlet) bool { return o.Name == u.Outlet }); i >= 0 {
			one.Owner = pg.Outlets[i].Owner
		}
		for _, c := range cells {
			if c.Key == t.Key && c.Outlet == u.Outlet {
				one.N += c.N
			}
		}
		t.Uses = append(t.Uses, one)
	}
	pg.Changing = t.Name
	pg.changes(t, cells)
	return nil
}

// Sizes of the chart of changes, in its own units.
const (
	chartLeft = 160
	chartWide = 1040
	rowHigh   = 34
)

// changes draws each outlet's words for the thing from the first to the last report that has them.
func (pg *page) changes(t *thing, cells []store.WordingCell) {
	var first, last time.Time
	for _, c := range cells {
		if c.Key == t.Key && !c.First.IsZero() {
			if first.IsZero() || c.First.Before(first) {
				first = c.First
			}
			if c.Last.After(last) {
				last = c.Last
			}
		}
	}
	if last.Sub(first) < 24*time.Hour {
		return // all on one day: nothing can have changed
	}
	at := func(tm time.Time) int {
		return chartLeft + int(float64(chartWide)*tm.Sub(first).Seconds()/last.Sub(first).Seconds())
	}
	for _, o := range pg.Outlets {
		tr := track{Outlet: o.Name, Y: 30 + rowHigh*len(pg.Changes)}
		var own []store.WordingCell
		for _, c := range cells {
			if c.Key == t.Key && c.Outlet == o.Name {
				own = append(own, c)
			}
		}
		slices.SortStableFunc(own, func(a, b store.WordingCell) int { return a.First.Compare(b.First) })
		for i, c := range own[:min(len(own), 5)] {
			end := last
			if i+1 < len(own) {
				end = own[i+1].First
			}
			tr.Runs = append(tr.Runs, run{X: at(c.First), W: max(4, at(end)-at(c.First)-3), Words: shell.Cut(c.Words, 24), Thick: i > 0, Href: shell.FactHref(c.Report, c.Fact)})
		}
		if len(tr.Runs) > 0 {
			pg.Changes = append(pg.Changes, tr)
		}
	}
	days := int(last.Sub(first).Hours()/24) + 1
	for i := 0; i < days; i += max(1, days/9) {
		d := first.AddDate(0, 0, i)
		pg.Days = append(pg.Days, tick{at(d), d.Format("2 Jan")})
	}
}

// High is the height of the chart of changes.
func (pg *page) High() int { return 30 + rowHigh*len(pg.Changes) }

// query writes the address of an open thing.
func query(typed, key string) string {
	v := url.Values{"open": {key}}
	if typed != "" {
		v.Set("q", typed)
	}
	return v.Encode()
}
