package stories

import (
	"cmp"
	"context"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/chart"
	"github.com/dateline-news/dateline/desk/diff"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/story"
)

type storyPage struct {
	shell.Frame
	Story   story.Story
	By      string // "First sentence of the first report: Harbour Post, Saturday 21 Nov 16:52"
	Nums    []num
	Hours   []hour
	Groups  []Group
	Ticks   []chart.Tick
	Figures []Figure
	Only    []Only
	Words   []Act
	Changed []Changed
	More    int // reports that are not drawn
}

type num struct{ N, Word string }

type hour struct {
	X, Y, W, H float64
	Own        bool
	Label      string
}

// Group is the reports of one origin.
type Group struct {
	Origin string `json:"origin"`
	Why    string `json:"why,omitempty"`
	Rows   []Row  `json:"reports"`
}

// Row is a report in the lineage.
type Row struct {
	Report   int64       `json:"report"`
	Href     string      `json:"href"`
	Outlet   string      `json:"outlet"`
	Owner    shell.Owner `json:"owner"`
	Headline string      `json:"headline"`
	At       time.Time   `json:"at"`
	Clock    string      `json:"-"`
	Kept     int         `json:"kept,omitempty"` // percent of the head's words
	Added    int         `json:"added,omitempty"`
	Cut      int         `json:"cut,omitempty"`
	Carried  bool        `json:"carried"`
	Exact    bool        `json:"word_for_word,omitempty"`
	First    bool        `json:"first,omitempty"`
	Version  int         `json:"version"`
	X        float64     `json:"-"`
	Bar      float64     `json:"-"`
}

// Figure is a detail of an event of which reports give different values.
type Figure struct {
	Event  string  `json:"event"`
	Href   string  `json:"href"`
	What   string  `json:"what"`
	Values []Value `json:"values"`
}

// Value is one value with who gives it.
type Value struct {
	Shown string `json:"value"`
	Who   string `json:"who"`
	Href  string `json:"href"`
}

// Only is a claim that one origin has.
type Only struct {
	Claim  string       `json:"claim"`
	Href   string       `json:"href"`
	Origin shell.Origin `json:"origin"`
	Words  string       `json:"words"`
}

// Act is one act in the words of several outlets.
type Act struct {
	Title string `json:"title"`
	Href  string `json:"href"`
	Said  []said `json:"said"`
}

type said struct {
	Outlet string        `json:"outlet"`
	Voice  string        `json:"voice"`
	Words  string        `json:"words"`
	Pieces []shell.Piece `json:"-"`
	Href   string        `json:"href"`
}

// Changed is a report that was changed after print.
type Changed struct {
	Outlet  string       `json:"outlet"`
	Kind    string       `json:"kind"`
	Silent  bool         `json:"silent,omitempty"`
	Says    string       `json:"says"`
	Href    string       `json:"href"`
	Pieces  []diff.Piece `json:"diff"`
	Touches []touched    `json:"touches,omitempty"`
}

type touched struct {
	Fact, Says, Href string
}

var storyKeys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous report"}, {Keys: []string{"Enter"}, Does: "open"}, {Keys: []string{"/"}, Does: "search"}}

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	n, err := shell.PathNumber(r, "story")
	if err != nil {
		return err
	}
	y, err := p.Store.Story(r.Context(), store.StoryID(n))
	if err != nil {
		return err
	}
	if y.ID != n {
		http.Redirect(w, r, Href(y.ID), http.StatusSeeOther)
		return nil
	}
	pg := &storyPage{Frame: shell.Frame{Name: "story", Tab: "stories", Title: shell.Cut(y.Headline, 90), Keys: storyKeys}, Story: y}
	if len(y.Members) > 0 {
		first := y.Members[0]
		pg.By = first.Outlet + ", " + first.At.In(p.Zone).Format("Monday 2 Jan 15:04")
	}
	pg.Nums = []num{{shell.Count(y.Reports), "reports"}, {shell.Count(y.Origins), "origins"}, {shell.Count(y.Outlets), "outlets"}}
	if y.Revised > 0 {
		pg.Nums = append(pg.Nums, num{shell.Count(y.Revised), "changed after print"})
	}
	owners, err := p.owners(r.Context())
	if err != nil {
		return err
	}
	pg.lineage(p.Desk, owners)
	pg.hours()
	for _, step := range []func(context.Context, *storyPage) error{p.events, p.only, p.changed} {
		if err := step(r.Context(), pg); err != nil {
			return err
		}
	}
	return p.Show(w, r, http.StatusOK, storyTemplate, pg, map[string]any{"story": p.line(y), "lineage": pg.Groups, "figures": pg.Figures, "only_one": pg.Only, "other_words": pg.Words, "changed": pg.Changed})
}

func (p Pages) owners(ctx context.Context) (map[int64]store.Owner, error) {
	list, err := p.Store.Sources(ctx)
	owners := map[int64]store.Owner{}
	for _, s := range list {
		owners[int64(s.ID)] = s.Owner.Class
	}
	return owners, err
}

// drawn is how many reports the lineage draws; the rest is counted.
const drawn = 120

const lineageWide = 200.0

// lineage groups the reports by origin, in the order of each origin's first report.
func (pg *storyPage) lineage(d *shell.Desk, owners map[int64]store.Owner) {
	members := pg.Story.Members
	if len(members) == 0 {
		return
	}
	scale := chart.Between(members[0].At, members[len(members)-1].At, lineageWide)
	at := map[string]int{}
	for i, m := range members {
		if i == drawn {
			pg.More = len(members) - drawn
			break
		}
		g, is := at[m.Origin.Key]
		if !is {
			g = len(pg.Groups)
			at[m.Origin.Key] = g
			pg.Groups = append(pg.Groups, Group{Origin: m.Origin.Name, Why: strings.ReplaceAll(string(m.Origin.Why), "_", " ")})
		}
		row := Row{Report: m.Report, Href: "/reports/" + strconv.FormatInt(m.Report, 10), Outlet: m.Outlet, Owner: shell.OwnerOf(owners[m.Source]), Headline: m.Headline, At: m.At, Clock: m.At.In(d.Zone).Format("2 Jan 15:04"), First: i == 0, Version: m.Version, X: scale.X(m.At)}
		if m.Copy != nil {
			row.Carried, row.Exact, row.Kept, row.Added, row.Cut = true, m.Copy.WordForWord(), int(m.Copy.Kept*100+.5), m.Copy.Added, m.Copy.Cut
			row.Bar = 56 * m.Copy.Kept
		}
		pg.Groups[g].Rows = append(pg.Groups[g].Rows, row)
	}
}

// hours draws how many reports came when: own ones filled, carried ones outlined, in a box of 300 by 72.
func (pg *storyPage) hours() {
	members := pg.Story.Members
	if len(members) < 2 {
		return
	}
	from, to := members[0].At, members[len(members)-1].At
	const most = 24
	each := max(to.Sub(from)/most, time.Hour)
	type count struct{ own, carried int }
	counts := make([]count, int(to.Sub(from)/each)+1)
	high := 1
	for _, m := range members {
		c := &counts[int(m.At.Sub(from)/each)]
		if m.Copy == nil {
			c.own++
		} else {
			c.carried++
		}
		high = max(high, c.own+c.carried)
	}
	wide := 300 / float64(len(counts))
	for i, c := range counts {
		unit := min(56/float64(high), 12)
		y := 60.0
		label := from.Add(time.Duration(i) * each).Format("2 Jan 15:04")
		for k := range c.own + c.carried {
			y -= unit
			pg.Hours = append(pg.Hours, hour{X: float64(i) * wide, Y: y, W: min(wide-2, 18), H: unit - 1, Own: k < c.own, Label: label})
		}
	}
}

// eventsShown bounds the events that are laid side by side.
const eventsShown = 8

// events lists the details that reports give differently, and the acts that they call by other words.
func (p Pages) events(ctx context.Context, pg *storyPage) error {
	found, err := p.Store.Events(ctx, store.EventQuery{Story: pg.Story.ID, Limit: 40})
	if err != nil {
		return err
	}
	slices.SortStableFunc(found.Rows, func(a, b store.EventRow) int { return cmp.Compare(b.Differ*100+b.Mentions, a.Differ*100+a.Mentions) })
	for _, row := range found.Rows[:min(len(found.Rows), eventsShown)] {
		if row.Mentions < 2 {
			continue
		}
		e, err := p.Store.Event(ctx, row.ID)
		if err != nil {
			return err
		}
		title := shell.Capital(strings.ToLower(row.Type)) + ": " + row.Words
		for _, d := range e.Details {
			if d.Differ && len(pg.Figures) < 12 {
				pg.Figures = append(pg.Figures, figure(e, d, title))
			}
		}
		if act := otherWords(e, title); len(act.Said) > 1 && len(pg.Words) < 4 {
			pg.Words = append(pg.Words, act)
		}
	}
	return nil
}

func figure(e store.JoinedEvent, d story.Detail, title string) Figure {
	f := Figure{Event: title, Href: "/events/" + strconv.FormatInt(int64(e.ID), 10), What: d.What}
	for _, v := range d.Values[:min(len(d.Values), 6)] {
		one := Value{Shown: v.Shown}
		var who []string
		for _, i := range v.Mentions {
			m := e.All[i]
			if one.Href == "" {
				one.Href = shell.FactHref(m.Told.Report, m.Fact)
			}
			if name := cmp.Or(m.Voice.Name, m.Outlet); !slices.Contains(who, name) {
				who = append(who, name)
			}
		}
		one.Who = shell.Cut(strings.Join(who, ", "), 80)
		f.Values = append(f.Values, one)
	}
	return f
}

// otherWords sets the sentences of an act side by side, one for each outlet and word.
func otherWords(e store.JoinedEvent, title string) Act {
	act := Act{Title: title, Href: "/events/" + strconv.FormatInt(int64(e.ID), 10)}
	seen, words := map[string]bool{}, map[string]bool{}
	for _, m := range e.All {
		key := m.Outlet + "\n" + strings.ToLower(m.Words)
		if !m.Told.Current || seen[key] || len(act.Said) == 6 {
			continue
		}
		seen[key], words[strings.ToLower(m.Words)] = true, true
		voice := "own voice"
		if !m.Own {
			voice = "says " + m.Voice.Name
		}
		act.Said = append(act.Said, said{Outlet: m.Outlet, Voice: voice, Words: m.Told.Words, Pieces: shell.Quote(m.Told.Words, m.Sentence.Start, m.Trigger, "wording"), Href: shell.FactHref(m.Told.Report, m.Fact)})
	}
	if len(words) < 2 {
		act.Said = nil
	}
	return act
}

// only lists the claims that one origin has.
func (p Pages) only(ctx context.Context, pg *storyPage) error {
	found, err := p.Store.Claims(ctx, store.ClaimQuery{Story: pg.Story.ID, OneOrigin: true, Limit: 6})
	if err != nil {
		return err
	}
	for _, row := range found.Rows {
		c, err := p.Store.Claim(ctx, row.ID)
		if err != nil {
			return err
		}
		if len(c.All) == 0 {
			continue
		}
		x := c.All[0]
		pg.Only = append(pg.Only, Only{Claim: row.Proposition, Href: "/claims/" + strconv.FormatInt(int64(row.ID), 10), Words: x.Told.Words, Origin: p.OriginOf(x.Outlet, "", x.Told.At, x.Told.Report, x.Fact, x.Sentence)})
	}
	return nil
}

// changesShown bounds the comparisons on one page.
const changesShown = 6

// changed compares the versions of the reports that were changed after print.
func (p Pages) changed(ctx context.Context, pg *storyPage) error {
	for _, m := range pg.Story.Members {
		if m.Version < 2 && !m.Gone || len(pg.Changed) == changesShown {
			continue
		}
		list, err := p.Store.ChangesOf(ctx, store.ReportID(m.Report))
		if err != nil {
			return err
		}
		for _, c := range list {
			if c.Kind == story.Furniture || len(pg.Changed) == changesShown {
				continue
			}
			one, err := p.compare(ctx, c)
			if err != nil {
				return err
			}
			one.Outlet = m.Outlet
			pg.Changed = append(pg.Changed, one)
		}
	}
	return nil
}

func (p Pages) compare(ctx context.Context, c store.ReportChange) (Changed, error) {
	one := Changed{Kind: strings.ReplaceAll(string(c.Kind), "_", " "), Silent: c.Kind == story.SilentEdit, Says: p.When(c.At) + ", " + shell.Plural(c.Cut, "word", "words") + " cut, " + shell.Count(c.Added) + " added", Href: "/reports/" + strconv.FormatInt(max(c.To, c.From), 10)}
	if c.To == 0 {
		one.Says = p.When(c.At) + ", the outlet answers: " + c.Reason
		return one, nil
	}
	was, err := p.Store.Report(ctx, store.ReportID(c.From))
	if err != nil {
		return one, err
	}
	now, err := p.Store.Report(ctx, store.ReportID(c.To))
	if err != nil {
		return one, err
	}
	one.Pieces = diff.Of(was.Report.Text, now.Report.Text)
	for _, t := range c.Touches[:min(len(c.Touches), 6)] {
		says := string(t.Kind)
		if t.Was.Check(was.Report.Text) == nil {
			says += ": " + shell.Cut(t.Was.Of(was.Report.Text), 90)
		}
		one.Touches = append(one.Touches, touched{Fact: t.Fact, Says: says, Href: shell.FactHref(store.ReportID(c.From), t.Fact)})
	}
	return one, nil
}
