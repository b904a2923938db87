package record

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
)

// readText makes the record of a plain text of 14 March 2024.
func readText(t testing.TB, text string) Record {
	t.Helper()
	r := report.Report{ID: "sha256:0", Text: text, Paragraphs: language.Paragraphs(text), Published: time.Date(2024, 3, 14, 0, 0, 0, 0, time.UTC)}
	return Read(r, analyse(t, text, r.Paragraphs), loadWorld(t))
}

func TestVerbForms(t *testing.T) {
	t.Parallel()
	for verb, want := range map[string]string{
		"arrest": "arrests arrested arrested arresting", "seize": "seizes seized seized seizing", "deny": "denies denied denied denying", "ban": "bans banned banned banning",
		"launch": "launches launched launched launching", "withdraw": "withdraws withdrew withdrawn withdrawing", "put": "puts put put putting", "free": "frees freed freed freeing",
		"go": "goes went gone going", "shoot": "shoots shot shot shooting", "deploy": "deploys deployed deployed deploying", "overrun": "overruns overran overrun overrunning",
		"press": "presses pressed pressed pressing", "beat": "beats beat beaten beating",
	} {
		third, past, participle, ing := verbForms(verb)
		if got := strings.Join([]string{third, past, participle, ing}, " "); got != want {
			t.Errorf("forms of %s: got %q, want %q", verb, got, want)
		}
	}
}

func TestReadEventWords(t *testing.T) {
	t.Parallel()
	for name, table := range map[string]string{"columns": "heads\nattack\tv\t-\tT\tASSAULT\n", "type": "heads\nattack\tv\t-\tT\tATTACK\t-\t190\t-10\n"} {
		if _, err := readEventWords(table); err == nil {
			t.Errorf("%s: a faulty table is read without an error", name)
		}
	}
	got, err := readEventWords("heads\ncarry out,stage\tv\tattack|+air raid\tT\tASSAULT\tbeat\t190\t-10.0\n")
	if err != nil {
		t.Fatal(err)
	}
	w := got["carried"].words[0]
	if w.particle != "out" || w.needs != "T" || w.typ != "ASSAULT" || w.mode != "beat" || w.cameo != "190" || *w.goldstein != -10 || len(w.near) != 2 || w.near[0].right || !w.near[1].right {
		t.Errorf("row of carried out: %+v", w)
	}
	if f := got["staged"].form; f != formPast|formParticiple {
		t.Errorf("forms of staged: got %b", f)
	}
}

// TestEventTable checks that every row of the embedded table can be reached and codes what CAMEO and PLOVER know.
func TestEventTable(t *testing.T) {
	t.Parallel()
	for form, head := range eventLexicon {
		for _, w := range head.words {
			if eventQuad[w.typ] == 0 || strings.Trim(w.needs, "-TERBMHAINSXWPV") != "" {
				t.Errorf("%s: type %q, needs %q", form, w.typ, w.needs)
			}
			if w.cameo != "" && (len(w.cameo) < 2 || len(w.cameo) > 4 || strings.Trim(w.cameo, "0123456789") != "") {
				t.Errorf("%s: CAMEO code %q", form, w.cameo)
			}
			if w.goldstein != nil && (*w.goldstein < -10 || *w.goldstein > 10) {
				t.Errorf("%s: score %v", form, *w.goldstein)
			}
			for _, n := range w.near {
				if len(n.words) == 0 {
					t.Errorf("%s: an empty alternative", form)
				}
			}
		}
	}
}

// TestEventStatus reads the verb group around one verb.
func TestEventStatus(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"Kenya has closed the border with Somalia.", "happened COERCE"},
		{"Kenya is closing the border with Somalia.", "happened COERCE"},
		{"Kenya will close the border with Somalia.", "planned COERCE"},
		{"Kenya plans to close the border with Somalia.", "planned COERCE"},
		{"Kenya started to close the border with Somalia.", "happened COERCE"},
		{"Kenya may close the border with Somalia.", "possible COERCE"},
		{"Kenya has never closed the border with Somalia.", "negated COERCE"},
		{"Kenya did not close the border with Somalia.", "negated COERCE"},
		{"Kenya would close the border with Somalia.", ""},
		{"Kenya wanted to close the border with Somalia.", ""},
		{"Kenya does not plan to close the border with Somalia.", ""},
		{"Somalia asked Uganda whether Kenya closed the border.", ""},
		{"The border with Somalia was closed by Kenya on Monday.", "happened COERCE"},
		{"The road was blocked by police.", "happened COERCE"},
		{"The offer was closed by Kenya on Monday.", ""},
		{"Kenya will free the prisoners.", "planned AGREE"},
		{"Kenya is willing to talk to Somalia.", "happened AGREE"},
		{"The plan of Kenya calls for new roads.", ""},
		{"The storm threatened to flood the port.", ""},
		{"President Maria Kovac attacked Chancellor Olaf Brandt on Monday.", "happened ACCUSE"},
		{"Kenya attacked the bill as a fraud.", "happened ACCUSE"},
		{"The attacks on Chancellor Olaf Brandt went on.", ""},
		{"Kenya is critical of Somalia.", "happened ACCUSE"},
		{"Kenya will condemn Somalia.", ""},
		{"Kenya declined the invitation of Somalia.", "happened REJECT"},
	}
	for _, x := range tests {
		var got []string
		for _, e := range readText(t, x.text).Events {
			got = append(got, e.Status+" "+e.Type)
		}
		if g := strings.Join(got, ", "); g != x.want {
			t.Errorf("%s: got %q, want %q", x.text, g, x.want)
		}
	}
}

func TestMagnitudes(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want []Magnitude
	}{
		{"About 350 police officers entered Mitrovica and arrested Jan Novak.", []Magnitude{{What: "police officers", Value: 350, Qualifier: "about"}}},
		{"Gunmen killed at least three people in Goma.", []Magnitude{{What: "people", Value: 3, Qualifier: "at least"}}},
		{"Gunmen killed 1,200 people in Goma.", []Magnitude{{What: "people", Value: 1200}}},
		{"Gunmen killed 10 to 15 people in Goma.", []Magnitude{{What: "people", Value: 10, Qualifier: "to 15"}}},
		{"Hundreds of students protested in Belgrade.", []Magnitude{{What: "students", Value: 200, Qualifier: "hundreds"}}},
		{"Kuwait donated 2 million dollars to Yemen.", []Magnitude{{What: "dollars", Value: 2e6}}},
		{"Police arrested Jan Novak on 12 May 2021.", nil},
		{"Police arrested Jan Novak 10 years ago.", nil},
	}
	for _, x := range tests {
		r := readText(t, x.text)
		if len(r.Events) != 1 {
			t.Errorf("%s: %d events, want 1", x.text, len(r.Events))
			continue
		}
		got := r.Events[0].Magnitudes
		for i := range got {
			got[i].Span = span.Span{}
		}
		if diff := cmp.Diff(x.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", x.text, diff)
		}
	}
}

func TestCalendarDay(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"2024-03-14": "2024-03-14", "2024-03": "2024-03", "2024": "2024", "2024-03-14T10:00": "2024-03-14", "2024-W10": "", "P3D": "", "PRESENT_REF": "", "": "", "202": "",
	} {
		if got := calendarDay(value); got != want {
			t.Errorf("calendarDay(%q): got %q, want %q", value, got, want)
		}
	}
}

var eventSeeds = []string{
	"Police arrested Jan Novak in Brno on Monday, and he was released. In retaliation, protesters blocked roads.",
	"\"We attacked,\" said Mila. If not, they will. Russia and Kenya agreed to agreed to by by, killing",
	"The self-styled regime's so-called \"vote\" was attacked by of on the who were being arrested to",
	"killing 12 of 10 to 15 hundreds of\n\nattack on by from between\n\n— put on alert after After because in order to",
}

// FuzzEvents holds every text to the form of a record, with spans in the text and events inside their sentences.
func FuzzEvents(f *testing.F) {
	for _, s := range eventSeeds {
		f.Add(s)
	}
	w := loadWorld(f)
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "?")
		r := report.Report{ID: "sha256:0", Text: text, Paragraphs: language.Paragraphs(text)}
		rec := Record{Schema: Schema}
		rec.Report.Text = text
		d := newReading(r, analyse(t, text, r.Paragraphs), w)
		d.findQuotations()
		d.times = d.readTimes()
		d.readPlaces()
		rec.Entities = d.entities()
		rec.Entities, rec.Events, rec.Links = d.findEvents(rec.Entities, nil)
		rec.Wording = d.findWording(rec.Entities, nil)
		if err := Check(rec); err != nil {
			t.Error(err)
		}
	})
}

// BenchmarkEvents reads the events and the wording of a report of about 500 words whose entities and statements stand.
func BenchmarkEvents(b *testing.B) {
	text := strings.Repeat("On Monday, police in Belgrade arrested 12 protesters after clashes with riot police broke out near the parliament. Serbia expelled two diplomats of Bulgaria, and Bulgaria recalled its ambassador. "+
		"The so-called council said that troops would be sent to the border. President Maria Kovac met Chancellor Olaf Brandt in Vienna and signed an agreement. ", 9)
	r := report.Report{ID: "sha256:0", Text: text, Paragraphs: language.Paragraphs(text), Published: time.Date(2024, 3, 14, 0, 0, 0, 0, time.UTC)}
	d := newReading(r, analyse(b, text, r.Paragraphs), loadWorld(b))
	d.findQuotations()
	d.times = d.readTimes()
	d.findNames()
	d.readPlaces()
	d.findStatements()
	entities, statements := d.entities(), d.statements()
	b.ReportAllocs()
	events := 0
	for b.Loop() {
		_, found, _ := d.findEvents(entities, statements)
		d.findWording(entities, statements)
		events = len(found)
	}
	b.ReportMetric(float64(len(strings.Fields(text))), "words/op")
	b.ReportMetric(float64(events), "events/op")
}
