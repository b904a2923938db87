package record

import (
	"slices"
	"strings"

	"github.com/dateline-news/dateline/span"
)

// source is who speaks: words [from, to) and the actors that they stand for (two in "A and B said").
type source struct {
	from, to int
	actors   []*actor
	clause   bool   // the cue stands in a clause with "who"
	kind     string // what the reading rests on: "name", "pronoun", "office", "body", "place", "group", "carried"
}

// subject finds the noun phrase that is the subject of the verb at word c, not before floor. It fails on passives,
// infinitives, modal and negated verbs: nobody said anything there.
func (d *reading) subject(c int, cue cueEntry, floor int) (from, to int, ok bool) {
	i, runs := c-1, !cue.ing || cue.frame&takesClause == 0
	for i >= floor {
		w := d.words[i]
		switch {
		case w.low == "not" || w.low == "n't" || w.low == "n’t" || w.low == "never":
			return 0, 0, false
		case adverbsOfCue[w.low], strings.HasSuffix(w.low, "ly") && !w.upper && w.low != "family" && w.low != "ally", weekdays[w.low] && w.low != "sunday" || w.low == "sunday":
			i--
			if weekdays[w.low] && d.is(i, "on") {
				i--
			}
			continue
		case modals[w.low] && !(cue.lemma == "continue"):
			return 0, 0, false
		case w.low == "have" || w.low == "has" || w.low == "had" || w.low == "'ve" || w.low == "’ve":
			i--
			continue
		case auxiliaries[w.low]:
			if !cue.ing {
				return 0, 0, false
			}
			runs = true
			i--
			continue
		}
		break
	}
	if i < floor || !runs {
		return 0, 0, false
	}
	i = d.beforeBracket(i, floor)
	if i < floor {
		return 0, 0, false
	}
	if d.is(i, ",") {
		return d.apposedSubject(i, floor)
	}
	if !d.words[i].letter && !d.words[i].clitic && !isNumber(d.words[i].text) {
		return 0, 0, false
	}
	from = d.phraseStart(i, floor)
	if f, t, ok := d.describedSubject(from, floor); ok {
		return f, t, true
	}
	return from, i + 1, from <= i
}

// describedSubject finds the name at the beginning of the clause whose description runs up to the verb without a closing
// comma: "|Ana Maric|, 68, a teacher marching with her daughter said".
func (d *reading) describedSubject(from, floor int) (int, int, bool) {
	for p := from - 1; p > floor; p-- {
		w := d.words[p]
		if w.quote != d.words[from].quote || finiteVerbs[w.low] && !w.upper {
			return 0, 0, false
		}
		m := d.words[p-1].mention
		if w.low != "," || m == 0 || d.mentions[m-1].actor.kind != Person {
			continue
		}
		if start := d.phraseStart(p-1, floor); start == floor && (d.in(p+1, articles) || isNumber(d.words[p+1].text)) {
			return start, p, true
		}
		return 0, 0, false
	}
	return 0, 0, false
}

// beforeBracket steps back over a bracket that ends at word i: "Jim Jordan |(R-Ohio)|".
func (d *reading) beforeBracket(i, floor int) int {
	if !d.is(i, ")") {
		return i
	}
	for k := i - 1; k > floor; k-- {
		if d.is(k, "(") {
			return k - 1
		}
	}
	return i
}

// phraseStart walks back over the noun phrase that ends with word i.
func (d *reading) phraseStart(i, floor int) int {
	k := i
	quote := d.words[i].quote
	for k >= floor {
		w := d.words[k]
		if w.quote != quote || w.aside {
			break
		}
		if w.mention > 0 {
			k = min(k, d.mentions[w.mention-1].from) - 1
			continue
		}
		if w.low == "and" && k > floor && k < i {
			if d.joinsPhrases(k, floor) {
				k--
				continue
			}
			break
		}
		if !w.letter && !w.clitic && !isNumber(w.text) && w.low != "-" && w.low != "&" {
			break
		}
		if conjunctions[w.low] || finiteVerbs[w.low] && !w.upper || pronounWords[w.low] && k < i || d.cueVerb(k) && k < i {
			break
		}
		if prepositions[w.low] && !phraseInside[w.low] {
			break
		}
		if k < i && strings.HasSuffix(w.low, "ed") && !w.upper && (determiners[d.words[k+1].low] || prepositions[d.words[k+1].low]) && !d.words[k+1].joined {
			break
		}
		k--
	}
	k++
	for k < i && (conjunctions[d.words[k].low] || prepositions[d.words[k].low] || adverbsOfCue[d.words[k].low] || d.words[k].clitic || d.is(k, "-")) {
		k++
	}
	return k
}

// phraseInside are prepositions that a noun phrase may hold.
var phraseInside = wordSet("of for in at from with to on")

var pronounWords = wordSet("he she they it we i you who him her them me us himself herself themselves")

func (d *reading) cueVerb(i int) bool {
	c, ok := cueLexicon[d.words[i].low]
	return ok && !ambiguousCues[d.words[i].low] && c.frame&takesClause != 0 && !d.words[i].upper
}

// joinsPhrases reports whether the "and" at k joins two noun phrases rather than two clauses: no verb stands before it.
func (d *reading) joinsPhrases(k, floor int) bool {
	if !d.words[k-1].letter || !(d.words[k+1].upper || determiners[d.words[k+1].low] || d.words[k+1].letter) {
		return false
	}
	for i := k - 1; i >= floor && i > k-12; i-- {
		w := d.words[i]
		if w.low == "," || w.low == "\"" || conjunctions[w.low] {
			return true
		}
		if finiteVerbs[w.low] && !w.upper || d.cueVerb(i) || strings.HasSuffix(w.low, "ed") && !w.upper && w.mention == 0 {
			return false
		}
	}
	return true
}

// apposedSubject finds the noun phrase before "NAME, the minister of defence, |said|": comma is the last comma.
func (d *reading) apposedSubject(comma, floor int) (int, int, bool) {
	best := -1
	for p := comma - 1; p > floor && comma-p < 32; p-- {
		w := d.words[p]
		if w.quote != d.words[comma].quote || w.low == ";" || w.low == ":" {
			break
		}
		if w.low != "," {
			continue
		}
		if m := d.words[d.beforeBracket(p-1, floor)].mention; m > 0 && d.speaks(d.mentions[m-1].actor) {
			best = p
		} else if d.bodyOrOffice(p-1) && d.phraseStart(p-1, floor) == floor {
			best = p
			break
		}
	}
	if best < 0 {
		return 0, 0, false
	}
	to := d.beforeBracket(best-1, floor) + 1
	from := d.phraseStart(to-1, floor)
	// "The court's president, Judge Joan Donoghue, rejected": the name between the commas speaks.
	if m := d.words[comma-1].mention; m > 0 && d.words[best-1].mention == 0 && d.mentions[m-1].actor.kind == Person {
		if name := d.mentions[m-1]; d.allTitle(best+1, name.from) {
			return best + 1, comma, true
		}
	}
	return from, to, from < to
}

func (d *reading) allTitle(from, to int) bool {
	for i := from; i < to; i++ {
		if !officeHeads[d.words[i].low] && !rankWords[d.words[i].low] && !officeParts[d.words[i].low] && d.countryWords(i) == 0 {
			return false
		}
	}
	return true
}

func (d *reading) bodyOrOffice(i int) bool {
	return d.in(i, groupNouns) || d.in(i, officeHeads) || d.in(i, personNouns)
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
	return d.description(s)
}

// namedIn gives the people that the phrase ends with: one, or those joined by "and".
func (d *reading) namedIn(from, to int) []*actor {
	m := d.words[to-1].mention
	if m == 0 || d.mentions[m-1].actor.kind != Person || d.mentions[m-1].actor.unnamed {
		return nil
	}
	if !d.titleWords(from, d.mentions[m-1].from) {
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
		case d.is(i, "of", "for", "and", "-", "&", "the", "old", "year", "veteran", "fellow"), groupNouns[w.low], forceNouns[w.low]:
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
	m := d.words[from].mention
	if m == 0 {
		return d.apposedBody(s)
	}
	name := d.mentions[m-1]
	rest := name.to
	if rest == s.to || rest == s.to-1 && (d.in(rest, paperNouns) || d.is(rest, "newspaper", "agency", "magazine", "news")) || rest+2 == s.to && d.is(rest, "news") && d.is(rest+1, "agency") {
		return d.speaking(s, name)
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
	if d.in(before, groupNouns) || d.is(before, "charity", "newspaper", "daily", "broadcaster", "network", "party", "magazine", "and", "giant", "maker", "carrier") {
		return d.speaking(s, d.mentions[m-1])
	}
	return s, false
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

func (d *reading) countryActor(code string) *actor {
	for _, a := range d.actors {
		if a.kind == Country && a.country == code {
			return a
		}
	}
	return nil
}

// pronoun resolves he and she to the person who spoke last or was the last subject, they to the last group, it to the last
// body, where just one fits in the sentences before.
func (d *reading) pronoun(s source) (source, bool) {
	w := d.words[s.from]
	s.kind = "pronoun"
	fits := func(a *actor) bool { return false }
	switch w.low {
	case "he":
		fits = func(a *actor) bool { return a.kind == Person && !a.female && !a.plural }
	case "she":
		fits = func(a *actor) bool { return a.kind == Person && !a.male && !a.plural }
	case "they":
		fits = func(a *actor) bool { return a.plural }
	case "it":
		fits = func(a *actor) bool {
			return a.kind == Organisation || a.kind == Country || a.kind == Group && !a.plural
		}
	default:
		return s, false
	}
	a := d.antecedent(s.from, fits)
	if a == nil {
		return s, false
	}
	switch w.low {
	case "he":
		a.male = true
	case "she":
		a.female = true
	}
	s.actors = []*actor{a}
	return s, true
}

// antecedent looks back over three sentences of the same or the paragraph before: first the one who spoke there, then
// the first fitting mention of the nearest sentence that has any, provided that sentence names no other.
func (d *reading) antecedent(at int, fits func(*actor) bool) *actor {
	here := d.words[at].sentence
	floor := d.lines[here].from
	for k := at - 1; k >= floor; k-- { // earlier in the sentence
		if m := d.words[k].mention; m > 0 && d.words[k].quote == 0 && fits(d.mentions[m-1].actor) {
			return d.mentions[m-1].actor
		}
	}
	for n := here - 1; n >= 0 && n >= here-4; n-- {
		l := d.lines[n]
		if l.title || l.paragraph < d.lines[here].paragraph-2 {
			break
		}
		if a := d.spokeIn(n); a != nil && fits(a) {
			return a
		}
		if a, only := d.firstFitting(l, fits); a != nil {
			if only {
				return a
			}
			if a := d.subjectOf(l, fits); a != nil {
				return a
			}
			break
		}
	}
	return d.lastSpeaker(here, fits)
}

// lastSpeaker is the fitting actor who spoke last, in the two paragraphs before at most.
func (d *reading) lastSpeaker(here int, fits func(*actor) bool) *actor {
	for _, st := range slices.Backward(d.said) {
		if d.lines[here].paragraph-d.lines[st.line].paragraph > 2 {
			return nil
		}
		if len(st.source.actors) == 1 && fits(st.source.actors[0]) {
			return st.source.actors[0]
		}
	}
	return nil
}

// spokeIn is the speaker of the last statement whose cue stands in sentence n.
func (d *reading) spokeIn(n int) *actor {
	for _, st := range slices.Backward(d.said) {
		if st.line < n {
			break
		}
		if st.line == n && len(st.source.actors) == 1 {
			return st.source.actors[0]
		}
	}
	return nil
}

// firstFitting gives the first fitting actor outside quotation marks in l, and whether no other fits.
func (d *reading) firstFitting(l line, fits func(*actor) bool) (*actor, bool) {
	var first *actor
	only := true
	for i := l.from; i < l.to; i++ {
		m := d.words[i].mention
		if m == 0 || d.words[i].quote > 0 || !fits(d.mentions[m-1].actor) {
			continue
		}
		a := d.mentions[m-1].actor
		if first == nil {
			first = a
		}
		only = only && a == first
	}
	return first, only
}

// subjectOf is the fitting actor that the sentence begins with.
func (d *reading) subjectOf(l line, fits func(*actor) bool) *actor {
	for i := l.from; i < min(l.from+8, l.to); i++ {
		if m := d.words[i].mention; m > 0 {
			if a := d.mentions[m-1].actor; fits(a) {
				return a
			}
			continue
		}
		if prepositions[d.words[i].low] || finiteVerbs[d.words[i].low] || d.is(i, ",") {
			return nil
		}
	}
	return nil
}

// description resolves "the Kremlin spokesman" to the person who holds that office in the text, when just one does; other
// phrases with the right head ("officials", "a military spokesman") become an actor without a name.
func (d *reading) description(s source) (source, bool) {
	head := d.headOf(s.from, s.to)
	if head < 0 {
		return s, false
	}
	low := d.words[head].low
	definite := d.is(s.from, "the", "his", "her", "their") || d.words[s.from].upper && d.countryWords(s.from) > 0
	if paperNouns[low] {
		return d.paperSpeaks(s)
	}
	if d.is(s.from, "the") && bodyNouns[low] {
		if a := d.bodyBefore(s.from); a != nil {
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
	case groupNouns[low], officeHeads[low], personNouns[low], d.pluralRole(low), d.besideQuotation(s) && !thingNouns[low] && d.in(s.from, speakerArticles):
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
		if i > from && prepositions[d.words[i].low] || d.is(i, "who", "that", "which", ",") {
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
	for from < head && d.in(from, determiners) && !isNumber(d.words[from].text) {
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
	if s.kind != "office" {
		return ""
	}
	from := s.from
	for from < s.to-1 && d.in(from, determiners) {
		from++
	}
	return d.phrase(from, s.to)
}

func spanPtr(s span.Span) *span.Span { return &s }
