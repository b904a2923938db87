package story

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// ReadWording gives what an outlet calls people, bodies, places and things in its own voice: the record's evaluative, status and
// label words and scare quotes, and every naming and description of an entity outside the words of statements. A naming that
// is the entity's own full name says nothing and is left out; of several uses of the same words in a report the first is kept.
func ReadWording(rec record.Record, at Meta) []Wording {
	r := newReporting(rec, at, nil)
	var out []Wording
	for i, w := range rec.Wording {
		if sentence, ok := r.sentenceAt(w.Span.Start); ok && w.About != nil {
			out = r.addWording(out, Wording{Fact: "w" + strconv.Itoa(i+1), About: r.actor(w.About), Kind: WordingKind(w.Kind), Span: w.Span, Sentence: sentence})
		}
	}
	for i := range rec.Entities {
		e := &rec.Entities[i]
		about := Actor{Key: EntityKey(*e), Name: e.Name}
		if e.Kind == record.Group {
			continue // a group without a name is only its description
		}
		for n, m := range e.Mentions {
			sentence, ok := r.sentenceAt(m.Start)
			if !ok || r.quoted(m) {
				continue
			}
			if kind := namingKind(m.Of(rec.Report.Text), e.Name); kind != "" {
				out = r.addWording(out, Wording{Fact: e.ID + ".m" + strconv.Itoa(n+1), About: about, Kind: kind, Span: m, Sentence: sentence})
			}
		}
		for n, o := range e.Offices {
			if sentence, ok := r.sentenceAt(o.Span.Start); ok && !r.quoted(o.Span) {
				out = r.addWording(out, Wording{Fact: e.ID + ".o" + strconv.Itoa(n+1), About: about, Kind: Described, Span: o.Span, Sentence: sentence})
			}
		}
	}
	return out
}

// addWording adds a use that the report has not yet; a span that leaves its sentence is no use.
func (r *reporting) addWording(all []Wording, w Wording) []Wording {
	w.Report, w.Outlet, w.Words = r.at.Report, r.at.Outlet, w.Span.Of(r.rec.Report.Text)
	if !w.Sentence.Contains(w.Span) || w.About.Key == "" || strings.TrimSpace(w.Words) == "" {
		return all
	}
	if slices.ContainsFunc(all, func(x Wording) bool {
		return x.About.Key == w.About.Key && x.Kind == w.Kind && folded(x.Words) == folded(w.Words)
	}) {
		return all
	}
	return append(all, w)
}

// quoted says whether words stand in somebody's statement.
func (r *reporting) quoted(s span.Span) bool {
	for i := range r.rec.Statements {
		for _, c := range r.rec.Statements[i].Content {
			if c.Start < s.End && s.Start < c.End {
				return true
			}
		}
	}
	return false
}

// pronouns name nobody in particular.
var pronouns = wordSet("he she it they him her them his hers its their theirs himself herself itself themselves who whom whose we us our i me my you your this that these those")

// namingKind says how words name an entity: Named by a name other than its full one, Described by common words, "" when they
// are its name or a pronoun.
func namingKind(words, name string) WordingKind {
	low := strings.TrimPrefix(folded(words), "the ")
	switch {
	case low == "" || pronouns[low] || partOfName(low, folded(name)):
		return ""
	case strings.ToLower(words[1:]) == words[1:] && (strings.HasPrefix(folded(words), "the ") || words == strings.ToLower(words)):
		return Described
	}
	return Named
}

// partOfName says whether all words of a naming are of the full name: "Reveld" for Osk Reveld says nothing more.
func partOfName(low, name string) bool {
	of := strings.Fields(name)
	return !slices.ContainsFunc(strings.Fields(low), func(w string) bool { return !slices.Contains(of, w) })
}
