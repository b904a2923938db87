package record

import (
	"slices"
	"strings"
)

// pronoun resolves he and she to the person who spoke last or was the last subject, they to the last group, it to the last
// body, where just one fits in the sentences before.
func (d *reading) pronoun(s source) (source, bool) {
	w := d.words[s.from]
	s.kind = "pronoun"
	var fits func(a *actor) bool
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
	if a := d.subjectOf(d.lines[here], fits); a != nil && a.mentions[0].Start < d.words[at].Start && d.is(at, "it") {
		return a // "Kenya handed the mission a note over what it called …"
	}
	if at > floor && d.strangeSubject(d.lines[here], at) {
		return nil
	}
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
		if d.strangeSubject(l, at) {
			return nil
		}
		if a, told := d.roleSubject(l, at); told {
			if a != nil && fits(a) {
				return a
			}
			return nil
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

// strangeSubject reports whether sentence l opens with a name that nobody knows, which the pronoun at word at may take up:
// "Olvia closed the strait. It …".
func (d *reading) strangeSubject(l line, at int) bool {
	if l.from+1 >= l.to || l.from >= at {
		return false
	}
	w, next := d.words[l.from], d.words[l.from+1]
	if !w.upper || w.mention > 0 || w.quote > 0 || commonFirst[w.low] || prepositions[w.low] || conjunctions[w.low] || adverbsOfCue[w.low] || pronounWords[w.low] || strings.HasSuffix(w.low, "ing") || d.pluralNoun(l.from) {
		return false
	}
	if d.is(at, "he", "she") {
		return next.upper && next.letter && next.mention == 0 && !weekdays[next.low] && d.countryWords(l.from) == 0
	}
	return d.is(at, "it") && (finiteVerbs[next.low] || strings.HasSuffix(next.low, "ed") || d.is(l.from+1, "on", "which"))
}

// roleSubject is the somebody without a name that sentence l opens with, for "he" or "she" at word at: "A marine engineer who
// …"; told is false where it opens with nothing of the kind.
func (d *reading) roleSubject(l line, at int) (a *actor, told bool) {
	if !d.is(at, "he", "she") || l.from >= l.to || !d.in(l.from, speakerArticles) || d.words[l.from].quote > 0 {
		return nil, false
	}
	to := d.phraseEnd(l.from, l.to)
	if to <= l.from+1 || d.words[to-1].mention > 0 {
		return nil, false
	}
	head := d.headOf(l.from, to)
	if low := d.words[head].low; !officeHeads[low] && !personNouns[low] || d.words[min(head+1, len(d.words)-1)].mention > 0 || d.is(head+1, ",") && d.words[min(head+2, len(d.words)-1)].upper {
		return nil, false
	}
	s, ok := d.description(source{from: l.from, to: to})
	if !ok || len(s.actors) != 1 {
		return nil, true
	}
	return s.actors[0], true
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
