package situations

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
)

// Matrix is who says what: one row a claim, one column an actor.
type Matrix struct {
	Actors []string `json:"actors"`
	Rows   []mxRow  `json:"rows"`
	Total  int      `json:"claims"`
	Span   int      `json:"-"` // columns in all
}

type mxRow struct {
	Claim     string   `json:"claim"`
	Href      string   `json:"href"`
	Says      string   `json:"says"`
	Contested bool     `json:"contested"`
	Cells     []mxCell `json:"cells"`
	Open      *opened  `json:"-"`
}

type mxCell struct {
	Actor   string `json:"actor"`
	Stance  string `json:"stance"` // of the latest position; "silent" when no word was found
	From    string `json:"from,omitempty"`
	N       int    `json:"n"`
	Class   string `json:"-"`
	Href    string `json:"-"`
	Label   string `json:"-"`
	Current bool   `json:"-"`
}

// opened is the sentences behind a cell.
type opened struct {
	Actor string
	Said  []openSaid
}

type openSaid struct {
	Stance string
	Words  string
	Source shell.Origin
	Origin string
}

// actorsShown is how many columns the matrix has.
const actorsShown = 6

// matrix lays the most contested claims against the actors that take most positions on them. open names a cell: "row.column".
func matrix(d *shell.Desk, h head, st store.SituationState, open string, rows int) Matrix {
	m := Matrix{Total: len(st.Claims)}
	claims := mostContested(st.Claims)
	claims = claims[:min(len(claims), rows)]
	counts := map[string]int{}
	for _, c := range claims {
		for _, p := range c.Positions {
			if p.Actor != "" {
				counts[p.Actor]++
			}
		}
	}
	for name := range counts {
		m.Actors = append(m.Actors, name)
	}
	slices.SortFunc(m.Actors, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	m.Actors = m.Actors[:min(len(m.Actors), actorsShown)]
	m.Span = len(m.Actors) + 1
	wantRow, wantColumn := cellOf(open)
	for i, c := range claims {
		m.Rows = append(m.Rows, row(d, h, c, m.Actors, i, wantRow == i, wantColumn))
	}
	return m
}

// cellOf reads "2.3"; -1 when it is none.
func cellOf(open string) (row, column int) {
	a, b, ok := strings.Cut(open, ".")
	row, err1 := strconv.Atoi(a)
	column, err2 := strconv.Atoi(b)
	if !ok || err1 != nil || err2 != nil {
		return -1, -1
	}
	return row, column
}

// mostContested puts the contested claims first, then those with most positions.
func mostContested(all []situation.Claim) []situation.Claim {
	var contested, other []situation.Claim
	for _, c := range all {
		if c.Contested() {
			contested = append(contested, c)
		} else {
			other = append(other, c)
		}
	}
	for _, list := range [][]situation.Claim{contested, other} {
		slices.SortStableFunc(list, func(a, b situation.Claim) int { return cmp.Compare(len(b.Positions), len(a.Positions)) })
	}
	return append(contested, other...)
}

func row(d *shell.Desk, h head, c situation.Claim, actors []string, at int, isOpen bool, column int) mxRow {
	r := mxRow{Claim: c.Proposition, Contested: c.Contested()}
	if n, err := strconv.ParseInt(strings.TrimPrefix(c.Key, "claim:"), 10, 64); err == nil {
		r.Href = "/claims/" + strconv.FormatInt(n, 10)
	}
	reports := map[int64]bool{}
	for _, p := range c.Positions {
		reports[p.Evidence.Report] = true
	}
	first := c.Positions[0].Evidence.At.In(d.Zone)
	r.Says = first.Format("2 Jan") + ", " + shell.Plural(len(reports), "report", "reports") + ", " + shell.Plural(len(c.Origins()), "origin", "origins")
	for i, a := range actors {
		cell := mxCell{Actor: a, Stance: "silent", Class: "o", Label: a + ": no word found"}
		said := saidBy(c, a)
		if n := len(said); n > 0 {
			cell.Stance, cell.N = said[n-1].Stance, n
			cell.Class = map[string]string{"asserts": "y", "supports": "y", "denies": "n"}[cell.Stance]
			if prev := said[0].Stance; prev != cell.Stance {
				cell.From = prev
			}
			cell.Label = fmt.Sprintf("%s %s, %s", a, strings.ReplaceAll(cell.Stance, "_", " "), shell.Plural(n, "statement", "statements"))
			cell.Href = h.Root + "?open=" + strconv.Itoa(at) + "." + strconv.Itoa(i)
			if h.AsOf.On != "" {
				cell.Href += "&on=" + h.AsOf.On
			}
			cell.Href += "#cell"
			if isOpen && column == i {
				cell.Current = true
				r.Open = openCell(d, a, said)
			}
		}
		r.Cells = append(r.Cells, cell)
	}
	return r
}

func saidBy(c situation.Claim, actor string) []situation.Position {
	var list []situation.Position
	for _, p := range c.Positions {
		if p.Actor == actor {
			list = append(list, p)
		}
	}
	return list
}

// openMost is how many sentences an open cell shows, the latest first.
const openMost = 5

func openCell(d *shell.Desk, actor string, said []situation.Position) *opened {
	o := &opened{Actor: actor}
	for i := len(said) - 1; i >= 0 && len(o.Said) < openMost; i-- {
		p := said[i]
		o.Said = append(o.Said, openSaid{Stance: p.Stance, Words: p.Evidence.Words, Origin: p.Evidence.Origin, Source: d.OriginOf(p.Evidence.Name, "", p.Evidence.At, store.ReportID(p.Evidence.Report), p.Evidence.Fact, p.Evidence.Span)})
	}
	return o
}
