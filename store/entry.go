package store

import (
	"time"

	"github.com/dateline-news/dateline/span"
)

// EntryID names an entry: a fact that stands for itself in lists, charts and search.
type EntryID int64

// EntryKind is the kind of an entry or of another answer of a search.
type EntryKind uint8

// The kinds. The first four are entries; a search also answers with reports, people and places.
const (
	StatementEntry EntryKind = 1 + iota
	PositionEntry            // of one actor on a claim
	EventEntry
	WordingEntry
	ReportAnswer
	PersonAnswer
	PlaceAnswer
)

// Role is what a name is to an entry.
type Role uint8

// The roles.
const (
	ActorRole     Role = 1 + iota // who speaks, takes a position or acts
	RecipientRole                 // who is acted upon
	PlaceRole                     // where
	AboutRole                     // what a wording is about
)

// NameID numbers a person, body or place as reports name it.
type NameID int64

// Entry is a fact that stands for itself, with the words that say so.
type Entry struct {
	ID       EntryID
	Kind     EntryKind
	Report   ReportID
	Fact     string    // its id in the report: "s1"
	Sentence span.Span // in the report's text
	Mark     span.Span // the fact's own words: what was said, the trigger, the wording
	Words    string    // of the sentence
	Same     int64     // entries with the same sentence and kind have the same

	From, To time.Time // when it holds in the world; both zero when the text does not say
	Exact    string    // how exact that is: "minute", "hour", "day", "week", "month", "year", "inferred" …; "" when not said

	Class      string // statement kind, stance, event type, wording kind
	Mode       string // of an event
	Quad       int    // of an event: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict
	Status     string // of an event
	Voice      string // "own", or the statement's id
	Confidence float64
	Verdict    Verdict // "" when nobody decided
	Label      string  // a claim's proposition, a speaker's office
	Detail     EntryDetail

	Actors, Recipients, About []Name
	Place                     *Name

	At         time.Time // that the report bears
	Headline   string
	Source     SourceID
	SourceName string
	Owner      Owner
	Outlet     string
	KnownFrom  time.Time // recorded
	KnownTo    time.Time // superseded; zero while it holds
}

// EntryDetail is what a card shows of an entry beside its fields.
type EntryDetail struct {
	Cue        string           `json:"cue,omitempty"`
	Audience   string           `json:"audience,omitempty"`
	CAMEO      string           `json:"cameo,omitempty"`
	Value      string           `json:"value,omitempty"`   // TIMEX3 value of the time
	When       *span.Span       `json:"when,omitempty"`    // the words of the time
	Near       string           `json:"near,omitempty"`    // precision of the place: city, admin1 …
	SaidBy     string           `json:"said_by,omitempty"` // who tells it, when it is not the outlet itself
	Evidence   string           `json:"evidence,omitempty"`
	Statement  string           `json:"statement,omitempty"` // of a position
	Magnitudes []EntryMagnitude `json:"magnitudes,omitempty"`
	Links      []EntryLink      `json:"links,omitempty"`
}

// EntryMagnitude is a number of an event with its words.
type EntryMagnitude struct {
	What      string    `json:"what"`
	Value     float64   `json:"value"`
	Qualifier string    `json:"qualifier,omitempty"`
	Span      span.Span `json:"span"`
}

// EntryLink leads from an entry to another fact of the same report.
type EntryLink struct {
	Kind string    `json:"kind"`
	To   string    `json:"to"` // fact id
	Span span.Span `json:"span"`
}

// Name is a person, body or place as reports name it.
type Name struct {
	ID        NameID   `json:"id"`
	Kind      string   `json:"kind"`
	Name      string   `json:"name"`
	Country   string   `json:"country,omitempty"`
	Lat       *float64 `json:"lat,omitempty"`
	Lon       *float64 `json:"lon,omitempty"`
	Precision string   `json:"precision,omitempty"` // of a place: exact, city, admin1, country
	Key       string   `json:"-"`
}
