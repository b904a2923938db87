package record

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/dateline-news/dateline/span"
)

// Check says everything by which r breaks the form of docs/record.md: a wrong kind, an id that is nobody's or two's, a
// span that does not stand for words of the text. It returns nil for a sound record, else all faults joined. The store
// checks what it keeps and what it gives out.
func Check(r Record) error {
	c := checker{text: r.Report.Text, ids: map[string]bool{}}
	if !strings.HasPrefix(r.Schema, "dateline.record/") {
		c.fault("schema", "%q is no dateline.record", r.Schema)
	}
	if !utf8.ValidString(r.Report.Text) {
		c.fault("report.text", "is not valid UTF-8")
	}
	c.collect(r)
	c.report(r.Report)
	c.entities(r.Entities)
	for _, t := range r.Times {
		c.span("times", t.Span)
	}
	c.statements(r.Statements)
	c.claims(r.Claims)
	for _, e := range r.Events {
		c.event(e)
	}
	for _, l := range r.Links {
		c.oneOf("links", l.Kind, "retaliation", "order", "cause", "purpose", "after", "response")
		c.ref("links", &l.From)
		c.ref("links", &l.To)
		c.span("links", l.Span)
	}
	c.wording(r)
	c.figures(r.Figures)
	return errors.Join(c.faults...)
}

// checker collects faults.
type checker struct {
	text   string
	ids    map[string]bool
	faults []error
}

func (c *checker) fault(where, format string, args ...any) {
	c.faults = append(c.faults, fmt.Errorf("record: %s: %s", where, fmt.Sprintf(format, args...)))
}

func (c *checker) span(where string, s span.Span) {
	if err := s.Check(c.text); err != nil {
		c.fault(where, "%v", err)
	}
}

func (c *checker) optional(where string, s *span.Span) {
	if s != nil {
		c.span(where, *s)
	}
}

func (c *checker) ref(where string, id *string) {
	if id != nil && !c.ids[*id] {
		c.fault(where, "%q is nobody's id", *id)
	}
}

func (c *checker) oneOf(where, value string, kinds ...string) {
	if !slices.Contains(kinds, value) {
		c.fault(where, "%q is not one of %v", value, kinds)
	}
}

func (c *checker) share(where string, v float64) {
	if v < 0 || v > 1 || v != v {
		c.fault(where, "confidence %v is not between 0 and 1", v)
	}
}

// collect takes the ids of all that has one.
func (c *checker) collect(r Record) {
	add := func(id string) {
		if c.ids[id] || id == "" {
			c.fault(id, "the id is empty or stands twice")
		}
		c.ids[id] = true
	}
	for _, e := range r.Entities {
		add(e.ID)
	}
	for _, s := range r.Statements {
		add(s.ID)
	}
	for _, x := range r.Claims {
		add(x.ID)
	}
	for _, e := range r.Events {
		add(e.ID)
	}
	for _, f := range r.Figures {
		add(f.ID)
	}
}

func (c *checker) report(r Report) {
	c.optional("report.headline", r.Headline)
	c.optional("report.standfirst", r.Standfirst)
	c.optional("report.byline", r.Byline)
	for _, list := range []struct {
		where string
		spans []span.Span
	}{{"report.paragraphs", r.Paragraphs}, {"report.sentences", r.Sentences}} {
		last := 0
		for _, s := range list.spans {
			c.span(list.where, s)
			if s.Start < last {
				c.fault(list.where, "%v overlaps the one before", s)
			}
			last = s.End
		}
	}
	if r.Dateline != nil {
		c.span("dateline", r.Dateline.Span)
		c.ref("dateline.place", r.Dateline.Place)
	}
}

func (c *checker) entities(all []Entity) {
	for _, e := range all {
		c.oneOf(e.ID, string(e.Kind), string(Person), string(Organisation), string(Country), string(Place), string(Group), string(Facility))
		if len(e.Mentions) == 0 {
			c.fault(e.ID, "an entity without a mention")
		}
		for _, m := range e.Mentions {
			c.span(e.ID+".mentions", m)
		}
		for _, o := range e.Offices {
			c.span(e.ID+".offices", o.Span)
		}
	}
}

func (c *checker) statements(all []Statement) {
	for _, s := range all {
		c.oneOf(s.ID, string(s.Kind), string(Direct), string(Partial), string(Indirect))
		c.span(s.ID+".sentence", s.Sentence)
		c.optional(s.ID+".speaker_span", s.SpeakerSpan)
		if s.Cue != nil {
			c.span(s.ID+".cue", s.Cue.Span)
		}
		c.ref(s.ID+".speaker", s.Speaker)
		if len(s.Content) == 0 {
			c.fault(s.ID, "a statement without words")
		}
		for _, w := range s.Content {
			c.span(s.ID+".content", w)
		}
		c.share(s.ID, s.Confidence)
		c.optional(s.ID+".occasion", s.Occasion)
		for _, t := range s.Through {
			c.ref(s.ID+".through", &t)
		}
	}
}

func (c *checker) figures(all []Figure) {
	for _, f := range all {
		c.span(f.ID, f.Span)
		c.span(f.ID+".sentence", f.Sentence)
		c.ref(f.ID+".by", f.By)
		c.ref(f.ID+".statement", f.Statement)
		c.share(f.ID, f.Confidence)
	}
}

func (c *checker) claims(all []Claim) {
	for _, x := range all {
		c.span(x.ID, x.Span)
		if len(x.Positions) == 0 {
			c.fault(x.ID, "a claim on which nobody stands anywhere")
		}
		for _, p := range x.Positions {
			c.oneOf(x.ID, p.Stance, "asserts", "denies", "questions", "supports")
			c.span(x.ID+".sentence", p.Sentence)
			c.ref(x.ID+".actor", p.Actor)
			c.ref(x.ID+".statement", p.Statement)
		}
	}
}

func (c *checker) event(e Event) {
	c.oneOf(e.ID, e.Status, "happened", "planned", "possible", "denied", "negated")
	c.span(e.ID+".sentence", e.Sentence)
	c.span(e.ID+".trigger", e.Trigger)
	if !e.Sentence.Contains(e.Trigger) {
		c.fault(e.ID+".trigger", "%v stands outside its sentence %v", e.Trigger, e.Sentence)
	}
	for _, a := range slices.Concat(e.Actors, e.Recipients) {
		c.ref(e.ID+".actors", &a)
	}
	if e.Voice != "own" && e.Voice != "" {
		c.ref(e.ID+".voice", &e.Voice)
	}
	if e.Place != nil {
		c.ref(e.ID+".place", &e.Place.Entity)
	}
	if e.Time != nil {
		c.optional(e.ID+".time", e.Time.Span)
	}
	for _, m := range e.Magnitudes {
		c.span(e.ID+".magnitudes", m.Span)
	}
	c.share(e.ID, e.Confidence)
}

// wording checks that a word in the outlet's own voice stands outside every statement.
func (c *checker) wording(r Record) {
	for _, w := range r.Wording {
		c.oneOf("wording", w.Kind, "evaluative", "status", "label", "scare_quotes")
		c.span("wording", w.Span)
		if w.Voice != "own" {
			continue
		}
		for _, s := range r.Statements {
			if slices.ContainsFunc(s.Content, func(x span.Span) bool { return x.Contains(w.Span) }) {
				c.fault("wording", "%v stands inside statement %s, so it is not the outlet's own voice", w.Span, s.ID)
			}
		}
	}
}
