package eval

import (
	"context"
	"fmt"
	"math"
	"slices"

	"github.com/dateline-news/dateline/record"
)

// judged is a fact of ours with the confidence that it shows, and whether the gold has it.
type judged struct {
	kind       string
	confidence float64
	right      bool
	evidence   string // what the confidence is counted by, with the kind of fact in front where it is no statement of PolNeAR; "" for none
}

// fewJudged is the number of facts under which a kind's error says little.
const fewJudged = 100

// Calibration prints for each kind of fact a table of reliability, in tenths of the confidence shown: how many facts, what they say of
// themselves on the mean, and the share that the gold has; and the expected calibration error (ECE), the mean distance between the two
// weighted by the number of facts (Naeini, Cooper and Hauskrecht 2015). Statements are judged on PolNeAR (dev unless another split is
// asked for; the confidences come from train) and on data/reports, all others on data/reports alone, which are few: such a kind says so.
func Calibration(ctx context.Context, o Options) error {
	in, err := openRooms()
	if err != nil {
		return fmt.Errorf("eval calibration: %w", err)
	}
	split := o.Split
	if split == "" {
		split = "dev"
	}
	quiet := o
	quiet.Misses = false
	s, err := readPolNeAR(ctx, quiet, in, split)
	if err != nil {
		return fmt.Errorf("eval calibration: %w", err)
	}
	all := s.judged
	err = eachReport(ctx, quiet, in, func(rec record.Record, gold goldRecord) []string {
		all = append(all, judgeReport(rec, gold)...)
		return nil
	})
	if err != nil {
		return fmt.Errorf("eval calibration: %w", err)
	}
	out := lines{w: o.Out}
	for _, kind := range kindsOf(all) {
		out.reliability(kind, all)
	}
	return out.err
}

func kindsOf(all []judged) []string {
	var kinds []string
	for _, j := range all {
		if !slices.Contains(kinds, j.kind) {
			kinds = append(kinds, j.kind)
		}
	}
	return kinds
}

// judgeReport judges the facts of one report of data/reports.
func judgeReport(rec record.Record, g goldRecord) []judged {
	p, n := asGold(rec), newGoldNames(g.People)
	s := newRecordScores()
	var out []judged
	add := func(kind string, i int, confidence float64, matched map[int]int, evidence string) {
		_, right := matched[i]
		out = append(out, judged{kind + ", data/reports", confidence, right, evidence})
	}
	s.addStatements(p.Statements, g.Statements, n)
	said := s.matched["statements: speaker + content"]
	for i, st := range rec.Statements {
		add("statements", i, st.Confidence, said, "")
	}
	s.addClaims(p.Claims, g.Claims, n)
	for i, c := range rec.Claims {
		add("claims", i, c.Confidence, s.matched["claims: + asserter"], "claim: "+c.Evidence)
	}
	s.addEvents(p.Events, g.Events, n)
	i := 0
	for _, e := range rec.Events {
		if e.Status == "denied" || e.Status == "negated" {
			continue // asGold leaves them out
		}
		add("events, type and sentence", i, e.Confidence, s.matched["events: type + sentence"], "")
		i++
	}
	wording := s.row("wording", len(p.Wording), len(g.Wording), func(i, j int) bool {
		return overlap(foldWords(p.Wording[i].Text), foldWords(g.Wording[j].Text)) >= 0.5
	})
	for i, w := range rec.Wording {
		add("wording", i, w.Confidence, wording, "wording: "+w.Kind)
	}
	return out
}

// reliability prints the table of one kind.
func (l *lines) reliability(kind string, all []judged) {
	var n, right [10]int
	var sum [10]float64
	total := 0
	for _, j := range all {
		if j.kind != kind {
			continue
		}
		b := min(9, max(0, int(j.confidence*10)))
		n[b]++
		sum[b] += j.confidence
		total++
		if j.right {
			right[b]++
		}
	}
	l.printf("%-36s%8s%10s%8s\n", kind, "facts", "shown", "right")
	ece := 0.0
	for b := range n {
		if n[b] == 0 {
			continue
		}
		shown, held := sum[b]/float64(n[b]), float64(right[b])/float64(n[b])
		ece += math.Abs(shown-held) * float64(n[b]) / float64(total)
		l.printf("  %.1f to %.1f%25s%8d%10.3f%8.3f\n", float64(b)/10, float64(b+1)/10, "", n[b], shown, held)
	}
	note := ""
	if total < fewJudged {
		note = "   too few to say more"
	}
	l.printf("  ECE%32s%8d%10.3f%s\n", "", total, ece, note)
}
