package record

import (
	"slices"

	"github.com/dateline-news/dateline/span"
)

// said is a statement in the making.
type said struct {
	kind     StatementKind
	source   source
	cue      cueEntry
	cueFrom  int // words of the cue, [cueFrom, cueTo); equal for none
	cueTo    int
	content  []span.Span
	audience string
	line     int    // sentence with the cue
	first    int    // index of its first statement in the record
	evidence string // what the confidence is looked up by
}

// maxSentence is the longest sentence in words that reported speech is looked for in; a longer one is a list or a table.
const maxSentence = 300

// findStatements finds who says what: first the quotations that stand for themselves, then reported speech.
func (d *reading) findStatements() {
	d.used = make([]bool, len(d.words))
	var alone []int
	lede := d.firstBodyLine()
	next := 0 // quotation to look at next
	net := d.networkParts()
	d.findAnswers()
	for n := range d.lines {
		l := d.lines[n]
		for next < len(d.quotes) && d.quotes[next].open < l.to {
			if d.quotes[next].statement == 0 && !d.direct(next) {
				alone = append(alone, next)
			}
			next++
		}
		if !l.title && l.to-l.from <= maxSentence {
			first := len(d.said)
			d.reported(n)
			if d.treed() {
				d.settle(first, net[n].content)
			}
			d.reportedByTree(n, net[n])
			if d.treed() {
				d.reportedByNetwork(n, net[n])
			}
			d.endWithNetwork(first, net[n].content)
		}
		if n == lede {
			d.nameTheLede(n)
		}
	}
	for _, q := range alone {
		d.standing(q)
	}
	d.dropRepeats()
	slices.SortStableFunc(d.said, func(a, b said) int { return a.content[0].Start - b.content[0].Start })
}

// utterance reports whether quotation q is somebody's sentence rather than a word or a name in quotation marks.
func (d *reading) utterance(q quotation) bool {
	n := q.to - q.from
	l := d.lines[d.words[q.open].sentence]
	if q.nested || l.title || d.words[q.open].aside || q.single && n < 4 {
		return false
	}
	if q.carried {
		return true
	}
	if q.open == l.from {
		return n > 1 && !d.subjectOfVerb(q)
	}
	before := d.words[q.open-1].low
	if d.goesOn(q) {
		return true
	}
	if c, ok := cueLexicon[before]; ok && c.frame&takesQuote != 0 {
		return n > 1 && (d.words[q.from].upper || c.frame&takesClause == 0 || c.ing)
	}
	return (before == ":" || before == ",") && d.words[q.from].upper && (n > 2 || before == ":" && !endsPlain(d.words[q.to-1].low))
}

// goesOn reports whether q takes up a quotation of the same sentence that was cut by its attribution: `"A," he said, "b."`.
func (d *reading) goesOn(q quotation) bool {
	if !d.is(q.open-1, ",", "but", "and", "that") {
		return false
	}
	for k := q.open - 2; k >= d.lines[d.words[q.open].sentence].from; k-- {
		if p := d.words[k].quote; p > 0 {
			return d.quotes[p-1].statement > 0 && d.said[d.quotes[p-1].statement-1].kind == Direct
		}
	}
	return false
}

// subjectOfVerb tells a title in quotation marks that opens a sentence: a word that is no attribution follows at once.
func (d *reading) subjectOfVerb(q quotation) bool {
	next := q.close + 1
	if q.close >= len(d.words) || next >= d.lines[d.words[q.close].sentence].to {
		return false
	}
	w := d.words[next]
	if !w.letter || w.upper || pronounWords[w.low] || determiners[w.low] {
		return false
	}
	c, ok := cueLexicon[w.low]
	return !(ok && c.frame&takesQuote != 0) && endsPlain(d.words[q.to-1].low)
}

// endsPlain reports whether a quotation's last word is no punctuation.
func endsPlain(w string) bool {
	switch w {
	case ",", ".", "!", "?", "…", "...", "—", "--":
		return false
	}
	return true
}

// direct makes a statement of quotation i, or adds it to the statement that it goes on with. It reports false when the
// quotation is left for later or for good.
func (d *reading) direct(i int) bool {
	q := &d.quotes[i]
	if !d.utterance(*q) {
		return true
	}
	if q.carried && i > 0 && d.quotes[i-1].statement > 0 {
		d.goOn(i, d.quotes[i-1].statement-1)
		return true
	}
	if d.goesOn(*q) {
		if prev := d.running(i); prev >= 0 && d.noNewCue(d.said[prev].cueTo, q.open) {
			d.goOn(i, prev)
			return true
		}
	}
	last := i
	for d.quotes[last].carries && last+1 < len(d.quotes) {
		last++
	}
	st, ok := d.attribution(*q, d.quotes[last])
	if ok {
		st.kind = Direct
		st.content = []span.Span{q.inner}
		d.said = append(d.said, st)
		q.statement = len(d.said)
		for k := st.cueFrom; k < st.cueTo; k++ {
			d.used[k] = true
		}
		return true
	}
	if prev := d.running(i); prev >= 0 {
		d.goOn(i, prev)
		return true
	}
	return false
}

// noNewCue reports whether no cue stands in [from, to) outside quotation marks.
func (d *reading) noNewCue(from, to int) bool {
	for k := from; k < to; k++ {
		if _, _, ok := d.cueAt(k); ok && d.words[k].quote == 0 && !d.used[k] {
			return false
		}
	}
	return true
}

func (d *reading) goOn(i, statement int) {
	d.said[statement].content = append(d.said[statement].content, d.quotes[i].inner)
	d.quotes[i].statement = statement + 1
}

// running finds the statement that quotation i goes on with: the one before it, when only its attribution stands between
// them and the new quotation opens a sentence or goes on after a comma.
func (d *reading) running(i int) int {
	if i == 0 {
		return -1
	}
	q := d.quotes[i]
	p := i - 1
	for p >= 0 && d.quotes[p].nested {
		p--
	}
	if p < 0 || d.quotes[p].statement == 0 {
		return -1
	}
	k := d.quotes[p].statement - 1
	here, there := d.words[q.open].sentence, d.words[min(d.quotes[p].close, len(d.words)-1)].sentence
	if here-there > 1 || d.said[k].kind != Direct {
		return -1
	}
	if last := d.lines[d.words[min(q.close, len(d.words)-1)].sentence].to; d.wordsBetween(q.close+1, last) && !d.goesOn(q) {
		return -1 // an attribution of its own that nobody could read
	}
	if here == there && !d.is(q.open-1, ",", ":", "but", "and", "that") && q.open != d.lines[here].from {
		return -1
	}
	if d.lines[here].paragraph-d.lines[there].paragraph > 1 {
		return -1
	}
	return k
}

// wordsBetween reports whether a word stands in [from, to), outside quotation marks.
func (d *reading) wordsBetween(from, to int) bool {
	for i := from; i < to; i++ {
		if d.words[i].letter && d.words[i].quote == 0 {
			return true
		}
	}
	return false
}

// standing gives a quotation without a cue to the one who spoke in the sentence before it, where the quotation opens a sentence.
func (d *reading) standing(i int) {
	q := d.quotes[i]
	n := d.words[q.open].sentence
	if last := d.lines[d.words[min(q.close, len(d.words)-1)].sentence].to; d.wordsBetween(q.close+1, last) {
		return
	}
	if q.open != d.lines[n].from || n == 0 || q.to-q.from < 5 || endsPlain(d.words[q.to-1].low) && !d.is(q.close+1, ".") {
		return
	}
	for k := len(d.said) - 1; k >= 0; k-- {
		st := d.said[k]
		if st.line != n-1 || len(st.source.actors) != 1 || d.lines[n].paragraph-d.lines[n-1].paragraph > 1 {
			continue
		}
		if st.kind == Direct {
			d.goOn(i, k)
			return
		}
		st.kind, st.content, st.evidence, st.line = Direct, []span.Span{q.inner}, "standing", n
		st.cueFrom, st.cueTo, st.cue = 0, 0, cueEntry{}
		st.source.kind = "carried"
		d.said = append(d.said, st)
		d.quotes[i].statement = len(d.said)
		return
	}
	d.unsigned(i)
}

// unsigned keeps a quotation that is a paragraph of its own, where nobody is known to say it: the words without a speaker.
func (d *reading) unsigned(i int) {
	q := d.quotes[i]
	l, last := d.lines[d.words[q.open].sentence], d.lines[d.words[q.to-1].sentence]
	if q.single || q.unclosed || q.carried || d.is(q.from+1, ":") || d.sharesParagraph(q.open, q.to-1) || l.paragraph != last.paragraph {
		return
	}
	d.said = append(d.said, said{kind: Direct, content: []span.Span{q.inner}, line: d.words[q.open].sentence, evidence: "standing", source: source{kind: "unknown"}})
	d.quotes[i].statement = len(d.said)
}

// sharesParagraph reports whether another sentence than those of words from and to stands in their paragraph.
func (d *reading) sharesParagraph(from, to int) bool {
	a, b := d.words[from].sentence, d.words[to].sentence
	return a > 0 && d.lines[a-1].paragraph == d.lines[a].paragraph || b+1 < len(d.lines) && d.lines[b+1].paragraph == d.lines[b].paragraph
}
