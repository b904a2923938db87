package engine

const (
	// MentionKinds are the kinds of the head word of a mention: a name or noun, a first or second person, a third person
	// (KINDS in training/model.py).
	MentionKinds = 3
	// DistanceBuckets are powers of two of words between a mention and its antecedent.
	DistanceBuckets = 12
	// mentionFloor is the score (log odds) under which a word is the head of no mention.
	mentionFloor = -2
)

// Mentions are the words that may be heads of mentions, in the order of the text.
type Mentions struct {
	k       *kernels
	width   int
	scores  []float32
	queries []float32 // width + 1 each; the last meets the antecedent's one
	vectors []float32 // width each
}

// Mentions are those of the last Read, valid until the next.
func (w *Worker) Mentions() *Mentions { return &w.found }

func (m *Mentions) reset() {
	m.scores, m.queries, m.vectors = m.scores[:0], m.queries[:0], m.vectors[:0]
}

func (m *Mentions) add(score float32, query, vector []float32) int32 {
	m.scores, m.queries, m.vectors = append(m.scores, score), append(m.queries, query...), append(m.vectors, vector...)
	return int32(len(m.scores) - 1)
}

// Score is how sure it is (log odds) that word i is the head of a mention.
func (m *Mentions) Score(i int32) float32 { return m.scores[i] }

// Antecedents writes the scores of mentions from, from+1 … as antecedents of i, without what Model.Distances adds; that of
// having none is 0.
func (m *Mentions) Antecedents(i, from int32, out []float32) {
	if len(out) == 0 {
		return
	}
	query := m.queries[int(i)*(m.width+1):][:m.width+1]
	m.k.dots(m.vectors[int(from)*m.width:][:len(out)*m.width], query[:m.width], out)
	for j := range out {
		out[j] += query[m.width]
	}
}
