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

// findingWeights say what speaks for a name's being a place, in points; bar of them are enough.
type findingWeights struct {
	bar       float64
	elsewhere float64 // the same name is surely a place in another sentence
	country   float64
	capital   float64 // the best known towns and areas
	known     float64 // a state, a large town
	middling  float64
	small     float64
	in        float64 // "in", "near"
	of        float64 // "of", "from", "to"
	area      float64 // "Athens, Ga."
	contained float64 // the Ga. of it
	placeWord float64 // "the town of", "province"
	dateline  float64 // in capitals before a dash, at the beginning
	inName    float64 // "Orange County"
	words     float64 // a name of several words
	word      float64 // it is an English word
	people    float64 // it is a name of people: at most
	perPerson float64 // and for each doubling of their number
	last      float64 // somebody of that name is in the report
	run       float64 // it stands among other capitals
	first     float64 // a sentence begins with it, and it is a word
	otherName float64 // the place is better known under another name
}

// The weights were set on the train and dev parts of ../shared/data/places, for precision before recall, and rounded.
var finding = findingWeights{
	bar: 2, elsewhere: 1.5, country: 3, capital: 3, known: 2.4, middling: 1.5, small: 0.8, in: 2, of: 1.1, area: 2.5, contained: 2, placeWord: 2,
	dateline: 2.5, inName: 1.5, words: 1, word: 1.4, people: 2.5, perPerson: 0.4, last: 3, run: 1.8, first: 0.8, otherName: 0.8,
}

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
	l.title = len(l.words) > 0 && !sentenceEnds[l.words[len(l.words)-1]] && titleCase(l.words)
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
	n, top := f.longestPlace(rest)
	if other := f.otherName(rest, n); other > 0 {
		return other
	}
	if n == 0 {
		return 1
	}
	s := span.Span{Start: l.spans[i].Start, End: l.spans[i+n-1].End}
	if f.isTaken(s) || !oneLine(s.Of(f.text)) {
		return 1
	}
	m := placeMatch{span: s, name: s.Of(f.text), short: shortForm(s.Of(f.text), top)}
	m.key = world.Fold(m.name)
	if m.short && strings.HasPrefix(f.text[s.End:], ".") {
		m.span.End++
	}
	c := context{l: l, from: i, to: i + n}
	if directions[word] && !startsUpper(word) && n == 1 {
		return 1
	}
	m.barred = c.barred(f.w)
	m.weight = f.weigh(c, m, top)
	f.matches = append(f.matches, m)
	return n
}

// longestPlace finds the longest name that begins words and ends with a capitalised word or with the word for what it
// names ("Borno state").
func (f *placeFinder) longestPlace(words []string) (int, world.Place) {
	for n := len(words); n > 0; {
		k, top := f.w.LikeliestPlace(words[:n])
		if k == 0 || startsUpper(words[k-1]) || k > 1 && areaWords[words[k-1]] != "" {
			return k, top
		}
		n = k - 1
	}
	return 0, world.Place{}
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
	if k, _ := f.w.LongestMetonym(words); k > 0 && k >= n && !f.wellKnown(words[:k]) {
		return k
	}
	if k, _ := f.w.LongestDemonym(words); k > 0 && k >= n {
		if !f.wellKnown(words[:k]) {
			return k
		}
	}
	return 0
}

// wellKnown reports whether words name a place that is better known than other things of the name.
func (f *placeFinder) wellKnown(words []string) bool {
	n, top := f.w.LikeliestPlace(words)
	return n == len(words) && top.Prior >= demonymPrior
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

// barred reports whether the match is certainly part of another name: after a form of address or a given name, itself a
// given name before a last name, or in a run of capitals with a word for a body ("Kent State University", "Bank of Japan").
func (c context) barred(w *world.World) bool {
	before := c.before(1)
	if addresses[strings.TrimSuffix(before, ".")] {
		return true
	}
	if isGivenName(w, before) && !placePrepositions[strings.ToLower(before)] && c.from > 0 {
		return true
	}
	if next := c.after(1); c.to == c.from+1 && !c.l.title && startsUpper(next) && !calendar[next] && isGivenName(w, c.l.words[c.from]) {
		return true
	}
	return c.inBody()
}

// shortForm reports whether a match is an abbreviation that stands only behind the name of a town ("Ore.", "OK"); one with
// stops inside ("B.C.") stands alone too.
func shortForm(name string, top world.Place) bool {
	if top.IsCountry() {
		return false
	}
	if letters := len(name) - strings.Count(name, "."); letters == 1 || letters <= 3 && strings.ToUpper(name) == name && letters == len(name) {
		return true
	}
	return top.Code == "A.ADM1" && len(name) <= 6 && len(name)+2 < len(top.Name) && strings.Count(strings.TrimSuffix(name, "."), ".") == 0
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
		return bodyWords[strings.ToLower(c.after(1))] || strings.ToLower(c.before(1)) == "of" && bodyWords[strings.ToLower(c.before(2))]
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
func (f *placeFinder) weigh(c context, m placeMatch, top world.Place) float64 {
	if f.dateline != nil && f.dateline.Overlaps(m.span) {
		return math.Inf(1)
	}
	closes := f.closesArea(c, m.name)
	if m.short && !closes {
		return math.Inf(-1)
	}
	weight := f.prominence(c, m, top) + c.grammar()
	if c.to-c.from > 1 {
		weight += finding.words
		if areaWords[strings.ToLower(c.l.words[c.to-1])] != "" {
			weight += finding.inName
		}
	}
	if f.last[m.key] {
		weight -= finding.last
	}
	if closes {
		weight += finding.contained
	}
	if areas := areaAfter(f.w, f.text, m.span.End); len(areas) > 0 {
		for _, p := range f.w.Places(m.name) {
			if liesInOne(p, areas) {
				weight += finding.area
				break
			}
		}
	}
	if !c.l.title {
		weight -= f.crowded(c, top)
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

// closesArea reports whether the match is the area of the place just before it ("Ga." in "Athens, Ga.").
func (f *placeFinder) closesArea(c context, name string) bool {
	n := len(f.matches)
	if n == 0 || c.before(1) != "," || f.text[f.matches[n-1].span.End:c.l.spans[c.from].Start] != ", " {
		return false
	}
	return len(areasOf(f.w.Places(name))) > 0
}

// prominence is how well known the likeliest bearer is, less what else the name may be.
func (f *placeFinder) prominence(c context, m placeMatch, top world.Place) float64 {
	weight := finding.small
	switch {
	case top.IsCountry():
		return finding.country
	case top.Prior >= 85:
		return finding.capital
	case top.Prior >= 60:
		weight = finding.known
	case top.Prior >= 40:
		weight = finding.middling
	}
	if a, ok := f.w.Ambiguous(m.name); ok {
		if a.Word {
			weight -= finding.word
			if c.from == 0 {
				weight -= finding.first
			}
		}
		weight -= min(finding.people, finding.perPerson*math.Log2(1+float64(a.FirstName+a.LastName)))
	}
	if own := world.Fold(top.Name); own != m.key && !alike(own, m.key) {
		weight -= finding.otherName
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
		weight += finding.placeWord
	case strongPrepositions[before]:
		weight += finding.in
	case placePrepositions[before]:
		weight += finding.of
	case placeWords[before] && startsUpper(c.before(1)) == false:
		weight += finding.placeWord
	}
	after := c.after(1)
	if placeWords[after] {
		weight += finding.placeWord / 2
	}
	if opens := c.l.words[c.from]; c.from == 0 && len(opens) > 3 && strings.ToUpper(opens) == opens && datelineMarks[after] {
		weight += finding.dateline
	}
	return weight
}

// crowded is what a match loses because other capitals touch it. A country may stand before any noun.
func (f *placeFinder) crowded(c context, top world.Place) float64 {
	minus := 0.0
	if next := c.after(1); !top.IsCountry() && startsUpper(next) && !calendar[next] && !f.titleAfter(c) {
		minus += finding.run
	}
	before := strings.ToLower(c.before(1))
	if startsUpper(c.before(1)) && c.from > 1 && !directions[before] && !placePrepositions[before] {
		minus += finding.run
	}
	if top.IsCountry() {
		minus /= 2
	}
	return minus
}

// titleAfter reports whether an office or another word for a person follows the match ("Arizona Republican", "Calgary MLA").
func (f *placeFinder) titleAfter(c context) bool {
	next := c.after(1)
	if addresses[strings.TrimSuffix(next, ".")] || partisans[next] || len(next) <= 4 && len(next) > 1 && strings.ToUpper(next) == next {
		return true
	}
	n, _ := f.w.LongestOffice(c.l.words[c.to:min(len(c.l.words), c.to+5)])
	return n > 0
}
