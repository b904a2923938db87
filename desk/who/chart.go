package who

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/desk/chart"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

// Chart draws the offices as bars over time, in a box of 800 by Height.
type Chart struct {
	Height int
	Ticks  []chart.Tick
	Bars   []bar
	Says   string
}

type bar struct {
	X, Y, W  float64
	Title    string
	LabelX   float64
	Before   bool // the title stands left of the bar
	Solid    bool
	Href     string
	FullText string
}

const chartWide = 800.0

// draw makes the chart; nil when no office is known.
func draw(offices []Office) *Chart {
	if len(offices) == 0 {
		return nil
	}
	from, to := offices[0].First, offices[0].Last
	for _, o := range offices {
		if o.First.Before(from) {
			from = o.First
		}
		if o.Last.After(to) {
			to = o.Last
		}
	}
	scale := chart.Between(from, to, chartWide)
	x := scale.X
	c := &Chart{Height: 28 + 26*len(offices), Ticks: scale.Ticks()}
	ordered := slices.Clone(offices)
	slices.SortStableFunc(ordered, func(a, b Office) int { return a.First.Compare(b.First) })
	var says []string
	for i, o := range ordered {
		b := bar{X: x(o.First), Y: float64(26 + 26*i), Title: shell.Cut(o.Title, 44), Solid: o.solid, FullText: o.Title + ", " + o.Says}
		b.W = max(x(o.Last)-b.X, 4)
		b.LabelX = b.X + b.W + 6
		switch {
		case b.LabelX <= chartWide*0.6:
		case b.X > chartWide*0.35: // no room behind it, but before it
			b.Before, b.LabelX = true, b.X-6
		default:
			b.LabelX = b.X + 6
		}
		if o.From != nil {
			b.Href = o.From.Origin.Href
		}
		c.Bars = append(c.Bars, b)
		says = append(says, o.Title+" from "+o.First.Format("2 January 2006")+" to "+o.Last.Format("2 January 2006"))
	}
	c.Says = "Offices over time: " + strings.Join(says, "; ")
	return c
}

// Matrix is what somebody does to whom, by type of act: in the sentences' words, not in feelings.
type Matrix struct {
	Types []string
	Rows  []matrixRow
}

type matrixRow struct {
	Name  string       `json:"name"`
	Href  string       `json:"href"`
	Cells []matrixCell `json:"cells"`
}

type matrixCell struct {
	N    int    `json:"n"`
	Type string `json:"type"`
	Quad int    `json:"quad"`
	Href string `json:"href,omitempty"`
}

// quads gives the quad class of each PLOVER type: 1 verbal cooperation to 4 material conflict.
var quads = map[string]int{"AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3, "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4}

func (m *maker) whom() error {
	found, err := m.Store.FactsOf(m.r.Context(), m.pg.Who.ID, store.WhoFacts{Kind: "actor", On: m.pg.AsOf.At, Limit: 500})
	if err != nil {
		return err
	}
	type key struct {
		other store.WhoID
		class string
	}
	cells, first, names := map[key]int{}, map[key]string{}, map[store.WhoID]string{}
	byType, byOther := map[string]int{}, map[store.WhoID]int{}
	for _, f := range found {
		if f.Other == 0 || f.Verdict == store.Reject {
			continue
		}
		k := key{f.Other, f.Class}
		cells[k]++
		byType[f.Class]++
		byOther[f.Other]++
		names[f.Other] = f.OtherName
		if first[k] == "" {
			first[k] = shell.FactHref(f.Report, f.Fact)
		}
	}
	types, others := most(byType, 5), most(byOther, 8)
	m.pg.Whom.Types = types
	for _, o := range others {
		row := matrixRow{Name: names[o], Href: shell.WhoHref(o)}
		for _, t := range types {
			k := key{o, t}
			row.Cells = append(row.Cells, matrixCell{N: cells[k], Type: strings.ToLower(t), Quad: quads[t], Href: first[k]})
		}
		m.pg.Whom.Rows = append(m.pg.Whom.Rows, row)
	}
	return nil
}

// most gives the keys with the highest counts.
func most[K cmp.Ordered](counts map[K]int, n int) []K {
	keys := make([]K, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b K) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	return keys[:min(len(keys), n)]
}

// join keeps a person's decision that two entries are one, or that they are not.
func (p Pages) join(w http.ResponseWriter, r *http.Request) error {
	id, err := shell.WhoID(r)
	if err != nil {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	name, did := strings.TrimSpace(r.PostFormValue("name")), "join"
	join := r.PostFormValue("verdict") != "part"
	if !join {
		did = "part"
	}
	other, err := p.otherEntry(r, id, name)
	if err != nil {
		return err
	}
	if other == 0 {
		http.Redirect(w, r, shell.WhoHref(id)+"?did=nobody", http.StatusSeeOther)
		return nil
	}
	if err := p.Store.JoinWho(r.Context(), id, other, join, shell.Who, shell.Cut(strings.TrimSpace(r.PostFormValue("note")), 500)); err != nil {
		return err
	}
	http.Redirect(w, r, shell.WhoHref(id)+"?"+url.Values{"did": {did}}.Encode(), http.StatusSeeOther)
	return nil
}

// otherEntry finds the entry that a form names, by its number or its full name; 0 when there is none.
func (p Pages) otherEntry(r *http.Request, id store.WhoID, name string) (store.WhoID, error) {
	if n, err := strconv.ParseInt(r.PostFormValue("other"), 10, 64); err == nil && n > 0 {
		return store.WhoID(n), nil
	}
	if name == "" {
		return 0, nil
	}
	found, err := p.Store.People(r.Context(), store.WhoQuery{Name: name, Limit: 50})
	if err != nil {
		return 0, err
	}
	for _, one := range found.Rows {
		if one.ID != id && strings.EqualFold(one.Name, name) {
			return one.ID, nil
		}
	}
	return 0, nil
}

var done = map[string]shell.Note{
	"join":   {Title: "Joined.", Text: "The decision is kept with its day; both names lead here until you part them."},
	"part":   {Title: "Kept apart.", Text: "The decision is kept with its day, and stands on this page."},
	"nobody": {Title: "Nothing was joined.", Text: "Who’s who has nobody of exactly that name.", Bad: true},
}

func joined(r *http.Request) *shell.Note {
	if n, is := done[r.URL.Query().Get("did")]; is {
		return &n
	}
	return nil
}
