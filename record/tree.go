package record

import (
	"iter"
	"strings"

	"github.com/dateline-news/dateline/language"
)

// tree is the dependency tree of each sentence (Universal Dependencies), over the words of a reading. Where no model has
// read the text, no word has a head and every question about it is answered with no.
type tree struct {
	token []*language.Token // by word
	head  []int             // word that governs it, -1 for the root of a sentence and where none is known
	first []int             // first[i] to first[i+1] are the dependents of word i in next
	next  []int
}

// grow lays the trees of a text out flat.
func grow(t language.Text) tree {
	n := 0
	for i := range t.Sentences {
		n += len(t.Sentences[i].Tokens)
	}
	out := tree{token: make([]*language.Token, 0, n), head: make([]int, 0, n), first: make([]int, n+1), next: make([]int, n)}
	for i := range t.Sentences {
		s := &t.Sentences[i]
		base := len(out.token)
		for j := range s.Tokens {
			head := -1
			if h := s.Tokens[j].Head; h > 0 && h <= len(s.Tokens) && h != j+1 {
				head = base + h - 1
			}
			out.token, out.head = append(out.token, &s.Tokens[j]), append(out.head, head)
		}
	}
	out.link()
	return out
}

// link sorts the words by their heads, in the order of the text.
func (t *tree) link() {
	for _, h := range t.head {
		if h >= 0 {
			t.first[h+1]++
		}
	}
	for i := range t.head {
		t.first[i+1] += t.first[i]
	}
	at := make([]int, len(t.head))
	for i, h := range t.head {
		if h >= 0 {
			t.next[t.first[h]+at[h]] = i
			at[h]++
		}
	}
}

// known reports whether a model has read word i.
func (t *tree) known(i int) bool { return t.token[i].UPOS != "" }

func (t *tree) pos(i int) string   { return t.token[i].UPOS }
func (t *tree) lemma(i int) string { return t.token[i].Lemma }

// rel is the relation of word i to its head without its subtype: "obl" for "obl:agent".
func (t *tree) rel(i int) string {
	rel, _, _ := strings.Cut(t.token[i].Deprel, ":")
	return rel
}

// fullRel is the relation of word i to its head.
func (t *tree) fullRel(i int) string { return t.token[i].Deprel }

// feat reports whether word i has a feature, "Tense=Past".
func (t *tree) feat(i int, feature string) bool {
	for f := range strings.SplitSeq(t.token[i].Feats, "|") {
		if f == feature {
			return true
		}
	}
	return false
}

// kids are the dependents of word i in the order of the text.
func (t *tree) kids(i int) []int { return t.next[t.first[i]:t.first[i+1]] }

// having gives the dependents of word i by one of the relations, with or without a subtype.
func (t *tree) having(i int, rels ...string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for _, k := range t.kids(i) {
			for _, r := range rels {
				if (t.token[k].Deprel == r || t.rel(k) == r) && !yield(k) {
					return
				}
			}
		}
	}
}

// kid is the first dependent of word i by one of the relations, -1 for none.
func (t *tree) kid(i int, rels ...string) int {
	for k := range t.having(i, rels...) {
		return k
	}
	return -1
}

// up gives the words over i, from its head to the root. A tree that is none ends after as many steps as it has words.
func (t *tree) up(i int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for steps := 0; steps < len(t.head); steps++ {
			if i = t.head[i]; i < 0 || !yield(i) {
				return
			}
		}
	}
}

// under reports whether word i is top or stands below it.
func (t *tree) under(i, top int) bool {
	if i == top {
		return true
	}
	for h := range t.up(i) {
		if h == top {
			return true
		}
	}
	return false
}
