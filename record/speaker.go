package record

import (
	"github.com/dateline-news/dateline/span"
)

// source is who speaks: words [from, to) and the actors that they stand for (two in "A and B said").
type source struct {
	from, to int
	actors   []*actor
	clause   bool   // the cue stands in a clause with "who"
	kind     string // what the reading rests on: "name", "pronoun", "office", "body", "place", "group", "carried"
}

// speaks reports whether an actor of that kind can say something.
func (d *reading) speaks(a *actor) bool { return a.kind != Place && a.kind != Facility }

// resolve finds who the noun phrase [from, to) stands for.
func (d *reading) resolve(from, to int) (source, bool) {
	for from < to && (adverbsOfCue[d.words[from].low] || d.is(from, "\"", "“", "”")) {
		from++
	}
	if from >= to {
		return source{}, false
	}
	s := source{from: from, to: to}
	w := d.words[from]
	if to-from == 1 && pronounWords[w.low] {
		return d.pronoun(s)
	}
	if named := d.namedIn(from, to); len(named) > 0 {
		s.actors, s.kind = named, "name"
		return s, true
	}
	if s, ok := d.bodySpeaks(s); ok {
		return s, true
	}
	if a := d.seatSpeaks(from, to); a != nil {
		s.actors, s.kind = []*actor{a}, "place"
		return s, true
	}
	if s, ok := d.strangePlace(s); ok {
		return s, true
	}
	return d.description(s)
}

// namedIn gives the people that the phrase ends with: one, or those joined by "and".
func (d *reading) namedIn(from, to int) []*actor {
	m := d.words[to-1].mention
	if m == 0 || d.mentions[m-1].actor.kind != Person || d.mentions[m-1].actor.unnamed {
		return nil
	}
	if name := d.mentions[m-1].from; !d.titleWords(from, name) && !(d.mentions[m-1].to-name > 1 && d.tradeBefore(name, from) < name) {
		return nil // "the guarantees Trump pledged"
	}
	out := []*actor{d.mentions[m-1].actor}
	for i := d.mentions[m-1].from - 1; i > from; i-- {
		if !d.is(i, "and") {
			continue
		}
		if m := d.words[i-1].mention; m > 0 && d.mentions[m-1].actor.kind == Person {
			out = append([]*actor{d.mentions[m-1].actor}, out...)
		}
	}
	return out
}

// titleWords reports whether words [from, to) can all stand before a name.
func (d *reading) titleWords(from, to int) bool {
	if to-1 >= from && d.titleHead(to-1) {
		to = from // "the election law expert"
	}
	for i := from; i < to; i++ {
		w := d.words[i]
		switch {
		case determiners[w.low], officeHeads[w.low], officeParts[w.low], rankWords[w.low], personNouns[w.low], w.upper, w.clitic, w.mention > 0:
		case d.is(i, "of", "for", "and", "-", "&", "the", "old", "year", "veteran", "fellow"), groupNouns[w.low], forceNouns[w.low], d.pluralRole(w.low):
		default:
			return false
		}
	}
	return true
}

// bodySpeaks reads a phrase that is, but for an article, the name of a body or a country, or begins with one: "The U.N.",
// "Ankara", "the Nigerian military", "recent U.N. figures", "Die Zeit newspaper".
func (d *reading) bodySpeaks(s source) (source, bool) {
	from := s.from
	for from < s.to-1 && (determiners[d.words[from].low] || d.is(from, "recent", "new", "latest", "official")) {
		from++
	}
	for from < s.to-1 && d.words[from].mention == 0 && (d.in(from, rankWords) || d.in(from, officeHeads) || d.in(from, officeParts)) {
		from++
	}
	m := d.words[from].mention
	if m == 0 || from > s.from && !determiners[d.words[from-1].low] && d.mentions[m-1].actor.kind != Person && d.titleHead(from-1) {
		return d.apposedBody(s)
	}
	name := d.mentions[m-1]
	rest := name.to
	if rest == s.to || rest == s.to-1 && (d.in(rest, paperNouns) || d.is(rest, "newspaper", "agency", "magazine", "news")) || rest+2 == s.to && d.is(rest, "news") && d.is(rest+1, "agency") {
		return d.speaking(s, name)
	}
	if d.is(rest, "'s", "’s") {
		if s, ok := d.apposedBody(s); ok {
			return s, true
		}
	}
	if name.actor.kind == Organisation && from > s.from && d.is(rest, "in", "at") && rest+1 < s.to && d.words[rest+1].upper {
		return d.speaking(s, name) // "the Foreign Ministry in Rome"
	}
	if name.actor.kind == Person && d.is(rest, "of", "from", "at", "with", "in") {
		return d.speaking(s, name) // "Ana Maric of the Institute"
	}
	if d.is(rest, "and") && rest+1 < s.to { // "China and Russia", "MSF and U.N. agencies"
		if m := d.words[rest+1].mention; m > 0 && d.mentions[m-1].to == s.to {
			if two, ok := d.speaking(s, d.mentions[m-1]); ok && name.actor.kind != Place {
				s.actors = append([]*actor{name.actor}, two.actors...)
				s.kind = two.kind
				return s, true
			}
		}
		if name.actor.kind == Organisation {
			return d.speaking(s, name)
		}
	}
	return s, false
}

// apposedBody takes "the charity Doctors Without Borders": a group noun and the name of the body at the end.
func (d *reading) apposedBody(s source) (source, bool) {
	m := d.words[s.to-1].mention
	if m == 0 || d.mentions[m-1].actor.kind != Organisation || d.mentions[m-1].from-1 < s.from {
		return s, false
	}
	before := d.mentions[m-1].from - 1
	if d.words[before].clitic && (d.countryOf(s.from) != "" || d.polities[d.words[s.from].low] != "") { // "Russia's Defence Ministry"
		if a := d.mentions[m-1].actor; a.country == "" {
			a.country = d.countryOf(s.from)
		}
		return d.speaking(s, d.mentions[m-1])
	}
	if d.in(before, groupNouns) || d.is(before, "charity", "newspaper", "daily", "broadcaster", "network", "party", "magazine", "and", "giant", "maker", "carrier") || d.adjectives(s.from, before+1) {
		return d.speaking(s, d.mentions[m-1])
	}
	return s, false
}

// adjectives reports whether words [from, to) only describe what follows: "the self-styled".
func (d *reading) adjectives(from, to int) bool {
	if from < to && d.in(from, determiners) {
		from++
	}
	for i := from; i < to; i++ {
		w := d.words[i]
		if w.upper || w.clitic || w.mention > 0 || !w.letter && w.low != "-" || groupNouns[w.low] || personNouns[w.low] || officeHeads[w.low] || paperNouns[w.low] || prepositions[w.low] || conjunctions[w.low] || d.pluralNoun(i) {
			return false
		}
	}
	return from < to
}

// speaking makes the actor of a mention the speaker; a capital that stands for its government gives the country.
func (d *reading) speaking(s source, m mention) (source, bool) {
	switch m.actor.kind {
	case Organisation, Group:
		s.actors, s.kind = []*actor{m.actor}, "body"
	case Country:
		s.actors, s.kind = []*actor{m.actor}, "place"
	case Place:
		country := d.governmentAt(m)
		if country == nil && (m.actor.place == nil || m.actor.place.Lat == nil) {
			country = m.actor // a seat of government that the world does not know
		}
		if country == nil {
			return s, false
		}
		s.actors, s.kind = []*actor{country}, "place"
	default:
		s.actors, s.kind = []*actor{m.actor}, "name"
	}
	return s, true
}

// governmentAt gives the country that a capital or a seat of government stands for, nil when the name is no metonym.
func (d *reading) governmentAt(m mention) *actor {
	for _, x := range d.world.Metonyms(d.phrase(m.from, m.to)) {
		if x.Country == "" || x.Kind != "capital" && x.Kind != "government" && x.Kind != "region" {
			continue
		}
		c, ok := d.world.Country(x.Country)
		if !ok {
			continue
		}
		a := d.countryActor(c.Code)
		if a == nil {
			a = d.newActor(Country, c.Name)
			a.country, a.code = c.Code, c.CAMEO
		}
		d.point(a, d.over(m.from, m.to))
		return a
	}
	return nil
}

// seatSpeaks gives the country whose capital or seat of government words [from, to) are, where no mention covers them: at the
// beginning of a sentence a capital letter says little, beside a reporting verb it does. nil for none.
func (d *reading) seatSpeaks(from, to int) *actor {
	for i := from; i < to; i++ {
		if d.words[i].mention > 0 || !d.words[i].upper {
			return nil
		}
	}
	return d.governmentAt(mention{from: from, to: to})
}

func (d *reading) countryActor(code string) *actor {
	for _, a := range d.actors {
		if a.kind == Country && a.country == code {
			return a
		}
	}
	return nil
}

func spanPtr(s span.Span) *span.Span { return &s }
