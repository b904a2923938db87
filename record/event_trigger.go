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
	last     int // end of the trigger before it in the sentence, else where the sentence begins
	next     int // verb group of the trigger behind it in the sentence, else where the sentence ends
	passive  bool
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
const maxNear = 6

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
	for ; k < d.lines[n].to && k < at+maxNear+3; k++ {
		w := d.words[k]
		if w.quote != quote || clauseMarks[w.low] || k > at && d.is(k-1, ",") && d.is(k, "and", "but", "while", "as") || k > at && (auxiliaries[w.low] && !w.clitic || w.low == "after" || w.low == "before" || w.low == "while") {
			break
		}
	}
	return k
}

// clauseMarks end a clause.
var clauseMarks = wordSet("; : ( ) . ! ? — – -- who which whom whose because although though if unless when where whereas")

// objectAt reports whether a noun phrase may begin at word i: what a transitive verb needs behind it.
func (d *reading) objectAt(i, n int) bool {
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
	for k := i + 1; k < min(i+4, d.lines[n].to); k++ {
		if from, q := d.qualifierBefore(k, i); q != "" && from == i {
			_, ok := d.numberAt(k, d.lines[n].to)
			_, vague := vagueNumbers[d.words[k].low]
			return ok || vague
		}
	}
	return false
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

// verbGroup reads the words before the verb at t.head: its auxiliaries, "not", "to" with the verb before it, and what they say
// of passive and status. It reports false where the word is no verb, or the verb asserts nothing.
func (d *reading) verbGroup(t *trigger, form verbForm) bool {
	g := d.auxiliariesBefore(t.head-1, d.lines[t.line].from)
	t.group = g.from
	if g.negative {
		t.status = negated
	}
	switch {
	case g.modal != "":
		return form&formBase != 0 && !g.be && d.modal(t, g.modal) || form&formParticiple != 0 && g.be && d.passive(t) && d.modal(t, g.modal)
	case form&formAdjective != 0:
		t.present = g.be
		return g.be && g.modal == "" && !g.to
	case g.be && form&formIng != 0:
		t.present = true
		return true
	case g.be && form&formParticiple != 0:
		return d.passive(t) && d.governed(t, g)
	case g.to:
		return form&formBase != 0 && d.governed(t, g)
	case g.have:
		return form&formParticiple != 0
	case form&formIng != 0:
		return d.gerund(t)
	case form&formPast != 0 && form&formBase == 0:
		return d.pastVerb(t, form)
	case form&formPast != 0:
		return d.pastVerb(t, form) && d.subjectBefore(t)
	case form&formThird != 0:
		t.present = true
		return d.subjectBefore(t)
	}
	return false
}

func (d *reading) passive(t *trigger) bool {
	t.passive = true
	return true
}

// auxiliaryRun is the run of auxiliaries and adverbs before a verb.
type auxiliaryRun struct {
	from     int // first word of the run
	be, have bool
	to       bool
	negative bool
	modal    string
}

// auxiliariesBefore walks back from word i over auxiliaries and adverbs.
func (d *reading) auxiliariesBefore(i, floor int) auxiliaryRun {
	g := auxiliaryRun{from: i + 1}
	for k := i; k >= floor && k > i-8; k-- {
		w := d.words[k]
		if at := d.timeStart(k, floor); at <= k {
			k, g.from = at, at
			if d.is(k-1, "on", "in", "late", "early") && k-1 >= floor {
				k, g.from = k-1, k-1
			}
			continue
		}
		switch {
		case w.mention > 0:
			return g
		case w.low == "not" || w.low == "n't" || w.low == "n’t" || w.low == "never":
			g.negative = true
		case beForms[w.low]:
			g.be = true
		case haveForms[w.low]:
			g.have = true
		case w.low == "to":
			g.to, g.from = true, k
			return g
		case verbModals[w.low]:
			g.modal, g.from = w.low, k
			return g
		case w.low == "did" || w.low == "does" || w.low == "do":
			g.modal = "do"
		case adverbsOfCue[w.low] || groupAdverbs[w.low] || strings.HasSuffix(w.low, "ly") && !w.upper && !lyNouns[w.low]:
			continue // counts only when an auxiliary stands before it
		default:
			return g
		}
		g.from = k
	}
	return g
}

// timeStart is the first word of the expression of time that ends with word k, k+1 when none does.
func (d *reading) timeStart(k, floor int) int {
	at, ok := slices.BinarySearchFunc(d.times, d.words[k].End, func(t Time, end int) int { return t.Span.End - end })
	if !ok {
		return k + 1
	}
	for k > floor && d.words[k].Start > d.times[at].Span.Start {
		k--
	}
	return k
}

var (
	beForms      = wordSet("is are was were be been being am got getting 're ’re 'm ’m")
	haveForms    = wordSet("has have had having 've ’ve")
	verbModals   = wordSet("will would could can may might should must shall ca wo 'll ’ll cannot")
	groupAdverbs = wordSet("already also both since yet allegedly jointly twice once long so far reportedly all each unanimously together back")
	lyNouns      = wordSet("family ally assembly supply italy rally army reply monopoly anomaly bully fly july")
)

// modal sets the status by a modal verb; it reports false where nothing is foretold or held possible.
func (d *reading) modal(t *trigger, modal string) bool {
	switch modal {
	case "will", "shall", "'ll", "’ll", "wo":
		if t.status != negated {
			t.status = planned
		}
	case "may", "might", "could":
		if t.status != negated {
			t.status = possible
		}
	case "do":
		return true
	default:
		return false
	}
	return true
}

// governed reads the verb before "to", and sets the status by it: "started to occupy" happened, "plans to visit" is planned.
// Wishes, requests and purposes are no events.
func (d *reading) governed(t *trigger, g auxiliaryRun) bool {
	if !g.to {
		return true
	}
	k := g.from - 1
	if k < d.lines[t.line].from {
		return false
	}
	low := d.words[k].low
	switch {
	case beganVerbs[low]:
	case plannedVerbs[low] && d.words[k].mention == 0:
		if t.status != negated {
			t.status = planned
		}
	default:
		return false
	}
	before := d.auxiliariesBefore(k-1, d.lines[t.line].from)
	if before.negative || before.to || before.modal != "" {
		return false
	}
	t.group = before.from
	return true
}

var (
	beganVerbs   = wordSet("started began begun starting beginning managed proceeded continued continues went moved helped")
	plannedVerbs = wordSet("plans planned plan planning due set expected scheduled intends intended prepares preparing prepared ordered decided is are was were about")
)

// gerund takes an -ing form that tells what the subject before it did: ", killing 12", "after arresting", "began shelling".
func (d *reading) gerund(t *trigger) bool {
	k := t.head - 1
	if k < d.lines[t.line].from {
		return false
	}
	switch low := d.words[k].low; {
	case beganVerbs[low] || low == "kept" || low == "stopped":
		t.group = d.auxiliariesBefore(k-1, d.lines[t.line].from).from
		if low == "stopped" {
			return false
		}
	case low == "," || low == "after" || low == "while" || low == "by":
		t.shared = true
	default:
		return false
	}
	return d.objectAt(t.head+1, t.line)
}

// pastVerb tells a past tense from a participle: its subject stands right before it, and it has its object behind it; "by"
// behind it makes it a passive.
func (d *reading) pastVerb(t *trigger, form verbForm) bool {
	k := t.group - 1
	if k < d.lines[t.line].from {
		return false
	}
	w := d.words[k]
	switch {
	case w.low == "and" || w.low == "but" || w.low == "then":
		t.shared = true
		return d.objectAt(t.head+1, t.line) || prepositions[d.next(t.head)]
	case w.low == ",":
		t.shared = d.is(t.head-1, ",") && !d.closesAside(k, t.line)
		return d.objectAt(t.head+1, t.line) || !t.shared && prepositions[d.next(t.head)]
	case w.low == ")" || w.low == "who" || w.low == "which" || w.low == "that":
		return true
	case !w.letter && !isNumber(w.text), w.clitic, determiners[w.low] && !standsAlone[w.low], prepositions[w.low], conjunctions[w.low], beForms[w.low]:
		return false
	case d.is(t.head+1, "by") && form&formParticiple != 0:
		return d.passive(t)
	}
	return true
}

// standsAlone are determiners that can be a subject: "three wounded" is not meant, "others attacked" is.
var standsAlone = wordSet("many some others several all both few")

func (d *reading) next(i int) string {
	if i+1 < len(d.words) {
		return d.words[i+1].low
	}
	return ""
}

// closesAside reports whether the comma at k closes words set between commas: "X, the minister, |denounced|".
func (d *reading) closesAside(k, n int) bool {
	for p := k - 1; p > d.lines[n].from && k-p < 25; p-- {
		if d.is(p, ",") {
			return d.words[p-1].letter
		}
	}
	return false
}

// subjectBefore reports whether a name, a pronoun or a noun stands before the verb group, so that a form which is also a noun
// or a base form is a verb.
func (d *reading) subjectBefore(t *trigger) bool {
	k := t.group - 1
	if k < d.lines[t.line].from {
		return false
	}
	w := d.words[k]
	return w.mention > 0 || subjectPronouns[w.low] || groupNouns[w.low] || groupAgents[w.low] || officeHeads[w.low] || w.low == "who" || w.low == "and" && t.shared
}

var subjectPronouns = wordSet("he she they it we i who which")
