package record

import (
	"strings"
)

// subject finds the noun phrase that is the subject of the verb at word c, not before floor. It fails on passives,
// infinitives, modal and negated verbs: nobody said anything there.
func (d *reading) subject(c int, cue cueEntry, floor int) (from, to int, ok bool) {
	i, runs := c-1, !cue.ing || cue.frame&takesClause == 0
	for i >= floor {
		w := d.words[i]
		switch {
		case w.low == "not" || w.low == "n't" || w.low == "n’t" || w.low == "never":
			return 0, 0, false
		case adverbsOfCue[w.low], strings.HasSuffix(w.low, "ly") && !w.upper && w.low != "family" && w.low != "ally", weekdays[w.low] && w.low != "sunday" || w.low == "sunday":
			i--
			if weekdays[w.low] && d.is(i, "on") {
				i--
			}
			continue
		case modals[w.low] && !(cue.lemma == "continue"):
			return 0, 0, false
		case w.low == "have" || w.low == "has" || w.low == "had" || w.low == "'ve" || w.low == "’ve":
			i--
			continue
		case auxiliaries[w.low]:
			if !cue.ing {
				return 0, 0, false
			}
			runs = true
			i--
			continue
		}
		break
	}
	if i < floor || !runs {
		return 0, 0, false
	}
	i = d.beforeBracket(i, floor)
	if i < floor {
		return 0, 0, false
	}
	if d.is(i, ",") {
		return d.apposedSubject(i, floor)
	}
	if !d.words[i].letter && !d.words[i].clitic && !isNumber(d.words[i].text) {
		return 0, 0, false
	}
	from = d.phraseStart(i, floor)
	if f, t, ok := d.describedSubject(from, floor); ok {
		return f, t, true
	}
	return from, i + 1, from <= i
}

// describedSubject finds the name at the beginning of the clause whose description runs up to the verb without a closing
// comma: "|Ana Maric|, 68, a teacher marching with her daughter said".
func (d *reading) describedSubject(from, floor int) (int, int, bool) {
	for p := from - 1; p > floor; p-- {
		w := d.words[p]
		if w.quote != d.words[from].quote || finiteVerbs[w.low] && !w.upper {
			return 0, 0, false
		}
		m := d.words[p-1].mention
		if w.low != "," || m == 0 || d.mentions[m-1].actor.kind != Person {
			continue
		}
		if start := d.phraseStart(p-1, floor); start == floor && (d.in(p+1, articles) || isNumber(d.words[p+1].text)) {
			return start, p, true
		}
		return 0, 0, false
	}
	return 0, 0, false
}

// beforeBracket steps back over a bracket that ends at word i: "Jim Jordan |(R-Ohio)|".
func (d *reading) beforeBracket(i, floor int) int {
	if !d.is(i, ")") {
		return i
	}
	for k := i - 1; k > floor; k-- {
		if d.is(k, "(") {
			return k - 1
		}
	}
	return i
}

// phraseStart walks back over the noun phrase that ends with word i.
func (d *reading) phraseStart(i, floor int) int {
	k := i
	quote := d.words[i].quote
	for k >= floor {
		w := d.words[k]
		if w.quote != quote || w.aside {
			break
		}
		if w.mention > 0 {
			k = min(k, d.mentions[w.mention-1].from) - 1
			continue
		}
		if w.low == "and" && k > floor && k < i {
			if d.joinsPhrases(k, floor) {
				k--
				continue
			}
			break
		}
		if !w.letter && !w.clitic && !isNumber(w.text) && w.low != "-" && w.low != "&" {
			break
		}
		if conjunctions[w.low] || finiteVerbs[w.low] && !w.upper || pronounWords[w.low] && k < i || d.cueVerb(k) && k < i {
			break
		}
		if prepositions[w.low] && !phraseInside[w.low] {
			break
		}
		if k < i && strings.HasSuffix(w.low, "ed") && !w.upper && (determiners[d.words[k+1].low] || prepositions[d.words[k+1].low]) && !d.words[k+1].joined {
			break
		}
		k--
	}
	k++
	for k < i && (conjunctions[d.words[k].low] || prepositions[d.words[k].low] || adverbsOfCue[d.words[k].low] || d.words[k].clitic || d.is(k, "-")) {
		k++
	}
	return k
}

// phraseInside are prepositions that a noun phrase may hold.
var phraseInside = wordSet("of for in at from with to on")

var pronounWords = wordSet("he she they it we i you who him her them me us himself herself themselves")

func (d *reading) cueVerb(i int) bool {
	c, ok := cueLexicon[d.words[i].low]
	return ok && !ambiguousCues[d.words[i].low] && c.frame&takesClause != 0 && !d.words[i].upper
}

// joinsPhrases reports whether the "and" at k joins two noun phrases rather than two clauses: no verb stands before it.
func (d *reading) joinsPhrases(k, floor int) bool {
	if !d.words[k-1].letter || !(d.words[k+1].upper || determiners[d.words[k+1].low] || d.words[k+1].letter) {
		return false
	}
	for i := k - 1; i >= floor && i > k-12; i-- {
		w := d.words[i]
		if w.low == "," || w.low == "\"" || conjunctions[w.low] {
			return true
		}
		if finiteVerbs[w.low] && !w.upper || d.cueVerb(i) || strings.HasSuffix(w.low, "ed") && !w.upper && w.mention == 0 {
			return false
		}
	}
	return true
}

// apposedSubject finds the noun phrase before "NAME, the minister of defence, |said|": comma is the last comma.
func (d *reading) apposedSubject(comma, floor int) (int, int, bool) {
	if comma <= floor {
		return 0, 0, false
	}
	if m := d.words[comma-1].mention; m > 0 {
		name := d.mentions[m-1]
		if f, t := d.officeApposed(name.from, floor); name.actor.kind == Person && name.to == comma && f < t {
			return t + 1, comma, true // "the harbour minister, Ana Bolek, said"
		}
	}
	best := -1
	for p := comma - 1; p > floor && comma-p < 32; p-- {
		w := d.words[p]
		if w.quote != d.words[comma].quote || w.low == ";" || w.low == ":" {
			break
		}
		if w.low != "," {
			continue
		}
		if m := d.words[d.beforeBracket(p-1, floor)].mention; m > 0 && d.speaks(d.mentions[m-1].actor) {
			best = p
		} else if d.nameOfPlace(floor, p) {
			best = p
			break
		} else if d.bodyOrOffice(p-1) && d.phraseStart(p-1, floor) == floor {
			best = p
			break
		}
	}
	if best < 0 {
		return 0, 0, false
	}
	to := d.beforeBracket(best-1, floor) + 1
	from := d.phraseStart(to-1, floor)
	if name, ok := d.apposedName(from, to, comma+1); ok {
		return name.from, name.to, true // "The harbour master, Ana Bolek, who has the radar, said"
	}
	// "The court's president, Judge Joan Donoghue, rejected": the name between the commas speaks.
	if m := d.words[comma-1].mention; m > 0 && (d.words[best-1].mention == 0 || d.in(d.headOf(from, to), officeHeads)) && d.mentions[m-1].actor.kind == Person {
		if name := d.mentions[m-1]; d.allTitle(best+1, name.from) {
			return best + 1, comma, true
		}
	}
	return from, to, from < to
}

// nameOfPlace reports whether words [from, to) are a person's name and where that person is from: "Rep. Ana Maric of Ohio".
func (d *reading) nameOfPlace(from, to int) bool {
	for i := from; i < to; i++ {
		if m := d.words[i].mention; m > 0 {
			name := d.mentions[m-1]
			return name.actor.kind == Person && d.titleWords(from, name.from) && d.is(name.to, "of", "from") && to-name.to < 6
		}
		if prepositions[d.words[i].low] {
			return false
		}
	}
	return false
}

func (d *reading) allTitle(from, to int) bool {
	for i := from; i < to; i++ {
		if !officeHeads[d.words[i].low] && !rankWords[d.words[i].low] && !officeParts[d.words[i].low] && d.countryWords(i) == 0 {
			return false
		}
	}
	return true
}

func (d *reading) bodyOrOffice(i int) bool {
	return d.in(i, groupNouns) || d.in(i, officeHeads) || d.in(i, personNouns)
}
