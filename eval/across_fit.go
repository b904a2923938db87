package eval

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dateline-news/dateline/story"
)

// FitEventPairs fits the trees of story.EventPairs on the train part of ECB+, takes the cut that scores best on its dev part, and
// writes them to folder/event_pair.json.
func FitEventPairs(ctx context.Context, o Options, folder string) error {
	embed, err := embedding()
	if err != nil {
		return err
	}
	train, err := readECB(ctx, o, "train", embed)
	if err != nil {
		return err
	}
	dev, err := readECB(ctx, o, "dev", embed)
	if err != nil {
		return err
	}
	trees := fitTrees(story.TellingFeatures, train.examples(), boosting{trees: 150, depth: 4, least: 40, rate: 0.1, ridge: 1})
	joined := story.JoinDocuments(dev.read, dev.weights)
	best := 0.0
	for cut := 0.3; cut < 0.85; cut += 0.05 {
		got := scoreChains(dev.key(), dev.join(joined, cut, dev.pairScore(trees)))
		if _, err := fmt.Fprintf(o.Out, "dev, cut %.2f: CoNLL %.2f (MUC %.2f B3 %.2f CEAFe %.2f)\n", cut, 100*got.conll(), 100*got.muc.f1(), 100*got.bcubed.f1(), 100*got.ceafe.f1()); err != nil {
			return err
		}
		if got.conll() > best {
			best, trees.Cut = got.conll(), cut
		}
	}
	trees.From = "ECB+ train (stories/ecbplus.jsonl), cut by its dev part: go run ./eval/fit events"
	return writeTrees(filepath.Join(folder, "event_pair.json"), trees)
}

func writeTrees(path string, v any) error {
	b, err := json.Marshal(v)
	if err != nil {
		return err
	}
	return os.WriteFile(path, append(b, '\n'), 0o644)
}
