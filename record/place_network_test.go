package record

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
)

// textNamed gives the kinds of the names in a text of one sentence, as the network would.
func textNamed(t *testing.T, text string, names map[string]string) language.Text {
	t.Helper()
	x := language.Read(text, language.Paragraphs(text))
	for i, s := range x.Sentences {
		for first := range s.Tokens {
			for end := first + 1; end <= len(s.Tokens); end++ {
				whole := span.Span{Start: s.Tokens[first].Span.Start, End: s.Tokens[end-1].Span.End}
				if kind, ok := names[whole.Of(text)]; ok {
					x.Names = append(x.Names, language.Phrase{Kind: kind, Span: whole, Sentence: i, First: first, End: end})
				}
			}
		}
	}
	return x
}

func TestPlacesByTheNetwork(t *testing.T) {
	t.Parallel()
	w := placeWorld(t)
	for _, tc := range []struct {
		name, text string
		names      map[string]string
		want       map[string]bool // the places, and whether they have a point
	}{
		{"an unknown hamlet is kept by name", "Shots fell near Grelzovica on Monday.", map[string]string{"Grelzovica": "LOC"}, map[string]bool{"Grelzovica": false}},
		{"but not without a word that places it", "Grelzovica rose on Monday.", map[string]string{"Grelzovica": "LOC"}, map[string]bool{}},
		{"a list of places", "Shots fell in Paris and Grelzovica.", map[string]string{"Paris": "LOC", "Grelzovica": "LOC"}, map[string]bool{"Paris": true, "Grelzovica": false}},
		{"a street is a site", "He was seen on Monday at Grelz Street.", map[string]string{"Grelz Street": "LOC"}, map[string]bool{"Grelz Street": false}},
		{"somebody of that name", "On Monday Georgia won again.", map[string]string{"Georgia": "PER"}, map[string]bool{}},
		{"a small town that is a word", "The crash in Reading killed two.", map[string]string{"Reading": "LOC"}, map[string]bool{"Reading": true}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			got := map[string]bool{}
			for _, e := range findPlaces(textNamed(t, tc.text, tc.names), report.Report{Text: tc.text}, w, nil) {
				got[e.Name] = e.Lat != nil
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Errorf("places of %q (-want +got):\n%s", tc.text, diff)
			}
		})
	}
}

func TestPlacesWithinOthers(t *testing.T) {
	t.Parallel()
	w := placeWorld(t)
	for _, tc := range []struct {
		name, text, span, want string
	}{
		{"the place inside the name", "She was taken to Colchester General Hospital.", "Colchester General Hospital", "Colchester"},
		{"where the text is", "Harare is quiet. Shops in Grelz Street stayed shut.", "Grelz Street", "Harare"},
		{"a street named after a town", "Harare is quiet. Shops in Oxford Street stayed shut.", "Oxford Street", "Harare"},
		{"right behind a comma", "Paris is far. The fire in Grelzheim, Belgrade, is out.", "Grelzheim", "Belgrade"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			var spans []span.Span
			for _, name := range []string{tc.span, "Harare", "Paris", "Belgrade"} {
				if i := strings.Index(tc.text, name); i >= 0 {
					spans = append(spans, span.Span{Start: i, End: i + len(name)})
				}
			}
			got := ResolvePlaces(w, tc.text, spans, PlaceHint{})[0]
			if got.Place.Name != tc.want || !got.Within {
				t.Errorf("%q lies in %q (within: %v), want %q", tc.span, got.Place.Name, got.Within, tc.want)
			}
		})
	}
}
