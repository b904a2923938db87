package situation

import (
	"errors"
	"testing"
	"time"
)

func TestRuleWants(t *testing.T) {
	t.Parallel()
	event := Change{Kind: NewEvent, Type: "ASSAULT", Quad: 4, Place: "Lissen", At: &Point{45.5, 13.5}, Actors: []string{"Velmora Coast Guard"}, About: []string{"Ostrany"}}
	denial := Change{Kind: NewDenial, Actors: []string{"Pell Aster"}, About: []string{"a cutter fired at the ferry Anselma"}}
	for name, c := range map[string]struct {
		rule   Rule
		change Change
		want   bool
	}{
		"an event of the type":      {Rule{When: OnEvent, Type: "ASSAULT"}, event, true},
		"an event of another type":  {Rule{When: OnEvent, Type: "PROTEST"}, event, false},
		"an event of the class":     {Rule{When: OnEvent, Quad: 4}, event, true},
		"an event in the area":      {Rule{When: OnEvent, Area: &Area{{45, 13}, {46, 14}}}, event, true},
		"an event elsewhere":        {Rule{When: OnEvent, Area: &Area{{10, 13}, {11, 14}}}, event, false},
		"an event of no known area": {Rule{When: OnEvent, Area: &Area{{45, 13}, {46, 14}}}, Change{Kind: NewEvent}, false},
		"an event at a place":       {Rule{When: OnEvent, Place: "lissen"}, event, true},
		"an event by somebody":      {Rule{When: OnEvent, Actor: "Coast Guard"}, event, true},
		"half a name":               {Rule{When: OnEvent, Actor: "Coast Gua"}, event, false},
		"towards somebody":          {Rule{When: OnEvent, About: "Ostrany"}, event, true},
		"a denial is no event":      {Rule{When: OnEvent}, denial, false},
		"a first denial":            {Rule{When: OnDenial}, denial, true},
		"a denial of a matter":      {Rule{When: OnDenial, About: "Anselma"}, denial, true},
		"somebody speaks about it":  {Rule{When: OnSpeech, Actor: "Aster", About: "ferry"}, denial, true},
		"somebody else":             {Rule{When: OnSpeech, Actor: "Solde"}, denial, false},
		"any":                       {Rule{When: OnAny}, denial, true},
		"the index is asked itself": {Rule{When: OnIndex, Above: 1}, Change{Kind: Turned, Value: 9}, false},
	} {
		if got := c.rule.Wants(c.change); got != c.want {
			t.Errorf("%s (%s): got %t", name, c.rule, got)
		}
	}
}

func TestRuleCheck(t *testing.T) {
	t.Parallel()
	good := Rule{When: OnEvent, Type: "assault"}
	if err := good.Check(); err != nil || good.Type != "ASSAULT" {
		t.Errorf("got %v, %q", err, good.Type)
	}
	for name, r := range map[string]Rule{
		"nothing":             {},
		"an unknown type":     {When: OnEvent, Type: "WAR"},
		"a class of 5":        {When: OnEvent, Quad: 5},
		"an index above 10":   {When: OnIndex, Above: 10},
		"nobody speaks":       {When: OnSpeech},
		"an area of a point":  {When: OnEvent, Area: &Area{{1, 1}}},
		"a digest every week": {When: OnAny, Hold: Digest{Every: "week"}},
		"a digest at 25:00":   {When: OnAny, Hold: Digest{Every: "day", At: "25:00"}},
		"a zone of nowhere":   {When: OnAny, Hold: Digest{Every: "day", Zone: "Velmora/Castrel"}},
	} {
		if err := r.Check(); !errors.Is(err, ErrRule) {
			t.Errorf("%s: got %v, want ErrRule", name, err)
		}
	}
}

func TestQuietUntil(t *testing.T) {
	t.Parallel()
	at := func(s string) time.Time {
		v, err := time.Parse("2006-01-02 15:04", s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	night := Quiet{From: "22:00", To: "07:00"}
	belgrade := Quiet{From: "22:00", To: "07:00", Zone: "Europe/Belgrade"}
	for _, c := range []struct {
		quiet    Quiet
		at, want string
	}{
		{Quiet{}, "2026-11-21 03:00", "2026-11-21 03:00"},
		{night, "2026-11-21 21:59", "2026-11-21 21:59"},
		{night, "2026-11-21 22:00", "2026-11-22 07:00"},
		{night, "2026-11-21 23:30", "2026-11-22 07:00"},
		{night, "2026-11-22 06:59", "2026-11-22 07:00"},
		{night, "2026-11-22 07:00", "2026-11-22 07:00"},
		{Quiet{From: "12:00", To: "13:30"}, "2026-11-21 12:10", "2026-11-21 13:30"},
		{Quiet{From: "12:00", To: "13:30"}, "2026-11-21 13:31", "2026-11-21 13:31"},
		{belgrade, "2026-11-21 21:30", "2026-11-22 06:00"}, // 22:30 there, an hour east
		{belgrade, "2026-03-28 22:00", "2026-03-29 05:00"}, // the night in which the clocks go forward
	} {
		if got := c.quiet.Until(at(c.at)); !got.Equal(at(c.want)) {
			t.Errorf("%+v at %s: got %s, want %s", c.quiet, c.at, got.Format("2006-01-02 15:04"), c.want)
		}
	}
	for name, q := range map[string]Quiet{"half of it": {From: "22:00"}, "no time": {From: "22:00", To: "9"}, "all day": {From: "09:00", To: "09:00"}, "nowhere": {From: "1:00", To: "2:00", Zone: "X"}} {
		if q.Check() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestDigestNext(t *testing.T) {
	t.Parallel()
	at := time.Date(2026, 11, 21, 12, 34, 0, 0, time.UTC)
	for _, c := range []struct {
		digest Digest
		want   time.Time
	}{
		{Digest{}, at},
		{Digest{Every: "hour"}, time.Date(2026, 11, 21, 13, 0, 0, 0, time.UTC)},
		{Digest{Every: "day", At: "18:00"}, time.Date(2026, 11, 21, 18, 0, 0, 0, time.UTC)},
		{Digest{Every: "day", At: "08:00"}, time.Date(2026, 11, 22, 8, 0, 0, 0, time.UTC)},
		{Digest{Every: "day", At: "08:00", Zone: "Europe/Belgrade"}, time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)},
	} {
		if got := c.digest.Next(at); !got.Equal(c.want) {
			t.Errorf("%+v: got %v, want %v", c.digest, got, c.want)
		}
	}
}

func TestCrossingIsOneWhileItStays(t *testing.T) {
	t.Parallel()
	cause := happened(3, 1, "a", 4, -9)
	series := func(values ...float64) Series {
		s := Series{Latest: &cause}
		for i := range values {
			p := DayPoint{Day: dayOf(i), Index: &values[i]}
			if values[i] < 0 {
				p = DayPoint{Day: dayOf(i), Gap: true}
			}
			s.Points = append(s.Points, p)
		}
		return s
	}
	rule := Rule{When: OnIndex, Above: 5}
	first, ok := rule.Crossing(series(4, 6))
	again, ok2 := rule.Crossing(series(4, 6, -1, 7))
	if !ok || !ok2 || first.Key != again.Key {
		t.Errorf("got %q and %q, want one crossing, also over a gap", first.Key, again.Key)
	}
	anew, ok := rule.Crossing(series(4, 6, 4, 7))
	if !ok || anew.Key == first.Key {
		t.Errorf("got %q, want a crossing of its own", anew.Key)
	}
	for name, s := range map[string]Series{"below": series(6, 4), "on the line": series(5), "nothing": {}} {
		if c, ok := rule.Crossing(s); ok {
			t.Errorf("%s: got %+v", name, c)
		}
	}
}
