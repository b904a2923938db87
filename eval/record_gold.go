package eval

import (
	"encoding/json"
	"strings"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// goldRecord is a report of data/reports with all its layers.
type goldRecord struct {
	Statements    []goldSaid   `json:"statements"`
	Claims        []goldClaim  `json:"claims"`
	Events        []goldEvent  `json:"events"`
	People        []goldPerson `json:"people"`
	Organisations []goldBody   `json:"organisations"`
	Places        []goldSpot   `json:"places"`
	Times         []goldMoment `json:"times"`
	Wording       []struct {
		Text string `json:"text"`
	} `json:"wording"`
	Dateline *struct {
		Place  string `json:"place"`
		Date   string `json:"date"`
		Agency string `json:"agency"`
	} `json:"dateline"`
}

type goldSaid struct {
	Speaker     string   `json:"speaker"`
	SpeakerSpan string   `json:"speaker_span"`
	Kind        string   `json:"kind"`
	Content     []string `json:"content"`
	Cue         string   `json:"cue"`
	Office      string   `json:"office"`
	Date        string   `json:"date"`
}

type goldClaim struct {
	About      string    `json:"about"`
	AssertedBy []string  `json:"asserted_by"`
	DeniedBy   []string  `json:"denied_by"`
	Sentence   oneOrMany `json:"sentence"`
}

type goldEvent struct {
	Sentence  oneOrMany `json:"sentence"`
	Source    string    `json:"source"`
	Target    string    `json:"target"`
	Type      string    `json:"type"`
	Day       string    `json:"day"`
	Precision string    `json:"precision"`
	Place     *goldSpot `json:"place"`
}

type goldPerson struct {
	Name    string   `json:"name"`
	Aliases []string `json:"aliases"`
	Offices []string `json:"offices"`
}

type goldBody struct {
	Name string `json:"name"`
	Abbr string `json:"abbr"`
}

type goldSpot struct {
	Name    string   `json:"name"`
	Kind    string   `json:"kind"`
	Country string   `json:"country"`
	Lat     *float64 `json:"lat"`
	Lon     *float64 `json:"lon"`
}

type goldMoment struct {
	Text  string `json:"text"`
	Value string `json:"value"`
}

// oneOrMany is a string or a list of strings.
type oneOrMany []string

// UnmarshalJSON takes both forms.
func (s *oneOrMany) UnmarshalJSON(b []byte) error {
	if len(b) > 0 && b[0] == '"' {
		*s = []string{""}
		return json.Unmarshal(b, &(*s)[0])
	}
	return json.Unmarshal(b, (*[]string)(s))
}

// asGold turns a record into the same form, as data/reports/to_gold.py does.
func asGold(rec record.Record) goldRecord {
	var out goldRecord
	text := rec.Report.Text
	entity := map[string]record.Entity{}
	for _, e := range rec.Entities {
		entity[e.ID] = e
		out.addEntity(e, text)
	}
	name := func(id *string) string {
		if id == nil {
			return ""
		}
		return entity[*id].Name
	}
	for _, s := range rec.Statements {
		x := goldSaid{Speaker: name(s.Speaker), Kind: string(s.Kind), Office: s.Office, Content: cutEach(text, s.Content)}
		if s.Cue != nil {
			x.Cue = s.Cue.Span.Of(text)
		}
		if s.Time != nil {
			x.Date = *s.Time
		}
		out.Statements = append(out.Statements, x)
	}
	for _, c := range rec.Claims {
		out.Claims = append(out.Claims, claimOf(c, name, text))
	}
	for _, e := range rec.Events {
		if e.Status != "denied" && e.Status != "negated" {
			out.Events = append(out.Events, eventOf(e, entity, text))
		}
	}
	for _, t := range rec.Times {
		out.Times = append(out.Times, goldMoment{t.Span.Of(text), t.Value})
	}
	for _, w := range rec.Wording {
		out.Wording = append(out.Wording, struct {
			Text string `json:"text"`
		}{w.Span.Of(text)})
	}
	return out
}

func (g *goldRecord) addEntity(e record.Entity, text string) {
	switch e.Kind {
	case record.Person:
		p := goldPerson{Name: e.Name, Aliases: e.Aliases}
		for _, o := range e.Offices {
			p.Offices = append(p.Offices, o.Title)
		}
		g.People = append(g.People, p)
	case record.Organisation:
		b := goldBody{Name: e.Name}
		for _, a := range e.Aliases {
			if b.Abbr == "" && a == strings.ToUpper(a) {
				b.Abbr = a
			}
		}
		g.Organisations = append(g.Organisations, b)
	case record.Place, record.Country, record.Facility:
		for _, m := range e.Mentions {
			g.Places = append(g.Places, goldSpot{Name: m.Of(text), Country: e.Country, Lat: e.Lat, Lon: e.Lon})
		}
	case record.Group:
	}
}

func cutEach(text string, spans []span.Span) []string {
	out := make([]string, len(spans))
	for i, s := range spans {
		out[i] = s.Of(text)
	}
	return out
}

func claimOf(c record.Claim, name func(*string) string, text string) goldClaim {
	x := goldClaim{About: c.Proposition}
	for _, p := range c.Positions {
		x.Sentence = append(x.Sentence, p.Sentence.Of(text))
		switch p.Stance {
		case "asserts", "supports":
			x.AssertedBy = append(x.AssertedBy, name(p.Actor))
		case "denies":
			x.DeniedBy = append(x.DeniedBy, name(p.Actor))
		}
	}
	return x
}

func eventOf(e record.Event, entity map[string]record.Entity, text string) goldEvent {
	all := func(ids []string) string {
		names := make([]string, len(ids))
		for i, id := range ids {
			names[i] = entity[id].Name
		}
		return strings.Join(names, ", ")
	}
	x := goldEvent{Sentence: oneOrMany{e.Sentence.Of(text)}, Source: all(e.Actors), Target: all(e.Recipients), Type: e.Type}
	if e.Time != nil {
		x.Day = e.Time.Value
	}
	if e.Place != nil {
		p := entity[e.Place.Entity]
		x.Place = &goldSpot{Name: p.Name, Country: p.Country, Lat: p.Lat, Lon: p.Lon}
	}
	return x
}
