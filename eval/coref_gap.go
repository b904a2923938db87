package eval

import (
	"context"
	"encoding/csv"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/span"
)

// gapSnippet is a row of GAP: a text with a pronoun, and two names that it may stand for.
type gapSnippet struct {
	text    string
	pronoun span.Span
	names   [2]span.Span
	same    [2]bool
}

// female are GAP's pronouns of women; the others that it has are of men.
var female = map[string]bool{"she": true, "her": true, "hers": true}

// gap scores GAP (Webster et al. 2018, doi:10.1162/tacl_a_00240) from raw text: for each of the two names whether the pronoun's
// chain holds a mention whose head word lies in it. F1 of all, of men's and of women's pronouns, and women's to men's.
func (l *lines) gap(ctx context.Context, reader *language.Reader, name, path string) error {
	snippets, err := readGAP(ctx, path)
	if err != nil {
		return err
	}
	var men, women tally
	for _, s := range snippets {
		t := reader.Read(s.text, nil)
		of := &men
		if female[strings.ToLower(s.pronoun.Of(s.text))] {
			of = &women
		}
		for i, found := range s.found(t) {
			if s.same[i] {
				of.gold++
			}
			if found {
				of.system++
			}
			if found && s.same[i] {
				of.right++
			}
		}
	}
	l.printf("%-24s%10.2f, men %.2f, women %.2f, women / men %.2f\n", name, men.plus(women).f1(), men.f1(), women.f1(), women.f1()/max(men.f1(), 1e-9))
	return nil
}

// found says which of the two names are in the chain of the pronoun.
func (s *gapSnippet) found(t language.Text) [2]bool {
	var out [2]bool
	for _, c := range t.Chains {
		for _, m := range c.Mentions {
			if headOf(t, m) != s.pronoun {
				continue
			}
			for _, other := range c.Mentions {
				for i, name := range s.names {
					head := headOf(t, other)
					out[i] = out[i] || head.Start >= name.Start && head.End <= name.End
				}
			}
		}
	}
	return out
}

func headOf(t language.Text, m language.Mention) span.Span {
	return t.Sentences[m.Sentence].Tokens[m.Token].Span
}

// readGAP reads the table; its offsets count characters.
func readGAP(ctx context.Context, path string) ([]gapSnippet, error) {
	b, err := readData(ctx, path)
	if err != nil {
		return nil, err
	}
	r := csv.NewReader(strings.NewReader(string(b)))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, 11
	rows, err := r.ReadAll()
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	var out []gapSnippet
	for i, row := range rows[1:] {
		s := gapSnippet{text: row[1], same: [2]bool{strings.EqualFold(row[6], "true"), strings.EqualFold(row[9], "true")}}
		for k, at := range []int{2, 4, 7} {
			where, err := byteRange(s.text, row[at], row[at+1])
			if err != nil {
				return nil, fmt.Errorf("%s, row %d: %w", filepath.Base(path), i+2, err)
			}
			if k == 0 {
				s.pronoun = where
			} else {
				s.names[k-1] = where
			}
		}
		out = append(out, s)
	}
	return out, nil
}

// byteRange is where words stand that begin at a character of text.
func byteRange(text, words, character string) (span.Span, error) {
	n, err := strconv.Atoi(character)
	if err != nil {
		return span.Span{}, fmt.Errorf("offset %q: %w", character, err)
	}
	start := 0
	for ; n > 0 && start < len(text); n-- {
		_, size := utf8.DecodeRuneInString(text[start:])
		start += size
	}
	if !strings.HasPrefix(text[start:], words) {
		return span.Span{}, fmt.Errorf("%q does not stand at character %s", words, character)
	}
	return span.Span{Start: start, End: start + len(words)}, nil
}
