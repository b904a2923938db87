package record

import (
	"slices"
)

// pronoun resolves he and she to the person who spoke last or was the last subject, they to the last group, it to the last
// body, where just one fits in the sentences before.
func (d *reading) pronoun(s source) (source, bool) {
	w := d.words[s.from]
	s.kind = "pronoun"
	fits := func(a *actor) bool { return false }
	switch w.low {
	case "he":
		fits = func(a *actor) bool { return a.kind == Person && !a.female && !a.plural }
	case "she":
		fits = func(a *actor) bool { return a.kind == Person && !a.male && !a.plural }
	case "they":
		fits = func(a *actor) bool { return a.plural }
	case "it":
		fits = func(a *actor) bool {
			return a.kind == Organisation || a.kind == Country || a.kind == Group && !a.plural
		}
	default:
		return s, false
	}
	a := d.antecedent(s.from, fits)
	if a == nil {
		return s, false
	}
	switch w.low {
	case "he":
		a.male = true
	case "she":
		a.female = true
	}
	s.actors = []*actor{a}
	return s, true
}

// antecedent looks back over three sentences of the same or the paragraph before: first the one who spoke there, then
// the first fitting mention of the nearest sentence that has any, provided that sentence names no other.
func (d *reading) antecedent(at int, fits func(*actor) bool) *actor {
	here := d.words[at].sentence
	floor := d.lines[here].from
	for k := at - 1; k >= floor; k-- { // earlier in the sentence
		if m := d.words[k].mention; m > 0 && d.words[k].quote == 0 && fits(d.mentions[m-1].actor) {
			return d.mentions[m-1].actor
		}
	}
	for n := here - 1; n >= 0 && n >= here-4; n-- {
		l := d.lines[n]
		if l.title || l.paragraph < d.lines[here].paragraph-2 {
			break
		}
		if a := d.spokeIn(n); a != nil && fits(a) {
			return a
		}
		if a, only := d.firstFitting(l, fits); a != nil {
			if only {
				return a
			}
			if a := d.subjectOf(l, fits); a != nil {
				return a
			}
			break
		}
	}
	return d.lastSpeaker(here, fits)
}

// lastSpeaker is the fitting actor who spoke last, in the two paragraphs before at most.
func (d *reading) lastSpeaker(here int, fits func(*actor) bool) *actor {
	for _, st := range slices.Backward(d.said) {
		if d.lines[here].paragraph-d.lines[st.line].paragraph > 2 {
			return nil
		}
		if len(st.source.actors) == 1 && fits(st.source.actors[0]) {
			return st.source.actors[0]
		}
	}
	return nil
}

// spokeIn is the speaker of the last statement whose cue stands in sentence n.
func (d *reading) spokeIn(n int) *actor {
	for _, st := range slices.Backward(d.said) {
		if st.line < n {
			break
		}
		if st.line == n && len(st.source.actors) == 1 {
			return st.source.actors[0]
		}
	}
	return nil
}

// firstFitting gives the first fitting actor outside quotation marks in l, and whether no other fits.
func (d *reading) firstFitting(l line, fits func(*actor) bool) (*actor, bool) {
	var first *actor
	only := true
	for i := l.from; i < l.to; i++ {
		m := d.words[i].mention
		if m == 0 || d.words[i].quote > 0 || !fits(d.mentions[m-1].actor) {
			continue
		}
		a := d.mentions[m-1].actor
		if first == nil {
			first = a
		}
		only = only && a == first
	}
	return first, only
}

// subjectOf is the fitting actor that the sentence begins with.
func (d *reading) subjectOf(l line, fits func(*actor) bool) *actor {
	for i := l.from; i < min(l.from+8, l.to); i++ {
		if m := d.words[i].mention; m > 0 {
			if a := d.mentions[m-1].actor; fits(a) {
				return a
			}
			continue
		}
		if prepositions[d.words[i].low] || finiteVerbs[d.words[i].low] || d.is(i, ",") {
			return nil
		}
	}
	return nil
}
