package gather

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// parseJSON reads JSON Feed 1.0 and 1.1 and, by their own marks, ninjs items.
func parseJSON(text, base string) (Feed, error) {
	var probe struct {
		Version string          `json:"version"`
		Items   json.RawMessage `json:"items"`
	}
	raw := []byte(text)
	if err := json.Unmarshal(raw, &probe); err != nil && !strings.HasPrefix(text, "[") {
		if strings.Contains(text[:min(len(text), 4096)], "jsonfeed.org/version") {
			return brokenJSONFeed(raw, base, err)
		}
		if strings.HasPrefix(text, "{") && !json.Valid(raw) && !looksLikeNINJS(raw) {
			return Feed{}, fmt.Errorf("%w: neither JSON nor XML", ErrNotFeed)
		}
	}
	if strings.Contains(probe.Version, "jsonfeed.org") {
		return jsonFeed(raw, base)
	}
	if looksLikeNINJS(raw) {
		return parseNINJS(raw)
	}
	if probe.Version != "" && bytes.HasPrefix(bytes.TrimSpace(probe.Items), []byte("[")) {
		return jsonFeed(raw, base)
	}
	return Feed{}, fmt.Errorf("%w: JSON, but neither JSON Feed nor ninjs", ErrNotFeed)
}

// jsonHead and jsonItem follow jsonfeed.org/version/1.1. Fields that feeds give in several types are read loosely.
type jsonHead struct {
	Version     string       `json:"version"`
	Title       string       `json:"title"`
	HomePageURL string       `json:"home_page_url"`
	FeedURL     string       `json:"feed_url"`
	Description string       `json:"description"`
	Language    string       `json:"language"`
	Author      *jsonAuthor  `json:"author"`
	Authors     []jsonAuthor `json:"authors"`
}

type jsonAuthor struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type jsonItem struct {
	ID            loose            `json:"id"`
	URL           string           `json:"url"`
	ExternalURL   string           `json:"external_url"`
	Title         string           `json:"title"`
	ContentHTML   string           `json:"content_html"`
	ContentText   string           `json:"content_text"`
	Summary       string           `json:"summary"`
	DatePublished string           `json:"date_published"`
	DateModified  string           `json:"date_modified"`
	Language      string           `json:"language"`
	Tags          []string         `json:"tags"`
	Author        *jsonAuthor      `json:"author"`
	Authors       []jsonAuthor     `json:"authors"`
	Attachments   []jsonAttachment `json:"attachments"`
}

type jsonAttachment struct {
	URL   string `json:"url"`
	Type  string `json:"mime_type"`
	Bytes int64  `json:"size_in_bytes"`
}

// loose is a string, or a number or truth value written as one.
type loose string

// UnmarshalJSON takes any scalar.
func (l *loose) UnmarshalJSON(b []byte) error {
	var s string
	if json.Unmarshal(b, &s) == nil {
		*l = loose(s)
		return nil
	}
	if b = bytes.TrimSpace(b); len(b) > 0 && b[0] != '{' && b[0] != '[' && !bytes.Equal(b, []byte("null")) {
		*l = loose(b)
	}
	return nil
}

func jsonFeed(raw []byte, base string) (Feed, error) {
	var doc struct {
		jsonHead
		Items []json.RawMessage `json:"items"`
	}
	err := lenient(json.Unmarshal(raw, &doc))
	if err != nil {
		return Feed{}, fmt.Errorf("%w: %v", ErrNotFeed, err)
	}
	feed := doc.feed(base)
	for _, r := range doc.Items {
		if len(feed.Items) >= MaxItems {
			return feed, &PartialError{Why: fmt.Sprintf("the feed has more than %d items", MaxItems)}
		}
		if item, err := readJSONItem(r, base); err == nil {
			feed.Items = append(feed.Items, item)
		}
	}
	return feed, nil
}

// lenient lets a field of the wrong type pass: the others are still read.
func lenient(err error) error {
	if _, ok := err.(*json.UnmarshalTypeError); ok {
		return nil
	}
	return err
}

func (h *jsonHead) feed(base string) Feed {
	f := Feed{
		Kind: JSON, Version: h.Version[strings.LastIndexByte(h.Version, '/')+1:], Title: PlainText(h.Title), Link: safeAddress(absolute(base, h.HomePageURL)),
		Self: absolute(base, h.FeedURL), Description: h.Description, Language: h.Language,
	}
	f.Author, f.People = jsonPeople(h.Author, h.Authors)
	return f
}

func jsonPeople(one *jsonAuthor, many []jsonAuthor) (string, []Author) {
	if len(many) == 0 && one != nil {
		many = []jsonAuthor{*one}
	}
	var people []Author
	for _, a := range many {
		people = append(people, Author{Name: a.Name, URL: a.URL})
	}
	if len(people) == 0 {
		return "", nil
	}
	return people[0].String(), people
}

func readJSONItem(raw json.RawMessage, base string) (Item, error) {
	var j jsonItem
	if err := lenient(json.Unmarshal(raw, &j)); err != nil {
		return Item{}, fmt.Errorf("item: %w", err)
	}
	it := Item{
		ID: string(j.ID), Link: safeAddress(absolute(base, firstOf(j.URL, j.ExternalURL))), Title: PlainText(j.Title), Language: j.Language, Tags: j.Tags,
		Summary: j.Summary, Content: absoluteLinks(firstOf(j.ContentHTML, j.ContentText), firstOf(j.URL, base)), Published: readTime(j.DatePublished), Updated: readTime(j.DateModified),
	}
	if looksLikeMarkup(j.Title) {
		it.TitleHTML = j.Title
	}
	if it.Published.Raw == "" {
		it.Published = it.Updated
	}
	it.Author, it.People = jsonPeople(j.Author, j.Authors)
	for _, a := range j.Attachments {
		it.Enclosures = append(it.Enclosures, Enclosure{URL: safeAddress(absolute(base, a.URL)), Type: a.Type, Length: a.Bytes})
	}
	return it, nil
}

// brokenJSONFeed reads a JSON Feed that breaks off: token by token to the break.
func brokenJSONFeed(raw []byte, base string, cause error) (Feed, error) {
	var head jsonHead
	feed := Feed{Kind: JSON}
	dec := json.NewDecoder(bytes.NewReader(raw))
	if _, err := dec.Token(); err != nil {
		return feed, fmt.Errorf("%w: %v", ErrNotFeed, cause)
	}
	fields := map[string]json.RawMessage{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			break
		}
		if key == "items" {
			feed.Items = itemsToBreak(dec, base)
			break
		}
		var value json.RawMessage
		if dec.Decode(&value) != nil {
			break
		}
		if name, ok := key.(string); ok {
			fields[name] = value
		}
	}
	if whole, err := json.Marshal(fields); err == nil && lenient(json.Unmarshal(whole, &head)) == nil {
		items := feed.Items
		feed = head.feed(base)
		feed.Items = items
	}
	return feed, &PartialError{Offset: int(dec.InputOffset()), Why: "the JSON breaks off: " + cause.Error()}
}

func itemsToBreak(dec *json.Decoder, base string) []Item {
	var items []Item
	if _, err := dec.Token(); err != nil {
		return nil
	}
	for dec.More() && len(items) < MaxItems {
		var raw json.RawMessage
		if dec.Decode(&raw) != nil {
			break
		}
		if item, err := readJSONItem(raw, base); err == nil {
			items = append(items, item)
		}
	}
	return items
}
