package record

import (
	"slices"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/span"
)

// stretch is a run of words that the network takes for a source, a cue or the words said.
type stretch struct{ from, to int }

// quoteParts are those of one sentence.
type quoteParts struct{ source, cue, content []stretch }

// networkParts lays the network's quotations out by sentence, in words of the whole text.
func (d *reading) networkParts() []quoteParts {
	out := make([]quoteParts, len(d.lines))
	for _, q := range d.language.Quotes {
		at := d.lines[q.Sentence].begin
		p := stretch{at + q.First, at + q.End}
		switch to := &out[q.Sentence]; q.Kind {
		case language.QuoteSource:
			to.source = append(to.source, p)
		case language.QuoteCue:
			to.cue = append(to.cue, p)
		case language.QuoteContent:
			to.content = append(to.content, p)
		}
	}
	return out
}

// reportedByTree finds the reported speech of line n that the rules by the order of words have not: a verb of speech with its
// subject and its complement by the tree, where the network takes the complement for words said too.
func (d *reading) reportedByTree(n int, net quoteParts) {
	l := d.lines[n]
	if !d.treed() || len(net.content) == 0 {
		return
	}
	for i := l.from; i < l.to; i++ {
		w := d.words[i]
		if w.upos != "VERB" || w.quote > 0 || d.used[i] {
			continue
		}
		cue, width, ok := d.cueAt(i)
		if !ok && covers(net.cue, i) && rareCues[w.lemma] {
			cue, width, ok = cueEntry{lemma: w.lemma, frame: takesClause, past: w.xpos == "VBD" || w.xpos == "VBN", ing: w.xpos == "VBG"}, 1, true
		}
		if !ok || d.unsaid(i) {
			continue
		}
		st := said{cue: cue, cueFrom: i, cueTo: i + width, line: n, kind: Indirect, evidence: "tree"}
		words := d.complementByTree(i)
		if words = agreed(words, net.content); len(words) == 0 {
			continue
		}
		if st.source, ok = d.sourceByTree(i, net.source); !ok {
			continue
		}
		for _, p := range words {
			st.content = append(st.content, d.over(p.from, p.to))
		}
		d.keep(st, words[0].from, words[len(words)-1].to)
	}
}

// rareCues are verbs of speech that are something else as often: they count only where the network reads them as cues.
var rareCues = wordSet("suggest indicate imply hint propose agree concur charge blame dispute contest question doubt recommend advise instruct request appeal swear attest certify verify detail outline relay brief",
	"forecast project speculate insinuate guarantee offer commit apologize apologise reckon judge rule hold decree determine disclose unveil object protest disagree mock praise laud hail welcome commend credit characterize characterise liken portray depict ridicule")

func covers(in []stretch, i int) bool {
	return slices.ContainsFunc(in, func(p stretch) bool { return p.from <= i && i < p.to })
}

// unsaid reports whether verb i tells of no act of speech: it is negated, or under "would", "could" and the like.
func (d *reading) unsaid(i int) bool {
	if d.words[i].xpos == "VBN" && !d.perfect(i) {
		return true
	}
	for _, k := range d.children(i) {
		switch {
		case d.related(k, "aux") && modals[d.words[k].low] && !d.is(k, "did", "does", "do", "will", "'ll", "’ll"),
			d.related(k, "advmod") && d.is(k, "not", "n't", "n’t", "never"):
			return true
		}
	}
	return false
}

// perfect reports whether participle i stands with "have": it is no passive.
func (d *reading) perfect(i int) bool {
	for _, k := range d.children(i) {
		if d.related(k, "aux:pass") {
			return false
		}
		if d.related(k, "aux") && d.words[k].lemma == "have" {
			return true
		}
	}
	return d.related(i, "conj") && d.words[i].head != noHead && d.perfectHead(d.words[i].head)
}

// perfectHead is perfect for the verb that a second one is joined to; a past form there makes the second one past too.
func (d *reading) perfectHead(i int) bool {
	if d.words[i].xpos != "VBN" {
		return d.words[i].xpos == "VBD"
	}
	for _, k := range d.children(i) {
		if d.related(k, "aux") && d.words[k].lemma == "have" {
			return d.child(i, "aux:pass") < 0
		}
	}
	return false
}

// complementByTree gives the words said with verb i: its clause, the sentence that the verb stands in as an aside, or what it
// takes as its object; nil for none.
func (d *reading) complementByTree(i int) []stretch {
	if k := d.child(i, "ccomp"); k >= 0 {
		return d.trimmed(k, i)
	}
	if k := d.child(i, "obj"); k >= 0 && d.is(k, "it", "this", "that", "them", "which") && stanceOf[d.verbLemma(i)] == denies {
		return nil // "organisers denied this"
	}
	if h := d.words[i].head; h != noHead && d.related(i, "parataxis") {
		return d.trimmed(h, i)
	}
	if k := d.child(i, "parataxis"); k >= 0 {
		return d.trimmed(k, i)
	}
	if k := d.child(i, "xcomp"); k >= 0 {
		return d.trimmed(k, i)
	}
	if k := d.child(i, "obj"); k > i && objectCues[d.words[i].lemma] {
		from, _ := d.reach(k)
		_, to := d.reach(i)
		if c := d.child(i, "conj"); c > k {
			to, _ = d.reach(c)
			to = min(to, d.coordination(c, to))
		}
		return []stretch{d.bare(from, max(to, from))}
	}
	return nil
}

// coordination is the "and" in front of the joined verb c, at where none stands.
func (d *reading) coordination(c, at int) int {
	if k := d.child(c, "cc"); k >= 0 {
		return k
	}
	return at
}

// objectCues are verbs whose object is what is said or what it is about: "dispute the idea", "blame the crew for the fire".
var objectCues = wordSet("dispute contest question doubt blame reject deny dismiss denounce condemn criticize criticise slam blast mock praise hail laud welcome accuse cite mention acknowledge admit concede",
	"describe call label brand depict portray characterize characterise liken propose suggest recommend announce demand urge")

// trimmed gives the stretches of words that depend on top and not on cue, without marks at their ends.
func (d *reading) trimmed(top, cue int) []stretch {
	var out []stretch
	l := d.lines[d.words[top].sentence]
	open := -1
	inside := !d.below(cue, top)
	for k := l.from; k <= l.to; k++ {
		in := k < l.to && d.below(k, top) && (inside || !d.below(k, cue))
		if in && open < 0 {
			open = k
		}
		if !in && open >= 0 {
			p := d.bare(open, k)
			if len(out) == 0 && d.is(p.from, "that") && d.related(p.from, "mark") {
				p.from++
			}
			if p.from < p.to {
				out = append(out, p)
			}
			open = -1
		}
	}
	return out
}

// bare takes commas, full stops, dashes and marks of no quotation off both ends of [from, to).
func (d *reading) bare(from, to int) stretch {
	for from < to && d.looseMark(from, from+1) {
		from++
	}
	for from < to && d.looseMark(to-1, to-2) {
		to--
	}
	return stretch{from, to}
}

// looseMark reports whether word i is a mark that belongs to no word beside it; inner is the word on its inner side.
func (d *reading) looseMark(i, inner int) bool {
	w := d.words[i]
	switch {
	case w.letter || isNumber(w.text) || w.quote > 0 || d.is(i, "%", "$", "€", "£", ")", "(", "'s", "’s"):
		return false
	case closingMark(w.text) || opening(w.text) && w.text != "-":
		return inner < 0 || inner >= len(d.words) || d.words[inner].quote == 0
	}
	return w.upos == "PUNCT" || w.upos == ""
}

// agreed gives the words that tree and network both take for words said, nil where they differ much.
func agreed(tree, net []stretch) []stretch {
	if shared(tree, net) < 0.7 {
		return nil
	}
	return tree
}

// shared is the F1 of the words of a and of those stretches of the network's that touch them.
func shared(a, net []stretch) float64 {
	n, both := 0, 0
	for _, p := range a {
		n += p.to - p.from
	}
	for _, q := range net {
		touched := 0
		for _, p := range a {
			touched += max(0, min(p.to, q.to)-max(p.from, q.from))
		}
		if both += touched; touched > 0 {
			n += q.to - q.from
		}
	}
	if n == 0 {
		return 0
	}
	return 2 * float64(both) / float64(n)
}

// settle gives the reported statements from said[first] on the words that tree and network agree on, where the rules by the order
// of words took more or less.
func (d *reading) settle(first int, net []stretch) {
	for k := first; k < len(d.said); k++ {
		st := &d.said[k]
		if st.kind == Direct || st.cueTo == st.cueFrom || len(net) == 0 || st.evidence == "tree" {
			continue
		}
		ours := make([]stretch, 0, len(st.content))
		for _, c := range st.content {
			from, to := d.wordsOf(c)
			ours = append(ours, stretch{from, to})
		}
		tree := d.complementByTree(st.cueFrom)
		if by := shared(tree, net); by < 0.8 || by <= shared(ours, net) || tree[len(tree)-1].to > ours[len(ours)-1].to || !d.keepsQuotations(tree, st.content) {
			continue
		}
		st.content = st.content[:0:0]
		for _, p := range tree {
			st.content = append(st.content, d.over(p.from, p.to))
		}
	}
}

// keepsQuotations reports whether the stretches keep every quotation that the ranges hold.
func (d *reading) keepsQuotations(in []stretch, ranges []span.Span) bool {
	for _, r := range ranges {
		from, to := d.wordsOf(r)
		for k := from; k < to; k++ {
			if d.words[k].quote > 0 && !covers(in, k) {
				return false
			}
		}
	}
	return true
}

// sourceByTree resolves the subject of verb i: its own, that of the verb that it is joined to, or the noun that it describes.
func (d *reading) sourceByTree(i int, net []stretch) (source, bool) {
	top, clause := d.subjectByTree(i)
	if top < 0 {
		return source{}, false
	}
	from, to := d.nominal(top, i)
	if s, ok := d.resolve(from, to); ok {
		s.clause = clause
		return s, true
	}
	return d.sourceByNetwork(top, from, to, net)
}

// sourceByNetwork takes a noun phrase that no rule knows as a speaker where the network does.
func (d *reading) sourceByNetwork(top, from, to int, net []stretch) (source, bool) {
	s := source{from: from, to: to, kind: "unknown"}
	if !covers(net, top) {
		return s, false
	}
	if d.words[top].upos == "NOUN" && !thingNouns[d.words[top].low] {
		s.kind, s.actors = "group", []*actor{d.unnamed(s, top)}
	}
	return s, true
}

// subjectByTree is the head of the noun phrase that speaks with verb i, -1 for none; clause is set for "who said".
func (d *reading) subjectByTree(i int) (top int, clause bool) {
	for steps := 0; steps < 4; steps++ {
		if k := d.child(i, "nsubj"); k >= 0 {
			if d.related(k, "nsubj:pass") {
				return -1, false
			}
			if h := d.words[i].head; d.is(k, "who", "which", "that") && h != noHead && d.related(i, "acl") {
				return h, true
			}
			return k, false
		}
		h := d.words[i].head
		switch {
		case h == noHead:
			return -1, false
		case d.related(i, "acl"):
			return h, false
		case d.related(i, "advcl") && d.words[i].xpos != "VBG":
			return -1, false // "Asked whether …, she said"
		case d.related(i, "conj", "xcomp", "advcl", "parataxis"):
			i = h
		default:
			return -1, false
		}
		if d.words[i].upos != "VERB" && d.words[i].upos != "AUX" && d.child(i, "cop") < 0 {
			return -1, false
		}
	}
	return -1, false
}

// nominal is the noun phrase of head top without the clauses that hang on it, on the side of it away from the verb i.
func (d *reading) nominal(top, i int) (from, to int) {
	from, to = top, top+1
	l := d.lines[d.words[top].sentence]
	for k := l.from; k < l.to; k++ {
		if d.below(k, top) && !d.inClauseBelow(k, top) && !d.below(k, i) {
			from, to = min(from, k), max(to, k+1)
		}
	}
	p := d.bare(from, to)
	return p.from, max(p.to, p.from+1)
}

// inClauseBelow reports whether k depends on top through a clause or an aside.
func (d *reading) inClauseBelow(k, top int) bool {
	for steps := 0; k != top && k != noHead && steps < maxSentence; steps++ {
		if d.related(k, "acl", "appos", "parataxis", "punct", "dep", "list") {
			return true
		}
		k = d.words[k].head
	}
	return false
}
