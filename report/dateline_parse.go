package report

import (
	"cmp"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/span"
)

const (
	openingBytes = 240 // no dateline is longer
	leadsTried   = 4   // paragraphs after the headline in which a dateline is looked for
)

// openingParser walks over the start of a paragraph. It takes what looks like parts of a dateline; accepted decides at the end whether
// they make one.
type openingParser struct {
	s             string
	known         atlas
	pos           int
	first, last   int // of what was taken
	o             opening
	bracketed     bool // the agency stood in brackets or slashes
	dash          bool // a dash parts the dateline from the report
	colon, stop   bool // a colon, a full stop does
	over          bool // nothing follows in this paragraph
	agencyLeads   bool
	placeDash     bool // a dash between place and date, as in "Cairo - Dec 3 (WAM)"
	upperFollows  bool
	followingWord string
}

// leading takes an agency in front of the place: "(ANSA) - ROMA, MAR 3 -", "(Reuters) -".
func (p *openingParser) leading() {
	if !p.bracket() {
		return
	}
	p.agencyLeads = true
	save := p.pos
	p.skipSpace()
	if n := dashAt(p.s[p.pos:]); n > 0 {
		p.pos += n
		p.skipSpace()
		rest := p.pos
		if w, end := p.name(); w == "" || strings.ToUpper(w) != w || runes(w) < 3 || !p.datePlaceEnd(end) {
			p.pos = save
			return
		}
		p.pos = rest
	} else {
		p.pos = save
		p.skipSpace()
		if w, _ := p.name(); w == "" || strings.ToUpper(w) != w || runes(w) < 3 {
			p.pos = save
		}
	}
}

// datePlaceEnd tells that what follows a name at end can part a dateline: a comma, a bracket or a dash.
func (p *openingParser) datePlaceEnd(end int) bool {
	rest := strings.TrimLeft(p.s[end:], " \u00a0")
	return strings.HasPrefix(rest, ",") || strings.HasPrefix(rest, "(") || dashAt(rest) > 0
}

// placeName takes the name at the start, with a second town after a slash.
func (p *openingParser) placeName() {
	if day, n := parseDay(p.s[p.pos:]); n > 0 {
		p.take(p.pos, p.pos+n)
		p.o.day, p.o.dayAt = day, span.Span{Start: p.pos, End: p.pos + n}
		p.pos += n
		return
	}
	start := p.pos
	w, end := p.name()
	if w == "" {
		return
	}
	p.take(start, end)
	p.pos = end
	p.o.place, p.o.placeAt = w, span.Span{Start: start, End: end}
	p.trimPlace()
	for p.pos < len(p.s) && p.s[p.pos] == '/' {
		save := p.pos
		p.pos++
		if w, end = p.name(); w == "" {
			p.pos = save
			return
		}
		p.o.second = cmp.Or(p.o.second, w)
		p.take(start, end)
		p.pos = end
	}
}

// trimPlace takes "NEAR" off the place and parts "BEIJING and TAIPEI", unless the whole is the name of one place.
func (p *openingParser) trimPlace() {
	o := &p.o
	if rest, near := strings.CutPrefix(strings.ToLower(o.place), "near "); near && rest != "" {
		o.placeAt.Start += len("near ")
		o.place = o.placeAt.Of(p.s)
	}
	front, back, two := strings.Cut(o.place, " and ")
	if two && capitals(front) && capitals(back) && !p.known.place(o.place) {
		o.place, o.second = front, back
		o.placeAt.End = o.placeAt.Start + len(front)
	}
}

// piece takes one more part after the place: a region, a day, an agency. It gives false when there is none.
func (p *openingParser) piece() bool {
	if p.last == 0 {
		return false
	}
	save := p.pos
	if p.bracket() || p.day() || p.afterComma() || p.afterStop() || p.afterDash() {
		return true
	}
	p.pos = save
	return false
}

// bracket takes "(AP)", "/TASS/", "[IRNA]" or "(Ukraine)", with the space before it.
func (p *openingParser) bracket() bool {
	save := p.pos
	p.skipSpace()
	if p.pos >= len(p.s) {
		return false
	}
	closer := map[byte]string{'(': ")", '/': "/", '[': "]"}[p.s[p.pos]]
	n := -1
	if closer != "" && p.o.agency == "" {
		n = strings.Index(p.s[p.pos+1:], closer)
	}
	if n < 1 || n > 48 {
		p.pos = save
		return false
	}
	inner := span.Span{Start: p.pos + 1, End: p.pos + 1 + n}
	word := strings.TrimSpace(inner.Of(p.s))
	switch {
	case p.o.place != "" && p.known.country(word) && !p.known.agency(word):
		p.o.regions = append(p.o.regions, word)
	case p.insideDay(inner, word):
	case agencyShape(word):
		p.o.agency, p.o.agencyAt, p.bracketed = word, inner, true
		p.shared(word, inner)
	default:
		p.pos = save
		return false
	}
	p.take(p.pos, inner.End+1)
	p.pos = inner.End + 1
	return true
}

// shared cuts "Reuters, June 3" and "AP/Kyodo" in one bracket down to the first agency.
func (p *openingParser) shared(word string, inner span.Span) {
	for _, sep := range []string{",", ";", " - ", " – "} {
		if front, back, cut := strings.Cut(word, sep); cut && strings.TrimSpace(front) != "" {
			p.o.agency = strings.TrimSpace(front)
			at := strings.Index(p.s[inner.Start:], p.o.agency) + inner.Start
			p.o.agencyAt = span.Span{Start: at, End: at + len(p.o.agency)}
			if day, n := parseDay(strings.TrimSpace(back)); n > 0 && p.o.dayAt.End == 0 {
				from := strings.Index(p.s[at:], strings.TrimSpace(back)) + at
				p.o.day, p.o.dayAt = day, span.Span{Start: from, End: from + n}
			}
			return
		}
	}
}

// insideDay takes a day in brackets: "Belgrade (10 June)".
func (p *openingParser) insideDay(inner span.Span, word string) bool {
	day, n := parseDay(word)
	if n == 0 || n != len(word) || p.o.dayAt.End != 0 {
		return false
	}
	at := inner.Start + strings.Index(inner.Of(p.s), word)
	p.o.day, p.o.dayAt = day, span.Span{Start: at, End: at + n}
	return true
}

// day takes a day that follows after a space.
func (p *openingParser) day() bool {
	if p.o.dayAt.End != 0 {
		return false
	}
	save := p.pos
	p.skipSpace()
	day, n := parseDay(p.s[p.pos:])
	if n == 0 || p.pos == save && save != 0 {
		p.pos = save
		return false
	}
	p.o.day, p.o.dayAt = day, span.Span{Start: p.pos, End: p.pos + n}
	p.take(p.pos, p.pos+n)
	p.pos += n
	return true
}

// afterComma takes ", March 3", ", SPA" or ", Ukraine".
func (p *openingParser) afterComma() bool {
	if p.pos >= len(p.s) || p.s[p.pos] != ',' {
		return false
	}
	p.pos++
	if p.day() || p.bracket() {
		return true
	}
	p.skipSpace()
	start := p.pos
	w, end := p.name()
	if w == "" || len(p.o.regions) >= 3 {
		return false
	}
	if p.o.agency == "" && (p.known.agency(w) || capitals(w) && !p.known.place(w) && !p.known.country(w) && p.o.dayAt.End != 0) {
		p.o.agency, p.o.agencyAt = w, span.Span{Start: start, End: end}
	} else if p.o.place != "" && p.o.dayAt.End == 0 {
		p.o.regions = append(p.o.regions, w)
	} else {
		return false
	}
	p.take(start, end)
	p.pos = end
	return true
}

// afterStop takes ". /TASS/", ". Dec 3" and ".-" stays for the terminator.
func (p *openingParser) afterStop() bool {
	if p.pos >= len(p.s) || p.s[p.pos] != '.' {
		return false
	}
	p.pos++
	if p.day() {
		return true
	}
	return p.bracket() || p.credited(func(w string, end int) bool { return p.known.agency(w) && p.closes(end) })
}

// credited takes the name of an agency that stands without brackets, when fits holds of it and of where it ends.
func (p *openingParser) credited(fits func(w string, end int) bool) bool {
	p.skipSpace()
	start := p.pos
	w, end := p.name()
	if w == "" || p.o.agency != "" || p.o.place == "" || !fits(w, end) {
		return false
	}
	p.o.agency, p.o.agencyAt = w, span.Span{Start: start, End: end}
	p.take(start, end)
	p.pos = end
	return true
}

// afterDash takes "- Dec 3" and "— РИА Новости" between place and the rest.
func (p *openingParser) afterDash() bool {
	p.skipSpace()
	n := dashAt(p.s[p.pos:])
	if n == 0 {
		return false
	}
	p.pos += n
	if p.day() {
		p.placeDash = true
		return true
	}
	return p.credited(func(w string, end int) bool {
		signed := capitals(p.o.place) && p.o.dayAt.End != 0 && words(w) <= 3 && strings.HasPrefix(p.s[end:], ".")
		return p.closes(end) && (signed || p.known.agency(w))
	})
}

// closes tells that the dateline ends at end: a stop, a dash or a bracket stands there.
func (p *openingParser) closes(end int) bool {
	rest := strings.TrimLeft(p.s[end:], " \u00a0")
	return rest == "" || rest[0] == '.' || rest[0] == ',' || rest[0] == ':' || dashAt(rest) > 0
}

// terminator looks at what parts the dateline from the report, and at the report's first word.
func (p *openingParser) terminator() {
	p.pos = max(p.last, p.pos)
	rest := p.s[p.pos:]
	i := 0
	for i < len(rest) && strings.IndexByte(".,;: ", rest[i]) >= 0 {
		p.stop = p.stop || rest[i] == '.' || rest[i] == ';'
		p.colon = p.colon || rest[i] == ':'
		i++
	}
	spaced := i > 0 && rest[i-1] == ' ' || i > 0
	if n := dashAt(rest[i:]); n > 0 && (spaced || rest[i] != '-' || n > 1 || p.bracketed) {
		p.dash = true
		i += n
	}
	i += len(rest[i:]) - len(strings.TrimLeft(rest[i:], " \u00a0\t\n-–—"))
	p.o.body = p.pos + i
	following := rest[i:]
	p.over = strings.TrimSpace(following) == ""
	r, _ := utf8.DecodeRuneInString(strings.TrimLeft(following, "\"'“‘«„([¿¡"))
	p.upperFollows = unicode.IsUpper(r) || unicode.IsDigit(r) || !unicode.IsLower(r) && unicode.IsLetter(r)
	p.followingWord, _, _ = strings.Cut(following, " ")
}

// accepted weighs what was found. A name alone never makes a dateline; it needs an agency, a day, or capitals and a dash.
func (p *openingParser) accepted() bool {
	o := &p.o
	ends := p.dash || p.colon || p.stop || p.over
	isPlace := o.place != "" && p.known.place(o.place)
	caps := capitals(o.place) && !notPlaces[o.place]
	dated := o.dayAt.End != 0
	switch {
	case o.agency != "" && o.place != "":
		return p.agencyWithPlace(ends, isPlace, caps, dated)
	case o.agency != "":
		return (p.dash || dated && ends || p.over || p.known.agency(o.agency) && p.upperFollows) && (p.known.agency(o.agency) || p.upperFollows && !notAgencies[strings.ToLower(o.agency)] && !p.known.place(o.agency))
	case o.place != "" && dated:
		return runes(o.place) >= 3 && (caps || p.known.city(o.place)) && (ends && p.upperFollows || p.over)
	case dated:
		return p.over && o.day.month != 0 || p.dash && p.upperFollows && o.day.year != 0
	}
	return p.placeAlone(isPlace, caps)
}

func (p *openingParser) agencyWithPlace(ends, isPlace, caps, dated bool) bool {
	trusted := p.known.agency(p.o.agency)
	if notAgencies[strings.ToLower(p.o.agency)] || notPlaces[p.o.place] && !trusted {
		return false
	}
	if initialsOf(p.o.agency, p.o.place) { // "World Health Organization (WHO)"
		return false
	}
	switch {
	case dated:
		return trusted || caps || isPlace || ends || p.bracketed && p.upperFollows // "Orvane, 12 November (Harbour News) The mill"
	case trusted:
		return ends || caps || isPlace
	case !p.known.served():
		return ends && (caps || p.dash && p.upperFollows)
	}
	return (p.dash || ends && caps) && (caps || isPlace) && p.upperFollows
}

// placeAlone judges "WASHINGTON — The", "NEW DELHI: The" and "Cairo – The".
func (p *openingParser) placeAlone(isPlace, caps bool) bool {
	o := &p.o
	switch {
	case p.over:
		return caps && isPlace && (p.dash || len(o.regions) > 0 || runes(o.place) >= 4)
	case !p.upperFollows || p.known.city(strings.Trim(p.followingWord, ",.")) && !caps:
		return false
	case caps && (p.dash || p.colon) && runes(o.place) >= 4: // shorter ones are mostly "US", "EU", "UN"
		return isPlace || len(o.regions) > 0 && p.dash || !p.known.served() && runes(o.place) >= 4
	}
	return p.dash && p.known.city(o.place) && !caps && !p.known.country(o.place)
}

func (p *openingParser) take(start, end int) {
	if p.last == 0 {
		p.first = start
	}
	p.last = end
}

func (p *openingParser) skipSpace() {
	for strings.HasPrefix(p.s[p.pos:], " ") || strings.HasPrefix(p.s[p.pos:], "\u00a0") || strings.HasPrefix(p.s[p.pos:], "\n") || strings.HasPrefix(p.s[p.pos:], "\t") {
		_, n := utf8.DecodeRuneInString(p.s[p.pos:])
		p.pos += n
	}
}

// runeStart gives the last rune border at or before i.
func runeStart(s string, i int) int {
	for i > 0 && i < len(s) && !utf8.RuneStart(s[i]) {
		i--
	}
	return i
}

// dashAt gives the length of the dash that s starts with, 0 for none.
func dashAt(s string) int {
	for _, d := range [...]string{"---", "--", "—", "–", "―", "‒", "−", "-"} {
		if strings.HasPrefix(s, d) {
			return len(d)
		}
	}
	return 0
}
