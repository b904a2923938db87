package eval

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/story"
	"github.com/dateline-news/dateline/world"
)

// storyText is one text of ../shared/data/stories with the story that it belongs to.
type storyText struct {
	ID    string `json:"id"`
	Split string `json:"split"`
	Date  string `json:"date"`
	Title string `json:"title"`
	Text  string `json:"text"`
	Story string `json:"story"`
	story.Placed
}

// storySet is a set of texts in the order in which they are read, and how often other orders are tried.
type storySet struct {
	name, file, split string
	byDate            bool
	headlines         bool // read the headlines alone
}

// The sets, with what each measures. Train and dev of ECB+ gave weights and thresholds; nothing was taken from the others.
var storySets = []storySet{
	{name: "ecbplus_full train", file: "ecbplus_full.jsonl", split: "train"},
	{name: "ecbplus_full dev", file: "ecbplus_full.jsonl", split: "dev"},
	{name: "ecbplus_full test", file: "ecbplus_full.jsonl", split: "test"},
	{name: "giveme5w1h_clusters", file: "giveme5w1h_clusters.jsonl", byDate: true},
	{name: "uci_headlines_sample", file: "uci_headlines_sample.jsonl", byDate: true},
}

// Stories scores the clustering: B-cubed over the texts of each set, read one after the other. Sets without dates are read in a
// fixed shuffled order, and in ten others, whose mean and lowest F1 stand beside.
func Stories(ctx context.Context, o Options) error {
	embed, err := language.SharedEmbedder()
	if err != nil {
		return err
	}
	w, err := world.Load()
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(o.Out, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(table, "stories\ttexts\tF1\tP\tR\tfound\tgold\tmean F1 of 10 orders\tlowest\t")
	for _, set := range storySets {
		if o.Split != "" && set.split != "" && set.split != o.Split {
			continue
		}
		texts, err := readStories(ctx, o, w, embed.Embed, set)
		if err != nil {
			return err
		}
		set.print(table, texts)
		if o.Misses {
			showStories(o.Out, set.name, texts, clusterTexts(&story.Default, texts))
		}
	}
	return table.Flush()
}

func (set storySet) print(w io.Writer, texts []storyText) {
	f, p, r, found, gold := bcubedTexts(texts, clusterTexts(&story.Default, texts))
	fmt.Fprintf(w, "%s\t%d\t%.3f\t%.3f\t%.3f\t%d\t%d\t", set.name, len(texts), f, p, r, found, gold)
	if set.byDate {
		fmt.Fprintln(w, "by date\t\t")
		return
	}
	mean, lowest := 0.0, 1.0
	for seed := range uint64(10) {
		other := shuffledTexts(texts, seed+2)
		f, _, _, _, _ := bcubedTexts(other, clusterTexts(&story.Default, other))
		mean, lowest = mean+f/10, min(lowest, f)
	}
	fmt.Fprintf(w, "%.3f\t%.3f\t\n", mean, lowest)
}

// shuffledTexts is the same texts in an order of its own.
func shuffledTexts(texts []storyText, seed uint64) []storyText {
	out := slices.Clone(texts)
	slices.SortFunc(out, func(a, b storyText) int { return cmp.Compare(a.ID, b.ID) })
	rand.New(rand.NewPCG(seed, 1)).Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// clusterTexts reads the texts with a model, one after the other and gives the story of each, by number.
func clusterTexts(m *story.Model, texts []storyText) []int {
	var among []*story.Cluster
	days := wornDays{}
	for i := range texts {
		p := texts[i].Placed
		if p.Day != 0 {
			wear := days.wear(&p, among)
			days.add(&p)
			for k, c := range among {
				among[k] = wornCluster(c, texts, wear)
			}
			p.Features = p.Worn(wear)
		}
		_, _, among = m.Settle(p, among)
		among = slices.DeleteFunc(among, func(c *story.Cluster) bool { return len(c.Members) == 0 })
	}
	of := make(map[int64]int, len(texts))
	for n, c := range among {
		for _, m := range c.Members {
			of[m.Item] = n
		}
	}
	out := make([]int, len(texts))
	for i := range texts {
		out[i] = of[texts[i].Item]
	}
	return out
}

// wornDays are the days on which each word was among the heaviest of a text.
type wornDays map[uint32]map[int]bool

func (w wornDays) add(p *story.Placed) {
	for _, k := range p.Telling(story.WornTerms) {
		if w[k] == nil {
			w[k] = map[int]bool{}
		}
		w[k][int(p.Day)] = true
	}
}

// wear is what is left of the words of a text, and of those that it is compared with, about its day.
func (w wornDays) wear(p *story.Placed, among []*story.Cluster) map[uint32]float32 {
	out := map[uint32]float32{}
	for _, k := range story.MayBeWorn(&p.Features, among) {
		n := 0
		for day := range w[k] {
			if day != int(p.Day) && day >= int(p.Day)-story.WornDays && day <= int(p.Day)+story.WornDays {
				n++
			}
		}
		out[k] = story.Wear(n)
	}
	return out
}

// wornCluster is a cluster with the words of its texts worn, as the store makes it of its rows.
func wornCluster(c *story.Cluster, texts []storyText, wear map[uint32]float32) *story.Cluster {
	members := slices.Clone(c.Members)
	for i := range members {
		at := slices.IndexFunc(texts, func(t storyText) bool { return t.Item == members[i].Item })
		members[i].Features = texts[at].Worn(wear)
	}
	return story.NewCluster(c.ID, members)
}

// bcubedTexts is B-cubed of A. Bagga and B. Baldwin (1998): for each text, which share of its found story is of its gold story, and
// the other way round.
func bcubedTexts(texts []storyText, found []int) (f, p, r float64, foundN, goldN int) {
	type both struct {
		found int
		gold  string
	}
	inFound, inGold, inBoth := map[int]float64{}, map[string]float64{}, map[both]float64{}
	for i, t := range texts {
		inFound[found[i]]++
		inGold[t.Story]++
		inBoth[both{found[i], t.Story}]++
	}
	for i, t := range texts {
		n := inBoth[both{found[i], t.Story}]
		p += n / inFound[found[i]]
		r += n / inGold[t.Story]
	}
	if len(texts) == 0 {
		return 0, 0, 0, 0, 0
	}
	p, r = p/float64(len(texts)), r/float64(len(texts))
	return 2 * p * r / (p + r), p, r, len(inFound), len(inGold)
}

// readStories reads the texts of a set with the rooms, in the set's order.
func readStories(ctx context.Context, o Options, in *world.World, embed story.Embed, set storySet) ([]storyText, error) {
	raw, err := readData(ctx, filepath.Join(o.Data, "stories", set.file))
	if err != nil {
		return nil, err
	}
	var texts []storyText
	for dec := json.NewDecoder(bytes.NewReader(raw)); dec.More(); {
		var t storyText
		if err := dec.Decode(&t); err != nil {
			return nil, fmt.Errorf("read %s: %w", set.file, err)
		}
		if set.headlines {
			t.Text = ""
		}
		if set.split == "" || t.Split == set.split {
			texts = append(texts, t)
		}
	}
	all, ctx := errgroup.WithContext(ctx)
	all.SetLimit(2)
	for i := range texts {
		texts[i].Item = int64(i + 1)
		all.Go(func() error { return texts[i].read(ctx, in, embed) })
	}
	if err := all.Wait(); err != nil {
		return nil, err
	}
	if set.byDate {
		slices.SortStableFunc(texts, func(a, b storyText) int { return cmp.Compare(a.Date, b.Date) })
		return texts, nil
	}
	return shuffledTexts(texts, 1), nil
}

// read takes a text through the rooms to its features. A text of one line stands for a report that is a headline alone.
func (t *storyText) read(ctx context.Context, in *world.World, embed story.Embed) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	body := strings.TrimSpace(strings.TrimPrefix(t.Text, t.Title))
	plain := strings.TrimSpace(t.Title + "\n\n" + strings.ReplaceAll(body, "\n", "\n\n"))
	doc := gather.Document{Path: t.ID + ".txt", MediaType: "text/plain", Bytes: []byte(plain), SHA256: gather.Sum([]byte(plain))}
	day, err := time.Parse(time.DateOnly, t.Date)
	if err == nil {
		doc.Told.Published, t.Day = day, float64(day.Unix())/86400
	}
	r, err := report.Read(doc, in)
	if err != nil { // a list of links to this room is a text to the set
		r = report.Report{ID: "sha256:" + doc.SHA256, Text: plain}
	}
	frame := record.Report{Text: r.Text, Headline: r.Headline, Standfirst: r.Standfirst, Byline: r.Byline, Paragraphs: r.Paragraphs}
	if d := r.Dateline; d != nil {
		frame.Dateline = &record.Dateline{Span: d.Span}
	}
	t.Features = story.FeaturesOf(record.Record{Report: frame}, embed)
	return nil
}

// showStories lists the gold stories that were parted, and the found ones that hold several.
func showStories(w io.Writer, name string, texts []storyText, found []int) {
	gold := map[string]map[int]int{}
	of := map[int]map[string]int{}
	for i, t := range texts {
		if gold[t.Story] == nil {
			gold[t.Story] = map[int]int{}
		}
		gold[t.Story][found[i]]++
		if of[found[i]] == nil {
			of[found[i]] = map[string]int{}
		}
		of[found[i]][t.Story]++
	}
	for s, in := range gold {
		if len(in) > 1 {
			fmt.Fprintf(w, "%s: %s was parted: %v\n", name, s, in)
		}
	}
	for n, in := range of {
		if len(in) > 1 {
			fmt.Fprintf(w, "%s: found %d holds %v\n", name, n, in)
		}
	}
}
