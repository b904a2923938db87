package situation

import (
	"fmt"
	"math"
	"slices"
	"time"
)

// Turn is a day at which the index went over to another level.
type Turn struct {
	Day   time.Time `json:"day"` // the first day of the new level
	Up    bool      `json:"up"`
	From  float64   `json:"from"`            // mean of the daily values before, back to the turn before
	To    float64   `json:"to"`              // and after, up to the next turn
	Cause *Event    `json:"cause,omitempty"` // the most severe event of the day; nil when nothing happened
}

// turns cuts the daily values into stretches of one level each: the cut that makes the weighted squared distance from the
// levels, plus a price for each level, the least (optimal partitioning: Jackson and others 2005, the exact form of PELT,
// Killick and others 2012). The price is that of the Bayesian information criterion, with the noise taken from the
// differences of neighbouring days, so that a restless series needs a greater step.
func turns(points []DayPoint, days []dayData) []Turn {
	var x []float64
	var at []int // of each value, its day
	for i, p := range points {
		if p.Raw != nil {
			x, at = append(x, *p.Raw), append(at, i)
		}
	}
	if len(x) < 4 {
		return nil
	}
	cuts := partition(x, 2*noise(x)*math.Log(float64(len(x))))
	var out []Turn
	for i, c := range cuts {
		from, to := 0, len(x)
		if i > 0 {
			from = cuts[i-1]
		}
		if i+1 < len(cuts) {
			to = cuts[i+1]
		}
		t := Turn{Day: points[at[c]].Day, From: mean(x[from:c]), To: mean(x[c:to])}
		t.Up = t.To > t.From
		if worst := strongest(&days[at[c]], DefaultWeights, 1); len(worst) > 0 && DefaultWeights.Severity(worst[0]) > 0 {
			t.Cause = &worst[0]
		}
		out = append(out, t)
	}
	return out
}

// noise is the variance of a series about its level, from the median difference of neighbours (which a few steps do not move).
func noise(x []float64) float64 {
	var d []float64
	for i := 1; i < len(x); i++ {
		d = append(d, math.Abs(x[i]-x[i-1]))
	}
	sd := median(d) * 1.4826 / math.Sqrt2
	return max(sd*sd, 0.05)
}

// partition gives where the levels begin, but the first.
func partition(x []float64, price float64) []int {
	n := len(x)
	sum, square := make([]float64, n+1), make([]float64, n+1)
	for i, v := range x {
		sum[i+1], square[i+1] = sum[i]+v, square[i]+v*v
	}
	cost := func(a, b int) float64 { // of one level over [a, b)
		s := sum[b] - sum[a]
		return square[b] - square[a] - s*s/float64(b-a)
	}
	best, last := make([]float64, n+1), make([]int, n+1)
	best[0] = -price
	for b := 1; b <= n; b++ {
		best[b] = math.Inf(1)
		for a := range b {
			if c := best[a] + cost(a, b) + price; c < best[b] {
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
		Title: fmt.Sprintf("The escalation index %s on %s, from %.1f to %.1f; the most severe event of that day is told here", verb, t.Day.Format("2 January"), t.From, t.To)}, true
}
