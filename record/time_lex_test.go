package record

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lexed writes the tokens that are numbers of some kind as "words=value".
func lexed(text string) []string {
	out := []string{}
	for _, t := range lex(text, english().words, nil) {
		switch {
		case t.day != nil && t.class != 0:
			out = append(out, fmt.Sprintf("%s=%d-%d-%d %d:%d", t.Span.Of(text), t.day.year, t.day.month, t.day.day, t.day.hour, t.day.minute))
		case t.class&(number|year|ordinal|decade|decadeShort) != 0:
			out = append(out, fmt.Sprintf("%s=%v", t.Span.Of(text), t.num))
		}
	}
	return out
}

func TestFigures(t *testing.T) {
	t.Parallel()
	cases := []struct {
		text string
		want []string
	}{
		{"12 of 1,984 and 3.5", []string{"12=12", "1,984=1984", "3.5=3.5"}},
		{"$5, F-16, B52, #7, 5%, 12km, £9", []string{}},
		{"28th and 1st, 3rdly", []string{"28th=28", "1st=1"}},
		{"1990s, 80s, '70s, 1800s", []string{"1990s=1990", "80s=1980", "'70s=1970", "1800s=1800"}},
		{"mid-1996 and Jul24", []string{"1996=1996", "24=24"}},
		{"two thousand and twenty-four", []string{"two thousand and twenty-four=2024"}},
		{"nineteen ninety-six, twenty ten", []string{"nineteen ninety-six=1996", "twenty ten=2010"}},
		{"twenty-first of thirty", []string{"twenty-first=21", "thirty=30"}},
		{"2 1/2 or two and three", []string{"2 1/2=2.5", "two=2", "three=3"}},
		{"three hundred and five; two million", []string{"three hundred and five=305", "two million=2e+06"}},
		{"February 24, 2009\nThree banks", []string{"24=24", "2009=2009", "Three=3"}},
	}
	for _, c := range cases {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, s := range lexed(c.text) {
				if !strings.HasSuffix(s, ":0") {
					got = append(got, s)
				}
			}
			if diff := cmp.Diff(c.want, append([]string{}, got...)); diff != "" {
				t.Errorf("numbers of %q (-want +got):\n%s", c.text, diff)
			}
		})
	}
}

func TestDateFigures(t *testing.T) {
	t.Parallel()
	cases := []struct {
		text string
		read func(string) (int, entry, stamp)
		size int
		want stamp
	}{
		{"2022-12-28", isoFigure, 10, stamp{year: 2022, month: 12, day: 28, hour: -1}},
		{"2022-12-28T16:05Z", isoFigure, 17, stamp{year: 2022, month: 12, day: 28, hour: 16, minute: 5}},
		{"2022-12", isoFigure, 7, stamp{year: 2022, month: 12, hour: -1}},
		{"2010-11", isoFigure, 0, stamp{}},
		{"2022-13-01", isoFigure, 0, stamp{}},
		{"28/12/2022", dateFigure, 10, stamp{year: 2022, month: 12, day: 28, hour: -1}},
		{"6/12/22", dateFigure, 7, stamp{year: 2022, month: 6, day: 12, hour: -1}},
		{"6.12.2022", dateFigure, 9, stamp{year: 2022, month: 12, day: 6, hour: -1}},
		{"28/12", dateFigure, 5, stamp{month: 12, day: 28, hour: -1}},
		{"32/12/2022", dateFigure, 0, stamp{}},
		{"3.5", dateFigure, 0, stamp{}},
		{"16:30", clockFigure, 5, stamp{hour: 16, minute: 30}},
		{"9h15", clockFigure, 4, stamp{hour: 9, minute: 15}},
		{"16:30:15", clockFigure, 8, stamp{hour: 16, minute: 30, second: 15}},
		{"25:30", clockFigure, 0, stamp{}},
		{"16:60", clockFigure, 0, stamp{}},
	}
	for _, c := range cases {
		size, _, got := c.read(c.text)
		if size != c.size || got != c.want {
			t.Errorf("%q: %d %+v, want %d %+v", c.text, size, got, c.size, c.want)
		}
	}
}

func TestSentenceStops(t *testing.T) {
	t.Parallel()
	text := "He fled Oct. 5. Police (from No. 9) came!\n\nThey left at 4 p.m. on Monday"
	var got []string
	for _, x := range lex(text, english().words, nil) {
		if x.stop {
			got = append(got, text[:x.End][strings.LastIndexByte(text[:x.End-1], ' ')+1:])
		}
	}
	if diff := cmp.Diff([]string{"5.", "came!"}, got); diff != "" {
		t.Errorf("words that end a sentence (-want +got):\n%s", diff)
	}
}

func TestPatterns(t *testing.T) {
	t.Parallel()
	words := newLexicon()
	cases := []struct {
		pattern, text string
		tokens        int // of the match at the first token, -1 for none
	}{
		{"<mon> <dom>", "May 5", 2},
		{"<mon> <dom>", "May five-year", 2},
		{"<mon> <dom>", "May the", -1},
		{"<mon> <dom> ( ,? <year> )?", "May 5, 2022", 4},
		{"<mon> <dom> ( ,? <year> )?", "May 5,", 2},
		{"( last | next | this coming ) <unit>", "this coming week", 3},
		{"( last | next | this coming ) <unit>", "next week", 2},
		{"( last | next | this coming ) <unit>", "this week", -1},
		{"the? ( <number> | few | ( some | many ) more ) <units>", "the many more years", 4},
		{"the? ( <number> | few | ( some | many ) more ) <units>", "few years", 2},
		{"in <year>", "in.\n\n1998", -1},
	}
	for _, c := range cases {
		r := mustRule(words, c.pattern, nil)
		m := match{text: c.text, all: lex(c.text, words, nil)}
		if got := r.run(&m, 0, 0); got != c.tokens {
			t.Errorf("%q on %q matches %d tokens, want %d", c.pattern, c.text, got, c.tokens)
		}
		first := m.all[0]
		if c.tokens > 0 && first.class&r.classes == 0 && !r.words.has(first.word) {
			t.Errorf("%q does not know that it can begin with %q", c.pattern, first.Span.Of(c.text))
		}
	}
}

func TestBrokenPatterns(t *testing.T) {
	t.Parallel()
	for _, pattern := range []string{"<nothing>", "( last | next", "last )"} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%q compiles", pattern)
				}
			}()
			mustRule(newLexicon(), pattern, nil)
		}()
	}
}
