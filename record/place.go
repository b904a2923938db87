package record

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// findPlaces finds the names of places and countries in a report and says which places they mean. taken are spans that
// name something else (people, organisations): no place is found in them, but a last name there warns of the same word
// elsewhere. Adjectives ("Serbian") and names inside other names ("Bank of Japan") are left out, and so is what could as
// well be something else. The place of the dateline is one also where the world does not know it; it has no point then.
// The entities have no ID yet; each holds all its mentions. They come in the order in which they were found, those that the
// world does not know last.
func findPlaces(t language.Text, r report.Report, w *world.World, taken []span.Span) []Entity {
	f := &placeFinder{w: w, text: t.Source, dateline: datelinePlace(r)}
	f.heedNames(taken)
	f.taken = united(taken)
	f.readDateline(t.Sentences)
	for i, s := range t.Sentences {
		f.scan(s, namesIn(t.Names, i))
	}
	f.decide()
	res := newResolver(w, t.Source, PlaceHint{Country: f.outletCountry(r), URL: r.URL})
	for _, m := range f.accepted() {
		res.toponyms = append(res.toponyms, toponym{span: m.span, name: m.name, short: m.short, inside: f.areaOf(m)})
	}
	res.resolve()
	return f.unknownNames(t, f.withStrange(placeEntities(res)))
}

// areaOf is the area that the words behind a match put it into, or the country of a city that agencies print alone.
func (f *placeFinder) areaOf(m placeMatch) []world.Place {
	inside := areaAfter(f.w, f.text, m.span.End)
	if len(inside) > 0 || !f.inDateline(m.span) {
		return inside
	}
	city, ok := f.w.DatelineCity(m.name)
	if !ok || !city.Alone {
		return nil
	}
	if country, ok := f.w.Place("cc:" + city.Country); ok {
		return []world.Place{country}
	}
	return nil
}

func (f *placeFinder) inDateline(s span.Span) bool {
	return f.dateline != nil && f.dateline.Overlaps(s)
}

func datelinePlace(r report.Report) *span.Span {
	if r.Dateline == nil {
		return nil
	}
	return r.Dateline.PlaceSpan
}

// outletCountry is the country of the agency that the dateline names.
func (f *placeFinder) outletCountry(r report.Report) string {
	if r.Dateline == nil || r.Dateline.Agency == "" {
		return ""
	}
	if a, ok := f.w.Agency(r.Dateline.Agency); ok && a.Ownership == "state" {
		return a.Country
	}
	return ""
}

// placeFinder goes through a report in search of names of places.
type placeFinder struct {
	w        *world.World
	text     string
	taken    []span.Span
	last     map[string]bool // folded last words of taken spans
	dateline *span.Span
	matches  []placeMatch
	names    map[string]bool // folded pairs of words that name something else: "Dessa Orlin"

	strange   []string // the words of the dateline's place, where the world does not know it
	strangeAt []span.Span
}

// placeMatch is a name of the world's places in the text, with what speaks for its being one here.
type placeMatch struct {
	span   span.Span
	name   string
	key    string // folded
	weight float64
	firm   bool   // the words around it speak of a place for certain
	short  bool   // an abbreviation such as "Ore."
	barred bool   // it is certainly part of something else
	pair   string // folded, with the capitalised word behind it
}

// heedNames notes the last words of the spans that read like names of people.
func (f *placeFinder) heedNames(taken []span.Span) {
	f.last, f.names = map[string]bool{}, map[string]bool{}
	for _, s := range taken {
		if s.Check(f.text) != nil {
			continue
		}
		words := strings.Fields(s.Of(f.text))
		if len(words) < 2 || len(words) > 4 || slices.ContainsFunc(words, func(w string) bool { return !startsUpper(w) || bodyWords[strings.ToLower(w)] }) {
			continue
		}
		last := words[len(words)-1]
		if _, ok := f.w.CountryByName(last); !ok || isGivenName(f.w, words[0]) {
			f.last[world.Fold(last)] = true
		}
	}
}

// united sorts spans and joins those that overlap.
func united(spans []span.Span) []span.Span {
	var out []span.Span
	for _, s := range slices.SortedFunc(slices.Values(spans), func(a, b span.Span) int { return cmp.Compare(a.Start, b.Start) }) {
		if n := len(out) - 1; n >= 0 && s.Start < out[n].End {
			out[n].End = max(out[n].End, s.End)
			continue
		}
		out = append(out, s)
	}
	return out
}

func (f *placeFinder) isTaken(s span.Span) bool {
	i, _ := slices.BinarySearchFunc(f.taken, s, func(t, s span.Span) int { return cmp.Compare(t.Start, s.Start) })
	for _, j := range [...]int{i - 1, i} {
		if j >= 0 && j < len(f.taken) && f.taken[j].Overlaps(s) {
			return true
		}
	}
	return false
}

// decide lets a name that is a place in one sentence help the same name in the others, and one that is a person's hinder it.
func (f *placeFinder) decide() {
	for i := range f.matches {
		if m := &f.matches[i]; f.last[m.key] && !m.firm {
			m.weight -= finding.last
		}
	}
	sure := map[string]bool{}
	for _, m := range f.matches {
		if !m.barred && !f.names[m.pair] && m.weight >= finding.bar {
			sure[m.key] = true
		}
	}
	for i := range f.matches {
		m := &f.matches[i]
		if sure[m.key] {
			m.weight += finding.elsewhere
		} else if f.names[m.pair] {
			m.barred = true
		}
	}
}

func (f *placeFinder) accepted() []placeMatch {
	var out []placeMatch
	for _, m := range f.matches {
		if !m.barred && m.weight >= finding.bar {
			out = append(out, m)
		}
	}
	return out
}

// placeEntities joins the mentions of one place.
func placeEntities(r *resolver) []Entity {
	var out []Entity
	at, short := map[string]int{}, map[int]bool{} // short: printed as abbreviations only
	for _, t := range r.toponyms {
		o := r.senses[t.sense].chosen()
		if o == nil || r.senses[t.sense].within {
			continue
		}
		n, ok := at[o.ID]
		if !ok {
			n = len(out)
			at[o.ID] = n
			out = append(out, placeEntity(o.Place))
			if o.Class() == 'H' && r.senses[t.sense].crossesBorders() {
				out[n].Country = ""
			}
		}
		short[n] = t.short && short[n] || t.short && len(out[n].Mentions) == 0
		out[n].Mentions = append(out[n].Mentions, t.span)
	}
	for i := range out {
		nameEntity(&out[i], r.text, short[i])
	}
	return out
}

// crossesBorders reports whether the world knows the name of a water in several countries: one river, piece by piece.
func (s *sense) crossesBorders() bool {
	for _, o := range s.options {
		if o.Class() == 'H' && o.Country != s.chosen().Country {
			return true
		}
	}
	return false
}

func placeEntity(p world.Place) Entity {
	e := Entity{Kind: Place, Name: p.Name, Country: p.Country, Lat: &p.Lat, Lon: &p.Lon, Precision: precisionOf(p)}
	if p.IsCountry() {
		e.Kind = Country
	}
	if n := p.GeoNames(); n != "" {
		e.GeoNames = &n
	}
	if p.Wikidata != "" {
		e.Wikidata = &p.Wikidata
	}
	return e
}

// precisionOf says how large the named place is.
func precisionOf(p world.Place) string {
	switch {
	case p.IsCountry():
		return "country"
	case p.Code == "A.ADM1":
		return "admin1"
	case p.Class() == 'A':
		return "district"
	case p.Code == "P.PPLX":
		return "district"
	case p.Class() == 'P':
		return "city"
	case p.Class() == 'S':
		return "exact"
	}
	return "region"
}

// nameEntity gives e the longest name that the text prints for it, and its other forms as aliases. A country that is
// printed only in letters ("U.S.") and a state that is printed only short keep the name that the world knows.
func nameEntity(e *Entity, text string, short bool) {
	var forms []string
	for _, m := range e.Mentions {
		if form := titled(strings.Join(strings.Fields(m.Of(text)), " ")); !slices.Contains(forms, form) {
			forms = append(forms, form)
		}
	}
	longest := slices.MaxFunc(forms, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
	if !short && (e.Kind != Country || strings.ContainsFunc(longest, unicode.IsLower)) {
		e.Name = longest
	}
	for _, form := range forms {
		if form != e.Name {
			e.Aliases = append(e.Aliases, form)
		}
	}
}

// titled writes a name in capitals ("MOSCOW", "NEW YORK") as a name, and leaves abbreviations alone.
func titled(name string) string {
	if strings.ContainsFunc(name, unicode.IsLower) || utf8.RuneCountInString(strings.ReplaceAll(name, ".", "")) <= 3 {
		return name
	}
	out, start := []rune(name), true
	for i, c := range out {
		if !start {
			out[i] = unicode.ToLower(c)
		}
		start = !unicode.IsLetter(c) && c != '\'' && c != '’'
	}
	return string(out)
}
