package situation

import (
	"errors"
	"fmt"
	"testing"

	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/record"
)

func TestChangesTellEachThingOnce(t *testing.T) {
	t.Parallel()
	b := book{}
	first := telling(1, "Meridian", testDay, "A cutter fired at the ferry, Teodor Vask said.", "Police arrested six people.")
	vask := first.name(record.Person, "Teodor Vask")
	first.says(vask, "asserts", "A cutter fired at the ferry")
	first.does("COERCE", "arrested", 4, -5, "")
	if diff := cmp.Diff([]ChangeKind{NewSource, NewEvent, NewClaim}, kinds(b.note(t, first))); diff != "" {
		t.Errorf("the first report: %s", diff)
	}
	for n := range 3 {
		if again := b.note(t, first); len(again) != 0 {
			t.Fatalf("told again (%d): %v", n, kinds(again))
		}
	}
	flood := *first
	for n := range 100 {
		flood.Report = int64(n + 2)
		if more := b.note(t, &flood); len(more) != 0 {
			t.Fatalf("copy %d: %v", n, kinds(more))
		}
	}
}

func TestDenialSideAndContradiction(t *testing.T) {
	t.Parallel()
	b := book{}
	said := func(n int64, at time.Time, stance string) []Change {
		r := telling(n, "Meridian", at, "A cutter fired at the ferry, Pell Aster said.")
		r.says(r.name(record.Person, "Pell Aster"), stance, "A cutter fired at the ferry")
		return b.note(t, r)
	}
	denial := has(said(1, testDay, "denies"), NewDenial)
	if denial == nil || denial.Title != "Pell Aster denies: A cutter fired at the ferry" {
		t.Errorf("got %+v, want the denial", denial)
	}
	turned := has(said(2, testDay.Add(time.Hour), "asserts"), ChangedSide)
	if turned == nil || turned.Before == nil || turned.Before.Report != 1 {
		t.Errorf("got %+v, want the change of side with the sentence before", turned)
	}
	if late := said(3, testDay.Add(-24*time.Hour), "denies"); len(late) != 0 {
		t.Errorf("an older report that comes late changes nobody's side: %v", kinds(late))
	}
	if q := said(4, testDay.Add(2*time.Hour), "questions"); has(q, ChangedSide) != nil {
		t.Errorf("a question is no other side: %v", kinds(q))
	}
}

func TestConfirmedByASecondOrigin(t *testing.T) {
	t.Parallel()
	b := book{}
	tells := func(n int64, outlet, origin, voice string) *Change {
		r := telling(n, outlet, testDay, "Police arrested six people on Saturday.")
		r.Origin = origin
		r.does("COERCE", "arrested", 4, -5, "", on("2026-11-21"), func(e *record.Event) { e.Voice = voice })
		return has(b.note(t, r), Confirmed)
	}
	for i, c := range []struct {
		outlet, origin, voice string
		want                  bool
	}{
		{"Meridian", "Meridian", "own", false},
		{"Northlight", "Meridian", "own", false}, // a copy
		{"Castrel Wire", "Castrel Wire", "s1", false},
		{"Harbour Post", "Harbour Post", "own", true},
		{"Union Voice", "Union Voice", "own", false}, // told once
	} {
		if got := tells(int64(i+1), c.outlet, c.origin, c.voice); (got != nil) != c.want {
			t.Errorf("%s by %s (%s): got %v, want confirmed %t", c.outlet, c.origin, c.voice, got, c.want)
		}
	}
}

func TestFigures(t *testing.T) {
	t.Parallel()
	b := book{}
	count := func(n int64, outlet, words string, value float64) *Change {
		r := telling(n, outlet, testDay, "Police arrested "+words+" people.")
		r.does("COERCE", "arrested", 4, -5, "", on("2026-11-21"), func(e *record.Event) {
			e.Magnitudes = []record.Magnitude{{What: "people", Value: value, Span: r.of(words)}}
		})
		return has(b.note(t, r), NewFigure)
	}
	if c := count(1, "Meridian", "17", 17); c != nil {
		t.Errorf("a first figure differs from none: %s", c.Title)
	}
	if c := count(2, "Northlight", "17", 17); c != nil {
		t.Errorf("the same figure: %s", c.Title)
	}
	c := count(3, "Union Voice", "23", 23)
	if c == nil || c.Title != "The number of people rose: 23 by Union Voice; given so far: 17 and 23" || c.Before == nil {
		t.Errorf("got %+v", c)
	}
	if c := count(4, "Castrel Wire", "12", 12); c == nil || c.Title != "The number of people fell: 12 by Castrel Wire; given so far: 12, 17 and 23" {
		t.Errorf("got %+v", c)
	}
}

func TestOfficeChangesHands(t *testing.T) {
	t.Parallel()
	b := book{}
	holds := func(n int64, at time.Time, title, who string) *Change {
		r := telling(n, "Meridian", at, title+" "+who+" spoke.")
		r.name(record.Person, who, title)
		r.Record.Entities[0].Country = "VE"
		return has(b.note(t, r), NewHolder)
	}
	for i, c := range []struct {
		title, who string
		want       bool
	}{
		{"Prime Minister", "Ljuba Kereny", false},
		{"Prime Minister", "L. Kereny", false},
		{"Foreign Minister", "Maren Solde", false},
		{"deputy prime minister", "Teodor Vask", false},
		{"former Prime Minister", "Anton Brel", false},
		{"spokesman", "Pell Aster", false},
		{"Prime Minister", "Edmar Stroud", true},
	} {
		if got := holds(int64(i+1), testDay.Add(time.Duration(i)*time.Hour), c.title, c.who); (got != nil) != c.want {
			t.Errorf("%s %s: got %v, want a change %t", c.title, c.who, got, c.want)
		}
	}
	if c := holds(20, testDay.AddDate(0, -1, 0), "Prime Minister", "Ljuba Kereny"); c != nil {
		t.Errorf("an old report that comes late: %s", c.Title)
	}
}

func TestLinkIsNewOnce(t *testing.T) {
	t.Parallel()
	b := book{}
	r := telling(1, "Meridian", testDay, "In response, Dravik moved a brigade after the cutter fired.")
	r.does("MOBILIZE", "moved", 3, -7, r.name(record.Country, "Dravik"))
	r.does("ASSAULT", "fired", 4, -10, "")
	r.Record.Links = []record.Link{{From: "vmoved", To: "vfired", Kind: "response", Span: r.of("In response")}}
	c := has(b.note(t, r), NewLink)
	if c == nil || c.Title != "Dravik: mobilisation, in response to Actor unknown: attack" || c.Evidence.Words != r.Record.Report.Text {
		t.Errorf("got %+v", c)
	}
	if c := has(b.note(t, r), NewLink); c != nil {
		t.Errorf("told again: %s", c.Title)
	}
}

func TestLedgerErrorEndsTheNote(t *testing.T) {
	t.Parallel()
	broken := errors.New("the disk is full")
	l := book{}.ledger()
	l.Put = func(Mark) error { return broken }
	r := telling(1, "Meridian", testDay, "Police arrested six people.")
	r.does("COERCE", "arrested", 4, -5, "")
	if changes, err := Changes(r, Read(r), l); !errors.Is(err, broken) || len(changes) > 0 {
		t.Errorf("got %v and %v, want the error alone", kinds(changes), err)
	}
}

func TestADateAfterItsTellingIsTheReports(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{"2026-11-20": "2026-11-20", "2031-01-01": "2026-11-21", "2026-11": "2026-11-21", "": "2026-11-21", "2026-11-20T10:00": "2026-11-20", "2026-99-99": "2026-11-21"} {
		r := telling(1, "Meridian", testDay, "Police arrested six people.")
		r.does("COERCE", "arrested", 4, -5, "", on(value))
		if got := Read(r).Events[0].Day.Format(time.DateOnly); got != want {
			t.Errorf("%q: got %s, want %s", value, got, want)
		}
	}
}

func TestRevisionChange(t *testing.T) {
	t.Parallel()
	was, now := Evidence{Report: 1, Words: "a"}, Evidence{Report: 2, Words: "b"}
	for kind, want := range map[string]struct {
		kind ChangeKind
		at   int64
	}{"correction": {Corrected, 2}, "retraction": {Withdrawn, 2}, "silent_edit": {Corrected, 2}, "update": {Corrected, 2}, "refile": {Corrected, 2}, "deleted": {Withdrawn, 1}, "furniture": {}} {
		c, ok := Revision{ID: 7, Kind: kind, Name: "Union Voice", Was: was, Now: now, Sentences: 1}.Change()
		if ok != (want.kind != "") || ok && (c.Kind != want.kind || c.Evidence.Report != want.at || c.Key != "revised|7") {
			t.Errorf("%s: got %+v, %t", kind, c, ok)
		}
	}
	if c, ok := (Revision{Kind: "silent_edit", Was: was, Now: now}).Change(); ok {
		t.Errorf("an edit that touches no fact changes nothing: %s", c.Title)
	}
}

func ExampleWatch_Match() {
	told := telling(1, "Harbour Post", testDay, "Velmora closed the strait.")
	why, ok := Watch{Words: []string{"strait"}}.Match(told)
	fmt.Println(ok, why)
	// Output: true [word: strait]
}
