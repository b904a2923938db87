package language

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/span"
)

// scanner cuts paragraphs into tokens from left to right.
type scanner struct {
	text   string
	tokens []Token
	start  int // of the paragraph
	single int // single quotation marks that stand open in the paragraph
}

// paragraph appends the tokens of p. White space parts chunks; what holds together inside a chunk is decided at each character.
func (s *scanner) paragraph(p span.Span) {
	s.start, s.single = p.Start, 0
	for i := p.Start; i < p.End; {
		r, n := utf8.DecodeRuneInString(s.text[i:p.End])
		if space(r) {
			i += n
			continue
		}
		end := chunkEnd(s.text, i, p.End)
		s.chunk(i, end)
		i = end
	}
}

func chunkEnd(text string, i, end int) int {
	for i < end {
		c := text[i]
		if c < utf8.RuneSelf {
			if c == ' ' || c >= '\t' && c <= '\r' {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(text[i:end])
		if space(r) {
			return i
		}
		i += n
	}
	return end
}

// space also takes the separators that unicode.IsSpace leaves out and that stand between words in pages: the zero width space and the byte order mark.
func space(r rune) bool { return unicode.IsSpace(r) || r == '\u200b' || r == '\ufeff' }

func (s *scanner) chunk(i, end int) {
	for i < end {
		if a := addressEnd(s.text, i, end); a > i {
			s.add(i, a)
			i = a
			continue
		}
		i = s.take(i, end)
	}
}

// take appends the token that begins at i and returns its end.
func (s *scanner) take(i, end int) int {
	r, n := utf8.DecodeRuneInString(s.text[i:end])
	switch {
	case wordRune(r):
		return s.word(i, end)
	case r == '\'' || r == '’' || r == '‘' || r == '`':
		return s.apostrophe(i, n, end)
	case r == '.' && i+1 < end && digit(s.text[i+1]) && !s.touches(i):
		return s.word(i, end)
	case r == '+' && i+1 < end && digit(s.text[i+1]) && !s.touches(i):
		return s.word(i, end)
	case r == '!' || r == '?':
		return s.add(i, runEnd(s.text, i, end, "!?"))
	case strings.ContainsRune(".-=*_~#<>", r):
		return s.add(i, runEnd(s.text, i, end, string(r)))
	case (r == ':' || r == ';') && emoticon(s.text[i:end]):
		return s.add(i, end)
	default:
		return s.add(i, i+n)
	}
}

// touches reports whether a token ends exactly at i.
func (s *scanner) touches(i int) bool {
	return len(s.tokens) > 0 && s.tokens[len(s.tokens)-1].Span.End == i
}

func (s *scanner) add(i, j int) int {
	s.tokens = append(s.tokens, Token{Span: span.Span{Start: i, End: j}, Head: -1})
	return j
}

// runEnd returns where the run of characters of set that begins at i ends.
func runEnd(text string, i, end int, set string) int {
	for i < end && strings.IndexByte(set, text[i]) >= 0 {
		i++
	}
	return i
}

func emoticon(s string) bool {
	switch strings.TrimPrefix(s[1:], "-") {
	case ")", "(", "D", "P", "p", "/", "))", "))))", ")))", "((":
		return len(s) > 1
	}
	return false
}

// apostrophe takes a mark that may open or close a quotation, stand for the possessive of a plural, or begin a clipped word.
func (s *scanner) apostrophe(i, n, end int) int {
	mark := s.text[i : i+n]
	if mark == "`" {
		return s.add(i, runEnd(s.text, i, end, "`"))
	}
	if mark == "'" && strings.HasPrefix(s.text[i:end], "''") {
		return s.add(i, i+2)
	}
	if !s.touches(i) || mark == "‘" || opener(s.last()) {
		if j := clippedEnd(s.text, i, n, end); j > 0 {
			return s.add(i, j)
		}
		if i+n < end {
			s.single++
		}
		return s.add(i, i+n)
	}
	if s.possessive() {
		s.tokens[len(s.tokens)-1].Multiword = 2
		return s.add(i, i+n)
	}
	s.single = max(0, s.single-1)
	return s.add(i, i+n)
}

// possessive reports whether a mark after the last token makes a possessive ("the parents' house") rather than closing a quotation.
func (s *scanner) possessive() bool {
	w := s.last()
	c := w[len(w)-1]
	return s.single == 0 && (c == 's' || c == 'S' || c == 'z' || c == 'x') && len(w) > 1 && s.tokens[len(s.tokens)-1].Multiword == 0
}

func (s *scanner) last() string {
	return s.tokens[len(s.tokens)-1].Of(s.text)
}

func opener(w string) bool {
	switch w {
	case "(", "[", "{", "\"", "“", "„", "«", "‘", "'", "—", "–", "--", "/":
		return true
	}
	return false
}

// clippedEnd returns the end of a word that begins with an apostrophe ('em, 'tis, '90s, a lone 's), or 0.
func clippedEnd(text string, i, n, end int) int {
	j := i + n
	for j < end && (asciiLetter(text[j]) || digit(text[j])) {
		j++
	}
	w := text[i+n : j]
	if len(w) >= 2 && digit(w[0]) && digit(w[1]) && (len(w) == 2 || w[2:] == "s") {
		return j
	}
	switch lower(w) {
	case "em", "tis", "twas", "til", "till", "cause", "cuz", "bout", "s", "ll", "re", "ve", "m", "d", "n":
		return j
	}
	return 0
}

// word appends the word at i, with its full stop where it is an abbreviation, split into its parts.
func (s *scanner) word(i, end int) int {
	j := wordEnd(s.text, i, end)
	if j < end && s.text[j] == '.' && s.keepsStop(i, j, end) {
		return s.add(i, j+1)
	}
	if j < end && s.text[j] == '$' && j-i <= 2 && s.text[i] >= 'A' && s.text[i] <= 'Z' {
		return s.add(i, j+1)
	}
	s.parts(i, j)
	return j
}

// keepsStop decides whether the full stop at j belongs to the word [i, j).
func (s *scanner) keepsStop(i, j, end int) bool {
	w := s.text[i:j]
	if j+1 < end {
		switch c := s.text[j+1]; {
		case c == '.':
			return false
		case wordByte(c):
			return abbreviations[lower(w)] != 0
		}
	}
	next := nextWordStart(s.text, j+1)
	if len(w) == 1 && w[0] >= 'A' && w[0] <= 'Z' {
		return initial(w[0], next, s.wordBefore(i))
	}
	if dotted(w) {
		return true
	}
	if allDigits(w) {
		return s.listNumber(i, j, next)
	}
	switch abbreviations[lower(w)] {
	case 0:
		return false
	case needsDigit:
		return digit(byte(next)) || next == '#'
	case needsName:
		return w[0] >= 'A' && w[0] <= 'Z' && (unicode.IsUpper(next) || digit(byte(next)))
	case needsCapital:
		return w[0] >= 'A' && w[0] <= 'Z'
	}
	return true
}

// listNumber reports whether "1." opens a paragraph as the number of its item.
func (s *scanner) listNumber(i, j int, next rune) bool {
	return i == s.start && j-i <= 2 && next != 0 && !digit(byte(next))
}

func (s *scanner) wordBefore(i int) string {
	if len(s.tokens) == 0 || s.tokens[len(s.tokens)-1].Span.Start < s.start {
		return ""
	}
	return s.last()
}

// initial tells the letter of a name ("John F. Kennedy", "J. Smith") from a letter that ends a sentence ("Plan B. Then").
func initial(c byte, next rune, before string) bool {
	switch {
	case c == 'I':
		return unicode.IsUpper(next) && capitalised(before)
	case next == 0:
		return false
	}
	return unicode.IsUpper(next) && !lettered[lower(before)] || next == ',' || next == '(' || unicode.IsLower(next)
}

// lettered are words after which a single capital is a label, not an initial.
var lettered = set("plan", "vitamin", "hepatitis", "grade", "group", "class", "type", "option", "section", "part", "appendix", "exhibit")

// nextWordStart returns the first character after the white space at i, 0 at the end of the line or text.
func nextWordStart(text string, i int) rune {
	for i < len(text) {
		r, n := utf8.DecodeRuneInString(text[i:])
		if r == '\n' {
			return 0
		}
		if !space(r) {
			return r
		}
		i += n
	}
	return 0
}
