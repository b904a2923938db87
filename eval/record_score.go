package eval

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/record"
)

// recordScores counts each layer of the record by the definitions of data/reports/score.py. accuracy counts fields of the statements
// that were matched.
type recordScores struct {
	rows     map[string]*tally
	matched  map[string]map[int]int // of the last report: ours to the gold's, by row
	accuracy map[string]*tally
	order    []string
	lines    []string // what was missed or given in excess, for the layers asked for
}

func newRecordScores() *recordScores {
	return &recordScores{rows: map[string]*tally{}, matched: map[string]map[int]int{}, accuracy: map[string]*tally{}}
}

// row counts a matching of n of ours to m of the gold and gives it.
func (s *recordScores) row(name string, n, m int, fits func(i, j int) bool) map[int]int {
	t := s.rows[name]
	if t == nil {
		t = &tally{}
		s.rows[name] = t
		s.order = append(s.order, name)
	}
	matched := assign(n, m, fits)
	s.matched[name] = matched
	t.right, t.system, t.gold = t.right+len(matched), t.system+n, t.gold+m
	return matched
}

func (s *recordScores) field(name string, right bool) {
	t := s.accuracy[name]
	if t == nil {
		t = &tally{}
		s.accuracy[name] = t
		s.order = append(s.order, name)
	}
	t.gold++
	if right {
		t.right++
	}
}

// add scores one report.
func (s *recordScores) add(p, g goldRecord) {
	n := newGoldNames(g.People)
	s.addStatements(p.Statements, g.Statements, n)
	s.addClaims(p.Claims, g.Claims, n)
	s.addEvents(p.Events, g.Events, n)
	s.addPlacesAndTimes(p, g)
	s.addWho(p, g, n)
	s.row("wording", len(p.Wording), len(g.Wording), func(i, j int) bool {
		return overlap(foldWords(p.Wording[i].Text), foldWords(g.Wording[j].Text)) >= 0.5
	})
}

func (s *recordScores) addStatements(p, g []goldSaid, n goldNames) {
	bodies := func(all []goldSaid) (out [][]string) {
		for _, x := range all {
			out = append(out, foldWords(strings.Join(x.Content, " ")))
		}
		return out
	}
	a, b := bodies(p), bodies(g)
	content := func(i, j int) bool { return overlap(a[i], b[j]) >= 0.5 }
	who := func(i, j int) bool {
		return n.same(p[i].Speaker, g[j].Speaker) || p[i].Speaker != "" && foldName(p[i].Speaker) == foldName(g[j].SpeakerSpan) && len(foldWords(p[i].Speaker)) > 1
	}
	both := func(i, j int) bool { return content(i, j) && who(i, j) }
	s.row("statements: content", len(p), len(g), content)
	matched := s.row("statements: speaker + content", len(p), len(g), both)
	s.row("statements: speaker + exact", len(p), len(g), func(i, j int) bool { return slices.Equal(a[i], b[j]) && who(i, j) })
	direct := func(all []goldSaid) (at []int) {
		for i, x := range all {
			if x.Kind == "direct" {
				at = append(at, i)
			}
		}
		return at
	}
	da, db := direct(p), direct(g)
	s.row("statements: direct only", len(da), len(db), func(i, j int) bool { return both(da[i], db[j]) })
	for i, j := range matched {
		s.field("  kind", p[i].Kind == g[j].Kind)
		s.field("  cue", first4(p[i].Cue) == first4(g[j].Cue))
		if g[j].Office != "" {
			s.field("  office", overlap(bigWords(foldName(p[i].Office)), bigWords(foldName(g[j].Office))) >= 0.5)
		}
		if g[j].Date != "" {
			s.field("  date", p[i].Date == g[j].Date)
		}
	}
}

func first4(s string) string {
	s = foldName(s)
	return s[:min(4, len(s))]
}

// sentenceFits reports whether one of ours shares 0.6 of its words (F1) with one of the gold's, or stands in it.
func sentenceFits(p, g []string) bool {
	for _, x := range p {
		for _, y := range g {
			a, b := foldWords(x), foldWords(y)
			if overlap(a, b) >= 0.6 || len(a) >= 5 && strings.Contains(strings.Join(b, " "), strings.Join(a, " ")) {
				return true
			}
		}
	}
	return false
}

func (s *recordScores) addClaims(p, g []goldClaim, n goldNames) {
	sentence := func(i, j int) bool { return sentenceFits(p[i].Sentence, g[j].Sentence) }
	some := func(ours, gold []string) bool {
		return len(gold) == 0 || slices.ContainsFunc(ours, func(x string) bool {
			return slices.ContainsFunc(gold, func(y string) bool { return n.same(x, y) })
		})
	}
	every := func(ours, gold []string) bool {
		return !slices.ContainsFunc(gold, func(y string) bool {
			return !slices.ContainsFunc(ours, func(x string) bool { return n.same(x, y) })
		})
	}
	matched := s.row("claims: sentence", len(p), len(g), sentence)
	s.row("claims: + asserter", len(p), len(g), func(i, j int) bool { return sentence(i, j) && some(p[i].AssertedBy, g[j].AssertedBy) })
	s.row("claims: + every party", len(p), len(g), func(i, j int) bool {
		return sentence(i, j) && every(p[i].AssertedBy, g[j].AssertedBy) && every(p[i].DeniedBy, g[j].DeniedBy)
	})
	for i := range p {
		if _, ok := matched[i]; !ok {
			s.lines = append(s.lines, fmt.Sprintf("claim not gold: %q by %v, denied by %v", p[i].About, p[i].AssertedBy, p[i].DeniedBy))
		}
	}
	found := map[int]bool{}
	for _, j := range matched {
		found[j] = true
	}
	for j := range g {
		if !found[j] {
			s.lines = append(s.lines, fmt.Sprintf("claim missed: %q by %v, denied by %v", g[j].About, g[j].AssertedBy, g[j].DeniedBy))
		}
	}
}

// sameTypes are types that PLOVER's releases name or part differently.
var sameTypes = map[string]string{"CONCEDE": "YIELD", "RETREAT": "YIELD", "DISAPPROVE": "ACCUSE", "DEMAND": "REQUEST"}

func ploverType(s string) string {
	if t, ok := sameTypes[strings.ToUpper(s)]; ok {
		return t
	}
	return strings.ToUpper(s)
}

func (s *recordScores) addEvents(p, g []goldEvent, n goldNames) {
	sentence := func(i, j int) bool { return sentenceFits(p[i].Sentence, g[j].Sentence) }
	typed := func(i, j int) bool { return ploverType(p[i].Type) == ploverType(g[j].Type) && sentence(i, j) }
	acted := func(i, j int) bool {
		return typed(i, j) && n.same(p[i].Source, g[j].Source) && n.same(p[i].Target, g[j].Target)
	}
	day := func(i, j int) bool { return dayFits(p[i].Day, g[j]) }
	place := func(i, j int) bool { return spotFits(p[i].Place, g[j].Place) }
	s.row("events: sentence", len(p), len(g), sentence)
	s.row("events: type + sentence", len(p), len(g), typed)
	s.row("events: + actors", len(p), len(g), acted)
	s.row("events: + day", len(p), len(g), func(i, j int) bool { return typed(i, j) && day(i, j) })
	s.row("events: + place", len(p), len(g), func(i, j int) bool { return typed(i, j) && place(i, j) })
	s.row("events: + actors, day, place", len(p), len(g), func(i, j int) bool { return acted(i, j) && day(i, j) && place(i, j) })
}

// dayFits compares days as far as the report is precise about them.
func dayFits(d string, g goldEvent) bool {
	switch g.Precision {
	case "before": // the report says only that it was earlier
		return g.Day == "" || d <= g.Day
	case "after":
		return g.Day == "" || d == "" || d >= g.Day
	case "week", "past week":
		return g.Day == "" || cutTo(d, 7) == cutTo(g.Day, 7)
	case "month", "year", "since":
		return g.Day == "" || d == g.Day || cutTo(d, len(g.Day)) == g.Day
	}
	return g.Day == "" || d == g.Day
}

func cutTo(s string, n int) string { return s[:min(n, len(s))] }

func (s *recordScores) addPlacesAndTimes(p, g goldRecord) {
	ps, gs := onceBy(p.Places, func(x goldSpot) string { return foldName(x.Name) }), onceBy(g.Places, func(x goldSpot) string { return foldName(x.Name) })
	s.row("places: name", len(ps), len(gs), func(i, j int) bool { return namesAlike(ps[i].Name, gs[j].Name) })
	s.row("places: within 161 km", len(ps), len(gs), func(i, j int) bool { return namesAlike(ps[i].Name, gs[j].Name) && spotFits(&ps[i], &gs[j]) })
	key := func(x goldMoment) string { return foldName(x.Text) + "|" + x.Value }
	pt, gt := onceBy(p.Times, key), onceBy(g.Times, key)
	s.row("times: value", len(pt), len(gt), func(i, j int) bool {
		return pt[i].Value == gt[j].Value && overlap(foldWords(pt[i].Text), foldWords(gt[j].Text)) > 0
	})
}

func onceBy[T any](all []T, key func(T) string) []T {
	var out []T
	seen := map[string]bool{}
	for _, x := range all {
		if k := key(x); !seen[k] {
			seen[k] = true
			out = append(out, x)
		}
	}
	return out
}

func (s *recordScores) addWho(p, g goldRecord, n goldNames) {
	name := func(i, j int) bool { return n.person(p.People[i].Name) == foldName(g.People[j].Name) }
	matched := s.row("people: name", len(p.People), len(g.People), name)
	s.row("people: name + office", len(p.People), len(g.People), func(i, j int) bool {
		return name(i, j) && (len(g.People[j].Offices) == 0 || slices.ContainsFunc(p.People[i].Offices, func(x string) bool {
			return slices.ContainsFunc(g.People[j].Offices, func(y string) bool { return overlap(bigWords(foldName(x)), bigWords(foldName(y))) >= 0.5 })
		}))
	})
	s.row("organisations", len(p.Organisations), len(g.Organisations), func(i, j int) bool {
		a, b := p.Organisations[i], g.Organisations[j]
		return namesAlike(a.Name, b.Name) || b.Abbr != "" && (foldName(b.Abbr) == foldName(a.Abbr) || foldName(b.Abbr) == foldName(a.Name))
	})
	for i := range p.People {
		if _, ok := matched[i]; !ok {
			s.lines = append(s.lines, "person not gold: "+p.People[i].Name)
		}
	}
}

// wideKinds are places so large that their country counts, or 500 km.
var wideKinds = []string{"country", "region", "river", "lake"}

func spotFits(p, g *goldSpot) bool {
	if g == nil {
		return true
	}
	if p == nil {
		return false
	}
	points := p.Lat != nil && p.Lon != nil && g.Lat != nil && g.Lon != nil
	if slices.Contains(wideKinds, g.Kind) {
		if g.Country != "" && p.Country != "" {
			return strings.EqualFold(p.Country, g.Country)
		}
		return points && kilometres(*p.Lat, *p.Lon, *g.Lat, *g.Lon) <= 500
	}
	if points {
		return kilometres(*p.Lat, *p.Lon, *g.Lat, *g.Lon) <= 161
	}
	return foldName(p.Name) == foldName(g.Name)
}

// Record scores every layer of the record on data/reports, by the definitions of its score.py.
func Record(ctx context.Context, o Options) error { return recordRows(ctx, o, "record", "") }

// Claims scores the claims of the record on data/reports: by sentence, with an asserter, with every party.
func Claims(ctx context.Context, o Options) error { return recordRows(ctx, o, "claims", "claims:") }

// People scores the people, with their offices, and the bodies of the record on data/reports.
func People(ctx context.Context, o Options) error {
	return recordRows(ctx, o, "people", "people:", "organisations", "  office")
}

// recordRows prints the rows whose names begin with one of the prefixes.
func recordRows(ctx context.Context, o Options, measure string, prefixes ...string) error {
	in, err := openRooms()
	if err != nil {
		return fmt.Errorf("eval %s: %w", measure, err)
	}
	s := newRecordScores()
	err = eachReport(ctx, o, in, func(rec record.Record, gold goldRecord) []string {
		s.lines = nil
		s.add(asGold(rec), gold)
		word := strings.TrimSuffix(strings.TrimSuffix(prefixes[0], ":"), "s")
		if word == "people" {
			word = "person"
		}
		return slices.DeleteFunc(s.lines, func(l string) bool { return !strings.HasPrefix(l, word) })
	})
	if err != nil {
		return fmt.Errorf("eval %s: %w", measure, err)
	}
	out := lines{w: o.Out}
	out.printf("%-34s%8s%8s%8s%8s%8s%8s\n", "data/reports", "P", "R", "F1", "right", "ours", "gold")
	for _, name := range s.order {
		if !slices.ContainsFunc(prefixes, func(p string) bool { return strings.HasPrefix(name, p) }) {
			continue
		}
		if t := s.rows[name]; t != nil {
			out.printf("%-34s%8.3f%8.3f%8.3f%8d%8d%8d\n", name, t.precision(), t.recall(), t.f1()/100, t.right, t.system, t.gold)
		} else if t := s.accuracy[name]; t != nil {
			out.printf("%-34s%8s%8s%8.3f%8d%8s%8d   (accuracy on matched statements)\n", name, "", "", t.recall(), t.right, "", t.gold)
		}
	}
	return out.err
}
