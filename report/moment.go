package report

import (
	"strings"
	"time"
	"unicode/utf8"
)

// timeForms are the forms in which data name a time; all but the last lines carry a time of day.
var timeForms = []string{time.RFC3339Nano, "2006-01-02T15:04:5Z07:00", "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04:05-07:00", "2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05", "2006-01-02 15:04", "20060102T150405Z", "20060102T150405-0700", time.RFC1123Z, time.RFC1123, time.RFC822Z, time.RFC850, time.ANSIC, "Mon, 2 Jan 2006 15:04:05 -0700",
	"Mon, 2 Jan 2006 15:04:05 MST", "January 2, 2006 15:04", "2 January 2006 15:04", "Jan 2, 2006 3:04 PM", "January 2, 2006 3:04 PM"}

// parseTime reads a time in any of the usual forms of data: in UTC, and the day in the zone that s names. The zero time says that s is none.
func parseTime(s string) (t time.Time, day string) {
	s = strings.TrimSpace(s)
	if len(s) < 8 || len(s) > 64 || !utf8.ValidString(s) {
		return time.Time{}, ""
	}
	for _, form := range timeForms {
		if t, err := time.Parse(form, s); err == nil && t.Year() > 1800 {
			return t.UTC(), t.Format(time.DateOnly)
		}
	}
	if day, n := parseDay(s); n > 0 && day.year != 0 {
		return day.date(day.year), day.in(day.year)
	}
	if t, err := time.Parse("20060102", s); err == nil {
		return t, t.Format(time.DateOnly)
	}
	return time.Time{}, ""
}
