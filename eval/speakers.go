package eval

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldWords gives the words of s as data/reports/score.py compares them: small letters, no diacritics, no punctuation.
func foldWords(s string) []string {
	s = strings.NewReplacer("’", "'", "‘", "'").Replace(s)
	s = strings.ReplaceAll(strings.ToLower(norm.NFKD.String(s)), "'s ", " ")
	return strings.FieldsFunc(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' })
}

// overlap is the F1 of two bags of words.
func overlap(a, b []string) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	count := map[string]int{}
	for _, w := range b {
		count[w]++
	}
	n := 0
	for _, w := range a {
		if count[w] > 0 {
			count[w]--
			n++
		}
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}

// metonyms map a seat or a short name to its government, on both sides of a comparison, as score.py does.
var metonyms = map[string]string{
	"kremlin": "russia", "moscow": "russia", "white house": "united states", "washington": "united states", "u s": "united states", "us": "united states",
	"ankara": "turkey", "pristina": "kosovo authorities", "kosovo government": "kosovo authorities", "belgrade": "serbia", "pyongyang": "north korea",
	"tehran": "iran", "beijing": "china", "islamabad": "pakistan", "kabul": "afghanistan", "madrid": "spanish government", "athens": "greece",
	"un": "united nations", "u n": "united nations", "turkish government": "turkey", "serbian government": "serbia", "russian government": "russia",
	"u s government": "united states", "american": "united states",
}

var smallWords = strings.Fields("the a an of in on at for to and or by with from its his her their is was were be been has had have that this it as")

// speakers compares names inside one report: people of the gold by any alias or surname, others by their words.
type speakers struct {
	names []string   // folded full names
	forms [][]string // folded names and aliases of each
}

func newSpeakers(g goldReport) speakers {
	var s speakers
	for _, p := range g.People {
		s.names = append(s.names, foldName(p.Name))
		forms := []string{foldName(p.Name)}
		for _, a := range p.Aliases {
			forms = append(forms, foldName(a))
		}
		s.forms = append(s.forms, forms)
	}
	return s
}

func foldName(s string) string { return strings.Join(foldWords(s), " ") }

// person is the gold person that a name stands for, "" for none.
func (s speakers) person(name string) string {
	f := foldName(name)
	if f == "" {
		return ""
	}
	for i, forms := range s.forms {
		if slices.Contains(forms, f) || strings.Contains(" "+f+" ", " "+s.names[i]+" ") {
			return s.names[i]
		}
	}
	last := f[strings.LastIndexByte(f, ' ')+1:]
	found := ""
	for _, n := range s.names {
		if n[strings.LastIndexByte(n, ' ')+1:] == last {
			if found != "" {
				return ""
			}
			found = n
		}
	}
	return found
}

func (s speakers) same(ours string, gold goldStatement) bool {
	if ours == "" {
		return false
	}
	if p := s.person(gold.Speaker); p != "" && p == foldName(gold.Speaker) {
		return s.person(ours) == p
	}
	a, b := foldName(ours), foldName(gold.Speaker)
	if a == foldName(gold.SpeakerSpan) && strings.Contains(a, " ") {
		return true
	}
	if m, ok := metonyms[a]; ok {
		a = m
	}
	if m, ok := metonyms[b]; ok {
		b = m
	}
	return a == b || overlap(bigWords(a), bigWords(b)) >= 0.5
}

func bigWords(s string) []string {
	all := strings.Fields(s)
	out := slices.DeleteFunc(slices.Clone(all), func(w string) bool { return slices.Contains(smallWords, w) })
	if len(out) == 0 {
		return all
	}
	return out
}
