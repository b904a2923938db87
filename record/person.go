package record

import (
	"slices"
	"strings"

	"github.com/dateline-news/dateline/world"
)

// findNames finds people and bodies in the body of the report, then their short names everywhere.
func (d *reading) findNames() {
	d.findPolities()
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

// decide takes the open candidates whose last word is used alone as a name beside a reporting verb or a civil title.
func (d *reading) decide(open []candidate) {
	alone := map[string]int{}
	for _, c := range open {
		if c.to-c.from == 1 && (d.besideCue(c.from, c.to) && (c.from == 0 || !d.in(c.from-1, prepositions)) || c.from > 0 && d.in(c.from-1, civilTitles)) {
			alone[d.words[c.from].low]++
		}
	}
	for _, c := range open {
		n := c.to - c.from
		if n > 1 && (c.weight+2*alone[d.words[c.to-1].low] >= sure || d.calledBy(d.words[c.to-1].low)) && d.words[c.from].mention == 0 {
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

// calledBy reports whether somebody is known so far by this surname alone: "Mr Bray" before "Orsolt Bray".
func (d *reading) calledBy(low string) bool {
	return slices.ContainsFunc(d.actors, func(a *actor) bool {
		return a.kind == Person && !a.unnamed && len(a.parts) == 1 && a.parts[0] == low
	})
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

// nearlyNamed is the one person known by full name whose long surname differs from the word in one letter, nil for none: a slip of
// the pen.
func (d *reading) nearlyNamed(low string) *actor {
	var found *actor
	if len(low) < 6 {
		return nil
	}
	for _, a := range d.actors {
		if a.kind != Person || a.unnamed || len(a.parts) < 2 || !slices.ContainsFunc(a.surnames(), func(s string) bool {
			return len(s) == len(low) && s[0] == low[0] && differ(s, low) == 1
		}) {
			continue
		}
		if found != nil {
			return nil
		}
		found = a
	}
	return found
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
	if a == nil && len(parts) == 1 {
		a = d.nearlyNamed(parts[0])
	}
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
	if trade := d.tradeBefore(title, l.from); trade < title && (title < from && !d.words[title].upper || title == from && end-from > 1 && (d.besideCue(from, end) || d.is(trade-1, "to"))) {
		title, whole = trade, min(trade, whole)
	}
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
	if head, f, t := d.leads(end); t > 0 {
		a.addOffice(Office{Title: head + " " + d.phrase(f+1, t), Span: d.over(f, t)})
	}
	if f, t := d.officeApposed(from, l.from); f < t && d.closesApposition(end, l.to) {
		d.addOffices(a, f, t)
		for k := f - 1; k >= l.from && !d.is(k, ",") && d.words[k].quote == d.words[f].quote; k-- {
			d.setCountry(a, k)
		}
	}
}

// inOffice is the one of several bearers of a name who governs, on the day of the report, a country that the report is about;
// -1 for none.
func (d *reading) inOffice(a *actor, known []world.Person) int {
	pick := -1
	if len(known) < 2 || d.published == "" || a.country != "" {
		return pick
	}
	for i, p := range known {
		if d.highest(p) == "" || !d.mentionsCountry(p.Country) {
			continue
		}
		if pick >= 0 && known[pick].Wikidata != p.Wikidata {
			return -1
		}
		pick = max(pick, i)
	}
	return pick
}

// highest is the highest office of state that a person holds on the day of the report, with its country: "President of Turkey";
// "" for none.
func (d *reading) highest(p world.Person) string {
	best, rank := "", 0
	for _, h := range p.OfficesOn(d.published) {
		if h.Party != "" {
			continue
		}
		title, whole := h.Office, strings.Contains(h.Office, " of ")
		bare, _, _ := strings.Cut(h.Office, " of ")
		o, ok := d.world.Office(h.Office)
		if !ok {
			o, ok = d.world.Office(bare)
		}
		r := levelRank[o.Level]
		if !ok || r == 0 {
			continue
		}
		if c, known := d.world.Country(p.Country); known && !whole && !strings.Contains(title, " for ") {
			title += " of " + c.Name
		}
		if r > rank {
			best, rank = title, r
		}
	}
	return best
}

// levelRank orders the offices of state.
var levelRank = map[string]int{"minister": 1, "head_of_government": 2, "head_of_state": 3}

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
		pick := d.inOffice(a, known)
		for i, p := range known {
			if pick >= 0 {
				break
			}
			if n == 1 && (a.country == "" || a.country == p.Country) || a.country != "" && a.country == p.Country && len(a.offices) > 0 {
				if several := slices.ContainsFunc(known[i+1:], func(o world.Person) bool { return a.country == o.Country && len(a.offices) > 0 }); !several {
					pick = i
				}
				break
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
			a.heldAs = d.highest(known[pick])
		}
		if a.country == "" && len(known[pick].Country) == 2 {
			a.country = known[pick].Country
		}
	}
}
