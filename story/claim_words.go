package story

import (
	"iter"
	"math"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/span"
)

// Phrase is a text as a set of what it is about, for comparing it with others: Lemmas without the words that carry no meaning,
// Names (words with a capital inside a sentence, and figures of speech such as "NATO"), Numbers, and whether it is Negated.
// Every lemma, name and number is a hash of its folded form.
type Phrase struct {
	Lemmas, Names, Numbers Set
	Negated                bool // by an odd number of "not", "no", "never", "denied that" and the like
	Words                  int
}

// ReadPhrase takes a text apart. It needs no tree: what is compared is which words two texts share.
func ReadPhrase(text string) Phrase {
	var p Phrase
	for i, w := range wordsIn(text, span.Span{End: len(text)}) {
		p.Words++
		printed := w.span.Of(text)
		low := strings.ToLower(strings.ReplaceAll(printed, "’", "'"))
		if negating[strings.TrimSuffix(low, "n't")] || strings.HasSuffix(low, "n't") {
			p.Negated = !p.Negated
		}
		first, _ := utf8.DecodeRuneInString(printed)
		switch {
		case unicode.IsDigit(first):
			p.Numbers = append(p.Numbers, hashOf(low))
		case meaningless[low]:
			continue
		case unicode.IsUpper(first) && (i > 0 || isAllUpper(printed)):
			p.Names = append(p.Names, hashOf(strings.TrimSuffix(low, "'s")))
		}
		p.Lemmas = append(p.Lemmas, hashOf(Stem(low)))
	}
	p.Lemmas, p.Names, p.Numbers = newSet(p.Lemmas), newSet(p.Names), newSet(p.Numbers)
	return p
}

func isAllUpper(s string) bool {
	return utf8.RuneCountInString(s) > 1 && strings.IndexFunc(s, func(r rune) bool { return unicode.IsLower(r) }) < 0
}

// negating turn what a text says into its opposite.
var negating = wordSet("not no never neither nor none nothing nobody cannot deny denied denies denying reject rejected rejects refute refuted false untrue hoax fake")

// meaningless are words that say nothing of what a text is about.
var meaningless = wordSet(`a an the this that these those it its he him his she her they them their we us our you your i me my who whom whose which what
	and or but nor so yet if as than then because while of in on at to for from by with about into over after before under between through during against
	is are was were be been being am has have had having do does did will would can could may might must shall should
	not no also just only even more most very too there here when where how why all any some such other another own same one
	said say says saying tell told mr mrs ms dr`)

func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(s) {
		out[w] = true
	}
	return out
}

// Stem cuts the inflection off a lower-case English word, roughly: "denied" and "denies" give "deny", "bombings" gives "bomb".
// Two forms of one word get one stem nearly always; a stem need not be a word.
func Stem(low string) string {
	low = strings.TrimSuffix(low, "'s")
	if n := len(low); n > 3 && strings.HasSuffix(low, "s") && !strings.HasSuffix(low, "ss") && !strings.HasSuffix(low, "us") && !strings.HasSuffix(low, "is") {
		low = strings.TrimSuffix(low, "s")
		if strings.HasSuffix(low, "ie") && n > 4 {
			low = low[:len(low)-2] + "y"
		}
	}
	for _, suffix := range []string{"ing", "ed"} {
		if s, ok := strings.CutSuffix(low, suffix); ok && len(s) >= 3 && strings.ContainsAny(s, "aeiouy") {
			if s, ok := strings.CutSuffix(s, "i"); ok {
				return s + "y"
			}
			if n := len(s); s[n-1] == s[n-2] && !strings.ContainsRune("lsz", rune(s[n-1])) {
				s = s[:n-1]
			}
			low = s
			break
		}
	}
	return strings.TrimSuffix(low, "e")
}

// Weights say how much a lemma tells: high for those that few texts have. They are counted over what is compared, so that no
// list of another time decides.
type Weights struct {
	texts float64
	in    map[uint64]int
}

// Count counts one more text.
func (w *Weights) Count(p Phrase) {
	if w.in == nil {
		w.in = map[uint64]int{}
	}
	w.texts++
	for _, l := range p.Lemmas {
		w.in[l]++
	}
}

// of is the inverse document frequency of a lemma, scaled so that a word in one text alone weighs about 1.
func (w *Weights) of(lemma uint64) float64 {
	if w == nil || w.texts < 2 {
		return 1
	}
	return math.Log((w.texts+1)/(float64(w.in[lemma])+0.5)) / math.Log((w.texts+1)/1.5)
}

// overlap is the weighted share of lemmas that two sets have in common, from 0 to 1 (the cosine of the sets).
func (w *Weights) overlap(a, b Set) float64 {
	common := w.common(a, b)
	if common == 0 {
		return 0
	}
	return common / math.Sqrt(w.common(a, a)*w.common(b, b))
}

// within is the weighted share of the lemmas of a that b has too.
func (w *Weights) within(a, b Set) float64 {
	if len(a) == 0 {
		return 0
	}
	return w.common(a, b) / w.common(a, a)
}

// common adds the weights of the lemmas of both sets.
func (w *Weights) common(a, b Set) float64 {
	total := 0.0
	for l := range a.and(b) {
		total += max(w.of(l), 0.05)
	}
	return total
}

// Set is a sorted list of hashes, each once.
type Set []uint64

func newSet(all []uint64) Set {
	slices.Sort(all)
	return slices.Compact(all)
}

// and goes through what both sets hold, in order.
func (s Set) and(o Set) iter.Seq[uint64] {
	return func(yield func(uint64) bool) {
		for i, j := 0, 0; i < len(s) && j < len(o); {
			switch {
			case s[i] < o[j]:
				i++
			case s[i] > o[j]:
				j++
			default:
				if !yield(s[i]) {
					return
				}
				i, j = i+1, j+1
			}
		}
	}
}

// shared counts the members of both sets.
func (s Set) shared(o Set) int {
	n := 0
	for range s.and(o) {
		n++
	}
	return n
}

func (s Set) has(x uint64) bool {
	_, ok := slices.BinarySearch(s, x)
	return ok
}

func (s Set) without(x uint64) Set {
	return slices.DeleteFunc(slices.Clone(s), func(y uint64) bool { return x == y })
}

// Overlap is the weighted share of lemmas that two texts have in common, from 0 to 1.
func (w *Weights) Overlap(a, b *Phrase) float64 { return w.overlap(a.Lemmas, b.Lemmas) }

// Within is the weighted share of the lemmas of a that b has too.
func (w *Weights) Within(a, b *Phrase) float64 { return w.within(a.Lemmas, b.Lemmas) }
