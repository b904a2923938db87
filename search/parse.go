package search

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// Error says what of a query cannot be understood.
type Error struct {
	At     int    // character, from 1
	Title  string // what is wrong
	Advice string // what to do
	Mended string // the query as it was probably meant; "" when that cannot be guessed
}

func (e *Error) Error() string { return fmt.Sprintf("%s (character %d). %s", e.Title, e.At, e.Advice) }

// Limits of one query: beyond them it is a mistake, or an attack.
const (
	maxTyped = 4000 // bytes
	maxTerms = 200
	maxDepth = 20
)

// Parse reads a query. now is the day from which "today", "7d" and days without a year are counted. The error is an *Error.
func Parse(typed string, now time.Time) (Query, error) {
	p := &parser{rest: strings.Map(plain, strings.ToValidUTF8(typed, " ")), now: now}
	p.all = p.rest
	if len(p.rest) > maxTyped {
		return Query{}, p.fail(maxTyped, "The query is too long", fmt.Sprintf("A query has at most %d characters; search for a list of names line by line.", maxTyped), "")
	}
	n, err := p.either(Words, 0)
	if err != nil {
		return Query{}, err
	}
	if p.space(); p.rest != "" { // only a parenthesis ends an expression before its end
		return Query{}, p.fail(p.at(), "A parenthesis is closed that was never opened", "Take it out, or put it in quotation marks.", strings.TrimSpace(p.all[:p.at()]+p.rest[1:]))
	}
	if n.Op != All {
		n = Node{Nodes: []Node{n}}
	}
	return Query{n}, nil
}

// plain maps typographic quotation marks to the plain one and control characters to space.
func plain(r rune) rune {
	switch {
	case strings.ContainsRune("“”„«»‟", r):
		return '"'
	case unicode.IsControl(r) || unicode.IsSpace(r):
		return ' '
	}
	return r
}

type parser struct {
	all, rest string
	now       time.Time
	terms     int
}

func (p *parser) at() int { return len(p.all) - len(p.rest) }

func (p *parser) space() { p.rest = strings.TrimLeft(p.rest, " ") }

func (p *parser) fail(at int, title, advice, mended string) *Error {
	at = min(at, len(p.all))
	return &Error{At: utf8.RuneCountInString(p.all[:at]) + 1, Title: title, Advice: advice, Mended: mended}
}

// either reads parts with OR between them.
func (p *parser) either(f Field, depth int) (Node, error) {
	if depth > maxDepth {
		return Node{}, p.fail(p.at(), "Groups stand too deep in groups", fmt.Sprintf("At most %d deep can be read.", maxDepth), "")
	}
	var any []Node
	for {
		n, err := p.every(f, depth)
		if err != nil {
			return Node{}, err
		}
		or := p.keyword("OR")
		if len(n.Nodes) > 0 { // an OR with nothing at its side is dropped
			any = append(any, single(n))
		}
		if !or {
			break
		}
	}
	switch len(any) {
	case 0:
		return Node{}, nil
	case 1:
		return any[0], nil
	}
	return Node{Op: Any, Nodes: any}, nil
}

// single unwraps a list of one.
func single(n Node) Node {
	if n.Op == All && len(n.Nodes) == 1 {
		return n.Nodes[0]
	}
	return n
}

// every reads parts that must all hold.
func (p *parser) every(f Field, depth int) (Node, error) {
	var n Node
	for {
		for p.keyword("AND") {
		}
		p.space()
		if p.rest == "" || p.rest[0] == ')' || p.peek("OR") {
			return n, nil
		}
		one, err := p.part(f, depth)
		if err != nil {
			return n, err
		}
		switch {
		case one.Op == All:
			n.Nodes = append(n.Nodes, one.Nodes...)
		default:
			n.Nodes = append(n.Nodes, one)
		}
	}
}

// peek reports whether the next word is the keyword.
func (p *parser) peek(word string) bool {
	rest, ok := strings.CutPrefix(strings.TrimLeft(p.rest, " "), word)
	return ok && (rest == "" || rest[0] == ' ' || rest[0] == '(' || rest[0] == ')' || rest[0] == '"')
}

func (p *parser) keyword(word string) bool {
	if !p.peek(word) {
		return false
	}
	p.space()
	p.rest = p.rest[len(word):]
	return true
}

// part reads a group, a negation, a field or a word.
func (p *parser) part(f Field, depth int) (Node, error) {
	not := p.keyword("NOT")
	p.space()
	for len(p.rest) > 1 && p.rest[0] == '-' && p.rest[1] != ' ' {
		not = !not
		p.rest = p.rest[1:]
	}
	if p.rest == "" || p.rest[0] == ')' {
		return Node{}, nil
	}
	n, err := p.positive(f, depth)
	if err != nil || !not || n.Op == All && len(n.Nodes) == 0 {
		return n, err
	}
	if n.Op == Not {
		return n.Nodes[0], nil
	}
	return Node{Op: Not, Nodes: []Node{n}}, nil
}

func (p *parser) positive(f Field, depth int) (Node, error) {
	if p.rest[0] == '(' {
		return p.group(f, depth)
	}
	start := p.at()
	name, rest, found := strings.Cut(p.rest, ":")
	if found && name != "" && !strings.ContainsAny(name, ` "()*,`) && strings.Trim(rest, " ") != "" && rest[0] != ' ' && !strings.HasPrefix(rest, "//") && strings.IndexFunc(name, notLetter) < 0 {
		field, err := p.field(strings.ToLower(name), start)
		if err != nil {
			return Node{}, err
		}
		p.rest = rest
		if p.rest[0] == '(' {
			return p.group(field, depth)
		}
		return p.values(field)
	}
	return p.values(f)
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

func (p *parser) field(name string, at int) (Field, error) {
	if slices.Contains(Fields, Field(name)) {
		return Field(name), nil
	}
	if f, ok := other[name]; ok {
		return f, nil
	}
	near := nearest(name)
	mended := p.all[:at] + string(near) + p.all[at+len(name):]
	return "", p.fail(at, fmt.Sprintf("There is no field “%s:”", name), fmt.Sprintf("The nearest is “%s:”. To search for the words themselves, put them in quotation marks.", near), mended)
}

func (p *parser) group(f Field, depth int) (Node, error) {
	start := p.at()
	p.rest = p.rest[1:]
	n, err := p.either(f, depth+1)
	if err != nil {
		return n, err
	}
	if p.space(); p.rest == "" {
		return n, p.fail(start, "A parenthesis is opened and never closed", "Close it where the group ends.", p.all+")")
	}
	p.rest = p.rest[1:]
	return n, nil
}

// values reads one value, or, of a field, several with commas between them.
func (p *parser) values(f Field) (Node, error) {
	if p.terms++; p.terms > maxTerms {
		return Node{}, p.fail(p.at(), "The query has too many words", fmt.Sprintf("At most %d can be asked for at once.", maxTerms), "")
	}
	t := Term{Field: f}
	for {
		at := p.at()
		v, err := p.value(f)
		if err != nil {
			return Node{}, err
		}
		if v.Text != "" || v.Prefix && f != Words {
			if err := p.check(f, &v, at); err != nil {
				return Node{}, err
			}
			t.Values = append(t.Values, v)
		}
		if f == Words || p.rest == "" || p.rest[0] != ',' {
			break
		}
		p.rest = p.rest[1:]
	}
	if len(t.Values) == 0 {
		return Node{}, nil
	}
	return Node{Op: Leaf, Term: t}, nil
}

// value reads a phrase or a word.
func (p *parser) value(f Field) (Value, error) {
	start := p.at()
	if rest, ok := strings.CutPrefix(p.rest, `"`); ok {
		text, after, closed := strings.Cut(rest, `"`)
		if !closed {
			return Value{}, p.fail(start, "A quotation mark is opened and never closed", "Close it where the phrase ends, or take it out.", p.all+`"`)
		}
		p.rest = after
		v := Value{Text: strings.Join(strings.Fields(text), " "), Phrase: true}
		if rest, ok := strings.CutPrefix(p.rest, "*"); ok {
			v.Prefix, p.rest = true, rest
		}
		return said(v, f), nil
	}
	stop := ` "()`
	if f != Words {
		stop += ","
	}
	i := strings.IndexAny(p.rest, stop)
	if i == 0 { // a comma, or a quotation mark right behind a word
		if p.rest[0] == ',' {
			return Value{}, nil
		}
		i = 1
	} else if i < 0 {
		i = len(p.rest)
	}
	text, prefix := strings.CutSuffix(p.rest[:i], "*")
	p.rest = p.rest[i:]
	return said(Value{Text: text, Prefix: prefix}, f), nil
}

// said drops a value of words that has neither letter nor digit: nothing could be found by it.
func said(v Value, f Field) Value {
	if f.day() || strings.ContainsFunc(v.Text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return v
	}
	v.Text = ""
	return v
}

// check holds a value against what its field may have.
func (p *parser) check(f Field, v *Value, at int) error {
	if f.day() {
		var ok bool
		if v.Start, v.End, ok = days(v.Text, p.now); !ok {
			return p.fail(at, fmt.Sprintf("“%s” is no day", v.Text), "Write 2026-11-21, 2026-11, 2026, 21-nov, today, yesterday, or 7d for seven days back.", "")
		}
		v.Text = dayText(v.Start, v.End)
		return nil
	}
	list := closed[f]
	if list == nil {
		return nil
	}
	low := strings.ReplaceAll(strings.ToLower(v.Text), " ", "-")
	i := slices.IndexFunc(list, func(one string) bool {
		return one == low || low+"s" == one || strings.TrimSuffix(low, "s") == one || strings.TrimSuffix(low, "s") == short[one]
	})
	if i < 0 {
		return p.fail(at, fmt.Sprintf("“%s:” has no value “%s”", f, v.Text), "It may be "+strings.Join(list, ", ")+".", "")
	}
	v.Text, v.Phrase, v.Prefix = list[i], false, false
	return nil
}

// short are further names of closed values.
var short = map[string]string{"statement": "sentence", "person": "name", "attributed": "quoted", "verbal-cooperation": "1", "material-cooperation": "2", "verbal-conflict": "3", "material-conflict": "4"}

// nearest is the field whose name is most like name.
func nearest(name string) Field {
	best, cost := Who, 1<<30
	for _, f := range Fields {
		if d := Distance(name, string(f)); d < cost {
			best, cost = f, d
		}
	}
	return best
}
