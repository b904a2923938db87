package world

import (
	"strings"
	"testing"

	"github.com/dateline-news/dateline/world/table"
)

func loaded(tb testing.TB) *World {
	tb.Helper()
	w, err := Load()
	if err != nil {
		tb.Fatal(err)
	}
	return w
}

func TestSums(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"places": placesData, "countries": countriesData, "demonyms": demonymsData, "metonyms": metonymsData,
		"ambiguous": ambiguousData, "people": peopleData, "people_bysa": peopleBySAData, "offices": officesData,
		"organisations": organisationsData, "parties": partiesData, "agencies": agenciesData,
		"dateline_cities": datelineCitiesData, "agents": agentsData,
	} {
		if err := table.Verify(data); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	w := loaded(t)
	for _, c := range []struct {
		name, wantID, wantName, wantCountry string
	}{
		{"Paris", "gn:2988507", "Paris", "FR"},
		{"PARIS", "gn:2988507", "Paris", "FR"},
		{"Sao Paulo", "gn:3448439", "São Paulo", "BR"},
		{"São Paulo", "gn:3448439", "São Paulo", "BR"},
		{"Kosovo", "cc:XK", "Kosovo", "XK"},
		{"U.S.", "cc:US", "United States", "US"},
		{"northern Kosovo", "x:1", "northern Kosovo", "XK"},
		{"Port-au-Prince", "gn:3718426", "Port-au-Prince", "HT"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := w.Places(c.name)
			if len(got) == 0 {
				t.Fatalf("Places(%q) is empty", c.name)
			}
			if p := got[0]; p.ID != c.wantID || p.Name != c.wantName || p.Country != c.wantCountry {
				t.Errorf("Places(%q)[0] = %+v, want %s %s %s", c.name, p, c.wantID, c.wantName, c.wantCountry)
			}
			if p, ok := w.Place(got[0].ID); !ok || p != got[0] {
				t.Errorf("Place(%q) = %+v, %v", got[0].ID, p, ok)
			}
		})
	}
	if got := w.Places("us"); len(got) > 0 && got[0].Country == "US" {
		t.Errorf("Places(%q) = %v: small letters are no abbreviation", "us", got[0])
	}
	if _, ok := w.Place("gn:x"); ok {
		t.Error("an id that is no number was found")
	}
}

func TestCountryAndDemonym(t *testing.T) {
	t.Parallel()
	w := loaded(t)
	for _, name := range []string{"Ivory Coast", "Côte d'Ivoire", "Cote d’Ivoire"} {
		if c, ok := w.CountryByName(name); !ok || c.Code != "CI" {
			t.Errorf("CountryByName(%q) = %q, %v", name, c.Code, ok)
		}
	}
	for _, code := range []string{"XK", "XKX", "KSV"} {
		if c, ok := w.Country(code); !ok || c.Name != "Kosovo" {
			t.Errorf("Country(%q) = %q, %v", code, c.Name, ok)
		}
	}
	if d, ok := w.Demonym("Serbian"); !ok || d.Country != "RS" || !d.Adjective {
		t.Errorf("Demonym(Serbian) = %+v, %v", d, ok)
	}
	if d, ok := w.Demonym("Serbs"); !ok || d.Country != "RS" || !d.People {
		t.Errorf("Demonym(Serbs) = %+v, %v", d, ok)
	}
	if d, ok := w.Demonym("Kurdish"); !ok || d.Country != "" || d.Place == "" {
		t.Errorf("Demonym(Kurdish) = %+v, %v", d, ok)
	}
	if n, d := w.LongestDemonym([]string{"South", "Korean", "police"}); n != 2 || d.Country != "KR" {
		t.Errorf("LongestDemonym(South Korean) = %d %+v", n, d)
	}
}

func TestPeople(t *testing.T) {
	t.Parallel()
	w := loaded(t)
	full := w.People("Aleksandar Vučić")
	if len(full) == 0 || full[0].Country != "RS" || full[0].LastName {
		t.Fatalf("People(Aleksandar Vučić) = %+v", full)
	}
	last := w.People("Vucic")
	if len(last) == 0 || last[0].Name != full[0].Name || !last[0].LastName {
		t.Fatalf("People(Vucic) = %+v", last)
	}
	if n, people := w.LongestPerson([]string{"Vucic", "said"}, false); n != 0 {
		t.Errorf("a last name alone was found: %d %v", n, people)
	}
	if n, people := w.LongestPerson([]string{"Aleksandar", "Vucic", "said"}, false); n != 2 || len(people) == 0 {
		t.Errorf("LongestPerson(Aleksandar Vucic) = %d %v", n, people)
	}
	if held := full[0].OfficesOn("2022-12-28"); len(held) == 0 || !strings.Contains(strings.ToLower(held[0].Office), "president") {
		t.Errorf("OfficesOn(2022-12-28) = %+v of %+v", held, full[0].Offices)
	}
}

func TestOfficesOn(t *testing.T) {
	t.Parallel()
	p := Person{Offices: []Holding{{Office: "a", Start: "2020-05", End: "2022"}, {Office: "b", Start: "2021-01-01", AsOf: "2023-01-10"}, {Office: "c"}}}
	for day, want := range map[string]string{"2020-04-30": "", "2020-05-01": "a", "2022-12-31": "ab", "2023-01-10": "b", "2023-01-11": ""} {
		var got string
		for _, h := range p.OfficesOn(day) {
			got += h.Office
		}
		if got != want {
			t.Errorf("OfficesOn(%s) = %q, want %q", day, got, want)
		}
	}
}

func TestBodies(t *testing.T) {
	t.Parallel()
	w := loaded(t)
	if n, o := w.LongestOffice([]string{"prime", "minister", "of", "Kosovo"}); n != 2 || o.Level != "head_of_government" {
		t.Errorf("LongestOffice(prime minister) = %d %+v", n, o)
	}
	if n, o := w.LongestOrganisation([]string{"United", "Nations", "Security", "Council", "met"}); n != 4 || o.Name != "UN Security Council" {
		t.Errorf("LongestOrganisation = %d %+v", n, o)
	}
	if o, ok := w.Organisation("WHO"); !ok || o.Name != "World Health Organization" {
		t.Errorf("Organisation(WHO) = %+v, %v", o, ok)
	}
	if _, ok := w.Organisation("Nato"); !ok {
		t.Error("Organisation(Nato) is unknown")
	}
	if o, ok := w.Organisation("Who"); ok {
		t.Errorf("Organisation(Who) = %+v: a pronoun is no abbreviation", o)
	}
	for _, name := range []string{"TASS", "Reuters", "REUTERS", "AP", "Xinhua", "Tanjug"} {
		if _, ok := w.Agency(name); !ok {
			t.Errorf("Agency(%q) is unknown", name)
		}
	}
	if c, ok := w.DatelineCity("MOSCOW"); !ok || c.Country != "RU" || !c.Alone {
		t.Errorf("DatelineCity(MOSCOW) = %+v, %v", c, ok)
	}
	if m := w.Metonyms("the Pentagon"); len(m) == 0 || m[0].Country != "US" {
		t.Errorf("Metonyms(the Pentagon) = %+v", m)
	}
	if a, ok := w.Ambiguous("David"); !ok || a.FirstName == 0 {
		t.Errorf("Ambiguous(David) = %+v, %v", a, ok)
	}
	if n, a := w.LongestAgent([]string{"protesters", "marched"}); n != 1 || a.Role != "OPP" {
		t.Errorf("LongestAgent(protesters) = %d %+v", n, a)
	}
	if got := w.Parties("Alliance Party"); len(got) < 2 {
		t.Errorf("Parties(Alliance Party) = %+v", got)
	}
}
