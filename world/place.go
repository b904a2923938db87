package world

import (
	"iter"
	"sort"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/world/table"
)

// Place is a populated place, an administrative area, a water, a region, a country, a base …
type Place struct {
	ID         string  // "gn:" GeoNames number, "ne:" Natural Earth, "cc:" country, "wd:" Wikidata, "x:" by hand
	Name       string  // as it is shown
	Code       string  // GeoNames feature class and code, "P.PPLC"; also L.DISP disputed area, L.CST coast, S.NFAC nuclear site
	Country    string  // ISO 3166-1 alpha-2, XK for Kosovo; "" for seas and regions across countries
	Admin1     string  // name of the province or state; of a disputed area who claims it
	Admin2     string  // name of the district or county
	Lat, Lon   float64 // degrees, WGS84
	Population int     // 0 when unknown; of an area the sum of its listed towns
	Wikidata   string  // "Q…", "" when unknown
	Prior      int     // 1 to 99: how likely a bare mention of the name means this place; good for ranking only

	geoNames string // number of a country, whose ID is its code
}

// GeoNames is the place's number at GeoNames, "" when it has none.
func (p Place) GeoNames() string {
	if n, ok := strings.CutPrefix(p.ID, "gn:"); ok {
		return n
	}
	return p.geoNames
}

// IsCountry reports whether the place is a country or a territory with a code of its own.
func (p Place) IsCountry() bool { return strings.HasPrefix(p.ID, "cc:") }

// Class is the GeoNames feature class: A area, P populated place, H water, T mountain or island, L region, S building.
func (p Place) Class() byte {
	if p.Code == "" {
		return 0
	}
	return p.Code[0]
}

// Places gives what may bear the name, the likeliest first.
func (w *World) Places(name string) []Place {
	return w.placesOf(find(w.places, name))
}

// LongestPlace finds the longest place name that begins words: its number of words and what may bear it.
func (w *World) LongestPlace(words []string) (int, []Place) {
	n, rows := longest(w.places, words)
	return n, w.placesOf(rows)
}

// LikeliestPlace is LongestPlace that reads only the likeliest bearer of the name.
func (w *World) LikeliestPlace(words []string) (int, Place) {
	n, rows := longest(w.places, words)
	if n == 0 {
		return 0, Place{}
	}
	return n, w.placeAt(rows[0].Row())
}

func (w *World) placesOf(rows []table.Post) []Place {
	if len(rows) == 0 {
		return nil
	}
	out := make([]Place, len(rows))
	for i, p := range rows {
		out[i] = w.placeAt(p.Row())
	}
	return out
}

// Place gives the place of an id.
func (w *World) Place(id string) (Place, bool) {
	digits, numbered := strings.CutPrefix(id, "gn:")
	number, err := strconv.ParseUint(digits, 10, 32)
	if numbered && err != nil {
		return Place{}, false
	}
	n := w.places.Rows()
	at := sort.Search(n, func(i int) bool {
		row := w.places.Row(i)
		if row.Byte(table.PlaceIDKind) == table.IDNumber {
			return numbered && row.Uint32(table.PlaceID) >= uint32(number)
		}
		return numbered || row.Text(table.PlaceID) >= id
	})
	if at == n {
		return Place{}, false
	}
	p := w.placeAt(at)
	return p, p.ID == id
}

// EachPlace goes through all places, in the order of their ids.
func (w *World) EachPlace() iter.Seq[Place] {
	return func(yield func(Place) bool) {
		for i := range w.places.Rows() {
			if !yield(w.placeAt(i)) {
				return
			}
		}
	}
}

func (w *World) placeAt(i int) Place {
	row := w.places.Row(i)
	p := Place{
		Name:       row.Text(table.PlaceName),
		Code:       w.places.More(int(row.Byte(table.PlaceCode)), 4).Text(0),
		Country:    letters(row, table.PlaceCountry),
		Admin1:     row.Text(table.PlaceAdmin1),
		Admin2:     row.Text(table.PlaceAdmin2),
		Lat:        degrees(row, table.PlaceLat),
		Lon:        degrees(row, table.PlaceLon),
		Population: int(row.Uint32(table.PlacePeople)),
		Prior:      int(row.Byte(table.PlacePrior)),
	}
	if q := row.Uint32(table.PlaceWikidata); q != 0 {
		p.Wikidata = "Q" + strconv.FormatUint(uint64(q), 10)
	}
	if row.Byte(table.PlaceIDKind) == table.IDText {
		p.ID = row.Text(table.PlaceID)
		if p.IsCountry() {
			p.geoNames = w.country[w.countryByCode[p.Country]].GeoNames
		}
	} else {
		p.ID = "gn:" + strconv.FormatUint(uint64(row.Uint32(table.PlaceID)), 10)
	}
	return p
}

func degrees(row table.Row, at int) float64 { return float64(int32(row.Uint32(at))) / 1e5 }

// letters reads a country code, "" for two zero bytes.
func letters(row table.Row, at int) string {
	if row.Byte(at) == 0 {
		return ""
	}
	return string([]byte{row.Byte(at), row.Byte(at + 1)})
}

// Ambiguity says what else a place name of one word is.
type Ambiguity struct {
	Prior     int  // the best prior of the places that bear the name
	Places    int  // how many places bear it
	Word      bool // it is an English word
	FirstName int  // people known to world who bear it as a given name
	LastName  int  // and as a last name
}

// Ambiguous reports whether a place name is also a word or a name of people. Such a name wants a context that speaks
// of a place before it may be taken for one.
func (w *World) Ambiguous(name string) (Ambiguity, bool) {
	rows := w.ambiguous.Find(Fold(name))
	if rows.Len() == 0 {
		return Ambiguity{}, false
	}
	row := w.ambiguous.Row(rows.At(0).Row())
	return Ambiguity{
		Prior: int(row.Uint32(table.AmbiguousPrior)), Places: int(row.Uint32(table.AmbiguousPlaces)),
		Word:      row.Uint32(table.AmbiguousWord) != 0,
		FirstName: int(row.Uint32(table.AmbiguousFirst)), LastName: int(row.Uint32(table.AmbiguousLast)),
	}, true
}

// DatelineCity is a city that stands in the datelines of the agencies.
type DatelineCity struct {
	Name    string
	Country string
	Alone   bool // agencies print it without its country or state
}

// DatelineCity finds a city by its name as datelines print it, in capitals or not.
func (w *World) DatelineCity(name string) (DatelineCity, bool) {
	rows := find(w.datelineCities, name)
	if len(rows) == 0 {
		return DatelineCity{}, false
	}
	row := w.datelineCities.Row(rows[0].Row())
	return DatelineCity{Name: row.Text(0), Country: row.Text(4), Alone: strings.HasPrefix(row.Text(8), "stands alone")}, true
}
