package eval

import (
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/span"
)

// goldSentences was written for this test: a multiword token, a subtype, features that are not universal.
const goldSentences = `# sent_id = 1
# text = The crew didn't sail.
1	The	the	DET	DT	Definite=Def|PronType=Art	2	det	_	_
2	crew	crew	NOUN	NN	Number=Sing	5	nsubj	_	_
3-4	didn't	_	_	_	_	_	_	_	_
3	did	do	AUX	VBD	Mood=Ind|Style=Coll|VerbForm=Fin	5	aux	_	_
4	n't	not	PART	RB	_	5	advmod	_	_
5	sail	sail	VERB	VB	VerbForm=Inf	0	root	_	SpaceAfter=No
6	.	.	PUNCT	.	_	5	punct	_	_

# sent_id = 2
# text = Ice stopped them.
1	Ice	ice	NOUN	NN	Number=Sing	2	nsubj	_	_
2	stopped	stop	VERB	VBD	Tense=Past	0	root	_	_
2.1	empty	_	_	_	_	_	_	_	_
3	them	they	PRON	PRP	Case=Acc	2	obj:x	_	SpaceAfter=No
4	.	.	PUNCT	.	_	2	punct	_	_

`

func testBank(t *testing.T) bank {
	t.Helper()
	rebuilt, err := parseTreebank(strings.NewReader(goldSentences))
	if err != nil {
		t.Fatal(err)
	}
	b := bank{raw: rebuilt.raw}
	if err := b.parse(goldSentences); err != nil {
		t.Fatal(err)
	}
	return b
}

// answer gives the gold back as a text with its tags.
func answer(b bank) language.Text {
	t := b.tokenised()
	i := 0
	for s := range t.Sentences {
		first := i
		for j := range t.Sentences[s].Tokens {
			g := b.gold.words[i]
			w := &t.Sentences[s].Tokens[j]
			w.Lemma, w.UPOS, w.XPOS, w.Feats, w.Deprel, w.Head = g.lemma, g.upos, g.xpos, g.feats, g.deprel, g.parent-first+1
			if g.parent < 0 {
				w.Head = 0
			}
			i++
		}
	}
	return t
}

func TestScoreSyntax(t *testing.T) {
	t.Parallel()
	b := testBank(t)
	for _, c := range []struct {
		name   string
		change func(t *language.Text)
		want   map[string]tally // what differs from all right
	}{
		{"all right", func(*language.Text) {}, nil},
		{"a head", func(t *language.Text) { t.Sentences[0].Tokens[0].Head = 5 },
			// The noun loses its function word, and the verb gets one.
			map[string]tally{"UAS": {9, 10, 10}, "LAS": {9, 10, 10}, "MLAS": {4, 6, 6}}},
		{"a relation's subtype", func(t *language.Text) { t.Sentences[1].Tokens[2].Deprel = "obj:y" }, nil},
		{"a content relation", func(t *language.Text) { t.Sentences[1].Tokens[2].Deprel = "obl" },
			map[string]tally{"LAS": {9, 10, 10}, "MLAS": {5, 6, 6}, "BLEX": {5, 6, 6}}},
		{"features", func(t *language.Text) { t.Sentences[1].Tokens[1].Feats = "Tense=Pres" },
			map[string]tally{"UFeats": {9, 10, 10}, "MLAS": {5, 6, 6}}},
		{"features that do not count", func(t *language.Text) { t.Sentences[1].Tokens[1].Feats = "Style=Arch|Tense=Past" }, nil},
		{"a lemma", func(t *language.Text) { t.Sentences[1].Tokens[1].Lemma = "stopp" },
			map[string]tally{"Lemmas": {9, 10, 10}, "BLEX": {5, 6, 6}}},
	} {
		text := answer(b)
		c.change(&text)
		got := scoreSyntax(&b.gold, udOf(text))
		for column, tally := range got {
			want, ok := c.want[column]
			if !ok {
				want = tally
				want.right = tally.gold
			}
			if tally != want {
				t.Errorf("%s: %s is %+v, want %+v", c.name, column, tally, want)
			}
		}
	}
}

// TestAlign reads the raw text with other tokens: no multiword token, two sentences as one.
func TestAlign(t *testing.T) {
	t.Parallel()
	b := testBank(t)
	text := language.Text{Source: b.raw, Sentences: []language.Sentence{{}}}
	at := 0
	for _, w := range []string{"The", "crew", "didn", "'t", "sail", ".", "Ice", "stopped", "them."} {
		at += strings.Index(b.raw[at:], w)
		text.Sentences[0].Tokens = append(text.Sentences[0].Tokens, language.Token{Span: span.Span{Start: at, End: at + len(w)}, Head: 1, Deprel: "dep"})
		at += len(w)
	}
	got := scoreSyntax(&b.gold, udOf(text))
	for column, want := range map[string]tally{"Tokens": {right: 6, system: 9, gold: 9}, "Words": {right: 6, system: 9, gold: 10}, "Sents": {right: 0, system: 1, gold: 2}} {
		if got[column] != want {
			t.Errorf("%s is %+v, want %+v", column, got[column], want)
		}
	}
}

func TestAlignMultiword(t *testing.T) {
	t.Parallel()
	b := testBank(t)
	text := answer(b)
	p := align(&b.gold, udOf(text))
	for i, s := range p.ofGold {
		if s != i {
			t.Fatalf("word %d stands for %d", i, s)
		}
	}
	// Another division of the same token: only the form that is the same pairs.
	words := udOf(text)
	words.words[2].form = "didn"
	p = align(&b.gold, words)
	if p.ofGold[2] != -1 || p.ofGold[3] != 3 {
		t.Errorf("inside the multiword token: %v", p.ofGold[2:4])
	}
}

func TestSentencesOf(t *testing.T) {
	t.Parallel()
	var b bank
	if err := b.parse(sentencesOf(goldSentences, "2")); err != nil {
		t.Fatal(err)
	}
	if len(b.forms) != 1 || b.forms[0][0] != "Ice" {
		t.Errorf("kept %v", b.forms)
	}
}

func TestBankSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	for name, text := range map[string]string{
		"a head that is no number": "1\ta\ta\tX\tX\t_\tup\tdep\t_\t_\n\n",
		"a range that is none":     "2-1\ta\t_\t_\t_\t_\t_\t_\t_\t_\n\n",
	} {
		var b bank
		if err := b.parse(text); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestParseBIO(t *testing.T) {
	t.Parallel()
	text := "# doc = a\nPell\tB-Person\nAster\tI-Person\nof\tO\nCastrel\tB-Location\n\n# doc = " + repeated + "\nGone\tB-Person\n\n# doc = b\nArden\tI-Location\nPort\tB-Location\n"
	got, err := parseBIO(text, worldwideLabels)
	if err != nil {
		t.Fatal(err)
	}
	want := bioText{words: [][]string{{"Pell", "Aster", "of", "Castrel"}, {"Arden", "Port"}}, docs: []string{"a", "b"}, count: 6,
		spans: []labelled{{0, 0, 2, "PER"}, {0, 3, 4, "LOC"}, {1, 0, 1, "LOC"}, {1, 1, 2, "LOC"}}}
	if diff := cmp.Diff(fmt.Sprint(want), fmt.Sprint(got)); diff != "" {
		t.Error(diff)
	}
	if _, err := parseBIO("x\tB-Nothing\n", worldwideLabels); err == nil || !strings.Contains(err.Error(), "B-Nothing") {
		t.Errorf("an unknown label: error %v", err)
	}
}

func TestComparePhrases(t *testing.T) {
	t.Parallel()
	gold := []labelled{{0, 0, 2, "PER"}, {0, 3, 4, "LOC"}, {1, 0, 1, "LOC"}}
	ours := []language.Phrase{{Kind: "PER", First: 0, End: 2}, {Kind: "LOC", First: 3, End: 5}, {Kind: "LOC", Sentence: 1, First: 0, End: 1}, {Kind: "DATE", First: 3, End: 4}}
	want := map[string]tally{"": {2, 3, 3}, "PER": {1, 1, 1}, "LOC": {1, 2, 2}}
	got := comparePhrases(gold, ours, map[string]bool{"PER": true, "LOC": true})
	if diff := cmp.Diff(fmt.Sprint(want), fmt.Sprint(got)); diff != "" {
		t.Error(diff)
	}
}

func TestCompareLetters(t *testing.T) {
	t.Parallel()
	text := wordsText([][]string{{"ab", "cd", "ef"}})
	text.Quotes = []language.Phrase{{Kind: language.QuoteContent, First: 1, End: 3}}
	got := compareLetters(text, []labelled{{0, 0, 2, language.QuoteContent}})
	if want := (tally{right: 2, system: 5, gold: 5}); got[language.QuoteContent] != want {
		t.Errorf("got %+v, want %+v", got[language.QuoteContent], want)
	}
}

// TestMeasuresNeedTheirFolder wants an error that names the folder, or says that there are no weights.
func TestMeasuresNeedTheirFolder(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	for name, err := range map[string]error{
		"treebank": Syntax(t.Context(), Options{Data: folder, Out: io.Discard}),
		"ner":      Names(t.Context(), Options{Data: folder, Out: io.Discard}),
		"quotes":   Quotes(t.Context(), Options{Data: folder, Out: io.Discard}),
		"coref":    Coref(t.Context(), Options{Data: folder, Out: io.Discard}),
		"events":   Actors(t.Context(), Options{Data: folder, Out: io.Discard}),
	} {
		if err == nil || !strings.Contains(err.Error(), name) && !errors.Is(err, language.ErrNoWeights) {
			t.Errorf("%s: error %v", name, err)
		}
	}
}
