package store

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/record"
	"github.com/google/go-cmp/cmp"
)

// ids is the stream by q, newest first.
func ids(t *testing.T, s *Store, q StreamQuery) []ReportID {
	t.Helper()
	page, err := s.Stream(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var all []ReportID
	for _, r := range page.Rows {
		all = append(all, r.ID)
	}
	return all
}

// streamOfFour has four reports: 1 and 2 of an independent outlet, 3 and 4 of a state outlet; 2 in Serbian without a
// dateline, 3 without statements and read.
func streamOfFour(t *testing.T) *Store {
	s := open(t, t.TempDir())
	own := []SourceID{addSource(t, s, harbourPost), addSource(t, s, NewSource{Name: "Castrel Wire", URL: "https://castrel.example", Kind: FeedSource,
		Owner: Ownership{Class: OwnerState, By: "Ana", Evidence: "Owned by the ministry."}})}
	for n := 1; n <= 4; n++ {
		doc, r, rec := sample(n)
		switch n {
		case 2:
			r.Language, r.Dateline, r.Source, rec.Report.Dateline = "sr", nil, "", nil
		case 3:
			rec.Statements, rec.Claims = nil, nil
		}
		fetch, err := s.KeepDocument(t.Context(), doc, own[(n-1)/2])
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.PutReport(t.Context(), Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.MarkRead(t.Context(), true, 3); err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStreamFilters(t *testing.T) {
	t.Parallel()
	s := streamOfFour(t)
	for _, c := range []struct {
		name string
		q    StreamQuery
		want []ReportID
	}{
		{"all", StreamQuery{}, []ReportID{4, 3, 2, 1}},
		{"source", StreamQuery{Source: 2}, []ReportID{2, 1}},
		{"owner", StreamQuery{Owner: OwnerState}, []ReportID{4, 3}},
		{"outlet as the report says", StreamQuery{Outlet: "Meridian Press"}, []ReportID{4, 3, 1}},
		{"outlet as the source says", StreamQuery{Outlet: "Harbour Post"}, []ReportID{2}},
		{"language", StreamQuery{Language: "sr"}, []ReportID{2}},
		{"place", StreamQuery{Place: "Port Arden"}, []ReportID{4, 3, 1}},
		{"has a statement", StreamQuery{Has: StatementFact}, []ReportID{4, 2, 1}},
		{"has a claim", StreamQuery{Has: ClaimFact}, []ReportID{4, 2, 1}},
		{"has a place", StreamQuery{Has: PlaceFact}, []ReportID{4, 3, 2, 1}},
		{"words", StreamQuery{Text: `"lane 4"`}, []ReportID{4}},
		{"no word in the words", StreamQuery{Text: `" - *`}, nil},
		{"unread", StreamQuery{Unread: true}, []ReportID{4, 2, 1}},
		{"several", StreamQuery{Unread: true, Owner: OwnerState, Text: "vessel"}, []ReportID{4}},
		{"nothing", StreamQuery{Source: 2, Owner: OwnerState}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if d := cmp.Diff(c.want, ids(t, s, c.q)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			n, err := s.StreamCounts(t.Context(), c.q)
			if err != nil || n.Matching != len(c.want) || n.All != 4 || n.Unread != 3 {
				t.Errorf("counts: %+v, %v; want %d of 4 matching, 3 unread", n, err, len(c.want))
			}
		})
	}
}

func TestStreamRow(t *testing.T) {
	t.Parallel()
	s := streamOfFour(t)
	page, err := s.Stream(t.Context(), StreamQuery{Source: 2, Limit: 1, Before: cursorAt(time.Date(2026, 11, 22, 0, 0, 2, 0, time.UTC), 2)})
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 11, 22, 0, 0, 1, 0, time.UTC)
	want := []StreamRow{{ID: 1, At: at, Published: at, Source: 2, Name: "Harbour Post", Owner: OwnerIndependent, Outlet: "Meridian Press", Language: "en", Place: "Port Arden",
		Headline: "Čaplin says lane 1 stays shut", Lead: "“No vessel passes lane 1,” harbour master Ilja Čaplin told reporters.", Version: 1,
		Counts: Counts{Statements: 1, Claims: 1, Events: 1, Names: 1, Places: 2, Dates: 1, Wording: 1}}}
	if d := cmp.Diff(want, page.Rows); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if page.Head != 4 || page.Next != "" {
		t.Errorf("head %d, next %q; want 4 and the last page", page.Head, page.Next)
	}
}

func TestStreamFacets(t *testing.T) {
	t.Parallel()
	s := streamOfFour(t)
	n, err := s.StreamCounts(t.Context(), StreamQuery{})
	if err != nil {
		t.Fatal(err)
	}
	want := StreamCounts{All: 4, Unread: 3, Matching: 4, Since: time.Date(2026, 11, 22, 0, 0, 1, 0, time.UTC),
		Sources:   []Facet{{"3", "Castrel Wire", 2}, {"2", "Harbour Post", 2}},
		Owners:    []Facet{{"independent", "independent", 2}, {"state", "state", 2}},
		Languages: []Facet{{"en", "en", 3}, {"sr", "sr", 1}},
		Places:    []Facet{{"Port Arden", "Port Arden", 3}}}
	slices.SortFunc(n.Owners, func(a, b Facet) int { return strings.Compare(a.Value, b.Value) })
	if d := cmp.Diff(want, n); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// TestStreamTimes puts reports whose published times are missing, equal or in the future.
func TestStreamTimes(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	fetched := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	for n, published := range []time.Time{{}, fetched.AddDate(3, 0, 0), fetched.Add(-time.Hour), fetched.Add(-time.Hour), fetched.AddDate(-200, 0, 0)} {
		doc, r, rec := sample(n)
		doc.Fetched, r.Published = fetched.Add(time.Duration(n)*time.Second), published
		fetch, err := s.KeepDocument(t.Context(), doc, FilesSource)
		if err != nil {
			t.Fatal(err)
		}
		if _, _, err := s.PutReport(t.Context(), Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
			t.Fatal(err)
		}
	}
	var got []ReportID
	var before Cursor
	for range 10 { // one row a page
		page, err := s.Stream(t.Context(), StreamQuery{Limit: 1, Before: before})
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, page.Rows[0].ID)
		if page.Rows[0].At.After(fetched.Add(time.Minute)) {
			t.Errorf("report %d stands at %v, after it was fetched", page.Rows[0].ID, page.Rows[0].At)
		}
		if before = page.Next; before == "" {
			break
		}
	}
	if d := cmp.Diff([]ReportID{2, 1, 4, 3, 5}, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	r, err := s.Report(t.Context(), 4)
	if err != nil || r.Newer != 1 || r.Older != 3 {
		t.Errorf("neighbours of 4: newer %d, older %d, %v; want 1 and 3", r.Newer, r.Older, err)
	}
}

func TestCursorFromOutside(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	for _, c := range []Cursor{"x y", ".", "1", "1.2.3", "zzzzzzzzzzzzzzzzzzzz.1", "1'--.2"} {
		if _, err := s.Stream(t.Context(), StreamQuery{Before: c}); !errors.Is(err, ErrBadCursor) {
			t.Errorf("%q: got %v, want ErrBadCursor", c, err)
		}
	}
	if _, err := s.Stream(t.Context(), StreamQuery{Has: "rumour"}); !errors.Is(err, ErrInvalid) {
		t.Errorf("a kind that is none: got %v, want ErrInvalid", err)
	}
}

func TestNewSinceAndSeen(t *testing.T) {
	t.Parallel()
	s := streamOfFour(t)
	a, err := s.NewSince(t.Context(), 1)
	if err != nil || a.Reports != 3 || a.Head != 4 || a.Since.IsZero() || !slices.Equal(a.Sources, []string{"Castrel Wire", "Harbour Post"}) {
		t.Errorf("new since 1: %+v, %v", a, err)
	}
	if a, err := s.NewSince(t.Context(), 4); err != nil || a.Reports != 0 || a.Head != 4 {
		t.Errorf("new since the last: %+v, %v", a, err)
	}
	if seen, err := s.Seen(t.Context(), "desk"); err != nil || !seen.At.IsZero() {
		t.Errorf("never here: %+v, %v", seen, err)
	}
	for _, head := range []ReportID{3, 1} {
		if err := s.MarkSeen(t.Context(), "desk", head); err != nil {
			t.Fatal(err)
		}
	}
	if seen, err := s.Seen(t.Context(), "desk"); err != nil || seen.Head != 3 || seen.At.IsZero() {
		t.Errorf("seen: %+v, %v; want 3, which never moves back", seen, err)
	}
}

func TestMarkRead(t *testing.T) {
	t.Parallel()
	s := streamOfFour(t)
	if err := s.MarkRead(t.Context(), false, 3, 999); err != nil {
		t.Fatal(err)
	}
	if got := len(ids(t, s, StreamQuery{Unread: true})); got != 4 {
		t.Errorf("marked as unread: %d unread, want 4", got)
	}
	if err := s.MarkAllRead(t.Context(), 3); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]ReportID{4}, ids(t, s, StreamQuery{Unread: true})); d != "" {
		t.Errorf("all up to 3 read (-want +got):\n%s", d)
	}
	checkTally(t, s)
	putAt(t, s, FilesSource, 7, 1)
	if err := s.MarkRead(t.Context(), true, 5); err != nil {
		t.Fatal(err)
	}
	putAt(t, s, FilesSource, 8, 2) // a new version is unread, whatever the one before it was
	if d := cmp.Diff([]ReportID{6, 4}, ids(t, s, StreamQuery{Unread: true})); d != "" {
		t.Errorf("after a new version (-want +got):\n%s", d)
	}
	checkTally(t, s)
}

func TestLead(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("word ", 200)
	for _, c := range []struct {
		name   string
		change func(p *Put)
		want   string
	}{
		{"first sentence after the dateline", func(*Put) {}, "“No vessel passes lane 1,” harbour master Ilja Čaplin told reporters."},
		{"standfirst", func(p *Put) { p.Report.Standfirst = &p.Report.Paragraphs[2] }, "Velmora closed the strait on Monday."},
		{"no sentences", func(p *Put) { p.Record.Report.Sentences = nil }, "“No vessel passes lane 1,” harbour master Ilja Čaplin told reporters."},
		{"nothing but a headline", func(p *Put) { p.Record.Report.Sentences, p.Report.Paragraphs = nil, nil }, ""},
	} {
		_, r, rec := sample(1)
		p := Put{Report: r, Record: rec}
		c.change(&p)
		if got := lead(p); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
	if got := shorten(long, 50); len(got) > 55 || !strings.HasSuffix(got, "word …") {
		t.Errorf("shortened to %q", got)
	}
	if got := shorten("ččččč", 3); got != "č …" {
		t.Errorf("shortened inside a character to %q", got)
	}
	if got := place(Put{Record: record.Record{}}); got != "" {
		t.Errorf("the place of a report without dateline is %q", got)
	}
}

func TestDecisions(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id, _ := keep(t, s, FilesSource, 1)
	for i, v := range []Verdict{Accept, Reject, Undo, Accept} {
		if err := s.Decide(t.Context(), Decision{Report: id, Fact: "s1.c1", Verdict: v, Who: "Ana", Note: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	for _, v := range []Verdict{Reject, Undo} {
		if err := s.Decide(t.Context(), Decision{Report: id, Fact: "c1", Verdict: v, Who: "Bo"}); err != nil {
			t.Fatal(err)
		}
	}
	r, err := s.Report(t.Context(), id)
	if err != nil || len(r.Decisions) != 1 || r.Decisions[0].Note != "3" || r.Decisions[0].Kind != ContentFact ||
		r.Decisions[0].Span.Of(r.Report.Text) != "No vessel passes lane 1," {
		t.Errorf("what holds: %+v, %v; want the last of s1.c1, and c1 undone", r.Decisions, err)
	}
	all, err := s.Decisions(t.Context(), id)
	if err != nil || len(all) != 6 || all[1].Verdict != Reject || all[0].At.IsZero() {
		t.Errorf("all decisions: %+v, %v; want six, the oldest first", all, err)
	}
	for name, c := range map[string]struct {
		d    Decision
		want error
	}{
		"no fact":    {Decision{Report: id, Fact: "x9", Verdict: Accept, Who: "Ana"}, ErrNotFound},
		"no report":  {Decision{Report: 99, Fact: "s1", Verdict: Accept, Who: "Ana"}, ErrNotFound},
		"nobody":     {Decision{Report: id, Fact: "s1", Verdict: Accept}, ErrInvalid},
		"no verdict": {Decision{Report: id, Fact: "s1", Verdict: "perhaps", Who: "Ana"}, ErrInvalid},
	} {
		if err := s.Decide(t.Context(), c.d); !errors.Is(err, c.want) {
			t.Errorf("%s: got %v, want %v", name, err, c.want)
		}
	}
	if _, err := s.Report(t.Context(), 99); !errors.Is(err, ErrNotFound) {
		t.Errorf("no report: got %v, want ErrNotFound", err)
	}
}

func TestFailures(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	doc, _, _ := sample(1)
	fetch, err := s.KeepDocument(t.Context(), doc, FilesSource)
	if err != nil {
		t.Fatal(err)
	}
	write := func(f func(tx *Tx) error) {
		t.Helper()
		if err := s.Write(t.Context(), f); err != nil {
			t.Fatal(err)
		}
	}
	list := func() []Failure {
		t.Helper()
		all, err := s.Failures(t.Context(), 0, 10)
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	unread := Failure{Source: FilesSource, Item: 1, Fetch: fetch, Step: ReadStep, Address: doc.URL, Reason: "No report was found.", Detail: "no article", Attempts: 1}
	write(func(tx *Tx) error { return tx.SetAside(unread) })
	write(func(tx *Tx) error { return tx.SetAside(unread) })
	write(func(tx *Tx) error {
		return tx.SetAside(Failure{Source: FilesSource, Item: 1, Step: FetchStep, Address: doc.URL, Reason: "No answer.", Attempts: 7})
	})
	all := list()
	if len(all) != 2 || all[0].Step != FetchStep || all[1].Reason != unread.Reason || all[1].Name != "Files" || all[1].At.IsZero() {
		t.Fatalf("set aside: %+v; want one for each step, the latest first", all)
	}
	if f, err := s.Failure(t.Context(), all[1].ID); err != nil || f.Fetch != fetch {
		t.Errorf("failure %d: %+v, %v", all[1].ID, f, err)
	}
	write(func(tx *Tx) error { return tx.Succeed(FetchStep, 1, 0) })
	if all := list(); len(all) != 1 || all[0].Step != ReadStep {
		t.Errorf("after the fetch worked: %+v; want only the read", all)
	}
	write(func(tx *Tx) error { return tx.EndFailure(all[1].ID) })
	if all := list(); len(all) != 0 {
		t.Errorf("after all ended: %+v", all)
	}
	if _, err := s.Failure(t.Context(), all[1].ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("a failure that ended: got %v, want ErrNotFound", err)
	}
}

func TestBriefAndKept(t *testing.T) {
	t.Parallel()
	s := streamOfFour(t)
	try(t, s, Try{Source: 2, Result: ResultRead, NextDue: time.Date(2027, 1, 1, 0, 0, 0, 0, time.UTC)})
	b, err := s.Brief(t.Context())
	if err != nil || b.Reports != 4 || b.Sources != 2 || b.Good != 1 || b.LastRead.IsZero() {
		t.Errorf("brief: %+v, %v", b, err)
	}
	k, err := s.Kept(t.Context())
	if err != nil || k.Documents != 4 || k.Bytes == 0 || k.First.IsZero() {
		t.Errorf("kept: %+v, %v", k, err)
	}
}
