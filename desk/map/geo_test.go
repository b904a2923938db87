package maps

import (
	"math"
	"strings"
	"testing"
)

func TestAtlas(t *testing.T) {
	t.Parallel()
	for name, read := range map[string]func() ([]shape, error){"world": worldLand, "close": closeLand, "claims": claims, "borders": borders} {
		shapes, err := read()
		if err != nil || len(shapes) < 40 {
			t.Fatalf("%s: %d shapes, %v", name, len(shapes), err)
		}
		for _, s := range shapes {
			if s.west < -181 || s.east > 181 || s.south < -90.1 || s.north > 90.1 || s.west > s.east {
				t.Errorf("%s: %s lies at %v to %v, %v to %v", name, s.name, s.west, s.east, s.south, s.north)
			}
		}
	}
	all, err := towns()
	if err != nil || len(all) < 5000 {
		t.Errorf("towns: %d, %v", len(all), err)
	}
}

// Kosovo's window has Kosovo's land, its town and its neighbours' names, and all drawn points lie in or near the drawing.
func TestDraw(t *testing.T) {
	t.Parallel()
	for _, b := range []box{{20, 41.8, 21.9, 43.4}, {-170, -56, 180, 76}, {34, 44, 37, 46.5}, {179, -20, 181, -15}, {0, 0, .01, .01}} {
		v := newView(b, wide, high)
		got, err := v.draw()
		if err != nil {
			t.Fatal(err)
		}
		if b.west == 20 && (got.Land == "" || !hasTown(got.Towns, "Pristina") && !hasTown(got.Towns, "Prishtina") && len(got.Towns) == 0) {
			t.Errorf("%v: got %d bytes of land and the towns %v", b, len(got.Land), got.Towns)
		}
		if len(got.Land) > 400_000 {
			t.Errorf("%v: %d bytes of land", b, len(got.Land))
		}
		if got.Bar <= 0 || got.Bar > wide {
			t.Errorf("%v: the scale bar is %d long", b, got.Bar)
		}
		if strings.Contains(got.Land, "NaN") || strings.Contains(got.Land, "Inf") {
			t.Errorf("%v: a point that is none", b)
		}
	}
}

func hasTown(list []townLabel, name string) bool {
	for _, t := range list {
		if t.Name == name {
			return true
		}
	}
	return false
}

// A point of the window goes to the drawing and back.
func TestView(t *testing.T) {
	t.Parallel()
	v := newView(box{20, 41.8, 21.9, 43.4}, wide, high)
	for _, p := range [][2]float64{{v.west, v.north}, {v.east, v.south}} {
		x, y := v.at(p[0], p[1])
		if math.Abs(x) > .01 && math.Abs(x-wide) > .01 || math.Abs(y) > .01 && math.Abs(y-high) > .01 {
			t.Errorf("the corner %v lies at %v, %v", p, x, y)
		}
	}
	if v.west > 20 || v.east < 21.9 || v.south > 41.8 || v.north < 43.4 {
		t.Errorf("the window %+v does not hold what was asked for", v.box)
	}
}

func TestClip(t *testing.T) {
	t.Parallel()
	square := shape{pts: []point{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, closed: true}
	square.bound()
	for _, c := range []struct {
		name string
		b    box
		n    int
	}{{"inside", box{-1, -1, 11, 11}, 4}, {"quarter", box{5, 5, 15, 15}, 4}, {"apart", box{20, 20, 30, 30}, 0}, {"within", box{2, 2, 4, 4}, 4}} {
		n := 0
		for _, ring := range clip(&square, c.b) {
			n += len(ring)
		}
		if n != c.n {
			t.Errorf("%s: got %d points, want %d", c.name, n, c.n)
		}
	}
}

// FuzzParseBox: whatever the address says, a window that is taken can be drawn.
func FuzzParseBox(f *testing.F) {
	for _, s := range []string{"20,42,22,44", "-170,-56,180,76", "NaN,0,1,1", "1e308,0,1e309,1", ",,,", "0,89,1,90", "-360,-90,360,90", "0x1p-2,0,1,1"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		b, ok := parseBox(s)
		if !ok {
			return
		}
		v := newView(b, wide, high)
		if x, y := v.at((b.west+b.east)/2, (b.south+b.north)/2); math.IsNaN(x+y) || math.IsInf(x+y, 0) {
			t.Errorf("%q: the middle lies at %v, %v", s, x, y)
		}
	})
}

func BenchmarkDraw(b *testing.B) {
	for name, w := range map[string]box{"close": {20, 41.8, 21.9, 43.4}, "region": {10, 35, 40, 55}, "world": {-170, -56, 180, 76}} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			n := 0
			for b.Loop() {
				got, err := newView(w, wide, high).draw()
				if err != nil {
					b.Fatal(err)
				}
				n = len(got.Land) + len(got.Disputed)
			}
			b.ReportMetric(float64(n)/1000, "kB")
		})
	}
}
