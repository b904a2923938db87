package report

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/gather"
)

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
