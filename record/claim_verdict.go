package record

import "strings"

// verdictAt is who calls the claim of noun i untrue by a word in front of it: whoever speaks there, else the outlet.
func (d *reading) verdictAt(i, n int) []stand {
	who := d.voiceAt(i, n, denies)
	if who[0].by == nil && who[0].said < 0 {
		who[0].by = d.outlet()
	}
	return who
}

// verdictOn makes a claim of a deed that the outlet itself says to rest on nothing: "arrested … on |spurious charges|". The outlet
// asserts it.
func (d *reading) verdictOn(i, n int) {
	k := d.child(i, "amod")
	h := d.words[i].head
	if k < 0 || !falseWords[d.words[k].low] || h == noHead || d.words[h].upos != "VERB" || !d.related(i, "obl", "obj") || d.statementAt(i) >= 0 || d.words[i].quote > 0 {
		return
	}
	from, to := d.reach(h)
	words := d.bare(max(from, d.lines[n].from), min(to, d.clauseEnd(i, d.lines[n])))
	if words.to-words.from < 3 {
		return
	}
	d.claim(d.over(words.from, words.to), byVerdict, stand{by: d.outlet(), said: -1, stance: asserts, line: n})
}

// outlet is the agency of the dateline as an actor, nil where the text does not name one: an actor stands on words of the text.
func (d *reading) outlet() *actor {
	line := d.report.Dateline
	if line == nil || line.Agency == "" {
		return nil
	}
	for _, a := range d.actors {
		if a.kind == Organisation && strings.EqualFold(a.name, line.Agency) {
			return a
		}
	}
	for i := range d.words {
		if d.words[i].aside && line.Span.Contains(d.words[i].Span) && strings.EqualFold(d.words[i].text, line.Agency) {
			a := d.newActor(Organisation, line.Agency)
			d.point(a, d.words[i].Span)
			return a
		}
	}
	return nil
}
