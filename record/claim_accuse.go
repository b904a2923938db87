package record

import (
	"slices"
	"strings"
)

// accusation is a hostile act that words lay at the door of somebody other than the speaker.
type accusation struct {
	act   int // word of the act
	agent int // head of who is said to do it
}

// accusationIn is the first accusation among words c of statement st.
func (d *reading) accusationIn(c stretch, st said) (accusation, bool) {
	for i := c.from; i < c.to; i++ {
		if !d.hostile(i) || d.conditional(i) {
			continue
		}
		if k := d.agentOf(i); k >= 0 && d.accusable(k, st) && (!playedToo[d.words[i].lemma] || d.armed(k)) {
			return accusation{i, k}, true
		}
	}
	return accusation{}, false
}

// conditional reports whether word i stands in a condition: "if he has killed anybody".
func (d *reading) conditional(i int) bool {
	for steps := 0; i != noHead && steps < maxSentence; steps++ {
		if m := d.child(i, "mark"); m >= 0 && d.is(m, "if", "unless", "whether") {
			return true
		}
		i = d.words[i].head
	}
	return false
}

// playedToo are acts of sport, trade and elections as often as of force: they accuse only a state, its forces or another armed side.
var playedToo = wordSet("beat hit strike target capture seize fund fire break storm expel block lead burn sink steal exploit ignore neglect abandon bomb fail refuse")

// armed reports whether noun k names a state, its forces or another armed side.
func (d *reading) armed(k int) bool {
	w := d.words[k]
	if m := w.mention; m > 0 && d.ofState(d.mentions[m-1].actor) || d.countryOf(k) != "" {
		return true
	}
	return w.upos == "PRON" || armedNouns[w.low] || partyNouns[w.low] || thingsThatAct[w.lemma]
}

// hostile reports whether word i tells of harm, force or obstruction: a hostile act, or a permit that is withheld.
func (d *reading) hostile(i int) bool {
	w := d.words[i]
	lemma := strings.ToLower(w.lemma)
	switch w.upos {
	case "VERB":
		return hostileActs[lemma] || hostileActs[lemma+"e"] || permits[lemma] && d.negation(i) >= 0
	case "NOUN":
		stem, ing := strings.CutSuffix(lemma, "ing")
		return hostileActs[lemma] || ing && (hostileActs[stem] || hostileActs[stem+"e"] || len(stem) > 2 && hostileActs[stem[:len(stem)-1]])
	case "ADJ":
		return blamed[lemma]
	}
	return false
}

// blamed are predicates that lay something at the door of their subject.
var blamed = wordSet("responsible guilty complicit culpable accountable")

// agentOf is the head of the noun phrase that does what word i tells, -1 where the text names nobody.
func (d *reading) agentOf(i int) int {
	switch d.words[i].upos {
	case "VERB":
		return d.verbAgent(i)
	case "NOUN":
		return d.nounAgent(i)
	case "ADJ":
		return d.child(i, "nsubj")
	}
	return -1
}

// verbAgent is the subject of verb i, or of the verb that it is joined to; of a passive the one behind "by".
func (d *reading) verbAgent(i int) int {
	passive := d.child(i, "nsubj:pass", "aux:pass") >= 0 || d.words[i].xpos == "VBN" && d.related(i, "acl")
	if !passive {
		top, _ := d.subjectByTree(i)
		return top
	}
	for _, k := range d.children(i) {
		if d.related(k, "obl:agent") || d.related(k, "obl") && d.caseOf(k) == "by" {
			return k
		}
	}
	if k := d.child(i, "advcl"); k > i { // "were hurt |after police charged|"
		if m := d.child(k, "mark"); m >= 0 && d.is(m, "after", "when", "as") {
			return d.child(k, "nsubj")
		}
	}
	return -1
}

// nounAgent is whose act noun i is: "|Israel's| attacks", "an attack by |rebels|", "|police| brutality", "|Russian| aggression", what
// "launched |an attack|" has for its subject, and what is "behind |the killing|".
func (d *reading) nounAgent(i int) int {
	for _, k := range d.children(i) {
		of := d.caseOf(k)
		if d.related(k, "nmod:poss") || d.related(k, "nmod", "obl") && (of == "by" || of == "from") ||
			d.related(k, "amod", "compound") && (d.countryOf(k) != "" && doneBy[d.words[i].lemma] || partyNouns[d.words[k].low]) {
			return k
		}
	}
	if k := d.possessorBefore(i); k >= 0 {
		return k
	}
	h := d.words[i].head
	switch {
	case d.caseOf(i) == "behind" && d.child(i, "cop") >= 0:
		return d.child(i, "nsubj")
	case h == noHead || h == i:
		return -1
	case d.related(i, "obj", "nsubj:pass") && actsWith[d.words[h].lemma]:
		return d.verbAgent(h)
	case d.related(i, "obl", "nmod"):
		for _, k := range d.children(h) {
			if of := d.caseOf(k); k > i && d.related(k, "obl", "nmod") && (of == "by" || of == "from") {
				return k // "came under attack |from rebels|"
			}
		}
	}
	return -1
}

// doneBy are acts whose country is the one that acts, not the one that suffers: "Ruritanian aggression", but not "the Ruritanian genocide".
var doneBy = wordSet("aggression attack offensive incursion interference invasion occupation violation provocation strike airstrike shelling raid bombardment meddling repression blockade sabotage assault")

// possessorBefore is the possessor at the beginning of the noun phrase that ends with noun i, whatever the tree makes of the words
// between: "|Israel's| heinous and cruel attacks"; -1 for none.
func (d *reading) possessorBefore(i int) int {
	for k := i - 1; k > i-6 && k > d.lines[d.words[i].sentence].from; k-- {
		if d.is(k, "'s", "’s") && d.words[k].xpos == "POS" {
			return k - 1
		}
		if u := d.words[k].upos; u != "ADJ" && u != "NOUN" && u != "CCONJ" && u != "ADV" {
			return -1
		}
	}
	return -1
}

// actsWith are verbs whose object is the act: "open fire", "launch an attack", "commit a crime".
var actsWith = wordSet("open launch carry commit conduct stage mount wage make use perpetrate pursue start continue lead unleash inflict exert have exercise order plan plot prepare")

// accusable reports whether noun or pronoun k stands for somebody whom statement st can charge: not its speakers, nor their own side.
func (d *reading) accusable(k int, st said) bool {
	w := d.words[k]
	if m := w.mention; m > 0 {
		a := d.mentions[m-1].actor
		return a.kind != Place && a.kind != Facility && !d.sameSide(a, st)
	}
	switch {
	case w.upos == "PRON":
		return st.kind == Direct && d.is(k, "he", "she", "they") && w.quote > 0
	case d.ownBy(k) || d.stateForce(w.low) && d.ownForces(k, st):
		return false
	case partyNouns[w.low], personNouns[w.low], groupNouns[w.low] && !paperNouns[w.low], officeHeads[w.low], d.pluralRole(w.low), armedNouns[w.low]:
		return true
	}
	for _, c := range d.children(k) {
		if d.related(c, "amod", "compound", "nmod:poss") && (d.countryOf(c) != "" || d.words[c].mention > 0) && thingsThatAct[w.lemma] {
			return d.accusable(c, st) || d.words[c].mention == 0
		}
	}
	return d.countryOf(k) != "" && (w.upos == "ADJ" || w.upos == "PROPN")
}

// thingsThatAct are things of a side that act for it: "Turkish |jets|".
var thingsThatAct = wordSet("jet plane aircraft warplane drone ship vessel boat tank missile rocket airstrike strike artillery helicopter fighter agent spy hacker side regime leader official politician company firm agency media")

// ownBy reports whether noun k is the speaker's own: "our guards", "their forces".
func (d *reading) ownBy(k int) bool {
	for _, c := range d.children(k) {
		if d.related(c, "nmod:poss") && d.is(c, "our", "my", "its", "his", "her", "their") {
			return true
		}
	}
	return false
}

// stateForce reports whether a noun names the forces of a state.
func (d *reading) stateForce(low string) bool {
	return low == "police" || low == "officers" || low == "troops" || low == "soldiers" || low == "army" || low == "military" || low == "forces" || low == "guards" || low == "navy" || low == "authorities" || low == "government"
}

// ownForces reports whether the forces that noun k names are the speaker's: no country stands before them, or the speaker's, and the
// speaker is a state, its office or its forces.
func (d *reading) ownForces(k int, st said) bool {
	country := ""
	for _, c := range d.children(k) {
		if x := d.countryOf(c); x != "" {
			country = x
		}
	}
	for _, a := range st.source.actors {
		if d.ofState(a) && (country == "" || country == a.country) {
			return true
		}
	}
	return false
}

// ofState reports whether an actor speaks for a state: the country, its government, forces or one of their officials.
func (d *reading) ofState(a *actor) bool {
	if a.kind == Country {
		return true
	}
	code := d.actorCode(a)
	if strings.HasSuffix(code, "GOV") || strings.HasSuffix(code, "MIL") || strings.HasSuffix(code, "COP") {
		return true
	}
	for w := range strings.FieldsSeq(strings.ToLower(a.name)) {
		if d.stateForce(w) || w == "ministry" || w == "minister" || w == "officials" || w == "kremlin" {
			return true
		}
	}
	return false
}

// sameSide reports whether actor a is a speaker of st or the country that one of them speaks for.
func (d *reading) sameSide(a *actor, st said) bool {
	if slices.Contains(st.source.actors, a) {
		return true
	}
	return a.country != "" && (a.kind == Country || d.ofState(a)) && slices.ContainsFunc(st.source.actors, func(s *actor) bool {
		return s.country == a.country && d.ofState(s)
	})
}

// accusedKey names who is charged with the act, so that two accusations can be told to be of the same: the country, the actor or the noun.
func (d *reading) accusedKey(k int) string {
	if m := d.words[k].mention; m > 0 {
		if a := d.mentions[m-1].actor; a.kind == Country && a.country != "" {
			return "country " + a.country
		} else if !a.unnamed {
			return "actor " + a.name
		}
	}
	if c := d.countryOf(k); c != "" {
		return "country " + c
	}
	for _, c := range d.children(k) {
		if x := d.countryOf(c); x != "" {
			return "country " + x
		}
	}
	return "noun " + d.words[k].low
}
