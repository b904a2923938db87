package eval

import (
	"math"
	"slices"

	"github.com/dateline-news/dateline/story"
)

// example is one row to fit trees on.
type example struct {
	features []float64
	yes      bool
	weight   float64 // 0 counts as 1
}

// boosting says how trees are fitted.
type boosting struct {
	trees, depth, least int     // least examples (by weight) in a leaf
	rate, ridge         float64 // of learning; added to the curvature
}

// fitTrees fits boosted trees to a yes-or-no question by Newton steps on the log loss (Friedman 2001; Chen and Guestrin 2016,
// equations 5 to 7), on features cut at 64 quantiles. The same examples in the same order give the same trees.
func fitTrees(names []string, all []example, b boosting) *story.Trees {
	f := newFit(len(names), all, b)
	t := &story.Trees{Features: names, Base: f.base}
	for range b.trees {
		f.derive()
		t.Trees = append(t.Trees, f.grow())
	}
	return t
}

// fit is the state of a fitting.
type fit struct {
	boosting
	all            []example
	cuts           [][]float64 // of each feature, rising
	bins           [][]uint8   // of each feature, for each example
	score          []float64
	slope, curve   []float64
	base           float64
	rows           []int
	sumSlope, sumC []float64 // by bin, used again
}

func newFit(features int, all []example, b boosting) *fit {
	f := &fit{boosting: b, all: all, score: make([]float64, len(all)), slope: make([]float64, len(all)), curve: make([]float64, len(all)), rows: make([]int, len(all))}
	yes, total := 0.0, 0.0
	for i := range all {
		if all[i].weight == 0 {
			all[i].weight = 1
		}
		f.rows[i] = i
		total += all[i].weight
		if all[i].yes {
			yes += all[i].weight
		}
	}
	f.base = math.Log((yes + 1) / (total - yes + 1))
	for i := range f.score {
		f.score[i] = f.base
	}
	for k := range features {
		f.addFeature(k)
	}
	f.sumSlope, f.sumC = make([]float64, 256), make([]float64, 256)
	return f
}

// maxCuts is how many thresholds a feature can have.
const maxCuts = 64

func (f *fit) addFeature(k int) {
	values := make([]float64, len(f.all))
	for i := range f.all {
		values[i] = f.all[i].features[k]
	}
	sorted := slices.Clone(values)
	slices.Sort(sorted)
	var cuts []float64
	for q := 1; q <= maxCuts; q++ {
		at := sorted[min(len(sorted)-1, q*len(sorted)/(maxCuts+1))]
		if len(cuts) == 0 || at > cuts[len(cuts)-1] {
			cuts = append(cuts, at)
		}
	}
	bins := make([]uint8, len(values))
	for i, v := range values {
		n, _ := slices.BinarySearch(cuts, v) // cuts[n-1] < v <= cuts[n]
		bins[i] = uint8(n)
	}
	f.cuts, f.bins = append(f.cuts, cuts), append(f.bins, bins)
}

func (f *fit) derive() {
	for i := range f.all {
		p := 1 / (1 + math.Exp(-f.score[i]))
		y := 0.0
		if f.all[i].yes {
			y = 1
		}
		f.slope[i], f.curve[i] = f.all[i].weight*(y-p), f.all[i].weight*p*(1-p)
	}
}

// grow fits one tree and adds it to the scores.
func (f *fit) grow() story.Tree {
	t := story.Tree{Feature: []int{-1}, Below: []float64{0}, Left: []int{0}}
	f.split(&t, 0, f.rows, f.depth)
	return t
}

func (f *fit) split(t *story.Tree, node int, rows []int, depth int) {
	feature, bin := -1, 0
	if depth > 0 {
		feature, bin = f.bestCut(rows)
	}
	if feature < 0 {
		slope, curve := 0.0, 0.0
		for _, i := range rows {
			slope, curve = slope+f.slope[i], curve+f.curve[i]
		}
		step := math.Round(f.rate*slope/(curve+f.ridge)*1e5) / 1e5
		t.Below[node] = step
		for _, i := range rows {
			f.score[i] += step
		}
		return
	}
	at := 0
	for k, i := range rows { // those at or below the cut to the front; order within is kept well enough to be the same each time
		if int(f.bins[feature][i]) <= bin {
			rows[at], rows[k] = rows[k], rows[at]
			at++
		}
	}
	left := len(t.Feature)
	t.Feature[node], t.Below[node], t.Left[node] = feature, f.cuts[feature][bin], left
	for range 2 {
		t.Feature, t.Below, t.Left = append(t.Feature, -1), append(t.Below, 0), append(t.Left, 0)
	}
	f.split(t, left, rows[:at], depth-1)
	f.split(t, left+1, rows[at:], depth-1)
}

// bestCut is the feature and bin whose cut gains most, -1 when none gains.
func (f *fit) bestCut(rows []int) (feature, bin int) {
	feature, best := -1, 1e-6
	weight := make([]float64, 256)
	for k := range f.bins {
		n := len(f.cuts[k]) + 1
		clear(f.sumSlope[:n])
		clear(f.sumC[:n])
		clear(weight[:n])
		slope, curve, total := 0.0, 0.0, 0.0
		for _, i := range rows {
			b := f.bins[k][i]
			f.sumSlope[b] += f.slope[i]
			f.sumC[b] += f.curve[i]
			weight[b] += f.all[i].weight
		}
		for b := range n {
			slope, curve, total = slope+f.sumSlope[b], curve+f.sumC[b], total+weight[b]
		}
		ls, lc, lw := 0.0, 0.0, 0.0
		for b := range n - 1 {
			ls, lc, lw = ls+f.sumSlope[b], lc+f.sumC[b], lw+weight[b]
			if lw < float64(f.least) || total-lw < float64(f.least) {
				continue
			}
			rs, rc := slope-ls, curve-lc
			if gain := ls*ls/(lc+f.ridge) + rs*rs/(rc+f.ridge) - slope*slope/(curve+f.ridge); gain > best {
				feature, bin, best = k, b, gain
			}
		}
	}
	return feature, bin
}
