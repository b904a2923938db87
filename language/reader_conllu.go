package language

import (
	"bufio"
	"bytes"
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// WriteAnnotated writes t as WriteCoNLLU does, with what a Reader found in MISC: names (NER=B-PER, NER=I-PER), parts of
// quotations (QuoteSource=B, QuoteCue=B, QuoteContent=I), who did it to whom (ActorSource=B, ActorTarget=B), and chains in the form of
// CorefUD (https://ufal.mff.cuni.cz/corefud): Entity=(e1--2 opens a mention of chain e1, of no stated type, whose head is its second word, e1) closes it.
func (t Text) WriteAnnotated(w io.Writer, id string) error {
	out := bufio.NewWriter(w)
	a := annotator{out: out, marks: t.marks(), chains: len(t.Chains) > 0}
	if err := t.WriteCoNLLU(&a, id); err != nil {
		return err
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write CoNLL-U of %s: %w", id, err)
	}
	return nil
}

// marks gives for each sentence and token what MISC holds besides the tokeniser's own, with a bar before each.
func (t Text) marks() [][]string {
	all := make([][]string, len(t.Sentences))
	for i, s := range t.Sentences {
		all[i] = make([]string, len(s.Tokens))
	}
	put := func(p Phrase, begin, inside string) {
		for i := p.First; i < p.End; i++ {
			mark := inside
			if i == p.First {
				mark = begin
			}
			all[p.Sentence][i] += "|" + mark
		}
	}
	for _, p := range t.Names {
		put(p, "NER=B-"+p.Kind, "NER=I-"+p.Kind)
	}
	parts := func(key string, phrases []Phrase) {
		for _, p := range phrases {
			key := key + strings.ToUpper(p.Kind[:1]) + p.Kind[1:]
			put(p, key+"=B", key+"=I")
		}
	}
	parts("Quote", t.Quotes)
	parts("Actor", t.Actors)
	for at, brackets := range t.brackets() {
		all[at[0]][at[1]] += "|Entity=" + brackets
	}
	return all
}

// brackets gives what CorefUD writes at each token, named by its sentence and number: of mentions that begin there the longest
// first, of those that end there the shortest.
func (t Text) brackets() map[[2]int]string {
	type ending struct {
		Mention
		chain int
	}
	var all []ending
	for i, c := range t.Chains {
		for _, m := range c.Mentions {
			all = append(all, ending{m, i + 1})
		}
	}
	slices.SortFunc(all, func(a, b ending) int {
		return cmp.Or(cmp.Compare(a.Sentence, b.Sentence), cmp.Compare(a.First, b.First), cmp.Compare(b.End, a.End), cmp.Compare(a.chain, b.chain))
	})
	out, closed := map[[2]int]string{}, map[[2]int]string{}
	for _, m := range all {
		open := fmt.Sprintf("(e%d--%d", m.chain, m.Token-m.First+1)
		if m.End-m.First == 1 {
			open += ")"
		} else {
			last := [2]int{m.Sentence, m.End - 1}
			closed[last] = fmt.Sprintf("e%d)", m.chain) + closed[last]
		}
		out[[2]int{m.Sentence, m.First}] += open
	}
	for at, marks := range closed {
		out[at] += marks
	}
	return out
}

// annotator passes lines of CoNLL-U on and adds the marks of each word to its last column.
type annotator struct {
	out      *bufio.Writer
	marks    [][]string
	chains   bool // the head of the document is still to say how chains are written
	sentence int
	line     []byte
}

func (a *annotator) Write(p []byte) (int, error) {
	for rest := p; len(rest) > 0; {
		end := bytes.IndexByte(rest, '\n')
		if end < 0 {
			a.line = append(a.line, rest...)
			break
		}
		a.line = append(a.line, rest[:end]...)
		rest = rest[end+1:]
		if err := a.flush(); err != nil {
			return 0, err
		}
	}
	return len(p), nil
}

func (a *annotator) flush() error {
	mark := ""
	if len(a.line) == 0 {
		a.sentence++
	} else if id, _, ok := bytes.Cut(a.line, []byte{'\t'}); ok {
		if n, err := strconv.Atoi(string(id)); err == nil {
			mark = a.marks[a.sentence][n-1]
		}
	}
	a.line = append(append(a.line, mark...), '\n')
	if a.chains {
		a.line = append(a.line, "# global.Entity = eid-etype-head\n"...)
		a.chains = false
	}
	_, err := a.out.Write(a.line)
	a.line = a.line[:0]
	return err
}
