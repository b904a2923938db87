package story

import "github.com/dateline-news/dateline/span"

// WordingKind says in what way words call something.
type WordingKind string

// The kinds of wording. The first four are the record's; Named and Described are how the outlet's own voice names an entity,
// Told is the word by which it tells of an event.
const (
	Evaluative  WordingKind = "evaluative"
	Status      WordingKind = "status"
	Label       WordingKind = "label"
	ScareQuotes WordingKind = "scare_quotes"
	Named       WordingKind = "named"
	Described   WordingKind = "described"
	Told        WordingKind = "told"
)

// Wording is what one outlet calls one person, body, place or event, in its own voice, in one sentence.
type Wording struct {
	Report   int64
	Fact     string // of the report's record: "w2", "e3.m1", "e3.o1", "v4.trigger"
	Outlet   string
	About    Actor // the entity; of an event its key is "event:" and the number of the joined event
	Kind     WordingKind
	Words    string // as printed
	Span     span.Span
	Sentence span.Span
}
