package eval

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/dateline-news/dateline/record"
)

// goldReport is a report's gold of data/reports: the parts that are scored here.
type goldReport struct {
	Statements []goldStatement `json:"statements"`
	People     []struct {
		Name    string   `json:"name"`
		Aliases []string `json:"aliases"`
	} `json:"people"`
}

type goldStatement struct {
	Speaker     string   `json:"speaker"`
	SpeakerSpan string   `json:"speaker_span"`
	Kind        string   `json:"kind"`
	Content     []string `json:"content"`
}

// readStatement is a statement of ours with its words cut out.
type readStatement struct {
	speaker  string
	kind     string
	evidence string
	content  []string // words, folded
}

// shareRight counts what was right of what was given and wanted; evidence counts are for calibration.
type statementScores struct {
	content, speaker, direct tally
	evidence                 map[string]*tally
}

// Statements scores the statements of the record. On data/reports, by the matching of its score.py: a statement is right
// when its words have a token F1 of 0.5 or more with the gold's and the speaker is the same. On data/quotes (PolNeAR, dev
// unless another split is asked for), where speakers are spans: when a source span of the gold overlaps ours. PolNeAR also
// marks beliefs and intentions, which are no statements, so its recall has a low ceiling for indirect speech. Last, the
// share of right statements for each kind of evidence: what record's confidence is made from.
func Statements(ctx context.Context, o Options) error {
	in, err := openRooms()
	if err != nil {
		return err
	}
	scores := statementScores{evidence: map[string]*tally{}}
	if err := scoreReports(ctx, o, in, &scores); err != nil {
		return fmt.Errorf("eval statements: %w", err)
	}
	t := tabwriter.NewWriter(o.Out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "data/reports\tP\tR\tF1\tright\tours\tgold\t")
	for _, row := range []struct {
		name string
		t    tally
	}{{"content", scores.content}, {"speaker + content", scores.speaker}, {"direct", scores.direct}} {
		fmt.Fprintf(t, "%s\t%.3f\t%.3f\t%.3f\t%d\t%d\t%d\t\n", row.name, row.t.precision(), row.t.recall(), row.t.f1()/100, row.t.right, row.t.system, row.t.gold)
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if err := writeEvidence(o.Out, scores.evidence); err != nil {
		return err
	}
	if err := quotes(ctx, o, in); err != nil {
		return fmt.Errorf("eval statements: %w", err)
	}
	return nil
}

func (t tally) precision() float64 { return float64(t.right) / float64(max(1, t.system)) }
func (t tally) recall() float64    { return float64(t.right) / float64(max(1, t.gold)) }

// writeEvidence prints the share of right statements by what they rest on, the most frequent first.
func writeEvidence(out io.Writer, by map[string]*tally) error {
	t := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "evidence\tright\tours\tshare\t")
	for _, k := range slices.SortedFunc(maps.Keys(by), func(a, b string) int {
		return cmp.Or(by[b].system-by[a].system, cmp.Compare(a, b))
	}) {
		fmt.Fprintf(t, "%s\t%d\t%d\t%.2f\t\n", k, by[k].right, by[k].system, by[k].precision())
	}
	return t.Flush()
}

func scoreReports(ctx context.Context, o Options, in rooms, s *statementScores) error {
	return eachReport(ctx, o, in, func(rec record.Record, gold goldReport) []string { return s.add(readStatements(rec), gold) })
}

func readStatements(rec record.Record) []readStatement {
	name := map[string]string{}
	for _, e := range rec.Entities {
		name[e.ID] = e.Name
	}
	out := make([]readStatement, 0, len(rec.Statements))
	for _, s := range rec.Statements {
		x := readStatement{kind: string(s.Kind), evidence: s.Evidence}
		if s.Speaker != nil {
			x.speaker = name[*s.Speaker]
		}
		for _, c := range s.Content {
			x.content = append(x.content, foldWords(c.Of(rec.Report.Text))...)
		}
		out = append(out, x)
	}
	return out
}

// add scores the statements of one report and returns what was missed or false, in words.
func (s *statementScores) add(ours []readStatement, gold goldReport) []string {
	names := newSpeakers(gold)
	wanted := make([][]string, len(gold.Statements))
	for i, g := range gold.Statements {
		wanted[i] = foldWords(strings.Join(g.Content, " "))
	}
	content := func(i, j int) bool { return overlap(ours[i].content, wanted[j]) >= 0.5 }
	both := func(i, j int) bool { return content(i, j) && names.same(ours[i].speaker, gold.Statements[j]) }
	direct := func(i, j int) bool {
		return ours[i].kind == "direct" && gold.Statements[j].Kind == "direct" && both(i, j)
	}
	s.content.right += len(assign(len(ours), len(wanted), content))
	matched := assign(len(ours), len(wanted), both)
	s.speaker.right += len(matched)
	s.direct.right += len(assign(len(ours), len(wanted), direct))
	s.content.system, s.content.gold = s.content.system+len(ours), s.content.gold+len(wanted)
	s.speaker.system, s.speaker.gold = s.content.system, s.content.gold
	found := map[int]bool{}
	var missed []string
	for i, x := range ours {
		e := s.evidence[x.evidence]
		if e == nil {
			e = &tally{}
			s.evidence[x.evidence] = e
		}
		e.system++
		if x.kind == "direct" {
			s.direct.system++
		}
		if j, ok := matched[i]; ok {
			e.right++
			found[j] = true
		} else {
			missed = append(missed, fmt.Sprintf("false: %s %s: %s", x.kind, x.speaker, strings.Join(x.content, " ")))
		}
	}
	for j, g := range gold.Statements {
		if g.Kind == "direct" {
			s.direct.gold++
		}
		if !found[j] {
			missed = append(missed, fmt.Sprintf("missed: %s %s: %s", g.Kind, g.Speaker, strings.Join(g.Content, " … ")))
		}
	}
	return missed
}

// assign gives a largest one-to-one matching of n of ours to m of the gold under fits, by augmenting paths.
func assign(n, m int, fits func(i, j int) bool) map[int]int {
	owner := map[int]int{}
	var place func(i int, seen map[int]bool) bool
	place = func(i int, seen map[int]bool) bool {
		for j := range m {
			if seen[j] || !fits(i, j) {
				continue
			}
			seen[j] = true
			if k, taken := owner[j]; !taken || place(k, seen) {
				owner[j] = i
				return true
			}
		}
		return false
	}
	for i := range n {
		place(i, map[int]bool{})
	}
	out := make(map[int]int, len(owner))
	for j, i := range owner {
		out[i] = j
	}
	return out
}
