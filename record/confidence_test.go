package record

import "testing"

func TestReadCounts(t *testing.T) {
	t.Parallel()
	got, err := readCounts("facts", "kind\tright\tfound\nstatement: after, name\t8\t10\n")
	if err != nil {
		t.Fatal(err)
	}
	if want := (count{8, 10}); len(got) != 1 || got["statement: after, name"] != want {
		t.Errorf("got %v, want %v", got, want)
	}
	for name, table := range map[string]string{"columns": "k\tr\tf\nx\t1\n", "right": "k\tr\tf\nx\ty\t1\n", "found": "k\tr\tf\nx\t1\ty\n", "more right than found": "k\tr\tf\nx\t2\t1\n"} {
		if _, err := readCounts("facts", table); err == nil {
			t.Errorf("%s: a faulty table is read without an error", name)
		}
	}
}

func TestShareRightLeansOnWhatIsKnown(t *testing.T) {
	t.Parallel()
	counts := map[string]count{"often": {900, 1000}, "once": {1, 1}}
	if got := shareRight(counts, "often", 0.5); got < 0.89 || got > 0.91 {
		t.Errorf("often: got %.3f, want about 0.9", got)
	}
	if got := shareRight(counts, "once", 0.5); got < 0.5 || got > 0.6 {
		t.Errorf("once: got %.3f, want little more than 0.5", got)
	}
	if got := shareRight(counts, "never", 0.7); got != 0.7 {
		t.Errorf("never: got %.3f, want 0.7", got)
	}
}

func TestConfidencesAreShares(t *testing.T) {
	t.Parallel()
	for kind := range factConfidences {
		if c := shareRight(factConfidences, kind, rareEvidence); c <= 0 || c >= 1 {
			t.Errorf("%s: %v", kind, c)
		}
	}
	named := confidence(said{evidence: "after", source: source{kind: "name"}})
	if carried := confidence(said{evidence: "standing", source: source{kind: "carried"}}); carried >= named {
		t.Errorf("a quotation without a cue %.2f, want less than one with a name behind it, %.2f", carried, named)
	}
}
