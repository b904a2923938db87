package report

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// standfirstMark tells classes of the paragraph under the headline.
func standfirstMark(path string) bool {
	return containsAny(path, "standfirst", "subtitle", "sub-title", "subhead", "subheadline", "sub-headline", "dek", "deck", "tagline", "vorspann", "chapo", "chapeau", "bajada", "sommario", "abstract", "sub_head", "subtitulo", "sottotitolo", "untertitel", "leadtext", "lead-text", "article-lead", "article__lead", "articlelead", "article-intro", "article__intro", "entry-subtitle", "post-subtitle", "article-summary", "article__summary", "excerpt", "copete", "ingress")
}

// standfirstAt finds the standfirst among the blocks between the headline and the first paragraphs of the report: what the page's description
// repeats, or what its class calls so, in an element of another sort than the paragraphs of the report. -1 when there is none.
func (s *survey) standfirstAt(all []block, title string, head *html.Node) int {
	from, first := s.headAt(all, title, head)
	if first < 0 {
		return -1
	}
	main := mainPath(all)
	told := []string{oneLine(html.UnescapeString(s.meta("og:description"))), oneLine(html.UnescapeString(s.meta("description", "twitter:description")))}
	for _, d := range s.data {
		if d.article {
			told = append(told, oneLine(d.summary))
		}
	}
	for i := from; i <= min(first+1, len(all)-1); i++ {
		b := all[i]
		if n := runes(b.text); n < 30 || n > 500 || b.linked*2 > n || b.path == main || sameWords(b.text, title) || bylineLike(b.text) {
			continue
		}
		class := strings.ToLower(attrOf(b.node, "class"))
		if standfirstMark(class+" "+b.path) || describes(told, b.text) || shortLead(b, class) || underHeadline(all[from:i], b) {
			return i
		}
	}
	return -1
}

// shortLead tells a block that its class calls the lead, and that is no paragraph of sentences: many pages call their first paragraph so.
func shortLead(b block, class string) bool {
	return runes(b.text) <= 200 && !strings.HasSuffix(b.text, ".") && slices.ContainsFunc(strings.Fields(class), func(c string) bool { return leadClasses[c] })
}

var leadClasses = setOf("lead lede intro teaser summary description sub")

// underHeadline tells a heading right under the headline; between are the blocks from there on, which may name writer and day.
func underHeadline(between []block, b block) bool {
	if !headingTags[tagOf(b.node)] || strings.HasSuffix(b.text, ":") || words(b.text) < 6 {
		return false
	}
	return len(between) <= 2 && !slices.ContainsFunc(between, func(o block) bool { return runes(o.text) > 40 || headingTags[tagOf(o.node)] })
}

// headAt gives the index after the headline's block, and that of the report's first block of running text.
func (s *survey) headAt(all []block, title string, head *html.Node) (from, first int) {
	first = -1
	for i, b := range all {
		if head != nil && below(b.node, head) || head == nil && sameWords(b.text, title) {
			from = i + 1
		}
		if b.in && runes(b.text) > 60 && !below(b.node, head) && !sameWords(b.text, title) {
			first = i
			break
		}
	}
	return max(from, first-12, 0), first
}

// describes tells that one of the descriptions says what text says.
func describes(told []string, text string) bool {
	for _, d := range told {
		d = strings.TrimRight(d, ".… ")
		if runes(d) >= 30 && (strings.HasPrefix(text, d) || agreement(d, text) >= 0.7) {
			return true
		}
	}
	return false
}

// attrOf is attr of a node that may be nil.
func attrOf(n *html.Node, key string) string {
	if n == nil {
		return ""
	}
	return attr(n, key)
}
