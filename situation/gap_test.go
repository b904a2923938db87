package situation

import (
	"fmt"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func position(actor, stance, origin string, report int64, dated bool) Position {
	return Position{Claim: "k", Proposition: "a cutter fired", Actor: actor, Stance: stance, Dated: dated, Evidence: Evidence{Report: report, Origin: origin, At: testDay.Add(time.Duration(report) * time.Hour)}}
}

func TestGaps(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		claim   []Position
		actors  []Actor
		sources []SourceState
		want    []string
	}{
		"who has not spoken on a contested claim": {
			claim:  []Position{position("Vask", "asserts", "Meridian", 1, true), position("Aster", "denies", "Castrel", 2, true)},
			actors: []Actor{{Name: "JOMM", Statements: 2}, {Name: "Vask", Statements: 3}, {Name: "Bray", Statements: 1}},
			want:   []string{"has not spoken: No word found from JOMM on: a cutter fired"}},
		"several reports of one origin": {
			claim: []Position{position("Vask", "asserts", "Meridian", 1, true), position("Vask", "asserts", "Meridian", 2, true)},
			want:  []string{"one origin: 2 reports, one origin (Meridian): a cutter fired"}},
		"one report is the usual case": {claim: []Position{position("Vask", "asserts", "Meridian", 1, true)}},
		"a denial of what nobody said": {
			claim: []Position{position("Aster", "denies", "Castrel", 1, true)},
			want:  []string{"answers nothing: Aster denies what nobody is on record saying: a cutter fired"}},
		"a denial without a day on either side": {
			claim: []Position{position("Vask", "asserts", "Meridian", 1, false), position("", "denies", "Castrel", 2, false)},
			want:  []string{"nothing dated: an unnamed speaker denies, and no sentence on either side names a day: a cutter fired"}},
		"a denial that answers a day": {
			claim: []Position{position("Vask", "asserts", "Meridian", 1, true), position("Aster", "denies", "Castrel", 2, false)}},
		"who took the denial back is no denier": {
			claim: []Position{position("Aster", "denies", "Castrel", 1, true), position("Aster", "asserts", "Meridian", 2, true)}},
		"who acts and is not heard": {
			actors: []Actor{{Name: "Coast Guard", Acts: 3}, {Name: "Police", Acts: 2}, {Name: "Vask", Acts: 9, Statements: 1}},
			want:   []string{"acts without a word: Coast Guard acts in 3 events; no word of its own found"}},
		"a source that fails": {
			sources: []SourceState{{Name: "Union Voice", FailingAt: testDay, LastGood: testDay.Add(-time.Hour)}, {Name: "Paused", Paused: true, FailingAt: testDay}, {Name: "Well", LastGood: testDay, Every: time.Hour}},
			want:    []string{"not read: Union Voice: not read since 21 November 08:00"}},
		"a source that was not tried": {
			sources: []SourceState{{Name: "Late", Every: time.Hour, LastGood: testDay.Add(-5 * time.Hour)}},
			want:    []string{"not read: Late: not read since 21 November 04:00"}},
	} {
		var claims []Claim
		if c.claim != nil {
			claims = []Claim{{Key: "k", Proposition: "a cutter fired", Positions: c.claim}}
		}
		var got []string
		for _, g := range Gaps(claims, c.actors, c.sources, testDay) {
			got = append(got, fmt.Sprintf("%s: %s", g.Kind, g.Title))
			if g.Ask == "" || g.Looked == "" {
				t.Errorf("%s: the gap asks nothing, or does not say what was looked at: %+v", name, g)
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

func TestGapsAreBounded(t *testing.T) {
	t.Parallel()
	var claims []Claim
	var actors []Actor
	for n := range 500 {
		claims = append(claims, Claim{Key: fmt.Sprint(n), Proposition: "p", Positions: []Position{position("Vask", "asserts", "A", 1, false), position("Aster", "denies", "B", 2, false)}})
		actors = append(actors, Actor{Name: fmt.Sprint("Actor ", n), Acts: n, Statements: n % 3})
	}
	if got := len(Gaps(claims, actors, nil, testDay)); got > 5*gapEach {
		t.Errorf("got %d gaps, a list that nobody reads to its end", got)
	}
}
