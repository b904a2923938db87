package language

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// WriteAnnotated writes t as WriteCoNLLU does, with names and parts of quotations in MISC: NER=B-PER, NER=I-PER,
// QuoteSource=B, QuoteCue=B, QuoteContent=I.
func (t Text) WriteAnnotated(w io.Writer, id string) error {
	out := bufio.NewWriter(w)
	a := annotator{out: out, marks: t.marks()}
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
	for _, p := range t.Quotes {
		key := "Quote" + strings.ToUpper(p.Kind[:1]) + p.Kind[1:]
		put(p, key+"=B", key+"=I")
	}
	return all
}

// annotator passes lines of CoNLL-U on and adds the marks of each word to its last column.
type annotator struct {
	out      *bufio.Writer
	marks    [][]string
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
	_, err := a.out.Write(a.line)
	a.line = a.line[:0]
	return err
}
