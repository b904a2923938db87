package report

import (
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// titleParts parts a title from the name of the outlet and the section: "Headline | Outlet", "Headline - Section - Outlet".
var titleParts = regexp.MustCompile(`\s+[-–—|•·»«:/⋆~‹›]{1,2}\s+|\s*\|\s*|\s*[»•]\s*`)

// titleOf chooses the page's title: the heading that people see, where it agrees with what the page's data call it; else those data,
// without the outlet's name. The node is the heading, nil when the title comes from the data.
func (s *survey) titleOf(outlet string, address *url.URL) (string, *html.Node) {
	named := s.namedTitles(outlet, address)
	if n, text := best(s.heads, named, 0.5); n != nil {
		return text, n
	}
	if n, text := best(s.minor, named, 0.75); n != nil {
		return text, n
	}
	if n, text := s.onlyHead(outlet, address, named); n != nil {
		return text, n
	}
	for _, t := range named {
		if t != "" {
			return t, nil
		}
	}
	if len(s.heads) > 0 {
		return textOf(s.heads[0]), s.heads[0]
	}
	return "", nil
}

// namedTitles gives the titles in the page's data, the outlet's name taken off.
func (s *survey) namedTitles(outlet string, address *url.URL) []string {
	raw := []string{s.meta("og:title"), "", s.meta("twitter:title", "headline", "dc.title", "parsely-title", "sailthru.title", "title"), s.titleTag}
	for _, d := range s.data {
		if d.article && d.headline != "" {
			raw[1] = oneLine(d.headline)
			break
		}
	}
	var out []string
	for _, t := range raw {
		if t = stripOutlet(html.UnescapeString(t), outlet, address, raw); t != "" {
			out = append(out, t)
		}
	}
	return out
}

// stripOutlet takes from a title the parts at its ends that name the outlet, its host or a section. others are the page's other titles:
// a part that none of them has is not the headline's.
func stripOutlet(title, outlet string, address *url.URL, others []string) string {
	title = oneLine(title)
	cuts := titleParts.FindAllStringIndex(title, -1)
	for len(cuts) > 0 {
		last := cuts[len(cuts)-1]
		front, back := title[:last[0]], title[last[1]:]
		if !namesOutlet(back, outlet, address) && !shorterElsewhere(front, others) {
			break
		}
		if strings.TrimSpace(front) == "" {
			break
		}
		title, cuts = front, cuts[:len(cuts)-1]
	}
	if cuts = titleParts.FindAllStringIndex(title, 1); len(cuts) == 1 && namesOutlet(title[:cuts[0][0]], outlet, address) && words(title[cuts[0][1]:]) > 1 {
		title = title[cuts[0][1]:]
	}
	return strings.TrimSpace(title)
}

// shorterElsewhere tells that another title of the page is exactly front.
func shorterElsewhere(front string, others []string) bool {
	for _, o := range others {
		if o != "" && sameWords(o, front) {
			return true
		}
	}
	return false
}

// namesOutlet tells that part names the outlet or its host.
func namesOutlet(part, outlet string, address *url.URL) bool {
	p := strings.ReplaceAll(wordsOnly(part), " ", "")
	if p == "" {
		return true
	}
	if o := strings.ReplaceAll(wordsOnly(outlet), " ", ""); o != "" && (p == o || len(o) > 3 && strings.Contains(p, o) && len(p) < 3*len(o) || len(p) > 3 && strings.Contains(o, p)) {
		return true
	}
	if address == nil {
		return false
	}
	host := strings.TrimPrefix(strings.ToLower(address.Hostname()), "www.")
	bare := strings.NewReplacer(".", "", "-", "").Replace(host)
	first, _, _ := strings.Cut(host, ".")
	first = strings.ReplaceAll(first, "-", "")
	return len(p) > 2 && strings.HasPrefix(bare, p) || len(first) > 3 && strings.Contains(p, first) && len(p) < 3*len(first)
}

// best gives the heading that agrees most with the named titles, nil when none agrees by at least least.
func best(heads []*html.Node, named []string, least float64) (*html.Node, string) {
	var node *html.Node
	text, top := "", 0.0
	for _, h := range heads[:min(len(heads), 40)] {
		t := textOf(h)
		if t == "" || runes(t) > 300 {
			continue
		}
		for _, n := range named {
			if a := agreement(t, n); a > top {
				node, text, top = h, t, a
			}
		}
	}
	if top < least {
		return nil, ""
	}
	return node, text
}

// agreement is the share of words that two texts have in common.
func agreement(a, b string) float64 {
	x, y := strings.Fields(wordsOnly(a)), strings.Fields(wordsOnly(b))
	if len(x) == 0 || len(y) == 0 {
		return 0
	}
	have := map[string]int{}
	for _, w := range x {
		have[w]++
	}
	common := 0
	for _, w := range y {
		if have[w] > 0 {
			have[w]--
			common++
		}
	}
	return float64(common) / float64(len(x)+len(y)-common)
}

// onlyHead takes the page's only h1 though its data call the page otherwise, when it reads as a headline and does not name the outlet.
func (s *survey) onlyHead(outlet string, address *url.URL, named []string) (*html.Node, string) {
	var only *html.Node
	text := ""
	for _, h := range s.heads {
		t := textOf(h)
		if t == "" || namesOutlet(t, outlet, address) {
			continue
		}
		if only != nil {
			return nil, ""
		}
		only, text = h, t
	}
	if only == nil || runes(text) > 250 || words(text) < 3 && len(named) > 0 {
		return nil, ""
	}
	return only, text
}
