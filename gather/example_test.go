package gather_test

import (
	"errors"
	"fmt"
	"strings"

	"github.com/dateline-news/dateline/gather"
)

// A feed that breaks off gives what came before.
func ExampleParseFeed() {
	doc := gather.Document{URL: "https://post.example/feed", Bytes: []byte(`<rss><channel><title>Harbour Post</title>
<item><title>Ferry halted at Orsk &amp; Vell</title><link>/ferry</link><pubDate>Tue, 03 Jan 2023 10:00 MSK</pubDate></item>
<item><title>Talks go`)}
	feed, err := gather.ParseFeed(doc)
	var partial *gather.PartialError
	if errors.As(err, &partial) {
		fmt.Println(gather.Reason(err))
	}
	for _, item := range feed.Items {
		fmt.Println(item.When().Format("2006-01-02 15:04"), item.Title, item.Link)
	}
	// Output:
	// Read in part: the document breaks off in the middle. What came before (1 item) is kept.
	// 2023-01-03 07:00 Ferry halted at Orsk & Vell https://post.example/ferry
}

func ExampleStdin() {
	for doc, err := range gather.Stdin(strings.NewReader("<!doctype html><p>MOSCOW, December 28. /TASS/.")) {
		fmt.Println(doc.Path, doc.MediaType, len(doc.Bytes), err)
	}
	// Output: - text/html 46 <nil>
}

func ExampleDecode() {
	text, charset, err := gather.Decode([]byte("\xcd\xee\xe2\xee\xf1\xf2\xe8 \xe4\xed\xff"), "text/plain", "")
	fmt.Println(text, charset, err)
	// Output: Новости дня windows-1251 <nil>
}
