package facts

import (
	"strings"
	"unicode/utf8"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// Headline is the report's headline, or its first line where it has none.
func Headline(rec *record.Record) string {
	if h := rec.Report.Headline; h != nil && h.Check(rec.Report.Text) == nil {
		return h.Of(rec.Report.Text)
	}
	line, _, _ := strings.Cut(strings.TrimSpace(rec.Report.Text), "\n")
	if len(line) > 200 {
		line = strings.ToValidUTF8(line[:200], "") + "…"
	}
	return line
}

// Body lists the paragraphs that are neither headline nor standfirst nor byline. A report without paragraphs is one.
func Body(rec *record.Record) []span.Span {
	r := &rec.Report
	var list []span.Span
	for _, p := range r.Paragraphs {
		if p.Check(r.Text) != nil || is(r.Headline, p) || is(r.Standfirst, p) || is(r.Byline, p) {
			continue
		}
		list = append(list, p)
	}
	if len(list) == 0 && len(r.Paragraphs) == 0 && strings.TrimSpace(r.Text) != "" {
		list = append(list, span.Span{Start: 0, End: len(r.Text)})
	}
	return list
}

// is reports whether paragraph p is the part s.
func is(s *span.Span, p span.Span) bool { return s != nil && s.Contains(p) }

// Opening cuts the dateline off the paragraph that it opens, and returns the rest with the dateline's words, "" when there are none.
func Opening(rec *record.Record, p span.Span) (rest span.Span, dateline string) {
	d := rec.Report.Dateline
	if d == nil || d.Span.Check(rec.Report.Text) != nil || d.Span.Start < p.Start || d.Span.Start > p.Start+1 || d.Span.End > p.End {
		return p, ""
	}
	rest = span.Span{Start: d.Span.End, End: p.End}
	return rest, d.Span.Of(rec.Report.Text)
}

// SentenceEnd is the last end of a sentence inside s, or the last border of characters before its end.
func SentenceEnd(rec *record.Record, s span.Span) int {
	end := s.Start
	for _, one := range rec.Report.Sentences {
		if one.Start >= s.Start && one.End <= s.End {
			end = max(end, one.End)
		}
	}
	if end > s.Start {
		return end
	}
	end = min(s.End, len(rec.Report.Text))
	for end > s.Start && end < len(rec.Report.Text) && !utf8.RuneStart(rec.Report.Text[end]) {
		end--
	}
	return end
}

// Head is what is known of the whole report, for the line under the headline: dateline, date, agency, where the year comes from.
// printed is the place as the dateline prints it, for one that the world does not know.
func Head(rec *record.Record, printed string) []Field {
	var list []Field
	d := rec.Report.Dateline
	if d == nil {
		return list
	}
	if d.Place != nil {
		for _, e := range rec.Entities {
			if e.ID == *d.Place {
				printed = e.Name
			}
		}
	}
	list = field(list, "Dateline", printed)
	if d.Date != nil {
		list = field(list, "Date", Day(*d.Date))
	}
	list = field(list, "Agency", d.Agency)
	return field(list, "Year from", yearWords[d.YearFrom])
}

var yearWords = map[string]string{"text": "the text", "weekday": "the weekday that fits", "document": "the document’s date", "nearest": "the nearest past date"}
