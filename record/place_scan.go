package record

import (
	"math"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// What speaks for a name's being a place, in points; placeBar of them are enough. The weights were set by hand on the train
// and dev parts of ../shared/data/places and on ../shared/data/reports.
const (
	placeBar        = 2.0
	weightElsewhere = 1.5 // the same name is surely a place in another sentence
	weightCountryly = 3.0
	weightKnown     = 2.0 // a state, a capital, a large town
	weightMiddling  = 1.2
	weightSmall     = 0.4
	weightIn        = 2.0 // "in", "near"
	weightOf        = 0.8 // "of", "from", "to"
	weightArea      = 2.5 // "Athens, Ga."
	weightPlaceWord = 2.0 // "the town of", "province"
	weightWords     = 0.6 // a name of several words
	weightDateline  = 9.0
	minusWord       = 2.2 // it is an English word
	minusName       = 2.5 // it is a name of people, at most
	minusLast       = 3.0 // somebody of that name is in the report
	minusRun        = 2.6 // it stands among other capitals
	minusFirst      = 0.8 // a sentence begins with it
	minusOtherName  = 0.8 // the place is better known under another name
)

// line is a sentence while it is searched.
type placeLine struct {
	words []string
	spans []span.Span
	title bool // most words have capitals, so capitals say little
}

// scan looks for names in one sentence.
func (f *placeFinder) scan(s language.Sentence) {
	l := placeLine{words: make([]string, len(s.Tokens)), spans: make([]span.Span, len(s.Tokens))}
	for i, t := range s.Tokens {
		l.spans[i], l.words[i] = t.Span, t.Of(f.text)
	}
	l.title = titleCase(l.words)
	for i := 0; i < len(l.words); {
		i += max(1, f.matchAt(&l, i))
	}
}

// titleCase reports whether a sentence is written like a headline, most of its longer words with a capital.
func titleCase(words []string) bool {
	upper, all := 0, 0
	for _, w := range words {
		if len(w) > 3 && startsLetter(w) {
			all++
			if startsUpper(w) {
				upper++
			}
		}
	}
	return all >= 3 && upper*4 >= all*3
}

func startsUpper(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

func startsLetter(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLetter(r)
}

// matchAt tries the names that begin with word i and gives the number of words to go on by.
func (f *placeFinder) matchAt(l *placeLine, i int) int {
	word := l.words[i]
	if !startsUpper(word) && !directions[word] || calendar[word] || f.isTaken(l.spans[i]) {
		return 1
	}
	rest := l.words[i:min(len(l.words), i+8)]
	n, found := f.w.LongestPlace(rest)
	if other := f.otherName(rest, n); other > 0 {
		return other
	}
	if n == 0 || !startsUpper(l.words[i+n-1]) {
		return 1
	}
	s := span.Span{Start: l.spans[i].Start, End: l.spans[i+n-1].End}
	if f.isTaken(s) || !oneLine(s.Of(f.text)) {
		return 1
	}
	m := placeMatch{span: s, name: s.Of(f.text)}
	m.key = world.Fold(m.name)
	c := context{l: l, from: i, to: i + n}
	if directions[word] && !startsUpper(word) && n == 1 {
		return 1
	}
	m.barred = c.barred(f.w)
	m.weight = f.weigh(c, m, found)
	f.matches = append(f.matches, m)
	return n
}

func oneLine(s string) bool { return !strings.Contains(s, "\n\n") }

// otherName is the number of words of a name of something else that begins here and is as long as the place's: a body,
// a person whom the world knows, a metonym ("Kremlin"), a people.
func (f *placeFinder) otherName(words []string, n int) int {
	if k, _ := f.w.LongestOrganisation(words); k > 0 && k >= n && startsUpper(words[0]) {
		return k
	}
	if k, people := f.w.LongestPerson(words, false); k >= 2 && k >= n && len(people) > 0 {
		return k
	}
	if k, m := f.w.LongestMetonym(words); k > 0 && k >= n && m[0].Kind != "capital" && m[0].Kind != "region" && m[0].Kind != "business" {
		return k
	}
	if k, _ := f.w.LongestDemonym(words); k > 0 && k >= n {
		if found := f.w.Places(strings.Join(words[:k], " ")); len(found) == 0 || found[0].Prior < demonymPrior {
			return k
		}
	}
	return 0
}

// context is a match with the words around it.
type context struct {
	l        *placeLine
	from, to int
}

func (c context) before(n int) string {
	if i := c.from - n; i >= 0 {
		return c.l.words[i]
	}
	return ""
}

func (c context) after(n int) string {
	if i := c.to + n - 1; i < len(c.l.words) {
		return c.l.words[i]
	}
	return ""
}

// barred reports whether the match is certainly part of another name: after a form of address or a given name, or in a
// run of capitals with a word for a body ("Kent State University", "Bank of Japan").
func (c context) barred(w *world.World) bool {
	before := c.before(1)
	if addresses[strings.TrimSuffix(before, ".")] {
		return true
	}
	if isGivenName(w, before) && !placePrepositions[strings.ToLower(before)] && c.from > 0 {
		return true
	}
	return c.inBody()
}

func isGivenName(w *world.World, word string) bool {
	if !startsUpper(word) || len(word) < 2 {
		return false
	}
	if a, ok := w.Ambiguous(word); ok && a.FirstName > 20 && !a.Word {
		return true
	}
	return givenNames[strings.ToLower(word)]
}

// inBody looks along the run of capitals around the match for a word that says that it names a body.
func (c context) inBody() bool {
	if c.l.title {
		return bodyWords[strings.ToLower(c.after(1))]
	}
	for i := c.to; i < len(c.l.words) && i < c.to+6; i++ {
		word := c.l.words[i]
		if bodyWords[strings.ToLower(word)] && startsUpper(word) {
			return true
		}
		if !startsUpper(word) && word != "&" && word != "-" && !(runLinks[word] && startsUpper(c.word(i+1)) && i > c.to) {
			break
		}
	}
	for i := c.from - 1; i >= 0 && i > c.from-7; i-- {
		word := c.l.words[i]
		if bodyWords[strings.ToLower(word)] && startsUpper(word) {
			return true
		}
		if !startsUpper(word) && !runLinks[word] && word != "&" && word != "-" {
			break
		}
	}
	return false
}

func (c context) word(i int) string {
	if i < len(c.l.words) {
		return c.l.words[i]
	}
	return ""
}

// weigh adds up what speaks for a match and against it.
func (f *placeFinder) weigh(c context, m placeMatch, found []world.Place) float64 {
	if f.dateline != nil && f.dateline.Overlaps(m.span) {
		return weightDateline
	}
	weight := f.prominence(m, found) + c.grammar()
	if c.to-c.from > 1 {
		weight += weightWords
	}
	if f.last[m.key] {
		weight -= minusLast
	}
	if c.from == 0 && !found[0].IsCountry() {
		weight -= minusFirst
	}
	if areas := areaAfter(f.w, f.text, m.span.End); len(areas) > 0 {
		for _, p := range found {
			if liesInOne(p, areas) {
				weight += weightArea
				break
			}
		}
	}
	if !c.l.title {
		weight -= f.crowded(c, found[0])
	}
	return weight
}

func liesInOne(p world.Place, areas []world.Place) bool {
	for _, a := range areas {
		if lies(p, a) {
			return true
		}
	}
	return false
}

// prominence is how well known the likeliest bearer is, less what else the name may be.
func (f *placeFinder) prominence(m placeMatch, found []world.Place) float64 {
	top := found[0]
	weight := weightSmall
	switch {
	case top.IsCountry():
		weight = weightCountryly
	case top.Prior >= 60:
		weight = weightKnown
	case top.Prior >= 40:
		weight = weightMiddling
	}
	if a, ok := f.w.Ambiguous(m.name); ok && !top.IsCountry() {
		if a.Word {
			weight -= minusWord
		}
		weight -= min(minusName, 0.4*math.Log2(1+float64(a.FirstName+a.LastName)))
	}
	if own := world.Fold(top.Name); own != m.key && !top.IsCountry() && !alike(own, m.key) {
		weight -= minusOtherName
	}
	return weight
}

// grammar is what the small words around the match say.
func (c context) grammar() float64 {
	weight := 0.0
	before, before2 := strings.ToLower(c.before(1)), strings.ToLower(c.before(2))
	if before == "the" || directions[before] {
		before, before2 = before2, strings.ToLower(c.before(3))
	}
	switch {
	case before == "of" && placeWords[before2]:
		weight += weightPlaceWord
	case strongPrepositions[before]:
		weight += weightIn
	case placePrepositions[before]:
		weight += weightOf
	case placeWords[before] && startsUpper(c.before(1)) == false:
		weight += weightPlaceWord
	}
	if after := c.after(1); placeWords[after] {
		weight += weightPlaceWord / 2
	}
	return weight
}

// crowded is what a match loses because other capitals touch it.
func (f *placeFinder) crowded(c context, top world.Place) float64 {
	minus := 0.0
	if next := c.after(1); startsUpper(next) && !calendar[next] {
		if n, _ := f.w.LongestOffice(c.l.words[c.to:min(len(c.l.words), c.to+5)]); n == 0 {
			minus += minusRun
		}
	}
	before := c.before(1)
	if startsUpper(before) && c.from > 1 && !directions[strings.ToLower(before)] && !placePrepositions[strings.ToLower(before)] {
		minus += minusRun
	}
	if top.IsCountry() {
		minus /= 2
	}
	return minus
}
