package story

// Known is a claim that a new position may join: its number in the store, and positions on it, the first one first.
type Known struct {
	ID      int64
	Members []Proposal
}

// Joiner puts positions to claims, one at a time.
type Joiner struct {
	trees   *Trees
	weights *Weights
	Claims  []Known // those that were given, with what joined them; those that were made here have ID 0
}

// NewJoiner takes the claims that positions may join. Weights are counted over their positions and those that come.
func NewJoiner(trees *Trees, known []Known) *Joiner {
	j := &Joiner{trees: trees, weights: &Weights{}, Claims: known}
	for i := range known {
		for k := range known[i].Members {
			j.weights.CountProposal(&known[i].Members[k])
		}
	}
	return j
}

// Count makes the words of positions that are to come count, before the first of them is placed.
func (j *Joiner) Count(all []Proposal) {
	for i := range all {
		j.weights.CountProposal(&all[i])
	}
}

// compared is how many positions of a claim a new one is compared with: the first, and the latest.
const compared = 16

// Two propositions are compared when their meanings are near, or less near and the words of one share two lemmas with the
// other's sentence, days apart: what else they have in common is chance.
const (
	nearMeaning = 0.6
	farMeaning  = 0.3
)

// dayLemmas are days and months: two texts that share them share nothing of what they say.
var dayLemmas = ReadPhrase("it Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December today yesterday week year month").Lemmas

// Place puts a position to the claim whose nearest positions it is most like, or makes a claim of it when none reaches
// the cut. It gives the index in Claims and the position as it stands there: its stance is that on the claim.
func (j *Joiner) Place(p Proposal) (int, Proposal) {
	best, at := j.trees.Cut, -1
	for i := range j.Claims {
		if s := j.likeness(&p, &j.Claims[i]); s >= best {
			best, at = s, i
		}
	}
	if at < 0 {
		j.Claims = append(j.Claims, Known{})
		at = len(j.Claims) - 1
	} else {
		p.Stance = p.StanceTowards(&j.Claims[at].Members[0])
	}
	j.Claims[at].Members = append(j.Claims[at].Members, p)
	return at, p
}

// nearest is how many of a claim's positions count most: those that the new one is most like, since a claim is told in many
// ways. The mean over all of them counts as much, so that a claim does not grow by a chain of likenesses.
const nearest = 3

func (j *Joiner) likeness(p *Proposal, k *Known) float64 {
	var top [nearest]float64
	n, all := 0, 0.0
	for i := range k.Members {
		if oneBreath(p, &k.Members[i]) {
			return 0
		}
		if i > 0 && i < len(k.Members)-compared {
			continue
		}
		if sameWords(p, &k.Members[i]) {
			return 1 // whatever else the claim was told by
		}
		n++
		s := j.pair(p, &k.Members[i])
		all += s
		for t := range top { // keep the highest, highest first
			if s > top[t] {
				top[t], s = s, top[t]
			}
		}
	}
	if n == 0 {
		return 0
	}
	sum := 0.0
	for _, s := range top[:min(n, nearest)] {
		sum += s
	}
	return (sum/float64(min(n, nearest)) + all/float64(n)) / 2
}

func (j *Joiner) pair(a, b *Proposal) float64 {
	if !canMeet(a, b) {
		return 0
	}
	return j.trees.Score(a.Compare(b, j.weights))
}

// sameWords says whether two propositions have nearly all their words in common, "not" apart: they need no weighing.
func sameWords(a, b *Proposal) bool {
	n := a.words.Lemmas.shared(b.words.Lemmas)
	return n >= 3 && 5*n >= 4*max(len(a.words.Lemmas), len(b.words.Lemmas))
}

// oneBreath says whether one actor says both in one sentence: nobody says one thing twice there.
func oneBreath(a, b *Proposal) bool {
	return a.Report == b.Report && a.Sentence == b.Sentence && a.Actor.Key == b.Actor.Key
}

// canMeet says whether two propositions can be one claim at all.
func canMeet(a, b *Proposal) bool {
	near := a.Vector.Cosine(b.Vector)
	if near >= nearMeaning {
		return true
	}
	if near < farMeaning && a.Vector != nil && b.Vector != nil {
		return false
	}
	return max(telling(a.words.Lemmas, b.sentence.Lemmas), telling(b.words.Lemmas, a.sentence.Lemmas)) >= 2
}

// telling counts the lemmas of both sets that are no days.
func telling(a, b Set) int {
	n := 0
	for l := range a.and(b) {
		if !dayLemmas.has(l) {
			n++
		}
	}
	return n
}

// Score is how likely two propositions are to be one claim.
func (j *Joiner) Score(a, b *Proposal) float64 { return j.pair(a, b) }
