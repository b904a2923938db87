package record

import (
	"cmp"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// The network's names say of words what kind of name they are. They weigh in with the rules; a name of a place that the world
// does not know is kept by its name, without a point.

// namesIn are the names of sentence n; the names of a text come in its order.
func namesIn(names []language.Phrase, n int) []language.Phrase {
	from, _ := slices.BinarySearchFunc(names, n, func(p language.Phrase, n int) int { return cmp.Compare(p.Sentence, n) })
	to := from
	for to < len(names) && names[to].Sentence == n {
		to++
	}
	return names[from:to]
}

// nameOver is the name that overlaps s, nil for none.
func (l *placeLine) nameOver(s span.Span) *language.Phrase {
	for i := range l.names {
		if l.names[i].Span.Overlaps(s) {
			return &l.names[i]
		}
	}
	return nil
}

// sameWords reports whether a name and a match are the same but for marks and articles around them.
func (f *placeFinder) sameWords(a, b span.Span) bool {
	trim := func(s span.Span) string {
		words := strings.Trim(s.Of(f.text), " ,.;:'’\"”")
		return strings.TrimPrefix(strings.TrimPrefix(words, "the "), "The ")
	}
	return trim(a) == trim(b)
}

// networkSays is what the network's name over a match adds to its weight; sure says that it names a place and no more.
func (f *placeFinder) networkSays(c context, s span.Span) (weight float64, sure bool) {
	p := c.l.nameOver(s)
	if p == nil {
		if len(c.l.names) == 0 {
			return 0, false
		}
		return -finding.unnamed, false
	}
	same := f.sameWords(p.Span, s)
	switch {
	case p.Kind == "LOC" && same:
		return finding.named, true
	case p.Kind == "LOC" && f.namesSite(*p):
		return -finding.partOf, false
	case p.Kind == "LOC":
		return finding.named / 2, false
	case p.Kind == "PER":
		return -finding.person, false
	case p.Kind == "ORG" && !same, p.Kind == "MISC" && !same:
		return -finding.partOf, false
	}
	return 0, false
}

// namesSite reports whether a name ends with the word for a building, a street or a body.
func (f *placeFinder) namesSite(p language.Phrase) bool {
	words := strings.Fields(strings.TrimRight(p.Span.Of(f.text), " ,.;:"))
	last := strings.ToLower(words[len(words)-1])
	return len(words) > 1 && (bodyWords[last] || streetWords[last])
}

// unknownNames adds the network's names of places that no known place and no other name overlaps, each by its name alone.
func (f *placeFinder) unknownNames(t language.Text, found []Entity) []Entity {
	var known []span.Span
	for _, e := range found {
		known = append(known, e.Mentions...)
	}
	known = united(append(known, f.taken...))
	at := map[string]int{}
	var strangers []Entity
	for _, p := range t.Names {
		if p.Kind != "LOC" && p.Kind != "FAC" || overlapsOne(known, p.Span) {
			continue
		}
		s := trimmedName(f.text, p.Span)
		if !f.plausible(t, p, s) {
			continue
		}
		key := world.Fold(s.Of(f.text))
		n, ok := at[key]
		if !ok {
			n = len(strangers)
			at[key] = n
			kind := Place
			if f.namesSite(p) {
				kind = Facility
			}
			strangers = append(strangers, Entity{Kind: kind})
		}
		strangers[n].Mentions = append(strangers[n].Mentions, s)
	}
	for i := range strangers {
		nameEntity(&strangers[i], f.text, false)
	}
	return append(found, strangers...)
}

// overlapsOne reports whether s overlaps one of the spans, which are sorted and apart.
func overlapsOne(spans []span.Span, s span.Span) bool {
	i, _ := slices.BinarySearchFunc(spans, s, func(t, s span.Span) int { return t.Start - s.Start })
	return i > 0 && spans[i-1].Overlaps(s) || i < len(spans) && spans[i].Overlaps(s)
}

// trimmedName is a span without the marks and the article at its ends.
func trimmedName(text string, s span.Span) span.Span {
	words := s.Of(text)
	for _, article := range []string{"the ", "The ", "a ", "A ", "an ", "An "} {
		if strings.HasPrefix(words, article) {
			s.Start += len(article)
			words = words[len(article):]
			break
		}
	}
	s.End -= len(words) - len(strings.TrimRight(words, " ,.;:'’\"”-–—"))
	return s
}

// plausible reports whether a name that the world does not know may be kept as a place: in capitals, on one line, no demonym
// and no word for time, and behind a word that stands before places.
func (f *placeFinder) plausible(t language.Text, p language.Phrase, s span.Span) bool {
	name := s.Of(f.text)
	words := strings.Fields(name)
	if len(words) == 0 || len(words) > 5 || !startsUpper(words[0]) || !startsUpper(words[len(words)-1]) || !oneLine(name) || len(name) < 3 {
		return false
	}
	if _, ok := f.w.Demonym(name); ok || calendar[words[0]] || namesakes[words[0]] || f.last[world.Fold(words[len(words)-1])] {
		return false
	}
	return placedBefore(t, p)
}

// placedBefore reports whether a name stands behind a word that puts something there ("in", "near"; one of several words
// behind "from" or "at" too), or in a list of places.
func placedBefore(t language.Text, p language.Phrase) bool {
	tokens := t.Sentences[p.Sentence].Tokens
	at := p.First - 1
	for at >= 0 && articles[strings.ToLower(tokens[at].Of(t.Source))] {
		at--
	}
	if at < 0 {
		return false
	}
	switch before := strings.ToLower(tokens[at].Of(t.Source)); before {
	case ",", "and", "or":
		return slices.ContainsFunc(namesIn(t.Names, p.Sentence), func(o language.Phrase) bool { return o.Kind == "LOC" && (o.End == at || o.End == at-1) })
	default:
		return strongPrepositions[before] || directions[before] || placeWords[before] || movePrepositions[before] && p.End > p.First+1
	}
}

var (
	movePrepositions = wordSet("at from to around toward towards into between onto beyond leaving reached entering visiting visited")
)
