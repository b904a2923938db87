package language

import (
	"strings"
	"unicode/utf8"
)

// parts appends the word [i, j) as one token, or as the syntactic words that it is made of.
func (s *scanner) parts(i, j int) {
	w := s.text[i:j]
	if digit(w[0]) {
		s.quantity(i, j)
		return
	}
	if cut, ok := joined[lower(w)]; ok {
		s.multiword(i, i+cut, j)
		return
	}
	at := strings.LastIndexAny(w, "'’`")
	if at <= 0 {
		s.add(i, j)
		return
	}
	cut := at
	tail := lower(w[at:])
	_, n := utf8.DecodeRuneInString(tail)
	switch tail[n:] {
	case "t":
		if at < 2 || w[at-1]|0x20 != 'n' {
			s.add(i, j)
			return
		}
		cut = at - 1
	case "s", "m", "re", "ve", "ll", "d", "em":
	default:
		s.add(i, j)
		return
	}
	from := len(s.tokens)
	s.parts(i, i+cut)
	s.add(i+cut, j)
	for k := from; k < len(s.tokens); k++ {
		s.tokens[k].Multiword = 0
	}
	s.tokens[from].Multiword = len(s.tokens) - from
}

func (s *scanner) multiword(i, cut, j int) {
	s.add(i, cut)
	s.tokens[len(s.tokens)-1].Multiword = 2
	s.add(cut, j)
}

// joined are words that UD English splits though nothing marks the seam, with the length of their first part.
var joined = map[string]int{
	"cannot": 3, "gonna": 3, "wanna": 3, "gotta": 3, "gimme": 3, "lemme": 3, "dunno": 2, "dont": 2, "didnt": 3, "doesnt": 4,
	"isnt": 2, "wasnt": 3, "wouldnt": 5, "couldnt": 5, "shouldnt": 6, "havent": 4, "arent": 3, "werent": 4, "hasnt": 3, "hadnt": 3,
	"thats": 4, "theres": 5, "im": 1, "ive": 1, "youre": 3, "youve": 3, "theyre": 4, "theyve": 4,
}

// quantity parts a number from the unit that is written to it: "5pm", "35mm", "£3bn".
func (s *scanner) quantity(i, j int) {
	k := i
	for k < j && (digit(s.text[k]) || s.text[k] == '.' || s.text[k] == ',' || s.text[k] == ':') {
		k++
	}
	if k < j && units[s.text[k:j]] {
		s.add(i, k)
		s.add(k, j)
		return
	}
	if at := strings.LastIndexAny(s.text[i:j], "'’"); at > 0 && s.text[i+at-1] != '0' {
		s.multiword(i, i+at, j)
		return
	}
	s.add(i, j)
}

var units = set("am", "pm", "AM", "PM", "a.m", "p.m", "km", "m", "mm", "cm", "kg", "g", "mg", "lb", "lbs", "ft", "mph", "kph", "bn", "mn", "tn", "k", "K", "M", "B",
	"GB", "MB", "KB", "TB", "MW", "GW", "kW", "MHz", "GHz", "Hz", "hrs", "hr", "min", "mins", "sec", "years", "yrs", "cc", "ml", "l", "C", "F", "p", "million", "billion", "trillion", "percent")
