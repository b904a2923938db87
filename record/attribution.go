package record

import (
	"slices"
)

// attribution finds the cue of a quotation that begins with first and ends with last: behind it where a comma leads on, else
// before it, else behind it.
func (d *reading) attribution(first, last quotation) (said, bool) {
	if endComma := d.is(last.to-1, ",") || d.is(last.close+1, ","); endComma || d.is(last.to-1, "?", "!", "—", "--") {
		if st, ok := d.attributedAfter(last); ok {
			return st, true
		}
		return d.attributedBefore(first)
	}
	if st, ok := d.attributedBefore(first); ok {
		return st, true
	}
	return d.attributedAfter(last)
}

// maxTail is the longest sentence in words that may be the attribution of a question before it; behind a comma any may.
const maxTail = 8

// attributedAfter reads `," he said`, `," said Peskov` and `," Frantz Exantus, Haiti's secretary of state, told reporters`.
func (d *reading) attributedAfter(q quotation) (said, bool) {
	if q.close >= len(d.words) || q.close == q.to && q.unclosed {
		return said{}, false
	}
	n := d.words[q.close].sentence
	end := d.lines[n].to
	i := q.close + 1
	for i < end && d.is(i, ",", "—", "–", "-", "--", ".") {
		i++
	}
	if i >= end && n+1 < len(d.lines) && d.lines[n+1].paragraph == d.lines[n].paragraph &&
		(d.is(q.to-1, ",") || d.is(q.to-1, "?", "!", "…", "...") && d.lines[n+1].to-d.lines[n+1].from <= maxTail) {
		n++ // `"Is it?" Berg asked.` may be parted behind the mark
		i, end = d.lines[n].from, d.lines[n].to
	}
	if i >= end || d.words[i].quote > 0 {
		return said{}, false
	}
	for k := i; k < min(end, i+32); k++ {
		if d.words[k].quote > 0 && d.words[k].quote != d.words[q.open].quote || d.is(k, ";") {
			break
		}
		cue, width, ok := d.cueAt(k)
		if !ok || cue.frame&(takesQuote|takesHearer|takesClause) == 0 {
			continue
		}
		st := said{cue: cue, cueFrom: k, cueTo: k + width, line: n, evidence: "after"}
		if k == i || k == i+1 && adverbsOfCue[d.words[i].low] {
			if st.source, ok = d.inverted(k+width, end); ok {
				st.audience = d.audience(st, end)
				return st, true
			}
		}
		from, to, ok := d.subject(k, cue, i)
		if !ok {
			continue
		}
		st.audience = d.audience(st, end)
		if st.source, ok = d.resolve(from, to); ok {
			return st, true
		}
		if from == i { // somebody said it, but who is not plain
			st.source = source{from: from, to: to, kind: "unknown"}
			return st, true
		}
	}
	return said{}, false
}

// inverted resolves the noun phrase behind the cue: "said Peskov", "said a spokesman for the ministry".
func (d *reading) inverted(i, end int) (source, bool) {
	to := d.phraseEnd(i, end)
	if to <= i {
		return source{}, false
	}
	if name, ok := d.apposedName(i, to, end); ok {
		return source{from: name.from, to: name.to, actors: []*actor{name.actor}, kind: "name"}, true
	}
	return d.resolve(i, to)
}

// phraseEnd walks forward over the noun phrase that begins at i.
func (d *reading) phraseEnd(i, end int) int {
	for k := i; k < end; {
		w := d.words[k]
		if w.mention > 0 && d.mentions[w.mention-1].from == k {
			m := d.mentions[w.mention-1]
			k = m.to
			if m.actor.kind == Person {
				if d.is(k, "and") && k+1 < end && d.nameFollows(k+1, end) {
					k++
					continue
				}
				return k
			}
			continue
		}
		switch {
		case !w.letter && !w.clitic && !isNumber(w.text) && w.low != "-":
			return k
		case conjunctions[w.low] && w.low != "and", finiteVerbs[w.low] && !w.upper, pronounWords[w.low] && k > i:
			return k
		case pronounWords[w.low]:
			return k + 1
		case prepositions[w.low] && (k == i || w.low != "of" && w.low != "for"), weekdays[w.low]:
			return k
		case w.low == "and" && !d.nameFollows(k+1, end):
			return k
		}
		k++
	}
	return end
}

// nameFollows reports whether a person's name, perhaps with a title, begins at k.
func (d *reading) nameFollows(k, end int) bool {
	for ; k < end && k < len(d.words); k++ {
		w := d.words[k]
		if w.mention > 0 {
			return d.speaks(d.mentions[w.mention-1].actor)
		}
		if !officeHeads[w.low] && !officeParts[w.low] && !rankWords[w.low] && !w.upper {
			return false
		}
	}
	return false
}

// attributedBefore reads `Sullivan said: "…`, `Altun tweeted, "…` and `… on Wednesday, saying "…`.
func (d *reading) attributedBefore(q quotation) (said, bool) {
	n := d.words[q.open].sentence
	i := q.open - 1
	if q.open == d.lines[n].from {
		if n == 0 || i < 0 || !d.is(i, ":") {
			return said{}, false
		}
		n--
	}
	l := d.lines[n]
	for i >= l.from && d.is(i, ",", ":", "that", "-", "—", "–") {
		i--
	}
	for k := i; k >= l.from && k > i-16; k-- {
		if d.words[k].quote > 0 || d.is(k, ";", "\"", "”") {
			break
		}
		cue, width, ok := d.cueAt(k)
		if !ok || k+width > i+1 || cue.frame&(takesQuote|takesHearer|takesClause) == 0 {
			continue
		}
		if k+width <= i && !d.is(q.open-1, ":", ",") {
			break // "said the "G20" would": words stand between
		}
		st := said{cue: cue, cueFrom: k, cueTo: k + width, line: n, evidence: "before"}
		if st.source, ok = d.sourceOf(k, cue, n); ok {
			st.audience = d.audience(st, i+1)
			return st, true
		}
		break
	}
	if d.is(q.open-1, ":") {
		return d.ledIn(n, i)
	}
	return said{}, false
}

// ledIn reads a sentence that leads in a quotation by a colon with a verb that is no cue elsewhere: "Novak |disagreed|: “…”". Words
// [.., i] of sentence n stand before the colon; the subject must be somebody by name or pronoun.
func (d *reading) ledIn(n, i int) (said, bool) {
	l := d.lines[n]
	for k := l.from; k <= i; k++ {
		w := d.words[k]
		if w.upos != "VERB" || w.quote > 0 || w.xpos != "VBD" && w.xpos != "VBZ" && w.xpos != "VBP" || w.head != noHead && w.head <= i {
			continue
		}
		st := said{cue: cueEntry{lemma: w.lemma, past: w.xpos == "VBD"}, cueFrom: k, cueTo: k + 1, line: n, evidence: "before"}
		top, _ := d.subjectByTree(k)
		if top < 0 || top > k {
			return said{}, false
		}
		from, to := d.nominal(top, k)
		var ok bool
		st.source, ok = d.resolve(from, to)
		return st, ok && (st.source.kind == "name" || st.source.kind == "pronoun" || st.source.kind == "office")
	}
	return said{}, false
}

// sourceOf resolves the subject of the cue at word k in line n, taking the subject of the sentence where the cue has none of
// its own ("and added", ", saying").
func (d *reading) sourceOf(k int, cue cueEntry, n int) (source, bool) {
	l := d.lines[n]
	floor := d.floorOf(k, l)
	if s, ok := d.relative(k, cue, floor); ok {
		return s, true
	}
	if cue.ing && d.is(k-1, "as") && k-2 >= floor {
		return d.quotedAs(k-2, floor)
	}
	if from, to, ok := d.subject(k, cue, floor); ok {
		if from > l.from && d.is(from-1, "that", "which", "who", "whom") {
			return source{}, false
		}
		return d.resolve(from, to)
	}
	i := k - 1
	for i > l.from && adverbsOfCue[d.words[i].low] {
		i--
	}
	switch {
	case d.is(i, "not", "n't", "n’t", "never"):
		return source{}, false
	case cue.ing && d.is(i, ","), !cue.ing && d.is(i, "and", "but"), cue.ing && d.is(i, "and", "while") && cue.frame&takesTo == 0,
		cue.ing && cue.frame&takesClause != 0 && k+1 < l.to && (d.is(k+1, "that") || d.words[k+1].quote > 0):
		return d.lineSubject(n, i)
	}
	return source{}, false
}

// relative resolves the subject of a clause with "who": "Trump, who last year |threatened| …".
func (d *reading) relative(k int, cue cueEntry, floor int) (source, bool) {
	i := k - 1
	for i > floor && (adverbsOfCue[d.words[i].low] || timeNouns[d.words[i].low] || d.is(i, "last", "this", "on", "has", "had", "have") || weekdays[d.words[i].low]) {
		i--
	}
	if !d.is(i, "who") || i-1 < floor || cue.ing {
		return source{}, false
	}
	i--
	if d.is(i, ",") {
		i--
	}
	if i < floor || d.words[i].mention == 0 {
		return source{}, false
	}
	s, ok := d.resolve(d.phraseStart(i, floor), i+1)
	s.clause = true
	return s, ok
}

// quotedAs resolves "the agency quoted |Novak| as saying" and "|Novak| was quoted as saying"; i is the word before "as".
func (d *reading) quotedAs(i, floor int) (source, bool) {
	if d.is(i, "quoted", "cited") {
		i--
		for i > floor && (auxiliaries[d.words[i].low] || adverbsOfCue[d.words[i].low]) {
			i--
		}
	} else if !d.hasWord(max(floor, i-8), i, "quoted") && !d.hasWord(max(floor, i-8), i, "cited") {
		return source{}, false
	}
	if i < floor {
		return source{}, false
	}
	from := d.phraseStart(i, floor)
	for k := i; k >= from; k-- {
		if d.is(k, "quoted", "cited") {
			from = k + 1
		}
	}
	return d.resolve(from, i+1)
}

// floorOf is the word after the last closing quotation mark before k in the sentence.
func (d *reading) floorOf(k int, l line) int {
	for i := k - 1; i >= l.from; i-- {
		if d.words[i].quote > 0 && d.quotes[d.words[i].quote-1].statement > 0 {
			return i + 2
		}
	}
	return l.from
}

// lineSubject resolves the subject of the sentence before word end: the one who spoke in it, else the noun phrase that
// opens its main clause.
func (d *reading) lineSubject(n, end int) (source, bool) {
	for _, st := range slices.Backward(d.said) {
		if st.line < n {
			break
		}
		if st.line == n && st.source.to <= end {
			s := st.source
			return s, true
		}
	}
	l := d.lines[n]
	i := l.from
	for tries := 0; tries < 3; tries++ {
		if i >= end {
			return source{}, false
		}
		if !prepositions[d.words[i].low] && !conjunctions[d.words[i].low] && !weekdays[d.words[i].low] && !d.is(i, "this", "last") && !adverbsOfCue[d.words[i].low] {
			break
		}
		for i < end && !d.is(i, ",") {
			i++
		}
		i++
	}
	if i >= end {
		return source{}, false
	}
	to := d.phraseEnd(i, end)
	if to <= i {
		return source{}, false
	}
	s, ok := d.resolve(i, to)
	if s.kind == "group" {
		return s, false
	}
	return s, ok
}

// audience reads who is told: "told |reporters|", "said to |journalists|".
func (d *reading) audience(st said, end int) string {
	i := st.cueTo
	if st.cue.frame&takesHearer == 0 {
		for k := i; k < min(end, i+8); k++ {
			if d.is(k, "to") && d.is(k+1, "reporters", "journalists", "lawmakers", "media") {
				return d.words[k+1].text
			}
		}
		return ""
	}
	return d.hearer(i, end)
}

// hearer is the noun phrase at i without its article, "" when none stands there.
func (d *reading) hearer(i, end int) string {
	to := d.hearerEnd(i, end)
	for i < to-1 && d.in(i, articles) {
		i++
	}
	for to > i && d.in(to-1, prepositions) {
		to--
	}
	if to <= i {
		return ""
	}
	return d.phrase(i, to)
}

var articles = wordSet("the a an")

// hearerEnd is where the hearer's noun phrase ends: after a pronoun, a name, or a noun before a preposition, "that" or a comma.
func (d *reading) hearerEnd(i, end int) int {
	if d.in(i, pronounWords) || d.is(i, "reporters", "journalists", "lawmakers", "parliament", "investigators", "diplomats", "supporters", "officials") {
		return i + 1
	}
	return min(d.phraseEnd(i, end), i+9)
}
