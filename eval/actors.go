package eval

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/span"
)

// actorSentence is a line of CoPED: spans are byte ranges of Text.
type actorSentence struct {
	Split, Text    string
	Source, Target [][2]int
}

// Actors scores who did it and to whom, as language.Reader alone finds them in the sentences of CoPED (Parolin et al. 2022):
// F1 of exact spans, from raw text. It has no dev part; the reader was trained on its train part.
func Actors(ctx context.Context, o Options) error {
	folder := filepath.Join(o.Data, "events")
	if _, err := os.Stat(folder); err != nil {
		return fmt.Errorf("eval actors: no folder %s: give the folder that holds events/ with --data", folder)
	}
	reader, err := language.NewReader()
	if err != nil {
		return fmt.Errorf("eval actors: %w", err)
	}
	sentences, err := readPacked[actorSentence](ctx, filepath.Join(folder, "cameo_coped.jsonl"))
	if err != nil {
		return fmt.Errorf("eval actors: %w", err)
	}
	known := map[string]bool{language.ActorSource: true, language.ActorTarget: true}
	scores := map[string]map[string]tally{}
	for _, s := range sentences {
		if o.Split != "" && o.Split != s.Split {
			continue
		}
		t := reader.Read(s.Text, nil)
		gold := append(labelSpans(t, s.Source, language.ActorSource), labelSpans(t, s.Target, language.ActorTarget)...)
		if scores[s.Split] == nil {
			scores[s.Split] = map[string]tally{}
		}
		for label, one := range comparePhrases(gold, t.Actors, known) {
			scores[s.Split][label] = scores[s.Split][label].plus(one)
		}
	}
	out := lines{w: o.Out}
	out.printf("%-28s%10s%8s%8s%8s\n", "CoPED, exact spans", "F1", "P", "R", "spans")
	for _, split := range []string{"train", "test"} {
		for _, label := range []string{language.ActorSource, language.ActorTarget} {
			if scores[split] != nil {
				out.tally(split+", "+label, scores[split][label], "")
			}
		}
	}
	return out.err
}

// labelSpans gives the tokens that lie over each span; a span over two sentences ends with the first.
func labelSpans(t language.Text, spans [][2]int, label string) []labelled {
	var out []labelled
	for _, s := range spans {
		want := span.Span{Start: s[0], End: s[1]}
		for i, sentence := range t.Sentences {
			first, end := -1, 0
			for j, w := range sentence.Tokens {
				if w.Span.Start < want.End && w.Span.End > want.Start {
					if first < 0 {
						first = j
					}
					end = j + 1
				}
			}
			if first >= 0 {
				out = append(out, labelled{i, first, end, label})
				break
			}
		}
	}
	return out
}
