package situation

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// ChangeKind is the kind of a change.
type ChangeKind string

// The kinds of change.
const (
	NewClaim    ChangeKind = "new claim"
	NewDenial   ChangeKind = "new denial"   // the first denial of a claim, or the first by this actor
	ChangedSide ChangeKind = "changed side" // an actor denies what it asserted, or the other way round
	NewEvent    ChangeKind = "new event"
	NewLink     ChangeKind = "new link"   // a sentence ties two events
	NewSource   ChangeKind = "new source" // the first report of a source
	NewHolder   ChangeKind = "new holder" // another person is given an office
	NewFigure   ChangeKind = "new figure" // a number differs from those given before
	Confirmed   ChangeKind = "confirmed"  // a second origin tells the event, or asserts the claim
	Corrected   ChangeKind = "corrected"  // a report was changed after it was read: the words of a fact are gone or others
	Withdrawn   ChangeKind = "withdrawn"  // a report was taken back
	Turned      ChangeKind = "turned"     // the escalation index turned
	FellSilent  ChangeKind = "fell silent"
)

// ChangeKinds lists the kinds in the order in which they are shown where they are counted.
var ChangeKinds = []ChangeKind{Withdrawn, Corrected, ChangedSide, NewDenial, NewFigure, Confirmed, NewHolder, NewLink, NewClaim, NewEvent, NewSource, Turned, FellSilent}

// Change is one thing that is new in a situation.
type Change struct {
	ID       int64      `json:"id"` // counts up in the order in which changes were noticed
	Kind     ChangeKind `json:"kind"`
	Key      string     `json:"key"`   // of the change; each is told once
	Title    string     `json:"title"` // generated from the facts; never free text
	Evidence Evidence   `json:"evidence"`
	Before   *Evidence  `json:"before,omitempty"` // the sentence that it differs from
	Noticed  time.Time  `json:"noticed"`
	News     bool       `json:"news"` // false for what the history held when the watch was made

	// What rules ask.
	Actors []string `json:"actors,omitempty"` // who acts or speaks
	About  []string `json:"about,omitempty"`  // whom it concerns, and the words of a claim
	Type   string   `json:"type,omitempty"`   // of an event
	Quad   int      `json:"quad,omitempty"`
	Place  string   `json:"place,omitempty"`
	At     *Point   `json:"at,omitempty"` // of the place, where it is known
	Value  float64  `json:"value,omitempty"`
}

// Mark is a thing that a situation knows already: the first sentence of it, and a value that later ones are held against.
type Mark struct {
	Key      string
	Value    string
	Evidence Evidence
}

// Ledger is what a situation knows, by key. Look gives what stands under a key; Put keeps it, in place of what stood there.
type Ledger struct {
	Look func(key string) (Mark, bool, error)
	Put  func(m Mark) error
}

// Changes notes what a report adds to what is known, and gives what is new, in the order of the text. A report that tells
// what is known adds nothing. Reports may come in any order; a report older than what is known changes no one's side.
func Changes(t *Told, f Facts, l Ledger) ([]Change, error) {
	n := &notary{told: t, ledger: l}
	n.source()
	for _, e := range f.Events {
		n.event(e)
	}
	for _, p := range f.Positions {
		n.position(p)
	}
	for _, x := range f.Figures {
		n.figure(x)
	}
	for _, o := range f.Offices {
		n.office(o)
	}
	for _, k := range f.Links {
		n.link(k)
	}
	return n.changes, n.err
}

// notary writes down the changes of one report. The first error ends it.
type notary struct {
	told    *Told
	ledger  Ledger
	changes []Change
	err     error
}

func (n *notary) look(key string) (Mark, bool) {
	if n.err != nil {
		return Mark{}, true
	}
	m, ok, err := n.ledger.Look(key)
	n.err = err
	return m, ok || err != nil
}

func (n *notary) put(m Mark) {
	if n.err == nil {
		n.err = n.ledger.Put(m)
	}
}

func (n *notary) add(c Change) {
	if n.err == nil {
		n.changes = append(n.changes, c)
	}
}

func (n *notary) source() {
	key := "source|" + strconv.FormatInt(n.told.Source, 10)
	if _, known := n.look(key); known {
		return
	}
	e := n.told.opening()
	n.put(Mark{Key: key, Evidence: e})
	n.add(Change{Kind: NewSource, Key: key, Title: n.told.Name + " reports on this for the first time", Evidence: e, Actors: []string{n.told.Name}})
}

// opening is the report's headline, else its first sentence.
func (t *Told) opening() Evidence {
	r := t.Record.Report
	switch {
	case r.Headline != nil:
		return t.evidence("", *r.Headline)
	case len(r.Sentences) > 0:
		return t.evidence("", r.Sentences[0])
	case len(r.Paragraphs) > 0:
		return t.evidence("", r.Paragraphs[0])
	}
	return t.evidence("", FirstLine(r.Text))
}

func (n *notary) event(e Event) {
	key := "event|" + e.Key
	m, known := n.look(key)
	c := Change{Key: key, Evidence: e.Evidence, Actors: e.Actors, About: e.Recipients, Type: e.Type, Quad: e.Quad, Place: e.Place, At: n.told.at(e.Place)}
	origin := n.told.origin()
	switch {
	case !known:
		n.put(Mark{Key: key, Value: origins("", origin, e.Own), Evidence: e.Evidence})
		c.Kind, c.Title = NewEvent, e.Title()
		n.add(c)
	case e.Own && !tells(m.Value, origin):
		first := m.Value == ""
		m.Value = origins(m.Value, origin, true)
		n.put(m)
		if !first && strings.Count(m.Value, "\n") == 1 && e.Status == "happened" {
			c.Kind, c.Key, c.Title, c.Before = Confirmed, "two|"+key, "A second origin, "+origin+", tells in its own voice: "+e.Title(), &m.Evidence
			n.add(c)
		}
	}
}

// origins adds an origin that tells a thing in its own voice to a list of them, one a line. What a party says of itself
// confirms nothing and is not counted.
func origins(have, origin string, own bool) string {
	if !own || tells(have, origin) {
		return have
	}
	if have == "" {
		return origin
	}
	return have + "\n" + origin
}

func tells(have, origin string) bool {
	return slices.Contains(strings.Split(have, "\n"), origin) && have != ""
}

// at is where a place lies, when the record knows it.
func (t *Told) at(place string) *Point {
	for _, e := range t.Record.Entities {
		if place != "" && e.Name == place && e.Lat != nil && e.Lon != nil {
			return &Point{*e.Lat, *e.Lon}
		}
	}
	return nil
}

func (n *notary) position(p Position) {
	who := cmp.Or(p.Actor, "An unnamed speaker")
	claim := "claim|" + p.Claim
	_, known := n.look(claim)
	if !known {
		n.put(Mark{Key: claim, Value: p.Proposition, Evidence: p.Evidence})
	}
	side := "side|" + p.Claim + "|" + fold(p.Actor)
	before, spoke := n.look(side)
	newer := !spoke || p.Evidence.At.After(before.Evidence.At)
	if newer && (p.Stance == "asserts" || p.Stance == "denies") {
		n.put(Mark{Key: side, Value: p.Stance, Evidence: p.Evidence})
	}
	c := Change{Evidence: p.Evidence, Actors: compact(p.Actor), About: []string{p.Proposition}}
	switch {
	case spoke && p.Actor != "" && newer && before.Value != p.Stance && opposed(before.Value, p.Stance):
		c.Kind, c.Key, c.Before = ChangedSide, fmt.Sprintf("turn|%s|%s|%s", p.Claim, fold(p.Actor), p.Stance), &before.Evidence
		c.Title = who + " now " + p.Stance + " what it " + past(before.Value) + ": " + p.Proposition
	case p.Stance == "denies" && !spoke:
		c.Kind, c.Key, c.Title = NewDenial, "deny|"+p.Claim+"|"+fold(p.Actor), who+" denies: "+p.Proposition
	case !known:
		c.Kind, c.Key, c.Title = NewClaim, claim, who+" "+p.Stance+": "+p.Proposition
	default:
		return
	}
	n.add(c)
}

func opposed(a, b string) bool {
	return a == "denies" && b == "asserts" || a == "asserts" && b == "denies"
}

func past(stance string) string {
	if stance == "denies" {
		return "denied"
	}
	return strings.TrimSuffix(stance, "s") + "ed"
}

func compact(s string) []string {
	if s == "" {
		return nil
	}
	return []string{s}
}

// figure holds a number against those given before for the same thing of the same event.
func (n *notary) figure(x Figure) {
	key := "figure|" + x.Key
	m, known := n.look(key)
	value := strconv.FormatFloat(x.Value, 'f', -1, 64)
	have := strings.Fields(m.Value)
	if known && slices.Contains(have, value) {
		return
	}
	n.put(Mark{Key: key, Value: strings.Join(append(have, value), " "), Evidence: x.Evidence})
	if !known {
		return
	}
	n.add(Change{Kind: NewFigure, Key: key + "|" + value, Title: figureTitle(x, have, value), Evidence: x.Evidence, Before: &m.Evidence, Actors: compact(x.Giver), About: []string{x.What}, Value: x.Value})
}

func figureTitle(x Figure, have []string, value string) string {
	all := append(slices.Clone(have), value)
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b)) })
	last, err := strconv.ParseFloat(have[len(have)-1], 64)
	verb := "differs"
	if err == nil && x.Value > last {
		verb = "rose"
	} else if err == nil {
		verb = "fell"
	}
	return fmt.Sprintf("The number of %s %s: %s by %s; given so far: %s", x.What, verb, value, x.Giver, list(all))
}

func (n *notary) office(o Office) {
	key := "office|" + o.Key
	m, known := n.look(key)
	newer := !known || o.Evidence.At.After(m.Evidence.At)
	if newer {
		n.put(Mark{Key: key, Value: o.Holder, Evidence: o.Evidence})
	}
	if known && newer && !samePerson(m.Value, o.Holder) {
		n.add(Change{Kind: NewHolder, Key: key + "|" + fold(o.Holder), Title: fmt.Sprintf("%s is given as %s; before, %s was", o.Holder, o.Title, m.Value),
			Evidence: o.Evidence, Before: &m.Evidence, Actors: []string{o.Holder}, About: []string{o.Title}})
	}
}

// samePerson holds two names for one person's when they end in the same word: given names come and go, and are spelt in many ways.
func samePerson(a, b string) bool {
	x, y := wordsOf(a), wordsOf(b)
	return len(x) > 0 && len(y) > 0 && x[len(x)-1] == y[len(y)-1]
}

// linkWords say a link in words.
var linkWords = map[string]string{"retaliation": "in retaliation for", "response": "in response to", "order": "by order of", "cause": "because of", "purpose": "for the purpose of", "after": "after"}

func (n *notary) link(k Link) {
	key := "link|" + k.Key
	if _, known := n.look(key); known {
		return
	}
	n.put(Mark{Key: key, Evidence: k.Evidence})
	n.add(Change{Kind: NewLink, Key: key, Title: k.From.Title() + ", " + cmp.Or(linkWords[k.Kind], k.Kind) + " " + k.To.Title(), Evidence: k.Evidence,
		Actors: k.From.Actors, About: append(slices.Clone(k.To.Actors), k.To.Recipients...), Type: k.From.Type, Quad: k.From.Quad, Place: k.From.Place})
}
