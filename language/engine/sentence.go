package engine

import (
	"fmt"
	"math"
	"strings"
)

// sentenceFormat is what the metadata of the file of an untouched encoder must say.
const sentenceFormat = "dateline.sentence/1"

// LoadSentence reads the layers of the untouched encoder (training/export_sentence.py), whose word pieces and positions
// are those of m. The model that it gives has no heads: it is for Worker.Mean alone.
func (m *Model) LoadSentence(file string) (*Model, error) {
	t, err := openTensors(file)
	if err != nil {
		return nil, err
	}
	if got := t.metadata["format"]; got != sentenceFormat {
		return nil, fmt.Errorf("the sentence encoder's format is %q: this program reads %q", got, sentenceFormat)
	}
	s := &Model{Pieces: m.Pieces, hidden: m.hidden, words: m.words, wordScale: m.wordScale, positions: m.positions, shapes: make([]float32, shapeCount*m.hidden)}
	s.batch, s.inner = Options{}.sizes()
	s.normGain, s.normBias = t.float32s("embed.norm.weight", m.hidden), t.float32s("embed.norm.bias", m.hidden)
	s.readLayers(t, Options{})
	return s, t.err
}

// Mean is the mean of the last layer over the pieces of a text, of length 1 (Reimers and Gurevych 2019,
// doi:10.18653/v1/D19-1410): hidden numbers. Of a text that has more than the limit of word pieces only these are read.
func (w *Worker) Mean(text string, limit int) []float32 {
	w.openText()
	w.takeText(text, limit)
	w.close()
	w.encode()
	out := w.mean(0, len(w.ids))
	w.reset()
	return out
}

// Within is Mean over the pieces of text[from:to] alone, read in the whole text; nil when the limit ends before them.
func (w *Worker) Within(text string, from, to, limit int) []float32 {
	w.openText()
	w.takeText(text[:from], limit)
	first := len(w.ids)
	w.takeText(text[from:to], limit)
	last := len(w.ids)
	w.takeText(text[to:], limit)
	w.close()
	var out []float32
	if last > first {
		w.encode()
		out = w.mean(first, last)
	}
	w.reset()
	return out
}

// openText opens the one window of a text.
func (w *Worker) openText() {
	w.reset()
	w.windows, w.open = append(w.windows, window{}), true
	w.piece(w.m.Pieces.open, shapeNone)
}

// takeText adds the pieces of a text's words, as many as the limit has room for.
func (w *Worker) takeText(text string, limit int) {
	for field := range strings.FieldsSeq(text) {
		for _, id := range w.cut.appendWord(w.pieces[:0], field) {
			if len(w.ids) <= min(limit, MaxPieces-2) {
				w.piece(id, shapeNone)
			}
		}
		if len(w.ids) > limit {
			return
		}
	}
}

// mean is the mean of the last layer over pieces, of length 1.
func (w *Worker) mean(first, last int) []float32 {
	out := make([]float32, w.m.hidden)
	for p := first; p < last; p++ {
		for i, v := range w.x[p*len(out):][:len(out)] {
			out[i] += v
		}
	}
	var square float64
	for _, v := range out {
		square += float64(v) * float64(v)
	}
	if square > 0 {
		scale := float32(1 / math.Sqrt(square))
		for i := range out {
			out[i] *= scale
		}
	}
	return out
}
