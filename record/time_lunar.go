package record

import "time"

// Holidays of the Jewish and the Muslim calendar, by arithmetic (Reingold and Dershowitz, Calendrical Calculations). Jewish
// days are exact. Muslim ones are those of the tabular calendar with the Thursday epoch: what a country announces by sight of the moon may be a day off.

// dayZero is the day before the first of the proleptic Gregorian calendar, day 0 of the fixed count.
var dayZero = time.Date(0, 12, 31, 0, 0, 0, 0, time.UTC)

// hebrewElapsed is the number of days from the epoch of the Jewish calendar to the new year of year y.
func hebrewElapsed(y int) int {
	months := (235*y - 234) / 19
	parts := 12084 + 13753*months
	days := 29*months + parts/25920
	if (3*(days+1))%7 < 3 {
		days++
	}
	return days
}

// hebrewNewYear is the first of Tishri of year y, in days of the fixed count.
func hebrewNewYear(y int) int {
	const epoch = -1373427
	before, at, after := hebrewElapsed(y-1), hebrewElapsed(y), hebrewElapsed(y+1)
	correction := 0
	switch {
	case after-at == 356:
		correction = 2
	case at-before == 382:
		correction = 1
	}
	return epoch + at + correction
}

// roshHashanah is the day n days after the Jewish new year that falls into the given year.
func roshHashanah(n int) func(int) time.Time {
	return func(y int) time.Time { return dayZero.AddDate(0, 0, hebrewNewYear(y+3761)+n) }
}

// passover is the day n days after the first of Passover, which lies 163 days before the new year that follows.
func passover(n int) func(int) time.Time { return roshHashanah(n - 163) }

// hanukkah is the first day of Hanukkah, the 25th of Kislev: 83 days after the new year, 84 where Heshvan is long.
func hanukkah(y int) time.Time {
	first := hebrewNewYear(y + 3761)
	n := 83
	if length := hebrewNewYear(y+3762) - first; length%10 == 5 {
		n = 84
	}
	return dayZero.AddDate(0, 0, first+n)
}

// islamicDay is a day of the tabular Muslim calendar that falls into year y, the first of two.
func islamicDay(month, day int) func(int) time.Time {
	return func(y int) time.Time {
		for h := (y-622)*33/32 - 1; ; h++ {
			fixed := 227013 + (h-1)*354 + (3+11*h)/30 + 29*(month-1) + month/2 + day
			if t := dayZero.AddDate(0, 0, fixed); t.Year() >= y {
				return t
			}
		}
	}
}
