package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// placeLines are documents in the form of ../shared/data/places, written for this test.
const placeLines = `{"id":"a/1","url":"https://a.example/1","text":"Police in Springfield, Ohio, said roads in Germany were shut.","split":"test","toponyms":[{"span":[10,21],"name":"Springfield","geonameid":4525353,"lat":39.92,"lon":-83.81,"country":"United States"},{"span":[23,27],"name":"Ohio","geonameid":5165418,"lat":40.25,"lon":-83.0,"country":"United States"},{"span":[43,50],"name":"Germany","geonameid":null,"lat":58.0,"lon":10.0,"wiki":"https://en.example/wiki/Germany"}]}
{"id":"a/2","url":"https://a.example/2","text":"Rain fell in Paris.","split":"dev","toponyms":[{"span":[13,18],"name":"Paris","geonameid":2988507,"lat":48.85,"lon":2.35,"country":"France"}]}
`

func placeFolder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "places"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, set := range placeSets {
		if err := os.WriteFile(filepath.Join(dir, "places", set.file), []byte(placeLines), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// row gives the fields of the table's row that begins with words.
func row(t *testing.T, table string, words ...string) []string {
	t.Helper()
	for line := range strings.Lines(table) {
		fields := strings.Fields(line)
		if len(fields) > len(words) && cmp.Equal(fields[:len(words)], words) {
			return fields[len(words):]
		}
	}
	t.Fatalf("no row %q in\n%s", words, table)
	return nil
}

func TestPlaces(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := Places(t.Context(), Options{Data: placeFolder(t), Split: "test", Out: &out}); err != nil {
		t.Fatal(err)
	}
	// Springfield and Ohio are near, Germany's gold point is far from ours but its article is the same.
	got := row(t, out.String(), "LGL", "dateline")
	if diff := cmp.Diff([]string{"3", "0.667", "0.667", "1.000"}, got[:4]); diff != "" {
		t.Errorf("names, acc@161, answered, area (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"1.000", "1.000"}, got[7:]); diff != "" {
		t.Errorf("exact id, country (-want +got):\n%s", diff)
	}
	if raw := row(t, out.String(), "LGL"); raw[0] != "highest" {
		t.Errorf("the first row is %q", raw)
	}
}

func TestPlacesWithoutData(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	err := Places(t.Context(), Options{Data: dir, Out: &strings.Builder{}})
	if err == nil || !strings.Contains(err.Error(), filepath.Join(dir, "places")) {
		t.Errorf("got %v, want an error that names the folder", err)
	}
}

func TestNamesPlace(t *testing.T) {
	t.Parallel()
	w, err := world.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		g    goldToponym
		want bool
	}{
		{goldToponym{Name: "Kenya"}, true},
		{goldToponym{Name: "Kenyan"}, false},
		{goldToponym{Name: "Kenya", Kind: "Embedded_Non_Lit"}, false},
		{goldToponym{Name: "the town", Kind: "Literal"}, false},
		{goldToponym{Name: "Nairobi", Kind: "Metonymic"}, true},
	} {
		if got := namesPlace(w, c.g); got != c.want {
			t.Errorf("namesPlace(%s %s) = %v, want %v", c.g.Name, c.g.Kind, got, c.want)
		}
	}
}

func TestLocatedAdd(t *testing.T) {
	t.Parallel()
	lat, lon, id := 10.0, 20.0, 7
	var l located
	g := goldToponym{Span: span.Span{Start: 0, End: 1}, Lat: &lat, Lon: &lon, GeoNames: &id}
	l.add(g, world.Place{}, "XK")
	l.add(g, world.Place{ID: "gn:7", Country: "XK", Lat: 10, Lon: 21}, "XK")
	l.add(g, world.Place{ID: "gn:7", Country: "XK", Lat: 10, Lon: 29}, "XK")
	if l.gold != 3 || l.answered != 2 || l.near != 1 || l.same != 2 || l.rightIDs != 2 || l.rightNation != 2 || len(l.errors) != 2 {
		t.Errorf("got %+v", l)
	}
	if l.auc <= 1 || l.auc >= 3 {
		t.Errorf("auc sum %v: the unanswered counts 1, the others between 0 and 1", l.auc)
	}
}
