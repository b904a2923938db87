package record

import (
	"slices"
	"strings"
	"unicode"

	"github.com/dateline-news/dateline/world"
)

// bodyHeads end the names of bodies: "Serbian Interior Ministry", "Social Democratic Party".
var bodyHeads = wordSet("ministry party court council parliament agency committee commission union organization organisation association federation institute university college bank army navy force forces guard guards police department office bureau authority",
	"group movement front brigade corps battalion congress senate assembly cabinet government administration embassy mission coalition alliance league foundation fund society center centre church corporation company inc. corp. ltd. service services times post journal news radio television network board chamber tribunal secretariat house academy hospital club museum airlines airways watch international initiative campaign command")

// bodyFirsts begin such names: "Ministry of Defence", "University of Belgrade".
var bodyFirsts = wordSet("ministry university bank department office institute court council union federation committee organization organisation party church front movement bureau chamber academy league society house army board commission parliament association")

// siteNouns behind a name make a place of it: "the Al-Aqsa mosque".
var siteNouns = wordSet("mosque church cathedral temple hospital airport station square street avenue bridge river mountain lake strait gulf island islands peninsula canal ocean stadium prison jail camp district village town city province")

// forceNouns after a country make the name of a body though they are in small letters: "Kosovo police".
var forceNouns = wordSet("police navy parliament authorities gendarmerie")

// bodyAt takes the organisation, party or agency of the world that begins at word i.
func (d *reading) bodyAt(i int) (int, bool) {
	if d.is(i, "the") {
		return 0, false
	}
	window := d.window(i, 10)
	n, org := d.world.LongestOrganisation(window)
	if n > 0 && (!d.trustBody(i, n) || d.ownedByOther(i, org)) {
		n = 0
	}
	m, parties := d.world.LongestParty(window)
	if m > n && m > 1 && d.trustBody(i, m) {
		p := parties[0]
		if len(parties) > 1 || !d.mentionsCountry(p.Country) {
			p.Country = ""
		}
		return d.addBody(i, m, world.Organisation{Name: d.phrase(i, i+m), Country: p.Country}), true
	}
	if n == 0 {
		if k := d.seatAt(i, window); k > 0 {
			return d.seat(i, k), true
		}
		k, agency := d.world.LongestAgency(window)
		if k == 0 || !d.trustBody(i, k) || k == 1 && !agencyCode(d.words[i].text) && !d.besideCue(i, i+1) {
			return 0, false
		}
		return d.addBody(i, k, world.Organisation{Name: agency.Name, Abbr: agency.Codes, Country: agency.Country}), true
	}
	if d.runEnd(i) > i+n && n == 1 && !allCapitals(d.words[i].text) {
		return 0, false // a longer name
	}
	return d.addBody(i, n, org), true
}

// mentionsCountry reports whether the text names the country or its people.
func (d *reading) mentionsCountry(code string) bool {
	for i := range d.words {
		if d.words[i].upper && d.countryOf(i) == code {
			return true
		}
	}
	return false
}

// ownedByOther reports whether a possessive before word i makes the body that of a country other than org's: "Sudan's
// Security Council" is not the United Nations'.
func (d *reading) ownedByOther(i int, org world.Organisation) bool {
	if i < 2 || !d.is(i-1, "'s", "’s") || d.words[i-2].sentence != d.words[i].sentence {
		return false
	}
	if d.polities[d.words[i-2].low] != "" {
		return true
	}
	owner := d.countryOf(i - 2)
	return owner != "" && owner != org.Country
}

// seatAt is the number of words at i that name a seat of government, a parliament or a ministry by its house: "Kremlin".
func (d *reading) seatAt(i int, window []string) int {
	n, readings := d.world.LongestMetonym(window)
	if n == 0 || len(readings) != 1 || d.in(i+n, siteNouns) {
		return 0
	}
	switch readings[0].Kind {
	case "government", "legislature", "ministry", "military":
		return n
	}
	return 0
}

// seat marks a seat of government as the body that it stands for, under its printed name.
func (d *reading) seat(i, n int) int {
	m := d.world.Metonyms(d.phrase(i, i+n))
	org := world.Organisation{Name: d.phrase(i, i+n)}
	if len(m) > 0 {
		org.Country = m[0].Country
		if c, ok := d.world.Country(m[0].Country); ok && m[0].Kind != "military" {
			org.CAMEO = c.CAMEO + "GOV"
		}
	}
	return d.addBody(i, n, org)
}

func agencyCode(w string) bool { return len(w) >= 2 && allCapitals(w) }

func allCapitals(w string) bool {
	for _, r := range w {
		if unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// trustBody refuses a match that is a common word in its place, or not in capitals at its ends.
func (d *reading) trustBody(i, n int) bool {
	last := d.words[i+n-1]
	if !d.words[i].upper || n > 1 && !last.upper && !bodyHeads[last.low] {
		return false
	}
	if d.in(i+n, siteNouns) {
		return false
	}
	if n > 1 {
		return true
	}
	w := d.words[i]
	if d.countryWords(i) > 0 || d.firstOfSentence(i) && (commonFirst[w.low] || !d.midway[w.low] && bodyHeads[w.low]) {
		return false
	}
	return !weekdays[w.low] && !months[w.low] && len(w.text) > 1
}

// addBody marks words [i, i+n) as the organisation and returns the word after it and after an abbreviation in brackets.
func (d *reading) addBody(i, n int, org world.Organisation) int {
	a := d.bodyNamed(org.Name)
	if a == nil {
		a = d.newActor(Organisation, org.Name)
		a.country, a.code = org.Country, org.CAMEO
		for _, abbr := range org.Abbr {
			if strings.Contains(d.text, abbr) {
				a.alias(abbr)
			}
		}
	}
	a.printed(d.phrase(i, i+n))
	d.mark(a, i, i+n)
	return d.abbreviation(a, i+n)
}

// printed adds a form of a body's name that the text prints. The longest that is no abbreviation becomes the name.
func (a *actor) printed(form string) {
	form = strings.TrimPrefix(strings.TrimPrefix(form, "The "), "the ")
	if form == a.name {
		a.named = true
		return
	}
	if allCapitals(form) || a.named && len(form) <= len(a.name) {
		a.alias(form)
		return
	}
	if a.name != "" {
		a.aliases = append(a.aliases, a.name)
	}
	a.name, a.named = form, true
	a.aliases = slices.DeleteFunc(a.aliases, func(s string) bool { return s == form })
}

// abbreviation reads "(EULEX)" behind the name of a body and returns the word to go on with.
func (d *reading) abbreviation(a *actor, i int) int {
	if i+2 >= len(d.words) || !d.is(i, "(") || !d.is(i+2, ")") || !allCapitals(d.words[i+1].text) || len(d.words[i+1].text) < 2 || isNumber(d.words[i+1].text) {
		return i
	}
	a.alias(d.words[i+1].text)
	d.mark(a, i+1, i+2)
	return i + 3
}

// bodyNamed finds the body by its name or an alias.
func (d *reading) bodyNamed(name string) *actor {
	for _, a := range d.actors {
		if a.kind == Organisation && !a.unnamed && (strings.EqualFold(a.name, name) || contains(a.aliases, name)) {
			return a
		}
	}
	return nil
}

// bodyInRun takes a run of capitals whose form is that of a body's name.
func (d *reading) bodyInRun(i, end int) (int, bool) {
	l := d.lines[d.words[i].sentence]
	if bodyFirsts[d.words[end-1].low] && d.is(end, "of", "for") && end-i <= 4 {
		if to := d.ofRun(end, l.to); to > end {
			return d.addNamedBody(i, to), true
		}
	}
	if d.hasWord(i, end, "&") && end-i <= 5 {
		return d.addNamedBody(i, end), true
	}
	if d.is(i-1, "the") && end-i > 2 && d.headInside(i, end) {
		return d.addNamedBody(i, end), true // "the Joint Observer Mission Merrin"
	}
	if k := d.verbBefore(i, end); k > 0 {
		i += k
	}
	if end-i >= 2 && bodyHeads[d.words[end-1].low] && !(d.firstOfSentence(i) && commonFirst[d.words[i].low]) {
		return d.addNamedBody(i, end), true
	}
	n := d.countryWords(i)
	if n > 0 && i+n == end && end < l.to && d.in(end, forceNouns) {
		to := end + 1
		if d.is(end, "police") && d.in(to, wordSet("officer officers chief spokesman spokeswoman spokesperson station patrol forces commander")) {
			return 0, false
		}
		return d.addNamedBody(i, to), true
	}
	if next, ok := d.abbreviated(i, end); ok {
		return next, ok
	}
	if end < l.to && d.is(end, "newspaper", "magazine", "daily", "tabloid", "website") {
		return d.addNamedBody(i, end), true
	}
	return 0, false
}

// headInside reports whether the run [i, end) has the head of a body's name inside and no title or given name of a person.
func (d *reading) headInside(i, end int) bool {
	found := false
	for k := i; k < end; k++ {
		low := d.words[k].low
		if officeHeads[low] || rankWords[low] || givenNames[low] {
			return false
		}
		found = found || k > i && k < end-1 && bodyHeads[low]
	}
	return found
}

// verbBefore is 1 where the run [i, end) opens a sentence with a word that is no name, before a body that the text names
// without it elsewhere: "Adds Coast Guard denial". Else it is 0.
func (d *reading) verbBefore(i, end int) int {
	if end-i < 3 || !d.firstOfSentence(i) || d.midway[d.words[i].low] || !bodyHeads[d.words[end-1].low] {
		return 0
	}
	rest := d.phrase(i+1, end)
	for k := strings.Index(d.text, rest); k >= 0; {
		at := d.words[i+1].Start
		if k != at && !strings.HasSuffix(d.text[:k], d.words[i].text+" ") {
			return 1
		}
		next := strings.Index(d.text[k+1:], rest)
		if next < 0 {
			break
		}
		k += 1 + next
	}
	return 0
}

// ofRun is the end of "of the Interior" behind a body's first words.
func (d *reading) ofRun(at, end int) int {
	k := at + 1
	if d.is(k, "the") {
		k++
	}
	if k >= end || !d.words[k].upper {
		return at
	}
	to := d.runEnd(k)
	if d.is(to, "and") && to+1 < end && d.words[to+1].upper && d.words[k-1].low != "the" && !d.titleHead(to+1) {
		to = d.runEnd(to + 1)
	}
	return to
}

// abbreviated takes a run of capitals that its own initials follow in brackets: "Syrian Democratic Forces (SDF)".
func (d *reading) abbreviated(i, end int) (int, bool) {
	if end+2 >= len(d.words) || !d.is(end, "(") || !d.is(end+2, ")") || !allCapitals(d.words[end+1].text) {
		return 0, false
	}
	short := strings.ReplaceAll(d.words[end+1].text, ".", "")
	if len(short) < 2 {
		return 0, false
	}
	for k, rest := end-1, short; k >= i; k-- {
		if !d.words[k].upper {
			continue
		}
		if d.words[k].text[0] != rest[len(rest)-1] {
			return 0, false
		}
		if rest = rest[:len(rest)-1]; rest == "" {
			return d.addNamedBody(k, end), true
		}
	}
	return 0, false
}

// addNamedBody marks words [from, to) as a body named by these words.
func (d *reading) addNamedBody(from, to int) int {
	name := d.phrase(from, to)
	a := d.bodyNamed(name)
	if a == nil {
		a = d.newActor(Organisation, name)
		a.country = d.countryOf(from)
	}
	d.mark(a, from, to)
	return d.abbreviation(a, to)
}

// shortBodies marks the later mentions of the bodies found, by their printed names and abbreviations, in headlines too.
func (d *reading) shortBodies() {
	forms := map[string][]*actor{} // by the first word
	for _, a := range d.actors {
		if a.kind != Organisation || len(a.mentions) == 0 {
			continue
		}
		for _, f := range append([]string{a.name}, a.aliases...) {
			first, _, _ := strings.Cut(f, " ")
			if !slices.Contains(forms[first], a) {
				forms[first] = append(forms[first], a)
			}
		}
	}
	for i := range d.words {
		w := d.words[i]
		if w.mention > 0 || w.aside || !w.upper {
			continue
		}
		for _, a := range forms[w.text] {
			if n := d.formAt(i, a); n > 0 {
				d.mark(a, i, i+n)
				break
			}
		}
	}
}

// formAt is the number of words at i that are a form of the body's name, 0 for none.
func (d *reading) formAt(i int, a *actor) int {
	best := 0
	for _, f := range append([]string{a.name}, a.aliases...) {
		if !strings.HasPrefix(d.text[d.words[i].Start:], f) || len(f) < 2 || !strings.Contains(f, " ") && !allCapitals(f) && d.firstOfSentence(i) {
			continue
		}
		end := d.words[i].Start + len(f)
		for n := 1; i+n <= len(d.words) && d.words[i+n-1].End <= end; n++ {
			if d.words[i+n-1].End == end && d.words[i+n-1].mention == 0 {
				best = max(best, n)
			}
		}
	}
	return best
}
