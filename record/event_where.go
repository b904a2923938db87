package record

import (
	"slices"
	"strings"

	"github.com/dateline-news/dateline/span"
)

// sentenceTimes are the expressions of time of sentence n.
func (e *eventReader) sentenceTimes(n int) []Time {
	s := e.d.lines[n].span
	at, _ := slices.BinarySearchFunc(e.d.times, s.Start, func(t Time, x int) int { return t.Span.Start - x })
	end := at
	for end < len(e.d.times) && e.d.times[end].Span.End <= s.End {
		end++
	}
	return e.d.times[at:end]
}

// timeOf is the day, month or year that the sentence gives: nearest to the trigger in its clause, else the only one of the
// sentence, else that which opens it. What is told in the present tense in the outlet's own voice is of the report's day.
func (e *eventReader) timeOf(f eventFound) *EventTime {
	t := f.trigger
	from, to := e.d.words[t.floor].Start, e.d.words[max(t.end-1, t.head)].End
	var dated []Time
	for _, x := range e.sentenceTimes(t.line) {
		if (x.Type == typeDate || x.Type == "TIME") && calendarDay(x.Value) != "" && e.sameVoice(x.Span, f.voice) && !e.inName(x.Span) && !e.inAside(x.Span, t) {
			dated = append(dated, x)
		}
	}
	best, distance := -1, 0
	for i, x := range dated {
		if x.Span.Start < from || x.Span.End > to {
			continue
		}
		gap := max(x.Span.Start-e.d.words[t.head].End, e.d.words[t.head].Start-x.Span.End)
		if best < 0 || gap < distance {
			best, distance = i, gap
		}
	}
	switch {
	case best >= 0:
	case len(dated) == 1, len(dated) > 1 && dated[0].Span.Start <= e.d.words[min(e.d.lines[t.line].from+2, e.d.lines[t.line].to-1)].Start:
		best = 0
	case len(dated) == 0 && t.present && f.voice == nil && e.d.published != "" && t.status == happened:
		return &EventTime{Value: e.d.published, Precision: "inferred"}
	default:
		return nil
	}
	value := calendarDay(dated[best].Value)
	return &EventTime{Value: value, Precision: eventPrecision(value), Span: spanPtr(dated[best].Span)}
}

// sameVoice reports whether a time may be the trigger's: one inside a statement is none of the outlet's.
func (e *eventReader) sameVoice(s span.Span, voice *Statement) bool {
	i, _ := e.d.wordAt(s.Start)
	return voice != nil || i == len(e.d.words) || e.voice[i] == 0
}

// inAside reports whether s stands between the commas that close right before the verb: "Popa, who |last year| threatened
// Kenya, praised it".
func (e *eventReader) inAside(s span.Span, t trigger) bool {
	d := e.d
	if t.group <= t.floor || !d.is(t.group-1, ",") {
		return false
	}
	for p := t.group - 2; p > t.floor; p-- {
		if d.is(p, ",") {
			return s.Start > d.words[p].Start && s.End <= d.words[t.group-1].Start
		}
	}
	return false
}

// inName reports whether s stands inside the name of a person: "Jan" Novak is no month.
func (e *eventReader) inName(s span.Span) bool {
	i, ok := e.d.wordAt(s.Start)
	return ok && e.of[i] > 0 && e.entities[e.of[i]-1].Kind == Person
}

// calendarDay is the year, month or day of a TIMEX3 value, "" for what is none.
func calendarDay(value string) string {
	value, _, _ = strings.Cut(value, "T")
	for i, r := range value {
		if r == '-' && (i == 4 || i == 7) || r >= '0' && r <= '9' {
			continue
		}
		return ""
	}
	if n := len(value); n == 4 || n == 7 || n == 10 {
		return value
	}
	return ""
}

func eventPrecision(day string) string {
	switch len(day) {
	case 4:
		return "year"
	case 7:
		return "month"
	}
	return "day"
}

// placeOf is the place that stands with a preposition of place in the clause of the trigger: the narrowest one, never the
// dateline's. Where the recipient is a place, that is where it happened.
func (e *eventReader) placeOf(f eventFound) *EventPlace {
	t := f.trigger
	for _, x := range f.roles.recipients {
		if e.entities[x].Kind == Place || t.word.mode == "visit" && e.entities[x].Kind == Country {
			return &EventPlace{Entity: e.entities[x].ID, Precision: e.entities[x].Precision}
		}
	}
	best := e.narrowest(t, t.floor, t.end)
	if best < 0 {
		best = e.onlyPlace(t)
	}
	if best < 0 {
		return nil
	}
	return &EventPlace{Entity: e.entities[best].ID, Precision: e.entities[best].Precision}
}

// narrowest is the narrowest place that stands with a preposition of place in words [from, to), -1 for none.
func (e *eventReader) narrowest(t trigger, from, to int) int {
	best, rank := -1, 0
	for k := from; k < to; k++ {
		if w := e.d.words[k]; t.word.noun && k > t.head && t.word.needs != "-" && (finiteVerbs[w.low] || strings.HasSuffix(w.low, "ed")) && e.of[k] == 0 {
			break // "the arrest caused an outcry in Poland"
		}
		x := e.of[k] - 1
		if x < 0 || k > 0 && e.of[k-1] == x+1 || !e.located(k) || e.d.words[k].aside {
			continue
		}
		if r := placeRank[e.entities[x].Precision]; r > rank {
			best, rank = x, r
		}
	}
	return best
}

// onlyPlace is the one town or site that the whole sentence places things in, when it has no other and the trigger stands in
// the outlet's own voice, -1 for none.
func (e *eventReader) onlyPlace(t trigger) int {
	l := e.d.lines[t.line]
	if t.word.noun || e.voice[t.head] > 0 {
		return -1
	}
	only := -1
	for k := l.from; k < l.to; k++ {
		x := e.of[k] - 1
		if x < 0 || e.voice[k] > 0 || placeRank[e.entities[x].Precision] == 0 || !e.located(k) || e.d.words[k].aside {
			continue
		}
		if only >= 0 && x != only || placeRank[e.entities[x].Precision] < placeRank["city"] {
			return -1
		}
		only = x
	}
	return only
}

// placeRank orders the precisions of places.
var placeRank = map[string]int{"country": 1, "admin1": 2, "admin2": 3, "city": 4, "exact": 5}

// located reports whether the place at word k stands behind "in", "at", "near" and the like, perhaps with "the town of".
func (e *eventReader) located(k int) bool {
	d := e.d
	floor := d.lines[d.words[k].sentence].from
	for p := k - 1; p >= floor && p > k-6; p-- {
		w := d.words[p]
		switch {
		case located[w.low]:
			return true
		case w.low == "the" || w.low == "a" || w.low == "of" || w.low == "-" || w.clitic || placeWords[w.low] || directions[w.low] || e.of[p] > 0:
		case strings.HasSuffix(w.low, "ern") || w.low == "central" || w.low == "downtown" || w.low == "its" || w.low == "part":
		default:
			return false
		}
	}
	return false
}

var located = wordSet("in at near outside inside across throughout around")
