package store

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/search"
)

// asked parses a query as of the morning of the test clock.
func asked(t testing.TB, typed string) search.Query {
	t.Helper()
	q, err := search.Parse(typed, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	return q
}

func TestFind(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	for n := range 12 {
		keep(t, s, FilesSource, n)
	}
	for _, c := range []struct {
		typed string
		want  string // kinds with counts
	}{
		{``, "claim 12, event 1, report 12, statement 12, wording 12"}, // the events stand in one and the same sentence
		{`vessel`, "claim 12, report 12, statement 12"},
		{`caplin vessel`, "claim 12, report 12, statement 12"},
		{`"lane 1" vessel`, "claim 1, report 1, statement 1"},
		{`lane -vessel`, "wording 12"},
		{`-vessel`, "event 1, wording 12"},
		{`harb*`, "claim 12, report 12, statement 12"},
		{`who:Velmora`, "event 1"},
		{`speaker:"Ilja Caplin"`, "claim 12, statement 12"},
		{`speaker:Caplin says:"lane 3"`, "statement 1"},
		{`says:strait`, ""},
		{`asserts:Caplin`, "claim 12"},
		{`asserts:vessel`, "claim 12"},
		{`denies:*`, ""},
		{`place:"Port Arden"`, "report 12"},
		{`type:coerce`, "event 1"},
		{`type:COERCE mode:restrict quad:4 status:happened`, "event 1"},
		{`type:ASSAULT`, ""},
		{`type:ASSAULT OR closed`, "event 1, report 12"},
		{`kind:report,event`, "event 1, report 12"},
		{`voice:own`, "event 1, wording 12"},
		{`on:2026-11-23 kind:event`, "event 1"},
		{`after:2026-11-23`, ""},
		{`before:2026-11-23 kind:event`, ""},
		{`before:2026-11-23 kind:report`, "report 12"},
		{`from:2026-11 to:today kind:event`, "event 1"},
		{`owner:unknown kind:report`, "report 12"},
		{`source:Nowhere`, ""},
		{`lang:en kind:event`, "event 1"},
		{`Ilja`, "claim 12, person 1, report 12, statement 12"},
	} {
		found, err := s.Find(t.Context(), Find{Query: asked(t, c.typed)})
		if err != nil {
			t.Errorf("%q: %v", c.typed, err)
			continue
		}
		if got := kindsText(found.Kinds); got != c.want {
			t.Errorf("%q: got %q, want %q", c.typed, got, c.want)
		}
		for _, a := range found.Answers[:min(2, len(found.Answers))] {
			checkAnswer(t, s, a)
		}
	}
}

func kindsText(kinds map[EntryKind]int) string {
	var all []string
	for name, k := range kindNames {
		if kinds[k] > 0 {
			all = append(all, fmt.Sprint(name, " ", kinds[k]))
		}
	}
	slices.Sort(all)
	return strings.Join(all, ", ")
}

// checkAnswer sees that an entry's words stand in its report, and its mark in its words.
func checkAnswer(t *testing.T, s *Store, a Answer) {
	t.Helper()
	if a.Entry == nil {
		return
	}
	r, err := s.Report(t.Context(), a.Entry.Report)
	if err != nil {
		t.Fatal(err)
	}
	if a.Entry.Sentence.Of(r.Report.Text) != a.Entry.Words || !a.Entry.Sentence.Contains(a.Entry.Mark) && a.Kind != StatementEntry {
		t.Errorf("%s of report %d: its words %q do not stand at %v", a.Entry.Fact, a.Entry.Report, a.Entry.Words, a.Entry.Sentence)
	}
}

// Pages follow each other without gap or overlap, and the values of a chosen field keep their numbers.
func TestFindPages(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	for n := range 12 {
		keep(t, s, FilesSource, n)
	}
	seen := map[string]bool{}
	find := Find{Query: asked(t, ""), Limit: 7, Newest: true}
	for {
		found, err := s.Find(t.Context(), find)
		if err != nil {
			t.Fatal(err)
		}
		for _, a := range found.Answers {
			key := fmt.Sprint(a.Kind)
			if a.Entry != nil {
				key += fmt.Sprint(a.Entry.ID)
			} else {
				key += fmt.Sprint(a.Report.ID)
			}
			if seen[key] {
				t.Errorf("%s stands on two pages", key)
			}
			seen[key] = true
		}
		if find.After = found.Next; found.Next == "" {
			break
		}
	}
	if len(seen) != 49 {
		t.Errorf("got %d answers over all pages, want 49", len(seen))
	}
	found, err := s.Find(t.Context(), Find{Query: asked(t, "kind:event"), Facets: true})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := kindsText(found.Kinds), "claim 12, event 1, report 12, statement 12, wording 12"; found.Total != 1 || got != want {
		t.Errorf("with a kind chosen: got %d, %q; want 1, %q", found.Total, got, want)
	}
	if _, err := s.Find(t.Context(), Find{After: "x"}); err == nil {
		t.Error("a cursor that is none was taken")
	}
}

// As known on a day: what was recorded later is not there, what was superseded since is.
func TestFindKnownOn(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id, _ := keep(t, s, FilesSource, 1)
	first, err := s.Report(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	doc, r, rec := sample(1)
	doc.Fetched = doc.Fetched.Add(time.Hour)
	rec.Events = nil
	fetch, err := s.KeepDocument(t.Context(), doc, FilesSource)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.PutReport(t.Context(), Put{Fetch: fetch, Report: r, Record: rec, Model: "later"}); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		on   time.Time
		want string
	}{
		{time.Time{}, "claim 1, report 1, statement 1, wording 1"},
		{first.Recorded, "claim 1, event 1, report 1, statement 1, wording 1"},
		{first.Recorded.Add(-time.Minute), ""},
	} {
		found, err := s.Find(t.Context(), Find{On: c.on})
		if err != nil || kindsText(found.Kinds) != c.want {
			t.Errorf("as known on %v: got %q, %v; want %q", c.on, kindsText(found.Kinds), err, c.want)
		}
	}
}

// A decision is seen at once: what is rejected is left out where only what is sure is asked for.
func TestFindDecided(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id, _ := keep(t, s, FilesSource, 1)
	events := func() (n int) {
		t.Helper()
		err := s.Points(t.Context(), Find{Query: asked(t, "kind:event"), Sure: true}, func(p *Point) bool {
			n++
			if p.Name(p.Place).Name != "" || p.Class != "COERCE" || p.Quad != 4 || !p.Sure() || p.From().Format(time.DateOnly) != "2026-11-23" {
				t.Errorf("got %+v", p)
			}
			for who := range p.Names(ActorRole) {
				if p.Name(who).Name != "Velmora" {
					t.Errorf("got the actor %q", p.Name(who).Name)
				}
			}
			return true
		})
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	for _, c := range []struct {
		verdict Verdict
		want    int
	}{{Accept, 1}, {Reject, 0}, {Undo, 1}} {
		if err := s.Decide(t.Context(), Decision{Report: id, Fact: "v1", Verdict: c.verdict, Who: "A. Reader"}); err != nil {
			t.Fatal(err)
		}
		if got := events(); got != c.want {
			t.Errorf("after %s: got %d events, want %d", c.verdict, got, c.want)
		}
	}
}

// Readings kept before there were entries are entered when the store is opened.
func TestEnterOlder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Open(t.Context(), dir, Options{Now: testClock()})
	if err != nil {
		t.Fatal(err)
	}
	keep(t, s, FilesSource, 1)
	for _, q := range []string{`DELETE FROM entry_name`, `DELETE FROM entry`, `DELETE FROM entry_done`, `INSERT INTO entry_fts (entry_fts) VALUES ('delete-all')`} {
		if _, err := s.write.Exec(q); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	again := open(t, dir)
	found, err := again.Find(t.Context(), Find{Query: asked(t, "vessel"), Facets: true})
	if err != nil || kindsText(found.Kinds) != "claim 1, report 1, statement 1" {
		t.Errorf("after opening: got %q, %v", kindsText(found.Kinds), err)
	}
}

func TestInterval(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"2026-11-23":       "2026-11-23T00:00 2026-11-24T00:00 day",
		"2026-11":          "2026-11-01T00:00 2026-12-01T00:00 month",
		"2026":             "2026-01-01T00:00 2027-01-01T00:00 year",
		"199":              "1990-01-01T00:00 2000-01-01T00:00 decade",
		"2026-W01":         "2025-12-29T00:00 2026-01-05T00:00 week",
		"2026-Q4":          "2026-10-01T00:00 2027-01-01T00:00 quarter",
		"2026-H1":          "2026-01-01T00:00 2026-07-01T00:00 half-year",
		"2026-WI":          "2026-12-01T00:00 2027-03-01T00:00 season",
		"2026-11-23T16:30": "2026-11-23T16:30 2026-11-23T16:31 minute",
		"2026-11-23T16":    "2026-11-23T16:00 2026-11-23T17:00 hour",
		"2026-11-23TNI":    "2026-11-23T20:00 2026-11-24T04:00 part of a day",
		"PRESENT_REF":      "", "": "", "P3D": "", "XXXX-11-23": "", "2026-": "", "2026-W9": "", "20": "", "2026-Qx": "",
	} {
		from, to, unit, ok := Interval(value)
		got := ""
		if ok {
			got = from.Format("2006-01-02T15:04 ") + to.Format("2006-01-02T15:04 ") + unit
		}
		if got != want {
			t.Errorf("%q: got %q, want %q", value, got, want)
		}
	}
}

// FuzzInterval: whatever the value, no panic, and what is read is not empty.
func FuzzInterval(f *testing.F) {
	for _, s := range []string{"2026-11-23", "2026-W53", "2026-Q4", "199", "2026-11-23T16:30Z", "-", "2026-W", "٢٠٢٦"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, value string) {
		from, to, unit, ok := Interval(value)
		if ok && (!to.After(from) || unit == "") {
			t.Errorf("%q: %v to %v, %q", value, from, to, unit)
		}
	})
}

func TestEntriesOfNames(t *testing.T) {
	t.Parallel()
	wiki := func(s string) *string { return &s }
	rec := record.Record{Entities: []record.Entity{{Kind: record.Person, Name: "Aleksandar Vučić", Wikidata: wiki("Q1")}, {Kind: record.Person, Name: "ALEKSANDAR  Vucic"}, {Kind: record.Facility, Name: "Jarinje"}, {Kind: record.Place, Name: "JARINJE"}}}
	var got []string
	for _, e := range rec.Entities {
		got = append(got, nameKey(e))
	}
	if diff := cmp.Diff([]string{"wd:Q1", "person:aleksandar vucic", "place:jarinje", "place:jarinje"}, got); diff != "" {
		t.Error(diff)
	}
}
