// Package chart places times on the charts that the desk draws as SVG on the server: lines, circles and text that work
// without script and in print.
package chart

import (
	"strconv"
	"strings"
	"time"
)

// Scale maps times to a width.
type Scale struct {
	From, To time.Time
	Wide     float64
}

// Between is a scale that shows from and to with a little room at both ends.
func Between(from, to time.Time, wide float64) Scale {
	pad := max(to.Sub(from)/25, time.Hour)
	return Scale{From: from.Add(-pad), To: to.Add(pad), Wide: wide}
}

// X is where a time lies, 0 to Wide for those within.
func (s Scale) X(t time.Time) float64 {
	if !s.To.After(s.From) {
		return 0
	}
	return s.Wide * float64(t.Sub(s.From)) / float64(s.To.Sub(s.From))
}

// Tick is a label on the axis.
type Tick struct {
	X     float64
	Label string
}

// steps are the distances between ticks, with how a time is written at each.
var steps = []struct {
	days   float64 // the shortest span that uses it
	layout string
	start  func(t time.Time) time.Time
	next   func(t time.Time, n int) time.Time
	each   float64 // days
}{
	{5 * 365, "2006", func(t time.Time) time.Time { return time.Date(t.Year()+1, 1, 1, 0, 0, 0, 0, t.Location()) }, func(t time.Time, n int) time.Time { return t.AddDate(n, 0, 0) }, 365},
	{120, "Jan 2006", func(t time.Time) time.Time { return time.Date(t.Year(), t.Month()+1, 1, 0, 0, 0, 0, t.Location()) }, func(t time.Time, n int) time.Time { return t.AddDate(0, n, 0) }, 30},
	{3, "2 Jan", func(t time.Time) time.Time {
		return time.Date(t.Year(), t.Month(), t.Day()+1, 0, 0, 0, 0, t.Location())
	}, func(t time.Time, n int) time.Time { return t.AddDate(0, 0, n) }, 1},
	{0, "2 Jan 15:04", func(t time.Time) time.Time { return t.Truncate(time.Hour).Add(time.Hour) }, func(t time.Time, n int) time.Time { return t.Add(time.Duration(n) * time.Hour) }, 1. / 24},
}

// most is how many ticks a scale has at most.
const most = 8

// Ticks are at most 8 labels at whole years, months, days or hours.
func (s Scale) Ticks() []Tick {
	days := s.To.Sub(s.From).Hours() / 24
	for _, step := range steps {
		if days < step.days {
			continue
		}
		n := max(1, int(days/step.each/most)+1)
		var list []Tick
		for t := step.start(s.From); t.Before(s.To) && len(list) < most; t = step.next(t, n) {
			list = append(list, Tick{s.X(t), t.Format(step.layout)})
		}
		return list
	}
	return nil
}

// Path writes a line through points as the d of an SVG path: M0 1L2 3. A point whose y is negative is a gap.
func Path(points ...[2]float64) string {
	var b strings.Builder
	pen := "M"
	for _, p := range points {
		if p[1] < 0 {
			pen = "M"
			continue
		}
		b.WriteString(pen)
		b.WriteString(strconv.FormatFloat(p[0], 'f', 1, 64))
		b.WriteByte(' ')
		b.WriteString(strconv.FormatFloat(p[1], 'f', 1, 64))
		pen = "L"
	}
	return b.String()
}
