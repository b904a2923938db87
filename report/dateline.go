package report

import (
	"time"

	"github.com/dateline-news/dateline/span"
)

// opening is a dateline as it is printed at the start of a paragraph. All spans are relative to that paragraph.
type opening struct {
	span     span.Span // first to last word or bracket of the dateline, without the dash or full stop that parts it from the report
	place    string    // as printed; "" when there is none
	placeAt  span.Span
	regions  []string // what follows the place after commas: state, country, a second town
	second   string   // the second town of "BRUSSELS/BERLIN"
	day      dayWords
	dayAt    span.Span
	agency   string
	agencyAt span.Span
	body     int // where the report's own words begin
}

// findDateline looks for the dateline among the first body paragraphs. A dateline with a place or an agency goes before a bare date.
// published is the document's own day, fetched the day on which it was read; both may be zero.
func findDateline(text string, paragraphs []span.Span, known atlas, published, fetched time.Time) *Dateline {
	var best opening
	at := -1
	for i, p := range paragraphs[:min(len(paragraphs), leadsTried)] {
		o, ok := parseOpening(p.Of(text), known)
		if !ok || at >= 0 && o.place == "" && o.agency == "" {
			continue
		}
		best, at = o, i
		if o.place != "" || o.agency != "" {
			break
		}
	}
	if at < 0 {
		return nil
	}
	return best.dateline(text, paragraphs[at:], known, published, fetched)
}

// dateline turns an opening into the report's Dateline; lead is the paragraph that it opens and those after it.
func (o opening) dateline(text string, lead []span.Span, known atlas, published, fetched time.Time) *Dateline {
	base := lead[0].Start
	shift := func(s span.Span) *span.Span {
		if s.End == 0 {
			return nil
		}
		return &span.Span{Start: base + s.Start, End: base + s.End}
	}
	d := &Dateline{Span: *shift(o.span), Place: titlePlace(o.place), Also: titlePlace(o.second), PlaceSpan: shift(o.placeAt), DateSpan: shift(o.dayAt), Agency: o.agency, Body: base + o.body}
	for _, r := range o.regions {
		if known.country(r) || !known.served() && len(o.regions) > 0 {
			d.Country = titlePlace(r)
		}
	}
	d.Date, d.YearFrom = o.day.resolve(opener(text, lead), published, fetched)
	return d
}

// opener gives the first paragraphs of the report, in which weekdays and years of the dateline's day are looked for.
func opener(text string, lead []span.Span) string {
	last := lead[min(len(lead), 3)-1]
	return text[lead[0].Start:last.End]
}

// parseOpening reads the dateline that paragraph s opens with. ok is false when s opens with an ordinary sentence.
func parseOpening(s string, known atlas) (o opening, ok bool) {
	if len(s) > openingBytes {
		s = s[:runeStart(s, openingBytes)]
	}
	p := openingParser{s: s, known: known}
	p.leading()
	p.placeName()
	for p.piece() {
	}
	p.terminator()
	if p.last == 0 || !p.accepted() {
		return opening{}, false
	}
	p.o.span = span.Span{Start: p.first, End: p.last}
	return p.o, true
}
