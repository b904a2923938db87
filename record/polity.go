package record

import "strings"

// A text may speak of states and towns that the world does not know. It shows what they are by the company of their names:
// "Velmora's parliament" and "Velmoran" make a state, "in Castrel" a place, and neither is a person who speaks.

// polities maps names that the world does not know to Country or Place, by what stands beside them in the text.
func (d *reading) findPolities() {
	d.polities = map[string]EntityKind{}
	titled := map[string]bool{}
	for i := range d.words {
		if d.titledAt(i) {
			titled[d.words[i].low] = true
		}
	}
	for i := range d.words {
		low := d.words[i].low
		if !d.strangeName(i) || titled[low] {
			continue
		}
		switch {
		case d.stateAt(i), d.adjectiveOf(low):
			d.polities[low] = Country
		case d.locatedAt(i) && d.polities[low] == "":
			d.polities[low] = Place
		}
	}
}

// titledAt reports whether a title or a given name stands before word i, as before a person.
func (d *reading) titledAt(i int) bool {
	if i == 0 || !d.words[i].upper || d.words[i-1].sentence != d.words[i].sentence {
		return false
	}
	w := d.words[i-1]
	return w.upper && (givenNames[w.low] || rankWords[w.low] || officeHeads[w.low])
}

// strangeName reports whether word i is a name by itself that the world does not know: no other capital touches it.
func (d *reading) strangeName(i int) bool {
	w := d.words[i]
	if !w.upper || w.clitic || len(w.text) < 4 || weekdays[w.low] || months[w.low] || w.low == "the" || officeHeads[w.low] || bodyHeads[w.low] || officeParts[w.low] ||
		d.countryWords(i) > 0 || !d.midway[w.low] && !w.aside && !d.adjectiveOf(w.low) || commonFirst[w.low] && !d.midway[w.low] {
		return false
	}
	if d.capitalAt(i-1, i) || d.capitalAt(i+1, i) {
		return false
	}
	return len(d.world.Metonyms(w.text)) == 0 && len(d.world.People(w.text)) == 0 && !d.placeLike(i)
}

// capitalAt reports whether word k of the sentence of word i is part of a name that word i may belong to.
func (d *reading) capitalAt(k, i int) bool {
	if k < 0 || k >= len(d.words) || d.words[k].sentence != d.words[i].sentence {
		return false
	}
	w := d.words[k]
	return w.upper && w.letter && !commonFirst[w.low] && !weekdays[w.low]
}

// stateAt reports whether the words beside word i make a state of it.
func (d *reading) stateAt(i int) bool {
	if d.words[i].aside {
		return d.is(i-1, ",") && d.is(i+1, ",", "(", "-", "—", "–") && i >= 2 && d.words[i-2].upper // "CASTREL, Velmora, Nov. 3"
	}
	if d.is(i-1, "neighbouring", "neighboring") {
		return true
	}
	if d.is(i-1, "of") && d.in(i-2, stateNouns) {
		return true
	}
	if !d.is(i+1, "'s", "’s") {
		return false
	}
	for k := i + 2; k < min(i+6, d.lines[d.words[i].sentence].to); k++ {
		w := d.words[k]
		if stateNouns[w.low] && !d.in(k+1, personNouns) {
			return true
		}
		if !w.upper && !officeParts[w.low] {
			return false
		}
	}
	return false
}

// stateNouns belong to a state: "its parliament".
var stateNouns = wordSet("government parliament president premier chancellor minister ministry army navy capital constitution ambassador embassy consul cabinet guard republic kingdom authorities territory coastguard citizens borders")

// locatedAt reports whether something happens in what word i names.
func (d *reading) locatedAt(i int) bool {
	if line := d.report.Dateline; d.words[i].aside && line != nil && line.PlaceSpan != nil && *line.PlaceSpan == d.words[i].Span {
		return true
	}
	return d.is(i-1, "in", "near", "outside", "inside", "across") && d.words[i-1].sentence == d.words[i].sentence && !d.is(i+1, "'s", "’s", "-")
}

// adjectiveOf reports whether the text has an adjective made from the name: "Velmoran".
func (d *reading) adjectiveOf(name string) bool {
	stem := strings.TrimRight(name, "aeiouy")
	for _, form := range []string{name + "n", name + "an", name + "ian", name + "ese", name + "ish", stem + "ian", stem + "ish"} {
		if d.midway[form] {
			return true
		}
	}
	return false
}

// polityAt marks word i where it names a state that the text alone knows, and returns the word after it.
func (d *reading) polityAt(i, end int) (int, bool) {
	kind := d.polities[d.words[i].low]
	if kind == "" || d.words[i].aside {
		return 0, false
	}
	if end > i+1 {
		if last := d.words[end-1].low; officeHeads[last] || givenNames[d.words[i+1].low] || d.namesPerson(i+1, end) {
			end = i + 1 // "Velmora Foreign Minister"
		} else if d.besideCue(i, end) && !siteNouns[last] {
			return d.addNamedBody(i, end), true // "Castrel Wire"
		}
	}
	if kind != Country || end > i+1 {
		return 0, false
	}
	d.mark(d.polity(d.words[i].text), i, i+1)
	return i + 1, true
}

// namesPerson reports whether a title stands in words [from, to), so that a person's name ends them.
func (d *reading) namesPerson(from, to int) bool {
	for i := from; i < to; i++ {
		if officeHeads[d.words[i].low] || rankWords[d.words[i].low] {
			return true
		}
	}
	return false
}

// polity is the state of that name.
func (d *reading) polity(name string) *actor {
	for _, a := range d.actors {
		if a.kind == Country && a.country == "" && strings.EqualFold(a.name, name) {
			return a
		}
	}
	return d.newActor(Country, name)
}

// strangePlace makes an actor of a place that the world does not know, where it speaks for those who govern it: "Castrel denies".
func (d *reading) strangePlace(s source) (source, bool) {
	from := s.from
	for from < s.to-1 && d.in(from, determiners) {
		from++
	}
	if s.to-from > 2 || !d.words[from].upper || d.words[from].mention > 0 || d.polities[d.words[s.to-1].low] != Place && !placeFirsts[d.words[from].low] || s.to-from == 2 && !d.words[s.to-1].upper {
		return s, false
	}
	name := d.phrase(from, s.to)
	for _, a := range d.actors {
		if a.kind == Place && strings.EqualFold(a.name, name) {
			d.mark(a, from, s.to)
			s.actors, s.kind = []*actor{a}, "place"
			return s, true
		}
	}
	a := d.newActor(Place, name)
	d.mark(a, from, s.to)
	s.actors, s.kind = []*actor{a}, "place"
	return s, true
}

// placeFirsts begin the names of places.
var placeFirsts = wordSet("port cape mount lake fort gulf")
