package record

import (
	"math"
	"strings"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// PlaceHint is what is known of a report beside its names of places. All of it is optional.
type PlaceHint struct {
	Country string // alpha-2 code of the outlet's country
	URL     string // of the report: its top-level domain may tell the country
}

// toponym is one mention of a place name.
type toponym struct {
	span    span.Span
	name    string // as printed
	demonym bool   // an adjective or a people, which stands for a country only where the caller wants that
	inside  []world.Place
	sense   int // which of the document's senses it has
}

// sense is one distinct name of a document, which has one meaning in it ("one sense per discourse", Gale et al. 1992).
type sense struct {
	name    string
	options []option
	weight  float64 // how often it is named, dampened
	best    int     // number of the chosen option, -1 when there is none
}

// option is a place that a sense may mean.
type option struct {
	world.Place
	base  float64 // what the name, its frequency and its own words say
	score float64 // with the rest of the document
}

// resolver chooses among the places that the names of one document may stand for.
type resolver struct {
	w        *world.World
	text     string
	hint     string // country, "" unknown
	toponyms []toponym
	senses   []sense
	people   map[string]float64 // countries whose demonyms the text uses
}

// placeWeights are the weights of the resolver, in points of world.Place.Prior.
type placeWeights struct {
	inside    float64 // the text puts it there: "Athens, Georgia"
	country   float64 // its country is named, or other places lie there
	admin1    float64 // so is its state or province
	admin2    float64
	near      float64 // another place of the document lies within about nearKm
	nearKm    float64
	hint      float64 // the outlet is of its country
	wrongKind float64 // "Orange County" is no town
	otherName float64 // the text uses another name than the place's own
	full      float64 // how many voices it takes to be heard in full
}

// The weights were set by hand on the train and dev parts of ../shared/data/places (docs/world.md) and rounded.
var resolverWeights = placeWeights{
	inside: 60, country: 10, admin1: 22, admin2: 12, near: 14, nearKm: 60, hint: 6, wrongKind: 25, otherName: 8, full: 1.5,
}

// rounds is how often the readings are weighed again with those of the other names.
const rounds = 3

func newResolver(w *world.World, text string, hint PlaceHint) *resolver {
	return &resolver{w: w, text: text, hint: hintCountry(w, hint), people: map[string]float64{}}
}

// hintCountry is the country of the outlet: as given, or by the top-level domain.
func hintCountry(w *world.World, hint PlaceHint) string {
	if hint.Country != "" {
		return hint.Country
	}
	host := hint.URL
	if _, rest, ok := strings.Cut(host, "://"); ok {
		host = rest
	}
	host, _, _ = strings.Cut(host, "/")
	i := strings.LastIndexByte(host, '.')
	if i < 0 || len(host)-i != 3 {
		return ""
	}
	code := strings.ToUpper(host[i+1:])
	if code == "UK" {
		code = "GB"
	}
	switch code {
	case "TV", "ME", "IO", "CO", "AI", "LY", "FM": // sold to anybody
		return ""
	}
	if c, ok := w.Country(code); ok {
		return c.Code
	}
	return ""
}

// resolve chooses a reading for every toponym.
func (r *resolver) resolve() {
	r.gather()
	for i := range r.senses {
		r.choose(i, nil)
	}
	for range rounds {
		support := r.support()
		for i := range r.senses {
			r.choose(i, support)
		}
	}
}

// gather makes the senses: mentions of one name share one, unless the text itself puts them into different areas.
func (r *resolver) gather() {
	known := map[string]int{}
	for i := range r.toponyms {
		t := &r.toponyms[i]
		key := world.Fold(t.name)
		n, ok := known[key]
		if !ok {
			n = len(r.senses)
			known[key] = n
			r.senses = append(r.senses, r.newSense(t))
		}
		t.sense = n
		r.senses[n].weight++
		if len(t.inside) > 0 {
			r.boost(&r.senses[n], t.inside)
		}
	}
}

func (r *resolver) newSense(t *toponym) sense {
	s := sense{name: t.name, best: -1}
	if t.demonym {
		if d, ok := r.w.Demonym(t.name); ok {
			s.options = r.demonymOptions(d)
		}
		return s
	}
	found := placesNamed(r.w, t.name)
	key := world.Fold(found.name)
	for _, p := range found.places {
		o := option{Place: p, base: float64(p.Prior)}
		if found.class != "" && !strings.HasPrefix(p.Code, found.class) {
			o.base -= resolverWeights.wrongKind
		}
		if world.Fold(p.Name) != key {
			o.base -= resolverWeights.otherName
		}
		if r.hint != "" && p.Country == r.hint {
			o.base += resolverWeights.hint
		}
		s.options = append(s.options, o)
	}
	return s
}

func (r *resolver) demonymOptions(d world.Demonym) []option {
	if p, ok := r.w.Place("cc:" + d.Country); ok {
		return []option{{Place: p, base: float64(p.Prior)}}
	}
	var out []option
	for _, p := range r.w.Places(d.Place) {
		out = append(out, option{Place: p, base: float64(p.Prior)})
	}
	return out
}

// boost raises the options of s that lie in one of areas, by how likely that area is itself meant.
func (r *resolver) boost(s *sense, areas []world.Place) {
	top := 0
	for _, a := range areas {
		top = max(top, a.Prior)
	}
	for i := range s.options {
		best := 0.0
		for _, a := range areas {
			if lies(s.options[i].Place, a) {
				best = max(best, resolverWeights.inside-0.5*float64(top-a.Prior))
			}
		}
		s.options[i].base += best
	}
}

// lies reports whether p is in the country, state or county a.
func lies(p, a world.Place) bool {
	switch {
	case p.ID == a.ID || a.Country == "" || p.Country != a.Country:
		return false
	case a.IsCountry():
		return true
	case a.Code == "A.ADM1":
		return p.Admin1 == a.Name || p.Admin1 != "" && p.Admin1 == a.Admin1
	case a.Code == "A.ADM2":
		return p.Admin1 == a.Admin1 && (p.Admin2 == a.Name || p.Admin2 != "" && p.Admin2 == a.Admin2)
	}
	return false
}

// support is what the current readings of the document speak for.
type support struct {
	country, admin1, admin2 map[string]float64
}

func (r *resolver) support() *support {
	s := &support{country: map[string]float64{}, admin1: map[string]float64{}, admin2: map[string]float64{}}
	for c, n := range r.people {
		s.country[c] += n
	}
	for i := range r.senses {
		if o := r.senses[i].chosen(); o != nil {
			s.add(o.Place, voice(r.senses[i]))
		}
	}
	return s
}

// voice is how much a sense says about the others: more when it is named often, less when it is itself unsure.
func voice(s sense) float64 {
	return math.Sqrt(s.weight)
}

func (s *sense) chosen() *option {
	if s.best < 0 {
		return nil
	}
	return &s.options[s.best]
}

func (s *support) add(p world.Place, by float64) {
	if p.Country == "" {
		return
	}
	s.country[p.Country] += by
	if p.Admin1 == "" {
		return
	}
	s.admin1[p.Country+"|"+p.Admin1] += by
	if p.Admin2 != "" {
		s.admin2[p.Country+"|"+p.Admin1+"|"+p.Admin2] += by
	}
}

// choose gives sense i its best option.
func (r *resolver) choose(i int, from *support) {
	s := &r.senses[i]
	var own support
	if from != nil {
		own = from.without(s)
	}
	best := math.Inf(-1)
	for j := range s.options {
		o := &s.options[j]
		o.score = o.base
		if from != nil {
			o.score += own.score(o.Place) + r.nearness(i, o.Place)
		}
		if o.score > best {
			best, s.best = o.score, j
		}
	}
}

// without takes the sense's own voice out.
func (s *support) without(own *sense) support {
	out := *s
	if o := own.chosen(); o != nil {
		minus := support{map[string]float64{}, map[string]float64{}, map[string]float64{}}
		minus.add(o.Place, voice(*own))
		out = support{less(s.country, minus.country), less(s.admin1, minus.admin1), less(s.admin2, minus.admin2)}
	}
	return out
}

func less(a, b map[string]float64) map[string]float64 {
	out := make(map[string]float64, len(a))
	for k, v := range a {
		if v -= b[k]; v > 1e-9 {
			out[k] = v
		}
	}
	return out
}

// score is what the rest of the document says for p. The shares saturate: ten places of one state are not ten times one.
func (s *support) score(p world.Place) float64 {
	if p.Country == "" {
		return 0
	}
	points := resolverWeights.country * saturate(s.country[p.Country])
	if p.Admin1 != "" {
		points += resolverWeights.admin1 * saturate(s.admin1[p.Country+"|"+p.Admin1])
		if p.Admin2 != "" {
			points += resolverWeights.admin2 * saturate(s.admin2[p.Country+"|"+p.Admin1+"|"+p.Admin2])
		}
	}
	return points
}

func saturate(n float64) float64 { return 1 - math.Exp(-n/resolverWeights.full) }

// nearness is what the nearest other place of the document says for p.
func (r *resolver) nearness(i int, p world.Place) float64 {
	if p.IsCountry() {
		return 0
	}
	nearest := math.Inf(1)
	for j := range r.senses {
		if j == i {
			continue
		}
		if o := r.senses[j].chosen(); o != nil && !o.IsCountry() && o.ID != p.ID {
			nearest = min(nearest, distanceKm(p.Lat, p.Lon, o.Lat, o.Lon))
		}
	}
	return resolverWeights.near * math.Exp(-nearest/resolverWeights.nearKm)
}

// distanceKm is the great-circle distance on a sphere of the Earth's mean radius.
func distanceKm(lat1, lon1, lat2, lon2 float64) float64 {
	const radius, degree = 6371.0088, math.Pi / 180
	sinLat, sinLon := math.Sin((lat2-lat1)*degree/2), math.Sin((lon2-lon1)*degree/2)
	h := sinLat*sinLat + math.Cos(lat1*degree)*math.Cos(lat2*degree)*sinLon*sinLon
	return 2 * radius * math.Asin(math.Sqrt(min(1, h)))
}

// ResolvedPlace is the reading of one given span.
type ResolvedPlace struct {
	Span  span.Span
	Place world.Place // its ID is "" when nothing is known under the name
}

// ResolvePlaces reads the given spans of text as names of places (an adjective such as "Serbian" as its country) and says
// which places they mean. It is the second half of the finding of places, for evaluation and for spans from elsewhere.
func ResolvePlaces(w *world.World, text string, spans []span.Span, hint PlaceHint) []ResolvedPlace {
	r := newResolver(w, text, hint)
	for _, s := range spans {
		name := s.Of(text)
		r.toponyms = append(r.toponyms, toponym{
			span: s, name: name, demonym: isDemonym(w, name), inside: areaAfter(w, text, s.End),
		})
	}
	r.resolve()
	out := make([]ResolvedPlace, len(spans))
	for i, t := range r.toponyms {
		out[i].Span = t.span
		if o := r.senses[t.sense].chosen(); o != nil {
			out[i].Place = o.Place
		}
	}
	return out
}

// isDemonym reports whether name is an adjective or a people rather than the place that happens to bear the same name.
func isDemonym(w *world.World, name string) bool {
	if _, ok := w.Demonym(name); !ok {
		return false
	}
	found := w.Places(name)
	return len(found) == 0 || found[0].Prior < demonymPrior
}

// demonymPrior is the prior from which a place is better known than the adjective of its name.
const demonymPrior = 60

// areaAfter gives the countries, states and counties that may be named right after a comma or an opening bracket at
// end: the area that "Athens, Ga." puts the place before it into.
func areaAfter(w *world.World, text string, end int) []world.Place {
	rest := text[end:]
	var ok bool
	for _, mark := range []string{", ", " ("} {
		if rest, ok = strings.CutPrefix(text[end:], mark); ok {
			break
		}
	}
	if !ok || rest == "" {
		return nil
	}
	words := strings.FieldsFunc(rest[:min(len(rest), 60)], func(r rune) bool { return r == ' ' || r == '\n' })
	for i, word := range words {
		trimmed := strings.TrimRight(word, ",;:)]”\"—-")
		words[i] = trimmed
		if trimmed != word {
			words = words[:i+1]
			break
		}
	}
	n, found := w.LongestPlace(words[:min(len(words), 4)])
	if n == 0 && len(words) > 0 { // the end of the sentence
		words[len(words)-1] = strings.TrimRight(words[len(words)-1], ".!?'’")
		_, found = w.LongestPlace(words[:min(len(words), 4)])
	}
	var areas []world.Place
	for _, p := range found {
		if p.IsCountry() || p.Code == "A.ADM1" || p.Code == "A.ADM2" {
			areas = append(areas, p)
		}
	}
	return areas
}
