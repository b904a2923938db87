package eval

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/span"
)

// The scorer of the claims matrix, as claims/matrix/score.py has it: a matrix says of one story which claims it holds, who
// takes which position on each in which words, which positions contradict each other, and which words tell of one event.
type matrix struct {
	Story          string                `json:"story"`
	Claims         []matrixClaim         `json:"claims"`
	Contradictions []matrixContradiction `json:"contradictions"`
	SameEvent      []matrixEvent         `json:"same_event"`
}

type matrixClaim struct {
	ID          string           `json:"id"`
	Proposition string           `json:"proposition"`
	Positions   []matrixPosition `json:"positions"`
}

type matrixPosition struct {
	Actor    string    `json:"actor"`
	Stance   string    `json:"stance"`
	Report   string    `json:"report"`
	Sentence span.Span `json:"sentence"`
	Span     span.Span `json:"span"`
	Voice    string    `json:"voice"`
	Day      string    `json:"day"`
}

type matrixContradiction struct {
	Claim string `json:"claim"`
	A     int    `json:"a"`
	B     int    `json:"b"`
	Kind  string `json:"kind"`
}

type matrixEvent struct {
	Mentions []matrixMention `json:"mentions"`
}

type matrixMention struct {
	Report string    `json:"report"`
	Span   span.Span `json:"span"`
}

// placed is a position with its claim and its number there.
type placed struct {
	claim string
	at    int
	matrixPosition
}

func (m matrix) flat() []placed {
	var out []placed
	for _, c := range m.Claims {
		for i, p := range c.Positions {
			out = append(out, placed{c.ID, i, p})
		}
	}
	return out
}

func bytesShared(a, b span.Span) int { return max(0, min(a.End, b.End)-max(a.Start, b.Start)) }

func shareOf(shared, n int) float64 {
	if n == 0 {
		return 0
	}
	return float64(shared) / float64(n)
}

func shareLonger(a, b span.Span) float64  { return shareOf(bytesShared(a, b), max(a.Len(), b.Len())) }
func shareShorter(a, b span.Span) float64 { return shareOf(bytesShared(a, b), min(a.Len(), b.Len())) }

var (
	matrixOutlets = map[string]string{"ll": "huffpost", "l": "the new york times", "m": "usa today", "r": "fox news", "rr": "breitbart"}
	matrixGeneric = wordList(`officials official analysts experts critics lawyers attorneys advocates authorities administration media reports report
		house office spokesman spokeswoman team organizers participants leaders leader advisers adviser members candidates republicans
		democrats congress cabinet side people sources matter discussions country government ministry department police army party protection times post`)
	matrixPlain = wordList("the a an of mr mrs ms dr president")
	possessive  = regexp.MustCompile(`['’]s\b`)
	noWord      = regexp.MustCompile(`[^\p{L}\p{N}_\s]`)
)

func wordList(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

func actorWords(s string) []string {
	s = noWord.ReplaceAllString(possessive.ReplaceAllString(strings.ToLower(s), ""), " ")
	return slices.DeleteFunc(strings.Fields(s), func(w string) bool { return matrixPlain[w] })
}

func sameMatrixActor(g, p matrixPosition) bool {
	a, b := g.Actor, p.Actor
	ofA := strings.HasPrefix(a, "outlet:")
	ofB := strings.HasPrefix(b, "outlet:") || p.Voice == "own" && b == ""
	if ofA && ofB {
		return true
	}
	for _, s := range []*string{&a, &b} {
		if name, ok := strings.CutPrefix(*s, "outlet:"); ok {
			*s = cmp.Or(matrixOutlets[strings.ToLower(name)], *s)
		}
	}
	x, y := actorWords(a), actorWords(b)
	if len(x) == 0 || len(y) == 0 {
		return false
	}
	last := x[len(x)-1]
	return last == y[len(y)-1] && !matrixGeneric[last] || allIn(x, y) || allIn(y, x)
}

func allIn(a, b []string) bool {
	return !slices.ContainsFunc(a, func(w string) bool { return !slices.Contains(b, w) })
}

type matrixPair struct {
	within, sentence float64
	actor            bool
	g, p             int
}

// matchMatrix matches gold positions to predicted ones, one to one.
func matchMatrix(gold, pred []placed) map[int]int {
	by := map[string][]int{}
	for j, p := range pred {
		by[p.Report] = append(by[p.Report], j)
	}
	var pairs []matrixPair
	timesG, timesP := map[int]int{}, map[int]int{}
	for i, g := range gold {
		for _, j := range by[g.Report] {
			p := pred[j]
			if s := shareLonger(g.Sentence, p.Sentence); s >= 0.5 {
				pairs = append(pairs, matrixPair{round3(shareLonger(g.Span, p.Span)), round3(s), sameMatrixActor(g.matrixPosition, p.matrixPosition), i, j})
				timesG[i]++
				timesP[j]++
			}
		}
	}
	votes := map[[2]string]int{}
	for _, x := range pairs {
		if timesG[x.g] == 1 && timesP[x.p] == 1 {
			votes[[2]string{gold[x.g].claim, pred[x.p].claim}]++
		}
	}
	var m map[int]int
	for range 3 {
		m = greedyMatrix(pairs, gold, pred, votes)
		votes = map[[2]string]int{}
		for i, j := range m {
			votes[[2]string{gold[i].claim, pred[j].claim}]++
		}
	}
	return m
}

func round3(x float64) float64 { return float64(int(x*1000+0.5)) / 1000 }

func greedyMatrix(pairs []matrixPair, gold, pred []placed, votes map[[2]string]int) map[int]int {
	bonus := func(x matrixPair) int { return votes[[2]string{gold[x.g].claim, pred[x.p].claim}] }
	order := slices.Clone(pairs)
	slices.SortFunc(order, func(a, b matrixPair) int {
		return cmp.Or(cmp.Compare(b.within, a.within), cmp.Compare(truth(b.actor), truth(a.actor)), cmp.Compare(bonus(b), bonus(a)), cmp.Compare(b.sentence, a.sentence), cmp.Compare(a.g, b.g), cmp.Compare(a.p, b.p))
	})
	m, used := map[int]int{}, map[int]bool{}
	for _, x := range order {
		if _, ok := m[x.g]; !ok && !used[x.p] {
			m[x.g], used[x.p] = x.p, true
		}
	}
	return m
}

func truth(b bool) int {
	if b {
		return 1
	}
	return 0
}

// sideOf is the side of a stance: pro, con, questions or no_comment.
func sideOf(stance string) string {
	switch stance {
	case "asserts", "supports":
		return "pro"
	case "denies":
		return "con"
	}
	return stance
}

// counts of one or several stories; rows that are shares of stories are summed and divided at the end.
type matrixScore struct {
	stories, gold, pred, matched int
	pair, cross                  pairCount
	sides                        map[[2]string]int // gold side, predicted side
	stances                      map[[2]string]int
	lost                         map[string]int // gold sides of positions that nobody predicted
	sideAndActor, actor, stance  int
	contested                    [3]int // right, wrong, missed
	opposed                      [3]int
	events, eventsFound          int
	eventP, eventR, b3P, b3R     float64
}

type pairCount struct{ right, wrong, missed, missedAll int }

func (c pairCount) f1(all bool) (p, r, f float64) {
	missed := c.missed
	if all {
		missed = c.missedAll
	}
	return f1Of(c.right, c.wrong, missed)
}

func f1Of(right, wrong, missed int) (p, r, f float64) {
	p, r = shareOf(right, right+wrong), shareOf(right, right+missed)
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

func newMatrixScore() *matrixScore {
	return &matrixScore{sides: map[[2]string]int{}, stances: map[[2]string]int{}, lost: map[string]int{}}
}

// add scores one story.
func (s *matrixScore) add(gold, pred matrix) {
	g, p := gold.flat(), pred.flat()
	m := matchMatrix(g, p)
	s.stories++
	s.gold, s.pred, s.matched = s.gold+len(g), s.pred+len(p), s.matched+len(m)
	s.addPairs(g, p, m)
	s.addStances(g, p, m)
	s.addContradictions(gold, pred, g, p, m)
	s.addEvents(gold, pred)
	key, answer := chains[int]{}, chains[int]{}
	for i, j := range m {
		key[i], answer[i] = g[i].claim, p[j].claim
	}
	b := scoreChains(key, answer).bcubed
	s.b3P, s.b3R = s.b3P+b.precision.value(), s.b3R+b.recall.value()
}

func (s *matrixScore) addPairs(g, p []placed, m map[int]int) {
	for a := range g {
		for b := a + 1; b < len(g); b++ {
			i, okI := m[a]
			j, okJ := m[b]
			same := g[a].claim == g[b].claim
			joined := okI && okJ && p[i].claim == p[j].claim
			s.pair.add(same, joined, okI && okJ)
			if g[a].Report != g[b].Report {
				s.cross.add(same, joined, okI && okJ)
			}
		}
	}
}

func (c *pairCount) add(same, joined, both bool) {
	switch {
	case same && joined:
		c.right++
	case joined:
		c.wrong++
	case same && both:
		c.missed++
	}
	if same && !joined {
		c.missedAll++
	}
}

func (s *matrixScore) addStances(g, p []placed, m map[int]int) {
	for i := range g {
		side := sideOf(g[i].Stance)
		j, ok := m[i]
		if !ok {
			s.lost[side]++
			continue
		}
		same := sameMatrixActor(g[i].matrixPosition, p[j].matrixPosition)
		s.sides[[2]string{side, sideOf(p[j].Stance)}]++
		s.stances[[2]string{g[i].Stance, p[j].Stance}]++
		s.stance += truth(g[i].Stance == p[j].Stance)
		s.actor += truth(same)
		s.sideAndActor += truth(same && side == sideOf(p[j].Stance))
	}
}

func (s *matrixScore) addContradictions(gold, pred matrix, g, p []placed, m map[int]int) {
	find := func(all []placed, claim string, at int) int {
		return slices.IndexFunc(all, func(x placed) bool { return x.claim == claim && x.at == at })
	}
	back := map[int]int{}
	for i, j := range m {
		back[j] = i
	}
	pairOf := func(a, b int) [2]int { return [2]int{min(a, b), max(a, b)} }
	strict, doubt, found := map[[2]int]bool{}, map[[2]int]bool{}, map[[2]int]bool{}
	for _, x := range gold.Contradictions {
		k := pairOf(find(g, x.Claim, x.A), find(g, x.Claim, x.B))
		if x.Kind == "doubt" {
			doubt[k] = true
		} else {
			strict[k] = true
		}
	}
	for _, x := range pred.Contradictions {
		a, okA := back[find(p, x.Claim, x.A)]
		b, okB := back[find(p, x.Claim, x.B)]
		if okA && okB && a != b {
			found[pairOf(a, b)] = true
		}
	}
	hit, contested, maybe := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for k := range found {
		if g[k[0]].claim == g[k[1]].claim {
			hit[g[k[0]].claim] = true
		}
		switch {
		case strict[k]:
			s.opposed[0]++
		case !doubt[k]:
			s.opposed[1]++
		}
	}
	for k := range strict {
		contested[g[k[0]].claim] = true
		s.opposed[2] += truth(!found[k])
	}
	for k := range doubt {
		maybe[g[k[0]].claim] = true
	}
	for c := range hit {
		s.contested[0] += truth(contested[c])
		s.contested[1] += truth(!contested[c] && !maybe[c])
	}
	for c := range contested {
		s.contested[2] += truth(!hit[c])
	}
}

type told struct {
	event int
	matrixMention
}

func (m matrix) told() []told {
	var out []told
	for e, ev := range m.SameEvent {
		for _, x := range ev.Mentions {
			out = append(out, told{e, x})
		}
	}
	return out
}

func (s *matrixScore) addEvents(gold, pred matrix) {
	g, p := gold.told(), pred.told()
	var pairs []matrixPair
	for i, a := range g {
		for j, b := range p {
			if a.Report == b.Report && shareShorter(a.Span, b.Span) >= 0.5 {
				pairs = append(pairs, matrixPair{within: shareLonger(a.Span, b.Span), g: i, p: j})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b matrixPair) int {
		return cmp.Or(cmp.Compare(b.within, a.within), cmp.Compare(a.g, b.g), cmp.Compare(a.p, b.p))
	})
	key, answer, used := chains[int]{}, chains[int]{}, map[int]bool{}
	for _, x := range pairs {
		if _, ok := key[x.g]; ok || used[x.p] {
			continue
		}
		used[x.p] = true
		key[x.g], answer[x.g] = "g"+strconv.Itoa(g[x.g].event), "p"+strconv.Itoa(p[x.p].event)
	}
	s.events, s.eventsFound = s.events+len(g), s.eventsFound+len(key)
	b := scoreChains(key, answer).bcubed
	s.eventP, s.eventR = s.eventP+b.precision.value(), s.eventR+b.recall.value()
}

// sideF1 is the F1 of one side; all counts the positions that nobody predicted as missed.
func (s *matrixScore) sideF1(side string, all bool) float64 {
	right, wrong, missed := 0, 0, 0
	for k, n := range s.sides {
		switch {
		case k[0] == side && k[1] == side:
			right += n
		case k[1] == side:
			wrong += n
		case k[0] == side:
			missed += n
		}
	}
	if all {
		missed += s.lost[side]
	}
	_, _, f := f1Of(right, wrong, missed)
	return f
}

func (s *matrixScore) stanceMacro(all bool) float64 {
	return (s.sideF1("pro", all) + s.sideF1("con", all) + s.sideF1("questions", all)) / 3
}
