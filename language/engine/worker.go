package engine

import (
	"iter"
)

// Chunk is a run of words that the caller takes for one sentence.
type Chunk struct {
	Words     []string
	Inside    []bool // words that go on a token of several words, before which no sentence ends; nil when there are none
	Paragraph bool   // a paragraph begins with it
}

// window is one run through the network: as many chunks as it has room for, or a part of one that is too long. In a batch
// it has a row for its first mark, which stands for the root of a tree, and one for each word.
type window struct {
	from, to    int // pieces in the batch
	row         int // row of its root; its words follow
	first, last int // its parts
}

// part is a chunk, or what of it stands in one window.
type part struct {
	words     int
	before    int // words of the chunk that stand in windows before it
	paragraph bool
	ends      bool // the chunk ends here
}

// Worker runs a model for one goroutine. It holds all memory that a pass needs, about 20 MB for the shipped model.
type Worker struct {
	m *Model
	k *kernels

	// The batch that is being gathered.
	ids     []int32
	forms   []uint8 // shapes
	windows []window
	open    bool // the last window takes more
	parts   []part
	rows    []int  // piece of each row
	inside  []bool // by row
	cut     splitter
	pieces  []int32 // of the chunk that is being added, or of one word
	ends    []int   // of each of its words in pieces
	opens   bool    // a sentence may begin after the last word

	// Activations, by piece.
	x, y, qkv, context, inner []float32
	q                         quantised
	keys, values, scores      []float32

	// Heads, by row.
	mixed                 [groupCount][]float32
	tags, names, quotes   []float32
	bounds, mentions      []float32
	antecedents, queries  []float32
	dependent, head, arcs []float32
	tree                  tree
	heads                 []float32 // arc features of the root and the words of a sentence
	pairs, related        []float32 // of a block of words with their heads
	back                  []uint8
	zeros                 []float32

	quoted [][3]uint8 // by row
	words  []Word     // of the sentence that is being put together
	root   int32      // the root of its first part
	fixed  bool       // every chunk is a sentence
	cuts   []segment
	found  Mentions
}

// relBlock is how many arcs are given their relation at once.
const relBlock = 28

// NewWorker makes a worker at the level, which must be one of Levels.
func (m *Model) NewWorker(level Level) *Worker {
	n := m.batch + MaxPieces
	wide := up(MaxPieces, panel)
	floats := aligned[float32]
	w := &Worker{
		m: m, k: level.kernels(), cut: splitter{Pieces: m.Pieces},
		ids: make([]int32, 0, n), forms: make([]uint8, 0, n), rows: make([]int, 0, n), inside: make([]bool, 0, n), windows: make([]window, 0, n/2), pieces: make([]int32, 0, maxWordPieces+1),
		x: floats(n * m.hidden), y: floats(n * m.hidden), qkv: floats(3 * n * m.hidden), context: floats(n * m.hidden), inner: floats(m.inner * m.ffn),
		q: newQuantised(n, max(m.hidden, m.arc, m.ffn*m.inner/n+1)), keys: floats(wide * max(headSize, m.arc)), values: floats(wide * headSize), scores: floats(wide * wide),
		zeros: floats(wide),
	}
	if m.tagger != nil {
		w.makeHeads(n) // a row has a piece of its own
	}
	return w
}

// makeHeads makes the memory of the heads.
func (w *Worker) makeHeads(rows int) {
	m, floats := w.m, aligned[float32]
	w.tags, w.names, w.quotes = floats(rows*m.tagger.out), floats(rows*m.names.out), floats(rows*m.quotes.out)
	w.bounds, w.mentions = floats(rows*m.bound.out), floats(rows*m.mention.out)
	w.antecedents, w.queries = floats(rows*m.antecedent.out), floats(rows*m.query.out)
	w.dependent, w.head, w.arcs = floats(rows*m.dependent.out), floats(rows*m.head.out), floats(rows*m.arc)
	w.heads = floats((MaxPieces + 1) * m.arc)
	w.pairs, w.related, w.back, w.words = floats(relBlock*m.rel), floats(relBlock*m.rels.out), make([]uint8, MaxPieces*256), make([]Word, 0, 256)
	w.quoted = make([][3]uint8, rows)
	w.found.k, w.found.width = w.k, m.query.in
	for g := range w.mixed {
		w.mixed[g] = floats(rows * m.hidden)
	}
}

// Read analyses a text, given as chunks in order, and hands the words of each sentence in order to give; they are valid until
// give returns. When fixed, every chunk is one sentence; else the network decides where in a window sentences end, taking
// the caller's word for a hint, and only the beginning of a paragraph is certain. A chunk may be used again as soon as
// the next is asked for.
func (w *Worker) Read(chunks iter.Seq[Chunk], fixed bool, give func(words []Word)) {
	w.reset()
	w.words, w.fixed, w.opens = w.words[:0], fixed, true
	w.found.reset()
	for c := range chunks {
		w.add(c, give)
	}
	w.run(give)
}

func (w *Worker) reset() {
	w.ids, w.forms, w.rows, w.inside, w.windows, w.parts, w.open = w.ids[:0], w.forms[:0], w.rows[:0], w.inside[:0], w.windows[:0], w.parts[:0], false
}

// add puts a chunk into the open window where it has room, else into one of its own, or several where it is too long.
func (w *Worker) add(c Chunk, give func([]Word)) {
	w.cutWords(c.Words)
	room := WindowPieces
	if len(w.pieces)+2 > room {
		room = MaxPieces
	}
	if w.open && w.length()+len(w.pieces)+2 > WindowPieces {
		w.close()
	}
	for at, first := 0, true; first || at < len(c.Words); first = false {
		if !w.open {
			w.begin(give)
		}
		if c.Paragraph && first {
			w.paragraph()
		}
		p := part{before: at, paragraph: c.Paragraph && first}
		for ; at < len(c.Words); at++ {
			unit := w.pieces[w.ends[at]:w.ends[at+1]]
			if w.length()+len(unit)+1 > room {
				break
			}
			w.word(c.Words[at], unit, c.Inside != nil && c.Inside[at])
			p.words++
		}
		p.ends = at == len(c.Words)
		w.parts = append(w.parts, p)
		if !p.ends {
			w.close()
		}
	}
}

// cutWords cuts all words into pieces; those of word i are pieces[ends[i]:ends[i+1]].
func (w *Worker) cutWords(words []string) {
	w.pieces, w.ends = w.pieces[:0], append(w.ends[:0], 0)
	for _, word := range words {
		w.pieces = w.cut.appendWord(w.pieces, word)
		w.ends = append(w.ends, len(w.pieces))
	}
}

func (w *Worker) word(word string, pieces []int32, inside bool) {
	w.rows, w.inside = append(w.rows, len(w.ids)), append(w.inside, inside)
	form := shape(word, w.opens)
	for _, id := range pieces {
		w.piece(id, form)
		form = shapeRest
	}
	w.opens = opens(word)
}

// length is the number of pieces in the open window.
func (w *Worker) length() int { return len(w.ids) - w.windows[len(w.windows)-1].from }

// paragraph parts two paragraphs in one window.
func (w *Worker) paragraph() {
	w.opens = true
	if w.length() > 1 {
		w.piece(w.m.Pieces.closed, shapeNone)
	}
}

// begin opens a window, after running the batch when it is full.
func (w *Worker) begin(give func([]Word)) {
	if len(w.ids) >= w.m.batch {
		w.run(give)
	}
	w.windows = append(w.windows, window{from: len(w.ids), row: len(w.rows), first: len(w.parts)})
	w.open = true
	w.rows, w.inside = append(w.rows, len(w.ids)), append(w.inside, false)
	w.piece(w.m.Pieces.open, shapeNone)
}

func (w *Worker) close() {
	w.piece(w.m.Pieces.closed, shapeNone)
	here := &w.windows[len(w.windows)-1]
	here.to, here.last = len(w.ids), len(w.parts)
	w.open = false
}

func (w *Worker) piece(id int32, form uint8) {
	w.ids = append(w.ids, id)
	w.forms = append(w.forms, form)
}

// run takes the batch through the network and hands over the sentences that are complete.
func (w *Worker) run(give func([]Word)) {
	if len(w.windows) == 0 {
		return
	}
	if w.open {
		w.close()
	}
	w.encode()
	w.score()
	for i := range w.windows {
		w.decode(&w.windows[i], give)
	}
	w.reset()
}

// decode hands over the sentences that end in a window.
func (w *Worker) decode(win *window, give func([]Word)) {
	w.quotations(win)
	for _, s := range w.segments(win) {
		w.sentence(win.row, s)
		if s.ends {
			give(w.words)
			w.words = w.words[:0]
		}
	}
}

// segment is a sentence, or what of it stands in one window.
type segment struct {
	row, words int
	before     int // words of the sentence that stand in windows before it
	ends       bool
}

// segments cuts a window: at the borders of its parts when these are fixed, else where the network and the caller's hints
// together say that a sentence begins.
func (w *Worker) segments(win *window) []segment {
	w.cuts = w.cuts[:0]
	row := win.row + 1
	for _, p := range w.parts[win.first:win.last] {
		if w.fixed {
			w.cuts = append(w.cuts, segment{row: row, words: p.words, before: p.before, ends: p.ends})
			row += p.words
			continue
		}
		for i := range p.words {
			if len(w.cuts) == 0 || w.begins(row, i == 0, i == 0 && p.paragraph) {
				w.cuts = append(w.cuts, segment{row: row, ends: true})
			}
			w.cuts[len(w.cuts)-1].words++
			row++
		}
	}
	return w.cuts
}

// A sentence begins where the network's score (log odds) passes one of these, chosen on dev (training/RUNS.md): the first where the
// caller says so too.
const boundHinted, boundAlone = -1.7, 0.3

// begins says whether a sentence begins with the word of a row.
func (w *Worker) begins(row int, hinted, paragraph bool) bool {
	if paragraph || w.inside[row] {
		return paragraph
	}
	score := w.bounds[row*w.m.bound.out]
	if hinted {
		return score > boundHinted
	}
	return score > boundAlone
}
