package eval

import (
	"cmp"
	"context"
	"fmt"
	"hash/fnv"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/story"
)

// choice is a question with several answers, by one fitting for each: the highest probability, each divided by its answer's
// threshold, wins.
type choice struct {
	answers []string
	trees   []*story.Trees
	scale   []float64
}

// fitChoice fits on rows of which answers[k] is the right answer of row k. The scales are chosen on held-out folds (fold gives a
// row's, 0 or 1) so that macro F1 over counted is highest.
func fitChoice(names []string, rows [][]float64, right []string, answers, counted []string, fold func(int) int, how boosting) *choice {
	c := &choice{answers: answers, scale: make([]float64, len(answers))}
	held := make([][]float64, len(rows))
	for i := range held {
		held[i] = make([]float64, len(answers))
	}
	for k, answer := range answers {
		c.scale[k] = 1
		var all []example
		parts := [2][]example{}
		for i, f := range rows {
			e := example{features: f, yes: right[i] == answer}
			all = append(all, e)
			parts[fold(i)] = append(parts[fold(i)], e)
		}
		c.trees = append(c.trees, fitTrees(names, all, how))
		other := [2]*story.Trees{fitTrees(names, parts[1], how), fitTrees(names, parts[0], how)}
		for i, f := range rows {
			held[i][k] = other[fold(i)].Score(f)
		}
	}
	for range 3 { // one scale after the other
		for k := range answers {
			best, at := -1.0, c.scale[k]
			for _, scale := range []float64{0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.65, 0.8, 1, 1.3, 1.6} {
				c.scale[k] = scale
				t := newConfusion(answers)
				for i := range rows {
					t.add(right[i], c.pick(held[i]))
				}
				if f := t.macro(counted); f > best {
					best, at = f, scale
				}
			}
			c.scale[k] = at
		}
	}
	return c
}

func (c *choice) pick(p []float64) string {
	best := 0
	for k := range p {
		if p[k]/c.scale[k] > p[best]/c.scale[best] {
			best = k
		}
	}
	return c.answers[best]
}

func (c *choice) answer(features []float64) string {
	p := make([]float64, len(c.trees))
	for k, t := range c.trees {
		p[k] = t.Score(features)
	}
	return c.pick(p)
}

// confusion counts answers by the right one.
type confusion struct {
	answers []string
	n       map[[2]string]int
}

func newConfusion(answers []string) *confusion {
	return &confusion{answers: answers, n: map[[2]string]int{}}
}

func (t *confusion) add(gold, ours string) { t.n[[2]string{gold, ours}]++ }

func (t *confusion) f1(answer string) (p, r, f float64) {
	right, wrong, missed := 0, 0, 0
	for k, n := range t.n {
		switch {
		case k[0] == answer && k[1] == answer:
			right += n
		case k[1] == answer:
			wrong += n
		case k[0] == answer:
			missed += n
		}
	}
	return f1Of(right, wrong, missed)
}

func (t *confusion) macro(of []string) float64 {
	sum := 0.0
	for _, a := range of {
		_, _, f := t.f1(a)
		sum += f
	}
	return sum / float64(len(of))
}

func (t *confusion) print(w io.Writer) error {
	row := fmt.Sprintf("  %-14s", "gold \\ ours")
	for _, a := range t.answers {
		row += fmt.Sprintf("%13s", a)
	}
	lines := []string{row + "      P      R     F1"}
	for _, g := range t.answers {
		row := fmt.Sprintf("  %-14s", g)
		for _, a := range t.answers {
			row += fmt.Sprintf("%13d", t.n[[2]string{g, a}])
		}
		p, r, f := t.f1(g)
		lines = append(lines, row+fmt.Sprintf("  %.3f  %.3f  %.3f", p, r, f))
	}
	_, err := fmt.Fprintln(w, strings.Join(lines, "\n"))
	return err
}

// foldOf parts things by name in two halves, the same each time.
func foldOf(name string) int {
	h := fnv.New32a()
	_, _ = io.WriteString(h, name) // a hash takes every write
	return int(h.Sum32() >> 3 & 1)
}

// Stance scores how one text bears on another: ClaimDiff (strengthens, weakens; fitted on its train part) and the Fake News
// Challenge (agree, disagree, discuss, unrelated; fitted on one half of the bodies, scored on the other). The trees are fitted
// by this command, from the features by which package story compares propositions.
func Stance(ctx context.Context, o Options) error {
	embed, err := embedding()
	if err != nil {
		return err
	}
	if err := claimDiff(ctx, o, embed); err != nil {
		return err
	}
	return fakeNews(ctx, o, embed)
}

// claimDiffPair is a line of claims/claimdiff_pairs.jsonl (Ko et al. 2023).
type claimDiffPair struct {
	Split      string `json:"split"`
	Topic      string `json:"topic"`
	A          string `json:"a"`
	B          string `json:"b"`
	Strengthen *int   `json:"strengthen"`
	Weaken     *int   `json:"weaken"`
}

func (p claimDiffPair) answer() string {
	switch {
	case p.Weaken != nil && *p.Weaken == 1:
		return "weakens"
	case p.Strengthen != nil && *p.Strengthen == 1:
		return "strengthens"
	}
	return "neither"
}

func claimDiff(ctx context.Context, o Options, embed story.Embed) error {
	all, err := readPacked[claimDiffPair](ctx, filepath.Join(o.Data, "claims", "claimdiff_pairs.jsonl"))
	if err != nil {
		return err
	}
	w := &story.Weights{}
	for _, p := range all {
		w.Count(story.ReadPhrase(p.A))
		w.Count(story.ReadPhrase(p.B))
	}
	answers, counted := []string{"strengthens", "weakens", "neither"}, []string{"strengthens", "weakens"}
	var rows [][]float64
	var right, topics []string
	for _, p := range all {
		if p.Split == "train" {
			rows, right, topics = append(rows, story.Relation(p.A, p.B, w, embed)), append(right, p.answer()), append(topics, p.Topic)
		}
	}
	c := fitChoice(story.RelationFeatures, rows, right, answers, counted, func(i int) int { return foldOf(topics[i]) }, boosting{trees: 80, depth: 3, least: 15, rate: 0.08, ridge: 3})
	for _, split := range splitsOf(o, "test", "test-full") {
		t, always := newConfusion(answers), newConfusion(answers)
		for _, p := range all {
			if p.Split == split {
				t.add(p.answer(), c.answer(story.Relation(p.A, p.B, w, embed)))
				always.add(p.answer(), "strengthens")
			}
		}
		if _, err := fmt.Fprintf(o.Out, "ClaimDiff %s: macro F1 of strengthens and weakens %.3f, of all three %.3f (always strengthens: %.3f)\n", split, t.macro(counted), t.macro(answers), always.macro(counted)); err != nil {
			return err
		}
		if err := t.print(o.Out); err != nil {
			return err
		}
	}
	return nil
}

// newsPair and newsBody are lines of claims/fnc1_test_pairs.jsonl and fnc1_bodies.jsonl.
type newsPair struct {
	Headline string `json:"headline"`
	Body     string `json:"body"`
	Label    string `json:"label"`
}

type newsBody struct {
	ID   string `json:"id"`
	Text string `json:"text"`
	body
}

// body is a text taken apart once for all its headlines.
type body struct {
	sentences []string
	phrases   []story.Phrase
	whole     story.Phrase
	meaning   []float32
	stance    []float64
}

var newsAnswers = []string{"agree", "disagree", "discuss", "unrelated"}

func fakeNews(ctx context.Context, o Options, embed story.Embed) error {
	pairs, err := readPacked[newsPair](ctx, filepath.Join(o.Data, "claims", "fnc1_test_pairs.jsonl"))
	if err != nil {
		return err
	}
	bodies, err := readPacked[newsBody](ctx, filepath.Join(o.Data, "claims", "fnc1_bodies.jsonl"))
	if err != nil {
		return err
	}
	at, w := map[string]*newsBody{}, &story.Weights{}
	for i := range bodies {
		at[bodies[i].ID] = &bodies[i]
	}
	for _, p := range pairs {
		if b := at[p.Body]; b != nil && b.phrases == nil {
			b.read(embed)
			w.Count(b.whole)
		}
	}
	var rows [][]float64
	var right, names []string
	t := newConfusion(newsAnswers)
	var tested []newsPair
	for _, p := range pairs {
		if at[p.Body] == nil {
			return fmt.Errorf("the body %s of a headline is not in fnc1_bodies.jsonl", p.Body)
		}
		if foldOf(p.Body) == 1 {
			tested = append(tested, p)
			continue
		}
		rows, right, names = append(rows, at[p.Body].features(p.Headline, w, embed)), append(right, p.Label), append(names, p.Body+"/")
	}
	c := fitChoice(make([]string, len(rows[0])), rows, right, newsAnswers, newsAnswers, func(i int) int { return foldOf(names[i]) }, boosting{trees: 100, depth: 4, least: 20, rate: 0.1, ridge: 2})
	for _, p := range tested {
		t.add(p.Label, c.answer(at[p.Body].features(p.Headline, w, embed)))
	}
	if _, err := fmt.Fprintf(o.Out, "FNC-1, %d pairs of one half of the bodies (fitted on the %d of the other): macro F1 %.3f\n", len(tested), len(rows), t.macro(newsAnswers)); err != nil {
		return err
	}
	return t.print(o.Out)
}

func (b *newsBody) read(embed story.Embed) {
	for _, p := range strings.FieldsFunc(b.Text, func(r rune) bool { return r == '\n' || r == '.' || r == '!' }) {
		if s := strings.TrimSpace(p); len(s) > 20 && len(b.sentences) < 60 {
			b.sentences, b.phrases = append(b.sentences, s), append(b.phrases, story.ReadPhrase(s))
		}
	}
	if len(b.phrases) == 0 {
		b.sentences, b.phrases = []string{b.Text}, []story.Phrase{story.ReadPhrase(b.Text)}
	}
	b.whole, b.meaning = story.ReadPhrase(b.Text), embed(b.Text)
	b.stance = story.StanceWords(b.Text, strings.Join(b.sentences[:min(3, len(b.sentences))], ". "), embed)
}

// features compare a headline with a body: with the whole, with its first sentence, and with the sentence nearest to it.
func (b *newsBody) features(headline string, w *story.Weights, embed story.Embed) []float64 {
	h := story.ReadPhrase(headline)
	best, at, strong := 0.0, 0, 0
	for i := range b.phrases {
		s := w.Overlap(&h, &b.phrases[i])
		if s > best {
			best, at = s, i
		}
		if s > 0.3 {
			strong++
		}
	}
	near := b.sentences[at]
	if at+1 < len(b.sentences) {
		near += ". " + b.sentences[at+1] // a denial often follows what it denies
	}
	out := []float64{best, float64(at) / float64(len(b.phrases)), float64(strong), w.Overlap(&h, &b.phrases[0]), w.Overlap(&h, &b.whole), w.Within(&h, &b.whole), w.Within(&h, &b.phrases[at]),
		story.Vector(embed(headline)).Cosine(b.meaning), float64(len(b.sentences))}
	head, beside := story.StanceWords(headline, headline, embed), story.StanceWords(near, near, nil)
	out = append(append(append(out, head...), beside...), b.stance...)
	return append(out, float64(len(headline)))
}

// SameClaim scores finding a claim that was checked already in other words: CheckThat 2020 task 2 (tweets against 10,389 claims) and
// That is a Known Lie (debate sentences against PolitiFact's claims), by mean average precision of the first five.
func SameClaim(ctx context.Context, o Options) error {
	embed, err := embedding()
	if err != nil {
		return err
	}
	claims, err := readPacked[checkedClaim](ctx, filepath.Join(o.Data, "claims", "checkthat2020_verified_claims.jsonl"))
	if err != nil {
		return err
	}
	queries, err := readPacked[claimQuery](ctx, filepath.Join(o.Data, "claims", "checkthat2020_t2_queries.jsonl"))
	if err != nil {
		return err
	}
	x := newClaimIndex(claims, embed)
	var dev, test []claimQuery
	for _, q := range queries {
		switch q.Split {
		case "dev":
			dev = append(dev, q)
		case "test":
			test = append(test, q)
		}
	}
	best, weight := 0.0, 0.0
	for _, share := range []float64{0.3, 0.4, 0.5, 0.6, 0.7, 0.8} {
		if m := x.meanPrecision(dev, share); m > best {
			best, weight = m, share
		}
	}
	if _, err := fmt.Fprintf(o.Out, "CheckThat 2020 task 2, share of meaning %.1f by dev\n  dev   MAP@5 %.3f (words alone %.3f)\n  test  MAP@5 %.3f (words alone %.3f)\n", weight, best, x.meanPrecision(dev, 0), x.meanPrecision(test, weight), x.meanPrecision(test, 0)); err != nil {
		return err
	}
	return knownLie(ctx, o, embed, weight)
}

type checkedClaim struct {
	ID    string `json:"id"`
	Claim string `json:"claim"`
	Title string `json:"title"`
}

type claimQuery struct {
	Split  string   `json:"split"`
	Text   string   `json:"text"`
	Claims []string `json:"claims"`
}

// claimIndex finds checked claims by words, and orders the first by words and meaning.
type claimIndex struct {
	claims  []checkedClaim
	phrases []story.Phrase
	weights *story.Weights
	embed   story.Embed
	found   map[string][]foundClaim
}

type foundClaim struct {
	id             string
	words, meaning float64
}

func newClaimIndex(claims []checkedClaim, embed story.Embed) *claimIndex {
	x := &claimIndex{claims: claims, weights: &story.Weights{}, embed: embed, found: map[string][]foundClaim{}}
	for _, c := range claims {
		p := story.ReadPhrase(c.Claim + " " + c.Title)
		x.phrases = append(x.phrases, p)
		x.weights.Count(p)
	}
	return x
}

// shortlist is how many claims that share words are compared by meaning.
const shortlist = 30

func (x *claimIndex) find(text string) []foundClaim {
	if have, ok := x.found[text]; ok {
		return have
	}
	q := story.ReadPhrase(text)
	out := make([]foundClaim, len(x.claims))
	order := make([]int, len(x.claims))
	for i := range x.claims {
		order[i] = i
		out[i] = foundClaim{id: x.claims[i].ID, words: x.weights.Overlap(&q, &x.phrases[i])}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(out[b].words, out[a].words) })
	var first []foundClaim
	v := story.Vector(x.embed(text))
	for _, i := range order[:min(shortlist, len(order))] {
		f := out[i]
		f.meaning = max(v.Cosine(x.embed(x.claims[i].Claim)), v.Cosine(x.embed(x.claims[i].Title)))
		first = append(first, f)
	}
	x.found[text] = first
	return first
}

// meanPrecision is MAP@5; share is how much meaning counts beside words.
func (x *claimIndex) meanPrecision(queries []claimQuery, share float64) float64 {
	sum := 0.0
	for _, q := range queries {
		first := slices.Clone(x.find(q.Text))
		slices.SortStableFunc(first, func(a, b foundClaim) int {
			return cmp.Compare(share*b.meaning+(1-share)*b.words, share*a.meaning+(1-share)*a.words)
		})
		right, precision := 0, 0.0
		for i, f := range first[:min(5, len(first))] {
			if slices.Contains(q.Claims, f.id) {
				right++
				precision += float64(right) / float64(i+1)
			}
		}
		sum += precision / float64(max(1, min(5, len(q.Claims))))
	}
	return sum / float64(max(1, len(queries)))
}

// knownLie scores That is a Known Lie (Shaar et al. 2020) with the share of meaning chosen elsewhere.
func knownLie(ctx context.Context, o Options, embed story.Embed, share float64) error {
	type pair struct {
		Text  string `json:"text"`
		Claim string `json:"claim"`
		Title string `json:"claim_title"`
	}
	pairs, err := readPacked[pair](ctx, filepath.Join(o.Data, "claims", "knownlie_politifact_pairs.jsonl"))
	if err != nil {
		return err
	}
	more, err := readPacked[checkedClaim](ctx, filepath.Join(o.Data, "claims", "politifact_claims.jsonl"))
	if err != nil {
		return err
	}
	var claims []checkedClaim
	right := map[string][]string{}
	for _, p := range pairs {
		if !slices.ContainsFunc(claims, func(c checkedClaim) bool { return c.ID == p.Claim }) {
			claims = append(claims, checkedClaim{ID: p.Claim, Claim: p.Claim, Title: p.Title})
		}
		right[p.Text] = append(right[p.Text], p.Claim)
	}
	var queries []claimQuery
	for _, p := range pairs {
		if right[p.Text] != nil {
			queries = append(queries, claimQuery{Text: p.Text, Claims: slices.Compact(slices.Sorted(slices.Values(right[p.Text])))})
			right[p.Text] = nil
		}
	}
	for _, c := range more {
		if !slices.ContainsFunc(claims, func(have checkedClaim) bool { return have.Claim == c.Claim }) {
			claims = append(claims, c)
		}
	}
	x := newClaimIndex(claims, embed)
	_, err = fmt.Fprintf(o.Out, "That is a Known Lie, %d sentences against %d claims: MAP@5 %.3f (words alone %.3f)\n", len(queries), len(claims), x.meanPrecision(queries, share), x.meanPrecision(queries, 0))
	return err
}
