package record

import "time"

// Weeks and months by their number. A week belongs to the month or year that holds its Thursday (ISO 8601).

// numberedWeek reads "the first week of October 2014", "the last week of this month", "the third week of next year".
func numberedWeek(m *match) (phrase, bool) {
	base := m.get(date, 0).what
	n := -1
	if o := m.get(ordinal, 0); o != nil {
		n = int(o.num)
		if m.has("last") {
			n = -n
		}
	}
	if base.grain != monthGrain && base.grain != yearGrain || n > 53 || n < -53 || base.grain == monthGrain && (n > 5 || n < -5) {
		return phrase{}, false
	}
	return insidePiece(base, week, func(start time.Time) time.Time { return nthWeek(start, base.grain, n) }), true
}

// isoWeek reads "week 23".
func isoWeek(m *match) (phrase, bool) {
	n, base := int(m.get(number, 0).num), relative(0, yearGrain)
	if after := m.after(1); n < 1 || n > 53 || after.class&(number|unit|unitsWord) != 0 || m.before(1).class&number != 0 {
		return phrase{}, false
	}
	p := insidePiece(&base, week, func(start time.Time) time.Time { return nthWeek(start, yearGrain, n) })
	p.number = n
	return p, true
}

// weekOfYear reads "week 3 of 2027".
func weekOfYear(m *match) (phrase, bool) {
	a, b := m.get(date, 0).what, m.get(date, 1).what
	if a.number == 0 || b.grain != yearGrain {
		return phrase{}, false
	}
	return insidePiece(b, week, func(start time.Time) time.Time { return nthWeek(start, yearGrain, a.number) }), true
}

// ofPiece reports whether a month or year follows "last week": the last week of it is meant.
func (m *match) ofPiece() bool {
	return m.after(1).is(m.text, "of", "in") && (m.after(2).class&(month|monthShort|year) != 0 || m.after(2).is(m.text, "this", "next", "last") && m.after(1).is(m.text, "of"))
}

// numberedMonth reads "the third month of 2021".
func numberedMonth(m *match) (phrase, bool) {
	base, n := m.get(date, 0).what, int(m.get(ordinal, 0).num)
	if base.grain != yearGrain || n < 1 || n > 12 {
		return phrase{}, false
	}
	return insidePiece(base, monthGrain, func(start time.Time) time.Time { return addMonths(start, n-1) }), true
}

// insidePiece is a smaller piece of base that begins where begin says of the first day of base; base itself where its year is unknown.
func insidePiece(base *phrase, g grain, begin func(time.Time) time.Time) phrase {
	return dated(g, func(s *scene) point {
		p := base.when(s)
		if p.missing != nothing || p.fixed != "" {
			return p
		}
		p.start, p.grain = begin(p.start), g
		return p
	})
}

// nthWeek is the Monday of the n-th week, counted from the end where n is negative, of the month or year that begins on start.
func nthWeek(start time.Time, g grain, n int) time.Time {
	if n > 0 {
		return floor(shift(firstThursday(start), n-1, week), week)
	}
	return floor(shift(firstThursday(shift(start, 1, g)), n, week), week)
}

func firstThursday(start time.Time) time.Time { return besideWeekday(start.AddDate(0, 0, -1), 4, true) }

// monthOfYear reads "june next year" and "2017 april".
func monthOfYear(m *match) (phrase, bool) {
	mon := m.get(month|monthShort, 0)
	if !mon.upper && modalMay(m, mon) {
		return phrase{}, false
	}
	if y := m.get(year, 0); y != nil {
		if m.before(1).class&(month|monthShort|dayNumber) != 0 {
			return phrase{}, false // "May 5, 2017, April 3"
		}
		return named(int(mon.num), 0, 0, int(y.num)), true
	}
	n, way := int(mon.num), turn(m)
	return dated(monthGrain, func(s *scene) point {
		y := s.piece(way, yearGrain)
		y.start, y.grain = civil(y.start.Year(), n, 1), monthGrain
		if y.missing != nothing {
			return point{start: civil(2000, n, 1), grain: monthGrain, missing: theYear}
		}
		return y
	}), true
}
