package story

import (
	"cmp"
	"slices"
	"strings"
)

// Stance is where somebody stands on a claim.
type Stance string

// The stances. Supports is weaker than asserts: confirms, takes for granted, gives evidence. Silence is no stance: who has no
// position is listed by Silent, and nothing is guessed of them; NoComment is for those who were asked and did not answer.
const (
	Asserts   Stance = "asserts"
	Supports  Stance = "supports"
	Denies    Stance = "denies"
	Questions Stance = "questions"
	NoComment Stance = "no_comment"
)

// Pro says whether a stance is for the claim.
func (s Stance) Pro() bool { return s == Asserts || s == Supports }

// ContradictionKind says how two positions on one claim differ.
type ContradictionKind string

// The kinds of contradiction.
const (
	Opposed  ContradictionKind = "opposed"   // one asserts or supports, another actor denies
	OwnWords ContradictionKind = "own_words" // an actor denies what the same actor asserted, or the other way round
	Doubt    ContradictionKind = "doubt"     // one asserts or supports, another actor questions
)

// Contradiction is a pair of positions on one claim, as indices of its positions with A before B in time.
type Contradiction struct {
	A, B int
	Kind ContradictionKind
}

// Contradictions finds the pairs of positions that do not go together, in the order of their positions. Positions are compared
// by Stance and Actor.Key; those of one sentence by the same actor never contradict each other, because "neither confirmed nor
// denied" is one position told twice.
func Contradictions(positions []Position) []Contradiction {
	order := make([]int, len(positions))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(positions[a].Day, positions[b].Day) })
	var out []Contradiction
	for i, a := range order {
		for _, b := range order[i+1:] {
			if kind := contradicts(&positions[a], &positions[b]); kind != "" {
				out = append(out, Contradiction{a, b, kind})
			}
		}
	}
	slices.SortFunc(out, func(x, y Contradiction) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return out
}

func contradicts(a, b *Position) ContradictionKind {
	same := a.Actor.Key != "" && a.Actor.Key == b.Actor.Key
	switch {
	case same && a.Report == b.Report && a.Sentence == b.Sentence:
		return ""
	case a.Stance.Pro() && b.Stance == Denies, a.Stance == Denies && b.Stance.Pro():
		if same {
			return OwnWords
		}
		return Opposed
	case !same && (a.Stance.Pro() && b.Stance == Questions || a.Stance == Questions && b.Stance.Pro()):
		return Doubt
	}
	return ""
}

// Silent gives those of present who have no position among positions, in their order: actors or outlets of a story that
// said nothing of a claim. It is told as silence in what was read, not as a stance.
func Silent(present []Actor, positions []Position) []Actor {
	spoke := map[string]bool{}
	for _, p := range positions {
		spoke[p.Actor.Key] = true
	}
	var out []Actor
	for _, a := range present {
		if !spoke[a.Key] {
			out = append(out, a)
		}
	}
	return out
}
