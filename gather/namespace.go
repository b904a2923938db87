package gather

import "strings"

// spaces gives the short names of namespaces, by address in lower case without a final slash or sharp.
var spaces = map[string]string{
	"http://www.w3.org/2005/atom": "", "http://purl.org/atom/ns": "", "http://purl.org/rss/1.0": "",
	"http://my.netscape.com/rdf/simple/0.9": "", "http://example.com/newformat": "", "http://example.com/necho": "",
	"http://purl.org/echo": "", "uri/of/echo/namespace": "", "http://purl.org/pie": "", "http://channel.netscape.com/rdf/simple/0.9": "",
	"http://my.netscape.com/publish/formats/rss-0.91.dtd": "", "http://backend.userland.com/rss": "", "http://blogs.law.harvard.edu/tech/rss": "",
	"http://backend.userland.com/rss2": "", "http://backend.userland.com/rss191": "", "http://purl.org/net/rss1.1": "",
	"http://purl.org/dc/elements/1.1": "dc", "http://purl.org/dc/elements/1.0": "dc", "http://purl.org/dc/terms": "dcterms",
	"http://purl.org/rss/1.0/modules/content":        "content",
	"http://www.itunes.com/dtds/podcast-1.0.dtd":     "itunes",
	"http://example.com/dtds/podcast-1.0.dtd":        "itunes",
	"http://search.yahoo.com/mrss":                   "media",
	"http://www.w3.org/1999/02/22-rdf-syntax-ns":     "rdf",
	"http://www.w3.org/2000/svg":                     "svg",
	"http://www.w3.org/1998/math/mathml":             "math",
	"http://www.w3.org/1999/xhtml":                   "xhtml",
	"http://www.w3.org/xml/1998/namespace":           "xml",
	"http://purl.org/rss/1.0/modules/syndication":    "sy",
	"http://purl.org/rss/1.0/modules/slash":          "slash",
	"http://wellformedweb.org/commentapi":            "wfw",
	"http://www.sitemaps.org/schemas/sitemap/0.9":    "",
	"http://www.google.com/schemas/sitemap/0.84":     "",
	"http://www.google.com/schemas/sitemap-news/0.9": "news",
	"http://iptc.org/std/nar/2006-10-01":             "",
	"http://iptc.org/std/nitf/2006-10-18":            "",
	"http://iptc.org/std/newsml/2003-10-10":          "",
	"urn:com.reuters.newsml-g2":                      "",
}

// shortSpaces are the prefixes that are taken at their word when the document does not declare them.
var shortSpaces = map[string]bool{"dc": true, "dcterms": true, "content": true, "itunes": true, "media": true, "rdf": true, "xhtml": true, "xml": true, "news": true, "sy": true, "atom": true}

func declares(attr string) (prefix string, ok bool) {
	if attr == "xmlns" {
		return "", true
	}
	return strings.CutPrefix(attr, "xmlns:")
}

// spaceOf is the short name of the namespace at address.
func spaceOf(prefix, address string) string {
	key := strings.TrimRight(strings.ToLower(strings.TrimSpace(address)), "/#")
	if short, ok := spaces[key]; ok {
		return short
	}
	if prefix == "" { // a default namespace that we do not know: the elements mean what their names say
		return ""
	}
	return "?"
}
