package gather

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"
)

// ninjs is an item of IPTC's ninjs, 1.x (flat fields, lower case) and 2.x, 3.x (lists with roles). The names are
// matched without regard to case, as encoding/json does.
type ninjs struct {
	URI         string       `json:"uri"`
	GUID        string       `json:"guid"`
	Type        string       `json:"type"`
	Title       string       `json:"title"`
	Headline    string       `json:"headline"`
	Byline      string       `json:"byline"`
	BodyText    string       `json:"body_text"`
	BodyXHTML   string       `json:"body_xhtml"`
	BodyHTML    string       `json:"body_html"`
	Description string       `json:"description_text"`
	Caption     string       `json:"description_caption"`
	Created     string       `json:"versioncreated"`
	First       string       `json:"firstcreated"`
	Content     string       `json:"contentcreated"`
	Embargoed   string       `json:"embargoed"`
	Language    string       `json:"language"`
	Located     string       `json:"located"`
	Dateline    string       `json:"dateline"`
	Slug        string       `json:"slugline"`
	Status      string       `json:"pubstatus"`
	Version     loose        `json:"version"`
	Urgency     loose        `json:"urgency"`
	Ednote      string       `json:"ednote"`
	Headlines   []ninjsText  `json:"headlines"`
	Bodies      []ninjsText  `json:"bodies"`
	Texts       []ninjsText  `json:"descriptions"`
	Subjects    []ninjsNamed `json:"subjects"`
	Subject     []ninjsNamed `json:"subject"`
	Sources     []ninjsNamed `json:"infosources"`
	Source      []ninjsNamed `json:"infosource"`
	By          loose        `json:"by"`
	Standard    *struct {
		Name    string `json:"name"`
		Version string `json:"version"`
	} `json:"standard"`
}

type ninjsText struct {
	Role        string `json:"role"`
	ContentType string `json:"contenttype"`
	Value       string `json:"value"`
}

type ninjsNamed struct {
	Name string `json:"name"`
}

// looksLikeNINJS tells an item of ninjs from other JSON: it names the standard, or has fields that only ninjs has.
func looksLikeNINJS(raw []byte) bool {
	var one map[string]json.RawMessage
	if bytes.HasPrefix(raw, []byte("[")) {
		var many []json.RawMessage
		if json.Unmarshal(raw, &many) != nil || len(many) == 0 {
			return false
		}
		raw = many[0]
	}
	if json.Unmarshal(raw, &one) != nil {
		return false
	}
	if strings.Contains(string(one["standard"])+string(one["$standard"]), "ninjs") {
		return true
	}
	known := 0
	for name := range one {
		if ninjsOnly[strings.ToLower(name)] {
			known++
		}
	}
	_, named := one["uri"]
	return known >= 2 || known == 1 && named
}

// ninjsOnly are fields that hardly stand in other JSON about news.
var ninjsOnly = map[string]bool{
	"versioncreated": true, "firstcreated": true, "contentcreated": true, "pubstatus": true, "body_text": true, "body_html": true, "body_xhtml": true,
	"headlines": true, "bodies": true, "descriptions": true, "description_text": true, "slugline": true, "urgency": true, "ednote": true, "eventdetails": true, "headline": true,
}

// parseNINJS reads one item or a list of them.
func parseNINJS(raw []byte) (Feed, error) {
	feed := Feed{Kind: NINJS}
	items := []json.RawMessage{raw}
	if bytes.HasPrefix(raw, []byte("[")) {
		items = nil
		if err := json.Unmarshal(raw, &items); err != nil {
			return feed, fmt.Errorf("%w: %v", ErrNotFeed, err)
		}
	}
	for _, r := range items[:min(len(items), MaxItems)] {
		var n ninjs
		if err := lenient(json.Unmarshal(r, &n)); err != nil {
			return feed, &PartialError{Items: len(feed.Items), Why: "an item is no valid JSON: " + err.Error()}
		}
		if n.Standard != nil {
			feed.Version = n.Standard.Version
		}
		feed.Items = append(feed.Items, n.item())
	}
	return feed, nil
}

func (n *ninjs) item() Item {
	w := &Wire{
		Type: n.Type, Dateline: n.Dateline, Located: n.Located, Slug: n.Slug, Urgency: string(n.Urgency), Status: n.Status, Version: string(n.Version),
		Note: n.Ednote, Embargo: readTime(n.Embargoed), Provider: firstName(n.Sources, n.Source),
	}
	it := Item{ID: firstOf(n.URI, n.GUID), Author: squeeze(firstOf(n.Byline, string(n.By))), Language: n.Language, Wire: w, Published: readTime(firstOf(n.Created, n.First, n.Content)), Updated: readTime(n.Created)}
	it.Title = PlainText(firstOf(n.Headline, byRole(n.Headlines, "main"), n.Title))
	it.Summary = firstOf(n.Description, byRole(n.Texts, "summary", "text", "caption"), n.Caption)
	if it.Author != "" {
		it.People = []Author{{Name: it.Author}}
	}
	if strings.HasPrefix(n.URI, "http://") || strings.HasPrefix(n.URI, "https://") {
		it.Link = n.URI
	}
	for _, s := range append(n.Subjects, n.Subject...) {
		if s.Name != "" && len(it.Tags) < 200 {
			it.Tags = append(it.Tags, s.Name)
		}
	}
	n.body(&it)
	return it
}

// body takes the richest form of the text: HTML before NITF before plain text.
func (n *ninjs) body(it *Item) {
	var markup, plain, nitf string
	for _, b := range n.Bodies {
		switch kind := strings.ToLower(b.ContentType + " " + b.Role); {
		case strings.Contains(kind, "nitf"):
			nitf = firstOf(nitf, b.Value)
		case strings.Contains(kind, "html"):
			markup = firstOf(markup, b.Value)
		default:
			plain = firstOf(plain, b.Value)
		}
	}
	markup = firstOf(n.BodyHTML, n.BodyXHTML, markup)
	plain = firstOf(n.BodyText, plain)
	it.Wire.Text = plain
	switch {
	case markup != "":
		t := tree{scan: xmlScanner{s: "<body>" + markup + "</body>"}}
		body := t.element(t.next(), "", nil)
		it.Content, it.Wire.Paragraphs = markup, paragraphs(body)
		if len(it.Wire.Paragraphs) == 0 {
			it.Wire.Paragraphs = lines(PlainText(markup))
		}
	case plain != "":
		it.Content, it.Wire.Paragraphs = plain, lines(plain)
	case nitf != "":
		if feed, err := parseXML(nitf, ""); err == nil && len(feed.Items) == 1 && feed.Items[0].Wire != nil {
			inner := feed.Items[0]
			it.Content, it.Wire.Paragraphs = inner.Content, inner.Wire.Paragraphs
			it.Wire.Dateline = firstOf(it.Wire.Dateline, inner.Wire.Dateline)
			it.Author = firstOf(it.Author, inner.Author)
		}
	}
}

func byRole(texts []ninjsText, roles ...string) string {
	for _, role := range roles {
		for _, t := range texts {
			if strings.EqualFold(t.Role, role) && t.Value != "" {
				return t.Value
			}
		}
	}
	for _, t := range texts {
		if t.Value != "" {
			return t.Value
		}
	}
	return ""
}

func firstName(lists ...[]ninjsNamed) string {
	for _, list := range lists {
		for _, n := range list {
			if n.Name != "" {
				return n.Name
			}
		}
	}
	return ""
}
