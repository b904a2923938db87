package gather

import (
	"html"
	"strings"
)

// The XML that feeds are written in is often broken, so it is not read with encoding/xml, which stops at the first
// error, but with the scanner below, which never stops before the end: what is no mark-up is text. It is bounded in
// depth and in what entities may grow to, opens nothing outside, and holds no more than the document and one item.

// tokenKind says what the scanner found.
type tokenKind uint8

const (
	endOfText tokenKind = iota
	startTag
	endTag
	textRun // character data with references resolved, or a CDATA section
)

// token is one piece of the document. name and text are parts of it where nothing had to be resolved.
type token struct {
	kind  tokenKind
	name  string // as written, with its prefix
	attrs []attr
	text  string
	empty bool // <name/>
}

// attr is an attribute with references resolved.
type attr struct{ name, value string }

const (
	maxEntityGrowth = 1 << 20 // bytes that a document's own entities may add in all
	maxEntityDepth  = 8
	maxEntities     = 1000
	maxAttrs        = 256
)

// xmlScanner walks through the text of a document.
type xmlScanner struct {
	s        string
	pos      int
	entities map[string]string // declared in the document type; values unresolved
	grown    int               // bytes that entities have added
	attrs    []attr            // reused between tokens
}

// next gives the following token. Comments, processing instructions and the document type are passed over.
func (x *xmlScanner) next() token {
	for x.pos < len(x.s) {
		if x.s[x.pos] != '<' {
			return x.characters()
		}
		rest := x.s[x.pos:]
		switch {
		case strings.HasPrefix(rest, "<!--"):
			x.skipTo("-->", 4)
		case strings.HasPrefix(rest, "<![CDATA["):
			return x.cdata()
		case strings.HasPrefix(rest, "<?"):
			x.skipTo(">", 2)
		case len(rest) > 9 && strings.EqualFold(rest[:9], "<!doctype"):
			x.doctype()
		case strings.HasPrefix(rest, "<!"):
			x.skipTo(">", 2)
		case len(rest) > 2 && rest[1] == '/' && isNameStart(rest[2]):
			return x.closing()
		case len(rest) > 1 && isNameStart(rest[1]):
			return x.opening()
		default: // a "<" that begins nothing
			return x.characters()
		}
	}
	return token{kind: endOfText}
}

// skipTo goes behind the next end, or to the end of the document when there is none.
func (x *xmlScanner) skipTo(end string, from int) {
	from = min(x.pos+from, len(x.s))
	if i := strings.Index(x.s[from:], end); i >= 0 {
		x.pos = from + i + len(end)
	} else {
		x.pos = len(x.s)
	}
}

func (x *xmlScanner) characters() token {
	start := x.pos
	x.pos++
	if i := strings.IndexByte(x.s[x.pos:], '<'); i >= 0 {
		x.pos += i
	} else {
		x.pos = len(x.s)
	}
	return token{kind: textRun, text: x.resolve(x.s[start:x.pos], 0)}
}

func (x *xmlScanner) cdata() token {
	start := x.pos + len("<![CDATA[")
	x.skipTo("]]>", len("<![CDATA["))
	return token{kind: textRun, text: strings.TrimSuffix(x.s[start:x.pos], "]]>")}
}

func (x *xmlScanner) closing() token {
	x.pos += 2
	name := x.name()
	x.skipTo(">", 0)
	return token{kind: endTag, name: name}
}

func (x *xmlScanner) opening() token {
	x.pos++
	t := token{kind: startTag, name: x.name()}
	x.attrs = x.attrs[:0]
	for x.pos < len(x.s) {
		x.space()
		if x.pos >= len(x.s) || x.s[x.pos] == '<' { // "<a <b>": the first tag was never closed
			break
		}
		switch c := x.s[x.pos]; {
		case c == '>':
			x.pos++
			t.attrs = x.attrs
			return t
		case c == '/':
			x.pos++
			t.empty = x.pos < len(x.s) && x.s[x.pos] == '>'
		case c == '=' || c == '"' || c == '\'':
			x.pos++
		default:
			x.attribute()
		}
	}
	t.attrs = x.attrs
	return t
}

func (x *xmlScanner) attribute() {
	name := x.attrName()
	x.space()
	value := ""
	if x.pos < len(x.s) && x.s[x.pos] == '=' {
		x.pos++
		x.space()
		value = x.attrValue()
	}
	if len(x.attrs) < maxAttrs {
		x.attrs = append(x.attrs, attr{name, x.resolve(value, 0)})
	}
}

func (x *xmlScanner) attrValue() string {
	if x.pos >= len(x.s) {
		return ""
	}
	if q := x.s[x.pos]; q == '"' || q == '\'' {
		x.pos++
		start := x.pos
		if i := strings.IndexByte(x.s[start:], q); i >= 0 {
			x.pos = start + i + 1
			return x.s[start : start+i]
		}
		x.pos = min(start+strings.IndexAny(x.s[start:]+">", "<>"), len(x.s)) // the quotation mark is never closed
		return x.s[start:x.pos]
	}
	start := x.pos
	for x.pos < len(x.s) && !isSpace(x.s[x.pos]) && x.s[x.pos] != '>' {
		x.pos++
	}
	return x.s[start:x.pos]
}

func (x *xmlScanner) name() string {
	start := x.pos
	for x.pos < len(x.s) && !isSpace(x.s[x.pos]) && x.s[x.pos] != '>' && x.s[x.pos] != '/' && x.s[x.pos] != '<' {
		x.pos++
	}
	return x.s[start:x.pos]
}

func (x *xmlScanner) attrName() string {
	start := x.pos
	for x.pos < len(x.s) && !isSpace(x.s[x.pos]) && !strings.ContainsRune("=>/<\"'", rune(x.s[x.pos])) {
		x.pos++
	}
	return x.s[start:x.pos]
}

func (x *xmlScanner) space() {
	for x.pos < len(x.s) && isSpace(x.s[x.pos]) {
		x.pos++
	}
}

// doctype reads the entities that the document declares for itself. External ones are not opened.
func (x *xmlScanner) doctype() {
	bracket := strings.IndexAny(x.s[x.pos:], "[>")
	if bracket < 0 || x.s[x.pos+bracket] == '>' {
		x.skipTo(">", 0)
		return
	}
	x.pos += bracket + 1
	for x.pos < len(x.s) {
		x.space()
		rest := x.s[x.pos:]
		switch {
		case strings.HasPrefix(rest, "]"):
			x.skipTo(">", 1)
			return
		case strings.HasPrefix(rest, "<!--"):
			x.skipTo("-->", 4)
		case strings.HasPrefix(rest, "<!ENTITY"):
			x.entity()
		case strings.HasPrefix(rest, "<!"), strings.HasPrefix(rest, "<?"), strings.HasPrefix(rest, "%"):
			x.pos += 1 + max(strings.IndexAny(rest[1:], ">;"), 0) + 1
		default: // no declaration: the subset was never closed
			return
		}
	}
}

// entity reads one declaration: <!ENTITY name "value">.
func (x *xmlScanner) entity() {
	x.pos += len("<!ENTITY")
	x.space()
	name := x.name()
	x.space()
	if x.pos < len(x.s) && (x.s[x.pos] == '"' || x.s[x.pos] == '\'') && len(x.entities) < maxEntities {
		if x.entities == nil {
			x.entities = map[string]string{}
		}
		if _, twice := x.entities[name]; !twice {
			x.entities[name] = x.attrValue()
		}
	}
	x.skipTo(">", 0)
}

// resolve replaces references in s. A reference that nobody declares, and a bare "&", stay as they are written.
func (x *xmlScanner) resolve(s string, depth int) string {
	i := strings.IndexByte(s, '&')
	if i < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for i >= 0 {
		b.WriteString(s[:i])
		s = s[i:]
		ref := reference(s)
		if ref == "" {
			b.WriteByte('&')
			s = s[1:]
		} else {
			b.WriteString(x.meaning(ref, depth))
			s = s[len(ref):]
		}
		i = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String()
}

// reference gives the "&name;" or "&#123;" with which s begins, or "".
func reference(s string) string {
	for i := 1; i < len(s) && i < 40; i++ {
		switch c := s[i]; {
		case c == ';' && i > 1:
			return s[:i+1]
		case c == '#' && i == 1, isNameByte(c):
		default:
			return ""
		}
	}
	return ""
}

func (x *xmlScanner) meaning(ref string, depth int) string {
	if value, ok := x.entities[ref[1:len(ref)-1]]; ok {
		if depth >= maxEntityDepth || x.grown+len(value) > maxEntityGrowth {
			return ref
		}
		x.grown += len(value)
		return x.resolve(value, depth+1)
	}
	switch ref {
	case "&amp;":
		return "&"
	case "&lt;":
		return "<"
	case "&gt;":
		return ">"
	case "&apos;":
		return "'"
	}
	if out := html.UnescapeString(ref); out != "\x00" && !strings.HasSuffix(out, ";") {
		return out
	}
	return ref
}

func isSpace(c byte) bool { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' }

func isNameStart(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c == '_' || c == ':' || c >= 0x80
}

func isNameByte(c byte) bool {
	return isNameStart(c) || c >= '0' && c <= '9' || c == '-' || c == '.'
}
