package eval

import "slices"

var contentRels = map[string]bool{"nsubj": true, "obj": true, "iobj": true, "csubj": true, "ccomp": true, "xcomp": true, "obl": true, "vocative": true,
	"expl": true, "dislocated": true, "advcl": true, "advmod": true, "discourse": true, "nmod": true, "appos": true,
	"nummod": true, "acl": true, "amod": true, "conj": true, "fixed": true, "flat": true, "compound": true, "list": true,
	"parataxis": true, "orphan": true, "goeswith": true, "reparandum": true, "root": true, "dep": true}

// pairing says which words of the gold and of the answer stand for each other, by index, -1 for none.
type pairing struct {
	gold, system *udText
	ofGold       []int
	ofSystem     []int
}

func (p *pairing) pair(g, s int) { p.ofGold[g], p.ofSystem[s] = s, g }

// align pairs words: outside multiword tokens those with the same characters, inside them by the longest common
// subsequence of forms.
func align(gold, system *udText) *pairing {
	p := &pairing{gold: gold, system: system, ofGold: filled(len(gold.words)), ofSystem: filled(len(system.words))}
	g, s := 0, 0
	for g < len(gold.words) && s < len(system.words) {
		a, b := &gold.words[g], &system.words[s]
		switch {
		case a.multiword || b.multiword:
			g, s = p.alignMultiword(g, s)
		case a.start == b.start && a.end == b.end:
			p.pair(g, s)
			g, s = g+1, s+1
		case a.start <= b.start:
			g++
		default:
			s++
		}
	}
	return p
}

func filled(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = -1
	}
	return out
}

// alignMultiword takes the smallest stretch that begins here and that no multiword token sticks out of, and returns the
// words behind it.
func (p *pairing) alignMultiword(g, s int) (int, int) {
	gold, system := p.gold.words, p.system.words
	end := 0
	if gold[g].multiword {
		end = gold[g].end
		if !system[s].multiword && system[s].start < gold[g].start {
			s++
		}
	} else {
		end = system[s].end
		if !gold[g].multiword && gold[g].start < system[s].start {
			g++
		}
	}
	g0, s0 := g, s
	for !beyond(gold, g, end) || !beyond(system, s, end) {
		if g < len(gold) && (s >= len(system) || gold[g].start <= system[s].start) {
			end = extend(gold[g], end)
			g++
		} else {
			end = extend(system[s], end)
			s++
		}
	}
	p.pairForms(g0, g, s0, s)
	return g, s
}

func beyond(words []udWord, i, end int) bool {
	if i >= len(words) {
		return true
	}
	if words[i].multiword {
		return words[i].start >= end
	}
	return words[i].end > end
}

func extend(w udWord, end int) int {
	if w.multiword {
		return max(end, w.end)
	}
	return end
}

// pairForms pairs the words of a stretch by the longest common subsequence of their forms.
func (p *pairing) pairForms(g0, g1, s0, s1 int) {
	gold, system := p.gold.words[g0:g1], p.system.words[s0:s1]
	length := make([][]int, len(gold)+1)
	for i := range length {
		length[i] = make([]int, len(system)+1)
	}
	for i := len(gold) - 1; i >= 0; i-- {
		for j := len(system) - 1; j >= 0; j-- {
			length[i][j] = max(length[i+1][j], length[i][j+1])
			if gold[i].form == system[j].form {
				length[i][j] = max(length[i][j], 1+length[i+1][j+1])
			}
		}
	}
	for i, j := 0, 0; i < len(gold) && j < len(system); {
		switch {
		case gold[i].form == system[j].form:
			p.pair(g0+i, s0+j)
			i, j = i+1, j+1
		case length[i][j] == length[i+1][j]:
			i++
		default:
			j++
		}
	}
}

// scoreSyntax gives the tallies of an answer by column.
func scoreSyntax(gold, system *udText) map[string]tally {
	p := align(gold, system)
	all := func(*udWord) bool { return true }
	content := func(w *udWord) bool { return contentRels[w.deprel] }
	lemma := func(g, s *udWord) bool { return g.lemma == "_" || g.lemma == s.lemma }
	arc := func(g, s *udWord) bool { return p.sameHead(g.parent, s.parent) }
	labelled := func(g, s *udWord) bool { return arc(g, s) && g.deprel == s.deprel }
	tags := func(g, s *udWord) bool { return g.upos == s.upos && g.feats == s.feats }
	return map[string]tally{
		"Tokens": {right: common(system.tokens, gold.tokens), system: len(system.tokens), gold: len(gold.tokens)},
		"Sents":  {right: common(system.sentences, gold.sentences), system: len(system.sentences), gold: len(gold.sentences)},
		"Words":  p.count(all, func(_, _ *udWord) bool { return true }),
		"UPOS":   p.count(all, func(g, s *udWord) bool { return g.upos == s.upos }),
		"XPOS":   p.count(all, func(g, s *udWord) bool { return g.xpos == s.xpos }),
		"UFeats": p.count(all, func(g, s *udWord) bool { return g.feats == s.feats }),
		"Lemmas": p.count(all, lemma),
		"UAS":    p.count(all, arc),
		"LAS":    p.count(all, labelled),
		"MLAS": p.count(content, func(g, s *udWord) bool {
			return labelled(g, s) && tags(g, s) && p.sameFunctional(g.functional, s.functional)
		}),
		"BLEX": p.count(content, func(g, s *udWord) bool { return labelled(g, s) && lemma(g, s) }),
	}
}

// count tallies the words that counts admits, right where the pair is the same.
func (p *pairing) count(counts func(*udWord) bool, same func(g, s *udWord) bool) tally {
	var t tally
	for i := range p.system.words {
		if counts(&p.system.words[i]) {
			t.system++
		}
	}
	for i := range p.gold.words {
		g := &p.gold.words[i]
		if !counts(g) {
			continue
		}
		t.gold++
		if s := p.ofGold[i]; s >= 0 && same(g, &p.system.words[s]) {
			t.right++
		}
	}
	return t
}

// sameHead reports whether the heads stand for each other, or both words are roots.
func (p *pairing) sameHead(gold, system int) bool {
	if gold < 0 || system < 0 {
		return gold < 0 && system < 0
	}
	return p.ofGold[gold] == system
}

// sameFunctional compares the function words of two words: the same ones, with the same relation, tag and features.
func (p *pairing) sameFunctional(gold, system []int) bool {
	return slices.EqualFunc(gold, system, func(g, s int) bool {
		a, b := &p.gold.words[g], &p.system.words[s]
		return p.ofGold[g] == s && a.deprel == b.deprel && a.upos == b.upos && a.feats == b.feats
	})
}
