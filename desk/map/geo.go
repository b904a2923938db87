package maps

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/json"
	"fmt"
	"math"
	"sync"
)

// The atlas is Natural Earth (public domain), as TopoJSON of world-atlas (ISC); town labels are GeoNames (CC BY 4.0).
//
//go:embed data/*.gz
var atlas embed.FS

// point is a longitude and a latitude in degrees.
type point [2]float32

// shape is a ring or a line with the box that holds it.
type shape struct {
	pts               []point
	west, south       float32
	east, north       float32
	name, kind, aside string
	closed            bool
}

// box is a window in degrees.
type box struct{ west, south, east, north float64 }

func (b box) valid() bool {
	return b.west < b.east && b.south < b.north && b.west >= -360 && b.east <= 360 && b.south >= -90 && b.north <= 90 && !math.IsNaN(b.west+b.east+b.south+b.north)
}

func (s *shape) meets(b box) bool {
	return float64(s.west) <= b.east && float64(s.east) >= b.west && float64(s.south) <= b.north && float64(s.north) >= b.south
}

// town is a label.
type town struct {
	name     string
	lon, lat float64
	prior    int
	capital  bool
}

// layers are read once, when the first map asks for them.
var (
	worldLand = sync.OnceValues(func() ([]shape, error) { return topology("data/countries-110m.topo.json.gz", "countries") })
	closeLand = sync.OnceValues(func() ([]shape, error) { return topology("data/countries-10m.topo.json.gz", "countries") })
	claims    = sync.OnceValues(func() ([]shape, error) { return topology("data/disputed-lines-10m.topo.json.gz", "disputed_lines") })
	borders   = sync.OnceValues(func() ([]shape, error) { return topology("data/borders-50m.topo.json.gz", "borders") })
	towns     = sync.OnceValues(readTowns)
)

func unzip(name string, into any) error {
	b, err := atlas.ReadFile(name)
	if err != nil {
		return err
	}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err != nil {
		return fmt.Errorf("read the atlas %s: %w", name, err)
	}
	if err := json.NewDecoder(z).Decode(into); err != nil {
		return fmt.Errorf("read the atlas %s: %w", name, err)
	}
	return z.Close()
}

// topo is a TopoJSON topology (https://github.com/topojson/topojson-specification).
type topo struct {
	Arcs      [][][2]int32 `json:"arcs"`
	Transform struct {
		Scale     [2]float64 `json:"scale"`
		Translate [2]float64 `json:"translate"`
	} `json:"transform"`
	Objects map[string]struct {
		Geometries []geometry `json:"geometries"`
	} `json:"objects"`
}

type geometry struct {
	Type       string          `json:"type"`
	Arcs       json.RawMessage `json:"arcs"`
	Properties struct {
		Name  string `json:"name"`
		Kind  string `json:"kind"`
		Left  string `json:"left"`
		Right string `json:"right"`
	} `json:"properties"`
}

// topology reads the rings and lines of one object.
func topology(file, object string) ([]shape, error) {
	var t topo
	if err := unzip(file, &t); err != nil {
		return nil, err
	}
	arcs := make([][]point, len(t.Arcs))
	for i, deltas := range t.Arcs {
		var x, y int32
		for _, d := range deltas {
			x, y = x+d[0], y+d[1]
			arcs[i] = append(arcs[i], point{float32(float64(x)*t.Transform.Scale[0] + t.Transform.Translate[0]), float32(float64(y)*t.Transform.Scale[1] + t.Transform.Translate[1])})
		}
	}
	var all []shape
	for _, g := range t.Objects[object].Geometries {
		lists, closed, err := g.rings()
		if err != nil {
			return nil, fmt.Errorf("read the atlas %s: %w", file, err)
		}
		for _, ring := range lists {
			s := shape{pts: joined(arcs, ring), name: g.Properties.Name, kind: g.Properties.Kind, closed: closed}
			if g.Properties.Left != g.Properties.Right {
				s.aside = g.Properties.Left + ", " + g.Properties.Right
			}
			if s.bound(); len(s.pts) > 1 {
				all = append(all, s)
			}
		}
	}
	return all, nil
}

// rings are the lists of arcs of a geometry, whatever its nesting.
func (g *geometry) rings() (lists [][]int, closed bool, err error) {
	switch g.Type {
	case "LineString":
		var one []int
		err = json.Unmarshal(g.Arcs, &one)
		return [][]int{one}, false, err
	case "MultiLineString":
		err = json.Unmarshal(g.Arcs, &lists)
		return lists, false, err
	case "Polygon":
		err = json.Unmarshal(g.Arcs, &lists)
		return lists, true, err
	case "MultiPolygon":
		var many [][][]int
		err = json.Unmarshal(g.Arcs, &many)
		for _, p := range many {
			lists = append(lists, p...)
		}
		return lists, true, err
	}
	return nil, false, nil
}

// joined puts arcs behind each other; a negative number is the arc ~n read backwards.
func joined(arcs [][]point, list []int) []point {
	var pts []point
	for _, n := range list {
		back := n < 0
		if back {
			n = ^n
		}
		if n >= len(arcs) {
			continue
		}
		arc := arcs[n]
		for i := range arc {
			p := arc[i]
			if back {
				p = arc[len(arc)-1-i]
			}
			if i == 0 && len(pts) > 0 {
				continue
			}
			pts = append(pts, p)
		}
	}
	return pts
}

func (s *shape) bound() {
	s.west, s.south, s.east, s.north = 360, 90, -360, -90
	for _, p := range s.pts {
		s.west, s.east = min(s.west, p[0]), max(s.east, p[0])
		s.south, s.north = min(s.south, p[1]), max(s.north, p[1])
	}
}

func readTowns() ([]town, error) {
	var f struct {
		Features []struct {
			Geometry struct {
				Coordinates [2]float64 `json:"coordinates"`
			} `json:"geometry"`
			Properties struct {
				N   string `json:"n"`
				P   int    `json:"p"`
				Cap int    `json:"cap"`
			} `json:"properties"`
		} `json:"features"`
	}
	if err := unzip("data/labels.geojson.gz", &f); err != nil {
		return nil, err
	}
	all := make([]town, len(f.Features))
	for i, x := range f.Features {
		all[i] = town{name: x.Properties.N, lon: x.Geometry.Coordinates[0], lat: x.Geometry.Coordinates[1], prior: x.Properties.P, capital: x.Properties.Cap > 0}
	}
	return all, nil
}

// clip cuts a ring or a line to a window. A ring stays one ring along the window's edge (Sutherland and Hodgman 1974); a line may
// come apart.
func clip(s *shape, b box) [][]point {
	if float64(s.west) >= b.west && float64(s.east) <= b.east && float64(s.south) >= b.south && float64(s.north) <= b.north {
		return [][]point{s.pts}
	}
	if s.closed {
		pts := s.pts
		for edge := range 4 {
			if pts = clipEdge(pts, b, edge); len(pts) == 0 {
				return nil
			}
		}
		return [][]point{pts}
	}
	var all [][]point
	var run []point
	for i, p := range s.pts {
		if inside(p, b) {
			if len(run) == 0 && i > 0 {
				run = append(run, s.pts[i-1])
			}
			run = append(run, p)
		} else if len(run) > 0 {
			all, run = append(all, append(run, p)), nil
		}
	}
	if len(run) > 1 {
		all = append(all, run)
	}
	return all
}

func inside(p point, b box) bool {
	return float64(p[0]) >= b.west && float64(p[0]) <= b.east && float64(p[1]) >= b.south && float64(p[1]) <= b.north
}

// clipEdge keeps what of a ring lies on the inner side of one edge: 0 west, 1 east, 2 south, 3 north.
func clipEdge(pts []point, b box, edge int) []point {
	axis, at, lower := edge/2, [4]float64{b.west, b.east, b.south, b.north}[edge], edge%2 == 0
	in := func(p point) bool { return (float64(p[axis]) >= at) == lower || float64(p[axis]) == at }
	var out []point
	for i, p := range pts {
		q := pts[(i+len(pts)-1)%len(pts)]
		if in(p) != in(q) {
			t := (float32(at) - q[axis]) / (p[axis] - q[axis])
			cut := point{q[0] + t*(p[0]-q[0]), q[1] + t*(p[1]-q[1])}
			cut[axis] = float32(at)
			out = append(out, cut)
		}
		if in(p) {
			out = append(out, p)
		}
	}
	return out
}
