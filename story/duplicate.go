package story

import (
	"encoding/binary"
	"fmt"
	"math"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// Copies are found in two steps. A report's sketch (MinHash: A. Broder, "On the resemblance and containment of documents",
// 1997) gives bands, and reports that share a band are candidates; a report of a million then has a few, whatever the store
// holds. Each candidate is compared word by word (Carried), and only that decides.
const (
	shingle   = 4  // words of a run
	bodyBands = 16 // of three hashes: runs of the whole body. Two bodies that share half of their runs meet with 0.88
	leadBands = 8  // of three hashes: runs of the first words. A report that was cut from below keeps them
	bandRows  = 3
	leadWords = 60
	hashes    = (bodyBands + leadBands) * bandRows
)

// fewWords is below how many words a body is too short to tell a copy from chance: only the very same text is one.
const fewWords = 12

// Sketch stands for the words of a report's body in little room.
type Sketch struct {
	Words int // of the body
	mins  [hashes]uint32
}

// SketchOf makes the sketch of a report.
func SketchOf(r record.Report) Sketch {
	words, _ := body(r, nil)
	return sketchOf(words)
}

func sketchOf(words []word) Sketch {
	s := Sketch{Words: len(words)}
	for i := range s.mins {
		s.mins[i] = math.MaxUint32
	}
	const body = bodyBands * bandRows
	for i, run := range runs(words) {
		s.take(0, body, run)
		if i+shingle <= leadWords {
			s.take(body, hashes, run)
		}
	}
	return s
}

func (s *Sketch) take(from, to int, run uint64) {
	for i := from; i < to; i++ {
		s.mins[i] = min(s.mins[i], uint32(mix(run+uint64(i)*0x9e3779b97f4a7c15)))
	}
}

// runs are the hashes of all runs of words.
func runs(words []word) []uint64 {
	if len(words) < shingle {
		return nil
	}
	out := make([]uint64, 0, len(words)-shingle+1)
	for i := 0; i+shingle <= len(words); i++ {
		h := uint64(0)
		for _, w := range words[i : i+shingle] {
			h = mix(h*31 + w.hash)
		}
		out = append(out, h)
	}
	return out
}

// Bands are the keys under which alike sketches meet. They fit 48 bits, so that a row of them is small. A body too short has none.
func (s *Sketch) Bands() []int64 {
	if s.Words < fewWords {
		return nil
	}
	out := make([]int64, 0, bodyBands+leadBands)
	for b := range bodyBands + leadBands {
		h := uint64(b + 1)
		for _, m := range s.mins[b*bandRows : (b+1)*bandRows] {
			h = mix(h ^ uint64(m))
		}
		out = append(out, int64(h>>16))
	}
	return out
}

// Resemblance estimates which share of all runs of two bodies both have, from 0 to 1.
func (s *Sketch) Resemblance(o *Sketch) float64 {
	if s.Words < fewWords || o.Words < fewWords {
		return 0
	}
	same := 0
	for i := range bodyBands * bandRows {
		if s.mins[i] == o.mins[i] {
			same++
		}
	}
	return float64(same) / (bodyBands * bandRows)
}

// AppendBinary and UnmarshalBinary keep a sketch as 4 bytes for the words and 4 for each hash, little endian.
func (s *Sketch) AppendBinary(b []byte) ([]byte, error) {
	b = binary.LittleEndian.AppendUint32(b, uint32(s.Words))
	for _, m := range s.mins {
		b = binary.LittleEndian.AppendUint32(b, m)
	}
	return b, nil
}

// UnmarshalBinary reads what AppendBinary wrote.
func (s *Sketch) UnmarshalBinary(b []byte) error {
	if len(b) != 4*(hashes+1) {
		return fmt.Errorf("a sketch has %d bytes, want %d", len(b), 4*(hashes+1))
	}
	s.Words = int(binary.LittleEndian.Uint32(b))
	for i := range s.mins {
		s.mins[i] = binary.LittleEndian.Uint32(b[4*(i+1):])
	}
	return nil
}

// NearlySame is from which resemblance on a copy adds nothing by which further copies could be found: its own bands are left out.
const NearlySame = 0.8

// Body is a report's body made ready to be compared with others.
type Body struct {
	text   string
	words  []word
	quoted []bool
	runs   map[uint64]struct{}
}

// BodyOf makes a report's body ready.
func BodyOf(r record.Record) Body {
	b := Body{text: r.Report.Text}
	b.words, b.quoted = body(r.Report, r.Statements)
	b.runs = make(map[uint64]struct{}, len(b.words))
	for _, h := range runs(b.words) {
		b.runs[h] = struct{}{}
	}
	return b
}

// Sketch is the body's sketch.
func (b *Body) Sketch() Sketch { return sketchOf(b.words) }

// shared marks the words of b that stand in a run of words that o has too.
func (b *Body) shared(o *Body) []bool {
	marks := make([]bool, len(b.words))
	for i, h := range runs(b.words) {
		if _, ok := o.runs[h]; ok {
			for j := i; j < i+shingle; j++ {
				marks[j] = true
			}
		}
	}
	return marks
}

// The share of a carrier's words, and of those outside quotation marks, that must be the head's: half of a report that runs
// another's words is its own at most. Words of a speaker alone make no copy: two reporters can hear the same.
const (
	carriedShare = 0.5
	carriedPlain = 0.4
)

// Carried compares a report with an earlier one and says whether it carries that one's words, and what it kept, cut and added.
func (b *Body) Carried(head *Body) (c CopyOf, ok bool) {
	if len(b.words) < fewWords || len(head.words) < fewWords {
		return CopyOf{}, b.sameWords(head)
	}
	mine, theirs := b.shared(head), head.shared(b)
	kept, plain, plainKept := 0, 0, 0
	for i, in := range mine {
		if in {
			kept++
		}
		if !b.quoted[i] {
			plain++
			if in {
				plainKept++
			}
		}
	}
	headKept := count(theirs)
	c = CopyOf{Kept: float64(headKept) / float64(len(theirs)), Added: len(mine) - kept, Cut: len(theirs) - headKept}
	ok = float64(kept) >= carriedShare*float64(len(mine)) && float64(plainKept) >= carriedPlain*float64(plain) && headKept >= fewWords
	return c, ok
}

func (b *Body) sameWords(o *Body) bool {
	if len(b.words) != len(o.words) || len(b.words) < shingle {
		return false
	}
	for i, w := range b.words {
		if w.hash != o.words[i].hash {
			return false
		}
	}
	return true
}

func count(marks []bool) int {
	n := 0
	for _, m := range marks {
		if m {
			n++
		}
	}
	return n
}

// Pieces are the runs of words of b that head does not have, each at least least words long, in order: what a carrier added.
// With the two exchanged they are what it cut. Order does not matter: a paragraph that was moved is neither.
func (b *Body) Pieces(head *Body, least int) []span.Span {
	marks := b.shared(head)
	var out []span.Span
	for i := 0; i < len(marks); {
		j := i
		for j < len(marks) && !marks[j] {
			j++
		}
		if j-i >= max(least, 1) {
			out = append(out, span.Span{Start: b.words[i].span.Start, End: b.words[j-1].span.End})
		}
		i = max(j, i+1)
	}
	return out
}
