package record

import "strings"

// The dependency tree of the language core, by words of the whole text. Every question answers "no" where no network has
// read the text, so that the rules by the order of words go on alone.

// treed reports whether the network has read the text.
func (d *reading) treed() bool { return len(d.words) > 0 && d.words[0].upos != "" }

// children gives the words that depend on word i, in order.
func (d *reading) children(i int) []int {
	var out []int
	l := d.lines[d.words[i].sentence]
	for k := l.begin; k < l.to; k++ {
		if d.words[k].head == i {
			out = append(out, k)
		}
	}
	return out
}

// child is the first word that depends on i by one of the relations (subtypes count: "nsubj:pass" for "nsubj"), -1 for none.
func (d *reading) child(i int, rels ...string) int {
	for _, k := range d.children(i) {
		if d.related(k, rels...) {
			return k
		}
	}
	return -1
}

// related reports whether word i stands in one of the relations to its head; a relation without a subtype holds for all.
func (d *reading) related(i int, rels ...string) bool {
	have := d.words[i].rel
	base, _, _ := strings.Cut(have, ":")
	for _, r := range rels {
		if have == r || base == r {
			return true
		}
	}
	return false
}

// below reports whether word i is top or depends on it over any number of steps. A tree with a ring, which no decoder should
// give, ends the walk.
func (d *reading) below(i, top int) bool {
	for steps := 0; i != noHead && steps < maxSentence; steps++ {
		if i == top {
			return true
		}
		i = d.words[i].head
	}
	return false
}

// reach is the range of words [from, to) from the first to the last that depend on i over any number of steps, i among them.
func (d *reading) reach(i int) (from, to int) {
	l := d.lines[d.words[i].sentence]
	from, to = i, i+1
	for k := l.begin; k < l.to; k++ {
		if d.below(k, i) {
			from, to = min(from, k), max(to, k+1)
		}
	}
	return from, to
}
