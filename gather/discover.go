package gather

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"golang.org/x/net/html"
)

// Found is a feed or news sitemap to which a site leads.
type Found struct {
	URL      string
	Kind     Kind
	Title    string
	Items    int
	Newest   time.Time // zero when no item has a date
	Comments bool      // a feed of readers' comments: seldom wanted
	From     string    // who named it: "the address itself", "the page", "a common path", "robots.txt"
}

// ErrNoFeed says that a site was read and names no feed; it may still be read as a single page.
var ErrNoFeed = errors.New("no feed found")

const (
	maxCandidates = 12 // that one page may name
	maxSitemaps   = 3
)

// commonPaths are tried, in this order, when the page names nothing, until one is a feed.
var commonPaths = []string{"/feed/", "/rss.xml", "/feed.xml", "/atom.xml", "/rss", "/index.xml"}

// Discover goes from the address of a site to its feeds: the address may be a feed itself; else the feeds that the page
// names, else a few common paths, and the news sitemap that robots.txt names. Each is fetched and read once, one after
// the other. The likeliest to be wanted comes first. When nothing is found the error is ErrNoFeed, or that of the site.
func Discover(ctx context.Context, c *Client, address string) ([]Found, error) {
	address = strings.TrimSpace(address)
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	d := &discovery{ctx: ctx, client: c, tried: map[string]bool{}}
	resp, err := c.Get(ctx, address, Validators{})
	if err != nil && len(resp.Document.Bytes) == 0 {
		return nil, err
	}
	if d.take(resp.Document, "the address itself") {
		return d.found, nil
	}
	page := pageLinks(resp.Document)
	for _, link := range page[:min(len(page), maxCandidates)] {
		d.try(link, "the page")
	}
	if len(d.found) == 0 {
		d.commonPaths(resp.Document.URL)
	}
	d.sitemaps(resp.Document.URL)
	if ctx.Err() != nil {
		return d.found, ctx.Err()
	}
	if len(d.found) == 0 {
		return nil, fmt.Errorf("%s: %w", address, ErrNoFeed)
	}
	slices.SortStableFunc(d.found, func(a, b Found) int { return a.rank() - b.rank() })
	return d.found, nil
}

// rank puts feeds of reports before sitemaps, those before empty feeds, and comments last.
func (f Found) rank() int {
	switch {
	case f.Comments:
		return 3
	case f.Items == 0:
		return 2
	case f.Kind == Sitemap:
		return 1
	}
	return 0
}

type discovery struct {
	ctx    context.Context
	client *Client
	tried  map[string]bool
	found  []Found
}

// try fetches a candidate; one that cannot be fetched or is no feed is no finding.
func (d *discovery) try(address, from string) bool {
	key := strings.TrimSuffix(address, "/")
	if d.tried[key] || d.ctx.Err() != nil {
		return false
	}
	d.tried[key] = true
	resp, err := d.client.Get(d.ctx, address, Validators{})
	if err != nil && len(resp.Document.Bytes) == 0 {
		return false
	}
	return d.take(resp.Document, from)
}

// take adds the document when it is a feed.
func (d *discovery) take(doc Document, from string) bool {
	feed, err := ParseFeed(doc)
	var partial *PartialError
	if err != nil && !errors.As(err, &partial) {
		return false
	}
	f := Found{URL: doc.URL, Kind: feed.Kind, Title: feed.Title, Items: len(feed.Items), From: from, Comments: isComments(doc.URL, feed.Title)}
	for i := range feed.Items {
		if t := feed.Items[i].When(); t.After(f.Newest) {
			f.Newest = t
		}
	}
	if slices.ContainsFunc(d.found, func(o Found) bool { return o.URL == f.URL }) {
		return true
	}
	d.found = append(d.found, f)
	return true
}

func isComments(address, title string) bool {
	address, title = strings.ToLower(address), strings.ToLower(title)
	return strings.Contains(address, "/comments/feed") || strings.Contains(address, "feed=comments") || strings.HasPrefix(title, "comments on") || strings.HasPrefix(title, "comments for")
}

func (d *discovery) commonPaths(site string) {
	for _, path := range commonPaths {
		if d.try(absolute(site, path), "a common path") {
			return
		}
	}
}

// sitemaps reads the news sitemaps that robots.txt names; of an index, the first few that are called news.
func (d *discovery) sitemaps(site string) {
	u, err := d.client.checkURL(site)
	if err != nil {
		return
	}
	robots, err := d.client.robotsOf(d.ctx, u)
	if err != nil {
		return
	}
	tried := 0
	for _, address := range robots.Sitemaps {
		if !strings.Contains(strings.ToLower(address), "news") || tried >= maxSitemaps {
			continue
		}
		tried++
		d.try(address, "robots.txt")
	}
}

// feedTypes are the media types under which pages link to feeds.
var feedTypes = map[string]bool{"application/rss+xml": true, "application/atom+xml": true, "application/feed+json": true, "application/rdf+xml": true, "text/rss+xml": true, "text/atom+xml": true, "application/rss": true, "application/atom": true}

// pageLinks are the addresses of feeds that a page names: in <link rel="alternate">, and, when there is none, in links
// whose address looks like a feed's.
func pageLinks(doc Document) []string {
	text, _, err := Decode(doc.Bytes, doc.MediaType, doc.Charset)
	if err != nil {
		return nil
	}
	p := linkFinder{base: doc.URL}
	z := html.NewTokenizer(strings.NewReader(text))
	for range 200_000 {
		switch z.Next() {
		case html.ErrorToken:
			return p.result()
		case html.StartTagToken, html.SelfClosingTagToken:
			p.tag(z.Token())
		}
	}
	return p.result()
}

type linkFinder struct {
	base             string
	named, mentioned []string
}

func (p *linkFinder) result() []string {
	out := p.named
	if len(out) == 0 {
		out = p.mentioned
	}
	slices.SortStableFunc(out, func(a, b string) int { // comment feeds last
		return boolRank(isComments(a, "")) - boolRank(isComments(b, ""))
	})
	return out
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (p *linkFinder) tag(t html.Token) {
	a := map[string]string{}
	for _, x := range t.Attr {
		a[x.Key] = strings.TrimSpace(x.Val)
	}
	href := a["href"]
	if href == "" {
		return
	}
	switch t.Data {
	case "base":
		p.base = absolute(p.base, href)
	case "link":
		mediaType, _ := ParseContentType(a["type"])
		if slices.Contains(strings.Fields(strings.ToLower(a["rel"])), "alternate") && (feedTypes[mediaType] || strings.Contains(mediaType, "xml") && !strings.Contains(mediaType, "html") || mediaType == typeJSON && looksLikeFeed(href)) {
			p.add(&p.named, href)
		}
	case "a":
		if looksLikeFeed(href) {
			p.add(&p.mentioned, href)
		}
	}
}

func (p *linkFinder) add(list *[]string, href string) {
	if address := webAddress(absolute(p.base, href)); address != "" && !slices.Contains(*list, address) {
		*list = append(*list, address)
	}
}

// looksLikeFeed judges an address by its last parts.
func looksLikeFeed(href string) bool {
	u, err := url.Parse(href)
	if err != nil {
		return false
	}
	path := strings.ToLower(strings.TrimSuffix(u.Path, "/"))
	last := path[strings.LastIndexByte(path, '/')+1:]
	return slices.Contains([]string{"feed", "rss", "atom", "feeds"}, last) || strings.HasSuffix(last, ".rss") || strings.HasSuffix(last, ".atom") || strings.HasSuffix(last, ".rdf") ||
		strings.HasSuffix(last, ".xml") && (strings.Contains(path, "rss") || strings.Contains(path, "feed") || strings.Contains(path, "atom"))
}
