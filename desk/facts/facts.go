// Package facts turns a record into the list of facts that the desk shows: each with its letter, its title, what is
// known of it, and the byte ranges that say so, in the order of the text. It adds nothing to the record.
package facts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/marks"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// Sure is the confidence under which a fact is in doubt: drawn at half strength, and not counted until a person accepts it.
const Sure = 0.6

// Fact is one fact of a report.
type Fact struct {
	ID         string // as in the store
	Kind       string // "statement", "claim", "event", "person", "place", "date", "wording"
	Title      string
	Quoted     bool // the title is words of the text, byte for byte
	Under      string
	Fields     []Field
	Spans      []span.Span // in order
	Sentence   int         // 1 for the first sentence of the report, 0 when it stands in none
	Confidence float64     // 0 to 1; -1 when the record gives none
}

// Field is one line of a fact's card.
type Field struct {
	Name, Value string
	Quoted      bool   // the value is words of the text, byte for byte
	Fact        string // the fact that the value leads to, "" when none
}

// At is the first of the fact's spans.
func (f Fact) At() span.Span { return f.Spans[0] }

// Doubt reports whether the fact is in doubt.
func (f Fact) Doubt() bool { return f.Confidence >= 0 && f.Confidence < Sure }

// Bytes writes the byte range of the first span: "220–281".
func (f Fact) Bytes() string { return fmt.Sprintf("%d–%d", f.At().Start, f.At().End) }

// Of lists the facts of a record in the order of the text. A fact none of whose spans is a valid range of the text is left out.
func Of(rec *record.Record) []Fact {
	b := &reader{rec: rec, text: rec.Report.Text, names: map[string]string{}}
	for _, e := range rec.Entities {
		b.names[e.ID] = e.Name
	}
	b.statements()
	b.claims()
	b.events()
	b.entities()
	b.times()
	b.wordings()
	slices.SortStableFunc(b.facts, func(x, y Fact) int {
		return cmp.Or(cmp.Compare(x.At().Start, y.At().Start), cmp.Compare(y.At().End, x.At().End))
	})
	return b.facts
}

// Marks gives every span of the facts, for package marks; what skip says is left out.
func Marks(list []Fact, skip func(Fact) bool) []marks.Mark {
	var all []marks.Mark
	for _, f := range list {
		if skip != nil && skip(f) {
			continue
		}
		for _, s := range f.Spans {
			all = append(all, marks.Mark{Span: s, Fact: f.ID, Kind: f.Kind, Doubt: f.Doubt()})
		}
	}
	return all
}

type reader struct {
	rec   *record.Record
	text  string
	names map[string]string // of entities, by id
	facts []Fact
}

// add keeps f when it stands on words.
func (b *reader) add(f Fact, spans ...span.Span) {
	for _, s := range spans {
		if s.Check(b.text) == nil {
			f.Spans = append(f.Spans, s)
		}
	}
	if len(f.Spans) == 0 {
		return
	}
	slices.SortFunc(f.Spans, func(x, y span.Span) int { return cmp.Compare(x.Start, y.Start) })
	f.Sentence = b.sentence(f.At())
	if f.Sentence > 0 {
		f.Fields = append(f.Fields, Field{Name: "Sentence", Value: fmt.Sprint(f.Sentence)})
	}
	if f.Confidence >= 0 {
		f.Fields = append(f.Fields, Field{Name: "Sure", Value: fmt.Sprintf("%.2f", f.Confidence)})
	}
	b.facts = append(b.facts, f)
}

func (b *reader) sentence(s span.Span) int {
	for i, one := range b.rec.Report.Sentences {
		if one.Contains(span.Span{Start: s.Start, End: s.Start}) && s.Start < one.End {
			return i + 1
		}
	}
	return 0
}

// words returns the text of s on one line, "" when s is no valid span.
func (b *reader) words(s *span.Span) string {
	if s == nil || s.Check(b.text) != nil {
		return ""
	}
	return s.Of(b.text)
}

// name gives an entity's name; an id that is not in the record gives "".
func (b *reader) name(id *string) string {
	if id == nil {
		return ""
	}
	return b.names[*id]
}

func field(list []Field, name, value string) []Field {
	if value == "" {
		return list
	}
	return append(list, Field{Name: name, Value: value})
}

// forms are the kinds of statement in words.
var forms = map[record.StatementKind]string{record.Direct: "direct quotation", record.Partial: "quoted in part", record.Indirect: "reported speech"}

func (b *reader) statements() {
	for _, s := range b.rec.Statements {
		f := Fact{ID: s.ID, Kind: "statement", Quoted: true, Confidence: s.Confidence}
		if len(s.Content) > 0 {
			f.Title = b.words(&s.Content[0])
		}
		speaker := cmp.Or(b.name(s.Speaker), b.words(s.SpeakerSpan), "speaker not found")
		cue := ""
		if s.Cue != nil {
			cue = b.words(&s.Cue.Span)
		}
		told := ""
		if s.Audience != "" && cue != "" {
			told = cue + " " + s.Audience
		}
		f.Under = join(", ", speaker, s.Office, told)
		f.Fields = field(f.Fields, "Speaker", speaker)
		f.Fields = field(f.Fields, "Office", s.Office)
		f.Fields = field(f.Fields, "Cue", cue)
		f.Fields = field(f.Fields, "Audience", s.Audience)
		f.Fields = field(f.Fields, "Form", forms[s.Kind])
		if s.Time != nil {
			f.Fields = field(f.Fields, "Said on", Day(*s.Time))
		}
		b.add(f, s.Content...)
	}
}

func (b *reader) claims() {
	for _, c := range b.rec.Claims {
		f := Fact{ID: c.ID, Kind: "claim", Title: c.Proposition, Confidence: -1}
		var under []string
		for _, p := range c.Positions {
			who := cmp.Or(b.name(p.Actor), "an unnamed actor")
			under = append(under, who+" "+p.Stance)
			one := Field{Name: stance(p.Stance), Value: who}
			if p.Statement != nil {
				one.Fact = *p.Statement
			}
			f.Fields = append(f.Fields, one)
			if said := b.words(&p.Sentence); said != "" {
				f.Fields = append(f.Fields, Field{Name: "in", Value: said, Quoted: true})
			}
		}
		f.Under = strings.Join(under, "; ")
		b.add(f, c.Span)
	}
}

func stance(s string) string {
	switch s {
	case "denies":
		return "Denied by"
	case "questions":
		return "Questioned by"
	case "supports":
		return "Supported by"
	}
	return "Asserted by"
}

func (b *reader) events() {
	for _, v := range b.rec.Events {
		f := Fact{ID: v.ID, Kind: "event", Title: b.words(&v.Trigger), Quoted: true, Confidence: v.Confidence}
		when, where := "", ""
		if v.Time != nil {
			when = Day(v.Time.Value)
		}
		if v.Place != nil {
			where = b.names[v.Place.Entity]
		}
		status := ""
		if v.Status != "happened" {
			status = v.Status
		}
		f.Under = join(", ", v.Type, v.Mode, status, when, where)
		f.Fields = field(f.Fields, "Type", join(", ", v.Type, v.Mode))
		f.Fields = field(f.Fields, "CAMEO", v.CAMEO)
		f.Fields = field(f.Fields, "Who", b.all(v.Actors))
		f.Fields = field(f.Fields, "To whom", b.all(v.Recipients))
		f.Fields = field(f.Fields, "When", when)
		f.Fields = field(f.Fields, "Where", where)
		for _, m := range v.Magnitudes {
			f.Fields = append(f.Fields, Field{Name: "Number", Value: b.words(&m.Span), Quoted: true})
		}
		f.Fields = field(f.Fields, "Status", v.Status)
		if v.Voice != "" && v.Voice != "own" {
			f.Fields = append(f.Fields, Field{Name: "As told in", Value: "statement " + v.Voice, Fact: v.Voice})
		}
		f.Fields = append(f.Fields, b.links(v.ID)...)
		b.add(f, v.Trigger)
	}
}

func (b *reader) links(from string) []Field {
	var list []Field
	for _, l := range b.rec.Links {
		if l.From == from {
			list = append(list, Field{Name: linkWords[l.Kind], Value: b.words(&l.Span), Quoted: true, Fact: l.To})
		}
	}
	return list
}

var linkWords = map[string]string{"retaliation": "Retaliates", "response": "Answers", "order": "By order of", "cause": "Caused by", "purpose": "In order to", "after": "After"}

func (b *reader) all(ids []string) string {
	var list []string
	for _, id := range ids {
		if name := b.names[id]; name != "" {
			list = append(list, name)
		}
	}
	return strings.Join(list, ", ")
}

func (b *reader) entities() {
	for _, e := range b.rec.Entities {
		kind := "person"
		if e.Kind == record.Place || e.Kind == record.Country || e.Kind == record.Facility {
			kind = "place"
		}
		f := Fact{ID: e.ID, Kind: kind, Title: e.Name, Confidence: -1}
		var offices []string
		for _, o := range e.Offices {
			if !slices.Contains(offices, o.Title) {
				offices = append(offices, o.Title)
			}
		}
		f.Under = join(", ", strings.Join(offices, ", "), unless(len(offices) > 0 || e.Kind == record.Person || e.Kind == record.Place, string(e.Kind)), e.Country)
		f.Fields = field(f.Fields, "Kind", string(e.Kind))
		f.Fields = field(f.Fields, "Office", strings.Join(offices, "; "))
		f.Fields = field(f.Fields, "Also", strings.Join(e.Aliases, ", "))
		f.Fields = field(f.Fields, "Country", e.Country)
		f.Fields = field(f.Fields, "Code", e.Code)
		if e.Wikidata != nil {
			f.Fields = field(f.Fields, "Wikidata", *e.Wikidata)
		}
		if e.GeoNames != nil {
			f.Fields = field(f.Fields, "GeoNames", *e.GeoNames)
		}
		if e.Lat != nil && e.Lon != nil {
			f.Fields = field(f.Fields, "Lies at", fmt.Sprintf("%.3f, %.3f", *e.Lat, *e.Lon))
		}
		f.Fields = field(f.Fields, "Precision", e.Precision)
		f.Fields = field(f.Fields, "Mentions", fmt.Sprint(len(e.Mentions)))
		b.add(f, e.Mentions...)
	}
}

func (b *reader) times() {
	for i, t := range b.rec.Times {
		words := b.words(&t.Span)
		f := Fact{ID: TimeID(i), Kind: "date", Title: Day(t.Value), Confidence: -1}
		under := "“" + words + "”"
		if f.Title == t.Value { // no day: the words say it better than the code
			f.Title, f.Quoted, under = words, true, t.Value
		}
		f.Under = join(", ", under, unless(t.Type == "DATE", strings.ToLower(t.Type)), unless(t.Precision == "day", t.Precision))
		f.Fields = append(f.Fields, Field{Name: "Words", Value: words, Quoted: true})
		f.Fields = field(f.Fields, "Type", t.Type)
		f.Fields = field(f.Fields, "Value", t.Value)
		f.Fields = field(f.Fields, "Precision", t.Precision)
		b.add(f, t.Span)
	}
}

func (b *reader) wordings() {
	for i, w := range b.rec.Wording {
		f := Fact{ID: WordingID(i), Kind: "wording", Title: b.words(&w.Span), Quoted: true, Confidence: -1}
		voice := "in the outlet’s own voice"
		if w.Voice != "own" {
			voice = "in a statement"
		}
		about := b.name(w.About)
		f.Under = join(", ", wordingWords[w.Kind], voice)
		f.Fields = field(f.Fields, "Kind", strings.ReplaceAll(w.Kind, "_", " "))
		f.Fields = field(f.Fields, "About", about)
		f.Fields = field(f.Fields, "Voice", voice)
		b.add(f, w.Span)
	}
}

var wordingWords = map[string]string{"evaluative": "a word that judges", "status": "a word about status", "label": "a label", "scare_quotes": "scare quotes"}

func join(sep string, parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), sep)
}

func unless(no bool, s string) string {
	if no {
		return ""
	}
	return s
}

// Day writes a TIMEX3 value in words where it names a day, a month or a minute of a day; else it gives the value as it is.
func Day(value string) string {
	for _, form := range []struct{ layout, words string }{
		{"2006-01-02", "Monday 2 January 2006"}, {"2006-01-02T15:04", "Monday 2 January 2006, 15:04"}, {"2006-01", "January 2006"},
		{time.RFC3339, "Monday 2 January 2006, 15:04"},
	} {
		if t, err := time.Parse(form.layout, value); err == nil {
			return t.Format(form.words)
		}
	}
	return value
}
