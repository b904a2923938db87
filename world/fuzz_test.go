package world

import (
	"strings"
	"testing"
)

// FuzzLookups asks every look-up for arbitrary words: none panics, and none claims more words than it was given.
func FuzzLookups(f *testing.F) {
	for _, s := range []string{"New York City Hall", "U.N. Security Council", "prime minister", "gn:2988507", "São Paulo", "\xff\xfe", "", "the the the", "cc:XK"} {
		f.Add(s)
	}
	w := loaded(f)
	f.Fuzz(func(t *testing.T, s string) {
		w.Places(s)
		w.Place(s)
		w.Country(s)
		w.CountryByName(s)
		w.Demonym(s)
		w.Metonyms(s)
		w.People(s)
		w.Office(s)
		w.Organisation(s)
		w.Parties(s)
		w.Agency(s)
		w.DatelineCity(s)
		w.Ambiguous(s)
		words := strings.Fields(s)
		place, found := w.LongestPlace(words)
		if (place > 0) != (len(found) > 0) {
			t.Errorf("LongestPlace(%q): %d words and %d places", s, place, len(found))
		}
		country, _ := w.LongestCountry(words)
		demonym, _ := w.LongestDemonym(words)
		metonym, _ := w.LongestMetonym(words)
		person, _ := w.LongestPerson(words, true)
		office, _ := w.LongestOffice(words)
		body, _ := w.LongestOrganisation(words)
		party, _ := w.LongestParty(words)
		agency, _ := w.LongestAgency(words)
		agent, _ := w.LongestAgent(words)
		for _, n := range []int{place, country, demonym, metonym, person, office, body, party, agency, agent} {
			if n < 0 || n > len(words) {
				t.Errorf("a name of %d words begins the %d of %q", n, len(words), s)
			}
		}
	})
}

// FuzzOfficesOn gives days that are no days.
func FuzzOfficesOn(f *testing.F) {
	f.Add("2022-12-28", "2020", "")
	f.Add("", "x", "2021-05")
	f.Fuzz(func(t *testing.T, day, start, end string) {
		p := Person{Offices: []Holding{{Office: "a", Start: start, End: end}}}
		if held := p.OfficesOn(day); len(held) > 1 {
			t.Errorf("one office was held %d times", len(held))
		}
	})
}
