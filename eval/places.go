package eval

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// placeSets are the sets of ../shared/data/places, whose README gives sources and measures.
var placeSets = []struct{ name, file string }{
	{"LGL", "lgl.jsonl"},
	{"TR-News", "tr-news.jsonl"},
	{"GeoWebNews", "geowebnews.jsonl"},
	{"GeoVirus", "geovirus.jsonl"},
}

// placeDocument is one line of a set.
type placeDocument struct {
	ID       string        `json:"id"`
	URL      string        `json:"url"`
	Title    string        `json:"title"`
	Text     string        `json:"text"`
	Split    string        `json:"split"`
	Toponyms []goldToponym `json:"toponyms"`
}

type goldToponym struct {
	Span     span.Span `json:"span"`
	Name     string    `json:"name"`
	GeoNames *int      `json:"geonameid"`
	Lat      *float64  `json:"lat"`
	Lon      *float64  `json:"lon"`
	Kind     string    `json:"kind"`
	Country  string    `json:"country"`
	Wiki     string    `json:"wiki"` // address of the article that the gold of GeoVirus names
}

// Places scores the finding and the resolution of places on four public sets: with the gold spans given, beside the
// likeliest bearer of each name alone, and from the raw text.
func Places(ctx context.Context, o Options) error {
	folder := filepath.Join(o.Data, "places")
	if _, err := os.Stat(folder); err != nil {
		return fmt.Errorf("eval places: no folder %s: give the folder that holds places/ with --data", folder)
	}
	in, err := openRooms()
	if err != nil {
		return err
	}
	sets := map[string][]placeDocument{}
	for _, set := range placeSets {
		docs, err := readPlaceSet(filepath.Join(folder, set.file))
		if err != nil {
			return fmt.Errorf("eval places: %w", err)
		}
		sets[set.name] = docs
	}
	if err := resolutionTable(ctx, o, in.World, sets); err != nil {
		return err
	}
	return rawTable(ctx, o, in, sets)
}

func readPlaceSet(file string) (docs []placeDocument, err error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	lines := bufio.NewScanner(f)
	lines.Buffer(make([]byte, 1<<20), 1<<26)
	for lines.Scan() {
		var d placeDocument
		if err := json.Unmarshal(lines.Bytes(), &d); err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		docs = append(docs, d)
	}
	return docs, lines.Err()
}

// located is the score of resolved toponyms.
type located struct {
	gold, answered, near   int
	ids, rightIDs          int
	countries, rightNation int
	same                   int       // near, or the same area whose point lies elsewhere
	errors                 []float64 // km, of the answered
	auc                    float64   // sum of ln(error+1)/ln(20040), 1 for the unanswered
}

const (
	nearKm   = 161   // 100 miles
	farthest = 20040 // km, half way round
)

func (l *located) add(g goldToponym, p world.Place, nation string) {
	l.gold++
	near := false
	if p.ID == "" {
		l.auc++
	} else {
		l.answered++
		km := kilometres(p.Lat, p.Lon, *g.Lat, *g.Lon)
		l.errors = append(l.errors, km)
		l.auc += math.Log(km+1) / math.Log(farthest)
		if near = km <= nearKm; near {
			l.near++
		}
	}
	if near || sameArea(g, p) {
		l.same++
	}
	if g.GeoNames != nil {
		l.ids++
		if p.GeoNames() == strconv.Itoa(*g.GeoNames) {
			l.rightIDs++
		}
	}
	if nation != "" {
		l.countries++
		if p.Country == nation {
			l.rightNation++
		}
	}
}

// sameArea reports whether p is the very place that the gold names by number or by its article: large areas have no one point.
func sameArea(g goldToponym, p world.Place) bool {
	if g.GeoNames != nil {
		return p.GeoNames() == strconv.Itoa(*g.GeoNames)
	}
	title, _, _ := strings.Cut(strings.ReplaceAll(path.Base(g.Wiki), "_", " "), " (")
	return title != "" && p.Class() != 'P' && p.ID != "" && world.Fold(title) == world.Fold(p.Name)
}

func kilometres(lat1, lon1, lat2, lon2 float64) float64 {
	const degree = math.Pi / 180
	a, b := math.Sin((lat2-lat1)*degree/2), math.Sin((lon2-lon1)*degree/2)
	return 2 * 6371.0088 * math.Asin(math.Sqrt(min(1, a*a+math.Cos(lat1*degree)*math.Cos(lat2*degree)*b*b)))
}

func (l *located) row(out io.Writer, set, what string) error {
	slices.Sort(l.errors)
	mean, median := 0.0, 0.0
	for _, km := range l.errors {
		mean += km / float64(len(l.errors))
	}
	if n := len(l.errors); n > 0 {
		median = l.errors[n/2]
	}
	_, err := fmt.Fprintf(out, "%-12s%-18s%8d%10.3f%10.3f%8.3f%10.0f%8.1f%8.3f%10.3f%10.3f\n", set, what, l.gold, fraction(l.near, l.gold),
		fraction(l.near, l.answered), fraction(l.same, l.gold), mean, median, l.auc/float64(max(l.gold, 1)), fraction(l.rightIDs, l.ids), fraction(l.rightNation, l.countries))
	return err
}

func resolutionTable(ctx context.Context, o Options, w *world.World, sets map[string][]placeDocument) error {
	if _, err := fmt.Fprintf(o.Out, "%-12s%-18s%8s%10s%10s%8s%10s%8s%8s%10s%10s\n", "gold spans", "", "names", "acc@161", "answered", "area", "mean km", "median",
		"AUC", "exact id", "country"); err != nil {
		return err
	}
	for _, set := range placeSets {
		var prior, listed, ours, known located
		scenes := outletScenes(w, sets[set.name])
		for i, d := range sets[set.name] {
			if err := ctx.Err(); err != nil {
				return err
			}
			if o.Split != "" && d.Split != o.Split {
				continue
			}
			gold, spans := d.located()
			for i, g := range gold {
				prior.add(g, likeliest(w, g.Name), nationOf(w, gold[i]))
			}
			got := record.ResolvePlaces(w, d.Text, spans, record.PlaceHint{URL: d.URL})
			listed.addListed(w, gold, got)
			if err := ours.addAll(o, w, d, gold, got); err != nil {
				return err
			}
			got = record.ResolvePlaces(w, d.Text, spans, record.PlaceHint{URL: d.URL, Scenes: scenes[i]})
			if err := known.addAll(Options{}, w, d, gold, got); err != nil {
				return err
			}
		}
		for _, row := range []struct {
			what string
			l    *located
		}{{"highest prior", &prior}, {"dateline", &ours}, {"  ids at GeoNames", &listed}, {"+ outlet known", &known}} {
			if row.l.gold == 0 {
				continue
			}
			if err := row.l.row(o.Out, set.name, row.what); err != nil {
				return err
			}
		}
	}
	return nil
}

// located gives the toponyms that have a point, and their spans.
func (d *placeDocument) located() (gold []goldToponym, spans []span.Span) {
	for _, g := range d.Toponyms {
		if g.Lat != nil && g.Lon != nil {
			gold, spans = append(gold, g), append(spans, g.Span)
		}
	}
	return gold, spans
}

// addListed adds the toponyms whose place has a number at GeoNames: what a resolver onto GeoNames can be held to.
func (l *located) addListed(w *world.World, gold []goldToponym, got []record.ResolvedPlace) {
	for i, g := range gold {
		if g.GeoNames != nil {
			l.add(g, got[i].Place, nationOf(w, g))
		}
	}
}

func likeliest(w *world.World, name string) world.Place {
	if found := w.Places(name); len(found) > 0 {
		return found[0]
	}
	return world.Place{}
}

func nationOf(w *world.World, g goldToponym) string {
	c, _ := w.CountryByName(g.Country)
	return c.Code
}

func (l *located) addAll(o Options, w *world.World, d placeDocument, gold []goldToponym, got []record.ResolvedPlace) error {
	for i, g := range gold {
		p := got[i].Place
		l.add(g, p, nationOf(w, g))
		if o.Misses && (p.ID == "" || kilometres(p.Lat, p.Lon, *g.Lat, *g.Lon) > nearKm) {
			if _, err := fmt.Fprintf(o.Out, "  %s %q [%d] is %.2f,%.2f %s %s; got %s %q %s/%s %.2f,%.2f %s\n", d.ID, g.Name, g.Span.Start, *g.Lat, *g.Lon, g.Kind, g.Country,
				p.ID, p.Name, p.Country, p.Admin1, p.Lat, p.Lon, p.Code); err != nil {
				return err
			}
		}
	}
	return nil
}

// outletScenes gives for each document where the outlet's other documents play, by their own readings (no gold is used): what a
// reader knows of an outlet after some reports. It is nil where the outlet has fewer than three others.
func outletScenes(w *world.World, docs []placeDocument) []map[string]float64 {
	each := make([]map[string]float64, len(docs))
	byOutlet := map[string][]int{}
	for i, d := range docs {
		each[i] = map[string]float64{}
		_, spans := d.located()
		for _, p := range record.ResolvePlaces(w, d.Text, spans, record.PlaceHint{URL: d.URL}) {
			if p.Place.Admin1 != "" {
				each[i][record.Scene(p.Place)] += 1 / float64(len(spans))
			}
		}
		if at, err := url.Parse(d.URL); err == nil && at.Host != "" {
			byOutlet[at.Host] = append(byOutlet[at.Host], i)
		}
	}
	out := make([]map[string]float64, len(docs))
	for _, members := range byOutlet {
		for _, i := range members {
			if others := len(members) - 1; others >= 3 {
				out[i] = map[string]float64{}
				for _, j := range members {
					for scene, part := range each[j] {
						if j != i {
							out[i][scene] += part / float64(others)
						}
					}
				}
			}
		}
	}
	return out
}
