package cli

import (
	"strings"
	"testing"

	"github.com/dateline-news/dateline/demo"
	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/world"
)

// plainReport is a report of about 500 words as plain text, put together from the sample's longest pages.
func plainReport(b *testing.B, w *world.World) gather.Document {
	docs, err := demo.Documents()
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	for _, d := range docs {
		r := readOne(d, w)
		if r.err != nil {
			b.Fatal(r.err)
		}
		if n := len(strings.Fields(r.report.Text)); n >= 450 && n <= 550 {
			text.WriteString(r.report.Text)
			break
		}
	}
	if text.Len() == 0 {
		b.Fatal("the sample has no report of 450 to 550 words")
	}
	raw := []byte(text.String())
	return gather.Document{Path: "report.txt", MediaType: "text/plain", Bytes: raw, SHA256: gather.Sum(raw)}
}

// BenchmarkRead is the whole way of a 500-word plain text from bytes to record on one core. The goal is 200 reports a second.
func BenchmarkRead(b *testing.B) {
	w, err := world.Load()
	if err != nil {
		b.Fatal(err)
	}
	doc := plainReport(b, w)
	words := len(strings.Fields(string(doc.Bytes)))
	b.ReportAllocs()
	for b.Loop() {
		if r := readOne(doc, w); r.err != nil {
			b.Fatal(r.err)
		}
	}
	perSecond := float64(b.N) / b.Elapsed().Seconds()
	b.ReportMetric(perSecond, "reports/s")
	b.ReportMetric(perSecond*float64(words), "words/s")
}
