package eval

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/story"
)

// ecbDocument is a line of stories/ecbplus.jsonl or ecbplus_full.jsonl (Cybulska and Vossen 2014).
type ecbDocument struct {
	ID       string `json:"id"`
	Split    string `json:"split"`
	Text     string `json:"text"`
	Topic    string `json:"topic"`
	Story    string `json:"story"` // topic and sub-event
	Mentions []struct {
		Kind  string    `json:"kind"`
		Span  span.Span `json:"span"`
		Chain string    `json:"chain"`
	} `json:"mentions"`
}

// ecbMention is a gold event mention, read.
type ecbMention struct {
	id       int
	document int
	chain    string
	words    string
	telling  story.Telling
}

// ecbSet is one split of ECB+, read.
type ecbSet struct {
	documents []ecbDocument
	read      []*story.Document
	mentions  []ecbMention
	weights   *story.Weights
}

// EventsAcross scores event coreference across documents on ECB+ with gold mentions by the CoNLL score. The documents are
// joined into stories by their words first, not by the gold topics; the rows below show what each part is worth.
func EventsAcross(ctx context.Context, o Options) error {
	splits := []string{"dev", "test"}
	if o.Split != "" {
		splits = []string{o.Split}
	}
	embed, err := embedding()
	if err != nil {
		return err
	}
	trees, err := story.EventPairs()
	if err != nil {
		return err
	}
	for _, split := range splits {
		set, err := readECB(ctx, o, split, embed)
		if err != nil {
			return err
		}
		if err := set.print(o, split, trees); err != nil {
			return err
		}
	}
	return nil
}

func readECB(ctx context.Context, o Options, split string, embed story.Embed) (*ecbSet, error) {
	excerpts, err := readPacked[ecbDocument](ctx, filepath.Join(o.Data, "stories", "ecbplus.jsonl"))
	if err != nil {
		return nil, err
	}
	whole, err := readPacked[ecbDocument](ctx, filepath.Join(o.Data, "stories", "ecbplus_full.jsonl"))
	if err != nil {
		return nil, err
	}
	text := map[string]string{}
	for _, d := range whole {
		_, name, _ := strings.Cut(d.ID, ":")
		text[name] = d.Text
	}
	s := &ecbSet{weights: &story.Weights{}}
	for _, d := range excerpts {
		if d.Split != split {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		_, name, _ := strings.Cut(d.ID, ":")
		all := text[name]
		if all == "" {
			all = d.Text
		}
		s.add(d, all, embed)
	}
	return s, nil
}

func (s *ecbSet) add(d ecbDocument, whole string, embed story.Embed) {
	doc := story.ReadDocument(whole, embed)
	s.weights.Count(doc.Words)
	for _, m := range d.Mentions {
		if m.Kind != "event" {
			continue
		}
		from := strings.LastIndexByte(d.Text[:m.Span.Start], '\n') + 1
		to := len(d.Text)
		if n := strings.IndexByte(d.Text[m.Span.Start:], '\n'); n >= 0 {
			to = m.Span.Start + n
		}
		trigger := span.Span{Start: m.Span.Start - from, End: min(m.Span.End, to) - from}
		s.mentions = append(s.mentions, ecbMention{id: len(s.mentions), document: len(s.documents), chain: m.Chain, words: m.Span.Of(d.Text),
			telling: story.ReadTelling(d.Text[from:to], trigger, doc, embed)})
	}
	s.documents, s.read = append(s.documents, d), append(s.read, doc)
}

// key is the gold answer.
func (s *ecbSet) key() chains[int] {
	c := chains[int]{}
	for _, m := range s.mentions {
		c[m.id] = m.chain
	}
	return c
}

// join gives the mentions' chains when documents are parted by group and the tellings of one group are joined by score.
func (s *ecbSet) join(group []int, cut float64, score func(a, b *ecbMention) float64) chains[int] {
	by := map[int][]*ecbMention{}
	for i := range s.mentions {
		m := &s.mentions[i]
		by[group[m.document]] = append(by[group[m.document]], m)
	}
	out := chains[int]{}
	for g, all := range by {
		for i, c := range story.Link(len(all), cut, func(i, j int) float64 { return score(all[i], all[j]) }) {
			out[all[i].id] = strconv.Itoa(g) + " " + strconv.Itoa(c)
		}
	}
	return out
}

func goldGroups(all []ecbDocument, of func(ecbDocument) string) []int {
	var names []string
	out := make([]int, len(all))
	for i, d := range all {
		at := slices.Index(names, of(d))
		if at < 0 {
			at = len(names)
			names = append(names, of(d))
		}
		out[i] = at
	}
	return out
}

func (s *ecbSet) print(o Options, split string, trees *story.Trees) error {
	score := s.pairScore(trees)
	sameHead := func(a, b *ecbMention) float64 {
		if a.telling.SameHead(&b.telling) {
			return 1
		}
		return 0
	}
	joined := story.JoinDocuments(s.read, s.weights)
	stories, topics := goldGroups(s.documents, func(d ecbDocument) string { return d.Story }), goldGroups(s.documents, func(d ecbDocument) string { return d.Topic })
	if _, err := fmt.Fprintf(o.Out, "ECB+ %s, %d documents, %d gold event mentions; %d stories found of %d\n%-38s %6s %6s %6s %6s\n", split, len(s.documents), len(s.mentions),
		slices.Max(joined)+1, slices.Max(stories)+1, "chains from", "MUC", "B3", "CEAFe", "CoNLL"); err != nil {
		return err
	}
	for _, row := range []struct {
		name  string
		group []int
		cut   float64
		score func(a, b *ecbMention) float64
	}{
		{"same head word, gold topics", topics, 1, sameHead},
		{"same head word, stories found", joined, 1, sameHead},
		{"pairs, stories found (the measure)", joined, trees.Cut, score},
		{"pairs, gold topics", topics, trees.Cut, score},
		{"pairs, gold stories", stories, trees.Cut, score},
	} {
		r := scoreChains(s.key(), s.join(row.group, row.cut, row.score))
		if _, err := fmt.Fprintf(o.Out, "%-38s %6.2f %6.2f %6.2f %6.2f\n", row.name, 100*r.muc.f1(), 100*r.bcubed.f1(), 100*r.ceafe.f1(), 100*r.conll()); err != nil {
			return err
		}
	}
	return nil
}

func (s *ecbSet) pairScore(trees *story.Trees) func(a, b *ecbMention) float64 {
	return func(a, b *ecbMention) float64 { return trees.Score(a.telling.Compare(&b.telling, s.weights)) }
}

// examples are the pairs of mentions within gold topics: all that are one event, and of the others every fourth.
func (s *ecbSet) examples() []example {
	var out []example
	n := 0
	for i := range s.mentions {
		for j := range i {
			a, b := &s.mentions[i], &s.mentions[j]
			if s.documents[a.document].Topic != s.documents[b.document].Topic {
				continue
			}
			yes := a.chain == b.chain
			if n++; yes || n%4 == 0 {
				out = append(out, example{features: a.telling.Compare(&b.telling, s.weights), yes: yes})
			}
		}
	}
	return out
}
