package record

import "time"

// A part of a day beside a clock time: "Friday night at 9:30", "this afternoon at 2", "8 p.m. this evening".

// clockInPart reads them. An hour without "a.m." or "p.m." is of the half of the day that the part lies in.
func clockInPart(m *match) (phrase, bool) {
	evening := m.get(partDay, 0).what
	minutes, open := 0, false
	if c := m.get(clockTime, 0); c != nil {
		minutes, open = c.what.clock, !c.what.halved
	} else {
		n := m.get(number, 0)
		if n.num < 1 || n.num > 12 || n.num != float64(int(n.num)) || m.after(1).class&(unit|unitsWord|month|monthShort|number|ampm) != 0 || isPlural(m.text, m.after(1)) {
			return phrase{}, false // "on Friday night at 8 places"
		}
		minutes, open = int(n.num)*60, true
	}
	return timed(minute, func(s *scene) point {
		p := evening.when(s)
		at := minutes
		if late := p.part == "AF" || p.part == "EV" || p.part == "NI"; open && late && at < 12*60 && (p.part != "NI" || at > 5*60) {
			at += 12 * 60
		}
		return onClock(p, at/60, at%60)
	}), true
}

// setAtClock reads "every day at noon", "Mondays at 9 a.m.".
func setAtClock(m *match) (phrase, bool) {
	set, c := *m.get(setTime, 0).what, m.get(clockTime|partTime, 0).what
	value, ok := setDays[set.value]
	if !ok {
		value, ok = set.value, len(set.value) == len("XXXX-WXX-1") && set.value[:4] == "XXXX"
	}
	if !ok {
		return phrase{}, false
	}
	switch {
	case c.class&clockTime != 0:
		value += time.Unix(int64(c.clock)*60, 0).UTC().Format("T15:04")
	default:
		value += "T" + c.part
	}
	set.value = value
	return set, true
}

// setDays are the sets of days that a time of day may be added to.
var setDays = map[string]string{
	"P1D": "XXXX-XX-XX", "XXXX-XX-XXTMO": "XXXX-XX-XX", "XXXX-XX-XXTAF": "XXXX-XX-XX", "XXXX-XX-XXTEV": "XXXX-XX-XX", "XXXX-XX-XXTNI": "XXXX-XX-XX",
}

// everyPart reads "every night" and "mornings" behind a verb's object: a set of parts of days.
func everyPart(m *match) (phrase, bool) {
	code := partCode(m)
	if len(code) != len("NI") {
		return phrase{}, false
	}
	return set("XXXX-XX-XXT" + code), true
}
