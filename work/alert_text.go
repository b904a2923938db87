package work

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/store"
)

// messageBytes bounds the text of a message: Telegram takes 4,096 bytes, and a longer one is not read anyway.
const messageBytes = 3500

// compose writes the message that holds the alerts of a channel: text for people, JSON for a webhook.
func (w *Sender) compose(c store.DueChannel) (subject, body string, err error) {
	subject = subjectOf(c.Alerts)
	if c.Kind == store.WebhookChannel {
		body, err = w.webhookBody(subject, c.Alerts)
		return subject, body, err
	}
	var b strings.Builder
	for i, a := range c.Alerts {
		one := w.alertText(a)
		if b.Len()+len(one) > messageBytes && i > 0 {
			fmt.Fprintf(&b, "And %d more: %s/alerts\n", len(c.Alerts)-i, w.link)
			break
		}
		b.WriteString(one)
	}
	return subject, strings.TrimSpace(b.String()), nil
}

func subjectOf(alerts []store.AlertRow) string {
	a := alerts[0]
	if len(alerts) == 1 {
		return a.Of + ": " + cut(a.Change.Title, 150)
	}
	for _, o := range alerts {
		if o.Situation != a.Situation {
			return fmt.Sprintf("%d alerts from several situations", len(alerts))
		}
	}
	return fmt.Sprintf("%s: %d alerts", a.Of, len(alerts))
}

// alertText is an alert as people read it: what, the sentence, who says so, the link.
func (w *Sender) alertText(a store.AlertRow) string {
	e := a.Change.Evidence
	head := strings.ToUpper(string(a.Change.Kind)) + ": " + a.Change.Title
	if a.Corrects != 0 {
		head = fmt.Sprintf("TAKES BACK ALERT %d. %s", a.Corrects, head)
	}
	said := quoted(cut(e.Words, 600))
	if b := a.Change.Before; b != nil {
		said += "\nBefore: " + quoted(cut(b.Words, 400))
	}
	return fmt.Sprintf("%s\n%s\n%s, %s\n%s\n\n", cut(head, 400), said, e.Name, e.At.UTC().Format("2 Jan 2006 15:04 UTC"), w.reportLink(e.Report))
}

// quoted puts a sentence between marks that stand apart from its own.
func quoted(s string) string { return "» " + strings.Join(strings.Fields(s), " ") + " «" }

// cut shortens a text at a rune's border.
func cut(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + " …"
}

func (w *Sender) reportLink(id int64) string { return w.link + "/reports/" + strconv.FormatInt(id, 10) }

// webhookAlert is an alert as a webhook gets it.
type webhookAlert struct {
	ID        int64     `json:"id"`
	At        time.Time `json:"at"`
	Rule      string    `json:"rule"`
	Situation string    `json:"situation"`
	Kind      string    `json:"kind"`
	Title     string    `json:"title"`
	Sentence  string    `json:"sentence"`
	SHA256    string    `json:"sha256"` // of the sentence
	Source    string    `json:"source"`
	Published time.Time `json:"published"`
	Report    int64     `json:"report"`
	Span      [2]int    `json:"span"` // bytes of the report's text
	Link      string    `json:"link"`
	Before    string    `json:"before,omitempty"`   // the sentence that it differs from
	Corrects  int64     `json:"corrects,omitempty"` // the id of the alert that it takes back or changes
}

func (w *Sender) webhookBody(subject string, alerts []store.AlertRow) (string, error) {
	out := struct {
		Schema  string         `json:"schema"`
		Subject string         `json:"subject"`
		Alerts  []webhookAlert `json:"alerts"`
	}{"dateline.alerts/1", subject, nil}
	for _, a := range alerts {
		c, e := a.Change, a.Change.Evidence
		x := webhookAlert{ID: a.ID, At: a.At, Rule: a.RuleName, Situation: a.Slug, Kind: string(c.Kind), Title: c.Title, Sentence: e.Words, SHA256: e.SHA256, Source: e.Name,
			Published: e.At, Report: e.Report, Span: [2]int{e.Span.Start, e.Span.End}, Link: w.reportLink(e.Report), Corrects: a.Corrects}
		if c.Before != nil {
			x.Before = c.Before.Words
		}
		out.Alerts = append(out.Alerts, x)
	}
	b, err := json.Marshal(out)
	return string(b), err
}
