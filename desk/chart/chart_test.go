package chart

import (
	"testing"
	"time"
)

func TestTicks(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, 11, 20, 9, 30, 0, 0, time.UTC)
	for _, tt := range []struct {
		name  string
		span  time.Duration
		first string
	}{{"an instant", 0, "20 Nov 09:00"}, {"hours", 9 * time.Hour, "20 Nov 09:00"}, {"days", 9 * 24 * time.Hour, "21 Nov"}, {"months", 200 * 24 * time.Hour, "Dec 2026"}, {"years", 9 * 365 * 24 * time.Hour, "2027"}, {"centuries", 200 * 365 * 24 * time.Hour, "1999"}} {
		s := Between(from, from.Add(tt.span), 800)
		got := s.Ticks()
		if len(got) == 0 || len(got) > most {
			t.Errorf("%s: %d ticks, want 1 to %d", tt.name, len(got), most)
			continue
		}
		for i, k := range got {
			if k.X < 0 || k.X > 800 || i > 0 && k.X <= got[i-1].X {
				t.Errorf("%s: tick %d at %v lies outside, or before the one before", tt.name, i, k.X)
			}
		}
		if tt.span < 100*365*24*time.Hour && tt.span > time.Hour && got[0].Label != tt.first {
			t.Errorf("%s: first tick %q, want %q", tt.name, got[0].Label, tt.first)
		}
	}
	if x := (Scale{From: from, To: from, Wide: 800}).X(from); x != 0 {
		t.Errorf("a scale of no length: x %v, want 0", x)
	}
}

func TestPath(t *testing.T) {
	t.Parallel()
	if got, want := Path([2]float64{0, 1}, [2]float64{2.25, 3}, [2]float64{3, -1}, [2]float64{4, 5}), "M0.0 1.0L2.2 3.0M4.0 5.0"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
