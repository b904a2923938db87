package demo_test

import (
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/demo"
	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/world"
)

// Every document goes the whole way in: it is read as a report, whose facts stand in its text.
func TestEveryDocumentIsRead(t *testing.T) {
	t.Parallel()
	w, err := world.Load()
	if err != nil {
		t.Fatal(err)
	}
	docs, err := demo.Documents()
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range docs {
		name := d.URL + d.Path
		r, err := report.Read(d, w)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if r.Source != d.Told.Outlet || r.Published.Format(time.DateOnly) != d.Told.Published.Format(time.DateOnly) {
			t.Errorf("%s: source %q, published %v, want %q, %v", name, r.Source, r.Published, d.Told.Outlet, d.Told.Published)
		}
		if r.Headline == nil || r.Headline.Of(r.Text) != d.Told.Title {
			t.Errorf("%s: no headline, or another than %q:\n%s", name, d.Told.Title, r.Text)
		}
		if !strings.Contains(r.Text, "\n\n") {
			t.Errorf("%s: the text is one paragraph:\n%s", name, r.Text)
		}
		rec := record.Read(r, language.Read(r.Text, r.Paragraphs), w)
		if len(rec.Entities) == 0 || len(rec.Times) == 0 {
			t.Errorf("%s: %d entities, %d times", name, len(rec.Entities), len(rec.Times))
		}
		for _, s := range rec.Statements {
			for _, c := range append(s.Content, s.Sentence) {
				if err := c.Check(r.Text); err != nil {
					t.Errorf("%s: statement %s: %v", name, s.ID, err)
				}
			}
		}
	}
}
