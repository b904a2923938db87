package record

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

func TestHintCountry(t *testing.T) {
	t.Parallel()
	w := placeWorld(t)
	for _, c := range []struct{ country, url, want string }{
		{"", "https://www.news.example.co.uk/a/b.html", "GB"},
		{"", "news.example.nz", "NZ"},
		{"", "https://news.example.com/fr", ""},
		{"", "https://news.example.tv/", ""},
		{"", "https://", ""},
		{"", "https://[::1]:80", ""},
		{"RU", "https://news.example.fr/", "RU"},
		{"", "", ""},
	} {
		if got := hintCountry(w, c.country, c.url); got != c.want {
			t.Errorf("hintCountry(%q, %q) = %q, want %q", c.country, c.url, got, c.want)
		}
	}
}

func TestAreaAfter(t *testing.T) {
	t.Parallel()
	w := placeWorld(t)
	for _, c := range []struct {
		text, name, want string
	}{
		{"in Athens, Ga., on Monday", "Athens", "US Georgia"},
		{"in Athens, Georgia.", "Athens", "GE  US Georgia"},
		{"in Athens (Greece) on Monday", "Athens", "GR "},
		{"in Athens, Rome and Paris", "Athens", ""},
		{"in Athens and Georgia", "Athens", ""},
		{"in Athens,", "Athens", ""},
		{"in Athens, said he", "Athens", ""},
	} {
		at := strings.Index(c.text, c.name) + len(c.name)
		var got []string
		for _, p := range areaAfter(w, c.text, at) {
			if p.IsCountry() || p.Code == "A.ADM1" {
				got = append(got, p.Country+" "+p.Admin1)
			}
		}
		if joined := strings.Join(got, " "); !strings.HasPrefix(joined, c.want) || c.want == "" && joined != "" {
			t.Errorf("area after %q in %q: %q, want %q", c.name, c.text, joined, c.want)
		}
	}
}

func TestWordsUntilStop(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"North Carolina, said":           {"North", "Carolina"},
		"Ga.) said":                      {"Ga."},
		"one two three four five":        {"one", "two", "three", "four"},
		"":                               nil,
		", x":                            nil,
		strings.Repeat("é", 60) + " end": {strings.Repeat("é", 40)},
	} {
		if diff := cmp.Diff(want, wordsUntilStop(text, 4)); diff != "" {
			t.Errorf("words of %q (-want +got):\n%s", text, diff)
		}
	}
}

func TestLies(t *testing.T) {
	t.Parallel()
	town := world.Place{ID: "gn:1", Code: "P.PPL", Country: "US", Admin1: "Ohio", Admin2: "Clark County"}
	for _, c := range []struct {
		name string
		area world.Place
		want bool
	}{
		{"country", world.Place{ID: "cc:US", Code: "A.PCLI", Country: "US"}, true},
		{"other country", world.Place{ID: "cc:CA", Code: "A.PCLI", Country: "CA"}, false},
		{"state", world.Place{ID: "gn:2", Code: "A.ADM1", Country: "US", Name: "Ohio", Admin1: "Ohio"}, true},
		{"other state", world.Place{ID: "gn:3", Code: "A.ADM1", Country: "US", Name: "Utah", Admin1: "Utah"}, false},
		{"county", world.Place{ID: "gn:4", Code: "A.ADM2", Country: "US", Name: "Clark County", Admin1: "Ohio"}, true},
		{"county of that name elsewhere", world.Place{ID: "gn:5", Code: "A.ADM2", Country: "US", Name: "Clark County", Admin1: "Nevada"}, false},
		{"town", world.Place{ID: "gn:6", Code: "P.PPL", Country: "US", Admin1: "Ohio"}, false},
		{"sea", world.Place{ID: "ne:1", Code: "H.SEA"}, false},
		{"itself", town, false},
	} {
		if got := lies(town, c.area); got != c.want {
			t.Errorf("%s: lies = %v, want %v", c.name, got, c.want)
		}
	}
}

func TestPlacesNamed(t *testing.T) {
	t.Parallel()
	w := placeWorld(t)
	for _, c := range []struct {
		name, want string // name and class of the likeliest
		part       bool
	}{
		{"the Hague", "The Hague P.PPLG", false},
		{"St. Petersburg", "Saint Petersburg P.PPLA", false},
		{"Mt. Everest", "Mount Everest T.MT", false},
		{"southern Mali", "Mali A.PCLI", true},
		{"City of Lagos", "Lagos P.PPLA2", false},
		{"Xyzzy", "", false},
		{"", "", false},
		{"of the", "", false},
	} {
		got := placesNamed(w, c.name)
		var first string
		if len(got.places) > 0 {
			first = got.places[0].Name + " " + got.places[0].Code
		}
		if first != c.want || got.part != c.part {
			t.Errorf("placesNamed(%q) = %q, part %v, want %q, %v", c.name, first, got.part, c.want, c.part)
		}
	}
}

func TestShortForm(t *testing.T) {
	t.Parallel()
	ohio := world.Place{Code: "A.ADM1", Name: "Oregon"}
	for _, c := range []struct {
		name string
		top  world.Place
		want bool
	}{
		{"Ore.", ohio, true}, {"Ore", ohio, true}, {"OR", ohio, true}, {"Oregon", ohio, false},
		{"B.C.", world.Place{Code: "A.ADM1", Name: "British Columbia"}, false},
		{"US", world.Place{ID: "cc:US"}, false}, {"K", world.Place{Code: "P.PPL"}, true}, {"Y", world.Place{Code: "P.PPL"}, true}, {"Ulm", world.Place{Code: "P.PPL"}, false},
	} {
		if got := shortForm(c.name, c.top); got != c.want {
			t.Errorf("shortForm(%q, %s) = %v, want %v", c.name, c.top.Name, got, c.want)
		}
	}
}

func TestTitleCase(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"Storm Hits Coast as Towns Flee": true, "A storm hit the coast of Portugal": false, "Paris": false, "": false, "STORM HITS LISBON COAST": true,
	} {
		if got := titleCase(strings.Fields(text)); got != want {
			t.Errorf("titleCase(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestUnited(t *testing.T) {
	t.Parallel()
	got := united([]span.Span{{Start: 8, End: 9}, {Start: 0, End: 5}, {Start: 3, End: 4}, {Start: 4, End: 7}})
	if diff := cmp.Diff([]span.Span{{Start: 0, End: 7}, {Start: 8, End: 9}}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestScenesHint(t *testing.T) {
	t.Parallel()
	w := placeWorld(t)
	text := "The mayor of Alexandria spoke."
	at := []span.Span{{Start: 13, End: 23}}
	if got := ResolvePlaces(w, text, at, PlaceHint{})[0].Place; got.Country != "EG" {
		t.Errorf("without a hint Alexandria is in %s, want EG", got.Country)
	}
	hint := PlaceHint{Scenes: map[string]float64{"US|Virginia": 0.9, "broken": 1}}
	if got := ResolvePlaces(w, text, at, hint)[0].Place; got.Admin1 != "Virginia" {
		t.Errorf("for an outlet that writes of Virginia Alexandria is in %s, %s", got.Admin1, got.Country)
	}
}
