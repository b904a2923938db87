package eval

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"github.com/dateline-news/dateline/language"
)

// quotePeers are published figures on the same test instances, quoted from quotes/README.md (Wang et al., COLING 2022).
var quotePeers = [][4]string{
	{"CoreNLP quote annotator", "13.9", "-", "17.5"},
	{"CRF", "50.6", "53.4", "28.6"},
	{"BiLSTM + CRF", "69.6", "66.7", "59.0"},
	{"BERT + CRF", "82.2", "74.9", "71.0"},
	{"BERT + Cofe", "83.2", "75.3", "72.9"},
}

var quoteKinds = []string{language.QuoteSource, language.QuoteCue, language.QuoteContent}

// instance is one line of the PolNeAR instances of the COLING 2022 comparison.
type instance struct {
	Tokens []string `json:"tokens"`
	Labels []string `json:"labels"` // O, B-source, I-source …
}

// Quotes scores the parts of quotations that language.Reader finds on the gold tokens: F1 of exact spans, as published,
// and F1 of characters, because two annotators agree on few exact spans (quotes/README.md); exact
// spans also with products in float32, which shows what int8 loses.
func Quotes(ctx context.Context, o Options) error {
	folder := filepath.Join(o.Data, "quotes")
	if _, err := os.Stat(folder); err != nil {
		return fmt.Errorf("eval quotes: no folder %s: give the folder that holds quotes/ with --data", folder)
	}
	reader, err := language.NewReader()
	if err != nil {
		return fmt.Errorf("eval quotes: %w", err)
	}
	floats, err := language.NewFloat32Reader()
	if err != nil {
		return fmt.Errorf("eval quotes: %w", err)
	}
	parts := map[string]bool{language.QuoteSource: true, language.QuoteCue: true, language.QuoteContent: true}
	out := lines{w: o.Out}
	out.printf("%-38s%8s%8s%8s%10s\n", "PolNeAR", "source", "cue", "content", "words/s")
	for _, set := range []struct{ split, file string }{{"dev", "polnear_cofenet_valid.jsonl"}, {"test", "polnear_cofenet_test.jsonl"}} {
		if o.Split != "" && o.Split != set.split {
			continue
		}
		gold, err := readInstances(ctx, filepath.Join(folder, set.file))
		if err != nil {
			return fmt.Errorf("eval quotes: %w", err)
		}
		begin := time.Now()
		t := wordsText(gold.words)
		for i := range t.Sentences {
			t.Sentences[i].Paragraph = i // an instance stands alone
		}
		reader.Fill(&t)
		speed := float64(gold.count) / time.Since(begin).Seconds()
		out.parts(set.split+", exact spans", comparePhrases(gold.spans, t.Quotes, parts), fmt.Sprintf("%.0f", speed))
		out.parts(set.split+", characters", compareLetters(t, gold.spans), "")
		floats.Fill(&t)
		out.parts(set.split+", exact spans, float32", comparePhrases(gold.spans, t.Quotes, parts), "")
	}
	for _, p := range quotePeers {
		if o.Split != "dev" {
			out.printf("%-38s%8s%8s%8s\n", "test, quoted: "+p[0], p[1], p[2], p[3])
		}
	}
	return out.err
}

func readInstances(ctx context.Context, path string) (bioText, error) {
	var out bioText
	b, err := readData(ctx, path)
	if err != nil {
		return out, err
	}
	for line := range bytes.Lines(b) {
		var one instance
		if err := json.Unmarshal(line, &one); err != nil {
			return out, fmt.Errorf("%s, line %d: %w", path, len(out.words)+1, err)
		}
		out.spans = appendSpans(out.spans, len(out.words), one.Labels)
		out.words = append(out.words, one.Tokens)
		out.count += len(one.Tokens)
	}
	return out, nil
}

// compareLetters tallies bytes of the words of each part.
func compareLetters(t language.Text, gold []labelled) map[string]tally {
	scores := map[string]tally{}
	for _, kind := range quoteKinds {
		const inGold, inOurs = 1, 2
		marks := make([]byte, len(t.Source))
		for _, g := range gold {
			if g.label == kind {
				mark(marks, t.Sentences[g.sentence].Tokens[g.first:g.end], inGold)
			}
		}
		for _, p := range t.Quotes {
			if p.Kind == kind {
				mark(marks, t.Sentences[p.Sentence].Tokens[p.First:p.End], inOurs)
			}
		}
		s := tally{gold: bytes.Count(marks, []byte{inGold}), system: bytes.Count(marks, []byte{inOurs}), right: bytes.Count(marks, []byte{inGold | inOurs})}
		scores[kind] = tally{right: s.right, gold: s.gold + s.right, system: s.system + s.right}
	}
	return scores
}

func mark(marks []byte, tokens []language.Token, bit byte) {
	for i := tokens[0].Span.Start; i < tokens[len(tokens)-1].Span.End; i++ {
		marks[i] |= bit
	}
}

// lines writes a table and keeps the first error.
type lines struct {
	w   io.Writer
	err error
}

func (l *lines) printf(format string, args ...any) {
	if _, err := fmt.Fprintf(l.w, format, args...); l.err == nil {
		l.err = err
	}
}

// tally writes a row of F1, precision and recall.
func (l *lines) tally(name string, t tally, speed string) {
	per := func(n int) float64 { return 100 * float64(t.right) / float64(max(1, n)) }
	l.printf("%-28s%10.2f%8.2f%8.2f%8d%10s\n", name, t.f1(), per(t.system), per(t.gold), t.gold, speed)
}

func (l *lines) parts(name string, scores map[string]tally, speed string) {
	l.printf("%-38s", name)
	for _, kind := range quoteKinds {
		l.printf("%8.2f", scores[kind].f1())
	}
	l.printf("%10s\n", speed)
}
