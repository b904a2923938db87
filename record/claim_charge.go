package record

import "slices"

// chargeAt reads what verb i lays at somebody's door where no statement holds it: "is |accused| (by X) of …", "X |blames| Y for …",
// "the group |claimed| responsibility for …".
func (d *reading) chargeAt(i, n int) {
	lemma := d.words[i].lemma
	if d.negation(i) >= 0 || slices.ContainsFunc(d.claimed, func(c claimed) bool { return c.evidence == byCharge && c.first().line == n && d.saidAt(c, i) }) {
		return
	}
	passive := d.child(i, "nsubj:pass", "aux:pass") >= 0 || d.words[i].xpos == "VBN" && d.related(i, "acl")
	obj := d.child(i, "obj")
	switch {
	case lemma == "claim":
		if obj > i && d.words[obj].lemma == "responsibility" && d.child(obj, "nmod", "acl") >= 0 {
			d.chargeOf(obj, i, n)
		}
	case passive:
		d.chargePassive(i, n)
	case obj > i && d.chargeWith(i, obj) >= 0:
		d.chargeOf(obj, i, n)
	}
}

// charging are verbs that lay an act at somebody's door.
var charging = wordSet("accuse blame")

// saidAt reports whether claim c is that of the statement with cue i.
func (d *reading) saidAt(c claimed, i int) bool {
	k := c.first().said
	return k >= 0 && d.said[k].cueFrom == i
}

// chargeWith is the head of what verb i charges its object with, behind word from: "of …", "for …", "on …"; -1 for none.
func (d *reading) chargeWith(i, from int) int {
	for _, k := range d.children(i) {
		if k <= from || !d.related(k, "obl", "advcl", "xcomp", "ccomp", "nmod", "acl") {
			continue
		}
		mark := d.caseOf(k)
		if m := d.child(k, "mark"); mark == "" && m >= 0 {
			mark = d.words[m].low
		}
		if mark == "of" || mark == "for" || mark == "on" {
			return k
		}
	}
	return -1
}

// chargeOf makes the claim of active verb i: its object and what follows it.
func (d *reading) chargeOf(obj, i, n int) {
	s, ok := d.sourceByTree(i, nil)
	if !ok || len(s.actors) == 0 || d.unsaid(i) {
		return
	}
	from, _ := d.reach(obj)
	_, to := d.reach(i)
	if words := d.bare(max(from, i+1), min(to, d.clauseEnd(i+1, d.lines[n]))); words.to-words.from > 2 {
		d.claim(d.over(words.from, words.to), byCharge, d.claimants(s, n)...)
	}
}

// chargePassive makes the claim of a passive: the accused and what they are accused of; whoever stands behind "by" asserts it.
func (d *reading) chargePassive(i, n int) {
	top := d.child(i, "nsubj:pass")
	if top < 0 && d.related(i, "acl") || top >= 0 && d.is(top, "who", "which", "that") {
		top = d.words[i].head
	} else if top < 0 {
		top, _ = d.subjectByTree(i)
	}
	with := d.chargeWith(i, i)
	if k := d.verbAgent(i); k > i && with < 0 {
		with = d.chargeWith(k, k) // "accused by rights groups |of burning|"
	}
	if top < 0 || top == noHead || with < 0 {
		return
	}
	from, to := d.nominal(top, i)
	begin, end := d.reach(with)
	for begin < with && d.is(begin, "of", "for", "on") {
		begin++
	}
	words := d.bare(begin, min(end, d.clauseEnd(begin, d.lines[n])))
	if words.from >= words.to || from >= to {
		return
	}
	c := claimed{span: d.over(words.from, words.to), words: d.phrase(from, to) + " of " + d.phrase(words.from, words.to), evidence: byCharge, stands: []stand{{said: -1, stance: asserts, line: n}}}
	if k := d.verbAgent(i); k >= 0 && d.caseOf(k) == "by" {
		a, b := d.nominal(k, i)
		for a < k && d.is(a, "by") {
			a++
		}
		if s, ok := d.resolve(a, b); ok && len(s.actors) > 0 {
			c.stands = d.claimants(s, n)
		}
	}
	d.claimed = append(d.claimed, c)
}

// evidenceNouns are what somebody who doubts misses.
var evidenceNouns = wordSet("evidence proof indication basis grounds")

// noEvidenceAt reads "found no |evidence| that …": whoever says so questions it.
func (d *reading) noEvidenceAt(i, n int) {
	if k := d.child(i, "det"); k < 0 || !d.is(k, "no", "little") {
		return
	}
	c := d.child(i, "acl", "ccomp")
	if c < 0 {
		h := d.words[i].head
		if h == noHead {
			return
		}
		c = d.child(h, "ccomp")
	}
	if c < i {
		return
	}
	from, to := d.reach(c)
	if d.is(from, "that") {
		from++
	}
	words := d.bare(max(from, i+1), min(to, d.clauseEnd(i+1, d.lines[n])))
	if words.to-words.from < 2 {
		return
	}
	who := d.voiceAt(i, n, questions)
	if h := d.words[i].head; who[0].by == nil && h != noHead && d.words[h].upos == "VERB" && d.related(i, "obj") && !d.unsaid(h) {
		if s, ok := d.sourceByTree(h, nil); ok && len(s.actors) > 0 {
			who = nil
			for _, a := range s.actors {
				who = append(who, stand{by: a, said: -1, stance: questions, line: n})
			}
		}
	}
	d.claim(d.over(words.from, words.to), byDoubt, who...)
}
