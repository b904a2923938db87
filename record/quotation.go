package record

import (
	"slices"
	"strings"

	"github.com/dateline-news/dateline/span"
)

// quotation is a stretch of text between quotation marks.
type quotation struct {
	from, to  int       // words inside the marks, [from, to)
	open      int       // word of the opening mark
	close     int       // word of the closing mark; == to where the paragraph ends first
	inner     span.Span // the words inside the marks without a closing comma
	single    bool      // ‘ ’ or ' '
	nested    bool      // stands inside another
	unclosed  bool      // its paragraph ends before a closing mark
	carries   bool      // the next quotation goes on with it: an opening mark is repeated in the next paragraph
	carried   bool      // it goes on with the one before
	statement int       // statement that holds its words, 0 none, else index+1
}

// findQuotations pairs quotation marks paragraph by paragraph. A straight mark opens or closes by what stands beside it;
// a mark that is never closed closes at the end of its paragraph where it opened the paragraph, and counts for nothing elsewhere.
func (d *reading) findQuotations() {
	for from := 0; from < len(d.lines); {
		to := from + 1
		for to < len(d.lines) && d.lines[to].paragraph == d.lines[from].paragraph {
			to++
		}
		d.quotationsOf(d.lines[from].from, d.lines[to-1].to)
		from = to
	}
	d.joinParagraphs()
	for i := range d.quotes {
		q := &d.quotes[i]
		q.inner = d.quoted(q.from, q.to)
		for k := q.from; k < q.to; k++ {
			d.words[k].quote = i + 1
		}
	}
}

// maxNested bounds how many marks may stand open at once; a text with more is no text.
const maxNested = 8

func (d *reading) quotationsOf(from, to int) {
	var stack []int // words of open marks
	for i := from; i < to; i++ {
		if d.words[i].clitic {
			continue
		}
		switch d.markAt(i, from, to, stack) {
		case opens:
			if len(stack) < maxNested {
				stack = append(stack, i)
			}
		case closes:
			k := len(stack) - 1
			for k >= 0 && !pairs(d.words[stack[k]].text, d.words[i].text) {
				k--
			}
			if k < 0 {
				d.loose = append(d.loose, i)
				continue
			}
			d.addQuotation(stack[k], i, k > 0, false)
			stack = stack[:k]
		}
	}
	if len(stack) == 0 {
		return
	}
	if singleMark(d.words[stack[0]].text) {
		// an apostrophe looks the same: only a mark that both this paragraph and the next begin with is one
		if stack[0] == from && to < len(d.words) && d.words[to].text == d.words[from].text && d.markAt(to, to, min(to+2, len(d.words)), nil) == opens {
			d.addQuotation(from, to, false, true)
		}
		return
	}
	if stack[0] == from || to < len(d.words) && d.words[to].text == d.words[stack[0]].text && d.markAt(to, to, min(to+2, len(d.words)), nil) == opens {
		d.addQuotation(stack[0], to, false, true)
	}
}

func (d *reading) addQuotation(open, end int, nested, unclosed bool) {
	if end <= open+1 {
		return
	}
	q := quotation{open: open, from: open + 1, to: end, close: end, nested: nested, unclosed: unclosed, single: singleMark(d.words[open].text)}
	at := len(d.quotes)
	for at > 0 && d.quotes[at-1].open > open {
		at--
	}
	d.quotes = append(d.quotes, quotation{})
	copy(d.quotes[at+1:], d.quotes[at:])
	d.quotes[at] = q
}

type markSide uint8

const (
	noMark markSide = iota
	opens
	closes
)

// markAt tells what the word i does as a quotation mark.
func (d *reading) markAt(i, from, to int, stack []int) markSide {
	before := i > from && d.words[i].joined // something touches it on the left
	after := i+1 < to && d.words[i+1].joined
	switch d.words[i].text {
	case "“":
		if len(stack) > 0 && d.words[stack[len(stack)-1]].text == "„" {
			return closes
		}
		return opens
	case "„", "«", "‘", "``", "‚":
		return opens
	case "”", "»":
		return closes
	case "’", "\"", "'", "''":
	default:
		return noMark
	}
	switch {
	case d.words[i].text == "’":
		return closes
	case after && !before:
		return opens
	case before && !after:
		return closes
	case before && after && opening(d.words[i-1].text):
		return opens
	case before && after && len(stack) > 0:
		return closes
	case len(stack) > 0: // stands alone between spaces
		return closes
	}
	return opens
}

func pairs(open, shut string) bool {
	switch open {
	case "‘", "'", "‚":
		return shut == "’" || shut == "'"
	}
	return shut != "’" && shut != "'"
}

func singleMark(w string) bool { return w == "‘" || w == "'" || w == "‚" }

// joinParagraphs ties a quotation that its paragraph leaves open to the one that opens the next paragraph.
func (d *reading) joinParagraphs() {
	for i := range max(0, len(d.quotes)-1) {
		q, next := &d.quotes[i], &d.quotes[i+1]
		if q.unclosed && next.open == q.to {
			q.carries, next.carried = true, true
		}
	}
	for i := range d.quotes {
		if q := &d.quotes[i]; q.unclosed && !q.carries {
			d.closeLater(q)
		}
	}
}

// closeLater ends a quotation that its paragraph leaves open at a closing mark of the next paragraph that closes nothing
// there: a text whose lines are its paragraphs.
func (d *reading) closeLater(q *quotation) {
	at, _ := slices.BinarySearch(d.loose, q.to)
	if at == len(d.loose) || d.lines[d.words[d.loose[at]].sentence].paragraph != d.lines[d.words[q.open].sentence].paragraph+1 {
		return
	}
	q.to, q.close, q.unclosed = d.loose[at], d.loose[at], false
}

// quoted is the range of words [from, to) without a comma that belongs to the reporter's sentence.
func (d *reading) quoted(from, to int) span.Span {
	s := d.over(from, to)
	words := s.Of(d.text)
	for _, cut := range []string{",", " "} {
		if t := strings.TrimSuffix(words, cut); strings.TrimSpace(t) != "" {
			words = t
		}
	}
	s.End = s.Start + len(words)
	return s
}
