// Package language is the third room: text in, sentences and tokens by Universal Dependencies conventions out,
// each with its byte range in the untouched source.
//
// Contract: the text is never altered; every span lies inside it on rune borders; tokens are in order and do not
// overlap; the parts of a multiword token touch; a sentence never crosses a paragraph; every character that is not
// white space belongs to a token. What no model has filled yet is empty, never guessed.
//
// The conventions are those of the treebanks EWT and GUM (release 2.16): contractions and possessives are multiword
// tokens, compounds with a hyphen are split except after a bound prefix ("anti-war", "e-mail"), abbreviations keep
// their full stop, numbers part from currency signs, per cent signs and units.
package language

import "github.com/dateline-news/dateline/span"

// Text is an analysed text. Fields that no model has filled yet are empty, never guessed.
type Text struct {
	Source    string // the text as it was given; all spans are byte ranges of it
	Sentences []Sentence
	Names     []Phrase // people, bodies, places and the like, in order; a Reader fills them
	Quotes    []Phrase // sources, cues and contents of quotations, by sentence; a Reader fills them
	Actors    []Phrase // who did what a sentence tells (source) and to whom (target), by sentence; a Reader fills them
	Chains    []Chain  // mentions of the same person, body, place or thing, by their first mention; a Reader fills them
}

// Sentence is a run of tokens that never crosses a paragraph.
type Sentence struct {
	Span      span.Span
	Tokens    []Token // syntactic words in order
	Paragraph int     // index of the paragraph that holds it
}

// Token is one syntactic word (https://universaldependencies.org/u/overview/tokenization.html). The parts of a multiword
// token ("don't" = do + n't) are tokens of their own whose spans touch; Multiword marks the first of them.
type Token struct {
	Span      span.Span
	Lemma     string // "" when unknown
	UPOS      string // "" when unknown
	XPOS      string
	Feats     string // "A=B|C=D" in CoNLL-U order
	Head      int    // 1-based index in the sentence, 0 root, -1 unknown
	Deprel    string
	Multiword int // number of tokens in the surface word that begins here; 0 for a plain word
}

// Of returns the words of t in the source of text.
func (t Token) Of(source string) string { return source[t.Span.Start:t.Span.End] }
