package record

import (
	_ "embed"
	"fmt"
	"strconv"
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
	out := map[string]float64{}
	for n, line := range strings.Split(strings.TrimRight(table, "\n"), "\n") {
		col := strings.Split(line, "\t")
		if n == 0 {
			continue
		}
		if len(col) != 3 {
			return nil, fmt.Errorf("event confidences line %d: %d columns, want 3", n+1, len(col))
		}
		right, err := strconv.Atoi(col[1])
		if err != nil {
			return nil, fmt.Errorf("event confidences line %d: %w", n+1, err)
		}
		found, err := strconv.Atoi(col[2])
		if err != nil {
			return nil, fmt.Errorf("event confidences line %d: %w", n+1, err)
		}
		if right < 0 || right > found {
			return nil, fmt.Errorf("event confidences line %d: %d right of %d", n+1, right, found)
		}
		out[col[0]] = (float64(right) + 1) / (float64(found) + 2)
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
