package record

import (
	"slices"
	"strings"
)

// claimsIn finds the claims of sentence n that no statement's verb makes: those that a noun names, those that an adverb marks as
// hearsay, and those that somebody is said to judge.
func (d *reading) claimsIn(n int) {
	l := d.lines[n]
	for i := l.from; i < l.to; i++ {
		w := d.words[i]
		switch {
		case hearsay[w.low]:
			d.hearsayAt(i, n)
		case w.upos == "NOUN" && claimNouns[w.low]:
			d.claimNounAt(i, n)
		case w.upos == "NOUN" && evidenceNouns[w.low]:
			d.noEvidenceAt(i, n)
		case w.upos == "VERB" && (charging[w.lemma] || w.lemma == "claim") && w.quote == 0:
			d.chargeAt(i, n)
		case judging[w.low] && w.quote == 0:
			d.judgedAt(i, n)
		}
	}
}

// hearsay are adverbs by which the reporter leaves open whether it is so.
var hearsay = wordSet("allegedly purportedly supposedly")

// hearsayAt takes the clause that the adverb i stands in as a claim of whoever speaks there.
func (d *reading) hearsayAt(i, n int) {
	h := d.words[i].head
	if h == noHead || d.words[h].upos != "VERB" {
		return
	}
	from, to := d.reach(h)
	words := d.bare(max(from, d.lines[n].from), to)
	if d.in(words.from, prepositions) || d.related(words.from, "mark") {
		words.from++
	}
	if words.to-words.from < 3 {
		return
	}
	s := d.over(words.from, words.to)
	d.claim(s, byHearsay, d.voiceAt(i, n, asserts)...)
}

// voiceAt gives the position of whoever says the words at i; nobody where the outlet speaks.
func (d *reading) voiceAt(i, n int, stance string) []stand {
	if k := d.statementAt(i); k >= 0 {
		return d.speakersOf(k, stance)
	}
	return []stand{{said: -1, stance: stance, line: n}}
}

// statementAt is the innermost statement whose words hold word i, -1 for none.
func (d *reading) statementAt(i int) int {
	best, size := -1, 0
	for k, st := range d.said {
		for _, c := range st.content {
			if c.Contains(d.words[i].Span) && (best < 0 || c.Len() < size) {
				best, size = k, c.Len()
			}
		}
	}
	return best
}

// claimNounAt reads the claim that noun i names, with who takes which stance on it by the verb above it.
func (d *reading) claimNounAt(i, n int) {
	if d.claimedAt(i) {
		return
	}
	end := d.nounEnd(i, n)
	c, ok := d.nounClaim(i, end)
	if !ok {
		d.verdictOn(i, n)
		return
	}
	stance, who := d.stanceAbove(i, n)
	switch {
	case stance == asserts && len(c.stands) == 0, stance == denies, stance == questions, stance == supports:
		c.stands = append(who, c.stands...)
	case len(c.stands) == 0 && plainNouns[d.words[i].low]:
		return // "a report about the harbour"
	case len(c.stands) == 0:
		c.stands = []stand{{said: -1, stance: asserts, line: n}}
	}
	if stance == denies {
		c.evidence = byDenial
	}
	d.claimed = append(d.claimed, c)
}

// plainNouns are claims only where it is told who makes or denies them.
var plainNouns = wordSet("report reports statement statements charge charges suggestion suggestions idea notion criticism speculation account accounts version theory theories finding findings contention argument assumption conclusion")

// claimedAt reports whether a claim of a statement already takes in noun i, or begins right behind it.
func (d *reading) claimedAt(i int) bool {
	return slices.ContainsFunc(d.claimed, func(c claimed) bool {
		return c.evidence == byDenial && c.span.Start > d.words[i].Start && c.span.Start-d.words[i].End < 60 && d.sameLine(c.span.Start, i) || c.span.Contains(d.words[i].Span) && c.evidence == byDenial
	})
}

func (d *reading) sameLine(offset, i int) bool {
	s := d.lines[d.words[i].sentence].span
	return s.Start <= offset && offset < s.End
}

// nounEnd is where what depends on noun i ends, with a clause behind it that hangs on the verb instead: "rejected |accusations|
// that its guards had fired", "the invalidity of |statements| about its influence".
func (d *reading) nounEnd(i, n int) int {
	_, to := d.reach(i)
	if h := d.words[i].head; h != noHead {
		for _, c := range d.children(h) {
			if c >= to && (d.related(i, "obj") && d.related(c, "ccomp") || d.caseOf(c) == "about" && d.related(c, "nmod", "obl")) {
				_, end := d.reach(c)
				to = max(to, end)
			}
		}
	}
	return min(to, d.clauseEnd(i, d.lines[n]))
}

// stanceAbove reads what the verb, or the word of untruth, above noun i makes of the claim: "|rejected| claims that",
// "claims that … |are false|", "the |invalidity| of statements".
func (d *reading) stanceAbove(i, n int) (string, []stand) {
	h := d.words[i].head
	if h == noHead {
		return "", nil
	}
	w := d.words[h]
	if falseWords[w.low] && (d.related(i, "nmod") || d.related(i, "nsubj")) {
		return denies, d.voiceAt(i, n, denies)
	}
	if k := d.child(i, "amod"); k >= 0 && falseWords[d.words[k].low] {
		return denies, d.verdictAt(i, n)
	}
	if doubtNouns[w.lemma] && d.related(i, "nmod") && w.head != noHead && d.related(h, "obj") {
		i, h, w = h, w.head, d.words[w.head]
		return questions, d.standsOf(h, n, questions)
	}
	if d.related(i, "obl") && d.setsAgainst(h) {
		return denies, d.standsOf(h, n, denies)
	}
	if w.upos != "VERB" || !d.related(i, "obj", "nsubj:pass", "obl") {
		return "", nil
	}
	stance := stanceOf[d.verbLemma(h)]
	if stance == "" && d.calledFalse(h, i) {
		stance = denies
	}
	if stance == "" || d.unsaid(h) && !d.related(i, "nsubj:pass") {
		return "", nil
	}
	if d.related(i, "nsubj:pass") {
		if who := d.answerer(h, n); len(who) > 0 {
			for j := range who {
				who[j].stance = stance
			}
			return stance, who
		}
		return stance, []stand{{said: -1, stance: stance, line: n}}
	}
	if who := d.standsOf(h, n, stance); len(who) > 0 {
		return stance, who
	}
	return "", nil
}

// standsOf gives the subject of verb h the stance.
func (d *reading) standsOf(h, n int, stance string) []stand {
	s, ok := d.sourceByTree(h, nil)
	if !ok {
		return nil
	}
	var out []stand
	for _, a := range s.actors {
		out = append(out, stand{by: a, said: -1, stance: stance, line: n})
	}
	return out
}

// verbLemma is the lemma of verb i: by the list of cues, which knows its forms for certain, else the network's.
func (d *reading) verbLemma(i int) string {
	if c, ok := cueLexicon[d.words[i].low]; ok {
		return c.lemma
	}
	return d.words[i].lemma
}

// doubtNouns are what somebody has who questions a claim: "expressed |doubt| about the claim that".
var doubtNouns = wordSet("doubt skepticism scepticism disbelief")

// setsAgainst reports whether verb h takes a claim behind a preposition and denies it: "pushed back against claims that".
func (d *reading) setsAgainst(h int) bool {
	switch d.words[h].lemma {
	case "push", "hit", "fire", "lash", "shoot":
		return d.child(h, "compound:prt") >= 0 || d.is(h+1, "back", "out")
	case "object", "disagree", "scoff", "bristle", "protest":
		return true
	}
	return false
}

// calledFalse reports whether verb h calls its object i untrue: "called the claims baseless", "slammed them as wrong".
func (d *reading) calledFalse(h, i int) bool {
	for _, k := range d.children(h) {
		if k > i && d.related(k, "xcomp", "obl", "advcl") {
			from, to := d.reach(k)
			for j := from; j < to; j++ {
				if falseWords[d.words[j].low] {
					return true
				}
			}
		}
	}
	return false
}

// stanceOf gives the stance that a verb with a claim for its object takes.
var stanceOf = func() map[string]string {
	m := map[string]string{}
	for stance, verbs := range map[string]string{
		denies:    "deny reject dismiss refute rebut dispute contest contradict debunk repudiate denounce slam blast ridicule rubbish brush condemn decry counter",
		asserts:   "make level voice repeat raise issue spread publish bring renew reiterate",
		questions: "question doubt challenge",
		supports:  "support confirm back echo endorse corroborate substantiate",
	} {
		for v := range wordSet(verbs) {
			m[v] = stance
		}
	}
	return m
}()

// judging are passive forms that tell what somebody holds something to be.
var judging = wordSet("deemed considered regarded viewed described branded labelled labeled denounced condemned declared called portrayed seen")

// judgedAt reads "a vote |deemed illegal by Madrid| but celebrated by others": the claim of the one behind "by", denied by the one
// whom "but" sets against it.
func (d *reading) judgedAt(i, n int) {
	l := d.lines[n]
	if d.statementAt(i) >= 0 || i == l.from {
		return
	}
	by := d.byBehind(i+1, min(i+7, l.to))
	if by < i+2 {
		return
	}
	agent, end, ok := d.agentAt(by+1, l.to)
	if !ok {
		return
	}
	at := i - 1
	for at > l.from && (auxiliaries[d.words[at].low] || adverbsOfCue[d.words[at].low]) {
		at--
	}
	from := d.phraseStart(at, l.from)
	if !d.words[at].letter || pronounWords[d.words[at].low] && !d.is(at, "it", "they", "he", "she") || from > at {
		return
	}
	for k := from; k < at; k++ {
		if d.in(k, prepositions) && !d.is(k, "of") {
			from = k + 1 // "a year after the vote deemed illegal"
		}
	}
	c := claimed{span: d.over(from, by), evidence: byJudgement, stands: d.claimants(agent, n)}
	if d.is(end, "but", "yet") && strings.HasSuffix(d.words[min(end+1, l.to-1)].low, "ed") && d.is(end+2, "by") {
		if other, _, ok := d.agentAt(end+3, l.to); ok {
			for _, s := range d.claimants(other, n) {
				s.stance = denies
				c.stands = append(c.stands, s)
			}
		}
	}
	d.claimed = append(d.claimed, c)
}

// byBehind is the word "by" in [from, to) with no clause in front of it, -1 for none.
func (d *reading) byBehind(from, to int) int {
	for k := from; k < to; k++ {
		switch {
		case d.is(k, "by"):
			return k
		case d.words[k].quote == 0 && !d.words[k].letter && d.words[k].low != "-" && !closingMark(d.words[k].text) && !opening(d.words[k].text),
			conjunctions[d.words[k].low] && !d.is(k, "and", "or"), finiteVerbs[d.words[k].low]:
			return -1
		}
	}
	return -1
}

// agentAt resolves the noun phrase at word i; one that no rule knows is a group without a name.
func (d *reading) agentAt(i, end int) (source, int, bool) {
	to := d.phraseEnd(i, end)
	if to <= i {
		return source{}, i, false
	}
	if s, ok := d.resolve(i, to); ok {
		return s, to, true
	}
	s := source{from: i, to: to, kind: "group"}
	head := d.headOf(i, to)
	if d.words[head].mention > 0 && d.mentions[d.words[head].mention-1].actor.kind == Place || !d.pluralNoun(head) {
		return s, to, false
	}
	s.actors = []*actor{d.unnamed(s, head)}
	return s, to, true
}
