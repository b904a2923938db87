package story

import (
	"strings"
	"testing"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// wire is a report of an invented agency.
const wire = `Coast guard denies firing on ferry

PORT ARDEN, November 23. /Meridian/. The coast guard of Velmora did not fire on the ferry Anselma, its commander said on Monday.

“No shot was fired from the Resolve that evening, and no order to fire was given,” Commodore Pell Aster told reporters in Castrel.

The ferry turned back to Port Arden on Saturday with 212 people aboard. Passengers spoke of three cracks after a cutter crossed the bow of the ship.

The observers of the strait said that they had no finding yet. Their second boat was four miles off.`

// sample is a report of a text: the first paragraph is the headline, what stands between curly quotation marks is said by
// the entity "e1" of the given name, and a dateline is what ends in "/.".
func sample(text, speaker string) record.Record {
	r := record.Record{Report: record.Report{Text: text}}
	at := 0
	for p := range strings.SplitSeq(text, "\n\n") {
		s := span.Span{Start: at, End: at + len(p)}
		r.Report.Paragraphs = append(r.Report.Paragraphs, s)
		at = s.End + 2
		from := s.Start
		for i := s.Start; i < s.End; i++ {
			if i+1 == s.End || text[i] == '.' && text[i+1] == ' ' && text[i-1] != '/' {
				r.Report.Sentences = append(r.Report.Sentences, span.Span{Start: from, End: i + 1})
				from = i + 2
			}
		}
	}
	if len(r.Report.Paragraphs) > 1 {
		r.Report.Headline = &r.Report.Paragraphs[0]
	}
	if i := strings.Index(text, "/."); i > 0 {
		start := strings.LastIndex(text[:i], "\n") + 1
		agency := text[strings.LastIndex(text[:i], "/")+1 : i]
		r.Report.Dateline = &record.Dateline{Span: span.Span{Start: start, End: i + 2}, Agency: agency}
	}
	r.Entities = []record.Entity{{ID: "e1", Kind: record.Person, Name: speaker}}
	id := "e1"
	for i := 0; ; {
		a := strings.Index(text[i:], "“")
		if a < 0 {
			return r
		}
		a += i + len("“")
		b := a + strings.Index(text[a:], "”")
		r.Statements = append(r.Statements, record.Statement{ID: "s1", Kind: record.Direct, Speaker: &id, Content: []span.Span{{Start: a, End: b}}})
		i = b
	}
}

// with is the wire report with some words exchanged for others.
func with(t *testing.T, oldNew ...string) string {
	t.Helper()
	for i := 0; i < len(oldNew); i += 2 {
		if !strings.Contains(wire, oldNew[i]) {
			t.Fatalf("the sample does not hold %q", oldNew[i])
		}
	}
	return strings.NewReplacer(oldNew...).Replace(wire)
}
