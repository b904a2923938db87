package eval

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/dateline-news/dateline/record"
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
	Cue     []span.Span `json:"cue"`
	Source  []span.Span `json:"source"`
}

// quoteScores counts by kind: ours for precision, the gold's for recall; right counts the words, source the speaker too.
type quoteScores struct {
	ours, gold, oursRight, goldRight map[string]int
	evidence                         map[string]*tally
	whole                            wholeScores
	judged                           []judged
	articles                         int
	took                             time.Duration
}

// quotes scores PolNeAR and prints what it finds.
func quotes(ctx context.Context, o Options, in rooms) error {
	split := o.Split
	if split == "" {
		split = "dev"
	}
	s, err := readPolNeAR(ctx, o, in, split)
	if err != nil {
		return err
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
	table := &lines{w: o.Out}
	s.whole.write(table, split)
	if table.err != nil {
		return table.err
	}
	return writeEvidence(o.Out, s.evidence)
}

// readPolNeAR scores the articles of a split. The file is compressed with xz, which is asked to unpack it.
func readPolNeAR(ctx context.Context, o Options, in rooms, split string) (quoteScores, error) {
	s := quoteScores{ours: map[string]int{}, gold: map[string]int{}, oursRight: map[string]int{}, goldRight: map[string]int{}, evidence: map[string]*tally{}}
	path := filepath.Join(o.Data, "quotes", "polnear.jsonl.xz")
	cues, err := readSpeechCues(ctx, o.Data)
	if err != nil {
		return s, err
	}
	s.whole = newWholeScores(cues)
	unpack := exec.CommandContext(ctx, "xz", "-dc", path)
	out, err := unpack.StdoutPipe()
	if err != nil {
		return s, err
	}
	if err := unpack.Start(); err != nil {
		return s, fmt.Errorf("unpack %s (the program xz must be installed): %w", path, err)
	}
	scan := bufio.NewScanner(out)
	scan.Buffer(nil, 1<<26)
	for scan.Scan() {
		var a article
		if err := json.Unmarshal(scan.Bytes(), &a); err != nil {
			return s, errors.Join(fmt.Errorf("read %s: %w", path, err), unpack.Wait())
		}
		if a.Split == split {
			if err := showMisses(o, a.ID, s.add(a, in)); err != nil {
				return s, errors.Join(err, unpack.Wait())
			}
		}
	}
	if err := errors.Join(scan.Err(), unpack.Wait()); err != nil {
		return s, fmt.Errorf("unpack %s: %w", path, err)
	}
	return s, nil
}

// add scores one article and gives what the strict rule finds wrong, in words.
func (s *quoteScores) add(a article, in rooms) []string {
	r := report.Report{ID: a.ID, Text: a.Text, Paragraphs: lineParagraphs(a.Text)}
	if day, err := time.Parse(time.DateOnly, a.Date); err == nil {
		r.Published = day
	}
	begin := time.Now()
	text := in.language.Read(r.Text, r.Paragraphs)
	rec := record.Read(r, text, in.World)
	s.took += time.Since(begin)
	s.whole.misses = nil
	s.whole.add(a, text, rec)
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
		right := best >= 0.5 && st.SpeakerSpan != nil && slices.ContainsFunc(a.Quotes[at].Source, st.SpeakerSpan.Overlaps)
		s.judged = append(s.judged, judged{"statements, PolNeAR", st.Confidence, right, st.Evidence})
		if best >= 0.5 {
			used[at] = true
		}
		if right {
			e.right++
			s.oursRight[string(st.Kind)]++
			s.goldRight[a.Quotes[at].Type]++
		}
	}
	return s.whole.misses
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
