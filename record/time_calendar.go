package record

import (
	"fmt"
	"strings"
	"time"
)

// A point is a place in the calendar: the piece of size grain that begins on start. Where the year or more is not
// known, missing says so and the value keeps an X for it.
type point struct {
	start   time.Time // a day, UTC; the time of day where grain is below day
	grain   grain
	missing missing
	part    string // "MO", "NI": of a dayPart
	fixed   string // a value that is no place in the calendar: "PRESENT_REF"
	derived bool   // a comparison ("a year earlier"), which later words do not refer back to
	from    string // where the year comes from: text, weekday, document, nearest; "" when nothing was inferred
}

// missing says what of a point nobody knows.
type missing uint8

const (
	nothing  missing = iota
	theYear          // "December 28" with no day to reckon from
	theWeek          // "Friday": only the weekday is known
	theWhole         // "yesterday": only the grain is known
)

// value writes the point as TIMEX3 wants it.
func (p point) value() string {
	if p.fixed != "" {
		return p.fixed
	}
	day := p.dayValue()
	switch p.grain {
	case dayPart:
		return day + "T" + p.part
	case hour, minute:
		return day + p.start.Format("T15:04")
	case second:
		return day + p.start.Format("T15:04:05")
	}
	return day
}

// precision names the grain.
func (p point) precision() string {
	if p.grain == dayPart && strings.Contains(p.part, ":") {
		return hour.String() // noon and midnight
	}
	return p.grain.String()
}

// dayValue is the value without the time of day.
func (p point) dayValue() string {
	y := p.yearValue()
	unknown := p.missing == theWhole
	switch p.grain {
	case century:
		return y[:2]
	case decadeGrain:
		return y[:3]
	case yearGrain:
		return y
	case half:
		return fmt.Sprintf("%s-H%d", y, (int(p.start.Month())-1)/6+1)
	case quarter:
		if unknown {
			return y + "-QX"
		}
		return fmt.Sprintf("%s-Q%d", y, (int(p.start.Month())-1)/3+1)
	case seasonGrain:
		return y + "-" + seasonCode(p.start.Month())
	case monthGrain:
		if unknown {
			return y + "-XX"
		}
		return y + p.start.Format("-01")
	case week, weekend:
		return p.weekValue()
	}
	switch p.missing {
	case theWhole:
		return "XXXX-XX-XX"
	case theWeek:
		return fmt.Sprintf("XXXX-WXX-%d", isoWeekday(p.start))
	}
	return y + p.start.Format("-01-02")
}

func (p point) yearValue() string {
	if p.missing != nothing {
		return "XXXX"
	}
	return fmt.Sprintf("%04d", p.start.Year())
}

func (p point) weekValue() string {
	value := "XXXX-WXX"
	if p.missing == nothing {
		y, w := p.start.ISOWeek()
		value = fmt.Sprintf("%04d-W%02d", y, w)
	}
	if p.grain == weekend {
		value += "-WE"
	}
	return value
}

func seasonCode(m time.Month) string {
	switch m {
	case 3, 4, 5:
		return "SP"
	case 6, 7, 8:
		return "SU"
	case 9, 10, 11:
		return "FA"
	}
	return "WI"
}

// isoWeekday is 1 for Monday to 7 for Sunday.
func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// civil is a day, UTC.
func civil(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC) }

// dayOf drops the time of day.
func dayOf(t time.Time) time.Time { return civil(t.Year(), int(t.Month()), t.Day()) }

// realDay reports whether the month has that day in that year.
func realDay(y, m, d int) bool { return int(civil(y, m, d).Month()) == m }

// floor is the beginning of the piece of size g that holds t.
func floor(t time.Time, g grain) time.Time {
	y, m := t.Year(), int(t.Month())
	switch g {
	case second:
		return t.Truncate(time.Second)
	case minute, hour:
		return t.Truncate(time.Minute)
	case weekend:
		return floor(t, week).AddDate(0, 0, 5)
	case week:
		return dayOf(t).AddDate(0, 0, 1-isoWeekday(t))
	case monthGrain:
		return civil(y, m, 1)
	case seasonGrain:
		return civil(y, m-m%3, 1) // December begins the winter of January
	case quarter:
		return civil(y, m-(m-1)%3, 1)
	case half:
		return civil(y, m-(m-1)%6, 1)
	case yearGrain:
		return civil(y, 1, 1)
	case decadeGrain:
		return civil(y-y%10, 1, 1)
	case century:
		return civil(y-y%100, 1, 1)
	}
	return dayOf(t)
}

// shift moves t by n pieces of size g. It stays inside the month where the month it comes to is shorter.
func shift(t time.Time, n int, g grain) time.Time {
	n = min(max(n, -100000), 100000)
	switch g {
	case second:
		return t.Add(time.Duration(n) * time.Second)
	case minute:
		return t.Add(time.Duration(n) * time.Minute)
	case hour:
		return t.Add(time.Duration(n) * time.Hour)
	case week, weekend:
		return t.AddDate(0, 0, 7*n)
	case monthGrain:
		return addMonths(t, n)
	case seasonGrain, quarter:
		return addMonths(t, 3*n)
	case half:
		return addMonths(t, 6*n)
	case yearGrain:
		return addMonths(t, 12*n)
	case decadeGrain:
		return addMonths(t, 120*n)
	case century:
		return addMonths(t, 1200*n)
	}
	return t.AddDate(0, 0, n)
}

func addMonths(t time.Time, n int) time.Time {
	moved := civil(t.Year(), int(t.Month())+n, 1)
	last := civil(moved.Year(), int(moved.Month())+1, 0).Day()
	moved = moved.AddDate(0, 0, min(t.Day(), last)-1)
	return moved.Add(t.Sub(dayOf(t)))
}

// writable reports whether TIMEX3 can write the year.
func writable(t time.Time) bool { return t.Year() >= 1 && t.Year() <= 9999 }

// nthWeekday is the n-th given weekday (1 Monday) of a month; n = -1 is the last.
func nthWeekday(y, m, weekday, n int) time.Time {
	if n < 0 {
		end := civil(y, m+1, 0)
		return end.AddDate(0, 0, -((isoWeekday(end) - weekday + 7) % 7))
	}
	first := civil(y, m, 1)
	return first.AddDate(0, 0, (weekday-isoWeekday(first)+7)%7+7*(n-1))
}

// easter is Easter Sunday of the Gregorian calendar (the anonymous computus of Meeus, Astronomical Algorithms, ch. 8).
func easter(y int) time.Time {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	f := (b + 8) / 25
	g := (b - f + 1) / 3
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return civil(y, n/31, n%31+1)
}

// orthodoxEaster is Easter Sunday of the Eastern churches in the Gregorian calendar (Meeus's Julian algorithm).
func orthodoxEaster(y int) time.Time {
	d := (19*(y%19) + 15) % 30
	e := (2*(y%4) + 4*(y%7) - d + 34) % 7
	n := d + e + 114
	return civil(y, n/31, n%31+1).AddDate(0, 0, y/100-y/400-2)
}

// holidays are the feasts that news English names, by their name in lower case without apostrophes.
var holidays = map[string]func(year int) time.Time{
	"new years day": fixedDay(1, 1), "new years eve": fixedDay(12, 31), "new year": fixedDay(1, 1),
	"epiphany": fixedDay(1, 6), "orthodox christmas": fixedDay(1, 7),
	"valentines day": fixedDay(2, 14), "st valentines day": fixedDay(2, 14),
	"international womens day": fixedDay(3, 8), "st patricks day": fixedDay(3, 17), "april fools day": fixedDay(4, 1),
	"earth day": fixedDay(4, 22), "anzac day": fixedDay(4, 25), "may day": fixedDay(5, 1), "labour day": fixedDay(5, 1),
	"victory day": fixedDay(5, 9), "juneteenth": fixedDay(6, 19), "canada day": fixedDay(7, 1),
	"bastille day": fixedDay(7, 14), "halloween": fixedDay(10, 31), "all saints day": fixedDay(11, 1),
	"guy fawkes night": fixedDay(11, 5), "veterans day": fixedDay(11, 11), "armistice day": fixedDay(11, 11),
	"christmas eve": fixedDay(12, 24), "christmas": fixedDay(12, 25), "christmas day": fixedDay(12, 25),
	"boxing day":                fixedDay(12, 26),
	"martin luther king day":    weekdayOf(1, 1, 3),
	"presidents day":            weekdayOf(2, 1, 3),
	"memorial day":              weekdayOf(5, 1, -1),
	"labor day":                 weekdayOf(9, 1, 1),
	"columbus day":              weekdayOf(10, 1, 2),
	"election day":              func(y int) time.Time { return nthWeekday(y, 11, 1, 1).AddDate(0, 0, 1) },
	"thanksgiving":              weekdayOf(11, 4, 4),
	"thanksgiving day":          weekdayOf(11, 4, 4),
	"black friday":              func(y int) time.Time { return nthWeekday(y, 11, 4, 4).AddDate(0, 0, 1) },
	"remembrance sunday":        weekdayOf(11, 7, 2),
	"shrove tuesday":            easterDay(-47),
	"ash wednesday":             easterDay(-46),
	"palm sunday":               easterDay(-7),
	"maundy thursday":           easterDay(-3),
	"good friday":               easterDay(-2),
	"easter":                    easterDay(0),
	"easter sunday":             easterDay(0),
	"easter monday":             easterDay(1),
	"ascension day":             easterDay(39),
	"pentecost":                 easterDay(49),
	"whit sunday":               easterDay(49),
	"whit monday":               easterDay(50),
	"corpus christi":            easterDay(60),
	"orthodox easter":           orthodoxEaster,
	"mothers day":               weekdayOf(5, 7, 2),
	"fathers day":               weekdayOf(6, 7, 3),
	"independence day":          fixedDay(7, 4),
	"groundhog day":             fixedDay(2, 2),
	"st georges day":            fixedDay(4, 23),
	"australia day":             fixedDay(1, 26),
	"international workers day": fixedDay(5, 1),
	"xmas":                      fixedDay(12, 25),
	"xmas day":                  fixedDay(12, 25),
	"xmas eve":                  fixedDay(12, 24),
	"valentine day":             fixedDay(2, 14),
	"st patrick day":            fixedDay(3, 17),
	"st andrews day":            fixedDay(11, 30),
	"world aids day":            fixedDay(12, 1),
	"human rights day":          fixedDay(12, 10),
	"nowruz":                    fixedDay(3, 21),
	"day of the dead":           fixedDay(11, 2),
	"all souls day":             fixedDay(11, 2),
	"mlk day":                   weekdayOf(1, 1, 3),
	"martin luther kings day":   weekdayOf(1, 1, 3),
	"indigenous peoples day":    weekdayOf(10, 1, 2),
	"cyber monday":              func(y int) time.Time { return nthWeekday(y, 11, 4, 4).AddDate(0, 0, 4) },
	"giving tuesday":            func(y int) time.Time { return nthWeekday(y, 11, 4, 4).AddDate(0, 0, 5) },
	"mardi gras":                easterDay(-47),
	"holy saturday":             easterDay(-1),
	"trinity sunday":            easterDay(56),
	"rosh hashanah":             roshHashanah(0),
	"yom kippur":                roshHashanah(9),
	"sukkot":                    roshHashanah(14),
	"simchat torah":             roshHashanah(22),
	"passover":                  passover(0),
	"shavuot":                   passover(50),
	"hanukkah":                  hanukkah,
	"chanukah":                  hanukkah,
	"eid al fitr":               islamicDay(10, 1),
	"eid al adha":               islamicDay(12, 10),
	"ashura":                    islamicDay(1, 10),
	"mawlid":                    islamicDay(3, 12),
}

func fixedDay(m, d int) func(int) time.Time { return func(y int) time.Time { return civil(y, m, d) } }

func weekdayOf(m, weekday, n int) func(int) time.Time {
	return func(y int) time.Time { return nthWeekday(y, m, weekday, n) }
}

func easterDay(days int) func(int) time.Time {
	return func(y int) time.Time { return easter(y).AddDate(0, 0, days) }
}
