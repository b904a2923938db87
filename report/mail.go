package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/emersion/go-message"
	"github.com/emersion/go-message/mail"

	"github.com/dateline-news/dateline/gather"
)

// readMail reads one message: its subject is the headline, its sender the source, its best body the report.
func readMail(doc gather.Document) (draft, error) {
	r, err := mail.CreateReader(bytes.NewReader(doc.Bytes))
	if err != nil && !message.IsUnknownCharset(err) {
		return draft{}, fmt.Errorf("read report %s: %w: it is no mail message (%w); give a file as mail programs save it (.eml)", name(doc), ErrForm, err)
	}
	plain, page, err := mailBodies(r)
	if err != nil {
		return draft{}, fmt.Errorf("read report %s: %w", name(doc), err)
	}
	subject, err := r.Header.Subject()
	if err != nil {
		subject = r.Header.Get("Subject")
	}
	d, err := mailDraft(doc, plain, page, oneLine(subject))
	if err != nil {
		return draft{}, err
	}
	if from, err := r.Header.AddressList("From"); err == nil && len(from) > 0 {
		d.source = oneLine(from[0].Name)
		if d.source == "" {
			d.source = from[0].Address
		}
	}
	if at, err := r.Header.Date(); err == nil && !at.IsZero() {
		d.published, d.publishedFrom = at.UTC(), "mail"
	}
	return d, nil
}

// mailBodies gives the plain text and the HTML of a message.
func mailBodies(r *mail.Reader) (plain, page string, err error) {
	for {
		p, err := r.NextPart()
		if errors.Is(err, io.EOF) {
			return plain, page, nil
		}
		if err != nil && !message.IsUnknownCharset(err) {
			return plain, page, fmt.Errorf("mail part: %w", err)
		}
		h, inline := p.Header.(*mail.InlineHeader)
		if !inline {
			continue
		}
		kind, params, err := h.ContentType()
		if err != nil {
			continue
		}
		b, err := io.ReadAll(io.LimitReader(p.Body, MaxBytes))
		if err != nil {
			return plain, page, fmt.Errorf("mail part: %w", err)
		}
		text, _, err := gather.Decode(b, kind, params["charset"])
		if err != nil {
			continue
		}
		if kind == "text/html" && page == "" {
			page = text
		} else if kind == "text/plain" && plain == "" {
			plain = text
		}
	}
}

// mailDraft takes the plain text when it has sentences, else the page.
func mailDraft(doc gather.Document, plain, page, subject string) (draft, error) {
	var d draft
	switch {
	case words(plain) >= 20 || page == "" && strings.TrimSpace(plain) != "":
		if subject != "" {
			d.parts = append(d.parts, part{text: subject, kind: headline})
		}
		for _, p := range paragraphsOf(plain) {
			if p == "--" { // the signature below it is furniture
				break
			}
			if !sameWords(p, subject) {
				d.parts = append(d.parts, part{text: p})
			}
		}
		arrange(&d)
	case page != "":
		return pageDraft(doc, page, subject)
	default:
		return d, fail(doc, ErrNoArticle, "the message has no text")
	}
	return d, nil
}
