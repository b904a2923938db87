package report

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/span"
)

var update = flag.Bool("update", false, "rewrite what the golden files want")

// fetchedDay is the day on which the tests' documents are read.
var fetchedDay = time.Date(2024, 12, 31, 12, 0, 0, 0, time.UTC)

// TestGolden reads the documents of testdata/*/*.txtar. Each archive holds a document and "want", the report as shown writes it. The archive's
// comment says what the case is about; a line "url: …" in it gives the document's address.
func TestGolden(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/*/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimPrefix(file, "testdata/"), func(t *testing.T) {
			t.Parallel()
			a, err := txtar.ParseFile(file)
			if err != nil || len(a.Files) != 2 || a.Files[1].Name != "want" {
				t.Fatalf("%s: want a document and a file \"want\" in it: %v", file, err)
			}
			got := readGolden(t, string(a.Comment), a.Files[0])
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(a.Files[1].Data), got); diff != "" {
				t.Errorf("%s (-want +got, -update rewrites):\n%s", file, diff)
			}
		})
	}
}

func readGolden(t *testing.T, comment string, f txtar.File) string {
	t.Helper()
	doc := gather.Document{Path: f.Name, Bytes: f.Data, SHA256: gather.Sum(f.Data), Fetched: fetchedDay}
	if _, rest, found := strings.Cut(comment, "url: "); found {
		doc.URL, _, _ = strings.Cut(rest, "\n")
	}
	r, err := Read(doc, loadWorld())
	if err != nil {
		return "error: " + err.Error() + "\n"
	}
	checkReport(t, r)
	return shown(r)
}

// shown writes a report down for a golden file.
func shown(r Report) string {
	var b strings.Builder
	line := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "%s: %s\n", name, value)
		}
	}
	part := func(name string, s *span.Span) {
		if s != nil {
			line(name, s.Of(r.Text))
		}
	}
	line("source", r.Source)
	line("language", r.Language)
	line("url", r.URL)
	if !r.Published.IsZero() {
		line("published", r.Published.Format(time.RFC3339)+" ("+r.PublishedFrom+", day "+r.PublishedDay+")")
	}
	line("kicker", r.Kicker)
	part("headline", r.Headline)
	part("standfirst", r.Standfirst)
	part("byline", r.Byline)
	line("authors", strings.Join(r.Authors, " | "))
	if d := r.Dateline; d != nil {
		line("dateline", fmt.Sprintf("%s | place %q country %q agency %q date %q from %q", d.Span.Of(r.Text), d.Place, d.Country, d.Agency, d.Date, d.YearFrom))
	}
	for _, p := range r.Paragraphs {
		if (r.Headline == nil || p != *r.Headline) && (r.Standfirst == nil || p != *r.Standfirst) {
			b.WriteString("¶ " + p.Of(r.Text) + "\n")
		}
	}
	return b.String()
}

// checkReport checks what holds of every report.
func checkReport(t *testing.T, r Report) {
	t.Helper()
	if err := r.Check(); err != nil {
		t.Errorf("%v\ntext: %q", err, r.Text)
	}
	if r.Dateline != nil {
		checkDateline(t, r.Text, r.Dateline)
	}
}
