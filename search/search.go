// Package search is the language in which the record is asked: on the desk, on the command line, in the API, in saved searches
// and in watches. It turns what a person typed into a Query, and a Query back into text; it finds nothing itself (package store does).
//
// The language:
//
//	ferry strait         both words; case and accents do not count
//	"turned back"        the words in this order
//	block*               a word that begins so
//	fired OR shot        either; AND is what stands between words anyway
//	-strait, NOT strait  without
//	(a OR b) c           group
//	who:Vask             who acts, is acted upon or speaks; speaker: only who speaks
//	says:barricades      words that somebody said
//	denies:Ostrany       a denial by it or of it; asserts: questions: supports: likewise; * is any
//	place:"Cape Torr"    where it happened, or the dateline of a report
//	from: to: on:        the day in the world, first and last included; after: before: without that day
//	source: owner: lang: the report's source, the class of its owner, its language
//	kind: type: mode:    kind of answer; PLOVER type and mode of an event
//	quad: status: voice: class and status of an event; own or attributed
//
// A field takes several values, separated by commas, of which one must fit; field:(…) asks each word in the group of that field.
// Days are 2026-11-21, 2026-11, 2026, 21-nov, 21-nov-2026, today, yesterday, or 7d for seven days back.
package search

import (
	"slices"
	"strings"
	"time"
)

// Field says what of an answer a term is about. Words is the text itself.
type Field string

// The fields.
const (
	Words     Field = ""
	Who       Field = "who"
	Speaker   Field = "speaker"
	Says      Field = "says"
	Asserts   Field = "asserts"
	Denies    Field = "denies"
	Questions Field = "questions"
	Supports  Field = "supports"
	Place     Field = "place"
	From      Field = "from"
	After     Field = "after"
	To        Field = "to"
	Before    Field = "before"
	On        Field = "on"
	Source    Field = "source"
	Owner     Field = "owner"
	Language  Field = "lang"
	Kind      Field = "kind"
	Type      Field = "type"
	Mode      Field = "mode"
	Quad      Field = "quad"
	Status    Field = "status"
	Voice     Field = "voice"
)

// Fields lists all fields with a name, in the order in which help shows them.
var Fields = []Field{Who, Speaker, Says, Denies, Asserts, Questions, Supports, Place, From, To, On, After, Before, Source, Owner, Language, Kind, Type, Mode, Quad, Status, Voice}

// other are further names of fields.
var other = map[string]Field{"act": Type, "language": Language, "since": From, "until": To, "actor": Who, "by": Speaker, "outlet": Source}

// closed are the fields with a list of values; what is not on it is an error that names the list.
var closed = map[Field][]string{
	Kind:   {"statement", "claim", "event", "wording", "report", "person", "place"},
	Owner:  {"state", "public", "commercial", "independent", "party", "unknown"},
	Quad:   {"verbal-cooperation", "material-cooperation", "verbal-conflict", "material-conflict"},
	Status: {"happened", "planned", "possible", "denied", "negated"},
	Voice:  {"own", "attributed"},
}

// Values lists the values that a field may have; nil when it may have any.
func Values(f Field) []string { return slices.Clone(closed[f]) }

func (f Field) day() bool { return f == From || f == After || f == To || f == Before || f == On }

// Op is what a Node does with what stands under it.
type Op uint8

// The operations.
const (
	All  Op = iota // every node must hold; with no node it holds
	Any            // one must hold
	Not            // the one node must not hold
	Leaf           // the term must hold
)

// Node is a part of a query.
type Node struct {
	Op    Op
	Nodes []Node
	Term  Term // of a Leaf
}

// Term is one word, phrase or field with its values.
type Term struct {
	Field  Field
	Values []Value // at least one; any may fit
}

// Value is what a term asks for.
type Value struct {
	Text   string
	Phrase bool      // stood in quotation marks
	Prefix bool      // ended in *; with an empty text it asks for anything
	Start  time.Time // of a day: its first moment
	End    time.Time // of a day: the first moment after it
}

// Query is a parsed query.
type Query struct {
	Root Node // its Op is All
}

// Empty reports whether the query asks for nothing in particular.
func (q Query) Empty() bool { return len(q.Root.Nodes) == 0 }

// Terms calls f for every term; not says whether it stands under a Not.
func (q Query) Terms(f func(t Term, not bool)) { walk(q.Root, false, f) }

func walk(n Node, not bool, f func(Term, bool)) {
	if n.Op == Leaf {
		f(n.Term, not)
		return
	}
	for _, one := range n.Nodes {
		walk(one, not != (n.Op == Not), f)
	}
}

// Without is the query with the i-th part of its outermost level taken out.
func (q Query) Without(i int) Query {
	if i < 0 || i >= len(q.Root.Nodes) {
		return q
	}
	return Query{Node{Nodes: slices.Delete(slices.Clone(q.Root.Nodes), i, i+1)}}
}

// Has reports whether the outermost level asks for this value of the field.
func (q Query) Has(f Field, value string) bool { return slices.Contains(q.Asked(f), value) }

// Asked lists the values of a field that the outermost level asks for.
func (q Query) Asked(f Field) []string {
	var all []string
	for _, n := range q.Root.Nodes {
		if n.Op == Leaf && n.Term.Field == f {
			for _, v := range n.Term.Values {
				all = append(all, v.Text)
			}
		}
	}
	return all
}

// Toggle is the query with a value of a field added to the outermost level, or taken out where it stands there.
func (q Query) Toggle(f Field, value string) Query {
	had := q.Asked(f)
	if i := slices.Index(had, value); i >= 0 {
		return q.Set(f, slices.Delete(had, i, i+1)...)
	}
	return q.Set(f, append(had, value)...)
}

// Set is the query with exactly these values of a field on the outermost level; none takes the field out.
func (q Query) Set(f Field, values ...string) Query {
	at := -1
	var nodes []Node
	for _, n := range q.Root.Nodes {
		if n.Op == Leaf && n.Term.Field == f {
			at = len(nodes)
			continue
		}
		nodes = append(nodes, n)
	}
	if len(values) > 0 {
		t := Term{Field: f}
		for _, v := range values {
			one := Value{Text: v, Phrase: !bare(v)}
			if f.day() {
				one.Start, one.End, _ = days(v, time.Time{}) // a day that cannot be read asks for nothing, as its zero times say
			}
			t.Values = append(t.Values, one)
		}
		if at < 0 {
			at = len(nodes)
		}
		nodes = slices.Insert(nodes, at, Node{Op: Leaf, Term: t})
	}
	return Query{Node{Nodes: nodes}}
}

// bare reports whether a value can stand without quotation marks.
func bare(s string) bool {
	return s != "" && !strings.ContainsAny(s, " \t\"(),:*") && s[0] != '-' && s != "OR" && s != "AND" && s != "NOT"
}
