package eval

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// eventFolder writes small sets in the form of ../shared/data.
func eventFolder(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	text := "Serbia expelled two diplomats of Bulgaria on Monday. The notorious prison was empty. Police did not arrest Jan Novak."
	for name, content := range map[string]string{
		"reports/reports/1.json": `{"title":"Diplomats leave Belgrade","text":"` + text + `","published":"2024-03-14T00:00:00Z","outlet":"Test"}`,
		"reports/gold/1.json": `{"events":[{"sentence":"Serbia expelled two diplomats of Bulgaria on Monday.","type":"SANCTION"},` +
			`{"sentence":"Nothing like it was there to be read.","type":"AID"}],"wording":[{"text":"notorious"}]}`,
		"events/plover_gsr.jsonl": `{"id":"a","text":"Kenya attacked Somalia.","events":[{"plover_2021":"ASSAULT"}]}` + "\n" +
			`{"id":"b","text":"The sun shone on Kenya.","events":[{"plover_2021":"AID"}]}` + "\n",
		"events/cameo_coped.jsonl": `{"split":"train","text":"Kenya attacked Somalia.","source":[[0,5]],"target":[[15,22]],"other":[]}` + "\n",
		"events/cameo_class.jsonl": `{"split":"train","text":"Kenya lifted the ban on the party.","quad":2}` + "\n" +
			`{"split":"train","text":"Kenya imposed sanctions on Somalia.","quad":3}` + "\n" + `{"split":"test","text":"Kenya attacked Somalia.","quad":4}` + "\n",
		"events/india_police_events.jsonl": `{"sentences":[{"text":"the police arrested two men in surat.","labels":["ARREST"]},` +
			`{"text":"two men were killed by police in surat.","labels":["KILL"]},{"text":"it rained.","labels":[]}]}` + "\n",
	} {
		path := filepath.Join(folder, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

func TestEventTables(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := Events(t.Context(), Options{Data: eventFolder(t), Misses: true, Out: &out}); err != nil {
		t.Fatal(err)
	}
	rows := map[string]string{}
	for line := range strings.Lines(out.String()) {
		name, rest, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if _, have := rows[name]; !have {
			rows[name] = strings.Join(strings.Fields(rest), " ")
		}
	}
	for name, want := range map[string]string{
		"type + sentence":      "1.000 0.500 0.667 1 1 2", // the negated arrest is no event of the gold's kind
		"wording":              "1.000 1.000 1.000 1 1 1",
		"ASSAULT":              "1.000 1.000 1.000 1 1 1",
		"AID":                  "0.000 0.000 0.000 0 0 1",
		"material cooperation": "1.000 1.000 1.000 1 1 1",
		"verbal conflict":      "1.000 1.000 1.000 1 1 1",
		"ARREST":               "1.000 1.000 1.000 1 1 1",
		"KILL":                 "1.000 1.000 1.000 1 1 1",
	} {
		if rows[name] != want {
			t.Errorf("row %s: got %q, want %q", name, rows[name], want)
		}
	}
	if !strings.Contains(out.String(), "1.json missed: AID: Nothing like it") {
		t.Errorf("the missed event is not shown:\n%s", out.String())
	}
}

func TestEventsWithoutData(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	err := Events(t.Context(), Options{Data: filepath.Join(t.TempDir(), "none"), Out: &out})
	if err == nil || !strings.Contains(err.Error(), filepath.Join("none", "reports")) {
		t.Errorf("an absent folder: got error %v, want one that names it", err)
	}
}

func TestSameSentence(t *testing.T) {
	t.Parallel()
	got := []bool{
		sameSentence("Police in Bonn held two men.", "Police in Bonn held two men on Monday."),
		sameSentence("It was so.", "It was so, said the minister of defence of Serbia."),
		sameSentence("A storm broke the mast.", "The vote was put off."),
	}
	if diff := cmp.Diff([]bool{true, false, false}, got); diff != "" {
		t.Error(diff)
	}
}

func TestSameType(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{"CONCEDE": "YIELD", "RETREAT": "YIELD", "DEMAND": "REQUEST", "DISAPPROVE": "ACCUSE", "AID": "AID"} {
		if got := sameType(in); got != want {
			t.Errorf("sameType(%s) = %s, want %s", in, got, want)
		}
	}
}
