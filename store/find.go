package store

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dateline-news/dateline/search"
)

// Find says which answers are wanted.
type Find struct {
	Query  search.Query
	Kinds  []EntryKind // only these; nil is all
	On     time.Time   // as the record stood then; zero is now
	Limit  int         // answers; 0 is 50, at most 1000
	After  Cursor      // only what stands behind this place, in order of time
	Newest bool        // in order of time even where there are words to rank by
	Facets bool        // count by the values of each field
	Sure   bool        // leave out what is in doubt and not accepted, and what was rejected
	Since  time.Time   // only what was recorded after this
}

// Found is what a search found.
type Found struct {
	Answers []Answer
	Total   int    // near-copies count once
	Capped  bool   // more rows have these words than were looked at: the counts are of the latest of them
	Next    Cursor // "" when there is no more
	Facets  map[search.Field][]Valued
	Days    []DayCount // by the day in the world, oldest first; only with Facets
	Kinds   map[EntryKind]int
}

// DayCount is how many answers a day has, by quad class for events; index 0 is all that is no event.
type DayCount struct {
	Day  time.Time
	Quad [5]int
}

// Answer is one answer of a search: an entry, a report, or a name.
type Answer struct {
	Kind   EntryKind
	Entry  *Entry // of the first four kinds
	Report *Hit   // of a report
	Name   *Name  // of a person or place, with how many entries name it
	Count  int
	Copies int // further entries with the same sentence
}

// Unsure is the confidence under which a fact is in doubt.
const Unsure = 0.6

// finder evaluates one query over the columns.
type finder struct {
	s            *Store
	c            *columns
	find         Find
	on           int64 // microseconds
	parts        []part
	kinds        [8]bool
	capped       bool
	words        string // FTS5 expression of all that stands at the outermost level without a field; "" when there is none
	among        *part  // the part of all words: only its rows need be looked at
	facts        bool   // a field is asked for that no report has
	noReport     bool   // such a field must be there, so that no report is an answer
	namesMatched int
}

// part is one part of the outermost level of a query, as tests.
type part struct {
	counts facetMask // by what a row is counted although this part excludes it: of a part of one positive field
	cost   int       // parts that cost less are tested first
	entry  func(i int32, e *entryColumn) bool
	report func(i int32, r *reportColumn) bool

	entries, reports rowSet // of words: no other row passes
}

// finder compiles the query. The columns stay locked for reading until done is called.
func (s *Store) finder(ctx context.Context, find Find) (f *finder, done func(), err error) {
	c, err := s.follow(ctx)
	if err != nil {
		return nil, nil, err
	}
	f = &finder{s: s, c: c, find: find, on: find.On.UnixMicro()}
	if find.On.IsZero() {
		f.on = 0
	}
	for _, k := range find.Kinds {
		f.kinds[k] = true
	}
	if find.Kinds == nil {
		f.kinds = [8]bool{true, true, true, true, true, true, true, true}
	}
	if err := f.compile(ctx); err != nil {
		c.mu.RUnlock()
		return nil, nil, explain(fmt.Errorf("search for %q: %w", find.Query.String(), err), s.dir)
	}
	return f, c.mu.RUnlock, nil
}

// compile makes the parts: all that stands without a field together is one of them.
func (f *finder) compile(ctx context.Context) error {
	var words, other []search.Node
	for _, n := range f.find.Query.Root.Nodes {
		if wordsOnly(n) {
			words = append(words, n)
		} else {
			other = append(other, n)
		}
	}
	if expr, ok := allExpression(words, search.Words); ok {
		f.words = expr
		p, err := f.wordPart(ctx, expr)
		if err != nil {
			return err
		}
		f.parts = append(f.parts, p)
		f.among = &p
	} else {
		other = append(other, words...) // only what must not be there
	}
	for _, n := range other {
		before := f.facts
		f.facts = false
		p, err := f.compileNode(ctx, n)
		if err != nil {
			return err
		}
		f.noReport = f.noReport || f.facts && n.Op == search.Leaf
		f.facts = f.facts || before
		if n.Op == search.Leaf {
			p.counts = facetOf[n.Term.Field]
			if p.counts&nameFacet != 0 {
				p.cost = 1 // the names of an entry lie elsewhere
			}
		}
		f.parts = append(f.parts, p)
	}
	slices.SortStableFunc(f.parts, func(a, b part) int { return cmp.Compare(a.cost, b.cost) })
	return nil
}

// wordsOnly reports whether no field stands in a node.
func wordsOnly(n search.Node) bool {
	if n.Op == search.Leaf {
		return n.Term.Field == search.Words
	}
	for _, one := range n.Nodes {
		if !wordsOnly(one) {
			return false
		}
	}
	return true
}

func (f *finder) wordPart(ctx context.Context, expr string) (part, error) {
	entries, capped, err := f.matchEntries(ctx, "sentence names", expr)
	if err != nil {
		return part{}, err
	}
	f.capped = f.capped || capped
	p := part{entry: func(i int32, _ *entryColumn) bool { return entries.has(i) }, report: func(int32, *reportColumn) bool { return false }, entries: entries}
	if !f.kinds[ReportAnswer] {
		return p, nil
	}
	reports, capped, err := f.matchReports(ctx, expr)
	f.capped = f.capped || capped
	p.report, p.reports = func(i int32, _ *reportColumn) bool { return reports.has(i) }, reports
	return p, err
}

func (f *finder) compileNode(ctx context.Context, n search.Node) (part, error) {
	if n.Op == search.Leaf {
		return f.compileTerm(ctx, n.Term)
	}
	var under []part
	for _, one := range n.Nodes {
		p, err := f.compileNode(ctx, one)
		if err != nil {
			return p, err
		}
		under = append(under, p)
	}
	switch n.Op {
	case search.Not:
		return part{entry: func(i int32, e *entryColumn) bool { return !under[0].entry(i, e) }, report: func(i int32, r *reportColumn) bool { return !under[0].report(i, r) }}, nil
	case search.Any:
		return anyPart(under), nil
	}
	return allPart(under), nil
}

func anyPart(under []part) part {
	return part{entry: func(i int32, e *entryColumn) bool {
		for _, p := range under {
			if p.entry(i, e) {
				return true
			}
		}
		return false
	}, report: func(i int32, r *reportColumn) bool {
		for _, p := range under {
			if p.report(i, r) {
				return true
			}
		}
		return false
	}}
}

func allPart(under []part) part {
	return part{entry: func(i int32, e *entryColumn) bool {
		for _, p := range under {
			if !p.entry(i, e) {
				return false
			}
		}
		return true
	}, report: func(i int32, r *reportColumn) bool {
		for _, p := range under {
			if !p.report(i, r) {
				return false
			}
		}
		return true
	}}
}

// holds reports whether an entry is known, of a kind that is asked for, and not left out as doubtful.
func (f *finder) holds(e *entryColumn) bool {
	if !f.kinds[e.kind] || e.kind == 0 || !f.known(e.knownFrom, e.knownTo) {
		return false
	}
	return !f.find.Sure || e.verdict == 1 || e.verdict == 0 && (e.sure == 255 || e.sure >= 60)
}

// known reports whether a row stood in the record at the time that is asked for.
func (f *finder) known(from, to int64) bool {
	if f.on == 0 {
		return to == 0 && (f.find.Since.IsZero() || from > f.find.Since.UnixMicro())
	}
	return from <= f.on && (to == 0 || to > f.on)
}

// test says whether an entry passes all parts; when only one part of a countable field fails, it says which.
func (f *finder) test(i int32, e *entryColumn) (ok bool, failed int) {
	failed = -1
	for k := range f.parts {
		if f.parts[k].entry(i, e) {
			continue
		}
		if failed >= 0 || f.parts[k].counts == 0 {
			return false, -1
		}
		failed = k
	}
	return failed < 0, failed
}

func (f *finder) testReport(i int32, r *reportColumn) (ok bool, failed int) {
	failed = -1
	for k := range f.parts {
		if f.parts[k].report(i, r) {
			continue
		}
		if failed >= 0 || f.parts[k].counts == 0 {
			return false, -1
		}
		failed = k
	}
	return failed < 0, failed
}

// fold compares values of a closed field as they are typed.
func fold(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", " ")) }

// Valued is a value of a field with the number of answers that have it.
type Valued struct {
	Value, Label string
	N            int
	Name         NameID // of a person or place; 0 otherwise
}
