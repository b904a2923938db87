// Package say holds the words of the interface in one file, so that others can translate them. English is the key: the file
// en.json lists every message that the templates and the Go code of the desk hold, and where each stands. A translation is a
// file of the same form whose values are the words in the other language; a message that it lacks stays English.
//
// Words of templates need no call: package shell gives every text of a parsed template to Text when the page is written. Go
// code calls Text. What comes from outside (reports, names) never goes through here.
package say

import (
	"embed"
	"encoding/json"
	"fmt"
	"io"
	"sync/atomic"
)

//go:embed en.json
var files embed.FS

// Catalogue is the words of one language by their English.
type Catalogue struct {
	Language string            `json:"language"` // BCP 47
	Messages map[string]string `json:"messages"`
}

// current is the catalogue in use; nil is English. It is set once, before the desk serves.
var current atomic.Pointer[Catalogue]

// Use makes a catalogue the desk's; nil is English.
func Use(c *Catalogue) { current.Store(c) }

// Language is the language in use.
func Language() string {
	if c := current.Load(); c != nil {
		return c.Language
	}
	return "en"
}

// Text gives a message in the language in use.
func Text(english string) string {
	if c := current.Load(); c != nil {
		if s := c.Messages[english]; s != "" {
			return s
		}
	}
	return english
}

// Read reads a catalogue. A message that the desk does not know is an error that names it: its key was mistyped, or it belongs
// to another version.
func Read(r io.Reader) (*Catalogue, error) {
	var c Catalogue
	d := json.NewDecoder(io.LimitReader(r, 8<<20))
	d.DisallowUnknownFields()
	if err := d.Decode(&c); err != nil {
		return nil, fmt.Errorf("read the words of the interface: %w", err)
	}
	if c.Language == "" {
		return nil, fmt.Errorf("read the words of the interface: the file names no language")
	}
	known := English()
	for key := range c.Messages {
		if _, is := known[key]; !is {
			return nil, fmt.Errorf("read the words of the interface: the desk has no message %q", key)
		}
	}
	return &c, nil
}

// English is every message of the interface: the English words, and beside them the same.
func English() map[string]string {
	b, err := files.ReadFile("en.json")
	if err != nil {
		panic(err) // it is embedded
	}
	var c Catalogue
	if err := json.Unmarshal(b, &c); err != nil {
		panic(fmt.Errorf("desk/say/en.json: %w", err)) // a test writes it
	}
	return c.Messages
}
