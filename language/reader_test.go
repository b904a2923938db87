package language

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/language/engine"
	"github.com/dateline-news/dateline/language/engine/enginetest"
	"github.com/dateline-news/dateline/language/weights"
	"github.com/dateline-news/dateline/span"
)

// randomReader has a small network of random weights: its answers mean nothing, but have the right form.
func randomReader(t testing.TB) *Reader {
	t.Helper()
	m, err := engine.Load(enginetest.File(1), engine.Options{})
	if err != nil {
		t.Fatal(err)
	}
	level, err := engine.Detect()
	if err != nil {
		t.Fatal(err)
	}
	return newReader(m, level)
}

func TestNewReader(t *testing.T) {
	t.Parallel()
	r, err := NewReader()
	if weights.Reader == "" {
		if !errors.Is(err, ErrNoWeights) {
			t.Fatalf("without weights: error %v, want %v", err, ErrNoWeights)
		}
		t.Skip("this program holds no weights; \"make -C training\" writes them")
	}
	if err != nil {
		t.Fatal(err)
	}
	text := r.Read("The ferry turned back. Its owner, Pell Aster, said so on Monday.", nil)
	if len(text.Sentences) != 2 {
		t.Fatalf("%d sentences, want 2", len(text.Sentences))
	}
	first := text.Sentences[0].Tokens
	if got := []string{first[0].UPOS, first[1].UPOS, first[2].UPOS, first[2].Lemma, first[2].Deprel, first[1].Deprel}; !cmp.Equal(got, []string{"DET", "NOUN", "VERB", "turn", "root", "nsubj"}) {
		t.Errorf("the first sentence is read as %v", got)
	}
	if len(text.Names) == 0 || text.Names[0].Kind != "PER" || text.Names[0].Span.Of(text.Source) != "Pell Aster" {
		t.Errorf("names are %v", text.Names)
	}
}

// checkText holds what every answer must hold, of whatever bytes.
func checkText(t *testing.T, text Text) {
	t.Helper()
	for n, s := range text.Sentences {
		roots := 0
		for i, w := range s.Tokens {
			if w.UPOS == "" || w.Lemma == "" && w.Of(text.Source) != "" || w.Head < 0 || w.Head > len(s.Tokens) || w.Head == i+1 {
				t.Fatalf("sentence %d, token %d: %+v", n, i, w)
			}
			if (w.Head == 0) != (w.Deprel == "root") {
				t.Fatalf("sentence %d, token %d: head %d is %q", n, i, w.Head, w.Deprel)
			}
			if w.Head == 0 {
				roots++
			}
		}
		if roots != 1 {
			t.Fatalf("sentence %d has %d roots", n, roots)
		}
	}
	for _, p := range slices.Concat(text.Names, text.Quotes, text.Actors) {
		s := text.Sentences[p.Sentence]
		want := span.Span{Start: s.Tokens[p.First].Span.Start, End: s.Tokens[p.End-1].Span.End}
		if p.Kind == "" || p.Span != want || utf8.ValidString(text.Source) && p.Span.Check(text.Source) != nil {
			t.Fatalf("phrase %+v", p)
		}
	}
	checkChains(t, text)
}

// checkChains wants two mentions or more in a chain, in order, each in its place and in one chain only.
func checkChains(t *testing.T, text Text) {
	t.Helper()
	seen := map[[2]int]bool{}
	for _, c := range text.Chains {
		if len(c.Mentions) < 2 {
			t.Fatalf("a chain of %d", len(c.Mentions))
		}
		last := [2]int{-1, 0}
		for _, m := range c.Mentions {
			s, at := text.Sentences[m.Sentence], [2]int{m.Sentence, m.Token}
			if m.Token < m.First || m.Token >= m.End || m.Span != (span.Span{Start: s.Tokens[m.First].Span.Start, End: s.Tokens[m.End-1].Span.End}) {
				t.Fatalf("mention %+v", m)
			}
			if seen[at] || slices.Compare(last[:], at[:]) >= 0 {
				t.Fatalf("mention %+v comes twice or out of order", m)
			}
			seen[at], last = true, at
		}
	}
}

var hostile = map[string]string{
	"nothing": "", "space": " \n\t\u00a0", "invalid UTF-8": "a \xff\xfe b \xc3. \xe2\x82", "emoji": "👩\u200d🚀 said 🙂🙂🙂.", "right to left": "\u202eقال الوزير\u202c שלום.",
	"control characters": "a\x00b\x07 \x1b[2J \x7f.", "marks": strings.Repeat("\u0301", 300), "one long word": strings.Repeat("x", 1<<20), "one long word of signs": strings.Repeat("-", 1<<14),
	"no full stop": strings.Repeat("ships lay at anchor ", 2000), "marks of the encoder": "[CLS] [SEP] [MASK] [PAD] ##ed", "a quotation that never ends": "“ said he " + strings.Repeat("“", 200),
}

func TestReadHostile(t *testing.T) {
	t.Parallel()
	r := randomReader(t)
	for name, text := range hostile {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := r.Read(text, nil)
			if got.Source != text {
				t.Fatal("the text was altered")
			}
			checkText(t, got)
		})
	}
}

// TestFillReplaces fills in a text twice, which changes nothing the second time and leaves the tokens where they were; filling
// in the sentences that Read found gives what Read gave.
func TestFillReplaces(t *testing.T) {
	t.Parallel()
	r := randomReader(t)
	want := Read("The ferry didn't turn back. It sank.", nil)
	text := Read(want.Source, nil)
	r.Fill(&text)
	for i, s := range want.Sentences {
		for j, w := range s.Tokens {
			if got := text.Sentences[i].Tokens[j]; got.Span != w.Span || got.Multiword != w.Multiword {
				t.Errorf("token %d of sentence %d moved to %v", j, i, got.Span)
			}
		}
	}
	again := Read(want.Source, nil)
	r.Fill(&again)
	r.Fill(&again)
	if diff := cmp.Diff(text, again); diff != "" {
		t.Errorf("the second Fill differs from the first:\n%s", diff)
	}
	read, filled := r.Read(want.Source, nil), r.Read(want.Source, nil)
	r.Fill(&filled)
	if diff := cmp.Diff(read, filled); diff != "" {
		t.Errorf("Fill of what Read found differs:\n%s", diff)
	}
}

func TestReadConcurrently(t *testing.T) {
	t.Parallel()
	r := randomReader(t)
	text := strings.Repeat("The ferry turned back. Its owner said so, “at once”, on Monday. ", 20)
	want := r.Read(text, nil)
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			if diff := cmp.Diff(want, r.Read(text, nil)); diff != "" {
				t.Errorf("a reading beside others differs:\n%s", diff)
			}
		})
	}
	group.Wait()
}

func FuzzReader(f *testing.F) {
	r := randomReader(f)
	for _, text := range hostile {
		if len(text) < 1000 {
			f.Add(text)
		}
	}
	f.Add("PORT ARDEN, Nov. 3 (Coast Wire) - The ferry didn't turn back, its owner said.\n\n“No shot was fired.”")
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1<<14 {
			return
		}
		got := r.Read(text, nil)
		checkText(t, got)
		var out bytes.Buffer
		if err := got.WriteAnnotated(&out, "fuzz"); err != nil {
			t.Fatal(err)
		}
		if !utf8.Valid([]byte(text)) {
			return
		}
		if lines := strings.Count(out.String(), "\n# text = "); lines != len(got.Sentences) {
			t.Fatalf("%d sentences, %d in CoNLL-U", len(got.Sentences), lines)
		}
	})
}

func TestLemmaRule(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ rule, form, want string }{
		{"l|0||0|", "Ferries", "ferries"}, {"l|0||3|y", "ferries", "ferry"}, {"l|0||1|", "ships", "ship"}, {"T|0||0|", "PORT", "Port"},
		{"U|0||0|", "nato", "NATO"}, {"k|0||0|", "McDonald", "McDonald"}, {"=be", "Was", "be"}, {"l|2|b|0|", "are", "be"}, {"l|1|go|3|", "went", "go"},
		{"l|0||3|", "is", "is"}, {"l|0||2|", "is", "is"}, {"l|0||1|", "né", "n"}, {"T|1||0|", "éŻółć", "Żółć"}, {"l|0||0|", "\xff", "\ufffd"},
		{"nonsense", "Form", "Form"}, {"l|x||0|", "Form", "Form"}, {"l|0||-1|", "Form", "Form"}, {"=", "Form", "Form"}, {"", "Form", "Form"},
	} {
		if got := parseLemmaRule(c.rule).apply(c.form); got != c.want {
			t.Errorf("rule %q on %q gives %q, want %q", c.rule, c.form, got, c.want)
		}
	}
}

// TestVote gives a name its kind by all its places together, and leaves dates alone.
func TestVote(t *testing.T) {
	t.Parallel()
	r := randomReader(t) // knows PER and ORG
	r.unnamed = map[string]bool{"DATE": true}
	text := Text{Source: "Aster Aster aster Pell 1999"}
	at := func(start, end int, kind string) Phrase {
		return Phrase{Kind: kind, Span: span.Span{Start: start, End: end}}
	}
	text.Names = []Phrase{at(0, 5, "PER"), at(6, 11, "ORG"), at(12, 17, "ORG"), at(18, 22, "ORG"), at(23, 27, "DATE")}
	r.vote(&text, []nameScores{{9, 1}, {2, 3}, {1, 4}, {1, 2}, {5, 0}})
	var got []string
	for _, n := range text.Names {
		got = append(got, n.Kind)
	}
	if diff := cmp.Diff([]string{"PER", "PER", "PER", "ORG", "DATE"}, got); diff != "" {
		t.Error(diff)
	}
}

// TestPhrases reads rows of tags, also ones that no decoder would give.
func TestPhrases(t *testing.T) {
	t.Parallel()
	s := Sentence{}
	for i := range 6 {
		s.Tokens = append(s.Tokens, Token{Span: span.Span{Start: 2 * i, End: 2*i + 1}})
	}
	for _, c := range []struct{ row, want string }{
		{"O O O O O O", ""}, {"B-PER I-PER O B-ORG O O", "PER0-2 ORG3-4"}, {"B-PER B-PER I-PER O O O", "PER0-1 PER1-3"},
		{"I-PER O O O O I-ORG", "PER0-1 ORG5-6"}, {"B-PER I-ORG I-ORG O O O", "PER0-1 ORG1-3"}, {"O O O O B-LOC I-LOC", "LOC4-6"},
	} {
		row := strings.Fields(c.row)
		p := phrases{sentence: 3, s: &s}
		p.row(len(row), func(i int) label { return parseLabel(row[i]) })
		var got []string
		for _, one := range p.out {
			if one.Sentence != 3 || one.Span != (span.Span{Start: 2 * one.First, End: 2*one.End - 1}) {
				t.Errorf("%s: phrase %+v", c.row, one)
			}
			got = append(got, one.Kind+string(rune('0'+one.First))+"-"+string(rune('0'+one.End)))
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%s gives %v, want %s", c.row, got, c.want)
		}
	}
}

func TestWriteAnnotated(t *testing.T) {
	t.Parallel()
	text := Read("Pell Aster didn't say so.", nil)
	for i := range text.Sentences[0].Tokens {
		text.Sentences[0].Tokens[i].Head = -1
	}
	text.Names = []Phrase{{Kind: "PER", First: 0, End: 2}}
	text.Quotes = []Phrase{{Kind: QuoteSource, First: 0, End: 2}, {Kind: QuoteCue, First: 4, End: 5}}
	text.Actors = []Phrase{{Kind: ActorSource, First: 0, End: 2}}
	text.Chains = []Chain{{Mentions: []Mention{{First: 0, End: 2, Token: 1}, {First: 5, End: 6, Token: 5}}}, {Mentions: []Mention{{First: 1, End: 2, Token: 1}, {First: 4, End: 6, Token: 4}}}}
	var out strings.Builder
	if err := text.WriteAnnotated(&out, "a b"); err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(out.String(), "# newdoc id = a_b\n# global.Entity = eid-etype-head\n") {
		t.Errorf("the head of the document is %.60q", out.String())
	}
	var got []string
	for line := range strings.Lines(out.String()) {
		if col := strings.Split(strings.TrimSpace(line), "\t"); len(col) == 10 {
			got = append(got, col[0]+" "+col[1]+" "+col[9])
		}
	}
	want := []string{"1 Pell Offset=0:4|NER=B-PER|QuoteSource=B|ActorSource=B|Entity=(e1--2", "2 Aster Offset=5:10|NER=I-PER|QuoteSource=I|ActorSource=I|Entity=(e2--1)e1)", "3-4 didn't Offset=11:17", "3 did Offset=11:14",
		"4 n't Offset=14:17", "5 say Offset=18:21|QuoteCue=B|Entity=(e2--1", "6 so SpaceAfter=No|Offset=22:24|Entity=(e1--1)e2)", "7 . Offset=24:25"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
