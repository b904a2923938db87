package story

import (
	"testing"

	"github.com/dateline-news/dateline/span"
	"github.com/google/go-cmp/cmp"
)

func TestContradictions(t *testing.T) {
	t.Parallel()
	at := func(report int64, who string, stance Stance, day string) Position {
		return Position{Report: report, Actor: Actor{Key: who}, Stance: stance, Day: day, Sentence: span.Span{Start: int(report), End: int(report) + 1}}
	}
	for _, c := range []struct {
		name string
		all  []Position
		want []Contradiction
	}{
		{"one asserts, another denies", []Position{at(1, "tavik", Asserts, ""), at(2, "aster", Denies, "")}, []Contradiction{{0, 1, Opposed}}},
		{"earlier words first", []Position{at(1, "tavik", Denies, "2026-11-14"), at(2, "tavik", Supports, "2026-11-12")}, []Contradiction{{1, 0, OwnWords}}},
		{"one sentence of one actor", []Position{at(1, "vask", Asserts, ""), at(1, "vask", Denies, "")}, nil},
		{"doubt is of another actor", []Position{at(1, "vask", Asserts, ""), at(2, "vask", Questions, ""), at(3, "kereny", Questions, "")}, []Contradiction{{0, 2, Doubt}}},
		{"nobody named is nobody in particular", []Position{at(1, "", Asserts, ""), at(2, "", Denies, "")}, []Contradiction{{0, 1, Opposed}}},
		{"no comment is no contradiction", []Position{at(1, "tavik", Asserts, ""), at(2, "aster", NoComment, "")}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(c.want, Contradictions(c.all)); diff != "" {
				t.Errorf("contradictions (-want +got):\n%s", diff)
			}
		})
	}
}

func TestSilent(t *testing.T) {
	t.Parallel()
	present := []Actor{Outlet("Meridian"), Outlet("Northlight"), {Key: "person:aster", Name: "Aster"}}
	got := Silent(present, []Position{{Actor: Outlet("MERIDIAN"), Stance: Asserts}})
	if diff := cmp.Diff([]Actor{Outlet("Northlight"), {Key: "person:aster", Name: "Aster"}}, got); diff != "" {
		t.Errorf("silent (-want +got):\n%s", diff)
	}
}

func TestReadStance(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		cue, words string
		want       Stance
	}{
		{"say", "divers had found a clean cut", Asserts},
		{"deny", "any of its vessels had been in the area", Denies},
		{"confirm", "the line was cut", Supports},
		{"doubt", "the divers saw anything", Questions},
		{"say", "it was unclear whether the line was cut on purpose", Questions},
		{"", "the line is dead", Asserts},
	} {
		if got := readStance(c.cue, c.words); got != c.want {
			t.Errorf("%s %q: %s, want %s", c.cue, c.words, got, c.want)
		}
	}
}

func TestStanceTowards(t *testing.T) {
	t.Parallel()
	first := Propose(Position{Stance: Asserts}, "the Coast Guard cut the cable", "")
	for _, c := range []struct {
		words  string
		stance Stance
		want   Stance
	}{
		{"the Coast Guard did not cut the cable", Asserts, Denies},
		{"Coast Guard vessels cut the cable", Asserts, Asserts},
		{"the Coast Guard cut the cable", Denies, Denies},
		{"no talks are planned", Asserts, Asserts}, // negated, but of something else
		{"the cable was never cut", Questions, Questions},
		{"that is not what happened", "", ""},
	} {
		p := Propose(Position{Stance: c.stance}, c.words, "")
		if c.stance == "" {
			p.Stance, p.Tone, c.want = Asserts, Denies, Denies
		}
		if got := p.StanceTowards(&first); got != c.want {
			t.Errorf("%s %q: %s, want %s", c.stance, c.words, got, c.want)
		}
	}
}
