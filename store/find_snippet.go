package store

import (
	"strings"
	"unicode"

	"github.com/dateline-news/dateline/span"
)

// FTS5 marks the words of a match in a text by finding all texts again that have it, which for the beginning of a word means joining
// the lists of every word that begins so: a millisecond a text where a word is common. So where a query has a beginning ("detain*"),
// the words around the match are found here.

// wanted are the words of a query, folded; those that end in "*" are beginnings.
type wanted []string

// beginnings gives the words of an FTS5 expression that holds the beginning of a word; nil for one that holds none.
func beginnings(expr string) wanted {
	if !strings.Contains(expr, `"*`) {
		return nil
	}
	var all wanted
	for expr != "" {
		_, rest, ok := strings.Cut(expr, `"`)
		if !ok {
			break
		}
		phrase, rest, ok := strings.Cut(rest, `"`)
		if !ok {
			break
		}
		words := strings.FieldsFunc(Folded(phrase), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
		if strings.HasPrefix(rest, "*") && len(words) > 0 {
			words[len(words)-1] += "*"
		}
		all, expr = append(all, words...), rest
	}
	return all
}

func (w wanted) has(word string) bool {
	word = Folded(word)
	for _, one := range w {
		if begin, ok := strings.CutSuffix(one, "*"); one == word || ok && strings.HasPrefix(word, begin) {
			return true
		}
	}
	return false
}

// shownWords is how many words a snippet has.
const shownWords = 40

// snippet cuts shownWords words around the first match, with the matches marked; nil where there is none.
func (w wanted) snippet(text string) []Piece {
	var words []span.Span
	first := -1
	for at := 0; first < 0 || len(words) < max(0, first-shownWords/4)+shownWords; {
		start, end := nextWord(text, at)
		if start == len(text) {
			break
		}
		if first < 0 && w.has(text[start:end]) {
			first = len(words)
		}
		words = append(words, span.Span{Start: start, End: end})
		at = end
	}
	if first < 0 {
		return nil
	}
	begin := max(0, first-shownWords/4)
	words = words[begin:min(len(words), begin+shownWords)]
	at := words[0].Start
	var all []Piece
	put := func(end int, match bool) {
		if end > at {
			all = append(all, Piece{Text: text[at:end], Match: match})
		}
		at = end
	}
	for _, one := range words {
		if w.has(one.Of(text)) {
			put(one.Start, false)
			put(one.End, true)
		}
	}
	put(words[len(words)-1].End, false)
	return all
}

// nextWord finds the next word of letters and digits from a place on; both are the end of the text when there is none.
func nextWord(text string, at int) (start, end int) {
	is := func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }
	i := strings.IndexFunc(text[at:], is)
	if i < 0 {
		return len(text), len(text)
	}
	start = at + i
	j := strings.IndexFunc(text[start:], func(r rune) bool { return !is(r) })
	if j < 0 {
		return start, len(text)
	}
	return start, start + j
}
