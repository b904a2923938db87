package situations

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"github.com/dateline-news/dateline/desk/chart"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
)

type tab struct {
	Label, Href string
	Current     bool
}

// head is what every page of one situation shows.
type head struct {
	shell.Frame
	S    store.Situation
	Root string
	Sub  []tab
	AsOf shell.AsOf
	Note *shell.Note
}

func (p Pages) head(r *http.Request, name, title, current string) (head, error) {
	x, err := p.Store.SituationBySlug(r.Context(), r.PathValue("slug"))
	if err != nil {
		return head{}, err
	}
	asof, err := p.ReadAsOf(r)
	if err != nil {
		return head{}, err
	}
	h := head{S: x, Root: Href(x.Slug), AsOf: asof, Frame: shell.Frame{Name: name, Tab: "situations", Title: shell.Cut(x.Name, 80) + title}}
	for _, t := range []tab{{"Situation", "", false}, {"Claims", "/claims", false}, {"Changes", "/changes", false}, {"Brief", "/briefs", false}, {"Watch", "/watch", false}} {
		h.Sub = append(h.Sub, tab{t.Label, h.Root + t.Href, t.Label == current})
	}
	return h, nil
}

type num struct{ N, Word string }

// Change is a line of what changed.
type Change struct {
	Kind   string       `json:"kind"`
	Up     bool         `json:"-"`
	Title  string       `json:"title"`
	Words  string       `json:"words,omitempty"`
	Before string       `json:"before,omitempty"`
	Source shell.Origin `json:"source"`
}

// urgent are the kinds of change that stand in the colour of what is new.
var urgent = map[situation.ChangeKind]bool{situation.NewDenial: true, situation.ChangedSide: true, situation.NewFigure: true, situation.Withdrawn: true, situation.Corrected: true, situation.Turned: true}

func (p Pages) change(c store.ChangeRow) Change {
	e := c.Evidence
	one := Change{Kind: shell.Capital(string(c.Kind)), Up: urgent[c.Kind], Title: c.Title, Words: e.Words, Source: p.OriginOf(cmp.Or(c.Outlet, e.Name), c.Owner, e.At, store.ReportID(e.Report), e.Fact, e.Span)}
	if c.Before != nil {
		one.Before = c.Before.Words
	}
	return one
}

type mainPage struct {
	head
	Nums    []num
	Known   bool
	Index   Index
	Since   string
	Head    int64
	Changes []Change
	Waiting int // changes that are not shown
	Matrix  Matrix
	Lanes   []lane
	Line    frame
	Places  []place
	Actors  []actor
	Stream  []report
	Older   string
	Behind  string
}

type place struct {
	Name string  `json:"name"`
	N    int     `json:"events"`
	W    float64 `json:"-"`
	Href string  `json:"-"`
}

type actor struct {
	Name string `json:"name"`
	Says string `json:"says"`
	Last string `json:"last"`
	Href string `json:"-"`
}

type report struct {
	Href     string        `json:"href"`
	Source   string        `json:"source"`
	Owner    shell.Owner   `json:"owner"`
	When     string        `json:"when"`
	Headline string        `json:"headline"`
	Lead     string        `json:"lead"`
	Counts   shell.Numbers `json:"-"`
	Unread   bool          `json:"unread"`
}

var pageKeys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous"}, {Keys: []string{"Enter"}, Does: "open sentence"}, {Keys: []string{"←", "→", "↑", "↓"}, Does: "walk the claims"}, {Keys: []string{"m"}, Does: "mark all seen"},
	{Keys: []string{"w"}, Does: "the watch"}, {Keys: []string{"/"}, Does: "search"}}

const (
	changesShown = 8
	claimsShown  = 8
	streamShown  = 14
)

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	h, err := p.head(r, "situation", "", "Situation")
	if err != nil {
		return err
	}
	h.Keys = pageKeys
	pg := &mainPage{head: h}
	ctx := r.Context()
	st, known, err := p.Store.SituationState(ctx, h.S.ID)
	if err != nil {
		return err
	}
	st = asOf(st, h.AsOf.At)
	pg.Known = known
	if h.S.Behind > 0 {
		pg.Behind = shell.Plural(h.S.Behind, "reading is", "readings are") + " still being held against this watch; the page fills by itself."
	}
	pg.sums(st)
	pg.Index = p.index(h, st.Series)
	if err := p.since(r, pg); err != nil {
		return err
	}
	pg.Matrix = matrix(p.Desk, h, st, r.URL.Query().Get("open"), claimsShown)
	if err := p.lanes(r, pg); err != nil {
		return err
	}
	pg.beside(p.Desk, st)
	if err := p.stream(r, pg); err != nil {
		return err
	}
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, map[string]any{"situation": h.S.Name, "slug": h.S.Slug, "as_known_on": h.AsOf.On, "watch": h.S.Watch, "weights": h.S.Weights, "counts": st.Counts, "series": st.Series,
		"changes": pg.Changes, "claims": st.Claims, "actors": pg.Actors, "places": pg.Places, "gaps": st.Gaps, "stream": pg.Stream})
}

// asOf leaves out of a state what reports told after a day.
func asOf(st store.SituationState, on time.Time) store.SituationState {
	if on.IsZero() {
		return st
	}
	late := func(e situation.Evidence) bool { return e.At.After(on) }
	st.Claims = slices.Clone(st.Claims)
	for i := range st.Claims {
		st.Claims[i].Positions = slices.DeleteFunc(slices.Clone(st.Claims[i].Positions), func(p situation.Position) bool { return late(p.Evidence) })
	}
	st.Claims = slices.DeleteFunc(st.Claims, func(c situation.Claim) bool { return len(c.Positions) == 0 })
	st.Series.Points = slices.DeleteFunc(slices.Clone(st.Series.Points), func(d situation.DayPoint) bool { return d.Day.After(on) })
	st.Series.Turns = slices.DeleteFunc(slices.Clone(st.Series.Turns), func(t situation.Turn) bool { return t.Day.After(on) })
	st.Counts.Claims = len(st.Claims)
	st.Counts.Contested = 0
	for _, c := range st.Claims {
		if c.Contested() {
			st.Counts.Contested++
		}
	}
	return st
}

func (pg *mainPage) sums(st store.SituationState) {
	c := st.Counts
	pg.Nums = []num{{shell.Count(c.Reports), "reports"}, {shell.Count(c.Origins), "origins"}, {shell.Count(c.Outlets), "outlets"}, {shell.Count(c.Events), "events"}, {shell.Count(c.Claims), "claims"}, {shell.Count(c.Contested), "contested"}}
}

// since lists what changed since the reader looked; when nothing did, or on a past day, the latest changes.
func (p Pages) since(r *http.Request, pg *mainPage) error {
	seen, err := p.Store.SituationSeen(r.Context(), pg.S.ID, shell.Who)
	if err != nil {
		return err
	}
	q := store.ChangeQuery{After: seen.Change, News: true, Limit: changesShown}
	pg.Since = "since " + p.When(seen.At)
	if seen.At.IsZero() || !pg.AsOf.At.IsZero() {
		q.After, q.News, pg.Since = 0, false, "the latest"
	}
	if !pg.AsOf.At.IsZero() {
		q.Limit = 500
	}
	page, err := p.Store.SituationChanges(r.Context(), pg.S.ID, q)
	if err != nil {
		return err
	}
	pg.Head = page.Head
	for _, c := range page.Rows {
		if !pg.AsOf.At.IsZero() && c.Noticed.After(pg.AsOf.At) || len(pg.Changes) == changesShown {
			continue
		}
		pg.Changes = append(pg.Changes, p.change(c))
	}
	pg.Waiting = page.Total - len(pg.Changes)
	return nil
}

func (pg *mainPage) beside(d *shell.Desk, st store.SituationState) {
	most := 1
	for _, x := range st.Places {
		most = max(most, x.Events)
	}
	for _, x := range st.Places[:min(len(st.Places), 10)] {
		pg.Places = append(pg.Places, place{Name: x.Name, N: x.Events, W: 200 * float64(x.Events) / float64(most)})
	}
	for _, a := range st.Actors[:min(len(st.Actors), 10)] {
		pg.Actors = append(pg.Actors, actor{Name: a.Name, Says: shell.Plural(a.Statements, "statement", "statements") + ", " + shell.Plural(a.Acts, "act", "acts"), Last: d.When(a.Last), Href: "/who?" + url.Values{"name": {a.Name}}.Encode()})
	}
}

func (p Pages) stream(r *http.Request, pg *mainPage) error {
	page, err := p.Store.SituationStream(r.Context(), pg.S.ID, store.Cursor(r.URL.Query().Get("before")), streamShown)
	if err != nil {
		return err
	}
	for _, row := range page.Rows {
		if !pg.AsOf.At.IsZero() && row.At.After(pg.AsOf.At) {
			continue
		}
		pg.Stream = append(pg.Stream, report{Href: "/reports/" + strconv.FormatInt(int64(row.ID), 10), Source: row.Name, Owner: shell.OwnerOf(row.Owner), When: p.When(row.At), Headline: row.Headline, Lead: shell.Cut(row.Lead, 180),
			Counts: numbers(row.Counts), Unread: !row.Read})
	}
	if page.Next != "" {
		pg.Older = pg.Root + "?before=" + string(page.Next)
	}
	return nil
}

func numbers(c store.Counts) shell.Numbers {
	return shell.Numbers{{Kind: shell.Kinds[0], N: c.Statements}, {Kind: shell.Kinds[1], N: c.Claims}, {Kind: shell.Kinds[2], N: c.Events}}
}

// told gives the words of an error that the person at the form can mend.
func told(err error) (string, bool) {
	switch {
	case errors.Is(err, situation.ErrWatch), errors.Is(err, situation.ErrWeights), errors.Is(err, situation.ErrRule), errors.Is(err, store.ErrInvalid), errors.Is(err, store.ErrChanged):
		return shell.Capital(err.Error()) + ".", true
	}
	return "", false
}

// seen moves the reader's mark.
func (p Pages) seen(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<12)
	x, err := p.Store.SituationBySlug(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	n, err := strconv.ParseInt(r.PostFormValue("head"), 10, 64)
	if err != nil || n < 0 {
		return shell.Bad("Nothing was marked.", "The form names no change. Open the situation again.")
	}
	if err := p.Store.MarkSituationSeen(r.Context(), x.ID, shell.Who, n); err != nil {
		return err
	}
	p.Forget()
	http.Redirect(w, r, Href(x.Slug), http.StatusSeeOther)
	return nil
}

// news says what came since a page was made, for the line that it waits behind.
func (p Pages) news(w http.ResponseWriter, r *http.Request) error {
	x, err := p.Store.SituationBySlug(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	head, err := strconv.ParseInt(r.URL.Query().Get("head"), 10, 64)
	if err != nil || head < 0 {
		return shell.Bad("That is not a place in the changes.", "Open the situation again.")
	}
	page, err := p.Store.SituationChanges(r.Context(), x.ID, store.ChangeQuery{After: head, News: true, Limit: 1})
	if err != nil {
		return err
	}
	return shell.JSON(w, r, http.StatusOK, map[string]any{"changes": page.Total, "title": shell.Plural(page.Total, "new change", "new changes")})
}

// Index is the chart of the escalation index, in a box of 320 by 90.
type Index struct {
	Value, Delta string
	Up           bool
	Line, Area   string
	AlertY       float64
	Alert        string
	Days         []dot
	Turns        []turn
	Ticks        []chart.Tick
	Formula      string
	Warns        string
	Says         string
}

type dot struct {
	X, Y  float64
	Href  string
	Label string
}

type turn struct {
	X, Y  float64
	Label string
	Left  bool
}

const (
	chartWide = 320.0
	chartHigh = 70.0
	daysShown = 30
)

// index draws the last days of the series.
func (p Pages) index(h head, s situation.Series) Index {
	ix := Index{Formula: formula(s.Weights), Warns: s.Backtest.Says}
	now, d, ok := s.Now()
	if !ok {
		return ix
	}
	ix.Value, ix.Delta, ix.Up = value(*now.Index), delta(d), d > 0
	list := s.Points[max(0, len(s.Points)-daysShown):]
	y := func(v float64) float64 { return chartHigh - (chartHigh-8)*v/10 }
	scale := chart.Scale{From: list[0].Day, To: list[len(list)-1].Day.Add(time.Hour), Wide: chartWide - 8}
	var line [][2]float64
	for _, d := range list {
		at := [2]float64{scale.X(d.Day), -1}
		if d.Index != nil {
			at[1] = y(*d.Index)
			ix.Days = append(ix.Days, dot{at[0], at[1], h.Root + "/index/" + d.Day.Format(time.DateOnly), d.Day.Format("2 January") + ": " + value(*d.Index) + ", " + shell.Plural(d.Events, "event", "events")})
		}
		line = append(line, at)
	}
	ix.Line = chart.Path(line...)
	if n := len(ix.Days); n > 1 {
		ix.Area = ix.Line + fmt.Sprintf("L%.1f %.1fL%.1f %.1fZ", ix.Days[n-1].X, chartHigh, ix.Days[0].X, chartHigh)
	}
	if a := s.Weights.Alert; a > 0 {
		ix.AlertY, ix.Alert = y(a), "alert at "+value(a)
	}
	for _, t := range s.Turns {
		if t.Cause == nil || t.Day.Before(list[0].Day) || len(ix.Turns) == 3 {
			continue
		}
		i := slices.IndexFunc(list, func(d situation.DayPoint) bool { return d.Day.Equal(t.Day) })
		if i < 0 || list[i].Index == nil {
			continue
		}
		x := scale.X(t.Day)
		ix.Turns = append(ix.Turns, turn{X: x, Y: y(*list[i].Index), Label: shell.Cut(t.Cause.Title(), 34), Left: x > chartWide/2})
	}
	ix.Ticks = scale.Ticks()
	for i := len(ix.Ticks) - 1; i >= 0; i-- {
		if i%2 == 1 {
			ix.Ticks = slices.Delete(ix.Ticks, i, i+1)
		}
	}
	ix.Says = "Escalation index of " + shell.Plural(len(list), "day", "days") + ", now " + ix.Value + " of 10"
	return ix
}

// formula says in words and numbers how the index is counted.
func formula(w situation.Weights) string {
	f := func(v float64) string { return strconv.FormatFloat(v, 'g', 3, 64) }
	return "10 × share^" + f(w.Share) + " × (intensity ÷ 10)^" + f(1-w.Share) + ", smoothed with a half-life of " + f(w.HalfLife) + " days. Intensity: mean severity of the day’s events; weights by class " +
		f(w.Quad[0]) + ", " + f(w.Quad[1]) + ", " + f(w.Quad[2]) + ", " + f(w.Quad[3]) + "; planned × " + f(w.Planned) + "; told by a speaker × " + f(w.Attributed) + ". Share: reports that tell of conflict here, among all of the sources read that day."
}

type frame struct {
	Ticks  []chart.Tick
	Height float64
	NowX   float64
}

// lane is an actor's events.
type lane struct {
	Name  string
	Y     float64
	Marks []mark
}

type mark struct {
	X, Y     float64
	Href     string
	Label    string
	Conflict bool
	Material bool
	Planned  bool
	Denied   bool
}

const lanesShown = 6

// lanes draws the latest events in a lane for each of those who act most.
func (p Pages) lanes(r *http.Request, pg *mainPage) error {
	events, err := p.Store.SituationEvents(r.Context(), pg.S.ID, pg.AsOf.At, 160)
	if err != nil || len(events) == 0 {
		return err
	}
	counts := map[string]int{}
	from, to := events[0].Day, events[0].Day
	for _, e := range events {
		counts[who(e)]++
		if e.Day.Before(from) {
			from = e.Day
		}
		if e.Day.After(to) {
			to = e.Day
		}
	}
	names := make([]string, 0, len(counts))
	for n := range counts {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b)) })
	names = names[:min(len(names), lanesShown)]
	scale := chart.Between(from, to.Add(24*time.Hour), 700)
	pg.Line = frame{Ticks: scale.Ticks(), Height: 24 + 34*float64(len(names)), NowX: scale.X(p.Now())}
	for i, n := range names {
		l := lane{Name: n, Y: 24 + 34*float64(i)}
		last := map[int]float64{}
		for _, e := range events {
			if who(e) != n || len(l.Marks) == 80 {
				continue
			}
			day := int(e.Day.Unix() / 86400)
			x := scale.X(e.Day) + last[day]
			last[day] = min(last[day]+9, 27)
			l.Marks = append(l.Marks, mark{X: x, Y: l.Y + 17, Href: shell.FactHref(store.ReportID(e.Evidence.Report), e.Evidence.Fact), Label: e.Title() + ", " + e.Day.Format("2 January") + ", " + e.Evidence.Name,
				Conflict: e.Quad > 2, Material: e.Quad%2 == 0, Planned: e.Status == "planned" || e.Status == "possible", Denied: e.Status == "denied" || e.Status == "negated"})
		}
		pg.Lanes = append(pg.Lanes, l)
	}
	return nil
}

func who(e situation.Event) string {
	if len(e.Actors) == 0 {
		return "nobody named"
	}
	return e.Actors[0]
}
