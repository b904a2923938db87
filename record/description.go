package record

import (
	"slices"
	"strings"
)

// description resolves "the Kremlin spokesman" to the person who holds that office in the text, when just one does; other
// phrases with the right head ("officials", "a military spokesman") become an actor without a name.
func (d *reading) description(s source) (source, bool) {
	head := d.headOf(s.from, s.to)
	if head < 0 {
		return s, false
	}
	if head > s.from && isNumber(d.words[head].text) && documentNouns[d.words[head-1].low] {
		head-- // "Article 9"
	}
	low := d.words[head].low
	definite := d.is(s.from, "the", "his", "her", "their") || d.words[s.from].upper && d.countryWords(s.from) > 0
	if paperNouns[low] {
		return d.paperSpeaks(s)
	}
	if (d.is(s.from, "the") || s.to-s.from == 1 && (d.words[s.from].upper || d.lines[d.words[s.from].sentence].title)) && bodyNouns[low] {
		a := d.bodyBefore(s.from)
		if a == nil {
			a = d.bodyCalled(s, head)
		}
		if a != nil {
			s.actors, s.kind = []*actor{a}, "office"
			d.point(a, d.over(s.from, s.to))
			return s, true
		}
	}
	if (officeHeads[low] || personNouns[low]) && definite {
		if a := d.officeHolder(s.from, head); a != nil {
			s.actors, s.kind = []*actor{a}, "office"
			d.point(a, d.over(s.from, s.to))
			return s, true
		}
	}
	switch {
	case documentNouns[low] && d.documentSpeaks(s, head),
		groupNouns[low], officeHeads[low], personNouns[low], d.pluralRole(low), d.besideQuotation(s) && !thingNouns[low] && d.in(s.from, speakerArticles):
		s.actors, s.kind = []*actor{d.unnamed(s, head)}, "group"
		return s, true
	}
	return s, false
}

// bodyNouns describe a body that the sentence before has named: "the aid group", "the court".
var bodyNouns = wordSet("group charity organization organisation agency company firm court ministry union party watchdog newspaper broadcaster commission committee council body bloc alliance airline bank")

// bodyBefore is the body that spoke in one of the two sentences before, where just one did.
func (d *reading) bodyBefore(at int) *actor {
	n := d.words[at].sentence
	for k := n - 1; k >= max(0, n-2); k-- {
		if a := d.spokeIn(k); a != nil {
			if a.kind == Organisation {
				return a
			}
			return nil
		}
	}
	return nil
}

// bodyCalled is the one body of the text whose name has the noun of the phrase and all its other words: "the union" for the
// Dockers' Union. It is nil where none or several do, or the phrase goes on behind its noun.
func (d *reading) bodyCalled(s source, head int) *actor {
	if head+1 < s.to {
		return nil
	}
	var found *actor
	for _, a := range d.actors {
		if a.kind != Organisation || a.unnamed || len(a.mentions) == 0 {
			continue
		}
		words := strings.Fields(strings.ToLower(a.name))
		all := true
		for i := s.from; i <= head; i++ {
			all = all && (determiners[d.words[i].low] || slices.Contains(words, d.words[i].low))
		}
		if !all {
			continue
		}
		if found != nil {
			return nil
		}
		found = a
	}
	return found
}

// paperSpeaks gives a bare "statement" to the body that spoke in the sentence before it.
func (d *reading) paperSpeaks(s source) (source, bool) {
	n := d.words[s.from].sentence
	if n == 0 || s.to-s.from > 2 {
		return s, false
	}
	a := d.spokeIn(n - 1)
	if a == nil || a.kind != Organisation {
		return s, false
	}
	s.actors, s.kind = []*actor{a}, "carried"
	return s, true
}

// documentNouns name texts that say something in their own words.
var documentNouns = wordSet("notice post message messages letter note memo protocol treaty article constitution law decree agreement charter resolution leaflet circular communique communiqué bulletin manifesto email tweet")

// documentSpeaks reports whether the phrase is a document by itself: "the notice", "one of the messages", "Article 9".
func (d *reading) documentSpeaks(s source, head int) bool {
	return d.besideQuotation(s) || s.to-s.from <= 4 && (d.in(s.from, articles) || d.is(s.from, "one", "article"))
}

// besideQuotation reports whether the phrase stands right behind a quotation, so that whoever it is speaks.
func (d *reading) besideQuotation(s source) bool {
	return s.from > 0 && closingMark(d.words[s.from-1].text) && d.words[s.to-1].letter && !d.words[s.to-1].upper
}

// speakerArticles begin the description of somebody who speaks beside a quotation.
var speakerArticles = wordSet("the a an one another his her their")

// thingNouns can be the subject of "says" and are nobody.
var thingNouns = wordSet("letter website message ad advert advertisement headline sign caption video post article book report page text memo email tweet label banner voice narrator plaque inscription slogan placard motto")

func (d *reading) pluralRole(low string) bool {
	one, ok := strings.CutSuffix(low, "s")
	return ok && (officeHeads[one] || personNouns[one])
}

// headOf is the last noun of the phrase before a preposition.
func (d *reading) headOf(from, to int) int {
	for i := from; i < to; i++ {
		if i > from && (prepositions[d.words[i].low] || d.is(i, "who", "that", "which", ",")) {
			return i - 1
		}
	}
	return to - 1
}

// officeHolder finds the one person whose title has the head noun and, where the phrase names a country or a body, that too.
func (d *reading) officeHolder(from, head int) *actor {
	want := d.words[head].low
	var found *actor
	for _, a := range d.actors {
		if a.kind != Person || a.unnamed {
			continue
		}
		if known := d.heldOffice(a, from, head); !known && (!a.holds(want) || !d.agrees(a, from, head)) {
			continue
		} else if known {
			return a
		}
		if len(a.mentions) > 0 && a.mentions[0].Start > d.words[from].Start {
			continue // not yet introduced
		}
		if found != nil && found != a {
			return nil
		}
		found = a
	}
	return found
}

// heldOffice reports whether the phrase names the person's country and an office that the world knows the person to hold
// on the day of the report: "North Korea's foreign minister".
func (d *reading) heldOffice(a *actor, from, head int) bool {
	if len(a.held) == 0 || a.country == "" {
		return false
	}
	for from < head && d.in(from, determiners) {
		from++
	}
	n := d.countryWords(from)
	if n == 0 || d.countryOf(from) != a.country {
		return false
	}
	from += n
	for d.is(from, "'s", "’s") {
		from++
	}
	if from > head {
		return false
	}
	wanted, ok := d.world.Office(d.phrase(from, head+1))
	if !ok || wanted.Level != "minister" && wanted.Level != "head_of_state" && wanted.Level != "head_of_government" {
		return false
	}
	for _, h := range a.held {
		if o, ok := d.world.Office(h); ok && o.Phrase == wanted.Phrase {
			a.addOffice(Office{Title: d.phrase(from, head+1), Span: d.over(from, head+1)})
			return true
		}
	}
	return false
}

// holds reports whether one of the actor's titles has the noun; "leader" and "chief" fit any head of a country or body.
func (a *actor) holds(noun string) bool {
	for _, o := range a.offices {
		title := strings.ToLower(o.Title)
		if slices.Contains(strings.FieldsFunc(title, func(r rune) bool { return r == ' ' || r == '-' }), noun) {
			return true
		}
		if noun == "leader" && (strings.Contains(title, "president") || strings.Contains(title, "prime minister") || strings.Contains(title, "chancellor") || strings.Contains(title, "premier")) && !strings.Contains(title, "vice") && !strings.Contains(title, "deputy") {
			return true
		}
	}
	return false
}

// agrees checks the words between the article and the head: a country must be the person's, other words must be in a title.
func (d *reading) agrees(a *actor, from, head int) bool {
	for i := from; i < head; i++ {
		w := d.words[i]
		if determiners[w.low] || w.clitic || w.low == "-" || d.is(i, "former", "then", "own") {
			continue
		}
		if n := d.countryWords(i); n > 0 {
			if c := d.countryOf(i); c != "" && c != a.country {
				return false
			}
			continue
		}
		if !a.titleSays(w.low) {
			return false
		}
	}
	return true
}

func (a *actor) titleSays(word string) bool {
	for _, o := range a.offices {
		if strings.Contains(strings.ToLower(o.Title), word) {
			return true
		}
	}
	return false
}

// unnamed gives the actor for a phrase without a name; the same phrase is the same actor.
func (d *reading) unnamed(s source, head int) *actor {
	from := s.from
	for from < head && (d.in(from, determiners) && !isNumber(d.words[from].text) || timeNouns[d.words[from].low]) {
		from++
	}
	name := d.phrase(from, max(head+1, min(s.to, from+8)))
	low := d.words[head].low
	kind := Group
	if officeHeads[low] || personNouns[low] {
		kind = Person
	}
	for _, a := range d.actors {
		if a.unnamed && strings.EqualFold(a.name, name) {
			d.point(a, d.over(s.from, s.to))
			return a
		}
	}
	a := d.newActor(kind, name)
	a.unnamed, a.definite = true, d.is(s.from, "the") || d.words[s.from].upper || d.words[min(s.from+1, s.to-1)].clitic
	a.plural = kind == Group && (strings.HasSuffix(low, "s") || low == "police" || low == "people" || low == "media")
	for i := from; i <= head && a.country == ""; i++ {
		a.country = d.countryOf(i)
	}
	d.point(a, d.over(s.from, s.to))
	return a
}

// officeNamed is the title that a description itself gives, "" when it gives none: "the Kremlin spokesman".
func (d *reading) officeNamed(s source) string {
	if s.kind != "office" || len(s.actors) == 0 || s.actors[0].kind != Person {
		return ""
	}
	from := s.from
	for from < s.to-1 && d.in(from, determiners) {
		from++
	}
	return d.phrase(from, s.to)
}
