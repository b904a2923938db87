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

// spaces gives the short names of namespaces, by address in lower case without a final slash or sharp.
var spaces = map[string]string{
	"http://www.w3.org/2005/atom": "", "http://purl.org/atom/ns": "", "http://purl.org/rss/1.0": "",
	"http://my.netscape.com/rdf/simple/0.9": "", "http://example.com/newformat": "", "http://example.com/necho": "",
	"http://purl.org/echo": "", "uri/of/echo/namespace": "", "http://purl.org/pie": "", "http://channel.netscape.com/rdf/simple/0.9": "",
	"http://my.netscape.com/publish/formats/rss-0.91.dtd": "", "http://backend.userland.com/rss": "", "http://blogs.law.harvard.edu/tech/rss": "",
	"http://backend.userland.com/rss2": "", "http://backend.userland.com/rss191": "", "http://purl.org/net/rss1.1": "",
	"http://purl.org/dc/elements/1.1": "dc", "http://purl.org/dc/elements/1.0": "dc", "http://purl.org/dc/terms": "dcterms",
	"http://purl.org/rss/1.0/modules/content":        "content",
	"http://www.itunes.com/dtds/podcast-1.0.dtd":     "itunes",
	"http://example.com/dtds/podcast-1.0.dtd":        "itunes",
	"http://search.yahoo.com/mrss":                   "media",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns":     "rdf",
	"http://www.w3.org/1999/xhtml":                   "xhtml",
	"http://www.w3.org/xml/1998/namespace":           "xml",
	"http://purl.org/rss/1.0/modules/syndication":    "sy",
	"http://purl.org/rss/1.0/modules/slash":          "slash",
	"http://wellformedweb.org/commentapi":            "wfw",
	"http://www.sitemaps.org/schemas/sitemap/0.9":    "",
	"http://www.google.com/schemas/sitemap/0.84":     "",
	"http://www.google.com/schemas/sitemap-news/0.9": "news",
	"http://iptc.org/std/nar/2006-10-01":             "",
	"http://iptc.org/std/nitf/2006-10-18":            "",
	"http://iptc.org/std/newsml/2003-10-10":          "",
	"urn:com.reuters.newsml-g2":                      "",
}

// shortSpaces are the prefixes that are taken at their word when the document does not declare them.
var shortSpaces = map[string]bool{"dc": true, "dcterms": true, "content": true, "itunes": true, "media": true, "rdf": true, "xhtml": true, "xml": true, "news": true, "sy": true, "atom": true}

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

func declares(attr string) (prefix string, ok bool) {
	if attr == "xmlns" {
		return "", true
	}
	return strings.CutPrefix(attr, "xmlns:")
}

// spaceOf is the short name of the namespace at address.
func spaceOf(prefix, address string) string {
	key := strings.TrimRight(strings.ToLower(strings.TrimSpace(address)), "/#")
	if short, ok := spaces[key]; ok {
		return short
	}
	if prefix == "" { // a default namespace that we do not know: the elements mean what their names say
		return ""
	}
	return "?"
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
	open := []*node{root}
	for count := 0; len(open) > 0; {
		top := open[len(open)-1]
		k := t.next()
		switch k.kind {
		case endOfText:
			t.cut = true
			t.dropOpen(open)
			return root
		case textRun:
			if k.text != "" && count < maxNodes {
				text := t.alloc()
				text.text = k.text
				top.kids = append(top.kids, text)
				count++
			}
		case startTag:
			if len(open) == 1 && !k.empty && isItem(k.name) && isItem(root.name) { // <item> … <item>: the first was never closed
				t.unread(k)
				t.leave()
				return root
			}
			if len(open) >= maxDepth || count >= maxNodes {
				continue
			}
			count++
			kid := t.enter(k, top.base)
			top.kids = append(top.kids, kid)
			if k.empty {
				t.leave()
			} else {
				open = append(open, kid)
			}
		case endTag:
			i := len(open) - 1
			for i >= 0 && !strings.EqualFold(open[i].name, k.name) {
				i--
			}
			if i < 0 {
				if isOuter == nil || !isOuter(k.name) {
					continue
				}
				t.unread(k)
				i = 0
			}
			for range open[i:] {
				t.leave()
			}
			open = open[:i]
		}
	}
	return root
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
