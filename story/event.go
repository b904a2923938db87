package story

import (
	"cmp"
	"maps"
	"slices"
	"strconv"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// Mention is one report's telling of an event.
type Mention struct {
	Report       int64
	Fact         string // of the report's record: "v3"
	Outlet       string
	Origin       string // of the report: what copies of one text share
	Type, Mode   string // PLOVER
	Quad         int
	Goldstein    *float64
	Status       string // happened, planned, possible, denied, negated
	Voice        Actor  // who tells it: the outlet, or the speaker of the statement that it stands in
	Own          bool   // the outlet tells it
	Actors       []Actor
	Recipients   []Actor
	Day          string // ISO, as precise as the text is; "" when it does not say
	DayPrecision string
	Place        Place
	Magnitudes   []record.Magnitude
	Sentence     span.Span
	Trigger      span.Span
	Words        string // of the trigger
	Vector       Vector // meaning of the sentence
}

// Place is where an event took place: Key is "" when the text does not say.
type Place struct {
	Key       string   `json:"key"`
	Name      string   `json:"name"`
	Lat       *float64 `json:"lat,omitempty"`
	Lon       *float64 `json:"lon,omitempty"`
	Precision string   `json:"precision,omitempty"`
}

// Event is one event as all its mentions tell it.
type Event struct {
	Mentions []Mention
}

// Detail is one thing that mentions say of an event ("day", "place", "status", "actor", "recipient", "mode", or what a number
// counts), with each value that is given and who gives it. Differ marks a detail with several values that do not fit together.
type Detail struct {
	What   string
	Values []DetailValue
	Differ bool
}

// DetailValue is one value and the mentions, by index, that give it.
type DetailValue struct {
	Value    string // "2026-11-13", "Castrel", "350"
	Shown    string // as it is shown: "about 350"
	Mentions []int
}

// Details lays the differing tellings of an event side by side: each value with the mentions that give it, most given first.
// What no mention says is left out.
func (e Event) Details() []Detail {
	var out []Detail
	for _, kind := range []struct {
		what   string
		values func(Mention) []DetailValue
	}{
		{"status", func(m Mention) []DetailValue { return plain(m.Status) }},
		{"mode", func(m Mention) []DetailValue { return plain(m.Mode) }},
		{"day", func(m Mention) []DetailValue { return plain(m.Day) }},
		{"place", func(m Mention) []DetailValue { return named([]Actor{{m.Place.Key, m.Place.Name}}) }},
		{"actor", func(m Mention) []DetailValue { return named(m.Actors) }},
		{"recipient", func(m Mention) []DetailValue { return named(m.Recipients) }},
	} {
		if d := e.gather(kind.what, kind.values); len(d.Values) > 0 {
			d.Differ = len(d.Values) > 1 && kind.what != "actor" && kind.what != "recipient" && !nested(kind.what, d.Values)
			out = append(out, d)
		}
	}
	return append(out, e.figures()...)
}

func plain(s string) []DetailValue { return []DetailValue{{Value: s, Shown: s}} }

func named(all []Actor) []DetailValue {
	var out []DetailValue
	for _, a := range all {
		out = append(out, DetailValue{Value: a.Key, Shown: a.Name})
	}
	return out
}

// nested says whether all days lie in the least precise one: a week and a day in it are no difference.
func nested(what string, values []DetailValue) bool {
	if what != "day" {
		return false
	}
	short := slices.MinFunc(values, func(a, b DetailValue) int { return cmp.Compare(len(a.Value), len(b.Value)) })
	for _, v := range values {
		if len(v.Value) < len(short.Value) || v.Value[:len(short.Value)] != short.Value {
			return false
		}
	}
	return true
}

func (e Event) gather(what string, values func(Mention) []DetailValue) Detail {
	d := Detail{What: what}
	at := map[string]int{}
	for i, m := range e.Mentions {
		for _, v := range values(m) {
			if v.Value == "" {
				continue
			}
			k, ok := at[v.Value]
			if !ok {
				k = len(d.Values)
				at[v.Value] = k
				d.Values = append(d.Values, v)
			}
			if n := len(d.Values[k].Mentions); n == 0 || d.Values[k].Mentions[n-1] != i {
				d.Values[k].Mentions = append(d.Values[k].Mentions, i)
			}
		}
	}
	slices.SortStableFunc(d.Values, func(a, b DetailValue) int { return cmp.Compare(len(b.Mentions), len(a.Mentions)) })
	return d
}

// figures gives a detail for each thing that is counted.
func (e Event) figures() []Detail {
	counted := map[string]bool{}
	for _, m := range e.Mentions {
		for _, g := range m.Magnitudes {
			counted[folded(g.What)] = true
		}
	}
	var out []Detail
	for _, what := range slices.Sorted(maps.Keys(counted)) {
		d := e.gather(what, func(m Mention) []DetailValue {
			var all []DetailValue
			for _, g := range m.Magnitudes {
				if folded(g.What) == what {
					n := strconv.FormatFloat(g.Value, 'f', -1, 64)
					shown := n
					if g.Qualifier != "" {
						shown = g.Qualifier + " " + n
					}
					all = append(all, DetailValue{Value: shown, Shown: shown})
				}
			}
			return all
		})
		d.Differ = len(d.Values) > 1
		out = append(out, d)
	}
	return out
}

// Corroboration counts who tells of an event: reports, and the origins behind them.
type Corroboration struct {
	Reports int
	Origins int // that tell it, parties too
	// Independent are the origins that can confirm: outlets in their own voice, once for all copies of one text, and speakers
	// who are no party to the event, once each however many outlets quote them. A party's word about itself is none.
	Independent int
	Parties     int // parties that tell it themselves
	Denials     int // mentions that deny it
}

// Corroboration counts the mentions that tell the event as a fact, planned ones too.
func (e Event) Corroboration() Corroboration {
	parties := map[string]bool{}
	for _, m := range e.Mentions {
		for _, a := range slices.Concat(m.Actors, m.Recipients) {
			parties[a.Key] = a.Key != ""
		}
	}
	reports, origins, independent, own := map[int64]bool{}, map[string]bool{}, map[string]bool{}, map[string]bool{}
	c := Corroboration{}
	for _, m := range e.Mentions {
		reports[m.Report] = true
		if m.Status == "denied" || m.Status == "negated" {
			c.Denials++
			continue
		}
		switch origin := m.source(); {
		case !m.Own && m.Voice.Key == "": // said by somebody whom the text does not name: the report's origin tells it, nobody confirms it
			origins[origin] = true
		case !m.Own && parties[m.Voice.Key]:
			origins[origin], own[origin] = true, true
		default:
			origins[origin], independent[origin] = true, true
		}
	}
	c.Reports, c.Origins, c.Independent, c.Parties = len(reports), len(origins), len(independent), len(own)
	return c
}

// source is whose telling a mention is: the origin of a text in its own voice, the speaker of one that is quoted.
func (m Mention) source() string {
	if m.Own || m.Voice.Key == "" {
		return "text:" + cmp.Or(m.Origin, m.Outlet)
	}
	return "said:" + m.Voice.Key
}
