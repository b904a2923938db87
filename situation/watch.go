package situation

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/record"
)

// ErrWatch marks a watch that cannot be kept; the text says what to change.
var ErrWatch = errors.New("the watch cannot be used")

// Watch says which reports belong to a situation. Words, Actors, Places and Area say what it is about: a report that has
// one thing of any of these fields belongs to it or, when All is set, one thing of every field that is not empty. Without,
// Sources and Languages are limits and hold always.
type Watch struct {
	Words     []string `json:"words,omitempty"`     // words or phrases of the report's text, in any case; "strait*" for all words that begin so
	Actors    []string `json:"actors,omitempty"`    // names of people, bodies, countries as the record gives them, or an alias
	Places    []string `json:"places,omitempty"`    // names of places, countries, facilities
	Area      *Area    `json:"area,omitempty"`      // a place of the record lies in it
	All       bool     `json:"all,omitempty"`       // every field that is not empty must have something
	Without   []string `json:"without,omitempty"`   // words that a report must not have
	Sources   []string `json:"sources,omitempty"`   // names of sources or outlets; none is all
	Languages []string `json:"languages,omitempty"` // BCP 47, "en" holds "en-GB" too; none is all
}

// Point is a place on the map.
type Point struct {
	Lat float64 `json:"lat"` // degrees north, -90 to 90
	Lon float64 `json:"lon"` // degrees east, -180 to 180
}

// Area is a box (two points: its south-west and north-east corner; a box whose west lies east of its east crosses the date
// line) or a polygon (three points and more, its last joined to its first).
type Area []Point

// Contains reports whether a point lies in the area.
func (a Area) Contains(p Point) bool {
	if len(a) == 2 {
		sw, ne := a[0], a[1]
		if p.Lat < sw.Lat || p.Lat > ne.Lat {
			return false
		}
		if sw.Lon <= ne.Lon {
			return sw.Lon <= p.Lon && p.Lon <= ne.Lon
		}
		return p.Lon >= sw.Lon || p.Lon <= ne.Lon
	}
	inside := false
	for i, j := 0, len(a)-1; i < len(a); j, i = i, i+1 {
		if (a[i].Lat > p.Lat) != (a[j].Lat > p.Lat) && p.Lon < (a[j].Lon-a[i].Lon)*(p.Lat-a[i].Lat)/(a[j].Lat-a[i].Lat)+a[i].Lon {
			inside = !inside
		}
	}
	return inside
}

func (a Area) check() error {
	if len(a) < 2 {
		return fmt.Errorf("%w: an area needs two corners (a box) or three points and more (a polygon), it has %d", ErrWatch, len(a))
	}
	for _, p := range a {
		if !(p.Lat >= -90 && p.Lat <= 90 && p.Lon >= -180 && p.Lon <= 180) { // NaN too
			return fmt.Errorf("%w: %g north, %g east is not on the map", ErrWatch, p.Lat, p.Lon)
		}
	}
	if len(a) == 2 && a[0].Lat > a[1].Lat {
		return fmt.Errorf("%w: a box is given by its south-west corner, then its north-east corner; the first lies north of the second", ErrWatch)
	}
	return nil
}

// watchTerms bounds one field of a watch.
const watchTerms = 500

// Check brings a watch into its form (trimmed, without repeats) and says what is wrong with it: ErrWatch.
func (w *Watch) Check() error {
	for _, f := range []struct {
		name string
		list *[]string
	}{{"words", &w.Words}, {"actors", &w.Actors}, {"places", &w.Places}, {"words to leave out", &w.Without}, {"sources", &w.Sources}, {"languages", &w.Languages}} {
		if *f.list = tidy(*f.list); len(*f.list) > watchTerms {
			return fmt.Errorf("%w: %d %s are too many, %d is the most; make two watches", ErrWatch, len(*f.list), f.name, watchTerms)
		}
	}
	for _, word := range append(slices.Clone(w.Words), w.Without...) {
		if len(wordsOf(word)) == 0 {
			return fmt.Errorf("%w: %q holds no letter or number, so no report can have it", ErrWatch, word)
		}
	}
	if w.Area != nil {
		return w.Area.check()
	}
	return nil
}

func tidy(list []string) []string {
	var out []string
	for _, s := range list {
		if s = strings.Join(strings.Fields(s), " "); s != "" && !slices.ContainsFunc(out, func(o string) bool { return strings.EqualFold(o, s) }) {
			out = append(out, s)
		}
	}
	return out
}

// Open reports whether nothing says what the watch is about: then every report within its limits belongs to it.
func (w Watch) Open() bool {
	return len(w.Words) == 0 && len(w.Actors) == 0 && len(w.Places) == 0 && w.Area == nil
}

// Breadth says in words that a watch holds (nearly) everything, after it was held against looked reports of which held
// belong to it; "" when it does not, or too few were looked at.
func (w Watch) Breadth(held, looked int) string {
	switch {
	case w.Open() && len(w.Sources)+len(w.Languages)+len(w.Without) == 0:
		return "This watch names no word, actor or place, so every report belongs to it. Nothing is lost, but what changed here is what changed everywhere: name what it is about."
	case w.Open():
		return "This watch names no word, actor or place, so every report of its sources and languages belongs to it."
	case looked >= 50 && held*10 >= looked*9:
		return fmt.Sprintf("This watch holds %d of %d reports, nearly all there are. If that is not meant, look at the widest of its words and places, or ask for all fields together.", held, looked)
	}
	return ""
}

// Match says whether a report belongs to the situation, and by what: "word: grain ships", "actor: Velmora", "place: Lissen", "area: Lissen".
func (w Watch) Match(t *Told) (why []string, ok bool) {
	if !w.within(t) {
		return nil, false
	}
	text := newFinder(t.Record.Report.Text)
	if slices.ContainsFunc(w.Without, text.has) {
		return nil, false
	}
	if w.Open() {
		return []string{"everything"}, true
	}
	fields, hit := 0, 0
	for _, f := range []struct {
		asked bool
		find  func() string
	}{
		{len(w.Words) > 0, func() string { return first("word: ", w.Words, text.has) }},
		{len(w.Actors) > 0, func() string { return first("actor: ", w.Actors, func(n string) bool { return t.named(n, false) }) }},
		{len(w.Places) > 0, func() string { return first("place: ", w.Places, func(n string) bool { return t.named(n, true) }) }},
		{w.Area != nil, func() string { return w.inArea(t) }},
	} {
		if !f.asked {
			continue
		}
		fields++
		if found := f.find(); found != "" {
			hit++
			why = append(why, found)
		}
	}
	return why, hit > 0 && (!w.All || hit == fields)
}

// within holds the limits: language and source.
func (w Watch) within(t *Told) bool {
	if len(w.Languages) > 0 && !slices.ContainsFunc(w.Languages, func(l string) bool {
		return strings.EqualFold(l, t.Language) || len(t.Language) > len(l) && strings.EqualFold(t.Language[:len(l)], l) && t.Language[len(l)] == '-'
	}) {
		return false
	}
	return len(w.Sources) == 0 || slices.ContainsFunc(w.Sources, func(s string) bool {
		return strings.EqualFold(s, t.Name) || strings.EqualFold(s, t.Outlet)
	})
}

func first(label string, list []string, has func(string) bool) string {
	for _, s := range list {
		if has(s) {
			return label + s
		}
	}
	return ""
}

func (w Watch) inArea(t *Told) string {
	for _, e := range t.Record.Entities {
		if e.Lat != nil && e.Lon != nil && e.Kind != record.Country && w.Area.Contains(Point{*e.Lat, *e.Lon}) {
			return "area: " + e.Name
		}
	}
	return ""
}

// named reports whether the record names somebody or a place so. A country is both.
func (t *Told) named(name string, place bool) bool {
	want := fold(name)
	for _, e := range t.Record.Entities {
		switch e.Kind {
		case record.Place, record.Facility:
			if !place {
				continue
			}
		case record.Person, record.Organisation, record.Group:
			if place {
				continue
			}
		}
		if fold(e.Name) == want || slices.ContainsFunc(e.Aliases, func(a string) bool { return fold(a) == want }) {
			return true
		}
	}
	return false
}

// finder finds words and phrases in a text, in any case, at the borders of words.
type finder struct{ text string }

func newFinder(text string) finder { return finder{" " + strings.Join(wordsOf(text), " ") + " "} }

func (f finder) has(phrase string) bool {
	open := strings.HasSuffix(phrase, "*")
	want := " " + strings.Join(wordsOf(phrase), " ")
	if !open {
		want += " "
	}
	return strings.Contains(f.text, want)
}

// String is the watch in one line, for a person.
func (w Watch) String() string {
	var parts []string
	for _, f := range []struct {
		name string
		list []string
	}{{"words", w.Words}, {"actors", w.Actors}, {"places", w.Places}, {"without", w.Without}, {"sources", w.Sources}, {"languages", w.Languages}} {
		if len(f.list) > 0 {
			parts = append(parts, f.name+" "+strings.Join(f.list, ", "))
		}
	}
	if w.Area != nil {
		b, _ := json.Marshal(w.Area) // numbers that Check let through always marshal
		parts = append(parts, "area "+string(b))
	}
	if len(parts) == 0 {
		return "every report"
	}
	if w.All {
		parts = append(parts, "all together")
	}
	return strings.Join(parts, "; ")
}
