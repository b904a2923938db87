package record

import (
	"slices"
	"strings"
)

// opposeNeighbours sets two claims against each other that two parties make in sentences next to each other, both with a verb
// that marks them as claims: "Olvia argues that … . Sundria claims …".
func (d *reading) opposeNeighbours() {
	marked := slices.Clone(d.claimed)
	for i := range marked {
		a := marked[i]
		for j := range marked {
			b := marked[j]
			if a.evidence != byCharge || b.evidence != byCharge || len(a.stands) != 1 || len(b.stands) != 1 {
				continue
			}
			x, y := a.stands[0], b.stands[0]
			if y.line-x.line != 1 || x.by == nil || y.by == nil || x.by == y.by || x.by.kind != y.by.kind || !contested[d.said[x.said].cue.lemma] || !contested[d.said[y.said].cue.lemma] {
				continue
			}
			y.stance = denies
			d.claimed[i].stands = append(d.claimed[i].stands, y)
			x.stance = denies
			d.claimed[j].stands = append(d.claimed[j].stands, x)
		}
	}
}

// joinStatements adds to each claim the statements of the report that come back to it: those that hold most of its words. One with
// a word of untruth or a negation takes the other side.
func (d *reading) joinStatements() {
	for i := range d.claimed {
		c := &d.claimed[i]
		words := d.keyWords(d.wordsOf(c.span))
		if len(words) < 2 {
			continue
		}
		for k, st := range d.said {
			if slices.ContainsFunc(c.stands, func(s stand) bool { return s.said == k }) {
				continue
			}
			for _, s := range st.content {
				if s.Overlaps(c.span) {
					continue
				}
				if stance, line, ok := d.comesBack(words, d.clausesOf(s)); ok {
					for _, stand := range d.speakersOf(k, stance) {
						stand.line = line
						c.stands = append(c.stands, stand)
					}
					break
				}
			}
		}
	}
}

// comesBack reports whether one of the sentences holds most of the words of a claim, and on which side.
func (d *reading) comesBack(words []string, sentences []stretch) (stance string, line int, ok bool) {
	for _, c := range sentences {
		have := d.keyWords(c.from, c.to)
		n := 0
		for _, w := range words {
			if slices.ContainsFunc(have, func(h string) bool { return akin(h, w) }) {
				n++
			}
		}
		if n < 2 || 10*n < 6*len(words) {
			continue
		}
		for i := c.from; i < c.to; i++ {
			if falseWords[d.words[i].low] || d.is(i, "not", "n't", "n’t", "never", "no") {
				return denies, d.words[c.from].sentence, true
			}
		}
		return supports, d.words[c.from].sentence, true
	}
	return "", 0, false
}

// keyWords are the lemmas of the nouns, names, verbs and adjectives in words [from, to), each once.
func (d *reading) keyWords(from, to int) []string {
	var out []string
	for i := from; i < to; i++ {
		w := d.words[i]
		if !w.letter || w.clitic || len(w.low) < 4 || determiners[w.low] || prepositions[w.low] || conjunctions[w.low] || auxiliaries[w.low] || modals[w.low] || pronounWords[w.low] || d.is(i, "situation", "people", "country") {
			continue
		}
		lemma := strings.ToLower(w.lemma)
		if lemma == "" {
			lemma = w.low
		}
		if !slices.Contains(out, lemma) {
			out = append(out, lemma)
		}
	}
	return out
}

// akin reports whether two lemmas are forms of one word: the same, or with the same first five letters ("Russia", "Russian").
func akin(a, b string) bool {
	return a == b || len(a) > 4 && len(b) > 4 && a[:5] == b[:5] && max(len(a), len(b)) <= 9
}
