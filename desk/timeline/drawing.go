package timeline

import (
	"cmp"
	"slices"
	"time"

	"github.com/dateline-news/dateline/desk/ask"
	"github.com/dateline-news/dateline/store"
)

// zoom is one scale of the timeline: how long its window is, and the step of its grid.
type zoom struct {
	name, label string
	years       int // of the window
	days        int
	bar         string // the scale of the strip above: "day", "month", "year"
}

var zooms = []zoom{{"years", "Years", 30, 0, ""}, {"months", "Months", 2, 0, "year"}, {"days", "Days", 0, 35, "month"}, {"hours", "Hours", 0, 4, "day"}}

func (z zoom) end(from time.Time) time.Time { return from.AddDate(z.years, 0, z.days) }

// align moves a time to the beginning of the scale's unit.
func (z zoom) align(t time.Time) time.Time {
	switch z.name {
	case "years":
		return time.Date(t.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
	case "months":
		return time.Date(t.Year(), t.Month(), 1, 0, 0, 0, 0, time.UTC)
	}
	return time.Date(t.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
}

type view struct {
	zoom     int
	from, to time.Time
}

// place is where a time stands in the window, 0 to 1; outside it is less or more.
func (v view) place(t time.Time) float64 {
	return t.Sub(v.from).Seconds() / v.to.Sub(v.from).Seconds()
}

// drawing gathers what the chart shows.
type drawing struct {
	pg      *page
	now     time.Time
	by      string
	all     int
	noDay   int
	quads   [5]int
	status  map[string]int
	days    map[time.Time][5]int // by day and quad class
	first   time.Time
	last    time.Time
	view    view
	lastDay int // days since 1970, behind the window
	lanes   []*lane
	byName  map[string]*lane
	newest  store.EntryID
	run     run
}

// lane is one actor, place or source.
type lane struct {
	name string
	n    int
	pts  []pt
}

// pt is an event in the window.
type pt struct {
	id       store.EntryID
	report   store.ReportID
	from, to time.Time
	exact    string
	quad     int
	status   string
	sure     bool
}

func newDrawing(pg *page, now time.Time) *drawing {
	by := pg.Values.Get("by")
	if by != "place" && by != "source" {
		by = "actor"
	}
	return &drawing{pg: pg, now: now, by: by, status: map[string]int{}, days: map[time.Time][5]int{}, byName: map[string]*lane{}}
}

// count learns how many events there are on each day.
func (d *drawing) count(p *store.Point) bool {
	d.all++
	d.quads[p.Quad]++
	d.status[p.Status]++
	if !p.Dated {
		d.noDay++
		return true
	}
	if p.Day != d.run.day {
		d.endRun()
		d.run.day = p.Day
	}
	d.run.n[p.Quad]++
	return true
}

// run counts the events of one day: they come in the order of their days, so that a map is asked once a day and not for each.
type run struct {
	day int
	n   [5]int
}

func (d *drawing) endRun() {
	if d.run.n == [5]int{} {
		return
	}
	day := store.DayTime(d.run.day)
	n := d.days[day]
	for q, k := range d.run.n {
		n[q] += k
	}
	d.days[day], d.run.n = n, [5]int{}
	if d.first.IsZero() || day.Before(d.first) {
		d.first = day
	}
	if day.After(d.last) {
		d.last = day
	}
}

// look chooses the window: what the address asks for, else the closest scale that shows most of the last events.
func (d *drawing) look() {
	v := d.pg.Values
	d.view.zoom = slices.IndexFunc(zooms, func(z zoom) bool { return z.name == v.Get("zoom") })
	end := d.dense()
	if d.view.zoom < 0 {
		d.view.zoom = d.fit(end)
	}
	z := zooms[d.view.zoom]
	from, err := time.Parse(time.DateOnly, v.Get("start"))
	if err != nil {
		last := z.align(end)
		switch z.name {
		case "years":
			from = last.AddDate(1-z.years, 0, 0)
		case "months":
			from = last.AddDate(0, 1-12*z.years, 0)
		default:
			from = last.AddDate(0, 0, 1-z.days)
		}
	}
	d.view.from = z.align(from)
	d.view.to = z.end(d.view.from)
	d.lastDay = int(d.view.to.Unix()/86400) + 1
}

// dense is the last day that is not far ahead of the others: a plan for next year must not hide this week.
func (d *drawing) dense() time.Time {
	end := time.Time{}
	for day := range d.days {
		if !day.After(d.now) && day.After(end) {
			end = day
		}
	}
	if end.IsZero() {
		return d.last
	}
	return end
}

// fit is the finest scale whose window holds half of the events with a day.
func (d *drawing) fit(end time.Time) int {
	total := 0
	for _, n := range d.days {
		total += n[0] + n[1] + n[2] + n[3] + n[4]
	}
	for i := len(zooms) - 1; i > 0; i-- {
		from := end.AddDate(-zooms[i].years, 0, 1-zooms[i].days)
		in := 0
		for day, n := range d.days {
			if !day.Before(from) && !day.After(end) {
				in += n[0] + n[1] + n[2] + n[3] + n[4]
			}
		}
		if in*2 >= total {
			return i
		}
	}
	return 0
}

// take keeps an event of the window in its lanes.
func (d *drawing) take(p *store.Point) bool {
	if !p.Dated || p.Day > d.lastDay {
		return true
	}
	from, to := p.From(), p.To()
	if !from.Before(d.view.to) || !to.After(d.view.from) {
		return true
	}
	one := pt{id: p.ID, report: p.Report, from: from, to: to, exact: p.Exact, quad: p.Quad, status: p.Status, sure: p.Sure()}
	d.pg.Drawn++
	if d.newest == 0 && p.Quad != 0 {
		d.newest = p.ID
	}
	switch d.by {
	case "place":
		d.put(cmp.Or(p.Name(p.Place).Name, "no place given"), one)
	case "source":
		name, _ := p.SourceName()
		d.put(name, one)
	default:
		none := true
		for who := range p.Names(store.ActorRole) {
			d.put(p.Name(who).Name, one)
			none = false
			break // one lane an event: the first who acts
		}
		if none {
			d.put("nobody named", one)
		}
	}
	return true
}

// mostKept bounds the events of a lane that are looked at one by one; the counts go on.
const mostKept = 3000

func (d *drawing) put(name string, one pt) {
	l := d.byName[name]
	if l == nil {
		l = &lane{name: name}
		d.byName[name] = l
		d.lanes = append(d.lanes, l)
	}
	l.n++
	if len(l.pts) < mostKept {
		l.pts = append(l.pts, one)
	}
}

// mostLanes is how many lanes are drawn; the rest stand together in the last.
const mostLanes = 9

// order puts the lanes with most events first and joins the rest.
func (d *drawing) order() {
	slices.SortStableFunc(d.lanes, func(a, b *lane) int {
		return cmp.Or(cmp.Compare(unknown(a.name), unknown(b.name)), cmp.Compare(b.n, a.n), cmp.Compare(a.name, b.name))
	})
	if len(d.lanes) <= mostLanes {
		return
	}
	rest := &lane{name: "all others"}
	for _, l := range d.lanes[mostLanes-1:] {
		rest.n += l.n
		rest.pts = append(rest.pts, l.pts[:min(len(l.pts), mostKept-min(mostKept, len(rest.pts)))]...)
	}
	d.lanes = append(d.lanes[:mostLanes-1], rest)
}

func unknown(name string) int {
	if name == "no place given" || name == "nobody named" {
		return 1
	}
	return 0
}

// glyphOf is the glyph of a quad class.
func glyphOf(quad int) string {
	_, class := ask.Quad(ask.QuadName(quad))
	return class
}
