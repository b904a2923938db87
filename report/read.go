package report

import (
	"bytes"
	"errors"
	"path"
	"strings"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/world"
)

// Read cuts doc free of its furniture and gives the Report. It takes HTML pages, plain text, mail (message/rfc822), ninjs and
// reports as plain JSON, told apart by doc.MediaType and, where that says nothing, by the name and the first bytes. The world
// serves names of places and agencies for the dateline; with nil the dateline is told by its shape alone.
// With ErrNoArticle the Report still holds what the document says of itself (URL, Source, Language, Published, Authors), without any Text.
// An error wraps ErrEmpty, ErrBinary, ErrNoArticle, ErrTooBig or ErrForm and names the document.
func Read(doc gather.Document, w *world.World) (Report, error) {
	if err := check(doc); err != nil {
		return Report{}, err
	}
	var d draft
	var err error
	switch formOf(doc) {
	case formPage:
		d, err = readPage(doc)
	case formPlain:
		d, err = readPlain(doc)
	case formMail:
		d, err = readMail(doc)
	case formJSON:
		d, err = readJSON(doc)
	default:
		err = fail(doc, ErrForm, doc.MediaType+" is not read; taken are HTML, plain text, mail, ninjs and reports as JSON")
	}
	if errors.Is(err, ErrNoArticle) {
		return known(doc, d), err
	}
	if err != nil {
		return Report{}, err
	}
	return finish(doc, d, atlas{w})
}

func check(doc gather.Document) error {
	if len(bytes.TrimSpace(doc.Bytes)) == 0 {
		return fail(doc, ErrEmpty, "there is nothing to read in it; give a document with a report")
	}
	if len(doc.Bytes) > MaxBytes {
		return fail(doc, ErrTooBig, "a report may have up to 32 MB; split the file, a report a file")
	}
	if is := binary(doc.Bytes); is != "" {
		return fail(doc, ErrBinary, "this is "+is)
	}
	return nil
}

// form is how a document is written down.
type form uint8

const (
	formUnknown form = iota
	formPage
	formPlain
	formMail
	formJSON
)

// formOf goes by the media type, else by the file name's ending, else by the first bytes.
func formOf(doc gather.Document) form {
	switch t := doc.MediaType; {
	case t == "text/html", t == "application/xhtml+xml":
		return formPage
	case t == "message/rfc822", t == "message/global":
		return formMail
	case t == "application/json", strings.HasSuffix(t, "+json"), t == "text/json":
		return formJSON
	case t == "text/markdown", t == "text/x-markdown":
		return formPlain
	case t == "", t == "text/plain", t == "application/octet-stream", t == "application/xml", t == "text/xml":
		return formByName(doc)
	case strings.HasPrefix(t, "text/"):
		return formPlain
	}
	return formUnknown
}

func formByName(doc gather.Document) form {
	switch strings.ToLower(path.Ext(doc.Path)) {
	case ".html", ".htm", ".xhtml":
		return formPage
	case ".json", ".ninjs":
		return formJSON
	case ".eml":
		return formMail
	case ".txt", ".text", ".md":
		return formPlain
	}
	head := strings.ToLower(string(bytes.TrimLeft(doc.Bytes[:min(len(doc.Bytes), 512)], "\ufeff \t\r\n")))
	switch {
	case strings.HasPrefix(head, "<!doctype html"), strings.HasPrefix(head, "<html"), strings.HasPrefix(head, "<head"), strings.HasPrefix(head, "<?xml") && strings.Contains(head, "<html"):
		return formPage
	case strings.HasPrefix(head, "{"):
		return formJSON
	case strings.HasPrefix(head, "return-path:"), strings.HasPrefix(head, "received:"), strings.HasPrefix(head, "delivered-to:"), strings.HasPrefix(head, "mime-version:"):
		return formMail
	}
	return formPlain
}
