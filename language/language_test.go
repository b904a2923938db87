package language

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/span"
)

// words lists the tokens of text; the parts of a multiword token are joined by "+", sentences parted by "|".
func words(t Text) string {
	var out []string
	for i, s := range t.Sentences {
		if i > 0 {
			out = append(out, "|")
		}
		for k := 0; k < len(s.Tokens); {
			n := max(1, s.Tokens[k].Multiword)
			var parts []string
			for _, w := range s.Tokens[k : k+n] {
				parts = append(parts, w.Of(t.Source))
			}
			out = append(out, strings.Join(parts, "+"))
			k += n
		}
	}
	return strings.Join(out, " ")
}

func TestTokens(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ name, text, want string }{
		{"plain", "The road is closed.", "The road is closed ."},
		{"contractions", "They don't know; I'm sure he'd've said we can't.", "They do+n't know ; I+'m sure he+'d+'ve said we ca+n't ."},
		{"curly contractions", "It’s Serbia’s turn, isn’t it?", "It+’s Serbia+’s turn , is+n’t it ?"},
		{"joined words", "You cannot go, gonna stay, dont ask", "You can+not go , gon+na stay , do+nt ask"},
		{"possessive plural", "the workers' union", "the workers+' union"},
		{"quoted plural", "the 'workers' left", "the ' workers ' left"},
		{"names with apostrophes", "O'Neill met Qa'ida men at L'Estere", "O'Neill met Qa'ida men at L'Estere"},
		{"clipped", "in the '90s, get 'em", "in the '90s , get 'em"},
		{"abbreviations", "Gen. Smith of the U.N. saw Dr. Lee at 5 p.m. in No. 5.", "Gen. Smith of the U.N. saw Dr. Lee at 5 p.m. in No. 5 ."},
		{"no without a number", "He said no. Then he left.", "He said no . | Then he left ."},
		{"months", "On Jan. 5 and in Sept. 2021", "On Jan. 5 and in Sept. 2021"},
		{"initials", "John F. Kennedy and J.R. Smith", "John F. Kennedy and J.R. Smith"},
		{"label", "They chose plan B. It failed.", "They chose plan B . | It failed ."},
		{"compounds", "a well-known 42-year-old man", "a well - known 42 - year - old man"},
		{"prefixes", "an anti-war e-mail from a non-member", "an anti-war e-mail from a non-member"},
		{"arabic article", "Bashar al-Assad", "Bashar al - Assad"},
		{"telephone", "call 713-853-3989 or 555-1234", "call 713-853-3989 or 555-1234"},
		{"ranges", "1969-1970 and 5-10", "1969 - 1970 and 5 - 10"},
		{"iso date", "on 2024-03-05", "on 2024-03-05"},
		{"numbers", "1,200 lorries, 3.5 per cent, 10:30, 9/11, 1/2", "1,200 lorries , 3.5 per cent , 10:30 , 9/11 , 1/2"},
		{"money", "$500, €3bn, US$4.5 and 50%", "$ 500 , € 3 bn , US$ 4.5 and 50 %"},
		{"units", "5pm, 35mm, 1990s, 5th", "5 pm , 35 mm , 1990s , 5th"},
		{"slash", "and/or, w/o", "and / or , w/o"},
		{"addresses", "See https://example.org/a-b?c=d, (www.example.com) or write to a.b@example.org.", "See https://example.org/a-b?c=d , ( www.example.com ) or write to a.b@example.org ."},
		{"handles", "@some_one said #Peace!", "@some_one said #Peace !"},
		{"ellipses", "Well... yes… and .. no", "Well ... yes … and .. no"},
		{"dashes", "the town—once rich--is poor – now", "the town — once rich -- is poor – now"},
		{"quotes", "“Yes,” «no» „doch“ \"so\" ''too''", "“ Yes , ” « no » „ doch “ \" so \" '' too ''"},
		{"brackets", "the mission(s) [sic] {x} <y>", "the mission ( s ) [ sic ] { x } < y >"},
		{"runs", "Really?! No!!!", "Really ?! | No !!!"},
		{"ampersand", "AT&T and Blohm & Voss", "AT&T and Blohm & Voss"},
		{"accents", "Nikola Šarić e São Tomé", "Nikola Šarić e São Tomé"},
		{"soft spaces", "10\u00a0000 men\u200bgone", "10 000 men gone"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			if diff := cmp.Diff(tt.want, words(Read(tt.text, nil))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestSentences(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, text string
		want       []string
	}{
		{"two", "He left. She stayed.", []string{"He left.", "She stayed."}},
		{"quotation of several", "\"We go. We stay,\" he said. He left.", []string{"\"We go.", "We stay,\" he said.", "He left."}},
		{"closing mark stays", "He said \"no.\" Then he left.", []string{"He said \"no.\"", "Then he left."}},
		{"question goes on", "\"Why?\" he asked.", []string{"\"Why?\" he asked."}},
		{"question and name", "“Why now?” Peter Novak asked.", []string{"“Why now?” Peter Novak asked."}},
		{"title", "They met Gen. Novak. He smiled.", []string{"They met Gen. Novak.", "He smiled."}},
		{"abbreviation ends", "They work for Acme Inc. The firm is old.", []string{"They work for Acme Inc.", "The firm is old."}},
		{"abbreviation goes on", "The U.S. Senate met.", []string{"The U.S. Senate met."}},
		{"initial", "George W. Bush spoke.", []string{"George W. Bush spoke."}},
		{"decimal", "It rose 3.5 percent. Prices fell.", []string{"It rose 3.5 percent.", "Prices fell."}},
		{"bracket", "It rained. (It always rains.) We left.", []string{"It rained.", "(It always rains.)", "We left."}},
		{"paragraphs", "No stop here\n\nA new one", []string{"No stop here", "A new one"}},
		{"line break inside", "It goes\non here.", []string{"It goes\non here."}},
		{"note", "He left.[6] She stayed.", []string{"He left.[6]", "She stayed."}},
		{"ellipsis", "Well... yes. And now… we go.", []string{"Well... yes.", "And now… we go."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			var got []string
			for _, s := range Read(tt.text, nil).Sentences {
				got = append(got, s.Span.Of(tt.text))
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestParagraphs(t *testing.T) {
	t.Parallel()
	text := "\n  One\ntwo \n\n \t\n\r\nThree\r\n\r\nfour  "
	var got []string
	for _, p := range Paragraphs(text) {
		got = append(got, p.Of(text))
	}
	if diff := cmp.Diff([]string{"One\ntwo", "Three", "four"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestReadPassesOverBadParagraphs(t *testing.T) {
	t.Parallel()
	text := "é One. Two."
	got := Read(text, []span.Span{{Start: 1, End: 4}, {Start: -1, End: 3}, {Start: 3, End: 7}, {Start: 5, End: 9}, {Start: 8, End: 99}, {Start: 8, End: 12}})
	if want := "One . | Two ."; words(got) != want {
		t.Errorf("got %q, want %q", words(got), want)
	}
	if got.Sentences[0].Paragraph != 2 || got.Sentences[1].Paragraph != 5 {
		t.Errorf("got paragraphs %d and %d, want 2 and 5", got.Sentences[0].Paragraph, got.Sentences[1].Paragraph)
	}
}

func TestWriteCoNLLU(t *testing.T) {
	t.Parallel()
	var out strings.Builder
	if err := Read("He didn't go.\n\nWhy?", nil).WriteCoNLLU(&out, "my file.txt"); err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(`# newdoc id = my_file.txt
# newpar id = my_file.txt-p1
# sent_id = my_file.txt-s1
# text = He didn't go.
1 He he _ _ _ _ _ _ Offset=0:2
2-3 didn't _ _ _ _ _ _ _ Offset=3:9
2 did do _ _ _ _ _ _ Offset=3:6
3 n't not _ _ _ _ _ _ Offset=6:9
4 go _ _ _ _ _ _ _ SpaceAfter=No|Offset=10:12
5 . . PUNCT _ _ _ _ _ Offset=12:13

# newpar id = my_file.txt-p2
# sent_id = my_file.txt-s2
# text = Why?
1 Why _ _ _ _ _ _ _ SpaceAfter=No|Offset=15:18
2 ? ? PUNCT _ _ _ _ _ Offset=18:19

`, " ", "\t")
	want = restoreComments(want)
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// restoreComments turns the tabs of comment lines back into spaces.
func restoreComments(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		if strings.HasPrefix(l, "#") {
			lines[i] = strings.ReplaceAll(l, "\t", " ")
		}
	}
	return strings.Join(lines, "\n")
}

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, os.ErrClosed }

func TestWriteCoNLLUReportsTheWriter(t *testing.T) {
	t.Parallel()
	if err := Read("Yes.", nil).WriteCoNLLU(brokenWriter{}, ""); err == nil {
		t.Error("got nil, want the writer's error")
	}
}

// FuzzTokens holds the contract of the package on any text: spans on rune borders, in order, touching parts, nothing lost.
func FuzzTokens(f *testing.F) {
	for _, s := range []string{"He said \"no.\" Then 'twas 5pm.", "a.b@c.d http://x.y/(z) @h #t", "’’ ‘a’ 's s' can't've", "\u200b\ufeff \u00a0é\u0301.", "U.S.\n\n1. Item [1] ... -- ?!", "\xff\xfe"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			text = strings.ToValidUTF8(text, "?")
		}
		read := Read(text, nil)
		last, solid := 0, 0
		for _, s := range read.Sentences {
			if s.Tokens[0].Span.Start != s.Span.Start || s.Tokens[len(s.Tokens)-1].Span.End != s.Span.End {
				t.Fatalf("sentence %v does not hold its tokens", s.Span)
			}
			for i, w := range s.Tokens {
				if err := w.Span.Check(text); err != nil {
					t.Fatal(err)
				}
				if w.Span.Start < last {
					t.Fatalf("token %v overlaps the one before", w.Span)
				}
				for k := 1; k < w.Multiword; k++ {
					if i+k >= len(s.Tokens) || s.Tokens[i+k].Span.Start != s.Tokens[i+k-1].Span.End {
						t.Fatalf("the parts of the multiword token at %v do not touch", w.Span)
					}
				}
				last = w.Span.End
				solid += len(strings.Join(strings.FieldsFunc(w.Of(text), space), ""))
			}
		}
		if want := len(strings.Join(strings.FieldsFunc(text, space), "")); solid != want {
			t.Fatalf("tokens hold %d bytes of %d that are no white space", solid, want)
		}
	})
}

// TestLongRuns reads what a careless rule would take a minute for.
func TestLongRuns(t *testing.T) {
	t.Parallel()
	for _, unit := range []string{"\"", "'", "a'", ".", "(", "-", "a-", "1,", "’", "a.", "[1]", "\n ", "@a"} {
		text := strings.Repeat(unit, 20000)
		n := 0
		for _, s := range Read(text, nil).Sentences {
			n += len(s.Tokens)
		}
		if n == 0 && strings.TrimSpace(text) != "" {
			t.Errorf("no tokens in a run of %q", unit)
		}
	}
}

func Example() {
	text := "The minister didn't answer. \"Ask me tomorrow,\" he said."
	for _, s := range Read(text, nil).Sentences {
		fmt.Println(s.Span, len(s.Tokens), s.Span.Of(text))
	}
	// Output:
	// {0 27} 6 The minister didn't answer.
	// {28 55} 9 "Ask me tomorrow," he said.
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("The U.N. envoy's plan, which he called \"a well-known risk\", won't pass before Jan. 5, officials said.\n\n", 30)
	n := len(strings.Fields(text))
	b.ReportAllocs()
	rounds := 0
	for b.Loop() {
		Read(text, nil)
		rounds++
	}
	b.ReportMetric(float64(rounds*n)/b.Elapsed().Seconds(), "words/s")
}
