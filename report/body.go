package report

import (
	"net/url"
	"slices"
	"strings"

	"github.com/markusmobius/go-htmldate"
	trafilatura "github.com/markusmobius/go-trafilatura"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// block is a paragraph of a page with what the tree says of it.
type block struct {
	text   string
	node   *html.Node // the block element that holds it
	linked int        // characters of text inside links
	path   string     // tags and classes of the element and of those around it: paragraphs of one report share it
	in     bool       // part of the report
}

const (
	shingleWords = 4    // words in a run by which two texts are compared
	sameText     = 0.65 // share of a block's runs that must stand in the extracted text for the block to be in it
)

// bodyOf gives the standfirst and the paragraphs of the page's report. go-trafilatura says which text is the report; the paragraphs themselves are
// then taken from the tree, where borders, links and neighbours are still to be seen. It cuts silent nodes off the tree, so nothing else may
// need it afterwards.
func (s *survey) bodyOf(address *url.URL, title string, head *html.Node) (lead string, paragraphs []string) {
	s.cut()
	all := pageBlocks(s.root)
	mark(all, newShingles(s.extract(address)))
	if scattered(all) {
		densest(all)
	}
	s.trust(all)
	fill(all)
	dropOther(all)
	trimEnds(all, head)
	at := s.standfirstAt(all, title, head)
	seen := map[string]string{}
	for i, b := range all {
		if i == at {
			lead = b.text
			continue
		}
		if !b.in || linkOnly(b) || runes(b.text) > 60 && seen[b.text] != "" && seen[b.text] != b.path {
			continue
		}
		seen[b.text] = b.path
		paragraphs = append(paragraphs, b.text)
	}
	if len(paragraphs) == 0 {
		paragraphs = sentences(all)
	}
	if len(strings.Join(paragraphs, "")) < 250 {
		if data := s.dataBody(); len(data) > 250 {
			return lead, paragraphsOf(data)
		}
	}
	return lead, paragraphs
}

// sentences gives whatever sentences a page has outside its areas of other content: the few words of a page that shows a film or a picture.
func sentences(all []block) []string {
	var out []string
	for _, b := range all {
		if n := runes(b.text); n >= 40 && b.linked*3 < n && sentenceLike(b.text) && !inOther(b.node) && furnitureRule(b.text) == "" {
			out = append(out, b.text)
		}
	}
	return out
}

// inOther tells that n lies in an area of other content.
func inOther(n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if otherMark(n) {
			return true
		}
	}
	return false
}

// dataBody gives the longest articleBody of the page's JSON-LD as text.
func (s *survey) dataBody() string {
	body := ""
	for _, d := range s.data {
		if len(d.body) > len(body) {
			body = d.body
		}
	}
	if strings.Contains(body, "</") || strings.Contains(body, "<br") || strings.Contains(body, "<p>") {
		body = strings.Join(fragmentParagraphs(body), "\n")
	}
	return body
}

// cut takes silent and hidden nodes off the tree.
func (s *survey) cut() {
	for _, n := range s.remove {
		if n.Parent != nil {
			n.Parent.RemoveChild(n)
		}
	}
	total := textLength(s.root)
	for _, n := range s.frame {
		if n.Parent != nil && textLength(n)*3 < total && !slices.ContainsFunc(s.heads, func(h *html.Node) bool { return below(h, n) }) {
			n.Parent.RemoveChild(n)
		}
	}
}

// textLength gives the bytes of text below n.
func textLength(n *html.Node) int {
	length := 0
	if n.Type == html.TextNode {
		length = len(strings.TrimSpace(n.Data))
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		length += textLength(c)
	}
	return length
}

// extract asks go-trafilatura for the text of the report.
func (s *survey) extract(address *url.URL) string {
	got, err := trafilatura.ExtractDocument(s.root, trafilatura.Options{OriginalURL: address, ExcludeComments: true, HtmlDateOverride: &htmldate.Result{}})
	if err != nil {
		return ""
	}
	return strings.Join(blocks(got.ContentNode), "\n")
}

// pageBlocks gives all paragraphs of the tree in the order of the page.
func pageBlocks(root *html.Node) []block {
	var w blockWalker
	w.walk(root, nil, false)
	w.flush(nil)
	return w.out
}

type blockWalker struct {
	out    []block
	b      strings.Builder
	linked int
	holder *html.Node
}

func (w *blockWalker) walk(n, holder *html.Node, link bool) {
	switch {
	case n.Type == html.CommentNode || n.Type == html.ElementNode && silentTags[n.DataAtom]:
		return
	case n.Type == html.TextNode:
		if w.holder == nil {
			w.holder = holder
		}
		w.b.WriteString(n.Data)
		if link {
			w.linked += runes(strings.TrimSpace(n.Data))
		}
		return
	}
	border := n.Type == html.ElementNode && blockTags[n.DataAtom]
	if border {
		w.flush(holder)
		if n.DataAtom != atom.Br {
			holder = n
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c, holder, link || n.DataAtom == atom.A)
	}
	if border {
		w.flush(holder)
	}
}

func (w *blockWalker) flush(*html.Node) {
	if s := oneLine(w.b.String()); s != "" {
		w.out = append(w.out, block{text: s, node: w.holder, linked: w.linked, path: pathOf(w.holder)})
	}
	w.b.Reset()
	w.linked, w.holder = 0, nil
}

// pathOf names an element by its tag and class and those of the two elements around it.
func pathOf(n *html.Node) string {
	var b strings.Builder
	for i := 0; n != nil && i < 3; i, n = i+1, n.Parent {
		b.WriteString(n.Data)
		if i > 0 {
			b.WriteByte('.')
			b.WriteString(attr(n, "class"))
		}
		b.WriteByte('<')
	}
	return b.String()
}

func tagOf(n *html.Node) atom.Atom {
	if n == nil {
		return 0
	}
	return n.DataAtom
}
