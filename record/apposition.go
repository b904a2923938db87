package record

import "strings"

// officeApposed reads a title that the name at word from explains, with the word behind it: "The court's |president|,
// Judge Joan Donoghue, …", "said its |treasurer|, Anneke Sund". The rank before the name may stand between.
func (d *reading) officeApposed(from, floor int) (int, int) {
	_, whole := d.officeBefore(from, floor)
	comma := whole - 1
	if comma-1 < floor || !d.is(comma, ",") || !d.words[comma-1].letter || d.words[comma-1].quote != d.words[from].quote {
		return 0, 0
	}
	begin := d.phraseStart(comma-1, floor)
	if begin > floor && d.is(begin-1, "her") {
		begin--
	}
	if begin >= comma || !d.described(begin, comma) {
		return 0, 0
	}
	head := d.headOf(begin, comma)
	if !d.roleHead(head) {
		return 0, 0
	}
	for i := begin; i < comma; i++ {
		if d.cueVerb(i) || finiteVerbs[d.words[i].low] && !d.words[i].upper || d.words[i].mention > 0 && d.words[i].quote != d.words[comma].quote {
			return 0, 0
		}
	}
	for i := begin; i < head; i++ {
		possessor := d.words[i].clitic && i > 0 && d.in(i-1, bodyNouns) // "the court's president" says of what
		if d.in(i, determiners) || d.countryWords(i) > 0 && i+d.countryWords(i) <= head || d.words[i].clitic && !possessor {
			begin = i + max(1, d.countryWords(i))
		}
	}
	return min(begin, head), comma
}

// described reports whether the noun phrase at [from, to) points at one person: it begins with an article, a possessive or
// a capital.
func (d *reading) described(from, to int) bool {
	if d.in(from, determiners) || d.words[from].upper || d.countryWords(from) > 0 {
		return true
	}
	for i := from; i < to; i++ {
		if d.words[i].clitic {
			return true
		}
	}
	return false
}

// roleHead reports whether word i names one person's office or trade.
func (d *reading) roleHead(i int) bool {
	w := d.words[i]
	return w.mention == 0 && !w.clitic && (officeHeads[w.low] || personNouns[w.low])
}

// closesApposition reports whether a name that ends before word i explains what stands in front of it: a comma, the end of
// the sentence or of the words around it follows.
func (d *reading) closesApposition(i, end int) bool {
	return i >= end || d.is(i, ",", ".", ";", ":", "who", "—", "–", "--", "(") || closingMark(d.words[i].text)
}

// apposedName is the mention of the person that explains the title at [from, to): "the harbour minister|, Ana Bolek|".
func (d *reading) apposedName(from, to, end int) (mention, bool) {
	if to+1 >= end || !d.is(to, ",") {
		return mention{}, false
	}
	for i := to + 1; i < min(end, to+6); i++ {
		m := d.words[i].mention
		if m == 0 {
			if !d.titleHead(i) && !officeParts[d.words[i].low] {
				return mention{}, false
			}
			continue
		}
		name := d.mentions[m-1]
		if name.actor.kind != Person || name.actor.unnamed || !d.closesApposition(name.to, end) {
			return mention{}, false
		}
		f, t := d.officeApposed(name.from, d.lines[d.words[from].sentence].from)
		return name, f < t && t == to && f >= from
	}
	return mention{}, false
}

// tradeBefore walks back from word at, where a name or a lower-case title begins, over the small words that say what the
// person does: "|crane driver| Pavo Linnet", "|harbour master| Edda Corvin". It is at itself where the words may belong to
// something else: a verb, an adverbial or a noun phrase of its own stands there.
func (d *reading) tradeBefore(at, floor int) int {
	known := at < len(d.words) && !d.words[at].upper && d.roleHead(at)
	i := at
	for i > floor && at-i < 3 && d.tradeWord(i-1) {
		i--
	}
	if i == at || !known && !d.roleHead(at-1) && (d.pluralNoun(at-1) || !d.tradeOpens(i, floor)) {
		return at
	}
	return i
}

// tradeWord reports whether word i may stand in the name of a trade: a small noun or adjective.
func (d *reading) tradeWord(i int) bool {
	w := d.words[i]
	if !w.letter || w.clitic || w.mention > 0 || w.quote != d.words[i+1].quote || w.upper && i > d.lines[w.sentence].from || w.upper && commonFirst[w.low] && !officeParts[w.low] {
		return false
	}
	if w.upper && d.countryWords(i) > 0 {
		return false
	}
	if _, cue := cueLexicon[w.low]; cue || determiners[w.low] || prepositions[w.low] || conjunctions[w.low] || pronounWords[w.low] || finiteVerbs[w.low] || auxiliaries[w.low] || modals[w.low] || adverbsOfCue[w.low] || timeAdverbs[w.low] || timeNouns[w.low] || thingNouns[w.low] || paperNouns[w.low] {
		return false
	}
	for _, tail := range []string{"ed", "ing", "ly"} {
		if strings.HasSuffix(w.low, tail) && !officeParts[w.low] {
			return false
		}
	}
	return true
}

func (d *reading) pluralNoun(i int) bool {
	w := d.words[i].low
	return strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") || groupNouns[w]
}

// tradeOpens reports whether the words from i on open a sentence or clause, or follow a capital, so that no other noun
// phrase can end with them.
func (d *reading) tradeOpens(i, floor int) bool {
	if i == floor {
		return true
	}
	w := d.words[i-1]
	return closingMark(w.text) && !w.clitic || w.low == "," || w.low == ":" || w.low == "to" && d.is(i-2, "according") || w.upper && w.letter && !commonFirst[w.low]
}
