package gather

import (
	"slices"
	"strings"
)

// tree builds nodes from tokens. Namespaces are scoped by frames; a frame is kept only where an element declares some.
type tree struct {
	scan   xmlScanner
	back   *token // a token to be given once more
	frames []frame
	level  int // open elements, containers included
	slab   []node
	cut    bool // the document ended inside an element
}

type frame struct {
	level  int
	prefix string
	space  string
}

func (t *tree) next() token {
	if t.back != nil {
		again := *t.back
		t.back = nil
		return again
	}
	return t.scan.next()
}

func (t *tree) unread(k token) { t.back = &k }

// enter makes a node of a start tag and opens its namespace frame; leave closes it.
func (t *tree) enter(k token, base string) *node {
	t.level++
	for _, a := range k.attrs {
		if prefix, ok := declares(a.name); ok {
			t.frames = append(t.frames, frame{t.level, prefix, spaceOf(prefix, a.value)})
		}
	}
	n := t.alloc()
	n.name, n.base, n.attrs = k.name, base, slices.Clone(k.attrs)
	n.space, n.local = t.resolve(k.name)
	if b, ok := n.attr("xml:base"); ok {
		n.base = absolute(base, b)
	}
	return n
}

func (t *tree) leave() {
	for len(t.frames) > 0 && t.frames[len(t.frames)-1].level >= t.level {
		t.frames = t.frames[:len(t.frames)-1]
	}
	t.level--
}

func (t *tree) resolve(name string) (space, local string) {
	prefix, local, ok := strings.Cut(name, ":")
	if !ok {
		prefix, local = "", name
	}
	local = strings.ToLower(local)
	for i := len(t.frames) - 1; i >= 0; i-- {
		if t.frames[i].prefix == prefix {
			return t.frames[i].space, local
		}
	}
	switch prefix = strings.ToLower(prefix); {
	case prefix == "" || prefix == "atom" || prefix == "rss":
		return "", local
	case shortSpaces[prefix]:
		return prefix, local
	}
	return "?", local
}

func (t *tree) alloc() *node {
	if len(t.slab) == cap(t.slab) {
		t.slab = make([]node, 0, 128)
	}
	t.slab = append(t.slab, node{})
	return &t.slab[len(t.slab)-1]
}

// element reads all that belongs to the start tag k. End tags that match nothing are passed over; one that matches an
// outer element, of this subtree or (by isOuter) above it, closes all within. At the end of the document, elements still
// open are dropped, because their text may be cut; what they hold complete stays in root.
func (t *tree) element(k token, base string, isOuter func(name string) bool) *node {
	root := t.enter(k, base)
	if k.empty {
		t.leave()
		return root
	}
	s := subtree{tree: t, open: []*node{root}}
	for len(s.open) > 0 {
		switch k := t.next(); k.kind {
		case endOfText:
			t.cut = true
			t.dropOpen(s.open)
			return root
		case textRun:
			s.text(k.text)
		case startTag:
			s.begin(k)
		case endTag:
			s.end(k, isOuter)
		}
	}
	return root
}

// subtree is an element in the making.
type subtree struct {
	tree  *tree
	open  []*node // the root first
	nodes int
}

func (s *subtree) top() *node { return s.open[len(s.open)-1] }

func (s *subtree) text(words string) {
	if words == "" || s.nodes >= maxNodes {
		return
	}
	s.nodes++
	run := s.tree.alloc()
	run.text = words
	s.top().kids = append(s.top().kids, run)
}

func (s *subtree) begin(k token) {
	if len(s.open) == 1 && !k.empty && isItem(k.name) && isItem(s.open[0].name) { // <item> … <item>: the first was never closed
		s.tree.unread(k)
		s.close(0)
		return
	}
	if len(s.open) >= maxDepth || s.nodes >= maxNodes {
		return
	}
	s.nodes++
	kid := s.tree.enter(k, s.top().base)
	s.top().kids = append(s.top().kids, kid)
	if k.empty {
		s.tree.leave()
	} else {
		s.open = append(s.open, kid)
	}
}

func (s *subtree) end(k token, isOuter func(name string) bool) {
	i := len(s.open) - 1
	for i >= 0 && !strings.EqualFold(s.open[i].name, k.name) {
		i--
	}
	if i < 0 {
		if isOuter == nil || !isOuter(k.name) {
			return
		}
		s.tree.unread(k)
		i = 0
	}
	s.close(i)
}

// close ends the open elements from i on.
func (s *subtree) close(i int) {
	for range s.open[i:] {
		s.tree.leave()
	}
	s.open = s.open[:i]
}

func (t *tree) dropOpen(open []*node) {
	for i := len(open) - 1; i >= 0; i-- {
		if i > 0 {
			parent := open[i-1]
			parent.kids = parent.kids[:len(parent.kids)-1]
		}
		t.leave()
	}
}

func isItem(name string) bool {
	_, local, ok := strings.Cut(name, ":")
	if !ok {
		local = name
	}
	return strings.EqualFold(local, "item") || strings.EqualFold(local, "entry")
}
