package report

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// survey is what one walk over a page's tree collects for its metadata. Nodes are in the order of the page.
type survey struct {
	root      *html.Node
	address   *url.URL            // of the page, nil when unknown
	metas     map[string][]string // content by lower-case name, property or itemprop
	titleTag  string
	canonical string
	lang      string
	data      []linked     // articles and pages described in JSON-LD
	heads     []*html.Node // h1, then what is marked as headline
	minor     []*html.Node // h2
	times     []*html.Node // <time>, <abbr title>, and what is marked as a date
	dates     []*html.Node // elements whose class or id speaks of a date
	writers   []*html.Node // elements whose class, rel or itemprop speaks of an author
	remove    []*html.Node // scripts and other silent nodes, to be cut off before the body is read
	frame     []*html.Node // navigation, footers and asides, which go-trafilatura would cut off too
}

// surveyed walks the tree once.
func surveyed(root *html.Node, address *url.URL) *survey {
	s := &survey{root: root, address: address, metas: map[string][]string{}}
	s.walk(root, false)
	return s
}

func (s *survey) walk(n *html.Node, foreign bool) {
	if n.Type == html.CommentNode {
		s.remove = append(s.remove, n)
		return
	}
	if n.Type == html.ElementNode {
		if hidden(n) {
			s.remove = append(s.remove, n)
			return
		}
		if silent := s.silent(n); silent {
			return
		}
		if !foreign {
			foreign = s.element(n)
		}
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		s.walk(c, foreign)
	}
}

// silent takes what is no text for readers; it gives true when the walk need not go down.
func (s *survey) silent(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script:
		if strings.Contains(strings.ToLower(attr(n, "type")), "ld+json") && n.FirstChild != nil {
			s.data = append(s.data, parseLinked(n.FirstChild.Data)...)
		}
		s.remove = append(s.remove, n)
		return true
	case atom.Style, atom.Template, atom.Iframe, atom.Svg, atom.Noscript, atom.Link, atom.Meta:
		s.headElement(n)
		if n.DataAtom != atom.Meta && n.DataAtom != atom.Link {
			s.remove = append(s.remove, n)
			return true
		}
	case atom.Html:
		s.lang = attr(n, "lang")
		if s.lang == "" {
			s.lang = attr(n, "xml:lang")
		}
	case atom.Title:
		if s.titleTag == "" && n.FirstChild != nil && n.FirstChild.Type == html.TextNode {
			s.titleTag = oneLine(n.FirstChild.Data)
		}
	}
	return false
}

func (s *survey) headElement(n *html.Node) {
	switch n.DataAtom {
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "canonical") && s.canonical == "" {
			s.canonical = strings.TrimSpace(attr(n, "href"))
		}
	case atom.Meta:
		content := oneLine(attr(n, "content"))
		if content == "" {
			return
		}
		for _, a := range n.Attr {
			if a.Key == "name" || a.Key == "property" || a.Key == "itemprop" || a.Key == "http-equiv" {
				key := strings.ToLower(strings.TrimSpace(a.Val))
				s.metas[key] = append(s.metas[key], content)
			}
		}
	}
}

// element files an element by its tag and by what its attributes say. It gives true for areas about other reports, below which nothing
// counts for this one.
func (s *survey) element(n *html.Node) bool {
	switch n.DataAtom {
	case atom.H1:
		s.heads = append(s.heads, n)
		return false
	case atom.H2:
		s.minor = append(s.minor, n)
	case atom.Time, atom.Abbr:
		s.times = append(s.times, n)
	case atom.Aside:
		s.frame = append(s.frame, n)
	case atom.Footer, atom.Nav:
		s.frame = append(s.frame, n)
		return n.DataAtom == atom.Nav
	}
	mark := marks(n)
	if n.DataAtom == atom.A && authorLink.MatchString(attr(n, "href")) && !otherReports(mark) && s.ownLink(attr(n, "href")) {
		s.writers = append(s.writers, n)
		return false
	}
	if mark == "" {
		return false
	}
	prop := strings.ToLower(attr(n, "itemprop"))
	if n.DataAtom != atom.Body && n.DataAtom != atom.Html && otherReports(mark) {
		return true
	}
	if prop == "headline" && n.DataAtom != atom.H1 {
		s.minor = append(s.minor, n)
	}
	if strings.Contains(prop, "author") || strings.Contains(attr(n, "rel"), "author") || authorMark(mark) {
		s.writers = append(s.writers, n)
	}
	if strings.HasPrefix(prop, "date") && n.DataAtom != atom.Time {
		s.times = append(s.times, n)
	} else if dateMark(mark) && n.DataAtom != atom.Time {
		s.dates = append(s.dates, n)
	}
	return false
}

// hidden tells elements that the page does not show.
func hidden(n *html.Node) bool {
	for _, a := range n.Attr {
		switch a.Key {
		case "hidden":
			return n.DataAtom != atom.Body && n.DataAtom != atom.Html
		case "style":
			style := strings.ReplaceAll(strings.ToLower(a.Val), " ", "")
			if strings.Contains(style, "display:none") || strings.Contains(style, "visibility:hidden") {
				return n.DataAtom != atom.Body && n.DataAtom != atom.Html
			}
		}
	}
	return false
}

// ownLink tells a link that stays on the page's site; shared networks have profiles too.
func (s *survey) ownLink(href string) bool {
	u := addressOf(href)
	return u == nil || s.address == nil || sameSite(u.Hostname(), s.address.Hostname())
}

// marks gives class and id of a node, in lower case, in one string.
func marks(n *html.Node) string {
	class, id := "", ""
	for _, a := range n.Attr {
		switch a.Key {
		case "class":
			class = a.Val
		case "id":
			id = a.Val
		case "itemprop", "rel", "data-testid", "data-qa":
			id += " " + a.Val
		}
	}
	if class == "" && id == "" {
		return ""
	}
	return strings.ToLower(class + " " + id)
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// otherReports tells marks of areas that show other reports.
func otherReports(mark string) bool {
	return containsAny(mark, "related", "recommend", "most-read", "mostread", "most-popular", "mostpopular", "teaser", "sidebar", "recirc", "trending", "comment-list", "commentlist", "comments-area", "comment-body", "comment-author", "comment-respond", "respond", "comments", "disqus", "latest-news", "more-from", "more-stories", "readmore", "read-more", "widget_recent", "carousel")
}

func authorMark(mark string) bool {
	return !containsAny(mark, "comment", "form", "bio", "avatar", "author-box", "authorbox", "about-author", "co-author-photo", "image", "img") && containsAny(mark, "author", "byline", "autor", "writer", "auteur", "journalist", "dateline__name", "redakt", "vcard", "signature", "posted-by", "postedby", "writtenby", "written-by", "credit__name", "contributor", "by-line")
}

func dateMark(mark string) bool {
	return containsAny(mark, "date", "time", "publish", "posted", "datum", "fecha", "data-", "meta", "pubdate", "byline", "entry-info")
}

func containsAny(s string, subs ...string) bool {
	for _, sub := range subs {
		if strings.Contains(s, sub) {
			return true
		}
	}
	return false
}

// meta gives the first content under one of the names, in their order.
func (s *survey) meta(names ...string) string {
	for _, n := range names {
		if v := s.metas[n]; len(v) > 0 {
			return v[0]
		}
	}
	return ""
}

// textOf gives all text below n on one line, elements parted by spaces where they are blocks.
func textOf(n *html.Node) string { return strings.Join(blocks(n), " ") }
