// Package gather is the first room: it brings documents in from outside (feeds, pages, mail, files) and keeps
// them as they came. What goes out of it is a Document.
package gather

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"time"
)

// Document is one piece of outside material, byte for byte as it came, with what is known about how it came.
type Document struct {
	URL       string      // final address after redirects; "" for a file or standard input
	Path      string      // file name as given, for a member of an archive or mailbox with "!member" appended; "" for the network
	MediaType string      // lower case, without parameters: "text/html", "text/plain", "message/rfc822", "application/json" …
	Charset   string      // as the transport declared it (HTTP header, MIME part); "" when it did not
	Bytes     []byte      // the body, transfer and content codings removed
	SHA256    string      // lower-case hex of Bytes
	Fetched   time.Time   // UTC
	Header    http.Header // response headers; nil for a file
	Told      Told        // what the place that led here (a feed item, a sitemap entry) said of the document
}

// Told is what a feed item or sitemap entry says of the document that it leads to. It is a hint: the document's own word goes first.
type Told struct {
	Outlet    string // name of the source that listed it
	Title     string
	Summary   string
	Author    string
	Language  string
	Published time.Time // zero when not said
}

// Sum returns the name under which b is kept as evidence: the lower-case hex SHA-256.
func Sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:])
}
