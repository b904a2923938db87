package report

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/dateline-news/dateline/gather"
)

// What can be wrong with a document as a whole. Read wraps each with the document's name and what to do about it.
var (
	// ErrEmpty: the document holds no words at all.
	ErrEmpty = errors.New("it is empty")
	// ErrBinary: the document is a picture, an archive, a program or another thing that is not text.
	ErrBinary = errors.New("it is not text")
	// ErrNoArticle: a page, a mail or a file of data was read, but there is no report on it.
	ErrNoArticle = errors.New("it holds no article")
	// ErrTooBig: the document is longer than MaxBytes.
	ErrTooBig = errors.New("it is too big for one report")
	// ErrForm: the document is data or a medium of a form that is not read.
	ErrForm = errors.New("its form is not known")
)

// MaxBytes is the length up to which a document is taken as one report. The longest real pages are about 5 MB.
const MaxBytes = 32 << 20

// name is how an error calls the document: its file, else its address, else the start of its hash.
func name(doc gather.Document) string {
	switch {
	case doc.Path != "":
		return doc.Path
	case doc.URL != "":
		return doc.URL
	case len(doc.SHA256) >= 12:
		return "document " + doc.SHA256[:12]
	}
	return "document without a name"
}

// fail wraps a sentinel with the document's name and with what the reader of the message can do.
func fail(doc gather.Document, sentinel error, advice string) error {
	return fmt.Errorf("read report %s: %w: %s", name(doc), sentinel, advice)
}

// magic are the first bytes of what people hand in by mistake, with its name for the message.
var magic = []struct{ prefix, is string }{
	{"%PDF-", "a PDF file; save its text as .txt first"},
	{"PK\x03\x04", "a zip archive or an office document; unpack it, or save its text as .txt first"},
	{"\x1f\x8b", "compressed with gzip; unpack it first"},
	{"\x28\xb5\x2f\xfd", "compressed with zstd; unpack it first"},
	{"\x89PNG", "a PNG picture"},
	{"\xff\xd8\xff", "a JPEG picture"},
	{"GIF8", "a GIF picture"},
	{"RIFF", "a picture, a sound or a film"},
	{"\xd0\xcf\x11\xe0", "an old office document; save its text as .txt first"},
	{"\x7fELF", "a program"},
	{"SQLite format 3\x00", "a database"},
	{"ID3", "a sound file"},
	{"{\\rtf", "a rich text (RTF) file; save its text as .txt first"},
}

// binary says what b is when it is not text; "" for text. UTF-16 and UTF-32 with a byte order mark are text.
func binary(b []byte) string {
	for _, m := range magic {
		if bytes.HasPrefix(b, []byte(m.prefix)) {
			return m.is
		}
	}
	if wide(b) {
		return ""
	}
	head := b[:min(len(b), 64<<10)]
	controls := 0
	for _, c := range head {
		if c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1b {
			controls++
		}
	}
	if controls*50 > len(head) { // over 2 %: text has none, damaged text a few
		return "bytes without readable words; give a file of text, HTML, mail or JSON"
	}
	return ""
}

// wide tells UTF-16 text, by its byte order mark or by zero bytes in every second place.
func wide(b []byte) bool {
	if bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff}) {
		return true
	}
	head := b[:min(len(b), 512)&^1]
	var even, odd int
	for i, c := range head {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	half := len(head) / 2
	return half >= 8 && (even*10 > half*7 && odd*20 < half || odd*10 > half*7 && even*20 < half)
}
