package report

import (
	"hash/maphash"
	"strings"
)

// shingles is the set of runs of words of a text.
type shingles struct {
	seed  maphash.Seed
	runs  map[uint64]bool
	words map[string]bool // of lines shorter than a run
}

func newShingles(text string) shingles {
	s := shingles{seed: maphash.MakeSeed(), runs: map[uint64]bool{}, words: map[string]bool{}}
	for line := range strings.SplitSeq(text, "\n") {
		if f := strings.Fields(wordsOnly(line)); len(f) < shingleWords {
			s.words[strings.Join(f, " ")] = true
		}
	}
	s.each(strings.Fields(wordsOnly(text)), func(h uint64) { s.runs[h] = true })
	return s
}

func (s shingles) each(words []string, f func(uint64)) {
	for i := 0; i+shingleWords <= len(words); i++ {
		f(maphash.String(s.seed, strings.Join(words[i:i+shingleWords], " ")))
	}
}

// share gives which part of the runs of text s has. Text shorter than a run counts as a whole line.
func (s shingles) share(text string) float64 {
	f := strings.Fields(wordsOnly(text))
	if len(f) == 0 {
		return 0
	}
	if len(f) < shingleWords {
		if s.words[strings.Join(f, " ")] {
			return 1
		}
		return 0
	}
	have, all := 0, 0
	s.each(f, func(h uint64) {
		all++
		if s.runs[h] {
			have++
		}
	})
	return float64(have) / float64(all)
}
