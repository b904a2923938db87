package store

import (
	"cmp"
	"math/bits"
	"slices"
	"time"

	"github.com/dateline-news/dateline/search"
)

// everyField asks fieldCounter to count a row under all fields.
const everyField search.Field = "*"

// mostValues is how many values of a field are listed.
const mostValues = 40

// Stance counts positions by stance; it is no field of a query: "denies:*" asks for one.
const Stance search.Field = "stance"

// fieldCounter counts rows by the values of each field.
type fieldCounter struct {
	on     bool
	kinds  [8]int
	codes  map[search.Field][]int // by number in the dictionary
	quads  [5]int
	voices [2]int
	source map[int32]int
	who    []int32
	place  []int32
	days   []DayCount
	last   int32
}

func (n *fieldCounter) start(c *columns, on bool) {
	n.on = on
	if !on {
		return
	}
	n.codes = map[search.Field][]int{}
	for _, f := range []search.Field{search.Type, search.Mode, search.Status, search.Language, Stance} {
		n.codes[f] = make([]int, len(c.words.strings)+1)
	}
	n.source = map[int32]int{}
	n.who, n.place = make([]int32, len(c.names)), make([]int32, len(c.names))
}

// entry counts an entry under one field, or under all.
func (n *fieldCounter) entry(c *columns, e *entryColumn, f search.Field) {
	all := f == everyField
	if all || f == search.Kind {
		n.kinds[e.kind]++
	}
	if !n.on {
		return
	}
	if all {
		n.day(e.sort, int(e.quad))
	}
	n.coded(e, f, all)
	if all || f == search.Who || f == search.Place || f == search.Speaker {
		for _, r := range c.roles(e) {
			switch {
			case r.role == ActorRole && (all || f != search.Place), r.role == RecipientRole && (all || f == search.Who):
				n.who[r.name]++
			case r.role == PlaceRole && (all || f == search.Place):
				n.place[r.name]++
			}
		}
	}
	if all || f == search.Source || f == search.Owner || f == search.Language {
		n.origin(&c.reports[e.report], f, all)
	}
}

func (n *fieldCounter) coded(e *entryColumn, f search.Field, all bool) {
	if all || f == search.Voice {
		if e.own {
			n.voices[0]++
		} else {
			n.voices[1]++
		}
	}
	if e.kind == uint8(PositionEntry) && (all || f == search.Denies || f == search.Asserts || f == search.Questions || f == search.Supports) {
		n.codes[Stance][e.class]++
	}
	if e.kind != uint8(EventEntry) {
		return
	}
	if all || f == search.Type {
		n.codes[search.Type][e.class]++
	}
	if all || f == search.Mode {
		n.codes[search.Mode][e.mode]++
	}
	if all || f == search.Status {
		n.codes[search.Status][e.status]++
	}
	if all || f == search.Quad {
		n.quads[e.quad]++
	}
}

func (n *fieldCounter) report(c *columns, r *reportColumn, f search.Field) {
	all := f == everyField
	if all || f == search.Kind {
		n.kinds[ReportAnswer]++
	}
	if n.on && (all || f == search.Source || f == search.Owner || f == search.Language) {
		n.origin(r, f, all)
	}
	if n.on && all {
		n.reportDay(r.at)
	}
}

func (n *fieldCounter) origin(r *reportColumn, f search.Field, all bool) {
	if all || f == search.Source || f == search.Owner {
		n.source[r.source]++
	}
	if all || f == search.Language {
		n.codes[search.Language][r.language]++
	}
}

// day counts a day; rows come newest first.
func (n *fieldCounter) day(minute int32, quad int) {
	d := dayOf(minute)
	if len(n.days) == 0 || d != n.last {
		n.days = append(n.days, DayCount{Day: dayTime(d)})
		n.last = d
	}
	n.days[len(n.days)-1].Quad[quad]++
}

// reportDay counts a report; reports come after all entries, newest first too.
func (n *fieldCounter) reportDay(minute int32) {
	t := dayTime(dayOf(minute))
	i, ok := slices.BinarySearchFunc(n.days, t, func(d DayCount, t time.Time) int { return t.Compare(d.Day) })
	if !ok {
		n.days = slices.Insert(n.days, i, DayCount{Day: t})
	}
	n.days[i].Quad[0]++
}

func (n *fieldCounter) byKind() map[EntryKind]int {
	m := map[EntryKind]int{}
	for k, v := range n.kinds {
		if v > 0 {
			m[EntryKind(k)] = v
		}
	}
	return m
}

// facets lists the values of each field, most first.
func (n *fieldCounter) facets(c *columns) map[search.Field][]Valued {
	all := map[search.Field][]Valued{}
	slices.Reverse(n.days)
	for f, counts := range n.codes {
		for code, v := range counts {
			if s := c.words.text(uint16(code)); v > 0 && s != "" {
				all[f] = append(all[f], Valued{Value: s, Label: s, N: v})
			}
		}
	}
	for name, q := range quadNames {
		if n.quads[q] > 0 {
			all[search.Quad] = append(all[search.Quad], Valued{Value: name, Label: name, N: n.quads[q]})
		}
	}
	for i, name := range []string{"own", "attributed"} {
		if n.voices[i] > 0 {
			all[search.Voice] = append(all[search.Voice], Valued{Value: name, Label: name, N: n.voices[i]})
		}
	}
	owners := map[Owner]int{}
	for id, v := range n.source {
		s := c.sources[SourceID(id)]
		all[search.Source] = append(all[search.Source], Valued{Value: s.name, Label: s.name, N: v})
		owners[s.owner] += v
	}
	for o, v := range owners {
		all[search.Owner] = append(all[search.Owner], Valued{Value: string(o), Label: string(o), N: v})
	}
	all[search.Who], all[search.Place] = nameFacets(c, n.who), nameFacets(c, n.place)
	for f := range all {
		slices.SortFunc(all[f], func(a, b Valued) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value)) })
		all[f] = all[f][:min(len(all[f]), mostValues)]
	}
	return all
}

func nameFacets(c *columns, counts []int32) []Valued {
	type one struct{ name, n int32 }
	var top []one
	for i, v := range counts {
		if v > 0 {
			top = append(top, one{int32(i), v})
		}
	}
	slices.SortFunc(top, func(a, b one) int { return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(a.name, b.name)) })
	var all []Valued
	for _, t := range top[:min(len(top), mostValues)] {
		all = append(all, Valued{Value: c.names[t.name].name, Label: c.names[t.name].name, N: int(t.n), Name: NameID(t.name + 1)})
	}
	return all
}

func trailing(word uint64) int { return bits.TrailingZeros64(word) }
