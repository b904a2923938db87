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
		"Duckling news day 1 0 1.000 1.000 1.000",
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
	day, week, clock := "2022-12-30T00:00:00", "P1W", "2022-12-30T16:00:00"
	for _, c := range []struct {
		gold goldTime
		want string
	}{
		{goldTime{Value: &day, Grain: "day"}, phraseDay},
		{goldTime{Value: &day}, phraseDay},
		{goldTime{Value: &day, Grain: "month"}, phrasePiece},
		{goldTime{Value: &clock, Grain: "minute"}, phraseClock},
		{goldTime{Value: &week, Kind: "duration"}, phraseDuration},
		{goldTime{Value: &week, Kind: "set"}, phraseSet},
		{goldTime{Value: &week, Kind: "daterange"}, ""},
	} {
		if got := c.gold.phraseKind(); got != c.want {
			t.Errorf("kind of %s of grain %q, kind %q = %q, want %q", *c.gold.Value, c.gold.Grain, c.gold.Kind, got, c.want)
		}
	}
}

func TestNewsWords(t *testing.T) {
	t.Parallel()
	held := newsWords{}
	for _, gold := range []string{"Friday, May 5", "the 5th of June 1998", "three weeks ago", "at 16:00"} {
		for _, w := range wordClasses(gold) {
			held[w] = true
		}
	}
	for phrase, want := range map[string]bool{
		"the 22nd of Dec 2019": true, "two weeks ago": true, "Sunday 18:30": true,
		"2-15": false, "6.6.": false, "12 Nov 1115": false, "rakhi 2018": false, "EOM": false,
	} {
		if held.holds(phrase) != want {
			t.Errorf("news holds %q (%q) = %v, want %v", phrase, wordClasses(phrase), !want, want)
		}
	}
}

func TestAgainstTIMEX3(t *testing.T) {
	t.Parallel()
	friday, three, unclear := "2022-12-30", "P3D", "PXD"
	for _, c := range []struct {
		words string
		gold  goldTime
		want  bool
	}{
		{"Friday evening", goldTime{Value: &friday}, false},
		{"Sunday morning", goldTime{Value: &friday}, true},
		{"a few days", goldTime{Value: &three, Kind: "duration"}, true},
		{"a few days", goldTime{Value: &unclear, Kind: "duration"}, false},
		{"end of the month", goldTime{Value: &friday, Grain: "day"}, true},
		{"the last day of May", goldTime{Value: &friday, Grain: "day"}, false},
		{"next two days", goldTime{Value: &friday, Grain: "day"}, true},
		{"two days ago", goldTime{Value: &friday, Grain: "day"}, false},
	} {
		if got := c.gold.againstTIMEX3(c.words) != ""; got != c.want {
			t.Errorf("%q as %s is against TIMEX3 = %v, want %v", c.words, *c.gold.Value, got, c.want)
		}
	}
}

func TestFirstDay(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"2013": "2013-01-01", "2013-04": "2013-04-01", "2013-Q3": "2013-07-01", "2013-H2": "2013-07-01", "2015-W01": "2014-12-29",
		"2013-W07-WE": "2013-02-16", "P1W": "", "PRESENT_REF": "", "2013-SU": "", "XXXX-04": "",
	} {
		if got := firstDay(value); got != want {
			t.Errorf("first day of %s = %q, want %q", value, got, want)
		}
	}
}

func TestTIMEX3OfRecognizers(t *testing.T) {
	t.Parallel()
	for value, want := range map[string]string{
		"T16": "XXXX-XX-XXT16:00", "XXXX-WXX-1T09": "XXXX-WXX-1T09:00", "PT1.5H": "PT1H30M", "P2W": "P2W", "TNI": "XXXX-XX-XXTNI", "PT10M": "PT10M",
	} {
		if got := timex3Of(value); got != want {
			t.Errorf("%s in TIMEX3 = %s, want %s", value, got, want)
		}
	}
}
