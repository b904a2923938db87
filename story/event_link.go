package story

// Link joins n things into groups: the two groups with the highest mean score between their members are joined, again and
// again, until no mean reaches cut (average linkage). score must be symmetric; it is asked once for each pair. The number of
// the group of each thing comes back, counted from 0 in the order of first members.
func Link(n int, cut float64, score func(i, j int) float64) []int {
	return link(n, 1, cut, score)
}

// link is Link that stops, too, when no more than groups are left.
func link(n, groups int, cut float64, score func(i, j int) float64) []int {
	sum, size, best := make([][]float64, n), make([]int, n), make([]int, n)
	for i := range sum {
		sum[i], size[i] = make([]float64, n), 1
	}
	for i := range n {
		for j := range i {
			sum[i][j] = score(i, j)
			sum[j][i] = sum[i][j]
		}
	}
	mean := func(i, j int) float64 { return sum[i][j] / float64(size[i]*size[j]) }
	look := func(i int) { // for the group that is nearest to i
		best[i] = -1
		for j := range n {
			if j != i && size[j] > 0 && (best[i] < 0 || mean(i, j) > mean(i, best[i])) {
				best[i] = j
			}
		}
	}
	group := make([]int, n)
	for i := range n {
		group[i] = i
		look(i)
	}
	for left := n; ; left-- {
		at := -1
		for i := range n {
			if size[i] > 0 && best[i] >= 0 && (at < 0 || mean(i, best[i]) > mean(at, best[at])) {
				at = i
			}
		}
		if at < 0 || left <= groups || mean(at, best[at]) < cut {
			return renumber(group)
		}
		into, from := min(at, best[at]), max(at, best[at])
		for j := range n {
			sum[into][j] += sum[from][j]
			sum[j][into] = sum[into][j]
			if group[j] == from {
				group[j] = into
			}
		}
		size[into] += size[from]
		size[from] = 0
		for i := range n {
			if size[i] > 0 && (i == into || best[i] == into || best[i] == from) {
				look(i)
			} else if size[i] > 0 && mean(i, into) > mean(i, best[i]) {
				best[i] = into
			}
		}
	}
}

// renumber counts groups from 0 in the order of their first members.
func renumber(group []int) []int {
	number := map[int]int{}
	for i, g := range group {
		if _, ok := number[g]; !ok {
			number[g] = len(number)
		}
		group[i] = number[g]
	}
	return group
}
