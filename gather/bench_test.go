package gather

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
)

// benchFeed is a feed of 100 items of the size that news sites serve, about 150 kB.
func benchFeed() []byte {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>Harbour Post</title><link>https://post.example/</link>`)
	body := strings.Repeat("<p>The ferry between Orsk &amp; Vell stopped on Monday, the harbour office said. It will go again “soon”.</p>\n", 10)
	for i := range 100 {
		fmt.Fprintf(&b, `<item><title>Ferry %d halted at Orsk &amp;amp; Vell</title><link>https://post.example/%d</link><guid isPermaLink="false">post-%d</guid><pubDate>Tue, 03 Jan 2023 10:00:00 +0100</pubDate><dc:creator>Ana Lind</dc:creator><category>Transport</category><description>The ferry stopped.</description><content:encoded><![CDATA[%s]]></content:encoded></item>`, i, i, i, body)
	}
	b.WriteString("</channel></rss>")
	return []byte(b.String())
}

func BenchmarkParseFeed(b *testing.B) {
	doc := Document{URL: "https://post.example/feed", MediaType: "application/rss+xml", Bytes: benchFeed()}
	b.Run("dateline", func(b *testing.B) {
		b.SetBytes(int64(len(doc.Bytes)))
		b.ReportAllocs()
		for b.Loop() {
			if f, err := ParseFeed(doc); err != nil || len(f.Items) != 100 {
				b.Fatal(err)
			}
		}
	})
	b.Run("gofeed", func(b *testing.B) {
		b.SetBytes(int64(len(doc.Bytes)))
		b.ReportAllocs()
		for b.Loop() {
			if f, err := gofeed.NewParser().Parse(bytes.NewReader(doc.Bytes)); err != nil || len(f.Items) != 100 {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkParseDate(b *testing.B) {
	for _, raw := range []string{"2023-01-03T10:00:00+01:00", "Tue, 03 Jan 2023 10:00:00 +0100", "Tue, 3 Jan 2023 10:00 MSK"} {
		b.Run(raw, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := ParseDate(raw); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func BenchmarkDecode(b *testing.B) {
	text := strings.Repeat("Министр заявил во вторник, что переговоры продолжатся. ", 2000)
	for _, charset := range []string{"utf-8", "windows-1251"} {
		raw := []byte(text)
		if charset != "utf-8" {
			raw = encoded(b, charset, text)
		}
		for _, declared := range []string{charset, ""} {
			b.Run(charset+"/declared="+declared, func(b *testing.B) {
				b.SetBytes(int64(len(raw)))
				b.ReportAllocs()
				for b.Loop() {
					if _, _, err := Decode(raw, "text/html", declared); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
