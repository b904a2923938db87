package record

import "strings"

// trigger is a word that shows an event, with what its clause says of it. Nothing here knows who acts.
type trigger struct {
	word     *eventWord
	head     int // the verb or noun
	from, to int // words of the trigger, [from, to)
	line     int
	mood
}

// maxNear is how many words behind its head a row's words may begin.
const maxNear = 9

// triggers finds the words of sentence n that show events.
func (d *reading) triggers(n int) []trigger {
	var out []trigger
	l := d.lines[n]
	for i := l.from; i < l.to; i++ {
		w := d.words[i]
		if w.upper && i > l.from || w.mention > 0 || w.aside || !w.letter || w.clitic || w.upos == "" {
			continue
		}
		head, ok := eventLexicon[w.low]
		if !ok {
			continue
		}
		if t, ok := d.triggerAt(i, head, n); ok {
			out = append(out, t)
			i = max(i, t.to-1)
		}
	}
	return out
}

// triggerAt reads word i as a trigger of sentence n: as the verb, adjective or noun that the tree makes of it.
func (d *reading) triggerAt(i int, head eventHead, n int) (trigger, bool) {
	w := d.words[i]
	noun := w.upos == "NOUN" || w.upos == "PROPN" && !w.upper
	verb := w.upos == "VERB" || w.upos == "AUX" && w.rel == "root"
	for _, row := range head.words {
		if row.noun != noun || row.adjective != (w.upos == "ADJ") || !noun && !row.adjective && !verb {
			continue
		}
		t := trigger{word: row, head: i, from: i, line: n}
		if row.noun {
			t.mood = mood{status: happened}
			if !d.nounPlace(i, n) {
				continue
			}
		} else {
			var told bool
			if t.mood, told = d.moodOf(i); !told {
				return trigger{}, false
			}
		}
		to, ok := d.fits(row, i, n)
		if !ok && (t.passive || strings.Contains(row.needs, "S")) && !row.noun {
			to, ok = d.fitsSubject(row, t)
		}
		if !ok || strings.Contains(row.needs, "T") && !t.passive && !d.hasObject(i) {
			continue
		}
		t.to = to
		return t, true
	}
	return trigger{}, false
}

// hasObject reports whether verb i has what a transitive verb needs: an object, or a relative pronoun or a head that is one.
func (d *reading) hasObject(i int) bool {
	if d.objectOf(i) >= 0 || d.child(i, "iobj", "ccomp") >= 0 {
		return true
	}
	if k := d.child(i, "xcomp"); k >= 0 && d.words[k].xpos == "VBG" {
		return true // "rejected holding talks"
	}
	w := d.words[i]
	return w.rel == "acl:relcl" && d.child(i, "nsubj") >= 0 && !d.relativeWord(d.child(i, "nsubj")) ||
		w.rel == "conj" && w.head != noHead && d.child(i, "obl") < 0 && d.objectBehind(i)
}

// objectOf is the object of verb i: what the tree calls so, else a noun behind it without a preposition that is no expression
// of time; -1 for none.
func (d *reading) objectOf(i int) int {
	if o := d.child(i, "obj"); o >= 0 {
		return o
	}
	for _, k := range d.children(i) {
		if k > i && d.words[k].rel == "obl" && d.caseOf(k) == "" && (d.words[k].upos == "NOUN" || d.words[k].upos == "PROPN") && !d.dated(k) {
			return k
		}
	}
	return -1
}

// dated reports whether word k stands in an expression of time.
func (d *reading) dated(k int) bool {
	for _, t := range d.timesIn(d.lines[d.words[k].sentence].span) {
		if t.Span.Overlaps(d.words[k].Span) {
			return true
		}
	}
	return false
}

// objectBehind reports whether the first of two joined verbs shares the object of word i's: "arrested and |tried| him".
func (d *reading) objectBehind(i int) bool {
	o := d.objectOf(d.words[i].head)
	return o > i
}

// fits reports whether the words that row w wants follow the head at i, and where the trigger then ends.
func (d *reading) fits(w *eventWord, i, n int) (to int, ok bool) {
	at := i + 1
	for p := range strings.FieldsSeq(w.particle) {
		if !d.is(at, p) || at >= d.lines[n].to {
			return 0, false
		}
		at++
	}
	if w.near == nil {
		return at, true
	}
	end := d.nearEnd(at, n)
	for _, near := range w.near {
		for k := at; k < end; k++ {
			if d.follows(k, end, near.words) {
				return d.nearTo(w, at, k+len(near.words), near), true
			}
			if near.right {
				break
			}
		}
	}
	return 0, false
}

// fitsSubject reports whether the subject of a passive has the words that row w wants: "roads were blocked".
func (d *reading) fitsSubject(w *eventWord, t trigger) (to int, ok bool) {
	s := d.doneBy(t.head)
	to = t.head + 1
	for p := range strings.FieldsSeq(w.particle) {
		if !d.is(to, p) {
			return 0, false
		}
		to++
	}
	if s < 0 || d.words[s].sentence != t.line {
		return 0, false
	}
	from, end := d.reach(s)
	for k := from; k < min(end, t.head); k++ {
		for _, near := range w.near {
			if !near.right && d.follows(k, end, near.words) {
				return to, true
			}
		}
	}
	return 0, false
}

// nearTo is where a trigger ends: a preposition right behind a verb is no part of it.
func (d *reading) nearTo(w *eventWord, at, to int, near nearWords) int {
	if near.right && (w.noun || prepositions[near.words[0]] || determiners[near.words[0]] || near.words[0] == "that") {
		return at
	}
	return to
}

func (d *reading) follows(k, end int, words []string) bool {
	if k+len(words) > end {
		return false
	}
	for j, x := range words {
		if d.words[k+j].low != x {
			return false
		}
	}
	return true
}

// nearEnd bounds the words behind a verb that may complete it: a few, in its own clause and quotation.
func (d *reading) nearEnd(at, n int) int {
	k := at
	quote := d.words[at-1].quote
	for ; k < d.lines[n].to && k < at+maxNear+2; k++ {
		w := d.words[k]
		if w.quote != quote || clauseMarks[w.low] || k > at && d.is(k-1, ",") && d.is(k, "and", "but", "while", "as") || k > at && (auxiliaries[w.low] && !w.clitic || w.low == "after" || w.low == "before" || w.low == "while") {
			break
		}
	}
	return k
}

// clauseMarks end a clause.
var clauseMarks = wordSet("; : ( ) . ! ? — – -- who which whom whose because although though if unless when where whereas")

// nounPlace reports whether a noun may show an event at word i of sentence n: not what somebody merely fears or denies, nor
// a part of a longer name for something else ("attack helicopter").
func (d *reading) nounPlace(i, n int) bool {
	w := d.words[i]
	if w.rel == "compound" || w.rel == "amod" {
		return false
	}
	if h := w.head; h != noHead && d.related(i, "obj", "obl", "nsubj:pass") && sought[d.words[h].lemma] {
		return false
	}
	if i == d.lines[n].from {
		return true
	}
	p := d.words[i-1]
	return !pronounWords[p.low] && p.low != "to" && !modals[p.low] && !nounStops[p.low]
}

// sought are verbs whose objects are not said to have taken place: "demanded the |arrest| of".
var sought = wordSet("demand seek urge want prevent avoid avert fear threaten plan oppose stop resist propose request expect")

// nounStops stand before a noun whose event is not said to have taken place.
var nounStops = wordSet("no any possible potential future alleged threatened planned suspected attempted another if feared")
