package language

import (
	"slices"
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
	// loneScore is what going without an antecedent counts, nearest the share of a chain's nearest member in the score of the
	// chain, and farthest the score that a bad member counts at least; chosen on dev (training/RUNS.md).
	loneScore, nearest, farthest = -1, 0.6, -8
)

// chains joins each mention to the chain, or to the mention before it, that fits it best, or to none (word-level coreference,
// Dobrovolskii 2021). The score of a chain lies between that of its best member and the mean of all.
func chains(t *Text, all []candidate, scores *engine.Mentions, distances *[engine.MentionKinds][2][engine.DistanceBuckets]float32) []Chain {
	mentions := mentionsOf(t, all, scores)
	j := joiner{mentions: mentions, scores: scores, distances: distances, row: make([]float32, reach)}
	for i := range mentions {
		j.join(i)
	}
	out := make([]Chain, len(j.chains))
	for i, of := range j.chains {
		for _, k := range of {
			out[i].Mentions = append(out[i].Mentions, t.mentionOf(mentions[k].candidate))
		}
	}
	return out
}

// joiner is what the mentions of a text are joined with.
type joiner struct {
	mentions  []mention
	scores    *engine.Mentions
	distances *[engine.MentionKinds][2][engine.DistanceBuckets]float32
	chains    [][]int // numbers of mentions
	row       []float32
	all       []float32 // scores of candidates that are no mentions too
	fits      []fit     // of each chain with the mention that is being joined
	near      []int     // chains within reach of it
}

// fit is how well a chain fits a mention.
type fit struct {
	best, sum float32
	members   float32
}

func (f *fit) add(score float32) {
	if f.members == 0 || score > f.best {
		f.best = score
	}
	f.sum += max(score, farthest)
	f.members++
}

func (f *fit) score() float32 { return nearest*f.best + (1-nearest)*f.sum/f.members }

// join puts mention i where it fits best.
func (j *joiner) join(i int) {
	m := &j.mentions[i]
	from := max(0, i-reach)
	row := j.row[:i-from]
	j.antecedents(m, from, row)
	best, chain, alone := float32(loneScore), -1, -1
	j.near = j.near[:0]
	for k, score := range row {
		c := j.mentions[from+k].chain
		if c >= 0 {
			if j.fits[c].members == 0 {
				j.near = append(j.near, c)
			}
			j.fits[c].add(score)
			continue
		}
		var one fit
		one.add(score)
		if one.score() > best {
			best, alone = one.score(), from+k
		}
	}
	for _, c := range j.near {
		if j.fits[c].score() > best {
			best, chain = j.fits[c].score(), c
		}
		j.fits[c] = fit{}
	}
	switch {
	case chain >= 0:
	case alone >= 0:
		chain = len(j.chains)
		j.chains, j.fits = append(j.chains, []int{alone}), append(j.fits, fit{})
		j.mentions[alone].chain = chain
	default:
		return
	}
	m.chain = chain
	j.chains[chain] = append(j.chains[chain], i)
}

// antecedents writes the score of each mention from one on as an antecedent of m.
func (j *joiner) antecedents(m *mention, from int, row []float32) {
	if len(row) == 0 {
		return
	}
	// Candidates that are no mentions stand between: the engine scores all, and those of mentions are kept.
	first := j.mentions[from].vector
	j.all = slices.Grow(j.all[:0], int(m.vector-first))[:m.vector-first]
	j.scores.Antecedents(m.vector, first, j.all)
	for k := range row {
		other := &j.mentions[from+k]
		same := 0
		if m.form == other.form {
			same = 1
		}
		row[k] = j.all[other.vector-first] + j.distances[m.kind][same][bucket(m.at-other.at)]
	}
}

// mentionsOf takes the candidates that are mentions, which come in the order of the text, with what their scores depend on.
func mentionsOf(t *Text, all []candidate, scores *engine.Mentions) []mention {
	var out []mention
	words := wordCounts(t)
	for _, c := range all {
		if scores.Score(c.vector) < 0 {
			continue
		}
		form := strings.ToLower(t.Sentences[c.sentence].Tokens[c.token].Of(t.Source))
		out = append(out, mention{candidate: c, form: form, kind: mentionKind(form), at: words[c.sentence] + c.token, chain: -1})
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
