// Package world knows the places, countries, people, offices, organisations and agencies that the news speak of. All of
// it is embedded in the binary and searched where it lies: Load parses nothing, and what is never looked up costs no
// memory. A row is a candidate, never evidence: world tells what a name may stand for, and the rooms decide from the text.
//
// Names are found by their folded form (see Fold); an abbreviation such as "WHO" or "US" is found only when it is
// printed in capitals. The functions Longest... take the words of a text, one token each, and match from the first.
//
//	w, err := world.Load()
//	place := w.Places("Mitrovica")[0] // the likeliest bearer of the name
//	n, office := w.LongestOffice([]string{"prime", "minister", "of", "Kosovo"}) // 2, head_of_government
//
// The tables in data/ are made by the command in generate/; NOTICE.md says where each comes from.
package world

import (
	_ "embed"
	"fmt"
	"sync"
	"unicode"

	"github.com/dateline-news/dateline/world/table"
)

var (
	//go:embed data/places.bin
	placesData string
	//go:embed data/countries.bin
	countriesData string
	//go:embed data/demonyms.bin
	demonymsData string
	//go:embed data/metonyms.bin
	metonymsData string
	//go:embed data/ambiguous.bin
	ambiguousData string
	//go:embed data/people.bin
	peopleData string
	//go:embed data/people_bysa.bin
	peopleBySAData string
	//go:embed data/offices.bin
	officesData string
	//go:embed data/organisations.bin
	organisationsData string
	//go:embed data/parties.bin
	partiesData string
	//go:embed data/agencies.bin
	agenciesData string
	//go:embed data/dateline_cities.bin
	datelineCitiesData string
	//go:embed data/agents.bin
	agentsData string
)

// World gives access to the tables. It is safe for use by many goroutines.
type World struct {
	places, countries, demonyms, metonyms, ambiguous *table.Table
	people, peopleBySA                               *table.Table
	offices, organisations, parties, agencies        *table.Table
	datelineCities, agents                           *table.Table

	country       []Country
	countryByCode map[string]int
}

var load = sync.OnceValues(open)

// Load opens the embedded tables, once for the process. An error means that the binary was built from damaged files.
func Load() (*World, error) { return load() }

func open() (*World, error) {
	w := &World{}
	for _, t := range []struct {
		name string
		data string
		to   **table.Table
	}{
		{"places", placesData, &w.places},
		{"countries", countriesData, &w.countries},
		{"demonyms", demonymsData, &w.demonyms},
		{"metonyms", metonymsData, &w.metonyms},
		{"ambiguous", ambiguousData, &w.ambiguous},
		{"people", peopleData, &w.people},
		{"people_bysa", peopleBySAData, &w.peopleBySA},
		{"offices", officesData, &w.offices},
		{"organisations", organisationsData, &w.organisations},
		{"parties", partiesData, &w.parties},
		{"agencies", agenciesData, &w.agencies},
		{"dateline_cities", datelineCitiesData, &w.datelineCities},
		{"agents", agentsData, &w.agents},
	} {
		opened, err := table.Open(t.data)
		if err != nil {
			return nil, fmt.Errorf("open the table %s of world (make it again with go generate ./world): %w", t.name, err)
		}
		*t.to = opened
	}
	w.readCountries()
	return w, nil
}

// Fold gives the key under which a name is found; see table.Fold.
func Fold(s string) string { return table.Fold(s) }

// printed reports whether name, as it is printed in a text, may stand for the row of p: an abbreviation only in capitals.
func printed(p table.Post, name string) bool {
	if !p.Has(table.Capitals) {
		return true
	}
	for _, r := range name {
		if unicode.IsLower(r) {
			return false
		}
	}
	return true
}

// allPrinted is printed for a name of several words.
func allPrinted(p table.Post, words []string) bool {
	if !p.Has(table.Capitals) {
		return true
	}
	for _, w := range words {
		if !printed(p, w) {
			return false
		}
	}
	return true
}

// find gives the rows of t that name may stand for.
func find(t *table.Table, name string) []table.Post {
	return keep(t.Find(Fold(name)), func(p table.Post) bool { return printed(p, name) })
}

// longest gives the rows of the longest name that begins words, and the number of its words.
func longest(t *table.Table, words []string) (int, []table.Post) {
	var last table.Posts
	n := t.Longest(words, func(n int, rows table.Posts) bool {
		for i := range rows.Len() {
			if allPrinted(rows.At(i), words[:n]) {
				last = rows
				return true
			}
		}
		return false
	})
	if n == 0 {
		return 0, nil
	}
	return n, keep(last, func(p table.Post) bool { return allPrinted(p, words[:n]) })
}

func keep(rows table.Posts, want func(table.Post) bool) []table.Post {
	if rows.Len() == 0 {
		return nil
	}
	out := make([]table.Post, 0, rows.Len())
	for i := range rows.Len() {
		if p := rows.At(i); want(p) {
			out = append(out, p)
		}
	}
	return out
}

// Edition says of which days the embedded tables are.
const Edition = "GeoNames of March 2023, office holders as of 2022 to August 2026"
