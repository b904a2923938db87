package timeline

import (
	"fmt"
	"testing"
	"time"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// Ten thousand events on one day are a few marks with their numbers, and none is lost.
func TestPlaceCrowd(t *testing.T) {
	t.Parallel()
	d := newDrawing(&page{}, day("2026-11-23"))
	d.view = view{zoom: 3, from: day("2026-11-20"), to: day("2026-11-24")}
	l := &lane{name: "Velmora"}
	for i := range 10_000 {
		at := day("2026-11-21").Add(time.Duration(i%3) * time.Minute)
		l.pts = append(l.pts, pt{from: at, to: at.Add(time.Minute), quad: 4, sure: true})
	}
	marks := d.place(l)
	n := 0
	for _, m := range marks {
		n += m.N
	}
	if len(marks) > 10 || n != 10_000 {
		t.Errorf("got %d marks for %d events", len(marks), n)
	}
}

// Marks of one row do not cover each other's words.
func TestStack(t *testing.T) {
	t.Parallel()
	var marks []mark
	for i := range 30 {
		marks = append(marks, mark{X: 20 + i*37, N: 1, Label: fmt.Sprintf("an event of some length %d", i)})
	}
	rows := stack(marks)
	if rows < 2 || rows > mostRow {
		t.Errorf("got %d rows", rows)
	}
	for i, a := range marks {
		for _, b := range marks[i+1:] {
			if a.row == b.row && a.Label != "" && b.Label != "" && a.from < b.to && b.from < a.to {
				t.Errorf("%q (%d to %d) and %q (%d to %d) cover each other in row %d", a.Label, a.from, a.to, b.Label, b.from, b.to, a.row)
			}
		}
	}
}

func TestFit(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		days []string
		want string
	}{
		"one week":       {[]string{"2026-11-20", "2026-11-21", "2026-11-22"}, "hours"},
		"a month":        {[]string{"2026-10-28", "2026-11-05", "2026-11-12", "2026-11-22"}, "days"},
		"two years":      {[]string{"2025-02-01", "2025-06-01", "2025-11-05", "2026-11-22"}, "months"},
		"a plan far off": {[]string{"2026-11-21", "2026-11-22", "2029-01-01"}, "hours"},
	} {
		d := newDrawing(&page{}, day("2026-11-23"))
		for _, s := range c.days {
			d.days[day(s)] = [5]int{4: 1}
		}
		d.look()
		if got := zooms[d.view.zoom].name; got != c.want {
			t.Errorf("%s: got %s, want %s", name, got, c.want)
		}
		if x := d.view.place(day("2026-11-22")); x < 0 || x > 1 {
			t.Errorf("%s: the last day stands at %v of the window", name, x)
		}
	}
}
