package eval

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
)

// article is a line of PolNeAR.
type article struct {
	ID     string      `json:"id"`
	Text   string      `json:"text"`
	Split  string      `json:"split"`
	Date   string      `json:"date"`
	Quotes []goldQuote `json:"quotes"`
}

type goldQuote struct {
	Type    string      `json:"type"` // direct, mixed, indirect
	Content []span.Span `json:"content"`
	Source  []span.Span `json:"source"`
}

// quoteScores counts by kind: ours for precision, the gold's for recall; right counts the words, source the speaker too.
type quoteScores struct {
	ours, gold, oursRight, goldRight map[string]int
	evidence                         map[string]*tally
	articles                         int
	took                             time.Duration
}

// quotes scores PolNeAR. The file is compressed with xz, which is asked to unpack it.
func quotes(ctx context.Context, o Options, in rooms) error {
	split := o.Split
	if split == "" {
		split = "dev"
	}
	path := filepath.Join(o.Data, "quotes", "polnear.jsonl.xz")
	unpack := exec.CommandContext(ctx, "xz", "-dc", path)
	out, err := unpack.StdoutPipe()
	if err != nil {
		return err
	}
	if err := unpack.Start(); err != nil {
		return fmt.Errorf("unpack %s (the program xz must be installed): %w", path, err)
	}
	s := quoteScores{ours: map[string]int{}, gold: map[string]int{}, oursRight: map[string]int{}, goldRight: map[string]int{}, evidence: map[string]*tally{}}
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<26)
	for lines.Scan() {
		var a article
		if err := json.Unmarshal(lines.Bytes(), &a); err != nil {
			return errors.Join(fmt.Errorf("read %s: %w", path, err), unpack.Wait())
		}
		if a.Split == split {
			s.add(a, in)
		}
	}
	if err := errors.Join(lines.Err(), unpack.Wait()); err != nil {
		return fmt.Errorf("unpack %s: %w", path, err)
	}
	t := tabwriter.NewWriter(o.Out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(t, "PolNeAR %s, words and source\tshare\tright\tof\t\n", split)
	for _, k := range []string{"direct", "partial", "indirect"} {
		fmt.Fprintf(t, "precision of %s\t%.3f\t%d\t%d\t\n", k, float64(s.oursRight[k])/float64(max(1, s.ours[k])), s.oursRight[k], s.ours[k])
	}
	for _, k := range []string{"direct", "mixed", "indirect"} {
		fmt.Fprintf(t, "recall of %s\t%.3f\t%d\t%d\t\n", k, float64(s.goldRight[k])/float64(max(1, s.gold[k])), s.goldRight[k], s.gold[k])
	}
	fmt.Fprintf(t, "articles/s\t%.0f\t\t\t\n", float64(s.articles)/s.took.Seconds())
	if err := t.Flush(); err != nil {
		return err
	}
	return writeEvidence(o.Out, s.evidence)
}

func (s *quoteScores) add(a article, in rooms) {
	r := report.Report{ID: a.ID, Text: a.Text, Paragraphs: lineParagraphs(a.Text)}
	if day, err := time.Parse(time.DateOnly, a.Date); err == nil {
		r.Published = day
	}
	begin := time.Now()
	rec := in.record(r)
	s.took += time.Since(begin)
	s.articles++
	used := make([]bool, len(a.Quotes))
	for _, q := range a.Quotes {
		s.gold[q.Type]++
	}
	for _, st := range rec.Statements {
		e := s.evidence[st.Evidence]
		if e == nil {
			e = &tally{}
			s.evidence[st.Evidence] = e
		}
		e.system++
		s.ours[string(st.Kind)]++
		best, at := 0.0, -1
		for i, q := range a.Quotes {
			if f := spanF1(a.Text, st.Content, q.Content); !used[i] && f > best {
				best, at = f, i
			}
		}
		if best < 0.5 {
			continue
		}
		used[at] = true
		if st.SpeakerSpan == nil {
			continue
		}
		for _, g := range a.Quotes[at].Source {
			if g.Overlaps(*st.SpeakerSpan) {
				e.right++
				s.oursRight[string(st.Kind)]++
				s.goldRight[a.Quotes[at].Type]++
				break
			}
		}
	}
}

// lineParagraphs takes each line that holds words as a paragraph.
func lineParagraphs(text string) []span.Span {
	var out []span.Span
	at := 0
	for line := range strings.SplitAfterSeq(text, "\n") {
		words := strings.TrimSpace(line)
		if words != "" {
			start := at + strings.Index(line, words)
			out = append(out, span.Span{Start: start, End: start + len(words)})
		}
		at += len(line)
	}
	return out
}

// spanF1 is the F1 of two lists of ranges by bytes that are no space and no straight quotation mark.
func spanF1(text string, a, b []span.Span) float64 {
	n, both := 0, 0
	for _, x := range a {
		n += weight(text, x)
		for _, y := range b {
			if x.Overlaps(y) {
				both += weight(text, span.Span{Start: max(x.Start, y.Start), End: min(x.End, y.End)})
			}
		}
	}
	for _, y := range b {
		n += weight(text, y)
	}
	if n == 0 {
		return 0
	}
	return 2 * float64(both) / float64(n)
}

func weight(text string, s span.Span) int {
	n := 0
	for _, c := range []byte(text[s.Start:s.End]) {
		if c != ' ' && c != '\n' && c != '"' {
			n++
		}
	}
	return n
}
