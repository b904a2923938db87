package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/span"
)

// kind is what a part of a document is to the report.
type kind uint8

const (
	body kind = iota
	headline
	standfirst
	byline
	kicker    // a section label above the headline: kept as Report.Kicker
	stamp     // a line that says when the report was published
	furniture // neither report nor about it
)

// part is a paragraph of a document on its way into a report.
type part struct {
	text string
	kind kind
	span span.Span // where it stands in draft.text, once that is known
}

// draft is what the readers of the single forms hand on: the parts in order, and what the document says of itself.
type draft struct {
	text          string // "" until compose; a form whose text is fixed from outside sets it together with the spans of its parts
	parts         []part
	authors       []string
	source        string
	language      string
	url           string
	published     time.Time
	publishedFrom string
	day           string // the day of published in the zone that the document prints, "2022-12-28"; "" when that is the day in UTC
}

// compose writes the parts that belong to the report into one text, a blank line between two, and sets their spans.
func (d *draft) compose() {
	var b strings.Builder
	for i := range d.parts {
		p := &d.parts[i]
		if p.kind == kicker || p.kind == stamp || p.kind == furniture {
			continue
		}
		if b.Len() > 0 {
			b.WriteString("\n\n")
		}
		start := b.Len()
		b.WriteString(p.text)
		p.span = span.Span{Start: start, End: b.Len()}
	}
	d.text = b.String()
}

// find gives the first part of kind k, nil when there is none.
func (d *draft) find(k kind) *part {
	i := slices.IndexFunc(d.parts, func(p part) bool { return p.kind == k })
	if i < 0 {
		return nil
	}
	return &d.parts[i]
}

// finish turns a draft into the Report: the text is composed, the dateline is read, the day is settled.
func finish(doc gather.Document, d draft, names atlas) (Report, error) {
	if d.text == "" {
		d.compose()
	}
	if d.find(body) == nil && d.find(headline) == nil {
		return Report{}, fail(doc, ErrNoArticle, "there are no paragraphs of a report in it; give the page of one report, not a list of links")
	}
	r := known(doc, d)
	r.Text = d.text
	if r.Language == "" {
		r.Language = guessLanguage(d.text)
	}
	sum := sha256.Sum256([]byte(d.text))
	r.ID = "sha256:" + hex.EncodeToString(sum[:])
	var bodies []span.Span
	for _, p := range d.parts {
		place(&r, p, &bodies)
	}
	r.Dateline = findDateline(d.text, bodies, names, r.Published, doc.Fetched)
	if r.Source == "" && r.Dateline != nil {
		r.Source = r.Dateline.Agency // nothing names an outlet: the agency's copy as it came
	}
	if r.Published.IsZero() && r.Dateline != nil && r.Dateline.Date != "" {
		if day, err := time.Parse(time.DateOnly, r.Dateline.Date); err == nil {
			r.Published, r.PublishedFrom, r.PublishedDay = day, "dateline", r.Dateline.Date
		}
	}
	return r, nil
}

// known gives what the document, and whoever led to it, say of the report apart from its text.
func known(doc gather.Document, d draft) Report {
	r := Report{
		Document: cmp.Or(doc.SHA256, gather.Sum(doc.Bytes)), Path: doc.Path, URL: cmp.Or(d.url, doc.URL), Source: cmp.Or(d.source, doc.Told.Outlet),
		Language: cmp.Or(d.language, doc.Told.Language), Published: d.published, PublishedFrom: d.publishedFrom, Authors: d.authors,
	}
	if r.Published.IsZero() && !doc.Told.Published.IsZero() {
		r.Published, r.PublishedFrom, d.day = doc.Told.Published.UTC(), "feed", doc.Told.Published.Format(time.DateOnly)
	}
	if told := doc.Told.Published; r.Published.Equal(r.Published.Truncate(24*time.Hour)) && !r.Published.IsZero() && told.Format(time.DateOnly) == cmp.Or(d.day, r.Published.Format(time.DateOnly)) {
		r.Published, d.day = told.UTC(), told.Format(time.DateOnly) // the document gives the day, who led to it the time as well
	}
	if !r.Published.IsZero() {
		r.PublishedDay = cmp.Or(d.day, r.Published.Format(time.DateOnly))
	}
	if len(r.Authors) == 0 && doc.Told.Author != "" {
		r.Authors = authorNames(doc.Told.Author, r.Source)
	}
	return r
}

// place enters one part into the report and collects the spans of the body paragraphs.
func place(r *Report, p part, bodies *[]span.Span) {
	switch s := p.span; p.kind {
	case headline:
		r.Headline = cmp.Or(r.Headline, &s)
		r.Paragraphs = append(r.Paragraphs, s)
	case standfirst:
		r.Standfirst = cmp.Or(r.Standfirst, &s)
		r.Paragraphs = append(r.Paragraphs, s)
	case byline:
		r.Byline = cmp.Or(r.Byline, &s)
	case body:
		r.Paragraphs = append(r.Paragraphs, s)
		*bodies = append(*bodies, s)
	case kicker:
		r.Kicker = cmp.Or(r.Kicker, p.text)
	}
}
