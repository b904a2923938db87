package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/world/table"
)

func TestUsable(t *testing.T) {
	t.Parallel()
	town := place{name: "New York City", class: "P"}
	for name, want := range map[string]bool{
		"New York": true, "NYC": true, "JFK": false, "nyuyoku": false, "Нью-Йорк": false, "Nova York": true, "Ñuñoa": true,
	} {
		if got := usable(name, town); got != want {
			t.Errorf("usable(%q) = %v, want %v", name, got, want)
		}
	}
	if !usable("CAL", place{name: "California", class: "A"}) {
		t.Error("the abbreviation of an area was left out")
	}
}

func TestCapitals(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		longest int
		want    int
	}{
		{"WHO", 4, table.Capitals}, {"U.S.", 3, table.Capitals}, {"NATO", 3, 0}, {"Who", 4, 0}, {"dpa", 3, 0}, {"Oslo", 4, 0}, {"", 3, 0}, {"G20", 3, table.Capitals},
	} {
		if got := capitals(c.name, c.longest); got != c.want {
			t.Errorf("capitals(%q, %d) = %d, want %d", c.name, c.longest, got, c.want)
		}
	}
}

func TestPlural(t *testing.T) {
	t.Parallel()
	for noun, want := range map[string]string{"protester": "protesters", "army": "armies", "journalist": "journalists", "boss": "bosses", "donkey": "donkeys", "coach": "coaches"} {
		if got := plural(noun); got != want {
			t.Errorf("plural(%q) = %q, want %q", noun, got, want)
		}
	}
}

func TestLastName(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, cc, want string }{
		{"Ana Petrova", "BG", "Petrova"},
		{"Jan van der Berg", "NL", "van der Berg"},
		{"Li Wei", "CN", "Li"},
		{"John Stone Jr.", "US", "Stone"},
		{"Pele", "BR", ""},
		{"", "", ""},
	} {
		if got := (&person{name: c.name, cc: c.cc}).lastName(); got != c.want {
			t.Errorf("last name of %q is %q, want %q", c.name, got, c.want)
		}
	}
}

func TestRank(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		p    person
		want byte
	}{
		{"member of parliament", person{legislator: true, offices: []holding{{office: "Member"}}}, 1},
		{"minister", person{offices: []holding{{office: "Minister of Health"}}}, 2},
		{"president", person{offices: []holding{{office: "Minister of Health"}, {office: "President"}}}, 3},
	} {
		if got := c.p.rank(); got != c.want {
			t.Errorf("%s: rank %d, want %d", c.name, got, c.want)
		}
	}
}

func TestReadPlace(t *testing.T) {
	t.Parallel()
	columns := "id\tname\tasciiname\taltnames\tfclass\tfcode\tcc\tadmin1\tadmin2\tlat\tlon\tpop\twikidata\tprior\tsrc"
	for _, c := range []struct {
		name, line, wantErr string
	}{
		{"good", "gn:7\tŽupa\tZupa\tOld Zupa\tP\tPPL\tHR\tSplit\t\t43.5\t-16.25\t1200\tQ5\t33\tx", ""},
		{"no point", "gn:7\tA\tA\t\tP\tPPL\tHR\t\t\t\t\t\t\t\t", "lat"},
		{"id", "gn:x\tA\tA\t\tP\tPPL\tHR\t\t\t1\t1\t\t\t1\t", "id"},
		{"population", "gn:7\tA\tA\t\tP\tPPL\tHR\t\t\t1\t1\tmany\t\t1\t", "pop"},
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "p.tsv"), []byte(columns+"\n"+c.line+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		var got place
		err := each(dir, "p.tsv", func(r record) (err error) {
			got, err = readPlace(r)
			return err
		})
		if c.wantErr != "" {
			if err == nil || !strings.Contains(err.Error(), c.wantErr) || !strings.Contains(err.Error(), "line 2") {
				t.Errorf("%s: error %v, want one that names line 2 and %q", c.name, err, c.wantErr)
			}
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		lon := int32(-1625000)
		want := place{id: "gn:7", number: 7, name: "Župa", names: []string{"Župa", "Zupa", "Old Zupa"}, class: "P", code: "PPL", cc: "HR", admin1: "Split",
			lat: 4350000, lon: uint32(lon), people: 1200, wikidata: 5, prior: 33}
		if diff := cmp.Diff(want, got, cmp.AllowUnexported(place{})); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	if err := each(t.TempDir(), "none.tsv", nil); err == nil {
		t.Error("a missing file is no error")
	}
}

func TestMerge(t *testing.T) {
	t.Parallel()
	got := merge([]place{{id: "gn:1", names: []string{"A"}, prior: 3}, {id: "gn:1", names: []string{"B"}, prior: 9}, {id: "gn:2"}})
	want := []place{{id: "gn:1", names: []string{"A", "B"}, prior: 9}, {id: "gn:2"}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(place{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestGeoNames checks the two files that are kept beside the generator.
func TestGeoNames(t *testing.T) {
	t.Parallel()
	ids, err := geoNamesIDs()
	if err != nil {
		t.Fatal(err)
	}
	if len(ids) < 26000 || ids["cc:US"] != 6252001 || ids["gna1:GB.ENG"] != 6269131 {
		t.Errorf("%d ids, cc:US is %d, gna1:GB.ENG is %d", len(ids), ids["cc:US"], ids["gna1:GB.ENG"])
	}
	points, err := geoNamesPoints()
	if err != nil {
		t.Fatal(err)
	}
	if got := points["cc:US"]; got[0] != 3976000 {
		t.Errorf("the point of cc:US is %v", got)
	}
}
