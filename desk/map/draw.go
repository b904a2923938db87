package maps

import (
	"fmt"
	"math"
	"strings"
)

// view maps a window of the earth (Mercator) to a drawing of wide by high units.
type view struct {
	box
	wide, high   float64
	scale        float64 // units a degree of longitude
	left, topLat float64 // of the drawing, in degrees of longitude and Mercator units
}

// mercator is the height of a latitude, in degrees of longitude at the equator.
func mercator(lat float64) float64 {
	lat = max(-84, min(84, lat)) * math.Pi / 180
	return math.Log(math.Tan(math.Pi/4+lat/2)) * 180 / math.Pi
}

func unmercator(y float64) float64 {
	return (2*math.Atan(math.Exp(y*math.Pi/180)) - math.Pi/2) * 180 / math.Pi
}

// newView widens a window to the form of the drawing.
func newView(b box, wide, high float64) view {
	top, bottom := mercator(b.north), mercator(b.south)
	across, down := b.east-b.west, top-bottom
	scale := min(wide/across, high/down)
	across, down = wide/scale, high/scale
	middleLon, middleY := (b.west+b.east)/2, (top+bottom)/2
	v := view{wide: wide, high: high, scale: scale, left: middleLon - across/2, topLat: middleY + down/2}
	v.box = box{v.left, unmercator(v.topLat - down), v.left + across, unmercator(v.topLat)}
	return v
}

func (v view) at(lon, lat float64) (x, y float64) {
	return (lon - v.left) * v.scale, (v.topLat - mercator(lat)) * v.scale
}

// kilometre is how many units a kilometre is in the middle of the window.
func (v view) kilometre() float64 {
	middle := (v.south + v.north) / 2 * math.Pi / 180
	return v.scale / (111.32 * math.Cos(middle))
}

// path writes what of the shapes lies in the window as SVG path data, in tenths of a unit; points nearer than half a unit fall together.
func (v view) path(shapes []shape, want func(*shape) bool) string {
	var b strings.Builder
	margin := 4 / v.scale
	window := box{v.west - margin, v.south - margin, v.east + margin, v.north + margin}
	for i := range shapes {
		s := &shapes[i]
		if !s.meets(window) || want != nil && !want(s) {
			continue
		}
		if float64(s.east-s.west)*v.scale < 1 && float64(s.north-s.south)*v.scale < 1 {
			continue
		}
		for _, line := range clip(s, window) {
			v.line(&b, line, s.closed)
		}
	}
	return b.String()
}

func (v view) line(b *strings.Builder, pts []point, closed bool) {
	var lx, ly int
	drawn := 0
	for i, p := range pts {
		x, y := v.at(float64(p[0]), float64(p[1]))
		ix, iy := int(math.Round(x*10)), int(math.Round(y*10))
		switch {
		case drawn == 0:
			fmt.Fprintf(b, "M%s %s", tenth(ix), tenth(iy))
		case abs(ix-lx)+abs(iy-ly) < 7 && i < len(pts)-1:
			continue
		default:
			fmt.Fprintf(b, "L%s %s", tenth(ix), tenth(iy))
		}
		lx, ly = ix, iy
		drawn++
	}
	if closed && drawn > 0 {
		b.WriteByte('Z')
	}
}

func tenth(n int) string {
	if n%10 == 0 {
		return fmt.Sprint(n / 10)
	}
	if n < 0 {
		return fmt.Sprintf("-%d.%d", -n/10, -n%10)
	}
	return fmt.Sprintf("%d.%d", n/10, n%10)
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// base is what lies under the marks.
type base struct {
	Land     string
	Borders  string
	Disputed string // borders that are no settled line
	Claims   []claimLine
	Towns    []townLabel
	Names    []townLabel
	Bar      int // length of the scale bar
	BarSays  string
}

type claimLine struct {
	D, Says string
	X, Y    int
}

type townLabel struct {
	Name string
	X, Y int
}

// closeUp is how many degrees a window may span for the atlas at 1 to 10 million; wider ones have the one at 1 to 110 million.
const closeUp = 70

// draw cuts the atlas to the window.
func (v view) draw() (base, error) {
	var b base
	land, err := closeLand()
	if v.east-v.west > closeUp {
		land, err = worldLand()
	}
	if err != nil {
		return b, err
	}
	b.Land = v.path(land, nil)
	lines, err := borders()
	if err != nil {
		return b, err
	}
	b.Disputed = v.path(lines, func(s *shape) bool { return !strings.HasPrefix(s.kind, "International") })
	if err := v.claims(&b); err != nil {
		return b, err
	}
	v.names(&b, land)
	if err := v.towns(&b); err != nil {
		return b, err
	}
	v.bar(&b)
	return b, nil
}

// claims are the lines that one side draws, each with its words.
func (v view) claims(b *base) error {
	lines, err := claims()
	if err != nil {
		return err
	}
	for i := range lines {
		s := &lines[i]
		d := v.path(lines[i:i+1], nil)
		if d == "" || s.kind == "Reference line" {
			continue
		}
		middle := s.pts[len(s.pts)/2]
		x, y := v.at(float64(middle[0]), float64(middle[1]))
		says := s.name
		if says == "" {
			says = strings.ToLower(s.kind)
		}
		c := claimLine{D: d, Says: says, X: -1}
		if v.east-v.west < namedClaims && x > 60 && x < v.wide-60 && y > 20 && y < v.high-20 && !b.covered(int(x)-len(says)*4, int(y), len(says)) {
			c.X, c.Y = int(x), int(y)
			b.Towns = append(b.Towns, townLabel{X: c.X - len(says)*4, Y: c.Y}) // keeps others off its words
		}
		b.Claims = append(b.Claims, c)
	}
	return nil
}

// namedClaims is how many degrees a window may span for the lines to bear their words.
const namedClaims = 30

// names are those of the countries whose largest piece in the window has room for one.
func (v view) names(b *base, land []shape) {
	seen := map[string]bool{}
	for i := range land {
		s := &land[i]
		if s.name == "" || seen[s.name] || !s.meets(v.box) {
			continue
		}
		west, east := max(float64(s.west), v.west), min(float64(s.east), v.east)
		south, north := max(float64(s.south), v.south), min(float64(s.north), v.north)
		x, y := v.at((west+east)/2, (south+north)/2)
		if (east-west)*v.scale < float64(len(s.name))*9+30 || (mercator(north)-mercator(south))*v.scale < 46 {
			continue
		}
		seen[s.name] = true
		b.Names = append(b.Names, townLabel{strings.ToUpper(s.name), int(x), int(y)})
	}
}

// towns are labels, the best known first, none over another.
func (v view) towns(b *base) error {
	all, err := towns()
	if err != nil {
		return err
	}
	least := 50
	switch span := v.east - v.west; {
	case span > 60:
		least = 99
	case span > 20:
		least = 90
	case span > 8:
		least = 75
	}
	for prior := 99; prior >= least && len(b.Towns) < 40; prior-- {
		for _, t := range all {
			if t.prior != prior || t.lon < v.west || t.lon > v.east || t.lat < v.south || t.lat > v.north {
				continue
			}
			x, y := v.at(t.lon, t.lat)
			if x < 10 || x > v.wide-float64(len(t.name))*7 || y < 14 || y > v.high-8 || b.covered(int(x), int(y), len(t.name)) {
				continue
			}
			b.Towns = append(b.Towns, townLabel{t.name, int(x), int(y)})
		}
	}
	return nil
}

// covered reports whether a label of so many letters would stand on another.
func (b *base) covered(x, y, letters int) bool {
	for _, t := range b.Towns {
		if abs(t.Y-y) < 16 && x < t.X+len(t.Name)*7+12 && t.X < x+letters*7+12 {
			return true
		}
	}
	return false
}

// bar is a round number of kilometres.
func (v view) bar(b *base) {
	km := 110 / v.kilometre()
	step := math.Pow(10, math.Floor(math.Log10(km)))
	for _, f := range []float64{5, 2, 1} {
		if f*step <= km {
			step *= f
			break
		}
	}
	b.Bar, b.BarSays = int(step*v.kilometre()), fmt.Sprintf("%g km", step)
}
