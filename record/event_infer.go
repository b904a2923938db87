package record

import (
	"slices"
	"strings"
)

// What the sentence of an event leaves open and the text around it tells. Such an event says so in its evidence ("inferred").

// inferActors gives a deed in a bare passive those whom the text names for it: arrests, releases and sentences the police, the
// soldiers or the court that the text spoke of last; a killing those who attacked in the sentence before.
func (e *eventReader) inferActors(f *eventFound) {
	t := f.trigger
	if !t.passive || len(f.roles.actors) > 0 || len(f.roles.recipients) == 0 || t.status != happened {
		return
	}
	var found []int
	switch {
	case t.word.mode == "arrest" && e.d.words[t.head].lemma != "sentence":
		found = e.lastOf(f, arresting)
	case t.word.typ == "SANCTION" && t.word.mode == "convict" || e.d.words[t.head].lemma == "sentence":
		found = e.lastOf(f, sentencing)
	case t.word.typ == "RETREAT" && t.word.mode == "release" && !e.capturedByOthers(f):
		found = e.lastOf(f, holding)
	case t.word.typ == "ASSAULT":
		found = e.attackers(f)
	}
	found = slices.DeleteFunc(slices.Clone(found), func(x int) bool { return slices.Contains(f.roles.recipients, x) })
	if len(found) > 0 {
		f.roles.actors, f.inferred = found, true
	}
}

// Those who arrest, judge and hold people.
var (
	arresting  = wordSet("police gendarmes troops soldiers constables constabulary policemen patrol commandos carabinieri army forces")
	sentencing = wordSet("court tribunal judge judges judiciary magistrate")
	holding    = wordSet("police authorities court government army gendarmes")
)

// lastOf is the body whose phrase is headed by one of the nouns and stands nearest to the trigger: in its sentence, else in the
// text before; not one of another country than the place of the deed.
func (e *eventReader) lastOf(f *eventFound, nouns map[string]bool) []int {
	d, t := e.d, f.trigger
	land := ""
	if x := e.narrowest(*f); x >= 0 {
		land = e.entities[x].Country
	}
	l := d.lines[t.line]
	for _, k := range slices.Concat(downFrom(t.head-1, l.from), upFrom(t.head+1, l.to), downFrom(l.from-1, 0)) {
		w := d.words[k]
		if !nouns[w.low] && !nouns[w.lemma] || w.upos != "NOUN" && w.upos != "PROPN" || !d.active(k) || d.lines[w.sentence].title || w.quote > 0 && w.sentence != t.line {
			continue
		}
		found := e.one(k)
		if len(found) == 0 || !e.acts(found[0]) {
			continue
		}
		if of := e.entities[found[0]].Country; of == "" || land == "" || of == land {
			return found
		}
	}
	return nil
}

// active reports whether noun k stands as who acts, or with whom: "police said", "arrested by police", "a gun battle with police".
func (d *reading) active(k int) bool {
	if h := d.words[k].head; d.related(k, "conj") && h != noHead && h < k {
		k = h
	}
	return d.words[k].rel == "nsubj" || d.related(k, "obl", "nmod") && (d.caseOf(k) == "by" || d.caseOf(k) == "with")
}

func downFrom(from, to int) (out []int) {
	for k := from; k >= to; k-- {
		out = append(out, k)
	}
	return out
}

func upFrom(from, to int) (out []int) {
	for k := from; k < to; k++ {
		out = append(out, k)
	}
	return out
}

// capturedByOthers reports whether the people let go were taken by somebody whom the text names: those then let them go.
func (e *eventReader) capturedByOthers(f *eventFound) bool {
	for i := len(e.done) - 1; i >= 0; i-- {
		b := &e.done[i]
		if b.trigger.word.mode == "abduct" && sameOrNone(b.roles.recipients, f.roles.recipients) {
			return true
		}
	}
	return false
}

// attackers are those who attacked somebody in the sentence before or earlier in this one, where the people killed are others
// than they: "Commandos stormed the ship. Nine activists were |killed|."
func (e *eventReader) attackers(f *eventFound) []int {
	if len(e.done) == 0 {
		return nil
	}
	b := &e.done[len(e.done)-1]
	if b.event.Status != happened || b.voice != f.voice || b.trigger.word.typ != "ASSAULT" || b.trigger.word.noun || f.trigger.line-b.trigger.line > 1 || e.d.lines[f.trigger.line].paragraph-e.d.lines[b.trigger.line].paragraph > 1 ||
		len(b.roles.recipients) == 0 || strings.HasPrefix(e.d.words[b.trigger.head].low, "clash") {
		return nil
	}
	for _, x := range b.roles.actors {
		for _, y := range f.roles.recipients {
			if e.alike(x, y) {
				return nil
			}
		}
	}
	return b.roles.actors
}

// alike reports whether two parties have a country or the head of their name in common.
func (e *eventReader) alike(x, y int) bool {
	a, b := e.entities[x], e.entities[y]
	return x == y || a.Country != "" && a.Country == b.Country || strings.EqualFold(lastWord(a.Name), lastWord(b.Name))
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

// answer gives an event that answers another, and names nobody whom it is aimed at, those who did what it answers: "In
// retaliation, the miners blocked the road".
func (e *eventReader) answer(links []Link) {
	at := map[string]*eventFound{}
	for i := range e.done {
		at[e.done[i].event.ID] = &e.done[i]
	}
	for _, l := range links {
		from, to := at[l.From], at[l.To]
		if l.Kind != "retaliation" && l.Kind != "response" || from == nil || to == nil || len(from.roles.recipients) > 0 || quad(from.trigger) < 3 {
			continue
		}
		aimed := slices.DeleteFunc(slices.Clone(to.roles.actors), func(x int) bool { return slices.Contains(from.roles.actors, x) })
		if len(aimed) == 0 {
			continue
		}
		from.roles.recipients, from.inferred = aimed, true
		from.event.Recipients = e.ids(aimed)
		from.event.Evidence = from.rests()
		from.event.Confidence = eventConfidence(from.event.Evidence)
	}
}

// pair parts the two parties of something mutual, so that the one named first does it with the other: "Chad and Niger signed".
func (r roles) pair() roles {
	if len(r.actors) == 2 && len(r.recipients) == 0 {
		r.actors, r.recipients = r.actors[:1:1], r.actors[1:]
	}
	return r
}

// mutual reports whether a trigger tells of what two do together.
func mutual(t trigger) bool {
	return t.word.typ == "CONSULT" && t.word.mode != "visit" || t.word.typ == "AGREE" && (t.word.noun || strings.Contains(t.word.needs, "M"))
}
