package story

import (
	"encoding/json"
	"fmt"
	"math"
)

// Trees are boosted regression trees (Friedman 2001) as eval's fit writes them: each gives a number by thresholds on
// features, and their sum is a log-odds.
type Trees struct {
	Features []string `json:"features"` // names, in the order of the numbers that Score takes
	Base     float64  `json:"base"`
	Cut      float64  `json:"cut"`  // the probability from which a pair is joined, chosen on development data
	From     string   `json:"from"` // the sets and the command that it was fitted with
	Trees    []Tree   `json:"trees"`
}

// Tree is a binary tree in one list: an inner node i asks whether feature Feature[i] is at most Below[i], and goes to
// Left[i] or Left[i]+1; a leaf has Feature -1 and its number in Below.
type Tree struct {
	Feature []int     `json:"f"`
	Below   []float64 `json:"b"`
	Left    []int     `json:"l"`
}

// ReadTrees reads trees from JSON and checks that every walk through them ends.
func ReadTrees(b []byte) (*Trees, error) {
	t := &Trees{}
	if err := json.Unmarshal(b, t); err != nil {
		return nil, fmt.Errorf("read fitted trees: %w", err)
	}
	return t, t.check()
}

// check says whether every walk through the trees ends.
func (t *Trees) check() error {
	for i, tree := range t.Trees {
		if len(tree.Below) != len(tree.Feature) || len(tree.Left) != len(tree.Feature) || len(tree.Feature) == 0 {
			return fmt.Errorf("read fitted trees: the lists of tree %d differ in length", i)
		}
		for n, f := range tree.Feature {
			if f >= len(t.Features) || f >= 0 && (tree.Left[n] <= n || tree.Left[n]+1 >= len(tree.Feature)) {
				return fmt.Errorf("read fitted trees: node %d of tree %d leads nowhere", n, i)
			}
		}
	}
	return nil
}

// Score is the probability for features in the order of t.Features.
func (t *Trees) Score(features []float64) float64 {
	sum := t.Base
	for i := range t.Trees {
		sum += t.Trees[i].leaf(features)
	}
	return 1 / (1 + math.Exp(-sum))
}

func (t *Tree) leaf(features []float64) float64 {
	n := 0
	for t.Feature[n] >= 0 {
		next := t.Left[n]
		if features[t.Feature[n]] > t.Below[n] {
			next++
		}
		n = next
	}
	return t.Below[n]
}
