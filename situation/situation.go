// Package situation is the room after story: it holds what reports say together of one matter that somebody watches. A
// Watch says which reports belong to it; of each report that does, Read takes the events, positions, figures and offices;
// Changes says what is new in it against what was known; Measure draws the escalation index; Gaps lists who has not spoken
// and what rests on one origin; a Rule says which changes are alerts; Compose makes the brief.
//
// The contract:
//
//   - The package knows no SQL, no HTTP and no clock: what it is given decides what it gives. Package store keeps its
//     answers (store/situation*.go), package work runs it over every reading in the order in which they were recorded
//     (work/situation.go), so that a killed run goes on where it stopped and tells nothing twice.
//   - No line without its sentence: every Event, Position, Change, Gap that states something and Line of a brief has its
//     Evidence. A line that says that nothing was found has none and says what was looked at.
//   - The same claim and the same event have the same Key. Keys come from package story where a report's facts were
//     joined (Told.Positions, Told.Events); a fact that was not joined has a key made of its own words.
//   - Neutral: no actor, outlet or word is weighed by who it is. The weights of the index are by class of event, shown, and
//     the user's to change.
package situation

import (
	"time"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// Told is one report as a situation reads it: a reading of one version, with where it comes from.
type Told struct {
	Report   int64 // the version of the report
	Reading  int64 // what the record is of; readings count up in the order in which they were recorded
	Previous int64 // the version before; 0 for the first
	Item     int64 // the place where all versions stand
	Source   int64
	Name     string // of the source
	Outlet   string // as the report gives it, else the source's name
	Language string // BCP 47
	Headline string
	At       time.Time     // that the report bears: published, or fetched when that is unknown or lies after it
	Recorded time.Time     // when the record took it in
	Record   record.Record // with its text

	Origin    string            // whose account it is: the agency credited, the first of its copies, or the outlet; "" is the outlet
	Joined    bool              // whether its claims and events were joined with those of other reports
	Positions []Position        // of a report that was joined: on claims across reports
	Events    map[string]string // fact id of an event ("v1") to the key of the event across reports
}

// Evidence is the place of a fact: its report, and the words that it stands on.
type Evidence struct {
	Report int64     `json:"report"`
	Fact   string    `json:"fact,omitempty"` // its id in the record: "c1.p1"; "" for a report as a whole
	Span   span.Span `json:"span"`           // of the report's text: the sentence
	Words  string    `json:"words"`          // those words, as the store's text has them
	SHA256 string    `json:"sha256"`         // of those words, in hex
	Source int64     `json:"source"`
	Name   string    `json:"name"`   // of the source
	Origin string    `json:"origin"` // whose account it is
	At     time.Time `json:"at"`     // that the report bears
}

// evidence stands on a span of the report.
func (t *Told) evidence(fact string, sp span.Span) Evidence {
	words := sp.Of(t.Record.Report.Text)
	return Evidence{Report: t.Report, Fact: fact, Span: sp, Words: words, SHA256: sum(words), Source: t.Source, Name: t.Name, Origin: t.origin(), At: t.At}
}

func (t *Told) origin() string {
	if t.Origin != "" {
		return t.Origin
	}
	if t.Outlet != "" {
		return t.Outlet
	}
	return t.Name
}

// entity finds an entity of the record by its id.
func (t *Told) entity(id string) (record.Entity, bool) {
	for _, e := range t.Record.Entities {
		if e.ID == id {
			return e, true
		}
	}
	return record.Entity{}, false
}

// names gives the names of entities in order, without those that the record does not hold.
func (t *Told) names(ids []string) []string {
	var out []string
	for _, id := range ids {
		if e, ok := t.entity(id); ok {
			out = append(out, e.Name)
		}
	}
	return out
}

// Counts say how much a situation holds.
type Counts struct {
	Reports   int       `json:"reports"` // current versions
	Origins   int       `json:"origins"`
	Outlets   int       `json:"outlets"` // sources
	Events    int       `json:"events"`  // each once, however often told
	Claims    int       `json:"claims"`
	Contested int       `json:"contested"` // claims that one actor asserts and another denies
	People    int       `json:"people"`    // who speak
	First     time.Time `json:"first"`     // the oldest report's time
	Last      time.Time `json:"last"`
}
