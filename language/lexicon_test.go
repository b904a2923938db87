package language

import "testing"

func TestLexicon(t *testing.T) {
	t.Parallel()
	l := newLexicon("left\tVERB\tleave\nLeft\tPROPN\tLeft\nbroken line\nmen\tNOUN\tman\n")
	for _, c := range []struct{ form, upos, want string }{
		{"left", "VERB", "leave"}, {"Left", "VERB", "leave"}, {"Left", "PROPN", "Left"}, {"left", "ADJ", ""}, {"LEFT", "VERB", ""},
		{"Men", "NOUN", "man"}, {"Men", "PROPN", ""}, {"", "NOUN", ""}, {"\xff", "X", ""},
	} {
		if got := l.lemma(c.form, c.upos); got != c.want {
			t.Errorf("%q as %s gives %q, want %q", c.form, c.upos, got, c.want)
		}
	}
}
