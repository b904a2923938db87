package situation

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// When says what a rule waits for.
type When string

// What a rule can wait for. What a report that was alerted on says no more goes to the same people without a rule.
const (
	OnEvent     When = "event"        // a new event, of Type or Quad, in Area or at Place, by Actor, towards About; what is left empty is any
	OnIndex     When = "index"        // the index goes above Above
	OnSpeech    When = "speech"       // Actor speaks about About
	OnDenial    When = "denial"       // a claim is denied for the first time (by Actor, about About)
	OnConfirmed When = "confirmed"    // a second, independent origin tells an event
	OnFigure    When = "figure"       // a number differs from those given before (of About)
	OnSilence   When = "silence"      // a source falls silent: it fails, or gives nothing for much longer than it has been used to
	OnSide      When = "changed side" // an actor denies what it asserted, or the other way round
	OnAny       When = "any"          // every change
)

// Whens lists them in the order in which they are shown.
var Whens = []When{OnEvent, OnIndex, OnSpeech, OnDenial, OnConfirmed, OnFigure, OnSilence, OnSide, OnAny}

// ErrRule marks a rule that cannot be kept.
var ErrRule = errors.New("the rule cannot be used")

// Rule says which changes are alerts.
type Rule struct {
	When  When    `json:"when"`
	Type  string  `json:"type,omitempty"`  // PLOVER event type
	Quad  int     `json:"quad,omitempty"`  // quad class
	Place string  `json:"place,omitempty"` // name
	Area  *Area   `json:"area,omitempty"`
	Actor string  `json:"actor,omitempty"`
	About string  `json:"about,omitempty"` // a name, or words of the claim
	Above float64 `json:"above,omitempty"` // of the index
	Hold  Digest  `json:"digest"`
}

// Check says what is wrong with a rule: ErrRule.
func (r *Rule) Check() error {
	r.Type = strings.ToUpper(strings.TrimSpace(r.Type))
	switch {
	case !slices.Contains(Whens, r.When):
		return fmt.Errorf("%w: no rule waits for %q; there are %v", ErrRule, r.When, Whens)
	case r.Type != "" && typeWords[r.Type] == "":
		return fmt.Errorf("%w: %q is no PLOVER event type, such as ASSAULT or PROTEST", ErrRule, r.Type)
	case r.Quad < 0 || r.Quad > 4:
		return fmt.Errorf("%w: quad classes are 1 to 4, not %d", ErrRule, r.Quad)
	case r.When == OnIndex && !(r.Above > 0 && r.Above < 10):
		return fmt.Errorf("%w: the index goes from 0 to 10; say above which value between them", ErrRule)
	case r.When == OnSpeech && r.Actor == "":
		return fmt.Errorf("%w: say who is to speak", ErrRule)
	}
	if r.Area != nil {
		if err := r.Area.check(); err != nil {
			return fmt.Errorf("%w: %w", ErrRule, err)
		}
	}
	return r.Hold.check()
}

// waits are the kinds of change that a rule looks at.
var waits = map[When][]ChangeKind{OnEvent: {NewEvent}, OnSpeech: {NewClaim, NewDenial, ChangedSide}, OnDenial: {NewDenial}, OnConfirmed: {Confirmed}, OnFigure: {NewFigure},
	OnSilence: {FellSilent}, OnSide: {ChangedSide}}

// Wants reports whether a change is what the rule waits for. Whether the index is above a rule's line is asked of the series: Above.
func (r Rule) Wants(c Change) bool {
	if r.When != OnAny && !slices.Contains(waits[r.When], c.Kind) {
		return false
	}
	return (r.Type == "" || r.Type == c.Type) && (r.Quad == 0 || r.Quad == c.Quad) && (r.Place == "" || fold(r.Place) == fold(c.Place)) &&
		(r.Area == nil || c.At != nil && r.Area.Contains(*c.At)) && (r.Actor == "" || named(c.Actors, r.Actor)) && (r.About == "" || named(c.About, r.About))
}

// Crossing is the change that the index has gone above the rule's line; ok is false when it has not, or no sentence is behind
// it. One that stays above it is the same crossing, whatever it does there. Noticed is the day on which it went above.
func (r Rule) Crossing(s Series) (c Change, ok bool) {
	p, _, ok := s.Now()
	if !ok || r.When != OnIndex || *p.Index <= r.Above {
		return c, false
	}
	since := p.Day
	for i := len(s.Points) - 1; i >= 0; i-- {
		q := s.Points[i]
		if q.Index != nil && *q.Index <= r.Above {
			break
		}
		if q.Index != nil {
			since = q.Day
		}
	}
	if s.Latest == nil {
		return c, false
	}
	return Change{Kind: Turned, Key: fmt.Sprintf("above|%g|%s", r.Above, since.Format(time.DateOnly)), Value: *p.Index, Noticed: since, Evidence: s.Latest.Evidence,
		Title: fmt.Sprintf("The escalation index stands at %.1f, above %g since %s; the most severe event of its last day is told here", *p.Index, r.Above, since.Format("2 January"))}, true
}

// named reports whether one of the texts has the words in it.
func named(texts []string, words string) bool {
	return slices.ContainsFunc(texts, func(s string) bool { return newFinder(s).has(words) })
}

// String is the rule in words.
func (r Rule) String() string {
	var s string
	switch r.When {
	case OnEvent:
		s = "a new event"
		if r.Type != "" {
			s = "a new " + TypeWord(r.Type)
		}
		if r.Quad > 0 {
			s += fmt.Sprintf(" of quad class %d", r.Quad)
		}
	case OnIndex:
		s = fmt.Sprintf("the index goes above %g", r.Above)
	case OnSpeech:
		s = r.Actor + " speaks"
	case OnDenial:
		s = "a first denial"
	case OnConfirmed:
		s = "a second origin tells an event"
	case OnFigure:
		s = "a figure differs"
	case OnSilence:
		s = "a source falls silent"
	case OnSide:
		s = "an actor changes sides"
	default:
		s = "any change"
	}
	for _, p := range []struct{ before, text string }{{" at ", r.Place}, {" about ", r.About}} {
		if p.text != "" {
			s += p.before + p.text
		}
	}
	if r.Area != nil {
		s += " in the area"
	}
	if r.Actor != "" && r.When != OnSpeech {
		s += " by " + r.Actor
	}
	return s
}

// Digest says when alerts go out: at once, or together.
type Digest struct {
	Every string `json:"every,omitempty"` // "" at once, "hour", "day"
	At    string `json:"at,omitempty"`    // of "day": "07:30"
	Zone  string `json:"zone,omitempty"`  // IANA name, "Europe/Belgrade"; "" is UTC
}

func (d Digest) check() error {
	if d.Every != "" && d.Every != "hour" && d.Every != "day" {
		return fmt.Errorf("%w: a digest goes out every hour or every day, not every %q", ErrRule, d.Every)
	}
	if _, _, err := clock(cmp.Or(d.At, "07:00")); err != nil {
		return fmt.Errorf("%w: %w", ErrRule, err)
	}
	if _, err := time.LoadLocation(d.Zone); err != nil {
		return fmt.Errorf("%w: no time zone is called %q", ErrRule, d.Zone)
	}
	return nil
}

// Next is when an alert of time t goes out: t itself, the next full hour, or the next day's time.
func (d Digest) Next(t time.Time) time.Time {
	switch d.Every {
	case "hour":
		return t.Truncate(time.Hour).Add(time.Hour)
	case "day":
		zone, err := time.LoadLocation(d.Zone)
		if err != nil {
			zone = time.UTC
		}
		h, m, err := clock(cmp.Or(d.At, "07:00"))
		if err != nil {
			h, m = 7, 0
		}
		return nextClock(t, h, m, zone)
	}
	return t
}

// nextClock is the next time after t at which the clocks of a zone show h:m.
func nextClock(t time.Time, h, m int, zone *time.Location) time.Time {
	l := t.In(zone)
	next := time.Date(l.Year(), l.Month(), l.Day(), h, m, 0, 0, zone)
	if !next.After(t) {
		next = time.Date(l.Year(), l.Month(), l.Day()+1, h, m, 0, 0, zone)
	}
	return next.In(t.Location())
}

func clock(s string) (h, m int, err error) {
	t, err := time.Parse("15:04", s)
	if err != nil {
		return 0, 0, fmt.Errorf("%q is no time of day, such as 07:30", s)
	}
	return t.Hour(), t.Minute(), nil
}

// Quiet are the hours in which a channel is left alone; what comes in them goes out at their end.
type Quiet struct {
	From string `json:"from,omitempty"` // "22:00"; "" is no quiet hours
	To   string `json:"to,omitempty"`   // "07:00"; may lie on the next day
	Zone string `json:"zone,omitempty"` // IANA name; "" is UTC
}

// Check says what is wrong with the quiet hours.
func (q Quiet) Check() error {
	if q.From == "" && q.To == "" {
		return nil
	}
	for _, s := range []string{q.From, q.To} {
		if _, _, err := clock(s); err != nil {
			return fmt.Errorf("quiet hours: %w", err)
		}
	}
	if q.From == q.To {
		return fmt.Errorf("quiet hours from %s to %s are no time or the whole day; pause the channel instead", q.From, q.To)
	}
	if _, err := time.LoadLocation(q.Zone); err != nil {
		return fmt.Errorf("quiet hours: no time zone is called %q", q.Zone)
	}
	return nil
}

// Until is when a message of time t may go out: t, or the end of the quiet hours that t lies in.
func (q Quiet) Until(t time.Time) time.Time {
	if q.From == "" || q.Check() != nil {
		return t
	}
	zone, _ := time.LoadLocation(q.Zone) // Check has loaded it
	fh, fm, _ := clock(q.From)
	th, tm, _ := clock(q.To)
	start, end := nextClock(t, fh, fm, zone), nextClock(t, th, tm, zone)
	l := t.In(zone)
	if l.Hour() == fh && l.Minute() == fm || end.Before(start) {
		return end
	}
	return t
}
