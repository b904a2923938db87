package record

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
)

var updateTimes = flag.Bool("update-times", false, "write what FindTimes finds into testdata/time")

// TestTimeReports reads whole reports, one phenomenon a file: "day" is the day of writing (empty when unknown), "want.txt"
// has a line for each time: bytes, type, value, then mod, precision and the source of the year where there are any.
func TestTimeReports(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/time/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("testdata/time has %d files, error %v", len(files), err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			part := map[string]*txtar.File{}
			for i := range archive.Files {
				part[archive.Files[i].Name] = &archive.Files[i]
			}
			ref := Reference{}
			if day := strings.TrimSpace(string(part["day"].Data)); day != "" {
				if ref.Day, err = time.Parse(time.DateOnly, day); err != nil {
					t.Fatal(err)
				}
			}
			got := timeLines(string(part["report.txt"].Data), ref)
			if *updateTimes {
				part["want.txt"].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(string(part["want.txt"].Data), got); diff != "" {
				t.Errorf("%s (-want +got; -update-times rewrites):\n%s", file, diff)
			}
		})
	}
}

func timeLines(text string, ref Reference) string {
	var out strings.Builder
	for _, x := range FindTimes(text, ref) {
		fmt.Fprintf(&out, "%q %d-%d %s %s", x.Span.Of(text), x.Span.Start, x.Span.End, x.Type, x.Value)
		for _, field := range []string{x.Mod, x.Precision, x.YearFrom} {
			if field != "" {
				out.WriteString(" " + field)
			}
		}
		out.WriteByte('\n')
	}
	return out.String()
}
