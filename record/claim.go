package record

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/span"
)

// claimed is a claim in the making: the words of the proposition and who stands where.
type claimed struct {
	span   span.Span
	said   int    // statement that takes the stance
	stance string // of its speakers
	by     *actor // who is said to assert what the statement denies, nil when not told
}

// claimNouns name a claim that somebody rejects: "rejected |claims| by farmers that …".
var claimNouns = wordSet("claim claims accusation accusations allegation allegations charge charges report reports suggestion suggestions statement statements assertion assertions rumor rumors rumour rumours notion idea criticism")

// contested are verbs by which the reporter marks what is said as a claim that others may deny.
var contested = wordSet("claim allege insist argue maintain contend assert")

// findClaims takes the propositions that statements deny, reject, or make a charge of in so many words. What two parties
// say about one proposition is joined across reports, by story.
func (d *reading) findClaims() {
	for k, st := range d.said {
		if len(st.source.actors) == 0 || st.kind == Direct || len(st.content) != 1 {
			continue
		}
		switch lemma := st.cue.lemma; {
		case lemma == "deny" || lemma == "refute" || lemma == "rebut":
			d.addDenial(k, st, true)
		case lemma == "reject" || lemma == "dismiss":
			d.addDenial(k, st, false)
		case lemma == "accuse" || contested[lemma] && st.evidence != "phrase":
			d.claimed = append(d.claimed, claimed{span: st.content[0], said: k, stance: "asserts"})
		}
	}
}

// addDenial adds the claim that statement k denies. Behind "claims", "reports" and the like it is what they say; without
// such a noun it is all that is denied, where the verb can only deny what is said (bare).
func (d *reading) addDenial(k int, st said, bare bool) {
	from, to := d.wordsOf(st.content[0])
	noun := -1
	for i := from; i < min(from+5, to) && !prepositions[d.words[i].low]; i++ {
		if claimNouns[d.words[i].low] {
			noun = i
			break
		}
	}
	if noun < 0 {
		if bare {
			d.claimed = append(d.claimed, claimed{span: st.content[0], said: k, stance: "denies"})
		}
		return
	}
	c := claimed{said: k, stance: "denies"}
	at := noun + 1
	if d.is(at, "by", "from") {
		end := d.phraseEnd(at+1, to)
		if s, ok := d.resolve(at+1, end); ok && len(s.actors) == 1 {
			c.by = s.actors[0]
		}
		at = end
	}
	for ; at < to; at++ {
		if d.is(at, "that", "of", "about") {
			break
		}
		if at > noun+6 {
			return
		}
	}
	if at+2 > to-1 {
		return
	}
	c.span = d.over(at+1, to)
	d.claimed = append(d.claimed, c)
}

// wordsOf gives the words that s covers, as [from, to).
func (d *reading) wordsOf(s span.Span) (from, to int) {
	at := func(offset int) int {
		i, _ := slices.BinarySearchFunc(d.words, offset, func(w word, o int) int { return w.Start - o })
		return i
	}
	return at(s.Start), at(s.End)
}

// claims numbers the claims; each speaker of the statement takes its stance.
func (d *reading) claims(statements []Statement) []Claim {
	out := []Claim{}
	for _, c := range d.claimed {
		claim := Claim{ID: "c" + strconv.Itoa(len(out)+1), Proposition: strings.Join(strings.Fields(c.span.Of(d.text)), " "), Span: c.span}
		st := d.said[c.said]
		for i := range st.source.actors {
			s := statements[st.first+i]
			claim.Positions = append(claim.Positions, Position{Actor: s.Speaker, Stance: c.stance, Statement: &s.ID, Sentence: s.Sentence})
		}
		if c.by != nil {
			claim.Positions = append(claim.Positions, Position{Actor: &c.by.id, Stance: "asserts", Sentence: d.lines[st.line].span})
		}
		out = append(out, claim)
	}
	return out
}
