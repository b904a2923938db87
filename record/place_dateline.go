package record

import (
	"math"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// The place of a dateline is one name, and it is a place even where the world does not know it: the form says so.

// readDateline takes the dateline's place as it is printed, whole: it never looks for a place inside it.
func (f *placeFinder) readDateline(sentences []language.Sentence) {
	if f.dateline == nil || f.dateline.Check(f.text) != nil || f.isTaken(*f.dateline) {
		return
	}
	name := strings.Join(strings.Fields(f.dateline.Of(f.text)), " ")
	if len(placesNamed(f.w, name).places) > 0 {
		f.matches = append(f.matches, placeMatch{span: *f.dateline, name: name, key: world.Fold(name), weight: math.Inf(1), firm: true})
		return
	}
	for _, s := range sentences {
		for _, t := range s.Tokens {
			if f.dateline.Start <= t.Span.Start && t.Span.End <= f.dateline.End {
				f.strange = append(f.strange, t.Of(f.text))
			}
		}
	}
	if len(f.strange) > 0 && startsUpper(f.strange[0]) {
		f.strangeAt = []span.Span{*f.dateline}
	} else {
		f.strange = nil
	}
}

// strangeNameAt is the number of words of the dateline's unknown place where they begin with word i, 0 where they do not.
// A mention is noted, unless the words are part of a longer name ("Port Arden Authority").
func (f *placeFinder) strangeNameAt(l *placeLine, i int) int {
	n := len(f.strange)
	if n == 0 || i+n > len(l.words) || !startsUpper(l.words[i]) || !slices.EqualFunc(f.strange, l.words[i:i+n], strings.EqualFold) {
		return 0
	}
	s := span.Span{Start: l.spans[i].Start, End: l.spans[i+n-1].End}
	c := context{l: l, from: i, to: i + n}
	if !f.isTaken(s) && !f.inDateline(s) && oneLine(s.Of(f.text)) && !c.inBody() && (l.title || f.standsAlone(c)) {
		f.strangeAt = append(f.strangeAt, s)
	}
	return n
}

// standsAlone reports whether no other capital touches a match, but an office behind it ("Hull councillor Ann Poe").
func (f *placeFinder) standsAlone(c context) bool {
	if next := c.after(1); startsUpper(next) && !calendar[next] && !f.titleAfter(c) {
		return false
	}
	before := c.before(1)
	return c.from < 2 || !startsUpper(before) || directions[strings.ToLower(before)] || placePrepositions[strings.ToLower(before)]
}

// withStrange adds the dateline's unknown place to the others: a name without a point on the map.
func (f *placeFinder) withStrange(found []Entity) []Entity {
	if len(f.strangeAt) == 0 {
		return found
	}
	slices.SortFunc(f.strangeAt, func(a, b span.Span) int { return a.Start - b.Start })
	e := Entity{Kind: Place, Mentions: f.strangeAt}
	nameEntity(&e, f.text, false)
	at, _ := slices.BinarySearchFunc(found, e.Mentions[0].Start, func(o Entity, start int) int { return o.Mentions[0].Start - start })
	return slices.Insert(found, at, e)
}
