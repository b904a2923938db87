package story

import (
	"math"
	"strings"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// stanceOf is the stance of a statement on its own words: by its cue, else by the words themselves.
func stanceOf(s *record.Statement, words string) Stance {
	if s.Cue != nil {
		if stance, ok := cueStance[s.Cue.Lemma]; ok {
			return stance
		}
	}
	return hedged(words, Asserts)
}

// cueStance is what a cue says of the words behind it. "Deny" and the like take the proposition as their object.
var cueStance = map[string]Stance{
	"deny": Denies, "refute": Denies, "rebut": Denies, "reject": Denies, "dismiss": Denies, "dispute": Denies, "contradict": Denies,
	"doubt": Questions, "question": Questions, "wonder": Questions, "ask": Questions, "challenge": Questions, "worry": Questions,
	"confirm": Supports, "acknowledge": Supports, "admit": Supports, "concede": Supports, "agree": Supports, "suggest": Supports, "hint": Supports, "indicate": Supports,
}

// hedges leave open what they stand beside.
var hedges = wordSet("may might whether if unclear doubt doubts doubtful uncertain skeptical sceptical skepticism scepticism question questions questioned unlikely cautious caution cautioned wary unproven unverified allegedly reportedly perhaps possibly possible remains")

// hedged gives Questions for words that doubt or leave open, and plain otherwise.
func hedged(words string, plain Stance) Stance {
	n := 0
	for _, w := range wordsIn(words, span.Span{End: len(words)}) {
		if hedges[strings.ToLower(w.span.Of(words))] {
			n++
		}
	}
	if n >= 2 || n == 1 && strings.HasSuffix(strings.TrimSpace(words), "?") {
		return Questions
	}
	return plain
}

// turned is a stance on the opposite of what it was taken on.
func (s Stance) turned() Stance {
	switch s {
	case Asserts, Supports:
		return Denies
	case Denies:
		return Asserts
	}
	return s
}

// unit scales a vector to length one.
func (v Vector) unit() Vector {
	sum := 0.0
	for _, x := range v {
		sum += float64(x) * float64(x)
	}
	if sum == 0 {
		return v
	}
	n := float32(math.Sqrt(sum))
	for i := range v {
		v[i] /= n
	}
	return v
}
