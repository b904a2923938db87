package cli

import (
	"strings"
	"testing"

	"github.com/dateline-news/dateline/demo"
	"github.com/dateline-news/dateline/gather"
)

// plainReport is a report of 500 words or a little more as plain text: paragraphs of the sample, one report after the other.
func plainReport(b *testing.B, in *rooms) gather.Document {
	docs, err := demo.Documents()
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	words := 0
	for _, d := range docs {
		r := in.read(d)
		if r.err != nil {
			b.Fatal(r.err)
		}
		for _, p := range r.report.Paragraphs {
			if words >= 500 {
				break
			}
			text.WriteString(p.Of(r.report.Text) + "\n\n")
			words += len(strings.Fields(p.Of(r.report.Text)))
		}
	}
	raw := []byte(text.String())
	return gather.Document{Path: "report.txt", MediaType: "text/plain", Bytes: raw, SHA256: gather.Sum(raw)}
}

// BenchmarkRead is the whole way of a 500-word plain text from bytes to record on one core. The goal is 200 reports a second.
func BenchmarkRead(b *testing.B) {
	in, err := openRooms()
	if err != nil {
		b.Fatal(err)
	}
	doc := plainReport(b, in)
	words := len(strings.Fields(string(doc.Bytes)))
	b.ReportAllocs()
	for b.Loop() {
		if r := in.read(doc); r.err != nil {
			b.Fatal(r.err)
		}
	}
	perSecond := float64(b.N) / b.Elapsed().Seconds()
	b.ReportMetric(perSecond, "reports/s")
	b.ReportMetric(perSecond*float64(words), "words/s")
}
