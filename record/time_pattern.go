package record

import (
	"fmt"
	"strings"
)

// A rule is a pattern over tokens and what a match of it means. A pattern is a row of atoms: a word in lower case, a
// mark, <class>, ( … | … ), each optional with "?" behind it. "<month> <dom> ( ,? <year> )?" reads "May 5, 2022".
type rule struct {
	pattern string
	mean    func(*match) (phrase, bool) // false when the words around it forbid the reading
	prog    []step
	classes class     // classes that a match can begin with
	words   wordForms // words that a match can begin with
}

// wordForms is a set of words by their numbers.
type wordForms []uint64

func (s wordForms) has(word int) bool { return word/64 < len(s) && s[word/64]>>(word%64)&1 != 0 }

func (s *wordForms) add(word int) {
	for word/64 >= len(*s) {
		*s = append(*s, 0)
	}
	(*s)[word/64] |= 1 << (word % 64)
}

// stage is a table of rules that are tried together, and what any match of them can begin with.
type stage struct {
	rules   []rule
	classes class
	words   wordForms
}

func (s *stage) add(r rule) {
	s.rules = append(s.rules, r)
	s.classes |= r.classes
	for i, bits := range r.words {
		for i >= len(s.words) {
			s.words = append(s.words, 0)
		}
		s.words[i] |= bits
	}
}

// step is one instruction of a compiled pattern.
type step struct {
	op    op
	class class
	word  int
	x, y  int // where to go on; x is tried first
}

type op uint8

const (
	opWord op = iota
	opClass
	opSplit
	opJump
	opDone
)

// maxMatch is more tokens than any pattern can match.
const maxMatch = 24

// match is a run of tokens that a rule has matched.
type match struct {
	text     string
	all      []token // of the whole text, so that a meaning can look around
	from, to int     // the run is all[from:to]
	via      [maxMatch]class
}

// get is, for as long as the rule runs, the n-th token (from 0) that was matched through a class of c, nil when there is none.
func (m *match) get(c class, n int) *token {
	for i := m.from; i < m.to; i++ {
		if m.via[i-m.from]&c != 0 {
			if n == 0 {
				return &m.all[i]
			}
			n--
		}
	}
	return nil
}

// has reports whether one of the words stands in the match.
func (m *match) has(words ...string) bool {
	for i := m.from; i < m.to; i++ {
		if m.all[i].is(m.text, words...) {
			return true
		}
	}
	return false
}

// before is the token n places (1 is next) before the match in the same sentence; the zero token when there is none.
func (m *match) before(n int) token {
	i := m.from - n
	if i < 0 {
		return token{}
	}
	for j := i; j < m.from; j++ {
		if m.all[j].stop {
			return token{}
		}
	}
	return m.all[i]
}

// after is the token that follows the match in the same sentence.
func (m *match) after(n int) token {
	i := m.to + n - 1
	if i >= len(m.all) {
		return token{}
	}
	for j := m.to - 1; j < i; j++ {
		if m.all[j].stop {
			return token{}
		}
	}
	return m.all[i]
}

// is reports whether the token is one of the words, whatever its case.
func (t token) is(text string, words ...string) bool {
	if t.Len() <= 0 {
		return false
	}
	own := text[t.Start:t.End]
	for _, w := range words {
		if len(own) == len(w) && strings.EqualFold(own, w) {
			return true
		}
	}
	return false
}

// run matches prog at token i and gives the end of the match, -1 when there is none.
func (r *rule) run(m *match, pc, i int) int {
	for {
		switch s := &r.prog[pc]; s.op {
		case opDone:
			return i
		case opJump:
			pc = s.x
		case opSplit:
			if end := r.run(m, s.x, i); end >= 0 {
				return end
			}
			pc = s.y
		default:
			if i >= len(m.all) || i-m.from >= maxMatch || i > m.from && m.all[i-1].stop || !s.accepts(&m.all[i]) {
				return -1
			}
			m.via[i-m.from] = s.class
			i++
			pc++
		}
	}
}

func (s *step) accepts(t *token) bool {
	if s.op == opWord {
		return t.word == s.word
	}
	return t.class&s.class != 0
}

// mustRule compiles a pattern. A pattern is part of the program: a broken one is a fault at start.
func mustRule(l *lexicon, pattern string, mean func(*match) (phrase, bool)) rule {
	c := compiler{lex: l, atoms: strings.Fields(pattern)}
	c.alternatives()
	if len(c.atoms) > 0 {
		panic(fmt.Sprintf("time pattern %q: %q is left over", pattern, c.atoms[0]))
	}
	c.emit(step{op: opDone})
	r := rule{pattern: pattern, mean: mean, prog: c.prog}
	r.firsts(0)
	return r
}

// firsts collects what a match can begin with.
func (r *rule) firsts(pc int) {
	switch s := r.prog[pc]; s.op {
	case opWord:
		r.words.add(s.word)
	case opClass:
		r.classes |= s.class
	case opSplit:
		r.firsts(s.x)
		r.firsts(s.y)
	case opJump:
		r.firsts(s.x)
	}
}

// compiler turns the atoms of a pattern into steps.
type compiler struct {
	lex   *lexicon
	atoms []string
	prog  []step
}

func (c *compiler) emit(s step) int {
	c.prog = append(c.prog, s)
	return len(c.prog) - 1
}

// alternatives compiles "a b | c d" up to a closing bracket.
func (c *compiler) alternatives() {
	start := len(c.prog)
	c.sequence()
	for len(c.atoms) > 0 && c.atoms[0] == "|" {
		c.atoms = c.atoms[1:]
		c.insert(start, step{op: opSplit, x: start + 1, y: len(c.prog) + 2})
		jump := c.emit(step{op: opJump})
		c.alternatives()
		c.prog[jump].x = len(c.prog)
	}
}

func (c *compiler) sequence() {
	for len(c.atoms) > 0 && c.atoms[0] != "|" && c.atoms[0] != ")" && c.atoms[0] != ")?" {
		c.atom()
	}
}

// atom compiles one word, class or bracket and makes it optional where "?" follows.
func (c *compiler) atom() {
	start := len(c.prog)
	a := c.atoms[0]
	c.atoms = c.atoms[1:]
	if a == "(" {
		c.alternatives()
		if len(c.atoms) == 0 {
			panic("time pattern: a bracket is not closed")
		}
		a = c.atoms[0]
		c.atoms = c.atoms[1:]
	} else {
		name := strings.TrimSuffix(a, "?")
		if strings.HasPrefix(name, "<") {
			k, ok := classNames[strings.Trim(name, "<>")]
			if !ok {
				panic(fmt.Sprintf("time pattern: no class %s", name))
			}
			c.emit(step{op: opClass, class: k})
		} else {
			c.emit(step{op: opWord, word: c.lex.intern(name)})
		}
	}
	if strings.HasSuffix(a, "?") {
		c.insert(start, step{op: opSplit, x: start + 1, y: len(c.prog) + 1})
	}
}

// insert puts a step at place at and moves what stands behind it.
func (c *compiler) insert(at int, s step) {
	for i := at; i < len(c.prog); i++ {
		p := &c.prog[i]
		if p.op == opSplit || p.op == opJump {
			p.x++
			if p.op == opSplit {
				p.y++
			}
		}
	}
	c.prog = append(c.prog, step{})
	copy(c.prog[at+1:], c.prog[at:])
	c.prog[at] = s
}

// cascade rewrites tokens stage by stage: in each, the longest match from the left becomes one phrase token.
func cascade(text string, b *buffer, stages []stage) []token {
	for i := range stages {
		if out := rewrite(text, b.tokens, b.spare[:0], &stages[i]); len(out) > 0 {
			b.tokens, b.spare = out, b.tokens
		}
	}
	return b.tokens
}

// rewrite does one stage into out, which must not share memory with tokens. It gives nothing when nothing matches.
func rewrite(text string, tokens, out []token, s *stage) []token {
	m := match{text: text, all: tokens}
	kept := 0
	for i := 0; i < len(tokens); {
		what, end := longest(&m, s, i)
		if end < 0 {
			i++
			continue
		}
		out = append(append(out, tokens[kept:i]...), what.tokens(tokens[i], tokens[end-1])...)
		i, kept = end, end
	}
	if len(out) == 0 {
		return nil
	}
	return append(out, tokens[kept:]...)
}

// longest is the meaning of the longest match at token i that its rule accepts, and its end, -1 when there is none.
func longest(m *match, s *stage, i int) (best *phrase, end int) {
	end = -1
	t := &m.all[i]
	if t.class&s.classes == 0 && !s.words.has(t.word) {
		return nil, end
	}
	m.from = i
	for k := range s.rules {
		r := &s.rules[k]
		if t.class&r.classes == 0 && !r.words.has(t.word) {
			continue
		}
		m.to = r.run(m, 0, i)
		if m.to <= i || m.to <= end {
			continue
		}
		if p, ok := r.mean(m); ok {
			best, end = &p, m.to
		}
	}
	return best, end
}
