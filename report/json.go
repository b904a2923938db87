package report

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/span"
)

// plainJSON is a report as plain JSON.
type plainJSON struct {
	ID        string          `json:"id"`
	Title     string          `json:"title"`
	Text      string          `json:"text"`
	Published string          `json:"published"`
	Outlet    string          `json:"outlet"`
	URL       string          `json:"url"`
	Language  string          `json:"language"`
	Author    string          `json:"author"`
	Authors   json.RawMessage `json:"authors"`
}

// readJSON reads ninjs and reports as plain JSON.
func readJSON(doc gather.Document) (draft, error) {
	text, _, err := gather.Decode(doc.Bytes, doc.MediaType, doc.Charset)
	if err != nil {
		return draft{}, fail(doc, err, "save the file as UTF-8")
	}
	raw := []byte(strings.TrimPrefix(strings.TrimSpace(text), "\ufeff"))
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return draft{}, fmt.Errorf("read report %s: %w: it is not one JSON object (%w); a report is one object with \"text\", or ninjs", name(doc), ErrForm, err)
	}
	if isNinjs(fields) {
		return readNinjs(doc, raw)
	}
	if _, ok := fields["text"]; !ok {
		return draft{}, fail(doc, ErrForm, fmt.Sprintf("the JSON object has no \"text\" (it has %s); taken are {\"title\", \"text\", \"published\", \"outlet\", \"url\"} and ninjs", keys(fields)))
	}
	var p plainJSON
	if err := json.Unmarshal(raw, &p); err != nil {
		return draft{}, fmt.Errorf("read report %s: %w: a field has not the type that a report needs: %w", name(doc), ErrForm, err)
	}
	if strings.TrimSpace(p.Text) == "" && strings.TrimSpace(p.Title) == "" {
		return draft{}, fail(doc, ErrEmpty, "its \"text\" has no words")
	}
	return p.draft(), nil
}

func keys(fields map[string]json.RawMessage) string {
	names := slices.Sorted(maps.Keys(fields))
	if len(names) == 0 {
		return "no fields"
	}
	more := ""
	if len(names) > 8 {
		names, more = names[:8], " …"
	}
	return strings.Join(names, ", ") + more
}

// draft gives the report's text exactly: headline, blank line, text, or the text alone when the title stands in it already. What is
// furniture stays in the text, as it came, but is no paragraph of the report.
func (p plainJSON) draft() draft {
	title := strings.TrimSpace(p.Title)
	d := draft{text: p.Text, source: p.Outlet, url: p.URL, language: p.Language}
	inside := strings.Index(p.Text, title)
	if title != "" && inside < 0 {
		d.text = title + "\n\n" + p.Text
		inside = 0
	}
	d.parts = lines(d.text)
	if title != "" {
		markTitle(d.parts, title, inside)
	}
	d.published, d.day = parseTime(p.Published)
	if !d.published.IsZero() {
		d.publishedFrom = "file"
	}
	d.authors = authorList(p.Author, p.Authors, p.Outlet)
	arrange(&d)
	return d
}

// lines gives every line of text that has words as a part with its span.
func lines(text string) []part {
	var parts []part
	for at := 0; at < len(text); {
		end := strings.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		line := text[at : at+end]
		if trimmed := strings.TrimSpace(line); trimmed != "" {
			start := at + strings.Index(line, trimmed)
			parts = append(parts, part{text: trimmed, span: span.Span{Start: start, End: start + len(trimmed)}})
		}
		at += end + 1
	}
	return parts
}

// markTitle marks the line that is the title, and what stands above it: a short label there is the kicker.
func markTitle(parts []part, title string, at int) {
	for i := range parts {
		p := &parts[i]
		if p.span.Start > at {
			return
		}
		if p.span.Start == at && p.text == title {
			p.kind = headline
			for j := range i {
				if kickerLike(parts[j].text) {
					parts[j].kind = kicker
				}
			}
			return
		}
	}
}

// authorList takes authors as one string, a list of strings, or a list of objects with a name.
func authorList(one string, many json.RawMessage, outlet string) []string {
	out := authorNames(one, outlet)
	var list []any
	if json.Unmarshal(many, &list) != nil {
		return out
	}
	for _, a := range list {
		switch v := a.(type) {
		case string:
			out = append(out, authorNames(v, outlet)...)
		case map[string]any:
			if s, ok := v["name"].(string); ok {
				out = append(out, authorNames(s, outlet)...)
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// timeForms are the forms in which data name a time; all but the last lines carry a time of day.
var timeForms = []string{time.RFC3339Nano, "2006-01-02T15:04:5Z07:00", "2006-01-02T15:04:05-0700", "2006-01-02T15:04:05", "2006-01-02T15:04Z07:00", "2006-01-02T15:04", "2006-01-02 15:04:05-07:00", "2006-01-02 15:04:05 -0700",
	"2006-01-02 15:04:05", "2006-01-02 15:04", "20060102T150405Z", "20060102T150405-0700", time.RFC1123Z, time.RFC1123, time.RFC822Z, time.RFC850, time.ANSIC, "Mon, 2 Jan 2006 15:04:05 -0700",
	"Mon, 2 Jan 2006 15:04:05 MST", "January 2, 2006 15:04", "2 January 2006 15:04", "Jan 2, 2006 3:04 PM", "January 2, 2006 3:04 PM"}

// parseTime reads a time in any of the usual forms of data: in UTC, and the day in the zone that s names. The zero time says that s is none.
func parseTime(s string) (t time.Time, day string) {
	s = strings.TrimSpace(s)
	if len(s) < 8 || len(s) > 64 || !utf8.ValidString(s) {
		return time.Time{}, ""
	}
	for _, form := range timeForms {
		if t, err := time.Parse(form, s); err == nil && t.Year() > 1800 {
			return t.UTC(), t.Format(time.DateOnly)
		}
	}
	if day, n := parseDay(s); n > 0 && day.year != 0 {
		return day.date(day.year), day.in(day.year)
	}
	if t, err := time.Parse("20060102", s); err == nil {
		return t, t.Format(time.DateOnly)
	}
	return time.Time{}, ""
}

// ninjsMarks are fields that only ninjs has.
var ninjsMarks = []string{"body_html", "body_text", "body_xhtml", "bodies", "headlines", "versioncreated", "firstcreated", "bylines", "usageterms", "pubstatus", "contentcreated"}

func isNinjs(fields map[string]json.RawMessage) bool {
	_, typed := fields["text"]
	return !typed && slices.ContainsFunc(ninjsMarks, func(m string) bool { _, ok := fields[m]; return ok })
}

// ninjs is an IPTC news item in JSON, versions 1 to 3 (https://iptc.org/standards/ninjs/), as far as a report needs it.
type ninjs struct {
	URI            string          `json:"uri"`
	Type           string          `json:"type"`
	Headline       string          `json:"headline"`
	Slugline       string          `json:"slugline"`
	Title          string          `json:"title"`
	Byline         string          `json:"byline"`
	BodyHTML       string          `json:"body_html"`
	BodyXHTML      string          `json:"body_xhtml"`
	BodyText       string          `json:"body_text"`
	Description    string          `json:"description_text"`
	Language       string          `json:"language"`
	Located        string          `json:"located"`
	VersionCreated string          `json:"versioncreated"`
	FirstCreated   string          `json:"firstcreated"`
	ContentCreated string          `json:"contentcreated"`
	CopyrightName  string          `json:"copyrightholder"`
	Headlines      []roled         `json:"headlines"`
	Bodies         []roled         `json:"bodies"`
	Descriptions   []roled         `json:"descriptions"`
	Bylines        []ninjsByline   `json:"bylines"`
	InfoSources    []ninjsNamed    `json:"infosources"`
	InfoSource     []ninjsNamed    `json:"infosource"`
	Organisations  []ninjsNamed    `json:"organisation"`
	AltIDs         json.RawMessage `json:"altids"`
}

type roled struct {
	Role        string `json:"role"`
	Value       string `json:"value"`
	ContentType string `json:"contenttype"`
}

type ninjsByline struct {
	Byline string `json:"byline"`
	Role   string `json:"role"`
}

type ninjsNamed struct {
	Name string `json:"name"`
}

// roledValue gives the value with one of the roles, in their order, else the first that has words.
func roledValue(list []roled, names ...string) roled {
	for _, n := range names {
		for _, r := range list {
			if strings.EqualFold(r.Role, n) && strings.TrimSpace(r.Value) != "" {
				return r
			}
		}
	}
	for _, r := range list {
		if strings.TrimSpace(r.Value) != "" {
			return r
		}
	}
	return roled{}
}

func readNinjs(doc gather.Document, raw []byte) (draft, error) {
	n := tolerant(raw)
	title := cmp.Or(n.Headline, roledValue(n.Headlines, "main", "headline").Value, n.Title, n.Slugline)
	d := draft{source: outletOfNinjs(n), language: n.Language}
	if strings.HasPrefix(n.URI, "http://") || strings.HasPrefix(n.URI, "https://") {
		d.url = n.URI
	}
	blocks := n.paragraphs()
	if len(blocks) == 0 {
		return draft{}, fail(doc, ErrNoArticle, "the ninjs item has no body_html, body_text or bodies with words")
	}
	if title = oneLine(title); title != "" {
		d.parts = append(d.parts, part{text: title, kind: headline})
	}
	for _, b := range blocks {
		if !sameWords(b, title) {
			d.parts = append(d.parts, part{text: b})
		}
	}
	for _, b := range append(n.Bylines, ninjsByline{Byline: n.Byline}) {
		d.authors = append(d.authors, authorNames(b.Byline, d.source)...)
	}
	for _, s := range []string{n.FirstCreated, n.ContentCreated, n.VersionCreated} {
		if d.published, d.day = parseTime(s); !d.published.IsZero() {
			d.publishedFrom = "file"
			break
		}
	}
	arrange(&d)
	return d, nil
}

// tolerant reads the fields that have the type that ninjs gives them and passes over the others.
func tolerant(raw []byte) ninjs {
	var n ninjs
	var fields map[string]json.RawMessage
	if json.Unmarshal(raw, &fields) != nil {
		return n
	}
	for key, value := range fields {
		one, err := json.Marshal(map[string]json.RawMessage{key: value})
		if err != nil {
			continue
		}
		try := n
		if json.Unmarshal(one, &try) == nil {
			n = try
		}
	}
	return n
}

func outletOfNinjs(n ninjs) string {
	for _, list := range [][]ninjsNamed{n.InfoSources, n.InfoSource} {
		for _, s := range list {
			if s.Name != "" {
				return oneLine(s.Name)
			}
		}
	}
	return oneLine(n.CopyrightName)
}

// paragraphs gives the body as paragraphs, from text or from HTML.
func (n ninjs) paragraphs() []string {
	main := roledValue(n.Bodies, "main", "body")
	text, markup := n.BodyText, cmp.Or(n.BodyHTML, n.BodyXHTML)
	if text == "" && markup == "" {
		if strings.Contains(main.ContentType, "html") || strings.Contains(main.Value, "<p") || strings.Contains(main.Value, "</") {
			markup = main.Value
		} else {
			text = main.Value
		}
	}
	if markup != "" {
		return fragmentParagraphs(markup)
	}
	return paragraphsOf(text)
}
