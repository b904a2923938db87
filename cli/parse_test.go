package cli

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/span"
)

// TestParse runs the command on standard input; a program without weights must say so.
func TestParse(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"conllu", "json"} {
		var out, errOut strings.Builder
		c := parseCommand{From: []string{"-"}, Format: format}
		err := c.Run(t.Context(), &streams{in: strings.NewReader("The ferry turned back. Pell Aster said so.\n"), out: &out, err: &errOut})
		if errors.Is(err, language.ErrNoWeights) {
			if !strings.Contains(err.Error(), "make -C training") {
				t.Errorf("the error does not say what to do: %v", err)
			}
			t.Skip("this program holds no weights")
		}
		if err != nil || errOut.String() != "" {
			t.Fatalf("error %v, said %q", err, errOut.String())
		}
		if format == "json" {
			var p parse
			if err := json.Unmarshal([]byte(out.String()), &p); err != nil {
				t.Fatal(err)
			}
			if p.Schema != "dateline.parse/1" || len(p.Sentences) != 2 || len(p.Sentences[0].Tokens) != 5 || p.Sentences[0].Tokens[4].UPOS != "PUNCT" {
				t.Errorf("got %+v", p)
			}
			continue
		}
		for _, want := range []string{"# text = The ferry turned back.", "1\tThe\tthe\tDET", "NER=B-PER"} {
			if !strings.Contains(out.String(), want) {
				t.Errorf("no %q in\n%s", want, out.String())
			}
		}
	}
}

func TestParseFailsOnWhatIsNoText(t *testing.T) {
	t.Parallel()
	var out, errOut strings.Builder
	c := parseCommand{From: []string{"testdata/there-is-no-such-file"}, Format: "conllu"}
	err := c.Run(t.Context(), &streams{in: strings.NewReader(""), out: &out, err: &errOut})
	if errors.Is(err, language.ErrNoWeights) {
		t.Skip("this program holds no weights")
	}
	if !errors.Is(err, errSaid) || !strings.Contains(errOut.String(), "there-is-no-such-file") {
		t.Errorf("error %v, said %q", err, errOut.String())
	}
}

// TestParseOf keeps the form of the JSON, whatever the network says.
func TestParseOf(t *testing.T) {
	t.Parallel()
	text := language.Text{Source: "Go .", Sentences: []language.Sentence{{Span: span.Span{Start: 0, End: 4}, Tokens: []language.Token{
		{Span: span.Span{Start: 0, End: 2}, Lemma: "go", UPOS: "VERB", XPOS: "VB", Feats: "VerbForm=Inf", Head: 0, Deprel: "root"},
		{Span: span.Span{Start: 3, End: 4}, Lemma: ".", UPOS: "PUNCT", XPOS: ".", Head: 1, Deprel: "punct"},
	}}}, Names: []language.Phrase{{Kind: "ORG", Span: span.Span{Start: 0, End: 2}, First: 0, End: 1}}}
	got, err := json.Marshal(parseOf("a.txt", text))
	if err != nil {
		t.Fatal(err)
	}
	want := `{"schema":"dateline.parse/1","path":"a.txt","text":"Go .","sentences":[{"span":[0,4],"tokens":[` +
		`{"span":[0,2],"form":"Go","lemma":"go","upos":"VERB","xpos":"VB","feats":"VerbForm=Inf","head":0,"deprel":"root"},` +
		`{"span":[3,4],"form":".","lemma":".","upos":"PUNCT","xpos":".","head":1,"deprel":"punct"}]}],` +
		`"names":[{"span":[0,2],"kind":"ORG","sentence":0,"tokens":[0,1]}],"quotes":[],"actors":[],"chains":[]}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
