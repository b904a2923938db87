package store

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func addSource(t testing.TB, s *Store, n NewSource) SourceID {
	t.Helper()
	id, created, err := s.AddSource(t.Context(), n)
	if err != nil || !created {
		t.Fatalf("add %+v: created %v, %v", n, created, err)
	}
	return id
}

func source(t testing.TB, s *Store, id SourceID) Source {
	t.Helper()
	src, err := s.Source(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return src
}

var harbourPost = NewSource{Name: "Harbour Post", URL: "https://harbourpost.example/feed", SiteURL: "https://harbourpost.example/", Language: "en", Kind: FeedSource,
	Interval: 5 * time.Minute, AllowPrivate: true, Owner: Ownership{Class: OwnerIndependent, By: "Ana", Evidence: "A co-operative of its readers. (its imprint)"}}

func TestAddSource(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := addSource(t, s, harbourPost)
	got := source(t, s, id)
	want := Source{ID: id, Name: "Harbour Post", Kind: FeedSource, URL: "https://harbourpost.example/feed", SiteURL: "https://harbourpost.example/", Language: "en",
		Owner: harbourPost.Owner, Interval: 5 * time.Minute, AllowPrivate: true, NextDue: got.Added}
	if d := cmp.Diff(want, got, cmpopts.IgnoreFields(Source{}, "Added"), cmpopts.IgnoreFields(Ownership{}, "At")); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	if again, created, err := s.AddSource(t.Context(), harbourPost); err != nil || created || again != id {
		t.Errorf("added twice: %d, %v, %v; want %d, false", again, created, err, id)
	}
	if !s.AllowsPrivate("HarbourPost.example") || s.AllowsPrivate("other.example") {
		t.Error("the host that its owner allowed is not the one that may be private")
	}
}

func TestSourceFaults(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	for name, n := range map[string]NewSource{
		"no name, no address":    {Kind: FileSource},
		"a feed without address": {Name: "A", Kind: FeedSource},
		"no kind":                {Name: "A", URL: "https://a.example"},
		"a kind that is none":    {Name: "A", URL: "https://a.example", Kind: "telepathy"},
		"a negative interval":    {URL: "https://a.example", Kind: FeedSource, Interval: -1},
		"an owner of no class":   {URL: "https://a.example", Kind: FeedSource, Owner: Ownership{Class: "good"}},
		"an owner nobody set":    {URL: "https://a.example", Kind: FeedSource, Owner: Ownership{Class: OwnerState, Evidence: "x"}},
		"no evidence":            {URL: "https://a.example", Kind: FeedSource, Owner: Ownership{Class: OwnerState, By: "Ana"}},
	} {
		if _, _, err := s.AddSource(t.Context(), n); !errors.Is(err, ErrInvalid) {
			t.Errorf("%s: got %v, want ErrInvalid", name, err)
		}
	}
	no := "x"
	for name, err := range map[string]error{
		"get":    func() error { _, err := s.Source(t.Context(), 99); return err }(),
		"update": s.UpdateSource(t.Context(), 99, SourceChange{Name: &no}),
		"pause":  s.PauseSource(t.Context(), 99, true),
		"owner":  s.SetOwner(t.Context(), 99, Ownership{Class: OwnerUnknown}),
		"remove": s.RemoveSource(t.Context(), 99),
	} {
		if !errors.Is(err, ErrNotFound) {
			t.Errorf("%s a source that is not there: got %v, want ErrNotFound", name, err)
		}
	}
	if err := s.RemoveSource(t.Context(), FilesSource); !errors.Is(err, ErrInvalid) {
		t.Errorf("remove the files: got %v, want ErrInvalid", err)
	}
}

func TestChangeSource(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := addSource(t, s, harbourPost)
	other := addSource(t, s, NewSource{URL: "https://b.example/feed", Kind: FeedSource})
	try(t, s, Try{Source: id, Result: ResultRead, ETag: "e", NextDue: time.Date(2030, 1, 1, 0, 0, 0, 0, time.UTC)})
	name, url, hour := "The Harbour Post", "https://harbourpost.example/atom", time.Hour
	if err := s.UpdateSource(t.Context(), id, SourceChange{Name: &name}); err != nil {
		t.Fatal(err)
	}
	if got := source(t, s, id); got.Name != name || got.ETag != "e" || got.URL != harbourPost.URL {
		t.Errorf("another name: %+v; want the rest as it was", got)
	}
	if err := s.UpdateSource(t.Context(), id, SourceChange{URL: &url, Interval: &hour}); err != nil {
		t.Fatal(err)
	}
	if got := source(t, s, id); got.URL != url || got.Interval != hour || got.ETag != "" || got.NextDue.Year() == 2030 {
		t.Errorf("another address: %+v; want no validators and due now", got)
	}
	taken := "https://b.example/feed"
	if err := s.UpdateSource(t.Context(), id, SourceChange{URL: &taken}); err == nil {
		t.Errorf("the address of source %d was given to %d too", other, id)
	}
}

func TestPauseRemoveOwner(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := addSource(t, s, harbourPost)
	due := func() int {
		all, err := s.Due(t.Context(), s.now().Add(time.Hour), 10)
		if err != nil {
			t.Fatal(err)
		}
		return len(all)
	}
	if due() != 1 {
		t.Error("a new source is not due")
	}
	if err := s.PauseSource(t.Context(), id, true); err != nil || due() != 0 || !source(t, s, id).Paused {
		t.Errorf("paused: %v, %d due", err, due())
	}
	if err := s.PauseSource(t.Context(), id, false); err != nil || due() != 1 {
		t.Errorf("resumed: %v, %d due", err, due())
	}
	if err := s.SetOwner(t.Context(), id, Ownership{Class: OwnerState, By: "Bo", Evidence: "Bought by the ministry."}); err != nil {
		t.Fatal(err)
	}
	history, err := s.OwnerHistory(t.Context(), id)
	if err != nil || len(history) != 2 || history[0].Class != OwnerState || history[1].By != "Ana" {
		t.Errorf("owner history: %+v, %v; want Bo's, then Ana's", history, err)
	}
	keep(t, s, id, 1)
	if err := s.RemoveSource(t.Context(), id); err != nil || due() != 0 {
		t.Errorf("removed: %v, %d due", err, due())
	}
	if page, err := s.Stream(t.Context(), StreamQuery{}); err != nil || len(page.Rows) != 1 || source(t, s, id).Removed.IsZero() {
		t.Errorf("the reports of a removed source: %d rows, %v; want 1", len(page.Rows), err)
	}
	if again, created, err := s.AddSource(t.Context(), harbourPost); err != nil || !created || again == id {
		t.Errorf("added after it was removed: %d, %v, %v; want a new source", again, created, err)
	}
}

// try notes one try.
func try(t testing.TB, s *Store, y Try) {
	t.Helper()
	if err := s.Write(t.Context(), func(tx *Tx) error { return tx.NoteTry(y) }); err != nil {
		t.Fatal(err)
	}
}

func TestTries(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := addSource(t, s, harbourPost)
	next := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	try(t, s, Try{Source: id, Result: ResultRead, ETag: "e1", LastModified: "yesterday", NextDue: next})
	good := source(t, s, id)
	if good.Result != ResultRead || good.ETag != "e1" || good.NextDue != next || good.LastGood.IsZero() || good.NeedsLook() {
		t.Errorf("after a good try: %+v", good)
	}
	try(t, s, Try{Source: id, Result: ResultRefused, Reason: "The server refuses us.", NextDue: next})
	first := source(t, s, id)
	try(t, s, Try{Source: id, Result: ResultUnreachable, Reason: "No answer.", NextDue: next})
	got := source(t, s, id)
	if got.Failures != 2 || got.FailingSince != first.LastTry || got.LastGood != good.LastGood || got.ETag != "e1" || got.Reason != "No answer." || !got.NeedsLook() {
		t.Errorf("after two bad tries: %+v; want failing since the first, and the validators kept", got)
	}
	st, err := s.Status(t.Context())
	if err != nil || len(st.Failing) != 1 || st.Failing[0].ID != id || st.Sources != 1 {
		t.Errorf("status: %+v, %v; want the source among the failing", st, err)
	}
	try(t, s, Try{Source: id, Result: ResultPart, Reason: "Read in part.", NextDue: next})
	if got := source(t, s, id); got.Failures != 0 || !got.FailingSince.IsZero() || !got.NeedsLook() {
		t.Errorf("after a try that read in part: %+v; want no failures, and a look", got)
	}
}

func TestSourceDays(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := addSource(t, s, harbourPost)
	for age, n := range []int{2, 0, 1} { // reports by age in days
		for i := range n {
			doc, r, rec := sample(age*10 + i)
			r.Published = time.Date(2026, 11, 23-age, 1, 0, 0, 0, time.UTC)
			fetch, err := s.KeepDocument(t.Context(), doc, id)
			if err != nil {
				t.Fatal(err)
			}
			if _, _, err := s.PutReport(t.Context(), Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
				t.Fatal(err)
			}
		}
	}
	keep(t, s, id, 99) // of the day before
	doc, r, rec := sample(98)
	r.Published = time.Date(2026, 11, 12, 0, 0, 0, 0, time.UTC)
	fetch, err := s.KeepDocument(t.Context(), doc, id)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := s.PutReport(t.Context(), Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
		t.Fatal(err)
	}
	rows, err := s.Sources(t.Context())
	if err != nil || len(rows) != 1 {
		t.Fatalf("%d rows, %v; want the one source (files have given nothing)", len(rows), err)
	}
	want := [14]int{2: 1, 11: 1, 12: 1, 13: 2}
	if rows[0].Days != want || rows[0].Week != 4 || rows[0].Total != 5 {
		t.Errorf("days %v, week %d, total %d; want %v, 4, 5", rows[0].Days, rows[0].Week, rows[0].Total, want)
	}
	if n, err := s.ReportsSince(t.Context(), id, time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)); err != nil || n != 3 {
		t.Errorf("reports since the 22nd: %d, %v; want 3", n, err)
	}
}

func TestSourcesInOrder(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	for _, name := range []string{"b", "a", "C", "broken"} {
		addSource(t, s, NewSource{Name: name, URL: "https://" + name + ".example", Kind: FeedSource})
	}
	keep(t, s, 4, 1) // C has a report
	try(t, s, Try{Source: 5, Result: ResultGone})
	rows, err := s.Sources(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range rows {
		names = append(names, r.Name)
	}
	if got := strings.Join(names, " "); got != "broken C a b" {
		t.Errorf("got %q, want those that need a look, then by reports, then by name", got)
	}
}

func TestItems(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id := addSource(t, s, harbourPost)
	put := func(it Item) (ItemID, bool) {
		t.Helper()
		var item ItemID
		var fresh bool
		err := s.Write(t.Context(), func(tx *Tx) (err error) { item, fresh, err = tx.PutItem(it); return err })
		if err != nil {
			t.Fatal(err)
		}
		return item, fresh
	}
	it := Item{Source: id, Key: "guid-1", URL: "https://harbourpost.example/1", Digest: "a", Content: []byte("<p>the feed's own text</p>")}
	first, fresh := put(it)
	if !fresh {
		t.Error("a new item is not fresh")
	}
	if again, fresh := put(it); fresh || again != first {
		t.Error("the same item is fresh again")
	}
	got, err := s.Item(t.Context(), first)
	it.ID = first
	if d := cmp.Diff(it, got); err != nil || d != "" {
		t.Errorf("item: %v (-want +got):\n%s", err, d)
	}
	it.Digest, it.Content = "b", nil
	if again, fresh := put(it); !fresh || again != first {
		t.Error("an item that its source changed is not fresh")
	}
	if other, fresh := put(Item{Source: FilesSource, Key: "guid-1"}); !fresh || other == first {
		t.Error("the same key in another source is not another item")
	}
	if _, err := s.Item(t.Context(), 99); !errors.Is(err, ErrNotFound) {
		t.Errorf("no item: got %v, want ErrNotFound", err)
	}
}

func TestMoveSource(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	a := addSource(t, s, NewSource{URL: "https://a.example", Kind: FeedSource})
	addSource(t, s, NewSource{URL: "https://b.example", Kind: FeedSource})
	for _, c := range []struct{ to, want string }{{"https://b.example", "https://a.example"}, {"https://a.example/new", "https://a.example/new"}} {
		if err := s.Write(t.Context(), func(tx *Tx) error { return tx.MoveSource(a, c.to) }); err != nil {
			t.Fatal(err)
		}
		if got := source(t, s, a).URL; got != c.want {
			t.Errorf("moved to %s: got %s, want %s", c.to, got, c.want)
		}
	}
}
