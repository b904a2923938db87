package report

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

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
