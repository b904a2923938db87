package situation

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// TurnKind says how a turn was found.
type TurnKind string

// The kinds of turn. A rise is seen on its day and may prove short; a new level is seen on its second day and lasts.
const (
	Rise     TurnKind = "rise"      // the index left its own usual band upwards: the median of 28 days by three times their median distance from it
	NewLevel TurnKind = "new level" // the conflict that is told of went over to another level
)

// Turn is a day at which the situation turned.
type Turn struct {
	Kind  TurnKind  `json:"kind"`
	Day   time.Time `json:"day"` // of a new level the first
	Up    bool      `json:"up"`
	From  float64   `json:"from"`            // of a rise, the index's usual value; of a new level, the mean daily load before, back to the turn before
	To    float64   `json:"to"`              // of a rise, the index; of a new level, the mean daily load up to the next turn
	Cause *Event    `json:"cause,omitempty"` // the most severe event of the day; nil when nothing happened
}

// A control chart needs some past to know what is usual.
const (
	riseDays   = 3 // points before a rise
	riseBand   = 3 // spreads above the usual value
	leastBand  = 0.2
	restOfRise = 7 // days until another rise counts
)

// rose reports whether the index of a point lies above its usual band.
func (p DayPoint) rose() bool {
	return p.Index != nil && *p.Index > p.Base+riseBand*max(p.Spread, leastBand)
}

// turnsOf lists rises and new levels by day. A rise by a day of a new level is the same turn, and is listed as the level.
func turnsOf(points []DayPoint, days []dayData, w Weights) []Turn {
	out := turns(days, w)
	seen, rest := 0, 0
	for i, p := range points {
		if p.Index == nil {
			continue
		}
		if seen++; seen <= riseDays {
			continue
		}
		if rest--; !p.rose() || rest > 0 {
			continue
		}
		rest = restOfRise
		near := func(t Turn) bool { return t.Up && t.Day.Sub(p.Day).Abs() <= dayLong }
		if !slices.ContainsFunc(out, near) {
			out = append(out, Turn{Kind: Rise, Day: p.Day, Up: true, From: p.Base, To: *p.Index, Cause: causeOf(&days[i], w)})
		}
	}
	slices.SortStableFunc(out, func(a, b Turn) int { return a.Day.Compare(b.Day) })
	return out
}

// causeOf is the most severe event of a day; nil when none counts.
func causeOf(d *dayData, w Weights) *Event {
	if worst := strongest(d, w, 1); len(worst) > 0 && w.Severity(worst[0]) > 0 {
		return &worst[0]
	}
	return nil
}

// turns cuts the days into stretches of one level each: the cut that makes the likelihood of the days' loads, less a price for
// each level, the greatest (optimal partitioning: Jackson and others 2005, the exact form of PELT, Killick and others 2012).
// A day's load is, of each report that is no copy, the severity of the most severe event that it tells as news, added up.
//
// A load is a compound Poisson sum: so many reports, each with its severity, in proportion to how much is read. Its
// likelihood is taken as that of a Poisson count of the load over its dispersion (mean square severity over mean severity).
// The price of a level is that of the Bayesian information criterion for its two numbers, day and height; a level lasts two
// days or more. Days that were not read are left out. When hardly any day was read, as with a few reports that look back on
// weeks, the load of a day is the severities of the events that happened on it, each once, and all days count alike.
func turns(days []dayData, w Weights) []Turn {
	even := looksBack(days)
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
	least := levelDays
	if even {
		least = 1 // what looks back names the days itself
	}
	cuts := p.partition(math.Log(float64(len(x))), least)
	var out []Turn
	for i, c := range cuts {
		from, to := 0, len(x)
		if i > 0 {
			from = cuts[i-1]
		}
		if i+1 < len(cuts) {
			to = cuts[i+1]
		}
		t := Turn{Kind: NewLevel, Day: days[at[c]].day, From: p.rate(from, c), To: p.rate(c, to), Cause: causeOf(&days[at[c]], w)}
		t.Up = t.To > t.From
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

// levelDays is how long a level lasts at least.
const levelDays = 2

// partition gives where the levels begin, but the first; each lasts so many days at least.
func (l levels) partition(price float64, least int) []int {
	n := len(l.load) - 1
	best, last := make([]float64, n+1), make([]int, n+1)
	best[0] = -price
	for b := 1; b <= n; b++ {
		best[b] = math.Inf(1)
		for a := range max(b-least+1, 0) {
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
	if t.Kind == Rise {
		return Change{Kind: Turned, Key: "turn|" + t.Day.Format(time.DateOnly), Value: t.To, Evidence: t.Cause.Evidence,
			Title: fmt.Sprintf("The escalation index rose above its usual band on %s: %.1f, usual is %.1f; the most severe event of the day is told here", t.Day.Format("2 January"), t.To, t.From)}, true
	}
	return Change{Kind: Turned, Key: "turn|" + t.Day.Format(time.DateOnly), Value: t.To, Evidence: t.Cause.Evidence,
		Title: fmt.Sprintf("The conflict told of here %s on %s: the severities of what the day's reports tell add up to %.0f, before to %.0f; the most severe event of the day is told here", verb, t.Day.Format("2 January"), t.To, t.From)}, true
}
