// Package maps draws events by the place that their sentence gives, on Natural Earth's atlas cut to the window on the server: marks for
// towns, areas for what is vague, a list of what is not drawn, a slider of days, and the same places as a list. Nothing is fetched
// from outside, and nothing needs script.
package maps

import (
	"cmp"
	"context"
	"embed"
	"encoding/json"
	"fmt"
	"math"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/ask"
	"github.com/dateline-news/dateline/desk/body"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/search"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var pageTemplate = ask.Templates(files)

// Pages serves the map.
type Pages struct{ *shell.Desk }

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /map", p.Handle(p.show))
	mux.Handle("GET /map/export.geojson", p.Handle(p.geojson))
	mux.Handle("GET /geo/{bbox}", p.Handle(p.geo))
}

// Size of the drawing.
const wide, high = 760, 604

type page struct {
	shell.Frame
	ask.Ask
	All, Placed int
	Quads       []ask.Choice
	Atlas       base
	View        view
	Marks       []mark
	Days        []dayBar
	DaySays     string
	DayFrom     string
	DayTo       string
	Earlier     string
	Later       string
	AnyDay      string
	In, Out     string
	Moves       []move
	Fit         string
	Places      []*place
	More        int
	NotDrawn    []*place
	Open        *card
	BBox        string
	Export      string
}

type move struct{ Label, Href string }

// place is a place with its events.
type place struct {
	ID         store.NameID `json:"id"`
	Name       string       `json:"name"`
	Kind       string       `json:"kind"` // town, district, country …
	Lat        float64      `json:"lat"`
	Lon        float64      `json:"lon"`
	Conf, Coop int          `json:"-"`
	N          int          `json:"events"`
	Href       string       `json:"href"`
	Vague      bool         `json:"vague"` // drawn as an area
	located    bool
	first      store.EntryID
	Sentence   *ask.Fact `json:"-"`
	Current    bool      `json:"-"`
}

// mark is what is drawn for one place, or for several that lie together.
type mark struct {
	X, Y, R    int
	Area       int // radius of the area; 0 for none
	Glyph      string
	N          int
	SmallGlyph string
	SmallN     int
	Label      string
	Href, Says string
	Current    bool
	LabelX     int
	Anchor     string
}

type dayBar struct {
	X, W, Up, Down int
	Label, Href    string
	Title          string
	On             bool
}

// card is the chosen place with its sentences.
type card struct {
	Place *place
	Facts []ask.Fact
	Total int
	Rule  string
	Close string
	All   string
}

type listing struct {
	Query  string     `json:"query"`
	Window [4]float64 `json:"window"`
	Events int        `json:"events"`
	Placed int        `json:"placed"`
	Places []*place   `json:"places"`
	Not    []*place   `json:"not_drawn"`
}

var keys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous place"}, {Keys: []string{"Enter"}, Does: "open its sentences"}, {Keys: []string{"[", "]"}, Does: "move the window"},
	{Keys: []string{"+", "−"}, Does: "zoom"}, {Keys: []string{"e"}, Does: "export GeoJSON"}, {Keys: []string{"/"}, Does: "search"}}

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	a, err := ask.Read(p.Desk, r)
	if err != nil {
		return err
	}
	if a.Fault != nil && shell.WantsJSON(r) {
		return shell.Bad(a.Fault.Title+".", a.Fault.Advice)
	}
	pg := &page{Frame: shell.Frame{Name: "map", Title: "Map", Keys: keys}, Ask: a, Export: a.To("/map/export.geojson")}
	if a.Fault != nil {
		return p.Show(w, r, a.Status(), pageTemplate, pg, nil)
	}
	g, err := p.gather(r.Context(), a)
	if err != nil {
		return err
	}
	pg.All, pg.Placed = g.all, g.placed
	if err := p.window(pg, g, r); err != nil {
		return err
	}
	if err := p.fill(r.Context(), pg, g); err != nil {
		return err
	}
	v := pg.View
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, listing{Query: a.Query.String(), Window: [4]float64{v.west, v.south, v.east, v.north}, Events: g.all, Placed: g.placed, Places: append([]*place{}, pg.Places...), Not: append([]*place{}, pg.NotDrawn...)})
}

// gathered is what one walk over the events gives.
type gathered struct {
	all, placed int
	places      []*place
	byID        map[store.NameID]*place
	none        *place
	quads       [5]int
	days        map[time.Time][2]int // conflict, cooperation
}

func (p Pages) gather(ctx context.Context, a ask.Ask) (*gathered, error) {
	g := &gathered{byID: map[store.NameID]*place{}, none: &place{Name: "no place said", Kind: "and the dateline is never used instead"}, days: map[time.Time][2]int{}}
	day, n := 0, [2]int{} // of the events that came last: they come in the order of their days
	err := p.Store.Points(ctx, a.Want(store.EventEntry), func(e *store.Point) bool {
		g.all++
		g.quads[e.Quad]++
		at := g.none
		if e.Place != 0 {
			g.placed++
			if at = g.byID[e.Place]; at == nil {
				at = newPlace(e.Name(e.Place))
				g.byID[e.Place] = at
				g.places = append(g.places, at)
			}
		}
		at.count(e)
		if e.Dated && e.Day != day {
			g.add(day, n)
			day, n = e.Day, [2]int{}
		}
		if e.Dated && e.Quad > 0 {
			n[coop(e.Quad)]++
		}
		return true
	})
	g.add(day, n)
	slices.SortStableFunc(g.places, func(x, y *place) int { return cmp.Or(cmp.Compare(y.N, x.N), cmp.Compare(x.Name, y.Name)) })
	return g, err
}

// coop is 0 for a quad class of conflict and 1 for one of cooperation.
func coop(quad int) int {
	if quad >= 3 {
		return 0
	}
	return 1
}

// add counts events of conflict and of cooperation on a day.
func (g *gathered) add(day int, n [2]int) {
	if n == [2]int{} {
		return
	}
	t := store.DayTime(day)
	had := g.days[t]
	g.days[t] = [2]int{had[0] + n[0], had[1] + n[1]}
}

func newPlace(n store.Name) *place {
	at := &place{ID: n.ID, Name: n.Name, Kind: kindOf(n)}
	if n.Lat != nil && n.Lon != nil {
		at.Lat, at.Lon, at.located = *n.Lat, *n.Lon, n.Kind != "country" && n.Precision != "country"
	}
	at.Vague = n.Precision != "exact" && n.Precision != "city"
	return at
}

func kindOf(n store.Name) string {
	switch {
	case n.Kind == "country" || n.Precision == "country":
		return "country only"
	case n.Precision == "city":
		return "town"
	case n.Precision == "exact":
		return "exact"
	case n.Precision == "admin1":
		return "district, drawn as an area"
	case n.Precision == "":
		return "no point known"
	}
	return n.Precision + ", drawn as an area"
}

func (at *place) count(e *store.Point) {
	at.N++
	if at.first == 0 {
		at.first = e.ID
	}
	if e.Quad >= 3 {
		at.Conf++
	} else if e.Quad > 0 {
		at.Coop++
	}
}

// window reads the window of the address, or fits one to where most events are.
func (p Pages) window(pg *page, g *gathered, r *http.Request) error {
	b := fit(g.places)
	if w := r.URL.Query().Get("w"); w != "" {
		asked, ok := parseBox(w)
		if !ok {
			return shell.Bad("That is no window of the map.", "Write it as west,south,east,north in degrees: ?w=20,42.5,21.5,43.3.")
		}
		b = asked
	}
	v := newView(b, wide, high)
	pg.View = v
	pg.BBox = fmt.Sprintf("%.4f,%.4f,%.4f,%.4f", v.west, v.south, v.east, v.north)
	across, down := v.east-v.west, v.north-v.south
	to := func(dx, dy, zoom float64) string {
		x, y := (v.west+v.east)/2+dx*across, (v.south+v.north)/2+dy*down
		a, d := min(across*zoom, 340), min(down*zoom, 150)
		y = max(-80+d/2, min(80-d/2, y))
		return pg.Href("w", fmt.Sprintf("%.3f,%.3f,%.3f,%.3f", max(-200, x-a/2), max(-83, y-d/2), min(200, x+a/2), min(83, y+d/2)))
	}
	if across > .05 {
		pg.In = to(0, 0, .5)
	}
	if across < 300 {
		pg.Out = to(0, 0, 2)
	}
	pg.Moves = []move{{"West", to(-.4, 0, 1)}, {"East", to(.4, 0, 1)}, {"North", to(0, .4, 1)}, {"South", to(0, -.4, 1)}}
	if r.URL.Query().Get("w") != "" {
		pg.Fit = pg.Href("w", "")
	}
	var err error
	pg.Atlas, err = v.draw()
	return err
}

// fit is a window around where nine of ten events are; the world where none has a place.
func fit(places []*place) box {
	var lons, lats []float64
	for _, at := range places {
		if at.located {
			for range min(at.N, 50) {
				lons, lats = append(lons, at.Lon), append(lats, at.Lat)
			}
		}
	}
	if len(lons) == 0 {
		return box{-170, -56, 180, 76}
	}
	slices.Sort(lons)
	slices.Sort(lats)
	cut := len(lons) / 20
	b := box{lons[cut], lats[cut], lons[len(lons)-1-cut], lats[len(lats)-1-cut]}
	dx, dy := max(.4, (b.east-b.west)*.15), max(.3, (b.north-b.south)*.15)
	return box{max(-180, b.west-dx), max(-80, b.south-dy), min(180, b.east+dx), min(80, b.north+dy)}
}

func parseBox(s string) (b box, ok bool) {
	parts := strings.Split(s, ",")
	if len(parts) != 4 {
		return b, false
	}
	for i, to := range []*float64{&b.west, &b.south, &b.east, &b.north} {
		n, err := strconv.ParseFloat(strings.TrimSpace(parts[i]), 64)
		if err != nil {
			return b, false
		}
		*to = n
	}
	return b, b.valid() && b.east-b.west > .001 && b.north-b.south > .001
}

// fill makes what stands on and beside the map.
func (p Pages) fill(ctx context.Context, pg *page, g *gathered) error {
	for i, name := range search.Values(search.Quad) {
		text, class := ask.Quad(name)
		pg.Quads = append(pg.Quads, ask.Choice{Label: text, Class: class, N: g.quads[i+1], On: pg.Query.Has(search.Quad, name), Href: pg.With(pg.Query.Toggle(search.Quad, name))})
	}
	slices.Reverse(pg.Quads)
	chosen, _ := strconv.ParseInt(pg.Values.Get("open"), 10, 64) // what is no number opens nothing
	var drawn []*place
	for _, at := range g.places {
		at.Href = pg.Href("open", strconv.FormatInt(int64(at.ID), 10)) + "#open"
		if at.Current = int64(at.ID) == chosen; at.Current {
			pg.Open = &card{Place: at}
		}
		switch {
		case !at.located:
			pg.NotDrawn = append(pg.NotDrawn, at)
		default:
			drawn = append(drawn, at)
		}
	}
	if g.none.N > 0 {
		g.none.Href = pg.To("/events")
		pg.NotDrawn = append(pg.NotDrawn, g.none)
	}
	pg.Places = drawn
	pg.marks(drawn)
	pg.Places, pg.More = pg.Places[:min(len(pg.Places), mostListed)], max(0, len(pg.Places)-mostListed)
	pg.NotDrawn = pg.NotDrawn[:min(len(pg.NotDrawn), 9)]
	pg.slider(g)
	if err := p.sentences(ctx, pg); err != nil {
		return err
	}
	return p.open(ctx, pg)
}

const mostListed = 40

// marks puts places that lie nearer than their marks under one mark.
func (pg *page) marks(places []*place) {
	v := pg.View
	for _, at := range places {
		x, y := v.at(at.Lon, at.Lat)
		if x < -10 || x > wide+10 || y < -10 || y > high+10 {
			continue
		}
		r := 9 + int(math.Round(2.2*math.Log2(float64(at.N)+1)))
		if joined := pg.near(int(x), int(y), r); joined != nil && !at.Current {
			joined.N += at.N
			joined.Says += "; " + at.Name + " " + shell.Count(at.N)
			continue
		}
		m := mark{X: int(x), Y: int(y), R: r, N: at.N, Label: at.Name, Href: at.Href, Current: at.Current, Says: at.Name + ": " + shell.Count(at.Conf) + " of conflict, " + shell.Count(at.Coop) + " of cooperation"}
		m.Glyph, m.SmallGlyph, m.SmallN = "mo", "mc", at.Conf
		if at.Conf >= at.Coop {
			m.Glyph, m.SmallGlyph, m.SmallN = "mc", "mo", at.Coop
		}
		if at.Vague {
			m.Area = max(r+8, int(vagueKm*v.kilometre()))
		}
		m.LabelX, m.Anchor = m.X+r+6, "start"
		if m.LabelX+len(m.Label)*7 > wide {
			m.LabelX, m.Anchor = m.X-r-6, "end"
		}
		pg.Marks = append(pg.Marks, m)
		if len(pg.Marks) >= 200 {
			break
		}
	}
}

// vagueKm is the radius drawn for a place that is known only by its district.
const vagueKm = 25

func (pg *page) near(x, y, r int) *mark {
	for i := range pg.Marks {
		m := &pg.Marks[i]
		if dx, dy := m.X-x, m.Y-y; dx*dx+dy*dy < (m.R+r)*(m.R+r)*2/3 {
			return m
		}
	}
	return nil
}

// sentences reads the newest sentence of each listed place.
func (p Pages) sentences(ctx context.Context, pg *page) error {
	var ids []store.EntryID
	lists := slices.Concat(pg.Places, pg.NotDrawn)
	for _, at := range lists {
		ids = append(ids, at.first)
	}
	list, err := p.Store.Entries(ctx, ids...)
	if err != nil {
		return err
	}
	byID := map[store.EntryID]*store.Entry{}
	for i := range list {
		byID[list[i].ID] = &list[i]
	}
	for _, at := range lists {
		if e := byID[at.first]; e != nil {
			f := ask.FactOf(p.Desk, e, nil)
			at.Sentence = &f
		}
	}
	return nil
}

func (p Pages) open(ctx context.Context, pg *page) error {
	c := pg.Open
	if c == nil {
		return nil
	}
	q := pg.Query.Set(search.Place, c.Place.Name)
	found, err := p.Store.Find(ctx, store.Find{Query: q, Kinds: []store.EntryKind{store.EventEntry}, On: pg.AsOf.At, Limit: 6, Newest: true})
	if err != nil {
		return err
	}
	c.Total, c.Close, c.All = found.Total, pg.Href("open", ""), "/places/"+strconv.FormatInt(int64(c.Place.ID), 10)
	for _, one := range found.Answers {
		c.Facts = append(c.Facts, ask.FactOf(p.Desk, one.Entry, ask.Wanted(pg.Query)))
	}
	switch {
	case !c.Place.located:
		c.Rule = "no mark: the sentence gives no point or area"
	case c.Place.Vague:
		c.Rule = fmt.Sprintf("the sentence names a district, drawn as %d km around its centre", vagueKm)
	default:
		c.Rule = "the sentence names the place; the mark is the point that the atlas gives it"
	}
	return nil
}

// slider draws the days that have events, conflict above the line and cooperation below.
func (pg *page) slider(g *gathered) {
	var days []time.Time
	for d := range g.days {
		days = append(days, d)
	}
	if len(days) < 2 {
		return
	}
	slices.SortFunc(days, time.Time.Compare)
	last := days[len(days)-1]
	first := last.AddDate(0, 0, -29)
	if days[0].After(first) {
		first = days[0]
	}
	n := int(last.Sub(first).Hours()/24) + 1
	most := 1
	for _, v := range g.days {
		most = max(most, v[0], v[1])
	}
	step := 560.0 / float64(n)
	for i := range n {
		d := first.AddDate(0, 0, i)
		v := g.days[d]
		b := dayBar{X: int(float64(i)*step + 1), W: max(2, int(step-2)), Title: d.Format("Monday 2 January 2006") + ": " + shell.Plural(v[0]+v[1], "event", "events")}
		if v[0] > 0 {
			b.Up = max(2, v[0]*34/most)
		}
		if v[1] > 0 {
			b.Down = max(2, v[1]*18/most)
		}
		if i == 0 || d.Day() == 1 {
			b.Label = d.Format("2 Jan")
		} else if n <= 16 || i%3 == 0 {
			b.Label = d.Format("2")
		}
		b.Href = pg.With(pg.Query.Set(search.From).Set(search.To).Set(search.On, d.Format(time.DateOnly)))
		pg.Days = append(pg.Days, b)
	}
	pg.DayFrom, pg.DayTo = first.Format(time.DateOnly), last.AddDate(0, 0, 1).Format(time.DateOnly)
	pg.DaySays = first.Format("Mon 2 Jan") + " to " + last.Format("Mon 2 Jan 2006")
	pg.steps(first, last)
}

// steps are the keys that move the days that are shown.
func (pg *page) steps(first, last time.Time) {
	day := last
	if on := pg.Query.Asked(search.On); len(on) == 1 {
		if d, err := time.Parse(time.DateOnly, on[0]); err == nil {
			day = d
			pg.AnyDay = pg.With(pg.Query.Set(search.On))
			pg.DaySays = day.Format("Monday 2 January 2006")
		}
	} else if len(pg.Query.Asked(search.From))+len(pg.Query.Asked(search.To)) > 0 {
		pg.AnyDay = pg.With(pg.Query.Set(search.From).Set(search.To))
	}
	to := func(d time.Time) string {
		return pg.With(pg.Query.Set(search.From).Set(search.To).Set(search.On, d.Format(time.DateOnly)))
	}
	pg.Earlier, pg.Later = to(day.AddDate(0, 0, -1)), to(day.AddDate(0, 0, 1))
}

// geojson gives the places with their counts as GeoJSON (RFC 7946).
func (p Pages) geojson(w http.ResponseWriter, r *http.Request) error {
	a, err := ask.Read(p.Desk, r)
	if err != nil {
		return err
	}
	if a.Fault != nil {
		return shell.Bad(a.Fault.Title+".", a.Fault.Advice)
	}
	g, err := p.gather(r.Context(), a)
	if err != nil {
		return err
	}
	features := []any{}
	for _, at := range g.places {
		f := map[string]any{"type": "Feature", "geometry": nil, "properties": map[string]any{"id": at.ID, "name": at.Name, "kind": at.Kind, "events": at.N, "conflict": at.Conf, "cooperation": at.Coop}}
		if at.located {
			f["geometry"] = map[string]any{"type": "Point", "coordinates": [2]float64{at.Lon, at.Lat}}
		}
		features = append(features, f)
	}
	w.Header().Set("Content-Disposition", `attachment; filename="events.geojson"`)
	return shell.JSON(w, r, http.StatusOK, map[string]any{"type": "FeatureCollection", "features": features})
}

// geo gives the atlas cut to a window as path data, so that a script can draw a map by itself: /geo/20,42,22,44.json.
func (p Pages) geo(w http.ResponseWriter, r *http.Request) error {
	b, ok := parseBox(strings.TrimSuffix(r.PathValue("bbox"), ".json"))
	if !ok {
		return shell.Bad("That is no window of the map.", "Write it as west,south,east,north in degrees: /geo/20,42.5,21.5,43.3.json.")
	}
	v := newView(b, wide, high)
	drawn, err := v.draw()
	if err != nil {
		return err
	}
	out, err := json.Marshal(map[string]any{"window": [4]float64{v.west, v.south, v.east, v.north}, "wide": wide, "high": high, "base": drawn})
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "private, max-age=86400")
	return body.Write(w, r, http.StatusOK, "application/json; charset=utf-8", out)
}
