package engine

import (
	"math"
	"math/rand/v2"
	"testing"
)

// bestTree tries every assignment of heads to n words.
func bestTree(scores []float32, stride, n int) float64 {
	best := math.Inf(-1)
	heads := make([]int, n)
	var try func(i int)
	try = func(i int) {
		if i == n {
			if oneRootTree(heads) {
				best = max(best, treeScore(scores, stride, heads))
			}
			return
		}
		for h := 0; h <= n; h++ {
			if h != i+1 {
				heads[i] = h
				try(i + 1)
			}
		}
	}
	try(0)
	return best
}

func oneRootTree(heads []int) bool {
	roots := 0
	for i := range heads {
		if heads[i] == 0 {
			roots++
		}
		steps := 0
		for at := i + 1; at != 0; at = heads[at-1] {
			if steps++; steps > len(heads) {
				return false
			}
		}
	}
	return roots == 1
}

func treeScore(scores []float32, stride int, heads []int) float64 {
	sum := 0.0
	for i, h := range heads {
		sum += float64(scores[i*stride+h])
	}
	return sum
}

func TestTreeIsTheBest(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 1))
	var tr tree
	for range 400 {
		n := 1 + r.IntN(5)
		stride := n + 1 + r.IntN(3)
		scores := numbers(r, n*stride)
		heads := tr.heads(scores, stride, n)
		if !oneRootTree(heads) {
			t.Fatalf("%v is no tree with one root", heads)
		}
		if got, want := treeScore(scores, stride, heads), bestTree(scores, stride, n); math.Abs(got-want) > 1e-4*(1+math.Abs(want)) {
			t.Fatalf("score of %v is %v, the best tree has %v", heads, got, want)
		}
	}
}

// TestTreeOfManyWords has a window's most words, and scores that make long chains of contractions.
func TestTreeOfManyWords(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(2, 2))
	var tr tree
	for range 4 {
		n := MaxPieces - 2
		scores := make([]float32, n*(n+1))
		for i := range n {
			for j := range n + 1 {
				scores[i*(n+1)+j] = -float32((i+1-j)*(i+1-j)) + r.Float32()
			}
		}
		if heads := tr.heads(scores, n+1, n); !oneRootTree(heads) {
			t.Fatalf("%v is no tree with one root", heads)
		}
	}
}

func TestViterbi(t *testing.T) {
	t.Parallel()
	tags := []bioTag{{}, {QuoteBegin, 1}, {QuoteInside, 1}, {QuoteBegin, 3}, {QuoteInside, 3}}
	legal := func(before, tag int) bool {
		return tags[tag].kind != QuoteInside || before == tag || before == int(tags[tag].begin)
	}
	w := &Worker{back: make([]uint8, MaxPieces*256)}
	r := rand.New(rand.NewPCG(3, 3))
	for range 300 {
		n := 1 + r.IntN(5)
		stride := 5 + r.IntN(3)
		scores := make([]float32, n*stride)
		for i := range scores {
			scores[i] = float32(r.NormFloat64())
		}
		var score func(i, before int) float64
		score = func(i, before int) float64 {
			if i == n {
				return 0
			}
			best := math.Inf(-1)
			for tag := range tags {
				if legal(before, tag) {
					best = max(best, float64(scores[i*stride+tag])+score(i+1, tag))
				}
			}
			return best
		}
		got, row := 0.0, make([]int, n)
		w.viterbi(scores, stride, n, tags, func(i int, tag uint8) { row[i] = int(tag) })
		before := 0
		for i, tag := range row {
			if !legal(before, tag) {
				t.Fatalf("row %v is not legal", row)
			}
			got += float64(scores[i*stride+tag])
			before = tag
		}
		if want := score(0, 0); math.Abs(got-want) > 1e-4 {
			t.Fatalf("row %v has %v, the best %v", row, got, want)
		}
	}
}
