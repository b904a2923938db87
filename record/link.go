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

// linkAt finds the two ends of a marker at words [k, end).
func (e *eventReader) linkAt(m linkMarker, k, end, n, from, to int) (Link, bool) {
	opening := k == e.d.lines[n].from
	switch {
	case opening && m.opens && from > 0:
		before := e.done[from-1]
		if n-before.trigger.line > 1 {
			return Link{}, false
		}
		return Link{From: e.done[from].event.ID, To: before.event.ID}, true
	case opening && m.inside:
		return e.frontedLink(end, n, from, to)
	case !opening && m.inside:
		return e.insideLink(k, end, from, to)
	}
	return Link{}, false
}

// frontedLink reads "After X did this, Y did that": the first clause is what is followed.
func (e *eventReader) frontedLink(end, n, from, to int) (Link, bool) {
	comma := e.d.wordAhead(end, e.d.lines[n].to, ",")
	if comma < 0 {
		return Link{}, false
	}
	first, second := e.between(end, comma, from, to), e.between(comma, e.d.lines[n].to, from, to)
	if first < 0 || second < 0 {
		return Link{}, false
	}
	return Link{From: e.done[second].event.ID, To: e.done[first].event.ID}, true
}

// insideLink reads "Y did that after X did this": the nearest event on each side.
func (e *eventReader) insideLink(k, end, from, to int) (Link, bool) {
	left, right := -1, -1
	for i := from; i < to; i++ {
		switch h := e.done[i].trigger.head; {
		case h < k:
			left = i
		case h >= end && right < 0:
			right = i
		}
	}
	if left < 0 || right < 0 || k-e.done[left].trigger.head > 14 || e.done[right].trigger.head-end > 10 {
		return Link{}, false
	}
	return Link{From: e.done[left].event.ID, To: e.done[right].event.ID}, true
}

// between is the first event of done[from:to) whose trigger lies in words [a, b), -1 for none.
func (e *eventReader) between(a, b, from, to int) int {
	for i := from; i < to; i++ {
		if h := e.done[i].trigger.head; h >= a && h < b {
			return i
		}
	}
	return -1
}
