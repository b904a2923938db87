package story

import (
	_ "embed" // the fitted trees
	"encoding/json"
	"fmt"
	"math"
	"strings"
	"sync"

	"github.com/dateline-news/dateline/span"
)

// readStance is the stance that a speaker, or an outlet in its own voice, takes on the very words: by the cue of their statement
// ("" for none), else they are asserted, or asked.
func readStance(cue, words string) Stance {
	if stance, ok := cueStance[cue]; ok {
		return stance
	}
	return hedged(words, Asserts)
}

// readTone is what words take by themselves, by the fitted trees: "It was nothing of the kind" denies, whatever it is. It
// matters once they stand beside the words of others. Words with a cue that says enough have none.
func readTone(cue, words, sentence string, embed Embed) Stance {
	if _, ok := cueStance[cue]; ok {
		return ""
	}
	trees, err := Stances()
	if err != nil || len(trees.Denies.Trees) == 0 {
		return ""
	}
	if tone := trees.of(StanceWords(words, sentence, embed)); tone != Asserts {
		return tone
	}
	return ""
}

// cueStance is what a cue says of the words behind it. "Deny" and the like take the proposition as their object.
var cueStance = map[string]Stance{
	"deny": Denies, "refute": Denies, "rebut": Denies, "reject": Denies, "dismiss": Denies, "dispute": Denies, "contradict": Denies,
	"doubt": Questions, "question": Questions, "wonder": Questions, "ask": Questions, "challenge": Questions, "worry": Questions,
	"confirm": Supports, "acknowledge": Supports, "admit": Supports, "concede": Supports, "agree": Supports, "suggest": Supports, "hint": Supports, "indicate": Supports,
}

// hedged gives Questions for words that doubt or leave open, and plain otherwise.
func hedged(words string, plain Stance) Stance {
	n := countIn(words, hedges)
	if n >= 2 || n == 1 && strings.HasSuffix(strings.TrimSpace(words), "?") {
		return Questions
	}
	return plain
}

// Words that take a stance. Each list is counted in the words of a proposition and in its sentence.
var (
	hedges    = wordSet("may might whether if unclear doubt doubts doubtful uncertain skeptical sceptical skepticism scepticism question questions questioned unlikely cautious caution cautioned wary unproven unverified allegedly reportedly perhaps possibly possible remains")
	opposing  = wordSet("deny denies denied denying denial reject rejects rejected rejecting dismiss dismissed dismisses refute refuted dispute disputed disputes contrary false untrue wrong lie lies lied hoax fake baseless unfounded nonsense opposed opposes oppose against criticized criticised condemned blasted warned insisted")
	notWords  = wordSet("not no never neither nor none nothing nobody cannot without hardly don't doesn't didn't isn't aren't wasn't weren't won't wouldn't can't couldn't shouldn't hasn't haven't hadn't")
	contrasts = wordSet("but however although though despite yet while instead rather unless except still")
	affirming = wordSet("confirm confirms confirmed agree agreed agrees support supports supported welcome welcomed praise praised hailed applauded indeed evidence shows showed proof acknowledged admitted")
	openings  = wordSet("could would should may might can hope hopes hoped wonder wondered ask asked asks why how what unclear raised")
	bad       = wordSet("terrible insane horrible ridiculous disaster bad worst weak dangerous illegal unacceptable wrong mistake failure threat impossible unfair disgraceful never")
	good      = wordSet("good great best progress success historic wonderful strong positive significant important welcome encouraging")
)

func countIn(words string, list map[string]bool) int {
	n := 0
	for _, w := range wordsIn(words, span.Span{End: len(words)}) {
		if list[strings.ToLower(strings.ReplaceAll(w.span.Of(words), "’", "'"))] {
			n++
		}
	}
	return n
}

// StanceFeatures names what StanceWords counts, in its order.
var StanceFeatures = []string{"hedges", "opposing", "not", "contrasts", "affirming", "openings", "bad", "good", "question", "quoted", "length",
	"sentence hedges", "sentence opposing", "sentence not", "sentence contrasts", "sentence affirming", "sentence openings", "sentence bad", "sentence good", "sentence question", "sentence length", "share",
	"like a denial", "like a doubt", "like a confirmation", "sentence like a denial", "sentence like a doubt"}

// patterns are sentences that take a stance and say nothing else; likeness of meaning to them is a feature.
var patterns = []string{"They denied it and said that it is not true.", "They are skeptical and doubt that it will happen.", "They confirmed that it is true."}

// StanceWords counts what words and their sentence show of a stance. embed may be nil.
func StanceWords(words, sentence string, embed Embed) []float64 {
	var out []float64
	for i, s := range []string{words, sentence} {
		for _, list := range []map[string]bool{hedges, opposing, notWords, contrasts, affirming, openings, bad, good} {
			out = append(out, float64(countIn(s, list)))
		}
		out = append(out, truth(strings.Contains(s, "?")))
		if i == 0 {
			out = append(out, truth(strings.ContainsAny(s, "\"“”")))
		}
		out = append(out, float64(len(s)))
	}
	out = append(out, float64(len(words))/float64(max(1, len(sentence))))
	w, s := Vector(meaning(embed, words)), Vector(meaning(embed, sentence))
	for _, p := range patterns {
		out = append(out, w.Cosine(meaning(embed, p)))
	}
	for _, p := range patterns[:2] {
		out = append(out, s.Cosine(meaning(embed, p)))
	}
	return out
}

// StanceTrees say whether words deny or question what they speak of; what they do neither of is asserted.
type StanceTrees struct {
	Denies    Trees `json:"denies"`
	Questions Trees `json:"questions"`
}

func (t *StanceTrees) of(features []float64) Stance {
	switch {
	case t.Denies.Score(features) >= t.Denies.Cut:
		return Denies
	case t.Questions.Score(features) >= t.Questions.Cut:
		return Questions
	}
	return Asserts
}

//go:embed stance.json
var stanceTable []byte

// Stances are the trees for the stance of words.
var Stances = sync.OnceValues(func() (*StanceTrees, error) {
	t := &StanceTrees{}
	if err := json.Unmarshal(stanceTable, t); err != nil {
		return nil, fmt.Errorf("read the trees of stances: %w", err)
	}
	for _, x := range []*Trees{&t.Denies, &t.Questions} {
		if err := x.check(); err != nil {
			return nil, err
		}
	}
	return t, nil
})

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
