package search

import (
	"strconv"
	"strings"
	"time"
)

// dayForms are the ways in which a day, month or year may be written; years, months and days say how long it is.
var dayForms = []struct {
	layout              string
	years, months, days int
	noYear              bool
}{
	{"2006-01-02", 0, 0, 1, false}, {"2006-1-2", 0, 0, 1, false}, {"2.1.2006", 0, 0, 1, false}, {"2-Jan-2006", 0, 0, 1, false}, {"2-January-2006", 0, 0, 1, false},
	{"20060102", 0, 0, 1, false}, {"2006-01", 0, 1, 0, false}, {"Jan-2006", 0, 1, 0, false}, {"January-2006", 0, 1, 0, false}, {"2006", 1, 0, 0, false},
	{"2-Jan", 0, 0, 1, true}, {"2-January", 0, 0, 1, true}, {"Jan", 0, 1, 0, true}, {"January", 0, 1, 0, true},
}

// days reads a day, a month or a year: its first moment and the first moment after it, in UTC. A day without a year is the last
// one that is not after now.
func days(typed string, now time.Time) (start, end time.Time, ok bool) {
	typed = strings.ReplaceAll(strings.ToLower(strings.TrimSpace(typed)), " ", "-")
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	switch typed {
	case "today":
		return today, today.AddDate(0, 0, 1), true
	case "yesterday":
		return today.AddDate(0, 0, -1), today, true
	}
	if n, unit, ok := ago(typed); ok {
		start := today.AddDate(0, 0, -n*unit)
		return start, start.AddDate(0, 0, 1), true
	}
	for _, f := range dayForms {
		t, err := time.Parse(f.layout, typed)
		if err != nil || t.Year() < 1 && !f.noYear {
			continue
		}
		if f.noYear {
			t = time.Date(now.Year(), t.Month(), t.Day(), 0, 0, 0, 0, time.UTC)
			if t.After(today) {
				t = t.AddDate(-1, 0, 0)
			}
		}
		return t, t.AddDate(f.years, f.months, f.days), true
	}
	return start, end, false
}

// ago reads "7d", "2w".
func ago(typed string) (n, unit int, ok bool) {
	for suffix, unit := range map[string]int{"d": 1, "w": 7} {
		if digits, cut := strings.CutSuffix(typed, suffix); cut {
			n, err := strconv.Atoi(digits)
			return n, unit, err == nil && n >= 0 && n < 40000
		}
	}
	return 0, 0, false
}

// dayText writes what days read, in a form that holds whenever it is read again.
func dayText(start, end time.Time) string {
	switch {
	case start.AddDate(1, 0, 0).Equal(end):
		return start.Format("2006")
	case start.AddDate(0, 1, 0).Equal(end):
		return start.Format("2006-01")
	}
	return start.Format(time.DateOnly)
}

// sayDay writes a day, month or year in words.
func sayDay(v Value) string {
	switch dayText(v.Start, v.End) {
	case v.Start.Format("2006"):
		return v.Start.Format("2006")
	case v.Start.Format("2006-01"):
		return v.Start.Format("January 2006")
	}
	return v.Start.Format("Mon 2 Jan 2006")
}
