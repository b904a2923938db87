package eval

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
	"github.com/google/go-cmp/cmp"
)

// timeFolder writes small sets in the form of ../shared/data/time.
func timeFolder(t *testing.T) string {
	t.Helper()
	news := `{"id":"a","doc_date":"2022-12-29","text":"He fled on Friday, and then on May 5.","split":"SPLIT","timexes":[` +
		`{"span":[11,17],"text":"Friday","type":"DATE","value":"2022-12-23"},` +
		`{"span":[28,36],"text":"on May 5","type":"TIME","value":"2021-05-05"},` +
		`{"span":[0,2],"text":"He","type":"DATE","value":"PAST_REF"}]}` + "\n"
	phrases := `{"id":"b","doc_date":"2022-12-29T10:00","text":"Friday","split":"dev","timexes":[` +
		`{"span":[0,6],"text":"Friday","type":"DATE","value":"2022-12-30T00:00:00","grain":"day"}]}` + "\n" +
		`{"id":"c","doc_date":"2022-12-29","text":"no day","split":"dev","timexes":[]}` + "\n"
	folder := t.TempDir()
	if err := os.Mkdir(filepath.Join(folder, "time"), 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"te3-platinum.test.jsonl": strings.ReplaceAll(news, "SPLIT", "test"), "timebank.train.jsonl": strings.ReplaceAll(news, "SPLIT", "dev"),
		"aquaint.train.jsonl": "", "recognizers-en.jsonl": "", "duckling-en.jsonl": phrases, "ctparse-en.jsonl": "",
	} {
		if err := os.WriteFile(filepath.Join(folder, "time", name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestTimeTable(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := Time(t.Context(), Options{Data: timeFolder(t), Out: &out}); err != nil {
		t.Fatal(err)
	}
	table := strings.Join(strings.Fields(out.String()), " ")
	// Two of three gold times found, both found ones right; one span and one value and one type are right.
	for _, row := range []string{
		"TempEval-3 platinum 1 3 1.000 0.667 0.800 0.500 0.333 0.400 0.400 0.500",
		"TimeBank 1.2 1 3 1.000 0.667 0.800",
		"HeidelTime .903 .813 .776 published",
		"Duckling day, by the words of the calendar 1 1.000 1.000",
	} {
		if !strings.Contains(table, row) {
			t.Errorf("the table lacks %q:\n%s", row, out.String())
		}
	}
	if strings.Contains(table, "AQUAINT") || strings.Contains(table, "want") {
		t.Errorf("the table shows an empty set or a miss:\n%s", out.String())
	}
}

// TestTimeMisses checks that misses are shown for dev and never for test.
func TestTimeMisses(t *testing.T) {
	t.Parallel()
	folder := timeFolder(t)
	for split, want := range map[string]int{"dev": 2, "test": 0} {
		var out strings.Builder
		if err := Time(t.Context(), Options{Data: folder, Split: split, Misses: true, Out: &out}); err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(out.String(), "\twant "); got != want {
			t.Errorf("%d misses shown for %s, want %d:\n%s", got, split, want, out.String())
		}
	}
}

func TestTimeErrors(t *testing.T) {
	t.Parallel()
	if err := Time(t.Context(), Options{Data: "/nowhere", Out: &strings.Builder{}}); err == nil || !strings.Contains(err.Error(), "/nowhere/time") {
		t.Errorf("error without data = %v, want one that names the folder", err)
	}
	folder := timeFolder(t)
	broken := filepath.Join(folder, "time", "aquaint.train.jsonl")
	if err := os.WriteFile(broken, []byte("{}\n{broken\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := Time(t.Context(), Options{Data: folder, Out: &strings.Builder{}}); err == nil || !strings.Contains(err.Error(), "aquaint.train.jsonl:2") {
		t.Errorf("error with a broken line = %v, want one that names it", err)
	}
}

func TestPairTimes(t *testing.T) {
	t.Parallel()
	gold := []goldTime{{Span: span.Span{Start: 0, End: 4}}, {Span: span.Span{Start: 2, End: 9}}, {Span: span.Span{Start: 20, End: 22}}}
	found := []record.Time{{Span: span.Span{Start: 3, End: 8}}, {Span: span.Span{Start: 8, End: 10}}}
	if diff := cmp.Diff([]int{0, 1, -1}, pairTimes(gold, found)); diff != "" {
		t.Errorf("pairs (-want +got):\n%s", diff)
	}
}

func TestPhraseKind(t *testing.T) {
	t.Parallel()
	day, week := "2022-12-30T00:00:00", "P1W"
	for _, c := range []struct {
		words string
		gold  goldTime
		want  string
	}{
		{"next Friday", goldTime{Value: &day, Grain: "day"}, phraseDay},
		{"the 5th", goldTime{Value: &day, Grain: "day"}, phraseDay},
		{"3 days ago", goldTime{Value: &day, Grain: "day"}, phraseDay},
		{"rosh hashanah 2018", goldTime{Value: &day, Grain: "day"}, phraseFeast},
		{"MLK day 2012", goldTime{Value: &day, Grain: "day"}, phraseFeast},
		{"a week", goldTime{Value: &week, Kind: "duration"}, phraseDuration},
		{"weekly", goldTime{Value: &week, Kind: "set"}, phraseSet},
		{"from May to June", goldTime{Value: &week, Kind: "daterange"}, ""},
	} {
		if got := c.gold.phraseKind(c.words); got != c.want {
			t.Errorf("kind of %q = %q, want %q", c.words, got, c.want)
		}
	}
}
