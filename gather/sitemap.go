package gather

import (
	"bytes"
	"compress/gzip"
	"io"
)

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

// unpack undoes gzip of a body that is a .gz file itself, as sitemaps are, under the limit.
func unpack(doc Document, limit int64) Document {
	if !bytes.HasPrefix(doc.Bytes, []byte{0x1f, 0x8b}) {
		return doc
	}
	z, err := gzip.NewReader(bytes.NewReader(doc.Bytes))
	if err != nil {
		return doc
	}
	b, err := io.ReadAll(io.LimitReader(z, limit))
	if err != nil && len(b) == 0 {
		return doc
	}
	doc.Bytes = b
	return doc
}
