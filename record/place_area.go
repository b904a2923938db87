package record

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/world"
)

// areaAfter gives the countries, states and counties that may be named right after a comma or an opening bracket at
// end: the area that "Athens, Ga." puts the place before it into.
func areaAfter(w *world.World, text string, end int) []world.Place {
	rest, ok := strings.CutPrefix(text[end:], ", ")
	if !ok {
		rest, ok = strings.CutPrefix(text[end:], " (")
	}
	if !ok {
		return nil
	}
	words := wordsUntilStop(rest, 4)
	if len(words) == 0 {
		return nil
	}
	n, found := w.LongestPlace(words)
	if n == 0 { // the end of the sentence
		last := len(words) - 1
		words[last] = strings.TrimRight(words[last], ".!?'’")
		_, found = w.LongestPlace(words)
	}
	return areasOf(found)
}

func areasOf(places []world.Place) []world.Place {
	var areas []world.Place
	for _, p := range places {
		if p.IsCountry() || p.Code == "A.ADM1" || p.Code == "A.ADM2" {
			areas = append(areas, p)
		}
	}
	return areas
}

// wordsUntilStop gives up to most words of text, ending with the first that is followed by a mark.
func wordsUntilStop(text string, most int) []string {
	var words []string
	for word := range strings.FieldsSeq(text[:runeStart(text, 80)]) {
		trimmed := strings.TrimRight(word, ",;:)]”\"—-")
		if trimmed == "" {
			break
		}
		words = append(words, trimmed)
		if trimmed != word || len(words) == most {
			break
		}
	}
	return words
}

// runeStart is the largest rune border of text up to at.
func runeStart(text string, at int) int {
	if at >= len(text) {
		return len(text)
	}
	for at > 0 && !utf8.RuneStart(text[at]) {
		at--
	}
	return at
}

// listen goes through the capitalised words of the text and gives a quiet voice to every country, state and demonym,
// also those inside other names ("Ohio State University", "Kenyan police").
func (r *resolver) listen() {
	var words []string
	for word := range strings.FieldsSeq(r.text) {
		words = append(words, strings.TrimFunc(word, func(c rune) bool { return !unicode.IsLetter(c) && c != '.' }))
	}
	for i := 0; i < len(words); i++ {
		if first, _ := utf8.DecodeRuneInString(words[i]); !unicode.IsUpper(first) {
			continue
		}
		i += max(0, r.listenAt(words[i:min(i+4, len(words))])-1)
	}
	for len(r.silent) < len(r.areas) {
		r.silent = append(r.silent, 0)
	}
}

// listenAt hears the name that begins words and gives the number of its words.
func (r *resolver) listenAt(words []string) int {
	if n, d := r.w.LongestDemonym(words); n > 0 {
		if d.Country != "" && !d.Others {
			r.hear(r.area(d.Country), resolverWeights.silent)
		}
		return n
	}
	n, likeliest := r.w.LikeliestPlace(words)
	switch {
	case n == 0:
	case likeliest.IsCountry():
		r.hear(r.area(likeliest.Country), resolverWeights.silent)
	case likeliest.Code == "A.ADM1":
		r.hear(r.area(likeliest.Country), resolverWeights.silent)
		r.hear(r.area(Scene(likeliest)), resolverWeights.silent)
	}
	return n
}

func (r *resolver) hear(area int, by float64) {
	for len(r.silent) <= area {
		r.silent = append(r.silent, 0)
	}
	r.silent[area] += by
}
