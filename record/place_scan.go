package record

import (
	"math"
	"slices"
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
	title     float64 // an office follows: "Arizona Governor"
	run       float64 // it stands among other capitals
	first     float64 // a sentence begins with it, and it is a word
	otherName float64 // the place is better known under another name
	named     float64 // the network takes it for a place
	unnamed   float64 // it takes it for no name
	person    float64 // it takes it for somebody's
	partOf    float64 // it takes it for part of the name of a body or a site
}

// The weights were set on the train and dev parts of ../shared/data/places, for precision before recall, and rounded.
var finding = findingWeights{
	bar: 2, elsewhere: 1.5, country: 3, capital: 3, known: 2.4, middling: 1.5, small: 0.8, in: 2, of: 1.1, area: 2.5, contained: 2, placeWord: 2,
	dateline: 2.5, inName: 1.5, words: 1, word: 1.4, people: 2.5, perPerson: 0.4, last: 3, title: 1.5, run: 1.8, first: 0.8, otherName: 0.8,
	named: 3, unnamed: 1, person: 3, partOf: 3,
}

// placeLine is a sentence while it is searched.
type placeLine struct {
	words []string
	spans []span.Span
	title bool              // most words have capitals, so capitals say little
	names []language.Phrase // the network's, of this sentence
}

// scan looks for names in one sentence.
func (f *placeFinder) scan(s language.Sentence, names []language.Phrase) {
	l := placeLine{words: make([]string, len(s.Tokens)), spans: make([]span.Span, len(s.Tokens)), names: names}
	for i, t := range s.Tokens {
		l.spans[i], l.words[i] = t.Span, t.Of(f.text)
	}
	l.title = len(l.words) > 0 && !sentenceEnds[l.words[len(l.words)-1]] && titleCase(l.words)
	for i := 0; i < len(l.words); {
		switch n := f.strangeNameAt(&l, i); {
		case n > 0:
			i += n
		case f.inDateline(l.spans[i]):
			i++
		default:
			i += f.matchAt(&l, i)
		}
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
	if !startsUpper(word) && !directions[word] || calendar[word] || l.monthAt(i) || namesakes[word] || f.isTaken(l.spans[i]) {
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
	says, sure := f.networkSays(c, m.span)
	m.barred = !sure && f.barred(c, top)
	if !sure {
		f.heedPair(c, &m, top)
	}
	m.weight, m.firm = f.weigh(c, m, top)
	m.weight += says
	f.matches = append(f.matches, m)
	return n
}

// monthAt reports whether word i is a month's short form beside a number ("Nov 12").
func (l *placeLine) monthAt(i int) bool {
	if !shortMonths[l.words[i]] {
		return false
	}
	return i > 0 && startsDigit(l.words[i-1]) || i+1 < len(l.words) && startsDigit(l.words[i+1])
}

func startsDigit(w string) bool { return w != "" && '0' <= w[0] && w[0] <= '9' }

// heedPair notes a little known name that a capitalised word follows in running text: "Dessa Orlin" is no town there, and
// none in the headline either.
func (f *placeFinder) heedPair(c context, m *placeMatch, top world.Place) {
	next := c.after(1)
	if c.to-c.from > 1 || !startsUpper(next) || calendar[next] || top.Prior >= knownPrior {
		return
	}
	m.pair = m.key + " " + world.Fold(next)
	if !c.l.title && !f.titleAfter(c) {
		f.names[m.pair] = true
	}
}

// longestPlace finds the longest name that begins words and ends with a capitalised word or with the word for what it
// names ("Borno state").
func (f *placeFinder) longestPlace(words []string) (int, world.Place) {
	for n := len(words); n > 0; {
		k, top := f.w.LikeliestPlace(words[:n])
		if k == 0 || properName(words[:k], top) {
			return k, top
		}
		n = k - 1
	}
	return 0, world.Place{}
}

// properName reports whether words end with a capital or with the word for what a capital names, and are more than words
// for directions and areas ("northern state", "Central District"; "Island", which is Iceland elsewhere).
func properName(words []string, top world.Place) bool {
	last := words[len(words)-1]
	if !startsUpper(last) && (areaWords[last] == "" || !startsUpper(words[0])) {
		return false
	}
	if len(words) > 1 && top.Prior >= demonymPrior {
		return true
	}
	return slices.ContainsFunc(words, func(w string) bool {
		low := strings.ToLower(w)
		_, area := areaWords[low]
		return !directions[low] && !area && !placeWords[low] && low != "the"
	})
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

// weigh adds up what speaks for a match and against it; firm says that the words around it speak of a place for certain.
func (f *placeFinder) weigh(c context, m placeMatch, top world.Place) (weight float64, firm bool) {
	closes := f.closesArea(c, m.name)
	if m.short && !closes {
		return math.Inf(-1), false
	}
	weight = f.prominence(c, m, top) + c.grammar()
	if c.to-c.from > 1 {
		weight += finding.words
		if areaWords[strings.ToLower(c.l.words[c.to-1])] != "" {
			weight += finding.inName
		}
	}
	if top.Prior < demonymPrior && f.famous(m.name) {
		weight -= finding.last
	}
	if closes {
		weight += finding.contained
	}
	if areas := areaAfter(f.w, f.text, m.span.End); len(areas) > 0 {
		for _, p := range f.w.Places(m.name) {
			if liesInOne(p, areas) {
				weight += finding.area
				firm = true
				break
			}
		}
	}
	if !c.l.title {
		weight -= f.crowded(c, top)
	}
	return weight, firm || closes || strongPrepositions[strings.ToLower(c.before(1))]
}

// doubtful reports whether the name of a country is rather an English word or a given name: one in another language
// ("Island" for Iceland, "Maurice" for Mauritius), or that of a territory ("Jersey").
func (f *placeFinder) doubtful(m placeMatch, top world.Place) bool {
	a, ok := f.w.Ambiguous(m.name)
	if !ok || len(m.key) <= 3 {
		return false
	}
	own := world.Fold(top.Name)
	if own == m.key {
		return a.Word && top.Prior < statePrior
	}
	return a.Word && !alike(own, m.key) || a.FirstName > 0
}

// statePrior is the prior of states; territories have less.
const statePrior = 90

// knownPrior is the prior from which a town or an area is known far away.
const knownPrior = 60

// prominence is how well known the likeliest bearer is, less what else the name may be.
func (f *placeFinder) prominence(c context, m placeMatch, top world.Place) float64 {
	weight := finding.small
	switch {
	case top.IsCountry() && !f.doubtful(m, top):
		return finding.country
	case top.IsCountry():
		weight = finding.country
	case top.Prior >= 85:
		return finding.capital
	case top.Prior >= knownPrior:
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
	if own := world.Fold(top.Name); own != m.key && !alike(own, m.key) && !strings.Contains(m.name, ".") {
		weight -= finding.otherName
	}
	return weight
}
