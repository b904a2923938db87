package record

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/span"
)

// groupAt is the entity for the people or the body without a name whose phrase is headed by word i: "masked men", "the army",
// "six protesters". The same phrase, or its head alone later, is the same entity. -1 where the phrase names no people.
func (e *eventReader) groupAt(i int) int {
	d := e.d
	w := d.words[i]
	if x := e.strange(i); x >= 0 {
		return x
	}
	if w.clitic || !w.letter || w.upos == "ADJ" && !standsAlone[w.low] || !e.peopled(i) {
		return -1
	}
	from, to := e.phraseOf(i)
	name := d.phrase(from, to)
	if !d.plural(i) && (officeHeads[w.low] || personNouns[w.low]) && from > 0 && d.is(from-1, "the") {
		if a := d.officeHolder(from-1, i); a != nil && e.byID(a.id) != nil {
			return e.byID(a.id)[0]
		}
	}
	if x := e.groupCalled(i, name); x >= 0 && (!d.counted(i) || e.within(x, d.words[i].sentence)) {
		e.mention(x, from, to)
		return x
	}
	kind := Group
	if !d.plural(i) && (officeHeads[w.low] || personNouns[w.low]) {
		kind = Person
	}
	g := Entity{Kind: kind, Name: name, Country: e.countryOfGroup(i, from, to)}
	if c, ok := d.world.Country(g.Country); ok {
		g.Code = c.CAMEO
	}
	g.Code += e.roleOfGroup(i, from)
	return e.addEntity(g, from, to)
}

// counted reports whether the noun at word i is told in numbers without "the": "six people" are none of those told of before.
func (d *reading) counted(i int) bool {
	h := d.words[i].head
	numbered := d.child(i, "nummod") >= 0 || d.child(i, "det") < 0 && (d.is(i, "people", "persons", "men", "women", "civilians") || standsAlone[d.words[i].low]) ||
		h != noHead && d.caseOf(i) == "of" && counters[d.words[h].low]
	return numbered && !d.is(d.child(i, "det"), "the", "these", "those")
}

// within reports whether entity x is mentioned in sentence n.
func (e *eventReader) within(x, n int) bool {
	return slices.ContainsFunc(e.entities[x].Mentions, e.d.lines[n].span.Contains)
}

// victims is the group that a noun in the plural names as those whom somebody kills, hurts, holds or lets go, whatever the noun
// is: only people are "detained". Talks are "held" too.
func (e *eventReader) victims(t trigger, i int) []int {
	if i < 0 || e.d.words[t.head].lemma == "hold" || !humanModes[t.word.mode] && t.word.cameo != "180" && t.word.cameo != "186" || t.word.mode == "destroy" || e.d.words[i].xpos != "NNS" || e.of[i] > 0 {
		return nil
	}
	from, to := e.phraseOf(i)
	return []int{e.addEntity(Entity{Kind: Group, Name: e.d.phrase(from, to), Country: e.countryOfGroup(i, from, to)}, from, to)}
}

// humanModes are modes of what is done to people.
var humanModes = wordSet("arrest abduct deport release torture sexual beat")

// peopled reports whether the noun at word i is of people or of bodies that act.
func (e *eventReader) peopled(i int) bool {
	w := e.d.words[i]
	if paperNouns[w.low] || notPeople[w.low] || instruments[w.low] || instruments[w.lemma] || deeds[w.lemma] {
		return false
	}
	if standsAlone[w.low] || groupNouns[w.low] || groupNouns[w.lemma] || groupAgents[w.low] || personNouns[w.low] || personNouns[w.lemma] || officeHeads[w.low] || officeHeads[w.lemma] {
		return true
	}
	if w.upper && w.upos == "PROPN" {
		dem, ok := e.d.world.Demonym(w.text)
		return ok && dem.People
	}
	n, _ := e.d.world.LongestAgent([]string{w.low})
	return n == 1 || strings.HasPrefix(w.low, "pro-") || strings.HasPrefix(w.low, "anti-")
}

// notPeople are nouns that the dictionaries have for people or bodies, but that rarely mean them as a party.
var notPeople = wordSet("village town city neighborhood neighbourhood campaign station stations post channel network site front service services media press study survey house camp bank action labor labour opposition movement support interest state power right rights general")

// deeds are nouns of what people do, which the dictionaries have beside the people who do it.
var deeds = wordSet("protest demonstration rally march meeting visit talk negotiation agreement deal vote election war conflict violence clash fighting killing arrest")

// groupAgents are heads of noun phrases that act.
var groupAgents = wordSet("government administration army military navy police troops forces force soldiers commandos authorities officials court parliament ministry regime officers security agents intelligence",
	"prosecutors prosecutor lawmakers gendarmes guards delegation leaders leader leadership diplomats president premier minister judge judges militants rebels fighters militia militias",
	"protesters demonstrators insurgents separatists gunmen embassy consulate parties politicians opposition",
	"people men women man woman crowd crowds population mob students workers villagers attackers assailants bombers bomber gunman troops patrol patrols convoy unit units squad brigade peacekeepers observers inspectors monitors hostages prisoners detainees civilians children militiamen policemen gang gangs supporters loyalists opponents",
	"countries nations states parties separatist nationalists marchers rioters strikers voters refugees migrants ambassador ambassadors envoy envoys consul enforcement judiciary coalition alliance side sides neighbours neighbors")

// phraseOf is the range of words of the phrase headed by word i that names the group: its adjectives and compounds, and a short
// "of …" behind it; no article, number or "some".
func (e *eventReader) phraseOf(i int) (from, to int) {
	d := e.d
	from, to = i, i+1
	for k := i - 1; k >= d.lines[d.words[i].sentence].from; k-- {
		if k == i-1 && d.words[i].rel == "compound" && d.words[k].head == d.words[i].head && d.words[k].rel == "amod" && d.words[k].upper {
			from = k // "|Syrian| government warplanes"
			continue
		}
		if !d.below(k, i) || !d.inName(k, i) {
			break
		}
		from = k
	}
	for from < i && (!d.words[from].letter || d.in(from, determiners) || d.words[from].low == "former") {
		from++
	}
	for _, k := range d.children(i) {
		if k <= i || to != i+1 {
			continue
		}
		switch _, end := d.reach(k); {
		case d.related(k, "nmod") && d.caseOf(k) == "of" && d.child(k, "case") == i+1 && end-i <= 7 && d.plain(i+1, end):
			to = end
		case d.related(k, "amod") && k == i+1 && d.is(k, "loyal", "opposed") && end-i <= 7 && d.plain(i+1, end):
			to = end
		}
	}
	return from, to
}

// plain reports whether the words [from, to) hold no mark.
func (d *reading) plain(from, to int) bool {
	for k := from; k < to; k++ {
		if w := d.words[k]; !w.letter && !w.clitic && w.low != "-" && !isNumber(w.text) {
			return false
		}
	}
	return true
}

// inName reports whether word k before the head i belongs to the name of a group.
func (d *reading) inName(k, i int) bool {
	w := d.words[k]
	for at := k; at != noHead && at != i; at = d.words[at].head {
		if !d.related(at, "amod", "compound", "nmod:poss", "case", "punct", "flat", "advmod", "nmod:desc", "goeswith") || d.related(at, "advmod") && d.words[at].head == i {
			return false
		}
		if d.words[at].head == i && d.related(at, "case", "punct") && d.words[at].low != "-" || d.related(at, "nmod:poss") && d.words[at].upos == "PRON" {
			return false
		}
	}
	return w.letter && !counters[w.low] && !timeWords[w.low] || w.low == "-" || w.clitic || w.low == "."
}

// timeWords are adjectives that belong to the day of the report, not to a name.
var timeWords = wordSet("other more another such same many several most few some additional further new old last next recent earlier suspected alleged")

// plural reports whether the noun at word i is one: by its tag, else by its last letter.
func (d *reading) plural(i int) bool {
	w := d.words[i]
	return strings.HasSuffix(w.xpos, "S") || w.low == "police" || w.low == "people"
}

// groupCalled is the group that a phrase names again: by the same words, or by its head alone where one group has that head.
func (e *eventReader) groupCalled(i int, name string) int {
	found := -1
	for x := range e.entities {
		g := &e.entities[x]
		if g.Kind == Place || g.Kind == Country || g.Kind == Facility {
			continue
		}
		if strings.EqualFold(g.Name, name) {
			return x
		}
		if x >= e.named && len(name) < len(g.Name) && strings.HasSuffix(strings.ToLower(g.Name), " "+strings.ToLower(name)) && e.near(x, i) && !e.d.owned(i) {
			found = x // the last of them
		}
	}
	return found
}

// owned reports whether noun i belongs to somebody: "their forces".
func (d *reading) owned(i int) bool { return d.child(i, "nmod:poss") >= 0 }

// strange is the entity for a name that the network has found and no list knows: "the Mavi Marmara". -1 where word i is in none.
func (e *eventReader) strange(i int) int {
	d := e.d
	at, ok := slices.BinarySearchFunc(d.language.Names, d.words[i].Start, func(n language.Phrase, x int) int {
		if n.Span.End <= x {
			return -1
		}
		if n.Span.Start > x {
			return 1
		}
		return 0
	})
	if !ok || !d.words[i].upper {
		return -1
	}
	n := d.language.Names[at]
	kind, known := strangeKinds[n.Kind]
	from, begins := d.wordAt(n.Span.Start)
	to, _ := d.wordAt(n.Span.End)
	if !known || !begins || to <= from || d.countryOf(i) != "" {
		return -1
	}
	for k := from; k < to; k++ {
		if e.of[k] > 0 {
			return -1
		}
	}
	name := d.phrase(from, to)
	if x := e.groupCalled(i, name); x >= 0 {
		e.mention(x, from, to)
		return x
	}
	return e.addEntity(Entity{Kind: kind, Name: name}, from, to)
}

// strangeKinds are the kinds of the network's names that can be a party.
var strangeKinds = map[string]EntityKind{"PER": Person, "ORG": Organisation, "NORP": Group, "PRODUCT": Facility, "FAC": Facility, "MISC": Organisation}

// addEntity adds an entity that the words [from, to) name.
func (e *eventReader) addEntity(g Entity, from, to int) int {
	x := len(e.entities)
	g.ID = "e" + strconv.Itoa(x+1)
	e.entities = append(e.entities, g)
	e.index[g.ID] = x
	e.mention(x, from, to)
	return x
}

// near reports whether entity x was last told of in the paragraph of word i or the two before.
func (e *eventReader) near(x, i int) bool {
	all := e.entities[x].Mentions
	if len(all) == 0 {
		return false
	}
	k, _ := e.d.wordAt(all[len(all)-1].Start)
	return k < len(e.d.words) && e.d.lines[e.d.words[i].sentence].paragraph-e.d.lines[e.d.words[k].sentence].paragraph <= 2
}

// mention adds the words [from, to) to the mentions of entity x.
func (e *eventReader) mention(x, from, to int) {
	s := e.d.over(from, to)
	g := &e.entities[x]
	for _, m := range g.Mentions {
		if m == s {
			return
		}
	}
	g.Mentions = insertSpan(g.Mentions, s)
	for k := from; k < to; k++ {
		if e.of[k] == 0 {
			e.of[k] = x + 1
		}
	}
}

// insertSpan keeps spans in the order of the text; the slice that is given may be shared and is left as it is.
func insertSpan(all []span.Span, s span.Span) []span.Span {
	out := make([]span.Span, 0, len(all)+1)
	done := false
	for _, m := range all {
		if !done && s.Start < m.Start {
			out, done = append(out, s), true
		}
		out = append(out, m)
	}
	if !done {
		out = append(out, s)
	}
	return out
}

// countryOfGroup is the country that the words of a group's phrase, its owner or its "of" name.
func (e *eventReader) countryOfGroup(i, from, to int) string {
	for k := from; k < to; k++ {
		if x := e.of[k]; x > 0 && e.entities[x-1].Country != "" {
			return e.entities[x-1].Country
		}
		if c := e.d.countryOf(k); c != "" {
			return c
		}
	}
	for _, k := range e.d.children(i) {
		if !e.d.related(k, "nmod:poss") && (!e.d.related(k, "nmod") || e.d.caseOf(k) != "of") {
			continue
		}
		if x := e.of[k]; x > 0 {
			return e.entities[x-1].Country
		}
		if e.d.words[k].upos == "PRON" {
			for _, x := range e.pronoun(k) {
				return e.entities[x].Country
			}
		}
	}
	return ""
}

// codes gives the parties of events that have no actor code yet theirs: a country its CAMEO code, a body or a person of a country
// that code with the role that the name or the office says.
func (e *eventReader) codes() {
	for i := range e.done {
		for _, x := range slices.Concat(e.done[i].roles.actors, e.done[i].roles.recipients) {
			g := &e.entities[x]
			c, ok := e.d.world.Country(g.Country)
			if g.Code != "" || !ok && g.Kind != Group || g.Kind == Place || g.Kind == Facility {
				continue
			}
			g.Code = c.CAMEO
			if g.Kind == Country {
				continue
			}
			names := []string{g.Name}
			for _, o := range g.Offices {
				names = append(names, o.Title)
			}
			for _, n := range names {
				if role := e.d.roleNamed(n); role != "" {
					g.Code += role
					break
				}
			}
		}
	}
}

// roleNamed is the CAMEO role of the longest part at the end of a name that the dictionary of agents has.
func (d *reading) roleNamed(name string) string {
	words := strings.Fields(strings.ToLower(name))
	for k := range words {
		if n, a := d.world.LongestAgent(words[k:]); n == len(words)-k {
			return a.Role
		}
	}
	return ""
}

// roleOfGroup is the CAMEO role of the longest part of a phrase that the dictionary of agents has: "security forces".
func (e *eventReader) roleOfGroup(i, from int) string {
	return e.d.roleNamed(e.d.phrase(from, i+1))
}
