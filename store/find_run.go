package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/search"
)

// Find finds answers to a query, and counts all of them by the values of each field. A count of a field is of what passes all
// other parts of the query, so that the values beside a chosen one keep their numbers.
func (s *Store) Find(ctx context.Context, find Find) (Found, error) {
	if find.Limit <= 0 {
		find.Limit = 50
	}
	find.Limit = min(find.Limit, 1000)
	f, done, err := s.finder(ctx, find)
	if err != nil {
		return Found{}, err
	}
	picked, found, err := f.run(ctx)
	done()
	if err != nil {
		return found, explain(fmt.Errorf("search for %q: %w", find.Query.String(), err), s.dir)
	}
	found.Answers, err = s.answers(ctx, picked, f.words)
	return found, err
}

// spot is where an answer stands in order of time: newest first, entries before reports of the same minute.
type spot struct {
	at   int32
	kind int32 // 0 entry, 1 report
	row  int32
}

func (a spot) before(b spot) bool {
	return cmp.Or(cmp.Compare(b.at, a.at), cmp.Compare(a.kind, b.kind), cmp.Compare(b.row, a.row)) < 0
}

func (a spot) cursor() Cursor {
	return Cursor(strconv.FormatInt(int64(a.at), 36) + "." + strconv.FormatInt(int64(a.kind), 36) + "." + strconv.FormatInt(int64(a.row), 36))
}

func parseSpot(c Cursor) (p spot, err error) {
	parts := strings.Split(string(c), ".")
	if len(parts) != 3 {
		return p, fmt.Errorf("%q: %w", string(c), ErrBadCursor)
	}
	for i, to := range []*int32{&p.at, &p.kind, &p.row} {
		n, err := strconv.ParseInt(parts[i], 36, 32)
		if err != nil {
			return p, fmt.Errorf("%q: %w", string(c), ErrBadCursor)
		}
		*to = int32(n)
	}
	return p, nil
}

// pick is an answer before its words are read.
type pick struct {
	kind   EntryKind
	id     int64
	name   Name
	count  int
	copies int
	score  float64
}

// run walks all rows once: it counts, and picks the answers of the page.
func (f *finder) run(ctx context.Context) (picked []pick, found Found, err error) {
	var after *spot
	if f.find.After != "" {
		p, err := parseSpot(f.find.After)
		if err != nil {
			return nil, found, err
		}
		after = &p
	}
	w := walker{f: f, after: after, seen: newRowSet(len(f.c.entries)), pass: newRowSet(len(f.c.entries)), passed: newRowSet(len(f.c.reports))}
	w.counts.start(f.c, f.find.Facets)
	w.entries()
	if f.kinds[ReportAnswer] && !f.noReport {
		w.reports()
	}
	names, err := f.answerNames(ctx)
	if err != nil {
		return nil, found, err
	}
	found = Found{Total: w.total + len(names), Capped: f.capped}
	w.counts.kinds[PersonAnswer] += f.namesMatched
	if f.find.Facets {
		found.Facets, found.Days = w.counts.facets(f.c), w.counts.days
	}
	found.Kinds = w.counts.byKind()
	if f.words != "" && !f.find.Newest && after == nil {
		picked, err = f.best(ctx, &w)
	} else {
		picked, found.Next = w.newest()
	}
	if err != nil {
		return nil, found, err
	}
	if after == nil && len(names) > 0 {
		at := min(2, len(picked))
		picked = slices.Insert(picked, at, names[:min(3, len(names))]...)
	}
	w.copies(picked)
	return picked, found, nil
}

type walker struct {
	f            *finder
	after        *spot
	seen         rowSet // entries whose sentence was met
	pass, passed rowSet // entries and reports that pass
	page         []spot
	pageReports  []spot
	total        int
	counts       fieldCounter
}

// candidates are the rows to be looked at, newest first: all of them, or, where words are asked for, those that have them.
func (f *finder) candidates(all []int32, of func(*part) rowSet, at func(int32) int32) []int32 {
	if f.among == nil {
		return all
	}
	var rows []int32
	for i := range of(f.among).all() {
		rows = append(rows, i)
	}
	return merged(nil, rows, at)
}

func (w *walker) entries() {
	f, c := w.f, w.f.c
	for _, i := range f.candidates(c.ordered(f.find.Kinds), func(p *part) rowSet { return p.entries }, func(i int32) int32 { return c.entries[i].sort }) {
		e := &c.entries[i]
		if !f.holds(e) {
			continue
		}
		ok, failed := f.test(i, e)
		if !ok {
			if failed >= 0 && f.find.Facets {
				w.counts.entry(c, e, f.parts[failed].counts)
			}
			continue
		}
		w.pass.add(i)
		if !w.seen.add(e.first) {
			continue
		}
		w.total++
		w.counts.entry(c, e, everyFacet)
		p := spot{e.sort, 0, i}
		if len(w.page) <= f.find.Limit && (w.after == nil || w.after.before(p)) {
			w.page = append(w.page, p)
		}
	}
}

func (w *walker) reports() {
	f, c := w.f, w.f.c
	for _, i := range f.candidates(c.recent, func(p *part) rowSet { return p.reports }, func(i int32) int32 { return c.reports[i].at }) {
		r := &c.reports[i]
		if !f.known(r.knownFrom, r.knownTo) {
			continue
		}
		ok, failed := f.testReport(i, r)
		if !ok {
			if failed >= 0 && f.find.Facets {
				w.counts.report(r, f.parts[failed].counts)
			}
			continue
		}
		w.passed.add(i)
		w.total++
		w.counts.report(r, everyFacet)
		p := spot{r.at, 1, i}
		if len(w.pageReports) <= f.find.Limit && (w.after == nil || w.after.before(p)) {
			w.pageReports = append(w.pageReports, p)
		}
	}
}

// newest merges the two lists into the page.
func (w *walker) newest() (picked []pick, next Cursor) {
	all := append(slices.Clone(w.page), w.pageReports...)
	slices.SortFunc(all, func(a, b spot) int {
		if a.before(b) {
			return -1
		}
		return 1
	})
	if limit := w.f.find.Limit; len(all) > limit {
		all = all[:limit]
		next = all[limit-1].cursor()
	}
	for _, p := range all {
		picked = append(picked, w.f.pick(p))
	}
	return picked, next
}

func (f *finder) pick(p spot) pick {
	if p.kind == 1 {
		return pick{kind: ReportAnswer, id: int64(p.row) + 1}
	}
	return pick{kind: EntryKind(f.c.entries[p.row].kind), id: int64(p.row) + 1}
}

// copies counts the further entries that say the same.
func (w *walker) copies(picked []pick) {
	c := w.f.c
	at := map[int32]int{}
	for k, p := range picked {
		if p.kind <= WordingEntry {
			at[c.entries[p.id-1].first] = k
		}
	}
	if len(at) == 0 || w.total > maxMatches {
		return
	}
	for i := range w.pass.all() {
		if n, ok := at[c.entries[i].first]; ok && int64(i)+1 != picked[n].id {
			picked[n].copies++
		}
	}
}

// mostNames is how many people a query counts at most.
const mostNames = 200

// answerNames are the people and bodies whose name has the words, those most named first. Asked for facts alone, there are none.
func (f *finder) answerNames(ctx context.Context) ([]pick, error) {
	if f.words == "" || f.facts || !f.kinds[PersonAnswer] || f.on != 0 {
		return nil, nil
	}
	set, err := f.matchNames(ctx, f.words)
	if err != nil {
		return nil, err
	}
	var all []pick
	for i := range set.all() {
		n := f.c.names[i]
		if n.kind == "place" || n.kind == "facility" || n.entries == 0 {
			continue
		}
		all = append(all, pick{kind: PersonAnswer, id: int64(i) + 1, name: f.c.name(i), count: int(n.entries)})
	}
	slices.SortFunc(all, func(a, b pick) int { return cmp.Or(cmp.Compare(b.count, a.count), cmp.Compare(a.id, b.id)) })
	all = all[:min(len(all), mostNames)]
	f.namesMatched = len(all)
	if kinds := f.find.Query.Asked(search.Kind); len(kinds) > 0 && !slices.Contains(kinds, "person") {
		return nil, nil
	}
	return all, nil
}
