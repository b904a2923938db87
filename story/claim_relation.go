package story

import "math"

// RelationFeatures names what Relation measures, in its order: Proposal.Compare, then the words that take a stance in the two
// texts, then how their tones differ.
var RelationFeatures = relationNames()

func relationNames() []string {
	out := append([]string{}, ProposalFeatures...)
	for _, of := range []string{"first ", "second "} {
		for _, n := range StanceFeatures {
			out = append(out, of+n)
		}
	}
	return append(out, "tones apart", "opposing apart", "not apart", "products 1", "products 2", "products 3")
}

// Relation measures how a second text, taken from another report, bears on a first: whether it strengthens or weakens it,
// agrees or disagrees. embed may be nil.
func Relation(first, second string, w *Weights, embed Embed) []float64 {
	a, b := ProposeWords(Position{}, first, first, embed), ProposeWords(Position{}, second, second, embed)
	x, y := StanceWords(first, first, embed), StanceWords(second, second, embed)
	out := append(a.Compare(&b, w), x...)
	out = append(out, y...)
	tone := func(f []float64) float64 { return f[7] - f[6] } // good less bad
	out = append(out, math.Abs(tone(x)-tone(y)), math.Abs(x[1]-y[1]), math.Abs(x[2]-y[2]))
	for i := range patterns { // both like a denial, a doubt, a confirmation
		at := len(StanceFeatures) - 5 + i
		out = append(out, x[at]*y[at])
	}
	return out
}
