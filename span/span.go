// Package span holds the plain type that ties every fact to its words: a half-open range of UTF-8 bytes.
package span

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// Span is the byte range [Start, End) of a UTF-8 text. In JSON it is the pair [start, end].
type Span struct {
	Start, End int
}

// Of returns the words that s covers. It panics when s lies outside text: Check first what comes from outside.
func (s Span) Of(text string) string { return text[s.Start:s.End] }

// Len is the length in bytes.
func (s Span) Len() int { return s.End - s.Start }

// Contains reports whether o lies wholly inside s.
func (s Span) Contains(o Span) bool { return s.Start <= o.Start && o.End <= s.End }

// Overlaps reports whether the two ranges share a byte.
func (s Span) Overlaps(o Span) bool { return s.Start < o.End && o.Start < s.End }

// Check says why s cannot stand for words of text: outside it, empty, cutting a character, or holding only space.
func (s Span) Check(text string) error {
	switch {
	case s.Start < 0 || s.End > len(text) || s.Start >= s.End:
		return fmt.Errorf("span [%d, %d) lies outside the text of %d bytes or is empty", s.Start, s.End, len(text))
	case !boundary(text, s.Start) || !boundary(text, s.End):
		return fmt.Errorf("span [%d, %d) cuts a character", s.Start, s.End)
	case strings.TrimSpace(text[s.Start:s.End]) == "":
		return fmt.Errorf("span [%d, %d) holds only space", s.Start, s.End)
	}
	return nil
}

func boundary(text string, i int) bool { return i == len(text) || utf8.RuneStart(text[i]) }

// MarshalJSON writes [start, end].
func (s Span) MarshalJSON() ([]byte, error) {
	return fmt.Appendf(nil, "[%d,%d]", s.Start, s.End), nil
}

// UnmarshalJSON reads [start, end].
func (s *Span) UnmarshalJSON(b []byte) error {
	var pair [2]int
	if err := json.Unmarshal(b, &pair); err != nil {
		return fmt.Errorf("span: want [start, end]: %w", err)
	}
	s.Start, s.End = pair[0], pair[1]
	return nil
}
