package record

import "time"

// relative makes a DATE that lies n pieces of size g from the document's.
func relative(n int, g grain) phrase {
	return dated(g, func(s *scene) point { return s.piece(n, g) })
}

func fixedShift(n int, g grain) func(*match) (phrase, bool) {
	return func(*match) (phrase, bool) { return relative(n, g), true }
}

func nearDayPhrase(m *match) (phrase, bool) {
	t := m.get(nearDay, 0)
	if t.is(m.text, "tonight") {
		return phrase{}, false
	}
	return relative(int(t.num), day), true
}

// insideDay reads "later in the day", which is the last day spoken of; the words before "the day" stay outside.
func insideDay(m *match) (phrase, bool) {
	p := dated(day, func(s *scene) point { return s.from(0, day) })
	p.mod = "START"
	if m.has("later", "late") {
		p.mod = "END"
	}
	p.span = covered(m.all[m.to-2], m.all[m.to-1])
	return p, true
}

// bareWeekday reads "Friday": the last one, today included, or the coming one where the words look ahead.
func bareWeekday(m *match) (phrase, bool) {
	t := m.get(weekday|weekdayShort, 0)
	if !t.upper && t.is(m.text, "sun.", "sat.", "mon.", "wed.") && !m.alone() {
		return phrase{}, false
	}
	if t.class&weekday == 0 && !m.alone() && (!t.upper || m.after(1).class&(part|clock) == 0 && !(m.after(1).is(m.text, "in") && m.after(2).is(m.text, "the"))) {
		return phrase{}, false // "Sat" alone may be anything
	}
	n := int(t.num)
	p := dated(day, func(s *scene) point { return s.weekday(n) })
	p.weekday = n
	return p, true
}

func (s *scene) weekday(n int) point {
	if s.unknown() {
		return point{start: civil(2000, 1, 2+n), grain: day, missing: theWeek} // 3 January 2000 was a Monday
	}
	if first, ok := s.since(); ok {
		return point{start: besideWeekday(first, n, true), grain: day}
	}
	back := (isoWeekday(s.today()) - n + 7) % 7
	if s.ahead() && (back > 0 || s.ref.Ahead) {
		back -= 7
	}
	return point{start: s.today().AddDate(0, 0, -back), grain: day}
}

// turnedWeekday reads "last Friday", "next Friday", "the following Friday", "Friday of next week".
func turnedWeekday(m *match) (phrase, bool) {
	n := int(m.get(weekday|weekdayShort, 0).num)
	inWeek := m.has("week")
	last, next := m.has("last", "past"), m.has("next", "coming")
	spoken := m.has("previous", "following")
	after := m.has("following")
	p := dated(day, func(s *scene) point {
		switch {
		case s.unknown():
			return s.weekday(n)
		case inWeek && last:
			return s.inWeek(-1, n)
		case inWeek && next:
			return s.inWeek(1, n)
		case inWeek:
			return s.inWeek(0, n)
		case s.ref.Ahead && (next || after): // to an assistant, the one of the next week
			return s.inWeek(1, n)
		case s.ref.Ahead && spoken:
			return s.inWeek(-1, n)
		case spoken && s.last.missing == nothing:
			return point{start: besideWeekday(s.last.start, n, after), grain: day}
		case last:
			return point{start: besideWeekday(s.today(), n, false), grain: day}
		case next:
			return point{start: besideWeekday(s.today(), n, true), grain: day}
		}
		return s.weekday(n)
	})
	if p.weekday = n; last && !inWeek {
		p.weekday = -n // "the last Friday of May"
	}
	return p, true
}

// weekdayAfterNext reads "Friday after next".
func weekdayAfterNext(m *match) (phrase, bool) {
	n := int(m.get(weekday, 0).num)
	return dated(day, func(s *scene) point {
		if s.unknown() {
			return s.weekday(n)
		}
		return point{start: besideWeekday(s.today(), n, true).AddDate(0, 0, 7), grain: day}
	}), true
}

// countedWeekday reads "three Fridays from now" and "two Thursdays ago".
func countedWeekday(m *match) (phrase, bool) {
	n, weeks, after := pluralWeekday(m), int(m.get(number, 0).num), m.has("from")
	if weeks < 1 || weeks > 52 {
		return phrase{}, false
	}
	return dated(day, func(s *scene) point {
		if s.unknown() {
			return s.weekday(n)
		}
		first := besideWeekday(s.today(), n, after)
		if !after {
			weeks := -(weeks - 1)
			return point{start: first.AddDate(0, 0, 7*weeks), grain: day}
		}
		return point{start: first.AddDate(0, 0, 7*(weeks-1)), grain: day}
	}), true
}

// inWeek is a weekday of the n-th week from now.
func (s *scene) inWeek(n, weekday int) point {
	return point{start: floor(s.today(), week).AddDate(0, 0, 7*n+weekday-1), grain: day}
}

// besideWeekday is the nearest such weekday strictly before or after t.
func besideWeekday(t time.Time, weekday int, after bool) time.Time {
	t = dayOf(t)
	if after {
		return t.AddDate(0, 0, (weekday-isoWeekday(t)+6)%7+1)
	}
	return t.AddDate(0, 0, -((isoWeekday(t)-weekday+6)%7 + 1))
}

// turn is the direction of "last" (-1), "this" (0) and "next" (1) in a match.
func turn(m *match) int {
	switch {
	case m.has("last", "past"):
		return -1
	case m.has("next", "coming"):
		return 1
	}
	return 0
}

// turnedMonth reads "last June", "next May", "this September".
func turnedMonth(m *match) (phrase, bool) {
	t := m.get(month|monthShort, 0)
	if !t.upper && t.is(m.text, "may", "march") {
		return phrase{}, false
	}
	n, way := int(t.num), turn(m)
	return dated(monthGrain, func(s *scene) point { return s.turned(n, way, monthGrain) }), true
}

// turnedMonthDay reads "last Oct. 23".
func turnedMonthDay(m *match) (phrase, bool) {
	t := m.get(month|monthShort, 0)
	if !t.upper && t.is(m.text, "may", "march") {
		return phrase{}, false
	}
	n, dom, way := int(t.num), int(m.get(dayNumber, 0).num), turn(m)
	return dated(day, func(s *scene) point {
		p := s.turned(n, way, monthGrain)
		if !realDay(p.start.Year(), n, dom) {
			return p
		}
		p.start, p.grain = civil(p.start.Year(), n, dom), day
		return p
	}), true
}

// turned is the month or season that begins with the n-th month, before (-1), in (0) or after (1) the document's.
func (s *scene) turned(n, way int, g grain) point {
	if s.unknown() {
		return point{start: civil(2000, n, 1), grain: g, missing: theYear}
	}
	now := floor(s.today(), g)
	start := civil(s.today().Year(), n, 1)
	if g == seasonGrain && n == int(now.Month()) {
		start = now // in January "this winter" began last year
	}
	switch {
	case way < 0 && !start.Before(addMonths(now, -1)):
		start = start.AddDate(-1, 0, 0)
	case way > 0 && !start.After(now):
		start = start.AddDate(1, 0, 0)
	}
	return point{start: start, grain: g, from: yearFromNearest}
}

// turnedSeason reads "last summer", "this coming winter", "in spring".
func turnedSeason(m *match) (phrase, bool) {
	t := m.get(season, 0)
	if m.has("the") && t.is(m.text, "fall", "spring") && !m.has("past", "coming") {
		return phrase{}, false
	}
	n, way, mod := int(t.num), turn(m), startMidEnd(m)
	p := dated(seasonGrain, func(s *scene) point { return s.turned(n, way, seasonGrain) })
	p.mod = mod
	if m.has("in") {
		p.span = t.Span
	}
	return p, true
}

// turnedUnit reads "last week", "this fiscal year", "the previous month", "that day", "the year".
func turnedUnit(m *match) (phrase, bool) {
	u := m.get(unit, 0)
	g := u.unit
	switch {
	case g < day, m.has("fortnight"), g == week && m.has("last") && m.ofPiece():
		return phrase{}, false
	case g == quarter && m.after(1).is(m.text, "of"), m.has("full", "entire") && g == day:
		return phrase{}, false
	}
	switch {
	case m.has("previous", "preceding"):
		return dated(g, func(s *scene) point { return s.from(-1, g) }), true
	case m.has("following"):
		return dated(g, func(s *scene) point { return s.from(1, g) }), true
	case m.has("the") && m.has("next"):
		return dated(g, func(s *scene) point {
			if s.ahead() { // "it will not be there until the next year": seen from today
				return s.piece(1, g)
			}
			return s.from(1, g)
		}), true
	case m.has("that", "same"):
		return dated(g, func(s *scene) point { return s.from(0, g) }), true
	case m.has("the") && m.has("last", "past", "coming"):
		return phrase{typ: typeDuration, size: length{n: 1, unit: g}}, true
	case g == quarter && m.has("the", "latest") && !m.has("current"):
		return dated(quarter, (*scene).spokenQuarter), true
	case g == weekend && turn(m) == 0:
		return dated(weekend, (*scene).nearWeekend), true
	}
	return relative(turn(m), g), true
}

// theUnit reads "the year", "the weekend": the current one, or the last quarter spoken of.
func theUnit(m *match) (phrase, bool) {
	u := m.get(unit, 0)
	if m.after(1).glued && m.after(1).is(m.text, "-") {
		return phrase{}, false // "the year-long war"
	}
	if m.after(1).is(m.text, "of", "before", "after") && u.unit != yearGrain {
		return phrase{}, false
	}
	if u.unit == week && m.after(1).is(m.text, "beginning", "starting") {
		return phrase{}, false // "the week beginning May 5"
	}
	if u.unit == yearGrain && m.after(1).is(m.text, "ended", "ending", "to") {
		return lasting(1, yearGrain), true
	}
	switch u.unit {
	case week, weekend, monthGrain, quarter, yearGrain:
		return turnedUnit(m)
	}
	return phrase{}, false
}

// nearWeekend is the weekend nearest to the document's day: the past one until Wednesday.
func (s *scene) nearWeekend() point {
	if !s.unknown() && isoWeekday(s.today()) <= 4 && !s.ahead() {
		return s.piece(-1, weekend)
	}
	return s.piece(0, weekend)
}

// spokenQuarter is the last quarter spoken of, else the last that is over.
func (s *scene) spokenQuarter() point {
	if s.quarter.grain == quarter {
		return s.quarter
	}
	return s.piece(-1, quarter)
}

func sameQuarter(m *match) (phrase, bool) {
	if m.has("current") {
		return relative(0, quarter), true
	}
	return dated(quarter, (*scene).spokenQuarter), true
}

// yearAgoQuarter reads "the year-earlier quarter", "the 1988 period", "year-ago", "the same period last year".
func yearAgoQuarter(m *match) (phrase, bool) {
	var printed, number int
	if y := m.get(year, 0); y != nil {
		printed = int(y.num)
	}
	if o := m.get(ordinal, 0); o != nil {
		number = int(o.num)
	}
	if printed > 0 && !m.has("period", "quarter") || number > 4 {
		return phrase{}, false
	}
	if m.has("like", "same") && !m.has("year", "quarter") {
		return phrase{}, false
	}
	return dated(quarter, func(s *scene) point {
		p := s.spokenQuarter()
		if number > 0 {
			p = s.numberedQuarter(number)
		}
		if p.missing != nothing {
			return p
		}
		p.derived = true
		if printed > 0 {
			p.start = civil(printed, int(p.start.Month()), 1)
			return p
		}
		p.start = addMonths(p.start, -12)
		return p
	}), true
}

// dayBeside reads "the day before", "the next day".
func dayBeside(m *match) (phrase, bool) {
	n, u := 1, m.get(unit, 0).unit
	if m.has("before") {
		n = -1
	}
	if u < day || u == weekend {
		return phrase{}, false
	}
	if m.has("before", "after") && !m.endsClause() {
		return phrase{}, false // "the day before the vote"
	}
	return dated(u, func(s *scene) point { return s.from(n, u) }), true
}

// endsClause reports whether no word follows the match.
func (m *match) endsClause() bool {
	after := m.after(1)
	return after.Len() == 0 || after.class == 0 && wordLen(m.text[after.Start:]) == 0
}

// nakedUnit reads "current week" and "coming month" without an article.
func nakedUnit(m *match) (phrase, bool) {
	if m.get(unit, 0).unit < week || m.has("coming", "past") && !m.alone() && !m.before(1).is(m.text, "the", "this", "of") {
		return phrase{}, false
	}
	return turnedUnit(m)
}

// yearToDate reads "year to date", which is the current year.
func yearToDate(*match) (phrase, bool) { return relative(0, yearGrain), true }

func yearEnd(*match) (phrase, bool) {
	p := relative(0, yearGrain)
	p.mod = "END"
	return p, true
}
