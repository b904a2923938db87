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

// joinPrecision is the share of joined pairs across articles that shall be right on stories that the trees have not seen. A wrong
// join puts words into the mouths of people who never spoke of a thing; a missed one leaves two lists. So the cut is the
// lowest that reaches it, not the one with the highest F1.
const joinPrecision = 0.4

// FitClaimPairs fits the trees of story.ClaimPairs on the development stories of the claims matrix and writes them to
// folder/claim_pair.json. What it prints is measured on each story with trees fitted on the others.
func FitClaimPairs(ctx context.Context, o Options, folder string) error {
	all, err := readMatrix(ctx, o, "dev")
	if err != nil {
		return err
	}
	how := boosting{trees: 80, depth: 3, least: 30, rate: 0.12, ridge: 2}
	fitted := make([]*story.Trees, len(all))
	for i := range all {
		fitted[i] = fitTrees(story.ProposalFeatures, claimExamples(all, i), how)
	}
	best, cutAt := 0.0, 0.0
	for _, cut := range []float64{0.3, 0.4, 0.5, 0.55, 0.6, 0.65} {
		whole := newMatrixScore()
		for i, s := range all {
			fitted[i].Cut = cut
			whole.add(s.gold, s.predict(fitted[i]))
		}
		p, r, f := whole.cross.f1(true)
		if _, err := fmt.Fprintf(o.Out, "each story by the others, cut %.2f: cross_F1_all %.3f (P %.3f R %.3f), stance %.3f\n", cut, f, p, r, whole.stanceMacro(true)); err != nil {
			return err
		}
		if cutAt == 0 || best < joinPrecision && p > best {
			best, cutAt = p, cut
		}
	}
	whole, given := newMatrixScore(), newMatrixScore()
	for i, s := range all {
		fitted[i].Cut = cutAt
		whole.add(s.gold, s.predict(fitted[i]))
		given.add(s.gold, s.predictGiven(fitted[i]))
	}
	if err := printMatrix(o, "dev, each story by the others", []string{"from the texts", "gold positions given"}, []*matrixScore{whole, given}); err != nil {
		return err
	}
	trees := fitTrees(story.ProposalFeatures, claimExamples(all, -1), how)
	trees.Cut = cutAt
	trees.From = "claims matrix, development stories 0 2 4 6 8: go run ./eval/fit claims"
	return writeTrees(filepath.Join(folder, "claim_pair.json"), trees)
}

// FitStances fits story.Stances on the gold positions of the development stories of the claims matrix and writes them to
// folder/stance.json. What it prints is measured on each story with trees fitted on the others.
func FitStances(ctx context.Context, o Options, folder string) error {
	all, err := readMatrix(ctx, o, "dev")
	if err != nil {
		return err
	}
	how := boosting{trees: 60, depth: 3, least: 12, rate: 0.1, ridge: 3}
	rows := make([][3][]example, len(all)) // by story: denies, questions, and the side in the order of the positions
	sides := make([][]string, len(all))
	for i, s := range all {
		for k, g := range s.gold.flat() {
			f := s.stanceRows[k]
			rows[i][0] = append(rows[i][0], example{features: f, yes: sideOf(g.Stance) == "con"})
			rows[i][1] = append(rows[i][1], example{features: f, yes: sideOf(g.Stance) == "questions"})
			sides[i] = append(sides[i], sideOf(g.Stance))
		}
	}
	fitBut := func(without, which int) *story.Trees {
		var some []example
		for i := range rows {
			if i != without {
				some = append(some, rows[i][which]...)
			}
		}
		return fitTrees(story.StanceFeatures, some, how)
	}
	var con, asks [][]float64
	for i := range all {
		d, q := fitBut(i, 0), fitBut(i, 1)
		var a, b []float64
		for _, e := range rows[i][0] {
			a, b = append(a, d.Score(e.features)), append(b, q.Score(e.features))
		}
		con, asks = append(con, a), append(asks, b)
	}
	best, cutC, cutQ := 0.0, 0.0, 0.0
	for c := 0.1; c < 0.6; c += 0.05 {
		for q := 0.1; q < 0.6; q += 0.05 {
			score := newMatrixScore()
			for i := range all {
				for k, side := range sides[i] {
					ours := "pro"
					switch {
					case con[i][k] >= c:
						ours = "con"
					case asks[i][k] >= q:
						ours = "questions"
					}
					score.sides[[2]string{side, ours}]++
				}
			}
			if f := score.stanceMacro(false); f > best {
				best, cutC, cutQ = f, c, q
			}
		}
	}
	if _, err := fmt.Fprintf(o.Out, "each story by the others: macro F1 over pro, con, questions %.3f at cuts %.2f and %.2f\n", best, cutC, cutQ); err != nil {
		return err
	}
	trees := story.StanceTrees{Denies: *fitBut(-1, 0), Questions: *fitBut(-1, 1)}
	trees.Denies.Cut, trees.Questions.Cut = cutC, cutQ
	trees.Denies.From = "claims matrix, development stories 0 2 4 6 8: go run ./eval/fit stance"
	return writeTrees(filepath.Join(folder, "stance.json"), trees)
}

// claimExamples are pairs of positions of one story, leaving one story out: the gold positions, and those that the program
// read and that match one.
func claimExamples(all []*matrixStory, without int) []example {
	var out []example
	for n, s := range all {
		if n == without {
			continue
		}
		gold := s.gold.flat()
		claims := make([]string, len(gold))
		for i, g := range gold {
			claims[i] = g.claim
		}
		out = append(out, pairExamples(s.mentions, claims)...)
		var read []placed
		for _, p := range s.proposals {
			read = append(read, placed{matrixPosition: matrixPosition{Actor: p.Actor.Name, Report: s.names[p.Report], Sentence: p.Sentence, Span: p.Span}})
		}
		var ours []story.Proposal
		claims = nil
		m := matchMatrix(gold, read)
		for i := range gold {
			if j, ok := m[i]; ok {
				ours, claims = append(ours, s.proposals[j]), append(claims, gold[i].claim)
			}
		}
		out = append(out, pairExamples(ours, claims)...)
	}
	return out
}

// pairExamples are all pairs of one claim, and every third of the others.
func pairExamples(all []story.Proposal, claims []string) []example {
	w := &story.Weights{}
	for i := range all {
		w.CountProposal(&all[i])
	}
	var out []example
	n := 0
	for i := range all {
		for j := range i {
			yes := claims[i] == claims[j]
			if n++; yes || n%3 == 0 {
				out = append(out, example{features: all[i].Compare(&all[j], w), yes: yes})
			}
		}
	}
	return out
}
