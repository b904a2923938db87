package gather

import (
	"slices"
	"strings"
)

// Wire is what a news agency's format says of an item beyond what other feeds do.
type Wire struct {
	Type       string   // "text", "picture", "composite" …
	Dateline   string   // as printed
	Located    string   // where the report was written, as given
	Slug       string   // the working title
	Urgency    string   // "1" (flash) to "8"
	Status     string   // as given: "usable", "stat:canceled"
	Version    string   // number of this version
	Provider   string   // the agency
	Note       string   // to editors
	Embargo    Time     // not to be published before
	Text       string   // the body as plain text, where the agency gives it so beside or instead of mark-up
	Paragraphs []string // of the body, text without mark-up
}

// Withdrawn says that the agency took the item back or holds it: it must not be shown as a report.
func (w *Wire) Withdrawn() bool {
	status := strings.ToLower(w.Status[strings.LastIndexByte(w.Status, ':')+1:])
	return slices.Contains([]string{"canceled", "cancelled", "withheld", "killed", "kill", "withdrawn"}, status)
}

// wireRoots are the root elements of the agencies' XML formats, in lower case.
var wireRoots = map[string]bool{"nitf": true, "newsml": true, "newsmessage": true, "newsitem": true, "packageitem": true, "conceptitem": true, "knowledgeitem": true, "planningitem": true, "catalogitem": true}

// g2Items are the items that a NewsML-G2 message may hold.
var g2Items = map[string]bool{"newsitem": true, "packageitem": true, "conceptitem": true, "knowledgeitem": true, "planningitem": true}

// parseWireXML reads an agency's document from its root element.
func parseWireXML(root *node) (Feed, error) {
	switch {
	case root.local == "nitf":
		return Feed{Kind: NITF, Version: root.get("version"), Items: []Item{nitfItem(root)}}, nil
	case root.local == "newsml":
		return newsML1(root), nil
	case g2Items[root.local]:
		return Feed{Kind: NewsML2, Version: root.get("standardversion"), Items: []Item{g2Item(root)}}, nil
	}
	feed := Feed{Kind: NewsML2}
	for item := range root.all("") {
		if g2Items[item.local] && item.get("guid") != "" && len(feed.Items) < MaxItems {
			feed.Version = item.get("standardversion")
			feed.Items = append(feed.Items, g2Item(item))
		}
	}
	if header := root.first("header"); header != nil {
		feed.Title = squeeze(firstOf(header.first("sender").content(), header.first("origin").content()))
		feed.Updated = readTime(header.first("sent").content())
	}
	return feed, nil
}

// nitfItem reads an NITF document (IPTC, NITF 3.x). The root may lie inside another format's item.
func nitfItem(root *node) Item {
	doc, head := root.find("docdata"), root.find("body.head")
	w := &Wire{Dateline: squeeze(head.find("dateline").content()), Type: "text"}
	it := Item{Wire: w, Language: firstOf(root.get("baselang"), root.get("xml:lang"))}
	it.Title = squeeze(firstOf(head.find("hl1").content(), head.find("headline").content(), root.path("head", "title").content(), root.find("title").content()))
	if by := head.find("byline"); by != nil {
		it.Author = squeeze(by.content())
		it.People = []Author{{Name: strings.TrimPrefix(it.Author, "By ")}}
	}
	it.Summary = squeeze(head.find("abstract").content())
	if doc != nil {
		it.ID = attrOf(doc.find("doc-id"), "id-string")
		w.Urgency = attrOf(doc.find("urgency"), "ed-urg")
		w.Status = doc.get("management-status")
		it.Published = readTime(firstOf(attrOf(doc.find("date.issue"), "norm"), attrOf(doc.find("date.release"), "norm"), attrOf(root.find("pubdata"), "date.publication")))
		w.Embargo = readTime(attrOf(doc.find("date.release"), "norm"))
		for k := range doc.all("keyword") {
			it.Tags = append(it.Tags, k.get("key"))
		}
	}
	if it.Published.Raw == "" {
		it.Published = readTime(attrOf(head.find("story.date"), "norm"))
	}
	w.Located = squeeze(firstOf(head.find("location").content(), attrOf(root.find("evloc"), "city")))
	w.Slug = attrOf(root.find("du-key"), "key")
	body := root.find("body.content")
	if body == nil {
		body = root.find("body")
	}
	it.setBody(body)
	return it
}

func attrOf(n *node, name string) string {
	if n == nil {
		return ""
	}
	return n.get(name)
}

// setBody takes the content and its paragraphs from an element that holds XHTML or NITF.
func (i *Item) setBody(body *node) {
	if body == nil {
		return
	}
	i.Content = body.inner(false)
	i.Wire.Paragraphs = paragraphs(body)
	if len(i.Wire.Paragraphs) == 0 {
		i.Wire.Paragraphs = lines(body.content())
	}
}

func paragraphs(body *node) []string {
	var out []string
	for p := range body.all("p") {
		if text := squeeze(p.content()); text != "" {
			out = append(out, text)
		}
	}
	return out
}

// lines parts plain text into paragraphs: at blank lines where there are some, else at every line end.
func lines(text string) []string {
	sep := "\n"
	text = strings.ReplaceAll(text, "\r\n", "\n")
	if strings.Contains(text, "\n\n") {
		sep = "\n\n"
	}
	var out []string
	for part := range strings.SplitSeq(text, sep) {
		if part = squeeze(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}
