package timeline

import (
	"time"

	"github.com/dateline-news/dateline/desk/shell"
)

// strip is a longer scale above the chart, with the window on it. Conflict stands above the line, cooperation below.
type strip struct {
	Name, Says   string
	Bars         []bar
	WinX, WinW   int
	Zoom         string // of the window that a brush on it makes
	From, To     string // ISO days of its ends, for the brush
	High, Middle int
}

type bar struct {
	X, W          int
	Up, Down      int // heights
	Label, Href   string
	Title         string
	conf, coop, n int
}

const (
	stripHigh = 66
	stripUp   = 30
	stripDown = 16
)

// strips draws the scales that are longer than the window's: years for all, and the one right above it.
func (p Pages) strips(pg *page, d *drawing) []strip {
	var all []strip
	if d.view.zoom > 0 {
		all = append(all, p.strip(pg, d, "Years", "year", d.first, d.last.AddDate(0, 0, 1), min(d.view.zoom, 1)))
	}
	middle := d.view.from.Add(d.view.to.Sub(d.view.from) / 2)
	switch zooms[d.view.zoom].bar {
	case "month":
		from := time.Date(middle.Year(), middle.Month(), 1, 0, 0, 0, 0, time.UTC).AddDate(0, -12, 0)
		all = append(all, p.strip(pg, d, "Months", "month", from, from.AddDate(2, 0, 0), d.view.zoom))
	case "day":
		from := time.Date(middle.Year(), middle.Month(), middle.Day(), 0, 0, 0, 0, time.UTC).AddDate(0, 0, -15)
		all = append(all, p.strip(pg, d, "Days", "day", from, from.AddDate(0, 0, 30), d.view.zoom))
	}
	return all
}

func (p Pages) strip(pg *page, d *drawing, name, unit string, from, to time.Time, zoomIn int) strip {
	s := strip{Name: name, High: stripHigh, Middle: stripUp + 1, Zoom: zooms[min(len(zooms)-1, max(1, zoomIn))].name}
	next := func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }
	format := "2 January 2006"
	switch unit {
	case "year":
		from = time.Date(from.Year(), 1, 1, 0, 0, 0, 0, time.UTC)
		next, format = func(t time.Time) time.Time { return t.AddDate(1, 0, 0) }, "2006"
		if to.Year()-from.Year() > 60 { // one old date must not press the rest together
			from = time.Date(to.Year()-60, 1, 1, 0, 0, 0, 0, time.UTC)
		}
	case "month":
		next, format = func(t time.Time) time.Time { return t.AddDate(0, 1, 0) }, "January 2006"
	}
	var starts []time.Time
	for t := from; t.Before(to); t = next(t) {
		starts = append(starts, t)
	}
	end := next(starts[len(starts)-1])
	s.From, s.To = from.Format(time.DateOnly), end.Format(time.DateOnly)
	s.Bars = make([]bar, len(starts))
	d.fill(s.Bars, starts, end)
	most := 1
	for _, b := range s.Bars {
		most = max(most, b.conf, b.coop)
	}
	step := float64(wide) / float64(len(starts))
	for i := range s.Bars {
		b := &s.Bars[i]
		b.X, b.W = int(float64(i)*step+step*.08), max(2, int(step*.84))
		b.Up, b.Down = tall(b.conf, most, stripUp-2), tall(b.coop, most, stripDown)
		b.Label = stripLabel(unit, starts[i], i, len(starts))
		b.Title = starts[i].Format(format) + ": " + shell.Plural(b.n, "event", "events")
		z := zooms[max(1, zoomIn)]
		b.Href = pg.Href("zoom", z.name, "start", z.align(starts[i]).Format(time.DateOnly))
	}
	whole := end.Sub(from).Seconds()
	a, b := d.view.from.Sub(from).Seconds()/whole, d.view.to.Sub(from).Seconds()/whole
	a, b = max(0, min(1, a)), max(0, min(1, b))
	s.WinX, s.WinW = int(a*wide), max(6, int((b-a)*wide))
	s.WinX = min(s.WinX, wide-s.WinW)
	s.Says = name + " " + from.Format(format) + " to " + end.Add(-time.Minute).Format(format) + ", conflict above and cooperation below the line; the window is on " + pg.Window
	return s
}

// fill counts the days into the bars.
func (d *drawing) fill(bars []bar, starts []time.Time, end time.Time) {
	for day, n := range d.days {
		if day.Before(starts[0]) || !day.Before(end) {
			continue
		}
		i := 0
		for lo, hi := 0, len(starts); lo < hi; {
			mid := (lo + hi) / 2
			if starts[mid].After(day) {
				hi = mid
			} else {
				i, lo = mid, mid+1
			}
		}
		bars[i].conf += n[3] + n[4]
		bars[i].coop += n[1] + n[2]
		bars[i].n += n[0] + n[1] + n[2] + n[3] + n[4]
	}
}

func tall(n, most, high int) int {
	if n == 0 {
		return 0
	}
	return max(2, n*high/most)
}

func stripLabel(unit string, t time.Time, i, n int) string {
	switch unit {
	case "year":
		if step := max(1, n/10); i%step == 0 {
			return t.Format("2006")
		}
	case "month":
		if t.Month() == 1 {
			return t.Format("2006")
		}
		return t.Format("Jan")
	case "day":
		if i == 0 || t.Day() == 1 {
			return t.Format("2 Jan")
		}
		return t.Format("2")
	}
	return ""
}
