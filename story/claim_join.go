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

// farApart is the likeness of meaning below which two propositions that share no word are not compared.
const farApart = 0.25

// Place puts a position to the claim whose positions it is most like on the mean, or makes a claim of it when none reaches
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

func (j *Joiner) likeness(p *Proposal, k *Known) float64 {
	n, sum := 0, 0.0
	for i := range k.Members {
		if i > 0 && i < len(k.Members)-compared {
			continue
		}
		n++
		sum += j.pair(p, &k.Members[i])
		if rest := min(len(k.Members), compared+1) - n; sum+float64(rest) < j.trees.Cut*float64(n+rest) {
			return 0
		}
	}
	if n == 0 {
		return 0
	}
	return sum / float64(n)
}

func (j *Joiner) pair(a, b *Proposal) float64 {
	if a.Vector.Cosine(b.Vector) < farApart && a.words.Lemmas.shared(b.words.Lemmas) == 0 {
		return 0
	}
	return j.trees.Score(a.Compare(b, j.weights))
}

// Score is how likely two propositions are to be one claim.
func (j *Joiner) Score(a, b *Proposal) float64 { return j.pair(a, b) }
