package eval

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// chainsOf makes chains of words such as "abc de": each word is a chain, each letter a mention.
func chainsOf(words ...string) chains[string] {
	c := chains[string]{}
	for _, w := range words {
		for _, m := range w {
			c[string(m)] = w
		}
	}
	return c
}

func TestScoreChains(t *testing.T) {
	t.Parallel()
	type pr struct{ precision, recall float64 }
	for _, c := range []struct {
		name               string
		key, system        chains[string]
		muc, bcubed, ceafe pr
	}{
		// Pradhan et al. 2014, the worked example of section 4, to the paper's two places.
		{"paper", chainsOf("abc", "defg"), chainsOf("ab", "cd", "fghi"), pr{0.4, 0.4}, pr{0.5, 2.91666667 / 7}, pr{1.3 / 3, 1.3 / 2}},
		{"same", chainsOf("abc", "d", "ef"), chainsOf("abc", "d", "ef"), pr{1, 1}, pr{1, 1}, pr{1, 1}},
		{"all apart", chainsOf("abcd"), chainsOf("a", "b", "c", "d"), pr{0, 0}, pr{1, 0.25}, pr{0.4 / 4, 0.4}},
		{"all in one", chainsOf("ab", "cd"), chainsOf("abcd"), pr{2.0 / 3, 1}, pr{0.5, 1}, pr{2.0 * 2 / 6, 2.0 * 2 / 6 / 2}},
		{"nothing found", chainsOf("ab"), chainsOf(), pr{0, 0}, pr{0, 0}, pr{0, 0}},
		// Luo 2005, key of two chains of 5 and 7, system with the second whole and the first cut in two.
		{"cut", chainsOf("12345", "6789ABC"), chainsOf("12345", "67", "89ABC"), pr{1, 0.9}, pr{1, (5 + 4.0/7 + 25.0/7) / 12}, pr{(1 + 10.0/12) / 3, (1 + 10.0/12) / 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := scoreChains(c.key, c.system)
			for _, m := range []struct {
				name string
				got  corefMeasure
				want pr
			}{{"MUC", got.muc, c.muc}, {"B3", got.bcubed, c.bcubed}, {"CEAF-e", got.ceafe, c.ceafe}} {
				if p, r := m.got.precision.value(), m.got.recall.value(); math.Abs(p-m.want.precision) > 1e-6 || math.Abs(r-m.want.recall) > 1e-6 {
					t.Errorf("%s: precision %.4f recall %.4f, want %.4f %.4f", m.name, p, r, m.want.precision, m.want.recall)
				}
			}
		})
	}
}

// TestAssignAgainstAllMatchings holds the Hungarian method against every matching of small random tables.
func TestAssignAgainstAllMatchings(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 200 {
		rows, cols := 1+r.IntN(5), 1+r.IntN(5)
		gain := make([][]float64, rows)
		for i := range gain {
			gain[i] = make([]float64, cols)
			for j := range gain[i] {
				if r.IntN(2) == 0 {
					gain[i][j] = r.Float64()
				}
			}
		}
		if got, want := matchParts(gain), bestOf(gain, 0, make([]bool, cols)); math.Abs(got-want) > 1e-9 {
			t.Fatalf("table %d: %v: got %v, want %v", n, gain, got, want)
		}
	}
}

func bestOf(gain [][]float64, row int, taken []bool) float64 {
	if row == len(gain) {
		return 0
	}
	best := bestOf(gain, row+1, taken)
	for j, t := range taken {
		if !t {
			taken[j] = true
			best = max(best, gain[row][j]+bestOf(gain, row+1, taken))
			taken[j] = false
		}
	}
	return best
}

func TestScoresOfDocumentsAddUp(t *testing.T) {
	t.Parallel()
	var sum corefScore
	for i := range 3 {
		n := strconv.Itoa(i)
		sum.add(scoreChains(chains[string]{"a" + n: "1", "b" + n: "1"}, chains[string]{"a" + n: "1", "b" + n: "1"}))
	}
	if got := sum.conll(); math.Abs(got-1) > 1e-9 {
		t.Errorf("CoNLL of three right documents is %v, want 1", got)
	}
}
