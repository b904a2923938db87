// Package marks turns byte ranges into nested marks. A text and the spans of its facts go in; a tree of pieces comes
// out, whose words, read in order, are the text again, byte for byte, and in which no mark crosses another: a mark
// that would cross is cut at the border and appears twice. Nothing here escapes or writes markup: a template does.
package marks

import (
	"cmp"
	"slices"

	"github.com/dateline-news/dateline/span"
)

// Mark is one span of one fact.
type Mark struct {
	Span  span.Span
	Fact  string // the fact's id, the same on every span of it
	Kind  string // the fact's kind
	Doubt bool   // drawn at half strength
}

// Node is a piece of text (Kind is "") or a mark around further nodes.
type Node struct {
	Text  string // of a piece
	Fact  string // of a mark; of a piece, the innermost fact that covers it, "" when none does
	Kind  string // of a mark
	Doubt bool
	First bool // the first piece of this mark in the text
	Nodes []Node
}

// Build gives the nodes of text[within.Start:within.End]. Marks that lie outside are left out, marks that reach
// beyond are cut to it, marks that are not a valid span of text are dropped.
func Build(text string, within span.Span, all []Mark) []Node {
	if within.Start < 0 || within.End > len(text) || within.Start >= within.End {
		return nil
	}
	b := builder{text: text, marks: inside(text, within, all), seen: map[string]bool{}}
	root := &frame{}
	b.stack = []*frame{root}
	for i, at := range b.borders(within) {
		if i == 0 {
			continue
		}
		b.piece(b.last, at)
		b.last = at
	}
	for len(b.stack) > 1 {
		b.pop()
	}
	return root.nodes
}

// inside keeps what overlaps within, widest first, so that a mark inside a mark lies inside it in the tree too.
func inside(text string, within span.Span, all []Mark) []Mark {
	var kept []Mark
	for _, m := range all {
		if !m.Span.Overlaps(within) || m.Span.Check(text) != nil {
			continue
		}
		m.Span.Start, m.Span.End = max(m.Span.Start, within.Start), min(m.Span.End, within.End)
		kept = append(kept, m)
	}
	slices.SortStableFunc(kept, func(a, b Mark) int {
		return cmp.Or(cmp.Compare(b.Span.Len(), a.Span.Len()), cmp.Compare(a.Span.Start, b.Span.Start),
			cmp.Compare(a.Kind, b.Kind), cmp.Compare(a.Fact, b.Fact))
	})
	return slices.CompactFunc(kept, func(a, b Mark) bool { return a.Span == b.Span && a.Fact == b.Fact })
}

type frame struct {
	mark  int // index in builder.marks
	first bool
	nodes []Node
}

type builder struct {
	text  string
	marks []Mark
	stack []*frame // the open marks, the root first
	last  int
	seen  map[string]bool
}

// borders returns every offset at which the set of covering marks changes, in order, the two ends of within included.
func (b *builder) borders(within span.Span) []int {
	at := []int{within.Start, within.End}
	for _, m := range b.marks {
		at = append(at, m.Span.Start, m.Span.End)
	}
	slices.Sort(at)
	b.last = within.Start
	return slices.Compact(at)
}

// piece writes text[start:end], over which the set of covering marks does not change.
func (b *builder) piece(start, end int) {
	var want []int
	for i, m := range b.marks {
		if m.Span.Start <= start && m.Span.End >= end {
			want = append(want, i)
		}
	}
	same := 0
	for same < len(want) && same+1 < len(b.stack) && b.stack[same+1].mark == want[same] {
		same++
	}
	for len(b.stack)-1 > same {
		b.pop()
	}
	for _, i := range want[same:] {
		f := &frame{mark: i, first: !b.seen[b.marks[i].Fact]}
		b.seen[b.marks[i].Fact] = true
		b.stack = append(b.stack, f)
	}
	top := b.stack[len(b.stack)-1]
	n := Node{Text: b.text[start:end]}
	if len(b.stack) > 1 {
		n.Fact = b.marks[top.mark].Fact
	}
	top.nodes = append(top.nodes, n)
}

// pop closes the innermost open mark and hangs it on the one around it.
func (b *builder) pop() {
	f := b.stack[len(b.stack)-1]
	b.stack = b.stack[:len(b.stack)-1]
	m := b.marks[f.mark]
	around := b.stack[len(b.stack)-1]
	around.nodes = append(around.nodes, Node{Fact: m.Fact, Kind: m.Kind, Doubt: m.Doubt, First: f.first, Nodes: f.nodes})
}
