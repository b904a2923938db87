package story

import (
	"testing"

	"github.com/dateline-news/dateline/record"
	"github.com/google/go-cmp/cmp"
)

func actors(keys ...string) []Actor {
	var out []Actor
	for _, k := range keys {
		out = append(out, Actor{k, k})
	}
	return out
}

// closing is the closing of the strait as an outlet tells it in its own voice.
func closing(report int64, outlet, origin string) Mention {
	return Mention{Report: report, Outlet: outlet, Origin: origin, Type: "COERCE", Status: "happened", Own: true, Voice: Outlet(outlet), Actors: actors("velmora"), Day: "2026-11-13"}
}

func TestCorroboration(t *testing.T) {
	t.Parallel()
	said := func(m Mention, who string) Mention {
		m.Own, m.Voice = false, Actor{who, who}
		return m
	}
	denied := closing(5, "Union Voice", "outlet:union voice")
	denied.Status = "denied"
	for _, c := range []struct {
		name string
		all  []Mention
		want Corroboration
	}{
		{"copies are one origin", []Mention{closing(1, "Meridian", "agency:meridian"), closing(2, "Harbour Post", "agency:meridian"), closing(3, "Northlight", "outlet:northlight")},
			Corroboration{Reports: 3, Origins: 2, Independent: 2}},
		{"a party's word confirms nothing", []Mention{said(closing(1, "Meridian", "agency:meridian"), "velmora")}, Corroboration{Reports: 1, Origins: 1, Parties: 1}},
		{"one speaker in two outlets is one", []Mention{said(closing(1, "Meridian", "a"), "pilot"), said(closing(2, "Northlight", "b"), "pilot")}, Corroboration{Reports: 2, Origins: 1, Independent: 1}},
		{"a speaker whom nobody names confirms nothing", []Mention{said(closing(1, "Meridian", "a"), "")}, Corroboration{Reports: 1, Origins: 1}},
		{"a denial is counted apart", []Mention{closing(1, "Meridian", "a"), denied}, Corroboration{Reports: 2, Origins: 1, Independent: 1, Denials: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, Event{c.all}.Corroboration()); diff != "" {
				t.Errorf("corroboration (-want +got):\n%s", diff)
			}
		})
	}
}

func TestDetails(t *testing.T) {
	t.Parallel()
	a, b, c := closing(1, "Meridian", "a"), closing(2, "Northlight", "b"), closing(3, "Castrel Wire", "c")
	a.Magnitudes = []record.Magnitude{{What: "ships", Value: 9, Qualifier: "about"}}
	b.Magnitudes, b.Day = []record.Magnitude{{What: "Ships", Value: 11}}, "2026-11"
	c.Place, c.Recipients = Place{Key: "place:castrel", Name: "Castrel"}, actors("ostrany")
	want := []Detail{
		{What: "status", Values: []DetailValue{{"happened", "happened", []int{0, 1, 2}}}},
		{What: "day", Values: []DetailValue{{"2026-11-13", "2026-11-13", []int{0, 2}}, {"2026-11", "2026-11", []int{1}}}}, // one lies in the other
		{What: "place", Values: []DetailValue{{"place:castrel", "Castrel", []int{2}}}},
		{What: "actor", Values: []DetailValue{{"velmora", "velmora", []int{0, 1, 2}}}},
		{What: "recipient", Values: []DetailValue{{"ostrany", "ostrany", []int{2}}}},
		{What: "ships", Values: []DetailValue{{"about 9", "about 9", []int{0}}, {"11", "11", []int{1}}}, Differ: true},
	}
	if diff := cmp.Diff(want, Event{[]Mention{a, b, c}}.Details()); diff != "" {
		t.Errorf("details (-want +got):\n%s", diff)
	}
}

func TestCompatible(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		a, b Mention
		want bool
	}{
		{"a day apart", Mention{Day: "2026-11-13"}, Mention{Day: "2026-11-12"}, true},
		{"a week apart", Mention{Day: "2026-11-13"}, Mention{Day: "2026-11-20"}, false},
		{"a day in its month", Mention{Day: "2026-11-13"}, Mention{Day: "2026-11"}, true},
		{"a day and a week", Mention{Day: "2026-11-13"}, Mention{Day: "2026-W46"}, true},
		{"two months", Mention{Day: "2026-10"}, Mention{Day: "2026-11"}, false},
		{"nothing known", Mention{}, Mention{Day: "2026-11-13"}, true},
		{"two towns", Mention{Place: Place{Key: "a", Precision: "city"}}, Mention{Place: Place{Key: "b", Precision: "city"}}, false},
		{"a town and a country", Mention{Place: Place{Key: "a", Precision: "city"}}, Mention{Place: Place{Key: "b", Precision: "country"}}, true},
		{"others take part", Mention{Actors: actors("x"), Recipients: actors("y")}, Mention{Actors: actors("z"), Recipients: actors("q")}, false},
	} {
		if got := Compatible(&c.a, &c.b); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
}

func TestLink(t *testing.T) {
	t.Parallel()
	points := []float64{0, 0.1, 5, 5.2, 9}
	score := func(i, j int) float64 { return 1 - min(1, max(points[i]-points[j], points[j]-points[i])/10) }
	for _, c := range []struct {
		cut  float64
		want []int
	}{{0.9, []int{0, 0, 1, 1, 2}}, {1, []int{0, 1, 2, 3, 4}}, {0, []int{0, 0, 0, 0, 0}}, {0.6, []int{0, 0, 1, 1, 1}}} {
		if diff := cmp.Diff(c.want, Link(len(points), c.cut, score)); diff != "" {
			t.Errorf("cut %v (-want +got):\n%s", c.cut, diff)
		}
	}
	if got := Link(0, 0.5, score); len(got) != 0 {
		t.Errorf("nothing to link gave %v", got)
	}
}

func TestReadTrees(t *testing.T) {
	t.Parallel()
	tree, err := ReadTrees([]byte(`{"features":["x","y"],"base":0,"trees":[{"f":[0,-1,1,-1,-1],"b":[0.5,-2,1,0,3],"l":[1,0,3,0,0]}]}`))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ x, y, want float64 }{{0.5, 9, 0.1192}, {0.6, 1, 0.5}, {0.6, 1.1, 0.9526}} {
		if got := tree.Score([]float64{c.x, c.y}); got < c.want-1e-4 || got > c.want+1e-4 {
			t.Errorf("%v %v: %.4f, want %.4f", c.x, c.y, got, c.want)
		}
	}
	for name, bad := range map[string]string{"circle": `{"features":["x"],"trees":[{"f":[0],"b":[1],"l":[0]}]}`, "no such feature": `{"features":["x"],"trees":[{"f":[1,-1,-1],"b":[1,0,0],"l":[1,0,0]}]}`,
		"lists": `{"trees":[{"f":[-1],"b":[],"l":[0]}]}`, "no JSON": `{`} {
		if _, err := ReadTrees([]byte(bad)); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
