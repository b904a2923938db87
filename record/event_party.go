package record

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/world"
)

// doer gives the parties that noun i stands for as those who act: the parties themselves, else whose weapon, deed or word it is:
// "Israeli |airstrikes|", "the statement of the ministry".
func (e *eventReader) doer(i int) []int {
	if found := slices.DeleteFunc(e.party(i), func(x int) bool { return e.entities[x].Kind == Place }); len(found) > 0 || i < 0 || e.d.words[i].upos == "PRON" {
		return found
	}
	if w := e.d.words[i]; !instruments[w.low] && !instruments[w.lemma] && !paperNouns[w.low] {
		return nil
	}
	return e.owner(i)
}

// instruments are what somebody acts with or by.
var instruments = wordSet("airstrike strike missile rocket drone jet warplane aircraft helicopter plane shelling artillery warship ship vessel tank bomb attack raid fire gunfire shell mortar bullet",
	"decision move action letter note order decree law policy resolution veto offer speech tweet message remark comment criticism threat warning operation offensive campaign")

// about gives the parties that noun i stands for as those acted on, else those whom it is about: "the premises of election
// commissions", "Kenya's request", "Israel's attacks".
func (e *eventReader) about(i int) []int {
	if found := e.party(i); len(found) > 0 || i < 0 || e.d.words[i].upos == "PRON" {
		return found
	}
	if found := e.owner(i); len(found) > 0 {
		return found
	}
	for _, k := range e.d.children(i) {
		if e.d.related(k, "nmod") && slices.Contains([]string{"on", "against", "with", "between"}, e.d.caseOf(k)) && !e.d.dated(k) {
			if found := e.party(k); len(found) > 0 {
				return found
			}
		}
	}
	return nil
}

// target gives whom or what a blow at noun i falls on: those whom it is about, else the thing itself: a vehicle, a camp, a base.
func (e *eventReader) target(i int) []int {
	if i >= 0 && e.of[i] > 0 && e.entities[e.of[i]-1].Kind == Facility {
		return []int{e.of[i] - 1}
	}
	if found := e.about(i); len(found) > 0 || i < 0 || e.d.words[i].upos != "NOUN" && e.d.words[i].upos != "PROPN" {
		return found
	}
	if w := e.d.words[i]; !targets[w.low] && !targets[w.lemma] && !e.d.calledTarget(i) {
		return nil
	}
	from, to := e.phraseOf(i)
	name := e.d.phrase(from, to)
	if x := e.groupCalled(i, name); x >= 0 {
		e.mention(x, from, to)
		return []int{x}
	}
	return []int{e.addEntity(Entity{Kind: Facility, Name: name, Country: e.countryOfGroup(i, from, to)}, from, to)}
}

// calledTarget reports whether the name at word i is explained as a thing that is attacked: "the Sara Velira, a |ship|".
func (d *reading) calledTarget(i int) bool {
	if d.words[i].upos != "PROPN" || !d.words[i].upper {
		return false
	}
	for _, k := range d.children(i) {
		if d.related(k, "appos") && (targets[d.words[k].low] || targets[d.words[k].lemma]) {
			return true
		}
	}
	return false
}

// targets are things that are attacked, searched or taken.
var targets = wordSet("vehicle convoy patrol base camp depot headquarters checkpoint station building office home house village town district enclave school hospital church mosque market embassy consulate airport port ship tanker boat vessel ferry trawler freighter bus train car plane aircraft helicopter",
	"pipeline bridge road post outpost position stronghold bastion facility plant refinery settlement compound neighbourhood neighborhood shop hotel restaurant prison barracks checkpoint tank truck warehouse factory hideout parliament palace premises area truck bank monument shrine temple synagogue")

// owner gives the parties that own or make what noun i names.
func (e *eventReader) owner(i int) []int {
	d := e.d
	for _, k := range d.children(i) {
		if d.related(k, "nmod:poss") {
			if found := e.party(k); len(found) > 0 {
				return found
			}
		}
	}
	for _, k := range d.children(i) {
		if c := d.caseOf(k); d.related(k, "nmod") && (c == "of" || c == "by" || c == "from") && !d.dated(k) {
			found := e.party(k)
			if len(found) == 0 && c == "of" {
				found = e.compounds(k)
			}
			if len(found) > 0 {
				return found
			}
		}
	}
	return e.compounds(i)
}

// compounds gives the parties in the words before noun i that belong to it: "|EU| observers", "|Israeli| airstrikes".
func (e *eventReader) compounds(i int) []int {
	for _, k := range e.d.children(i) {
		if !e.d.related(k, "compound", "amod") {
			continue
		}
		if e.d.words[k].upper {
			if found := e.adjective(k); len(found) > 0 {
				return found
			}
		} else if e.d.words[k].upos == "NOUN" && groupAgents[e.d.words[k].low] {
			if x := e.groupAt(k); x >= 0 {
				return []int{x}
			}
		}
	}
	return nil
}

// adjective is the entity that a word before a noun names, or the country that an adjective belongs to.
func (e *eventReader) adjective(k int) []int {
	if x := e.of[k]; x > 0 && e.entities[x-1].Kind != Person {
		if y := e.standsFor(x-1, k); y >= 0 && e.acts(y) {
			return []int{y}
		}
		return nil
	}
	if x, ok := e.nation[e.d.countryOf(k)]; ok {
		return []int{x}
	}
	return nil
}

// party gives the entities that the noun phrase headed by word i stands for, with those joined to it by "and": people, bodies,
// countries, and groups without a name, which become entities here. Other things are no party.
func (e *eventReader) party(i int) []int {
	if i < 0 {
		return nil
	}
	out := e.one(i)
	for _, k := range e.d.children(i) {
		if !e.d.related(k, "conj") || e.d.words[k].upos == "VERB" || e.d.words[k].upos == "ADJ" {
			continue
		}
		for _, x := range e.one(k) {
			if !slices.Contains(out, x) {
				out = append(out, x)
			}
		}
	}
	return out
}

// one gives what the phrase headed by word i alone stands for.
func (e *eventReader) one(i int) []int {
	d := e.d
	w := d.words[i]
	if x := e.of[i]; x > 0 {
		if y := e.standsFor(x-1, i); y >= 0 {
			e.refine(y, i)
			return []int{y}
		}
		return nil
	}
	if c, ok := d.world.CountryByName(w.text); ok && w.upos == "PROPN" && w.upper {
		return []int{e.country(c, i)}
	}
	if w.upos == "PRON" && !standsAlone[w.low] || pronounWords[w.low] || d.in(i, objectPronouns) {
		return e.pronoun(i)
	}
	if x := e.sides(i); len(x) > 0 {
		return x
	}
	for _, k := range d.children(i) { // "police chief |Ali Demir|", "the minister, |Ali Demir|,"
		x := e.of[k]
		if x > 0 && d.related(k, "appos", "flat", "nmod:desc", "compound") && e.entities[x-1].Kind == Person && !(k < i && d.plural(i)) {
			return []int{x - 1}
		}
		if x > 0 && k > i && d.related(k, "appos") && e.entities[x-1].Kind == Organisation && !d.plural(i) {
			return []int{x - 1} // "an armed group, the |Seaborne Front|"
		}
	}
	if next := i + 1; next < len(d.words) && d.words[next].sentence == w.sentence && e.of[next] > 0 && e.entities[e.of[next]-1].Kind == Person && !d.below(i, next) && (officeHeads[w.low] || personNouns[w.low]) {
		return []int{e.of[next] - 1}
	}
	if counters[w.low] || counters[w.lemma] || w.upos == "NUM" {
		for _, k := range d.children(i) {
			if d.related(k, "nmod") && d.caseOf(k) == "of" {
				return e.party(k)
			}
		}
	}
	if areaHeads[w.low] {
		for _, k := range d.children(i) {
			if x := e.of[k]; x > 0 && (d.related(k, "nmod") && d.caseOf(k) == "of" || d.related(k, "appos")) {
				return []int{x - 1}
			}
		}
	}
	if x := e.described(i); x >= 0 {
		return []int{x}
	}
	if x := e.groupAt(i); x >= 0 {
		return []int{x}
	}
	return nil
}

// refine gives a group that the text names by its head alone ("government") the words that stand with it here: "Afghan government".
func (e *eventReader) refine(x, i int) {
	g := &e.entities[x]
	if g.Kind != Group || x >= e.named || strings.ToLower(g.Name) != g.Name {
		return
	}
	from, to := e.phraseOf(i)
	name := e.d.phrase(from, to)
	if len(name) > len(g.Name) && strings.HasSuffix(strings.ToLower(e.d.phrase(from, i+1)), g.Name) {
		g.Name = name
	}
	if g.Country == "" {
		g.Country = e.countryOfGroup(i, from, to)
	}
	if c, ok := e.d.world.Country(g.Country); g.Code == "" {
		if ok {
			g.Code = c.CAMEO
		}
		g.Code += e.roleOfGroup(i, from)
	}
}

// country is the entity for a country that the lists of places passed over.
func (e *eventReader) country(c world.Country, i int) int {
	if x, ok := e.nation[c.Code]; ok {
		e.mention(x, i, i+1)
		return x
	}
	lat, lon := c.Lat, c.Lon
	x := e.addEntity(Entity{Kind: Country, Name: c.Name, Country: c.Code, Code: c.CAMEO, Lat: &lat, Lon: &lon, Precision: "country"}, i, i+1)
	e.nation[c.Code] = x
	return x
}

// counters are heads of phrases that count who stands behind "of".
var counters = wordSet("group groups number hundreds thousands dozens scores tens majority handful pair one two three some many most several all none both couple lot wave band half part each member members")

// standsAlone are words that mean people when they stand alone as a subject: "many were arrested", "thousands marched".
var standsAlone = wordSet("many some others several most hundreds thousands dozens scores")

// objectPronouns are resolved as their subjects are.
var objectPronouns = wordSet("him her them us me")

// areaHeads are heads of a noun phrase that names a part of a place: "the northern part of Goma".
var areaHeads = wordSet("part parts city town village district area areas outskirts suburb suburbs centre center north south east west port region province capital")

// standsFor is the entity that the mention of x at word k means as a party: a capital stands for its country where the record
// has it, a building for nobody.
func (e *eventReader) standsFor(x, k int) int {
	switch e.entities[x].Kind {
	case Facility:
		return -1
	case Place:
		for _, m := range e.d.world.Metonyms(e.d.words[k].text) {
			if c, ok := e.nation[m.Country]; ok && (m.Kind == "capital" || m.Kind == "government") && !e.located(k) {
				return c
			}
		}
	}
	return x
}

// acts reports whether entity x can act: a town or a building does not.
func (e *eventReader) acts(x int) bool {
	k := e.entities[x].Kind
	return k != Place && k != Facility
}

// pronoun resolves pronouns by what the text says before; "we" and "I" inside a statement are its speaker.
func (e *eventReader) pronoun(i int) []int {
	d := e.d
	switch low := d.words[i].low; low {
	case "we", "i", "us", "me":
		return e.speaker(i, low == "we" || low == "us")
	case "he", "she", "it", "they":
		if d.words[i].quote > 0 && low == "they" {
			return nil // whom a speaker means is seldom in the text
		}
		if x := e.sayer(i, low); x >= 0 {
			return e.take(i, x)
		}
		if s, ok := d.pronoun(source{from: i, to: i + 1}); ok && len(s.actors) == 1 {
			if out := e.byID(s.actors[0].id); len(out) > 0 {
				return e.take(i, out[0])
			}
		}
		return e.takenUp(i, low)
	case "him", "her", "them", "their", "his", "its":
		return e.takenUp(i, low)
	}
	return nil
}

// takenUp is whom a pronoun takes up: by the words before it, else by the chain that the language core has put it in.
func (e *eventReader) takenUp(i int, low string) []int {
	if found := e.nearestBefore(i, low); len(found) > 0 {
		return found
	}
	if x := e.chained(i, func(x int) bool { return e.fits(x, low) }); x >= 0 {
		return e.take(i, x)
	}
	return nil
}

// take notes that the pronoun at word i stands for entity x, for the pronouns behind it.
func (e *eventReader) take(i, x int) []int {
	if e.of[i] == 0 {
		e.of[i] = x + 1
	}
	return []int{x}
}

// speaker is who "I" or "we" at word i means: the one who speaks, or the country that a holder of its office speaks for.
func (e *eventReader) speaker(i int, plural bool) []int {
	s := e.statementAt(i)
	if s == nil || s.Speaker == nil {
		return nil
	}
	found := e.byID(*s.Speaker)
	if !plural || len(found) == 0 {
		return found
	}
	x := &e.entities[found[0]]
	if n, ok := e.nation[x.Country]; ok && x.Kind == Person && strings.HasSuffix(x.Code, "GOV") {
		return []int{n}
	}
	return found
}

// sayer is the subject of the clause over the one whose subject is the pronoun at word i, where it fits: "Pompeo said that |he|".
func (e *eventReader) sayer(i int, low string) int {
	d := e.d
	v := d.words[i].head
	if !d.related(i, "nsubj") || v == noHead || d.words[v].rel != "ccomp" || d.words[v].head == noHead {
		return -1
	}
	s := d.doneBy(d.words[v].head)
	if s < 0 || s >= i {
		return -1
	}
	for _, x := range e.party(s) {
		if e.fits(x, low) {
			return x
		}
	}
	return -1
}

// fits reports whether a pronoun can stand for entity x.
func (e *eventReader) fits(x int, low string) bool {
	k := e.entities[x].Kind
	switch low {
	case "they", "them", "their":
		return k == Group || k == Organisation
	case "it", "its":
		return k == Organisation || k == Country
	}
	return k == Person
}

// sides are the two countries that "both countries" or "the two sides" at word i means: the two named most in the sentences
// before.
func (e *eventReader) sides(i int) []int {
	d := e.d
	if !d.is(i, "countries", "nations", "states", "governments", "sides", "neighbours", "neighbors") {
		return nil
	}
	two := false
	for _, k := range d.children(i) {
		two = two || d.is(k, "both", "two")
	}
	if !two {
		return nil
	}
	count := map[int]int{}
	here := d.words[i].sentence
	for k := i - 1; k >= 0 && d.words[k].sentence > here-8; k-- {
		if x := e.of[k] - 1; x >= 0 && e.entities[x].Country != "" {
			if n, ok := e.nation[e.entities[x].Country]; ok {
				count[n]++
			}
		}
	}
	if len(count) < 2 {
		return nil
	}
	all := slices.SortedFunc(maps.Keys(count), func(a, b int) int { return cmp.Or(count[b]-count[a], a-b) })
	return all[:2]
}

// nearestBefore is the entity that a pronoun at word i takes up: who was acted on or acted in this sentence, or the one before.
func (e *eventReader) nearestBefore(i int, low string) []int {
	d := e.d
	for n := d.words[i].sentence; n >= 0 && n > d.words[i].sentence-3; n-- {
		if n < d.words[i].sentence && d.lines[n].title {
			return nil
		}
		l := d.lines[n]
		best := -1
		for k := l.from; k < min(l.to, i); k++ {
			x := e.of[k] - 1
			if x < 0 || !e.fits(x, low) || d.words[k].aside || d.sameClauseObject(i, k) {
				continue
			}
			if d.related(k, "nsubj") {
				return e.take(i, x)
			}
			if best < 0 {
				best = x
			}
		}
		if best >= 0 {
			return e.take(i, best)
		}
	}
	return nil
}

// sameClauseObject reports whether k is the subject of the verb that pronoun i is an object of: "police pelted |them|" does not
// mean the police.
func (d *reading) sameClauseObject(i, k int) bool {
	return !d.related(i, "nsubj", "nmod:poss") && d.related(k, "nsubj") && d.words[k].head == d.words[i].head
}

func (e *eventReader) byID(id string) []int {
	if k, ok := e.index[id]; ok {
		return []int{k}
	}
	return nil
}
