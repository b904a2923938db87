package record

import "strings"

// joinFeasts makes one token of the words of a holiday: "New Year's Eve", "Good Friday".
func joinFeasts(text string, tokens []token) []token {
	for i := 0; i < len(tokens); i++ {
		if tokens[i].class&feastHead == 0 {
			continue
		}
		if n := feastLen(text, tokens[i:]); n > 0 {
			last := tokens[i+n-1]
			tokens[i].End, tokens[i].stop = last.End, last.stop
			tokens[i].class, tokens[i].word = feast, 0
			tokens = append(tokens[:i+1], tokens[i+n:]...)
		}
	}
	return tokens
}

// feastLen is how many tokens, from the first on, are the longest holiday; 0 when none is.
func feastLen(text string, tokens []token) int {
	best := 0
	for n := 1; n <= min(maxFeast, len(tokens)); n++ {
		t := token{Span: covered(tokens[0], tokens[n-1])}
		if _, ok := holidays[feastName(text, t)]; ok && !tokens[n-1].is(text, ".") {
			best = n
		}
		if tokens[n-1].stop {
			break
		}
	}
	if best == 1 && !tokens[0].upper && !tokens[0].is(text, "christmas", "easter", "thanksgiving", "halloween") {
		return 0
	}
	return best
}

// maxFeast is the most tokens that a holiday has: "Martin Luther King Jr. Day" with its marks.
const maxFeast = 6

// addFeasts marks the words that a holiday can begin with.
func (l *lexicon) addFeasts() {
	for name := range holidays {
		head, _, _ := strings.Cut(name, " ")
		head = strings.TrimSuffix(head, ".")
		l.add(feastHead, 0, 0, head)
		if stem, ok := strings.CutSuffix(head, "s"); ok {
			l.add(feastHead, 0, 0, stem) // "Mother's Day" is three tokens
		}
		if head == "st" {
			l.add(feastHead, 0, 0, "saint")
		}
	}
}
