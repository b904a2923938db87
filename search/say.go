package search

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// String writes the query in its canonical form, which Parse reads as the same query.
func (q Query) String() string {
	var parts []string
	for _, n := range q.Root.Nodes {
		parts = append(parts, n.text(All))
	}
	return strings.Join(parts, " ")
}

// text writes a node that stands directly under one of kind outer.
func (n Node) text(outer Op) string {
	switch n.Op {
	case Leaf:
		return n.Term.String()
	case Not:
		if len(n.Nodes) == 1 {
			return "-" + n.Nodes[0].text(Not)
		}
		return ""
	}
	sep := " "
	if n.Op == Any {
		sep = " OR "
	}
	var parts []string
	for _, one := range n.Nodes {
		parts = append(parts, one.text(n.Op))
	}
	s := strings.Join(parts, sep)
	if outer == Not || n.Op == Any || n.Op == All && outer == Any && len(parts) > 1 {
		return "(" + s + ")"
	}
	return s
}

// String writes the term as it would be typed.
func (t Term) String() string {
	var all []string
	for _, v := range t.Values {
		all = append(all, v.String())
	}
	s := strings.Join(all, ",")
	if t.Field != Words {
		s = string(t.Field) + ":" + s
	}
	return s
}

// String writes the value as it would be typed.
func (v Value) String() string {
	s := v.Text
	if v.Phrase || !bare(s) && s != "" {
		s = `"` + strings.ReplaceAll(s, `"`, " ") + `"`
	}
	if v.Prefix {
		s += "*"
	}
	return s
}

// Piece is one part of the outermost level of a query, in words, so that a wrong reading is seen.
type Piece struct {
	Says    string // "fired, shot or rounds"
	Note    string // "said", "speaker": what of an answer it is about
	Not     bool   // it excludes
	Without string // the query without this part
}

// ReadAs says in words what the query was understood to mean.
func (q Query) ReadAs() []Piece {
	var all []Piece
	for i, n := range q.Root.Nodes {
		p := Piece{Without: q.Without(i).String()}
		for n.Op == Not && len(n.Nodes) == 1 {
			p.Not, n = !p.Not, n.Nodes[0]
		}
		p.Says, p.Note = n.say()
		all = append(all, p)
	}
	return all
}

func (n Node) say() (says, note string) {
	if n.Op == Leaf {
		return n.Term.say()
	}
	field, one := n.field()
	var parts []string
	for _, part := range n.Nodes {
		s, note := part.say()
		if part.Op == Not {
			s, note = part.Nodes[0].say()
			s = "not " + s
		}
		if !one && note != "" {
			s = note + " " + s
		}
		if part.Op == Any || part.Op == All {
			s = "(" + s + ")"
		}
		parts = append(parts, s)
	}
	word := "and"
	if n.Op == Any {
		word = "or"
	}
	if one {
		note = notes[field]
	}
	return list(parts, word), note
}

// field is the one field that all terms of a node are about.
func (n Node) field() (f Field, one bool) {
	first := true
	one = true
	walk(n, false, func(t Term, _ bool) {
		one = one && (first || t.Field == f)
		f, first = t.Field, false
	})
	return f, one
}

// notes say what of an answer a field is about.
var notes = map[Field]string{Who: "acting, acted upon or speaking", Speaker: "speaking", Says: "in words said", Asserts: "asserting or asserted", Denies: "denying or denied",
	Questions: "questioning or questioned", Supports: "supporting or supported", Place: "as the place", From: "", Source: "as the source", Owner: "owner of the source",
	Language: "as the language", Kind: "only", Type: "as the type of event", Mode: "as the mode of event", Quad: "events", Status: "events", Voice: "voice"}

var dayWords = map[Field]string{From: "since ", After: "after ", To: "until ", Before: "before ", On: "on "}

func (t Term) say() (says, note string) {
	var all []string
	for _, v := range t.Values {
		s := v.Text
		switch {
		case t.Field.day():
			s = sayDay(v)
		case v.Prefix && v.Text == "":
			s = "anything"
		case v.Prefix:
			s += "…"
		case v.Phrase && t.Field == Words:
			s = "“" + s + "”"
		case t.Field == Quad:
			s = strings.ReplaceAll(s, "-", " ")
		}
		all = append(all, s)
	}
	return dayWords[t.Field] + list(all, "or"), notes[t.Field]
}

// list writes "a, b or c".
func list(parts []string, word string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " " + word + " " + parts[last]
}

// Distance is the number of letters that must be added, left out or changed to make b of a (Levenshtein).
func Distance(a, b string) int {
	x, y := []rune(a), []rune(b)
	row := make([]int, len(y)+1)
	for j := range row {
		row[j] = j
	}
	for i, r := range x {
		last := row[0]
		row[0] = i + 1
		for j, s := range y {
			cost := last
			if r != s {
				cost = 1 + min(last, row[j], row[j+1])
			}
			last, row[j+1] = row[j+1], cost
		}
	}
	return row[len(y)]
}

// Lines cuts a list of names into queries, one a line; empty lines and lines said twice are left out, and at most n are given.
func Lines(text string, n int) []string {
	var all []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" && utf8.ValidString(line) && !slices.Contains(all, line) && len(all) < n {
			all = append(all, line)
		}
	}
	return all
}
