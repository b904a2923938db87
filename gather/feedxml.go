package gather

import (
	"encoding/base64"
	"slices"
	"strconv"
	"strings"
)

// xmlFeed is a feed in the making.
type xmlFeed struct {
	tree  tree
	feed  Feed
	atom3 bool // Atom 0.3 and older
	stop  string
	open  []string // names of the open containers
	roots int
}

// containers are the elements that hold items; the walk goes into them, and reads every other element whole.
var containers = map[string]bool{"rss": true, "rdf": true, "channel": true, "feed": true, "items": true, "urlset": true, "sitemapindex": true}

// parseXML reads RSS, RDF, Atom, CDF and sitemaps as they stream by, and hands agency formats to the wire readers.
func parseXML(text, base string) (Feed, error) {
	x := &xmlFeed{}
	x.tree.scan.s = text
	if err := x.root(base); err != nil {
		return x.feed, err
	}
	switch {
	case x.feed.Kind == "":
		return x.feed, ErrNotFeed
	case x.stop != "":
		return x.feed, &PartialError{Offset: x.tree.scan.pos, Why: x.stop}
	case x.tree.cut:
		return x.feed, &PartialError{Offset: len(text), Why: "the document breaks off in the middle"}
	}
	return x.feed, nil
}

// root finds the first element and decides what the document is.
func (x *xmlFeed) root(base string) error {
	for {
		k := x.tree.next()
		switch k.kind {
		case endOfText:
			return nil
		case startTag:
			_, local := x.tree.resolve(k.name)
			switch {
			case containers[local]:
				x.container(k, base, 0)
				return nil
			case isItem(k.name): // items without a feed around them
				if x.feed.Kind = RSS; local == "entry" {
					x.feed.Kind = Atom
				}
				x.item(x.tree.element(k, base, nil))
			case wireRoots[local]:
				feed, err := parseWireXML(x.tree.element(k, base, nil))
				x.feed = feed
				if err == nil && x.tree.cut {
					err = &PartialError{Offset: len(x.tree.scan.s), Why: "the document breaks off in the middle"}
				}
				return err
			default:
				if x.roots++; x.roots > 8 || local == "html" {
					return nil
				}
			}
		}
	}
}

// container walks one container: what is inside is a container again, an item, or belongs to the head.
func (x *xmlFeed) container(k token, base string, depth int) {
	n := x.tree.enter(k, base)
	defer x.tree.leave()
	x.describe(n)
	if k.empty {
		return
	}
	x.open = append(x.open, k.name)
	defer func() { x.open = x.open[:len(x.open)-1] }()
	for x.stop == "" {
		k := x.tree.next()
		switch k.kind {
		case endOfText:
			x.tree.cut = true
			return
		case endTag:
			if strings.EqualFold(k.name, n.name) {
				return
			}
			if x.isOpen(k.name) {
				x.tree.unread(k)
				return
			}
		case startTag:
			x.child(n, k, depth)
		}
	}
}

func (x *xmlFeed) child(n *node, k token, depth int) {
	_, local := x.tree.resolve(k.name)
	if containers[local] {
		if depth < maxOpenTags { // deeper ones are passed over, and what they hold is taken as their parent's
			x.container(k, n.base, depth+1)
		}
		return
	}
	el := x.tree.element(k, n.base, x.isOpen)
	switch {
	case len(x.feed.Items) >= MaxItems:
		x.stop = "the feed has more than " + strconv.Itoa(MaxItems) + " items"
	case (el.local == "item" || el.local == "entry") && el.space == "":
		x.item(el)
	case el.space == "" && (el.local == "url" || el.local == "sitemap") && x.feed.Kind == Sitemap:
		x.feed.Items = append(x.feed.Items, sitemapItem(el))
	default:
		x.head(el)
	}
}

func (x *xmlFeed) isOpen(name string) bool {
	return slices.ContainsFunc(x.open, func(o string) bool { return strings.EqualFold(o, name) })
}

// describe takes from a container's tag what kind of feed it is.
func (x *xmlFeed) describe(n *node) {
	kind := map[string]Kind{"rss": RSS, "rdf": RDF, "feed": Atom, "channel": CDF, "urlset": Sitemap, "sitemapindex": Sitemap}[n.local]
	if x.feed.Kind == "" {
		x.feed.Kind, x.feed.Version = kind, n.get("version")
		if kind == CDF && n.name != "CHANNEL" {
			x.feed.Kind = RSS
		}
		x.atom3 = kind == Atom && (strings.HasPrefix(x.feed.Version, "0.") || !declaresAtom10(n))
	}
	f := &x.feed
	if l := n.get("xml:lang"); l != "" {
		f.Language = l
	}
	if n.local != "channel" {
		return
	}
	if raw := n.get("lastmod"); raw != "" {
		f.Updated = readTime(raw)
	}
	if href := n.get("href"); href != "" && f.Link == "" {
		f.Link = absolute(n.base, href)
	}
	if id := n.get("rdf:about"); id != "" && f.ID == "" {
		f.ID = id
	}
}

func declaresAtom10(n *node) bool {
	return slices.ContainsFunc(n.attrs, func(a attr) bool {
		return strings.EqualFold(strings.TrimRight(a.value, "/"), "http://www.w3.org/2005/Atom")
	})
}

// value is what an element says in the way that its type attributes tell. markup holds HTML.
type value struct {
	text   string
	markup bool // text is HTML
	plain  bool // text is no HTML, by the feed's word
}

// read gives the value of a text element. The types are Atom's (RFC 4287, 3.1, and Atom 0.3's mode); elements of RSS are
// HTML by custom when they look like it.
func (x *xmlFeed) read(n *node) value {
	kind := strings.ToLower(n.get("type"))
	mode := strings.ToLower(n.get("mode"))
	if mode == "base64" || isBase64(kind, mode) {
		if raw, err := base64.StdEncoding.DecodeString(squeezeAll(n.content())); err == nil {
			return value{text: absoluteLinks(strings.TrimSpace(strings.ToValidUTF8(string(raw), "\uFFFD")), n.base), markup: true}
		}
	}
	if n.hasElements() {
		inside := n
		if div := onlyChild(n); div != nil && div.local == "div" && !x.atom3 && (kind == "xhtml" || kind == "html") {
			inside = div
		}
		plain := kind == "xhtml" || mode == "xml" || strings.HasSuffix(kind, "xml")
		return value{text: absoluteLinks(inside.inner(!plain), n.base), markup: true}
	}
	text := n.content()
	switch {
	case kind == "xhtml" || strings.HasSuffix(kind, "+xml") || mode == "xml" && kind == "text/html":
		return value{text: n.inner(false), markup: true}
	case kind == "html" || kind == "text/html":
		return value{text: absoluteLinks(text, n.base), markup: true}
	case kind == "text" || kind == "text/plain" && x.feed.Kind == Atom:
		return value{text: text, plain: true}
	}
	if looksLikeMarkup(text) {
		return value{text: absoluteLinks(text, n.base), markup: true}
	}
	return value{text: text}
}

// isBase64 follows RFC 4287, 4.1.3.3: content of a type that is neither text nor XML is written in Base64.
func isBase64(kind, mode string) bool {
	return mode == "" && strings.Contains(kind, "/") && !strings.HasPrefix(kind, "text/") && !strings.HasSuffix(kind, "xml") && !strings.HasPrefix(kind, "message/") && !strings.HasPrefix(kind, "multipart/")
}

func onlyChild(n *node) *node {
	var only *node
	for _, k := range n.kids {
		switch {
		case k.local == "" && strings.TrimSpace(k.text) == "":
		case k.local == "" || only != nil:
			return nil
		default:
			only = k
		}
	}
	return only
}

// html is the value as HTML.
func (v value) html() string {
	if v.markup || !v.plain {
		return v.text
	}
	return escapeText.Replace(v.text)
}

var escapeText = strings.NewReplacer("&", "&amp;", "<", "&lt;")

// title gives the text and, where there is mark-up, the HTML of a title.
func (v value) title() (text, markup string) {
	if !v.markup {
		return squeeze(v.text), ""
	}
	return PlainText(v.text), v.text
}

func squeezeAll(s string) string { return strings.Join(strings.Fields(s), "") }

func readTime(raw string) Time {
	t := Time{Raw: strings.TrimSpace(raw)}
	if utc, err := ParseDate(t.Raw); err == nil {
		t.UTC = utc
	}
	return t
}
