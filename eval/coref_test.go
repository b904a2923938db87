package eval

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/language"
)

// folderOf writes files into a new data folder.
func folderOf(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return folder
}

// measured runs a measure over a folder of invented data.
func measured(t *testing.T, measure func(o Options) error, split string, files map[string]string) string {
	t.Helper()
	if _, err := language.NewReader(); errors.Is(err, language.ErrNoWeights) {
		t.Skip(err)
	}
	var out strings.Builder
	if err := measure(Options{Data: folderOf(t, files), Split: split, Out: &out}); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

const invented = `{"doc": "a", "sentences": [["Pell", "Aster", "sat", "down", "."], ["He", "was", "tired", "."]], "mentions": [{"sent": 0, "start": 0, "end": 2, "cluster": 1}, {"sent": 1, "start": 0, "end": 1, "cluster": 1}, {"sent": 0, "start": 3, "end": 4, "cluster": 2}]}
`

const inventedGAP = "ID\tText\tPronoun\tPronoun-offset\tA\tA-offset\tA-coref\tB\tB-offset\tB-coref\tURL\n" +
	"v-1\tÉva Aster met Pell Orlin. She was late.\tShe\t26\tÉva Aster\t0\tTRUE\tPell Orlin\t14\tFALSE\thttps://example.org\n"

// TestGAP finds names whose head word is in the pronoun's chain, in a text whose characters are not all one byte.
func TestGAP(t *testing.T) {
	t.Parallel()
	path := filepath.Join(folderOf(t, map[string]string{"a.tsv": inventedGAP}), "a.tsv")
	snippets, err := readGAP(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	s := snippets[0]
	text := language.Read(s.text, nil)
	mention := func(sentence, token int) language.Mention { return language.Mention{Sentence: sentence, Token: token} }
	text.Chains = []language.Chain{{Mentions: []language.Mention{mention(0, 1), mention(1, 0)}}}
	if got := s.found(text); s.same != [2]bool{true, false} || got != [2]bool{true, false} {
		t.Errorf("gold %v, found %v, want the first name alone", s.same, got)
	}
	if _, err := byteRange("abc", "b", "2"); err == nil {
		t.Error("words that stand elsewhere: no error")
	}
}

func TestCoref(t *testing.T) {
	t.Parallel()
	out := measured(t, func(o Options) error { return Coref(t.Context(), o) }, "dev", map[string]string{
		"coref/ontogum/open-dev.jsonl": invented, "coref/ontogum/noncommercial-dev.jsonl": invented,
		"coref/gap/gap-validation.tsv": inventedGAP,
	})
	if !strings.Contains(out, "OntoGUM dev") || !strings.Contains(out, "GAP validation") || strings.Contains(out, "OntoGUM test") {
		t.Errorf("the table of the dev part is\n%s", out)
	}
}

// TestCorefChains leaves out the chain of one mention.
func TestCorefChains(t *testing.T) {
	t.Parallel()
	path := filepath.Join(folderOf(t, map[string]string{"a.jsonl": invented}), "a.jsonl")
	documents, err := readPacked[corefDocument](t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	want := chains[string]{"000000:0000-0002": "1", "000001:0000-0001": "1"}
	if diff := cmp.Diff(want, documents[0].chains()); diff != "" {
		t.Error(diff)
	}
}

func TestActors(t *testing.T) {
	t.Parallel()
	out := measured(t, func(o Options) error { return Actors(t.Context(), o) }, "test", map[string]string{
		"events/cameo_coped.jsonl": `{"split": "test", "text": "Police arrested three men.", "source": [[0, 6]], "target": [[16, 25]]}` + "\n",
	})
	if !strings.Contains(out, "test, source") || !strings.Contains(out, "test, target") || strings.Contains(out, "train, source") {
		t.Errorf("the table of the test part is\n%s", out)
	}
}

// TestNamesByDocument takes EWT's document from the name of a sentence, and reads each document alone.
func TestNamesByDocument(t *testing.T) {
	t.Parallel()
	got, err := parseBIO("# sent_id = weblog-a-0001\nPell\tB-PER\nAster\tI-PER\n\n# sent_id = weblog-a-0002\nAster\tB-PER\n\n# sent_id = weblog-b-0001\nsat\tO\n", unerLabels)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"weblog-a", "weblog-a", "weblog-b"}, got.docs); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff([]labelled{{0, 0, 2, "PER"}, {1, 0, 1, "PER"}}, got.spans, cmp.AllowUnexported(labelled{})); diff != "" {
		t.Error(diff)
	}
}
