package world

import (
	"slices"
	"strconv"

	"github.com/dateline-news/dateline/world/table"
)

// Country is a country or a territory with an ISO code of its own (and Kosovo, XK).
type Country struct {
	Code            string // ISO 3166-1 alpha-2
	Code3           string // alpha-3
	Number          string
	CAMEO           string // actor code of CAMEO and PLOVER, "KSV" for Kosovo
	Name, Official  string
	Variants        []string // other names in English
	Native          []string
	Capital         string
	CapitalVariants []string
	Adjective       string   // "Serbian"
	People          []string // "Serbs"
	Adjectives      []string // further ones
	Languages       []string // names in English
	Neighbours      []string // alpha-2 codes
	Currency        string
	Region          string
	Member          bool    // of the United Nations
	Lat, Lon        float64 // of the label
	Area            int     // km²
	GeoNames        string  // number
}

func (w *World) readCountries() {
	n := w.countries.Rows()
	w.country = make([]Country, n)
	w.countryByCode = make(map[string]int, 3*n)
	for i := range n {
		row := w.countries.Row(i)
		c := Country{
			Code: row.Text(0), Code3: row.Text(4), Number: row.Text(8), CAMEO: row.Text(12),
			Name: row.Text(16), Official: row.Text(20), Variants: row.List(24), Native: row.List(28),
			Capital: row.Text(32), CapitalVariants: row.List(36),
			Adjective: row.Text(40), People: row.List(44), Adjectives: row.List(48),
			Languages: row.List(52), Neighbours: row.List(56), Currency: row.Text(60), Region: row.Text(64),
			Member: row.Uint32(table.CountryUN) != 0, Area: int(row.Uint32(table.CountryArea)),
			Lat: degrees(row, table.CountryLat), Lon: degrees(row, table.CountryLon),
			GeoNames: strconv.FormatUint(uint64(row.Uint32(table.CountryID)), 10),
		}
		w.country[i] = c
		for _, code := range []string{c.CAMEO, c.Code3, c.Code} {
			if code != "" {
				w.countryByCode[code] = i
			}
		}
	}
}

// Countries gives all countries in the order of their codes. The slice is the caller's, the lists inside are shared.
func (w *World) Countries() []Country { return slices.Clone(w.country) }

// Country finds a country by its alpha-2, alpha-3 or CAMEO code, in capitals.
func (w *World) Country(code string) (Country, bool) {
	i, ok := w.countryByCode[code]
	if !ok {
		return Country{}, false
	}
	return w.country[i], true
}

// CountryByName finds a country by any of its names. Where two share one ("Congo"), the first by code is given.
func (w *World) CountryByName(name string) (Country, bool) {
	rows := find(w.countries, name)
	if len(rows) == 0 {
		return Country{}, false
	}
	return w.country[rows[0].Row()], true
}

// LongestCountry finds the longest name of a country that begins words: its number of words and the country.
func (w *World) LongestCountry(words []string) (int, Country) {
	n, rows := longest(w.countries, words)
	if n == 0 {
		return 0, Country{}
	}
	return n, w.country[rows[0].Row()]
}

// Demonym is an adjective or a name of people that belongs to a country, a region or a nation.
type Demonym struct {
	Word      string
	Country   string // alpha-2; "" for a region
	Place     string // name of the region; "" for a country
	Adjective bool   // "Serbian"
	People    bool   // "Serbs"
	Others    bool   // the word belongs to other countries too ("Congolese")
}

// Demonym finds a word such as "Serbian", "Serbs", "Kurdish". The word's capital is the caller's to check ("polish").
func (w *World) Demonym(word string) (Demonym, bool) { return w.demonym(find(w.demonyms, word)) }

// LongestDemonym finds the longest demonym that begins words ("South Korean"): its number of words and what it means.
func (w *World) LongestDemonym(words []string) (int, Demonym) {
	n, rows := longest(w.demonyms, words)
	d, _ := w.demonym(rows)
	return n, d
}

func (w *World) demonym(rows []table.Post) (Demonym, bool) {
	var d Demonym
	for i, p := range rows {
		row := w.demonyms.Row(p.Row())
		country, place := letters(row, table.DemonymCountry), row.Text(table.DemonymPlace)
		if i == 0 {
			d.Word, d.Country, d.Place = row.Text(table.DemonymWord), country, place
		}
		if country != d.Country || place != d.Place {
			d.Others = true
			continue
		}
		switch row.Byte(table.DemonymKind) {
		case table.DemonymAdjective:
			d.Adjective = true
		case table.DemonymPeople:
			d.People = true
		}
	}
	return d, len(rows) > 0
}

// Metonym is a reading of a name as a body: "Kremlin" for the government of Russia.
type Metonym struct {
	Name    string
	Meaning string
	Country string
	Kind    string // government, legislature, ministry, military, capital (the city may be meant), org, region …
}

// Metonyms gives the readings of a name; none is certain.
func (w *World) Metonyms(name string) []Metonym {
	var out []Metonym
	for _, p := range find(w.metonyms, name) {
		row := w.metonyms.Row(p.Row())
		out = append(out, Metonym{row.Text(0), row.Text(4), row.Text(8), row.Text(12)})
	}
	return out
}

// LongestMetonym finds the longest metonym that begins words: its number of words and its readings.
func (w *World) LongestMetonym(words []string) (int, []Metonym) {
	n, rows := longest(w.metonyms, words)
	var out []Metonym
	for _, p := range rows {
		row := w.metonyms.Row(p.Row())
		out = append(out, Metonym{row.Text(0), row.Text(4), row.Text(8), row.Text(12)})
	}
	return n, out
}
