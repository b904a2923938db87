package record

import (
	"math"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// PlaceHint is what is known of a report beside its names of places. All of it is optional.
type PlaceHint struct {
	Country string             // alpha-2 code of the outlet's country
	URL     string             // of the report: its top-level domain may tell the country
	Scenes  map[string]float64 // the part of the outlet's other reports that plays in each Scene, 0 to 1
}

// Scene is the key of a state or province for PlaceHint.Scenes.
func Scene(p world.Place) string { return p.Country + "|" + p.Admin1 }

// toponym is one mention of a place name.
type toponym struct {
	span    span.Span
	name    string        // as printed
	demonym bool          // an adjective or a people, read as its country or region
	short   bool          // an abbreviation of a state
	inside  []world.Place // areas that the words right after it put it into
	sense   int           // which of the document's senses it has
	around  *option       // where the text is, of a name that the world does not know
}

// sense is one distinct name of a document, which has one meaning in it ("one sense per discourse", Gale et al. 1992).
type sense struct {
	name    string
	part    bool // the name is of a part of the place ("northern Mali")
	within  bool // the options hold the place, which has no point of its own ("Colchester General Hospital")
	echo    bool // another sense has the name without its area: "Washington, D.C." says nothing about "Washington"
	options []option
	times   float64 // how often it is named
	best    int     // number of the chosen option, -1 when there is none
	margin  float64 // by how much the chosen option leads those elsewhere
}

// option is a place that a sense may mean.
type option struct {
	world.Place
	base                    float64 // what the name, its frequency and its own words say
	score                   float64 // with the rest of the document
	country, admin1, admin2 int     // numbers of its areas within the document, -1 for none
	x, y, z                 float64 // its point on the unit sphere
}

func (s *sense) chosen() *option {
	if s.best < 0 {
		return nil
	}
	return &s.options[s.best]
}

// resolver chooses among the places that the names of one document may stand for.
type resolver struct {
	w        *world.World
	text     string
	hint     string // country of the outlet, "" unknown
	toponyms []toponym
	senses   []sense
	areas    map[string]int // numbers of countries, provinces and counties
	nation   []bool         // whether the area of a number is a country
	silent   []float64      // voices of areas that the text names without naming a place, by number
}

// placeWeights are the weights of the resolver, in points of world.Place.Prior.
type placeWeights struct {
	inside     float64 // the text puts it there: "Athens, Georgia"
	country    float64 // its country is named, or other places lie there
	share      float64 // all the others lie there
	admin1     float64 // as country, of its state or province
	admin2     float64
	peers      float64 // other states or provinces of its country are named
	near       float64 // another place of the document lies within about nearKm
	nearKm     float64
	hint       float64 // the outlet is of its country
	wrongKind  float64 // "Orange County" is no town
	otherName  float64 // the text uses another name than the place's own
	strange    float64 // and one that does not even begin alike
	full       float64 // how many voices it takes to be heard in full
	sure       float64 // the lead that makes a reading speak with its full voice
	silent     float64 // the voice of a country or state that is named inside another name
	prior      float64 // how much the prior counts
	scene      float64 // the voice of the state in which all of the outlet's other reports play
	common     float64 // how much less a name with many bearers says
	twin       float64 // what an area loses to the town of its name
	hypothesis float64 // what the state tried as the document's scene adds
}

// The weights were set on the train and dev parts of ../shared/data/places (docs/world.md) and rounded.
var resolverWeights = placeWeights{
	inside: 45, country: 12, share: 12, admin1: 37, admin2: 12, peers: 10, near: 28, nearKm: 65, hint: 15, wrongKind: 25,
	otherName: 12, strange: 10, full: 0.9, sure: 30, silent: 0.5, prior: 1, scene: 2, common: 0.1, twin: 12, hypothesis: 40,
}

func newResolver(w *world.World, text string, hint PlaceHint) *resolver {
	r := &resolver{w: w, text: text, hint: hintCountry(w, hint.Country, hint.URL), areas: map[string]int{}}
	for scene, part := range hint.Scenes {
		if country, admin1, ok := strings.Cut(scene, "|"); ok && admin1 != "" {
			r.hear(r.area(scene), part*resolverWeights.scene)
			r.hear(r.area(country), part*resolverWeights.scene)
		}
	}
	return r
}

// hintCountry is the country of the outlet: as given, or by the top-level domain.
func hintCountry(w *world.World, country, url string) string {
	if country != "" {
		return country
	}
	host := url
	if _, rest, ok := strings.Cut(host, "://"); ok {
		host = rest
	}
	host, _, _ = strings.Cut(host, "/")
	i := strings.LastIndexByte(host, '.')
	if i < 0 || len(host)-i != 3 {
		return ""
	}
	code := strings.ToUpper(host[i+1:])
	switch code {
	case "UK":
		return "GB"
	case "TV", "ME", "IO", "CO", "AI", "LY", "FM", "CC", "WS": // sold to anybody
		return ""
	}
	if c, ok := w.Country(code); ok {
		return c.Code
	}
	return ""
}

// gather makes the senses: mentions of one name share one.
func (r *resolver) gather() {
	known := map[string]int{}
	defer func() {
		for i := range r.senses {
			head, _, long := strings.Cut(r.senses[i].name, ", ")
			_, alone := known[world.Fold(head)]
			r.senses[i].echo = long && alone
		}
	}()
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
		s := &r.senses[n]
		if s.times++; len(t.inside) > 0 {
			s.boost(t.inside)
		}
	}
}

func (r *resolver) newSense(t *toponym) sense {
	s := sense{name: t.name, best: -1}
	if t.demonym {
		if d, ok := r.w.Demonym(t.name); ok {
			for _, p := range demonymPlaces(r.w, d) {
				s.options = append(s.options, r.newOption(p, float64(p.Prior)))
			}
			return s
		}
	}
	found := placesNamed(r.w, t.name)
	if seat := r.seat(t.name, found.places); seat != nil {
		found = candidates{name: t.name, places: seat}
	}
	if s.part = found.part; len(found.places) == 0 {
		found, s.within = placesInside(r.w, t.name), true
	}
	key := world.Fold(found.name)
	exact := hasCountryNamed(found.places, key)
	for _, p := range found.places {
		base := resolverWeights.prior*float64(p.Prior) - nameDistance(p, key, exact)
		if found.class != "" && !strings.HasPrefix(p.Code, found.class) {
			base -= resolverWeights.wrongKind
		}
		if r.hint != "" && p.Country == r.hint {
			base += resolverWeights.hint
		}
		s.options = append(s.options, r.newOption(p, base))
	}
	for _, p := range r.counties(t.name) {
		s.options = append(s.options, r.newOption(p, resolverWeights.prior*float64(p.Prior)-resolverWeights.otherName))
	}
	s.preferTown()
	if len(found.inside) > 0 {
		s.boost(found.inside)
	}
	return s
}

// seat gives the capital behind a metonym ("the White House") that is no place of its own.
func (r *resolver) seat(name string, known []world.Place) []world.Place {
	if len(known) > 0 && (known[0].Prior >= demonymPrior && world.Fold(known[0].Name) == world.Fold(name)) {
		return nil
	}
	for _, m := range r.w.Metonyms(name) {
		if c, ok := r.w.Country(m.Country); ok && seats[m.Kind] {
			return slices.DeleteFunc(r.w.Places(c.Capital), func(p world.Place) bool { return p.Country != c.Code || p.Class() != 'P' })
		}
	}
	return nil
}

// seats are the kinds of metonym that sit in the capital.
var seats = map[string]bool{"government": true, "legislature": true, "ministry": true, "monarchy": true, "police": true, "central_bank": true}

// counties gives the counties that a bare name may mean where the text speaks of counties ("Clarke and Oconee counties").
func (r *resolver) counties(name string) []world.Place {
	if strings.Contains(name, " ") || !strings.Contains(r.text, "counties") && !strings.Contains(r.text, name+" County") {
		return nil
	}
	return slices.DeleteFunc(r.w.Places(name+" County"), func(p world.Place) bool { return p.Code != "A.ADM2" })
}

// preferTown lowers a province or district that bears the name of a town inside it: the bare name is the town's.
func (s *sense) preferTown() {
	for i := range s.options {
		area := &s.options[i]
		if area.Class() != 'A' || area.IsCountry() {
			continue
		}
		for j := range s.options {
			town := &s.options[j]
			if town.Class() == 'P' && town.Prior >= townPrior && town.admin1 == area.admin1 && town.base > area.base-resolverWeights.twin {
				area.base -= resolverWeights.twin
				break
			}
		}
	}
}

// townPrior is the prior from which a town takes the name of its province.
const townPrior = 50

// nameDistance is what a place loses because key is not its own name.
func nameDistance(p world.Place, key string, country bool) float64 {
	own := world.Fold(p.Name)
	switch {
	case own == key || p.IsCountry():
		return 0
	case country: // "Mexico" is no short form of "Mexico City"
		return 3 * resolverWeights.otherName
	case !alike(own, key):
		return resolverWeights.otherName + resolverWeights.strange
	}
	return resolverWeights.otherName
}

// alike reports whether two folded names begin with the same three bytes, or one holds the other.
func alike(a, b string) bool {
	n := min(3, len(a), len(b))
	return a[:n] == b[:n] || strings.Contains(a, b) || strings.Contains(b, a)
}

func hasCountryNamed(places []world.Place, key string) bool {
	for _, p := range places {
		if p.IsCountry() && world.Fold(p.Name) == key {
			return true
		}
	}
	return false
}

func demonymPlaces(w *world.World, d world.Demonym) []world.Place {
	if p, ok := w.Place("cc:" + d.Country); ok {
		return []world.Place{p}
	}
	return w.Places(d.Place)
}

func (r *resolver) newOption(p world.Place, base float64) option {
	o := option{Place: p, base: base, country: -1, admin1: -1, admin2: -1}
	if p.Country != "" {
		o.country = r.area(p.Country)
		if p.Admin1 != "" {
			o.admin1 = r.area(p.Country + "|" + p.Admin1)
			if p.Admin2 != "" {
				o.admin2 = r.area(p.Country + "|" + p.Admin1 + "|" + p.Admin2)
			}
		}
	}
	o.x, o.y, o.z = onSphere(p.Lat, p.Lon)
	return o
}

// area numbers an area.
func (r *resolver) area(key string) int {
	n, ok := r.areas[key]
	if !ok {
		n = len(r.areas)
		r.areas[key] = n
		r.nation = append(r.nation, !strings.Contains(key, "|"))
	}
	return n
}

// boost raises the options of s that lie in one of areas, by how likely that area is itself meant.
func (s *sense) boost(areas []world.Place) {
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

func onSphere(lat, lon float64) (x, y, z float64) {
	const degree = math.Pi / 180
	sinLat, cosLat := math.Sincos(lat * degree)
	sinLon, cosLon := math.Sincos(lon * degree)
	return cosLat * cosLon, cosLat * sinLon, sinLat
}

// ResolvedPlace is the reading of one given span.
type ResolvedPlace struct {
	Span  span.Span
	Place world.Place // its ID is "" when nothing is known under the name
	// Within says that the world does not know the name, and Place is what it lies in: the place inside its name ("Colchester
	// General Hospital"), else the one around which the text speaks of it.
	Within bool
}

// ResolvePlaces reads the given spans of text as names of places (an adjective such as "Serbian" as its country) and says
// which places they mean. It is the second half of the finding of places, for evaluation and for spans from elsewhere.
func ResolvePlaces(w *world.World, text string, spans []span.Span, hint PlaceHint) []ResolvedPlace {
	r := newResolver(w, text, hint)
	for _, s := range spans {
		name := s.Of(text)
		r.toponyms = append(r.toponyms, toponym{span: s, name: name, demonym: isDemonym(w, name), inside: areaAfter(w, text, s.End)})
	}
	r.resolve()
	r.settleWithin()
	out := make([]ResolvedPlace, len(spans))
	for i, t := range r.toponyms {
		out[i].Span = t.span
		s := &r.senses[t.sense]
		if t.around != nil {
			out[i].Place, out[i].Within = t.around.Place, true
		} else if o := s.chosen(); o != nil {
			out[i].Place, out[i].Within = o.Place, s.within
		}
	}
	return out
}

// isDemonym reports whether name is an adjective or a people rather than the place that happens to bear the same name.
func isDemonym(w *world.World, name string) bool {
	if _, ok := w.Demonym(name); !ok {
		return false
	}
	words := strings.Fields(name)
	n, top := w.LikeliestPlace(words)
	return n < len(words) || top.Prior < demonymPrior
}

// demonymPrior is the prior from which a place is better known than the adjective of its name.
const demonymPrior = 60
