package language

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lexicon gives the lemma of a form and its part of speech where the treebanks know it. They stand parted by a tab.
type lexicon map[string]string

// newLexicon reads lines of a form, its UPOS and its lemma.
func newLexicon(lines string) lexicon {
	l := make(lexicon, strings.Count(lines, "\n")+1)
	for line := range strings.SplitSeq(lines, "\n") {
		if i := strings.LastIndexByte(line, '\t'); i > 0 {
			l[line[:i]] = line[i+1:]
		}
	}
	return l
}

// lemma is "" for a word that the lexicon does not have, neither as it stands nor, unless it is a name, in lower case.
func (l lexicon) lemma(form, upos string) string {
	if len(form) > 100 {
		return ""
	}
	if lemma := l[form+"\t"+upos]; lemma != "" || upos == "PROPN" || !title(form) {
		return lemma
	}
	return l[strings.ToLower(form)+"\t"+upos]
}

// title says whether a form is a capital and then small letters.
func title(form string) bool {
	first, n := utf8.DecodeRuneInString(form)
	return unicode.IsUpper(first) && n < len(form) && strings.ToLower(form[n:]) == form[n:]
}
