package story

import (
	_ "embed" // the fitted trees
	"math"
	"sync"
)

// Proposal is a position with its words taken apart, to be compared with others.
type Proposal struct {
	Position
	words, sentence Phrase
}

// Propose takes the words of a position apart: words are those of its span, sentence those of its sentence.
func Propose(p Position, words, sentence string) Proposal {
	return Proposal{Position: p, words: ReadPhrase(words), sentence: ReadPhrase(sentence)}
}

// ProposalFeatures names what Compare measures, in its order.
var ProposalFeatures = []string{"meaning", "words overlap", "sentence overlap", "words within", "sentence within", "shared names", "shared sentence names", "names apart", "shared numbers", "numbers apart",
	"same actor", "both own", "one own", "negation differs", "length ratio", "shorter length", "same report", "same sentence", "same day", "shared lemmas"}

// Compare measures how alike two propositions are. w says how much a word tells among those that are compared.
func (p *Proposal) Compare(o *Proposal, w *Weights) []float64 {
	a, b := float64(max(1, p.words.Words)), float64(max(1, o.words.Words))
	names, numbers := p.words.Names.shared(o.words.Names), p.words.Numbers.shared(o.words.Numbers)
	return []float64{
		p.Vector.Cosine(o.Vector),
		w.overlap(p.words.Lemmas, o.words.Lemmas), w.overlap(p.sentence.Lemmas, o.sentence.Lemmas),
		max(w.within(p.words.Lemmas, o.sentence.Lemmas), w.within(o.words.Lemmas, p.sentence.Lemmas)),
		min(w.within(p.words.Lemmas, o.sentence.Lemmas), w.within(o.words.Lemmas, p.sentence.Lemmas)),
		float64(names), float64(p.sentence.Names.shared(o.sentence.Names)),
		truth(names == 0 && len(p.words.Names) > 0 && len(o.words.Names) > 0),
		float64(numbers), truth(numbers == 0 && len(p.words.Numbers) > 0 && len(o.words.Numbers) > 0),
		truth(p.Actor.Key != "" && p.Actor.Key == o.Actor.Key), truth(p.Own && o.Own), truth(p.Own != o.Own),
		truth(p.words.Negated != o.words.Negated), min(a, b) / max(a, b), math.Log(min(a, b)),
		truth(p.Report == o.Report), truth(p.Report == o.Report && p.Sentence == o.Sentence), truth(p.Day != "" && p.Day == o.Day),
		float64(p.words.Lemmas.shared(o.words.Lemmas)),
	}
}

// CountProposal counts the words of a proposal's sentence among those that are compared.
func (w *Weights) CountProposal(p *Proposal) { w.Count(p.sentence) }

//go:embed claim_pair.json
var claimPairTable []byte

// ClaimPairs are the trees that say whether two propositions are one claim.
var ClaimPairs = sync.OnceValues(func() (*Trees, error) { return ReadTrees(claimPairTable) })

// StanceTowards is the stance of p on the claim of which first is the first position. It turns where one of them is negated and
// they are alike for the rest; else the tone of p's words counts.
func (p *Proposal) StanceTowards(first *Proposal) Stance {
	switch {
	case p.words.Negated != first.words.Negated && p.alike(first):
		return p.Stance.turned()
	case p.Tone == Denies && p.Stance == Asserts && !first.words.Negated:
		return Denies
	case p.Tone == Questions && p.Stance == Asserts:
		return Questions
	}
	return p.Stance
}

// alike says whether the words of two propositions are so near that a "not" in one of them turns its meaning.
func (p *Proposal) alike(o *Proposal) bool {
	if p.Vector.Cosine(o.Vector) >= 0.75 {
		return true
	}
	n := p.words.Lemmas.shared(o.words.Lemmas)
	return n >= 3 && 3*n >= 2*min(len(p.words.Lemmas), len(o.words.Lemmas))
}

// ProposeWords is Propose for a position whose meaning and stance are still to be read from its words.
func ProposeWords(p Position, words, sentence string, embed Embed) Proposal {
	p.Vector = positionVector(embed, words, sentence)
	p.Stance, p.Tone = readStance("", words), readTone("", words, sentence, embed)
	return Propose(p, words, sentence)
}
