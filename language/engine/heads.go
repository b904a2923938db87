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
	m.dependent.apply(w.k, &w.q, n, w.mixed[groupTree], h, w.dependent)
	m.head.apply(w.k, &w.q, n, w.mixed[groupTree], h, w.head)
	w.k.relu(w.dependent[:n*m.dependent.out])
	w.k.relu(w.head[:n*m.head.out])
	m.arcs.apply(w.k, &w.q, n, w.dependent, m.dependent.out, w.arcs)
}

// decode adds the words of a window to the sentence.
func (w *Worker) decode(win *window) {
	if win.words == 0 {
		return
	}
	from := len(w.words)
	w.words = slices.Grow(w.words, win.words)[:from+win.words]
	words := w.words[from:]
	w.tag(win, words)
	w.spans(win, words)
	w.attach(win, words)
	w.relate(win, words)
	for i := range words {
		switch {
		case words[i].Head > 0:
			words[i].Head += int32(win.before)
		case win.before > 0:
			words[i].Head, words[i].Rel = w.root, w.m.joined
		default:
			w.root = int32(i + 1)
		}
	}
}

// tag takes the best of each tag list.
func (w *Worker) tag(win *window, words []Word) {
	t := &w.m.Tags
	for i := range words {
		row := w.tags[(win.row+1+i)*w.m.tagger.out:]
		next := func(list []string) uint16 {
			best := uint16(highest(row[:len(list)]))
			row = row[len(list):]
			return best
		}
		words[i] = Word{UPOS: next(t.UPOS), XPOS: next(t.XPOS), Feats: next(t.Feats), Lemma: next(t.Lemma)}
	}
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
func (w *Worker) attach(win *window, words []Word) {
	m := w.m
	n := len(words)
	wide := up(n+1, panel)
	w.k.pack(w.keys, w.head[win.row*m.head.out:], m.head.out, m.arc, n+1)
	w.k.floatProduct(n, m.arc, wide, w.arcs[(win.row+1)*m.arc:], m.arc, w.keys, w.scores, wide, w.zeros)
	for i, head := range w.tree.heads(w.scores, wide, n) {
		words[i].Head = int32(head)
	}
}

// relate gives each arc its relation: the root's is "root", every other's the best of the rest.
func (w *Worker) relate(win *window, words []Word) {
	m := w.m
	relations := len(m.Tags.Rel)
	scores := w.heads
	for from := 0; from < len(words); from += relBlock {
		block := words[from:min(len(words), from+relBlock)]
		m.rels.apply(w.k, &w.q, len(block), w.dependent[(win.row+1+from)*m.dependent.out+m.arc:], m.dependent.out, w.related)
		for i := range block {
			if block[i].Head == 0 {
				block[i].Rel = m.root
				continue
			}
			products := w.related[i*m.rels.out:]
			w.k.dots(products, w.head[(win.row+int(block[i].Head))*m.head.out+m.arc:][:m.rel], scores)
			for r, c := range products[relations*m.rel:][:relations] {
				scores[r] += c
			}
			scores[m.root] = -1e30
			block[i].Rel = uint16(highest(scores))
		}
	}
}

// quoteTags are the tags of each part of a quotation.
var quoteTags = []bioTag{QuoteOutside: {kind: QuoteOutside}, QuoteBegin: {kind: QuoteBegin, begin: QuoteBegin}, QuoteInside: {kind: QuoteInside, begin: QuoteBegin}}

// spans takes the best row of tags for names and for each part of a quotation.
func (w *Worker) spans(win *window, words []Word) {
	n := len(words)
	w.viterbi(w.names[(win.row+1)*w.m.names.out:], w.m.names.out, n, w.m.nameTags, func(i int, tag uint8) { words[i].Name = uint16(tag) })
	for part := range 3 {
		scores := w.quotes[(win.row+1)*w.m.quotes.out+3*part:]
		w.viterbi(scores, w.m.quotes.out, n, quoteTags, func(i int, tag uint8) { words[i].Quote[part] = tag })
	}
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
