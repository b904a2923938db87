package gather

// g2Item reads one item of NewsML-G2 (IPTC, NewsML-G2 2.x): news, package, concept, knowledge and planning items share
// their envelope.
func g2Item(n *node) Item {
	meta, about := n.first("itemmeta"), n.first("contentmeta")
	w := &Wire{
		Type: g2Name(meta.first("itemclass")), Status: attrOf(meta.first("pubstatus"), "qcode"), Version: n.get("version"),
		Provider: g2Name(meta.first("provider")), Note: squeeze(meta.first("ednote").content()), Embargo: readTime(meta.first("embargoed").content()),
		Urgency: about.first("urgency").content(), Slug: squeeze(about.first("slugline").content()), Dateline: squeeze(about.first("dateline").content()),
	}
	if w.Status == "" {
		w.Status = attrOf(meta.first("pubstatus"), "uri")
	}
	it := Item{ID: n.get("guid"), Language: n.get("xml:lang"), Wire: w, Published: readTime(meta.first("versioncreated").content()), Updated: readTime(about.first("contentmodified").content())}
	for _, place := range []*node{meta.first("located"), about.first("located")} {
		if w.Located == "" && place != nil {
			w.Located = squeeze(firstOf(place.first("name").content(), place.get("literal")))
		}
	}
	it.Title = squeeze(firstOf(about.first("headline").content(), n.path("concept", "name").content(), meta.first("title").content(), n.find("headline").content()))
	it.Summary = squeeze(about.first("description").content())
	g2People(&it, about)
	for _, k := range about.children("keyword") {
		it.Tags = append(it.Tags, squeeze(k.content()))
	}
	for _, s := range about.children("subject") {
		if name := s.first("name").content(); name != "" {
			it.Tags = append(it.Tags, squeeze(name))
		}
	}
	for link := range n.all("link") {
		if href := link.get("href"); href != "" && it.Link == "" && isHTMLType(link.get("contenttype")) {
			it.Link = absolute(n.base, href)
		}
	}
	g2Body(&it, n.first("contentset"))
	return it
}

// g2People takes the byline as printed, else the names of the creators.
func g2People(it *Item, about *node) {
	it.Author = squeeze(about.first("by").content())
	for _, c := range about.children("creator") {
		if name := squeeze(firstOf(c.first("name").content(), c.get("literal"))); name != "" {
			it.People = append(it.People, Author{Name: name})
			it.Author = firstOf(it.Author, name)
		}
	}
	if it.Author != "" && len(it.People) == 0 {
		it.People = []Author{{Name: it.Author}}
	}
}

// g2Body reads the content: XHTML or NITF inside the item, or plain text.
func g2Body(it *Item, set *node) {
	inline := set.first("inlinexml")
	if inline == nil {
		inline = set.first("inlinedata")
	}
	if inline == nil {
		for _, r := range set.children("remotecontent") {
			if href := r.get("href"); href != "" && len(it.Enclosures) < 200 {
				it.Enclosures = append(it.Enclosures, Enclosure{URL: absolute(r.base, href), Type: r.get("contenttype")})
			}
		}
		return
	}
	body := inline
	if inner := inline.find("body.content"); inner != nil {
		body = inner
	} else if inner := inline.find("body"); inner != nil {
		body = inner
	}
	it.setBody(body)
}

// g2Name is the name of a coded value: its name, its literal, or its code.
func g2Name(n *node) string {
	if n == nil {
		return ""
	}
	return squeeze(firstOf(n.first("name").content(), n.get("literal"), n.get("qcode"), n.get("uri")))
}

// children are the child elements of that name, in the feed's own namespace.
func (n *node) children(local string) []*node {
	if n == nil {
		return nil
	}
	var out []*node
	for _, k := range n.kids {
		if k.local == local && k.space == "" {
			out = append(out, k)
		}
	}
	return out
}

// newsML1 reads NewsML 1.x (IPTC, 2000-2003).
func newsML1(root *node) Feed {
	feed := Feed{Kind: NewsML1, Version: root.get("version"), Updated: readTime(root.path("newsenvelope", "dateandtime").content())}
	for _, n := range root.children("newsitem") {
		if len(feed.Items) < MaxItems {
			feed.Items = append(feed.Items, newsML1Item(n, root))
		}
	}
	return feed
}

func newsML1Item(n, root *node) Item {
	manage := n.first("newsmanagement")
	w := &Wire{
		Dateline: squeeze(n.find("dateline").content()), Slug: squeeze(n.find("slugline").content()), Status: attrOf(manage.first("status"), "formalname"),
		Urgency: firstOf(attrOf(manage.first("urgency"), "formalname"), attrOf(root.path("newsenvelope", "priority"), "formalname")),
		Type:    attrOf(manage.first("newsitemtype"), "formalname"), Version: n.find("revisionid").content(), Provider: n.find("providerid").content(),
	}
	it := Item{
		ID: n.find("publicidentifier").content(), Title: squeeze(n.find("headline").content()), Summary: squeeze(n.find("subheadline").content()),
		Author: squeeze(n.find("byline").content()), Language: attrOf(n.find("language"), "formalname"), Wire: w,
		Published: readTime(firstOf(manage.first("thisrevisioncreated").content(), manage.first("firstcreated").content())),
	}
	if it.Author != "" {
		it.People = []Author{{Name: it.Author}}
	}
	for k := range n.all("keywordline") {
		it.Tags = append(it.Tags, squeeze(k.content()))
	}
	for data := range n.all("datacontent") {
		body := data
		if inner := data.find("body.content"); inner != nil {
			body = inner
		} else if inner := data.find("body"); inner != nil {
			body = inner
		}
		if len(it.Content) < len(body.inner(false)) {
			it.setBody(body)
		}
	}
	return it
}
