package store

import (
	"cmp"
	"slices"
	"time"

	"github.com/dateline-news/dateline/search"
)

// facetMask says under which fields a row is counted, one bit each: a row of a million is counted without looking a field up.
type facetMask uint16

const (
	kindFacet facetMask = 1 << iota
	voiceFacet
	stanceFacet
	typeFacet
	modeFacet
	statusFacet
	quadFacet
	actorFacet
	recipientFacet
	placeFacet
	sourceFacet
	languageFacet
	dayFacet

	everyFacet = dayFacet<<1 - 1
	nameFacet  = actorFacet | recipientFacet | placeFacet
)

// facetOf says what is counted of a row that only the part of this field excludes.
var facetOf = map[search.Field]facetMask{
	search.Kind: kindFacet, search.Voice: voiceFacet, search.Type: typeFacet, search.Mode: modeFacet, search.Status: statusFacet, search.Quad: quadFacet,
	search.Denies: stanceFacet, search.Asserts: stanceFacet, search.Questions: stanceFacet, search.Supports: stanceFacet,
	search.Who: actorFacet | recipientFacet, search.Speaker: actorFacet, search.Place: placeFacet,
	search.Source: sourceFacet, search.Owner: sourceFacet, search.Language: languageFacet,
}

// mostValues is how many values of a field are listed.
const mostValues = 40

// Stance counts positions by stance; it is no field of a query: "denies:*" asks for one.
const Stance search.Field = "stance"

// codedFields are the fields whose values have numbers in the dictionary, in the order of fieldCounter.codes.
var codedFields = [...]search.Field{search.Type, search.Mode, search.Status, search.Language, Stance}

const (
	typeCode = iota
	modeCode
	statusCode
	languageCode
	stanceCode
)

// fieldCounter counts rows by the values of each field.
type fieldCounter struct {
	on       bool
	kinds    [8]int
	codes    [len(codedFields)][]int32 // by number in the dictionary
	quads    [5]int
	voices   [2]int
	source   []int32 // by number
	who      []int32
	place    []int32
	days     []DayCount
	from, to int32 // minutes of the day that was counted last
	at       int   // its place in days
}

func (n *fieldCounter) start(c *columns, on bool) {
	n.on = on
	if !on {
		return
	}
	for f := range n.codes {
		n.codes[f] = make([]int32, len(c.words.strings)+1)
	}
	last := SourceID(0)
	for id := range c.sources {
		last = max(last, id)
	}
	n.source = make([]int32, last+1)
	n.who, n.place = make([]int32, len(c.names)), make([]int32, len(c.names))
}

// entry counts an entry under the fields of a mask.
func (n *fieldCounter) entry(c *columns, e *entryColumn, f facetMask) {
	if f&kindFacet != 0 {
		n.kinds[e.kind]++
	}
	if !n.on {
		return
	}
	if f&dayFacet != 0 {
		n.day(e.sort, int(e.quad))
	}
	if f&voiceFacet != 0 {
		if e.own {
			n.voices[0]++
		} else {
			n.voices[1]++
		}
	}
	n.coded(e, f)
	if f&nameFacet != 0 {
		for _, r := range c.roles(e) {
			switch {
			case r.role == ActorRole && f&actorFacet != 0, r.role == RecipientRole && f&recipientFacet != 0:
				n.who[r.name]++
			case r.role == PlaceRole && f&placeFacet != 0:
				n.place[r.name]++
			}
		}
	}
	if f&(sourceFacet|languageFacet) != 0 {
		n.origin(&c.reports[e.report], f)
	}
}

func (n *fieldCounter) coded(e *entryColumn, f facetMask) {
	switch EntryKind(e.kind) {
	case PositionEntry:
		if f&stanceFacet != 0 {
			n.codes[stanceCode][e.class]++
		}
	case EventEntry:
		if f&typeFacet != 0 {
			n.codes[typeCode][e.class]++
		}
		if f&modeFacet != 0 {
			n.codes[modeCode][e.mode]++
		}
		if f&statusFacet != 0 {
			n.codes[statusCode][e.status]++
		}
		if f&quadFacet != 0 {
			n.quads[e.quad]++
		}
	}
}

func (n *fieldCounter) report(r *reportColumn, f facetMask) {
	if f&kindFacet != 0 {
		n.kinds[ReportAnswer]++
	}
	if !n.on {
		return
	}
	n.origin(r, f)
	if f&dayFacet != 0 {
		n.reportDay(r.at)
	}
}

func (n *fieldCounter) origin(r *reportColumn, f facetMask) {
	if f&sourceFacet != 0 && int(r.source) < len(n.source) {
		n.source[r.source]++
	}
	if f&languageFacet != 0 {
		n.codes[languageCode][r.language]++
	}
}

// day counts a day; rows come newest first.
func (n *fieldCounter) day(minute int32, quad int) {
	if minute < n.from || minute >= n.to {
		d := dayOf(minute)
		n.days = append(n.days, DayCount{Day: dayTime(d)})
		n.from = d * dayMinutes
		n.to = n.from + dayMinutes
		n.at = len(n.days) - 1
	}
	n.days[n.at].Quad[quad]++
}

// reportDay counts a report; reports come after all entries, newest first too, so that the day is nearly always that of the last one.
func (n *fieldCounter) reportDay(minute int32) {
	if minute < n.from || minute >= n.to {
		d := dayOf(minute)
		n.from = d * dayMinutes
		n.to = n.from + dayMinutes
		t := dayTime(d)
		at, ok := slices.BinarySearchFunc(n.days, t, func(d DayCount, t time.Time) int { return t.Compare(d.Day) })
		if !ok {
			n.days = slices.Insert(n.days, at, DayCount{Day: t})
		}
		n.at = at
	}
	n.days[n.at].Quad[0]++
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
	for k, counts := range n.codes {
		f := codedFields[k]
		for code, v := range counts {
			if s := c.words.text(uint16(code)); v > 0 && s != "" {
				all[f] = append(all[f], Valued{Value: s, Label: s, N: int(v)})
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
		if v == 0 {
			continue
		}
		s := c.sources[SourceID(id)]
		all[search.Source] = append(all[search.Source], Valued{Value: s.name, Label: s.name, N: int(v)})
		owners[s.owner] += int(v)
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
