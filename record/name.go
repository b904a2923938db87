package record

import (
	"strings"
	"unicode/utf8"
)

// Weights of the evidence that a run of capitals names a person. The bar is sure.
const (
	hint = 1
	sure = 2
)

// candidate is a run of capitals that may be a person's name.
type candidate struct {
	from, to int
	weight   int
}

// nameAt reads the name that begins at word i, if any, and returns the word to go on with.
func (d *reading) nameAt(i int, open *[]candidate) int {
	w := d.words[i]
	if !w.upper || w.aside || w.mention > 0 || w.clitic {
		return i + 1
	}
	if next, ok := d.bodyAt(i); ok {
		return next
	}
	end := d.runEnd(i)
	if next, ok := d.polityAt(i, end); ok {
		return next
	}
	if w.low == "the" || d.firstOfSentence(i) && commonFirst[w.low] && !d.midway[w.low] {
		return i + 1
	}
	if next, ok := d.knownPerson(i, end); ok {
		return next
	}
	if next, ok := d.bodyInRun(i, end); ok {
		return next
	}
	from := d.nameInRun(i, end)
	if from >= end {
		return end
	}
	if !d.nameLike(from, end) {
		if end-from == 1 && len(w.text) > 1 && len(w.text) < 7 && from == i && allCapitals(w.text) && d.besideCue(i, end) && d.countryWords(i) == 0 {
			d.addNamedBody(i, end) // "the DNC said"
		}
		return end
	}
	c := candidate{from: from, to: end, weight: d.weigh(from, end)}
	if c.weight >= sure {
		d.addPerson(c.from, c.to)
	} else {
		*open = append(*open, c)
	}
	return end
}

func (d *reading) firstOfSentence(i int) bool {
	l := d.lines[d.words[i].sentence]
	return i == l.from || opening(d.words[i-1].text)
}

// runEnd is where the run of capitals that begins at i ends, with the particles and hyphens that hold it together.
func (d *reading) runEnd(i int) int {
	l := d.lines[d.words[i].sentence]
	j := i + 1
	for j < l.to && d.words[j].quote == d.words[i].quote && d.words[j].mention == 0 {
		w := d.words[j]
		switch {
		case w.clitic:
			return j
		case w.upper:
			j++
		case w.low == "-" && w.joined && j+1 < l.to && d.words[j+1].joined && d.words[j+1].letter && (d.words[j+1].upper || len(d.words[j+1].text) <= 4 && !hyphenTail[d.words[j+1].low]):
			j += 2
		case particles[w.low] && d.particleHolds(j, l.to):
			j++
		case w.low == "&" && j+1 < l.to && d.words[j+1].upper:
			j += 2
		default:
			return j
		}
	}
	return j
}

// hyphenTail ends compounds that are no names: "Moscow-led", "Serb-run".
var hyphenTail = wordSet("led run born made held era based style wide only old like bred")

func (d *reading) particleHolds(j, end int) bool {
	for j++; j < end; j++ {
		w := d.words[j]
		if w.upper {
			return true
		}
		if !particles[w.low] && w.low != "-" {
			return false
		}
	}
	return false
}

// nameInRun is where the name proper begins behind the titles and countries at the front of the run [i, end).
func (d *reading) nameInRun(i, end int) int {
	if d.bareTitle(i, end) {
		return end
	}
	if last := d.words[end-1].low; officeHeads[last] && (end-i == 1 || officeParts[d.words[end-2].low] || officeHeads[d.words[end-2].low] || d.is(end-2, "-") || d.in(i, civilTitles)) {
		return end
	}
	for k := end - 2; k >= i; k-- {
		if w := d.words[k]; (officeHeads[w.low] || rankWords[w.low]) && !nameSuffix[d.words[k+1].low] && d.words[k+1].low != "-" {
			return k + 1
		}
	}
	if end-i > 2 && d.portfolio(end-2, d.lines[d.words[i].sentence].from) >= 0 && !d.is(i-1, ",") {
		return d.behindPortfolio(i, end)
	}
	for i < end && (d.in(i, officeParts) && d.words[i].text != "May" || d.countryWords(i) > 0) {
		i += max(1, d.countryWords(i))
		for i < end && d.is(i, "-") {
			i++
		}
	}
	return i
}

// behindPortfolio is where the name begins in a run that opens with the end of a portfolio: "Minister for Ports and |Harbours
// Ana Bolek|": at a known given name, else two words before the end.
func (d *reading) behindPortfolio(i, end int) int {
	for k := i + 1; k < end-1; k++ {
		if givenNames[d.words[k].low] {
			return k
		}
	}
	return end - 2
}

// bareTitle reports whether the run [i, end) ends in a title that nobody has as a surname: "Harbour Minister".
func (d *reading) bareTitle(i, end int) bool {
	return plainTitles[d.words[end-1].low] && (end-i == 1 || !givenNames[d.words[end-2].low])
}

// nameLike refuses runs that cannot be a name: too long, weekdays, months, one letter, countries.
func (d *reading) nameLike(from, end int) bool {
	if d.polities[d.words[from].low] != "" || end-from > 1 && placeFirsts[d.words[from].low] {
		return false
	}
	if end-from > 1 && (d.in(end-1, siteNouns) || d.in(end-1, personNouns) || d.countryWords(end-1) > 0) || !d.words[from].letter {
		return false
	}
	n := 0
	capitals := true
	for i := from; i < end; i++ {
		w := d.words[i]
		if w.upper && !particles[w.low] {
			n++
		}
		capitals = capitals && (!w.letter || allCapitals(w.text) && len(w.text) > 1)
		if weekdays[w.low] || months[w.low] && !(w.low == "may" || w.low == "june" || w.low == "april" || w.low == "august") || w.low == "&" {
			return false
		}
	}
	if capitals && (n == 1 || d.hasWord(from, end, "-")) {
		return false // "TNK-BP"
	}
	return n > 0 && n <= 5 && utf8.RuneCountInString(d.over(from, end).Of(d.text)) > 1
}

// knownPerson takes a full name of two words or more that the world knows.
func (d *reading) knownPerson(i, end int) (int, bool) {
	if end-i < 2 {
		return 0, false
	}
	for from := i; from < end-1; from++ {
		if !d.words[from].upper || from > i && !d.titleHead(from-1) && !officeParts[d.words[from-1].low] && d.countryWords(from-1) == 0 {
			continue
		}
		n, people := d.world.LongestPerson(d.window(from, end-from), false)
		if n < 2 || len(people) == 0 || from+n < end && (d.words[from+n].upper && !rankWords[d.words[from+n].low] || d.is(from+n, "-")) {
			continue
		}
		d.addPerson(from, from+n)
		return max(from+n, i+1), true
	}
	return 0, false
}

// weigh sums up what speaks for a person at words [from, end).
func (d *reading) weigh(from, end int) int {
	l := d.lines[d.words[from].sentence]
	title, _ := d.officeBefore(from, l.from)
	n := end - from
	if title < from && !(n == 1 && d.countryWords(from) > 0 && !d.is(from-1, "mr", "mr.", "ms", "ms.", "mrs", "mrs.")) {
		return sure
	}
	score := 0
	if n > 1 && d.knownPlace(from, end) {
		return 0
	}
	if givenNames[d.words[from].low] && n > 1 {
		score = sure
	}
	if n > 1 && len(d.words[from+1].text) == 2 && strings.HasSuffix(d.words[from+1].text, ".") {
		score = sure // "John F. Kennedy"
	}
	if d.is(end, ",") && end+2 < l.to && isNumber(d.words[end+1].text) && len(d.words[end+1].text) == 2 && d.is(end+2, ",") {
		score = sure // ", 68,"
	}
	if from2, _, _ := d.officeAfter(end); from2 > 0 && n > 1 {
		score = sure
	}
	if from > l.from && closingMark(d.words[from-1].text) && d.besideCue(from, end) && (n > 1 || !d.placeLike(from)) {
		score = sure // `," Rahmani said`
	}
	if d.is(end, "who", "whose") || d.is(end, ",") && d.is(end+1, "who", "whose") {
		score += hint
	}
	if n > 1 && d.besideCue(from, end) && d.countryWords(from) == 0 {
		score += hint
		if n < 4 && !d.is(end, "reported", "reports", "notes", "noted", "writes", "wrote") {
			score = sure
		}
	}
	if f, t := d.officeApposed(from, l.from); f < t && d.closesApposition(end, l.to) && n > 1 {
		score = sure
	}
	return score
}

// knownPlace reports whether the words are the name of a well known place: "New York".
func (d *reading) knownPlace(from, end int) bool {
	places := d.world.Places(d.phrase(from, end))
	return len(places) > 0 && places[0].Prior >= 50
}

// besideCue reports whether a reporting verb stands right before or behind [from, end).
func (d *reading) besideCue(from, end int) bool {
	if end < len(d.words) && d.words[end].sentence == d.words[from].sentence {
		if c, ok := cueLexicon[d.words[end].low]; ok && !c.ing {
			return true
		}
	}
	return from > 0 && d.is(from-1, "said", "says", "added", "told")
}

// placeLike reports whether one word alone is more likely a country, a capital or a city than a person.
func (d *reading) placeLike(i int) bool {
	if d.countryWords(i) > 0 || len(d.world.Metonyms(d.words[i].text)) > 0 {
		return true
	}
	places := d.world.Places(d.words[i].text)
	return len(places) > 0 && places[0].Prior >= 60
}
