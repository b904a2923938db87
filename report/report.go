// Package report is the second room: it cuts a gathered document free of its furniture and gives a Report: one
// immutable text, with the byte ranges of headline, standfirst, byline, dateline and paragraphs.
package report

import (
	"time"

	"github.com/dateline-news/dateline/span"
)

// Report is one news report as text. Every span is a byte range of Text.
type Report struct {
	ID            string    // "sha256:" and the hex digest of Text
	Document      string    // SHA-256 of the gathered bytes that it was cut from
	Path          string    // the file's name, "" when it came from the network
	URL           string    // "" when unknown
	Source        string    // the outlet's name; the dateline's agency where nothing names an outlet; "" when unknown
	Language      string    // BCP 47, "en"; "" when unknown
	Published     time.Time // UTC; zero when unknown
	PublishedFrom string    // who says so: "page", "feed", "file", "mail", "dateline"; "" when unknown
	PublishedDay  string    // the calendar day of Published where it was published, "2022-12-28": in the zone that the document prints, which UTC loses; "" when unknown
	Text          string    // headline, standfirst and body, paragraphs parted by a blank line; valid UTF-8
	Kicker        string    // a section label above the headline that was stripped ("All news"); not in Text
	Headline      *span.Span
	Standfirst    *span.Span
	Byline        *span.Span // only where the byline stands in Text
	Authors       []string   // from the byline or from the page's metadata
	Dateline      *Dateline
	Paragraphs    []span.Span // in order, not overlapping; the headline and the standfirst are paragraphs too
}

// Dateline is the opening of a wire report: "MOSCOW, December 28. /TASS/.".
type Dateline struct {
	Span      span.Span  // the whole opening
	Place     string     // as printed, in title case where it was in capitals: "Moscow"
	PlaceSpan *span.Span // the words of the place, nil when the dateline names none
	Also      string     // a second town: "Berlin" in "BRUSSELS/BERLIN (Reuters) -"; "" for none
	Country   string     // as printed ("Ukraine" in "KYIV, Ukraine, March 3 (Reuters) -"), "" when not
	Date      string     // ISO "2022-12-28"; "" when neither the dateline nor the document gives a day
	DateSpan  *span.Span
	YearFrom  string // "text", "weekday", "document", "nearest"; "" when Date is
	Agency    string // as printed: "TASS"
	Body      int    // byte of Text at which the report's own words begin, after the dateline and its dash or full stop
}
