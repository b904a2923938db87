package record

import (
	"strings"

	"github.com/dateline-news/dateline/world"
)

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
// given name before a last name, the last word of a longer name, before a hyphen and another capital, or in a
// run of capitals with a word for a body ("Kent State University", "Bank of Japan").
func (f *placeFinder) barred(c context, top world.Place) bool {
	before, next := c.before(1), c.after(1)
	switch {
	case addresses[strings.TrimSuffix(before, ".")]:
		return true
	case c.from > 0 && isGivenName(f.w, before) && !placePrepositions[strings.ToLower(before)]:
		return true
	case next == "-" && c.touches(c.to) && startsUpper(c.after(2)) && c.touches(c.to+1) && top.Prior < demonymPrior:
		return true
	case !top.IsCountry() && c.tail() && f.isWord(c):
		return true
	case c.to == c.from+1 && !c.l.title && startsUpper(next) && !calendar[next] && isGivenName(f.w, c.l.words[c.from]) && !f.titleAfter(c) && !c.inBody():
		f.last[world.Fold(c.l.words[c.from])] = true
		return true
	}
	return c.inBody()
}

// tail reports whether a match of one word ends a longer name ("the Harbour Quay").
func (c context) tail() bool {
	before := c.before(1)
	if c.l.title || c.to > c.from+1 || c.from < 2 || !startsUpper(before) || calendar[before] {
		return false
	}
	low := strings.ToLower(before)
	return !directions[low] && !placePrepositions[low] && !strongPrepositions[low] && !placeWords[low]
}

// isWord reports whether a match is also an English word.
func (f *placeFinder) isWord(c context) bool {
	a, ok := f.w.Ambiguous(strings.Join(c.l.words[c.from:c.to], " "))
	return ok && a.Word
}

// touches reports whether word i begins where the word before it ends.
func (c context) touches(i int) bool {
	return i > 0 && i < len(c.l.words) && c.l.spans[i-1].End == c.l.spans[i].Start
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
	bare := strings.TrimSuffix(name, ".")
	return top.Code == "A.ADM1" && len(bare) <= 5 && len(bare)+2 < len(top.Name) && !strings.Contains(bare, ".")
}

func isGivenName(w *world.World, word string) bool {
	if !startsUpper(word) || len(word) < 2 {
		return false
	}
	if a, ok := w.Ambiguous(word); ok && a.FirstName > 20 && !a.Word {
		return true
	}
	return givenNames[strings.ToLower(word)] || placeGivenNames[word]
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

func liesInOne(p world.Place, areas []world.Place) bool {
	for _, a := range areas {
		if lies(p, a) {
			return true
		}
	}
	return false
}

// famous reports whether name is the last name of somebody who leads or led a state or is often in the news.
func (f *placeFinder) famous(name string) bool {
	n, people := f.w.LongestPerson([]string{name}, true)
	return n > 0 && people[0].Rank == 3 && people[0].LastName
}

// closesArea reports whether the match is the area of the place just before it ("Ga." in "Athens, Ga.").
func (f *placeFinder) closesArea(c context, name string) bool {
	n := len(f.matches)
	if n == 0 || c.before(1) != "," {
		return false
	}
	last, start := f.matches[n-1].span.End, c.l.spans[c.from].Start // the dateline's place, found first, may stand further on
	return last <= start && f.text[last:start] == ", " && len(areasOf(f.w.Places(name))) > 0
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
	case placeWords[before] && !startsUpper(c.before(1)):
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
	next := c.after(1)
	switch {
	case addresses[strings.TrimSuffix(next, ".")] || partisans[next]:
		minus -= finding.title
	case !top.IsCountry() && startsUpper(next) && !calendar[next] && !f.titleAfter(c):
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
