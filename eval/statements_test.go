package eval

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/span"
)

func TestFoldWords(t *testing.T) {
	t.Parallel()
	got := foldWords("Syria’s “Šarić”, U.N.-led 5%")
	if diff := cmp.Diff([]string{"syria", "saric", "u", "n", "led", "5"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSpeakersSame(t *testing.T) {
	t.Parallel()
	var gold goldReport
	gold.People = append(gold.People, struct {
		Name    string   `json:"name"`
		Aliases []string `json:"aliases"`
	}{"Ana Maric", []string{"the minister"}})
	s := newSpeakers(gold)
	for _, tt := range []struct {
		ours, speaker, words string
		want                 bool
	}{
		{"Ana Maric", "Ana Maric", "she", true},
		{"Minister Ana Maric", "Ana Maric", "she", true},
		{"Maric", "Ana Maric", "she", true},
		{"Petra Holm", "Ana Maric", "she", false},
		{"", "Ana Maric", "she", false},
		{"Kremlin", "Russia", "The Kremlin", true},
		{"local officials", "officials", "officials", true},
		{"farmers", "officials", "officials", false},
	} {
		if got := s.same(tt.ours, goldStatement{Speaker: tt.speaker, SpeakerSpan: tt.words}); got != tt.want {
			t.Errorf("%q for %q: got %v, want %v", tt.ours, tt.speaker, got, tt.want)
		}
	}
}

func TestAssignTakesTheLargestMatching(t *testing.T) {
	t.Parallel()
	fits := map[[2]int]bool{{0, 0}: true, {0, 1}: true, {1, 0}: true}
	got := assign(2, 2, func(i, j int) bool { return fits[[2]int{i, j}] })
	if diff := cmp.Diff(map[int]int{0: 1, 1: 0}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSpanF1(t *testing.T) {
	t.Parallel()
	text := "ab cd ef"
	if got := spanF1(text, []span.Span{{Start: 0, End: 5}}, []span.Span{{Start: 3, End: 8}}); got != 0.5 {
		t.Errorf("got %v, want 0.5", got)
	}
	if got := spanF1(text, nil, nil); got != 0 {
		t.Errorf("nothing and nothing: got %v, want 0", got)
	}
}

func TestScoreTokens(t *testing.T) {
	t.Parallel()
	bank, err := parseTreebank(strings.NewReader("1\tIt\t_\t_\t_\t_\t_\t_\t_\t_\n2-3\tisn't\t_\t_\t_\t_\t_\t_\t_\t_\n2\tis\t_\t_\t_\t_\t_\t_\t_\t_\n3\tn't\t_\t_\t_\t_\t_\t_\t_\t_\n" +
		"4\tso\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No\n5\t.\t_\t_\t_\t_\t_\t_\t_\t_\n\n1\tNo-one\t_\t_\t_\t_\t_\t_\t_\t_\n2\tcame\t_\t_\t_\t_\t_\t_\t_\t_\n\n"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "It isn't so. No-one came"; bank.raw != want {
		t.Errorf("raw text %q, want %q", bank.raw, want)
	}
	got := scoreTokens(bank, language.Read(bank.raw, nil))
	want := tokenScores{tokens: tally{right: 5, system: 8, gold: 6}, words: tally{right: 6, system: 9, gold: 7}, sentences: tally{right: 2, system: 2, gold: 2}}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(tokenScores{}, tally{})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
