package store

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/story"
	"github.com/google/go-cmp/cmp"
)

// acrossOf is what the sample report n adds: the harbour master's words, the outlet's closing of the strait, and one wording.
func acrossOf(n int, id ReportID, stance story.Stance) AcrossPut {
	_, r, rec := sample(n)
	of := func(words string) span.Span {
		i := strings.Index(r.Text, words)
		return span.Span{Start: i, End: i + len(words)}
	}
	outlet := "Outlet " + strconv.Itoa(n)
	return AcrossPut{Report: id, Version: 1, Story: 5,
		Positions: []PutPosition{{New: 1, Position: story.Position{Report: int64(id), Fact: "c1.p1", Outlet: outlet, Origin: "outlet:" + outlet, Actor: story.Actor{Key: "person:čaplin", Name: "Ilja Čaplin"},
			Stance: stance, Day: "2026-11-23", Sentence: rec.Report.Sentences[1], Span: rec.Statements[0].Content[0], Vector: story.Vector{0.1, -0.2}}}},
		Mentions: []PutMention{{New: 1, Mention: story.Mention{Report: int64(id), Fact: "v1", Outlet: outlet, Origin: "outlet:" + outlet, Type: "COERCE", Status: "happened", Own: true, Voice: story.Outlet(outlet),
			Actors: []story.Actor{{Key: "country:velmora", Name: "Velmora"}}, Day: "2026-11-23", Sentence: rec.Report.Sentences[2], Trigger: of("closed"), Words: "closed"}}},
		Wording: []story.Wording{{Report: int64(id), Fact: "e1.o1", Outlet: outlet, About: story.Actor{Key: "person:čaplin", Name: "Ilja Čaplin"}, Kind: story.Described, Words: "harbour master", Span: of("harbour master"), Sentence: rec.Report.Sentences[1]}},
	}
}

func putAcross(t *testing.T, s *Store, p AcrossPut) {
	t.Helper()
	if err := s.Write(t.Context(), func(tx *Tx) error { return tx.PutAcross(p) }); err != nil {
		t.Fatal(err)
	}
}

func TestAcross(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	one, _ := keep(t, s, FilesSource, 1)
	two, _ := keep(t, s, FilesSource, 2)
	putAcross(t, s, acrossOf(1, one, story.Asserts))
	known, err := s.CandidatesFor(t.Context(), two, 5, nil, testClock()())
	if err != nil || len(known.Claims) != 1 || len(known.Events) != 1 {
		t.Fatalf("candidates %+v, %v", known, err)
	}
	second := acrossOf(2, two, story.Denies)
	second.Positions[0].Claim, second.Mentions[0].Event = ClaimID(known.Claims[0].ID), EventID(known.Events[0].ID)
	for range 2 { // the second time changes nothing
		putAcross(t, s, second)
	}
	claims, err := s.Claims(t.Context(), ClaimQuery{Story: 5, OwnWords: true})
	if err != nil || len(claims.Rows) != 1 {
		t.Fatalf("claims %+v, %v", claims, err)
	}
	row := claims.Rows[0]
	if row.Positions != 2 || row.Reports != 2 || row.Outlets != 2 || row.Asserts != 1 || row.Denies != 1 || row.OwnWords != 1 || row.Opposed != 0 || row.Proposition != "No vessel passes lane 1," {
		t.Errorf("row %+v", row)
	}
	c, err := s.Claim(t.Context(), row.ID)
	if err != nil || len(c.All) != 2 || !strings.HasPrefix(c.All[0].Told.Words, "“No vessel passes lane 1,”") {
		t.Fatalf("claim %+v, %v", c, err)
	}
	if diff := cmp.Diff([]story.Contradiction{{A: 0, B: 1, Kind: story.OwnWords}}, c.Contradictions); diff != "" {
		t.Errorf("contradictions (-want +got):\n%s", diff)
	}
	events, err := s.Events(t.Context(), EventQuery{Actor: "country:velmora", From: "2026-11-23", To: "2026-11-23", Independent: 2})
	if err != nil || len(events.Rows) != 1 || events.Rows[0].Reports != 2 || events.Rows[0].Independent != 2 || len(events.Rows[0].Actors) != 1 {
		t.Fatalf("events %+v, %v", events, err)
	}
	e, err := s.Event(t.Context(), events.Rows[0].ID)
	if err != nil || len(e.All) != 2 || e.All[1].Told.Words != "Velmora closed the strait on Monday." || len(e.Details) == 0 {
		t.Errorf("event %+v, %v", e, err)
	}
	uses, err := s.WordingOf(t.Context(), "person:čaplin")
	if err != nil || len(uses) != 2 || uses[0].Words != "harbour master" {
		t.Errorf("wording %+v, %v", uses, err)
	}
	told, err := s.WordingOf(t.Context(), "event:"+strconv.FormatInt(int64(e.ID), 10))
	if err != nil || len(told) != 2 || told[0].Words != "closed" {
		t.Errorf("wording of the event %+v, %v", told, err)
	}
	if subjects, err := s.WordingSubjects(t.Context(), "čaplin", 10); err != nil || len(subjects) != 1 || subjects[0].Outlets != 2 {
		t.Errorf("subjects %+v, %v", subjects, err)
	}
}

// TestAcrossAgain joins a report again after its reading changed: a claim that it alone told of keeps its number.
func TestAcrossAgain(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	one, _ := keep(t, s, FilesSource, 1)
	putAcross(t, s, acrossOf(1, one, story.Asserts))
	before, err := s.Claims(t.Context(), ClaimQuery{})
	if err != nil {
		t.Fatal(err)
	}
	putAcross(t, s, acrossOf(1, one, story.Denies))
	after, err := s.Claims(t.Context(), ClaimQuery{})
	if err != nil || len(before.Rows) != 1 || len(after.Rows) != 1 || before.Rows[0].ID != after.Rows[0].ID || after.Rows[0].Denies != 1 {
		t.Errorf("before %+v, after %+v, %v", before, after, err)
	}
	if waiting, _, err := s.AcrossBehind(t.Context(), 0, 1, 10, 0); err != nil || len(waiting) != 0 {
		t.Errorf("waiting %v, %v", waiting, err)
	}
	if waiting, _, err := s.AcrossBehind(t.Context(), 0, 2, 10, 0); err != nil || len(waiting) != 1 { // a later joining
		t.Errorf("waiting for a later joining %v, %v", waiting, err)
	}
}

func TestAcrossMerge(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	var ids []ClaimID
	for n := 1; n <= 2; n++ {
		id, _ := keep(t, s, FilesSource, n)
		putAcross(t, s, acrossOf(n, id, story.Asserts))
	}
	all, err := s.Claims(t.Context(), ClaimQuery{Limit: 1})
	if err != nil || all.Next == "" {
		t.Fatalf("first page %+v, %v", all, err)
	}
	ids = append(ids, all.Rows[0].ID)
	if all, err = s.Claims(t.Context(), ClaimQuery{Limit: 1, Before: all.Next}); err != nil || len(all.Rows) != 1 || all.Next != "" {
		t.Fatalf("second page %+v, %v", all, err)
	}
	ids = append(ids, all.Rows[0].ID)
	if err := s.Write(t.Context(), func(tx *Tx) error { return tx.MergeClaims(ids[0], ids[1]) }); err != nil {
		t.Fatal(err)
	}
	if c, err := s.Claim(t.Context(), ids[0]); err != nil || c.ID != ids[1] || len(c.All) != 2 {
		t.Errorf("the merged claim %+v, %v", c, err)
	}
	if _, err := s.Claim(t.Context(), 999); !errors.Is(err, ErrNotFound) {
		t.Errorf("a claim that is not there: %v", err)
	}
	if _, err := s.Claims(t.Context(), ClaimQuery{Before: "nowhere"}); !errors.Is(err, ErrInvalid) {
		t.Errorf("a place that is none: %v", err)
	}
}

func TestAcrossRefusesBadSpans(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id, _ := keep(t, s, FilesSource, 1)
	bad := acrossOf(1, id, story.Asserts)
	bad.Positions[0].Sentence.End = 1 << 20
	if err := s.Write(t.Context(), func(tx *Tx) error { return tx.PutAcross(bad) }); !errors.Is(err, ErrBadSpan) {
		t.Errorf("got %v", err)
	}
	if all, err := s.Claims(t.Context(), ClaimQuery{Single: true}); err != nil || len(all.Rows) != 0 {
		t.Errorf("something was kept: %+v, %v", all, err)
	}
}

func TestVectorKeepsItsMeaning(t *testing.T) {
	t.Parallel()
	v := story.Vector{0.05, -0.1, 0.2, 0, 0.9}
	if got, want := unpackVector(packVector(v)), (story.Vector{0.05, -0.1, 0.2, 0, 0.25}); !cmp.Equal(got, want, cmp.Comparer(func(a, b float32) bool { return a-b < 0.002 && b-a < 0.002 })) {
		t.Errorf("got %v, want %v: numbers beyond 0.25 are cut", got, want)
	}
	if packVector(nil) != nil || unpackVector(nil) != nil {
		t.Error("no vector became one")
	}
}
