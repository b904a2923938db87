package situation

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Turn is a day at which the conflict that is told of went over to another level. A level is the load of a day on which the
// usual sources are read: of each report that is no copy, the severity of the most severe event that it tells as news, added up.
type Turn struct {
	Day   time.Time `json:"day"` // the first day of the new level
	Up    bool      `json:"up"`
	From  float64   `json:"from"`            // level before, back to the turn before
	To    float64   `json:"to"`              // and after, up to the next turn
	Cause *Event    `json:"cause,omitempty"` // the most severe event of the day; nil when nothing happened
}

// turns cuts the days into stretches of one level each: the cut that makes the likelihood of the days' loads, less a price for
// each level, the greatest (optimal partitioning: Jackson and others 2005, the exact form of PELT, Killick and others 2012).
//
// A day's load is a compound Poisson sum: so many reports, each with its severity, in proportion to how much is read. Its
// likelihood is taken as that of a Poisson count of the load over its dispersion (mean square severity over mean severity).
// The price of a level is that of the Bayesian information criterion for its two numbers, day and height. Days that were not
// read are left out. When hardly any day was read, as with a few reports that look back on weeks, the load of a day is the
// severities of the events that happened on it, each once, and all days count alike.
func turns(days []dayData, w Weights) []Turn {
	read := 0
	for i := range days {
		if !days[i].point.Gap {
			read++
		}
	}
	even := read < 4
	load, square := 0.0, 0.0
	var x, e []float64
	var at []int // of each value, its day
	for i := range days {
		d := &days[i]
		switch {
		case even:
			x, e, at = append(x, d.load), append(e, 1), append(at, i)
			load, square = load+d.load, square+d.square
		case !d.point.Gap:
			x, e, at = append(x, d.told), append(e, d.usual), append(at, i)
			load, square = load+d.told, square+d.toldSq
		}
	}
	if len(x) < 4 || load == 0 {
		return nil
	}
	scale(e)
	p := newLevels(x, e, square/load)
	cuts := p.partition(math.Log(float64(len(x))))
	var out []Turn
	for i, c := range cuts {
		from, to := 0, len(x)
		if i > 0 {
			from = cuts[i-1]
		}
		if i+1 < len(cuts) {
			to = cuts[i+1]
		}
		t := Turn{Day: days[at[c]].day, From: p.rate(from, c), To: p.rate(c, to)}
		t.Up = t.To > t.From
		if worst := strongest(&days[at[c]], w, 1); len(worst) > 0 && w.Severity(worst[0]) > 0 {
			t.Cause = &worst[0]
		}
		out = append(out, t)
	}
	return out
}

// scale makes the mean of exposures 1.
func scale(e []float64) {
	m := mean(e)
	for i := range e {
		e[i] /= m
	}
}

// levels gives the likelihood of stretches of days as having one level.
type levels struct {
	load, exposure []float64 // sums up to each day
	dispersion     float64
}

func newLevels(x, e []float64, dispersion float64) levels {
	l := levels{make([]float64, len(x)+1), make([]float64, len(x)+1), dispersion}
	for i := range x {
		l.load[i+1], l.exposure[i+1] = l.load[i]+x[i], l.exposure[i]+e[i]
	}
	return l
}

// rate is the level of days [a, b).
func (l levels) rate(a, b int) float64 {
	return (l.load[b] - l.load[a]) / max(l.exposure[b]-l.exposure[a], 1e-9)
}

// cost is minus the log-likelihood of days [a, b) at their own level, but for what no cut changes.
func (l levels) cost(a, b int) float64 {
	x := l.load[b] - l.load[a]
	if x <= 0 {
		return 0
	}
	return -(x*math.Log(l.rate(a, b)) - x) / l.dispersion
}

// partition gives where the levels begin, but the first.
func (l levels) partition(price float64) []int {
	n := len(l.load) - 1
	best, last := make([]float64, n+1), make([]int, n+1)
	best[0] = -price
	for b := 1; b <= n; b++ {
		best[b] = math.Inf(1)
		for a := range b {
			if c := best[a] + l.cost(a, b) + price; c < best[b] {
				best[b], last[b] = c, a
			}
		}
	}
	var cuts []int
	for b := n; last[b] > 0; b = last[b] {
		cuts = append(cuts, last[b])
	}
	slices.Reverse(cuts)
	return cuts
}

// Change is a turn as a change of the situation; ok is false when no sentence is behind it.
func (t Turn) Change() (c Change, ok bool) {
	if t.Cause == nil {
		return c, false
	}
	verb := "rose"
	if !t.Up {
		verb = "fell"
	}
	return Change{Kind: Turned, Key: "turn|" + t.Day.Format(time.DateOnly), Value: t.To, Evidence: t.Cause.Evidence,
		Title: fmt.Sprintf("The conflict told of here %s on %s: the severities of what the day's reports tell add up to %.0f, before to %.0f; the most severe event of the day is told here", verb, t.Day.Format("2 January"), t.To, t.From)}, true
}
