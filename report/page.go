package report

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/dateline-news/dateline/gather"
)

// readPage reads an HTML page.
func readPage(doc gather.Document) (draft, error) {
	text, _, err := gather.Decode(doc.Bytes, "text/html", doc.Charset)
	if err != nil {
		return draft{}, fail(doc, ErrBinary, "give the page as HTML")
	}
	return pageDraft(doc, text, "")
}

// pageDraft reads the markup of a page or of a newsletter. title is the headline where it is known from elsewhere. The tree is parsed
// once: its metadata is surveyed first, then what is silent is cut off and the body is read from the rest.
func pageDraft(doc gather.Document, markup, title string) (draft, error) {
	root, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		return draft{}, unparsed(doc, err)
	}
	address := addressOf(doc.URL)
	s := surveyed(root, address)
	d := draft{source: s.outletOf(), language: s.languageOf(), url: s.addressOf(address)}
	head := (*html.Node)(nil)
	if title == "" {
		title, head = s.titleOf(d.source, address)
	}
	d.authors = s.authorsOf(d.source, address, head)
	if d.published, d.day = s.publishedOf(address, head, doc.Fetched); !d.published.IsZero() {
		d.published, d.publishedFrom = s.withClock(d.published, d.day, head), "page"
	}
	lead, paragraphs := s.bodyOf(address, title, head)
	if len(paragraphs) == 0 {
		return d, fail(doc, ErrNoArticle, "the page has no text of a report; give the page of one report, not a list of links")
	}
	if title != "" {
		d.parts = append(d.parts, part{text: title, kind: headline})
	}
	if lead != "" {
		d.parts = append(d.parts, part{text: lead, kind: standfirst})
	}
	for _, b := range paragraphs {
		if !sameWords(b, title) {
			d.parts = append(d.parts, part{text: b})
		}
	}
	markFurniture(d.parts)
	markTop(&d)
	markCredits(&d)
	return d, nil
}

// unparsed is the error for a page whose markup the parser gives up.
func unparsed(doc gather.Document, err error) error {
	if strings.Contains(err.Error(), "exceeds") {
		return fail(doc, ErrForm, "its markup nests over 512 levels deep, which no page of news does; save the words of the report as .txt and give that file")
	}
	return fmt.Errorf("read report %s: parse HTML: %w; save the words of the report as .txt and give that file", name(doc), err)
}

// markTop marks the lines between headline and report that only name the writer or the day.
func markTop(d *draft) {
	seen := 0
	for i := range d.parts {
		p := &d.parts[i]
		if p.kind != body {
			continue
		}
		if seen++; seen > 5 || runes(p.text) > 160 && seen > 1 {
			return
		}
		if bylineLike(p.text) || slices.ContainsFunc(d.authors, func(a string) bool { return sameWords(a, p.text) }) {
			p.kind = byline
		} else if day, n := parseDay(p.text); n > 0 && day.year != 0 && strings.Trim(p.text[n:], " .,|") == "" {
			p.kind = stamp
		} else if _, ok := stampTime(p.text); ok {
			p.kind = stamp
		}
	}
}

func addressOf(s string) *url.URL {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" {
		return nil
	}
	return u
}

// addressOf gives the page's canonical address, "" when it names none on the same site.
func (s *survey) addressOf(address *url.URL) string {
	for _, raw := range []string{s.canonical, s.meta("og:url")} {
		u, err := url.Parse(raw)
		if err != nil || raw == "" {
			continue
		}
		if address != nil {
			u = address.ResolveReference(u)
		}
		if (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && (address == nil || sameSite(u.Hostname(), address.Hostname())) && strings.Trim(u.Path, "/") != "" {
			return u.String()
		}
	}
	return ""
}

// sameSite tells that two hosts end in the same two labels.
func sameSite(a, b string) bool {
	last := func(h string) string {
		labels := strings.Split(strings.ToLower(h), ".")
		return strings.Join(labels[max(0, len(labels)-2):], ".")
	}
	return last(a) == last(b)
}

// outletOf gives the name of the outlet.
func (s *survey) outletOf() string {
	if v := s.meta("og:site_name"); v != "" {
		return html.UnescapeString(v)
	}
	for _, d := range s.data {
		if d.publisher != "" {
			return oneLine(d.publisher)
		}
	}
	return html.UnescapeString(strings.TrimPrefix(s.meta("application-name", "publisher", "dc.publisher", "apple-mobile-web-app-title"), "@"))
}

// languageOf gives the language that the page declares, as BCP 47.
func (s *survey) languageOf() string {
	candidates := []string{s.lang}
	for _, d := range s.data {
		candidates = append(candidates, d.language)
	}
	for _, c := range append(candidates, s.meta("content-language", "language", "dc.language", "og:locale")) {
		c, _, _ = strings.Cut(c, ",")
		c = strings.ReplaceAll(strings.TrimSpace(c), "_", "-")
		if len(c) >= 2 && len(c) <= 12 && (len(c) == 2 || c[2] == '-' || len(c) == 3) {
			return c
		}
	}
	return ""
}

// fragmentParagraphs gives the paragraphs of a piece of HTML that is all body.
func fragmentParagraphs(markup string) []string {
	root, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		return nil
	}
	return blocks(root)
}
