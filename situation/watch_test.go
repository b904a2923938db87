package situation

import (
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/record"
)

func TestWatchMatch(t *testing.T) {
	t.Parallel()
	told := telling(1, "Harbour Post", testDay, "Velmora closed the strait off Lissen.", "Ljuba Kereny called it piracy.")
	told.name(record.Country, "Velmora")
	told.name(record.Person, "Ljuba Kereny")
	told.name(record.Place, "Lissen")
	lat, lon := 45.5, 13.5
	told.Record.Entities[2].Lat, told.Record.Entities[2].Lon = &lat, &lon
	told.Language = "en-GB"
	box := &Area{{45, 13}, {46, 14}}
	for name, c := range map[string]struct {
		watch Watch
		why   []string
	}{
		"a word":                         {Watch{Words: []string{"Strait"}}, []string{"word: Strait"}},
		"half a word is none":            {Watch{Words: []string{"strai"}}, nil},
		"the beginning of a word":        {Watch{Words: []string{"strai*"}}, []string{"word: strai*"}},
		"a phrase":                       {Watch{Words: []string{"closed the strait"}}, []string{"word: closed the strait"}},
		"a phrase in other order":        {Watch{Words: []string{"the closed strait"}}, nil},
		"an actor":                       {Watch{Actors: []string{"ljuba kereny"}}, []string{"actor: ljuba kereny"}},
		"a place is no actor":            {Watch{Actors: []string{"Lissen"}}, nil},
		"a country is both":              {Watch{Places: []string{"Velmora"}, Actors: []string{"Velmora"}}, []string{"actor: Velmora", "place: Velmora"}},
		"a box":                          {Watch{Area: box}, []string{"area: Lissen"}},
		"a box elsewhere":                {Watch{Area: &Area{{10, 13}, {11, 14}}}, nil},
		"a polygon":                      {Watch{Area: &Area{{45, 13}, {46, 13}, {45.8, 14}}}, []string{"area: Lissen"}},
		"a polygon beside it":            {Watch{Area: &Area{{46, 13}, {46, 14}, {45.6, 14}}}, nil},
		"any field is enough":            {Watch{Words: []string{"grain"}, Actors: []string{"Velmora"}}, []string{"actor: Velmora"}},
		"all fields together, one fails": {Watch{All: true, Words: []string{"grain"}, Actors: []string{"Velmora"}}, nil},
		"all fields together":            {Watch{All: true, Words: []string{"strait"}, Actors: []string{"Velmora"}}, []string{"word: strait", "actor: Velmora"}},
		"words to leave out":             {Watch{Words: []string{"strait"}, Without: []string{"piracy"}}, nil},
		"its source":                     {Watch{Words: []string{"strait"}, Sources: []string{"harbour post"}}, []string{"word: strait"}},
		"another source":                 {Watch{Words: []string{"strait"}, Sources: []string{"Castrel Wire"}}, nil},
		"a language holds its regions":   {Watch{Words: []string{"strait"}, Languages: []string{"en"}}, []string{"word: strait"}},
		"another language":               {Watch{Words: []string{"strait"}, Languages: []string{"e"}}, nil},
		"nothing named":                  {Watch{}, []string{"everything"}},
		"nothing named, but a limit":     {Watch{Sources: []string{"Castrel Wire"}}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			why, ok := c.watch.Match(told)
			if !ok {
				why = nil
			}
			if diff := cmp.Diff(c.why, why); diff != "" {
				t.Errorf("%s: %s", c.watch, diff)
			}
			if ok != (c.why != nil) {
				t.Errorf("%s: got %t", c.watch, ok)
			}
		})
	}
}

func TestAreaAcrossTheDateLine(t *testing.T) {
	t.Parallel()
	fiji := Area{{-20, 176}, {-12, -178}}
	for _, c := range []struct {
		p    Point
		want bool
	}{{Point{-17, 178}, true}, {Point{-17, -179}, true}, {Point{-17, 0}, false}, {Point{-30, 178}, false}} {
		if got := fiji.Contains(c.p); got != c.want {
			t.Errorf("%v: got %t, want %t", c.p, got, c.want)
		}
	}
}

func TestWatchCheck(t *testing.T) {
	t.Parallel()
	w := Watch{Words: []string{" Strait ", "strait", "", "grain   ships"}}
	if err := w.Check(); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"Strait", "grain ships"}, w.Words); diff != "" {
		t.Errorf("tidied: %s", diff)
	}
	for name, bad := range map[string]Watch{
		"a word without letters":     {Words: []string{"--"}},
		"one corner":                 {Area: &Area{{1, 2}}},
		"a corner off the map":       {Area: &Area{{1, 2}, {91, 3}}},
		"a corner that is no number": {Area: &Area{{math.NaN(), 2}, {3, 3}}},
		"a box upside down":          {Area: &Area{{5, 2}, {3, 3}}},
		"too many words":             {Words: strings.Fields(strings.Repeat("a b c d e f ", 100) + numbered(501))},
	} {
		if err := bad.Check(); !errors.Is(err, ErrWatch) {
			t.Errorf("%s: got %v, want ErrWatch", name, err)
		}
	}
}

func numbered(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(" w" + strings.Repeat("x", i+1))
	}
	return b.String()
}

func TestBreadth(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		watch        Watch
		held, looked int
		want         string
	}{
		"everything":               {Watch{}, 0, 0, "every report belongs to it"},
		"everything of a source":   {Watch{Sources: []string{"A"}}, 0, 0, "every report of its sources"},
		"a word that all have":     {Watch{Words: []string{"the"}}, 95, 100, "95 of 100 reports"},
		"a word that many have":    {Watch{Words: []string{"the"}}, 80, 100, ""},
		"few reports say nothing":  {Watch{Words: []string{"the"}}, 10, 10, ""},
		"the sample's own reports": {Watch{Words: []string{"strait"}}, 42, 42, ""},
	} {
		got := c.watch.Breadth(c.held, c.looked)
		if c.want == "" && got != "" || !strings.Contains(got, c.want) {
			t.Errorf("%s: got %q, want %q in it", name, got, c.want)
		}
	}
}

func FuzzFinder(f *testing.F) {
	f.Add("Velmora closed the strait", "the strait")
	f.Add("’'’", "'*")
	f.Fuzz(func(t *testing.T, text, phrase string) {
		if newFinder(text).has(phrase) && len(wordsOf(phrase)) > 0 && !slices.ContainsFunc(wordsOf(text), func(w string) bool { return strings.HasPrefix(w, wordsOf(phrase)[0]) }) {
			t.Errorf("%q has no word that begins like %q", text, phrase)
		}
	})
}
