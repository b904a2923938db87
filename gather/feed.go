package gather

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"
)

// Feed is a list of items as a source publishes it, whatever the format.
type Feed struct {
	Kind        Kind
	Version     string // as the document says: "2.0", "0.91", "1.0"; "" when it does not
	Title       string // text without mark-up
	TitleHTML   string // the title as HTML where the feed wrote it so, else ""
	Link        string // the site that the feed belongs to, absolute
	Self        string // the feed's own address by its own word, absolute
	ID          string
	Description string // HTML as given
	Language    string // as given: "en-us"
	Author      string // as given, or "name (address)"
	People      []Author
	Published   Time
	Updated     Time
	Charset     string        // of the bytes, lower case
	Every       time.Duration // how often the feed says it is renewed (ttl, sy:updatePeriod); 0 when it does not
	SkipHours   []int         // hours (UTC) in which it need not be asked
	SkipDays    []time.Weekday
	Items       []Item // in the order of the document
}

// Kind is a format of feed.
type Kind string

// The kinds of document that ParseFeed reads.
const (
	RSS     Kind = "rss"
	RDF     Kind = "rdf"
	Atom    Kind = "atom"
	CDF     Kind = "cdf"
	JSON    Kind = "jsonfeed"
	NINJS   Kind = "ninjs"
	NITF    Kind = "nitf"
	NewsML2 Kind = "newsml-g2"
	NewsML1 Kind = "newsml-1.2"
	Sitemap Kind = "sitemap"
)

// Item is one entry of a feed.
type Item struct {
	ID         string // guid, atom:id, rdf:about; "" when the feed gives none
	Link       string // absolute address of the report, "" when the feed gives none
	Title      string // text without mark-up
	TitleHTML  string // the title as HTML where the feed wrote it so, else ""
	Author     string // as given, or "name (address)"
	People     []Author
	Published  Time
	Updated    Time
	Summary    string // HTML as given, links made absolute
	Content    string // HTML as given, links made absolute
	Language   string
	Tags       []string
	Enclosures []Enclosure
	Comments   string // address of a page or feed of comments
	Wire       *Wire  // what agencies say beyond this; nil for other feeds
}

// Author is a person or office named as the writer.
type Author struct{ Name, Email, URL string }

// Enclosure is a file that goes with an item.
type Enclosure struct {
	URL    string
	Type   string
	Length int64 // bytes as the feed says; 0 when it does not
}

// Time is a moment as the feed wrote it and as it was understood.
type Time struct {
	Raw string    // "" when the feed gives none
	UTC time.Time // zero when Raw is not understood
}

// Key names the item within its feed: the ID, else the link, else a sum of what it says. It stays the same when the
// feed is read again.
func (i *Item) Key() string {
	switch {
	case i.ID != "":
		return i.ID
	case i.Link != "":
		return i.Link
	}
	return "sum:" + Sum([]byte(i.Title+"\x00"+i.Published.Raw+"\x00"+i.Summary+"\x00"+i.Content))
}

// When is the time to show and sort by: published, else updated; zero when the feed gives neither.
func (i *Item) When() time.Time {
	if !i.Published.UTC.IsZero() {
		return i.Published.UTC
	}
	return i.Updated.UTC
}

// Told is what the item says of the document behind its link, for the rooms that read that document.
func (i *Item) Told(outlet string) Told {
	return Told{Outlet: outlet, Title: i.Title, Summary: PlainText(i.Summary), Author: i.Author, Language: i.Language, Published: i.When()}
}

const (
	// MaxItems is how many items of one feed are read; a feed with more is read in part.
	MaxItems = 50_000
	// maxFeedText is how much decoded text of one feed is read.
	maxFeedText = 64 << 20
)

// ParseFeed reads a feed of any kind, a wire item or a news sitemap. What is broken is mended where the meaning is
// plain. A document that breaks off gives the items before the break and a *PartialError beside them; one that is no feed
// gives ErrNotFeed, one that is not text ErrBinary, one without text ErrEmpty. A document that is a gzip file, as
// sitemaps often are, is unpacked first.
func ParseFeed(doc Document) (Feed, error) {
	name := doc.URL
	if name == "" {
		name = doc.Path
	}
	doc = unpack(doc, maxFeedText)
	if len(bytes.TrimSpace(doc.Bytes)) == 0 {
		return Feed{}, fmt.Errorf("read feed %s: %w", name, ErrEmpty)
	}
	text, charset, err := Decode(doc.Bytes, doc.MediaType, doc.Charset)
	if err != nil {
		return Feed{}, fmt.Errorf("read feed %s: %w", name, err)
	}
	cut := len(text) > maxFeedText
	if cut {
		text = text[:maxFeedText]
	}
	feed, err := parseText(strings.TrimSpace(noControls(text)), baseOf(doc))
	feed.Charset = charset
	var partial *PartialError
	switch {
	case errors.As(err, &partial):
		partial.Name, partial.Items = name, len(feed.Items)
	case err != nil:
		err = fmt.Errorf("read feed %s: %w", name, err)
	case cut:
		err = &PartialError{Name: name, Items: len(feed.Items), Offset: maxFeedText, Why: "the feed is longer than " + size(maxFeedText)}
	}
	return feed, err
}

// noControls drops the control characters that XML forbids and that break words in two.
func noControls(text string) string {
	if strings.IndexFunc(text, forbidden) < 0 {
		return text
	}
	return strings.Map(func(r rune) rune {
		if forbidden(r) {
			return -1
		}
		return r
	}, text)
}

func forbidden(r rune) bool { return r < 0x20 && r != '\t' && r != '\n' && r != '\r' || r == 0x7F }

func parseText(text, base string) (Feed, error) {
	if strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[") {
		return parseJSON(text, base)
	}
	return parseXML(text, base)
}

// baseOf is the address against which a document's own relative addresses are resolved: Content-Location when it is a
// web address, else its URL.
func baseOf(doc Document) string {
	location := doc.Header.Get("Content-Location")
	if location == "" {
		return doc.URL
	}
	at := absolute(doc.URL, location)
	if u, err := url.Parse(at); err == nil && (u.Scheme == "http" || u.Scheme == "https") {
		return at
	}
	return doc.URL
}
