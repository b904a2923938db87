package story

import (
	"math"
	"slices"
)

// Stories are clustered online, one report at a time in whatever order they come:
//
//  1. A report goes to the story whose centre it is nearest to, if it is near enough, else into a new one.
//  2. The story that it went to is looked at again: each of its reports that is nearer to another story moves there, and
//     reports that stand alone or in pairs elsewhere move in when they are near enough now. So an early mistake is mended when
//     more is known, and order matters less.
//  3. The story is parted in two by average linkage; when the centres of the halves are farther from each other than those of one
//     story, they are two. So a first report that fitted to both of two stories that look alike does not tie them for good.
//  4. Two stories whose centres have come to be as near as those of one are merged.
//
// How near is a weighted sum (Model) of cosines between the report and the centre: words, names, places, meaning, and the days
// between them. The weights are learned (dateline eval stories says on what).

// Placed is a report of a story with its features.
type Placed struct {
	Item int64
	Day  float64 // its time in days since 1970; 0 when it has none
	Features
}

// Centre is the sum of the features of a story's reports.
type Centre struct {
	Sum    [spaces]map[uint32]float64
	square [spaces]float64 // of the length of Sum
	Vector []float64
	vector float64 // square of its length
}

// Cluster is a story as the clustering sees it: reports that carry no other's words.
type Cluster struct {
	ID      int64 // 0 for one that was made now
	Members []Placed
	centre  Centre
}

// NewCluster makes a story of reports.
func NewCluster(id int64, members []Placed) *Cluster {
	c := &Cluster{ID: id}
	for _, m := range members {
		c.add(m)
	}
	return c
}

func (c *Cluster) add(p Placed) {
	c.Members = append(c.Members, p)
	c.centre.shift(&p.Features, 1)
}

// take removes a report and gives it back.
func (c *Cluster) take(item int64) Placed {
	i := slices.IndexFunc(c.Members, func(p Placed) bool { return p.Item == item })
	p := c.Members[i]
	c.Members = slices.Delete(slices.Clone(c.Members), i, i+1)
	c.centre.shift(&p.Features, -1)
	return p
}

// shift adds features to the sum, or with -1 takes them off.
func (c *Centre) shift(f *Features, sign float64) {
	for s, terms := range f.Terms {
		if c.Sum[s] == nil {
			c.Sum[s] = make(map[uint32]float64, len(terms))
		}
		for _, t := range terms {
			was := c.Sum[s][t.Key]
			now := was + sign*float64(t.Weight)
			c.square[s] += now*now - was*was
			if c.Sum[s][t.Key] = now; math.Abs(now) < 1e-6 {
				delete(c.Sum[s], t.Key)
			}
		}
	}
	if c.Vector == nil && f.Vector != nil {
		c.Vector = make([]float64, len(f.Vector))
	}
	if len(c.Vector) != len(f.Vector) {
		return
	}
	c.vector = 0
	for i, x := range f.Vector {
		c.Vector[i] += sign * float64(x)
		c.vector += c.Vector[i] * c.Vector[i]
	}
}

// cosine is that of features and centre in one space; 0 when either has nothing there.
func (c *Centre) cosine(f *Features, s int) float64 {
	if c.square[s] < 1e-9 || len(f.Terms[s]) == 0 {
		return 0
	}
	var sum float64
	for _, t := range f.Terms[s] {
		sum += float64(t.Weight) * c.Sum[s][t.Key]
	}
	return sum / math.Sqrt(c.square[s])
}

func (c *Centre) meaning(f *Features) float64 {
	if c.vector < 1e-9 || len(f.Vector) != len(c.Vector) {
		return 0
	}
	var sum float64
	for i, x := range f.Vector {
		sum += float64(x) * c.Vector[i]
	}
	return sum / math.Sqrt(c.vector)
}

// between is the cosine of two centres in one space.
func (c *Centre) between(o *Centre, s int) float64 {
	if c.square[s] < 1e-9 || o.square[s] < 1e-9 {
		return 0
	}
	if len(c.Sum[s]) > len(o.Sum[s]) {
		c, o = o, c
	}
	var sum float64
	for k, x := range c.Sum[s] {
		sum += x * o.Sum[s][k]
	}
	return sum / math.Sqrt(c.square[s]*o.square[s])
}

func (c *Centre) meaningBetween(o *Centre) float64 {
	if c.vector < 1e-9 || o.vector < 1e-9 || len(c.Vector) != len(o.Vector) {
		return 0
	}
	var sum float64
	for i, x := range c.Vector {
		sum += x * o.Vector[i]
	}
	return sum / math.Sqrt(c.vector*o.vector)
}

// gap is how many days lie between a time and the nearest report of the story; infinite when either has none.
func (c *Cluster) gap(day float64) float64 {
	least := math.Inf(1)
	for _, m := range c.Members {
		if day == 0 || m.Day == 0 {
			continue
		}
		least = min(least, math.Abs(m.Day-day))
	}
	return least
}

// Model says how near a report is to a story, as a log odds: above 0 it belongs there.
type Model struct {
	Bias    float64
	Terms   [spaces]float64 // weight of each cosine
	Meaning float64         // weight of the cosine of meanings
	SameDay float64         // added for a report of the day of one of the story's
	Days    float64         // taken off for each doubling of the days between
	Merge   float64         // above which two stories are one
	Split   float64         // below which the halves of a story are two; 0 parts none
	Brief   *Model          // for reports that are little more than a headline; nil uses the same for them
}

// Default is the model that stories are made with. The weights are those of a logistic regression over ECB+ train, bias and Split are set
// where its train and dev parts score best; Brief is the same over the headlines of those texts alone. They bear no dates:
// SameDay and Days are set by hand, so that a month between is neither here nor there (docs/stories.md).
var Default = Model{
	Bias: -5.1, Terms: [spaces]float64{Words: 2.77, Names: 7.09, Numbers: 3.60}, Meaning: 3.14, SameDay: 2, Days: 0.4, Merge: 4.25, Split: 2.5,
	Brief: &Model{Bias: -3.59, Terms: [spaces]float64{Words: 5.07}, Meaning: 5.52, SameDay: 2, Days: 0.4, Merge: 4.25},
}

// briefWords is below how many different words a report is little more than a headline.
const briefWords = 25

func (m *Model) of(f *Features) *Model {
	if m.Brief != nil && len(f.Terms[Words]) < briefWords {
		return m.Brief
	}
	return m
}

// near is what days between are worth. Reports without a day say nothing.
func (m *Model) near(days float64) float64 {
	if math.IsInf(days, 1) {
		return 0
	}
	return m.SameDay - m.Days*math.Log2(1+days)
}

// Score is how near a report is to a story.
func (m *Model) Score(p *Placed, c *Cluster) float64 {
	m = m.of(&p.Features)
	sum := m.Bias + m.Meaning*c.centre.meaning(&p.Features) + m.near(c.gap(p.Day))
	for s, w := range m.Terms {
		if w != 0 {
			sum += w * c.centre.cosine(&p.Features, s)
		}
	}
	return sum
}

func (m *Model) scoreStories(a, b *Cluster) float64 {
	m = m.of(&a.Members[0].Features)
	gap := math.Inf(1)
	for _, p := range a.Members {
		gap = min(gap, b.gap(p.Day))
	}
	sum := m.Bias + m.Meaning*a.centre.meaningBetween(&b.centre) + m.near(gap)
	for s, w := range m.Terms {
		if w != 0 {
			sum += w * a.centre.between(&b.centre, s)
		}
	}
	return sum
}

// Cosines are how near features are to a story in each space and in meaning, in the order of Model.Terms and Meaning: what
// weights are learned on.
func (c *Cluster) Cosines(f *Features) [spaces + 1]float64 {
	var out [spaces + 1]float64
	for s := range c.centre.Sum {
		out[s] = c.centre.cosine(f, s)
	}
	out[spaces] = c.centre.meaning(f)
	return out
}

// Add puts a report into the story without asking how near it is.
func (c *Cluster) Add(p Placed) { c.add(p) }

// Probability is a score as a number from 0 to 1.
func Probability(score float64) float64 { return 1 / (1 + math.Exp(-score)) }

// Settle sets a report among the stories that it may belong to, and mends those that it touches. It returns the story that the
// report is in, how near it is to it, and all stories; those that lost their last report are empty, and a new one has ID 0.
func (m *Model) Settle(p Placed, among []*Cluster) (home *Cluster, score float64, all []*Cluster) {
	home, score = m.nearest(&p, among, nil)
	if home == nil || score <= 0 {
		home, score = &Cluster{}, 0
		among = append(among, home)
	}
	home.add(p)
	m.letGo(home, among)
	m.pullIn(home, among)
	if apart := m.part(home); apart != nil {
		among = append(among, apart)
	}
	if home = holder(p.Item, among); home != nil {
		m.merge(home, among)
	}
	return holder(p.Item, among), score, among
}

// holder is the story that holds a report.
func holder(item int64, among []*Cluster) *Cluster {
	i := slices.IndexFunc(among, func(c *Cluster) bool {
		return slices.ContainsFunc(c.Members, func(x Placed) bool { return x.Item == item })
	})
	if i < 0 {
		return nil
	}
	return among[i]
}

// partFrom is how many reports a story needs to be parted, and halfFrom how many of them stand in each half: fewer are no story
// of their own yet.
const (
	partFrom = 4
	halfFrom = 2
)

// part takes the smaller half of a story out when its halves are two stories; nil when they are one. A story of more
// reports than are looked at again stays as it is.
func (m *Model) part(home *Cluster) *Cluster {
	if len(home.Members) < partFrom || len(home.Members) > mendAtMost {
		return nil
	}
	m = m.of(&home.Members[0].Features)
	if m.Split == 0 {
		return nil
	}
	half := link(len(home.Members), 2, math.Inf(-1), func(i, j int) float64 { return m.pair(&home.Members[i].Features, &home.Members[j].Features) })
	var halves [2]*Cluster
	for n := range halves {
		halves[n] = &Cluster{}
		for i, p := range home.Members {
			if half[i] == n {
				halves[n].add(p)
			}
		}
	}
	less, more := halves[0], halves[1]
	if len(less.Members) > len(more.Members) {
		less, more = more, less
	}
	if len(less.Members) < halfFrom || m.scoreStories(less, more) >= m.Split {
		return nil
	}
	home.Members, home.centre = more.Members, more.centre
	return less
}

// pair is how near two reports are, days apart.
func (m *Model) pair(a, b *Features) float64 {
	sum := m.Meaning * a.Vector.Cosine(b.Vector)
	for s, w := range m.Terms {
		if w != 0 {
			sum += w * a.Terms[s].cosine(b.Terms[s])
		}
	}
	return sum
}

// nearest is the story other than not that a report is nearest to.
func (m *Model) nearest(p *Placed, among []*Cluster, not *Cluster) (best *Cluster, score float64) {
	score = math.Inf(-1)
	for _, c := range among {
		if c == not || len(c.Members) == 0 {
			continue
		}
		if s := m.Score(p, c); s > score {
			best, score = c, s
		}
	}
	return best, score
}

// mendAtMost bounds how many reports of a story are looked at again; the last that came are those that can still be wrong.
const mendAtMost = 80

// letGo moves reports of a story that are nearer to another there.
func (m *Model) letGo(home *Cluster, among []*Cluster) {
	last := slices.Clone(home.Members[max(0, len(home.Members)-mendAtMost):])
	for _, p := range last {
		if len(home.Members) < 2 {
			return
		}
		home.take(p.Item)
		own := m.Score(&p, home)
		if to, s := m.nearest(&p, among, home); to != nil && s > own {
			to.add(p)
		} else {
			home.add(p)
		}
	}
}

// pullIn moves reports that stand alone or in pairs elsewhere into a story that they have come to be near to.
func (m *Model) pullIn(home *Cluster, among []*Cluster) {
	for _, c := range among {
		if c == home || len(c.Members) > 2 {
			continue
		}
		for _, p := range slices.Clone(c.Members) {
			own := 0.0
			if len(c.Members) > 1 {
				c.take(p.Item)
				own = max(own, m.Score(&p, c))
				c.add(p)
			}
			if m.Score(&p, home) > own {
				home.add(c.take(p.Item))
			}
		}
	}
}

// merge joins stories that have come to be as near as one; the one with more reports takes the other in.
func (m *Model) merge(home *Cluster, among []*Cluster) {
	for {
		var best *Cluster
		most := m.Merge
		for _, c := range among {
			if c != home && len(c.Members) > 0 && len(home.Members) > 0 {
				if s := m.scoreStories(home, c); s > most {
					best, most = c, s
				}
			}
		}
		if best == nil {
			return
		}
		to, from := home, best
		if len(from.Members) > len(to.Members) {
			to, from = from, to
		}
		for _, p := range slices.Clone(from.Members) {
			to.add(from.take(p.Item))
		}
		home = to
	}
}
