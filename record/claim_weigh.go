package record

import (
	"slices"
	"strings"

	"github.com/dateline-news/dateline/span"
)

// weighStatement makes a claim of statement k where what it says is a fact that another party could deny: what another did to
// somebody, or what a party to a conflict says of itself. What shall or should be, wishes and feelings are no claims.
func (d *reading) weighStatement(k int, st said) {
	if st.evidence == "phrase" {
		return
	}
	for _, s := range st.content {
		for _, c := range d.clausesOf(s) {
			evidence, negated := d.contest(c, st)
			if evidence == "" {
				continue
			}
			made := claimed{span: d.over(c.from, c.to), evidence: evidence, stands: d.speakersOf(k, asserts), event: evidence == byEvent}
			line := d.words[c.from].sentence
			if negated >= 0 {
				made.stands, made.words = d.speakersOf(k, denies), d.phrase(c.from, negated)+" "+d.phrase(negated+1, c.to)
			}
			for i := range made.stands {
				made.stands[i].line = line
			}
			d.claimed = append(d.claimed, made)
			return
		}
	}
}

// clausesOf parts the words said into sentences.
func (d *reading) clausesOf(s span.Span) []stretch {
	from, to := d.wordsOf(s)
	var out []stretch
	for from < to {
		end := min(to, d.lines[d.words[from].sentence].to)
		if c := d.bare(from, end); c.from < c.to {
			out = append(out, c)
		}
		from = max(end, from+1)
	}
	return out
}

// contest tells why the words c of statement st are a claim, "" where they are none; negated is the word "not" where the speaker
// denies what the speaker is not said to have done, else -1.
func (d *reading) contest(c stretch, st said) (evidence string, negated int) {
	top := d.clauseTop(c)
	if top < 0 || d.desired(top, c) || d.question(c) || d.child(top, "csubj") >= 0 {
		return "", -1 // "Standing as a candidate is the best way": a judgement of an act
	}
	not := d.negation(top)
	if not > c.from && not < c.to-1 && d.deed(top) && d.selfSubject(top, st) {
		return byNegation, not
	}
	if _, ok := d.accusationIn(c, st); ok || not >= 0 && d.omits(top, st) {
		return byConduct, -1
	}
	switch {
	case d.belligerent(st) && d.otherParty(c, st):
		return byParty, -1
	case len(st.source.actors) > 0 && !d.is(c.from, "what", "how", "who", "why", "where", "when") && d.otherActs(c, st):
		return byEvent, -1
	}
	return "", -1
}

// omits reports whether negated clause top tells of something that another party left undone: "Moscow has not kept its word", "we see
// no answer from Moscow".
func (d *reading) omits(top int, st said) bool {
	if k := d.child(top, "nsubj"); k >= 0 && owed[d.words[top].lemma] && d.accusable(k, st) {
		return true
	}
	from, to := d.reach(top)
	for i := from; i < to; i++ {
		if d.caseOf(i) == "from" && d.words[i].mention > 0 && awaited[d.words[max(0, d.words[i].head)].lemma] && d.accusable(i, st) {
			return true
		}
	}
	return false
}

// owed are acts that one party owes another, awaited what it waits for.
var (
	owed    = wordSet("keep honor honour respond comply answer deliver provide fulfil fulfill implement allow permit let act stop halt pay return release cooperate respect recognize recognise investigate protect warn inform consult")
	awaited = wordSet("response answer reply sign action step help support apology explanation evidence proof move concession reaction progress goodwill cooperation")
)

// deed reports whether verb top tells of something done that somebody could be charged with: a hostile act, or another in the past.
func (d *reading) deed(top int) bool {
	w := d.words[top]
	if w.upos != "VERB" || mental[w.lemma] || w.lemma == "go" || w.lemma == "do" {
		return false
	}
	return d.hostile(top) || chargeable[w.lemma] && (w.xpos == "VBN" || d.hasAux(top, "did", "had", "has", "have"))
}

// chargeable are acts that are no harm by themselves and a charge all the same.
var chargeable = wordSet("take receive accept pay order give send use break leak plan seek meet contact hide offer promise sell buy move enter cross leave touch approve sign authorize authorise coordinate collude conspire delete destroy withhold influence")

func (d *reading) hasAux(i int, forms ...string) bool {
	for _, k := range d.children(i) {
		if d.related(k, "aux") && d.is(k, forms...) {
			return true
		}
	}
	return false
}

// otherActs reports whether another party than the speaker does something in the words: it is the subject of a verb, or stands behind "by".
func (d *reading) otherActs(c stretch, st said) bool {
	for i := c.from; i < c.to; i++ {
		if (d.related(i, "nsubj") && !d.related(i, "nsubj:pass") || d.related(i, "obl", "nmod") && d.caseOf(i) == "by") && d.accusable(i, st) {
			return true
		}
	}
	return false
}

// clauseTop is the word of c that governs the others, -1 where the tree is unknown.
func (d *reading) clauseTop(c stretch) int {
	if !d.treed() {
		return -1
	}
	for i := c.from; i < c.to; i++ {
		if h := d.words[i].head; d.words[i].upos != "PUNCT" && (h < c.from || h >= c.to) {
			return i
		}
	}
	return -1
}

// desired reports whether the clause of top tells what shall, should or may be, or what somebody wants.
func (d *reading) desired(top int, c stretch) bool {
	if wishing[d.words[top].lemma] || d.words[top].xpos == "VB" && top == c.from {
		return true
	}
	if d.is(top, "time") && d.child(top, "acl", "xcomp", "csubj") >= 0 {
		return true // "it is time to go"
	}
	for _, k := range d.children(top) {
		if d.related(k, "aux") && modals[d.words[k].low] && !d.is(k, "did", "does", "do", "can", "ca", "could") {
			return true
		}
	}
	return false
}

// mental are verbs whose negation tells of no deed that somebody could be charged with: "we do not see any answer".
var mental = wordSet("see know have find think understand expect believe feel remember recall want need get tell say comment confirm mean")

var wishing = wordSet("want hope wish need call thank urge ask expect plan intend let pray welcome regret congratulate invite ready willing")

// question reports whether the words end in a question.
func (d *reading) question(c stretch) bool { return d.is(c.to-1, "?") || d.is(c.to, "?") }

// negation is the word that negates verb i, -1 for none.
func (d *reading) negation(i int) int {
	for _, k := range d.children(i) {
		if d.related(k, "advmod") && d.is(k, "not", "n't", "n’t", "never") {
			return k
		}
	}
	return -1
}

// selfSubject reports whether the subject of top is the speaker: "we", "it" behind a body's name, the name itself.
func (d *reading) selfSubject(top int, st said) bool {
	k := d.child(top, "nsubj")
	if k < 0 {
		return false
	}
	if m := d.words[k].mention; m > 0 {
		return slices.Contains(st.source.actors, d.mentions[m-1].actor)
	}
	if st.kind == Direct {
		return d.is(k, "i", "we")
	}
	return len(st.source.actors) > 0 && (d.is(k, "it", "they") || d.is(k, "he") && !st.source.actors[0].female || d.is(k, "she") && !st.source.actors[0].male)
}

// permits are verbs whose negation tells of an obstruction.
var permits = wordSet("allow let permit respond comply honor honour respect recognize recognise cooperate investigate")

// hostileActs are acts and their nouns that one party lays at another's door.
var hostileActs = wordSet("attack assault bomb bombard shell shoot fire kill murder massacre execute torture abuse beat rape kidnap abduct loot burn destroy damage sink invade occupy annex seize capture storm ambush raid strike hit target wound injure",
	"violate breach break provoke threaten intimidate blackmail harass persecute oppress repress discriminate victimize victimise meddle interfere sabotage undermine destabilize destabilise incite instigate orchestrate fuel stoke fund arm finance smuggle spy hack",
	"steal rig falsify forge bribe cheat defraud lie mislead deceive conceal hide cover-up block obstruct prevent deprive expel deport detain imprison jail arrest ban censor silence suppress starve besiege blockade displace evict expropriate",
	"fail refuse ignore neglect abandon betray mishandle mismanage pollute poison exploit",
	"aggression atrocity violation abuse crime genocide terrorism provocation interference repression persecution discrimination corruption fraud sabotage brutality massacre offensive incursion incitement")

// otherParty reports whether the words name somebody who could deny them, other than the speaker: a person, a body, a country or
// an armed or governing group.
func (d *reading) otherParty(c stretch, st said) bool {
	for i := c.from; i < c.to; i++ {
		w := d.words[i]
		if w.mention == 0 {
			if partyNouns[w.low] {
				return true
			}
			continue
		}
		a := d.mentions[w.mention-1].actor
		if a.kind != Place && a.kind != Facility && !slices.Contains(st.source.actors, a) {
			return true
		}
	}
	return false
}

// partyNouns are groups that take part in conflicts.
var partyNouns = wordSet("police army military troops soldiers forces government authorities militants insurgents rebels terrorists fighters separatists gunmen militia militias guerrillas loyalists extremists opposition regime guards protesters settlers border navy coastguard gang gangs cartel")

// belligerent reports whether the speaker of st is an armed side.
func (d *reading) belligerent(st said) bool {
	for _, a := range st.source.actors {
		words := strings.Fields(strings.ToLower(a.name))
		if len(words) > 0 && (a.kind == Group || a.kind == Organisation) && armedNouns[words[len(words)-1]] {
			return true
		}
	}
	return false
}

var armedNouns = wordSet("military army navy forces troops militia militias rebels insurgents militants fighters separatists guerrillas police gendarmerie command")
