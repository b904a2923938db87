package situation

import (
	"fmt"
	"strings"

	"github.com/dateline-news/dateline/span"
)

// Conflict reports whether the facts hold an event of quad class 3 or 4 that was not denied or negated.
func (f Facts) Conflict() bool {
	for _, e := range f.Events {
		if e.Quad >= 3 && e.Status != "denied" && e.Status != "negated" {
			return true
		}
	}
	return false
}

// Revised says what a new version of a report takes back: the sentences of old facts that its text no longer has, word for
// word. One change a version; its evidence is the sentence of the new text that is nearest in words, else the headline.
func Revised(t *Told, old []Evidence) []Change {
	var gone []Evidence
	for _, e := range old {
		if !strings.Contains(t.Record.Report.Text, e.Words) {
			gone = append(gone, e)
		}
	}
	if len(gone) == 0 {
		return nil
	}
	c := Change{Kind: Corrected, Key: fmt.Sprintf("version|%d", t.Report), Evidence: t.nearest(gone[0].Words), Before: &gone[0], Actors: []string{t.Name}}
	c.Title = fmt.Sprintf("%s changed its report; %s", t.Name, sentencesGone(gone))
	return []Change{c}
}

func sentencesGone(gone []Evidence) string {
	n := distinct(gone, func(e Evidence) span.Span { return e.Span })
	if n == 1 {
		return "one sentence with facts is gone or reads otherwise"
	}
	return fmt.Sprintf("%d sentences with facts are gone or read otherwise", n)
}

// nearest is the sentence that shares most of its words with a text.
func (t *Told) nearest(words string) Evidence {
	want := map[string]bool{}
	for _, w := range wordsOf(words) {
		want[w] = true
	}
	best, at := 0.3, -1
	for i, s := range t.Record.Report.Sentences {
		same, all := 0, wordsOf(s.Of(t.Record.Report.Text))
		for _, w := range all {
			if want[w] {
				same++
			}
		}
		if share := float64(same) / float64(max(len(all), len(want), 1)); share > best {
			best, at = share, i
		}
	}
	if at < 0 {
		return t.opening()
	}
	return t.evidence("", t.Record.Report.Sentences[at])
}
