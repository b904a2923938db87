package record

import "slices"

// The denials that point back: what is denied stands in the words before, and only "it", "this", "which" or "the charge" names it.

// answerIn adds to the claim, or makes one of the statement, that words of sentence n answer: "Kenya denies it", "…, a charge that the ministry
// rejects", "The union disagreed", and, in words said, "That is not true".
func (d *reading) answersIn(n int) {
	l := d.lines[n]
	for i := l.from; i < l.to; i++ {
		w := d.words[i]
		switch {
		case w.upos == "VERB" && w.quote == 0 && d.answers(i):
			who := d.answerer(i, n)
			if len(who) == 0 {
				who = d.accusedAnswers(i, n)
			}
			if len(who) > 0 {
				d.answer(i, n, who)
			}
		case d.callsUntrue(i):
			if k := d.statementAt(i); k >= 0 && len(d.said[k].source.actors) > 0 {
				who := d.speakersOf(k, denies)
				for j := range who {
					who[j].line = n
				}
				d.answer(i, n, who)
			}
		}
	}
}

// answers reports whether verb i denies something that it does not say itself.
func (d *reading) answers(i int) bool {
	lemma := d.verbLemma(i)
	if d.negation(i) >= 0 {
		return false
	}
	if lemma == "disagree" || lemma == "dissent" {
		return d.child(i, "ccomp", "obl") < 0
	}
	denied := stanceOf[lemma] == denies
	if !denied && !namingFalse[lemma] {
		return false
	}
	if k := d.child(i, "nsubj:pass", "obj"); k >= 0 {
		return d.pointsBack(k) && (denied || d.calledFalse(i, k))
	}
	return denied && d.related(i, "acl") && d.pointsBackAt(d.words[i].head)
}

// namingFalse are verbs by which somebody calls a thing something.
var namingFalse = wordSet("call describe label brand")

// pointsBack reports whether word k, the object of a denial, is a pronoun, or a claim's noun with an article and without what it claims.
func (d *reading) pointsBack(k int) bool {
	if det := d.child(k, "det"); det >= 0 && d.is(det, "the", "this", "these", "that", "those", "such") && d.pointsBackAt(k) {
		return true
	}
	return d.is(k, "it", "this", "that", "which", "them", "those") && d.child(k, "acl", "nmod") < 0
}

// pointsBackAt reports whether word k is a claim's noun that does not say what is claimed.
func (d *reading) pointsBackAt(k int) bool {
	if k == noHead || !claimNouns[d.words[k].low] {
		return false
	}
	for _, c := range d.children(k) {
		if d.related(c, "nmod") && c > k && d.caseOf(c) != "by" && d.caseOf(c) != "from" {
			return false
		}
	}
	_, to := d.reach(k)
	_, says := d.nounClaim(k, to)
	return !says
}

// answerer is who denies with verb i: its subject, or the one behind "by" of a passive.
func (d *reading) answerer(i, n int) []stand {
	var top int
	if d.child(i, "nsubj:pass") >= 0 || d.words[i].xpos == "VBN" && d.related(i, "acl") {
		if top = d.verbAgent(i); top < i {
			return nil
		}
	} else if top, _ = d.subjectByTree(i); d.unsaid(i) && (d.words[i].xpos != "VBN" || d.child(i, "nsubj") < 0) {
		return nil
	} else if top < 0 {
		if c, _, ok := d.cueAt(i); ok {
			if s, ok := d.sourceOf(i, c, n); ok && len(s.actors) > 0 {
				return d.denying(s, i, n)
			}
		}
		return nil
	}
	if k := d.child(top, "appos"); k >= 0 && d.words[k].mention > 0 {
		if a := d.mentions[d.words[k].mention-1].actor; a.kind == Person {
			return d.denying(source{actors: []*actor{a}}, i, n)
		}
	}
	from, to := d.nominal(top, i)
	for from < top && d.is(from, "by") {
		from++
	}
	if s, ok := d.resolveNoun(top, from, to); ok {
		return d.denying(s, i, n)
	}
	return nil
}

// accusedAnswers is the party that the claim before verb i charges, where the verb's subject is a pronoun that nothing else explains: "accused
// the army of burning villages, an accusation |it| denies".
func (d *reading) accusedAnswers(i, n int) []stand {
	k := d.child(i, "nsubj")
	if k < 0 || !d.is(k, "it", "he", "she", "they") {
		return nil
	}
	for c := len(d.claimed) - 1; c >= 0; c-- {
		x := d.claimed[c]
		if x.evidence != byCharge || x.first().line != n && x.first().line != n-1 || x.span.Start > d.words[i].Start || x.first().said < 0 {
			continue
		}
		obj := d.child(d.said[x.first().said].cueFrom, "obj")
		if obj < 0 {
			return nil
		}
		from, to := d.nominal(obj, d.words[obj].head)
		if s, ok := d.resolveNoun(obj, from, to); ok {
			return d.denying(s, i, n)
		}
	}
	return nil
}

// resolveNoun resolves the noun phrase of head top; a noun that no rule knows as a speaker is a group of its own.
func (d *reading) resolveNoun(top, from, to int) (source, bool) {
	if s, ok := d.resolve(from, to); ok {
		return s, len(s.actors) > 0
	}
	s := source{from: from, to: to, kind: "group"}
	if d.words[top].upos != "NOUN" || thingNouns[d.words[top].low] || paperNouns[d.words[top].low] || !d.in(from, determiners) {
		return s, false
	}
	s.actors = []*actor{d.unnamed(s, top)}
	return s, true
}

// denying gives the actors of s the stance of those who deny with verb i.
func (d *reading) denying(s source, i, n int) []stand {
	said := slices.IndexFunc(d.said, func(st said) bool { return st.cueFrom == i && st.cueTo > i })
	var out []stand
	for _, a := range s.actors {
		out = append(out, stand{by: a, said: said, stance: denies, line: n})
	}
	return out
}

// callsUntrue reports whether word i says of what was said before that it is untrue: "|that| is not |true|", "the report is a |lie|".
func (d *reading) callsUntrue(i int) bool {
	untrue := falseWords[d.words[i].low] || d.is(i, "true", "correct", "accurate") && d.negation(i) >= 0
	if !untrue || d.child(i, "csubj", "expl") >= 0 {
		return false
	}
	k := d.child(i, "nsubj")
	return k >= 0 && k < i && d.pointsBack(k) && d.child(i, "obl", "advcl", "acl") < 0
}

// answered is how many sentences before its own a denial can answer.
const answered = 3

// answer sets those who deny at word i of sentence n against what was asserted last before it by others.
func (d *reading) answer(i, n int, who []stand) {
	own := func(a *actor) bool {
		return slices.ContainsFunc(who, func(s stand) bool { return s.by == a })
	}
	at := d.words[i].Start
	best := -1
	for c := range d.claimed {
		x := &d.claimed[c]
		if x.span.End <= at && n-d.lineAt(x.span.Start) <= answered && len(x.stands) > 0 && x.first().stance == asserts && !own(x.first().by) && (best < 0 || x.span.Start >= d.claimed[best].span.Start) {
			best = c
		}
	}
	k := d.lastSaid(at, n, own)
	if k >= 0 && (best < 0 || d.said[k].content[0].Start > d.claimed[best].span.End) {
		d.claim(d.said[k].content[0], byDenial, append(d.speakersOf(k, asserts), who...)...)
		return
	}
	if best < 0 {
		return
	}
	c := &d.claimed[best]
	for _, s := range who {
		if !slices.ContainsFunc(c.stands, func(x stand) bool { return x.by == s.by && x.stance == denies && x.line == s.line }) {
			c.stands = append(c.stands, s)
		}
	}
	c.evidence, c.event = byDenial, false
}

// lastSaid is the statement by others that ends last before byte at, in sentence n or the one before, -1 for none.
func (d *reading) lastSaid(at, n int, own func(*actor) bool) int {
	best := -1
	for k, st := range d.said {
		end := st.content[len(st.content)-1].End
		if end > at || n-d.lineAt(end-1) > 1 || st.evidence == "phrase" || len(st.source.actors) == 0 || slices.ContainsFunc(st.source.actors, own) {
			continue
		}
		if best < 0 || st.content[0].Start > d.said[best].content[0].Start {
			best = k
		}
	}
	return best
}

// lineAt is the sentence that holds byte at.
func (d *reading) lineAt(at int) int {
	n, _ := slices.BinarySearchFunc(d.lines, at, func(l line, at int) int {
		if l.span.End <= at {
			return -1
		}
		return 1
	})
	return min(n, len(d.lines)-1)
}
