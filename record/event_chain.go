package record

import "slices"

// linkChains notes for each word that heads a mention of a chain of the language core which chain that is.
func (e *eventReader) linkChains() {
	e.chain = make([]int, len(e.d.words))
	for n, c := range e.d.language.Chains {
		for _, m := range c.Mentions {
			if k := e.d.lines[m.Sentence].begin + m.Token; k < len(e.chain) {
				e.chain[k] = n + 1
			}
		}
	}
}

// chained is the entity that another mention in the chain of word i names, the nearest before it first; -1 where none fits.
func (e *eventReader) chained(i int, fits func(x int) bool) int {
	if e.chain[i] == 0 {
		return -1
	}
	var before, behind []int
	for _, m := range e.d.language.Chains[e.chain[i]-1].Mentions {
		switch k := e.d.lines[m.Sentence].begin + m.Token; {
		case k < i:
			before = append(before, k)
		case k > i && k < len(e.of):
			behind = append(behind, k)
		}
	}
	slices.Reverse(before)
	for _, k := range slices.Concat(before, behind) {
		if x := e.of[k] - 1; x >= 0 && fits(x) {
			return x
		}
	}
	return -1
}

// described is the country or the body with a name that "the country", "the court" at word i takes up, -1 for none.
func (e *eventReader) described(i int) int {
	d := e.d
	if d.plural(i) || !d.is(d.child(i, "det"), "the", "this", "that") || d.child(i, "amod", "compound", "nmod") >= 0 {
		return -1
	}
	state, body := countryNouns[d.words[i].low], bodyNouns[d.words[i].low]
	if !state && !body {
		return -1
	}
	return e.chained(i, func(x int) bool {
		k := e.entities[x].Kind
		return x < e.named && (state && k == Country || body && k == Organisation)
	})
}

var countryNouns = wordSet("country nation state kingdom republic island sultanate emirate")
