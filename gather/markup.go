package gather

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// linkAttrs are the attributes of HTML that hold one address.
var linkAttrs = map[string]bool{"href": true, "src": true, "action": true, "cite": true, "longdesc": true, "poster": true, "data": true, "background": true, "usemap": true, "xlink:href": true, "codebase": true}

// PlainText reduces HTML to its text: tags go, references are resolved, blocks and line breaks become a space, what is
// inside script and style is dropped, and runs of space become one. Text that holds no mark-up only loses its extra space.
func PlainText(markup string) string {
	if !strings.ContainsAny(markup, "<&") {
		return squeeze(markup)
	}
	if strings.IndexByte(markup, '<') < 0 {
		return squeeze(html.UnescapeString(markup))
	}
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(markup))
	z.SetMaxBuf(1 << 20)
	hidden := 0
	for {
		switch z.Next() {
		case html.ErrorToken:
			return squeeze(b.String())
		case html.TextToken:
			if hidden == 0 {
				b.Write(z.Text())
			}
		case html.StartTagToken:
			name, _ := z.TagName()
			hidden += hides(name)
			breaks(&b, name)
		case html.EndTagToken:
			name, _ := z.TagName()
			hidden = max(hidden-hides(name), 0)
			breaks(&b, name)
		case html.SelfClosingTagToken:
			name, _ := z.TagName()
			breaks(&b, name)
		}
	}
}

func hides(tag []byte) int {
	switch atom.Lookup(tag) {
	case atom.Script, atom.Style, atom.Template:
		return 1
	}
	return 0
}

// breaks parts the words on both sides of a tag that stands between lines.
func breaks(b *strings.Builder, tag []byte) {
	switch atom.Lookup(tag) {
	case atom.P, atom.Br, atom.Div, atom.Li, atom.Ul, atom.Ol, atom.Tr, atom.Td, atom.H1, atom.H2, atom.H3, atom.H4, atom.Blockquote, atom.Hr:
		b.WriteByte(' ')
	}
}

func squeeze(s string) string {
	s = strings.TrimSpace(s)
	if !strings.ContainsAny(s, "\n\t\r") && !strings.Contains(s, "  ") {
		return s
	}
	return strings.Join(strings.FieldsFunc(s, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' || r == '\r' || r == '\f' }), " ")
}

// looksLikeMarkup says that s was written as HTML: it holds a tag or a character reference.
func looksLikeMarkup(s string) bool {
	for i := 0; i+1 < len(s); i++ {
		switch s[i] {
		case '<':
			if c := s[i+1]; c == '/' || c == '!' || isNameStart(c) && c < 0x80 {
				return strings.IndexByte(s[i:], '>') > 0
			}
		case '&':
			if ref := reference(s[i:]); ref != "" && html.UnescapeString(ref) != ref {
				return true
			}
		}
	}
	return false
}

// absoluteLinks resolves the relative addresses in HTML against base and leaves every other byte as it is.
func absoluteLinks(markup, base string) string {
	if base == "" || !hasRelativeLink(markup) {
		return markup
	}
	var b strings.Builder
	b.Grow(len(markup) + 64)
	z := html.NewTokenizer(strings.NewReader(markup))
	for {
		kind := z.Next()
		if kind == html.ErrorToken {
			b.Write(z.Raw()) // what was cut off stays as it came
			return b.String()
		}
		raw := string(z.Raw())
		if kind == html.StartTagToken || kind == html.SelfClosingTagToken {
			raw = absoluteTag(raw, z, base)
		}
		b.WriteString(raw)
	}
}

// absoluteTag rewrites the address attributes of one tag.
func absoluteTag(raw string, z *html.Tokenizer, base string) string {
	_, more := z.TagName()
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		if v := string(value); linkAttrs[string(key)] && isRelative(v) {
			if to := absolute(base, v); to != v {
				raw = replaceLast(raw, v, to)
			}
		}
	}
	return raw
}

// replaceLast puts the address in place where an attribute's value holds it: behind an equals sign and, maybe, a quotation mark.
func replaceLast(tag, old, with string) string {
	for _, before := range []string{`="`, `='`, "=", `= "`, `= '`} {
		if i := strings.Index(tag, before+old); i >= 0 && old != "" {
			return tag[:i+len(before)] + html.EscapeString(with) + tag[i+len(before)+len(old):]
		}
	}
	return tag
}

func hasRelativeLink(markup string) bool {
	for rest := markup; ; {
		i := strings.IndexByte(rest, '=')
		if i < 0 {
			return false
		}
		name := strings.TrimRight(rest[:i], " ")
		rest = strings.TrimLeft(rest[i+1:], ` "'`)
		if k := strings.LastIndexAny(name, " \n\t\"'<"); linkAttrs[strings.ToLower(name[k+1:])] && isRelative(rest) {
			return true
		}
	}
}

// isRelative says that the address at the beginning of s has no scheme. A bare fragment stays within its document.
func isRelative(s string) bool {
	if s == "" || s[0] == '#' {
		return false
	}
	for i := range len(s) {
		switch c := s[i]; {
		case c == ':':
			return i == 0
		case c == '/' || c == '?' || c == '#' || c == '"' || c == '\'' || c == '>' || isSpace(c):
			return true
		}
	}
	return true
}
