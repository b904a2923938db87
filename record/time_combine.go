package record

import "time"

// Where a shift begins.
type origin uint8

const (
	fromDocument origin = iota // "two days ago"
	fromSpoken                 // "two days earlier"
	fromDate                   // "two days after Christmas"
)

// shifted moves by a duration, back for sign -1.
func shifted(sign int, from origin) func(*match) (phrase, bool) {
	return func(m *match) (phrase, bool) {
		d := m.get(duration, 0).what
		g := d.size.unit
		switch {
		case from == fromSpoken && (m.has("before") && !m.endsClause() || g < day || d.size.vague):
			return phrase{}, false // "two days before the vote", "an hour later"
		case d.size.vague:
			return vagueShift(sign), from == fromDocument
		}
		var base func(*scene) point
		if from == fromDate {
			base = m.get(date, 0).what.when
		}
		p := dated(max(g, day), func(s *scene) point { return s.shifted(base, from, sign, d.size) })
		if g < day {
			p.typ, p.grain = typeTime, g
		}
		p.mod = d.mod
		return p, true
	}
}

// inTime reads "in two weeks", which is a day where the words look ahead ("will meet in two weeks") and a length of
// time elsewhere ("his second visit in two weeks").
func inTime(m *match) (phrase, bool) {
	t := m.get(duration, 0)
	p := *t.what
	size := p.size
	if size.vague || size.unit < day || wordIs(m.text[t.Start:], "the", "past", "last", "next", "each") {
		return phrase{}, false
	}
	p.ahead, p.span = true, t.Span
	p.when = func(s *scene) point { return s.shifted(nil, fromDocument, 1, size) }
	return p, true
}

// vagueShift is "years ago", of which only the direction is known.
func vagueShift(sign int) phrase {
	value := "PAST_REF"
	if sign > 0 {
		value = "FUTURE_REF"
	}
	return dated(noGrain, func(*scene) point { return point{fixed: value} })
}

// shifted moves by l from the document, from the last time spoken of, or from base. A comparison with "a year ago"
// keeps the quarter that it compares with.
func (s *scene) shifted(base func(*scene) point, from origin, sign int, l length) point {
	g := l.finest()
	var p point
	switch {
	case base != nil:
		if p = base(s); p.fixed == "PRESENT_REF" && s.exact(g) {
			p = s.piece(0, day)
		} else if p.fixed == "PRESENT_REF" {
			p = s.piece(0, g)
		}
		g = p.grain
	case l.unit == yearGrain && s.at-s.spoken < compareWindow:
		return point{start: l.move(s.quarter.start, sign), grain: quarter, derived: true}
	case from == fromSpoken:
		if sign > 0 && s.lean == leanPast && s.last == s.piece(0, day) { // "he died a decade later", and no day named before
			return point{grain: max(g, day), missing: theWhole}
		}
		if p = s.from(0, g); s.exact(g) {
			p = s.lastDay
		}
		g = p.grain
	case s.exact(g):
		p, g = s.piece(0, day), day
	default:
		if p = s.piece(0, g); p.grain > g {
			return p // hours, and no hour to reckon from
		}
	}
	if p.missing != nothing || p.fixed != "" {
		return point{grain: max(g, day), missing: theWhole}
	}
	return point{start: floor(l.move(p.start, sign), g), grain: g}
}

// exact reports whether a shift by units of g means the very day: in messages "in two weeks" is a day.
func (s *scene) exact(g grain) bool { return s.ref.Ahead && g > day && !s.unknown() }

// compareWindow is for how many tokens after a quarter "a year earlier" means a quarter.
const compareWindow = 200

// dayBesideDate reads "the day after Christmas".
func dayBesideDate(m *match) (phrase, bool) {
	n := 1
	if m.has("before") {
		n = -1
	}
	base := m.get(date, 0).what
	return dated(day, func(s *scene) point { return s.shifted(base.when, fromDate, n, length{n: 1, unit: day}) }), base.grain == day
}

func weekOf(m *match) (phrase, bool) {
	base := m.get(date, 0).what
	return dated(week, func(s *scene) point {
		p := base.when(s)
		return point{start: floor(p.start, week), grain: week, missing: p.missing}
	}), base.grain == day && base.typ == typeDate
}

// weekdayOfMonth reads "the first Monday of May", "the last Friday in October 2013".
func weekdayOfMonth(m *match) (phrase, bool) {
	d, base := m.get(dayDate, 0).what, m.get(date, 0).what
	n := -1
	if o := m.get(ordinal, 0); o != nil {
		n = int(o.num)
	}
	if d.weekday == 0 || base.grain != monthGrain || n > 5 || (n > 0) != (d.weekday > 0) {
		return phrase{}, false
	}
	wd := max(d.weekday, -d.weekday)
	return inMonth(base, func(y, month int) time.Time { return nthWeekday(y, month, wd, n) }), true
}

// numberedDay reads "the 20th of next month".
func numberedDay(m *match) (phrase, bool) {
	base, n := m.get(date, 0).what, int(m.get(ordinal|dayNumber, 0).num)
	if base.grain != monthGrain || n < 1 || n > 31 || !m.has("of") && !m.has("month") && !wordIs(m.text[m.get(date, 0).Start:], "this", "next", "last") {
		return phrase{}, false
	}
	return inMonth(base, func(y, month int) time.Time { return civil(y, month, n) }), true
}

// lastDayOf reads "the last day of October 2015".
func lastDayOf(m *match) (phrase, bool) {
	mon, printed := m.get(month|monthShort, 0), 0
	if !mon.upper && modalMay(m, mon) {
		return phrase{}, false
	}
	if y := m.get(year, 0); y != nil {
		printed = int(y.num)
	}
	base := named(int(mon.num), 0, 0, printed)
	return inMonth(&base, func(y, month int) time.Time { return civil(y, month+1, 0) }), true
}

// inMonth is a day of a month.
func inMonth(base *phrase, on func(y, month int) time.Time) phrase {
	return dated(day, func(s *scene) point {
		p := base.when(s)
		if p.missing != nothing {
			return p // which day it is depends on the year
		}
		at := on(p.start.Year(), int(p.start.Month()))
		if at.Month() == p.start.Month() { // else the month has no such day
			p.start, p.grain = at, day
		}
		return p
	})
}

// timed makes a TIME.
func timed(g grain, when func(*scene) point) phrase {
	return phrase{typ: typeTime, grain: g, when: when}
}

// partCodes are the TIMEX3 codes of the parts of the day, by their number in the lexicon; noon and midnight are hours.
var partCodes = [...]string{1: "MO", 2: "AF", 3: "EV", 4: "NI", 5: "12:00", 6: "24:00", 7: "MO", 8: "EV", 9: "12:00", 10: "AF", 11: "NI", 12: "24:00", 13: "MO", 14: "AF"}

// partCode is the code of the part of the day in a match, "" when there is none.
func partCode(m *match) string {
	if t := m.get(part, 0); t != nil {
		return codeOf(m.text, *t)
	}
	for i, words := range []string{"mornings", "afternoons", "evenings", "nights"} {
		if m.has(words) {
			return partCodes[i+1]
		}
	}
	return ""
}

func codeOf(text string, t token) string {
	if t.is(text, "tonight", "overnight") {
		return "NI"
	}
	return partCodes[int(t.num)]
}

// onPart puts a part of the day on a day.
func onPart(d point, code string) point {
	if d.fixed != "" || d.grain > day {
		d = point{grain: day, missing: theWhole}
	}
	d.grain, d.part, d.start = dayPart, code, dayOf(d.start)
	return d
}

// partOn reads "last night" (n = -1), "this morning", "tonight", "overnight" (0).
func partOn(n int) func(*match) (phrase, bool) {
	return func(m *match) (phrase, bool) {
		code := partCode(m)
		if code == "" {
			code = "NI"
		}
		p := timed(dayPart, func(s *scene) point { return onPart(s.piece(n, day), code) })
		p.mod = startMidEnd(m)
		if m.has("overnight") {
			p.class, p.part = partTime, code // "overnight on Friday"
		}
		return p, true
	}
}

// partPhrase reads "the morning" and "noon" without a day.
func partPhrase(m *match) (phrase, bool) {
	t := m.get(part, 0)
	code := codeOf(m.text, *t)
	if code == "" {
		return phrase{}, false
	}
	p := timed(dayPart, func(s *scene) point { return onPart(s.neighbour(), code) })
	p.mod, p.class, p.part = startMidEnd(m), partTime, code
	if m.all[m.from].is(m.text, "in") {
		p.span = covered(m.all[m.from+1], m.all[m.to-1])
	}
	if m.before(1).is(m.text, "high") || t.glued && m.to-m.from == 1 {
		return phrase{}, false // "high noon", "pre-dawn"
	}
	bare := m.to-m.from == 1 && len(code) == 2
	beside := m.before(1).what != nil || m.before(1).class&(weekday|nearDay|dayNumber|year) != 0 || m.after(1).is(m.text, "of")
	return p, !bare || beside
}

// partBeside reads "the next morning", "that night", "the same evening".
func partBeside(m *match) (phrase, bool) {
	n := 0
	switch {
	case m.has("next", "following"):
		n = 1
	case m.has("previous"):
		n = -1
	case !m.has("that", "same"):
		return phrase{}, false
	}
	code := partCode(m)
	return timed(dayPart, func(s *scene) point { return onPart(s.from(n, day), code) }), true
}

// partOf reads "Friday morning", "the morning of December 28", "noon Thursday".
func partOf(m *match) (phrase, bool) {
	d, t := m.get(date, 0).what, m.get(partTime, 0)
	if d.grain != day {
		return phrase{}, false
	}
	code := t.what.part
	p := timed(dayPart, func(s *scene) point { return onPart(d.when(s), code) })
	p.mod = t.what.mod
	return p, true
}

// clockPhrase reads "16:30 GMT", "4 p.m.", "5 o'clock", "1400 GMT".
func clockPhrase(m *match) (phrase, bool) {
	h, minutes, ok := hourAndMinute(m)
	if !ok {
		return phrase{}, false
	}
	p := timed(minute, func(s *scene) point { return onClock(s.neighbour(), h, minutes) })
	p.class = clockTime
	p.clock, p.halved = h*60+minutes, h >= 12 || m.get(ampm|part|zone, 0) != nil
	return p, true
}

// hourAndMinute reads the figures of a clock phrase.
func hourAndMinute(m *match) (h, minutes int, ok bool) {
	t := m.get(clock|number|year, 0)
	h = int(t.num)
	switch {
	case t.class&clock != 0:
		minutes = t.day.minute
	case t.Len() == 4 && t.class&spelled == 0 && m.get(zone, 0) != nil:
		h, minutes = h/100, h%100
	case t.num != float64(h) && m.get(ampm, 0) == nil:
		return 0, 0, false
	case t.num != float64(h):
		_, minutes = h, int((t.num-float64(h))*100+0.5) // "6.30 p.m."
	case m.get(ampm, 0) == nil && !m.has("o'clock") && m.get(part, 0) == nil:
		return 0, 0, false
	}
	if a := m.get(ampm, 0); a != nil && h <= 12 {
		h = h%12 + int(a.num)
	}
	if p := m.get(part, 0); p != nil && h < 12 && (p.num == 2 || p.num == 3 || p.num == 4 && h > 5) {
		h += 12
	}
	return h, minutes, h <= 24 && minutes < 60 && h >= 0
}

// onClock puts a time on a day.
func onClock(d point, h, minutes int) point {
	if d.fixed != "" || d.grain > day {
		d = point{grain: day, missing: theWhole}
	}
	d.grain = minute
	d.start = dayOf(d.start).Add(time.Duration(h*60+minutes) * time.Minute)
	return d
}

// clockOn reads "4 p.m. Wednesday" and "Dec. 28 at 16:00".
func clockOn(m *match) (phrase, bool) {
	d, c := m.get(date, 0).what, m.get(clockTime, 0).what
	if d.grain != day {
		return phrase{}, false
	}
	n := c.clock
	return timed(minute, func(s *scene) point { return onClock(d.when(s), n/60, n%60) }), true
}

// insideYear reads "July last year", "the third quarter of last year", "last year's third quarter".
func insideYear(m *match) (phrase, bool) {
	a, b := m.get(date, 0).what, m.get(date, 1).what
	if a.grain == yearGrain {
		a, b = b, a
	}
	if a.onYear != nil && b.grain == yearGrain {
		return dated(day, func(s *scene) point {
			y := b.when(s)
			return point{start: a.onYear(y.start.Year()), grain: day, missing: y.missing}
		}), true
	}
	if a.weekday != 0 || b.grain != yearGrain || a.grain >= yearGrain || a.grain < day || m.has(",") || m.has("in") {
		return phrase{}, false
	}
	return dated(a.grain, func(s *scene) point {
		p, y := a.when(s), b.when(s)
		if p.fixed != "" || y.missing != nothing || p.missing == theWhole {
			return p
		}
		if p.grain >= monthGrain || realDay(y.start.Year(), int(p.start.Month()), p.start.Day()) {
			p.start = civil(y.start.Year(), int(p.start.Month()), p.start.Day())
			p.missing = nothing
		}
		return p
	}), true
}

// edge gives a date or time its mod.
func edge(mod string) func(*match) (phrase, bool) {
	return func(m *match) (phrase, bool) {
		p := *m.get(date|timeOfDay, 0).what
		p.mod = mod
		if m.all[m.from].is(m.text, "late") {
			p.mod = "END"
		}
		p.span.Start, p.span.End = 0, 0
		return p, p.grain != noGrain
	}
}
