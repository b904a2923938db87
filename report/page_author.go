package report

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// authorsOf gives the authors of a page: from its JSON-LD, its metadata, the elements that name a writer, the line "By …" near the headline.
// Names of persons go first; a desk counts only where the page names nobody else, and the outlet only where the page shows it as the writer.
func (s *survey) authorsOf(outlet string, address *url.URL, title *html.Node) []string {
	said, shown := s.shownAuthors()
	line, near := s.lineAuthors(title)
	var desks []string
	if account := deskName(strings.Join(line, "")); near && account != "" && words(account) == 1 && len(said) == 0 && len(s.dataAuthors()) == 0 {
		return []string{account}
	}
	for i, raw := range [][]string{s.confirmed(s.dataAuthors(), slices.Concat(said, line, shown)), said, line, shown, s.metaAuthors()} {
		if out := personsOf(raw, outlet, address); len(out) > 0 {
			return out
		}
		for _, r := range raw {
			if d := deskName(r); d != "" && (i > 0 && i < 4 || !sameWords(d, outlet)) {
				desks = append(desks, d)
			}
		}
	}
	return desks[:min(1, len(desks))]
}

// personsOf gives the names of persons in bylines, each once, without the outlet's own.
func personsOf(raw []string, outlet string, address *url.URL) []string {
	var out []string
	for _, r := range raw {
		for _, n := range authorNames(r, outlet) {
			if !namesOutlet(n, outlet, address) && !slices.ContainsFunc(out, func(o string) bool { return sameWords(o, n) }) {
				out = append(out, n)
			}
		}
	}
	return out
}

// confirmed gives the authors of the data, unless the page shows others and none of these: data name the editor who put the report online.
func (s *survey) confirmed(data, shown []string) []string {
	visible := wordsOnly(strings.Join(shown, " "))
	for _, n := range s.writers {
		if t := textOf(n); runes(t) < 300 {
			visible += " " + wordsOnly(t)
		}
	}
	if len(personsOf(shown, "", nil)) == 0 || slices.ContainsFunc(data, func(d string) bool { return strings.Contains(visible, wordsOnly(d)) }) {
		return data
	}
	return nil
}

// deskName cleans a byline that names a desk, an agency or an account: "Redaktion", "AFP/The Local".
func deskName(s string) string {
	s = authorLead.ReplaceAllString(strings.TrimLeft(oneLine(s), " |·•–—-"), "")
	s = strings.Trim(s, " ,.;:-–—|\"")
	if s == "" || runes(s) > 50 || words(s) > 5 || strings.Contains(s, "http") || strings.Contains(s, "@") || strings.HasPrefix(s, "/") {
		return ""
	}
	return s
}

func (s *survey) dataAuthors() []string {
	for _, d := range s.data {
		if len(d.authors) > 0 {
			return d.authors
		}
	}
	return nil
}

// metaAuthors gives all contents of the first name that has any.
func (s *survey) metaAuthors() []string {
	for _, n := range []string{"author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator", "dc:creator", "citation_author", "article:author_name", "authors", "creator",
		"og:article:author", "shareaholic:article_author_name", "rbauthors", "dcsext.author", "twitter:data1"} {
		var out []string
		for _, v := range s.metas[n] {
			if !strings.Contains(v, "http") && !strings.HasPrefix(v, "/") && !strings.HasPrefix(v, "@") && (n != "twitter:data1" || nameLike(v) && !strings.ContainsAny(v, "0123456789")) {
				out = append(out, v)
			}
		}
		if len(out) > 0 {
			return out
		}
	}
	return nil
}

// authorLink tells addresses of authors' pages.
var authorLink = regexp.MustCompile(`(?i)/(?:authors?|autor(?:en|es|s)?|auteurs?|people|staff|profile?|journalists?|journalistes?|writers?|contributors?|redakteure?|columnists?|reporters?)[/?=]|[?&]author=`)

// shownAuthors gives the authors that the page shows: said are marked as authors; other come from the most telling of the weaker marks: linked to an author's page, named as one
// by their class. An account's name counts where no name of a person stands.
func (s *survey) shownAuthors() (said, other []string) {
	var linkedNames, marked, accounts []string
	for _, n := range s.writers {
		t := textOf(n)
		if len(linkedNames) == 0 {
			linkedNames = authorLinks(n)
		}
		if t == "" || runes(t) > 120 {
			continue
		}
		telling := strings.EqualFold(attr(n, "itemprop"), "author") || strings.Contains(attr(n, "rel"), "author") || n.Parent != nil && strings.EqualFold(attr(n.Parent, "itemprop"), "author")
		switch person := len(authorNames(t, "")) > 0; {
		case telling && person && (len(said) == 0 || nearby(n, s.writers[0])) && !slices.Contains(said, t):
			said = append(said, t)
		case person && len(marked) == 0 && (n.DataAtom != atom.A || authorMark(marks(n))):
			marked = []string{t}
		case len(accounts) == 0 && words(t) <= 3 && (telling || authorMark(marks(n))):
			accounts = []string{t}
		}
	}
	for _, found := range [][]string{linkedNames, marked, accounts} {
		if len(found) > 0 {
			return said, found
		}
	}
	return said, nil
}

// nearby tells that two nodes lie in one byline: within three steps below a common node.
func nearby(a, b *html.Node) bool {
	for i, x := 0, a.Parent; x != nil && i < 3; i, x = i+1, x.Parent {
		for j, y := 0, b.Parent; y != nil && j < 3; j, y = j+1, y.Parent {
			if x == y {
				return true
			}
		}
	}
	return false
}

// authorLinks gives the texts of links to authors' pages at or below n.
func authorLinks(n *html.Node) []string {
	var out []string
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		if n.DataAtom == atom.A && (authorLink.MatchString(attr(n, "href")) || strings.Contains(attr(n, "rel"), "author")) {
			if t := textOf(n); (strings.Contains(attr(n, "rel"), "author") || words(t) > 1) && len(authorNames(t, "")) > 0 && !slices.Contains(out, t) {
				out = append(out, t)
			}
			return
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(n)
	return out[:min(len(out), 6)]
}

// lineAuthors looks for a line "By Jane Doe" in the texts after the headline; near tells that it is among the first of them.
func (s *survey) lineAuthors(title *html.Node) (line []string, near bool) {
	seen, by := 0, false
	for n := next(title); n != nil && seen < 60; n = next(n) {
		if n.Type != html.TextNode || n.Parent != nil && silentTags[atomOf(n.Parent)] {
			continue
		}
		t := oneLine(n.Data)
		if t == "" {
			continue
		}
		seen++
		if by || bylineLike(t) {
			return []string{t}, seen <= 10
		}
		if name := besideDay(t); name != "" && seen <= 10 {
			return []string{name}, true
		}
		by = byWords[strings.ToLower(strings.TrimRight(t, ": "))]
	}
	return nil, false
}

// byWords stand alone in front of a link with the writer's name.
var byWords = setOf("by von vom por par di door av text autor author autorin auteur")

// besideDay gives the name that stands beside a day in one short line: "11.12.2019 - Jane Doe".
func besideDay(t string) string {
	if runes(t) > 70 {
		return ""
	}
	day, n := parseDay(t)
	if n == 0 || day.year == 0 {
		return ""
	}
	rest := strings.Trim(t[n:], " -–—|,•·")
	if names := authorNames(rest, ""); len(names) != 1 || words(names[0]) < 2 || words(rest) > 4 || weekdays[strings.ToLower(letters(rest))] != 0 {
		return ""
	}
	return rest
}

// next gives the node after n in the order of the page.
func next(n *html.Node) *html.Node {
	if n == nil {
		return nil
	}
	if n.FirstChild != nil {
		return n.FirstChild
	}
	for n != nil && n.NextSibling == nil {
		n = n.Parent
	}
	if n == nil {
		return nil
	}
	return n.NextSibling
}
