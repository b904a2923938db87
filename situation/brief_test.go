package situation

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/record"
)

// told are two reports of one matter, their changes, and what the store would say of them.
func briefOf(t *testing.T) (Brief, map[int64]Stored) {
	t.Helper()
	b := book{}
	one := telling(1, "Meridian Press", testDay, "A cutter fired at the ferry <Anselma>, Teodor Vask said.", "Police arrested 17 people.")
	one.says(one.name(record.Person, "Teodor Vask"), "asserts", "A cutter fired at the ferry <Anselma>")
	one.does("COERCE", "arrested", 4, -5, "", on("2026-11-21"), func(e *record.Event) {
		e.Magnitudes = []record.Magnitude{{What: "people", Value: 17, Span: one.of("17")}}
	})
	two := telling(2, "Castrel Wire", testDay.Add(time.Hour), "A cutter fired at the ferry <Anselma> was denied by Pell Aster.", "Police arrested twelve people.")
	two.says(two.name(record.Person, "Pell Aster"), "denies", "A cutter fired at the ferry <Anselma>")
	two.does("COERCE", "arrested", 4, -5, "", on("2026-11-21"), func(e *record.Event) {
		e.Magnitudes = []record.Magnitude{{What: "people", Value: 12, Span: two.of("twelve")}}
	})
	in := BriefInput{Name: "Merrin *Strait*", Slug: "merrin-strait", By: "N. Alvar", Number: 12, Made: testDay.Add(2 * time.Hour)}
	claim := Claim{Key: "k", Proposition: "A cutter fired at the ferry <Anselma>"}
	var events []Event
	for _, r := range []*Told{one, two} {
		in.Changes = append(in.Changes, b.note(t, r)...)
		f := Read(r)
		claim.Positions = append(claim.Positions, f.Positions...)
		events = append(events, f.Events...)
	}
	in.Claims = []Claim{claim}
	in.Series = Measure(events, []Volume{{Day: testDay.Truncate(dayLong), Source: 1, Reports: 2, Held: 2, Conflict: 2}}, DefaultWeights)
	in.Gaps = Gaps(in.Claims, []Actor{{Name: "JOMM", Statements: 3}, {Name: "Coast Guard", Acts: 4}}, []SourceState{{Name: "Union Voice", FailingAt: testDay, Reason: "it answers 503"}}, testDay)
	in.Counts = Counts{Reports: 2, Origins: 2}
	texts := map[int64]Stored{1: {Text: one.Record.Report.Text, Current: true}, 2: {Text: two.Record.Report.Text, Current: true}}
	return Compose(in), texts
}

func lookup(m map[int64]Stored) func(int64) (Stored, error) {
	return func(id int64) (Stored, error) { return m[id], nil }
}

func TestBriefHoldsEveryLine(t *testing.T) {
	t.Parallel()
	b, texts := briefOf(t)
	faults, err := Check(b, lookup(texts))
	if err != nil || len(faults) > 0 {
		t.Fatalf("got %v, %v", faults, err)
	}
	all := ""
	for _, s := range b.Sections {
		for _, l := range s.Lines {
			all += l.Kind + ": " + l.Text + "\n"
			if len(l.Cites) == 0 != l.None {
				t.Errorf("the line has neither a sentence nor says that there is none: %+v", l)
			}
		}
	}
	for _, want := range []string{"index: The escalation index stands at", "new denial: Pell Aster denies", "new figure: The number of people fell: 12 by Castrel Wire", "contested: “A cutter fired at the ferry <Anselma>”: asserted by Teodor Vask, denied by Pell Aster; 2 origins.",
		"No word found from JOMM", "Coast Guard acts in 4 events", "Union Voice: never read in full"} {
		if !strings.Contains(all, want) {
			t.Errorf("no line has %q:\n%s", want, all)
		}
	}
}

func TestCheckFindsWhatIsNotHeld(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		change func(*Brief, map[int64]Stored)
		says   string
	}{
		"a line without a sentence": {func(b *Brief, _ map[int64]Stored) { b.Sections[1].Lines[0].Cites = nil }, "it has no sentence"},
		"a number that is not said": {func(b *Brief, _ map[int64]Stored) {
			for i, l := range b.Sections[1].Lines {
				b.Sections[1].Lines[i].Text = strings.Replace(l.Text, "fell: 12 by", "fell: 13 by", 1)
			}
		}, "it gives the number 13"},
		"a quotation that is not said": {func(b *Brief, _ map[int64]Stored) { b.Sections[1].Lines[0].Text = "He said “never in my life”" }, "it quotes “never in my life”"},
		"a sentence that is not there": {func(b *Brief, _ map[int64]Stored) { b.Sections[1].Lines[0].Cites = []int{99} }, "cites sentence 99"},
		"other words in the store": {func(_ *Brief, m map[int64]Stored) {
			m[1] = Stored{Text: strings.ReplaceAll(m[1].Text, "fired", "waved"), Current: true}
		}, "does not stand in its report"},
		"another hash":                      {func(b *Brief, _ map[int64]Stored) { b.Sentences[0].SHA256 = sum("other") }, "does not have the hash"},
		"a report that is not there":        {func(_ *Brief, m map[int64]Stored) { delete(m, 1) }, "does not stand in its report"},
		"a report that was withdrawn":       {func(_ *Brief, m map[int64]Stored) { r := m[1]; r.Gone = "withdrawn"; m[1] = r }, "was withdrawn"},
		"a sentence that was changed since": {func(_ *Brief, m map[int64]Stored) { r := m[1]; r.Current, r.Newer = false, "Other words."; m[1] = r }, "was changed by its outlet"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b, texts := briefOf(t)
			c.change(&b, texts)
			faults, err := Check(b, lookup(texts))
			if err != nil || len(faults) == 0 {
				t.Fatalf("got %v, %v; want %q", faults, err, c.says)
			}
			if !strings.Contains(faults[0].String(), c.says) {
				t.Errorf("got %q, want %q in it", faults[0], c.says)
			}
		})
	}
	b, texts := briefOf(t)
	r := texts[1]
	r.Current, r.Newer = false, "A new head.\n"+r.Text
	texts[1] = r
	if faults, err := Check(b, lookup(texts)); err != nil || len(faults) > 0 {
		t.Errorf("a newer version that still has the sentences: %v, %v", faults, err)
	}
	broken := errors.New("the disk")
	if _, err := Check(b, func(int64) (Stored, error) { return Stored{}, broken }); !errors.Is(err, broken) {
		t.Errorf("got %v, want the store's error", err)
	}
}

func TestBriefForms(t *testing.T) {
	t.Parallel()
	b, _ := briefOf(t)
	b.Sentences[0].Words += " <script>alert(1)</script> [x](http://evil.example)\x01"
	for name, form := range map[string]struct {
		write     func(io.Writer) error
		has, lack []string
	}{
		"Markdown": {b.Markdown, []string{"# Merrin \\*Strait\\*: brief No. 12", "[1](#s1)", "bytes 57 to 83, sha256 "}, []string{"<script>", "[x](http"}},
		"HTML":     {b.HTML, []string{"<h1>Merrin *Strait*</h1>", `href="#s1"`, "&lt;script&gt;", "0 without either"}, []string{"<script", "http://www", "src="}},
	} {
		var out bytes.Buffer
		if err := form.write(&out); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		for _, want := range form.has {
			if !strings.Contains(out.String(), want) {
				t.Errorf("%s lacks %q:\n%s", name, want, out.String())
			}
		}
		for _, no := range form.lack {
			if strings.Contains(out.String(), no) {
				t.Errorf("%s has %q", name, no)
			}
		}
	}
}

func TestDOCXIsWhole(t *testing.T) {
	t.Parallel()
	b, _ := briefOf(t)
	b.Sentences[0].Words += " <&>\x01\xff"
	var out bytes.Buffer
	if err := b.DOCX(&out); err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(out.Bytes()), int64(out.Len()))
	if err != nil {
		t.Fatal(err)
	}
	if z.File[0].Name != "[Content_Types].xml" {
		t.Errorf("the first part is %s; some readers want the content types first", z.File[0].Name)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(r)
		anchors, names := map[string]bool{}, map[string]bool{}
		for {
			token, err := d.Token()
			if err == io.EOF {
				break
			}
			if err != nil {
				t.Fatalf("%s is no XML: %v", f.Name, err)
			}
			if e, ok := token.(xml.StartElement); ok {
				for _, a := range e.Attr {
					switch e.Name.Local + "." + a.Name.Local {
					case "hyperlink.anchor":
						anchors[a.Value] = true
					case "bookmarkStart.name":
						names[a.Value] = true
					}
				}
			}
		}
		for a := range anchors {
			if !names[a] {
				t.Errorf("%s: a mark leads to %s, which is not there", f.Name, a)
			}
		}
		if f.Name == "word/document.xml" && len(anchors) == 0 {
			t.Error("no mark leads to a sentence")
		}
	}
}

func TestEmptyBriefSaysSo(t *testing.T) {
	t.Parallel()
	b := Compose(BriefInput{Name: "Nothing yet", Made: testDay})
	for _, s := range b.Sections {
		if len(s.Lines) != 1 || !s.Lines[0].None {
			t.Errorf("%s: %+v", s.Title, s.Lines)
		}
	}
	if faults, err := Check(b, lookup(nil)); err != nil || len(faults) > 0 {
		t.Errorf("got %v, %v", faults, err)
	}
}
