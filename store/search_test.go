package store

import (
	"context"
	"strings"
	"testing"
)

func TestMatchQuery(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		``:                          ``,
		`ferry`:                     `"ferry"`,
		`ferry strait`:              `"ferry" AND "strait"`,
		`"self styled" committee`:   `"self styled" AND "committee"`,
		`“self styled” committee`:   `"self styled" AND "committee"`,
		`"open to the end`:          `"open to the end"`,
		`ferry -strait`:             `("ferry") NOT ("strait")`,
		`ferry -"a b" -c`:           `("ferry") NOT ("a b" OR "c")`,
		`-strait`:                   ``,
		`block*`:                    `"block"*`,
		`ferry AND OR NOT NEAR`:     `"ferry" AND "AND" AND "OR" AND "NOT" AND "NEAR"`,
		`headline:x ^y {a b} (c) +`: `"headline:x" AND "^y" AND "{a" AND "b}" AND "(c)"`,
		`"" * - "" ' ; --`:          ``,
		"a\x00b\x02c\tд":            `"a" AND "b" AND "c" AND "д"`,
		`don't`:                     `"don't"`,
	} {
		if got := matchQuery(typed); got != want {
			t.Errorf("%q: got %q, want %q", typed, got, want)
		}
	}
}

func TestSearch(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	for n := range 12 {
		keep(t, s, FilesSource, n)
	}
	for _, c := range []struct {
		typed string
		want  int
	}{
		{`Čaplin`, 12}, {`caplin`, 12}, {`CAPLIN`, 12}, {`"lane 1"`, 1}, {`"lane 1*"`, 1}, {`lane -vessel`, 0}, {`"harbour master" 11`, 1}, {`harb*`, 12},
		{`'; DROP TABLE text; --`, 0}, {`"`, 0}, {`text_fts MATCH "x"`, 0}, {`vessel "`, 12}, {`vessel (`, 12}, {"\xff\xfe vessel", 12}, {`vessel NOT lane`, 0},
	} {
		hits, err := s.Search(t.Context(), c.typed, 0)
		if err != nil || len(hits) != c.want {
			t.Errorf("%q: got %d hits, %v; want %d", c.typed, len(hits), err, c.want)
		}
		for _, h := range hits {
			checkSnippet(t, s, h)
		}
	}
	if hits, err := s.Search(t.Context(), "vessel", 5); err != nil || len(hits) != 5 {
		t.Errorf("at most 5: got %d, %v", len(hits), err)
	}
}

// checkSnippet sees that a snippet stands in the text word for word, and that what it marks was matched.
func checkSnippet(t *testing.T, s *Store, h Hit) {
	t.Helper()
	r, err := s.Report(t.Context(), h.ID)
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	marked := 0
	for _, p := range h.Snippet {
		all.WriteString(p.Text)
		if p.Match {
			marked++
		}
	}
	if !strings.Contains(r.Report.Text, all.String()) || marked == 0 {
		t.Errorf("the snippet %q does not stand in the text, or marks nothing (%d)", all.String(), marked)
	}
}

// FuzzSearch gives whatever a person may type: never an error, never a panic.
func FuzzSearch(f *testing.F) {
	s, err := Open(f.Context(), f.TempDir(), Options{Now: testClock()})
	if err != nil {
		f.Fatal(err)
	}
	f.Cleanup(func() {
		if err := s.Close(); err != nil {
			f.Error(err)
		}
	})
	doc, r, rec := sample(1)
	fetch, err := s.KeepDocument(f.Context(), doc, FilesSource)
	if err != nil {
		f.Fatal(err)
	}
	if _, _, err := s.PutReport(f.Context(), Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
		f.Fatal(err)
	}
	for _, seed := range []string{"", "ferry", `"`, `a"b`, `-"x* y"*`, "vessel*", "NEAR(a b)", "\x00", "“«", "港口", `"\"`, "a-b.c:d^e", strings.Repeat("x ", 100)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, typed string) {
		ctx := context.Background()
		if _, err := s.Search(ctx, typed, 5); err != nil {
			t.Errorf("search %q: %v", typed, err)
		}
		if _, err := s.Stream(ctx, StreamQuery{Text: typed}); err != nil {
			t.Errorf("stream %q: %v", typed, err)
		}
		if _, err := s.StreamCounts(ctx, StreamQuery{Text: typed}); err != nil {
			t.Errorf("counts %q: %v", typed, err)
		}
	})
}
