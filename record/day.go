package record

import (
	"slices"
	"time"

	"github.com/dateline-news/dateline/span"
)

// daySaid is the day of a statement, "" when unknown, and where it is known from.
type daySaid struct{ value, from string }

// daysSaid gives each statement the day on which it was made: the one that its own sentence names outside the words said,
// else the one day that the report names for all that the speaker says, else, for a past verb in a sentence without a time of
// its own, the day that the lede reports on; last, where the lede names none, the day of the report.
func (d *reading) daysSaid() []daySaid {
	days := make([]daySaid, len(d.said))
	of := map[*actor]string{}
	for k, st := range d.said {
		days[k] = daySaid{d.dayOfCue(st), "sentence"}
		day := days[k].value
		if len(st.source.actors) == 0 || len(day) < len(time.DateOnly) {
			continue
		}
		a := st.source.actors[0]
		if have, ok := of[a]; ok && have != day {
			of[a] = "several"
		} else {
			of[a] = day
		}
	}
	lede := d.ledeDay()
	for k, st := range d.said {
		if days[k].value != "" || len(st.source.actors) == 0 {
			continue
		}
		switch day := of[st.source.actors[0]]; {
		case d.otherTime(st):
		case day != "" && day != "several":
			days[k] = daySaid{day, "speaker"}
		case day == "" && (st.cue.past || st.cue.ing) && lede != "":
			days[k] = daySaid{lede, "lede"}
		case day == "" && st.cue.past && d.published != "" && !d.perfect(st.cueFrom):
			days[k] = daySaid{d.published, "report"}
		}
	}
	return days
}

// dayOfCue is the one day named in the sentence of the cue outside what is said; where it names none, its one month or year.
func (d *reading) dayOfCue(st said) string {
	for _, layout := range []string{time.DateOnly, "2006-01", "2006"} {
		found, several := d.dateOfCue(st, layout)
		if found != "" || several {
			return found
		}
	}
	return ""
}

// dateOfCue is the one date of the layout beside the cue; several is set where it names more.
func (d *reading) dateOfCue(st said, layout string) (found string, several bool) {
	l := d.lines[st.line]
	for _, t := range d.times {
		if !l.span.Contains(t.Span) || t.Type != typeDate || len(t.Value) != len(layout) || d.words[l.from].Start > t.Span.Start {
			continue
		}
		if slices.ContainsFunc(st.content, func(c span.Span) bool { return c.Overlaps(t.Span) }) {
			continue
		}
		if _, err := time.Parse(layout, t.Value); err != nil {
			continue
		}
		if found != "" && found != t.Value {
			return "", true
		}
		found = t.Value
	}
	return found, false
}

// ledeDay is the first day that the first two sentences of the body name outside quotation marks, "" for none.
func (d *reading) ledeDay() string {
	first := d.firstBodyLine()
	if first < 0 {
		return ""
	}
	last := d.lines[min(first+1, len(d.lines)-1)].span.End
	for _, t := range d.times {
		if t.Span.Start < d.lines[first].span.Start || t.Span.End > last || t.Type != typeDate || d.quotedAt(t.Span.Start) {
			continue
		}
		if _, err := time.Parse(time.DateOnly, t.Value); err == nil {
			return t.Value
		}
	}
	return ""
}

func (d *reading) quotedAt(at int) bool {
	return slices.ContainsFunc(d.quotes, func(q quotation) bool { return q.inner.Start <= at && at < q.inner.End })
}

// otherTime reports whether the sentence of the cue has a date or time outside the words said.
func (d *reading) otherTime(st said) bool {
	l := d.lines[st.line]
	return slices.ContainsFunc(d.times, func(t Time) bool {
		return l.span.Contains(t.Span) && t.Type == typeDate && len(t.Value) > 3 && t.Value[0] <= '9' &&
			!slices.ContainsFunc(st.content, func(c span.Span) bool { return c.Overlaps(t.Span) })
	})
}
