package report

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// weekdayYears is how far back a weekday is trusted to tell the year: the calendar repeats itself after 5, 6 or 11 years.
const weekdayYears = 11

// resolve gives the day as ISO date and where its year comes from, by the rule, in order: the text, the weekday that fits, the document's
// date, the nearest past date. text is the start of the report, published the document's own day, fetched the day on which it was read.
// A dateline without a day takes the document's.
func (d dayWords) resolve(text string, published, fetched time.Time) (iso, from string) {
	switch {
	case d.day == 0 && published.IsZero():
		return "", ""
	case d.day == 0:
		return published.Format(time.DateOnly), "document"
	case d.year != 0:
		return d.in(d.year), "text"
	}
	if year := d.yearInText(text); year != 0 {
		return d.in(year), "text"
	}
	if year := d.byWeekday(text, published, fetched); year != 0 {
		return d.in(year), "weekday"
	}
	if !published.IsZero() {
		return d.in(d.nearest(published)), "document"
	}
	return d.in(d.lastBefore(readingDay(fetched))), "nearest"
}

// readingDay is the day up to which a day can lie in the past: the day of fetching, else today.
func readingDay(fetched time.Time) time.Time {
	if fetched.IsZero() {
		return time.Now().UTC()
	}
	return fetched.UTC()
}

func (d dayWords) in(year int) string { return d.date(year).Format(time.DateOnly) }

func (d dayWords) date(year int) time.Time {
	return time.Date(year, d.month, d.day, 0, 0, 0, 0, time.UTC)
}

// exists is false for 29 February in most years.
func (d dayWords) exists(year int) bool { return d.date(year).Day() == d.day }

// yearInText looks for the same day with its year in the first paragraphs.
func (d dayWords) yearInText(text string) int {
	for i := 0; i < len(text); i++ {
		if i > 0 && (isWord(text[i-1]) || !isWord(text[i])) || !utf8.RuneStart(text[i]) {
			continue
		}
		if other, n := parseDay(text[i:]); n > 0 && other.year != 0 && other.month == d.month && other.day == d.day {
			return other.year
		}
	}
	return 0
}

func isWord(c byte) bool {
	return c >= 0x80 || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z'
}

// byWeekday gives the year in which the day falls on the weekday that the dateline or the first paragraphs name: nearest to the document's
// date, else the nearest past one. A document whose own date lies within days of the dateline and names the day before or after ("on
// Tuesday" in Wednesday's report) does not let the weekday move the year.
func (d dayWords) byWeekday(text string, published, fetched time.Time) int {
	weekday := d.weekday
	if weekday == 0 {
		weekday = sameDayWeekday(text)
	}
	if weekday == 0 {
		return 0
	}
	if !published.IsZero() {
		near := d.nearest(published)
		if isoWeekday(d.date(near)) == weekday {
			return near
		}
		if gap := d.date(near).Sub(published).Abs(); d.weekday == 0 && gap < 8*24*time.Hour {
			return 0
		}
		return d.fitting(weekday, published, near)
	}
	last := d.lastBefore(readingDay(fetched))
	for year := last; year > last-weekdayYears; year-- {
		if d.exists(year) && isoWeekday(d.date(year)) == weekday {
			return year
		}
	}
	return 0
}

// fitting gives the year nearest to near in which the day falls on weekday, 0 when there is none within reach.
func (d dayWords) fitting(weekday int, published time.Time, near int) int {
	best := 0
	for year := near - weekdayYears; year <= near+1; year++ {
		if !d.exists(year) || isoWeekday(d.date(year)) != weekday {
			continue
		}
		if best == 0 || d.date(year).Sub(published).Abs() < d.date(best).Sub(published).Abs() {
			best = year
		}
	}
	return best
}

// nearest gives the year in which the day lies nearest to t.
func (d dayWords) nearest(t time.Time) int {
	best := 0
	for year := t.Year() - 4; year <= t.Year()+4; year++ {
		if d.exists(year) && (best == 0 || d.date(year).Sub(t).Abs() < d.date(best).Sub(t).Abs()) {
			best = year
		}
	}
	return best
}

// lastBefore gives the last year in which the day was not after t.
func (d dayWords) lastBefore(t time.Time) int {
	for year := t.Year(); year > t.Year()-9; year-- {
		if d.exists(year) && !d.date(year).After(t) {
			return year
		}
	}
	return t.Year()
}

func isoWeekday(t time.Time) int { return (int(t.Weekday())+6)%7 + 1 }

// sameDayWeekday gives the weekday that the first paragraphs name for the day of the report ("told reporters on Wednesday"), 0 when they
// name none. Weekdays of another week or of what lies ahead are passed over: "last Monday", "next Friday", "will meet on Sunday".
func sameDayWeekday(text string) int {
	prev, before := "", ""
	ahead := false
	for at := 0; at < len(text); {
		r, n := utf8.DecodeRuneInString(text[at:])
		if !unicode.IsLetter(r) {
			if r == '.' || r == '\n' || r == ';' {
				ahead = false
			}
			at += n
			continue
		}
		w := letters(text[at:])
		if w == "" {
			at += n
			continue
		}
		at += len(w)
		lower := strings.ToLower(w)
		if day := weekdays[lower]; day != 0 && len(lower) > 5 && !strings.HasPrefix(text[at:], " Street") {
			if !ahead && !elsewhere[prev] && !elsewhere[before] && !strings.HasPrefix(text[at:], "’s") && !strings.HasPrefix(text[at:], "'s") {
				return day
			}
		}
		ahead = ahead || lower == "will" || lower == "would" || lower == "upcoming" || lower == "scheduled" || lower == "planned"
		prev, before = lower, prev
	}
	return 0
}

// elsewhere are words before a weekday that say it is another than the report's own.
var elsewhere = setOf("last next since until till by before after previous past coming every each from through following good black bloody ash palm super")
