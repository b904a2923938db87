package gather

import (
	"bytes"
	"path"
	"regexp"
	"strings"
)

// Media types of documents, as they stand in Document.MediaType.
const (
	typeHTML  = "text/html"
	typePlain = "text/plain"
	typeMail  = "message/rfc822"
	typeMbox  = "application/mbox"
	typeJSON  = "application/json"
	typeJSONL = "application/x-ndjson"
	typeXML   = "application/xml"
)

// extensions are the kinds of file that a folder is read for. Other files in it are passed over.
var extensions = map[string]string{
	".txt": typePlain, ".md": typePlain, ".text": typePlain, ".html": typeHTML, ".htm": typeHTML, ".xhtml": typeHTML,
	".eml": typeMail, ".mbox": typeMbox, ".json": typeJSON, ".ninjs": typeJSON, ".jsonl": typeJSONL, ".ndjson": typeJSONL,
	".xml": typeXML, ".rss": typeXML, ".atom": typeXML, ".nitf": typeXML, ".newsml": typeXML,
}

var (
	htmlStart = regexp.MustCompile(`(?i)^\s*(?:<!--.{0,500}?-->\s*)*<(?:!doctype\s+html|html|head|body)[\s>]`)
	xmlStart  = regexp.MustCompile(`(?i)^\s*(?:<\?xml|<!doctype|<!--.{0,500}?-->\s*)*\s*<(?:\?xml|rss|feed|rdf:rdf|opml|nitf|newsml|newsitem|newsmessage|urlset|sitemapindex|channel)\b`)
	mailStart = regexp.MustCompile(`(?i)^(?:(?:from|to|cc|subject|date|received|return-path|message-id|mime-version|delivered-to|dkim-signature|reply-to|sender|x-[\w-]+|list-[\w-]+|content-[\w-]+|arc-[\w-]+):[^\r\n]*\r?\n(?:[ \t][^\r\n]*\r?\n)*){3}`)
	tagInside = regexp.MustCompile(`(?i)<(?:p|div|body|html|h1|article|br|a|span|table)[\s/>]`)
)

// sniffType names the media type of a body. What the server or the extension says holds, unless it says nothing exact
// or the first bytes say clearly otherwise.
func sniffType(declared, name string, b []byte) string {
	head := looseText(b[:min(len(b), 1024)])
	if declared == "" || declared == "application/octet-stream" || declared == "binary/octet-stream" {
		declared = extensions[strings.ToLower(path.Ext(name))]
	}
	seen := seenType(head)
	switch {
	case declared == "" && seen == "":
		return typePlain
	case declared == "":
		return seen
	case seen == typeHTML && (declared == typePlain || declared == typeXML || declared == typeJSON),
		seen == typeXML && (declared == typePlain || declared == typeHTML && !tagInside.Match(head)),
		seen == typeJSON && declared == typeHTML:
		return seen
	case declared == typeHTML && seen == "" && name != "" && len(b) < 1<<20 && !tagInside.Match(b):
		return typePlain
	}
	return declared
}

// seenType is what the first bytes show, "" when they show nothing.
func seenType(head []byte) string {
	trimmed := bytes.TrimSpace(head)
	switch {
	case htmlStart.Match(head):
		return typeHTML
	case xmlStart.Match(head):
		if bytes.Contains(bytes.ToLower(head), []byte("<html")) {
			return typeHTML
		}
		return typeXML
	case bytes.HasPrefix(head, []byte("From ")) && bytes.Contains(head, []byte("\n")) && mailStart.Match(head[bytes.IndexByte(head, '\n')+1:]):
		return typeMbox
	case mailStart.Match(head):
		return typeMail
	case len(trimmed) > 1 && (trimmed[0] == '{' || trimmed[0] == '[') && bytes.ContainsAny(trimmed[1:], `"{[]}`) && bytes.IndexByte(trimmed, '"') >= 0 && bytes.IndexByte(trimmed, ':') > 0:
		return typeJSON
	}
	return ""
}

// looseText drops what UTF-16 and byte order marks put between the letters, for looking only.
func looseText(head []byte) []byte {
	if mark, skip := mark(head); mark != "" {
		head = head[skip:]
	}
	if bytes.IndexByte(head, 0) >= 0 {
		head = bytes.ReplaceAll(head, []byte{0}, nil)
	}
	return head
}
