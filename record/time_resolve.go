package record

import (
	"strings"
	"time"

	"github.com/dateline-news/dateline/span"
)

// scene is what is known while the phrases of a text get their values, in the order of the text.
type scene struct {
	text    string
	ref     Reference
	tokens  []token
	at      int      // the token being resolved
	lean    yearLean // what its clause says about past and future
	last    point    // the last day, month or year spoken of: what "the week before" is before
	lastDay point    // the last day spoken of, at first the document's: what "the day before" is before
	quarter point    // the last quarter spoken of
	spoken  int      // the token of that quarter
}

// resolve gives the phrases their values.
func resolve(text string, tokens []token, ref Reference) []Time {
	s := &scene{text: text, ref: ref, tokens: tokens, spoken: -1000}
	s.last = s.piece(0, day)
	s.lastDay = s.last
	var times []Time
	for i := range tokens {
		if tokens[i].what == nil {
			continue
		}
		if t, ok := s.time(i); ok {
			times = append(times, t)
		}
	}
	return times
}

// time is the Time of token i; false when its value cannot be written.
func (s *scene) time(i int) (Time, bool) {
	t := &s.tokens[i]
	p := t.what
	out := Time{Span: t.Span, Type: p.typ, Value: p.value, Mod: p.mod}
	if p.when != nil {
		s.at, s.lean = i, s.leaning(i)
	}
	switch {
	case p.when != nil && (!p.ahead || s.ahead()):
		at := p.when(s)
		if at.fixed == "" && !writable(at.start) {
			return Time{}, false
		}
		out.Value, out.Precision, out.YearFrom = at.value(), at.precision(), at.from
		if p.ahead || at.grain >= day && p.typ == typeTime {
			out.Type = typeDate
		}
		s.note(i, at)
	case p.value == "":
		out.Value, out.Precision = p.size.value(), p.size.unit.String()
	}
	return out, t.Span.Check(s.text) == nil
}

// note remembers a resolved point for what refers back to it.
func (s *scene) note(i int, p point) {
	if p.fixed != "" || p.missing != nothing || p.derived {
		return
	}
	if p.grain == quarter || p.grain == half {
		s.quarter, s.spoken = p, i
	}
	s.last = p
	if p.grain <= day {
		s.lastDay = p
	}
}

// today is the day of the document.
func (s *scene) today() time.Time { return dayOf(s.ref.Day) }

// unknown reports whether there is no day to reckon from.
func (s *scene) unknown() bool { return s.ref.Day.IsZero() }

// piece is the n-th piece of size g after (or before) the one that holds the document's day.
func (s *scene) piece(n int, g grain) point {
	if s.unknown() {
		return point{grain: g, missing: theWhole}
	}
	if g < dayPart && s.ref.Day.Equal(s.today()) {
		return point{start: s.today(), grain: day} // no time of day to reckon from
	}
	return point{start: floor(shift(s.start(g), n, g), g), grain: g}
}

// start is the document's moment where g is smaller than a day, and its day otherwise, coarse pieces from their
// first day, so that no shift leaves a short month.
func (s *scene) start(g grain) time.Time {
	if g < dayPart {
		return s.ref.Day
	}
	return floor(s.today(), g)
}

// since is the first day of a range whose last day is being resolved ("Monday" in "Monday to Friday"), false when the
// token before says that it is none.
func (s *scene) since() (time.Time, bool) {
	if s.at < 2 || !s.tokens[s.at-1].is(s.text, "to", "through", "until", "till", "-", "–") || s.tokens[s.at-2].what == nil {
		return time.Time{}, false
	}
	first := s.tokens[s.at-2].what
	return s.lastDay.start, first.typ == typeDate && first.weekday != 0 && s.lastDay.missing == nothing
}

// from is the n-th piece of size g after the last time spoken of.
func (s *scene) from(n int, g grain) point {
	base := s.last
	if base.grain > g {
		base = s.lastDay
	}
	if base.missing != nothing {
		return point{grain: g, missing: theWhole}
	}
	return point{start: floor(shift(floor(base.start, g), n, g), g), grain: g}
}

// neighbour is the day that a clock time without one belongs to: a day named beside it in its sentence, else the last one
// named in its paragraph, else the document's.
func (s *scene) neighbour() point {
	for k := s.at + 1; k < len(s.tokens) && k <= s.at+6 && !s.tokens[k-1].stop; k++ {
		if w := s.tokens[k].what; w != nil && w.typ == typeDate && w.grain == day && w.when != nil {
			return w.when(s)
		}
	}
	for k := s.at - 1; k >= 0 && !s.tokens[k].stop; k-- {
		if w := s.tokens[k].what; w != nil && w.when != nil && w.grain <= day && w.class&clockTime == 0 {
			return s.lastDay
		}
	}
	if s.dayInParagraph() {
		return s.lastDay
	}
	return s.piece(0, day)
}

// dayInParagraph reports whether a sentence before, of the same paragraph, names a day, and this one looks back.
func (s *scene) dayInParagraph() bool {
	if s.lean == leanFuture || s.unknown() {
		return false
	}
	for k := s.at - 1; k >= 0 && !strings.Contains(s.text[s.tokens[k].End:s.tokens[k+1].Start], "\n\n"); k-- {
		if w := s.tokens[k].what; w != nil && w.when != nil && w.grain != noGrain && w.grain <= day && w.class&clockTime == 0 {
			return true
		}
	}
	return false
}

// covered is the span from one token to another.
func covered(from, to token) span.Span { return span.Span{Start: from.Start, End: to.End} }
