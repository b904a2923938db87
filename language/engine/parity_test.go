package engine

import (
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/dateline-news/dateline/language/weights"
)

// shipped is the weight file inside the program, or the one that DATELINE_TEST_WEIGHTS names; without any the test is
// skipped.
func shipped(t testing.TB) string {
	t.Helper()
	if path := os.Getenv("DATELINE_TEST_WEIGHTS"); path != "" {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return string(file)
	}
	if weights.Reader == "" {
		t.Skip("this program holds no weights; \"make -C training\" writes them")
	}
	return weights.Reader
}

// reference is what training/export.py saved of the trainer's own float32 pass over ten sentences.
func reference(t testing.TB) *tensors {
	t.Helper()
	path := os.Getenv("DATELINE_TEST_PARITY")
	if path == "" {
		path = filepath.Join("testdata", "parity.safetensors")
	}
	file, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("no saved activations: %v; \"make -C training\" writes them", err)
	}
	saved, err := openTensors(string(file))
	if err != nil {
		t.Fatal(err)
	}
	return saved
}

func load(t testing.TB, file string, o Options) *Model {
	t.Helper()
	m, err := Load(file, o)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestParity compares each sentence with the trainer's own pass. The matrices of the encoder are int8 here, so the float
// path differs by the rounding of the weights, and the int8 path also by that of the activations.
func TestParity(t *testing.T) {
	t.Parallel()
	file, saved := shipped(t), reference(t)
	for _, path := range []struct {
		name      string
		options   Options
		tree, arg float64 // relative error of what the tree reads; share of best tags that must be the same
	}{{"float32", Options{Float32: true}, 0.04, 0.98}, {"int8", Options{}, 0.1, 0.97}} {
		t.Run(path.name, func(t *testing.T) {
			t.Parallel()
			m := load(t, file, path.options)
			w := m.NewWorker(best())
			var wrong, square, same, all float64
			for i, sentence := range strings.Split(saved.metadata["sentences"], "\n") {
				w.reset()
				w.add(Chunk{Words: strings.Fields(sentence), Paragraph: true}, nil)
				w.close()
				name := string(rune('0'+i)) + "."
				if ids := saved.int32s(name+"ids", -1); !slices.Equal(ids, w.ids) {
					t.Fatalf("sentence %d: pieces %v, want %v", i, w.ids, ids)
				}
				forms := make([]int32, len(w.forms))
				for j, f := range w.forms {
					forms[j] = int32(f)
				}
				if want := saved.int32s(name+"shapes", -1); !slices.Equal(forms, want) {
					t.Fatalf("sentence %d: shapes %v, want %v", i, forms, want)
				}
				w.encode()
				w.score()
				tree := saved.float32s(name+"tree", -1, m.hidden)
				for r, p := range w.rows {
					for j, v := range tree[p*m.hidden:][:m.hidden] {
						d := float64(w.mixed[groupTree][r*m.hidden+j] - v)
						wrong += d * d
						square += float64(v) * float64(v)
					}
				}
				for _, head := range []struct {
					name   string
					scores []float32
					stride int
				}{{"upos", w.tags, m.tagger.out}, {"names", w.names, m.names.out}} {
					n := saved.size(name+head.name, 1)
					want := saved.float32s(name+head.name, -1, n)
					for r := range len(want) / n {
						all++
						if highest(want[r*n:][:n]) == highest(head.scores[(r+1)*head.stride:][:n]) {
							same++
						}
					}
				}
			}
			relative := math.Sqrt(wrong / square)
			t.Logf("what the tree reads: relative error %.4f; best tags the same: %.0f of %.0f", relative, same, all)
			if saved.err != nil {
				t.Fatal(saved.err)
			}
			if relative > path.tree || same < path.arg*all {
				t.Errorf("want at most %.4f and at least %.2f of all", path.tree, path.arg)
			}
		})
	}
}
