package store

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestSnippet(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("word ", 60)
	for name, c := range map[string]struct {
		expr, text string
		want       []Piece
	}{
		"a beginning":          {`("detain"*)`, "They detained two men.", []Piece{{"They ", false}, {"detained", true}, {" two men", false}}},
		"accents do not count": {`("cap"*)`, "Čaplin, said Caplin", []Piece{{"Čaplin", true}, {", said ", false}, {"Caplin", true}}},
		"a phrase and more":    {`(("turned back") AND ("ferr"*))`, "The ferry turned.", []Piece{{"The ", false}, {"ferry", true}, {" ", false}, {"turned", true}}},
		"far in":               {`("shot"*)`, long + "shots fell. " + long, []Piece{{strings.Repeat("word ", 10), false}, {"shots", true}, {" fell. " + strings.TrimSpace(strings.Repeat("word ", 28)), false}}},
		"no match":             {`("x"*)`, "Nothing here.", nil},
		"nothing":              {`("x"*)`, "", nil},
	} {
		t.Run(name, func(t *testing.T) {
			if d := cmp.Diff(c.want, beginnings(c.expr).snippet(c.text)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
	if got := beginnings(`("detain")`); got != nil {
		t.Errorf("words without a beginning: got %q", got)
	}
}
