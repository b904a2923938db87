package report

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
	"time"

	"github.com/dateline-news/dateline/gather"
)

// readMail reads one message: its subject is the headline, its sender the source, its best body the report. The plain text goes before the
// HTML when it has sentences: newsletters' HTML is made of tables for the eye.
func readMail(doc gather.Document) (draft, error) {
	m, err := gather.OpenMail(doc)
	if errors.Is(err, gather.ErrEmpty) {
		return draft{}, fail(doc, ErrNoArticle, "the message has no text to read")
	}
	if err != nil {
		return draft{}, fmt.Errorf("read report %s: %w: it is no mail message (%w); give a file as mail programs save it (.eml)", name(doc), ErrForm, err)
	}
	plain := m.Plain
	if m.MediaType != "text/html" {
		plain = m.Body
	}
	subject := subjectLead.ReplaceAllString(oneLine(m.Subject), "")
	var d draft
	switch {
	case words(plain) >= 20 || m.MediaType != "text/html":
		d = letterDraft(plain, subject)
	default:
		if d, err = letterPage(doc, m.Body, subject); err != nil {
			return draft{}, err
		}
	}
	d.source = oneLine(m.From.Name)
	if d.source == "" {
		d.source = m.From.Email
	}
	if !m.Date.IsZero() {
		d.published, d.publishedFrom, d.day = m.Date.UTC(), "mail", m.Date.Format(time.DateOnly)
	}
	return d, nil
}

// subjectLead is what mail programs put before a subject.
var subjectLead = regexp.MustCompile(`(?i)^(?:(?:re|fw|fwd|aw|wg|tr|rv)\s*(?:\[\d+\])?\s*:\s*)+`)

// letterDraft reads the plain text of a message.
func letterDraft(plain, subject string) draft {
	letter, _, _ := strings.Cut(normalise(plain), "\n-- \n") // the signature stands below (RFC 3676, section 4.3)
	letter, _, _ = strings.Cut(letter, "\n--\n")
	return lettered(paragraphsOf(letter), subject)
}

// letterPage reads the HTML of a message: as the page of a report where it is one, else all its paragraphs.
func letterPage(doc gather.Document, markup, subject string) (draft, error) {
	if d, err := pageDraft(doc, markup, subject); err == nil {
		return d, nil
	}
	d := lettered(fragmentParagraphs(markup), subject)
	if d.find(body) == nil {
		return d, fail(doc, ErrNoArticle, "the message has no paragraphs of text")
	}
	return d, nil
}

// lettered makes a draft of the paragraphs of a message without a newsletter's frame.
func lettered(paragraphs []string, subject string) draft {
	var d draft
	if subject != "" {
		d.parts = append(d.parts, part{text: subject, kind: headline})
	}
	for _, p := range paragraphs {
		if sameWords(p, subject) || strings.HasPrefix(p, ">") || runes(p) < 400 && frame.MatchString(p) && !spares(p) {
			continue
		}
		d.parts = append(d.parts, part{text: p})
	}
	arrange(&d)
	return d
}

// frame tells the paragraphs around a newsletter's text.
var frame = regexp.MustCompile(`(?i)\b(?:unsubscribe|view (?:this (?:e-?mail|newsletter|message) )?(?:in (?:your|a) browser|online)|update your (?:preferences|subscription|profile)|manage (?:your )?(?:subscription|preferences)|` +
	`you(?:'re| are)? receiv(?:ed|ing) this|forward (?:this|to a friend)|add us to your address book|this e-?mail was sent to|abmelden|newsletter abbestellen|im browser (?:ansehen|anzeigen)|se désabonner|désinscri\w+|darse de baja|cancelar (?:la )?suscripción|отписаться|annulla l'iscrizione|uitschrijven)\b`)
