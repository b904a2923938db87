package situation

import (
	"cmp"
	"fmt"
	"strings"
	"time"
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

// Revision is what became of a report that belongs to a situation: another version of it, a report that corrects it, or its end.
type Revision struct {
	ID        int64  // of the change of the report
	Reading   int64  // the later reading of the two reports
	Kind      string // story.ChangeKind
	Name      string // of the source
	Was       Evidence
	Now       Evidence // the words that say so, else the new sentence, else the new headline; zero when the page was taken away
	Sentences int      // with facts, that are gone or read otherwise
	Reason    string   // of a deletion: what the outlet answered
	At        time.Time
}

// Change is what a revision changes in the situation; ok is false when no fact is touched by it.
func (r Revision) Change() (c Change, ok bool) {
	c = Change{Kind: Corrected, Key: fmt.Sprintf("revised|%d", r.ID), Evidence: r.Now, Before: &r.Was, Actors: []string{r.Name}}
	switch r.Kind {
	case "retraction":
		c.Kind, c.Title = Withdrawn, r.Name+" withdrew its report"
	case "deleted":
		c.Kind, c.Evidence, c.Before, c.Title = Withdrawn, r.Was, nil, r.Name+" took its report away: "+cmp.Or(r.Reason, "the page is gone")+". The words kept here are those that stood there"
	case "correction":
		c.Title = r.Name + " corrected its report"
	case "silent_edit":
		c.Title = r.Name + " changed its report and does not say so"
	case "furniture":
		return c, false
	default:
		c.Title = r.Name + " sent its report again (" + strings.ReplaceAll(r.Kind, "_", " ") + ")"
	}
	if c.Kind == Corrected {
		switch r.Sentences {
		case 0:
			return c, false
		case 1:
			c.Title += "; one sentence with facts is gone or reads otherwise"
		default:
			c.Title += fmt.Sprintf("; %d sentences with facts are gone or read otherwise", r.Sentences)
		}
	}
	return c, true
}
