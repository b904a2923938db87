package record

import (
	"testing"
	"time"
)

func TestYearOf(t *testing.T) {
	t.Parallel()
	ref := time.Date(2022, 12, 29, 15, 0, 0, 0, time.UTC)
	cases := []struct {
		name                string
		month, day, weekday int
		ref                 time.Time
		lean                yearLean
		year                int
		from                string
	}{
		{"this year, past", 12, 6, 0, ref, leanNone, 2022, yearFromDocument},
		{"the day itself", 12, 29, 0, ref, leanPast, 2022, yearFromDocument},
		{"in some days", 1, 9, 0, ref, leanNone, 2023, yearFromNearest},
		{"far ahead is behind", 5, 9, 0, ref, leanNone, 2022, yearFromDocument},
		{"far ahead, and the words look ahead", 5, 9, 0, ref, leanFuture, 2023, yearFromNearest},
		{"yesterday, though the words look ahead", 12, 28, 0, ref, leanFuture, 2022, yearFromDocument},
		{"yesterday, only ahead", 12, 28, 0, ref, leanOnlyFuture, 2023, yearFromNearest},
		{"last December in January", 12, 24, 0, time.Date(2023, 1, 3, 0, 0, 0, 0, time.UTC), leanPast, 2022, yearFromNearest},
		{"the weekday fits this year", 12, 28, 3, ref, leanNone, 2022, yearFromWeekday},
		{"the weekday fits another year", 12, 6, 7, ref, leanNone, 2020, yearFromWeekday},
		{"a month", 10, 0, 0, ref, leanNone, 2022, yearFromDocument},
		{"the month of the document", 12, 0, 0, ref, leanFuture, 2022, yearFromDocument},
		{"29 February, last", 2, 29, 0, ref, leanPast, 2020, yearFromNearest},
		{"29 February, next", 2, 29, 0, ref, leanFuture, 2024, yearFromNearest},
		{"no such day", 2, 30, 0, ref, leanNone, 0, ""},
		{"no document's day", 12, 6, 2, time.Time{}, leanNone, 0, ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			year, from := yearOf(c.month, c.day, c.weekday, c.ref, c.lean)
			if year != c.year || from != c.from {
				t.Errorf("yearOf(%d, %d, %d) = %d %q, want %d %q", c.month, c.day, c.weekday, year, from, c.year, c.from)
			}
		})
	}
}

// The days of Easter are those of the tables of the Book of Common Prayer and of the Orthodox Church.
func TestHolidays(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name string
		year int
		want string
	}{
		{"easter", 1961, "1961-04-02"},
		{"easter", 2000, "2000-04-23"},
		{"easter", 2013, "2013-03-31"},
		{"easter", 2024, "2024-03-31"},
		{"orthodox easter", 2013, "2013-05-05"},
		{"orthodox easter", 2024, "2024-05-05"},
		{"good friday", 2022, "2022-04-15"},
		{"ash wednesday", 2023, "2023-02-22"},
		{"thanksgiving", 2022, "2022-11-24"},
		{"election day", 2022, "2022-11-08"},
		{"memorial day", 2022, "2022-05-30"},
		{"labor day", 2022, "2022-09-05"},
		{"martin luther king day", 2019, "2019-01-21"},
		{"victory day", 2022, "2022-05-09"},
	}
	for _, c := range cases {
		if got := holidays[c.name](c.year).Format(time.DateOnly); got != c.want {
			t.Errorf("%s %d = %s, want %s", c.name, c.year, got, c.want)
		}
	}
}

func TestShiftAndFloor(t *testing.T) {
	t.Parallel()
	at := time.Date(2024, 1, 31, 13, 45, 10, 0, time.UTC)
	cases := []struct {
		n         int
		g         grain
		shift     string
		floorSelf string
	}{
		{1, second, "2024-01-31 13:45:11", "2024-01-31 13:45:10"},
		{-1, hour, "2024-01-31 12:45:10", "2024-01-31 13:45:00"},
		{1, day, "2024-02-01 13:45:10", "2024-01-31 00:00:00"},
		{-2, week, "2024-01-17 13:45:10", "2024-01-29 00:00:00"},
		{1, weekend, "2024-02-07 13:45:10", "2024-02-03 00:00:00"},
		{1, monthGrain, "2024-02-29 13:45:10", "2024-01-01 00:00:00"},
		{1, quarter, "2024-04-30 13:45:10", "2024-01-01 00:00:00"},
		{1, seasonGrain, "2024-04-30 13:45:10", "2023-12-01 00:00:00"},
		{-1, half, "2023-07-31 13:45:10", "2024-01-01 00:00:00"},
		{-1, yearGrain, "2023-01-31 13:45:10", "2024-01-01 00:00:00"},
		{-1, decadeGrain, "2014-01-31 13:45:10", "2020-01-01 00:00:00"},
		{1, century, "2124-01-31 13:45:10", "2000-01-01 00:00:00"},
	}
	for _, c := range cases {
		t.Run(c.g.String(), func(t *testing.T) {
			t.Parallel()
			if got := shift(at, c.n, c.g).Format(time.DateTime); got != c.shift {
				t.Errorf("shift(%d %s) = %s, want %s", c.n, c.g, got, c.shift)
			}
			if got := floor(at, c.g).Format(time.DateTime); got != c.floorSelf {
				t.Errorf("floor(%s) = %s, want %s", c.g, got, c.floorSelf)
			}
		})
	}
}

func TestPointValue(t *testing.T) {
	t.Parallel()
	at := time.Date(1998, 12, 31, 16, 5, 9, 0, time.UTC)
	cases := []struct {
		p    point
		want string
	}{
		{point{start: at, grain: second}, "1998-12-31T16:05:09"},
		{point{start: at, grain: minute}, "1998-12-31T16:05"},
		{point{start: at, grain: dayPart, part: "NI"}, "1998-12-31TNI"},
		{point{start: at, grain: day}, "1998-12-31"},
		{point{start: at, grain: week}, "1998-W53"},
		{point{start: at, grain: weekend}, "1998-W53-WE"},
		{point{start: at, grain: monthGrain}, "1998-12"},
		{point{start: at, grain: seasonGrain}, "1998-WI"},
		{point{start: at, grain: quarter}, "1998-Q4"},
		{point{start: at, grain: half}, "1998-H2"},
		{point{start: at, grain: yearGrain}, "1998"},
		{point{start: at, grain: decadeGrain}, "199"},
		{point{start: at, grain: century}, "19"},
		{point{start: at, grain: day, missing: theYear}, "XXXX-12-31"},
		{point{start: at, grain: day, missing: theWeek}, "XXXX-WXX-4"},
		{point{grain: day, missing: theWhole}, "XXXX-XX-XX"},
		{point{grain: week, missing: theWhole}, "XXXX-WXX"},
		{point{grain: quarter, missing: theWhole}, "XXXX-QX"},
		{point{fixed: "PAST_REF"}, "PAST_REF"},
	}
	for _, c := range cases {
		if got := c.p.value(); got != c.want {
			t.Errorf("value of %v = %q, want %q", c.p, got, c.want)
		}
	}
}

func TestLengthValue(t *testing.T) {
	t.Parallel()
	cases := []struct {
		l    length
		want string
	}{
		{length{n: 3, unit: monthGrain}, "P3M"},
		{length{n: 3, unit: minute}, "PT3M"},
		{length{n: 2.5, unit: yearGrain}, "P2Y6M"},
		{length{n: 1.5, unit: hour}, "PT1H30M"},
		{length{n: 3.5, unit: second}, "PT3.5S"},
		{length{n: 2, unit: decadeGrain}, "P20Y"},
		{length{n: 1, unit: century}, "P100Y"},
		{length{vague: true, unit: week}, "PXW"},
		{length{vague: true, unit: hour}, "PTXH"},
		{length{vague: true, unit: decadeGrain}, "PXE"},
		{length{n: 1, unit: day, rest: &length{n: 4, unit: hour}}, "P1DT4H"},
		{length{n: 2, unit: yearGrain, rest: &length{n: 3, unit: monthGrain}}, "P2Y3M"},
	}
	for _, c := range cases {
		if got := c.l.value(); got != c.want {
			t.Errorf("value of %v = %q, want %q", c.l, got, c.want)
		}
	}
}
