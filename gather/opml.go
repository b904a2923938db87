package gather

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Outline is one subscription of a reading list.
type Outline struct {
	Title    string
	URL      string   // of the feed: http or https
	Site     string   // address of the site, "" when not given
	Language string   // "" when not given
	Folder   []string // names of the outlines around it, the outermost first
}

const (
	maxOPML     = 32 << 20
	maxOutlines = 50_000
)

// ReadOPML reads a reading list (OPML 1.0 and 2.0), however nested or broken. Each feed address is given once. When
// the list breaks off, is too long, or holds entries that are no web addresses, the others come with a *PartialError; when it is no
// OPML at all, the error is ErrNotFeed.
func ReadOPML(r io.Reader) ([]Outline, error) {
	b, err := io.ReadAll(io.LimitReader(r, maxOPML+1))
	if err != nil {
		return nil, fmt.Errorf("read OPML: %w", err)
	}
	if len(b) > maxOPML {
		return nil, &TooBigError{Name: "OPML", Limit: maxOPML}
	}
	text, _, err := Decode(b, typeXML, "")
	if err != nil {
		return nil, fmt.Errorf("read OPML: %w", err)
	}
	o := opmlReader{scan: xmlScanner{s: text}, seen: map[string]bool{}}
	return o.read()
}

type opmlReader struct {
	scan    xmlScanner
	folders []string
	opens   []bool // for each open outline: whether it is a folder
	seen    map[string]bool
	out     []Outline
	isOPML  bool
	closed  bool
	strange int // entries without a web address
}

func (o *opmlReader) read() ([]Outline, error) {
	for len(o.out) < maxOutlines {
		switch k := o.scan.next(); k.kind {
		case endOfText:
			return o.result()
		case startTag:
			o.start(k)
		case endTag:
			o.end(k.name)
		}
	}
	return o.out, &PartialError{Name: "OPML", Items: len(o.out), Offset: o.scan.pos, Why: fmt.Sprintf("the list has more than %d feeds", maxOutlines)}
}

func (o *opmlReader) result() ([]Outline, error) {
	switch {
	case !o.isOPML:
		return nil, fmt.Errorf("read OPML: %w: there is no opml or outline element in it", ErrNotFeed)
	case !o.closed:
		return o.out, &PartialError{Name: "OPML", Items: len(o.out), Offset: len(o.scan.s), Why: "the list breaks off in the middle"}
	case o.strange > 0:
		return o.out, &PartialError{Name: "OPML", Items: len(o.out), Why: fmt.Sprintf("%d entries have no web address and were left out", o.strange)}
	}
	return o.out, nil
}

func (o *opmlReader) start(k token) {
	switch strings.ToLower(k.name) {
	case "opml", "body":
		o.isOPML = true
		return
	case "outline":
	default:
		return
	}
	o.isOPML = true
	n := node{attrs: k.attrs}
	title := squeeze(firstOf(n.get("title"), n.get("text")))
	address := firstOf(n.get("xmlUrl"), n.get("feedUrl"))
	if address == "" && strings.EqualFold(n.get("type"), "rss") {
		address = n.get("url")
	}
	if address != "" {
		o.add(Outline{Title: title, URL: webAddress(address), Site: webAddress(n.get("htmlUrl")), Language: n.get("language"), Folder: slices.Clone(o.folders)})
	}
	if k.empty {
		return
	}
	isFolder := address == "" && len(o.folders) < maxOpenTags
	if isFolder {
		o.folders = append(o.folders, title)
	}
	o.opens = append(o.opens, isFolder)
}

func (o *opmlReader) add(one Outline) {
	switch {
	case one.URL == "":
		o.strange++
	case !o.seen[one.URL]:
		o.seen[one.URL] = true
		if one.Folder = slices.DeleteFunc(one.Folder, func(f string) bool { return f == "" }); len(one.Folder) == 0 {
			one.Folder = nil
		}
		one.Title = firstOf(one.Title, one.URL)
		o.out = append(o.out, one)
	}
}

func (o *opmlReader) end(name string) {
	switch strings.ToLower(name) {
	case "opml", "body":
		o.closed = true
	case "outline":
		if last := len(o.opens) - 1; last >= 0 {
			if o.opens[last] {
				o.folders = o.folders[:len(o.folders)-1]
			}
			o.opens = o.opens[:last]
		}
	}
}

// webAddress gives an http or https address, "" for anything else. "feed:" is how some programs write one.
func webAddress(s string) string {
	s = strings.TrimSpace(s)
	if rest, ok := strings.CutPrefix(s, "feed:"); ok {
		s = strings.TrimPrefix(rest, "//")
		if !strings.Contains(s, "://") {
			s = "http://" + s
		}
	}
	lower := strings.ToLower(s)
	if (strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")) && len(s) < 4096 {
		return s
	}
	return ""
}

// opmlOut is the form in which a list is written (OPML 2.0).
type opmlOut struct {
	XMLName xml.Name      `xml:"opml"`
	Version string        `xml:"version,attr"`
	Title   string        `xml:"head>title"`
	Body    []*opmlBranch `xml:"body>outline"`
}

type opmlBranch struct {
	Text     string        `xml:"text,attr"`
	Title    string        `xml:"title,attr,omitempty"`
	Type     string        `xml:"type,attr,omitempty"`
	XMLURL   string        `xml:"xmlUrl,attr,omitempty"`
	HTMLURL  string        `xml:"htmlUrl,attr,omitempty"`
	Language string        `xml:"language,attr,omitempty"`
	Kids     []*opmlBranch `xml:"outline"`
}

// WriteOPML writes a reading list that ReadOPML, and any other reader, gives back: same feeds, same folders.
func WriteOPML(w io.Writer, title string, list []Outline) error {
	root := &opmlBranch{}
	for _, one := range list {
		at := root
		for _, name := range one.Folder {
			at = at.folder(name)
		}
		at.Kids = append(at.Kids, &opmlBranch{Text: one.Title, Title: one.Title, Type: "rss", XMLURL: one.URL, HTMLURL: one.Site, Language: one.Language})
	}
	out, err := xml.MarshalIndent(opmlOut{Version: "2.0", Title: title, Body: root.Kids}, "", "  ")
	if err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	if _, err := io.WriteString(w, xml.Header+string(out)+"\n"); err != nil {
		return fmt.Errorf("write OPML: %w", err)
	}
	return nil
}

// folder finds or makes the folder of that name.
func (b *opmlBranch) folder(name string) *opmlBranch {
	for _, k := range b.Kids {
		if k.XMLURL == "" && k.Text == name {
			return k
		}
	}
	k := &opmlBranch{Text: name}
	b.Kids = append(b.Kids, k)
	return k
}
