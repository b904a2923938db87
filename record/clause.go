package record

import "strings"

// clauseEnd is where the clause that begins at i ends: at the end of its sentence, or where another cue of the same speaker
// or another attribution takes over.
func (d *reading) clauseEnd(i int, l line) int {
	end := l.to
	for end > i && !d.words[end-1].letter && !isNumber(d.words[end-1].text) && d.words[end-1].quote == 0 && !d.is(end-1, "%", ")") {
		end--
	}
	for k := i + 1; k < end; k++ {
		if d.words[k].quote > 0 {
			continue
		}
		if d.takesOver(k, l) {
			end = k
			break
		}
	}
	for end > i && d.words[end-1].quote == 0 && d.is(end-1, ",", "and", "but", "—", "–", "-", ";") {
		end--
	}
	if end < l.to && end > i && d.words[end-1].quote > 0 {
		if q := d.quotes[d.words[end-1].quote-1]; q.close == end && q.open >= i {
			end++ // its closing mark
		}
	}
	return end
}

// takesOver reports whether at word k another attribution begins: ", adding", "and vowed", "but says", "but according to".
func (d *reading) takesOver(k int, l line) bool {
	if d.is(k, ";") {
		return l.title || d.cueBetween(k+1, l.to)
	}
	if d.is(k, ",") && k+1 < l.to {
		if c, ok := cueLexicon[d.words[k+1].low]; ok && c.ing {
			return true
		}
		return d.endsInCue(k, l) || d.explains(k+1, l) || d.otherSays(k+1, l)
	}
	if q := d.words[k-1].quote; q > 0 && d.quotes[q-1].close == k {
		return d.is(k-1, ",") && (d.endsInCue(k, l) || d.explains(k+1, l))
	}
	if !d.is(k, "and", "but") || k+1 >= l.to {
		return false
	}
	j := k + 1
	for j < l.to-1 && adverbsOfCue[d.words[j].low] {
		j++
	}
	if d.is(j, "according") {
		return true
	}
	c, ok := cueLexicon[d.words[j].low]
	return ok && !c.ing && !d.words[j].upper && (c.past || !ambiguousCues[d.words[j].low]) && d.words[j].low != c.lemma && (c.frame&(takesClause|takesTo|takesHearer) != 0 || coordinated[c.lemma])
}

// endsInCue reports whether a short attribution behind the comma at k ends the sentence: ", TASS reported."
func (d *reading) endsInCue(k int, l line) bool {
	for e := k + 2; e < min(k+9, l.to); e++ {
		if d.is(e, ",") || d.words[e].quote > 0 {
			return false
		}
		if c, ok := cueLexicon[d.words[e].low]; ok && c.frame&takesClause != 0 && !c.ing && d.closes(d.skipTime(e+1, l), l) && d.skipTime(e+1, l) >= l.to-1 {
			return d.words[k+1].upper || d.in(e-1, groupNouns) || pronounWords[d.words[e-1].low]
		}
	}
	return false
}

// coordinated are verbs that take up the subject after "and" although no clause follows them: "… and demanded a vote".
var coordinated = wordSet("call describe denounce condemn demand reject dismiss accuse criticise criticize")

// cueBetween reports whether somebody speaks in words [from, to).
func (d *reading) cueBetween(from, to int) bool {
	for k := from; k < to; k++ {
		if cue, _, ok := d.cueAt(k); ok && d.words[k].quote == 0 && (cue.past || !ambiguousCues[d.words[k].low]) && !d.in(k-1, determiners) {
			return true
		}
	}
	return false
}

// explains reports whether at word k a noun explains what was said before: ", |a step that| his rivals called rash".
func (d *reading) explains(k int, l line) bool {
	if !d.in(k, articles) {
		return false
	}
	for e := k + 2; e < min(k+5, l.to); e++ {
		if d.is(e, "that", "which") {
			return stepNouns[d.words[e-1].low] || claimNouns[d.words[e-1].low]
		}
		if w := d.words[e]; !w.letter || prepositions[w.low] || finiteVerbs[w.low] {
			return false
		}
	}
	return false
}

// stepNouns sum up an act that was told before.
var stepNouns = wordSet("step move decision measure action act decree order ban claim charge remark comment demand proposal plan request offer warning threat allegation")

// otherSays reports whether at word k, behind a comma, somebody else begins to speak or to act: "as Kenya moved its troops",
// "and the police denied it", "police say nine".
func (d *reading) otherSays(k int, l line) bool {
	joined := d.is(k, "and", "as", "while", "but")
	if joined {
		k++
	}
	if k >= l.to || !d.words[k].letter && !isNumber(d.words[k].text) || conjunctions[d.words[k].low] || prepositions[d.words[k].low] {
		return false
	}
	for e := k + 1; e < min(k+10, l.to); e++ {
		w := d.words[e]
		if w.quote > 0 || w.low == "," || pronounWords[w.low] || auxiliaries[w.low] || modals[w.low] || conjunctions[w.low] || prepositions[w.low] && !phraseInside[w.low] {
			return false
		}
		if c, ok := cueLexicon[w.low]; ok && !c.ing && !w.upper && e-k < 6 && (c.past || !ambiguousCues[w.low] && w.low != c.lemma || d.pluralNoun(e-1) && w.low == "say") {
			return !d.in(e-1, determiners) && !d.in(e-1, prepositions) && (joined || d.words[k].upper || groupNouns[d.words[e-1].low])
		}
		if joined && (simplePast[w.low] || strings.HasSuffix(w.low, "ed") && !w.upper) && !d.in(e-1, determiners) && !d.in(e-1, prepositions) && d.nounBefore(e-1) {
			return !pronounWords[d.words[k].low]
		}
	}
	return false
}

// nounBefore reports whether word i can end the subject of the verb behind it.
func (d *reading) nounBefore(i int) bool {
	w := d.words[i]
	return w.letter && !w.clitic && !strings.HasSuffix(w.low, "ly") && !adverbsOfCue[w.low]
}

// simplePast are past forms that are no participles too, or seldom.
var simplePast = wordSet("went came took gave saw became began ran rose grew fought drew drove flew fled sat spoke wrote chose threw withdrew fell broke left kept held met led sent lost won stood")
