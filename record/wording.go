package record

import "slices"

// findWording gives the evaluative, status and label words and the scare quotes in the outlet's own voice: outside every
// quotation, every statement and every name. A statement whose words take up its whole sentence takes its words with it; what
// the outlet adds around them stays its own.
func (d *reading) findWording(entities []Entity, statements []Statement) []Wording {
	v := wordingReader{newEventReader(d, entities, statements)}
	out := []Wording{}
	for n, l := range d.lines {
		for i := l.from; i < l.to; i++ {
			kind, to := v.at(i, l.to)
			if kind == "" || !v.own(i, to) {
				continue
			}
			out = append(out, Wording{Span: d.over(i, to), About: v.about(i, to, n), Kind: kind, Voice: "own", Confidence: wordingConfidence(kind)})
			i = to - 1
		}
	}
	return append(out, v.scareQuotes()...)
}

type wordingReader struct{ *eventReader }

// at gives the class of the listed word that begins at i, and where it ends; "self" may stand apart ("self imposed").
func (v wordingReader) at(i, end int) (kind string, to int) {
	w := v.d.words[i]
	if w.aside || w.quote > 0 || w.mention > 0 || !w.letter || w.joined && i > 0 && v.d.is(i-1, "-") {
		return "", 0
	}
	for _, entry := range wordingLexicon[w.low] {
		k, ok := i+1, true
		for _, part := range entry.parts[1:] {
			if v.d.is(k, "-") && v.d.words[k].joined {
				k++
			} else if w.low != "self" {
				ok = false
				break
			}
			if ok = k < end && v.d.is(k, part); !ok {
				break
			}
			k++
		}
		if ok && k > to && !(k < end && v.d.is(k, "-") && v.d.words[k].joined) {
			kind, to = entry.kind, k
		}
	}
	return kind, to
}

// own reports whether words [from, to) are in the outlet's own voice.
func (v wordingReader) own(from, to int) bool {
	for k := from; k < to; k++ {
		if v.voice[k] > 0 {
			return false
		}
	}
	return true
}

// about is the entity that the words stand beside: the one that their own noun phrase names, behind them or right before them
// ("the Ruritanian regime"). nil when none does.
func (v wordingReader) about(from, to, n int) *string {
	end := v.d.lines[n].to
	for k := to; k < end && k < to+4; k++ {
		if x := v.of[k]; x > 0 {
			return &v.entities[x-1].ID
		}
		if w := v.d.words[k]; !w.letter && w.low != "-" || prepositions[w.low] && w.low != "of" || conjunctions[w.low] || auxiliaries[w.low] || determiners[w.low] && !v.d.is(k-1, "of") {
			break
		}
	}
	if from > v.d.lines[n].from {
		if x := v.of[from-1]; x > 0 {
			return &v.entities[x-1].ID
		}
		if x, ok := v.nation[v.d.countryOf(from-1)]; ok {
			return &v.entities[x].ID
		}
	}
	return nil
}

// maxScare is the longest scare quote in words: a longer one is somebody's words.
const maxScare = 2

// scareQuotes are a word or two in quotation marks inside the outlet's own sentence, which is nobody's statement and names
// nothing: `the "referendum"`.
func (v wordingReader) scareQuotes() (out []Wording) {
	d := v.d
	for _, q := range d.quotes {
		n := q.to - q.from
		if n < 1 || n > maxScare || q.nested || q.unclosed || q.carried || q.statement > 0 || q.open == 0 || q.close >= len(d.words) {
			continue
		}
		l := d.lines[d.words[q.open].sentence]
		if l.title || q.open == l.from || !v.plainWords(q.from, q.to) || !v.quietSentence(l) || !v.own(q.open, q.close+1) || d.in(q.open-1, namingWords) || d.in(q.open-2, namingWords) {
			continue
		}
		if determiners[d.words[q.open-1].low] || d.words[q.close].low != "" && q.close+1 < l.to && d.words[q.close+1].letter && prepositions[d.words[q.open-1].low] {
			out = append(out, Wording{Span: d.over(q.from, q.to), About: v.about(q.open, q.close+1, d.words[q.open].sentence), Kind: "scare_quotes", Voice: "own", Confidence: wordingConfidence("scare_quotes")})
		}
	}
	return out
}

// plainWords reports whether words [from, to) are in small letters: no title, no name.
func (v wordingReader) plainWords(from, to int) bool {
	for k := from; k < to; k++ {
		if w := v.d.words[k]; w.upper || !w.letter && w.low != "-" {
			return false
		}
	}
	return true
}

// quietSentence reports whether nobody is said to speak in l.
func (v wordingReader) quietSentence(l line) bool {
	for k := range v.statements {
		s := &v.statements[k]
		if s.Sentence.Overlaps(l.span) || slices.ContainsFunc(s.Content, l.span.Overlaps) {
			return false
		}
	}
	for k := l.from; k < l.to; k++ {
		if _, _, ok := v.d.cueAt(k); ok {
			return false
		}
	}
	return true
}

// namingWords introduce a name or a word as a word.
var namingWords = wordSet("called named dubbed known titled entitled nicknamed word words term terms phrase meaning means translates motto slogan codenamed code-named song film movie book album as")
