package record

import (
	"fmt"

	"github.com/dateline-news/dateline/span"
)

// lasting makes a DURATION.
func lasting(n float64, u grain) phrase {
	return phrase{typ: typeDuration, grain: u, size: length{n: n, unit: u}}
}

// unclear makes a DURATION of some number of units.
func unclear(u grain) phrase {
	return phrase{typ: typeDuration, grain: u, size: length{vague: true, unit: u}}
}

// unitOf is the unit of a match and how many of it the word means: a fortnight is two weeks.
func unitOf(m *match) (grain, float64) {
	u := m.get(unit|unitsWord, 0)
	if u.is(m.text, "fortnight", "fortnights") {
		return week, 2
	}
	return u.unit, 1
}

// counted reads "three days", "10-year", "2 1/2 years".
func counted(m *match) (phrase, bool) {
	u, times := unitOf(m)
	n := m.get(number, 0)
	word := m.get(unit|unitsWord, 0)
	switch {
	case u >= yearGrain && isAge(m):
		return phrase{}, false
	case u == quarter && (m.after(1).is(m.text, "of") || n.num == 3 && m.has("-")):
		return phrase{}, false // "three quarters of"
	case word.class&unit != 0 && n.num != 1 && !m.has("-") && !word.is(m.text, "min", "hr", "sec", "yr") && u != yearGrain && u != hour && u != day && u != monthGrain && u != week:
		return phrase{}, false // "two second"
	case word.class&ordinal != 0 && n.num == 1, word.upper && n.class&spelled == 0:
		return phrase{}, false // "one second", "60 Minutes"
	}
	if m.all[m.from].is(m.text, "a") && !wordIs(m.text[n.Start:], "hundred", "thousand", "million", "dozen") {
		return phrase{}, false
	}
	amount := n.num * times
	if m.has("half") {
		amount += 0.5
	}
	return lasting(amount, u), true
}

// between reads "two to three weeks", of which the exact number is not said.
func between(m *match) (phrase, bool) {
	u, _ := unitOf(m)
	return unclear(u), m.get(number, 0).num < m.get(number, 1).num && !(u >= yearGrain && isAge(m))
}

// isAge reports whether "85-year" goes on "-old" and "85 years" goes on "old" or "of age".
func isAge(m *match) bool {
	return m.has("old") || m.after(1).is(m.text, "old") || m.after(1).is(m.text, "-") && m.after(2).is(m.text, "old", "olds") ||
		m.after(1).is(m.text, "of") && m.after(2).is(m.text, "age")
}

// oneUnit reads "a year", "an hour and a half".
func oneUnit(m *match) (phrase, bool) {
	u, n := unitOf(m)
	if isRate(m) || m.after(1).glued && m.after(1).is(m.text, "-") {
		return phrase{}, false
	}
	if m.has("half") {
		n += 0.5
	}
	if u == second || u == quarter || u == day && !m.has("half", "full", "whole") && !m.after(1).is(m.text, "earlier", "later", "ago", "before", "after") {
		return phrase{}, false
	}
	return lasting(n, u), true
}

// another reads "another week".
func another(m *match) (phrase, bool) {
	u, n := unitOf(m)
	return lasting(n, u), u >= minute && !(m.after(1).glued && m.after(1).is(m.text, "-")) && (u > hour || u != day || m.endsClause())
}

// allUnit reads "all week" behind a verb or its object, and not "all day-care centres".
func allUnit(m *match) (phrase, bool) {
	u, n := unitOf(m)
	if m.has("-") && !m.before(1).is(m.text, "for") {
		return phrase{}, false // "the all-day session"
	}
	return lasting(n, u), (u > day || m.before(1).is(m.text, "for")) && u >= day && !(m.after(1).glued && m.after(1).is(m.text, "-")) && (m.endsClause() || m.after(1).class != 0)
}

// wholeUnit reads "for full month", and not "full year" of a company's results.
func wholeUnit(m *match) (phrase, bool) {
	u, n := unitOf(m)
	return lasting(n, u), u >= day && m.before(1).is(m.text, "for") && m.endsClause()
}

func halfUnit(m *match) (phrase, bool) {
	u, n := unitOf(m)
	if m.before(1).class&(ordinal|number) != 0 || m.all[m.from].glued || m.all[m.to-1].class&unit == 0 || m.all[m.to-1].class&ordinal != 0 {
		return phrase{}, false // "the second half-year"
	}
	switch u {
	case hour:
		return lasting(30, minute), true
	case yearGrain:
		return lasting(6, monthGrain), true
	case decadeGrain:
		return lasting(5, yearGrain), true
	case century:
		return lasting(50, yearGrain), true
	}
	return lasting(n/2, u), true
}

// vague reads "several years", "a few minutes", "a couple of days", "weeks", "decades-long".
func vague(m *match) (phrase, bool) {
	u, _ := unitOf(m)
	if (u == quarter || u == weekend) && m.get(few, 0) == nil || m.has("hundred", "thousand") && u < day {
		return phrase{}, false
	}
	word := m.get(unit|unitsWord, 0)
	switch {
	case u == hour && m.before(1).is(m.text, "early", "small") && m.after(1).is(m.text, "of"):
		return phrase{}, false // "the early hours of Friday"
	case m.before(1).class&number != 0 && m.get(few, 0) == nil, u >= yearGrain && isAge(m):
		return phrase{}, false // "52 years old"
	case m.has("couple"):
		p := lasting(2, u)
		p.mod = "APPROX"
		return p, true
	case m.get(few, 0) != nil && word.class&unit != 0 && !m.has("-"), m.has("of") && !m.has("couple"):
		return phrase{}, false
	case m.has("long") && word.class&unit != 0:
		return lasting(1, u), true
	}
	p := unclear(u)
	if m.has("-") {
		m.trim(&p)
	}
	return p, true
}

// trim leaves the article before an adjective outside the span: "the third-quarter loss".
func (m *match) trim(p *phrase) {
	if m.all[m.from].is(m.text, "a", "the") {
		p.span = covered(m.all[m.from+1], m.all[m.to-1])
	}
}

// spanOf reads "the past two weeks", "the next few days", "recent years", "the nine months".
func spanOf(m *match) (phrase, bool) {
	u, times := unitOf(m)
	n := m.get(number, 0)
	switch {
	case u == week && n == nil && m.has("last") && m.ofPiece():
		return phrase{}, false
	case m.get(number, 1) != nil:
		return between(m)
	case n != nil && m.has("half"):
		return lasting((n.num+0.5)*times, u), true
	case n != nil:
		return lasting(n.num*times, u), true
	case m.has("couple"):
		p := lasting(2, u)
		p.mod = "APPROX"
		return p, true
	case m.get(few, 0) == nil && m.get(unit|unitsWord, 0).class&unitsWord == 0:
		if m.has("recent") || !m.has("the") || u != hour && u < decadeGrain {
			return phrase{}, false
		}
		return lasting(1, u), true
	}
	return unclear(u), true
}

// isRate reports whether an amount stands before "a year": "$2 a year", "four flights a week".
func isRate(m *match) bool {
	if m.after(1).is(m.text, "ago", "earlier", "later", "before", "after", "from") {
		return false
	}
	one, two := m.before(1), m.before(2)
	return m.amount(one) || one.is(m.text, "%", "percent", "times", "once", "twice") || m.amount(two) && !two.is(m.text, "one")
}

// amount reports whether a token is a number of any kind, "$5" too.
func (m *match) amount(t token) bool {
	return t.class&number != 0 && t.class&ordinal == 0 || t.Len() > 0 && digits(m.text[t.Start:]) > 0
}

// rate reads "twice a day" and "per year".
func rate(m *match) (phrase, bool) {
	before := m.before(1)
	if !before.is(m.text, "times", "once", "twice") {
		return phrase{}, false
	}
	u, n := unitOf(m)
	return set(length{n: n, unit: u}.value()), true
}

func set(value string) phrase { return phrase{typ: typeSet, value: value} }

// everyUnit reads "every day", "each year", "every two weeks", "every other month".
func everyUnit(m *match) (phrase, bool) {
	u, n := unitOf(m)
	if k := m.get(number|ordinal, 0); k != nil {
		n *= k.num
	}
	if m.has("other") {
		n *= 2
	}
	return set(length{n: n, unit: u}.value()), true
}

// everyNamed reads "every Monday", "each July", "Tuesday nights", "Mondays".
func everyNamed(m *match) (phrase, bool) {
	var value string
	switch mon, se, wd := m.get(month|monthShort, 0), m.get(season, 0), m.get(weekday|weekdayShort, 0); {
	case mon != nil:
		value = fmt.Sprintf("XXXX-%02d", int(mon.num))
	case se != nil:
		value = "XXXX-" + seasonCode(floor(civil(2000, int(se.num), 1), monthGrain).Month())
	case wd != nil:
		value = fmt.Sprintf("XXXX-WXX-%d", int(wd.num))
	default:
		value = fmt.Sprintf("XXXX-WXX-%d", pluralWeekday(m))
	}
	if code := partCode(m); code != "" {
		value += "T" + code
	}
	return set(value), true
}

// everyWeekday reads "every weekday": all days but those of the weekend, which TIMEX3 cannot write better.
func everyWeekday(*match) (phrase, bool) { return set("XXXX-WXX-WD"), true }

func everyWeekend(*match) (phrase, bool) { return set("XXXX-WXX-WE"), true }

// pluralWeekday is the day of "Mondays".
func pluralWeekday(m *match) int {
	for i, name := range []string{"mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays"} {
		if m.has(name) {
			return i + 1
		}
	}
	return 0
}

// periods are the sets of adverbs.
var periods = map[string]string{
	"hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "biweekly": "P2W", "monthly": "P1M",
	"yearly": "P1Y", "annually": "P1Y", "everyday": "P1D", "quarterly": "P3M",
}

func periodPhrase(m *match) (phrase, bool) {
	if m.has("everyday", "quarterly") && !m.endsClause() {
		return phrase{}, false // adjectives: "the quarterly meeting"
	}
	for word, value := range periods {
		if m.has(word) {
			return set(value), !m.all[m.from].upper || m.from == 0
		}
	}
	return phrase{}, false
}

// reference makes a word for the present, past or future.
func reference(value string) func(*match) (phrase, bool) {
	return func(m *match) (phrase, bool) {
		if m.after(1).glued && m.after(1).is(m.text, "-") || m.has("current") && m.before(1).glued {
			return phrase{}, false
		}
		p := dated(noGrain, func(*scene) point { return point{fixed: value} })
		if m.all[m.from].is(m.text, "in") {
			p.span = covered(m.all[m.from+1], m.all[m.to-1])
		}
		return p, true
	}
}

// oneFineDay reads "one day" behind a word for what may come: "she may one day return".
func oneFineDay(m *match) (phrase, bool) {
	before := m.before(1)
	if before.class&modal == 0 || before.is(m.text, "to") {
		return phrase{}, false
	}
	return dated(noGrain, func(*scene) point { return point{fixed: "FUTURE_REF"} }), true
}

// approximately gives a duration its mod.
func approximately(mod string) func(*match) (phrase, bool) {
	return func(m *match) (phrase, bool) {
		d := m.get(duration, 0)
		if m.has("over", "about", "around", "some") && wordIs(m.text[d.Start:], "the", "past", "last", "next", "each") {
			return phrase{}, false // "over the past year"
		}
		if m.has("over") && (m.all[m.from].upper || d.what.size.vague) {
			return phrase{}, false // "Over three hours they sang", "over several weeks"
		}
		p := *d.what
		p.mod = mod
		return p, true
	}
}

// orTwo reads "a year or two", of which the number is not said.
func orTwo(m *match) (phrase, bool) {
	d := m.get(duration, 0).what
	if d.size.vague || d.size.rest != nil || d.size.n > 2 || m.after(1).class&(unit|unitsWord) != 0 {
		return phrase{}, false
	}
	return unclear(d.size.unit), true
}

// wordIs reports whether s begins with one of the words, whatever its case.
func wordIs(s string, words ...string) bool {
	return token{Span: span.Span{End: wordLen(s)}}.is(s, words...)
}

// joined reads "two years and three months".
func joined(m *match) (phrase, bool) {
	a, b := *m.get(duration, 0).what, m.get(duration, 1).what
	if m.after(1).is(m.text, "ago") && wordIs(m.text[m.all[m.from].Start:], "the", "last", "past", "next", "recent") {
		return phrase{}, false // "for the last three months and two days ago"
	}
	if m.has(",") && !m.after(1).is(m.text, "ago", "earlier", "later") {
		return phrase{}, false
	}
	if !a.size.holds(b.size) || a.size.rest != nil || b.mod != "" {
		return phrase{}, false
	}
	rest := b.size
	if c := m.get(duration, 2); c != nil {
		if !rest.holds(c.what.size) || rest.rest != nil {
			return phrase{}, false
		}
		rest.rest = &c.what.size
	}
	a.size.rest = &rest
	return a, true
}
