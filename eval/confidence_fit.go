package eval

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/dateline-news/dateline/record"
)

// FitConfidence counts the statements of PolNeAR (train, unless another split is asked for) and the claims and words of data/reports by their
// kind of evidence, and writes the counts from which package record makes their confidence to fact_confidence.tsv in the folder to. The
// reliability of what they say is measured on articles that they were not counted on: "dateline eval calibration --split dev".
func FitConfidence(ctx context.Context, o Options, to string) error {
	in, err := openRooms()
	if err != nil {
		return fmt.Errorf("fit the confidence of facts: %w", err)
	}
	split := o.Split
	if split == "" {
		split = "train"
	}
	s, err := readPolNeAR(ctx, o, in, split)
	if err != nil {
		return fmt.Errorf("fit the confidence of facts: %w", err)
	}
	counts := map[string]*tally{}
	for _, j := range s.judged {
		countFact(counts, "statement: "+j.evidence, j.right)
	}
	err = eachReport(ctx, o, in, func(rec record.Record, gold goldRecord) []string {
		for _, j := range judgeReport(rec, gold) {
			if j.evidence != "" {
				countFact(counts, j.evidence, j.right)
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("fit the confidence of facts: %w", err)
	}
	path := filepath.Join(to, "fact_confidence.tsv")
	if err := os.WriteFile(path, []byte(evidenceTable(counts)), 0o644); err != nil {
		return fmt.Errorf("fit the confidence of facts: %w", err)
	}
	_, err = fmt.Fprintf(o.Out, "%d statements of %d articles counted into %s\n", len(s.judged), s.articles, path)
	return err
}

// countFact counts a fact under its kind and under each wider kind: "statement: after, name" under "statement: after", "claim: denial" under
// "claim: all".
func countFact(counts map[string]*tally, kind string, right bool) {
	for _, k := range []string{kind, wider(kind)} {
		if counts[k] == nil {
			counts[k] = &tally{}
		}
		counts[k].system++
		if right {
			counts[k].right++
		}
	}
}

// wider is the kind that takes in a kind of evidence.
func wider(kind string) string {
	if whole, _, ok := strings.Cut(kind, ", "); ok {
		return whole
	}
	fact, _, _ := strings.Cut(kind, ": ")
	return fact + ": all"
}
