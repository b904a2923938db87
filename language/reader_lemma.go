package language

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// lemmaRule is the edit from a form to its lemma (training/lemma.py, after UDPipe 2, Straka 2018): letters cut off both
// ends of the form, lower-cased unless keep is set, others put there, and the case of the whole.
type lemmaRule struct {
	whole             string // the lemma itself; the rest is not used then
	casing            byte   // l lower, U upper, T title, k as the form
	cutFront, cutBack int    // characters
	front, back       string
}

// parseLemmaRule reads "case|cut-front|add-front|cut-back|add-back" or "=lemma"; what is neither keeps the form.
func parseLemmaRule(s string) lemmaRule {
	if whole, ok := strings.CutPrefix(s, "="); ok && whole != "" {
		return lemmaRule{whole: whole}
	}
	part := strings.Split(s, "|")
	if len(part) != 5 || len(part[0]) != 1 {
		return lemmaRule{casing: 'k'}
	}
	front, err := strconv.Atoi(part[1])
	if err != nil || front < 0 {
		return lemmaRule{casing: 'k'}
	}
	back, err := strconv.Atoi(part[3])
	if err != nil || back < 0 {
		return lemmaRule{casing: 'k'}
	}
	return lemmaRule{casing: part[0][0], cutFront: front, front: part[2], cutBack: back, back: part[4]}
}

// apply gives the lemma of form; a form shorter than what is cut off is its own lemma, and so is one of which nothing
// is left.
func (r lemmaRule) apply(form string) string {
	if r.whole != "" {
		return r.whole
	}
	f := form
	if r.casing != 'k' {
		f = strings.ToLower(form)
	}
	from, ok := runes(f, r.cutFront)
	to, fits := runesBack(f, r.cutBack)
	if !ok || !fits || from > to {
		return form
	}
	lemma := f[from:to]
	if r.front != "" || r.back != "" {
		lemma = r.front + lemma + r.back
	}
	switch {
	case lemma == "":
		return form
	case r.casing == 'U':
		return strings.ToUpper(lemma)
	case r.casing == 'T':
		first, n := utf8.DecodeRuneInString(lemma)
		return string(unicode.ToUpper(first)) + lemma[n:]
	}
	return lemma
}

// runes is where the first n characters of s end.
func runes(s string, n int) (int, bool) {
	at := 0
	for ; n > 0 && at < len(s); n-- {
		_, size := utf8.DecodeRuneInString(s[at:])
		at += size
	}
	return at, n == 0
}

// runesBack is where the last n characters of s begin.
func runesBack(s string, n int) (int, bool) {
	at := len(s)
	for ; n > 0 && at > 0; n-- {
		_, size := utf8.DecodeLastRuneInString(s[:at])
		at -= size
	}
	return at, n == 0
}
