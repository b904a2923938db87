package record

import (
	"slices"
	"strings"

	"github.com/dateline-news/dateline/span"
)

// The kinds of sourcing: who stands behind a statement, as far as the text says.
const (
	sourceNamed    = "named"    // a person by name
	sourceOfficial = "official" // somebody with an office but without a name: "a ministry spokesman", "officials"
	sourceUnnamed  = "unnamed"  // anybody else without a name: "witnesses", "two people familiar with the matter"
	sourceBody     = "body"     // a body, a government or a country
	sourceDocument = "document" // a statement, letter, report, law
	sourceMedia    = "media"    // another outlet or agency
	sourceUnknown  = "unknown"  // the text does not say, or not plainly
)

// sourcingOf is the kind of source that speaks as actor a in statement st.
func (d *reading) sourcingOf(st said, a *actor) string {
	low := ""
	if st.source.to > st.source.from {
		low = d.words[d.headOf(st.source.from, st.source.to)].low
	}
	switch {
	case a == nil:
		return sourceUnknown
	case paperNouns[low] || documentNouns[low]:
		return sourceDocument
	case d.isMedia(a, low):
		return sourceMedia
	case a.kind == Person && !a.unnamed:
		return sourceNamed
	case !a.unnamed:
		return sourceBody
	}
	name := strings.ToLower(a.name)
	head := name[strings.LastIndexByte(name, ' ')+1:]
	for _, w := range strings.Fields(name) {
		if officeHeads[w] || officeHeads[strings.TrimSuffix(w, "s")] || w == "authorities" || w == "police" || w == "officials" || w == "spokespeople" || w == "spokesmen" {
			return sourceOfficial
		}
	}
	if a.kind == Group && !strings.HasSuffix(head, "s") && !personNouns[head] && head != "people" {
		return sourceBody
	}
	return sourceUnnamed
}

// mediaNouns describe outlets.
var mediaNouns = wordSet("media press newspaper newspapers outlet outlets broadcaster broadcasters channel channels tabloid magazine daily weekly radio television news agency agencies website portal")

// isMedia reports whether the actor is an outlet or an agency: by its noun, by its name, or as the world knows it.
func (d *reading) isMedia(a *actor, low string) bool {
	if a.kind != Organisation && a.kind != Group {
		return false
	}
	if (low == "agency" || low == "agencies") && !strings.Contains(strings.ToLower(a.name), "news") {
		return false // "the aid agency"
	}
	if mediaNouns[low] {
		return true
	}
	words := strings.Fields(strings.ToLower(a.name))
	if len(words) == 0 {
		return false
	}
	if last := words[len(words)-1]; last != "agency" && last != "agencies" && (mediaNouns[last] || last == "times" || last == "post" || last == "tv" || last == "journal" || last == "wire" || last == "tribune" || last == "herald") || slices.Contains(words, "news") {
		return true
	}
	n, _ := d.world.LongestAgency(strings.Fields(a.name))
	return n == len(words)
}

// chain gives for each statement the statements that hold its cue, the outermost first: who passes it on.
func (d *reading) chain() [][]int {
	out := make([][]int, len(d.said))
	for k, st := range d.said {
		if st.cueTo == st.cueFrom {
			continue
		}
		cue := d.over(st.cueFrom, st.cueTo)
		for j, outer := range d.said {
			if j != k && slices.ContainsFunc(outer.content, func(c span.Span) bool { return c.Contains(cue) }) {
				out[k] = append(out[k], j)
			}
		}
		slices.SortStableFunc(out[k], func(a, b int) int { return widest(d.said[b]) - widest(d.said[a]) })
	}
	return out
}

func widest(st said) int {
	n := 0
	for _, c := range st.content {
		n = max(n, c.Len())
	}
	return n
}

// occasion is what the speaker was asked or answered when the statement was made, in its sentence and outside its words: "when
// asked to comment on the ban", "asked about the ban", "in response to a question about it"; nil for none.
func (d *reading) occasion(st said) *span.Span {
	l := d.lines[st.line]
	for i := l.from; i < l.to; i++ {
		asked := d.is(i, "asked", "questioned", "pressed") && (i == l.from || d.is(i-1, "when", "after", ",", "being", "while", "was")) && i != st.cueFrom
		answer := d.is(i, "response", "reply", "answer", "answering", "commenting", "responding", "replying") && d.is(i+1, "to", "on") && (i == l.from || d.is(i-1, "in", ","))
		if !asked && !answer || d.words[i].quote > 0 {
			continue
		}
		from, to := i, d.untilComma(i, l.to)
		for from > l.from && d.is(from-1, "when", "after", "being", "while", "in") {
			from--
		}
		for to > from && !d.words[to-1].letter && !isNumber(d.words[to-1].text) {
			to--
		}
		s := d.over(from, max(to, i+1))
		if !slices.ContainsFunc(st.content, s.Overlaps) {
			return &s
		}
	}
	return nil
}
