package language

import (
	"strings"

	"github.com/dateline-news/dateline/span"
)

// Read splits text into sentences and tokens. Paragraphs are ranges of text in order, not overlapping; words outside
// them are left out. Without any, paragraphs are what stands between blank lines. Ranges that lie outside the text, cut a
// character or overlap the one before are passed over, so that no list from outside can break the contract.
func Read(text string, paragraphs []span.Span) Text {
	out := Text{Source: text}
	for _, p := range tokenise(text, paragraphs) {
		from := 0
		for _, end := range p.ends {
			out.Sentences = append(out.Sentences, p.sentence(from, end))
			from = end
		}
	}
	return out
}

// paragraph is a paragraph cut into tokens, with where the rules end its sentences.
type paragraph struct {
	tokens []Token
	ends   []int // of sentences, the last one that of the paragraph
	number int   // among those that were given
}

func tokenise(text string, given []span.Span) []paragraph {
	if given == nil {
		given = Paragraphs(text)
	}
	s := scanner{text: text, tokens: make([]Token, 0, len(text)/5+8)}
	var out []paragraph
	last := 0
	for i, p := range given {
		if p.Start < last || p.Check(text) != nil {
			continue
		}
		last = p.End
		from := len(s.tokens)
		s.paragraph(p)
		tokens := s.tokens[from:len(s.tokens):len(s.tokens)]
		fill(text, tokens)
		out = append(out, paragraph{tokens: tokens, ends: sentenceEnds(text, tokens), number: i})
	}
	return out
}

// sentence is that of the tokens [from, end).
func (p *paragraph) sentence(from, end int) Sentence {
	run := p.tokens[from:end:end]
	return Sentence{Span: span.Span{Start: run[0].Span.Start, End: run[len(run)-1].Span.End}, Tokens: run, Paragraph: p.number}
}

// Paragraphs returns the stretches of text between blank lines, without the white space around them.
func Paragraphs(text string) []span.Span {
	var out []span.Span
	start := 0
	for start < len(text) {
		end := blankLine(text, start)
		if p := trim(text, span.Span{Start: start, End: end}); p.Len() > 0 {
			out = append(out, p)
		}
		start = end
		for start < len(text) && (text[start] == '\n' || text[start] == '\r') {
			start++
		}
	}
	return out
}

// blankLine returns where the next line that holds nothing but space begins, or the end of text.
func blankLine(text string, from int) int {
	for i := from; i < len(text); {
		nl := strings.IndexByte(text[i:], '\n')
		if nl < 0 {
			return len(text)
		}
		i += nl + 1
		rest := strings.TrimLeft(text[i:], " \t\r")
		if rest == "" || rest[0] == '\n' {
			return i
		}
	}
	return len(text)
}

// trim takes the white space off both ends of s.
func trim(text string, s span.Span) span.Span {
	words := text[s.Start:s.End]
	s.Start += len(words) - len(strings.TrimLeftFunc(words, space))
	s.End -= len(words) - len(strings.TrimRightFunc(words, space))
	if s.End < s.Start {
		s.End = s.Start
	}
	return s
}
