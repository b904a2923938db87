package eval

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// chains is one answer to a coreference task: for each mention, named by any comparable key, the chain that it is in. Chains
// are the sets of mentions with one value.
type chains[M cmp.Ordered] map[M]string

// groups gives the chains as sorted lists of mentions, in the order of their first mentions.
func (c chains[M]) groups() [][]M {
	by := map[string][]M{}
	for m, name := range c {
		by[name] = append(by[name], m)
	}
	out := make([][]M, 0, len(by))
	for _, g := range by {
		slices.Sort(g)
		out = append(out, g)
	}
	slices.SortFunc(out, func(a, b []M) int { return cmp.Compare(a[0], b[0]) })
	return out
}

// ratio is a share with its parts, so that the shares of several documents can be summed before they are divided.
type ratio struct{ over, under float64 }

func (r ratio) value() float64 {
	if r.under == 0 {
		return 0
	}
	return r.over / r.under
}

// corefMeasure is one measure's precision and recall.
type corefMeasure struct{ precision, recall ratio }

func (m corefMeasure) f1() float64 {
	p, r := m.precision.value(), m.recall.value()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func (m *corefMeasure) add(o corefMeasure) {
	m.precision.over, m.precision.under = m.precision.over+o.precision.over, m.precision.under+o.precision.under
	m.recall.over, m.recall.under = m.recall.over+o.recall.over, m.recall.under+o.recall.under
}

// corefScore holds the three measures whose mean F1 is the CoNLL score (Pradhan et al. 2014, "Scoring Coreference Partitions
// of Predicted Mentions: A Reference Implementation"). Scores of documents add up, as the reference scorer sums them.
type corefScore struct{ muc, bcubed, ceafe corefMeasure }

// conll is the mean of the three F1 values, from 0 to 1.
func (s corefScore) conll() float64 { return (s.muc.f1() + s.bcubed.f1() + s.ceafe.f1()) / 3 }

func (s *corefScore) add(o corefScore) {
	s.muc.add(o.muc)
	s.bcubed.add(o.bcubed)
	s.ceafe.add(o.ceafe)
}

// scoreChains scores the chains of the system against those of the key. A mention that one of them lacks counts as the
// reference scorer counts it: nothing is in common with it there.
func scoreChains[M cmp.Ordered](key, system chains[M]) corefScore {
	k, s := key.groups(), system.groups()
	return corefScore{
		muc:    corefMeasure{recall: muc(k, system), precision: muc(s, key)},
		bcubed: corefMeasure{recall: bcubed(k, system), precision: bcubed(s, key)},
		ceafe:  ceafe(k, s, key),
	}
}

// muc is the share of the links of groups that other keeps (Vilain et al. 1995): a group of n mentions has n-1 links, and
// loses one for each further part that other cuts it into. A mention that other lacks is a part of its own.
func muc[M cmp.Ordered](groups [][]M, other chains[M]) ratio {
	var r ratio
	for _, g := range groups {
		parts, lacking := map[string]bool{}, 0
		for _, m := range g {
			if name, ok := other[m]; ok {
				parts[name] = true
			} else {
				lacking++
			}
		}
		r.over += float64(len(g) - len(parts) - lacking)
		r.under += float64(len(g) - 1)
	}
	return r
}

// bcubed is, summed over the mentions of groups, the share of a mention's group that other has in the mention's chain
// (Bagga and Baldwin 1998).
func bcubed[M cmp.Ordered](groups [][]M, other chains[M]) ratio {
	var r ratio
	for _, g := range groups {
		common := map[string]int{}
		for _, m := range g {
			if name, ok := other[m]; ok {
				common[name]++
			}
		}
		for _, n := range common {
			r.over += float64(n*n) / float64(len(g))
		}
		r.under += float64(len(g))
	}
	return r
}

// ceafe matches chains one to one so that the sum of 2|K∩S|/(|K|+|S|) is greatest (Luo 2005, φ4), and divides it by the
// number of chains of each side.
func ceafe[M cmp.Ordered](key, system [][]M, keyOf chains[M]) corefMeasure {
	row := map[string]int{}
	for i, g := range key {
		row[keyOf[g[0]]] = i
	}
	gain := make([][]float64, len(key))
	for i := range gain {
		gain[i] = make([]float64, len(system))
	}
	for j, g := range system {
		for _, m := range g {
			if name, ok := keyOf[m]; ok {
				i := row[name]
				gain[i][j] += 2 / float64(len(key[i])+len(g))
			}
		}
	}
	best := matchParts(gain)
	return corefMeasure{recall: ratio{best, float64(len(key))}, precision: ratio{best, float64(len(system))}}
}

// matchParts is the greatest sum of a one-to-one matching of rows and columns with gains of zero or more. Rows and columns
// that no gain joins are matched apart, since they cannot compete: coreference tables are nearly empty.
func matchParts(gain [][]float64) float64 {
	columns := 0
	if len(gain) > 0 {
		columns = len(gain[0])
	}
	part := newParts(len(gain) + columns)
	for i, g := range gain {
		for j, v := range g {
			if v > 0 {
				part.join(i, len(gain)+j)
			}
		}
	}
	rows, cols := map[int][]int{}, map[int][]int{}
	for i := range gain {
		rows[part.of(i)] = append(rows[part.of(i)], i)
	}
	for j := range columns {
		cols[part.of(len(gain)+j)] = append(cols[part.of(len(gain)+j)], j)
	}
	sum := 0.0
	for _, p := range slices.Sorted(maps.Keys(rows)) {
		sum += matchPart(rows[p], cols[p], func(i, j int) float64 { return gain[i][j] })
	}
	return sum
}

// parts is a union of sets.
type parts []int

func newParts(n int) parts {
	p := make(parts, n)
	for i := range p {
		p[i] = i
	}
	return p
}

func (p parts) of(i int) int {
	for p[i] != i {
		p[i] = p[p[i]]
		i = p[i]
	}
	return i
}

func (p parts) join(a, b int) { p[p.of(a)] = p.of(b) }

// matchPart is the greatest sum of gains over one-to-one matchings of rows and columns: the Hungarian method with potentials
// (Kuhn 1955, Munkres 1957), in O(n²m).
func matchPart(rows, cols []int, gain func(i, j int) float64) float64 {
	cost := func(i, j int) float64 { return -gain(rows[i], cols[j]) }
	n, m := len(rows), len(cols)
	if n > m {
		n, m = m, n
		cost = func(i, j int) float64 { return -gain(rows[j], cols[i]) }
	}
	sum := 0.0
	for j, i := range hungarian(n, m, cost) {
		if i >= 0 {
			sum -= cost(i, j)
		}
	}
	return sum
}

// hungarian gives for each of m columns the row that is matched to it at the least cost, -1 for none; n <= m.
func hungarian(n, m int, cost func(i, j int) float64) []int {
	u, v := make([]float64, n+1), make([]float64, m+1) // potentials; row and column 0 stand for none
	match, way := make([]int, m+1), make([]int, m+1)
	least, done := make([]float64, m+1), make([]bool, m+1)
	for i := 1; i <= n; i++ {
		match[0] = i
		for j := range least {
			least[j], done[j] = math.Inf(1), false
		}
		at := 0
		for match[at] != 0 {
			done[at] = true
			delta, next := math.Inf(1), 0
			for j := 1; j <= m; j++ {
				if done[j] {
					continue
				}
				if c := cost(match[at]-1, j-1) - u[match[at]] - v[j]; c < least[j] {
					least[j], way[j] = c, at
				}
				if least[j] < delta {
					delta, next = least[j], j
				}
			}
			for j := range done {
				if done[j] {
					u[match[j]] += delta
					v[j] -= delta
				} else {
					least[j] -= delta
				}
			}
			at = next
		}
		for at != 0 {
			match[at] = match[way[at]]
			at = way[at]
		}
	}
	out := make([]int, m)
	for j := range out {
		out[j] = match[j+1] - 1
	}
	return out
}
