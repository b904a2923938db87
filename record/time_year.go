package record

import "time"

// Where a year comes from, in the order of trust.
const (
	yearFromText     = "text"     // printed beside the day
	yearFromWeekday  = "weekday"  // the year near the document in which the printed weekday fits
	yearFromDocument = "document" // the year of the document's own date
	yearFromNearest  = "nearest"  // the nearest such day, before (or, where the words look ahead, after) the document
)

// weekdaySearch is how many years around the document a printed weekday is tried on.
const weekdaySearch = 6

// yearLean says on which side of the document's day a day without a year is looked for.
type yearLean uint8

const (
	leanNone       yearLean = iota // the nearest, in doubt the past
	leanPast                       // the past, unless the future is much nearer
	leanFuture                     // the future, unless the past is much nearer
	leanOnlyFuture                 // never before the document
)

// yearOf finds the year of a month and day (0 for the whole month) that the text prints without one. weekday is 1
// for Monday to 7, 0 when the text gives none; ref is the document's day. It answers 0 when ref is zero or no year has
// that day.
func yearOf(month, dayOfMonth, weekday int, ref time.Time, lean yearLean) (year int, from string) {
	if ref.IsZero() || !realDay(2000, month, max(dayOfMonth, 1)) {
		return 0, ""
	}
	if weekday > 0 && dayOfMonth > 0 {
		if y := weekdayYear(month, dayOfMonth, weekday, ref); y > 0 {
			return y, yearFromWeekday
		}
	}
	best, found := 0, false
	for _, y := range []int{ref.Year(), ref.Year() - 1, ref.Year() + 1} {
		if !realDay(y, month, max(dayOfMonth, 1)) || lean == leanOnlyFuture && yearCost(y, month, dayOfMonth, ref, lean) >= wrongSide {
			continue
		}
		if !found || yearCost(y, month, dayOfMonth, ref, lean) < yearCost(best, month, dayOfMonth, ref, lean) {
			best, found = y, true
		}
	}
	switch {
	case !found:
		return leapYear(ref.Year(), lean), yearFromNearest
	case best == ref.Year():
		return best, yearFromDocument
	}
	return best, yearFromNearest
}

// yearCost is how far, in days, the day lies from the document, days on the wrong side counting more.
func yearCost(y, month, dayOfMonth int, ref time.Time, lean yearLean) int {
	days := int(civil(y, month, max(dayOfMonth, 1)).Sub(dayOf(ref)).Hours() / 24)
	if dayOfMonth == 0 && y == ref.Year() && month == int(ref.Month()) {
		days = 0
	}
	ahead := days > 0
	if !ahead {
		days = -days
	}
	switch {
	case !ahead && days > 0 && lean == leanOnlyFuture:
		return days + wrongSide
	case ahead && lean == leanPast:
		return 6 * days
	case !ahead && lean == leanFuture:
		return 3 * days
	case ahead && lean == leanNone:
		return 2 * days
	}
	return days
}

// wrongSide is the cost of a day that lies where it must not.
const wrongSide = 2000

// weekdayYear is the year nearest to the document in which the day falls on the weekday, 0 when none near does.
func weekdayYear(month, dayOfMonth, weekday int, ref time.Time) int {
	best := 0
	for n := range 2*weekdaySearch + 1 {
		y := ref.Year() + (n+1)/2*(n%2*2-1) // 0, +1, -1, +2, -2 …
		if y < 1 || !realDay(y, month, dayOfMonth) || isoWeekday(civil(y, month, dayOfMonth)) != weekday {
			continue
		}
		if best == 0 || distance(civil(y, month, dayOfMonth), ref) < distance(civil(best, month, dayOfMonth), ref) {
			best = y
		}
	}
	return best
}

func distance(a, b time.Time) time.Duration { return a.Sub(b).Abs() }

// leapYear is the leap year to take for a 29 February that the years around have not.
func leapYear(y int, lean yearLean) int {
	step := -1
	if lean >= leanFuture {
		step = 1
	}
	for !realDay(y, 2, 29) {
		y += step
	}
	return y
}
