package record

import (
	"encoding/json"
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
	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

var updateRecords = flag.Bool("update", false, "write what Read finds into testdata/record")

func loadWorld(t testing.TB) *world.World {
	t.Helper()
	w, err := world.Load()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// analyse reads a text as the program does, with the language core. Without its weights there is nothing to compare with.
func analyse(t testing.TB, text string, paragraphs []span.Span) language.Text {
	t.Helper()
	reader, err := language.Shared()
	if err != nil {
		t.Fatal(err)
	}
	if reader == nil {
		t.Skip(language.ErrNoWeights)
	}
	return reader.Read(text, paragraphs)
}

// TestGolden reads each text of testdata/record and compares people, bodies and statements with what is written there.
func TestGolden(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/record/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txtar"), func(t *testing.T) {
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

func member(t *testing.T, a *txtar.Archive, name string) *[]byte {
	t.Helper()
	for i := range a.Files {
		if a.Files[i].Name == name {
			return &a.Files[i].Data
		}
	}
	t.Fatalf("no file %s in the archive", name)
	return nil
}

// readGolden makes the record of an archive: its text goes through report.Read where meta says "read: yes".
func readGolden(t *testing.T, a *txtar.Archive) Record {
	t.Helper()
	meta := map[string]string{}
	for line := range strings.Lines(string(*member(t, a, "meta"))) {
		key, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		meta[key] = value
	}
	published, err := time.Parse(time.DateOnly, meta["published"])
	if err != nil {
		t.Fatal(err)
	}
	text := strings.TrimSpace(string(*member(t, a, "report.txt")))
	w := loadWorld(t)
	r := report.Report{ID: "sha256:0", Text: text, Paragraphs: language.Paragraphs(text), Published: published}
	if meta["headline"] == "yes" {
		r.Headline = &r.Paragraphs[0]
	}
	if meta["read"] == "yes" {
		doc := gather.Document{MediaType: "text/plain", Bytes: []byte(text), SHA256: gather.Sum([]byte(text)), Told: gather.Told{Published: published}}
		if r, err = report.Read(doc, w); err != nil {
			t.Fatal(err)
		}
	}
	rec := Read(r, analyse(t, r.Text, r.Paragraphs), w)
	if err := Check(rec); err != nil {
		t.Error(err)
	}
	return rec
}

// describe lists the people, bodies and statements of a record for people to read.
func describe(r Record) string {
	var out strings.Builder
	name := map[string]string{}
	for _, e := range r.Entities {
		name[e.ID] = e.Name
		if e.Kind == Place || e.Kind == Country || e.Kind == Facility {
			continue // places have golden files of their own
		}
		fmt.Fprintf(&out, "%s %q", e.Kind, e.Name)
		if len(e.Aliases) > 0 {
			fmt.Fprintf(&out, " also %q", e.Aliases)
		}
		for _, o := range e.Offices {
			fmt.Fprintf(&out, " office %q", o.Title)
		}
		if e.Code != "" {
			fmt.Fprintf(&out, " code %s", e.Code)
		}
		fmt.Fprintf(&out, " mentions %d\n", len(e.Mentions))
	}
	for _, s := range r.Statements {
		fmt.Fprintf(&out, "%s", s.Kind)
		if s.Speaker != nil {
			fmt.Fprintf(&out, " by %q", name[*s.Speaker])
		}
		if s.Office != "" {
			fmt.Fprintf(&out, " (%s)", s.Office)
		}
		if s.Cue != nil {
			fmt.Fprintf(&out, " cue %s", s.Cue.Lemma)
		}
		if s.Audience != "" {
			fmt.Fprintf(&out, " to %s", s.Audience)
		}
		if s.Time != nil {
			fmt.Fprintf(&out, " on %s", *s.Time)
		}
		out.WriteByte('\n')
		for _, c := range s.Content {
			fmt.Fprintf(&out, "\t%s\n", strings.Join(strings.Fields(c.Of(r.Report.Text)), " "))
		}
	}
	for _, c := range r.Claims {
		fmt.Fprintf(&out, "claim %q", c.Proposition)
		for _, p := range c.Positions {
			who := "nobody"
			if p.Actor != nil {
				who = name[*p.Actor]
			}
			fmt.Fprintf(&out, " %s %q", p.Stance, who)
		}
		out.WriteByte('\n')
	}
	return out.String()
}

func TestListsAreNeverNull(t *testing.T) {
	t.Parallel()
	r := report.Report{Text: "Nothing."}
	b, err := json.Marshal(Read(r, analyse(t, r.Text, nil), loadWorld(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"entities", "times", "statements", "claims", "events", "links", "wording"} {
		if !strings.Contains(string(b), `"`+key+`":[`) {
			t.Errorf("%s is no list in %s", key, b)
		}
	}
	for _, key := range []string{`"paragraphs":[`, `"sentences":[`} {
		if !strings.Contains(string(b), key) {
			t.Errorf("no %s in %s", key, b)
		}
	}
}

func TestCheck(t *testing.T) {
	t.Parallel()
	id := func(s string) *string { return &s }
	sound := func() Record {
		return Record{
			Schema: Schema,
			Report: Report{Text: "He said “no”.", Paragraphs: []span.Span{{Start: 0, End: 17}}, Sentences: []span.Span{{Start: 0, End: 17}}},
			Entities: []Entity{{
				ID: "e1", Kind: Person, Name: "He", Mentions: []span.Span{{Start: 0, End: 2}},
			}},
			Statements: []Statement{{
				ID: "s1", Kind: Direct, Speaker: id("e1"), Content: []span.Span{{Start: 11, End: 13}}, Sentence: span.Span{Start: 0, End: 17}, Confidence: 0.5,
			}},
			Claims: []Claim{{
				ID: "c1", Proposition: "no", Span: span.Span{Start: 11, End: 13},
				Positions: []Position{{Actor: id("e1"), Stance: "asserts", Statement: id("s1"), Sentence: span.Span{Start: 0, End: 17}}},
			}},
			Events: []Event{{
				ID: "v1", Sentence: span.Span{Start: 0, End: 17}, Trigger: span.Span{Start: 3, End: 7}, Status: "happened", Voice: "s1",
				Actors: []string{"e1"}, Place: &EventPlace{Entity: "e1"}, Magnitudes: []Magnitude{{Span: span.Span{Start: 3, End: 7}}},
			}},
			Links:   []Link{{From: "v1", To: "s1", Kind: "after", Span: span.Span{Start: 0, End: 2}}},
			Wording: []Wording{{Span: span.Span{Start: 3, End: 7}, Kind: "label", Voice: "own"}},
		}
	}
	if err := Check(sound()); err != nil {
		t.Fatalf("a sound record: %v", err)
	}
	for _, tt := range []struct {
		name, want string
		damage     func(*Record)
	}{
		{"schema", "no dateline.record", func(r *Record) { r.Schema = "other/1" }},
		{"text", "valid UTF-8", func(r *Record) { r.Report.Text = "He said \xff\xff\xffno\xff\xff\xff\xff." }},
		{"id twice", "twice", func(r *Record) { r.Claims[0].ID = "s1" }},
		{"entity kind", "is not one of", func(r *Record) { r.Entities[0].Kind = "beast" }},
		{"no mention", "without a mention", func(r *Record) { r.Entities[0].Mentions = nil }},
		{"mention cuts a character", "cuts a character", func(r *Record) { r.Entities[0].Mentions[0] = span.Span{Start: 9, End: 11} }},
		{"office", "lies outside", func(r *Record) { r.Entities[0].Offices = []Office{{Title: "x"}} }},
		{"speaker", "nobody's id", func(r *Record) { r.Statements[0].Speaker = id("e9") }},
		{"statement kind", "is not one of", func(r *Record) { r.Statements[0].Kind = "sung" }},
		{"no words", "without words", func(r *Record) { r.Statements[0].Content = nil }},
		{"space", "only space", func(r *Record) { r.Statements[0].Content[0] = span.Span{Start: 2, End: 3} }},
		{"cue", "outside the text", func(r *Record) { r.Statements[0].Cue = &Cue{Span: span.Span{Start: 3, End: 99}} }},
		{"confidence", "between 0 and 1", func(r *Record) { r.Statements[0].Confidence = 1.5 }},
		{"stance", "is not one of", func(r *Record) { r.Claims[0].Positions[0].Stance = "shrugs" }},
		{"position", "nobody stands", func(r *Record) { r.Claims[0].Positions = nil }},
		{"status", "is not one of", func(r *Record) { r.Events[0].Status = "maybe" }},
		{"trigger", "outside its sentence", func(r *Record) { r.Events[0].Sentence = span.Span{Start: 0, End: 2} }},
		{"voice", "nobody's id", func(r *Record) { r.Events[0].Voice = "s9" }},
		{"place", "nobody's id", func(r *Record) { r.Events[0].Place.Entity = "e9" }},
		{"link", "nobody's id", func(r *Record) { r.Links[0].To = "v9" }},
		{"link kind", "is not one of", func(r *Record) { r.Links[0].Kind = "luck" }},
		{"own voice", "outlet's own voice", func(r *Record) { r.Wording[0].Span = span.Span{Start: 11, End: 13} }},
		{"paragraphs", "overlaps the one before", func(r *Record) {
			r.Report.Paragraphs = []span.Span{{Start: 0, End: 17}, {Start: 3, End: 7}}
		}},
		{"dateline", "nobody's id", func(r *Record) {
			r.Report.Dateline = &Dateline{Span: span.Span{Start: 0, End: 2}, Place: id("e9")}
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := sound()
			tt.damage(&r)
			if err := Check(r); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error that says %q", err, tt.want)
			}
		})
	}
}

// FuzzRecord reads any text, cut into paragraphs anyhow; its record must pass Check.
func FuzzRecord(f *testing.F) {
	files, err := filepath.Glob("testdata/record/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range files {
		b, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(b), uint8(3))
	}
	f.Add("\"A,\" he said. \"B.\n\n\"C,\" said Mr. X (Y), “Z”, the\u200b minister,\" ’’ «»", uint8(0))
	w := loadWorld(f)
	f.Fuzz(func(t *testing.T, text string, headline uint8) {
		text = strings.ToValidUTF8(text, "?")
		r := report.Report{Text: text, Paragraphs: language.Paragraphs(text)}
		if n := int(headline); n < len(r.Paragraphs) {
			r.Headline = &r.Paragraphs[n]
		}
		if n := int(headline) + 1; n < len(r.Paragraphs) && n%2 == 0 {
			r.Dateline = &report.Dateline{Span: r.Paragraphs[n]}
		}
		if err := Check(Read(r, analyse(t, text, r.Paragraphs), w)); err != nil {
			t.Error(err)
		}
	})
}

// TestLongRuns reads texts that would take minutes if a rule looked back without bound.
func TestLongRuns(t *testing.T) {
	t.Parallel()
	w := loadWorld(t)
	for _, unit := range []string{"said ", "“", "\"a\" said ", "A B said ", "Mr. A ", "he said, ", "the of and ", "X, ", "Ali said “no”. ", "A-", "according to A, "} {
		text := strings.Repeat(unit, 4000)
		r := report.Report{Text: text, Paragraphs: language.Paragraphs(text)}
		if err := Check(Read(r, analyse(t, text, r.Paragraphs), w)); err != nil {
			t.Errorf("%q: %v", unit, err)
		}
	}
}

func BenchmarkRead(b *testing.B) {
	w := loadWorld(b)
	text := benchText(b)
	r := report.Report{Text: text, Paragraphs: language.Paragraphs(text), Published: time.Date(2024, 3, 6, 0, 0, 0, 0, time.UTC)}
	words := len(strings.Fields(text))
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		Read(r, analyse(b, r.Text, r.Paragraphs), w)
		n++
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "reports/s")
	b.ReportMetric(float64(n*words)/b.Elapsed().Seconds(), "words/s")
}

// benchText is a report of about 500 words from the golden texts.
func benchText(b *testing.B) string {
	b.Helper()
	files, err := filepath.Glob("testdata/record/*.txtar")
	if err != nil {
		b.Fatal(err)
	}
	var out strings.Builder
	for _, path := range files {
		a, err := txtar.ParseFile(path)
		if err != nil {
			b.Fatal(err)
		}
		for _, f := range a.Files {
			if f.Name == "report.txt" && len(strings.Fields(out.String())) < 480 {
				out.Write(f.Data)
				out.WriteString("\n\n")
			}
		}
	}
	return out.String()
}
