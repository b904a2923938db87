package language

import (
	"strings"

	"github.com/dateline-news/dateline/language/engine"
	"github.com/dateline-news/dateline/span"
)

// Chain is what a text says of one person, body, place or thing: two mentions or more, in order.
type Chain struct{ Mentions []Mention }

// Mention is a run of tokens of one sentence; Token is its head word.
type Mention struct {
	Span       span.Span
	Sentence   int // index in Text.Sentences
	First, End int // tokens [First, End) of it
	Token      int
}

// candidate is a word that may be the head of a mention.
type candidate struct {
	sentence, token int
	vector          int32 // its number among the engine's mentions
}

const (
	// reach is how many candidates before it a mention looks back over, so that the time stays linear.
	reach = 400
	// mentionScore is the score (log odds) from which a candidate takes part, chosen on dev (training/RUNS.md).
	mentionScore = 0
)

// chains joins each mention to its likeliest antecedent, or to none (word-level coreference, Dobrovolskii 2021).
func chains(t *Text, all []candidate, scores *engine.Mentions, distances *[engine.MentionKinds][2][engine.DistanceBuckets]float32) []Chain {
	mentions := mentionsOf(t, all)
	var members [][]int
	row := make([]float32, reach)
	for i := range mentions {
		m := &mentions[i]
		from := max(0, i-reach)
		if scores.Score(m.vector) < mentionScore {
			continue
		}
		scores.Antecedents(m.vector, mentions[from].vector, row[:i-from])
		best, antecedent := float32(0), -1
		for j := i - 1; j >= from; j-- {
			other := &mentions[j]
			same := 0
			if m.form == other.form {
				same = 1
			}
			score := row[j-from] + distances[m.kind][same][bucket(m.at-other.at)]
			if score > best && scores.Score(other.vector) >= mentionScore {
				best, antecedent = score, j
			}
		}
		if antecedent < 0 {
			continue
		}
		first := &mentions[antecedent]
		if first.chain < 0 {
			first.chain = len(members)
			members = append(members, []int{antecedent})
		}
		m.chain = first.chain
		members[m.chain] = append(members[m.chain], i)
	}
	out := make([]Chain, len(members))
	for i, of := range members {
		for _, j := range of {
			out[i].Mentions = append(out[i].Mentions, t.mentionOf(mentions[j].candidate))
		}
	}
	return out
}

// mentionsOf adds to the candidates, which come in the order of the text, what their scores depend on.
func mentionsOf(t *Text, all []candidate) []mention {
	out := make([]mention, len(all))
	words := wordCounts(t)
	for i, c := range all {
		form := strings.ToLower(t.Sentences[c.sentence].Tokens[c.token].Of(t.Source))
		out[i] = mention{candidate: c, form: form, kind: mentionKind(form), at: words[c.sentence] + c.token, chain: -1}
	}
	return out
}

type mention struct {
	candidate
	form  string
	kind  int
	at    int // index of the word in the text
	chain int
}

// wordCounts gives the number of words before each sentence.
func wordCounts(t *Text) []int {
	counts := make([]int, len(t.Sentences))
	n := 0
	for i, s := range t.Sentences {
		counts[i] = n
		n += len(s.Tokens)
	}
	return counts
}

// bucket is the power of two of a distance in words.
func bucket(gap int) int {
	b := 0
	for gap > 1 && b < engine.DistanceBuckets-1 {
		gap >>= 1
		b++
	}
	return b
}

// The closed classes that training/model.py tells apart (SPOKEN, THIRD).
var (
	spoken = set("i", "me", "my", "mine", "myself", "we", "us", "our", "ours", "ourselves", "you", "your", "yours", "yourself", "yourselves")
	third  = set("he", "him", "his", "himself", "she", "her", "hers", "herself", "it", "its", "itself", "they", "them", "their", "theirs", "themselves", "themself",
		"this", "that", "these", "those", "who", "which")
)

func mentionKind(form string) int {
	switch {
	case spoken[form]:
		return 1
	case third[form]:
		return 2
	}
	return 0
}

// mentionOf gives the mention that a word heads: the word and what hangs on it, but for what belongs to the clause around
// it (a preposition, a conjunction and its second part, the copula and subject of a predicate).
func (t *Text) mentionOf(c candidate) Mention {
	s := &t.Sentences[c.sentence]
	first, end := c.token, c.token+1
	for i := range s.Tokens {
		if s.within(i, c.token) {
			first, end = min(first, i), max(end, i+1)
		}
	}
	return Mention{Span: span.Span{Start: s.Tokens[first].Span.Start, End: s.Tokens[end-1].Span.End}, Sentence: c.sentence, First: first, End: end, Token: c.token}
}

// within says whether token i belongs to the mention that head heads.
func (s *Sentence) within(i, head int) bool {
	for i != head {
		above := s.Tokens[i].Head - 1
		if above < 0 {
			return false
		}
		if above == head {
			return partOfMention(s, i, head)
		}
		i = above
	}
	return true
}

func partOfMention(s *Sentence, i, head int) bool {
	relation, subtype, _ := strings.Cut(s.Tokens[i].Deprel, ":")
	switch relation {
	case "det", "amod", "nummod", "compound", "flat", "appos", "acl", "fixed", "goeswith":
		return true
	case "nmod":
		return subtype != "unmarked" || i < head
	case "case": // the 's of a possessor
		return i == head+1
	}
	return false
}
