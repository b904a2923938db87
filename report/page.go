package report

import (
	"fmt"
	"net/url"
	"strings"

	trafilatura "github.com/markusmobius/go-trafilatura"
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

// pageDraft reads the markup of a page or of a newsletter. title is the headline where it is known from elsewhere.
func pageDraft(doc gather.Document, markup, title string) (draft, error) {
	root, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		return draft{}, fmt.Errorf("read report %s: parse HTML: %w", name(doc), err)
	}
	address, err := url.Parse(doc.URL)
	if err != nil {
		address = nil
	}
	got, err := trafilatura.ExtractDocument(root, trafilatura.Options{OriginalURL: address, ExcludeComments: true})
	if err != nil {
		return draft{}, fail(doc, ErrNoArticle, "the page has no text of a report; give the page of one report, not a list of links")
	}
	m := got.Metadata
	d := draft{source: m.Sitename, language: m.Language, url: m.URL, authors: authorNames(m.Author, m.Sitename), published: m.Date}
	if !d.published.IsZero() {
		d.publishedFrom = "page"
	}
	if title == "" {
		title = oneLine(m.Title)
	}
	if title != "" {
		d.parts = append(d.parts, part{text: title, kind: headline})
	}
	for _, b := range blocks(got.ContentNode) {
		if !sameWords(b, title) {
			d.parts = append(d.parts, part{text: b})
		}
	}
	markFurniture(d.parts)
	markCredits(&d)
	return d, nil
}

// fragmentParagraphs gives the paragraphs of a piece of HTML that is all body.
func fragmentParagraphs(markup string) []string {
	root, err := html.Parse(strings.NewReader(markup))
	if err != nil {
		return nil
	}
	return blocks(root)
}
