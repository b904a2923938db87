package eval

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/story"
	"github.com/dateline-news/dateline/world"
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

// FitStories learns the weights of story.Default on ECB+ train, by a logistic regression over each text and the gold stories so
// far, its own and the four nearest others; finds the bias at which train and dev score best; and prints them. With headlines it reads the
// headlines alone, for story.Default.Brief.
func FitStories(ctx context.Context, o Options, headlines bool) error {
	embed, err := language.SharedEmbedder()
	if err != nil {
		return err
	}
	w, err := world.Load()
	if err != nil {
		return err
	}
	var parts [2][]storyText
	for i := range parts {
		set := storySets[i]
		set.headlines = headlines
		if parts[i], err = readStories(ctx, o, w, embed.Embed, set); err != nil {
			return err
		}
	}
	m := learnStories(storyPairs(parts[0], 3))
	fmt.Fprintf(o.Out, "weights %+v\n", m)
	bias := m.Bias
	for shift := 0.5; shift <= 2; shift += 0.25 {
		m.Bias = bias + shift
		mean := [2]float64{}
		for i, texts := range parts {
			const orders = 2
			for seed := range uint64(orders) {
				other := shuffledTexts(texts, 20+seed)
				f, _, _, _, _ := bcubedTexts(other, clusterTexts(&m, other))
				mean[i] += f / orders
			}
		}
		fmt.Fprintf(o.Out, "bias %.2f  train %.3f  dev %.3f  both %.3f\n", m.Bias, mean[0], mean[1], (mean[0]+mean[1])/2)
	}
	return nil
}

// storyPair is a text and a story with whether they belong together.
type storyPair struct {
	x    []float64 // 1 and the cosines
	same float64
}

// storyPairs puts each text to the gold stories of the texts before it.
func storyPairs(texts []storyText, orders int) []storyPair {
	var out []storyPair
	for seed := range uint64(orders) {
		gold := map[string]*story.Cluster{}
		for _, t := range shuffledTexts(texts, seed) {
			var others []storyPair
			for name, c := range gold {
				cos := c.Cosines(&t.Features)
				p := storyPair{x: append([]float64{1}, cos[:]...)}
				if name == t.Story {
					p.same = 1
					out = append(out, p)
				} else {
					others = append(others, p)
				}
			}
			slices.SortFunc(others, func(a, b storyPair) int { return cmp.Compare(b.x[1]+b.x[len(b.x)-1], a.x[1]+a.x[len(a.x)-1]) })
			out = append(out, others[:min(4, len(others))]...)
			if gold[t.Story] == nil {
				gold[t.Story] = &story.Cluster{}
			}
			gold[t.Story].Add(t.Placed)
		}
	}
	return out
}

// learnStories fits the weights by gradient descent with steps by the size of past gradients (Adagrad) and a small pull to zero.
func learnStories(pairs []storyPair) story.Model {
	n := len(pairs[0].x)
	w, past := make([]float64, n), make([]float64, n)
	for range 600 {
		g := make([]float64, n)
		for _, p := range pairs {
			sum := 0.0
			for i, x := range p.x {
				sum += w[i] * x
			}
			off := story.Probability(sum) - p.same
			for i, x := range p.x {
				g[i] += off * x / float64(len(pairs))
			}
		}
		for i := range w {
			if i > 0 {
				g[i] += 2e-4 * w[i]
			}
			past[i] += g[i] * g[i]
			w[i] -= 0.7 * g[i] / (math.Sqrt(past[i]) + 1e-8)
		}
	}
	m := story.Model{Bias: w[0], Meaning: w[n-1], Merge: story.Default.Merge, Split: story.Default.Split}
	copy(m.Terms[:], w[1:n-1])
	return m
}
