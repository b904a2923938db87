package record

import (
	_ "embed"
	"fmt"
	"strconv"
	"strings"
)

// factCounts counts, for each kind of fact and evidence, how many were right and how many were found: statements on the training part of
// PolNeAR, where one is right when its words and the words that name its source are; claims (with who asserts them) and wording on the nine
// reports of data/reports. A heading, then "statement: after, name", right, found. "go run ./eval/fit confidence --to record/data" counts anew.
//
//go:embed data/fact_confidence.tsv
var factCounts string

var factConfidences = mustReadCounts("facts", factCounts)

// count is how often a kind of evidence was right, of how often it was found.
type count struct{ right, found int }

// mustReadCounts reads an embedded table, whose faults are the programmer's.
func mustReadCounts(name, table string) map[string]count {
	out, err := readCounts(name, table)
	if err != nil {
		panic(err)
	}
	return out
}

// readCounts reads a table of counts: a heading, then lines of a kind, a tab, right, a tab, found.
func readCounts(name, table string) (map[string]count, error) {
	out := map[string]count{}
	for n, line := range strings.Split(strings.TrimRight(table, "\n"), "\n") {
		if n == 0 {
			continue
		}
		col := strings.Split(line, "\t")
		if len(col) != 3 {
			return nil, fmt.Errorf("confidences of %s, line %d: %d columns, want 3", name, n+1, len(col))
		}
		var c count
		var err error
		if c.right, err = strconv.Atoi(col[1]); err != nil {
			return nil, fmt.Errorf("confidences of %s, line %d: %w", name, n+1, err)
		}
		if c.found, err = strconv.Atoi(col[2]); err != nil {
			return nil, fmt.Errorf("confidences of %s, line %d: %w", name, n+1, err)
		}
		if c.right < 0 || c.right > c.found {
			return nil, fmt.Errorf("confidences of %s, line %d: %d right of %d", name, n+1, c.right, c.found)
		}
		out[col[0]] = c
	}
	return out, nil
}

// priorWeight is how many facts what is known of a wider kind counts for.
const priorWeight = 8

// shareRight is the share of facts of the kind that were right, drawn the more towards prior the fewer there were.
func shareRight(counts map[string]count, kind string, prior float64) float64 {
	c := counts[kind]
	return (float64(c.right) + priorWeight*prior) / (float64(c.found) + priorWeight)
}

// confidence is the share of statements with this kind of evidence that were right, words and speaker; a rare kind leans on all that
// stand in the same place. PolNeAR does not say whom a pronoun or a description means: these are lowered by the share that was resolved
// right on data/reports.
func confidence(st said) float64 {
	wide := shareRight(factConfidences, "statement: "+st.evidence, rareEvidence)
	c := shareRight(factConfidences, "statement: "+st.rests(), wide)
	if st.source.kind == "pronoun" || st.source.kind == "office" {
		c *= resolvedRight
	}
	return round2(c)
}

// resolvedRight is the share of pronouns and descriptions that stand for the right person: 20 of 21 on data/reports.
const resolvedRight = 0.95

// claimConfidence is the share of claims of this evidence that were right. The gold of data/reports is a selection, so a claim beside it is
// not wrong for that, and the counts are few: all lean on what all claims together have.
func claimConfidence(evidence string) float64 {
	return round2(shareRight(factConfidences, "claim: "+evidence, shareRight(factConfidences, "claim: all", rareEvidence)))
}

// wordingConfidence is the share of words of this class that were right.
func wordingConfidence(kind string) float64 {
	return round2(shareRight(factConfidences, "wording: "+kind, shareRight(factConfidences, "wording: all", rareEvidence)))
}

func round2(x float64) float64 { return float64(int(x*100+0.5)) / 100 }

// rests names the kind of evidence: where the words stand, and how the speaker is known.
func (st said) rests() string { return st.evidence + ", " + st.source.kind }

const (
	rareEvidence     = 0.5          // where nothing is known
	figureConfidence = rareEvidence // no set of gold tells who gives a number
)
