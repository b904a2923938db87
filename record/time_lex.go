package record

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/span"
)

// A token is one word, number or mark of the text, or, after the first stage of the grammar, a whole phrase.
type token struct {
	span.Span
	class class   // all that the token may be
	word  int     // its number in the lexicon, 0 for an unknown word
	num   float64 // value of a number, ordinal, month, weekday, season or year
	unit  grain   // of a unit of time
	day   *stamp  // of a date or clock written in figures
	glued bool    // no space before it
	upper bool    // begins with a capital
	past  bool    // looks like a verb in the past tense
	stop  bool    // ends a sentence or a paragraph
	what  *phrase // of a phrase
}

// A stamp is what figures alone say: "2022-12-28", "28/12", "16:30".
type stamp struct {
	year, month, day     int // zero when not said
	hour, minute, second int // hour -1 when not said
}

// lexer walks the text once. Patterns never match across a stop token.
type lexer struct {
	text string
	pos  int
	out  []token
	lex  *lexicon
}

// lex cuts text into tokens with their classes, which it appends to out.
func lex(text string, words *lexicon, out []token) []token {
	l := &lexer{text: text, lex: words, out: slices.Grow(out, len(text)/5+8)}
	for l.pos < len(text) {
		c := text[l.pos]
		switch {
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			l.space()
		case c >= '0' && c <= '9':
			l.figure()
		case isLetterAt(text, l.pos):
			l.letters()
		default:
			l.mark()
		}
	}
	return joinFeasts(text, joinNumbers(l.out, words))
}

// space skips white space; an empty line ends whatever stands before it.
func (l *lexer) space() {
	lines := 0
	for l.pos < len(l.text) && strings.IndexByte(" \n\t\r", l.text[l.pos]) >= 0 {
		if l.text[l.pos] == '\n' {
			lines++
		}
		l.pos++
	}
	if lines > 1 && len(l.out) > 0 {
		l.out[len(l.out)-1].stop = true
	}
}

// push adds the token [start, l.pos) and returns it.
func (l *lexer) push(start int, e entry) *token {
	glued := len(l.out) > 0 && l.out[len(l.out)-1].End == start
	l.out = append(l.out, token{
		Span: span.Span{Start: start, End: l.pos}, class: e.class, word: e.id,
		num: e.num, unit: e.unit, glued: glued,
	})
	return &l.out[len(l.out)-1]
}

// letters reads a word. "a.m." and "p.m." are one word, and the full stop of an abbreviation belongs to it.
func (l *lexer) letters() {
	start := l.pos
	l.pos += wordLen(l.text[start:])
	if n := max(dotted(l.text[start:]), quarterMarkLen(l.text[start:]), oclock(l.text[start:]), contraction(l.text[start:])); n > l.pos-start {
		l.pos = start + n
	}
	word := l.text[start:l.pos]
	e := l.lex.find(strings.Replace(word, "’", "'", 1))
	if e.class&dotAbbreviation != 0 && strings.HasPrefix(l.text[l.pos:], ".") {
		l.pos++
		e.class |= e.class & shortNames << 1 // "Sat." and "Mar." are what "Saturday" and "March" are
	}
	r, _ := utf8.DecodeRuneInString(word)
	upper := unicode.IsUpper(r)
	if n := len(l.out); e.class&verbal != 0 && !upper && n > 0 && l.out[n-1].class&modal != 0 {
		e = entry{} // "may last", "to march"
	}
	t := l.push(start, e)
	t.upper = upper
	t.past = e.class&pastVerb != 0 || e.class&neverPast == 0 && len(word) > 4 && strings.HasSuffix(word, "ed") && (!upper || l.opens())
}

// opens reports whether the token just read is the first of its sentence.
func (l *lexer) opens() bool { return len(l.out) < 2 || l.out[len(l.out)-2].stop }

// mark reads a punctuation mark.
func (l *lexer) mark() {
	start := l.pos
	_, size := utf8.DecodeRuneInString(l.text[start:])
	rest := l.text[start:]
	switch {
	case possessive(rest) > 0:
		l.pos += possessive(rest)
		l.push(start, l.lex.find("'s"))
		return
	case decadeMark(rest) > 0:
		l.pos += size
		l.decade(start)
		return
	}
	l.pos += size
	mark := rest[:size]
	if mark == "-" || mark == "–" || mark == "—" {
		mark = l.dash(start)
	}
	t := l.push(start, l.lex.find(mark))
	t.stop = strings.Contains("!?", mark) || mark == "." && l.sentenceEnds()
}

// dash tells the hyphen inside a word or range ("-") from the dash between words ("–").
func (l *lexer) dash(start int) string {
	if start > 0 && l.pos < len(l.text) && isWordAt(l.text, start-1) && isWordAt(l.text, l.pos) {
		return "-"
	}
	return "–"
}

// sentenceEnds reports whether the full stop just read ends a sentence: space and a capital or quotation mark follow,
// and the word before it is longer than an initial.
func (l *lexer) sentenceEnds() bool {
	if n := len(l.out); n < 2 || l.out[n-2].Len() == 1 && isLetterAt(l.text, l.out[n-2].Start) {
		return false
	}
	rest := strings.TrimLeft(l.text[l.pos:], "\"'”’) ")
	r, _ := utf8.DecodeRuneInString(rest)
	return len(rest) < len(l.text)-l.pos && !unicode.IsLower(r)
}

// wordLen is the length of the run of letters that s begins with.
func wordLen(s string) int {
	for i, r := range s {
		if !unicode.IsLetter(r) {
			return i
		}
	}
	return len(s)
}

// dotted is the length of "a.m.", "p.m." or "A.D." at the start of s, 0 when there is none.
func dotted(s string) int {
	if len(s) < 3 || s[1] != '.' || s[2]|32 != 'm' || s[0]|32 != 'a' && s[0]|32 != 'p' {
		return 0
	}
	if len(s) > 3 && s[3] == '.' {
		return 4
	}
	return 3
}

// oclock is the length of "o'clock" at the start of s, 0 when there is none.
func oclock(s string) int {
	for _, word := range []string{"o'clock", "o’clock"} {
		if strings.HasPrefix(s, word) {
			return len(word)
		}
	}
	return 0
}

// contraction is the length of a verb with "n't" at the start of s, 0 when there is none: "won't" is no past of "win".
func contraction(s string) int {
	n := wordLen(s)
	if n < 3 || s[n-1]|32 != 'n' {
		return 0
	}
	for _, mark := range []string{"'t", "’t"} {
		if strings.HasPrefix(s[n:], mark) && (len(s) == n+len(mark) || !isWordAt(s, n+len(mark))) {
			return n + len(mark)
		}
	}
	return 0
}

// quarterMarkLen is the length of "Q3" at the start of s, 0 when there is none.
func quarterMarkLen(s string) int {
	if len(s) >= 2 && s[0]|32 == 'q' && s[1] >= '1' && s[1] <= '4' && (len(s) == 2 || !isWordAt(s, 2)) {
		return 2
	}
	return 0
}

// possessive is the length of "'s" at the start of s, 0 when there is none.
func possessive(s string) int {
	for _, mark := range []string{"'s", "’s"} {
		if strings.HasPrefix(s, mark) && (len(s) == len(mark) || !isWordAt(s, len(mark))) {
			return len(mark)
		}
	}
	return 0
}

// decadeMark is the length of the apostrophe of "'80s" at the start of s, 0 when there is none.
func decadeMark(s string) int {
	for _, mark := range []string{"'", "’", "‘"} {
		rest, found := strings.CutPrefix(s, mark)
		if found && len(rest) >= 3 && digits(rest) == 2 && rest[1] == '0' && rest[2] == 's' {
			return len(mark)
		}
	}
	return 0
}

// decade reads "80s" after its apostrophe.
func (l *lexer) decade(start int) {
	n, _ := strconv.Atoi(l.text[l.pos : l.pos+2])
	l.pos += 3
	l.push(start, entry{class: decade, num: float64(nearCentury(n, 20))})
}

// nearCentury reads a year of two figures: from pivot on they are of the 1900s, before it of the 2000s.
func nearCentury(n, pivot int) int {
	if n >= pivot {
		return 1900 + n
	}
	return 2000 + n
}

func isLetterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

// isWordAt reports whether the byte at i belongs to a letter or figure.
func isWordAt(s string, i int) bool {
	c := s[i]
	return c >= '0' && c <= '9' || c|32 >= 'a' && c|32 <= 'z' || c >= utf8.RuneSelf && c != 0xE2
}

// digits is the length of the run of figures that s begins with.
func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}
