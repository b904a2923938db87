package record

// endWithNetwork cuts what the reporter adds off the ends of the reported statements from said[first] on, where the network ends the words
// said earlier and the sentence breaks there: at a comma or a dash, behind a quotation, or, where the verb takes a phrase, in front of what
// tells when and where it was said.
func (d *reading) endWithNetwork(first int, net []stretch) {
	for k := first; k < len(d.said); k++ {
		st := &d.said[k]
		if st.kind == Direct || len(st.content) == 0 {
			continue
		}
		s := &st.content[len(st.content)-1]
		from, to := d.wordsOf(*s)
		for _, p := range net {
			if p.from < from-1 || p.from > from+1 || p.to >= to || p.to-from < 3 {
				continue
			}
			if d.breaks(p.to, st.evidence == "phrase") {
				s.End = d.words[p.to-1].End
			}
		}
	}
}

// breaks reports whether a sentence can break in front of word i; phrase allows what tells of time and place.
func (d *reading) breaks(i int, phrase bool) bool {
	if d.words[i].quote > 0 {
		return false
	}
	return d.is(i, ",", "—", "–", "--", ";") || closingMark(d.words[i-1].text) && d.words[i-1].quote == 0 ||
		phrase && (prepositions[d.words[i].low] || weekdays[d.words[i].low] || d.is(i, "when", "as", "because", "while"))
}

// reportedByNetwork takes the reported speech of line n that order of words and tree have missed: a verb of speech that the network reads as a
// cue, with the words said beside it and the only source of the sentence.
func (d *reading) reportedByNetwork(n int, net quoteParts) {
	if len(net.source) != 1 || len(net.content) == 0 {
		return
	}
	l := d.lines[n]
	for i := l.from; i < l.to; i++ {
		w := d.words[i]
		if w.upos != "VERB" || w.quote > 0 || d.used[i] || !covers(net.cue, i) || d.unsaid(i) || w.lemma == "ask" && d.child(i, "nsubj") < 0 {
			continue
		}
		if k := d.child(i, "nsubj"); k >= 0 && d.related(i, "acl") && !d.is(k, "who", "which", "that") {
			continue // "the songs that |she said| were lost"
		}
		cue, width, ok := d.cueAt(i)
		if !ok && rareCues[w.lemma] {
			cue, width, ok = cueEntry{lemma: w.lemma, frame: takesClause, past: w.xpos == "VBD" || w.xpos == "VBN", ing: w.xpos == "VBG"}, 1, true
		}
		if !ok {
			continue
		}
		st := said{cue: cue, cueFrom: i, cueTo: i + width, line: n, kind: Indirect, evidence: "network"}
		for _, p := range net.content {
			if words := d.bare(p.from, p.to); words.to-words.from > 2 && d.free(words, n) && !covers([]stretch{words}, i) {
				st.content = append(st.content, d.over(words.from, words.to))
			}
		}
		if len(st.content) == 0 {
			continue
		}
		p := d.bare(net.source[0].from, net.source[0].to)
		if p.from >= p.to || p.to-p.from == 1 && d.is(p.from, "who", "which", "that", "what", "you", "his", "her", "their", "our") {
			continue
		}
		if st.source, ok = d.resolve(p.from, p.to); !ok {
			top := d.clauseTop(p)
			if st.source, ok = d.sourceByNetwork(max(top, p.from), p.from, p.to, net.source); !ok {
				continue
			}
		}
		from, _ := d.wordsOf(st.content[0])
		_, to := d.wordsOf(st.content[len(st.content)-1])
		d.keep(st, from, to)
	}
}

// free reports whether no word of p stands in a statement of sentence n already, and no mark of a quotation that is not whole.
func (d *reading) free(p stretch, n int) bool {
	for k := p.from; k < p.to; k++ {
		if d.insideStatement(k, n) || d.words[k].quote == 0 && d.is(k, "\"", "“", "``") {
			return false
		}
	}
	return true
}
