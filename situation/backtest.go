package situation

import "fmt"

// Backtest says how often a rise of the index was followed by more material conflict, in the situation's own past.
type Backtest struct {
	Days   int    `json:"days"`   // on which a rise could be judged
	Alarms int    `json:"alarms"` // rises: the index left its usual band upwards
	False  int    `json:"false"`  // of these, not followed by more material conflict within a week
	Missed int    `json:"missed"` // weeks that brought more material conflict without a rise before them
	Enough bool   `json:"enough"` // whether there is past enough to warn by; else no word of warning is said
	Says   string `json:"says"`   // in words
}

const (
	horizon    = 7   // days in which a rise must prove true
	enoughDays = 180 // and alarms that a false-alarm rate needs
	enoughRuns = 10
)

// backtest replays the index: each day is judged by the days before it alone, which is how Base and Spread are made.
func backtest(points []DayPoint, days []dayData) Backtest {
	var b Backtest
	quiet := 0 // days until the next rise counts as another
	warned := -horizon - 1
	for i := baseDays; i+horizon < len(points); i++ {
		p := points[i]
		if p.Index == nil {
			continue
		}
		b.Days++
		rise := p.rose()
		worse := heavier(days, i)
		if quiet--; rise && quiet <= 0 {
			b.Alarms++
			quiet, warned = horizon, i
			if !worse {
				b.False++
			}
		}
		if worse && !heavier(days, i-1) && i-warned > horizon {
			b.Missed++
		}
	}
	b.Enough = b.Days >= enoughDays && b.Alarms >= enoughRuns
	switch {
	case b.Enough:
		b.Says = fmt.Sprintf("Tested on its own past of %d days: the index left its usual band upwards %d times; %d times (%d%%) no more material conflict followed within %d days; %d such weeks came without a rise.",
			b.Days, b.Alarms, b.False, 100*b.False/b.Alarms, horizon, b.Missed)
	default:
		b.Says = fmt.Sprintf("The past is too short to test: %d days and %d rises, %d and %d are needed. The index tells what was reported; it warns of nothing.", b.Days, b.Alarms, enoughDays, enoughRuns)
	}
	return b
}

// heavier reports whether the week after a day brought clearly more material conflict than the week up to it.
func heavier(days []dayData, i int) bool {
	before, after := 0.0, 0.0
	for k := range horizon {
		if i-k >= 0 {
			before += days[i-k].heavy
		}
		if i+1+k < len(days) {
			after += days[i+1+k].heavy
		}
	}
	return after > 1.5*before && after-before >= 10
}
