package shell

import (
	"fmt"
	"html"
	"html/template"
	"regexp"
	"strings"
	"sync"
	"text/template/parse"
	"unicode"

	"github.com/dateline-news/dateline/desk/say"
)

// The words of templates are messages: the text between tags, and the attributes that are read out or shown. translated puts the
// words of the language in use in their place, once for each set of templates, before it is first executed. In English nothing is done.

var translated sync.Map // *template.Template to *sync.Once

func inLanguage(t *template.Template) error {
	if say.Language() == "en" {
		return nil
	}
	once, _ := translated.LoadOrStore(t, new(sync.Once))
	var err error
	once.(*sync.Once).Do(func() { err = walkMessages(t, say.Text) })
	return err
}

// Messages lists the messages of a set of templates, in English.
func Messages(t *template.Template) ([]string, error) {
	var all []string
	err := walkMessages(t, func(s string) string {
		all = append(all, s)
		return s
	})
	return all, err
}

// walkMessages gives every message to f and puts f's answer in its place.
func walkMessages(t *template.Template, f func(string) string) error {
	for _, one := range t.Templates() {
		if one.Tree == nil || one.Tree.Root == nil {
			continue
		}
		w := walker{f: f}
		w.list(one.Tree.Root)
		if w.err != nil {
			return fmt.Errorf("the words of template %s: %w", one.Name(), w.err)
		}
	}
	return nil
}

// walker goes through one template in order and knows whether it stands in a tag.
type walker struct {
	f   func(string) string
	tag bool
	err error
}

func (w *walker) list(l *parse.ListNode) {
	if l == nil {
		return
	}
	for _, n := range l.Nodes {
		switch n := n.(type) {
		case *parse.TextNode:
			n.Text = []byte(w.text(string(n.Text)))
		case *parse.IfNode:
			w.branch(&n.BranchNode)
		case *parse.RangeNode:
			w.branch(&n.BranchNode)
		case *parse.WithNode:
			w.branch(&n.BranchNode)
		}
	}
}

// branch walks both ways from the same place; a template whose ways end in different places is not one of ours.
func (w *walker) branch(b *parse.BranchNode) {
	before := w.tag
	w.list(b.List)
	after := w.tag
	w.tag = before
	w.list(b.ElseList)
	if b.ElseList != nil && w.tag != after {
		w.err = fmt.Errorf("a branch ends inside a tag in one way and outside in the other")
	}
	w.tag = after
}

func (w *walker) text(s string) string {
	var out strings.Builder
	for s != "" {
		if w.tag {
			part, rest, closed := cutAfter(s, '>')
			out.WriteString(spoken.ReplaceAllStringFunc(part, w.attribute))
			s, w.tag = rest, !closed
			continue
		}
		i := strings.IndexByte(s, '<')
		if i < 0 {
			i = len(s)
		} else {
			w.tag = true
		}
		out.WriteString(w.message(s[:i]))
		s = s[i:]
	}
	return out.String()
}

func cutAfter(s string, b byte) (part, rest string, found bool) {
	if i := strings.IndexByte(s, b); i >= 0 {
		return s[:i+1], s[i+1:], true
	}
	return s, "", false
}

// spoken are the attributes that hold words, where all of their value is in the template.
var spoken = regexp.MustCompile(`\b(?:aria-label|placeholder|title)="[^"]*"`)

func (w *walker) attribute(s string) string {
	name, value, _ := strings.Cut(s, "=")
	return name + `="` + w.message(strings.Trim(value, `"`)) + `"`
}

// message translates a run of text but the blanks around it. Runs without two letters (signs, key caps) are no messages.
func (w *walker) message(s string) string {
	words := strings.TrimSpace(s)
	letters := 0
	for _, r := range words {
		if unicode.IsLetter(r) {
			letters++
		}
	}
	if letters < 2 || strings.HasPrefix(words, "/*") {
		return s
	}
	start := strings.Index(s, words)
	return s[:start] + html.EscapeString(w.f(html.UnescapeString(words))) + s[start+len(words):]
}
