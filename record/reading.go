package record

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// word is a token with what the rules ask of it again and again.
type word struct {
	span.Span
	text     string
	low      string // in small letters
	sentence int    // index into reading.sentences
	joined   bool   // touches the word before
	clitic   bool   // the second part of a multiword token: 's, n't
	upper    bool   // begins with a capital
	letter   bool   // begins with a letter
	aside    bool   // stands in the dateline or the byline
	quote    int    // innermost quotation that holds it, 0 none, else index+1
	mention  int    // mention that covers it, 0 none, else index+1
	lemma    string // "", like the four below it, where no network has read the text
	upos     string // universal part of speech
	xpos     string // Penn tag: VBN, VBG …
	rel      string // relation to head
	head     int    // word that it depends on, noHead for a root or where the tree is unknown
}

// noHead is the head of a root.
const noHead = -1

// line is a sentence as a range of words.
type line struct {
	span      span.Span
	begin     int // its first word, in the dateline too
	from, to  int // words [from, to); from stands after the dateline
	paragraph int
	title     bool // headline, kicker or another line in title case: its capitals say little
}

// reading is one report while its record is made.
type reading struct {
	report    report.Report
	world     *world.World
	text      string
	words     []word
	lines     []line
	quotes    []quotation
	loose     []int // closing marks that close nothing in their paragraph
	mentions  []mention
	actors    []*actor
	times     []Time
	polities  map[string]EntityKind // names in small letters that the text alone makes a state or a place
	midway    map[string]bool       // words with a capital inside a sentence, where capitals mean names
	said      []said
	claimed   []claimed
	used      []bool // words that are the cue of a statement already
	language  language.Text
	published string // day that the report speaks of: dateline's, else published; "" unknown
}

// newReading lays the words and sentences of t out flat.
func newReading(r report.Report, t language.Text, w *world.World) *reading {
	d := &reading{report: r, language: t, world: w, text: r.Text, midway: map[string]bool{}}
	n := 0
	for _, s := range t.Sentences {
		n += len(s.Tokens)
	}
	d.words = make([]word, 0, n)
	d.lines = make([]line, 0, len(t.Sentences))
	for _, s := range t.Sentences {
		d.addLine(s)
	}
	d.setAside()
	if r.Dateline != nil && r.Dateline.Date != "" {
		d.published = r.Dateline.Date
	} else if !r.Published.IsZero() {
		d.published = r.Published.Format("2006-01-02")
	}
	return d
}

func (d *reading) addLine(s language.Sentence) {
	l := line{span: s.Span, begin: len(d.words), from: len(d.words), paragraph: s.Paragraph}
	l.title = d.report.Headline != nil && d.report.Headline.Overlaps(s.Span)
	parts := 0
	for i, t := range s.Tokens {
		r, _ := utf8.DecodeRuneInString(t.Of(d.text))
		w := word{Span: t.Span, text: t.Of(d.text), sentence: len(d.lines), clitic: parts > 0, upper: unicode.IsUpper(r) || unicode.IsTitle(r), letter: unicode.IsLetter(r)}
		w.lemma, w.upos, w.xpos, w.rel, w.head = t.Lemma, t.UPOS, t.XPOS, t.Deprel, noHead
		if t.Head > 0 && t.Head <= len(s.Tokens) && t.UPOS != "" {
			w.head = l.from + t.Head - 1
		}
		w.low = w.text
		if w.upper {
			w.low = strings.ToLower(w.text)
		}
		w.joined = i > 0 && s.Tokens[i-1].Span.End == t.Span.Start
		parts = max(parts-1, 0)
		if t.Multiword > 1 {
			parts = t.Multiword - 1
		}
		if w.upper && i > 0 && !l.title && !opening(d.words[len(d.words)-1].text) {
			d.midway[w.low] = true
		}
		d.words = append(d.words, w)
	}
	l.to = len(d.words)
	d.lines = append(d.lines, l)
}

// setAside marks the words of the dateline and the byline, and moves the beginning of a sentence behind them.
func (d *reading) setAside() {
	for _, s := range []*span.Span{d.datelineSpan(), d.report.Byline} {
		if s == nil {
			continue
		}
		for i := range d.words {
			if s.Overlaps(d.words[i].Span) {
				d.words[i].aside = true
			}
		}
	}
	for i := range d.lines {
		l := &d.lines[i]
		for l.from < l.to && d.words[l.from].aside {
			l.from++
		}
	}
}

func (d *reading) datelineSpan() *span.Span {
	if d.report.Dateline == nil {
		return nil
	}
	return &d.report.Dateline.Span
}

// over is the byte range of words [from, to).
func (d *reading) over(from, to int) span.Span {
	return span.Span{Start: d.words[from].Start, End: d.words[to-1].End}
}

// phrase is the text of words [from, to) on one line.
func (d *reading) phrase(from, to int) string {
	if from >= to {
		return ""
	}
	return strings.Join(strings.Fields(d.over(from, to).Of(d.text)), " ")
}

// is reports whether word i is one of the small-letter forms, false outside the text.
func (d *reading) is(i int, forms ...string) bool {
	if i < 0 || i >= len(d.words) {
		return false
	}
	for _, f := range forms {
		if d.words[i].low == f {
			return true
		}
	}
	return false
}

// in reports whether word i belongs to set, false outside the text.
func (d *reading) in(i int, set map[string]bool) bool {
	return i >= 0 && i < len(d.words) && set[d.words[i].low]
}

func closingMark(w string) bool {
	switch w {
	case "\"", "”", "»", "''", "’", "'":
		return true
	}
	return false
}

func opening(w string) bool {
	switch w {
	case "\"", "“", "„", "«", "‘", "'", "``", "(", "[", "—", "–", "--", "-", ":", "/":
		return true
	}
	return false
}
