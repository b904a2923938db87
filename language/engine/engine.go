// Package engine runs the language core's network: word pieces in, for each word the numbers of its tags, head, relation,
// name and quotation out. It is pure Go with vector kernels in Go assembly; it knows numbers, and words only to cut them
// into pieces.
//
// Contract: a Model is loaded once from one safetensors file (format "dateline.reader/3", written by training/export.py)
// and never changes; each goroutine has its own Worker, which holds all memory that a pass needs, so that a pass
// allocates nothing. The answer to a text is the same to the bit on every processor, at every level of instruction
// set, alone or after others: integer sums are exact, a product's sum runs over k one by one, and sums across a row run
// in the order that generate/main.go states.
//
// Network (training/model.py): embeddings + positions + word shapes, layer norm, transformer layers with the norm behind
// (Vaswani et al. 2017), a learned mean of the layers for each group of heads (Peters et al. 2018), the vector of each
// word's first piece, linear taggers, a biaffine tree (Dozat and Manning 2017) whose relations are told from the sum of both ends,
// and antecedents between the head words of mentions (Dobrovolskii 2021).
package engine

//go:generate go run ./generate

const (
	// WindowPieces is the length of a window, its two marks counted in: what the network was trained on.
	WindowPieces = 128
	// MaxPieces is that of a window which holds one long sentence alone.
	MaxPieces = 256
	// headSize is the width of an attention head: one panel of columns.
	headSize = 32
	// panel is the number of columns that stand together in a packed matrix.
	panel = 32
)

// Options say how a model is held.
type Options struct {
	// Float32 holds the matrices as float32, four times as large, and multiplies them so: to measure what the
	// int8 path loses.
	Float32 bool
}

// sizes are how much is run at once. A batch holds about so many pieces; the window that passes the mark may be a full
// one. The inner layer takes its part of them at a time, so that it stays in the second-level cache; float weights are four
// times as large and must not be fetched so often.
func (o Options) sizes() (batch, inner int) {
	if o.Float32 {
		return 672, 672 + MaxPieces
	}
	return 224, 112
}

// MaxNameKinds is how many kinds of names a model may know.
const MaxNameKinds = 12

// Word is what was read of one word: indices into the lists of Model.Tags.
type Word struct {
	UPOS, XPOS, Feats, Lemma, Rel, Name uint16
	Head                                int32                 // 1-based index of its head in the sentence, 0 for the root
	Quote                               [3]uint8              // O, B or I for the source, the cue and the content of a quotation
	Actor                               [2]uint8              // the same for who does it, and to whom
	NameScores                          [MaxNameKinds]float32 // logits of the kinds of Model.NameKinds, for a word whose Name is not O
	Mention                             int32                 // number of it among Worker.Mentions, -1 when it is the head of no mention
}

// The values of Word.Quote and Word.Actor.
const (
	QuoteOutside = iota
	QuoteBegin
	QuoteInside
)

// up rounds n up to a multiple of to.
func up(n, to int) int { return (n + to - 1) / to * to }
