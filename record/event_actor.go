package record

import (
	"slices"
	"strings"
)

// roles are the actors and recipients of an event, as indexes into the entities of the record, by the order of words in its
// sentence. This file alone knows how they are found, so that a tree can take its place.
type roles struct {
	actors, recipients []int
	object             int // first word of the object, -1 for none
}

// groupAgents are heads of noun phrases that act for the country or body named before or behind them: "Kosovo police",
// "forces of the entity".
var groupAgents = wordSet("government administration army military navy police troops forces force soldiers commandos authorities officials court parliament ministry regime officers security agents intelligence",
	"prosecutors prosecutor lawmakers warplanes jets aircraft helicopters gendarmes guards delegation leaders leader leadership diplomats president premier minister judge judges militants rebels fighters militia militias",
	"protesters demonstrators insurgents separatists gunmen airstrikes strikes missiles missile drones drone shelling artillery warships ships vessels embassy consulate parties politicians opposition")

// rolesOf finds who acts and who is acted on.
func (e *eventReader) rolesOf(t trigger) roles {
	if t.word.noun {
		return e.nounRoles(t)
	}
	r := roles{object: -1}
	subject := e.subjectOf(t)
	if t.passive {
		r.recipients = subject
		if by := e.d.wordAhead(t.to, t.end, "by"); by >= 0 {
			r.actors = e.phraseAt(by + 1)
		}
		if t.word.typ == "MOBILIZE" && len(r.actors) == 0 {
			r.actors, r.recipients = subject, nil // forces that are put on alert make ready
		}
		return r
	}
	r.actors = subject
	r.recipients, r.object = e.objectOf(t)
	return r.apart()
}

// apart takes those who act out of the recipients.
func (r roles) apart() roles {
	r.recipients = slices.DeleteFunc(r.recipients, func(x int) bool { return slices.Contains(r.actors, x) })
	return r
}

// nounRoles reads "X's attack on Y", "the arrest of Y by X", "talks between X and Y".
func (e *eventReader) nounRoles(t trigger) roles {
	r := roles{object: -1}
	d, end := e.d, t.end
	for _, p := range []string{"on", "against", "of", "with"} {
		if at := d.wordAhead(t.head+1, min(end, t.head+3), p); at >= 0 {
			r.recipients = append(r.recipients, e.phraseAt(at+1)...)
		}
	}
	for _, p := range []string{"by", "from", "between"} {
		if at := d.wordAhead(t.head+1, min(end, t.head+9), p); at >= 0 {
			r.actors = append(r.actors, e.phraseAt(at+1)...)
		}
	}
	if len(r.actors) == 0 && t.head > d.lines[t.line].from {
		k := t.head - 1
		if d.words[k].clitic || e.of[k] > 0 {
			r.actors = e.entitiesIn(max(d.lines[t.line].from, k-3), k+1)
		}
	}
	return r.apart()
}

// wordAhead is the first of the words [from, end) that is low, -1 for none.
func (d *reading) wordAhead(from, end int, low string) int {
	for k := from; k < end && k < len(d.words); k++ {
		if d.words[k].low == low {
			return k
		}
	}
	return -1
}

// subjectOf finds the subject of a verb group: the noun phrase before it, the antecedent of "who", what stands before words
// between commas, or the subject of the verb that it shares one with.
func (e *eventReader) subjectOf(t trigger) []int {
	d, floor := e.d, t.floor
	i := t.group - 1
	if t.shared {
		return e.sharedSubject(t, floor)
	}
	if i < floor {
		return nil
	}
	switch {
	case d.is(i, "who", "which", "that"):
		i--
		if d.is(i, ",") {
			i--
		}
		if i < floor {
			return nil
		}
		return e.phraseBefore(i, floor)
	case d.is(i, ","):
		for p := i - 1; p > floor; p-- {
			if d.is(p, ",") {
				if found := e.phraseBefore(p-1, floor); len(found) > 0 {
					return found
				}
			}
		}
		return e.phraseBefore(i-1, floor)
	case pronounWords[d.words[i].low]:
		return e.pronoun(i, t)
	}
	return e.phraseBefore(d.beforeBracket(i, floor), floor)
}

// sharedSubject is the subject of the trigger before in the sentence, else the first entity of the clause that can act.
func (e *eventReader) sharedSubject(t trigger, floor int) []int {
	if last := len(e.done) - 1; last >= 0 && e.done[last].trigger.line == t.line {
		prev := e.done[last]
		if prev.trigger.passive && t.passive {
			return prev.roles.recipients
		}
		if prev.trigger.passive {
			return nil
		}
		return prev.roles.actors
	}
	for k := floor; k < t.group; k++ {
		if e.d.is(k, ",") {
			return nil
		}
		if e.of[k] > 0 && e.acts(e.of[k]-1) && (k == floor || !prepositions[e.d.words[k-1].low]) {
			return e.phraseAt(k)
		}
		if pronounWords[e.d.words[k].low] {
			return e.pronoun(k, t)
		}
	}
	return nil
}

// pronoun resolves he, she, it and they by what the text says before; "we" and "I" inside a statement are its speaker.
func (e *eventReader) pronoun(i int, t trigger) []int {
	if e.d.is(i, "we", "i") {
		if s := e.statementAt(t.head); s != nil && s.Speaker != nil {
			return e.byID(*s.Speaker)
		}
		return nil
	}
	s, ok := e.d.pronoun(source{from: i, to: i + 1})
	if !ok {
		return nil
	}
	var out []int
	for _, a := range s.actors {
		out = append(out, e.byID(a.id)...)
	}
	return out
}

func (e *eventReader) byID(id string) []int {
	if k, ok := e.index[id]; ok {
		return []int{k}
	}
	return nil
}

// objectOf finds the recipient of an active verb: in its object, else behind a preposition.
func (e *eventReader) objectOf(t trigger) ([]int, int) {
	d := e.d
	end := t.end
	i := d.pastTime(d.particleEnd(t.word, t.head), end)
	object := -1
	if i < end && d.objectAt(i, t.line) {
		object = i
		if d.in(i, objectPronouns) && !d.words[i].upper {
			return e.objectPronoun(i), object
		}
		if found := e.phraseAt(i); len(found) > 0 {
			return found, object
		}
	}
	for k := i; k < end && k < i+14 && !d.is(k, ","); k++ {
		if d.in(k, towards) {
			if found := e.phraseAt(k + 1); len(found) > 0 {
				return slices.DeleteFunc(found, func(x int) bool { return e.entities[x].Kind == Place && d.is(k, "to", "from", "into") }), object
			}
		}
	}
	return nil, object
}

var (
	towards        = wordSet("with on upon at against to from into")
	objectPronouns = wordSet("him her them it us me")
)

// objectPronoun resolves "him", "her" and "it".
func (e *eventReader) objectPronoun(i int) []int {
	var kind func(x *Entity) bool
	switch e.d.words[i].low {
	case "him", "her":
		kind = func(x *Entity) bool { return x.Kind == Person }
	default:
		return nil
	}
	var found []int
	for k := i - 1; k >= e.d.lines[e.d.words[i].sentence].from; k-- {
		if x := e.of[k]; x > 0 && kind(&e.entities[x-1]) && !slices.Contains(found, x-1) {
			found = append(found, x-1)
		}
	}
	if len(found) == 1 {
		return found
	}
	return nil
}

// phraseBefore gives the entities of the noun phrase that ends with word i.
func (e *eventReader) phraseBefore(i, floor int) []int {
	if i < floor || i < 0 {
		return nil
	}
	from := e.d.phraseStart(i, floor)
	if from > floor && prepositions[e.d.words[from-1].low] && !isNumber(e.d.words[from].text) {
		return nil // the end of something longer: "a driver who was robbed in |Bitola| has been …"
	}
	return e.entitiesIn(from, i+1)
}

// phraseAt gives the entities of the noun phrase that begins at word i.
func (e *eventReader) phraseAt(i int) []int {
	if i >= len(e.d.words) {
		return nil
	}
	d, end := e.d, e.d.lines[e.d.words[i].sentence].to
	to := e.phraseTo(i, end)
	if found := e.parties(i, to, true); len(found) > 0 {
		return found
	}
	if to+1 < end && to > i && d.is(to, ",") && (officeHeads[d.words[to-1].low] || d.is(to-1, "counterpart")) && e.of[to+1] > 0 && e.acts(e.of[to+1]-1) {
		return []int{e.of[to+1] - 1} // "his Turkish counterpart, |Ali Demir|"
	}
	return nil
}

// phraseTo walks forward over the noun phrase that begins at i: up to a preposition but "of", a verb or a mark.
func (e *eventReader) phraseTo(i, end int) int {
	d := e.d
	k := i
	for ; k < end && k < i+16; k++ {
		w := d.words[k]
		if x := e.of[k]; x > 0 {
			continue
		}
		switch {
		case k > i && e.of[k-1] > 0 && !w.upper && (strings.HasSuffix(w.low, "ed") || eventLexicon[w.low].form&formPast != 0):
			return k
		case k > i && e.of[k-1] > 0 && (determiners[w.low] || figure(w.low) || adverbsOfCue[w.low]), k > i && d.timeBegins(k):
			return k
		case w.low == "and" && k > i && e.continues(k+1, end):
		case w.low == "-" || w.low == "&" || isNumber(w.text) || w.clitic:
		case k == i && d.is(k, "\"", "“", "‘"):
		case !w.letter, conjunctions[w.low], prepositions[w.low] && w.low != "of", finiteVerbs[w.low] && !w.upper, weekdays[w.low], pronounWords[w.low]:
			return k
		}
	}
	return k
}

// continues reports whether "and" joins another entity to the noun phrase.
func (e *eventReader) continues(k, end int) bool {
	for j := k; j < end && j < k+4; j++ {
		if e.of[j] > 0 {
			return true
		}
		if prepositions[e.d.words[j].low] || e.d.is(j, ",") {
			return false
		}
	}
	return false
}

// entitiesIn gives the entities that the noun phrase [from, to) stands for: those whose mention ends a part of it, and the
// country or body before or behind a head that acts for it.
func (e *eventReader) entitiesIn(from, to int) []int { return e.parties(from, to, false) }

// parties does the work of entitiesIn; with first, nobody is taken when the first part names nobody: "returned fire and …".
func (e *eventReader) parties(from, to int, first bool) []int {
	var out []int
	start := from
	for k := from; k <= to; k++ {
		if k < to && !e.d.is(k, "and", ",", "&") {
			continue
		}
		if x := e.headEntity(start, k); x >= 0 && !slices.Contains(out, x) {
			out = append(out, x)
		}
		if first && len(out) == 0 {
			return nil
		}
		start = k + 1
	}
	return out
}

// headEntity is the entity of the plain noun phrase [from, to), -1 for none.
func (e *eventReader) headEntity(from, to int) int {
	d := e.d
	head := to - 1
	for k := from + 1; k < to; k++ {
		if prepositions[d.words[k].low] && e.of[k] == 0 {
			head = k - 1
			break
		}
	}
	for head >= from && (d.words[head].clitic || e.of[head] == 0 && !d.words[head].letter) {
		head--
	}
	if head < from {
		return -1
	}
	if x := e.of[head]; x > 0 {
		return e.standsFor(x-1, head)
	}
	if areaHeads[d.words[head].low] && d.is(head+1, "of") {
		for k := head + 2; k < to && k < head+5; k++ {
			if x := e.of[k]; x > 0 {
				return x - 1
			}
		}
	}
	if low := d.words[head].low; !groupAgents[low] && !officeHeads[low] {
		return -1
	}
	for k := head - 1; k >= from; k-- {
		if x := e.of[k]; x > 0 && e.acts(x-1) {
			return x - 1
		}
		if x, ok := e.nation[d.countryOf(k)]; ok {
			return x
		}
	}
	if d.is(head+1, "of") {
		for k := head + 2; k < to && k < head+6; k++ {
			if x := e.of[k]; x > 0 && e.acts(x-1) {
				return x - 1
			}
		}
	}
	return -1
}

// areaHeads are heads of a noun phrase that names a part of a place: "the northern part of Goma".
var areaHeads = wordSet("part parts city town village district area areas outskirts suburb suburbs centre center north south east west port region province capital")

// standsFor is the entity that the mention of x at word k means as a party: a capital stands for its country where the record
// has it, a building for nobody.
func (e *eventReader) standsFor(x, k int) int {
	switch e.entities[x].Kind {
	case Facility:
		return -1
	case Place:
		for _, m := range e.d.world.Metonyms(e.d.words[k].text) {
			if c, ok := e.nation[m.Country]; ok && (m.Kind == "capital" || m.Kind == "government") && !e.located(k) {
				return c
			}
		}
	}
	return x
}

// acts reports whether entity x can act: a town or a building does not.
func (e *eventReader) acts(x int) bool {
	k := e.entities[x].Kind
	return k != Place && k != Facility
}
