package record

import (
	"strconv"
	"strings"
	"time"
)

// A length is a duration as the words give it: "two years and three months", "several weeks".
type length struct {
	n     float64
	vague bool // "several weeks": PXW
	unit  grain
	rest  *length // smaller units that follow
}

// unitLetters are how durations write the units; a decade is ten years, a century a hundred.
var unitLetters = [...]string{
	second: "S", minute: "M", hour: "H", day: "D", weekend: "WE", week: "W", monthGrain: "M", quarter: "Q",
	yearGrain: "Y", decadeGrain: "Y", century: "Y", half: "M",
}

// value writes the length as a TIMEX3 duration: "P2Y3M", "PT36H", "PXW".
func (l length) value() string {
	var days, hours strings.Builder
	for part := &l; part != nil; part = part.rest {
		to := &days
		if part.unit <= hour {
			to = &hours
		}
		part.write(to)
	}
	if hours.Len() > 0 {
		return "P" + days.String() + "T" + hours.String()
	}
	return "P" + days.String()
}

// write writes one number and its unit; a half becomes the smaller unit where it is a round number of them.
func (l length) write(to *strings.Builder) {
	n := l.n
	switch l.unit {
	case decadeGrain:
		n *= 10
	case century:
		n *= 100
	}
	switch {
	case l.vague && l.unit == decadeGrain:
		to.WriteString("XE")
		return
	case l.vague && l.unit == century:
		to.WriteString("XC")
		return
	case l.vague:
		to.WriteString("X")
	case n > 1 && n-float64(int64(n)) == 0.5 && halfUnits[l.unit] != "":
		to.WriteString(strconv.FormatFloat(n-0.5, 'f', -1, 64) + unitLetters[l.unit] + halfUnits[l.unit])
		return
	default:
		to.WriteString(strconv.FormatFloat(n, 'f', -1, 64))
	}
	to.WriteString(unitLetters[l.unit])
}

// halfUnits are what half a unit is.
var halfUnits = [...]string{minute: "30S", hour: "30M", yearGrain: "6M", century: ""}

// holds reports whether b can go on a in one value: "two years and three months". Weeks stand before days only.
func (l length) holds(b length) bool {
	return l.unit > b.unit && !l.vague && !b.vague && b.unit != week && l.unit != weekend && b.unit != weekend && l.unit <= yearGrain && l.unit != quarter
}

// finest is the size of what a date moved by l is named by: its smallest unit, a year for decades.
func (l length) finest() grain {
	g := min(l.unit, yearGrain)
	for part := l.rest; part != nil; part = part.rest {
		g = min(g, part.unit)
	}
	return g
}

// move moves t by all parts of l, back for sign -1. What is left of a half is lost.
func (l length) move(t time.Time, sign int) time.Time {
	for part := &l; part != nil; part = part.rest {
		t = shift(t, sign*int(min(part.n, 1e6)), part.unit)
	}
	return t
}
