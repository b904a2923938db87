package shell

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/store"
)

// Piece is a part of a quoted sentence; Kind names the kind of fact whose mark it bears, "" for none.
type Piece struct {
	Text string
	Kind string
}

// Origin says where a sentence stands: the line under every quotation.
type Origin struct {
	Source string
	Owner  Owner
	When   string
	Href   string // of the fact in its report
	Bytes  string // "220–281"
}

// OriginOf makes the line under a quotation. fact may be "": then the words are named by their range.
func (d *Desk) OriginOf(source string, owner store.Owner, at time.Time, report store.ReportID, fact string, words span.Span) Origin {
	return Origin{Source: source, Owner: OwnerOf(owner), When: d.When(at), Href: FactHref(report, fact), Bytes: Bytes(words)}
}

// FactHref is the address of a fact in its report: parts of a fact ("s1.c1") lead to the fact.
func FactHref(report store.ReportID, fact string) string {
	href := "/reports/" + strconv.FormatInt(int64(report), 10)
	if fact == "" {
		return href
	}
	fact, _, _ = strings.Cut(fact, ".")
	return href + "#r-" + fact
}

// Bytes writes a byte range: "220–281".
func Bytes(s span.Span) string { return fmt.Sprintf("%d–%d", s.Start, s.End) }

// Quote marks the words at mark inside sentence. Both are ranges of one text; words starts at byte from of it. A mark that does not
// lie in the sentence marks nothing.
func Quote(words string, from int, mark span.Span, kind string) []Piece {
	a, b := max(mark.Start-from, 0), min(mark.End-from, len(words))
	if a >= b || !border(words, a) || !border(words, b) {
		return []Piece{{Text: words}}
	}
	var all []Piece
	for _, p := range []Piece{{words[:a], ""}, {words[a:b], kind}, {words[b:], ""}} {
		if p.Text != "" {
			all = append(all, p)
		}
	}
	return all
}

func border(s string, i int) bool { return i == len(s) || utf8.RuneStart(s[i]) }

// Capital writes the first letter large.
func Capital(s string) string {
	r, n := utf8.DecodeRuneInString(s)
	if n == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[n:]
}
