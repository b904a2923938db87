package eval

import (
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestGoldNames(t *testing.T) {
	t.Parallel()
	n := newGoldNames([]goldPerson{{Name: "Ana Maric", Aliases: []string{"the minister"}}, {Name: "Petar Maric"}})
	for _, tt := range []struct {
		ours, gold string
		want       bool
	}{
		{"Ana Maric", "Ana Maric", true},
		{"Minister Ana Maric", "Ana Maric", true},
		{"Maric", "Ana Maric", false}, // two bear the name
		{"Petar Maric", "Ana Maric", false},
		{"Kremlin", "Russia", true},
		{"Spain", "Spanish government (Spain)", true},
		{"local officials", "officials", true},
		{"farmers", "officials", false},
		{"anybody", "", true},
		{"", "officials", false},
	} {
		if got := n.same(tt.ours, tt.gold); got != tt.want {
			t.Errorf("%q for %q: got %v, want %v", tt.ours, tt.gold, got, tt.want)
		}
	}
}

func TestRecordScoresClaims(t *testing.T) {
	t.Parallel()
	s := newRecordScores()
	ours := []goldClaim{{AssertedBy: []string{"Kenya"}, Sentence: oneOrMany{"Kenya said the boat had been hit."}}, {Sentence: oneOrMany{"Nothing of the kind was told."}}}
	gold := []goldClaim{{AssertedBy: []string{"Kenya"}, DeniedBy: []string{"Somalia"}, Sentence: oneOrMany{"Kenya said the boat had been hit."}}}
	s.addClaims(ours, gold, newGoldNames(nil))
	got := map[string]tally{}
	for name, t := range s.rows {
		got[name] = *t
	}
	want := map[string]tally{
		"claims: sentence":      {right: 1, system: 2, gold: 1},
		"claims: + asserter":    {right: 1, system: 2, gold: 1},
		"claims: + every party": {right: 0, system: 2, gold: 1},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(tally{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDayFits(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		day, gold, precision string
		want                 bool
	}{
		{"2024-03-04", "2024-03-04", "day", true},
		{"2024-03-05", "2024-03-04", "day", false},
		{"2024-03-01", "2024-03-04", "before", true},
		{"2024-03-09", "2024-03-04", "week", true},
		{"2024-03-09", "2024-03", "month", true},
		{"", "", "day", true},
	} {
		if got := dayFits(tt.day, goldEvent{Day: tt.gold, Precision: tt.precision}); got != tt.want {
			t.Errorf("%q for %q (%s): got %v, want %v", tt.day, tt.gold, tt.precision, got, tt.want)
		}
	}
}

func TestOneOrMany(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		raw  string
		want oneOrMany
	}{{`"a"`, oneOrMany{"a"}}, {`["a","b"]`, oneOrMany{"a", "b"}}} {
		var got oneOrMany
		if err := json.Unmarshal([]byte(tt.raw), &got); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}
