package search

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/search"
)

func TestWatchOf(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]watch{
		`(fired OR shot*) who:Vask,"Pell Aster" place:Hask -weather source:TASS lang:en`: {Words: "fired, shot*", Actors: "Vask, Pell Aster", Places: "Hask", Without: "weather", Sources: "TASS", Languages: "en"},
		`ferry strait`:       {Words: "ferry, strait", Loose: true},
		`type:COERCE`:        {Loose: true},
		`-source:TASS ferry`: {Words: "ferry", Loose: true},
		``:                   {},
		`says:"a, b" who:*`:  {Words: "a  b"},
	} {
		q, err := search.Parse(typed, time.Now())
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, watchOf(q)); diff != "" {
			t.Errorf("%q (-want +got):\n%s", typed, diff)
		}
	}
}
