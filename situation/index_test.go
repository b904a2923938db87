package situation

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func dayOf(n int) time.Time { return time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, n) }

// happened is an event of a day, told on that day by a source.
func happened(n int, source int64, key string, quad int, goldstein float64) Event {
	return Event{Key: key, Type: "ASSAULT", Quad: quad, Goldstein: goldstein, Status: "happened", Own: true, Day: dayOf(n), Dated: true,
		Evidence: Evidence{Report: int64(n)*1000 + source*100 + int64(len(key)), Source: source, At: dayOf(n).Add(9 * time.Hour)}}
}

// read is what a source gave on a day.
func read(n int, source int64, reports, conflict int) Volume {
	return Volume{Day: dayOf(n), Source: source, Reports: reports, Held: conflict, Conflict: conflict}
}

func TestSeverity(t *testing.T) {
	t.Parallel()
	w := DefaultWeights
	base := happened(0, 1, "a", 4, -8)
	for name, c := range map[string]struct {
		change func(*Event)
		want   float64
	}{
		"as told":              {func(*Event) {}, 8},
		"what a speaker tells": {func(e *Event) { e.Own = false }, 5.6},
		"planned":              {func(e *Event) { e.Status = "planned" }, 4},
		"denied":               {func(e *Event) { e.Status = "denied" }, 0},
		"negated":              {func(e *Event) { e.Status = "negated" }, 0},
		"cooperation":          {func(e *Event) { e.Quad, e.Goldstein = 1, 4 }, 0},
		"no class":             {func(e *Event) { e.Quad = 0 }, 0},
		"a class out of range": {func(e *Event) { e.Quad = 9 }, 0},
	} {
		e := base
		c.change(&e)
		if got := w.Severity(e); math.Abs(got-c.want) > 1e-9 {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
	w.Quad[3] = 2
	if got := w.Severity(base); got != 10 {
		t.Errorf("twice the weight: got %v, want 10 at most", got)
	}
}

func TestMeasureGapsAreGaps(t *testing.T) {
	t.Parallel()
	s := Measure([]Event{happened(0, 1, "a", 4, -8), happened(3, 1, "b", 4, -8)}, []Volume{read(0, 1, 5, 1), read(1, 1, 5, 0), read(3, 1, 5, 1)}, DefaultWeights)
	if len(s.Points) != 4 {
		t.Fatalf("got %d points, want every day from the first to the last", len(s.Points))
	}
	for i, want := range []bool{false, false, true, false} {
		p := s.Points[i]
		if p.Gap != want || (p.Index == nil) != want || (p.Share == nil) != want {
			t.Errorf("day %d: got %+v, want a gap %t", i, p, want)
		}
	}
	if p := s.Points[1]; *p.Share != 0 || p.Intensity != nil || *p.Raw != 0 {
		t.Errorf("a day that was read and brought nothing is a zero, not a gap: %+v", p)
	}
}

func TestMeasureIsNormalisedForTheSourcesRead(t *testing.T) {
	t.Parallel()
	// Two sources tell of the same all along; the second is not read on the last day. The share does not fall by that.
	var events []Event
	var volumes []Volume
	for n := range 20 {
		events = append(events, happened(n, 1, "a"+dayOf(n).String(), 4, -5))
		volumes = append(volumes, read(n, 1, 10, 4))
		if n < 19 {
			volumes = append(volumes, read(n, 2, 30, 12))
		}
	}
	s := Measure(events, volumes, DefaultWeights)
	before, last := *s.Points[18].Share, *s.Points[19].Share
	if math.Abs(before-last) > 0.15*before {
		t.Errorf("the share goes from %.3f to %.3f when a source that tells the same is not read", before, last)
	}
	for _, turn := range s.Turns {
		t.Errorf("a steady series turns: %+v", turn)
	}
}

func TestMeasureCountsAnEventOnce(t *testing.T) {
	t.Parallel()
	one := Measure([]Event{happened(0, 1, "a", 4, -8), happened(0, 2, "b", 3, -2)}, []Volume{read(0, 1, 5, 1), read(0, 2, 5, 1)}, DefaultWeights)
	flood := []Event{happened(0, 1, "a", 4, -8), happened(0, 2, "b", 3, -2)}
	for range 1000 {
		flood = append(flood, happened(0, 1, "a", 4, -8))
	}
	many := Measure(flood, []Volume{read(0, 1, 5, 1), read(0, 2, 5, 1)}, DefaultWeights)
	if many.Points[0].Events != 2 || math.Abs(*many.Points[0].Intensity-*one.Points[0].Intensity) > 1.5 {
		t.Errorf("a flood of one event moves the intensity from %.2f to %.2f", *one.Points[0].Intensity, *many.Points[0].Intensity)
	}
}

func TestCountedOn(t *testing.T) {
	t.Parallel()
	told := dayOf(20).Add(10 * time.Hour)
	for name, c := range map[string]struct {
		day    time.Time
		dated  bool
		status string
		want   time.Time
	}{
		"its own day":            {dayOf(17), true, "happened", dayOf(17)},
		"no day in the text":     {dayOf(17), false, "happened", dayOf(20)},
		"long ago is background": {dayOf(-40), true, "happened", dayOf(20)},
		"planned for later":      {dayOf(25), true, "planned", dayOf(20)},
		"past, but dated later":  {dayOf(25), true, "happened", dayOf(20)},
	} {
		e := Event{Day: c.day, Dated: c.dated, Status: c.status, Evidence: Evidence{At: told}}
		if got := CountedOn(e); !got.Equal(c.want) {
			t.Errorf("%s: got %v, want %v", name, got, c.want)
		}
	}
}

// crisis is sixty quiet days, then sixty of a crisis, told by two sources.
func crisis(quiet, loud int) (events []Event, volumes []Volume) {
	r := rand.New(rand.NewPCG(7, 11))
	for n := range quiet + loud {
		each := 1
		if n >= quiet {
			each = 5
		}
		for source := range int64(2) {
			told := 0
			for range each {
				if r.IntN(3) > 0 {
					e := happened(n, source+1, time.Duration(r.Int64()).String(), 3+r.IntN(2), -2-float64(r.IntN(8)))
					e.Evidence.Report = r.Int64()
					events = append(events, e)
					told++
				}
			}
			volumes = append(volumes, read(n, source+1, 10, told))
		}
	}
	return events, volumes
}

func TestTurnsFindTheDay(t *testing.T) {
	t.Parallel()
	events, volumes := crisis(60, 60)
	s := Measure(events, volumes, DefaultWeights)
	var levels []Turn
	for _, turn := range s.Turns {
		if turn.Kind == NewLevel {
			levels = append(levels, turn)
		}
	}
	if len(levels) != 1 || !levels[0].Up || levels[0].Day.Sub(dayOf(60)).Abs() > 48*time.Hour || levels[0].Cause == nil {
		t.Errorf("got %+v, want one new level, upwards, by day 60 within two days", levels)
	}
	if before, after := *s.Points[50].Index, *s.Points[66].Index; after < before+1 {
		t.Errorf("the index went from %.2f to %.2f within a week of the turn", before, after)
	}
}

// TestSteadySeriesSeldomTurn is the false-alarm rate of new levels on series without any: it must stay under a tenth.
func TestSteadySeriesSeldomTurn(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	turned := 0
	const runs = 200
	for range runs {
		x, e := make([]float64, 60), make([]float64, 60)
		load, square := 0.0, 0.0
		for i := range x {
			e[i] = 1
			for range 4 {
				if r.IntN(2) > 0 {
					v := 2 + 8*r.Float64()
					x[i], square = x[i]+v, square+v*v
				}
			}
			load += x[i]
		}
		if len(newLevels(x, e, square/load).partition(math.Log(60), levelDays)) > 0 {
			turned++
		}
	}
	if turned > runs/10 {
		t.Errorf("%d of %d steady series turned", turned, runs)
	}
}

func TestReportsThatLookBack(t *testing.T) {
	t.Parallel()
	var events []Event
	for n := range 25 {
		e := happened(n, 1, dayOf(n).String(), 3, -2)
		if n >= 18 {
			e.Quad, e.Goldstein = 4, -9
		}
		e.Evidence.At = dayOf(26)
		events = append(events, e)
	}
	s := Measure(events, []Volume{read(26, 1, 1, 1)}, DefaultWeights)
	if !s.LooksBack || s.Points[7].Gap || s.Points[7].Intensity == nil || s.Points[7].Index == nil || s.Points[7].Share != nil {
		t.Errorf("a series that looks back has an index of intensity alone: %+v", s.Points[7])
	}
	found := false
	for _, turn := range s.Turns {
		found = found || turn.Up && turn.Day.Sub(dayOf(18)).Abs() <= 24*time.Hour
	}
	if !s.Points[0].Day.Equal(dayOf(-7)) {
		t.Errorf("it begins on %s, want a week before the first event", s.Points[0].Day)
	}
	if !found {
		t.Errorf("got %+v, want a turn at day 18", s.Turns)
	}
}

func TestMeasureOfNothing(t *testing.T) {
	t.Parallel()
	s := Measure(nil, nil, DefaultWeights)
	if _, _, ok := s.Now(); ok || len(s.Points) > 0 || len(s.Turns) > 0 {
		t.Errorf("got %+v", s)
	}
	s = Measure(nil, []Volume{read(0, 1, 0, 0)}, DefaultWeights)
	if _, _, ok := s.Now(); ok {
		t.Errorf("sources read, nothing held: got %+v", s)
	}
}

func TestBacktestSaysNoWordOfWarning(t *testing.T) {
	t.Parallel()
	events, volumes := crisis(20, 20)
	if b := Measure(events, volumes, DefaultWeights).Backtest; b.Enough || b.Says == "" {
		t.Errorf("forty days are too few: %+v", b)
	}
	var points []DayPoint
	var days []dayData
	for n := range 400 {
		v, heavy := 2.0, 0.0
		if n%40 == 0 {
			v = 6
		}
		if n%80 == 1 {
			heavy = 50
		}
		points = append(points, DayPoint{Day: dayOf(n), Index: &v, Base: 2, Spread: 0.1})
		days = append(days, dayData{day: dayOf(n), heavy: heavy})
	}
	b := backtest(points, days)
	if diff := cmp.Diff([]any{9, 5, true}, []any{b.Alarms, b.False, b.Alarms >= 9}); diff != "" {
		t.Errorf("every second rise was followed by more: %s %+v", diff, b)
	}
}

func TestWeightsCheck(t *testing.T) {
	t.Parallel()
	if err := DefaultWeights.Check(); err != nil {
		t.Error(err)
	}
	for name, f := range map[string]func(*Weights){
		"a class below 0":      func(w *Weights) { w.Quad[0] = -1 },
		"a class that is none": func(w *Weights) { w.Quad[2] = math.NaN() },
		"a half-life of 0":     func(w *Weights) { w.HalfLife = 0 },
		"a share of 2":         func(w *Weights) { w.Share = 2 },
	} {
		w := DefaultWeights
		f(&w)
		if err := w.Check(); !errors.Is(err, ErrWeights) {
			t.Errorf("%s: got %v, want ErrWeights", name, err)
		}
	}
}

func BenchmarkMeasure(b *testing.B) {
	events, volumes := crisis(365, 365)
	b.ReportAllocs()
	for b.Loop() {
		Measure(events, volumes, DefaultWeights)
	}
	b.ReportMetric(float64(len(events)), "events")
}
