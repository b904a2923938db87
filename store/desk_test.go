package store

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Who's who holds who is named in current reports, and what is said of them with its sentence.
func TestWhoIsWho(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	keep(t, s, 1, 1)
	keep(t, s, 1, 2)
	page, err := s.People(t.Context(), WhoQuery{})
	if err != nil || len(page.Rows) == 0 || page.Total != len(page.Rows) {
		t.Fatalf("who's who: %d of %d, %v", len(page.Rows), page.Total, err)
	}
	first := page.Rows[0]
	for _, kind := range []string{"office", "statement", "position", "actor", "recipient"} {
		for _, row := range page.Rows {
			facts, err := s.FactsOf(t.Context(), row.ID, WhoFacts{Kind: kind})
			if err != nil {
				t.Fatalf("%s of %s: %v", kind, row.Name, err)
			}
			for _, f := range facts {
				r, err := s.Report(t.Context(), f.Report)
				if err != nil {
					t.Fatal(err)
				}
				if got := f.Sentence.Of(r.Report.Text); got != f.Words {
					t.Errorf("%s %s of %s: got %q, the text has %q", kind, f.Fact, row.Name, f.Words, got)
				}
			}
		}
	}
	sum, err := s.SumOf(t.Context(), first.ID, time.Time{})
	if err != nil || sum.Reports != first.Reports || sum.Mentions != first.Mentions || sum.Statements != first.Statements {
		t.Errorf("counts of %s: got %+v, the list says %+v, %v", first.Name, sum, first, err)
	}
	if before, err := s.SumOf(t.Context(), first.ID, time.Date(2001, 1, 1, 0, 0, 0, 0, time.UTC)); err != nil || before.Reports != 0 {
		t.Errorf("as known before anything was read: %+v, %v", before, err)
	}
}

// A person joins two names; the page of one leads to the other until they are parted. Nothing is lost.
func TestJoinWho(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	keep(t, s, 1, 1)
	page, err := s.People(t.Context(), WhoQuery{})
	if err != nil || len(page.Rows) < 2 {
		t.Fatalf("%d rows, %v; want two at least", len(page.Rows), err)
	}
	a, b := page.Rows[0], page.Rows[1]
	if err := s.JoinWho(t.Context(), a.ID, b.ID, true, "N. Alvar", "one office"); err != nil {
		t.Fatal(err)
	}
	if got, err := s.Person(t.Context(), b.ID); err != nil || got.ID != a.ID {
		t.Errorf("the page of %s leads to %d, %v; want %d", b.Name, got.ID, err, a.ID)
	}
	names, err := s.NamesOf(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	has := map[string]bool{}
	for _, n := range names {
		has[n.Name] = true
	}
	if !has[a.Name] || !has[b.Name] {
		t.Errorf("names %+v lack %q or %q", names, a.Name, b.Name)
	}
	if err := s.JoinWho(t.Context(), a.ID, b.ID, false, "N. Alvar", "two people"); err != nil {
		t.Fatal(err)
	}
	got, err := s.WhoDecisions(t.Context(), a.ID)
	if err != nil {
		t.Fatal(err)
	}
	var holding []bool
	for _, d := range got {
		holding = append(holding, d.Holding, d.Joined)
	}
	if diff := cmp.Diff([]bool{true, false, false, true}, holding); diff != "" {
		t.Errorf("decisions (holding, joined): %s", diff)
	}
}

// A correction sets the machine's answer aside and says what holds; undo takes both back; all stays on record.
func TestCorrect(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id, _ := keep(t, s, 1, 1)
	r, err := s.Report(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	fact := r.Facts[0].ID
	d := Decision{Report: id, Fact: fact, Who: "N. Alvar"}
	if err := s.Correct(t.Context(), d, map[string]string{"Speaker": "  "}); err == nil {
		t.Error("a correction of nothing was kept")
	}
	if err := s.Correct(t.Context(), d, map[string]string{"Speaker": "Pell Aster"}); err != nil {
		t.Fatal(err)
	}
	got, err := s.Corrections(t.Context(), id)
	if err != nil || got[fact].Fields["Speaker"] != "Pell Aster" || got[fact].Who != "N. Alvar" {
		t.Fatalf("corrections: %+v, %v", got, err)
	}
	if r, err = s.Report(t.Context(), id); err != nil || len(r.Decisions) != 1 || r.Decisions[0].Verdict != Reject {
		t.Errorf("decisions: %+v, %v", r.Decisions, err)
	}
	d.Verdict = Undo
	if err := s.Decide(t.Context(), d); err != nil {
		t.Fatal(err)
	}
	if got, err = s.Corrections(t.Context(), id); err != nil || len(got) != 0 {
		t.Errorf("after undo: %+v, %v", got, err)
	}
}
