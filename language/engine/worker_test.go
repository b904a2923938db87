package engine

import (
	"encoding/binary"
	"fmt"
	"hash/fnv"
	"iter"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/language/engine/enginetest"
)

// tiny is a small random model.
func tiny(t testing.TB) *Model {
	t.Helper()
	return load(t, enginetest.File(1), Options{})
}

// randomSentences are of mixed length; some words fall into many pieces.
func randomSentences(seed uint64, n int) [][]string {
	r := rand.New(rand.NewPCG(seed, 2))
	words := []string{"the", "ferry", "Turned", "BACK", "4", "p.m.", "“", "中文", "said", "unbelievably", ",", ".", "U.S.", "e\u0301", "\xff\xfe", ""}
	out := make([][]string, n)
	for i := range out {
		for range 1 + r.IntN(40) {
			out[i] = append(out[i], words[r.IntN(len(words))])
		}
	}
	return out
}

// chunksOf gives each sentence as a chunk; every third begins a paragraph.
func chunksOf(sentences [][]string) iter.Seq[Chunk] {
	return func(yield func(Chunk) bool) {
		for i, s := range sentences {
			if !yield(Chunk{Words: s, Paragraph: i%3 == 0}) {
				return
			}
		}
	}
}

// readAll gives the words of all sentences.
func readAll(w *Worker, sentences [][]string, fixed bool) [][]Word {
	out := make([][]Word, 0, len(sentences))
	w.Read(chunksOf(sentences), fixed, func(words []Word) { out = append(out, slices.Clone(words)) })
	return out
}

// TestSameAtEveryLevel also compares a text with the same after another.
func TestSameAtEveryLevel(t *testing.T) {
	t.Parallel()
	m := tiny(t)
	sentences := randomSentences(1, 24)
	for _, fixed := range []bool{true, false} {
		want := readAll(m.NewWorker(Portable), sentences, fixed)
		for _, l := range Levels() {
			w := m.NewWorker(l)
			for range 2 {
				if diff := cmp.Diff(want, readAll(w, sentences, fixed)); diff != "" {
					t.Errorf("%v, fixed %v, differs from portable:\n%s", l, fixed, diff)
				}
				readAll(w, randomSentences(9, 7), !fixed)
			}
		}
	}
}

// TestSentences wants each chunk as a sentence when they are fixed, else every word once, no sentence over the beginning of a
// paragraph, and none that begins inside a token.
func TestSentences(t *testing.T) {
	t.Parallel()
	m := tiny(t)
	sentences := randomSentences(8, 60)
	total, lengths := 0, []int{}
	for _, s := range sentences {
		total += len(s)
		lengths = append(lengths, len(s))
	}
	var got []int
	for _, s := range readAll(m.NewWorker(best()), sentences, true) {
		got = append(got, len(s))
	}
	if diff := cmp.Diff(lengths, got); diff != "" {
		t.Errorf("fixed sentences:\n%s", diff)
	}
	begins := map[int]bool{}
	read := func(inside bool) {
		clear(begins)
		at := 0
		w := m.NewWorker(best())
		w.Read(func(yield func(Chunk) bool) {
			for c := range chunksOf(sentences) {
				if inside {
					c.Inside = slices.Repeat([]bool{true}, len(c.Words))
				}
				if !yield(c) {
					return
				}
			}
		}, false, func(words []Word) {
			begins[at] = true
			at += len(words)
			checkTree(t, m, words)
		})
		if at != total {
			t.Errorf("%d words, want %d", at, total)
		}
	}
	read(false)
	at := 0
	for i, s := range sentences {
		if i%3 == 0 && !begins[at] {
			t.Errorf("no sentence begins with paragraph %d", i/3)
		}
		at += len(s)
	}
	free := len(begins)
	read(true)
	if len(begins) >= free {
		t.Errorf("%d sentences where hardly any word may begin one, %d where all may", len(begins), free)
	}
}

// TestSameBits compares every activation and score of one batch.
func TestSameBits(t *testing.T) {
	t.Parallel()
	for _, o := range []Options{{}, {Float32: true}} {
		m := load(t, enginetest.File(2), o)
		pass := func(l Level) *Worker {
			w := m.NewWorker(l)
			w.reset()
			for _, s := range randomSentences(3, 4) {
				w.add(Chunk{Words: s}, nil)
			}
			w.close()
			w.encode()
			w.score()
			return w
		}
		want := pass(Portable)
		for _, l := range Levels()[1:] {
			got := pass(l)
			n, rows := len(want.ids), len(want.rows)
			sameBits(t, fmt.Sprintf("%v last layer", l), got.x[:n*m.hidden], want.x[:n*m.hidden])
			sameBits(t, fmt.Sprintf("%v tags", l), got.tags[:rows*m.tagger.out], want.tags[:rows*m.tagger.out])
			sameBits(t, fmt.Sprintf("%v arcs", l), got.arcs[:rows*m.arc], want.arcs[:rows*m.arc])
			sameBits(t, fmt.Sprintf("%v heads", l), got.head[:rows*m.head.out], want.head[:rows*m.head.out])
		}
	}
}

// TestPacking checks the int8 pass against the float pass of the same weights, which shares no packing with it.
func TestPacking(t *testing.T) {
	t.Parallel()
	file := enginetest.File(4)
	var last [2][]float32
	for i, o := range []Options{{}, {Float32: true}} {
		w := load(t, file, o).NewWorker(best())
		w.reset()
		w.add(Chunk{Words: strings.Fields("the ferry turned back , its owner said .")}, nil)
		w.close()
		w.encode()
		last[i] = w.x[:len(w.ids)*w.m.hidden]
	}
	var wrong, square float64
	for i := range last[0] {
		d := float64(last[0][i] - last[1][i])
		wrong += d * d
		square += float64(last[1][i]) * float64(last[1][i])
	}
	if wrong > 0.01*square {
		t.Errorf("the int8 pass differs from the float pass by %.3f of its square", wrong/square)
	}
}

func TestConcurrentWorkers(t *testing.T) {
	t.Parallel()
	m := tiny(t)
	sentences := randomSentences(5, 30)
	want := readAll(m.NewWorker(best()), sentences, true)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			w := m.NewWorker(best())
			for range 3 {
				if diff := cmp.Diff(want, readAll(w, sentences, true)); diff != "" {
					t.Errorf("a worker beside others differs:\n%s", diff)
				}
			}
		})
	}
	group.Wait()
}

// TestLongSentence is cut into windows and put together as one tree.
func TestLongSentence(t *testing.T) {
	t.Parallel()
	m := tiny(t)
	var words []string
	for i := range 1500 {
		words = append(words, strings.Repeat("ab", 1+i%12))
	}
	got := readAll(m.NewWorker(best()), [][]string{{"the", "ferry"}, words, {}, {"said"}}, true)
	for i, n := range []int{2, 1500, 0, 1} {
		if len(got[i]) != n {
			t.Fatalf("sentence %d has %d words, want %d", i, len(got[i]), n)
		}
		checkTree(t, m, got[i])
	}
}

// checkTree wants one root, called root, that every word leads to.
func checkTree(t *testing.T, m *Model, words []Word) {
	t.Helper()
	roots := 0
	for i, w := range words {
		if (w.Head == 0) != (m.Tags.Rel[w.Rel] == "root") {
			t.Fatalf("word %d has head %d and relation %s", i+1, w.Head, m.Tags.Rel[w.Rel])
		}
		if w.Head == 0 {
			roots++
		}
		steps := 0
		for at := int32(i + 1); at != 0; at = words[at-1].Head {
			if steps++; steps > len(words) {
				t.Fatalf("word %d hangs on a circle", i+1)
			}
		}
	}
	if len(words) > 0 && roots != 1 {
		t.Fatalf("%d roots", roots)
	}
}

func TestNamesAreLegal(t *testing.T) {
	t.Parallel()
	m := tiny(t)
	for _, words := range readAll(m.NewWorker(best()), randomSentences(6, 50), true) {
		name := uint16(0)
		for _, w := range words {
			if tag := m.nameTags[w.Name]; tag.kind == QuoteInside && name != w.Name && name != uint16(tag.begin) {
				t.Fatalf("%s after %s", m.Tags.Names[w.Name], m.Tags.Names[name])
			}
			name = w.Name
		}
	}
}

// TestBestRow compares with the best of all rows.
func TestBestRow(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(13, 14))
	w := tiny(t).NewWorker(Portable)
	for range 300 {
		n, stride := 1+r.IntN(6), 3+r.IntN(4)
		scores, c := numbers(r, n*stride), randomChain(r)
		got := make([]uint8, n)
		w.bestRow(scores, stride, n, &c, func(i int, tag uint8) { got[i] = tag })
		want := make([]uint8, n)
		for code := range int(math.Pow(3, float64(n))) {
			row := make([]uint8, n)
			for i := range row {
				row[i] = uint8(code % 3)
				code /= 3
			}
			if rowScore(scores, stride, &c, row) > rowScore(scores, stride, &c, want) {
				want = row
			}
		}
		if a, b := rowScore(scores, stride, &c, got), rowScore(scores, stride, &c, want); a < b-1e-4*(1+math.Abs(b)) {
			t.Fatalf("%d words: %v scores %v, %v scores %v", n, got, a, want, b)
		}
	}
}

func randomChain(r *rand.Rand) chain {
	var c chain
	for t := range c.start {
		c.start[t] = float32(r.NormFloat64())
		for after := range c.step[t] {
			c.step[t][after] = float32(3 * r.NormFloat64())
		}
	}
	return c
}

func rowScore(scores []float32, stride int, c *chain, row []uint8) float64 {
	sum := float64(c.start[row[0]]) + float64(scores[row[0]])
	for i := 1; i < len(row); i++ {
		sum += float64(c.step[row[i-1]][row[i]]) + float64(scores[i*stride+int(row[i])])
	}
	return sum
}

func TestReadAllocatesNothing(t *testing.T) {
	m := tiny(t)
	w := m.NewWorker(best())
	sentences := randomSentences(7, 40)
	sum := int32(0)
	pass := func() {
		w.Read(chunksOf(sentences), true, func(words []Word) { sum += words[0].Head })
	}
	pass() // memory of the tree grows to the longest sentence
	if n := testing.AllocsPerRun(5, pass); n > 4 {
		t.Errorf("a pass over %d sentences allocates %v times; only the two functions that are handed in may", len(sentences), n)
	}
}

// TestBitsEverywhere compares with what this network gave on another machine: answers may depend neither on the level nor
// on the architecture. The test runs on arm64 with
// GOARCH=arm64 CGO_ENABLED=0 go test -exec qemu-aarch64-static ./language/engine.
func TestBitsEverywhere(t *testing.T) {
	t.Parallel()
	file := enginetest.File(2)
	if got := hash([]byte(file)); got != 0x7d8678cb136db214 {
		t.Fatalf("the weights themselves hash to %#x", got)
	}
	for _, c := range []struct {
		name    string
		options Options
		want    uint64
	}{{"int8", Options{}, 0x5d1a6175727211e}, {"float32", Options{Float32: true}, 0x4392963a7547430f}} {
		w := load(t, file, c.options).NewWorker(best())
		w.reset()
		for _, s := range randomSentences(3, 4) {
			w.add(Chunk{Words: s}, nil)
		}
		w.close()
		w.encode()
		w.score()
		var bits []byte
		for _, row := range [][]float32{w.x[:len(w.ids)*w.m.hidden], w.tags[:len(w.rows)*w.m.tagger.out], w.arcs[:len(w.rows)*w.m.arc], w.head[:len(w.rows)*w.m.head.out]} {
			for _, v := range row {
				bits = binary.LittleEndian.AppendUint32(bits, math.Float32bits(v))
			}
		}
		if got := hash(bits); got != c.want {
			t.Errorf("%s: the activations hash to %#x, want %#x", c.name, got, c.want)
		}
	}
}

func hash(b []byte) uint64 {
	h := fnv.New64a()
	h.Write(b)
	return h.Sum64()
}
