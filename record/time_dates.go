package record

import (
	"strings"
	"time"

	"github.com/dateline-news/dateline/span"
)

// dated makes a DATE of a grain and its point.
func dated(g grain, when func(*scene) point) phrase {
	return phrase{typ: typeDate, grain: g, when: when}
}

// exact is a date that the words alone give.
func exact(start time.Time, g grain) phrase {
	return dated(g, func(*scene) point { return point{start: start, grain: g, from: yearFromText} })
}

// named is a month and day whose year, 0 when not printed, the scene finds. dayOfMonth is 0 for a whole month.
func named(month, dayOfMonth, weekday, year int) phrase {
	g := day
	if dayOfMonth == 0 {
		g = monthGrain
	}
	return dated(g, func(s *scene) point {
		p := point{grain: g, from: yearFromText}
		y := year
		if y == 0 {
			y, p.from = s.yearNamed(month, dayOfMonth, weekday)
		}
		if y == 0 {
			y, p.missing = 2000, theYear // a leap year, so that 29 February has a place
		}
		p.start = civil(y, month, max(dayOfMonth, 1))
		return p
	})
}

// yearNamed is the year of a day that is printed without one. "Ten years after the April 15 bombing" is ten years before today.
func (s *scene) yearNamed(month, dayOfMonth, weekday int) (int, string) {
	since := s.yearsSince()
	if since == 0 || weekday > 0 || s.unknown() || s.today().Year() <= since {
		return yearOf(month, dayOfMonth, weekday, s.ref.Day, s.leaned())
	}
	y, _ := yearOf(month, dayOfMonth, 0, s.ref.Day, leanNone)
	if y == 0 || !realDay(y-since, month, max(dayOfMonth, 1)) {
		return 0, ""
	}
	return y - since, yearFromNearest
}

// yearsSince is how many years the words say to have gone by since the day being resolved, 0 when they say nothing: "a year after the
// May 5 attack", where no verb looks ahead.
func (s *scene) yearsSince() int {
	k := s.at - 1
	if k > 0 && s.tokens[k].is(s.text, "the") {
		k--
	}
	if k < 1 || !s.tokens[k].is(s.text, "after", "since") || s.tokens[k-1].what == nil || s.lean == leanFuture {
		return 0
	}
	if size := s.tokens[k-1].what.size; s.tokens[k-1].what.typ == typeDuration && size.unit == yearGrain && !size.vague && size.n == float64(int(size.n)) {
		return int(size.n)
	}
	return 0
}

func inFigures(m *match) (phrase, bool) {
	d := m.get(figures, 0).day
	switch {
	case d.day == 0:
		return exact(civil(d.year, d.month, 1), monthGrain), true
	case !realDay(d.year, d.month, d.day):
		return phrase{}, false
	case d.hour < 0:
		return exact(civil(d.year, d.month, d.day), day), true
	}
	at := civil(d.year, d.month, d.day).Add(time.Duration(d.hour*3600+d.minute*60+d.second) * time.Second)
	p := exact(at, minute)
	p.typ = typeTime
	return p, true
}

// inShortFigures reads "28/12" only after a word that a day follows, or as the whole text.
func inShortFigures(m *match) (phrase, bool) {
	d := m.get(figuresShort, 0).day
	if d.month == 9 && d.day == 11 && m.all[m.to-1].is(m.text, "9/11") && (ofTerror(m) || m.before(1).class&preposition != 0 && m.before(1).is(m.text, "since", "after", "before")) {
		return exact(civil(2001, 9, 11), day), true
	}
	alone := m.from == 0 && m.all[m.from].Start == 0
	if !alone && m.before(1).class&(preposition|weekday|nearDay|part) == 0 || !realDay(2000, d.month, d.day) {
		return phrase{}, false
	}
	var on int
	if wd := m.get(weekday|weekdayShort, 0); wd != nil {
		on = int(wd.num)
	}
	return named(d.month, d.day, on, 0), true
}

// monthDay reads "Dec. 28", "28 December 2022", "Wednesday, the 28th of December".
func monthDay(m *match) (phrase, bool) {
	mon, dom, wd, y := m.get(month|monthShort, 0), m.get(dayNumber, 0), m.get(weekday|weekdayShort, 0), m.get(year, 0)
	if !realDay(2000, int(mon.num), int(dom.num)) || !mon.upper && modalMay(m, mon) {
		return phrase{}, false
	}
	var weekday, printed int
	if wd != nil {
		weekday = int(wd.num)
	}
	if y != nil {
		printed = int(y.num)
		if !realDay(printed, int(mon.num), int(dom.num)) || printed < 1500 {
			return phrase{}, false
		}
	}
	if dom.class&spelled != 0 && dom.class&ordinal == 0 && y == nil && (dom.num <= 20 || !m.endsClause() || m.to < len(m.all) && m.all[m.to].is(m.text, ",")) || dom.class&ordinal == 0 && m.all[m.from].is(m.text, "the") {
		return phrase{}, false // "in May three men", "the 5 May bombing"
	}
	if after := m.after(1); y == nil && dom.Start > mon.Start && dom.class&ordinal == 0 && after.class&(unit|unitsWord|ampm) != 0 {
		return phrase{}, false // "in May 12 weeks", "on May 5 p.m."
	}
	if printed == 0 && mon.num == 9 && dom.num == 11 && ofTerror(m) {
		return exact(civil(2001, 9, 11), day), true
	}
	return named(int(mon.num), int(dom.num), weekday, printed), true
}

// ofTerror reports whether what follows makes "Sept. 11" the day of the attacks of 2001, as newspapers name it.
func ofTerror(m *match) bool {
	return m.before(1).is(m.text, "the") && m.after(1).is(m.text, "attacks", "attack", "terrorist", "terror", "hijackers", "hijackings", "plot", "commission")
}

// modalMay reports whether a lower-case month name is more likely a verb or an adjective.
func modalMay(m *match, mon *token) bool {
	return mon.is(m.text, "may", "march", "mar", "sat", "sun", "august", "dec", "jan") && !mon.upper && m.get(ordinal, 0) == nil &&
		m.get(year, 0) == nil && m.from > 0
}

// dayRange reads "December 6-8, 2022" and "6 to 8 December" as two days.
func dayRange(m *match) (phrase, bool) {
	mon, a, b, y := m.get(month|monthShort, 0), m.get(dayNumber, 0), m.get(dayNumber, 1), m.get(year, 0)
	if !realDay(2000, int(mon.num), int(a.num)) || !realDay(2000, int(mon.num), int(b.num)) || a.num >= b.num ||
		(a.class|b.class)&spelled != 0 && (a.class&b.class)&ordinal == 0 {
		return phrase{}, false
	}
	var printed int
	if y != nil {
		printed = int(y.num)
	}
	first := named(int(mon.num), int(a.num), 0, printed)
	second := named(int(mon.num), int(b.num), 0, printed)
	first.span = covered(m.all[m.from], *a)
	second.span = span.Span{Start: b.Start, End: m.all[m.to-1].End}
	if mon.Start < a.Start && y == nil && m.after(1).class == 0 && m.has("and", "or") && isPlural(m.text, m.after(1)) {
		return phrase{}, false // "on May 3 and 5 people"
	}
	first.next = &second
	return first, true
}

// dayList reads "10, 11 and 12 November" and "March 3, 4 and 5, 2020" as three or more days.
func dayList(m *match) (phrase, bool) {
	mon, y := m.get(month|monthShort, 0), m.get(year, 0)
	var printed int
	if y != nil {
		printed = int(y.num)
	}
	var days []*token
	for d := m.get(dayNumber, 0); d != nil; d = m.get(dayNumber, len(days)) {
		if n := len(days); d.class&spelled != 0 && d.class&ordinal == 0 || !realDay(2000, int(mon.num), int(d.num)) || n > 0 && d.num <= days[n-1].num {
			return phrase{}, false
		}
		days = append(days, d)
	}
	last := len(days) - 1
	if last < 2 || mon.Start < days[0].Start && y == nil && isPlural(m.text, m.after(1)) {
		return phrase{}, false // "on May 3, 4 and 5 people"
	}
	var p phrase
	for i := last; i >= 0; i-- {
		one := named(int(mon.num), int(days[i].num), 0, printed)
		one.span = days[i].Span
		switch {
		case i == last:
			one.span.End = m.all[m.to-1].End
		case i == 0:
			one.span.Start = m.all[m.from].Start
		}
		if i < last {
			after := p
			one.next = &after
		}
		p = one
	}
	return p, true
}

// bareDay reads "the 12th" after a word that a day follows, where no noun follows that it could count.
func bareDay(m *match) (phrase, bool) {
	t := m.get(ordinal|dayNumber, 0)
	n, after := int(t.num), m.after(1)
	alone := m.alone() && t.class&ordinal != 0
	led := m.has("the") && m.before(1).is(m.text, "on", "since", "by", "until", "till", "before", "after", "from")
	last := m.has("the") && t.class&ordinal != 0 && (m.to == len(m.all) || m.all[m.to-1].stop || m.all[m.to].stop) && m.endsClause() && !m.before(1).is(m.text, "of", "in", "to", "the", "was", "is", "his", "her", "their")
	led = led || last || m.has("the") && m.before(1).is(m.text, "of") && m.before(2).is(m.text, "week")
	if t.class&spelled != 0 || digits(m.text[t.Start:]) == 0 || n < 1 || n > 31 || !alone && !led || t.class&ordinal == 0 && (!m.before(1).is(m.text, "on") || !m.endsClause()) {
		return phrase{}, false
	}
	if !m.endsClause() && !after.is(m.text, "and", "but", "or", "when", "at", "for", "because", "as", "that", "he", "she", "they", "it", "with", "without") {
		return phrase{}, false
	}
	return dated(day, func(s *scene) point { return s.dayNumbered(n) }), true
}

// alone reports whether the match is the whole text, but for a full stop: a message.
func (m *match) alone() bool {
	return m.from == 0 && m.all[0].Start == 0 && (m.to == len(m.all) || m.to == len(m.all)-1 && m.all[m.to].is(m.text, "."))
}

// dayNumbered is the day of that number of this month or the last, of the next where the words look ahead.
func (s *scene) dayNumbered(n int) point {
	if s.unknown() {
		return point{grain: day, missing: theWhole}
	}
	month, step := floor(s.today(), monthGrain), -1
	if s.ahead() {
		step = 1
	}
	for range 3 { // a month of 31 days is never further off
		at := civil(month.Year(), int(month.Month()), n)
		if at.Day() == n && (at.Equal(s.today()) || at.After(s.today()) == (step > 0)) {
			return point{start: at, grain: day, from: yearFromNearest}
		}
		month = addMonths(month, step)
	}
	return point{grain: day, missing: theWhole}
}

// isPlural reports whether t is a word in lower case that ends in s or is "people": something one counts.
func isPlural(text string, t token) bool {
	return t.Len() > 2 && !t.upper && (text[t.End-1] == 's' || t.is(text, "people", "men", "women", "children"))
}

// monthRange reads "May-June 2013" as two months.
func monthRange(m *match) (phrase, bool) {
	a, b, y := m.get(month|monthShort, 0), m.get(month|monthShort, 1), m.get(year, 0)
	from := int(y.num)
	if a.num > b.num {
		from--
	}
	first, second := named(int(a.num), 0, 0, from), named(int(b.num), 0, 0, int(y.num))
	first.span = a.Span
	second.span = span.Span{Start: b.Start, End: m.all[m.to-1].End}
	first.next = &second
	return first, true
}

func monthYear(m *match) (phrase, bool) {
	mon, y := m.get(month|monthShort, 0), m.get(year, 0)
	if m.after(1).is(m.text, "gmt") {
		return phrase{}, false
	}
	return named(int(mon.num), 0, 0, int(y.num)), true
}

// bareMonth reads a month alone. "May" and "March" are months only with a capital and after a word that a month
// follows, an abbreviation without its full stop only after such a word.
func bareMonth(m *match) (phrase, bool) {
	t := &m.all[m.from]
	before := m.before(1)
	led := before.class&preposition != 0 || m.alone()
	doubtful := t.class&month == 0 || t.is(m.text, "may", "march", "august", "april", "june")
	switch {
	case t.is(m.text, "march") && t.upper && before.is(m.text, "the") && isLower(m.text, m.after(1)):
	case t.is(m.text, "may", "march") && !led && !(t.upper && before.class&(month|prefix) != 0):
		return phrase{}, false
	case t.class&month == 0 && !led:
		return phrase{}, false
	case !t.upper && doubtful && !m.alone() && !before.is(m.text, "in", "of", "since", "last", "next"):
		return phrase{}, false
	case doubtful && before.upper && !led && !before.is(m.text, "the"), doubtful && m.after(1).upper && !led:
		return phrase{}, false // "Theresa May", "April Glaspie"
	}
	return named(int(t.num), 0, 0, 0), true
}

// isLower reports whether t is a word in lower case, and none that "March" the event or the verb would have behind it.
func isLower(text string, t token) bool {
	return t.Len() > 0 && !t.upper && isLetterAt(text, t.Start) && !t.is(text, "on", "of", "to", "for", "in")
}

// bareYear reads four figures as a year where nothing says that they count something.
func bareYear(m *match) (phrase, bool) {
	y := m.get(year|number, 0)
	if y.num < 1000 || y.num > 2199 {
		return phrase{}, false
	}
	before, after := m.before(1), m.after(1)
	led := before.class&(preposition|prefix) != 0 || m.has("year", "fiscal", "fy") || m.before(2).class&prefix != 0
	switch {
	case !led && (y.num < 1900 || y.num > 2099):
		return phrase{}, false
	case y.num < 1500 && !before.is(m.text, "in", "since", "of", "until"):
		return phrase{}, false
	case before.glued && before.is(m.text, "-") && m.before(2).class&number != 0 && m.before(2).class&(year|dayNumber) == 0:
		return phrase{}, false // a telephone number
	case after.glued && after.is(m.text, "-", "–") && m.after(2).class&number == 0 && !led:
		return phrase{}, false
	case !led && (after.class&(unit|unitsWord|zone) != 0 || after.is(m.text, countables...)):
		return phrase{}, false
	case before.is(m.text, "no", "no.", "number", "flight", "page", "room", "than", "some", "nearly", "almost"):
		return phrase{}, false
	}
	return exact(civil(int(y.num), 1, 1), yearGrain), true
}

// countables are what four figures without a comma may count.
var countables = []string{
	"people", "men", "women", "children", "soldiers", "troops", "police", "officers", "dollars", "euros", "pounds", "miles",
	"passengers", "kilometers", "kilometres", "meters", "metres", "feet", "tons", "tonnes", "votes", "seats", "jobs", "homes", "cars",
}

// yearRange reads "1998-99" and "2010-2014".
func yearRange(m *match) (phrase, bool) {
	a, b := m.get(year, 0), m.get(number, 0)
	if b == a {
		b = m.get(number, 1)
	}
	if b == nil || a.num < 1000 {
		return phrase{}, false
	}
	end := int(b.num)
	if b.Len() == 2 {
		end += int(a.num) / 100 * 100
	}
	if b.Len() != 2 && b.Len() != 4 || end <= int(a.num) || end > int(a.num)+200 {
		return phrase{}, false
	}
	first, second := exact(civil(int(a.num), 1, 1), yearGrain), exact(civil(end, 1, 1), yearGrain)
	first.span, second.span = a.Span, b.Span
	first.next = &second
	return first, true
}

func seasonYear(m *match) (phrase, bool) {
	return exact(civil(int(m.get(year, 0).num), int(m.get(season, 0).num), 1), seasonGrain), true
}

// decadePhrase reads "the 1990s", "the late '80s", "mid-nineties".
func decadePhrase(m *match) (phrase, bool) {
	d := m.get(decade|decadeShort, 0)
	p := exact(civil(int(d.num), 1, 1), decadeGrain)
	if int(d.num)%100 == 0 && d.class&decade != 0 && d.num < 2000 {
		p = exact(civil(int(d.num), 1, 1), century) // "the 1800s"
	}
	p.mod = startMidEnd(m)
	if after := m.after(1); after.glued && after.is(m.text, "-") || m.before(1).is(m.text, "his", "her", "their", "my", "upper", "lower") {
		return phrase{}, false // "1990s-style", "in his eighties"
	}
	return p, true
}

// startMidEnd is the TIMEX3 mod that "early", "mid" and "late" in a match stand for.
func startMidEnd(m *match) string {
	switch {
	case m.has("early"):
		return "START"
	case m.has("mid"):
		return "MID"
	case m.has("late"):
		return "END"
	}
	return ""
}

func centuryPhrase(m *match) (phrase, bool) {
	n := int(m.get(ordinal, 0).num)
	if n < 1 || n > 30 {
		return phrase{}, false
	}
	return exact(civil(max((n-1)*100, 1), 1, 1), century), n > 1
}

// quarterPhrase reads "the third quarter of 1990", "fiscal 1990 first quarter", "Q3 2013", "third-quarter".
func quarterPhrase(m *match) (phrase, bool) {
	n := 4
	if q := m.get(ordinal|quarterMark, 0); q != nil {
		n = int(q.num)
	}
	if n < 1 || n > 4 {
		return phrase{}, false
	}
	if y := m.get(year, 0); y != nil {
		return exact(civil(int(y.num), 3*n-2, 1), quarter), true
	}
	p := dated(quarter, func(s *scene) point { return s.numberedQuarter(n) })
	if m.has("-") {
		m.trim(&p)
	}
	return p, true
}

// quarterEnded reads "the quarter ended Sept. 30" as two times, of which the second says which quarter the first is, where
// the text has named none before.
func quarterEnded(m *match) (phrase, bool) {
	a, b := m.get(date, 0), m.get(date, 1)
	if a.what.grain != quarter || b.what.grain > monthGrain || !a.is(m.text, "the quarter", "the latest quarter", "this quarter", "that quarter", "the current quarter") {
		return phrase{}, false
	}
	first, second := *a.what, *b.what
	first.span, second.span = a.Span, b.Span
	end := second.when
	first.when = func(s *scene) point {
		if s.quarter.grain == quarter {
			return s.quarter // "first quarter … the quarter ended Sept. 29": a company counts from where it likes
		}
		p := end(s)
		if p.grain == day {
			p.start = p.start.AddDate(0, 0, -15) // a quarter may end on the first Sunday of the next
		}
		return point{start: floor(p.start, quarter), grain: quarter, missing: p.missing, from: p.from}
	}
	first.next = &second
	return first, true
}

// numberedQuarter is the latest quarter of that number that has begun, or the next where the words look ahead.
func (s *scene) numberedQuarter(n int) point {
	if s.unknown() {
		return point{start: civil(2000, 3*n-2, 1), grain: quarter, missing: theYear}
	}
	y := s.today().Year()
	start := civil(y, 3*n-2, 1)
	switch {
	case start.After(s.today()) && !s.ahead():
		start = civil(y-1, 3*n-2, 1)
	case s.ahead() && addMonths(start, 6).Before(s.today()):
		start = civil(y+1, 3*n-2, 1)
	}
	return point{start: start, grain: quarter, from: yearFromNearest}
}

func halfPhrase(m *match) (phrase, bool) {
	month := 1
	if m.has("second", "last") {
		month = 7
	}
	return exact(civil(int(m.get(year, 0).num), month, 1), half), true
}

// holiday reads a feast, with the year that is printed or found.
func holiday(m *match) (phrase, bool) {
	on := holidays[feastName(m.text, *m.get(feast, 0))]
	if y := m.get(year, 0); y != nil {
		return exact(on(int(y.num)), day), true
	}
	last, next := m.has("last", "previous"), m.has("next")
	p := dated(day, func(s *scene) point {
		if s.unknown() {
			return point{start: on(2000), grain: day, missing: unknownFeast(on)}
		}
		y, from := s.today().Year(), yearFromDocument
		switch {
		case last && !on(y).Before(s.today()):
			y, from = y-1, yearFromNearest
		case next && !on(y).After(s.today()):
			y, from = y+1, yearFromNearest
		case !last && !next:
			at := on(y)
			y, from = yearOf(int(at.Month()), at.Day(), 0, s.ref.Day, s.leaned())
		}
		return point{start: on(y), grain: day, from: from}
	})
	p.onYear = on
	return p, true
}

// feastWeek reads "Easter week" and "Christmas weekend".
func feastWeek(m *match) (phrase, bool) {
	on, _ := holiday(m)
	g := m.all[m.to-1].unit
	return dated(g, func(s *scene) point {
		p := on.when(s)
		return point{start: floor(p.start, g), grain: g, missing: p.missing, from: p.from}
	}), true
}

// unknownFeast is what of a feast is unknown without the year: the day too where it moves.
func unknownFeast(on func(int) time.Time) missing {
	if on(2000).YearDay() == on(2004).YearDay() && on(2000).YearDay() == on(2008).YearDay() {
		return theYear
	}
	return theWhole
}

// weekdayNumber reads "Friday the 15th": the nearest day of that number in its month that is such a weekday.
func weekdayNumber(m *match) (phrase, bool) {
	dom := m.get(ordinal|dayNumber, 0)
	wd, n := int(m.get(weekday|weekdayShort, 0).num), int(dom.num)
	if n < 1 || n > 31 || digits(m.text[dom.Start:]) == 0 || dom.class&ordinal == 0 && (!m.endsClause() || m.after(1).is(m.text, "-", "–", ":", ",")) {
		return phrase{}, false // "on Friday 13 people"
	}
	return dated(day, func(s *scene) point {
		if s.unknown() {
			return s.weekday(wd)
		}
		for k := range 25 {
			months := (k + 1) / 2 * (k%2*2 - 1) // this month, the next, the last …
			if s.ahead() {
				months = k
			}
			t := addMonths(floor(s.today(), monthGrain), months)
			if t = t.AddDate(0, 0, n-1); t.Day() == n && isoWeekday(t) == wd {
				return point{start: t, grain: day, from: yearFromWeekday}
			}
		}
		return s.weekday(wd)
	}), true
}

var feastMarks = strings.NewReplacer("'", "", "’", "", ".", "", "-", " ", "saint ", "st ")

// feastName is the key of a feast in holidays.
func feastName(text string, t token) string {
	name := strings.ToLower(text[t.Start:t.End])
	name = feastMarks.Replace(name)
	return strings.Join(strings.Fields(name), " ")
}
