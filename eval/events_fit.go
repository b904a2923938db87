package eval

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// FitEventConfidence counts the events of data/reports by their kind of evidence, and writes the counts from which package record
// makes the confidence of an event to event_confidence.tsv in the folder to.
func FitEventConfidence(ctx context.Context, o Options, to string) error {
	in, err := openRooms()
	if err != nil {
		return fmt.Errorf("fit the confidence of events: %w", err)
	}
	s := eventScores{evidence: map[string]*tally{}}
	if err := eachReport(ctx, o, in, s.add); err != nil {
		return fmt.Errorf("fit the confidence of events: %w", err)
	}
	path := filepath.Join(to, "event_confidence.tsv")
	if err := os.WriteFile(path, []byte(evidenceTable(s.evidence)), 0o644); err != nil {
		return fmt.Errorf("fit the confidence of events: %w", err)
	}
	_, err = fmt.Fprintf(o.Out, "%d events of %d kinds of evidence counted into %s\n", s.events.system, len(s.evidence), path)
	return err
}

// evidenceTable is the table of counts, the kinds in the order of their names.
func evidenceTable(evidence map[string]*tally) string {
	var b strings.Builder
	b.WriteString("evidence\tright\tfound\n")
	for _, kind := range slices.Sorted(maps.Keys(evidence)) {
		fmt.Fprintf(&b, "%s\t%d\t%d\n", kind, evidence[kind].right, evidence[kind].system)
	}
	return b.String()
}
