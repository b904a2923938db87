package record

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/span"
)

// claimed is a claim in the making: the words of the proposition and who stands where.
type claimed struct {
	span     span.Span
	words    string // the proposition where it is not all of span: a denied one without its "not"
	stands   []stand
	evidence string // how the text makes a claim of it; the confidence is looked up by it
	event    bool   // holds only where an event of conflict stands in the words of its statement
}

// stand is one actor's position on a claim.
type stand struct {
	by     *actor // nil where the text does not say
	said   int    // statement that takes it, -1 for none
	stance string
	line   int // sentence that holds what is asserted or denied, else the one that tells of it
}

// The stances.
const (
	asserts   = "asserts"
	denies    = "denies"
	questions = "questions"
	supports  = "supports"
)

// The kinds of evidence for a claim.
const (
	byDenial    = "denial"    // somebody denies it
	byCharge    = "charge"    // "accused X of", "claims that": the reporter marks it as a claim
	byNoun      = "noun"      // "accusations that", "statements from X about"
	byNegation  = "negation"  // the speaker says that the speaker did not do it
	byHearsay   = "hearsay"   // "allegedly"
	byJudgement = "judgement" // "deemed illegal by X"
	byConduct   = "conduct"   // what a statement says of another party's hostile conduct
	byDoubt     = "doubt"     // somebody questions it, or finds no evidence for it
	byVerdict   = "verdict"   // the outlet itself calls it untrue: "spurious charges"
	byParty     = "party"     // what a party to a conflict says of itself and the other side
	byEvent     = "event"     // what a statement tells of an event of conflict
)

// contested are verbs by which the reporter marks what is said as a claim that others may deny.
var contested = wordSet("claim allege insist argue maintain contend assert")

// findClaims takes the propositions that somebody denies, that the text itself marks as a claim, and that statements make about
// the conduct of other parties. What reports say together is joined by story.
func (d *reading) findClaims() {
	for k, st := range d.said {
		d.claimOf(k, st)
	}
	if d.treed() {
		for n, l := range d.lines {
			if !l.title && l.to-l.from <= maxSentence {
				d.claimsIn(n)
			}
		}
	}
	d.opposeNeighbours()
	if d.treed() {
		for n, l := range d.lines {
			if !l.title && l.to-l.from <= maxSentence {
				d.answersIn(n)
			}
		}
		d.joinAccusations()
	}
	d.joinStatements()
	d.dropOuter()
	d.mergeSame()
	slices.SortStableFunc(d.claimed, func(a, b claimed) int { return a.span.Start - b.span.Start })
}

// claimOf makes a claim of statement k where it is one.
func (d *reading) claimOf(k int, st said) {
	if len(st.source.actors) == 0 && st.source.kind != "unknown" {
		return
	}
	lemma := st.cue.lemma
	plain := st.kind != Direct && len(st.content) == 1
	switch {
	case plain && lemma == "deny" && d.child(st.cueFrom, "iobj") >= 0: // "denied his party the victory"
	case plain && (lemma == "deny" || lemma == "refute" || lemma == "rebut" || lemma == "dispute" || lemma == "contest"):
		d.addDenial(k, st, true)
	case plain && (lemma == "reject" || lemma == "dismiss"):
		d.addDenial(k, st, false)
	case plain && (lemma == "question" || lemma == "doubt") && d.clauseSaid(st):
		d.claim(st.content[0], byDoubt, d.speakersOf(k, questions)...)
	case plain && charging[lemma]:
		d.claim(st.content[0], byCharge, d.speakersOf(k, asserts)...)
	case st.content[0].Len() > 0 && contested[lemma] && st.evidence != "phrase":
		d.claim(st.content[0], byCharge, d.speakersOf(k, asserts)...)
	default:
		d.weighStatement(k, st)
	}
}

// clauseSaid reports whether the words of st are a clause: "whether it holds", "the truce will hold", and not a claim's noun.
func (d *reading) clauseSaid(st said) bool {
	from, to := d.wordsOf(st.content[0])
	top := d.clauseTop(stretch{from, to})
	return top >= 0 && d.related(top, "ccomp") && (d.words[top].upos == "VERB" || d.child(top, "cop") >= 0)
}

// dropOuter takes out a claim that only its contents make one where a claim that the text marks stands inside it.
func (d *reading) dropOuter() {
	all := d.claimed
	d.claimed = slices.DeleteFunc(slices.Clone(all), func(a claimed) bool {
		return (a.evidence == byEvent || a.evidence == byConduct) && slices.ContainsFunc(all, func(b claimed) bool {
			return b.span != a.span && a.span.Contains(b.span) && b.first().by == a.first().by
		})
	})
}

// first is the position that the claim was made from; where nobody is known to hold one, that of nobody, in no line.
func (c claimed) first() stand {
	if len(c.stands) == 0 {
		return stand{said: -1, line: -1}
	}
	return c.stands[0]
}

func (d *reading) claim(s span.Span, evidence string, stands ...stand) {
	d.claimed = append(d.claimed, claimed{span: s, evidence: evidence, stands: stands})
}

// speakersOf gives the position of each speaker of statement k.
func (d *reading) speakersOf(k int, stance string) []stand {
	st := d.said[k]
	out := make([]stand, 0, max(1, len(st.source.actors)))
	for _, a := range st.source.actors {
		out = append(out, stand{by: a, said: k, stance: stance, line: st.line})
	}
	if len(out) == 0 {
		out = append(out, stand{said: k, stance: stance, line: st.line})
	}
	return out
}

// wordsOf gives the words that s covers, as [from, to).
func (d *reading) wordsOf(s span.Span) (from, to int) {
	at := func(offset int) int {
		i, _ := slices.BinarySearchFunc(d.words, offset, func(w word, o int) int { return w.Start - o })
		return i
	}
	return at(s.Start), at(s.End)
}

// claims numbers the claims. events are those of the record: a claim that rests on one is left out where there is none.
func (d *reading) claims(statements []Statement, events []Event) []Claim {
	out := []Claim{}
	for _, c := range d.claimed {
		if c.event && !d.hasConflict(c, statements, events) {
			continue
		}
		words := c.words
		if words == "" {
			words = c.span.Of(d.text)
		}
		claim := Claim{
			ID: "c" + strconv.Itoa(len(out)+1), Proposition: strings.Join(strings.Fields(words), " "), Span: c.span,
			Evidence: c.evidence, Confidence: claimConfidence(c.evidence),
		}
		for _, s := range c.stands {
			claim.Positions = append(claim.Positions, d.position(s, statements))
		}
		out = append(out, claim)
	}
	return out
}

func (d *reading) position(s stand, statements []Statement) Position {
	p := Position{Stance: s.stance, Sentence: d.lines[s.line].span}
	if s.by != nil {
		p.Actor = &s.by.id
	}
	if s.said < 0 {
		return p
	}
	st := d.said[s.said]
	at := st.first + max(0, slices.Index(st.source.actors, s.by))
	p.Statement = &statements[at].ID
	return p
}

// conflictTypes are the PLOVER types of what parties deny.
var conflictTypes = wordSet("ASSAULT COERCE THREATEN MOBILIZE SANCTION")

// hasConflict reports whether the statement of claim c tells of an event of conflict that happened.
func (d *reading) hasConflict(c claimed, statements []Statement, events []Event) bool {
	k := c.first().said
	if k < 0 {
		return false
	}
	id := statements[d.said[k].first].ID
	return slices.ContainsFunc(events, func(e Event) bool {
		return e.Voice == id && conflictTypes[e.Type] && e.Status == "happened"
	})
}
