package engine

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/dateline-news/dateline/language/weights"
)

// TestSentenceParity compares the embedding of each sentence with that of the reference in float32.
func TestSentenceParity(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile(filepath.Join("testdata", "sentence.safetensors"))
	if err != nil {
		t.Fatal(err)
	}
	saved, err := openTensors(string(file))
	if err != nil {
		t.Fatal(err)
	}
	m, err := load(t, shipped(t), Options{}).LoadSentence(weights.Sentence)
	if err != nil {
		t.Fatal(err)
	}
	w := m.NewWorker(best())
	for i, sentence := range strings.Split(saved.metadata["sentences"], "\n") {
		var cosine float64
		want := saved.float32s(strconv.Itoa(i), m.hidden)
		for j, v := range w.Mean(sentence, 126) {
			cosine += float64(v) * float64(want[j])
		}
		if saved.err != nil {
			t.Fatal(saved.err)
		}
		if cosine < 0.98 {
			t.Errorf("sentence %d: cosine %.4f with the reference, want .98 or more", i, cosine)
		}
	}
}
