package gather

import (
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the golden files anew")

// TestParseFeed reads testdata/feed/*.txtar: the file "feed" must give what "want" says, as JSON without empty fields.
func TestParseFeed(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("testdata/feed/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			a, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			feed, err := ParseFeed(Document{URL: "https://base.example/dir/feed", Bytes: []byte(strings.TrimSuffix(string(a.Files[0].Data), "\n"))})
			got := dump(t, feed, err)
			if *update {
				a.Files[1].Data = []byte(got)
				if err := os.WriteFile(file, txtar.Format(a), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(a.Files[1].Data), got); diff != "" {
				t.Errorf("want -, got +\n%s", diff)
			}
		})
	}
}

// dump writes a feed as indented JSON without its empty fields, and the error behind it.
func dump(t *testing.T, feed Feed, err error) string {
	t.Helper()
	raw, jsonErr := json.Marshal(feed)
	if jsonErr != nil {
		t.Fatal(jsonErr)
	}
	var tree any
	if jsonErr := json.Unmarshal(raw, &tree); jsonErr != nil {
		t.Fatal(jsonErr)
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if jsonErr := enc.Encode(compact(tree)); jsonErr != nil {
		t.Fatal(jsonErr)
	}
	if err != nil {
		fmt.Fprintf(&b, "error: %v\n", err)
	}
	return b.String()
}

func compact(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, x := range v {
			if x = compact(x); x == nil {
				delete(v, k)
			} else {
				v[k] = x
			}
		}
		if len(v) == 0 {
			return nil
		}
	case []any:
		for i := range v {
			v[i] = compact(v[i])
		}
		if len(v) == 0 {
			return nil
		}
	case string:
		if v == "" || v == "0001-01-01T00:00:00Z" {
			return nil
		}
	case float64:
		if v == 0 {
			return nil
		}
	}
	return v
}

func TestParseFeedRefuses(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		body string
		want error
	}{
		"empty": {"", ErrEmpty}, "space": {" \n\t", ErrEmpty}, "page": {"<!DOCTYPE html><html><body><p>x</p></body></html>", ErrNotFeed}, "text": {"Nothing but words.", ErrNotFeed},
		"other XML": {`<?xml version="1.0"?><note><to>x</to></note>`, ErrNotFeed}, "JSON": {`{"a": 1}`, ErrNotFeed}, "JSON list": {`[1, 2]`, ErrNotFeed}, "half JSON": {`{"a": `, ErrNotFeed},
		"report JSON": {`{"title": "T", "text": "x", "published": "2023-01-03", "outlet": "O", "url": "http://o.example/"}`, ErrNotFeed},
		"binary":      {"\x89PNG\r\n\x1a\n\x00\x00", ErrBinary}, "opml": {`<opml version="2.0"><body><outline xmlUrl="http://a.example/"/></body></opml>`, ErrNotFeed},
	} {
		feed, err := ParseFeed(Document{URL: "https://x.example/f", Bytes: []byte(tt.body)})
		if !errors.Is(err, tt.want) || len(feed.Items) != 0 {
			t.Errorf("%s: got %v and %d items, want %v", name, err, len(feed.Items), tt.want)
		}
		if err != nil && !strings.Contains(err.Error(), "https://x.example/f") {
			t.Errorf("%s: the error does not name the document: %v", name, err)
		}
	}
}

// TestHostileFeeds reads feeds that are made to exhaust a reader.
func TestHostileFeeds(t *testing.T) {
	t.Parallel()
	bomb := `<!DOCTYPE rss [<!ENTITY a "` + strings.Repeat("x", 1000) + `">`
	for c := 'b'; c <= 'k'; c++ {
		bomb += fmt.Sprintf(`<!ENTITY %c "%s">`, c, strings.Repeat(fmt.Sprintf("&%c;", c-1), 10))
	}
	bomb += `]><rss><channel><title>&k;</title><item><title>kept</title></item></channel></rss>`
	deep := "<rss><channel><item><title>kept</title><description>" + strings.Repeat("<b>", 200_000) + "</description></item></channel></rss>"
	containers := strings.Repeat("<channel>", 200_000) + "<item><title>kept</title></item>"
	attrs := "<rss><channel><item " + strings.Repeat(`a="1" `, 200_000) + "><title>kept</title></item></channel></rss>"
	outside := `<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY % p SYSTEM "http://127.0.0.1/x">%p;]><rss><channel><title>&x;</title><item><title>kept</title></item></channel></rss>`
	loop := `<!DOCTYPE rss [<!ENTITY a "&b;"><!ENTITY b "&a;">]><rss><channel><title>&a;</title><item><title>kept</title></item></channel></rss>`
	for name, text := range map[string]string{"entity bomb": bomb, "deep nesting": deep, "deep containers": containers, "attributes": attrs, "external entity": outside, "entity loop": loop} {
		feed, err := ParseFeed(Document{Bytes: []byte(text)})
		var partial *PartialError
		if err != nil && !errors.As(err, &partial) {
			t.Errorf("%s: %v", name, err)
		}
		if len(feed.Items) != 1 || feed.Items[0].Title != "kept" {
			t.Errorf("%s: got %d items", name, len(feed.Items))
		}
		if len(feed.Title) > 2<<20 || strings.Contains(feed.Title, "root:") {
			t.Errorf("%s: title of %d bytes", name, len(feed.Title))
		}
	}
}

func TestManyItems(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("<rss><channel>")
	for i := range MaxItems + 5000 {
		fmt.Fprintf(&b, "<item><title>Item %d</title><link>http://many.example/%d</link></item>", i, i)
	}
	feed, err := ParseFeed(Document{URL: "http://many.example/", Bytes: []byte(b.String())})
	var partial *PartialError
	if !errors.As(err, &partial) || partial.Items != MaxItems || len(feed.Items) != MaxItems || feed.Items[MaxItems-1].Title != fmt.Sprintf("Item %d", MaxItems-1) {
		t.Errorf("got %d items, %v", len(feed.Items), err)
	}
	if got, want := Reason(err), "Read in part: the feed has more than 50000 items. What came before (50000 items) is kept."; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWideFeed(t *testing.T) {
	t.Parallel()
	text := `<?xml version="1.0" encoding="utf-16"?><rss><channel><title>Новости</title></channel></rss>`
	feed, err := ParseFeed(Document{Bytes: append([]byte{0xFF, 0xFE}, encoded(t, "utf-16le", text)...)})
	if err != nil || feed.Title != "Новости" || feed.Charset != "utf-16le" {
		t.Errorf("got %+v, %v", feed, err)
	}
}

func TestItemKey(t *testing.T) {
	t.Parallel()
	a, b := Item{Title: "T", Summary: "x"}, Item{Title: "T", Summary: "y"}
	if a.Key() == b.Key() || a.Key() != (&Item{Title: "T", Summary: "x"}).Key() {
		t.Error("items without id and link are not told apart by what they say")
	}
	if got := (&Item{ID: "i", Link: "l"}).Key(); got != "i" {
		t.Errorf("got %q, want the ID", got)
	}
	if got := (&Item{Link: "l"}).Key(); got != "l" {
		t.Errorf("got %q, want the link", got)
	}
}

func TestPlainText(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a  b\n c": "a b c", "<b>a</b>b": "ab", "a<br>b": "a b", "<p>a</p><p>b</p>": "a b", "1 &lt; 2 &amp; x": "1 < 2 & x", "a<script>x()</script>b": "ab", "a < b": "a < b",
		"<style>p{}</style>x": "x", "x&nbsp;y": "x\u00a0y", "": "",
	} {
		if got := PlainText(in); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

func TestAbsoluteLinks(t *testing.T) {
	t.Parallel()
	base := "https://x.example/a/b"
	for in, want := range map[string]string{
		`<a href="c">c</a>`: `<a href="https://x.example/a/c">c</a>`, `<IMG SRC='/i.png' alt="x">`: `<IMG SRC='https://x.example/i.png' alt="x">`, `<a href=//y.example/>`: `<a href=https://y.example/>`,
		`<a href="https://y.example/">`: `<a href="https://y.example/">`, `<a href="#f">`: `<a href="#f">`, `<a href="mailto:a@b">`: `<a href="mailto:a@b">`, `no = tag`: `no = tag`, `<a href="c`: `<a href="c`,
	} {
		if got := absoluteLinks(in, base); got != want {
			t.Errorf("%s: got %s, want %s", in, got, want)
		}
	}
}

func FuzzParseFeed(f *testing.F) {
	files, err := filepath.Glob("testdata/feed/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(a.Files[0].Data)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		feed, err := ParseFeed(Document{URL: "https://base.example/feed", Bytes: b})
		var partial *PartialError
		if err != nil && !errors.As(err, &partial) && len(feed.Items) > 0 {
			t.Fatalf("items beside %v", err)
		}
		for i := range feed.Items {
			it := &feed.Items[i]
			if strings.ContainsRune(it.Title, '\n') || it.Key() == "" {
				t.Fatalf("item %+v", it)
			}
		}
	})
}
