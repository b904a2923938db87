package gather

// sitemapItem reads one <url> or <sitemap> of a sitemap (sitemaps.org 0.9) with Google's news extension.
func sitemapItem(el *node) Item {
	it := Item{Link: safeAddress(absolute(el.base, el.first("loc").content())), Updated: readTime(el.first("lastmod").content())}
	it.ID = it.Link
	for _, k := range el.kids {
		if k.space != "news" || k.local != "news" {
			continue
		}
		for part := range k.all("") {
			switch part.local {
			case "title":
				it.Title = PlainText(part.content())
			case "publication_date":
				it.Published = readTime(part.content())
			case "language":
				it.Language = part.content()
			case "keywords":
				it.Tags = append(it.Tags, part.content())
			}
		}
	}
	if it.Published.Raw == "" {
		it.Published = it.Updated
	}
	return it
}
