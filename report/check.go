package report

import (
	"errors"
	"fmt"
	"unicode/utf8"

	"github.com/dateline-news/dateline/span"
)

// Check says what in r breaks the promises of the type: text that is not valid UTF-8, a span that holds no words of Text or cuts a character,
// paragraphs out of order or overlapping.
func (r Report) Check() error {
	if !utf8.ValidString(r.Text) {
		return errors.New("report: the text is not valid UTF-8")
	}
	named := map[string]*span.Span{"headline": r.Headline, "standfirst": r.Standfirst, "byline": r.Byline}
	if r.Dateline != nil {
		named["dateline"], named["dateline's place"], named["dateline's day"] = &r.Dateline.Span, r.Dateline.PlaceSpan, r.Dateline.DateSpan
	}
	for name, s := range named {
		if s == nil {
			continue
		}
		if err := s.Check(r.Text); err != nil {
			return fmt.Errorf("report: %s: %w", name, err)
		}
	}
	end := 0
	for i, p := range r.Paragraphs {
		if err := p.Check(r.Text); err != nil {
			return fmt.Errorf("report: paragraph %d: %w", i, err)
		}
		if p.Start < end {
			return fmt.Errorf("report: paragraph %d begins at %d, inside the one before it, which ends at %d", i, p.Start, end)
		}
		end = p.End
	}
	return nil
}
