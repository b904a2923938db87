package record

import (
	"slices"
	"strings"
)

// nameTheLede gives the unnamed holder of an office in the first sentence of the body the name that the next sentences
// begin with, the usual order of a wire report: "Ruritania's foreign minister told … . |Otto Kramm| told the assembly …".
// It does so only where that person has no office yet and nobody else is named in between.
func (d *reading) nameTheLede(first int) {
	for k := range d.said {
		st := &d.said[k]
		if st.line != first || len(st.source.actors) != 1 {
			continue
		}
		a := st.source.actors[0]
		if !a.unnamed || a.kind != Person || !a.definite || a.plural {
			continue
		}
		if p := d.namedNext(first); p != nil {
			d.sameActor(a, p, st.source)
		}
	}
}

// firstBodyLine is the first sentence of the report below headline, standfirst and dateline, -1 for none.
func (d *reading) firstBodyLine() int {
	for n, l := range d.lines {
		if l.title || l.to-l.from < 5 || d.report.Standfirst != nil && d.report.Standfirst.Overlaps(l.span) {
			continue
		}
		return n
	}
	return -1
}

// namedNext is the person without an office whose full name opens one of the next two sentences, nil when the first
// of them names another.
func (d *reading) namedNext(first int) *actor {
	for n := first + 1; n < min(first+3, len(d.lines)); n++ {
		l := d.lines[n]
		if m := d.words[min(l.from, len(d.words)-1)].mention; l.from < l.to && m > 0 {
			a := d.mentions[m-1].actor
			if a.kind == Person && !a.unnamed && len(a.parts) > 1 && len(a.offices) == 0 && d.mentions[m-1].to-d.mentions[m-1].from > 1 {
				return a
			}
		}
		for i := l.from; i < l.to; i++ {
			if m := d.words[i].mention; m > 0 && d.mentions[m-1].actor.kind == Person {
				return nil
			}
		}
	}
	return nil
}

// sameActor gives the mentions and the title of an unnamed actor to the person that it is.
func (d *reading) sameActor(a, person *actor, s source) {
	for k := range d.said {
		for i, x := range d.said[k].source.actors {
			if x == a {
				d.said[k].source.actors[i] = person
			}
		}
	}
	for _, m := range a.mentions {
		d.point(person, m)
	}
	a.mentions = nil
	from, to := s.from, s.to
	for from < to-1 && (d.in(from, determiners) || d.countryWords(from) > 0 && !strings.Contains(d.words[from].text, ".") || d.words[from].clitic) {
		d.setCountry(person, from)
		from = min(to-1, from+max(1, d.countryWords(from)))
	}
	person.addOffice(Office{Title: d.phrase(from, to), Span: d.over(from, to)})
}

// dropRepeats takes out a statement of the standfirst that the body makes again in nearly the same words.
func (d *reading) dropRepeats() {
	top := d.report.Standfirst
	if top == nil {
		return
	}
	d.said = slices.DeleteFunc(slices.Clone(d.said), func(a said) bool {
		if !top.Contains(a.content[0]) {
			return false
		}
		return slices.ContainsFunc(d.said, func(b said) bool {
			return !top.Overlaps(b.content[0]) && slices.Equal(a.source.actors, b.source.actors) && repeats(a.content[0].Of(d.text), b.content[0].Of(d.text))
		})
	})
}

// repeats reports whether at least three in four of a's words are in b.
func repeats(a, b string) bool {
	have := map[string]bool{}
	for w := range strings.FieldsSeq(strings.ToLower(b)) {
		have[strings.Trim(w, ".,;:\"“”")] = true
	}
	n, all := 0, 0
	for w := range strings.FieldsSeq(strings.ToLower(a)) {
		all++
		if have[strings.Trim(w, ".,;:\"“”")] {
			n++
		}
	}
	return all > 0 && 4*n >= 3*all
}
