package record

import (
	"slices"
	"strings"
)

// roles are the actors and recipients of an event, as indexes into the entities of the record, read from the tree of its
// sentence.
type roles struct {
	actors, recipients []int
	object             int // head word of the object, -1 for none
}

// rolesOf finds who acts and who is acted on.
func (e *eventReader) rolesOf(t trigger) roles {
	if t.word.noun {
		return e.nounRoles(t)
	}
	r := roles{object: -1}
	s := e.d.doneBy(t.head)
	switch {
	case strings.Contains(t.word.needs, "I"):
		r.recipients = e.party(s)
		r.actors = e.behind(t, e.stems(t), e.party, "from", "by", "with")
		for k := t.head + 1; k < t.to && len(r.actors) == 0; k++ {
			if e.d.related(k, "obl", "nmod") {
				r.actors = e.compounds(k) // "died in |police| firing"
			}
		}
	case t.passive:
		r.recipients, r.object = e.about(s), s
		if len(r.recipients) == 0 {
			r.recipients = e.victims(t, s)
		}
		r.actors = e.agents(t.head)
		if t.word.typ == "MOBILIZE" {
			r.actors, r.recipients = append(r.actors, r.recipients...), nil // forces that are put on alert, by whose order ever, make ready
		}
	default:
		r.actors = e.doer(s)
		r.recipients, r.object = e.recipients(t)
		if len(r.recipients) == 0 {
			r.recipients = e.victims(t, r.object)
		}
	}
	if r = r.apart(); mutual(t) {
		return r.pair()
	}
	return r
}

// apart takes those who act out of the recipients.
func (r roles) apart() roles {
	r.recipients = slices.DeleteFunc(r.recipients, func(x int) bool { return slices.Contains(r.actors, x) })
	return r
}

// nounRoles reads "X's attack on Y", "the arrest of Y by X", "talks between X and Y".
func (e *eventReader) nounRoles(t trigger) roles {
	r := roles{object: -1}
	d := e.d
	for _, k := range d.children(t.head) {
		switch {
		case d.related(k, "nmod:poss"):
			r.actors = append(r.actors, e.party(k)...)
		case d.related(k, "compound", "amod") && d.words[k].upper:
			r.actors = append(r.actors, e.adjective(k)...)
		case d.related(k, "compound") && (groupAgents[d.words[k].low] || attackers[d.words[k].low]): // "|police| firing"
			if x := e.groupAt(k); x >= 0 {
				r.actors = append(r.actors, x)
			}
		case d.related(k, "nmod", "obl"):
			switch d.caseOf(k) {
			case "by", "from":
				r.actors = append(r.actors, e.party(k)...)
			case "between":
				if found := e.party(k); len(found) > 0 {
					r.actors, r.recipients = append(r.actors, found[0]), append(r.recipients, found[1:]...)
				}
			case "on", "against", "of", "with", "upon":
				r.recipients = append(r.recipients, e.about(k)...)
			}
		}
	}
	if len(r.actors) == 0 {
		r.actors = e.nounDoer(t)
	}
	return r.apart()
}

// attackers are nouns in the singular that say who strikes: "a |rebel| attack".
var attackers = wordSet("rebel militant insurgent guerrilla separatist jihadist government opposition mob settler")

// nounDoer is who does what a noun tells of, by the verb that it stands with: "launched an attack" has its subject, "was killed
// in an attack by" has none.
func (e *eventReader) nounDoer(t trigger) []int {
	w := e.d.words[t.head]
	if w.head == noHead || w.rel != "obj" || e.d.words[w.head].upos != "VERB" {
		return nil
	}
	if g := e.d.group(w.head); e.d.passive(w.head, g) || !lightVerbs[e.d.words[w.head].lemma] {
		return nil
	}
	return e.doer(e.d.doneBy(w.head))
}

var lightVerbs = wordSet("carry conduct launch make stage mount commit hold order begin continue resume lead open start take give wage intensify escalate step announce perform undertake")

// doneBy is the word that verb i has for its subject: its own, or that of the verb it is joined to or hangs on; -1 for none.
func (d *reading) doneBy(i int) int { return d.doneFrom(i, 0) }

func (d *reading) doneFrom(i, depth int) int {
	if i == noHead || depth > maxClimb {
		return -1
	}
	if s := d.ownSubject(i); s >= 0 {
		return d.antecedentOf(s)
	}
	w := d.words[i]
	if w.head == noHead {
		return -1
	}
	switch w.rel {
	case "conj", "parataxis":
		if w.rel == "parataxis" {
			return -1
		}
		return d.doneFrom(w.head, depth+1)
	case "xcomp":
		if o := d.child(w.head, "obj", "iobj"); o >= 0 && d.words[i].xpos != "VBG" {
			return o
		}
		return d.doneFrom(w.head, depth+1)
	case "advcl":
		if d.words[w.head].upos == "VERB" || d.words[w.head].upos == "AUX" || d.child(w.head, "nsubj") >= 0 {
			return d.doneFrom(w.head, depth+1)
		}
	case "acl", "acl:relcl":
		if d.words[w.head].upos == "VERB" {
			return d.doneFrom(w.head, depth+1)
		}
		return w.head
	}
	return -1
}

// ownSubject is the subject that hangs on verb i itself, -1 for none: of two, the one that is no number.
func (d *reading) ownSubject(i int) int {
	best := -1
	for _, k := range d.children(i) {
		if d.related(k, "nsubj") && !d.words[k].aside && (best < 0 || d.words[best].upos == "NUM" || d.words[best].upos == "PUNCT") {
			best = k
		}
	}
	if best < 0 {
		best = d.forWhom(i)
	}
	if best < 0 {
		best = d.looseSubject(i)
	}
	if best < 0 {
		return d.behindDateline(i)
	}
	return best
}

// looseSubject is the noun right before finite verb i that stands with no preposition and that the tree calls nothing in particular
// or hangs on another clause: "after |Chad| arrested him". -1 for none.
func (d *reading) looseSubject(i int) int {
	if !slices.Contains([]string{"VBD", "VBZ", "VBP"}, d.words[i].xpos) || d.words[i].rel == "conj" || d.words[i].rel == "acl" || d.words[i].rel == "amod" {
		return -1
	}
	k := i - 1
	for k >= 0 && d.words[k].upos == "ADV" {
		k--
	}
	if k < d.lines[d.words[i].sentence].from || d.words[k].upos != "NOUN" && d.words[k].upos != "PROPN" {
		return -1
	}
	for h := d.words[k].head; h != noHead && h < k && d.related(k, "flat", "compound", "conj"); h = d.words[k].head {
		k = h
	}
	if !d.related(k, "dep", "obl") || d.caseOf(k) != "" || d.dated(k) {
		return -1
	}
	return k
}

// forWhom is who does what the infinitive i tells behind "for": "only for the |rebels| within hours to return", -1 for none.
func (d *reading) forWhom(i int) int {
	if d.words[i].xpos != "VB" || !d.onlyFor(i) {
		return -1
	}
	for k := i - 2; k > d.lines[d.words[i].sentence].from && k > i-9; k-- {
		if !d.is(k, "for") {
			continue
		}
		for k++; k < i; k++ {
			if u := d.words[k].upos; (u == "NOUN" || u == "PROPN") && d.words[k+1].upos != "NOUN" && d.words[k+1].upos != "PROPN" {
				return k
			}
		}
	}
	return -1
}

// behindDateline is the noun that opens the sentence behind its dateline, where verb i has no other subject: the tree may hang
// "Police" in "CASTREL (AP) - Police dispersed" on the place. -1 for none.
func (d *reading) behindDateline(i int) int {
	l := d.lines[d.words[i].sentence]
	if l.from == 0 || !d.words[l.from-1].aside || d.words[l.from-1].sentence != d.words[i].sentence {
		return -1
	}
	for k := l.from; k < min(i, l.from+6); k++ {
		h := d.words[k].head
		if (d.words[k].upos == "NOUN" || d.words[k].upos == "PROPN") && (h == noHead || d.words[h].aside || h == i) && !d.dated(k) {
			return k
		}
	}
	return -1
}

// antecedentOf is the word that a relative pronoun, or "some of whom", stands for; any other word stands for itself.
func (d *reading) antecedentOf(s int) int {
	r := s
	if !d.relativeWord(s) {
		if r = d.child(s, "nmod"); !d.relativeWord(r) {
			return s
		}
	}
	if p := d.besidePronoun(r); p >= 0 {
		return p
	}
	if r != s && s > 1 && d.is(s-1, ",") && d.words[s-2].upos != "VERB" {
		return d.topBefore(s - 2) // "demonstrators, some of |whom|"
	}
	for k, step := r, 0; k != noHead && step < maxClimb; k, step = d.words[k].head, step+1 {
		if d.words[k].rel == "acl:relcl" && d.words[k].head != noHead && d.words[k].head < r {
			return d.words[k].head
		}
	}
	return s
}

// topBefore is the noun that ends at word k, seen as the head of what stands right before a comma.
func (d *reading) topBefore(k int) int {
	for h := d.words[k].head; h != noHead && h < k && (d.words[h].upos == "NOUN" || d.words[h].upos == "PROPN") && d.related(k, "nmod", "flat", "compound"); h = d.words[k].head {
		k = h
	}
	return k
}

// besidePronoun is the head of the name of a person right before "who" at word r, "Trump, |who| last year", -1 for none.
func (d *reading) besidePronoun(r int) int {
	k := r - 1
	if k >= 0 && d.is(k, ",") {
		k--
	}
	if !d.is(r, "who", "whom") || k < 0 || d.words[k].mention == 0 || d.mentions[d.words[k].mention-1].actor.kind != Person {
		return -1
	}
	return d.topOf(d.over(d.mentions[d.words[k].mention-1].from, k+1))
}

// agents are those behind "by" of passive verb i.
func (e *eventReader) agents(i int) []int {
	var out []int
	for _, k := range e.d.children(i) {
		if e.d.related(k, "obl", "nmod") && e.d.caseOf(k) == "by" && !e.d.dated(k) {
			out = append(out, e.doer(k)...)
		}
	}
	return out
}

// caseOf is the preposition of noun i in small letters, "" for none.
func (d *reading) caseOf(i int) string {
	for _, k := range d.children(i) {
		if d.related(k, "case") && !d.is(k+1, "least", "most") {
			return d.words[k].low
		}
	}
	if k := d.child(i, "mark"); k >= 0 && d.words[i].upos != "VERB" {
		return d.words[k].low
	}
	for _, k := range d.children(i) { // "of Commander-in-Chief, President |Ana Horvat|", where the tree hangs "of" on the name
		if c := d.child(k, "case"); d.related(k, "appos") && c >= 0 && c < i {
			return d.words[c].low
		}
	}
	return ""
}

// recipients finds who is acted on by an active verb: its object, else whom the object is about, else who stands behind a
// preposition, else who is named in the clause that the verb governs.
func (e *eventReader) recipients(t trigger) ([]int, int) {
	d := e.d
	object := d.objectOf(t.head)
	if object < 0 && d.words[t.head].rel == "acl:relcl" {
		if s := d.child(t.head, "nsubj"); s >= 0 && !d.relativeWord(s) {
			object = d.words[t.head].head
		}
	}
	if object < 0 && d.words[t.head].rel == "conj" && d.objectBehind(t.head) && d.child(t.head, "obl") < 0 {
		object = d.objectOf(d.words[t.head].head)
	}
	if object >= 0 {
		object = d.antecedentOf(object)
	}
	if i := d.child(t.head, "iobj"); i >= 0 {
		if found := e.party(i); len(found) > 0 {
			return found, object
		}
	}
	if object >= t.to || object < t.from || !ownForces(t) || e.of[object] > 0 {
		if found := e.party(object); len(found) > 0 {
			return found, object
		}
	}
	if found := e.behind(t, e.stems(t), e.party, towards...); len(found) > 0 {
		return found, object
	}
	if found := e.behind(t, e.stems(t), e.target, "on", "against", "at"); len(found) > 0 && t.word.typ == "ASSAULT" {
		return found, object
	}
	if (t.word.typ == "ASSAULT" || t.word.mode == "seize") && object >= t.to {
		return e.target(object), object
	}
	if object >= t.to || object >= 0 && eventQuad[t.word.typ] == 3 {
		if found := e.about(object); len(found) > 0 {
			return found, object
		}
	}
	return e.inClause(t, object), object
}

// ownForces reports whether a trigger's own words name those who are sent, recalled or made ready: nobody is acted on there.
func ownForces(t trigger) bool {
	return t.word.typ == "MOBILIZE" || t.word.typ == "SANCTION" || t.word.mode == "withdraw" || t.word.typ == "AID"
}

// towards are prepositions before a recipient.
var towards = []string{"on", "upon", "against", "at", "with", "to", "from", "into", "for", "over", "across", "of", "between"}

// stems are the words that the prepositions of a trigger may hang on: the verb, its object and what is joined to that.
func (e *eventReader) stems(t trigger) []int {
	d := e.d
	out := []int{t.head}
	for _, k := range d.children(t.head) {
		if d.related(k, "obj", "xcomp", "compound:prt", "obl") && (d.related(k, "obj") || k < t.to || d.caseOf(k) == "under") {
			out = append(out, k)
			for _, c := range d.children(k) {
				if d.related(c, "conj") && d.words[c].upos != "VERB" {
					out = append(out, c)
				}
			}
		}
	}
	return out
}

// behind gives what take makes of the nouns behind the first of the prepositions that has any, on one of the stems.
func (e *eventReader) behind(t trigger, stems []int, take func(int) []int, cases ...string) []int {
	d := e.d
	for _, c := range cases {
		for _, s := range stems {
			for _, k := range d.children(s) {
				if !d.related(k, "obl", "nmod", "advcl") || d.caseOf(k) != c || k < t.from || d.dated(k) || d.related(k, "obl:unmarked") {
					continue
				}
				if c == "of" && s == t.head || c == "for" && eventQuad[t.word.typ] == 4 {
					continue
				}
				found := take(k)
				if c == "to" || c == "from" || c == "into" || c == "over" || c == "across" || t.word.typ != "ASSAULT" && (c == "at" || c == "on") {
					found = slices.DeleteFunc(found, func(x int) bool { return e.entities[x].Kind == Place || e.entities[x].Kind == Facility })
				}
				if len(found) > 0 {
					return found
				}
			}
		}
	}
	return nil
}

// inClause looks for the recipient in the clause that the verb governs: "refused to attend a hearing by the court", "demanded
// that Kenya withdraw".
func (e *eventReader) inClause(t trigger, object int) []int {
	if q := eventQuad[t.word.typ]; q == 2 || q == 4 && t.word.typ != "SANCTION" {
		return nil
	}
	d := e.d
	clauses := d.children(t.head)
	if object >= 0 {
		clauses = append(clauses, d.children(object)...)
	}
	for _, k := range clauses {
		if !d.related(k, "xcomp", "ccomp", "acl") || d.related(k, "acl:relcl") || k < t.head {
			continue
		}
		for _, rel := range []string{"nsubj", "obj", "iobj", "obl"} {
			for _, c := range d.children(k) {
				if d.related(c, rel) && !d.relativeWord(c) && !d.dated(c) && !e.located(c) {
					if found := e.about(c); len(found) > 0 {
						return found
					}
				}
			}
		}
	}
	return nil
}
