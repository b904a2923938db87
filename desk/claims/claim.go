package claims

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/chart"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/story"
)

type claimPage struct {
	shell.Frame
	Claim     store.ClaimRow
	AsOf      shell.AsOf
	Says      string // "contested, 4 actors assert, 2 deny"
	Contested bool
	Nums      []num
	Lanes     []Lane
	Chart     frame
	Open      *Sentence
	Pairs     []Pair
	Every     []Sentence
	More      int
	Origins   []Origin
	Silent    []string
	Words     []Wording
	Stories   []int64
}

type num struct{ N, Word string }

// Sentence is a position with its words.
type Sentence struct {
	ID       int64         `json:"id"`
	Actor    string        `json:"actor"`
	ActorKey string        `json:"actor_key"`
	Who      string        `json:"-"` // address of the actor
	Office   string        `json:"office,omitempty"`
	Stance   string        `json:"stance"`
	Via      string        `json:"via,omitempty"`
	Day      string        `json:"day,omitempty"`
	Words    string        `json:"words"`
	Pieces   []shell.Piece `json:"-"`
	Source   shell.Origin  `json:"source"`
	From     string        `json:"origin"`
	Own      bool          `json:"own_voice,omitempty"`
	At       time.Time     `json:"at"`
	Old      bool          `json:"superseded,omitempty"`
	Href     string        `json:"-"` // opens it on the page
	Current  bool          `json:"-"`
	report   store.ReportID
}

// Lane is an actor's stance over time.
type Lane struct {
	Actor   string
	Href    string
	Y       float64
	Line    string // the stance as steps
	Before  string // nothing known yet
	Marks   []mark
	Changed float64 // x of the last change of side; 0 for none
	Left    bool    // its label stands left of it
	Denied  bool    // the last stance
	Says    string
}

type mark struct {
	X, Y   float64
	Stance string
	Href   string
	Label  string
	Open   bool
}

type frame struct {
	Ticks  []chart.Tick
	Height float64
}

// Pair is two sentences of one actor that do not go together.
type Pair struct {
	Actor string
	Says  string
	A, B  Sentence
}

// Origin is an account that sentences come from.
type Origin struct {
	Name    string `json:"name"`
	N       int    `json:"sentences"`
	Outlets string `json:"outlets"`
	When    string `json:"first"`
}

// Wording is one way of saying the claim.
type Wording struct {
	Words string `json:"words"`
	N     int    `json:"times"`
	Says  string `json:"says"`
	Href  string `json:"href"`
}

var claimKeys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous sentence"}, {Keys: []string{"←", "→", "↑", "↓"}, Does: "walk the marks"}, {Keys: []string{"Enter"}, Does: "open the sentence"}, {Keys: []string{"e"}, Does: "export"}, {Keys: []string{"/"}, Does: "search"}}

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	n, err := shell.PathNumber(r, "claim")
	if err != nil {
		return err
	}
	c, err := p.Store.Claim(r.Context(), store.ClaimID(n))
	if err != nil {
		return err
	}
	if int64(c.ID) != n {
		http.Redirect(w, r, Href(c.ID), http.StatusSeeOther)
		return nil
	}
	asof, err := p.ReadAsOf(r)
	if err != nil {
		return err
	}
	pg := &claimPage{Frame: shell.Frame{Name: "claim", Tab: "claims", Title: shell.Cut(c.Proposition, 90), Keys: claimKeys}, Claim: c.ClaimRow, AsOf: asof, Stories: c.Stories}
	all := p.sentences(c, asof, r.URL.Query().Get("all") != "")
	pg.sums(p.Desk, c, all)
	pg.open(all, r.URL.Query().Get("p"))
	pg.lanes(all)
	pg.pairs(c, all)
	pg.side(p.Desk, c, all)
	pg.every(all, r.URL.Query().Get("all") != "")
	return p.Show(w, r, http.StatusOK, claimTemplate, pg, map[string]any{"claim": c.ClaimRow, "as_known_on": asof.On, "sentences": all, "origins": pg.Origins, "wordings": pg.Words, "silent": pg.Silent, "stories": c.Stories})
}

// sentences lists the positions that hold: those of current reports, or those known on a day.
func (p Pages) sentences(c store.JoinedClaim, asof shell.AsOf, every bool) []Sentence {
	all := []Sentence{}
	for _, x := range c.All {
		if asof.At.IsZero() && !x.Told.Current || !asof.At.IsZero() && x.Recorded.After(asof.At) {
			continue
		}
		s := Sentence{ID: int64(x.ID), Actor: cmp.Or(x.Actor.Name, "no name given"), ActorKey: x.Actor.Key, Office: x.Office, Stance: string(x.Stance), Via: x.Via, Day: x.Day, Words: x.Told.Words, From: x.Origin, Own: x.Own,
			At: x.Told.At, Old: !x.Told.Current, report: x.Told.Report}
		s.Pieces = shell.Quote(s.Words, x.Sentence.Start, x.Span, "claim")
		s.Source = p.OriginOf(x.Outlet, "", x.Told.At, x.Told.Report, x.Fact, x.Sentence)
		if !x.Own && x.Actor.Key != "" {
			s.Who = "/actors/" + url.PathEscape(x.Actor.Key)
		}
		v := url.Values{"p": {strconv.FormatInt(s.ID, 10)}}
		if asof.On != "" {
			v.Set("on", asof.On)
		}
		if every {
			v.Set("all", "1")
		}
		s.Href = Href(c.ID) + "?" + v.Encode() + "#open"
		all = append(all, s)
	}
	slices.SortStableFunc(all, func(a, b Sentence) int { return a.At.Compare(b.At) })
	return all
}

// last gives each actor's last stance, in the order in which the actors first spoke. The outlets' own voices are left out.
func last(all []Sentence) (order []string, by map[string][]Sentence) {
	by = map[string][]Sentence{}
	for _, s := range all {
		if s.Own {
			continue
		}
		key := cmp.Or(s.ActorKey, s.Actor)
		if by[key] == nil {
			order = append(order, key)
		}
		by[key] = append(by[key], s)
	}
	return order, by
}

func (pg *claimPage) sums(d *shell.Desk, c store.JoinedClaim, all []Sentence) {
	reports, outlets, origins, own := map[store.ReportID]bool{}, map[string]bool{}, map[string]bool{}, 0
	for _, s := range all {
		reports[s.report], outlets[s.Source.Source], origins[s.From] = true, true, true
		if s.Own {
			own++
		}
	}
	order, by := last(all)
	counts, changes := map[string]int{}, 0
	for _, key := range order {
		list := by[key]
		counts[side(list[len(list)-1].Stance)]++
		for i := 1; i < len(list); i++ {
			if turned(list[i-1].Stance, list[i].Stance) {
				changes++
			}
		}
	}
	var says []string
	for _, one := range []struct{ side, one, many string }{{"pro", "actor asserts", "actors assert"}, {"questions", "questions", "question"}, {"contra", "denies", "deny"}} {
		if n := counts[one.side]; n > 0 {
			says = append(says, shell.Plural(n, one.one, one.many))
		}
	}
	if own > 0 {
		says = append(says, shell.Plural(own, "sentence in an outlet’s own voice", "sentences in outlets’ own voices"))
	}
	pg.Contested = counts["pro"] > 0 && counts["contra"] > 0
	pg.Says = strings.Join(says, ", ")
	if pg.Contested {
		pg.Says = "contested, " + pg.Says
	}
	pg.Nums = []num{{shell.Count(len(reports)), "reports"}, {shell.Count(len(origins)), "origins"}, {shell.Count(len(outlets)), "outlets"}, {shell.Count(len(all)), "sentences"}, {shell.Count(len(order)), "speakers"}}
	if len(all) > 0 {
		pg.Nums = append(pg.Nums, num{all[0].At.In(d.Zone).Format("2 Jan 2006, 15:04"), "first heard"})
	}
	if changes > 0 {
		pg.Nums = append(pg.Nums, num{shell.Count(changes), agree(changes, "change of side", "changes of side")})
	}
}

func agree(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// side is for, against, or neither.
func side(stance string) string {
	switch stance {
	case "asserts", "supports":
		return "pro"
	case "denies":
		return "contra"
	}
	return stance
}

func turned(a, b string) bool {
	x, y := side(a), side(b)
	return x != y && (x == "pro" || x == "contra") && (y == "pro" || y == "contra")
}

// open chooses the sentence that stands open: the one in the address, else the latest.
func (pg *claimPage) open(all []Sentence, wanted string) {
	if len(all) == 0 {
		return
	}
	at := len(all) - 1
	if n, err := strconv.ParseInt(wanted, 10, 64); err == nil {
		if i := slices.IndexFunc(all, func(s Sentence) bool { return s.ID == n }); i >= 0 {
			at = i
		}
	}
	all[at].Current = true
	one := all[at]
	pg.Open = &one
}

const (
	laneHigh  = 58.0
	laneWide  = 780.0
	lanesMost = 12
	marksMost = 60
)

var levels = map[string]float64{"asserts": 13, "supports": 13, "questions": 29, "no_comment": 29, "denies": 45}

// lanes draws each actor's stance over time.
func (pg *claimPage) lanes(all []Sentence) {
	order, by := last(all)
	if len(order) == 0 {
		return
	}
	var from, to time.Time
	for _, list := range by {
		if t := list[0].At; from.IsZero() || t.Before(from) {
			from = t
		}
		if t := list[len(list)-1].At; t.After(to) {
			to = t
		}
	}
	scale := chart.Between(from, to, laneWide)
	slices.SortStableFunc(order, func(a, b string) int { return cmp.Compare(len(by[b]), len(by[a])) })
	order = order[:min(len(order), lanesMost)]
	pg.Chart = frame{Ticks: scale.Ticks(), Height: 24 + laneHigh*float64(len(order))}
	for i, key := range order {
		pg.Lanes = append(pg.Lanes, lane(by[key], scale, 24+laneHigh*float64(i)))
	}
}

func lane(list []Sentence, scale chart.Scale, y float64) Lane {
	l := Lane{Actor: list[0].Actor, Href: list[0].Who, Y: y, Denied: list[len(list)-1].Stance == "denies"}
	var line [][2]float64
	var says []string
	at := -1.0
	for i, s := range list {
		x, level := scale.X(s.At), y+levels[s.Stance]
		if i == 0 {
			l.Before = chart.Path([2]float64{0, level}, [2]float64{x, level})
			line = append(line, [2]float64{x, level})
		} else {
			line = append(line, [2]float64{x, line[len(line)-1][1]}, [2]float64{x, level})
			if turned(list[i-1].Stance, s.Stance) {
				l.Changed, l.Left = x, x > laneWide/2
				says = append(says, "changed sides")
			}
		}
		if len(l.Marks) < marksMost && (at < 0 || x-at > 6 || s.Current || s.Stance != list[i-1].Stance) {
			l.Marks = append(l.Marks, mark{X: x, Y: level, Stance: s.Stance, Href: s.Href, Label: s.Actor + " " + strings.ReplaceAll(s.Stance, "_", " ") + ", " + s.Source.Source + ", " + s.Source.When, Open: s.Current})
			at = x
		}
	}
	line = append(line, [2]float64{laneWide, line[len(line)-1][1]})
	l.Line = chart.Path(line...)
	l.Says = shell.Plural(len(list), "sentence", "sentences")
	if len(says) > 0 {
		l.Says += ", " + says[0]
	}
	return l
}

// pairs lists who stands against their own other words.
func (pg *claimPage) pairs(c store.JoinedClaim, all []Sentence) {
	byID := map[int64]Sentence{}
	for _, s := range all {
		byID[s.ID] = s
	}
	for _, x := range c.Contradictions {
		if x.Kind != story.OwnWords || len(pg.Pairs) == 6 {
			continue
		}
		a, isA := byID[int64(c.All[x.A].ID)]
		b, isB := byID[int64(c.All[x.B].ID)]
		if !isA || !isB || a.report == b.report && a.Words == b.Words {
			continue
		}
		if b.At.Before(a.At) {
			a, b = b, a
		}
		pg.Pairs = append(pg.Pairs, Pair{Actor: a.Actor, Says: shell.Span(b.At.Sub(a.At)) + " apart", A: a, B: b})
	}
}

// side lists the origins, who has not spoken, and the wordings.
func (pg *claimPage) side(d *shell.Desk, c store.JoinedClaim, all []Sentence) {
	type sum struct {
		Origin
		outlets []string
	}
	var origins []*sum
	var words []*Wording
	from, worded := map[string]*sum{}, map[string]*Wording{}
	for _, s := range all {
		o := from[s.From]
		if o == nil {
			o = &sum{Origin: Origin{Name: s.From, When: d.When(s.At)}}
			from[s.From], origins = o, append(origins, o)
		}
		o.N++
		if !slices.Contains(o.outlets, s.Source.Source) {
			o.outlets = append(o.outlets, s.Source.Source)
		}
		said := marked(s.Pieces)
		w := worded[strings.ToLower(said)]
		if w == nil {
			w = &Wording{Words: said, Says: s.Actor + ", " + s.Source.Source, Href: s.Href}
			worded[strings.ToLower(said)], words = w, append(words, w)
		}
		w.N++
	}
	for _, o := range origins[:min(len(origins), 20)] {
		o.Outlets = shell.Cut(strings.Join(o.outlets, ", "), 160)
		pg.Origins = append(pg.Origins, o.Origin)
	}
	slices.SortStableFunc(words, func(a, b *Wording) int { return cmp.Compare(b.N, a.N) })
	for _, w := range words[:min(len(words), 12)] {
		w.Words = shell.Cut(w.Words, 200)
		pg.Words = append(pg.Words, *w)
	}
	for _, a := range c.Silent[:min(len(c.Silent), 20)] {
		pg.Silent = append(pg.Silent, a.Name)
	}
}

// marked is the words of the mark, or all words where there is none.
func marked(pieces []shell.Piece) string {
	var all strings.Builder
	for _, p := range pieces {
		if p.Kind != "" {
			return p.Text
		}
		all.WriteString(p.Text)
	}
	return all.String()
}

// everyShown is how many sentences the page lists.
const everyShown = 50

func (pg *claimPage) every(all []Sentence, whole bool) {
	limit := everyShown
	if whole {
		limit = 2000
	}
	for i := len(all) - 1; i >= 0 && len(pg.Every) < limit; i-- {
		pg.Every = append(pg.Every, all[i])
	}
	pg.More = len(all) - len(pg.Every)
}

// AllHref is the page with every sentence.
func (pg *claimPage) AllHref() string {
	return fmt.Sprintf("/claims/%d?all=1#every", pg.Claim.ID)
}
