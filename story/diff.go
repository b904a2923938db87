package story

import (
	"slices"

	"github.com/dateline-news/dateline/span"
)

// cellsAtMost bounds the table of one longest common subsequence; longer stretches are parted at runs that each text has once.
const cellsAtMost = 1 << 20

// Compare tells how one text became another, word by word. Words are compared without case and typography; a stretch that has
// nothing in common is cut and added whole. The runs of Diff cover all words of both texts, in the order of the new.
func Compare(was, now string) Diff {
	a, b := wordsIn(was, span.Span{End: len(was)}), wordsIn(now, span.Span{End: len(now)})
	d := differ{a: a, b: b, pair: make([]int, len(a))}
	for i := range d.pair {
		d.pair[i] = -1
	}
	d.align(0, len(a), 0, len(b))
	d.dropStrays()
	return d.runs()
}

// differ aligns the words of two texts: pair says for each old word which new word it became, -1 for none.
type differ struct {
	a, b []word
	pair []int
}

func (d *differ) align(a0, a1, b0, b1 int) {
	for a0 < a1 && b0 < b1 && d.a[a0].hash == d.b[b0].hash {
		d.pair[a0] = b0
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && d.a[a1-1].hash == d.b[b1-1].hash {
		a1, b1 = a1-1, b1-1
		d.pair[a1] = b1
	}
	switch {
	case a0 == a1 || b0 == b1:
	case (a1-a0)*(b1-b0) <= cellsAtMost:
		d.subsequence(a0, a1, b0, b1)
	default:
		d.anchored(a0, a1, b0, b1)
	}
}

// subsequence pairs the words of a longest common subsequence.
func (d *differ) subsequence(a0, a1, b0, b1 int) {
	n, m := a1-a0, b1-b0
	best := make([]int32, (n+1)*(m+1)) // length of the longest that begins at (i, j)
	at := func(i, j int) *int32 { return &best[i*(m+1)+j] }
	for i := n - 1; i >= 0; i-- {
		for j := m - 1; j >= 0; j-- {
			if d.a[a0+i].hash == d.b[b0+j].hash {
				*at(i, j) = *at(i+1, j+1) + 1
			} else {
				*at(i, j) = max(*at(i+1, j), *at(i, j+1))
			}
		}
	}
	for i, j := 0, 0; i < n && j < m; {
		switch {
		case d.a[a0+i].hash == d.b[b0+j].hash:
			d.pair[a0+i] = b0 + j
			i, j = i+1, j+1
		case *at(i+1, j) >= *at(i, j+1):
			i++
		default:
			j++
		}
	}
}

// anchored parts a long stretch at runs of words that each text has exactly once there (B. Cohen's patience diff), in the
// longest order that both share, and aligns what lies between.
func (d *differ) anchored(a0, a1, b0, b1 int) {
	anchors := increasing(d.uniqueRuns(a0, a1, b0, b1))
	for _, k := range anchors {
		if k.a < a0 || k.b < b0 { // inside the run that the one before was grown to
			continue
		}
		if (k.a-a0)*(k.b-b0) <= cellsAtMost {
			d.align(a0, k.a, b0, k.b)
		}
		for a0, b0 = k.a, k.b; a0 < a1 && b0 < b1 && d.a[a0].hash == d.b[b0].hash; a0, b0 = a0+1, b0+1 {
			d.pair[a0] = b0
		}
	}
	if (a1-a0)*(b1-b0) <= cellsAtMost {
		d.align(a0, a1, b0, b1)
	}
}

type anchor struct{ a, b int }

func (d *differ) uniqueRuns(a0, a1, b0, b1 int) []anchor {
	type seen struct{ a, b, na, nb int }
	at := map[uint64]seen{}
	for i, h := range runs(d.a[a0:a1]) {
		s := at[h]
		s.a, s.na = a0+i, s.na+1
		at[h] = s
	}
	for i, h := range runs(d.b[b0:b1]) {
		s := at[h]
		s.b, s.nb = b0+i, s.nb+1
		at[h] = s
	}
	var out []anchor
	for _, s := range at {
		if s.na == 1 && s.nb == 1 {
			out = append(out, anchor{s.a, s.b})
		}
	}
	slices.SortFunc(out, func(x, y anchor) int { return x.a - y.a })
	return out
}

// increasing is the longest part of the anchors, ordered by a, whose b increases too.
func increasing(all []anchor) []anchor {
	var tails []int // index of the last anchor of the best run of each length
	before := make([]int, len(all))
	for i, k := range all {
		n, _ := slices.BinarySearchFunc(tails, k.b, func(t, b int) int { return all[t].b - b })
		before[i] = -1
		if n > 0 {
			before[i] = tails[n-1]
		}
		if n == len(tails) {
			tails = append(tails, i)
		} else {
			tails[n] = i
		}
	}
	var out []anchor
	if len(tails) > 0 {
		for i := tails[len(tails)-1]; i >= 0; i = before[i] {
			out = append(out, all[i])
		}
	}
	slices.Reverse(out)
	return out
}

// dropStrays unpairs a single word that stands alone between longer changes on both sides: a "the" that two sentences share
// by chance makes a diff hard to read.
func (d *differ) dropStrays() {
	for i := 0; i < len(d.pair); i++ {
		if d.pair[i] < 0 {
			continue
		}
		j := i
		for j+1 < len(d.pair) && d.pair[j+1] == d.pair[j]+1 {
			j++
		}
		if j == i && d.changedAround(i) {
			d.pair[i] = -1
		}
		i = j
	}
}

// changedAround says whether at least two old and two new words were changed on each side of the old word i.
func (d *differ) changedAround(i int) bool {
	const least = 2
	paired := func(b int) bool { return slices.Contains(d.pair[max(0, i-3*least):min(len(d.pair), i+3*least)], b) }
	for k := 1; k <= least; k++ {
		if i-k < 0 || i+k >= len(d.pair) || d.pair[i-k] >= 0 || d.pair[i+k] >= 0 {
			return false
		}
		if b := d.pair[i]; b-k < 0 || b+k >= len(d.b) || paired(b-k) || paired(b+k) {
			return false
		}
	}
	return true
}

func (d *differ) runs() Diff {
	var out Diff
	i, j := 0, 0
	for i < len(d.a) || j < len(d.b) {
		i0, j0 := i, j
		for i < len(d.a) && d.pair[i] < 0 {
			i++
		}
		next := len(d.b)
		if i < len(d.a) {
			next = d.pair[i]
		}
		j = next
		if i > i0 {
			out = append(out, Run{Op: CutRun, Old: stretch(d.a, i0, i)})
		}
		if j > j0 {
			out = append(out, Run{Op: AddedRun, New: stretch(d.b, j0, j)})
		}
		i0, j0 = i, j
		for i < len(d.a) && d.pair[i] == j && j < len(d.b) {
			i, j = i+1, j+1
		}
		if i > i0 {
			out = append(out, Run{Op: KeptRun, Old: stretch(d.a, i0, i), New: stretch(d.b, j0, j)})
		}
	}
	return out
}

// stretch covers the words [from, to).
func stretch(words []word, from, to int) span.Span {
	return span.Span{Start: words[from].span.Start, End: words[to-1].span.End}
}
