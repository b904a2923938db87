package record

import (
	"slices"
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

// findNames finds people and bodies in the body of the report, then their short names everywhere.
func (d *reading) findNames() {
	var open []candidate
	for _, l := range d.lines {
		if l.title {
			continue
		}
		for i := l.from; i < l.to; {
			i = d.nameAt(i, &open)
		}
	}
	d.decide(open)
	d.shortBodies()
	d.shortNames()
	d.linkPeople()
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
	if last := d.words[end-1].low; officeHeads[last] && (end-i == 1 || officeParts[d.words[end-2].low] || officeHeads[d.words[end-2].low] || d.is(end-2, "-") || d.in(i, civilTitles)) {
		return end
	}
	for k := end - 2; k >= i; k-- {
		if w := d.words[k]; (officeHeads[w.low] || rankWords[w.low]) && !nameSuffix[d.words[k+1].low] && d.words[k+1].low != "-" {
			return k + 1
		}
	}
	for i < end && (d.in(i, officeParts) && d.words[i].text != "May" || d.countryWords(i) > 0) {
		i += max(1, d.countryWords(i))
		for i < end && d.is(i, "-") {
			i++
		}
	}
	return i
}

// nameLike refuses runs that cannot be a name: too long, weekdays, months, one letter, countries.
func (d *reading) nameLike(from, end int) bool {
	if d.in(end-1, siteNouns) && end-from > 1 || !d.words[from].letter {
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
	if title < from && !(n == 1 && d.countryWords(from) > 0) {
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
	if f, t := d.officeApposed(from, l.from); f < t && d.is(end, ",") && n > 1 {
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

// decide takes the open candidates whose last word is used alone as a name beside a reporting verb or a civil title.
func (d *reading) decide(open []candidate) {
	alone := map[string]int{}
	for _, c := range open {
		if c.to-c.from == 1 && (d.besideCue(c.from, c.to) || c.from > 0 && d.in(c.from-1, civilTitles)) {
			alone[d.words[c.from].low]++
		}
	}
	for _, c := range open {
		n := c.to - c.from
		if n > 1 && c.weight+2*alone[d.words[c.to-1].low] >= sure && d.words[c.from].mention == 0 {
			d.addPerson(c.from, c.to)
		}
	}
	for _, c := range open {
		// somebody called by one name only, who speaks more than once
		if low := d.words[c.from].low; c.to-c.from == 1 && alone[low] > 1 && d.words[c.from].mention == 0 && !d.placeLike(c.from) && !groupNouns[low] && d.surnameOf(low) == 0 {
			d.addPerson(c.from, c.to)
		}
	}
}

// placeLike reports whether one word alone is more likely a country, a capital or a city than a person.
func (d *reading) placeLike(i int) bool {
	if d.countryWords(i) > 0 || len(d.world.Metonyms(d.words[i].text)) > 0 {
		return true
	}
	places := d.world.Places(d.words[i].text)
	return len(places) > 0 && places[0].Prior >= 60
}

// surnameOf counts the people who have the word as their surname.
func (d *reading) surnameOf(low string) int {
	n := 0
	for _, a := range d.actors {
		if a.kind == Person && slices.Contains(a.surnames(), low) {
			n++
		}
	}
	return n
}

// addPerson makes words [from, end) a mention of a person, with the offices that stand before and behind the name.
func (d *reading) addPerson(from, end int) *actor {
	var parts []string
	for i := from; i < end; i++ {
		if d.words[i].letter {
			parts = append(parts, strings.TrimSuffix(d.words[i].low, "’s"))
		}
	}
	a := d.personNamed(parts)
	name := d.phrase(from, end)
	if a == nil {
		a = d.newActor(Person, name)
		a.parts = parts
	} else if len(parts) > len(a.parts) {
		a.alias(a.name)
		a.name, a.parts = name, parts
	} else {
		a.alias(name)
	}
	d.officesBeside(a, from, end)
	d.mark(a, from, end)
	return a
}

// officesBeside reads the titles before and behind the name at [from, end).
func (d *reading) officesBeside(a *actor, from, end int) {
	l := d.lines[d.words[from].sentence]
	title, whole := d.officeBefore(from, l.from)
	if title < from {
		d.addOffices(a, title, from)
		d.setCountry(a, whole)
		d.setSex(a, d.words[from-1].low)
	}
	if f, t, _ := d.officeAfter(end); f > 0 {
		d.addOffices(a, f, t)
		d.setSex(a, d.words[t-1].low)
		for k := end; k < f; k++ {
			d.setCountry(a, k)
		}
	}
	if f, t := d.officeApposed(from, l.from); f < t && end < l.to && d.is(end, ",") {
		d.addOffices(a, f, t)
		for k := f - 1; k >= l.from && !d.is(k, ",") && d.words[k].quote == d.words[f].quote; k-- {
			d.setCountry(a, k)
		}
	}
}

// officeApposed reads a title that the name explains: "The court's president, |Judge Joan Donoghue|, …".
func (d *reading) officeApposed(from, floor int) (int, int) {
	_, whole := d.officeBefore(from, floor)
	comma := whole - 1
	if comma-1 <= floor || !d.is(comma, ",") {
		return 0, 0
	}
	begin := comma - 1
	for begin > floor && !d.is(begin-1, ",", ";", ":") && d.words[begin-1].quote == d.words[comma].quote && (d.words[begin-1].clitic || !closingMark(d.words[begin-1].text)) {
		begin--
	}
	head := d.headOf(begin, comma)
	if !officeHeads[d.words[head].low] || finiteVerbs[d.words[begin].low] || !d.in(begin, determiners) && d.countryWords(begin) == 0 {
		return 0, 0
	}
	for i := begin; i < comma; i++ {
		if finiteVerbs[d.words[i].low] || d.cueVerb(i) || i < head && prepositions[d.words[i].low] {
			return 0, 0
		}
	}
	for i := begin; i < head; i++ {
		if d.in(i, determiners) || d.countryWords(i) > 0 || d.words[i].clitic {
			begin = i + 1
		}
	}
	return begin, comma
}

func (d *reading) setCountry(a *actor, i int) {
	if a.country == "" {
		a.country = d.countryOf(i)
	}
}

func (d *reading) setSex(a *actor, title string) {
	switch title {
	case "mr.", "mr", "sir", "spokesman", "king", "prince", "chairman", "congressman", "lord", "policeman", "father", "businessman", "imam", "sheikh":
		a.male = true
	case "mrs.", "mrs", "ms.", "ms", "miss", "dame", "spokeswoman", "queen", "princess", "chairwoman", "congresswoman", "lady", "policewoman", "mother", "businesswoman", "sister":
		a.female = true
	}
}

// personNamed finds the person that bears a name, nil when none or several do.
func (d *reading) personNamed(parts []string) *actor {
	var found *actor
	for _, a := range d.actors {
		if a.kind != Person || a.unnamed || !a.sameAs(parts) {
			continue
		}
		if found != nil {
			return nil
		}
		found = a
	}
	return found
}

// shortNames marks each capitalised word, in headlines too, that is the surname of one person, and full names in headlines.
// Where several share it, the one with most full names up to there is meant.
func (d *reading) shortNames() {
	by := map[string][]*actor{}
	for _, a := range d.actors {
		if a.kind != Person {
			continue
		}
		for _, s := range a.surnames() {
			if !slices.Contains(by[s], a) {
				by[s] = append(by[s], a)
			}
		}
	}
	if len(by) == 0 {
		return
	}
	for i := range d.words {
		w := d.words[i]
		if !w.upper || w.mention > 0 || w.aside || w.clitic {
			continue
		}
		a := d.bearer(by[w.low], i)
		if a == nil && by[w.low] == nil {
			a = d.misspelt(i, by)
		}
		if a != nil && d.countryWords(i) == 0 {
			d.markShort(a, i)
		}
	}
}

// bearer picks from those who share a surname the one meant at word i, nil when none stands out.
func (d *reading) bearer(all []*actor, i int) *actor {
	if len(all) == 1 {
		return all[0]
	}
	var best *actor
	most, tie := 0, false
	for _, a := range all {
		if d.is(i-1, "mr.", "mr") && a.female || d.is(i-1, "mrs.", "mrs", "ms.", "ms") && a.male {
			continue
		}
		n := 0
		for _, m := range a.mentions {
			if m.Start < d.words[i].Start {
				n++
			}
		}
		switch {
		case n > most:
			best, most, tie = a, n, false
		case n == most:
			tie = true
		}
	}
	if tie {
		return nil
	}
	return best
}

// markShort widens the mention at word i over the given names before it where they are the person's own.
func (d *reading) markShort(a *actor, i int) {
	from := i
	floor := d.lines[d.words[i].sentence].from
	for from > floor && d.words[from-1].mention == 0 && (contains(a.parts, d.words[from-1].low) || d.is(from-1, "-") && d.words[from].joined && from-2 >= floor && contains(a.parts, d.words[from-2].low)) {
		from--
	}
	to := i + 1
	for to < d.lines[d.words[i].sentence].to && d.words[to].upper && d.words[to].mention == 0 && contains(a.parts, d.words[to].low) {
		to++
	}
	a.alias(d.phrase(from, to))
	if !d.lines[d.words[i].sentence].title {
		d.officesBeside(a, from, to)
	}
	d.mark(a, from, to)
}

func contains(parts []string, w string) bool {
	for _, p := range parts {
		if p == w {
			return true
		}
	}
	return false
}

// misspelt finds the person whose long surname differs in one letter, where the word speaks: "Pederson said" for Pedersen.
func (d *reading) misspelt(i int, by map[string][]*actor) *actor {
	w := d.words[i].low
	if len(w) < 6 || !d.besideCue(i, i+1) {
		return nil
	}
	var found *actor
	for s, a := range by {
		if len(a) == 1 && len(s) == len(w) && s[0] == w[0] && differ(s, w) == 1 {
			if found != nil {
				return nil
			}
			found = a[0]
		}
	}
	return found
}

func differ(a, b string) int {
	n := 0
	for i := range len(a) {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// linkPeople ties a person to the world where the name has one bearer, or where office and country agree.
func (d *reading) linkPeople() {
	for _, a := range d.actors {
		if a.kind != Person || len(a.parts) < 2 {
			continue
		}
		known := d.world.People(a.name)
		n := 0
		for n < len(known) && !known[n].LastName {
			n++
		}
		known = known[:n]
		pick := -1
		for i, p := range known {
			if n == 1 && (a.country == "" || a.country == p.Country) || a.country != "" && a.country == p.Country && len(a.offices) > 0 {
				if pick >= 0 {
					pick = -1
					break
				}
				pick = i
			}
		}
		if pick < 0 {
			continue
		}
		a.wikidata = known[pick].Wikidata
		if d.published != "" {
			for _, h := range known[pick].OfficesOn(d.published) {
				a.held = append(a.held, strings.ToLower(h.Office))
			}
		}
		if a.country == "" && len(known[pick].Country) == 2 {
			a.country = known[pick].Country
		}
	}
}
