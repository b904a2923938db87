package situation

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// Event is one telling of an event by one report, as the index counts it.
type Event struct {
	Key        string    `json:"key"` // the same event has the same key in every report
	Type       string    `json:"type"`
	Mode       string    `json:"mode,omitempty"`
	Quad       int       `json:"quad"`      // PLOVER quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
	Goldstein  float64   `json:"goldstein"` // -10 (most conflict) to 10; the class's usual value where the record gives none
	Status     string    `json:"status"`    // happened, planned, possible, denied, negated
	Own        bool      `json:"own"`       // told in the outlet's own voice
	Actors     []string  `json:"actors,omitempty"`
	Recipients []string  `json:"recipients,omitempty"`
	Place      string    `json:"place,omitempty"`
	Day        time.Time `json:"day"` // on which it happened, in UTC; the report's day when the text gives none to the day
	Dated      bool      `json:"dated"`
	Confidence float64   `json:"confidence"`
	Copy       bool      `json:"copy,omitempty"` // its report carries the words of another
	Evidence   Evidence  `json:"evidence"`
}

// usual is the mean Goldstein value of a quad class, for events whose type has none (Goldstein 1992, over the CAMEO codes of the class).
var usual = [5]float64{0, 3, 6, -4, -8}

// Position is where an actor stands on a claim, in one report.
type Position struct {
	Claim       string   `json:"claim"` // the same claim has the same key in every report
	Proposition string   `json:"proposition"`
	Actor       string   `json:"actor"`  // "" when the text does not say
	Stance      string   `json:"stance"` // asserts, supports, denies, questions, no_comment
	Dated       bool     `json:"dated"`  // the sentence or the claim names a day
	Evidence    Evidence `json:"evidence"`
}

// Figure is a number that somebody gives.
type Figure struct {
	Key       string   `json:"key"` // what is counted, in which event
	What      string   `json:"what"`
	Value     float64  `json:"value"`
	Qualifier string   `json:"qualifier,omitempty"`
	Giver     string   `json:"giver"` // who gives it: a speaker, or the outlet
	Evidence  Evidence `json:"evidence"`
}

// Office is an office and who holds it by a report.
type Office struct {
	Key      string   `json:"key"`
	Title    string   `json:"title"`
	Holder   string   `json:"holder"`
	Evidence Evidence `json:"evidence"`
}

// Link ties two events by the words of a sentence.
type Link struct {
	Key      string   `json:"key"`
	Kind     string   `json:"kind"` // retaliation, response, order, cause, purpose, after
	From, To Event    `json:"-"`
	Evidence Evidence `json:"evidence"`
}

// Facts are what a situation takes of one report.
type Facts struct {
	Events    []Event
	Positions []Position
	Figures   []Figure
	Offices   []Office
	Links     []Link
}

// Read takes the facts of a report.
func Read(t *Told) Facts {
	var f Facts
	byID := map[string]Event{}
	for _, e := range t.Record.Events {
		ev := t.event(e)
		byID[e.ID] = ev
		f.Events = append(f.Events, ev)
		f.Figures = append(f.Figures, t.figures(e, ev)...)
	}
	if f.Positions = t.Positions; !t.Joined {
		for _, c := range t.Record.Claims {
			f.Positions = append(f.Positions, t.positions(c)...)
		}
	}
	f.Offices = t.offices()
	for _, l := range t.Record.Links {
		from, ok1 := byID[l.From]
		to, ok2 := byID[l.To]
		if ok1 && ok2 {
			f.Links = append(f.Links, Link{Key: l.Kind + "|" + from.Key + "|" + to.Key, Kind: l.Kind, From: from, To: to, Evidence: t.evidence(from.Evidence.Fact, t.sentence(l.Span))})
		}
	}
	return f
}

// sentence is the sentence that holds a span; the span itself when none does.
func (t *Told) sentence(sp span.Span) span.Span {
	for _, s := range t.Record.Report.Sentences {
		if s.Contains(sp) {
			return s
		}
	}
	return sp
}

func (t *Told) event(e record.Event) Event {
	ev := Event{Type: e.Type, Mode: e.Mode, Quad: min(max(e.Quad, 0), 4), Status: e.Status, Own: e.Voice == "own" || e.Voice == "", Confidence: e.Confidence,
		Actors: t.names(e.Actors), Recipients: t.names(e.Recipients), Evidence: t.evidence(e.ID, e.Sentence)}
	ev.Goldstein = usual[ev.Quad]
	if e.Goldstein != nil {
		ev.Goldstein = *e.Goldstein
	}
	if e.Place != nil {
		if p, ok := t.entity(e.Place.Entity); ok {
			ev.Place = p.Name
		}
	}
	ev.Day, ev.Dated = t.day(e.Time)
	ev.Key = t.Events[e.ID]
	if ev.Key == "" {
		day := ""
		if ev.Dated || e.Time == nil {
			day = ev.Day.Format(time.DateOnly)
		}
		ev.Key = strings.Join([]string{e.Type, e.Mode, strings.Join(folded(ev.Actors), ","), strings.Join(folded(ev.Recipients), ","), day, e.Status}, "|")
	}
	return ev
}

// day is the day of an event, and whether the text gives it to the day. An event that is told as past but dated after its
// report is dated by the report: such a date is a mistake of the source or of the reading.
func (t *Told) day(when *record.EventTime) (time.Time, bool) {
	told := t.At.UTC().Truncate(24 * time.Hour)
	if when == nil || len(when.Value) < len(time.DateOnly) {
		return told, false
	}
	d, err := time.Parse(time.DateOnly, when.Value[:len(time.DateOnly)])
	if err != nil || d.After(told) {
		return told, false
	}
	return d, true
}

func (t *Told) positions(c record.Claim) []Position {
	key := contentKey(c.Proposition)
	var out []Position
	for i, p := range c.Positions {
		actor := ""
		if p.Actor != nil {
			actor = cmp.Or(append(t.names([]string{*p.Actor}), "")...)
		}
		out = append(out, Position{Claim: key, Proposition: c.Proposition, Actor: actor, Stance: p.Stance, Dated: t.datedIn(p.Sentence) || t.datedIn(c.Span),
			Evidence: t.evidence(c.ID+".p"+strconv.Itoa(i+1), p.Sentence)})
	}
	return out
}

// datedIn reports whether a span holds an expression of a day.
func (t *Told) datedIn(sp span.Span) bool {
	return slices.ContainsFunc(t.Record.Times, func(x record.Time) bool { return x.Type == "DATE" && sp.Contains(x.Span) })
}

// figures are the numbers of an event. They are compared by what is counted, the kind of event and its day or place.
func (t *Told) figures(e record.Event, ev Event) []Figure {
	var out []Figure
	for i, m := range e.Magnitudes {
		what := figureWhat(m.What)
		if what == "" {
			continue
		}
		giver := t.origin()
		for _, s := range t.Record.Statements {
			if s.ID == e.Voice && s.Speaker != nil {
				giver = cmp.Or(append(t.names([]string{*s.Speaker}), giver)...)
			}
		}
		out = append(out, Figure{Key: what + "|" + ev.Key, What: m.What, Value: m.Value, Qualifier: m.Qualifier, Giver: giver,
			Evidence: t.evidence(e.ID+".m"+strconv.Itoa(i+1), t.sentence(m.Span))})
	}
	return out
}

// figureWhat is what is counted, by its last word in the singular: "grain ships" and "ships" are both ships.
func figureWhat(what string) string {
	w := wordsOf(what)
	if len(w) == 0 {
		return ""
	}
	return strings.TrimSuffix(w[len(w)-1], "s")
}

// sole are heads of titles that one person holds at a time.
var sole = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq("president premier chancellor king queen emperor sultan emir pope minister governor mayor speaker chairman chairwoman chairperson chair chief commander head director commissioner ambassador envoy master ombudsman") {
		m[w] = true
	}
	return m
}()

// offices are those of which one person at a time is the holder, each with the body or country that its title names. A
// title that names none ("the minister") says too little to compare.
func (t *Told) offices() []Office {
	var out []Office
	for _, e := range t.Record.Entities {
		if e.Kind != record.Person {
			continue
		}
		for i, o := range e.Offices {
			if key := t.officeKey(e, o.Title); key != "" && len(strings.Fields(e.Name)) > 1 {
				out = append(out, Office{Key: key, Title: o.Title, Holder: e.Name, Evidence: t.evidence(e.ID+".o"+strconv.Itoa(i+1), t.sentence(o.Span))})
			}
		}
	}
	return out
}

// officeKey names an office: the content words of its title with the country of its holder. "" when it is not one that one
// person holds, or is a former, acting or deputy one.
func (t *Told) officeKey(e record.Entity, title string) string {
	words := wordsOf(title)
	if !slices.ContainsFunc(words, func(w string) bool { return sole[w] }) {
		return ""
	}
	for _, w := range words {
		switch w {
		case "former", "ex", "deputy", "vice", "acting", "assistant", "late", "then", "designate", "elect", "spokesman", "spokeswoman", "spokesperson", "adviser", "candidate":
			return ""
		}
	}
	key := contentKey(title)
	if !strings.Contains(key, " ") && e.Country == "" {
		return ""
	}
	return key + "|" + e.Country
}
