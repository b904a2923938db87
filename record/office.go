package record

import (
	"strings"
)

// officeBefore walks back from the name that begins at word at over the title that stands before it: "Serbian Deputy
// Prime Minister and Defense Minister |Milos Vucevic". It gives the first word of the title without the country in front of
// it, and of the whole with it; at itself when no title stands there.
func (d *reading) officeBefore(at, floor int) (title, whole int) {
	from := at - 1
	if head := d.portfolio(at, floor); head >= 0 {
		from = head
	} else if from < floor || !d.titleHead(from) {
		return at, at
	}
	for from > floor && d.partOfTitle(from-1) {
		from--
	}
	for from < at && (d.is(from, "and", "of", "for", "to", "'s", "’s", "the", "a", "an", ",", "-", "in") || d.words[from].clitic) {
		from++
	}
	whole = from
	for from < at-1 {
		n := d.countryWords(from)
		if n == 0 || from+n >= at {
			break
		}
		from += n
		for d.is(from, "'s", "’s", "-") && from < at-1 {
			from++
		}
	}
	return from, whole
}

// titleHead reports whether word i can end a title before a name: a head of office, a rank, or "Minister-elect".
func (d *reading) titleHead(i int) bool {
	w := d.words[i]
	if w.mention > 0 || w.clitic {
		return false
	}
	if one, ok := strings.CutSuffix(w.low, "s"); ok && w.upper && officeHeads[one] {
		return true // "Presidents Putin and Erdogan"
	}
	return officeHeads[w.low] || d.ofTitle(i) || rankWords[w.low] && (w.upper || strings.HasSuffix(w.low, ".")) || personNouns[w.low] && !w.upper && w.low != "captain"
}

// ofTitle reports whether capitals that end with word i complete a title: "Secretary of |State|", "Minister of |Foreign Affairs|".
func (d *reading) ofTitle(i int) bool {
	for k := i; k > 1 && k > i-4 && d.words[k].upper; k-- {
		if !d.is(k-1, "of", "for") || !officeHeads[d.words[k-2].low] || d.words[k].sentence != d.words[k-2].sentence {
			continue
		}
		n, _ := d.world.LongestOffice(d.window(k-2, i-k+3))
		return n == i-k+3
	}
	return false
}

// portfolio finds the head of a title that ends in what its bearer is minister for, before word at: "|Minister| for Trade and
// Foreign Affairs". It is -1 where none ends there.
func (d *reading) portfolio(at, floor int) int {
	for k := at - 1; k > floor && at-k < 9; k-- {
		w := d.words[k]
		switch {
		case w.low == "for" || w.low == "of":
			if d.words[k-1].upper && portfolioHeads[d.words[k-1].low] && k < at-1 && d.words[k-1].mention == 0 {
				return k - 1
			}
			if !d.words[k-1].upper {
				return -1
			}
		case w.upper && w.mention == 0, w.low == "and", w.low == "the", w.low == ",", w.low == "&":
		default:
			return -1
		}
		if k == at-1 && !w.upper {
			return -1
		}
	}
	return -1
}

// partOfTitle reports whether word i belongs to a title that goes on at i+1.
func (d *reading) partOfTitle(i int) bool {
	w := d.words[i]
	switch {
	case w.quote != d.words[i+1].quote || w.mention > 0 && d.mentions[w.mention-1].actor.kind == Person:
		return false
	case officeParts[w.low], officeHeads[w.low], w.low == "-":
		return true
	case rankWords[w.low] && w.upper:
		return true
	case w.low == "and" || w.low == "&":
		return i > 0 && (d.titleHead(i-1) || officeParts[d.words[i-1].low])
	case w.low == "of" || w.low == "for" || w.low == "to" || w.low == "the" && d.is(i-1, "of", "for", "to"):
		return i > 0 && (officeHeads[d.words[i-1].low] || d.is(i-1, "of", "for", "to", "affairs", "general", "staff", "state"))
	case w.clitic:
		return w.low == "'s" || w.low == "’s"
	}
	return w.upper && w.letter && !(i == d.lines[w.sentence].from && commonFirst[w.low])
}

// countryWords is the number of words at i that name a country or its people ("Serbian", "South Korean", "U.S.", "Haiti").
func (d *reading) countryWords(i int) int {
	if !d.words[i].upper {
		return 0
	}
	window := d.window(i, 4)
	if n, dem := d.world.LongestDemonym(window); n > 0 && dem.Word != "" {
		return n
	}
	n, _ := d.world.LongestCountry(window)
	return n
}

// countryOf is the alpha-2 code that the words at i name, "" for none.
func (d *reading) countryOf(i int) string {
	if i < 0 || i >= len(d.words) || !d.words[i].upper {
		return ""
	}
	window := d.window(i, 4)
	if n, dem := d.world.LongestDemonym(window); n > 0 && dem.Country != "" && !dem.Others {
		return dem.Country
	}
	if n, c := d.world.LongestCountry(window); n > 0 {
		return c.Code
	}
	for _, m := range d.world.Metonyms(d.words[i].text) {
		if m.Kind == "government" {
			return m.Country
		}
	}
	return ""
}

// window is the text of up to n words from i, within the sentence.
func (d *reading) window(i, n int) []string {
	end := min(i+n, d.lines[d.words[i].sentence].to)
	out := make([]string, 0, n)
	for ; i < end; i++ {
		out = append(out, d.words[i].text)
	}
	return out
}

// addOffices gives an actor the offices of words [from, to): "Deputy Prime Minister and Defense Minister" are two.
func (d *reading) addOffices(a *actor, from, to int) {
	if civilTitles[d.words[to-1].low] && to-1 > from {
		return // "CDC's Dr."
	}
	begin := from
	for i := from; i <= to; i++ {
		if i < to && !(d.is(i, "and", ",", "&") && i > begin && d.titleHead(i-1) && d.hasTitle(i+1, to)) {
			continue
		}
		if k := d.rankIn(begin, i); k > begin {
			a.addOffice(Office{Title: d.singular(begin, k), Span: d.over(begin, k)})
			begin = k
		}
		if i > begin && !(i-begin == 1 && (civilTitles[d.words[begin].low] || strings.HasSuffix(d.words[begin].low, "s."))) {
			a.addOffice(Office{Title: d.singular(begin, i), Span: d.over(begin, i)})
		}
		begin = i + 1
	}
}

// hasTitle reports whether a head of office or a rank stands in [from, to): what "and" joins are two titles.
func (d *reading) hasTitle(from, to int) bool {
	for i := from; i < to; i++ {
		if w := d.words[i].low; officeHeads[w] || rankWords[w] || officeHeads[strings.TrimSuffix(w, "s")] {
			return true
		}
	}
	return false
}

// rankIn is where a rank begins behind another title in words [from, to): "police spokesman |Major|"; from for none.
func (d *reading) rankIn(from, to int) int {
	for i := from + 1; i < to; i++ {
		before := d.words[i-1]
		if serviceRanks[d.words[i].low] && d.words[i].upper && officeHeads[before.low] && !rankWords[before.low] && (!before.upper || d.words[i].low != "general") {
			return i
		}
	}
	return from
}

// singular is the title of words [from, to), one person's where it is printed for two: "Presidents Kuchma and Yeltsin".
func (d *reading) singular(from, to int) string {
	title := d.phrase(from, to)
	if one, ok := strings.CutSuffix(d.words[to-1].low, "s"); ok && (officeHeads[one] || personNouns[one]) && !officeHeads[d.words[to-1].low] {
		return strings.TrimSuffix(title, "s")
	}
	return title
}

// officeAfter reads the title in an apposition behind a name: "Milos Vucevic, the defence minister,". It gives the words of
// the title and where the apposition ends (its closing comma), or 0, 0, 0.
func (d *reading) officeAfter(at int) (from, to, end int) {
	l := d.lines[d.sentenceOf(at-1)]
	if at >= l.to || !d.is(at, ",") {
		return 0, 0, 0
	}
	from = at + 1
	if from+1 < l.to && isNumber(d.words[from].text) && d.is(from+1, ",") {
		from += 2 // the age
	}
	if d.is(from, "and", "or", "but") {
		return 0, 0, 0
	}
	if d.is(from, "one") && d.is(from+1, "of") {
		return d.oneOf(from+2, at)
	}
	head := -1
	for end = from; end < l.to && !d.is(end, ",", ";", ":", ".", "!", "?") && end-from < 28; end++ {
		w := d.words[end]
		if w.quote != d.words[at-1].quote {
			break
		}
		if head < 0 && end-from < 9 && (officeHeads[w.low] || personNouns[w.low]) && !d.words[min(end+1, len(d.words)-1)].clitic && !d.beforeHead(end) {
			head = end
		}
		if head < 0 && (finiteVerbs[w.low] || conjunctions[w.low] && w.low != "and" || cueLexicon[w.low].lemma != "" || prepositions[w.low] && w.low != "of") {
			return 0, 0, 0
		}
	}
	if head < 0 {
		return 0, 0, 0
	}
	for from < head && (d.in(from, determiners) || isNumber(d.words[from].text)) {
		from++
	}
	if d.is(from, "-") && d.is(from+1, "year") {
		from += 4 // "42-year-old"
	}
	if from > head {
		return 0, 0, 0
	}
	return d.apposedTitle(from, head, end)
}

// oneOf reads ", one of |nine harbour masters| held since May,": a title of several.
func (d *reading) oneOf(from, at int) (int, int, int) {
	l := d.lines[d.sentenceOf(at-1)]
	for from < l.to && (d.in(from, determiners) || isNumber(d.words[from].text) || severalWords[d.words[from].low]) {
		from++
	}
	for k := from; k < min(from+5, l.to); k++ {
		if !d.words[k].letter && d.words[k].low != "-" || prepositions[d.words[k].low] {
			return 0, 0, 0
		}
		if d.pluralRole(d.words[k].low) && !d.pluralRole(d.words[min(k+1, len(d.words)-1)].low) {
			for from < k && d.countryWords(from) > 0 && from+d.countryWords(from) <= k {
				from += d.countryWords(from)
			}
			return from, k + 1, k + 1
		}
	}
	return 0, 0, 0
}

var severalWords = wordSet("two three four five six seven eight nine ten eleven twelve twenty several many")

// leads reads what somebody heads by a clause with "who": "Luis Arta, who |headed the mission in Olvia| for two years,". It gives the
// title's beginning ("head of") and the words of the clause; to is 0 for none.
func (d *reading) leads(at int) (head string, from, to int) {
	l := d.lines[d.sentenceOf(at-1)]
	if !d.is(at, ",") || !d.is(at+1, "who") || at+3 >= l.to {
		return "", 0, 0
	}
	from = at + 2
	for from < l.to-1 && (auxiliaries[d.words[from].low] || adverbsOfCue[d.words[from].low]) {
		from++
	}
	if head = leadingVerbs[d.words[from].low]; head == "" {
		return "", 0, 0
	}
	to = from + 1
	for to < l.to && !d.is(to, ",", ".", ";", "for", "since", "from", "until", "during", "and", "when", "before", "after", "between") && d.words[to].quote == 0 && to-from < 12 {
		to++
	}
	if to-from < 3 {
		return "", 0, 0
	}
	return head, from, to
}

// leadingVerbs tell what office somebody holds who does it.
var leadingVerbs = map[string]string{
	"heads": "head of", "headed": "head of", "heading": "head of", "leads": "leader of", "led": "leader of", "leading": "leader of",
	"chairs": "chair of", "chaired": "chair of", "chairing": "chair of", "runs": "head of", "directs": "director of", "directed": "director of",
	"commands": "commander of", "commanded": "commander of", "commanding": "commander of", "edits": "editor of", "edited": "editor of",
}

// beforeHead reports whether the head of the title comes later: "deputy minister", "police officer".
func (d *reading) beforeHead(i int) bool {
	return d.in(i+1, officeHeads) || d.in(i+1, personNouns) || d.is(i+1, "-")
}

// apposedTitle cuts the country off the front of a title in apposition and takes what "of" or "for" adds behind.
func (d *reading) apposedTitle(from, head, end int) (int, int, int) {
	for from < head {
		n := d.countryWords(from)
		if n == 0 || from+n > head {
			break
		}
		from += n
		for from < head && d.is(from, "'s", "’s") {
			from++
		}
	}
	to := head + 1
	if d.is(to, "of", "for", "to", "at") && to+1 < end {
		for to++; to < end && !finiteVerbs[d.words[to].low] && !conjunctions[d.words[to].low]; to++ {
			if strings.HasSuffix(d.words[to].low, "ing") && !d.words[to].upper && !d.in(to-1, determiners) {
				break
			}
		}
	}
	for i := from; i < head; i++ {
		if d.words[i].clitic {
			from = i + 1 // "the service's deputy commander"
		}
	}
	for to > head+1 && (d.in(to-1, determiners) || d.in(to-1, prepositions) || !d.words[to-1].letter && !d.words[to-1].clitic) {
		to--
	}
	return from, to, end
}

func (d *reading) sentenceOf(i int) int { return d.words[i].sentence }

func isNumber(s string) bool {
	for _, r := range s {
		if r < '0' || r > '9' {
			return false
		}
	}
	return s != ""
}

// addOffice adds an office once; a title in other capitals is the same.
func (a *actor) addOffice(o Office) {
	for _, have := range a.offices {
		if strings.EqualFold(have.Title, o.Title) {
			return
		}
	}
	a.offices = append(a.offices, o)
}
