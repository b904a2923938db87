package record

import "testing"

func TestReadEventCounts(t *testing.T) {
	t.Parallel()
	got, err := readEventCounts("evidence\tright\tfound\nverb, both\t8\t8\nnoun, one\t0\t2\n")
	if err != nil {
		t.Fatal(err)
	}
	if got["verb, both"] != 0.9 || got["noun, one"] != 0.25 || len(got) != 2 {
		t.Errorf("got %v", got)
	}
	for name, table := range map[string]string{"columns": "e\tr\tf\nverb\t1\n", "right": "e\tr\tf\nverb\tx\t1\n", "found": "e\tr\tf\nverb\t1\tx\n", "more right than found": "e\tr\tf\nverb\t2\t1\n"} {
		if _, err := readEventCounts(table); err == nil {
			t.Errorf("%s: a faulty table is read without an error", name)
		}
	}
}

func TestEventConfidence(t *testing.T) {
	t.Parallel()
	for kind, c := range eventConfidences {
		if c <= 0 || c >= 1 {
			t.Errorf("%s: confidence %v", kind, c)
		}
	}
	if got := eventConfidence("noun, unheard of"); got != unseenEvidence {
		t.Errorf("evidence not seen: got %v", got)
	}
	if got, want := eventConfidence("verb, one, said"+inferredEvidence), eventConfidence("verb, one, said"); eventConfidences["verb, one, said"+inferredEvidence] == 0 && got != want {
		t.Errorf("inferred evidence that was not seen: got %v, want %v", got, want)
	}
}
