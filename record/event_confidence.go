package record

import (
	_ "embed"
	"strings"
)

// eventCounts counts, for each kind of evidence, the events of the nine reports of data/reports that were right in type and sentence,
// and all that were found: a heading, then evidence, right, found. "go run ./eval/fit confidence --to record/data" counts anew.
//
//go:embed data/event_confidence.tsv
var eventCounts string

// eventConfidences are (right + 1) / (found + 2) by the kind of evidence: with counts as small as these the prior keeps a figure from
// standing at 0 or 1.
var eventConfidences = mustReadEventCounts(eventCounts)

// mustReadEventCounts reads the embedded table, whose faults are the programmer's.
func mustReadEventCounts(table string) map[string]float64 {
	out, err := readEventCounts(table)
	if err != nil {
		panic(err)
	}
	return out
}

func readEventCounts(table string) (map[string]float64, error) {
	counts, err := readCounts("events", table)
	if err != nil {
		return nil, err
	}
	out := map[string]float64{}
	for kind, c := range counts {
		out[kind] = (float64(c.right) + 1) / (float64(c.found) + 2)
	}
	return out, nil
}

// unseenEvidence is the confidence of a kind of evidence that was not found there.
const unseenEvidence = 0.5

// eventConfidence is the share of events of this kind of evidence that were right; one known from another sentence counts as the
// kind without that where it is too rare.
func eventConfidence(evidence string) float64 {
	for _, kind := range []string{evidence, strings.TrimSuffix(evidence, inferredEvidence)} {
		if c, ok := eventConfidences[kind]; ok {
			return c
		}
	}
	return unseenEvidence
}

// inferredEvidence marks an event one of whose parties is known from another sentence.
const inferredEvidence = ", inferred"
