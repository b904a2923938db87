package story

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// note is a form of words by which a text says what it is to an earlier one. Those with opens stand at the beginning of a
// line only: "correction" within a sentence about a market is none.
type note struct {
	kind ChangeKind
	re   *regexp.Regexp
}

// self is what a text calls itself.
const self = `(?:article|story|report|item|dispatch|text|page|post|version|headline|caption|news ?letter)`

// notes are the forms, the weightiest first. They follow the published styles of the agencies and papers (docs/stories.md).
var notes = []note{
	{Retraction, regexp.MustCompile(`(?im)^\W{0,3}(?:(?:mandatory |urgent )?kill\b(?:[ :/-]|$)|withdrawn\b|withdrawal\b|retracted?\b|retraction\b|story (?:withdrawn|removed|killed)\b)`)},
	{Retraction, regexp.MustCompile(`(?i)\b(?:this|the|our|its) ` + self + ` (?:has been|was|is|of [^.]{1,80} (?:has been|was|is)) (?:withdrawn|retracted|killed|taken down|removed from)`)},
	{Retraction, regexp.MustCompile(`(?i)\b(?:withdraws?|retracts?|has withdrawn|has retracted|have withdrawn|have retracted) (?:in full )?(?:its|our|the|this) (?:earlier )?` + self)},
	{Correction, regexp.MustCompile(`(?im)^\W{0,3}(?:correct(?:ed|s|ion|ions|ing)|clarification|clarifies|erratum|errata|editor['’]?s['’]? note:? (?:an |this )?(?:earlier|correct)|amended)\b(?:[ :/,.—–)-]|$)`)},
	{Correction, regexp.MustCompile(`(?i)\b(?:an?|the) (?:earlier|previous|original|first|prior) (?:version )?(?:of (?:this|the) )?` + self + `\b[^.]{0,80}\b(?:said|stated|gave|misstated|misspelt|misspelled|misidentified|incorrectly|wrongly|mistakenly|erroneously|contained|reported|referred|put)`)},
	{Correction, regexp.MustCompile(`(?i)\bthis ` + self + ` (?:has been|was) (?:corrected|amended|changed to correct|edited to correct)`)},
	{Correction, regexp.MustCompile(`(?i)\((?:corrects|clarifies|fixes|adds dropped)\b[^)]{1,160}\)`)},
	{Refile, regexp.MustCompile(`(?im)^\W{0,3}(?:refile|refiles|rpt|repeat|repeats|repeating|resending)\b(?:[ :/-]|$)`)},
	{Refile, regexp.MustCompile(`(?i)\((?:refiles|repeats|resends)\b[^)]{1,160}\)`)},
	{Update, regexp.MustCompile(`(?im)^\W{0,3}(?:(?:update|wrapup|wrap-up|lead|writethru)(?: ?\d+|:)|updated?:|updates? (?:with|at|to)\b|\d+(?:st|nd|rd|th) (?:update|lead|ld)\b)`)},
	{Update, regexp.MustCompile(`(?i)\bthis ` + self + ` (?:has been|was|will be) updated|\(updates (?:with|to)\b[^)]{1,160}\)|\(adds\b[^)]{1,160}\)`)},
}

// NoteOf finds what a text says of itself in its headline, its standfirst, its first two and its last three paragraphs: the kind and the
// words, or "" when it says nothing. old, when not "", is the version before: what stood there already says nothing new.
func NoteOf(r record.Report, old string) (ChangeKind, span.Span) {
	where := notePlaces(r)
	for _, n := range notes {
		for _, p := range where {
			m := n.re.FindStringIndex(p.Of(r.Text))
			if m == nil {
				continue
			}
			sentence := sentenceAt(r, p, span.Span{Start: p.Start + m[0], End: p.Start + m[1]})
			if old == "" || !strings.Contains(old, sentence.Of(r.Text)) {
				return n.kind, sentence
			}
		}
	}
	return "", span.Span{}
}

func notePlaces(r record.Report) []span.Span {
	if len(r.Paragraphs) == 0 {
		return []span.Span{{End: len(r.Text)}}
	}
	frame := 0
	for frame < len(r.Paragraphs) && (isFrame(r.Paragraphs[frame], r.Headline) || isFrame(r.Paragraphs[frame], r.Standfirst) || isFrame(r.Paragraphs[frame], r.Byline)) {
		frame++
	}
	head := r.Paragraphs[:min(len(r.Paragraphs), frame+2)]
	if p := head[0]; p.Start > 0 { // a line above the headline that is no paragraph
		head = append([]span.Span{{End: p.Start}}, head...)
	}
	return slices.Concat(head, r.Paragraphs[max(len(head), len(r.Paragraphs)-3):])
}

// sentenceAt is the sentence of the paragraph that holds the words found, without the blanks around.
func sentenceAt(r record.Report, paragraph, found span.Span) span.Span {
	for _, s := range r.Sentences {
		if s.Contains(found) {
			return s
		}
	}
	words := paragraph.Of(r.Text)
	start := paragraph.Start + len(words) - len(strings.TrimLeft(words, " \n\t"))
	return span.Span{Start: start, End: start + len(strings.TrimSpace(words))}
}

// Classify says what the next version of a page did to the one before. The facts that it touched are Touched.
func Classify(was, now record.Report, d Diff) Change {
	var c Change
	for _, r := range d {
		switch r.Op {
		case CutRun:
			c.Cut += len(wordsIn(was.Text, r.Old))
		case AddedRun:
			c.Added += len(wordsIn(now.Text, r.New))
		}
	}
	if c.Cut+c.Added == 0 {
		c.Kind = Furniture
		return c
	}
	c.Kind, c.Note = NoteOf(now, was.Text)
	if c.Kind == "" {
		c.Kind = SilentEdit
	}
	return c
}

// Fact is the place of a fact: its id in the record, and the sentence or words that it stands on.
type Fact struct {
	ID   string
	Span span.Span
}

// goneShare is below which share of its words a sentence is no longer there in other words.
const goneShare = 0.4

// Touched says which facts of the version before stood on a sentence that the next version changed or cut, in order of the
// text. A sentence that only moved was not touched.
func Touched(was, now record.Report, d Diff, facts []Fact) []Touch {
	t := toucher{was: was, now: now, diff: d, still: map[uint64]bool{}}
	for _, s := range sentencesOf(now) {
		t.still[hashOf(s.Of(now.Text))] = true
	}
	var out []Touch
	sentences := sentencesOf(was)
	for _, f := range facts {
		s := holding(sentences, f.Span)
		if kind, in := t.became(s); kind != "" {
			out = append(out, Touch{Fact: f.ID, Kind: kind, Was: s, Now: in})
		}
	}
	sortTouches(out)
	return out
}

func sortTouches(all []Touch) {
	slices.SortStableFunc(all, func(a, b Touch) int {
		return cmp.Or(cmp.Compare(a.Was.Start, b.Was.Start), cmp.Compare(a.Fact, b.Fact))
	})
}

// Withdraw marks all facts of a report that was retracted or taken away.
func Withdraw(was record.Report, facts []Fact) []Touch {
	sentences := sentencesOf(was)
	out := make([]Touch, 0, len(facts))
	for _, f := range facts {
		out = append(out, Touch{Fact: f.ID, Kind: Withdrawn, Was: holding(sentences, f.Span)})
	}
	sortTouches(out)
	return out
}

func sentencesOf(r record.Report) []span.Span {
	if len(r.Sentences) > 0 {
		return r.Sentences
	}
	return r.Paragraphs
}

// holding is the sentence that holds a fact, or the fact's own words when none does.
func holding(sentences []span.Span, fact span.Span) span.Span {
	for _, s := range sentences {
		if s.Contains(fact) {
			return s
		}
	}
	return fact
}

type toucher struct {
	was, now record.Report
	diff     Diff
	still    map[uint64]bool // the sentences of the new text
	known    map[span.Span]Touch
}

// became says what became of a sentence: "" when it stands as it was.
func (t *toucher) became(s span.Span) (TouchKind, span.Span) {
	if known, ok := t.known[s]; ok {
		return known.Kind, known.Now
	}
	kind, in := t.judge(s)
	if t.known == nil {
		t.known = map[span.Span]Touch{}
	}
	t.known[s] = Touch{Kind: kind, Now: in}
	return kind, in
}

func (t *toucher) judge(s span.Span) (TouchKind, span.Span) {
	kept, total, whole := 0, len(wordsIn(t.was.Text, s)), true
	var covers span.Span // of the new text: from the first kept word to the last
	for i, r := range t.diff {
		switch {
		case r.Op == KeptRun && r.Old.Overlaps(s):
			part := overlap(r.Old, s)
			kept += len(wordsIn(t.was.Text, part))
			in := shifted(r, part)
			if covers.End == 0 {
				covers.Start = in.Start
			}
			covers.End = max(covers.End, in.End)
		case r.Op == AddedRun && i > 0 && i+1 < len(t.diff):
			whole = whole && !t.inside(i, s)
		}
	}
	if kept == total && whole || t.still[hashOf(s.Of(t.was.Text))] {
		return "", span.Span{}
	}
	if total == 0 || float64(kept) < goneShare*float64(total) {
		return Cut, span.Span{}
	}
	return Reworded, t.nearest(covers)
}

// inside says whether the added run i stands between two words of the sentence s.
func (t *toucher) inside(i int, s span.Span) bool {
	before, after := -1, -1
	for j := i - 1; j >= 0 && before < 0; j-- {
		before = t.diff[j].Old.End
		if t.diff[j].Op == AddedRun {
			before = -1
		}
	}
	for j := i + 1; j < len(t.diff) && after < 0; j++ {
		if t.diff[j].Op != AddedRun {
			after = t.diff[j].Old.Start
		}
	}
	return before > s.Start && after >= 0 && after < s.End && before <= s.End
}

// nearest is the sentence of the new text that holds most of a range; empty when none does.
func (t *toucher) nearest(in span.Span) (best span.Span) {
	most := 0
	for _, s := range sentencesOf(t.now) {
		if s.Overlaps(in) {
			if n := overlap(s, in).Len(); n > most {
				best, most = s, n
			}
		}
	}
	return best
}

func overlap(a, b span.Span) span.Span {
	return span.Span{Start: max(a.Start, b.Start), End: min(a.End, b.End)}
}

// shifted is where a part of a kept run stands in the new text. Kept words can differ in case and typography, so the
// bytes are those of the run's ends where the part reaches them, and as far from them elsewhere as the old text has it.
func shifted(r Run, part span.Span) span.Span {
	start, end := r.New.Start+part.Start-r.Old.Start, r.New.End-(r.Old.End-part.End)
	start = min(max(start, r.New.Start), r.New.End)
	return span.Span{Start: start, End: max(start, min(end, r.New.End))}
}
