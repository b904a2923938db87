package store

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestReportRoundTrip(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	id, created := keep(t, s, FilesSource, 1)
	if !created {
		t.Error("the first time it is kept, created is false")
	}
	if again, created := keep(t, s, FilesSource, 1); again != id || created {
		t.Errorf("kept twice: got id %d, created %v, want %d, false", again, created, id)
	}
	got, err := s.Report(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	doc, want, rec := sample(1)
	if d := cmp.Diff(want, got.Report); d != "" {
		t.Errorf("report (-want +got):\n%s", d)
	}
	if d := cmp.Diff(rec, got.Record, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("record (-want +got):\n%s", d)
	}
	if got.Document != doc.SHA256 || len(got.Fetches) != 1 || got.Version != 1 || len(got.Versions) != 1 || got.Source.ID != FilesSource {
		t.Errorf("got document %s, %d fetches, version %d of %d, source %d", got.Document, len(got.Fetches), got.Version, len(got.Versions), got.Source.ID)
	}
	back, err := s.Document(t.Context(), doc.SHA256)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(doc, back, cmpopts.EquateEmpty()); d != "" {
		t.Errorf("document (-want +got):\n%s", d)
	}
	st, err := s.Status(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if st.Reports != 1 || st.Documents != 1 || st.Fetches != 1 || st.Facts != len(got.Facts) {
		t.Errorf("status: %+v", st)
	}
}

func TestStreamPages(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	for n := range 25 {
		keep(t, s, FilesSource, n)
	}
	q := StreamQuery{Limit: 10, Text: `"vessel passes" -nowhere`}
	var seen []ReportID
	for {
		page, err := s.Stream(t.Context(), q)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Rows {
			seen = append(seen, r.ID)
		}
		if q.Before = page.Next; q.Before == "" {
			break
		}
	}
	var want []ReportID
	for id := ReportID(25); id > 0; id-- {
		want = append(want, id)
	}
	if d := cmp.Diff(want, seen); d != "" {
		t.Errorf("the pages of the stream (-want +got):\n%s", d)
	}
	hits, err := s.Search(t.Context(), "caplin lane 7", 5)
	if err != nil || len(hits) != 1 || len(hits[0].Snippet) < 2 {
		t.Errorf("search: %+v, %v", hits, err)
	}
	if _, err := s.StreamCounts(t.Context(), q); err != nil {
		t.Error(err)
	}
	if _, err := s.Sources(t.Context()); err != nil {
		t.Error(err)
	}
	if _, err := s.NewSince(t.Context(), 20); err != nil {
		t.Error(err)
	}
}
