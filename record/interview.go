package record

import "github.com/dateline-news/dateline/span"

// answer is a paragraph of a transcript that a label opens: words [from, to) behind "A:" or "Novak:".
type answer struct {
	label    int // first word of the label
	from, to int
	line     int
	by       *actor // nil for "A:"
	question bool
}

// minTurns is how many labelled paragraphs make a transcript.
const minTurns = 3

// findAnswers makes statements of a printed interview: paragraphs that "Q:" and "A:", or the names of those who talk, open. What
// stands behind "A:" is said by the one person whom the text names before the first question.
func (d *reading) findAnswers() {
	turns := d.turns()
	if len(turns) < minTurns {
		return
	}
	guest := d.personBefore(turns[0].label)
	for _, t := range turns {
		st := said{kind: Direct, content: []span.Span{d.quoted(t.from, t.to)}, line: t.line, evidence: "interview"}
		st.source = source{from: t.label, to: t.from - 1, kind: "name"}
		switch {
		case t.by != nil:
			st.source.actors = []*actor{t.by}
		case t.question || guest == nil:
			st.source.kind = "unknown"
		default:
			st.source.actors = []*actor{guest}
		}
		if t.question && t.by == nil {
			continue // the outlet asks
		}
		d.said = append(d.said, st)
		for i := range d.quotes {
			if q := &d.quotes[i]; q.open >= t.from && q.open < t.to {
				q.statement = len(d.said)
			}
		}
		for k := t.label; k < t.to; k++ {
			d.used[k] = true
		}
	}
}

// turns are the labelled paragraphs of the text.
func (d *reading) turns() []answer {
	var out []answer
	for n := range d.lines {
		l := d.lines[n]
		if n > 0 && d.lines[n-1].paragraph == l.paragraph || l.title {
			continue
		}
		end := l.to // the label may be a sentence of its own
		for m := n + 1; m < len(d.lines) && d.lines[m].paragraph == l.paragraph; m++ {
			end = d.lines[m].to
		}
		if end-l.from < 3 {
			continue
		}
		at := l.from
		if opening(d.words[at].text) {
			at++ // a transcript whose paragraphs all stand in quotation marks
		}
		t := answer{label: at, line: n, to: end}
		colon := at + 1
		switch m := d.words[at].mention; {
		case d.words[at].text == "Q" || d.words[at].text == "Question":
			t.question = true
		case d.words[at].text == "A" || d.words[at].text == "Answer":
		case m > 0 && d.mentions[m-1].actor.kind == Person:
			t.by, colon = d.mentions[m-1].actor, d.mentions[m-1].to
		default:
			continue
		}
		if t.from = colon + 1; !d.is(colon, ":") || t.from >= t.to || at == l.from && d.words[t.from].quote > 0 {
			continue
		}
		if words := d.bare(t.from, t.to); at > l.from && closingMark(d.words[t.to-1].text) {
			t.to = max(words.to, t.to-1)
		}
		out = append(out, t)
	}
	return out
}

// personBefore is the one person whom the text names before word end, nil for none or several.
func (d *reading) personBefore(end int) *actor {
	var found *actor
	for i := range end {
		m := d.words[i].mention
		if m == 0 || d.mentions[m-1].actor.kind != Person {
			continue
		}
		if a := d.mentions[m-1].actor; found != nil && a != found {
			return nil
		} else if found == nil {
			found = a
		}
	}
	return found
}
