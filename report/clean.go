package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// normalise gives text valid UTF-8 with "\n" as its only line end: CRLF, CR, NEL and the Unicode separators become "\n", a form feed
// becomes a blank line, other control characters, byte order marks, soft hyphens and directional marks go. Spaces inside lines stay.
func normalise(text string) string {
	clean := true
	for i := 0; i < len(text) && clean; i++ {
		c := text[i]
		clean = c == '\n' || c == '\t' || c >= 0x20 && c < 0x7f
	}
	if clean {
		return text
	}
	var b strings.Builder
	b.Grow(len(text))
	for i, r := range text {
		switch {
		case r == utf8.RuneError:
			if _, n := utf8.DecodeRuneInString(text[i:]); n == 1 {
				r = unicode.ReplacementChar
			}
			b.WriteRune(r)
		case r == '\r':
			if i+1 >= len(text) || text[i+1] != '\n' {
				b.WriteByte('\n')
			}
		case r == '\f' || r == '\u2029':
			b.WriteString("\n\n")
		case r == '\v' || r == '\u0085' || r == '\u2028':
			b.WriteByte('\n')
		case r == '\n' || r == '\t':
			b.WriteRune(r)
		case unicode.IsControl(r) || invisible(r):
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// invisible are characters without a shape that only get into the way of names and quotations. The joiners U+200C and U+200D stay:
// Persian and Indian scripts spell with them.
func invisible(r rune) bool {
	switch r {
	case '\u00ad', '\u200b', '\u2060', '\ufeff', '\u200e', '\u200f', '\u202a', '\u202b', '\u202c', '\u202d', '\u202e', '\u2066', '\u2067', '\u2068', '\u2069':
		return true
	}
	return false
}

// oneLine folds all white space, line ends too, into single spaces and trims.
func oneLine(s string) string { return strings.Join(strings.Fields(normalise(s)), " ") }

// sameWords compares two texts by their letters and digits alone: case, accents' composition, punctuation and spacing do not count.
func sameWords(a, b string) bool { return wordsOnly(a) == wordsOnly(b) }

// wordsOnly keeps lower-cased letters and digits, words parted by one space.
func wordsOnly(s string) string {
	if !norm.NFC.IsNormalString(s) {
		s = norm.NFC.String(s)
	}
	var b strings.Builder
	b.Grow(len(s))
	gap := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r):
			if gap && b.Len() > 0 {
				b.WriteByte(' ')
			}
			gap = false
			b.WriteRune(unicode.ToLower(r))
		case r == '\'' || r == '’':
		default:
			gap = true
		}
	}
	return b.String()
}
