package record

import (
	"sync"
	"time"

	"github.com/dateline-news/dateline/span"
)

// Reference is what the times of a text are reckoned from.
type Reference struct {
	Day   time.Time // when the text was written; zero when nobody knows, and then values keep an X for what is not said
	Ahead bool      // a bare "Friday" or "May 5" is the coming one, as in messages; news means the past one
}

// The TIMEX3 types.
const (
	typeDate     = "DATE"
	typeTime     = "TIME"
	typeDuration = "DURATION"
	typeSet      = "SET"
)

// FindTimes finds the expressions of time in an English text and gives each its TIMEX3 value (TimeML 1.2.1, ISO 8601
// with its extensions: "2022-12-06", "2013-Q1", "1998-SU", "P3M", "PRESENT_REF", "XXXX-WXX-3"). Spans are byte ranges
// of text in rising order that never overlap. It needs no other analysis, keeps no state and may run in parallel.
//
// A lexer cuts the text into tokens with classes; the rules of the grammar rewrite them, stage by stage, into phrases
// with a meaning; then each meaning becomes a value in the order of the text, so that "the day before" can look back.
func FindTimes(text string, ref Reference) []Time {
	g := english()
	b := buffers.Get().(*buffer)
	b.tokens = lex(text, g.words, b.tokens[:0])
	times := resolve(text, cascade(text, b, g.stages), ref)
	if cap(b.tokens) <= maxKept {
		buffers.Put(b)
	}
	return times
}

// buffer is the memory for the tokens of one text: two rows, of which each stage reads one and writes the other.
type buffer struct {
	tokens, spare []token
}

// buffers keeps them from text to text; of a giant text it keeps none.
var buffers = sync.Pool{New: func() any { return new(buffer) }}

// maxKept is how many tokens a kept buffer may hold.
const maxKept = 1 << 15

// english is the grammar, made at the first call.
var english = sync.OnceValue(newGrammar)

// grammar is a lexicon and the stages of rules that use it.
type grammar struct {
	words  *lexicon
	stages []stage
}

// A phrase is what a rule has understood.
type phrase struct {
	typ     string              // DATE, TIME, DURATION or SET
	grain   grain               // of a date or time
	when    func(*scene) point  // of a date or time
	size    length              // of a duration
	part    string              // of a part of a day: "MO"
	clock   int                 // of a time of day without a day, in minutes after midnight
	halved  bool                // of such a time: the words say whether it is before noon
	ahead   bool                // a duration that is the date when() where the words look ahead: "will end in two weeks"
	value   string              // a value that depends on nothing
	mod     string              // START, MID, END, APPROX, MORE_THAN …
	class   class               // what later stages may take it for, beside what typ and grain say
	span    span.Span           // the words it covers; all that was matched when zero
	number  int                 // of a week known by its number
	weekday int                 // of a day known by its weekday alone; negative for "last Friday"
	onYear  func(int) time.Time // of a holiday
	next    *phrase             // a second time in the same words: the end of "December 6-8"
}

// tokens are what the matched tokens become.
func (p *phrase) tokens(first, last token) []token {
	t := token{
		Span: span.Span{Start: first.Start, End: last.End}, class: p.classes(),
		glued: first.glued, upper: first.upper, stop: last.stop, what: p,
	}
	if p.span.End > 0 {
		t.Span = p.span
	}
	if p.next == nil {
		return []token{t}
	}
	t.stop = false
	return append([]token{t}, p.next.tokens(last, last)...)
}

// classes are what later stages may take the phrase for.
func (p *phrase) classes() class {
	c := p.class
	switch p.typ {
	case typeDate:
		c |= date
		if p.grain == day {
			c |= dayDate
		}
	case typeTime:
		c |= timeOfDay
		if p.grain == dayPart && p.class&partTime == 0 {
			c |= partDay
		}
	case typeDuration:
		c |= duration
	case typeSet:
		c |= setTime
	}
	return c
}
