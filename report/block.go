package report

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// blockTags begin and end a paragraph.
var blockTags = map[atom.Atom]bool{atom.P: true, atom.Div: true, atom.Li: true, atom.Ul: true, atom.Ol: true, atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true,
	atom.H6: true, atom.Blockquote: true, atom.Pre: true, atom.Table: true, atom.Tr: true, atom.Td: true, atom.Th: true, atom.Section: true, atom.Article: true, atom.Main: true, atom.Header: true,
	atom.Footer: true, atom.Aside: true, atom.Figure: true, atom.Figcaption: true, atom.Dl: true, atom.Dt: true, atom.Dd: true, atom.Br: true, atom.Hr: true, atom.Body: true, atom.Details: true,
	atom.Summary: true, atom.Address: true, atom.Nav: true, atom.Form: true, atom.Center: true}

// silentTags hold no text for readers.
var silentTags = map[atom.Atom]bool{atom.Script: true, atom.Style: true, atom.Noscript: true, atom.Template: true, atom.Iframe: true, atom.Svg: true, atom.Head: true, atom.Textarea: true, atom.Select: true, atom.Button: true}

// blocks gives the paragraphs of a tree: what stands between two borders of block elements, white space folded.
func blocks(n *html.Node) []string {
	var w blockWriter
	w.walk(n)
	w.flush()
	return w.out
}

type blockWriter struct {
	out []string
	b   strings.Builder
}

func (w *blockWriter) walk(n *html.Node) {
	switch {
	case n == nil || n.Type == html.CommentNode || n.Type == html.ElementNode && silentTags[atomOf(n)]:
		return
	case n.Type == html.TextNode:
		w.b.WriteString(n.Data)
		return
	}
	border := n.Type == html.ElementNode && blockTags[atomOf(n)]
	if border {
		w.flush()
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		w.walk(c)
	}
	if border {
		w.flush()
	}
}

// atomOf gives the tag also of nodes that were made without their atom.
func atomOf(n *html.Node) atom.Atom {
	if n.DataAtom != 0 {
		return n.DataAtom
	}
	return atom.Lookup([]byte(n.Data))
}

func (w *blockWriter) flush() {
	if s := oneLine(w.b.String()); s != "" {
		w.out = append(w.out, s)
	}
	w.b.Reset()
}
