// Package record is the fourth room: it turns one report into its facts. What goes out of it is a Record, in the
// form of docs/record.md (schema dateline.record/1). The rule above all: no fact without its sentence.
//
// Read works on the language core's tags, tree, names and quotations where the text has them (language.Reader), and by the
// order of words where it has none. The tests read with the core, so the texts under testdata show what the program gives;
// new weights can change them, and then the difference is looked at before -update writes it.
package record

import "github.com/dateline-news/dateline/span"

// Schema names the form of a Record.
const Schema = "dateline.record/1"

// Record is the sourced record of one report. All spans are UTF-8 byte ranges [start, end) of Report.Text.
type Record struct {
	Schema     string      `json:"schema"`
	Report     Report      `json:"report"`
	Entities   []Entity    `json:"entities"`
	Times      []Time      `json:"times"`
	Statements []Statement `json:"statements"`
	Claims     []Claim     `json:"claims"`
	Events     []Event     `json:"events"`
	Links      []Link      `json:"links"`
	Wording    []Wording   `json:"wording"`
	Figures    []Figure    `json:"figures,omitempty"`
}

// Report is the text that the facts stand on.
type Report struct {
	ID         string      `json:"id"`
	Path       string      `json:"path,omitempty"`
	URL        *string     `json:"url"`
	Source     string      `json:"source"`
	Language   string      `json:"language"`
	Published  *string     `json:"published"` // RFC 3339, UTC; null when unknown
	Headline   *span.Span  `json:"headline"`
	Standfirst *span.Span  `json:"standfirst"`
	Byline     *span.Span  `json:"byline"`
	Authors    []string    `json:"authors,omitempty"`
	Text       string      `json:"text"`
	Dateline   *Dateline   `json:"dateline"`
	Paragraphs []span.Span `json:"paragraphs"`
	Sentences  []span.Span `json:"sentences"`
}

// Dateline is the opening of a wire report.
type Dateline struct {
	Span     span.Span `json:"span"`
	Place    *string   `json:"place"` // entity id
	Date     *string   `json:"date"`  // ISO day
	Agency   string    `json:"agency,omitempty"`
	YearFrom string    `json:"year_from,omitempty"` // text, weekday, document, nearest
}

// EntityKind is person, organisation, country, place, group or facility.
type EntityKind string

// The kinds of entity.
const (
	Person       EntityKind = "person"
	Organisation EntityKind = "organisation"
	Country      EntityKind = "country"
	Place        EntityKind = "place"
	Group        EntityKind = "group"
	Facility     EntityKind = "facility"
)

// Entity is a person, body or place of the report with every mention of it.
type Entity struct {
	ID        string      `json:"id"`
	Kind      EntityKind  `json:"kind"`
	Name      string      `json:"name"`
	Aliases   []string    `json:"aliases,omitempty"`
	Country   string      `json:"country,omitempty"` // ISO 3166-1 alpha-2, XK for Kosovo
	Code      string      `json:"code,omitempty"`    // CAMEO actor code, "RUSGOV"
	Wikidata  *string     `json:"wikidata"`
	GeoNames  *string     `json:"geonames"`
	Lat       *float64    `json:"lat"`
	Lon       *float64    `json:"lon"`
	Precision string      `json:"precision,omitempty"` // of a place: exact, city, admin1, country
	Offices   []Office    `json:"offices,omitempty"`
	Mentions  []span.Span `json:"mentions"`
}

// Office is a title that the text itself gives to a person.
type Office struct {
	Title string    `json:"title"`
	Span  span.Span `json:"span"`
}

// Time is a TIMEX3 expression with its value.
type Time struct {
	Span      span.Span `json:"span"`
	Type      string    `json:"type"`                // DATE, TIME, DURATION, SET
	Value     string    `json:"value"`               // ISO 8601 as TIMEX3 extends it
	Precision string    `json:"precision,omitempty"` // day, week, month, quarter, season, year, decade, hour, minute …
	Mod       string    `json:"mod,omitempty"`       // TIMEX3: START, MID, END, APPROX, MORE_THAN, LESS_THAN …
	YearFrom  string    `json:"year_from,omitempty"` // where a year that is not printed comes from: weekday, document, nearest
}

// StatementKind is direct (in quotation marks), partial (a quoted phrase in the reporter's sentence) or indirect.
type StatementKind string

// The kinds of statement.
const (
	Direct   StatementKind = "direct"
	Partial  StatementKind = "partial"
	Indirect StatementKind = "indirect"
)

// Statement is a speaker's words or their report.
type Statement struct {
	ID          string        `json:"id"`
	Kind        StatementKind `json:"kind"`
	Speaker     *string       `json:"speaker"` // entity id, null when the text does not say
	SpeakerSpan *span.Span    `json:"speaker_span"`
	Office      string        `json:"office,omitempty"`
	OfficeFrom  string        `json:"office_from,omitempty"` // text, or world: held on the day of the report
	Cue         *Cue          `json:"cue"`
	Content     []span.Span   `json:"content"`
	Sourcing    string        `json:"sourcing,omitempty"` // named, official, unnamed, body, document, media, unknown
	Through     []string      `json:"through,omitempty"`  // statements that this one stands inside, the outermost first: who passes it on
	Occasion    *span.Span    `json:"occasion,omitempty"` // what the speaker was asked or answered
	Audience    string        `json:"audience,omitempty"`
	Time        *string       `json:"time"`
	TimeFrom    string        `json:"time_from,omitempty"` // sentence, speaker, lede, report: where the day is known from
	Sentence    span.Span     `json:"sentence"`
	Evidence    string        `json:"evidence,omitempty"` // what the reading rests on: where the words stand, and how the speaker is known
	Confidence  float64       `json:"confidence"`
}

// Figure is a number that the report gives, with what it counts and who gives it: By and Statement are nil in the outlet's own voice.
type Figure struct {
	ID         string    `json:"id"`
	What       string    `json:"what"` // what is counted, or the unit
	Value      float64   `json:"value"`
	Qualifier  string    `json:"qualifier,omitempty"` // "about", "at least", "hundreds", "to 15" for the upper end
	Span       span.Span `json:"span"`
	Sentence   span.Span `json:"sentence"`
	By         *string   `json:"by"`        // entity id
	Statement  *string   `json:"statement"` // that holds it
	Time       *string   `json:"time"`      // day of that statement
	Confidence float64   `json:"confidence"`
}

// Cue is the verb or noun that introduces a statement.
type Cue struct {
	Span  span.Span `json:"span"`
	Lemma string    `json:"lemma"`
}

// Claim is a proposition that somebody asserts and somebody could deny.
type Claim struct {
	ID          string     `json:"id"`
	Proposition string     `json:"proposition"`
	Span        span.Span  `json:"span"`
	Positions   []Position `json:"positions"`
	Evidence    string     `json:"evidence,omitempty"` // what makes a claim of it: denial, charge, noun, negation, hearsay, judgement, conduct, party, event
	Confidence  float64    `json:"confidence"`
}

// Position is where one actor stands on a claim.
type Position struct {
	Actor     *string   `json:"actor"`
	Stance    string    `json:"stance"` // asserts, denies, questions, supports
	Statement *string   `json:"statement"`
	Sentence  span.Span `json:"sentence"`
}

// Event is who did what to whom, coded in PLOVER and, where one maps, CAMEO.
type Event struct {
	ID         string      `json:"id"`
	Sentence   span.Span   `json:"sentence"`
	Trigger    span.Span   `json:"trigger"`
	Type       string      `json:"type"`
	Mode       string      `json:"mode,omitempty"`
	CAMEO      string      `json:"cameo,omitempty"`
	Quad       int         `json:"quad,omitempty"`
	Goldstein  *float64    `json:"goldstein,omitempty"`
	Actors     []string    `json:"actors"`
	Recipients []string    `json:"recipients"`
	Time       *EventTime  `json:"time"`
	Place      *EventPlace `json:"place"`
	Magnitudes []Magnitude `json:"magnitudes,omitempty"`
	Status     string      `json:"status"`             // happened, planned, possible, denied, negated
	Voice      string      `json:"voice"`              // "own" or a statement id
	Evidence   string      `json:"evidence,omitempty"` // what the reading rests on: the kind of word, and who is known
	Confidence float64     `json:"confidence"`
}

// EventTime is the day of an event.
type EventTime struct {
	Value     string     `json:"value"`
	Precision string     `json:"precision"`
	Span      *span.Span `json:"span"`
}

// EventPlace is the place of an event.
type EventPlace struct {
	Entity    string `json:"entity"`
	Precision string `json:"precision"`
}

// Magnitude is a number of an event, with its unit and qualifier ("about", "at least").
type Magnitude struct {
	What      string    `json:"what"`
	Value     float64   `json:"value"`
	Qualifier string    `json:"qualifier,omitempty"`
	Span      span.Span `json:"span"`
}

// Link ties one event or statement to another.
type Link struct {
	From string    `json:"from"`
	To   string    `json:"to"`
	Kind string    `json:"kind"` // retaliation, response, order, cause, purpose, after
	Span span.Span `json:"span"`
}

// Wording is an evaluative, status or label word in the outlet's own voice.
type Wording struct {
	Span  span.Span `json:"span"`
	About *string   `json:"about"`
	Kind  string    `json:"kind"`  // evaluative, status, label, scare_quotes
	Voice string    `json:"voice"` // own

	Confidence float64 `json:"confidence"`
}
