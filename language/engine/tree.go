package engine

import (
	"cmp"
	"slices"
)

// none is the score of an arc that cannot be.
const none = -1e9

// rootTries is how many words are tried as the root where the best tree has several.
const rootTries = 8

// tree finds maximum spanning trees with one root (Chu and Liu 1965, Edmonds 1967; training/tree.py). It keeps its memory.
type tree struct {
	full  grid
	found []int
	best  []int
	roots []int
	score []float64 // of each word as the root
	bound []float64 // what the tree's score can rise by at most with each word as the root
	free  []*level  // memory of the levels of contraction, by depth
}

// grid holds the score of each arc: at row i and column j that of i under j; node 0 is the root.
type grid struct {
	n      int
	scores []float64
}

func (g *grid) row(i int) []float64 { return g.scores[i*g.n : (i+1)*g.n] }

func (g *grid) resize(n int) {
	g.n = n
	g.scores = slices.Grow(g.scores[:0], n*n)[:n*n]
	for i := range g.scores {
		g.scores[i] = none
	}
}

// heads gives each of n words its head from 0 to n, exactly one of them 0. Row i of scores, stride apart, holds those of
// word i+1 under each node. The answer is valid until the next call.
func (t *tree) heads(scores []float32, stride, n int) []int {
	t.full.resize(n + 1)
	for i := range n {
		row := t.full.row(i + 1)
		for j := range row {
			if j != i+1 {
				row[j] = float64(scores[i*stride+j])
			}
		}
	}
	t.found = t.spanning(&t.full, 0, t.found)
	if count(t.found[1:], 0) == 1 {
		return t.found[1:]
	}
	return t.oneRoot(n)
}

// oneRoot tries the likeliest roots, each alone, and keeps the best tree. What a root can give at best is the sum of every
// other word's best arc, cycles or not; no root is tried that cannot better the tree that stands.
func (t *tree) oneRoot(n int) []int {
	t.roots = t.roots[:0]
	t.score, t.bound = slices.Grow(t.score[:0], n+1)[:n+1], slices.Grow(t.bound[:0], n+1)[:n+1]
	all := 0.0
	for i := 1; i <= n; i++ {
		row := t.full.row(i)
		t.roots = append(t.roots, i)
		t.score[i], row[0] = row[0], none
		most := row[likeliest(row)]
		all += most
		t.bound[i] = t.score[i] - most
	}
	slices.SortStableFunc(t.roots, func(a, b int) int { return cmp.Compare(t.bound[b], t.bound[a]) })
	best := -1e18
	for _, r := range t.roots[:min(rootTries, n)] {
		if all+t.bound[r] <= best {
			break
		}
		t.full.row(r)[0] = t.score[r]
		t.found = t.spanning(&t.full, 0, t.found)
		total := 0.0
		for i := 1; i <= n; i++ {
			total += t.full.row(i)[t.found[i]]
		}
		if total > best {
			best = total
			t.best = append(t.best[:0], t.found...)
		}
		t.full.row(r)[0] = none
	}
	return t.best[1:]
}

func count(x []int, v int) int {
	n := 0
	for _, y := range x {
		if y == v {
			n++
		}
	}
	return n
}

// level is the memory of one contraction.
type level struct {
	smaller             grid
	cycle, outside, at  []int
	enter, leave, found []int
	state, path         []int
}

func ints(x []int, n int) []int { return slices.Grow(x[:0], n)[:n] }

// spanning writes the head of each node of g but the root into heads; that of the root is -1.
func (t *tree) spanning(g *grid, depth int, heads []int) []int {
	heads = ints(heads, g.n)
	for i := range heads {
		heads[i] = likeliest(g.row(i))
	}
	heads[0] = -1
	if depth == len(t.free) {
		t.free = append(t.free, &level{})
	}
	l := t.free[depth]
	if !l.findCycle(heads) {
		return heads
	}
	l.contract(g, heads)
	l.found = t.spanning(&l.smaller, depth+1, l.found)
	m := len(l.outside) // the cycle's number in the smaller graph
	for a, node := range l.outside {
		switch {
		case node == 0:
		case l.found[a] == m:
			heads[node] = l.leave[a]
		default:
			heads[node] = l.outside[l.found[a]]
		}
	}
	into := l.found[m]
	heads[l.enter[into]] = l.outside[into]
	return heads
}

// likeliest is the index of the largest value, the first of equals.
func likeliest(x []float64) int {
	b := 0
	for i, v := range x {
		if v > x[b] {
			b = i
		}
	}
	return b
}

// findCycle follows the heads from each node; the nodes of the first cycle found are in l.cycle.
func (l *level) findCycle(heads []int) bool {
	l.state = ints(l.state, len(heads))
	clear(l.state)
	for i := 1; i < len(heads); i++ {
		l.path = l.path[:0]
		j := i
		for j > 0 && l.state[j] == 0 {
			l.state[j] = i
			l.path = append(l.path, j)
			j = heads[j]
		}
		if j > 0 && l.state[j] == i {
			l.cycle = append(l.cycle[:0], l.path[slices.Index(l.path, j):]...)
			return true
		}
	}
	return false
}

// contract makes the graph in which the cycle is one node, the last. enter says for each outside node which node of the
// cycle it would be the head of, leave which node of the cycle would be its head.
func (l *level) contract(g *grid, heads []int) {
	l.at = ints(l.at, g.n)
	clear(l.at)
	total := 0.0
	for _, c := range l.cycle {
		l.at[c] = 1
		total += g.row(c)[heads[c]]
	}
	l.outside = l.outside[:0]
	for i := range g.n {
		if l.at[i] == 0 {
			l.outside = append(l.outside, i)
		}
	}
	m := len(l.outside)
	l.smaller.resize(m + 1)
	l.enter, l.leave = ints(l.enter, m), ints(l.leave, m)
	for a, node := range l.outside {
		row := l.smaller.row(a)
		for b, other := range l.outside {
			row[b] = g.row(node)[other]
		}
		l.leave[a] = l.cycle[0]
		for _, c := range l.cycle {
			if g.row(node)[c] > g.row(node)[l.leave[a]] {
				l.leave[a] = c
			}
		}
		row[m] = g.row(node)[l.leave[a]]
		into := func(c int) float64 { return g.row(c)[node] - g.row(c)[heads[c]] + total }
		l.enter[a] = l.cycle[0]
		for _, c := range l.cycle {
			if into(c) > into(l.enter[a]) {
				l.enter[a] = c
			}
		}
		l.smaller.row(m)[a] = into(l.enter[a])
	}
}
