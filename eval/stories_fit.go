package eval

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/dateline-news/dateline/story"
)

// FitWords counts in how many texts each word stands, for the clustering of stories, and writes frequency.txt into the folder
// to: over ECB+ train, PolNeAR and the gold texts of the page sets, none of which is scored by Stories.
func FitWords(ctx context.Context, o Options, to string) error {
	counts, texts := map[string]int{}, 0
	for _, from := range []struct{ folder, file string }{{"stories", "ecbplus_full.jsonl"}, {"quotes", "polnear.jsonl"}, {"pages", "manifest.jsonl"}} {
		raw, err := readData(ctx, filepath.Join(o.Data, from.folder, from.file))
		if err != nil {
			return err
		}
		for dec := json.NewDecoder(bytes.NewReader(raw)); dec.More(); {
			var t struct {
				Split, Text string
				Gold        struct{ Text string }
			}
			if err := dec.Decode(&t); err != nil {
				return fmt.Errorf("read %s: %w", from.file, err)
			}
			text := t.Text + t.Gold.Text
			if text == "" || from.folder == "stories" && t.Split != "train" {
				continue
			}
			texts++
			for _, w := range story.WordsOf(text) {
				counts[w]++
			}
		}
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "# In how many of %d English texts (news and web pages) a word stands, three and more; made by \"go run ./eval/fit words\".\n* %d\n", texts, texts)
	words := slices.SortedFunc(maps.Keys(counts), func(a, b string) int { return cmp.Or(counts[b]-counts[a], cmp.Compare(a, b)) })
	for _, w := range words {
		if counts[w] >= 3 {
			fmt.Fprintln(&b, w, counts[w])
		}
	}
	return os.WriteFile(filepath.Join(to, "frequency.txt"), b.Bytes(), 0o644)
}
