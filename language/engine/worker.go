package engine

import "iter"

// window is one run through the network: a sentence, or a part of one that is too long. In a batch it has a row for its
// first mark, which stands for the root of the tree, and one for each word.
type window struct {
	from, to int // pieces in the batch
	row      int // row of its root; its words follow
	words    int
	before   int  // words of the sentence that stand in windows before it
	last     bool // it ends its sentence
}

// Worker runs a model for one goroutine. It holds all memory that a pass needs, about 16 MB for the shipped model.
type Worker struct {
	m *Model
	k *kernels

	// The batch that is being gathered.
	ids     []int32
	forms   []uint8 // shapes
	windows []window
	rows    []int // piece of each row
	cut     splitter
	pieces  []int32 // of one word

	// Activations, by piece.
	x, y, qkv, context, inner []float32
	q                         quantised
	keys, values, scores      []float32

	// Heads, by row.
	mixed                 [groupCount][]float32
	tags, names, quotes   []float32
	dependent, head, arcs []float32
	tree                  tree
	related               []float32 // products of a block of words with the relation tensor
	heads                 []float32 // relation features of the heads of a window
	back                  []uint8
	zeros                 []float32
	words                 []Word // of the sentence that is being put together
	sentence              int    // its number
	root                  int32  // the root of its first window
}

// relBlock is how many words are multiplied with the relation tensor at once.
const relBlock = 28

// NewWorker makes a worker at the level, which must be one of Levels.
func (m *Model) NewWorker(level Level) *Worker {
	n := m.batch + MaxPieces
	wide := up(MaxPieces, panel)
	floats := aligned[float32]
	w := &Worker{
		m: m, k: level.kernels(), cut: splitter{Pieces: m.Pieces},
		ids: make([]int32, 0, n), forms: make([]uint8, 0, n), rows: make([]int, 0, n), windows: make([]window, 0, n/2), pieces: make([]int32, 0, maxWordPieces+1),
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
	w.dependent, w.head, w.arcs = floats(rows*m.dependent.out), floats(rows*m.head.out), floats(rows*m.arc)
	w.related, w.heads, w.back, w.words = floats(relBlock*m.rels.out), make([]float32, len(m.Tags.Rel)), make([]uint8, MaxPieces*256), make([]Word, 0, 256)
	for g := range w.mixed {
		w.mixed[g] = floats(rows * m.hidden)
	}
}

// Read analyses sentences, each a list of words, and hands the words of each in order to give, with the number of the
// sentence; the words are valid until give returns. The list may be used again as soon as the next is asked for.
func (w *Worker) Read(sentences iter.Seq[[]string], give func(sentence int, words []Word)) {
	w.reset()
	w.words, w.sentence = w.words[:0], 0
	for words := range sentences {
		w.add(words, give)
	}
	w.run(give)
}

func (w *Worker) reset() {
	w.ids, w.forms, w.rows, w.windows = w.ids[:0], w.forms[:0], w.rows[:0], w.windows[:0]
}

// add cuts a sentence into windows at borders of words. A sentence without words is one window without words.
func (w *Worker) add(words []string, give func(int, []Word)) {
	w.open(0, give)
	for i, word := range words {
		w.pieces = w.cut.appendWord(w.pieces[:0], word)
		here := &w.windows[len(w.windows)-1]
		if len(w.ids)-here.from+len(w.pieces)+1 > MaxPieces {
			w.close()
			w.open(i, give)
		}
		w.windows[len(w.windows)-1].words++
		w.rows = append(w.rows, len(w.ids))
		for j, id := range w.pieces {
			form := shapeRest
			if j == 0 {
				form = shape(word, i == 0)
			}
			w.piece(id, form)
		}
	}
	w.close()
	w.windows[len(w.windows)-1].last = true
}

// open begins a window, after running the batch when it is full.
func (w *Worker) open(before int, give func(int, []Word)) {
	if len(w.ids) >= w.m.batch {
		w.run(give)
	}
	w.windows = append(w.windows, window{from: len(w.ids), row: len(w.rows), before: before})
	w.rows = append(w.rows, len(w.ids))
	w.piece(w.m.Pieces.open, shapeNone)
}

func (w *Worker) close() {
	w.piece(w.m.Pieces.closed, shapeNone)
	w.windows[len(w.windows)-1].to = len(w.ids)
}

func (w *Worker) piece(id int32, form uint8) {
	w.ids = append(w.ids, id)
	w.forms = append(w.forms, form)
}

// run takes the batch through the network and hands over the sentences that are complete.
func (w *Worker) run(give func(int, []Word)) {
	if len(w.windows) == 0 {
		return
	}
	w.encode()
	w.score()
	for i := range w.windows {
		win := &w.windows[i]
		w.decode(win)
		if win.last {
			give(w.sentence, w.words)
			w.words = w.words[:0]
			w.sentence++
		}
	}
	w.reset()
}
