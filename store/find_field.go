package store

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/dateline-news/dateline/search"
)

// compileTerm makes the tests of one field. A report has words, a day, a place, a source; it has no speaker, stance or type.
func (f *finder) compileTerm(ctx context.Context, t search.Term) (part, error) {
	never := func(int32, *reportColumn) bool { return false }
	switch t.Field {
	case search.Words:
		expr, ok := termExpression(t, search.Words)
		if !ok {
			return allPart(nil), nil
		}
		return f.wordPart(ctx, expr)
	case search.Says:
		return f.saysPart(ctx, t)
	case search.Asserts, search.Denies, search.Questions, search.Supports:
		return f.stancePart(ctx, t)
	case search.Who, search.Speaker:
		f.facts = true
		set, all, err := f.named(ctx, t)
		spoken := t.Field == search.Speaker
		return part{report: never, entry: func(_ int32, e *entryColumn) bool {
			return !(spoken && e.kind == uint8(EventEntry)) && f.hasName(e, set, all, ActorRole, RecipientRole, spoken)
		}}, err
	case search.Place:
		return f.placePart(ctx, t)
	case search.From, search.After, search.To, search.Before, search.On:
		return dayPart(t), nil
	case search.Source, search.Owner, search.Language:
		return f.reportPart(t), nil
	case search.Kind:
		return kindPart(t), nil
	}
	f.facts = true
	return part{entry: f.codePart(t), report: never}, nil
}

// named are the names that a term asks for; all when it asks for any.
func (f *finder) named(ctx context.Context, t search.Term) (set rowSet, all bool, err error) {
	if slices.ContainsFunc(t.Values, func(v search.Value) bool { return v.Text == "" }) {
		return nil, true, nil
	}
	expr, ok := termExpression(search.Term{Values: t.Values}, search.Words)
	if !ok {
		return nil, false, nil
	}
	set, err = f.matchNames(ctx, expr)
	return set, false, err
}

// hasName reports whether one of the names stands in one of two roles of an entry.
func (f *finder) hasName(e *entryColumn, set rowSet, all bool, a, b Role, onlyA bool) bool {
	for _, r := range f.c.roles(e) {
		if (r.role == a || r.role == b && !onlyA) && (all || set.has(r.name)) {
			return true
		}
	}
	return false
}

func (f *finder) saysPart(ctx context.Context, t search.Term) (part, error) {
	f.facts = true
	p := part{report: func(int32, *reportColumn) bool { return false }}
	spoken := func(e *entryColumn) bool { return e.kind == uint8(StatementEntry) || e.kind == uint8(PositionEntry) }
	expr, ok := termExpression(t, search.Says)
	if !ok {
		p.entry = func(_ int32, e *entryColumn) bool { return spoken(e) }
		return p, nil
	}
	set, capped, err := f.matchEntries(ctx, "said", expr)
	f.capped = f.capped || capped
	p.entry = func(i int32, e *entryColumn) bool { return spoken(e) && set.has(i) }
	return p, err
}

// stancePart asks for positions of one stance: by an actor of the name, or on a claim that has the words.
func (f *finder) stancePart(ctx context.Context, t search.Term) (part, error) {
	f.facts = true
	stance := f.c.words.number(string(t.Field))
	taken := func(e *entryColumn) bool { return e.kind == uint8(PositionEntry) && e.class == stance }
	p := part{report: func(int32, *reportColumn) bool { return false }, entry: func(_ int32, e *entryColumn) bool { return taken(e) }}
	names, all, err := f.named(ctx, t)
	if err != nil || all {
		return p, err
	}
	expr, ok := termExpression(search.Term{Values: t.Values}, search.Words)
	if !ok {
		return p, nil
	}
	set, capped, err := f.matchEntries(ctx, "sentence said", expr)
	f.capped = f.capped || capped
	p.entry = func(i int32, e *entryColumn) bool {
		return taken(e) && (set.has(i) || f.hasName(e, names, false, ActorRole, ActorRole, true))
	}
	return p, err
}

func (f *finder) placePart(ctx context.Context, t search.Term) (part, error) {
	set, all, err := f.named(ctx, t)
	if err != nil {
		return part{}, err
	}
	codes := newRowSet(len(f.c.words.strings))
	for name := range set.all() {
		if code := f.c.words.numbers[f.c.names[name].name]; code != 0 {
			codes.add(int32(code))
		}
	}
	return part{entry: func(_ int32, e *entryColumn) bool { return f.hasName(e, set, all, PlaceRole, PlaceRole, true) },
		report: func(_ int32, r *reportColumn) bool { return codes.has(int32(r.place)) || all && r.place != 0 }}, nil
}

// dayPart compares the day in the world; where the text gives none, the day of the report.
func dayPart(t search.Term) part {
	v := t.Values[0]
	start, end := minute(v.Start.UnixMicro()), minute(v.End.UnixMicro())
	var test func(from, to int32) bool
	switch t.Field {
	case search.From:
		test = func(_, to int32) bool { return to > start }
	case search.After:
		test = func(from, _ int32) bool { return from >= end }
	case search.To:
		test = func(from, _ int32) bool { return from < end }
	case search.Before:
		test = func(_, to int32) bool { return to <= start }
	default:
		test = func(from, to int32) bool { return from < end && to > start }
	}
	return part{entry: func(_ int32, e *entryColumn) bool {
		if e.from == noTime {
			return test(e.sort, e.sort+1)
		}
		return test(e.from, e.to)
	}, report: func(_ int32, r *reportColumn) bool { return test(r.at, r.at+1) }}
}

func (f *finder) reportPart(t search.Term) part {
	var test func(r *reportColumn) bool
	switch t.Field {
	case search.Source:
		set, outlets := f.sources(func(s sourceColumn) bool { return anyValue(t, s.name) }), f.coded(t)
		test = func(r *reportColumn) bool { return set.has(r.source) || outlets.has(int32(r.outlet)) }
	case search.Owner:
		set := f.sources(func(s sourceColumn) bool { return anyValue(t, string(s.owner)) })
		test = func(r *reportColumn) bool { return set.has(r.source) }
	default:
		codes := f.coded(t)
		test = func(r *reportColumn) bool { return codes.has(int32(r.language)) }
	}
	return part{entry: func(_ int32, e *entryColumn) bool { return test(&f.c.reports[e.report]) }, report: func(_ int32, r *reportColumn) bool { return test(r) }}
}

// coded are the numbers of the strings that fit a value.
func (f *finder) coded(t search.Term) rowSet {
	set := newRowSet(len(f.c.words.strings))
	for i, s := range f.c.words.folded {
		if s != "" && anyFolded(t, s) {
			set.add(int32(i))
		}
	}
	return set
}

// sources are the numbers of the sources that fit.
func (f *finder) sources(fits func(sourceColumn) bool) rowSet {
	set := rowSet{}
	for id, s := range f.c.sources {
		if !fits(s) {
			continue
		}
		for int(id) >= len(set)*64 {
			set = append(set, 0)
		}
		set.add(int32(id))
	}
	return set
}

// anyValue reports whether a value of the term is s, whatever its case and accents, or its beginning where a * stands.
func anyValue(t search.Term, s string) bool { return anyFolded(t, fold(Folded(s))) }

func anyFolded(t search.Term, s string) bool {
	return slices.ContainsFunc(t.Values, func(v search.Value) bool {
		want := fold(Folded(v.Text))
		return s == want || v.Prefix && strings.HasPrefix(s, want)
	})
}

var kindNames = map[string]EntryKind{"statement": StatementEntry, "claim": PositionEntry, "event": EventEntry, "wording": WordingEntry, "report": ReportAnswer, "person": PersonAnswer, "place": PlaceAnswer}

func kindPart(t search.Term) part {
	var want [8]bool
	for _, v := range t.Values {
		want[kindNames[v.Text]] = true
	}
	return part{entry: func(_ int32, e *entryColumn) bool { return want[e.kind] }, report: func(int32, *reportColumn) bool { return want[ReportAnswer] }}
}

var quadNames = map[string]uint8{"verbal-cooperation": 1, "material-cooperation": 2, "verbal-conflict": 3, "material-conflict": 4}

// codePart tests the codes of an event: type, mode, quad class, status; and whose voice tells it.
func (f *finder) codePart(t search.Term) func(int32, *entryColumn) bool {
	codes := f.coded(t)
	event := func(e *entryColumn) bool { return e.kind == uint8(EventEntry) }
	switch t.Field {
	case search.Type:
		return func(_ int32, e *entryColumn) bool { return event(e) && codes.has(int32(e.class)) }
	case search.Mode:
		return func(_ int32, e *entryColumn) bool { return event(e) && codes.has(int32(e.mode)) }
	case search.Status:
		return func(_ int32, e *entryColumn) bool { return event(e) && codes.has(int32(e.status)) }
	case search.Quad:
		var want [5]bool
		for _, v := range t.Values {
			want[quadNames[v.Text]] = true
		}
		return func(_ int32, e *entryColumn) bool { return event(e) && e.quad > 0 && want[e.quad] }
	}
	own := slices.ContainsFunc(t.Values, func(v search.Value) bool { return v.Text == "own" })
	attributed := slices.ContainsFunc(t.Values, func(v search.Value) bool { return v.Text == "attributed" })
	return func(_ int32, e *entryColumn) bool { return e.own && own || !e.own && attributed }
}

const dayMinutes = 24 * 60

// dayOf is the day of a minute, in whole days since 1970.
func dayOf(minute int32) int32 {
	d := minute / dayMinutes
	if minute < 0 && minute%dayMinutes != 0 {
		d--
	}
	return d
}

func dayTime(day int32) time.Time { return time.Unix(int64(day)*86400, 0).UTC() }
