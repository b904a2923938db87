package store

import (
	"crypto/sha256"
	"fmt"
	"strconv"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// FactKind is the kind of a fact row.
type FactKind string

// The kinds of fact. Content, speaker and cue belong to a statement, position to a claim, trigger and magnitude to an event.
const (
	DatelineFact  FactKind = "dateline"
	EntityFact    FactKind = "entity" // stands on its first mention
	MentionFact   FactKind = "mention"
	OfficeFact    FactKind = "office"
	TimeFact      FactKind = "time"
	StatementFact FactKind = "statement" // stands on its sentence
	ContentFact   FactKind = "content"
	SpeakerFact   FactKind = "speaker"
	CueFact       FactKind = "cue"
	ClaimFact     FactKind = "claim"
	PositionFact  FactKind = "position" // stands on its sentence
	EventFact     FactKind = "event"    // stands on its sentence
	TriggerFact   FactKind = "trigger"
	MagnitudeFact FactKind = "magnitude"
	LinkFact      FactKind = "link"
	WordingFact   FactKind = "wording"
)

// Fact is one row of the record: what is said, and the words that say so.
type Fact struct {
	ID         string // unique in the report: "e1", "e1.m2", "s1", "s1.c1", "s1.cue", "c1.p1", "v1", "v1.trigger", "t3", "w2", "l1", "d1"
	Kind       FactKind
	Span       span.Span // of the report's text
	Label      string    // name, value, proposition, lemma, title: as the record gives it
	Class      string    // entity kind, statement kind, stance, event type, TIMEX3 type, link kind, wording kind
	Entity     string    // the entity whose fact it is: speaker, actor, mentioned; "" when the text does not say
	Holds      string    // when it holds in the world, ISO 8601; "" when the text does not say
	Confidence float64   // 0 when the record gives none
}

// Facts flattens a record into its rows. Their ids are the same for the same record, so that a page can mark them and a
// review can name them.
func Facts(rec record.Record) []Fact {
	var f facts
	if d := rec.Report.Dateline; d != nil {
		f.add(Fact{ID: "d1", Kind: DatelineFact, Span: d.Span, Entity: text(d.Place), Holds: text(d.Date), Label: d.Agency, Class: d.YearFrom})
	}
	for _, e := range rec.Entities {
		f.entity(e)
	}
	for i, t := range rec.Times {
		f.add(Fact{ID: "t" + number(i), Kind: TimeFact, Span: t.Span, Label: t.Value, Class: t.Type, Holds: t.Value})
	}
	for _, s := range rec.Statements {
		f.statement(s)
	}
	for _, c := range rec.Claims {
		f.claim(c)
	}
	for _, e := range rec.Events {
		f.event(e)
	}
	for i, l := range rec.Links {
		f.add(Fact{ID: "l" + number(i), Kind: LinkFact, Span: l.Span, Class: l.Kind, Label: l.From + " " + l.To})
	}
	for i, w := range rec.Wording {
		f.add(Fact{ID: "w" + number(i), Kind: WordingFact, Span: w.Span, Class: w.Kind, Entity: text(w.About), Label: w.Voice})
	}
	return f
}

type facts []Fact

func (f *facts) add(x Fact) { *f = append(*f, x) }

func (f *facts) entity(e record.Entity) {
	first := span.Span{}
	if len(e.Mentions) > 0 {
		first = e.Mentions[0]
	}
	f.add(Fact{ID: e.ID, Kind: EntityFact, Span: first, Label: e.Name, Class: string(e.Kind), Entity: e.ID})
	for i, m := range e.Mentions {
		f.add(Fact{ID: e.ID + ".m" + number(i), Kind: MentionFact, Span: m, Class: string(e.Kind), Entity: e.ID})
	}
	for i, o := range e.Offices {
		f.add(Fact{ID: e.ID + ".o" + number(i), Kind: OfficeFact, Span: o.Span, Label: o.Title, Entity: e.ID})
	}
}

func (f *facts) statement(s record.Statement) {
	who := text(s.Speaker)
	f.add(Fact{ID: s.ID, Kind: StatementFact, Span: s.Sentence, Class: string(s.Kind), Entity: who, Holds: text(s.Time), Label: s.Office, Confidence: s.Confidence})
	for i, c := range s.Content {
		f.add(Fact{ID: s.ID + ".c" + number(i), Kind: ContentFact, Span: c, Class: string(s.Kind), Entity: who, Confidence: s.Confidence})
	}
	if s.SpeakerSpan != nil {
		f.add(Fact{ID: s.ID + ".speaker", Kind: SpeakerFact, Span: *s.SpeakerSpan, Entity: who, Confidence: s.Confidence})
	}
	if s.Cue != nil {
		f.add(Fact{ID: s.ID + ".cue", Kind: CueFact, Span: s.Cue.Span, Label: s.Cue.Lemma, Entity: who, Confidence: s.Confidence})
	}
}

func (f *facts) claim(c record.Claim) {
	f.add(Fact{ID: c.ID, Kind: ClaimFact, Span: c.Span, Label: c.Proposition})
	for i, p := range c.Positions {
		f.add(Fact{ID: c.ID + ".p" + number(i), Kind: PositionFact, Span: p.Sentence, Class: p.Stance, Entity: text(p.Actor), Label: text(p.Statement)})
	}
}

func (f *facts) event(e record.Event) {
	actor := ""
	if len(e.Actors) > 0 {
		actor = e.Actors[0]
	}
	holds := ""
	if e.Time != nil {
		holds = e.Time.Value
	}
	f.add(Fact{ID: e.ID, Kind: EventFact, Span: e.Sentence, Class: e.Type, Label: e.Status, Entity: actor, Holds: holds, Confidence: e.Confidence})
	f.add(Fact{ID: e.ID + ".trigger", Kind: TriggerFact, Span: e.Trigger, Class: e.Type, Label: e.Mode, Entity: actor, Confidence: e.Confidence})
	if e.Time != nil && e.Time.Span != nil {
		f.add(Fact{ID: e.ID + ".time", Kind: TimeFact, Span: *e.Time.Span, Label: e.Time.Value, Class: "DATE", Holds: holds, Confidence: e.Confidence})
	}
	for i, m := range e.Magnitudes {
		f.add(Fact{ID: e.ID + ".m" + number(i), Kind: MagnitudeFact, Span: m.Span, Label: strconv.FormatFloat(m.Value, 'f', -1, 64), Class: m.What, Confidence: e.Confidence})
	}
}

// checkFacts says which fact does not stand on words of s.
func checkFacts(all []Fact, s string) error {
	for _, f := range all {
		if err := f.Span.Check(s); err != nil {
			return fmt.Errorf("%s %s: %w: %w", f.Kind, f.ID, ErrBadSpan, err)
		}
		if f.Confidence < 0 || f.Confidence > 1 {
			return fmt.Errorf("%s %s: the confidence %v is not between 0 and 1: %w", f.Kind, f.ID, f.Confidence, ErrInvalid)
		}
	}
	return nil
}

// checkFrame does the same for the parts of the report that are not facts: headline, standfirst, byline, paragraphs, sentences.
func checkFrame(r record.Report) error {
	for _, p := range []struct {
		name string
		span *span.Span
	}{{"headline", r.Headline}, {"standfirst", r.Standfirst}, {"byline", r.Byline}} {
		if p.span == nil {
			continue
		}
		if err := p.span.Check(r.Text); err != nil {
			return fmt.Errorf("%s: %w: %w", p.name, ErrBadSpan, err)
		}
	}
	for _, list := range [][]span.Span{r.Paragraphs, r.Sentences} {
		for _, sp := range list {
			if err := sp.Check(r.Text); err != nil {
				return fmt.Errorf("paragraph or sentence: %w: %w", ErrBadSpan, err)
			}
		}
	}
	return nil
}

// words is the hash of the words of sp.
func words(s string, sp span.Span) [32]byte { return sha256.Sum256([]byte(sp.Of(s))) }

func number(i int) string { return strconv.Itoa(i + 1) }

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}
