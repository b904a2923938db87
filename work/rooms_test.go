package work

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/report"
)

// wirePage is a page of an invented agency, with the furniture that pages have.
const wirePage = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Harbour master keeps the strait shut | Meridian Press</title>
<meta property="og:title" content="Harbour master keeps the strait shut"><meta property="article:published_time" content="2026-11-23T08:20:00Z"></head>
<body><nav><a href="/">All news</a> <a href="/world">World</a></nav><article><h1>Harbour master keeps the strait shut</h1>
<p>BELGRADE, November 23. /Meridian/. The harbour master of Belgrade, Ilja Markov, told reporters on Monday that no vessel would pass the lock before Thursday.</p>
<p>“No vessel passes until the observers have counted every ship at anchor,” Markov said. He added that the lock had been damaged on November 19 and that its repair would take a week.</p>
<p>The government of Serbia did not comment on the closure, which holds up some forty barges with grain and coal on both sides of the city.</p>
</article><footer>Read also: weather, sport</footer></body></html>`

// TestRooms goes the whole way with the rooms themselves.
func TestRooms(t *testing.T) {
	t.Parallel()
	read, err := rooms(nil)
	if err != nil {
		t.Fatal(err)
	}
	b := start(t, t.TempDir(), Options{Read: read})
	if _, err := b.Submit(t.Context(), gather.Document{URL: "https://meridian.example/1", MediaType: "text/html", Bytes: []byte(wirePage)}, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := b.Submit(t.Context(), gather.Document{Path: "nothing.txt", MediaType: "text/plain", Bytes: []byte("  \n")}, 0); err != nil {
		t.Fatal(err)
	}
	b.idle(t)
	rows := b.rows(t)
	if len(rows) != 1 || rows[0].Headline != "Harbour master keeps the strait shut" || rows[0].Place != "Belgrade" || rows[0].Counts.Statements == 0 {
		t.Fatalf("rows: %+v, set aside: %+v", rows, b.failures(t))
	}
	r, err := b.store.Report(t.Context(), rows[0].ID)
	if err != nil || strings.Contains(r.Report.Text, "All news") || !strings.HasPrefix(rows[0].Lead, "The harbour master of Belgrade") {
		t.Errorf("the text %q, the lead %q, %v", r.Report.Text, rows[0].Lead, err)
	}
	if aside := b.failures(t); len(aside) != 1 || aside[0].Address != "nothing.txt" || aside[0].Reason != readReason(report.ErrEmpty) {
		t.Errorf("set aside: %+v; want the empty file", aside)
	}
}

// BenchmarkSubmitToReport counts from the first document handed in to the last report kept.
func BenchmarkSubmitToReport(b *testing.B) {
	for _, c := range []struct {
		name string
		read Reader
	}{{"smallest_reader", plainReader}, {"rooms", nil}} {
		b.Run(c.name, func(b *testing.B) {
			if c.read == nil {
				read, err := rooms(nil)
				if err != nil {
					b.Fatal(err)
				}
				c.read = read
			}
			k := start(b, b.TempDir(), Options{Read: c.read})
			n, begin := 0, time.Now()
			for b.Loop() {
				page := strings.ReplaceAll(wirePage, "forty barges", fmt.Sprint(n, " barges"))
				if _, err := k.Submit(b.Context(), gather.Document{URL: fmt.Sprint("https://meridian.example/", n), MediaType: "text/html", Bytes: []byte(page)}, 0); err != nil {
					b.Fatal(err)
				}
				n++
			}
			k.idle(b)
			b.ReportMetric(float64(n)/time.Since(begin).Seconds(), "reports/s")
		})
	}
}
