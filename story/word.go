package story

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// word is a word or number of a text with the hash of its folded form: lower case, without accents of typography.
type word struct {
	span span.Span
	hash uint64
}

// wordsIn splits the words of a range of text. Everything that is neither letter, digit nor mark parts words, but for an
// apostrophe, a hyphen, a point or a comma between two of them ("don't", "twenty-two", "3.5", "1,200").
func wordsIn(text string, in span.Span) []word {
	var out []word
	start, hash := -1, uint64(0)
	for i := in.Start; i < in.End; {
		r, size := utf8.DecodeRuneInString(text[i:in.End])
		if inWord(r) || start >= 0 && joins(r) && followed(text[i+size:in.End]) {
			if start < 0 {
				start, hash = i, fnvOffset
			}
			hash = fold(hash, r)
		} else if start >= 0 {
			out = append(out, word{span.Span{Start: start, End: i}, hash})
			start = -1
		}
		i += size
	}
	if start >= 0 {
		out = append(out, word{span.Span{Start: start, End: in.End}, hash})
	}
	return out
}

func inWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func joins(r rune) bool { return strings.ContainsRune("'’-‑.,", r) }

func followed(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return inWord(r)
}

// FNV-1a, 64 bits.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

func fold(h uint64, r rune) uint64 {
	switch r {
	case '’':
		r = '\''
	case '‑':
		r = '-'
	}
	return (h ^ uint64(unicode.ToLower(r))) * fnvPrime
}

// hashOf is the hash of a word or of several parted by blanks, folded.
func hashOf(s string) uint64 {
	h := uint64(fnvOffset)
	for _, w := range wordsIn(s, span.Span{End: len(s)}) {
		h = mix(h ^ w.hash)
	}
	return h
}

// mix spreads the bits of a number (the finaliser of MurmurHash3).
func mix(x uint64) uint64 {
	x ^= x >> 33
	x *= 0xff51afd7ed558ccd
	x ^= x >> 33
	x *= 0xc4ceb9fe1a85ec53
	return x ^ x>>33
}

// body are the words of a report without what each outlet sets itself: headline, standfirst, byline and dateline. quoted says
// of each word whether it stands in somebody's quoted words.
func body(r record.Report, statements []record.Statement) (words []word, quoted []bool) {
	for _, p := range bodyParagraphs(r) {
		words = append(words, wordsIn(r.Text, p)...)
	}
	quoted = make([]bool, len(words))
	for _, s := range statements {
		if s.Kind == record.Indirect {
			continue
		}
		for _, c := range s.Content {
			markWithin(words, quoted, c)
		}
	}
	return words, quoted
}

func markWithin(words []word, marks []bool, in span.Span) {
	for i, w := range words {
		if in.Contains(w.span) {
			marks[i] = true
		}
	}
}

// bodyParagraphs are the paragraphs after the frame of the report, the dateline cut off.
func bodyParagraphs(r record.Report) []span.Span {
	var out []span.Span
	for _, p := range r.Paragraphs {
		if isFrame(p, r.Headline) || isFrame(p, r.Standfirst) || isFrame(p, r.Byline) {
			continue
		}
		if d := r.Dateline; d != nil && p.Contains(d.Span) {
			p.Start = d.Span.End
		}
		if p.End > p.Start {
			out = append(out, p)
		}
	}
	if len(out) == 0 { // a headline alone
		return []span.Span{{End: len(r.Text)}}
	}
	return out
}

func isFrame(p span.Span, frame *span.Span) bool { return frame != nil && frame.Contains(p) }

// Plain are the words of a text in lower case, parted by single blanks: what is left of it when form does not count.
func Plain(text string) string {
	var b strings.Builder
	for i, w := range wordsIn(text, span.Span{End: len(text)}) {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(strings.ToLower(strings.ReplaceAll(w.span.Of(text), "’", "'")))
	}
	return b.String()
}
