package record

import (
	"slices"
	"strings"
)

// trigger is a word that shows an event, with what its verb group says of it. Nothing here knows who acts.
type trigger struct {
	word     *eventWord
	head     int // the verb or noun
	from, to int // words of the trigger, [from, to)
	group    int // first word of the verb group: auxiliaries, "started to"
	line     int
	floor    int // first word of its clause
	end      int // where its clause ends
	last     int // end of the trigger before it in the sentence, else where the sentence begins
	next     int // verb group of the trigger behind it in the sentence, else where the sentence ends
	passive  bool
	refused  bool // "will not"
	shared   bool // the verb has the subject of the clause before it: ", killing …", "and wounded …"
	status   string
	present  bool // a present tense: what holds on the day of the report
}

// Statuses of an event.
const (
	happened = "happened"
	planned  = "planned"
	possible = "possible"
	denied   = "denied"
	negated  = "negated"
)

// maxNear is how many words behind its head a row's words may begin.
const maxNear = 9

// triggers finds the words of sentence n that show events.
func (d *reading) triggers(n int) []trigger {
	var out []trigger
	l := d.lines[n]
	for i := l.from; i < l.to; i++ {
		w := d.words[i]
		if w.upper && i > l.from || w.mention > 0 || w.aside || !w.letter || w.clitic {
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
	for k := range out {
		out[k].floor, out[k].end = d.clauseFrom(out[k]), d.clauseTo(out[k])
		out[k].last, out[k].next = l.from, l.to
		if k > 0 {
			out[k].last, out[k-1].next = out[k-1].to, out[k].group
		}
	}
	return out
}

// triggerAt reads word i as a trigger of sentence n: as a verb where its group allows, else as a noun.
func (d *reading) triggerAt(i int, head eventHead, n int) (trigger, bool) {
	t := trigger{head: i, line: n, status: happened}
	verb := head.form != formNoun && d.verbGroup(&t, head.form)
	for _, w := range head.words {
		if w.noun == verb {
			continue
		}
		if w.noun && !d.nounPlace(i, n) {
			continue
		}
		to, ok := d.fits(w, i, n)
		if !ok && t.passive && !w.noun {
			to, ok = d.fitsSubject(w, t)
		}
		if ok {
			t.word, t.from, t.to = w, i, to
			if w.noun {
				t.group, t.status, t.present = i, happened, false
			}
			if strings.Contains(w.needs, "T") && !t.passive && !d.objectAt(d.particleEnd(w, i), n) {
				continue
			}
			return t, true
		}
	}
	return trigger{}, false
}

// particleEnd is the word behind the verb and its particle.
func (d *reading) particleEnd(w *eventWord, i int) int {
	return i + 1 + len(strings.Fields(w.particle))
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
	if w.particle != "" {
		return 0, false
	}
	for k := t.group - 1; k >= d.lines[t.line].from && k > t.group-maxNear; k-- {
		if !d.words[k].letter && d.words[k].low != "-" || clauseStarts[d.words[k].low] || clauseMarks[d.words[k].low] {
			return 0, false
		}
		for _, near := range w.near {
			if !near.right && d.follows(k, t.group, near.words) {
				return t.head + 1, true
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

// clauseFrom is the first word of the clause that holds the trigger's verb group.
func (d *reading) clauseFrom(t trigger) int {
	k := t.group - 1
	if k >= d.lines[t.line].from && d.is(k, "who", "which", "that") {
		k--
	}
	for ; k >= d.lines[t.line].from; k-- {
		w := d.words[k]
		if clauseStarts[w.low] || d.words[t.group].quote > 0 && w.quote != d.words[t.group].quote {
			return k + 1
		}
	}
	return d.lines[t.line].from
}

var clauseStarts = wordSet("; : that while after when because although though where whereas as but")

// clauseTo is where the clause of the trigger ends.
func (d *reading) clauseTo(t trigger) int {
	k := t.to
	for ; k < d.lines[t.line].to; k++ {
		w := d.words[k]
		if clauseMarks[w.low] || clauseStarts[w.low] && w.low != "as" || w.low == "before" || w.quote != d.words[t.head].quote && w.quote == 0 {
			return k
		}
	}
	return k
}

// objectAt reports whether a noun phrase may begin at word i: what a transitive verb needs behind it.
func (d *reading) objectAt(i, n int) bool {
	i = d.pastTime(i, d.lines[n].to)
	if i >= d.lines[n].to {
		return false
	}
	w := d.words[i]
	switch {
	case w.mention > 0, determiners[w.low], figure(w.low), d.qualified(i, n):
		return true
	case prepositions[w.low], conjunctions[w.low] && w.low != "that", auxiliaries[w.low], modals[w.low], adverbsOfCue[w.low], weekdays[w.low]:
		return false
	case w.low == "“" || w.low == "\"" || w.low == "‘":
		return true
	}
	return w.letter && (!strings.HasSuffix(w.low, "ly") || w.upper)
}

// qualified reports whether a number with "at least", "more than", "about" before it begins at word i.
func (d *reading) qualified(i, n int) bool {
	if !qualifierFirst[d.words[i].low] {
		return false
	}
	for k := i + 1; k < min(i+4, d.lines[n].to); k++ {
		if from, q := d.qualifierBefore(k, i); q != "" && from == i {
			_, ok := d.numberAt(k, d.lines[n].to)
			_, vague := vagueNumbers[d.words[k].low]
			return ok || vague
		}
	}
	return false
}

// pastTime steps over an expression of time, perhaps with "on" before it: "vetoed |on Monday| a draft".
func (d *reading) pastTime(i, end int) int {
	k := i
	if k+1 < end && d.is(k, "on") {
		k++
	}
	if k >= end || !d.timeBegins(k) {
		return i
	}
	at, _ := slices.BinarySearchFunc(d.times, d.words[k].Start, func(t Time, x int) int { return t.Span.Start - x })
	for k < end && d.words[k].Start < d.times[at].Span.End {
		k++
	}
	return k
}

// figure reports whether a word is a number in figures or a number word.
func figure(low string) bool {
	_, ok := plainNumber(low)
	return ok
}

// nounPlace reports whether a noun may stand at word i of sentence n: behind a determiner, an adjective, a preposition, or at
// the beginning; not behind a pronoun or "to".
func (d *reading) nounPlace(i, n int) bool {
	if i == d.lines[n].from {
		return true
	}
	p := d.words[i-1]
	return !pronounWords[p.low] && p.low != "to" && !modals[p.low] && !nounStops[p.low]
}

// nounStops stand before a noun whose event is not said to have taken place.
var nounStops = wordSet("no any possible potential future alleged threatened planned suspected attempted another if feared")
