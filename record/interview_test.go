package record

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestInterviews(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"questions and answers", "Ana Maric said on Monday that the harbour was closed. She took questions.\n\nQ: Until when?\n\nA: Until Friday. We do not know more.\n\nQ: Who is to blame?\n\nA: The port company.",
			[]string{"Ana Maric: [Until Friday. We do not know more.]", "Ana Maric: [The port company.]"}},
		{"names", "Ana Maric, the mayor, met Karel Lund, the editor.\n\nLund: Is the harbour open?\n\nMaric: It is closed until Friday.\n\nLund: Who is to blame?",
			[]string{"Karel Lund: [Is the harbour open?]", "Ana Maric: [It is closed until Friday.]", "Karel Lund: [Who is to blame?]"}},
		{"one label is no transcript", "Ana Maric, the mayor, met the press.\n\nMaric: It is closed until Friday.", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			rec := readPlain(t, tt.text)
			var got []string
			for _, s := range rec.Statements {
				if s.Kind == Direct {
					words := make([]string, len(s.Content))
					for i, c := range s.Content {
						words[i] = c.Of(rec.Report.Text)
					}
					got = append(got, fmt.Sprintf("%s: %v", nameIn(rec, s.Speaker), words))
				}
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestAnotherLanguageGivesNoFacts(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		language string
		want     bool
	}{{"de", true}, {"sr", true}, {"en", false}, {"en-GB", false}, {"", false}} {
		if got := foreign(tt.language); got != tt.want {
			t.Errorf("%q: got %v, want %v", tt.language, got, tt.want)
		}
	}
}
