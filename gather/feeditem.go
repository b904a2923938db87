package gather

import (
	"strconv"
	"strings"
)

// item maps one item or entry. Where several elements may give a field, the first that gives it in the order below wins;
// that order is feedparser's (docs: "core elements", "namespace handling").
func (x *xmlFeed) item(n *node) {
	it := Item{ID: n.get("rdf:about"), Language: n.get("xml:lang")}
	if href := n.get("href"); href != "" { // CDF
		it.Link = absolute(n.base, href)
	}
	if raw := n.get("lastmod"); raw != "" {
		it.Updated = readTime(raw)
	}
	m := itemMap{x: x, it: &it}
	for _, el := range n.kids {
		if el.local != "" {
			m.field(el)
		}
	}
	m.finish()
	if x.tree.cut && it.Title == "" && it.Link == "" && it.ID == "" {
		return // nothing whole was left of it
	}
	x.feed.Items = append(x.feed.Items, it)
}

// itemMap gathers the fields of one item; what is only second choice waits until the end.
type itemMap struct {
	x                    *xmlFeed
	it                   *Item
	permalink            string
	mediaTitle           string
	mediaText, subtitle  string
	creator, itunesSpeak string
}

func (m *itemMap) field(el *node) {
	switch el.space {
	case "":
		m.core(el)
	case "dc", "dcterms":
		m.dublin(el)
	case "content", "xhtml":
		if el.local == "encoded" || el.local == "body" || el.local == "div" {
			m.content(el)
		}
	case "media":
		m.media(el)
	case "itunes":
		m.itunes(el)
	case "rdf":
		if el.local == "value" && m.it.Content == "" {
			m.content(el)
		}
	case "wfw":
		if el.local == "commentrss" || el.local == "commentsrss" {
			m.it.Comments = absolute(el.base, el.content())
		}
	}
}

func (m *itemMap) core(el *node) {
	it := m.it
	switch el.local {
	case "title":
		it.Title, it.TitleHTML = m.x.read(el).title()
	case "link":
		m.link(el)
	case "guid":
		m.guid(el)
	case "id", "identifier":
		it.ID = absolute(el.base, el.content())
	case "pubdate", "published", "pubtime":
		it.Published = readTime(el.content())
	case "updated", "modified", "lastbuilddate", "lastmod":
		it.Updated = readTime(el.content())
	case "issued", "created", "date":
		if it.Published.Raw == "" {
			it.Published = readTime(el.content())
		}
	case "description", "abstract", "excerpt":
		m.description(el)
	case "summary", "tagline":
		m.summary(el)
	case "content", "fullitem", "body", "fulltext":
		m.content(el)
	case "author", "creator", "managingeditor":
		m.author(el)
	case "category", "subject", "keywords":
		m.tag(firstOf(el.get("label"), el.get("term"), el.content()))
	case "enclosure":
		m.enclosure(el.get("url"), el)
	case "comments":
		it.Comments = absolute(el.base, el.content())
	case "source":
		m.source(el)
	}
}

func (m *itemMap) link(el *node) {
	href := el.get("href")
	if href == "" {
		href = el.content()
	}
	if href == "" {
		return
	}
	href = absolute(el.base, href)
	switch rel := strings.ToLower(el.get("rel")); rel {
	case "", "alternate":
		if m.it.Link == "" || rel == "alternate" && isHTMLType(el.get("type")) && el.get("hreflang") == "" && m.permalink == "" {
			m.it.Link = href
			m.permalink = ""
		}
	case "enclosure":
		m.enclosure(href, el)
	case "replies":
		m.it.Comments = href
	}
}

func isHTMLType(t string) bool { return t == "" || strings.Contains(t, "html") }

// guid is the item's name, and its address too unless it says otherwise (RSS 2.0). Many feeds forget to say so of names
// that are no addresses; those are resolved only when the feed insists.
func (m *itemMap) guid(el *node) {
	m.it.ID = el.content()
	switch says := el.get("ispermalink"); {
	case strings.EqualFold(says, "false"):
	case strings.EqualFold(says, "true"):
		m.it.ID = absolute(el.base, m.it.ID)
		m.permalink = webAddress(m.it.ID)
	default:
		m.permalink = webAddress(m.it.ID)
	}
}

func (m *itemMap) description(el *node) {
	v := m.x.read(el).html()
	if m.it.Summary != "" && m.it.Content == "" && m.it.Summary != v {
		m.it.Content = m.it.Summary
	}
	m.it.Summary = v
}

func (m *itemMap) summary(el *node) {
	v := m.x.read(el).html()
	switch {
	case m.it.Summary == "":
		m.it.Summary = v
	case m.it.Content == "":
		m.it.Content = v
	}
}

func (m *itemMap) content(el *node) {
	v := m.x.read(el)
	if src := el.get("src"); v.text == "" && src != "" && m.it.Link == "" {
		m.it.Link = absolute(el.base, src)
	}
	if kind := el.get("type"); m.it.Content == "" || isHTMLType(kind) && v.text != "" {
		m.it.Content = v.html()
	}
}

func (m *itemMap) dublin(el *node) {
	it := m.it
	switch el.local {
	case "title":
		if it.Title == "" {
			it.Title, it.TitleHTML = m.x.read(el).title()
		}
	case "creator", "author":
		m.creator = firstOf(m.creator, el.content())
	case "contributor", "publisher":
	case "date", "modified":
		it.Updated = readTime(el.content())
	case "issued", "created", "available":
		it.Published = readTime(el.content())
	case "description", "abstract":
		if it.Summary == "" {
			it.Summary = m.x.read(el).html()
		}
	case "subject":
		m.tag(el.content())
	case "identifier":
		if it.ID == "" {
			it.ID = el.content()
		}
	case "language":
		it.Language = el.content()
	}
}

func (m *itemMap) media(el *node) {
	switch el.local {
	case "title":
		m.mediaTitle = firstOf(m.mediaTitle, el.content())
	case "description", "text":
		if m.mediaText == "" {
			m.mediaText = m.x.read(el).html()
		}
	case "content":
		m.enclosure(el.get("url"), el)
		m.mediaAll(el)
	case "group":
		m.mediaAll(el)
	case "keywords", "category":
		m.tag(el.content())
	}
}

func (m *itemMap) mediaAll(el *node) {
	for _, k := range el.kids {
		if k.local != "" && k.space == "media" && k.local != "group" {
			m.media(k)
		}
	}
}

func (m *itemMap) itunes(el *node) {
	switch el.local {
	case "title":
		m.mediaTitle = firstOf(m.mediaTitle, el.content())
	case "author":
		m.itunesSpeak = firstOf(m.itunesSpeak, el.content())
	case "summary":
		m.mediaText = firstOf(m.x.read(el).html(), m.mediaText)
	case "subtitle":
		m.subtitle = m.x.read(el).html()
	case "keywords":
		for tag := range strings.SplitSeq(el.content(), ",") {
			m.tag(tag)
		}
	}
}

// source is the feed from which an aggregator took the item; it says the author where the entry does not.
func (m *itemMap) source(el *node) {
	if a := el.first("author"); a != nil && m.it.Author == "" {
		m.author(a)
	}
}

func (m *itemMap) author(el *node) {
	person, written := readAuthor(el)
	if person == (Author{}) {
		return
	}
	m.it.People = append(m.it.People, person)
	if m.it.Author == "" {
		m.it.Author = written
	}
}

func (m *itemMap) tag(word string) {
	if word = strings.TrimSpace(word); word != "" && len(m.it.Tags) < 200 {
		m.it.Tags = append(m.it.Tags, word)
	}
}

func (m *itemMap) enclosure(address string, el *node) {
	if address = safeAddress(absolute(el.base, address)); address == "" || len(m.it.Enclosures) >= 200 {
		return
	}
	length, err := strconv.ParseInt(firstOf(el.get("length"), el.get("fileSize")), 10, 64)
	if err != nil {
		length = 0
	}
	m.it.Enclosures = append(m.it.Enclosures, Enclosure{URL: address, Type: el.get("type"), Length: length})
}

// finish puts second choices where the first is missing.
func (m *itemMap) finish() {
	it := m.it
	if it.Link = safeAddress(it.Link); it.Link == "" {
		it.Link = m.permalink
	}
	it.Comments = safeAddress(it.Comments)
	if it.Title == "" {
		it.Title = PlainText(m.mediaTitle)
	}
	if it.Summary == "" {
		it.Summary = firstOf(m.mediaText, m.subtitle)
	}
	if it.Author == "" {
		if person, written := parsePerson(firstOf(m.creator, m.itunesSpeak)); written != "" {
			it.Author, it.People = written, append(it.People, person)
		}
	}
	if it.Published.Raw == "" {
		it.Published = it.Updated
	}
}
