package report

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// otherMark tells areas of a page that are not its report.
func otherMark(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Aside, atom.Nav, atom.Footer, atom.Form:
		return true
	case atom.Body, atom.Html, atom.Article, atom.Main:
		return false
	}
	mark := marks(n)
	return mark != "" && (otherReports(mark) || containsAny(mark, "newsletter", "promo", "signup", "sign-up", "subscri", "latest-", "widget", "social", "share", "sharing", "author-bio", "authorbio", "author-box", "about-author", "popular",
		"advert", "sponsor", "donat", "cookie", "consent", "breadcrumb", "tag-list", "taglist", "post-tags", "article-tags", "read-next", "readnext", "inline-link", "see-also", "seealso", "pagination", "copyright", "disclaimer", "footnote-nav", "rating-box"))
}

// dropOther drops blocks that lie in areas of other content. An area that holds a good part of the report is the report's own, whatever it is called.
func dropOther(all []block) {
	total := 0
	under := map[*html.Node]int{}
	holders := func(b block, visit func(*html.Node)) {
		for n, i := b.node, 0; n != nil && i < 8; n, i = n.Parent, i+1 {
			if otherMark(n) {
				visit(n)
			}
		}
	}
	for _, b := range all {
		if b.in {
			n := runes(b.text)
			total += n
			holders(b, func(h *html.Node) { under[h] += n })
		}
	}
	for i := range all {
		if all[i].in {
			holders(all[i], func(h *html.Node) { all[i].in = all[i].in && under[h]*10 > total*3 })
		}
	}
}

// trimEnds drops what stands above the headline, and the labels, links and headings that follow the last running text.
func trimEnds(all []block, head *html.Node) {
	main := mainPath(all)
	at, last, prose := -1, -1, 0
	for i, b := range all {
		if head != nil && below(b.node, head) {
			at = i
		}
		if b.in && (b.path == main || running(b) && b.linked*5 < runes(b.text)) {
			last = i
			if at >= 0 {
				prose++
			}
		}
	}
	for i := range all {
		b := &all[i]
		above := i < at && prose >= 2
		trailing := i > last && (b.linked*3 > runes(b.text) || headingTags[tagOf(b.node)] || !sentenceLike(b.text) && b.path != main && tagOf(b.node) != atom.Li)
		if above || trailing {
			b.in = false
		}
	}
}

// running tells a paragraph of sentences.
func running(b block) bool { return runes(b.text) >= 80 && sentenceLike(b.text) }

// mark marks the blocks whose words stand in the extracted text.
func mark(all []block, grams shingles) {
	for i := range all {
		all[i].in = grams.share(all[i].text) >= sameText && !caption(all[i])
	}
}

// caption tells the words under a picture, which often repeat the report's own.
func caption(b block) bool {
	for n, i := b.node, 0; n != nil && i < 4; n, i = n.Parent, i+1 {
		if n.DataAtom == atom.Figure || n.DataAtom == atom.Figcaption || strings.Contains(strings.ToLower(attr(n, "class")), "caption") || picture(n) {
			return true
		}
	}
	return false
}

// picture tells a box that its class calls a picture's and that holds one.
func picture(n *html.Node) bool {
	if n.DataAtom != atom.Div && n.DataAtom != atom.Span {
		return false
	}
	if !slices.ContainsFunc(strings.Fields(strings.ToLower(attr(n, "class"))), func(c string) bool { return pictureClasses[c] }) {
		return false
	}
	for c := range n.Descendants() {
		if c.DataAtom == atom.Img {
			return true
		}
	}
	return false
}

var pictureClasses = setOf("photo picture pic image img foto bild")

// scattered tells that what was extracted is no running text: nothing, or to a good part links, as when a whole page is taken for want of better.
func scattered(all []block) bool {
	text, linked := 0, 0
	for _, b := range all {
		if b.in {
			text += runes(b.text)
			linked += b.linked
		}
	}
	return linked*3 > text || text == 0
}

// densest marks the paragraphs of the element that holds most running text, when there is enough of it to be a report.
func densest(all []block) {
	weight := map[*html.Node]int{}
	for _, b := range all {
		n := runes(b.text)
		if n < 60 || b.linked*3 > n || !sentenceLike(b.text) || b.node == nil || b.node.Parent == nil {
			continue
		}
		weight[b.node.Parent] += n
		if up := b.node.Parent.Parent; up != nil {
			weight[up] += n / 2
		}
	}
	var best *html.Node
	for n, w := range weight {
		if w >= 200 && (best == nil || w > weight[best]) {
			best = n
		}
	}
	if best == nil {
		return
	}
	for i := range all {
		all[i].in = below(all[i].node, best) && all[i].linked*2 < runes(all[i].text)
	}
}

func below(n, top *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == top {
			return true
		}
	}
	return false
}

// trust takes the articleBody of the page's JSON-LD as the better word where it agrees with what was extracted: a paragraph that it lacks goes when
// it stands before or after all that it has.
func (s *survey) trust(all []block) {
	body := s.dataBody()
	if runes(body) < 400 {
		return
	}
	grams := newShingles(body)
	both, extracted, first, last := 0, 0, -1, -1
	for i, b := range all {
		if !b.in {
			continue
		}
		n := runes(b.text)
		extracted += n
		if grams.share(b.text) >= sameText {
			both += n
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	if both*10 < extracted*6 || both*10 < runes(body)*7 {
		return
	}
	for i := range all {
		b := &all[i]
		has := grams.share(b.text) >= sameText
		switch {
		case has && i > first && i < last && !caption(*b):
			b.in = true
		case !has && (i < first || i > last):
			b.in = false
		}
	}
}

func mainPath(all []block) string {
	weight := map[string]int{}
	best := ""
	for _, b := range all {
		if b.in {
			weight[b.path] += runes(b.text)
			if weight[b.path] > weight[best] {
				best = b.path
			}
		}
	}
	return best
}

// linkOnly tells a paragraph that is one link, or hardly more, and no sentence: a pointer to another report.
func linkOnly(b block) bool {
	n := runes(b.text)
	return b.linked*10 >= n*8 && !sentenceLike(b.text) && !headingTags[tagOf(b.node)]
}

var headingTags = map[atom.Atom]bool{atom.H1: true, atom.H2: true, atom.H3: true, atom.H4: true, atom.H5: true, atom.H6: true}

// fill adds paragraphs that the extraction lost: sentences that lie in the same sort of element as most of the report.
func fill(all []block) {
	weight := map[string]int{}
	total, first, last := 0, -1, -1
	for i, b := range all {
		if b.in {
			weight[b.path] += runes(b.text)
			total += runes(b.text)
			if first < 0 {
				first = i
			}
			last = i
		}
	}
	for i := range all {
		b := &all[i]
		n := runes(b.text)
		if b.in || n < 50 || b.linked*2 > n || !sentenceLike(b.text) || weight[b.path]*4 < total || caption(*b) {
			continue
		}
		b.in = i > first && i < last || n >= 100
	}
}
