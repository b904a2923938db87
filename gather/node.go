package gather

import (
	"html"
	"net/url"
	"slices"
	"strings"
)

// node is an element, or a run of text when local is "".
type node struct {
	space string // short name of the namespace: "" for the feed's own, "dc", "content" …; "?" for one that means nothing to us
	local string // lower case, without prefix
	name  string // as written
	base  string // the address against which relative ones inside it are resolved (xml:base)
	attrs []attr
	kids  []*node
	text  string // of a run of text
}

const (
	maxDepth    = 256     // elements inside one another; deeper ones are taken as text of the last
	maxNodes    = 200_000 // of one item
	maxOpenTags = 64      // containers above the items
)

// attr finds an attribute by its name, without regard to case.
func (n *node) attr(name string) (string, bool) {
	for i := range n.attrs {
		if strings.EqualFold(n.attrs[i].name, name) {
			return n.attrs[i].value, true
		}
	}
	return "", false
}

// get is the attribute's value without outer space, "" when there is none.
func (n *node) get(name string) string {
	v, _ := n.attr(name)
	return strings.TrimSpace(v)
}

// first is the first child element of that name in the feed's own namespace, nil when there is none.
func (n *node) first(local string) *node {
	if n != nil {
		for _, k := range n.kids {
			if k.local == local && k.space == "" {
				return k
			}
		}
	}
	return nil
}

// path goes down by first; nil when one is missing.
func (n *node) path(locals ...string) *node {
	for _, l := range locals {
		if n = n.first(l); n == nil {
			return nil
		}
	}
	return n
}

// find is the first element of that name below n, in the order of the text.
func (n *node) find(local string) *node {
	for m := range n.all(local) {
		return m
	}
	return nil
}

// all walks the elements of that name below n, in the order of the text; "" stands for every element.
func (n *node) all(local string) func(yield func(*node) bool) {
	return func(yield func(*node) bool) { n.walk(local, yield) }
}

func (n *node) walk(local string, yield func(*node) bool) bool {
	if n == nil {
		return true
	}
	for _, k := range n.kids {
		if k.local != "" && (local == "" || k.local == local) && !yield(k) {
			return false
		}
		if !k.walk(local, yield) {
			return false
		}
	}
	return true
}

// content is all text below n, without outer space.
func (n *node) content() string {
	if n == nil {
		return ""
	}
	if len(n.kids) == 1 && n.kids[0].local == "" {
		return strings.TrimSpace(n.kids[0].text)
	}
	var b strings.Builder
	n.writeText(&b)
	return strings.TrimSpace(b.String())
}

func (n *node) writeText(b *strings.Builder) {
	b.WriteString(n.text)
	for _, k := range n.kids {
		k.writeText(b)
	}
}

// hasElements says that n holds mark-up as elements rather than as text.
func (n *node) hasElements() bool {
	return slices.ContainsFunc(n.kids, func(k *node) bool { return k.local != "" })
}

// inner writes what n holds as HTML. Prefixes of XHTML, SVG and MathML are dropped. Text is escaped, unless it is HTML itself, escaped
// once over by the feed.
func (n *node) inner(textIsHTML bool) string {
	var b strings.Builder
	for _, k := range n.kids {
		k.write(&b, textIsHTML)
	}
	return strings.TrimSpace(b.String())
}

var voidTags = map[string]bool{"area": true, "base": true, "br": true, "col": true, "embed": true, "hr": true, "img": true, "input": true, "link": true, "meta": true, "source": true, "track": true, "wbr": true}

func (n *node) write(b *strings.Builder, textIsHTML bool) {
	switch {
	case n.local == "" && textIsHTML:
		b.WriteString(n.text)
		return
	case n.local == "":
		b.WriteString(html.EscapeString(n.text))
		return
	}
	name := n.name
	if known := n.space == "xhtml" || n.space == "svg" || n.space == "math"; known {
		name = name[strings.IndexByte(name, ':')+1:]
	}
	b.WriteString("<" + name)
	for _, a := range n.attrs {
		value := a.value
		if n.space == "xhtml" && strings.HasPrefix(a.name, "xmlns") {
			continue
		}
		if linkAttrs[strings.ToLower(a.name)] {
			value = absolute(n.base, value)
		}
		b.WriteString(" " + a.name + `="` + html.EscapeString(value) + `"`)
	}
	b.WriteString(">")
	for _, k := range n.kids {
		k.write(b, textIsHTML)
	}
	if !voidTags[n.local] {
		b.WriteString("</" + name + ">")
	}
}

// absolute resolves ref against base. What is no address stays as it is.
func absolute(base, ref string) string {
	ref = strings.TrimSpace(ref)
	if base == "" || ref == "" || strings.HasPrefix(ref, "http://") || strings.HasPrefix(ref, "https://") {
		return ref
	}
	b, err := url.Parse(base)
	if err != nil {
		return ref
	}
	u, err := b.Parse(ref)
	if err != nil {
		return ref
	}
	return u.String()
}

// safeAddress drops addresses that a browser would run rather than open ("javascript:", "data:"), and all others that are
// not of the web. Relative ones stay.
func safeAddress(s string) string {
	colon := strings.IndexByte(s, ':')
	if colon < 0 || strings.ContainsAny(s[:colon], "/?#") {
		return s
	}
	return webAddress(s)
}
