package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// sentenceEnds gives where the sentences of the tokens of one paragraph end.
func sentenceEnds(text string, tokens []Token) []int {
	var ends []int
	for i := range tokens {
		if i+1 == len(tokens) || endsSentence(text, tokens, i) {
			ends = append(ends, i+1)
		}
	}
	return ends
}

// endsSentence decides whether a sentence ends after token i: a stop, perhaps with closing marks behind it, and then
// something that can begin a sentence. The marks that close stay with the sentence that they close.
func endsSentence(text string, tokens []Token, i int) bool {
	next := i + 1
	if tokens[i].Of(text) == "[" || tokens[i].Span.End == tokens[next].Span.Start && closing(text, tokens, next) {
		return false
	}
	stop := i
	stop = beforeNote(text, tokens, stop)
	for stop > max(0, i-maxClosing) && tokens[stop-1].Span.End == tokens[stop].Span.Start && closing(text, tokens, stop) {
		stop--
	}
	w := tokens[stop].Of(text)
	switch {
	case stop != i && strings.Trim(w, "!?") == "" && attributed(text, tokens, next):
		return false
	case w == "." || strings.Trim(w, "!?") == "":
		return begins(text, tokens, next, stop != i)
	case w == "…" || len(w) > 1 && strings.Trim(w, ".") == "":
		return begins(text, tokens, next, stop != i) && !lowerStart(text, tokens, next)
	case strings.HasSuffix(w, ".") && len(w) > 1:
		return stopOfAbbreviation(text, w, tokens, next)
	}
	return false
}

// beforeNote steps back over the number of a note ("[6]") that ends at token i.
func beforeNote(text string, tokens []Token, i int) int {
	if i >= 3 && tokens[i].Of(text) == "]" && closing(text, tokens, i-2) && tokens[i-2].Of(text) == "[" && tokens[i-3].Span.End == tokens[i-2].Span.Start {
		return i - 3
	}
	return i
}

// maxClosing bounds how many closing marks in a row are looked at, so that a page of quotation marks costs no more than prose.
const maxClosing = 6

// closing reports whether token i is a mark that closes what went before it.
func closing(text string, tokens []Token, i int) bool { return closes(text, tokens, i, maxClosing) }

func closes(text string, tokens []Token, i, depth int) bool {
	switch w := tokens[i].Of(text); w {
	case ")", "]", "}", "”", "»", "’", "''", "›":
		return true
	case "[": // the number of a note, set against the stop: "there.[6]"
		return i+2 < len(tokens) && tokens[i+2].Of(text) == "]" && allDigits(tokens[i+1].Of(text))
	case "\"", "'":
		return i+1 == len(tokens) || tokens[i+1].Span.Start > tokens[i].Span.End || depth > 0 && closes(text, tokens, i+1, depth-1)
	}
	return false
}

// attributed reports whether the words at i say whose question went before: `"Why?" Peter Novak asked`.
func attributed(text string, tokens []Token, i int) bool {
	for k := i; k < min(i+6, len(tokens)); k++ {
		w := tokens[k].Of(text)
		switch w {
		case "said", "says", "asked", "asks", "added", "told", "wrote", "tweeted", "shouted", "replied", "continued", "exclaimed", "cried":
			return k > i
		}
		if !capitalised(w) && w != "-" && w != "the" && w != "de" && w != "al" {
			return false
		}
	}
	return false
}

// begins reports whether the token at i can begin a sentence. After a closing quotation mark a lower-case word or a comma
// goes on ("Why?" he asked); so does a lower-case word after a plain stop, unless it is a name of its own.
func begins(text string, tokens []Token, i int, closed bool) bool {
	w := tokens[i].Of(text)
	r, _ := utf8.DecodeRuneInString(w)
	switch {
	case unicode.IsUpper(r), unicode.IsDigit(r), unicode.IsTitle(r):
		return true
	case unicode.IsLower(r):
		return !closed && lowerStarters[w] && tokens[i-1].Of(text) != "..."
	case unicode.IsLetter(r):
		return true
	case w == "," || w == ";" || w == ":" || w == "." || w == ")" || w == "]" || w == "%":
		return false
	case w == "-" || w == "--" || w == "–" || w == "—" || w == "...":
		return !closed && !lowerStart(text, tokens, i)
	}
	return !lowerStart(text, tokens, i)
}

// lowerStart reports whether the first letter at or after token i is lower case.
func lowerStart(text string, tokens []Token, i int) bool {
	for ; i < len(tokens); i++ {
		for _, r := range tokens[i].Of(text) {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return unicode.IsLower(r)
			}
		}
	}
	return false
}

// stopOfAbbreviation decides for a token that keeps its own full stop ("Inc.", "U.S.", "a.m."): the sentence ends when the
// next word is one that begins sentences far more often than names.
func stopOfAbbreviation(text, w string, tokens []Token, next int) bool {
	if titles[lower(w)] || len(w) == 2 && w[0] >= 'A' && w[0] <= 'Z' || digit(w[0]) {
		return false
	}
	for next < len(tokens) && opener(tokens[next].Of(text)) {
		if v := tokens[next].Of(text); v == "\"" || v == "“" || v == "‘" {
			return !lowerStart(text, tokens, next)
		}
		next++
	}
	return next < len(tokens) && starters[tokens[next].Of(text)]
}

// lowerStarters open sentences in texts that leave out capitals.
var lowerStarters = set("i", "the", "they", "it", "he", "she", "we", "you", "this", "that", "these", "there", "but", "so", "if", "do", "what", "why", "how", "is", "are", "my", "im", "please", "then", "where", "who", "would", "can")

// starters are capitalised words that open a sentence and seldom a name.
var starters = set("The", "A", "An", "This", "That", "These", "Those", "He", "She", "It", "They", "We", "You", "I", "His", "Her", "Its", "Their", "Our", "My", "Your", "There", "Here",
	"In", "On", "At", "By", "For", "From", "With", "After", "Before", "During", "Since", "Until", "While", "When", "Where", "Why", "How", "What", "Who", "Which", "If", "Although", "Though",
	"But", "And", "Or", "So", "Yet", "However", "Also", "As", "Then", "Now", "Still", "Meanwhile", "Earlier", "Later", "Last", "Both", "Some", "Many", "Most", "Several", "One", "Two", "Three",
	"No", "Not", "Yes", "Even", "Despite", "According", "Because", "Under", "Over", "To", "Of", "Another", "Other", "More", "All", "Each", "Nobody", "Nothing", "Officials", "Police", "Asked")
