package record

import (
	"slices"
	"strings"
)

// opposeNeighbours makes one claim of two that two parties make in sentences next to each other, both with a verb that marks them as
// claims: "Olvia argues that … . Sundria claims …". The second party denies what the first asserts.
func (d *reading) opposeNeighbours() {
	gone := map[int]bool{}
	for i, a := range d.claimed {
		for j, b := range d.claimed {
			if gone[i] || gone[j] || a.evidence != byCharge || b.evidence != byCharge || len(a.stands) != 1 || len(b.stands) != 1 {
				continue
			}
			x, y := a.first(), b.first()
			if y.line-x.line != 1 || x.by == nil || y.by == nil || x.by == y.by || x.by.kind != y.by.kind || x.said < 0 || y.said < 0 || !contested[d.said[x.said].cue.lemma] || !contested[d.said[y.said].cue.lemma] {
				continue
			}
			y.stance = denies
			d.claimed[i].stands = append(d.claimed[i].stands, y)
			gone[j] = true
		}
	}
	d.drop(gone)
	for i, a := range d.claimed {
		if a.evidence == byCharge && len(a.stands) > 0 && a.first().said >= 0 && contested[d.said[a.first().said].cue.lemma] {
			d.claimed[i].stands = append(a.stands, d.contrasted(a.first())...)
		}
	}
}

// contrasted are those who speak against x in the sentence behind, which "but" or "however" opens.
func (d *reading) contrasted(x stand) []stand {
	n := x.line + 1
	if n >= len(d.lines) || !d.is(d.lines[n].from, "but", "however", "yet") {
		return nil
	}
	for k, st := range d.said {
		if st.line == n && len(st.source.actors) > 0 && !st.source.speaks(x.by) {
			return d.speakersOf(k, denies)
		}
	}
	return nil
}

// drop takes claims out by number.
func (d *reading) drop(gone map[int]bool) {
	kept := d.claimed[:0:0]
	for i, c := range d.claimed {
		if !gone[i] {
			kept = append(kept, c)
		}
	}
	d.claimed = kept
}

// joinAccusations makes one claim of the accusations of several speakers that charge the same party with the same act, and adds what the
// accused say for themselves.
func (d *reading) joinAccusations() {
	gone := map[int]bool{}
	for i := range d.claimed {
		c := &d.claimed[i]
		key, act := d.charged(*c)
		if gone[i] || key == "" {
			continue
		}
		for k := range d.said {
			if slices.ContainsFunc(c.stands, func(s stand) bool { return s.said == k || d.said[k].source.speaks(s.by) }) {
				continue
			}
			if line, ok := d.chargesToo(k, key, act); ok {
				c.stands = append(c.stands, onLine(d.speakersOf(k, asserts), line)...)
				for j := range d.claimed {
					other, _ := d.charged(d.claimed[j])
					gone[j] = gone[j] || j != i && other == key && d.claimed[j].first().said == k
				}
			} else if line, ok := d.defends(k, key); ok {
				c.stands = append(c.stands, onLine(d.speakersOf(k, denies), line)...)
			}
		}
	}
	d.drop(gone)
}

func onLine(stands []stand, line int) []stand {
	for i := range stands {
		stands[i].line = line
	}
	return stands
}

// speaks reports whether a is one of the source's actors.
func (s source) speaks(a *actor) bool { return a != nil && slices.Contains(s.actors, a) }

// charged gives whom claim c accuses and the lemma of the act, "" where it accuses nobody.
func (d *reading) charged(c claimed) (key, act string) {
	k := c.first().said
	if k < 0 || c.evidence != byConduct && c.evidence != byCharge || c.first().stance != asserts {
		return "", ""
	}
	st := d.said[k]
	from, to := d.wordsOf(c.span)
	if charging[st.cue.lemma] {
		obj := d.child(st.cueFrom, "obj")
		for i := to - 1; i >= from && obj >= 0; i-- {
			if d.hostile(i) {
				return d.accusedKey(obj), d.words[i].lemma
			}
		}
		return "", ""
	}
	a, ok := d.accusationIn(stretch{from, to}, st)
	if !ok || d.words[a.agent].upos == "PRON" {
		return "", ""
	}
	return d.accusedKey(a.agent), d.words[a.act].lemma
}

// chargesToo reports whether statement k lays the same act at the same door.
func (d *reading) chargesToo(k int, key, act string) (line int, ok bool) {
	for _, s := range d.said[k].content {
		for _, c := range d.clausesOf(s) {
			a, found := d.accusationIn(c, d.said[k])
			if found && d.accusedKey(a.agent) == key && akin(d.words[a.act].lemma, act) {
				return d.words[c.from].sentence, true
			}
		}
	}
	return 0, false
}

// defends reports whether statement k is what the accused side says for itself: that it did not, or that it keeps to what is right.
func (d *reading) defends(k int, key string) (line int, ok bool) {
	st := d.said[k]
	if !slices.ContainsFunc(st.source.actors, func(a *actor) bool {
		return key == "actor "+a.name || a.country != "" && key == "country "+a.country && d.ofState(a)
	}) {
		return 0, false
	}
	for _, s := range st.content {
		for _, c := range d.clausesOf(s) {
			top := d.clauseTop(c)
			if top < 0 || !d.sideSubject(top, st) {
				continue
			}
			for i := c.from; i < c.to; i++ {
				if defending[d.words[i].lemma] && d.words[i].upos == "VERB" || i == d.negation(top) && d.hostile(top) {
					return d.words[c.from].sentence, true
				}
			}
		}
	}
	return 0, false
}

// defending are verbs by which an accused side speaks for its own conduct.
var defending = wordSet("respect maintain uphold protect safeguard abide comply observe adhere honor honour")

// sideSubject reports whether the subject of top is the speaker or the speaker's side.
func (d *reading) sideSubject(top int, st said) bool {
	if d.selfSubject(top, st) {
		return true
	}
	k := d.child(top, "nsubj")
	if k < 0 {
		return false
	}
	if m := d.words[k].mention; m > 0 {
		return d.sameSide(d.mentions[m-1].actor, st)
	}
	return d.is(k, "we", "i") || d.ownBy(k)
}

// mergeSame makes one claim of two whose words are nearly the same.
func (d *reading) mergeSame() {
	gone := map[int]bool{}
	words := make([][]string, len(d.claimed))
	for i, c := range d.claimed {
		words[i] = d.keyWords(d.wordsOf(c.span))
	}
	for i := range d.claimed {
		for j := i + 1; j < len(d.claimed); j++ {
			if gone[i] || gone[j] || len(words[i]) < 2 || held(words[i], words[j]) < 0.8 || held(words[j], words[i]) < 0.8 {
				continue
			}
			for _, s := range d.claimed[j].stands {
				if !slices.Contains(d.claimed[i].stands, s) && (s.by != nil || len(d.claimed[i].stands) == 0) {
					d.claimed[i].stands = append(d.claimed[i].stands, s)
				}
			}
			d.claimed[i].event = d.claimed[i].event && d.claimed[j].event
			gone[j] = true
		}
	}
	d.drop(gone)
}

// held is the share of the words of a that b has too.
func held(a, b []string) float64 {
	n := 0
	for _, w := range a {
		if slices.ContainsFunc(b, func(h string) bool { return akin(h, w) }) {
			n++
		}
	}
	return float64(n) / float64(max(1, len(a)))
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
