package eval

import (
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"github.com/dateline-news/dateline/gather"
)

var feedPath = regexp.MustCompile(`^items\[(\d+)\]\.(.+)$`)

// feedValues are what a path of the manifest leads to: one value, or several forms of it of which one must fit (a title
// with and without its mark-up, a text as HTML and as plain text).
func feedValues(f gather.Feed, path string) []string {
	if m := feedPath.FindStringSubmatch(path); m != nil {
		i, err := strconv.Atoi(m[1])
		if err != nil || i >= len(f.Items) {
			return nil
		}
		return itemValues(&f.Items[i], m[2])
	}
	switch path {
	case "encoding":
		return []string{f.Charset}
	case "items.count":
		return []string{strconv.Itoa(len(f.Items))}
	case "feed.title":
		return []string{f.Title, f.TitleHTML}
	case "feed.link":
		return []string{f.Link}
	case "feed.id":
		return []string{f.ID}
	case "feed.description":
		return []string{f.Description}
	case "feed.language":
		return []string{f.Language}
	case "feed.author":
		return []string{f.Author}
	case "feed.author.name":
		return []string{person(f.People, 0).Name}
	case "feed.author.email":
		return []string{person(f.People, 0).Email}
	}
	return timeValues(f.Published, f.Updated, strings.TrimPrefix(path, "feed."))
}

var listPath = regexp.MustCompile(`^(authors|tags|enclosures)\[(\d+)\]`)

func itemValues(i *gather.Item, path string) []string {
	switch path {
	case "id":
		return []string{i.ID}
	case "title":
		return []string{i.Title, i.TitleHTML}
	case "link":
		return []string{i.Link}
	case "author":
		return []string{i.Author}
	case "author.name":
		return []string{person(i.People, 0).Name}
	case "author.email":
		return []string{person(i.People, 0).Email}
	case "summary", "description":
		if i.Summary == "" { // the gold's own reader copies the content where an entry has no summary
			return []string{i.Content}
		}
		return []string{i.Summary}
	case "content":
		if i.Wire != nil {
			return []string{i.Content, i.Wire.Text}
		}
		return []string{i.Content}
	case "language":
		return []string{i.Language}
	}
	if m := listPath.FindStringSubmatch(path); m != nil {
		n, err := strconv.Atoi(m[2])
		if err != nil {
			return nil
		}
		return listValues(i, m[1], n)
	}
	if strings.HasPrefix(path, "published") || strings.HasPrefix(path, "updated") {
		return timeValues(i.Published, i.Updated, path)
	}
	return wireValues(i.Wire, path)
}

func listValues(i *gather.Item, list string, n int) []string {
	switch {
	case list == "authors":
		return []string{person(i.People, n).Name}
	case list == "tags" && n < len(i.Tags):
		return []string{i.Tags[n]}
	case list == "enclosures" && n < len(i.Enclosures):
		return []string{i.Enclosures[n].URL}
	}
	return nil
}

func person(people []gather.Author, n int) gather.Author {
	if n < len(people) {
		return people[n]
	}
	return gather.Author{}
}

func timeValues(published, updated gather.Time, path string) []string {
	t := published
	if strings.HasPrefix(path, "updated") {
		t = updated
	}
	if strings.HasSuffix(path, "_raw") {
		return []string{t.Raw}
	}
	if t.UTC.IsZero() {
		return nil
	}
	return []string{t.UTC.Format(time.RFC3339)}
}

func wireValues(w *gather.Wire, path string) []string {
	if w == nil {
		return nil
	}
	switch path {
	case "located":
		return []string{w.Located}
	case "dateline":
		return []string{w.Dateline}
	case "slug":
		return []string{w.Slug}
	case "urgency":
		return []string{w.Urgency}
	case "status":
		return []string{w.Status}
	case "type":
		return []string{w.Type}
	case "content.paragraphs":
		return []string{strconv.Itoa(len(w.Paragraphs))}
	case "content.first_paragraph":
		if len(w.Paragraphs) > 0 {
			return []string{w.Paragraphs[0]}
		}
	}
	return nil
}

// sameValue says that got is what the gold wants: the same text without regard to runs of space, the same moment, or HTML of the
// same elements.
func sameValue(path, got, want string) bool {
	if got == "" {
		return want == ""
	}
	if squeezed(got) == squeezed(want) {
		return true
	}
	last := path[strings.LastIndexByte(path, '.')+1:]
	switch last {
	case "encoding", "language":
		return strings.EqualFold(got, want)
	case "published", "updated":
		g, errG := gather.ParseDate(got)
		w, errW := gather.ParseDate(want)
		return errG == nil && errW == nil && g.Truncate(time.Second).Equal(w.Truncate(time.Second))
	case "title", "summary", "content", "description":
		return canonicalHTML(got) == canonicalHTML(want)
	}
	return false
}

func squeezed(s string) string { return strings.Join(strings.Fields(s), " ") }

// canonicalHTML is the markup parsed and written again with sorted attributes and single spaces.
func canonicalHTML(markup string) string {
	nodes, err := html.ParseFragment(strings.NewReader(markup), &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body})
	if err != nil {
		return markup
	}
	var b strings.Builder
	for _, n := range nodes {
		sortAttrs(n)
		if err := html.Render(&b, n); err != nil {
			return markup
		}
	}
	return squeezed(b.String())
}

// sortAttrs puts attributes in order and drops declarations of namespaces, which mean nothing in HTML.
func sortAttrs(n *html.Node) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool { return a.Namespace == "xmlns" || strings.HasPrefix(a.Key, "xmlns") })
	slices.SortFunc(n.Attr, func(a, b html.Attribute) int {
		return strings.Compare(a.Namespace+a.Key, b.Namespace+b.Key)
	})
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		sortAttrs(c)
	}
}

// feedDate is one line of feeds/feed-dates.jsonl.
type feedDate struct {
	ID    string  `json:"id"`
	Input string  `json:"input"`
	UTC   *string `json:"utc"`
}

// dateRow counts the dates of one test suite.
type dateRow struct{ valid, right, none, wrong, bad, refused int }

// feedDates scores the reading of dates. The set has no splits.
func feedDates(dir string, opt Options) error {
	dates, err := readLines[feedDate](filepath.Join(dir, "feed-dates.jsonl"))
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(opt.Out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "\ndates from\treader\tvalid\tright\tnone\twrong\tbad\trefused\t\n")
	var misses []string
	for _, suite := range []string{"feedparser", "gofeed"} {
		for _, reader := range []struct {
			name string
			read func(string) (time.Time, bool)
		}{{"dateline", ownDate}, {"gofeed alone", gofeedDate}} {
			row := dateRow{}
			for _, d := range dates {
				if !strings.HasPrefix(d.ID, suite) {
					continue
				}
				got, ok := reader.read(d.Input)
				if miss := row.count(d, got, ok); miss != "" && reader.name == "dateline" {
					misses = append(misses, miss)
				}
			}
			fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t\n", suite, reader.name, row.valid, row.right, row.none, row.wrong, row.bad, row.refused)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	if opt.Misses {
		printList(opt.Out, fmt.Sprintf("dates missed (%d)", len(misses)), misses)
	}
	return nil
}

func (r *dateRow) count(d feedDate, got time.Time, ok bool) (miss string) {
	if d.UTC == nil {
		r.bad++
		if !ok {
			r.refused++
			return ""
		}
		return fmt.Sprintf("%s: %q is no date, got %s", d.ID, d.Input, got.Format(time.RFC3339))
	}
	r.valid++
	switch {
	case !ok:
		r.none++
		return fmt.Sprintf("%s: %q: want %s, got nothing", d.ID, d.Input, *d.UTC)
	case got.Truncate(time.Second).Format(time.RFC3339) == *d.UTC:
		r.right++
		return ""
	}
	r.wrong++
	return fmt.Sprintf("%s: %q: want %s, got %s", d.ID, d.Input, *d.UTC, got.Format(time.RFC3339))
}

func ownDate(s string) (time.Time, bool) {
	t, err := gather.ParseDate(s)
	return t, err == nil
}

// gofeedDate asks gofeed by way of a feed of one item, as it does not export its reader of dates.
func gofeedDate(s string) (time.Time, bool) {
	doc := gather.Document{Bytes: []byte(`<rss version="2.0"><channel><item><pubDate>` + html.EscapeString(s) + `</pubDate></item></channel></rss>`)}
	feed, err := readGofeed(doc)
	if err != nil || len(feed.Items) == 0 || feed.Items[0].Published.UTC.IsZero() {
		return time.Time{}, false
	}
	return feed.Items[0].Published.UTC, true
}
