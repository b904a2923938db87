package record

import (
	"slices"
	"strings"
)

// Statuses of an event.
const (
	happened = "happened"
	planned  = "planned"
	possible = "possible"
	denied   = "denied"
	negated  = "negated"
)

// mood is what the words around a verb say of it: whether it came about, whose voice it has, and of what day it may be.
type mood struct {
	status  string
	passive bool
	refused bool // "will not"
	present bool // a present tense: what holds on the day of the report
	perfect bool // "has closed"
	attempt bool // "tried to"
}

// maxClimb bounds a walk up the tree from clause to clause.
const maxClimb = 8

// moodOf reads the tree around verb or adjective i. It reports false where the clause asserts nothing: a wish, a condition, a
// purpose, an attribute.
func (d *reading) moodOf(i int) (mood, bool) { return d.moodBelow(i, 0) }

func (d *reading) moodBelow(i, depth int) (mood, bool) {
	w := d.words[i]
	if depth > maxClimb || attributes[w.rel] || d.supposed(i) {
		return mood{}, false
	}
	m := mood{status: happened}
	if w.upos == "ADJ" && d.child(i, "cop") < 0 {
		return m, false
	}
	if w.rel == "advcl" && d.child(i, "nsubj") < 0 && d.is(d.child(i, "advmod", "mark"), "when") {
		return m, false // "when asked"
	}
	g := d.group(i)
	if w.rel == "acl:relcl" && g.presently(w) && !g.be {
		return m, false // what somebody does as a rule
	}
	m.passive = d.passive(i, g)
	m.present = g.presently(w)
	m.perfect = g.have
	if g.negative || d.nobody(i) {
		m.status = negated
	}
	if w.rel == "conj" && w.head != noHead && !g.any() && d.child(i, "nsubj") < 0 {
		return d.joined(i, m, depth)
	}
	switch {
	case g.to:
		return d.infinitive(i, m, depth)
	case g.modal != "":
		return d.modal(i, m, g.modal)
	case w.xpos == "VBG" && !g.be:
		return d.gerund(i, m, depth)
	}
	return d.under(i, m)
}

// attributes are relations of participles that only describe: "the |destroyed| bridge".
var attributes = wordSet("amod compound case cc mark fixed flat advmod det nmod punct")

// verbGroup is what stands with a verb: its auxiliaries, "not", "to".
type verbGroup struct {
	be, have, to, negative bool
	now                    bool // an auxiliary in the present tense
	modal                  string
}

func (g verbGroup) any() bool { return g.be || g.have || g.to || g.modal != "" }

// presently reports whether the verb's tense is the present: "is closing", "closes".
func (g verbGroup) presently(w word) bool {
	if g.have {
		return false
	}
	return g.be && g.now || !g.be && g.modal == "" && (w.xpos == "VBZ" || w.xpos == "VBP")
}

func (d *reading) group(i int) verbGroup {
	var g verbGroup
	for _, k := range d.children(i) {
		low := d.words[k].low
		switch {
		case d.related(k, "aux", "cop"):
			switch {
			case beForms[low] || d.words[k].lemma == "be" || d.words[k].lemma == "get":
				g.be = true
			case haveForms[low] || d.words[k].lemma == "have":
				g.have = true
			case verbModals[low]:
				g.modal = low
			case low == "did" || low == "does" || low == "do":
				g.modal = "do"
			}
			g.now = g.now || d.words[k].xpos == "VBZ" || d.words[k].xpos == "VBP"
		case low == "to" && d.words[k].rel == "mark":
			g.to = true
		case low == "not" || low == "n't" || low == "n’t" || low == "never":
			g.negative = true
		}
	}
	return g
}

var (
	beForms    = wordSet("is are was were be been being am got getting 're ’re 'm ’m")
	haveForms  = wordSet("has have had having 've ’ve")
	verbModals = wordSet("will would could can may might should must shall ca wo 'll ’ll cannot 'd ’d")
)

// passive reports whether verb i is one by its auxiliary, its subject, or as a participle behind its noun.
func (d *reading) passive(i int, g verbGroup) bool {
	if d.child(i, "aux:pass", "nsubj:pass") >= 0 {
		return true
	}
	w := d.words[i]
	if w.xpos != "VBN" && w.xpos != "VBD" || g.have || d.child(i, "nsubj") >= 0 {
		return false
	}
	return (w.rel == "acl" || w.rel == "advcl" && w.xpos == "VBN") && d.child(i, "obj") < 0
}

// nobody reports whether the subject of i is "no one" or has "no" before it.
func (d *reading) nobody(i int) bool {
	s := d.child(i, "nsubj")
	if s < 0 {
		return false
	}
	return d.is(s, "nobody", "none", "neither") || d.is(d.child(s, "det"), "no", "neither")
}

// joined reads a verb that shares its auxiliaries with the one it is joined to: "will close the border and |expel| them".
func (d *reading) joined(i int, m mood, depth int) (mood, bool) {
	head := d.words[i].head
	if d.words[head].upos != "VERB" && d.words[head].upos != "AUX" && d.child(head, "cop") < 0 {
		return m, false
	}
	first, ok := d.moodBelow(head, depth+1)
	if !ok && d.words[head].upos == "VERB" && !attributes[d.words[head].rel] && d.words[i].xpos == "VBD" {
		return m, !d.supposed(head)
	}
	bare := d.words[i].xpos == "VB" || d.words[i].xpos == d.words[head].xpos
	if bare {
		m.present, m.perfect = first.present, first.perfect
		if m.status == happened {
			m.status, m.refused = first.status, first.refused
		}
	}
	if first.passive && d.child(i, "obj") < 0 && d.words[i].xpos != "VBG" {
		m.passive = true
	}
	return m, ok
}

// supposed reports whether verb i, or a clause over it, hangs on "if", "unless" or "whether".
func (d *reading) supposed(i int) bool {
	for step := 0; i != noHead && step < maxClimb; step++ {
		for _, k := range d.children(i) {
			if d.words[k].rel == "mark" && d.is(k, "if", "unless", "whether", "lest") || d.words[k].rel == "advmod" && d.is(k, "whether") {
				return true
			}
		}
		i = d.words[i].head
	}
	return false
}

// modal sets the status by a modal verb; it reports false where nothing is foretold or held possible. "Would" foretells only
// inside what somebody announces: "said it would withdraw".
func (d *reading) modal(i int, m mood, modal string) (mood, bool) {
	switch modal {
	case "will", "shall", "'ll", "’ll", "wo":
		if m.refused = m.status == negated; !m.refused {
			m.status = planned
		}
	case "would", "'d", "’d":
		g := d.words[i].head
		if g == noHead || d.words[i].rel != "ccomp" || !announces[d.words[g].lemma] {
			return m, false
		}
		if m.refused = m.status == negated; !m.refused {
			m.status = planned
		}
	case "may", "might", "could":
		if m.status != negated {
			m.status = possible
		}
	case "do":
	default:
		return m, false
	}
	return d.under(i, m)
}

var announces = wordSet("say announce declare vow pledge promise decide confirm tell add agree insist state reveal")

// infinitive reads the verb over "to", and sets the status by it: "started to occupy" happened, "plans to visit" is planned.
// Wishes, requests and purposes are no events.
func (d *reading) infinitive(i int, m mood, depth int) (mood, bool) {
	w := d.words[i]
	if w.head == noHead {
		return m, false
	}
	head := d.words[w.head]
	switch {
	case w.rel == "advcl" && d.onlyFor(i):
		return m, true
	case w.rel == "xcomp" && (began[head.lemma] || began[head.low]):
	case w.rel == "xcomp" && tries[head.lemma]:
		m.attempt = true
	case (w.rel == "xcomp" || w.rel == "acl" || w.rel == "advcl" || w.rel == "ccomp") && (plans[head.lemma] || plans[head.low]):
		if head.upos == "NOUN" {
			m.status = planned
			return m, true
		}
		over, ok := d.moodBelow(w.head, depth+1)
		if m.status == happened {
			m.status = planned
		}
		return m, ok && over.status != negated && !over.refused
	default:
		return m, false
	}
	over, ok := d.moodBelow(w.head, depth+1)
	over.passive, over.attempt = m.passive, m.attempt
	if m.status != happened {
		over.status = m.status
	}
	return over, ok
}

// onlyFor reports whether the infinitive at word i tells what came of something: "only for the rebels to |return|", "only to |find|".
func (d *reading) onlyFor(i int) bool {
	k := i - 1
	if k < 0 || !d.is(k, "to") {
		return false
	}
	for floor := max(d.lines[d.words[i].sentence].from, i-9); k > floor; k-- {
		if d.is(k, "only") {
			return d.is(k+1, "for", "to")
		}
		if d.is(k, ",", ";") {
			return false
		}
	}
	return false
}

var (
	began = wordSet("start begin manage proceed continue go move help started began proceed succeed force able lucky")
	tries = wordSet("try attempt seek")
	plans = wordSet("plan due set expect schedule intend prepare order decide about be plans planned planning expected scheduled decision intention agreement")
)

// gerund takes an -ing form that tells what somebody did: ", killing 12", "after arresting", "began shelling". What somebody is
// accused of, or stopped from, is none.
func (d *reading) gerund(i int, m mood, depth int) (mood, bool) {
	w := d.words[i]
	switch w.rel {
	case "xcomp", "ccomp":
		if w.head == noHead || !began[d.words[w.head].lemma] && d.words[w.head].lemma != "keep" {
			return m, w.rel == "ccomp" && d.child(i, "nsubj") >= 0
		}
		return d.moodBelow(w.head, depth+1)
	case "acl", "advcl", "root", "parataxis", "acl:relcl":
		if h := w.head; h != noHead && d.child(i, "nsubj") < 0 && (w.rel == "acl" && (d.words[h].rel == "appos" || !d.plural(h) && d.words[h].upos == "NOUN") || w.rel == "advcl" && i < h && d.child(i, "mark", "case") < 0 && !d.commaBetween(i, h)) {
			return m, false // who somebody is, or the subject of what follows
		}
		for _, k := range d.children(i) {
			if d.related(k, "mark", "case") && !tellsOf[d.words[k].low] && !(d.child(i, "nsubj") >= 0 && d.is(k, "with")) {
				return m, false
			}
		}
		return m, true
	}
	return m, false
}

func (d *reading) commaBetween(i, j int) bool {
	for k := i; k < j; k++ {
		if d.is(k, ",") {
			return true
		}
	}
	return false
}

// tellsOf stand before an -ing form that tells what took place.
var tellsOf = wordSet("after by while before since upon when")

// under reads what a clause hangs on: what somebody wishes, asks for or fears is no event, what is denied is denied.
func (d *reading) under(i int, m mood) (mood, bool) {
	w := d.words[i]
	if w.head == noHead || w.rel != "ccomp" && w.rel != "xcomp" && w.rel != "csubj" {
		return m, true
	}
	lemma := d.words[w.head].lemma
	switch {
	case unreal[lemma], w.rel == "csubj":
		return m, false
	case lemma == "deny" && m.status == happened:
		m.status = denied
	case w.rel == "xcomp" && !slices.Contains([]string{"get", "have", "see", "find", "leave", "say", "report"}, lemma) && w.xpos != "VBN":
		return m, false
	}
	return m, true
}

// unreal are verbs whose clauses tell what is not.
var unreal = wordSet("want hope wish demand urge ask call propose suggest recommend fear threaten pray require insist request prefer imagine pretend doubt ensure")

// relativeWord reports whether word i is a relative pronoun.
func (d *reading) relativeWord(i int) bool {
	return i >= 0 && d.is(i, "who", "which", "that", "whom", "whose") && strings.HasPrefix(d.words[i].xpos, "W") || i >= 0 && d.is(i, "who", "whom")
}
