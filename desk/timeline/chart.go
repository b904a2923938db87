package timeline

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/dateline-news/dateline/desk/ask"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/search"
	"github.com/dateline-news/dateline/store"
)

// Sizes of the drawing, in its own units.
const (
	wide    = 1200 // of all charts
	top     = 34   // above the first lane
	rowHigh = 22   // of a row of marks
	pad     = 12   // above and below the rows of a lane
	bucket  = 16   // marks nearer than this stand together
	mostRow = 4
)

// chart is the lanes with their marks.
type chart struct {
	Wide, High int
	Lanes      []laneRow
	Marks      []mark
	Arrows     []arrow
	Ticks      []tick
	Now        int // x, -1 when it is not in the window
	NowSays    string
	Says       string
}

type laneRow struct {
	Name         string
	N            int
	Y, High, Mid int
	Href         string
}

// mark is one event, or a cluster of N.
type mark struct {
	ID             store.EntryID
	X, Y           int
	BandX, BandW   int // the band of a vague day; BandW 0 for none
	Glyph          string
	Class          string // planned, denied, doubt
	Left           bool   // began before the window
	Label          string
	LabelX         int
	Anchor         string
	Href, Title    string
	N              int
	Current        bool
	row            int
	from, to, text int
}

type arrow struct {
	D, Class, Href, Title string
}

type tick struct {
	X          int
	Label      string
	Strong     bool
	Shade      bool
	ShadeWidth int
}

func (p Pages) chart(ctx context.Context, pg *page, d *drawing) error {
	d.order()
	c := &chart{Wide: wide, Now: -1}
	p.ticks(c, d)
	p.window(pg, d)
	pg.Strips = p.strips(pg, d)
	y := top
	var drawn []*mark
	for _, l := range d.lanes {
		marks := d.place(l)
		if err := p.label(ctx, pg, marks); err != nil {
			return err
		}
		rows := stack(marks)
		high := max(44, rows*rowHigh+2*pad)
		for i := range marks {
			marks[i].Y = y + pad + marks[i].row*rowHigh + rowHigh/2
			if rows == 1 {
				marks[i].Y = y + high/2
			}
		}
		c.Lanes = append(c.Lanes, laneRow{Name: l.name, N: l.n, Y: y, High: high, Mid: y + high/2, Href: p.laneHref(pg, d, l)})
		for i := range marks {
			drawn = append(drawn, &marks[i])
		}
		y += high
	}
	c.High = y + 4
	if err := p.arrows(ctx, pg, c, drawn); err != nil {
		return err
	}
	for _, m := range drawn {
		c.Marks = append(c.Marks, *m)
	}
	if x := d.view.place(d.now); x > 0 && x < 1 {
		c.Now, c.NowSays = int(x*wide), "now "+p.Clock(p.Now())
	}
	c.Says = fmt.Sprintf("%s in %s, %s", shell.Plural(pg.Drawn, "event", "events"), shell.Plural(len(c.Lanes), "lane", "lanes"), pg.Window)
	pg.Chart = c
	return nil
}

func (p Pages) laneHref(pg *page, d *drawing, l *lane) string {
	if unknown(l.name) == 1 || l.name == "all others" {
		return ""
	}
	f := map[string]search.Field{"actor": search.Who, "place": search.Place, "source": search.Source}[d.by]
	return pg.With(pg.Query.Set(f, l.name))
}

// window says what the window is and where the keys move it.
func (p Pages) window(pg *page, d *drawing) {
	v, z := d.view, zooms[d.view.zoom]
	last := v.to.Add(-time.Minute)
	switch z.name {
	case "years":
		pg.Window = v.from.Format("2006") + " to " + last.Format("2006")
	case "months":
		pg.Window = v.from.Format("January 2006") + " to " + last.Format("January 2006")
	default:
		pg.Window = v.from.Format("2 January") + " to " + last.Format("2 January 2006")
	}
	go2 := func(zoom int, from time.Time) string {
		return pg.Href("zoom", zooms[zoom].name, "start", from.Format(time.DateOnly))
	}
	half := v.to.Sub(v.from) / 2
	pg.Earlier, pg.Later = go2(v.zoom, v.from.Add(-half)), go2(v.zoom, v.from.Add(half))
	middle := v.from.Add(half)
	for i, other := range zooms {
		from := other.align(middle.AddDate(-other.years, 0, -other.days).Add(other.end(middle).Sub(middle) / 2))
		if i > v.zoom && d.view.place(d.dense()) <= 1 && d.view.place(d.dense()) >= 0 { // nearer: stay with the last events
			from = other.align(d.dense().AddDate(-other.years, 0, 1-other.days))
		}
		pg.Zooms = append(pg.Zooms, option{other.label, go2(i, from), i == v.zoom})
	}
	if v.zoom+1 < len(zooms) {
		pg.In = pg.Zooms[v.zoom+1].Href
	}
	if v.zoom > 0 {
		pg.Out = pg.Zooms[v.zoom-1].Href
	}
}

// place turns the events of a lane into marks; where many stand on one spot they are one mark with their number.
func (d *drawing) place(l *lane) []mark {
	slices.SortStableFunc(l.pts, func(a, b pt) int { return a.from.Compare(b.from) })
	var marks []mark
	for i := 0; i < len(l.pts); {
		x := d.x(l.pts[i])
		n := i + 1
		for n < len(l.pts) && d.x(l.pts[n])-x < bucket {
			n++
		}
		if n-i <= mostRow {
			for _, one := range l.pts[i:n] {
				marks = append(marks, d.mark(one))
			}
		} else {
			marks = append(marks, d.cluster(l, l.pts[i:n]))
		}
		i = n
	}
	return marks
}

// x is the middle of an event's time in the window, held inside it.
func (d *drawing) x(p pt) int {
	a, b := d.view.place(p.from), d.view.place(p.to)
	return int(max(8, min(wide-8, (max(a, 0)+min(b, 1))/2*wide)))
}

func (d *drawing) mark(p pt) mark {
	m := mark{ID: p.id, X: d.x(p), Glyph: glyphOf(p.quad), Href: d.pg.Href("open", ask.ID(p.id)) + "#open", Current: d.pg.Values.Get("open") == ask.ID(p.id), N: 1}
	a, b := max(0, d.view.place(p.from)), min(1, d.view.place(p.to))
	if w := int((b - a) * wide); w > 12 {
		m.BandX, m.BandW = int(a*wide), w
	}
	m.Left = d.view.place(p.from) < 0
	switch {
	case p.status == "planned" || p.status == "possible":
		m.Class = "planned"
	case p.status == "denied" || p.status == "negated":
		m.Class = "denied"
	}
	if !p.sure {
		m.Class += " doubt"
	}
	return m
}

// cluster is one mark for many events: the glyph of the most frequent class, and a link to them.
func (d *drawing) cluster(l *lane, pts []pt) mark {
	var quads [5]int
	from, to := pts[0].from, pts[0].to
	for _, p := range pts {
		quads[p.quad]++
		if p.to.After(to) && p.to.Sub(p.from) <= 48*time.Hour {
			to = p.to
		}
	}
	best := 0
	for q, n := range quads {
		if n > quads[best] {
			best = q
		}
	}
	href := d.pg.To("/events", "q", d.pg.Query.Set(search.On).Set(search.From, from.Format(time.DateOnly)).Set(search.To, to.Add(-time.Minute).Format(time.DateOnly)).String())
	if z := d.view.zoom + 1; z < len(zooms) {
		href = d.pg.Href("zoom", zooms[z].name, "start", zooms[z].align(from.AddDate(0, 0, -zooms[z].days/2).AddDate(-zooms[z].years/2, 0, 0)).Format(time.DateOnly))
	}
	return mark{X: min(d.x(pts[0])+bucket/2, wide-10), Glyph: glyphOf(best), N: len(pts), Href: href, Label: shell.Count(len(pts)), Title: shell.Plural(len(pts), "event", "events") + ", " + l.name}
}

// mostLabels is how many marks of a lane are labelled with their words.
const mostLabels = 40

// label reads the words of the marks that stand for one event.
func (p Pages) label(ctx context.Context, pg *page, marks []mark) error {
	var ids []store.EntryID
	for _, m := range marks {
		if m.N == 1 && len(ids) < mostLabels {
			ids = append(ids, m.ID)
		}
	}
	list, err := p.Store.Entries(ctx, ids...)
	if err != nil {
		return err
	}
	byID := map[store.EntryID]*store.Entry{}
	for i := range list {
		byID[list[i].ID] = &list[i]
	}
	for i := range marks {
		m := &marks[i]
		if e := byID[m.ID]; e != nil && m.N == 1 {
			f := ask.FactOf(p.Desk, e, nil)
			m.Label = shell.Cut(f.Trigger(), 26)
			m.Title = f.Day + ": " + f.Title + ", " + f.Under + ": " + shell.Cut(e.Words, 160)
		}
	}
	return nil
}

// letter is how wide a letter of a label is, about.
const letter = 6

// stack gives every mark a row so that labels do not cover each other, and says how many rows there are.
func stack(marks []mark) int {
	var ends [mostRow]int
	rows := 1
	for i := range marks {
		m := &marks[i]
		m.text = utf8.RuneCountInString(m.Label) * letter
		m.from, m.to = min(m.X-9, m.BandX+boolInt(m.BandW == 0)*wide), max(m.X+12+m.text, m.BandX+m.BandW)
		m.LabelX, m.Anchor = m.X+11, "start"
		if m.X+12+m.text > wide {
			m.LabelX, m.Anchor = m.X-11, "end"
			m.from, m.to = min(m.from, m.X-12-m.text), m.X+9
		}
		best := 0
		for r := range ends {
			if ends[r] <= m.from {
				best = r
				break
			}
			if ends[r] < ends[best] {
				best = r
			}
		}
		if ends[best] > m.from { // no room: the mark stands without words
			m.Label = ""
			m.from, m.to = m.X-9, m.X+9
		}
		m.row = best
		ends[best] = max(ends[best], m.to+6)
		rows = max(rows, best+1)
	}
	return rows
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// arrows ties marks whose sentences do.
func (p Pages) arrows(ctx context.Context, pg *page, c *chart, drawn []*mark) error {
	var ids []store.EntryID
	at := map[store.EntryID]*mark{}
	for _, m := range drawn {
		if m.N == 1 && len(ids) < 300 {
			ids = append(ids, m.ID)
			at[m.ID] = m
		}
	}
	list, err := p.Store.Entries(ctx, ids...)
	if err != nil {
		return err
	}
	type key struct {
		report store.ReportID
		fact   string
	}
	byFact := map[key]*mark{}
	for i := range list {
		byFact[key{list[i].Report, list[i].Fact}] = at[list[i].ID]
	}
	for i := range list {
		for _, l := range list[i].Detail.Links {
			to := byFact[key{list[i].Report, l.To}]
			if from := at[list[i].ID]; to != nil && to != from {
				c.Arrows = append(c.Arrows, bend(to, from, l.Kind, shell.FactHref(list[i].Report, list[i].Fact)))
			}
		}
	}
	return nil
}

// bend draws from the earlier mark to the one that answers it.
func bend(a, b *mark, kind, href string) arrow {
	x := (a.X + b.X) / 2
	s := arrow{D: fmt.Sprintf("M%d %dC%d %d %d %d %d %d", a.X+8, a.Y, x, a.Y, x, b.Y, b.X-9, b.Y), Href: href, Title: linkWords[kind], Class: "lk"}
	if kind == "order" {
		s.Class += " order"
	}
	return s
}

// ticks draws the grid of the window.
func (p Pages) ticks(c *chart, d *drawing) {
	v := d.view
	add := func(t time.Time, label string, strong bool) {
		if x := v.place(t); x >= 0 && x < 1 {
			c.Ticks = append(c.Ticks, tick{X: int(x * wide), Label: label, Strong: strong})
		}
	}
	switch zooms[v.zoom].name {
	case "years":
		for t := v.from; t.Before(v.to); t = t.AddDate(1, 0, 0) {
			add(t, map[bool]string{true: t.Format("2006")}[t.Year()%2 == 0], t.Year()%10 == 0)
		}
	case "months":
		for t := v.from; t.Before(v.to); t = t.AddDate(0, 1, 0) {
			add(t, cmp.Or(map[bool]string{true: t.Format("Jan 2006")}[t.Month() == 1 || t.Equal(v.from)], t.Format("Jan")), t.Month() == 1)
		}
	case "days":
		for t := v.from; t.Before(v.to); t = t.AddDate(0, 0, 1) {
			add(t, cmp.Or(map[bool]string{true: t.Format("2 Jan")}[t.Day() == 1 || t.Equal(v.from)], strconv.Itoa(t.Day())), t.Weekday() == time.Monday)
		}
	default:
		for t := v.from; t.Before(v.to); t = t.Add(6 * time.Hour) {
			add(t, cmp.Or(map[bool]string{true: t.Format("Mon 2 Jan")}[t.Hour() == 0], t.Format("15")), t.Hour() == 0)
		}
	}
}
