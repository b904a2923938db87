package gather

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// ParseDate reads a date as feeds write it and gives it in UTC: RFC 822 and its variants with junk around them, RFC 3339
// and W3C-DTF in full or cut short, asctime, and forms with Greek, Hungarian, Korean and other month names. A date
// without a zone is taken as UTC, except Korean ones, which are Korean time. What is no date of the calendar is refused.
func ParseDate(raw string) (time.Time, error) {
	s := strings.TrimSpace(raw)
	for _, usual := range []string{time.RFC3339, time.RFC1123Z, "Mon, 02 Jan 2006 15:04:05 GMT"} {
		if len(s) >= len("2006-01-02T15:04:05Z") && (s[0] <= '9') == (usual == time.RFC3339) {
			if t, err := time.Parse(usual, s); err == nil && offsetExists(t) {
				return t.UTC(), nil
			}
		}
	}
	if len(s) > 100 {
		return time.Time{}, fmt.Errorf("date %.40q…: too long", s)
	}
	s, zone := korean(s)
	d := dateParts{zone: zone}
	for _, read := range []func(string) bool{d.iso, d.words} {
		d = dateParts{zone: zone}
		if read(s) {
			if t, ok := d.time(); ok {
				return t, nil
			}
		}
	}
	return time.Time{}, fmt.Errorf("date %q: not understood", raw)
}

// offsetExists says that the zone lies within 14 hours of UTC.
func offsetExists(t time.Time) bool {
	_, seconds := t.Zone()
	return max(seconds, -seconds) <= 14*3600
}

// dateParts is a date in the making.
type dateParts struct {
	year, month, day  int
	hour, minute, sec int
	zone              *time.Location
	hasDay, hasYear   bool
	afternoon         int // 12 for p.m., -1 for a.m., 0 for neither
}

// time checks every part against the calendar and the clock.
func (d *dateParts) time() (time.Time, bool) {
	if d.month < 1 || d.month > 12 || d.day < 1 || d.hour > 24 || d.minute > 59 || d.sec > 60 || d.year < 1 || d.year > 9999 {
		return time.Time{}, false
	}
	if d.afternoon != 0 {
		if d.hour < 1 || d.hour > 12 {
			return time.Time{}, false
		}
		d.hour = d.hour%12 + max(d.afternoon, 0)
	}
	if d.hour == 24 && d.minute+d.sec > 0 {
		return time.Time{}, false
	}
	zone := d.zone
	if zone == nil {
		zone = time.UTC
	}
	if day := time.Date(d.year, time.Month(d.month), d.day, 0, 0, 0, 0, time.UTC); day.Day() != d.day {
		return time.Time{}, false
	}
	return time.Date(d.year, time.Month(d.month), d.day, d.hour, d.minute, d.sec, 0, zone).UTC(), true
}

var (
	isoDate = regexp.MustCompile(`^(?:(\d{4})(?:[-/.](0?\d{1,2}|\pL+)(?:[-/.](\d{1,2}))?)?|(\d{4})(\d{2})(\d{2}))(?:(?:[T ]\s*|$)(.*))?$`)
	isoTwo  = regexp.MustCompile(`^(?:-(\d{2})-?(\d{2})|(\d{2})-(\d{2})-(\d{2})|(\d{2})(\d{2})(\d{2}))$`)
	clock   = regexp.MustCompile(`^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?$`)
	packed  = regexp.MustCompile(`^(\d{2})(\d{2})(\d{2})?(?:[.,]\d+)?$`)
	offset  = regexp.MustCompile(`^(?:GMT|UTC|Z)?([+-])(\d{1,2}):?(\d{2})?$`)
	zoneEnd = regexp.MustCompile(`\s*([+-]\d{2}(?::?\d{2})?|[+-]\d:\d{2}|Z|[A-Za-z]{2,5})$`)
)

// iso reads the forms of ISO 8601 that feeds use.
func (d *dateParts) iso(s string) bool {
	if m := isoTwo.FindStringSubmatch(s); m != nil {
		year, month, day := firstOf(m[1], m[3], m[6]), firstOf(m[2], m[4], m[7]), firstOf(m[5], m[8], "1")
		d.year, d.month, d.day = shortYear(number(year)), number(month), number(day)
		return true
	}
	m := isoDate.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	d.year, d.day = number(firstOf(m[1], m[4])), number(firstOf(m[3], m[6], "1"))
	month, named := months[strings.ToLower(m[2])]
	if !named {
		month = number(firstOf(m[2], m[5], "1"))
	}
	d.month = month
	return m[7] == "" || d.isoClock(strings.TrimSpace(m[7]))
}

// isoClock reads "15:04:05.999-07:00", "150405Z" and "15:04 EST".
func (d *dateParts) isoClock(s string) bool {
	if z := zoneEnd.FindStringSubmatchIndex(s); z != nil && z[0] > 0 {
		zone, ok := parseZone(s[z[2]:z[3]])
		if !ok {
			return false
		}
		d.zone, s = zone, s[:z[0]]
	}
	return d.clock(s, true)
}

func (d *dateParts) clock(s string, mayBePacked bool) bool {
	m := clock.FindStringSubmatch(s)
	if m == nil && mayBePacked {
		m = packed.FindStringSubmatch(s)
	}
	if m == nil {
		return false
	}
	d.hour, d.minute, d.sec = number(m[1]), number(m[2]), number(firstOf(m[3], "0"))
	return true
}

// words reads a date by what each of its words is: a weekday, a month, a number, a time, a zone. That covers RFC 822,
// asctime and what programs make of them. A word that is nothing of the kind spoils the date.
func (d *dateParts) words(s string) bool {
	if i := strings.IndexByte(s, '('); i > 0 { // RFC 822 comment
		s = s[:i]
	}
	fields := strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == ',' || r == '\t' || r == '\n' || r == '\r' || r == '\u00a0' })
	timed, day := false, false // a time was read; the month may be the name of a day ("mar." for mardi)
	for _, w := range fields {
		lower := strings.ToLower(strings.TrimSuffix(w, "."))
		month, isMonth := months[lower]
		switch {
		case isMonth && (d.month == 0 || day):
			d.month, day = month, weekdays[lower]
		case weekdays[lower]:
		case lower == "am" || lower == "pm":
			d.afternoon = map[string]int{"am": -1, "pm": 12}[lower]
		case isDigits(w):
			if !d.number(w) {
				return false
			}
		case !timed && d.clock(w, false):
			timed = true
		case d.joined(w):
		default:
			zone, ok := parseZone(w)
			if !ok {
				return false
			}
			d.zone = zone
		}
	}
	return d.month > 0 && d.hasDay && d.hasYear
}

// number takes a bare number as day or year, by its length and by what is known already.
func (d *dateParts) number(w string) bool {
	n := number(w)
	switch {
	case len(w) <= 2 && !d.hasDay:
		d.day, d.hasDay = n, true
	case len(w) == 4 && !d.hasYear:
		d.year, d.hasYear = n, true
	case len(w) == 2 && !d.hasYear:
		d.year, d.hasYear = shortYear(n), true
	default:
		return false
	}
	return true
}

// joined reads "2006/09/15" and "15-Sep-2006".
func (d *dateParts) joined(w string) bool {
	parts := strings.FieldsFunc(w, func(r rune) bool { return r == '/' || r == '-' })
	if len(parts) != 3 || d.hasDay {
		return false
	}
	if len(parts[0]) == 4 && isDigits(parts[0]) && isDigits(parts[1]) && isDigits(parts[2]) {
		d.year, d.month, d.day = number(parts[0]), number(parts[1]), number(parts[2])
	} else if month, ok := months[strings.ToLower(parts[1])]; ok && isDigits(parts[0]) && isDigits(parts[2]) {
		d.day, d.month, d.year = number(parts[0]), month, number(parts[2])
		if len(parts[2]) == 2 {
			d.year = shortYear(d.year)
		}
	} else {
		return false
	}
	d.hasDay, d.hasYear = true, true
	return true
}

var koreanDate = regexp.MustCompile(`^(\d{4})\s*년\s*(\d{1,2})\s*월\s*(\d{1,2})\s*일\s*(.*)$`)

// korean rewrites Korean forms into ISO ones with their zone.
func korean(s string) (string, *time.Location) {
	zone := time.FixedZone("KST", 9*3600)
	if m := koreanDate.FindStringSubmatch(s); m != nil {
		s = strings.TrimSpace(m[1] + "-" + m[2] + "-" + m[3] + " " + m[4])
		return halfDay(s), zone
	}
	if strings.Contains(s, "오전") || strings.Contains(s, "오후") {
		return halfDay(s), zone
	}
	return s, nil
}

var koreanHalf = regexp.MustCompile(`(오전|오후)\s*(\d{1,2})`)

func halfDay(s string) string {
	return koreanHalf.ReplaceAllStringFunc(s, func(part string) string {
		m := koreanHalf.FindStringSubmatch(part)
		hour := number(m[2]) % 12
		if m[1] == "오후" {
			hour += 12
		}
		return strconv.Itoa(hour)
	})
}

// parseZone reads an offset or a name of a zone. Offsets beyond 14 hours do not exist.
func parseZone(w string) (*time.Location, bool) {
	w = strings.TrimPrefix(strings.ToUpper(w), "ETC/")
	if m := offset.FindStringSubmatch(w); m != nil {
		seconds := number(m[2])*3600 + number(firstOf(m[3], "0"))*60
		if len(m[2]) == 1 && m[3] == "" || seconds > 14*3600 || number(firstOf(m[3], "0")) > 59 {
			return nil, false
		}
		if m[1] == "-" {
			seconds = -seconds
		}
		return time.FixedZone("", seconds), true
	}
	minutes, ok := zones[w]
	return time.FixedZone(w, minutes*60), ok
}

// shortYear follows RFC 2822, 4.3.
func shortYear(y int) int {
	if y < 50 {
		return 2000 + y
	}
	return 1900 + y
}

func isDigits(s string) bool {
	return s != "" && strings.Trim(s, "0123456789") == ""
}

// number reads digits that a pattern has checked; what is too long for an int is no part of a date.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil {
		return -1
	}
	return n
}
