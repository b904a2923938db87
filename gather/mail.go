package gather

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/mail"
	"strings"
	"time"

	"github.com/emersion/go-message"
)

// Mail is a message opened for reading.
type Mail struct {
	From      Author
	Subject   string // decoded
	Date      time.Time
	MessageID string // without angle brackets
	List      string // the mailing list's name (List-Id), "" when it is none
	MediaType string // of Body: "text/html" or "text/plain"
	Body      string // the best part, as UTF-8: HTML where there is some, else plain text
	Plain     string // the plain text beside an HTML body, "" when there is none
}

const (
	maxMailParts = 200
	maxMailDepth = 16
)

// OpenMail reads a message (message/rfc822): who wrote it, when, about what, and the part to read. Attachments are
// passed over. ErrEmpty says that it holds no text.
func OpenMail(doc Document) (Mail, error) {
	name := doc.Path
	if name == "" {
		name = doc.URL
	}
	entity, err := message.Read(bytes.NewReader(bytes.TrimLeft(doc.Bytes, "\r\n")))
	if err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
		return Mail{}, fmt.Errorf("read mail %s: %w", name, err)
	}
	m := readMailHead(&entity.Header)
	parts := mailParts{}
	if err := parts.collect(entity, 0); err != nil && parts.html == "" && parts.plain == "" {
		return m, fmt.Errorf("read mail %s: %w", name, err)
	}
	switch {
	case strings.TrimSpace(parts.html) != "":
		m.MediaType, m.Body, m.Plain = typeHTML, parts.html, parts.plain
	case strings.TrimSpace(parts.plain) != "":
		m.MediaType, m.Body = typePlain, parts.plain
	default:
		return m, fmt.Errorf("read mail %s: %w: it has no text part", name, ErrEmpty)
	}
	return m, nil
}

// readMailHead reads the header; a field that is broken stays empty.
func readMailHead(h *message.Header) Mail {
	m := Mail{Subject: squeeze(headerText(h.Get("Subject"))), MessageID: strings.Trim(strings.TrimSpace(h.Get("Message-Id")), "<>")}
	parser := mail.AddressParser{WordDecoder: wordDecoder}
	if from, err := parser.Parse(h.Get("From")); err == nil {
		m.From = Author{Name: from.Name, Email: from.Address}
	} else {
		m.From, _ = parsePerson(headerText(h.Get("From")))
	}
	if at, err := mail.ParseDate(h.Get("Date")); err == nil {
		m.Date = at.UTC()
	} else if at, err := ParseDate(h.Get("Date")); err == nil {
		m.Date = at
	}
	list := headerText(h.Get("List-Id"))
	if name, _, ok := strings.Cut(list, "<"); ok && strings.TrimSpace(name) != "" {
		list = name
	}
	m.List = strings.Trim(strings.TrimSpace(list), `<>"`)
	return m
}

// wordDecoder reads encoded words (RFC 2047) in any charset that Decode knows.
var wordDecoder = &mime.WordDecoder{CharsetReader: func(charset string, r io.Reader) (io.Reader, error) {
	b, err := io.ReadAll(io.LimitReader(r, 1<<16))
	if err != nil {
		return nil, err
	}
	text, _, err := Decode(b, typePlain, charset)
	return strings.NewReader(text), err
}}

// headerText decodes a header field; raw bytes beyond ASCII are taken as text of a guessed charset.
func headerText(raw string) string {
	if text, err := wordDecoder.DecodeHeader(raw); err == nil {
		raw = text
	}
	text, _, err := Decode([]byte(raw), typePlain, "")
	if err != nil {
		return strings.ToValidUTF8(raw, "\uFFFD")
	}
	return text
}

// mailParts are the first HTML part and the first plain part of a message.
type mailParts struct {
	html, plain string
	seen        int
}

var errMailTooDeep = errors.New("parts lie too deep inside one another")

func (p *mailParts) collect(e *message.Entity, depth int) error {
	if depth > maxMailDepth {
		return errMailTooDeep
	}
	mediaType, params := contentType(e)
	if disposition := e.Header.Get("Content-Disposition"); strings.HasPrefix(strings.ToLower(strings.TrimSpace(disposition)), "attachment") {
		return nil
	}
	if multi := e.MultipartReader(); multi != nil {
		return p.multipart(multi, depth)
	}
	switch {
	case mediaType == typeHTML && p.html == "":
		return p.text(e, typeHTML, params["charset"], &p.html)
	case mediaType == typePlain && p.plain == "":
		return p.text(e, typePlain, params["charset"], &p.plain)
	case mediaType == typeMail:
		inner, err := message.Read(e.Body)
		if err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
			return err
		}
		return p.collect(inner, depth+1)
	}
	return nil
}

func contentType(e *message.Entity) (string, map[string]string) {
	mediaType, charset := ParseContentType(e.Header.Get("Content-Type"))
	if mediaType == "" {
		mediaType = typePlain
	}
	return mediaType, map[string]string{"charset": charset}
}

func (p *mailParts) multipart(multi message.MultipartReader, depth int) error {
	for {
		part, err := multi.NextPart()
		if err == io.EOF {
			return nil
		}
		if err != nil && !message.IsUnknownCharset(err) && !message.IsUnknownEncoding(err) {
			return err
		}
		if p.seen++; p.seen > maxMailParts {
			return errors.New("more parts than a message has")
		}
		if err := p.collect(part, depth+1); err != nil {
			return err
		}
	}
}

func (p *mailParts) text(e *message.Entity, mediaType, charset string, into *string) error {
	b, err := io.ReadAll(io.LimitReader(e.Body, MaxFileBytes))
	if err != nil && len(b) == 0 {
		return err
	}
	text, _, err := Decode(b, mediaType, charset)
	if err != nil {
		return err
	}
	*into = text
	return nil
}

// mailbox parts an mbox file (RFC 4155) into its messages. A message begins at a line "From " behind a blank line or at the
// start; ">From " inside one loses its mark.
func (w *walker) mailbox(path string, r *bufio.Reader) bool {
	var one []byte
	number, blank, skip := 0, true, false
	flush := func() bool {
		if len(bytes.TrimSpace(one)) == 0 && !skip {
			return true
		}
		number++
		name := fmt.Sprintf("%s!%d", path, number)
		if skip {
			return w.fail(name, &TooBigError{Name: "the message", Limit: MaxFileBytes})
		}
		return w.give(fileDocument(name, typeMail, bytes.Clone(one)), nil)
	}
	for {
		line, err := readLine(r, MaxFileBytes)
		if err != nil && err != io.EOF {
			return flush() && w.fail(path, err)
		}
		switch {
		case blank && bytes.HasPrefix(line, []byte("From ")):
			if !flush() {
				return false
			}
			one, skip = one[:0], false
		case len(one)+len(line) > MaxFileBytes:
			skip = true
		case !skip:
			one = append(one, unquoteFrom(line)...)
		}
		blank = len(bytes.TrimRight(line, "\r\n")) == 0
		if err == io.EOF {
			return flush()
		}
	}
}

// unquoteFrom undoes the quoting of lines that begin with "From " (mboxrd).
func unquoteFrom(line []byte) []byte {
	if rest := bytes.TrimLeft(line, ">"); len(rest) < len(line) && bytes.HasPrefix(rest, []byte("From ")) {
		return line[1:]
	}
	return line
}
