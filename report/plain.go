package report

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/gather"
)

// readPlain reads a file of plain text: kicker, headline, standfirst, byline and body in the order of wire copy, each of which may be absent.
func readPlain(doc gather.Document) (draft, error) {
	text, _, err := gather.Decode(doc.Bytes, doc.MediaType, doc.Charset)
	if err != nil {
		return draft{}, fail(doc, err, "save the file as UTF-8")
	}
	d := plainDraft(text)
	if len(d.parts) == 0 {
		return draft{}, fail(doc, ErrEmpty, "there are no words in it; give a document with a report")
	}
	return d, nil
}

// plainDraft cuts plain text into parts and tells what each is.
func plainDraft(text string) draft {
	var d draft
	for _, p := range paragraphsOf(text) {
		d.parts = append(d.parts, part{text: p})
	}
	underlined(&d)
	arrange(&d)
	return d
}

// paragraphsOf cuts text at blank lines and, where lines are not wrapped at a column, at every line end.
func paragraphsOf(text string) []string {
	lines := strings.Split(normalise(text), "\n")
	width := wrapWidth(lines)
	var out []string
	open := false // the last paragraph may go on
	for i, line := range lines {
		trimmed := strings.TrimSpace(line)
		if trimmed == "" {
			open = false
			continue
		}
		if open && width > 0 && joins(lines[i-1], line, width) {
			out[len(out)-1] += " " + trimmed
		} else {
			out = append(out, trimmed)
		}
		open = true
	}
	return out
}

// wrapWidth gives the column at which the text was wrapped, 0 when its lines are whole paragraphs. Wrapped text betrays itself: hardly
// any line could have taken the first word of the next one.
func wrapWidth(lines []string) int {
	width, pairs := 0, 0
	for i := 1; i < len(lines); i++ {
		if strings.TrimSpace(lines[i]) == "" || strings.TrimSpace(lines[i-1]) == "" {
			continue
		}
		pairs++
		width = max(width, runes(lines[i-1]), runes(lines[i]))
	}
	if pairs < 2 || width > 100 || width < 40 {
		return 0
	}
	full := 0
	for i := 1; i < len(lines); i++ {
		if strings.TrimSpace(lines[i]) != "" && strings.TrimSpace(lines[i-1]) != "" && joins(lines[i-1], lines[i], width) {
			full++
		}
	}
	if full*3 < pairs*2 {
		return 0
	}
	return width
}

// joins tells that next goes on the paragraph of line: its first word would not have fitted there, and it is not indented as a new paragraph.
func joins(line, next string, width int) bool {
	if indent(next) > indent(line) || indent(next) >= 2 && indent(line) < 2 {
		return false
	}
	word, _, _ := strings.Cut(strings.TrimSpace(next), " ")
	return runes(strings.TrimRight(line, " \t"))+1+runes(word) > width-2 // writers of mail leave a column or two
}

func indent(line string) int { return len(line) - len(strings.TrimLeft(line, " \t")) }

func runes(s string) int { return utf8.RuneCountInString(s) }

// underlined takes a first line followed by "=====" or "-----", or led by "# ", as a marked headline, as plain text and Markdown write it.
func underlined(d *draft) {
	kept := d.parts[:0]
	for i, p := range d.parts {
		bare := strings.Trim(p.text, "=-*_#~ ")
		switch {
		case bare == "" && i > 0 && len(p.text) >= 3:
			if len(kept) == 1 && (p.text[0] == '=' || p.text[0] == '-') {
				kept[0].kind = headline
			}
			continue
		case bare == "":
			continue
		case strings.HasPrefix(p.text, "#"):
			if rest := strings.TrimLeft(p.text, "#"); strings.HasPrefix(rest, " ") {
				p.text = strings.TrimRight(strings.TrimSpace(rest), "# ")
				if len(kept) == 0 {
					p.kind = headline
				}
			}
		}
		kept = append(kept, p)
	}
	d.parts = kept
}

// arrange tells kicker, headline, standfirst, byline, stamp and furniture among the parts of plain text. Parts that already have a
// kind keep it.
func arrange(d *draft) {
	markStamps(d)
	markFurniture(d.parts)
	rest := head(d)
	lead := leadIndex(d.parts, rest)
	markBylines(d, rest, lead)
	markStandfirst(d.parts, rest, lead)
	markCredits(d)
}

// head marks kicker and headline and gives the index after the headline.
func head(d *draft) int {
	if i := indexKind(d.parts, headline); i >= 0 {
		return i + 1
	}
	at := nextBody(d.parts, 0)
	second := nextBody(d.parts, at+1)
	if at < 0 || second < 0 {
		return 0
	}
	first := d.parts[at].text
	third := nextBody(d.parts, second+1)
	if third >= 0 && kickerLike(first) && headlineLike(d.parts[second].text) && runes(d.parts[second].text) > runes(first) {
		follower := d.parts[third].text
		if labels[strings.ToLower(first)] || words(first) <= 2 || strings.ToUpper(first) == first || !sentenceLike(follower) {
			d.parts[at].kind = kicker
			at, first = second, d.parts[second].text
		}
	}
	next := nextBody(d.parts, at+1)
	opens := next >= 0 && (bylineLike(d.parts[next].text) || opensWithDateline(d.parts[next].text))
	if headlineLike(first) || opens && runes(first) <= 140 && !opensWithDateline(first) && !bylineLike(first) {
		d.parts[at].kind = headline
		return at + 1
	}
	return 0
}

// leadIndex finds the first paragraph that opens with a dateline, among the first few after from; -1 when there is none.
func leadIndex(parts []part, from int) int {
	seen := 0
	for i := from; i < len(parts) && seen < 5; i++ {
		if parts[i].kind != body {
			continue
		}
		if opensWithDateline(parts[i].text) {
			return i
		}
		seen++
	}
	return -1
}

func opensWithDateline(text string) bool {
	o, ok := parseOpening(text, atlas{})
	return ok && (o.place != "" || o.agency != "")
}

// markBylines marks lines of the writer's name between the headline and the lead.
func markBylines(d *draft, from, lead int) {
	limit := lead
	if limit < 0 {
		limit = min(len(d.parts), from+4)
	}
	for i := from; i < limit; i++ {
		p := &d.parts[i]
		if p.kind != body {
			continue
		}
		if bylineLike(p.text) {
			p.kind = byline
			if len(d.authors) == 0 {
				d.authors = authorNames(p.text, d.source)
			}
		}
	}
}

// markStamps marks lines of date and time among the first ones, and takes the time of publication from the first.
func markStamps(d *draft) {
	for i := range d.parts[:min(len(d.parts), 8)] {
		p := &d.parts[i]
		if p.kind != body {
			continue
		}
		if t, ok := stampTime(p.text); ok {
			p.kind = stamp
			if d.published.IsZero() {
				d.published, d.publishedFrom = t, "file"
			}
		}
	}
}

// markStandfirst takes the paragraph between headline and lead, or, without a dateline, a second headline-like line.
func markStandfirst(parts []part, from, lead int) {
	if from == 0 || indexKind(parts, standfirst) >= 0 {
		return
	}
	at := nextBody(parts, from)
	if at < 0 || nextBody(parts, at+1) < 0 || at == lead || runes(parts[at].text) > 320 {
		return
	}
	if lead > at && lead-at <= 3 || lead < 0 && headlineLike(parts[at].text) && words(parts[at].text) >= 5 {
		parts[at].kind = standfirst
	}
}

func indexKind(parts []part, k kind) int {
	for i, p := range parts {
		if p.kind == k {
			return i
		}
	}
	return -1
}

func nextBody(parts []part, from int) int {
	for i := max(from, 0); i < len(parts); i++ {
		if parts[i].kind == body {
			return i
		}
	}
	return -1
}

func words(s string) int { return len(strings.Fields(s)) }

// kickerLike tells a short label without the punctuation of a sentence: "All news", "WORLD", "Middle East".
func kickerLike(s string) bool {
	return runes(s) <= 32 && words(s) <= 4 && !strings.ContainsAny(s, ".!?\"“”«»,;") && !bylineLike(s)
}

// headlineLike tells a line that can be a headline: not too long, not ended like a sentence, with at least two words or two wide characters.
func headlineLike(s string) bool {
	if runes(s) > 220 || strings.Contains(s, "\n") || opensWithDateline(s) || bylineLike(s) {
		return false
	}
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"'”’»)"))
	if last == '.' && !strings.HasSuffix(s, "...") && !abbreviated(s) || last == ':' || last == ',' || last == ';' || last == '。' {
		return false
	}
	return words(s) >= 2 || strings.ContainsFunc(s, func(r rune) bool {
		return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul, unicode.Thai)
	})
}

// abbreviated tells a last word such as "U.S." whose period does not end a sentence for certain.
func abbreviated(s string) bool {
	last := s[strings.LastIndexByte(s, ' ')+1:]
	return strings.Count(last, ".") >= 2
}

// sentenceLike tells text that ends as a sentence does.
func sentenceLike(s string) bool {
	last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(s, "\"'”’»)] "))
	return last == '.' || last == '!' || last == '?' || last == '。' || last == '…' || last == '।' || last == '؟' || last == '۔'
}
