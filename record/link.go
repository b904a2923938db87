package record

// linkMarker is a run of words that ties the event of its clause to another. A marker that opens a sentence points at what the
// text told before it; one inside a sentence ties the events on both sides of it.
type linkMarker struct {
	words  []string
	kind   string
	opens  bool // may stand at the beginning and point at the sentence before
	inside bool // may stand between two events of a sentence
}

// linkMarkers, the longest first. The event that comes later or is the effect is "from", what it answers or follows is "to".
var linkMarkers = []linkMarker{
	{[]string{"in", "retaliation", "for"}, "retaliation", false, true},
	{[]string{"in", "revenge", "for"}, "retaliation", false, true},
	{[]string{"in", "response", "to"}, "response", false, true},
	{[]string{"in", "reaction", "to"}, "response", false, true},
	{[]string{"in", "retaliation"}, "retaliation", true, false},
	{[]string{"in", "revenge"}, "retaliation", true, false},
	{[]string{"in", "response"}, "response", true, false},
	{[]string{"in", "reply"}, "response", true, false},
	{[]string{"because", "of"}, "cause", false, true},
	{[]string{"as", "a", "result", "of"}, "cause", false, true},
	{[]string{"as", "a", "result"}, "cause", true, false},
	{[]string{"because"}, "cause", false, true},
	{[]string{"after"}, "after", false, true},
	{[]string{"following"}, "after", false, true},
}

// markerFirst are the words that a marker begins with.
var markerFirst = wordSet("in because as after following")

// links finds the links that sentences carry by a plain marker.
func (e *eventReader) links() []Link {
	out := []Link{}
	seen := map[int]bool{}
	for i := range e.done {
		n := e.done[i].trigger.line
		if seen[n] {
			continue
		}
		seen[n] = true
		to := i
		for to < len(e.done) && e.done[to].trigger.line == n {
			to++
		}
		out = append(out, e.linksOf(n, i, to)...)
	}
	return out
}

// linksOf reads the markers of sentence n, whose events are done[from:to).
func (e *eventReader) linksOf(n, from, to int) []Link {
	var out []Link
	l := e.d.lines[n]
	for k := l.from; k < l.to; k++ {
		if causes[e.d.words[k].lemma] && e.d.words[k].upos == "VERB" {
			if link, ok := e.caused(k, from, to); ok {
				out = append(out, link)
			}
		}
		m, ok := e.d.markerAt(k, l.to)
		if !ok {
			continue
		}
		span, end := e.d.over(k, k+len(m.words)), k+len(m.words)
		if link, ok := e.linkAt(m, k, end, n, from, to); ok {
			link.Kind, link.Span = m.kind, span
			out = append(out, link)
		}
		k = end - 1
	}
	return out
}

// causes are verbs whose subject brings about their object.
var causes = wordSet("trigger spark prompt provoke cause ignite unleash")

// caused reads "the killing triggered protests" at verb k.
func (e *eventReader) caused(k, from, to int) (Link, bool) {
	d := e.d
	s, o := d.doneBy(k), d.objectOf(k)
	if d.passive(k, d.group(k)) {
		s, o = -1, s
		for _, c := range d.children(k) {
			if d.related(c, "obl") && d.caseOf(c) == "by" {
				s = c
			}
		}
	}
	if s < 0 || o < 0 {
		return Link{}, false
	}
	cause := e.nearestTo(s, from, to, func(h int) bool { return d.below(h, s) })
	effect := e.nearestTo(o, from, to, func(h int) bool { return d.below(h, o) })
	if cause < 0 || effect < 0 {
		return Link{}, false
	}
	return Link{From: e.done[effect].event.ID, To: e.done[cause].event.ID, Kind: "cause", Span: d.words[k].Span}, true
}

func (d *reading) markerAt(k, end int) (linkMarker, bool) {
	if !markerFirst[d.words[k].low] {
		return linkMarker{}, false
	}
	for _, m := range linkMarkers {
		if d.follows(k, end, m.words) && d.words[k].quote == 0 {
			return m, true
		}
	}
	return linkMarker{}, false
}

// linkAt finds the two ends of a marker at words [k, end) among the events done[from:to) of sentence n: what it governs in the
// tree, and the event that this hangs on.
func (e *eventReader) linkAt(m linkMarker, k, end, n, from, to int) (Link, bool) {
	if k == e.d.lines[n].from && m.opens && from > 0 {
		before := e.done[from-1]
		if n-before.trigger.line > 1 {
			return Link{}, false
		}
		return Link{From: e.done[from].event.ID, To: before.event.ID}, true
	}
	if !m.inside {
		return Link{}, false
	}
	top := e.d.governed(k, end)
	cause := e.nearestTo(top, from, to, func(h int) bool { return h >= end && e.d.below(h, top) })
	if top < 0 || cause < 0 {
		return Link{}, false
	}
	over := e.d.words[top].head
	if over == noHead {
		return Link{}, false
	}
	effect := e.nearestTo(over, from, to, func(h int) bool { return !e.d.below(h, top) })
	if effect < 0 {
		return Link{}, false
	}
	return Link{From: e.done[effect].event.ID, To: e.done[cause].event.ID}, true
}

// governed is the head of the phrase or clause that the marker at words [k, end) opens, -1 for none: in "in retaliation for the
// killing" the marker itself hangs on the verb, and the killing on the marker.
func (d *reading) governed(k, end int) int {
	for i := k; i < end; i++ {
		if h := d.words[i].head; h != noHead && (h < k || h >= end) {
			if h >= end {
				return h // a preposition or a conjunction hangs on what it opens
			}
			return i
		}
	}
	return -1
}

// nearestTo is the event of done[from:to) that fits and is nearest to word i in the tree, -1 for none near enough.
func (e *eventReader) nearestTo(i, from, to int, fits func(head int) bool) int {
	best, distance := -1, beside
	for x := from; x < to && i >= 0; x++ {
		h := e.done[x].trigger.head
		if !fits(h) {
			continue
		}
		if far := e.d.apartInTree(i, h); far < distance {
			best, distance = x, far
		}
	}
	return best
}
