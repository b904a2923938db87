package engine

import "slices"

// score runs the heads over the rows of the batch.
func (w *Worker) score() {
	n := len(w.rows)
	m := w.m
	h := m.hidden
	m.tagger.apply(w.k, &w.q, n, w.mixed[groupTags], h, w.tags)
	m.names.apply(w.k, &w.q, n, w.mixed[groupNames], h, w.names)
	m.quotes.apply(w.k, &w.q, n, w.mixed[groupQuotes], h, w.quotes)
	m.bound.apply(w.k, &w.q, n, w.mixed[groupBound], h, w.bounds)
	m.mention.apply(w.k, &w.q, n, w.mixed[groupCoreference], h, w.mentions)
	m.antecedent.apply(w.k, &w.q, n, w.mixed[groupCoreference], h, w.antecedents)
	w.k.relu(w.antecedents[:n*m.antecedent.out])
	m.query.apply(w.k, &w.q, n, w.antecedents, m.antecedent.out, w.queries)
	m.dependent.apply(w.k, &w.q, n, w.mixed[groupTree], h, w.dependent)
	m.head.apply(w.k, &w.q, n, w.mixed[groupTree], h, w.head)
	for r := range n {
		w.k.relu(w.dependent[r*m.dependent.out:][:m.arc])
		w.k.relu(w.head[r*m.head.out:][:m.arc])
	}
	m.arcs.apply(w.k, &w.q, n, w.dependent, m.dependent.out, w.arcs)
}

// sentence adds the words of a segment to the sentence that is being put together. root is the row of the window's root.
func (w *Worker) sentence(root int, s segment) {
	if s.words == 0 {
		return
	}
	from := len(w.words)
	w.words = slices.Grow(w.words, s.words)[:from+s.words]
	words := w.words[from:]
	w.tag(s.row, words)
	w.spans(s.row, words)
	w.attach(root, s.row, words)
	w.relate(root, s.row, words)
	for i := range words {
		switch {
		case words[i].Head > 0:
			words[i].Head += int32(s.before)
		case s.before > 0:
			words[i].Head, words[i].Rel = w.root, w.m.joined
		default:
			w.root = int32(i + 1)
		}
	}
}

// tag takes the best of each tag list, and keeps the vectors of the words that may be mentions.
func (w *Worker) tag(row int, words []Word) {
	t := &w.m.Tags
	for i := range words {
		tags := w.tags[(row+i)*w.m.tagger.out:]
		next := func(list []string) uint16 {
			best := uint16(highest(tags[:len(list)]))
			tags = tags[len(list):]
			return best
		}
		words[i] = Word{UPOS: next(t.UPOS), XPOS: next(t.XPOS), Feats: next(t.Feats), Lemma: next(t.Lemma), Mention: w.mention(row + i)}
	}
}

// mention keeps the vectors of a word that may be the head of a mention, and gives their number, or -1.
func (w *Worker) mention(row int) int32 {
	m := w.m
	score := w.mentions[row*m.mention.out]
	if score < mentionFloor {
		return -1
	}
	n := m.query.in
	return w.found.add(score, w.queries[row*m.query.out:][:n+1], w.antecedents[row*m.antecedent.out+n:][:n])
}

// highest is the index of the largest value, the first of equals.
func highest(x []float32) int {
	best := 0
	for i, v := range x {
		if v > x[best] {
			best = i
		}
	}
	return best
}

// attach gives each word its head: the maximum spanning tree over the arc scores.
func (w *Worker) attach(root, row int, words []Word) {
	m := w.m
	n := len(words)
	wide := up(n+1, panel)
	copy(w.heads, w.head[root*m.head.out:][:m.arc])
	for i := range n {
		copy(w.heads[(i+1)*m.arc:], w.head[(row+i)*m.head.out:][:m.arc])
	}
	w.k.pack(w.keys, w.heads, m.arc, m.arc, n+1)
	w.k.floatProduct(n, m.arc, wide, w.arcs[row*m.arc:], m.arc, w.keys, w.scores, wide, w.zeros)
	for i, head := range w.tree.heads(w.scores, wide, n) {
		words[i].Head = int32(head)
	}
}

// relate gives each arc its relation: the root's is "root", every other's the best of the rest.
func (w *Worker) relate(root, row int, words []Word) {
	m := w.m
	for from := 0; from < len(words); from += relBlock {
		block := words[from:min(len(words), from+relBlock)]
		for i := range block {
			head := root
			if block[i].Head > 0 {
				head = row + int(block[i].Head) - 1
			}
			sum := w.pairs[i*m.rel:][:m.rel]
			above := w.head[head*m.head.out+m.arc:][:m.rel]
			for j, v := range w.dependent[(row+from+i)*m.dependent.out+m.arc:][:m.rel] {
				sum[j] = v + above[j]
			}
		}
		w.k.relu(w.pairs[:len(block)*m.rel])
		m.rels.apply(w.k, &w.q, len(block), w.pairs, m.rel, w.related)
		for i := range block {
			if block[i].Head == 0 {
				block[i].Rel = m.root
				continue
			}
			scores := w.related[i*m.rels.out:][:len(m.Tags.Rel)]
			scores[m.root] = -1e30
			block[i].Rel = uint16(highest(scores))
		}
	}
}

// quoteTags are the tags of each part of a quotation.
var quoteTags = []bioTag{QuoteOutside: {kind: QuoteOutside}, QuoteBegin: {kind: QuoteBegin, begin: QuoteBegin}, QuoteInside: {kind: QuoteInside, begin: QuoteBegin}}

// spans takes the best row of tags for names and for who does it to whom, and the quotations that were found in the window.
func (w *Worker) spans(row int, words []Word) {
	n, m := len(words), w.m
	w.viterbi(w.names[row*m.names.out:], m.names.out, n, m.nameTags, func(i int, tag uint8) { words[i].Name = uint16(tag) })
	for i := range words {
		if tag := m.nameTags[words[i].Name]; tag.kind != QuoteOutside {
			for k := range m.NameKinds {
				words[i].NameScores[k] = w.names[(row+i)*m.names.out+m.nameKind[k][tag.kind-QuoteBegin]]
			}
		}
	}
	for part := range len(words[0].Actor) {
		from := 3 * (len(words[0].Quote) + part)
		w.viterbi(w.quotes[row*m.quotes.out+from:], m.quotes.out, n, quoteTags, func(i int, tag uint8) { words[i].Actor[part] = tag })
	}
	for i := range words {
		words[i].Quote = w.quoted[row+i]
	}
}

// quotations takes the best row of tags for each part of a quotation over each paragraph of a window, because a quotation may
// go on in the next sentence, and from the window before.
func (w *Worker) quotations(win *window) {
	row, n := win.row+1, 0
	paragraph := func() {
		for part := range len(w.quoted[0]) {
			if n > 0 {
				w.bestRow(w.quotes[row*w.m.quotes.out+3*part:], w.m.quotes.out, n, &w.m.quoteChains[part], func(i int, tag uint8) { w.quoted[row+i][part] = tag })
			}
		}
		row, n = row+n, 0
	}
	for _, p := range w.parts[win.first:win.last] {
		if p.paragraph {
			paragraph()
		}
		n += p.words
	}
	paragraph()
}

// viterbi finds the best row of n tags in which an I follows a B or an I of its own label. The scores of a word stand
// stride apart; the best path to each tag comes from the best tag before, or, for an I, from its label's B or I.
func (w *Worker) viterbi(scores []float32, stride, n int, tags []bioTag, set func(i int, tag uint8)) {
	var now, before [256]float32
	for t, tag := range tags {
		now[t] = scores[t]
		if tag.kind == QuoteInside {
			now[t] -= 1e9
		}
	}
	for i := 1; i < n; i++ {
		before = now
		best := highest(before[:len(tags)])
		for t, tag := range tags {
			from := best
			if tag.kind == QuoteInside {
				from = t
				if b := int(tag.begin); before[b] >= before[t] {
					from = b
				}
			}
			w.back[i*256+t] = uint8(from)
			now[t] = before[from] + scores[i*stride+t]
		}
	}
	tag := uint8(highest(now[:len(tags)]))
	for i := n - 1; i >= 0; i-- {
		set(i, tag)
		tag = w.back[i*256+int(tag)]
	}
}

// chain is what the tags of a row count beside their own scores: at its beginning, and each after each (a linear-chain
// conditional random field, Lafferty et al. 2001).
type chain struct {
	start [3]float32
	step  [3][3]float32 // before, after
}

// bestRow finds the best row of n tags; the scores of a word stand stride apart.
func (w *Worker) bestRow(scores []float32, stride, n int, c *chain, set func(i int, tag uint8)) {
	var now, before [3]float32
	for t := range now {
		now[t] = c.start[t] + scores[t]
	}
	for i := 1; i < n; i++ {
		before = now
		for t := range now {
			from, best := 0, before[0]+c.step[0][t]
			for f := 1; f < len(before); f++ {
				if v := before[f] + c.step[f][t]; v > best {
					from, best = f, v
				}
			}
			w.back[i*256+t] = uint8(from)
			now[t] = best + scores[i*stride+t]
		}
	}
	tag := uint8(highest(now[:]))
	for i := n - 1; i >= 0; i-- {
		set(i, tag)
		tag = w.back[i*256+int(tag)]
	}
}
