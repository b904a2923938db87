package eval

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"

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
}

// Places scores the finding and the resolution of places on four public sets: with the gold spans given, beside the
// likeliest bearer of each name alone, and from the raw text.
func Places(ctx context.Context, o Options) error {
	folder := filepath.Join(o.Data, "places")
	if _, err := os.Stat(folder); err != nil {
		return fmt.Errorf("eval places: no folder %s: give the folder that holds places/ with --data", folder)
	}
	w, err := world.Load()
	if err != nil {
		return err
	}
	sets := map[string][]placeDocument{}
	for _, set := range placeSets {
		if sets[set.name], err = readPlaceSet(filepath.Join(folder, set.file), o.Split); err != nil {
			return fmt.Errorf("eval places: %w", err)
		}
	}
	if err := resolutionTable(ctx, o, w, sets); err != nil {
		return err
	}
	return rawTable(ctx, o, w, sets)
}

func readPlaceSet(path, split string) (docs []placeDocument, err error) {
	f, err := os.Open(path)
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
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		if split == "" || d.Split == split {
			docs = append(docs, d)
		}
	}
	return docs, lines.Err()
}

// located is the score of resolved toponyms.
type located struct {
	gold, answered, near   int
	ids, rightIDs          int
	countries, rightNation int
	errors                 []float64 // km, of the answered
	auc                    float64   // sum of ln(error+1)/ln(20040), 1 for the unanswered
}

const (
	nearKm   = 161   // 100 miles
	farthest = 20040 // km, half way round
)

func (l *located) add(g goldToponym, p world.Place, nation string) {
	l.gold++
	if p.ID == "" {
		l.auc++
	} else {
		l.answered++
		km := kilometres(p.Lat, p.Lon, *g.Lat, *g.Lon)
		l.errors = append(l.errors, km)
		l.auc += math.Log(km+1) / math.Log(farthest)
		if km <= nearKm {
			l.near++
		}
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
	_, err := fmt.Fprintf(out, "%-12s%-16s%8d%10.3f%10.3f%10.0f%8.1f%8.3f%10.3f%10.3f\n", set, what, l.gold, fraction(l.near, l.gold),
		fraction(l.near, l.answered), mean, median, l.auc/float64(max(l.gold, 1)), fraction(l.rightIDs, l.ids), fraction(l.rightNation, l.countries))
	return err
}

func resolutionTable(ctx context.Context, o Options, w *world.World, sets map[string][]placeDocument) error {
	if _, err := fmt.Fprintf(o.Out, "%-12s%-16s%8s%10s%10s%10s%8s%8s%10s%10s\n", "gold spans", "", "names", "acc@161", "answered", "mean km", "median",
		"AUC", "exact id", "country"); err != nil {
		return err
	}
	for _, set := range placeSets {
		var ours, prior located
		for _, d := range sets[set.name] {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := scoreResolution(o, w, d, &ours, &prior); err != nil {
				return err
			}
		}
		if err := prior.row(o.Out, set.name, "highest prior"); err != nil {
			return err
		}
		if err := ours.row(o.Out, set.name, "dateline"); err != nil {
			return err
		}
	}
	return nil
}

func scoreResolution(o Options, w *world.World, d placeDocument, ours, prior *located) error {
	var gold []goldToponym
	var spans []span.Span
	for _, g := range d.Toponyms {
		if g.Lat != nil && g.Lon != nil {
			gold, spans = append(gold, g), append(spans, g.Span)
		}
	}
	for i, got := range record.ResolvePlaces(w, d.Text, spans, record.PlaceHint{URL: d.URL}) {
		g := gold[i]
		nation := ""
		if c, ok := w.CountryByName(g.Country); ok {
			nation = c.Code
		}
		var likeliest world.Place
		if found := w.Places(g.Name); len(found) > 0 {
			likeliest = found[0]
		}
		ours.add(g, got.Place, nation)
		prior.add(g, likeliest, nation)
		if o.Misses && (got.Place.ID == "" || kilometres(got.Place.Lat, got.Place.Lon, *g.Lat, *g.Lon) > nearKm) {
			if _, err := fmt.Fprintf(o.Out, "  %s %q [%d] is %.2f,%.2f %s %s; got %s %q %s/%s %.2f,%.2f %s\n", d.ID, g.Name, g.Span.Start, *g.Lat, *g.Lon, g.Kind, g.Country,
				got.Place.ID, got.Place.Name, got.Place.Country, got.Place.Admin1, got.Place.Lat, got.Place.Lon, got.Place.Code); err != nil {
				return err
			}
		}
	}
	return nil
}
