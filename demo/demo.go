// Package demo holds the sample situation that "dateline demo" opens: the closure of the Merrin Strait between
// Velmora and Ostrany, 9 to 23 November 2026, as five outlets told it. The states, the towns (but for a few, such as
// Geneva), the outlets and every person are invented.
//
// The reports lie embedded as a newsroom would receive them (pages with their furniture, plain text, mail, ninjs and
// plain JSON), so that the sample takes the same way in as any other document. The package reads none of them: it
// gives documents, and the rooms to the right do the rest.
package demo

import (
	"embed"
	"encoding/json"
	"fmt"
	"path"
	"slices"
	"time"

	"github.com/dateline-news/dateline/gather"
)

// Name is the sample situation's own name.
const Name = "Merrin Strait closure"

//go:embed outlets.json documents.json reports
var files embed.FS

// Outlet is one of the five invented outlets of the sample.
type Outlet struct {
	Name        string `json:"name"`         // as Document.Told.Outlet gives it
	Owner       string `json:"owner"`        // "state", "public", "commercial", "independent" or "party or movement"
	Site        string `json:"site"`         // address of its front page, under the reserved .example domain
	Language    string `json:"language"`     // BCP 47
	Evidence    string `json:"evidence"`     // the sentence that the class of owner rests on
	EvidenceURL string `json:"evidence_url"` // where that sentence stands
}

// entry is one line of documents.json: how one file of reports/ came in.
type entry struct {
	File      string    `json:"file"`
	MediaType string    `json:"media_type"`
	URL       string    `json:"url"` // "" for mail
	Outlet    string    `json:"outlet"`
	Published time.Time `json:"published"`
	Fetched   time.Time `json:"fetched"`
	Title     string    `json:"title"`
	Summary   string    `json:"summary"`
}

// Outlets returns the five outlets of the sample in a fixed order. Each call returns a slice of its own.
func Outlets() []Outlet {
	var outlets []Outlet
	if err := unmarshal("outlets.json", &outlets); err != nil {
		panic(err) // the file is part of the program: a broken one is a broken build, and the tests read it
	}
	return outlets
}

// Documents returns every document of the sample, oldest first by the time at which it was fetched. Two documents
// with one URL are two versions of one report, the later being the corrected one. Mail has a Path and no URL.
func Documents() ([]gather.Document, error) {
	var entries []entry
	if err := unmarshal("documents.json", &entries); err != nil {
		return nil, err
	}
	docs := make([]gather.Document, 0, len(entries))
	for _, e := range entries {
		doc, err := e.document()
		if err != nil {
			return nil, err
		}
		docs = append(docs, doc)
	}
	slices.SortStableFunc(docs, func(a, b gather.Document) int { return a.Fetched.Compare(b.Fetched) })
	return docs, nil
}

// document joins the file's bytes to what the entry tells of them.
func (e entry) document() (gather.Document, error) {
	body, err := files.ReadFile(path.Join("reports", e.File))
	if err != nil {
		return gather.Document{}, fmt.Errorf("read the sample's %s: %w", e.File, err)
	}
	doc := gather.Document{
		URL:       e.URL,
		MediaType: e.MediaType,
		Bytes:     body,
		SHA256:    gather.Sum(body),
		Fetched:   e.Fetched.UTC(),
		Told: gather.Told{
			Outlet:    e.Outlet,
			Title:     e.Title,
			Summary:   e.Summary,
			Language:  "en",
			Published: e.Published.UTC(),
		},
	}
	if e.URL == "" {
		doc.Path = e.File
	}
	return doc, nil
}

func unmarshal(name string, into any) error {
	b, err := files.ReadFile(name)
	if err != nil {
		return fmt.Errorf("read the sample's %s: %w", name, err)
	}
	if err := json.Unmarshal(b, into); err != nil {
		return fmt.Errorf("read the sample's %s: %w", name, err)
	}
	return nil
}
