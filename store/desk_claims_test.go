package store

import (
	"errors"
	"testing"

	"github.com/dateline-news/dateline/story"
)

// twoClaims keeps two reports that stand in a claim each.
func twoClaims(t *testing.T) (s *Store, reports []ReportID, claims []ClaimID) {
	t.Helper()
	s = open(t, t.TempDir())
	for n := 1; n <= 2; n++ {
		id, _ := keep(t, s, FilesSource, n)
		putAcross(t, s, acrossOf(n, id, story.Asserts))
		all, err := s.Claims(t.Context(), ClaimQuery{Report: id})
		if err != nil || len(all.Rows) != 1 {
			t.Fatalf("claims of report %d: %+v, %v", id, all, err)
		}
		reports, claims = append(reports, id), append(claims, all.Rows[0].ID)
	}
	return s, reports, claims
}

// sentences counts the positions of a claim.
func sentences(t *testing.T, s *Store, id ClaimID) int {
	t.Helper()
	c, err := s.Claim(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	if c.ID != id {
		return 0
	}
	return len(c.All)
}

func TestJoinClaimsByHand(t *testing.T) {
	t.Parallel()
	s, reports, claims := twoClaims(t)
	if err := s.JoinClaims(t.Context(), claims[0], claims[1], "desk", "the same lane"); err != nil {
		t.Fatal(err)
	}
	if got := sentences(t, s, claims[1]); got != 2 {
		t.Errorf("after joining: got %d sentences, want 2", got)
	}
	if c, err := s.Claim(t.Context(), claims[0]); err != nil || c.ID != claims[1] {
		t.Errorf("the number of the other leads to %d, %v, want %d", c.ID, err, claims[1])
	}
	if err := s.JoinClaims(t.Context(), claims[0], claims[1], "desk", ""); !errors.Is(err, ErrInvalid) {
		t.Errorf("joining what is one: got %v", err)
	}
	putAcross(t, s, acrossOf(1, reports[0], story.Denies)) // read again: the decision holds
	if got := sentences(t, s, claims[1]); got != 2 {
		t.Errorf("after a new reading: got %d sentences, want 2", got)
	}
	all, err := s.ClaimDecisions(t.Context(), claims[1])
	if err != nil || len(all) != 1 || all[0].Verdict != "join" || all[0].Sentences != 1 || all[0].Note != "the same lane" || !all[0].Undone.IsZero() {
		t.Fatalf("decisions: got %+v, %v", all, err)
	}
	if err := s.UndoClaimDecision(t.Context(), all[0].ID, "desk"); err != nil {
		t.Fatal(err)
	}
	if a, b := sentences(t, s, claims[0]), sentences(t, s, claims[1]); a != 1 || b != 1 {
		t.Errorf("after taking it back: got %d and %d sentences, want 1 and 1", a, b)
	}
	if err := s.UndoClaimDecision(t.Context(), all[0].ID, "desk"); !errors.Is(err, ErrInvalid) {
		t.Errorf("taking it back twice: got %v", err)
	}
	if all, err := s.ClaimDecisions(t.Context(), claims[0]); err != nil || len(all) != 1 || all[0].Undone.IsZero() {
		t.Errorf("what was taken back stays on record: got %+v, %v", all, err)
	}
}

func TestPartClaimByHand(t *testing.T) {
	t.Parallel()
	s, reports, claims := twoClaims(t)
	if err := s.JoinClaims(t.Context(), claims[0], claims[1], "desk", ""); err != nil {
		t.Fatal(err)
	}
	c, err := s.Claim(t.Context(), claims[1])
	if err != nil {
		t.Fatal(err)
	}
	var position ClaimPositionID
	for _, p := range c.All {
		if p.Told.Report == reports[1] {
			position = p.ID
		}
	}
	made, err := s.PartClaim(t.Context(), claims[1], position, "desk", "another lane")
	if err != nil || sentences(t, s, made) != 1 || sentences(t, s, claims[1]) != 1 {
		t.Fatalf("parted into %d, %v", made, err)
	}
	second := acrossOf(2, reports[1], story.Asserts)
	second.Positions[0].Claim = claims[1]
	putAcross(t, s, second) // joined again with the old claim: the decision holds
	if got := sentences(t, s, made); got != 1 {
		t.Errorf("after a new joining: got %d sentences in the parted claim, want 1", got)
	}
	if _, err := s.PartClaim(t.Context(), made, 999, "desk", ""); !errors.Is(err, ErrNotFound) {
		t.Errorf("a sentence that is not there: got %v", err)
	}
	all, err := s.ClaimDecisions(t.Context(), claims[1])
	if err != nil || len(all) != 2 || all[0].Verdict != "part" {
		t.Fatalf("decisions: got %+v, %v", all, err)
	}
	if err := s.UndoClaimDecision(t.Context(), all[1].ID, "desk"); !errors.Is(err, ErrInvalid) {
		t.Errorf("taking back the joining under the parting: got %v, want that the later one goes first", err)
	}
	for _, d := range all {
		if err := s.UndoClaimDecision(t.Context(), d.ID, "desk"); err != nil {
			t.Fatal(err)
		}
	}
	if a, b := sentences(t, s, claims[0]), sentences(t, s, claims[1]); a != 1 || b != 1 {
		t.Errorf("after taking both back: got %d and %d sentences, want 1 and 1", a, b)
	}
	if c, err := s.Claim(t.Context(), made); err != nil || c.ID != claims[1] {
		t.Errorf("the number of the parted claim leads to %d, %v, want %d", c.ID, err, claims[1])
	}
}
