package record

import (
	"slices"
	"strings"

	"github.com/dateline-news/dateline/span"
)

// reported finds the reported speech of line n: "X said (that) …", "…, X said", "according to X, …", "X called for …".
func (d *reading) reported(n int) {
	l := d.lines[n]
	for i := l.from; i < l.to; i++ {
		if d.words[i].quote > 0 || d.used[i] {
			continue
		}
		if d.is(i, "according") && d.is(i+1, "to") {
			d.accordingTo(i, n)
			continue
		}
		cue, width, ok := d.cueAt(i)
		if !ok {
			continue
		}
		d.reportedBy(i, width, cue, n)
	}
}

// reportedBy makes a statement of the cue at word i where subject and complement are plain.
func (d *reading) reportedBy(i, width int, cue cueEntry, n int) {
	l := d.lines[n]
	if cue.frame&(takesClause|takesHearer) == 0 && d.insideStatement(i, n) {
		return
	}
	st := said{cue: cue, cueFrom: i, cueTo: i + width, line: n, kind: Indirect}
	src, ok := d.sourceOf(i, cue, n)
	if !ok {
		src, ok = d.openPronoun(i, cue, n)
	}
	if !ok || d.baseForm(i, cue) && !d.pluralSource(src) {
		return
	}
	st.source = src
	if d.is(src.from-1, "as") && src.from > l.from && !d.is(i+width, "that") {
		return // "…, as Kenya alleges": what is said stands before it
	}
	from, to := d.complement(i+width, cue, l, &st)
	if src.clause || src.from > l.from && d.in(src.from-1, subordinators) {
		to = d.untilComma(from, to)
	}
	if from < to {
		st.evidence = "clause"
		if cue.frame&(takesClause|takesHearer) == 0 || d.is(from, "to") {
			st.evidence = "phrase"
		}
		st.content = []span.Span{d.clause(from, to)}
		d.keep(st, from, to)
		return
	}
	if cue.frame&takesClause != 0 {
		d.trailing(st, n)
	}
}

// openPronoun is "he", "she" or "they" as the subject of the cue at word i, where it is not plain whom the text means: the words are kept
// without a speaker.
func (d *reading) openPronoun(i int, cue cueEntry, n int) (source, bool) {
	if cue.frame&(takesClause|takesHearer) == 0 || ambiguousCues[d.words[i].low] {
		return source{}, false
	}
	from, to, ok := d.subject(i, cue, d.floorOf(i, d.lines[n]))
	return source{from: from, to: to, kind: "unknown"}, ok && to-from == 1 && d.is(from, "he", "she", "they")
}

// untilComma cuts [from, to) at the comma that closes a clause with "who".
func (d *reading) untilComma(from, to int) int {
	for i := from; i < to; i++ {
		if d.is(i, ",") && d.words[i].quote == 0 {
			return i
		}
	}
	return to
}

// subordinators begin a clause whose comma ends what is said in it: "While Novak said that …, he …".
var subordinators = wordSet("while after when until as because though although if before")

// nounObjects take a thing as their object as easily as words: "wrote the letter", "maintains a lead".
var nounObjects = wordSet("write post tweet conclude concede maintain continue signal reveal recall repeat disclose read email mention observe recount")

// insideStatement reports whether word i stands in words that somebody said already.
func (d *reading) insideStatement(i, n int) bool {
	for k := len(d.said) - 1; k >= 0 && d.said[k].line >= n-1; k-- {
		for _, c := range d.said[k].content {
			if c.Contains(d.words[i].Span) {
				return true
			}
		}
	}
	return false
}

// baseForm reports whether the cue is a verb without an ending, which is as often a noun ("secretary of state").
func (d *reading) baseForm(i int, cue cueEntry) bool {
	return d.words[i].low == cue.lemma && !cue.past && !cue.ing
}

// pluralSource reports whether a verb without an ending can have the source as its subject.
func (d *reading) pluralSource(s source) bool {
	if s.to-s.from < 1 || len(s.actors) > 1 {
		return len(s.actors) > 1
	}
	head := d.words[d.headOf(s.from, s.to)].low
	return strings.HasSuffix(head, "s") && !strings.HasSuffix(head, "'s") || head == "i" || head == "we" || head == "they" || head == "you" || head == "police" || head == "people" || head == "media" || len(s.actors) == 1 && s.actors[0].plural
}

// keep adds a reported statement unless a quotation in it is already somebody's.
func (d *reading) keep(st said, from, to int) {
	for k := from; k < to; k++ {
		q := d.words[k].quote
		if q == 0 {
			continue
		}
		if d.quotes[q-1].statement > 0 {
			return
		}
		st.kind = Partial
	}
	d.widen(&st, to)
	d.said = append(d.said, st)
	for k := from; k < to; k++ {
		if q := d.words[k].quote; q > 0 {
			d.quotes[q-1].statement = len(d.said)
		}
	}
	for k := st.cueFrom; k < st.cueTo; k++ {
		d.used[k] = true
	}
}

// widen takes the rest of a quotation that the sentence of the cue only begins: `said it was "a start. We go on."`.
func (d *reading) widen(st *said, to int) {
	n := d.words[to-1].quote
	if n == 0 {
		return
	}
	q := d.quotes[n-1]
	if end := &st.content[len(st.content)-1]; !q.nested && q.inner.End > end.End && d.words[q.to-1].sentence > d.words[to-1].sentence {
		end.End = q.inner.End
	}
}

// complement gives the words [from, to) that are said behind a cue that ends before word i; from == to when there are none.
func (d *reading) complement(i int, cue cueEntry, l line, st *said) (from, to int) {
	if cue.frame&takesHearer != 0 {
		end := d.hearerEnd(i, l.to)
		if end <= i || end >= l.to {
			return i, i
		}
		st.audience = d.hearer(i, l.to)
		i = end
	} else {
		st.audience = d.audience(*st, l.to)
	}
	i = d.skipTime(i, l)
	if i < l.to && (d.is(i, "no", "yes") || isNumber(d.words[i].text)) && d.closes(i+1, l) {
		return i, i + 1
	}
	if d.is(i, "that") && (auxiliaries[d.words[min(i+1, l.to-1)].low] || d.is(i+1, "would", "will")) {
		return i, d.clauseEnd(i, l) // "say that is not enough"
	}
	if that := d.thatAfter(i, l); that >= 0 {
		return that + 1, d.clauseEnd(that+1, l)
	}
	if i >= l.to {
		return i, i
	}
	to = d.clauseEnd(i, l)
	if to-i < 2 {
		return i, i
	}
	switch {
	case d.is(i, "to"):
		if cue.frame&takesTo != 0 {
			return i, to
		}
	case cue.frame&(takesFor|takesOn|takesOf) != 0 && cue.frame&takesClause == 0:
		return i, to
	case cue.frame&takesAs != 0:
		if d.quoteIn(i, to) || cue.lemma == "describe" && d.hasWord(i, to, "as") {
			return i, to
		}
	case cue.frame&takesOf != 0 && d.is(i, "of", "against"):
		return i + 1, to
	case cue.frame&takesNoun != 0 && cue.frame&takesClause == 0:
		if st.source.kind != "group" || st.source.actors[0].country != "" || d.quoteIn(i, to) {
			return i, to
		}
	case d.bareClause(i, to, cue, st):
		return i, to
	}
	return i, i
}

// bareClause reports whether words [i, to) can be a clause without "that": they begin like a noun phrase and hold a verb.
func (d *reading) bareClause(i, to int, cue cueEntry, st *said) bool {
	w := d.words[i]
	if d.is(i, "and", "but", "or") {
		return false
	}
	if cue.frame&(takesClause|takesHearer) == 0 || !w.letter && !isNumber(w.text) && w.quote == 0 && !opening(w.text) && w.text != "$" {
		return false
	}
	if cue.frame&takesNoun != 0 && st.source.kind != "group" && !prepositions[w.low] && !ambiguousCues[d.words[st.cueFrom].low] {
		return true // "confirmed the attack", "announced a ban", "denied the charge"
	}
	if prepositions[w.low] && !d.is(i, "despite", "after", "since", "in", "during", "under", "at", "among", "about", "around", "over", "without", "with", "if", "for", "because") || w.low == "that" {
		return false
	}
	if d.is(i, "for", "with", "about", "over", "without", "around") && cue.lemma != "say" && cue.lemma != "tell" {
		return false // "argued for a delay"
	}
	if nounObjects[cue.lemma] && determiners[w.low] && w.quote == 0 {
		return false
	}
	if ambiguousCues[d.words[st.cueFrom].low] && !(determiners[w.low] || pronounWords[w.low] || w.upper || d.is(i, "there")) {
		return false
	}
	if cue.frame&takesNoun == 0 && !nounObjects[cue.lemma] && !ambiguousCues[d.words[st.cueFrom].low] && to-i > 3 && (determiners[w.low] || pronounWords[w.low] || w.upper) {
		return true
	}
	return d.hasVerb(i, to)
}

func (d *reading) hasVerb(from, to int) bool {
	for i := from + 1; i < to; i++ {
		w := d.words[i]
		if finiteVerbs[w.low] || modals[w.low] && w.low != "to" || auxiliaries[w.low] && w.low != "'s" && w.low != "’s" || strings.HasSuffix(w.low, "ed") && !w.upper || cueLexicon[w.low].lemma != "" && !(ambiguousCues[w.low] && (determiners[d.words[i-1].low] || prepositions[d.words[i-1].low])) {
			return true
		}
	}
	return false
}

func (d *reading) quoteIn(from, to int) bool {
	for i := from; i < to; i++ {
		if d.words[i].quote > 0 {
			return true
		}
	}
	return false
}

func (d *reading) hasWord(from, to int, w string) bool {
	for i := from; i < to; i++ {
		if d.words[i].low == w {
			return true
		}
	}
	return false
}

// skipTime steps over expressions of time and adverbs behind a cue: "said |on Saturday| …", "said |Sunday| …", "said |earlier| …".
func (d *reading) skipTime(i int, l line) int {
	for i < l.to {
		switch {
		case timeAdverbs[d.words[i].low], weekdays[d.words[i].low], d.is(i, "here"):
			i++
			continue
		case d.is(i, "on", "in", "late", "early", "at") && i+1 < l.to:
			if end := d.timeEnd(i+1, l); end > i+1 {
				i = end
				continue
			}
		}
		if end := d.timeEnd(i, l); end > i && !d.is(end, "'s", "’s") {
			i = end
			continue
		}
		return i
	}
	return i
}

// timeEnd is where the date or time that begins at word i ends, i when none does.
func (d *reading) timeEnd(i int, l line) int {
	at, ok := slices.BinarySearchFunc(d.times, d.words[i].Start, func(t Time, start int) int { return t.Span.Start - start })
	if !ok || d.times[at].Type != typeDate && d.times[at].Type != typeTime {
		return i
	}
	for i < l.to && d.words[i].End <= d.times[at].Span.End {
		i++
	}
	return i
}

// thatAfter finds "that" behind adverbials ("said in a statement on Monday that"), -1 when a verb or a mark comes first.
func (d *reading) thatAfter(i int, l line) int {
	for k := i; k < min(l.to, i+14); k++ {
		w := d.words[k]
		if w.low == "that" {
			if k+1 < l.to && (d.is(k+1, ".", ",") && !d.is(k+1, ",")) {
				return -1
			}
			return k
		}
		if w.quote > 0 || finiteVerbs[w.low] || modals[w.low] && w.low != "to" || conjunctions[w.low] && w.low != "and" || w.low == ":" || w.low == ";" || d.cueVerb(k) {
			return -1
		}
		if k > 0 && d.is(k-1, ",") && (determiners[w.low] || cueLexicon[w.low].ing) {
			return -1 // ", a step that …"
		}
		if k == i && !prepositions[w.low] && !adverbsOfCue[w.low] && w.low != "," {
			return -1
		}
	}
	return -1
}

// clause is the range of words [from, to); a quotation mark that opens at its start or closes at its end belongs to it.
func (d *reading) clause(from, to int) span.Span {
	for from < to-1 && d.is(from, ",", ":") {
		from++
	}
	return d.over(from, to)
}

// trailing makes a statement of a cue that stands behind what was said: "Fourteen people were hurt, local press reported."
// With more behind it, the statement has two ranges: "The talks, she said, had failed."
func (d *reading) trailing(st said, n int) {
	l := d.lines[n]
	comma := st.source.from - 1
	if comma <= l.from+1 || !d.is(comma, ",", "—", "–", "--") || d.words[comma-1].quote > 0 && d.quotes[d.words[comma-1].quote-1].statement > 0 {
		return
	}
	from := d.clauseStart(comma, l)
	if d.is(from, "asked", "pressed", "questioned") {
		return // "Asked whether he would go, Novak said no"
	}
	after := d.skipTime(st.cueTo, l)
	cut := d.is(after, ",") && after+3 < l.to && !d.in(after+1, conjunctions) && !d.is(after+1, "according") && !strings.HasSuffix(d.words[after+1].low, "ing") && !d.explains(after+1, l)
	if from >= comma || !cut && !d.hasVerb(from, comma) || !d.closes(after, l) {
		return
	}
	if w := d.words[from].low; !d.is(after, ",") && (conjunctions[w] || prepositions[w] || w == "even" || w == "asked") && !d.in(from, determiners) && !d.secondClause(from, comma) {
		return // "Although he had won, Novak added a warning"
	}
	st.content = []span.Span{d.over(from, comma)}
	st.evidence = "trailing"
	if cut {
		if to := d.clauseEnd(after+1, l); to > after+2 && (d.hasVerb(after, to) || d.hasVerb(from, comma)) {
			st.content = append(st.content, d.over(after+1, to))
			d.keep(st, from, to)
			return
		}
	}
	if d.hasVerb(from, comma) {
		d.keep(st, from, comma)
	}
}

// closes reports whether nothing but adverbials follows at word i: the attribution ends its sentence or its part of it.
func (d *reading) closes(i int, l line) bool {
	if i >= l.to || !d.words[i].letter && d.words[i].low != "-" && !opening(d.words[i].text) && !isNumber(d.words[i].text) {
		return true
	}
	return prepositions[d.words[i].low] && !d.hasVerb(i, d.untilComma(i, l.to))
}

// secondClause reports whether a comma parts what opens the sentence from its main clause: "If it rains, we stay, she said".
func (d *reading) secondClause(from, to int) bool {
	for i := from; i < to; i++ {
		if d.is(i, ",") && d.hasVerb(i+1, to) {
			return true
		}
	}
	return false
}

// clauseStart is where the clause before a trailing attribution begins: at the sentence, behind an earlier attribution.
func (d *reading) clauseStart(comma int, l line) int {
	from := l.from
	for i := l.from; i < comma; i++ {
		if d.used[i] {
			from = i + 1
		}
	}
	for from < comma && d.is(from, "and", "but", ",", "”", "\"", "-", "--", "—", "–") {
		from++
	}
	return from
}

// accordingTo reads "according to X, …", "…, according to X" and "but according to X, …".
func (d *reading) accordingTo(i, n int) {
	l := d.lines[n]
	to := d.sourceEnd(i+2, l)
	if to <= i+2 {
		return
	}
	st := said{cue: cueEntry{lemma: "according to"}, cueFrom: i, cueTo: i + 2, line: n, kind: Indirect, evidence: "according"}
	var ok bool
	if st.source, ok = d.resolve(i+2, to); !ok {
		if st.source, ok = d.sourceGiven(i, l); !ok {
			return
		}
		to = st.source.to
	}
	opens := i == l.from || d.is(i-1, "and", "but", ";")
	if opens {
		from := to
		if d.is(from, ",") {
			from++
		}
		end := d.clauseEnd(from, l)
		if end-from >= 3 && d.hasVerb(from, end) {
			st.content = []span.Span{d.over(from, end)}
			d.keep(st, from, end)
		}
		return
	}
	end := i
	for end > l.from && d.is(end-1, ",", "—", "–") {
		end--
	}
	from := d.clauseStart(end, l)
	if end-from >= 3 {
		st.content = []span.Span{d.over(from, end)}
		d.keep(st, from, end)
	}
}

// sourceGiven takes the noun phrase behind the "according to" at word i by the tree: whatever stands there is where it is known from, a poll,
// a report or somebody without a name.
func (d *reading) sourceGiven(i int, l line) (source, bool) {
	top := d.words[i].head
	if !d.treed() || top == noHead || top < i+2 || top >= l.to || !d.related(i, "case") || d.words[top].upos == "PRON" {
		return source{}, false
	}
	_, to := d.reach(top)
	for k := i + 2; k < to; k++ {
		if d.is(k, ",") {
			to = k
		}
	}
	s := source{from: i + 2, to: to, kind: "group"}
	if to <= top {
		return s, false
	}
	if d.words[top].upos == "PROPN" {
		s.kind = "unknown"
		return s, true
	}
	s.actors = []*actor{d.unnamed(s, top)}
	return s, true
}

// sourceEnd is where the noun phrase of an "according to" ends.
func (d *reading) sourceEnd(i int, l line) int {
	end := d.phraseEnd(i, l.to)
	for k := i; k < end; k++ {
		if !d.in(k, groupNouns) && !d.in(k, paperNouns) && !d.pluralRole(d.words[k].low) {
			continue
		}
		if k+1 == end || d.is(k+1, "of", "for", "in", "from", "and") || d.in(k+1, groupNouns) || d.in(k+1, paperNouns) || d.in(k+1, officeHeads) || d.words[k+1].clitic || d.in(k+1, forceNouns) {
			continue
		}
		if m := d.words[k+1].mention; m > 0 && i != l.from+2 {
			continue
		}
		return k + 1
	}
	return end
}
