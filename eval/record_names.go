package eval

import (
	"regexp"
	"slices"
	"strings"
)

// goldNames compares names inside one report as data/reports/score.py does: people of the gold by any alias or surname, capitals as
// their governments, others by half of their words.
type goldNames struct {
	names []string   // folded full names
	forms [][]string // folded names and aliases of each
}

var nameTitles = strings.Fields("mr mrs ms dr sir president prime minister foreign defense defence interior oil secretary general gen lt col sheikh mawlawi judge senator sen king queen kremlin spokesman spokeswoman spokesperson former")

func newGoldNames(people []goldPerson) goldNames {
	var n goldNames
	for _, p := range people {
		n.names = append(n.names, foldName(p.Name))
		forms := []string{foldName(p.Name)}
		for _, a := range p.Aliases {
			forms = append(forms, foldName(a))
		}
		n.forms = append(n.forms, forms)
	}
	return n
}

// person is the gold person that s names, "" for none.
func (n goldNames) person(s string) string {
	f, w := foldName(s), foldWords(s)
	for len(w) > 1 && slices.Contains(nameTitles, w[0]) {
		w = w[1:]
	}
	if len(w) == 0 {
		return ""
	}
	for i, forms := range n.forms {
		if slices.Contains(forms, f) || slices.Contains(forms, strings.Join(w, " ")) {
			return n.names[i]
		}
	}
	var hits []string
	for _, name := range n.names {
		if strings.Contains(" "+f+" ", " "+name+" ") {
			return name
		}
		if lastWord(name) == w[len(w)-1] {
			hits = append(hits, name)
		}
	}
	if len(hits) > 1 {
		hits = slices.DeleteFunc(hits, func(name string) bool {
			given := strings.Fields(name)
			return !slices.ContainsFunc(w[:len(w)-1], func(x string) bool { return slices.Contains(given[:len(given)-1], x) })
		})
	}
	if len(hits) == 1 {
		return hits[0]
	}
	return ""
}

func lastWord(s string) string { return s[strings.LastIndexByte(s, ' ')+1:] }

var inBrackets = regexp.MustCompile(`\((.*?)\)`)

// same reports whether ours names whom the gold names; an empty gold asks for nobody.
func (n goldNames) same(ours, gold string) bool {
	if gold == "" {
		return true
	}
	if ours == "" {
		return false
	}
	wanted, got := n.person(gold), n.person(ours)
	if wanted != "" && slices.Contains(n.names, foldName(gold)) {
		return got == wanted
	}
	a, b := government(foldName(ours)), government(foldName(inBrackets.ReplaceAllString(gold, "")))
	if a == b || foldName(ours) == foldName(gold) || got != "" && got == wanted {
		return true
	}
	for _, m := range inBrackets.FindAllStringSubmatch(gold, -1) {
		if part := foldName(m[1]); a == part || a == government(part) {
			return true
		}
	}
	return overlap(bigWords(a), bigWords(b)) >= 0.5
}

func government(name string) string {
	if m, ok := metonyms[name]; ok {
		return m
	}
	return name
}

// namesAlike reports whether one name is the other or stands inside it.
func namesAlike(a, b string) bool {
	a, b = foldName(a), foldName(b)
	return a == b || a != "" && b != "" && (strings.Contains(" "+b+" ", " "+a+" ") || strings.Contains(" "+a+" ", " "+b+" "))
}
