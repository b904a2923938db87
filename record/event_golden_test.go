package record

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

// TestEventGolden reads each text of testdata/event and testdata/wording and compares events, links and wording with what is
// written there; -update writes what was found.
func TestEventGolden(t *testing.T) {
	t.Parallel()
	for folder, describe := range map[string]func(Record) string{"event": describeEvents, "wording": describeWording} {
		files, err := filepath.Glob("testdata/" + folder + "/*.txtar")
		if err != nil || len(files) == 0 {
			t.Fatalf("no golden files in testdata/%s: %v", folder, err)
		}
		for _, path := range files {
			t.Run(folder+"/"+strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
				t.Parallel()
				a, err := txtar.ParseFile(path)
				if err != nil {
					t.Fatal(err)
				}
				got := describe(readGolden(t, a))
				if *updateRecords {
					*member(t, a, "want.txt") = []byte(got)
					if err := os.WriteFile(path, txtar.Format(a), 0o666); err != nil {
						t.Fatal(err)
					}
					return
				}
				if diff := cmp.Diff(string(*member(t, a, "want.txt")), got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", a.Comment, diff)
				}
			})
		}
	}
}

// describeEvents lists events and links for people to read: one line an event, what is known of it below.
func describeEvents(r Record) string {
	var out strings.Builder
	name := map[string]string{}
	for _, e := range r.Entities {
		name[e.ID] = e.Name
	}
	names := func(ids []string) string {
		var all []string
		for _, id := range ids {
			all = append(all, name[id])
		}
		return strings.Join(all, " + ")
	}
	for _, e := range r.Events {
		fmt.Fprintf(&out, "%s %s %q %s/%s %s %s", e.ID, e.Status, e.Trigger.Of(r.Report.Text), e.Type, e.Mode, e.CAMEO, e.Voice)
		if len(e.Actors) > 0 {
			fmt.Fprintf(&out, " by %s", names(e.Actors))
		}
		if len(e.Recipients) > 0 {
			fmt.Fprintf(&out, " to %s", names(e.Recipients))
		}
		if e.Time != nil {
			fmt.Fprintf(&out, " on %s (%s)", e.Time.Value, e.Time.Precision)
		}
		if e.Place != nil {
			fmt.Fprintf(&out, " at %s (%s)", name[e.Place.Entity], e.Place.Precision)
		}
		for _, m := range e.Magnitudes {
			fmt.Fprintf(&out, " [%s %v %s]", m.Qualifier, m.Value, m.What)
		}
		out.WriteByte('\n')
	}
	for _, l := range r.Links {
		fmt.Fprintf(&out, "%s %s %s: %q\n", l.From, l.Kind, l.To, l.Span.Of(r.Report.Text))
	}
	return out.String()
}

func describeWording(r Record) string {
	var out strings.Builder
	name := map[string]string{}
	for _, e := range r.Entities {
		name[e.ID] = e.Name
	}
	for _, w := range r.Wording {
		fmt.Fprintf(&out, "%s %q", w.Kind, w.Span.Of(r.Report.Text))
		if w.About != nil {
			fmt.Fprintf(&out, " about %s", name[*w.About])
		}
		out.WriteByte('\n')
	}
	return out.String()
}
