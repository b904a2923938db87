package situation

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// clock is the day on which the tests play.
var testDay = time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC)

// telling makes a report of sentences, each a span, with entities by name.
func telling(report int64, outlet string, at time.Time, sentences ...string) *Told {
	t := &Told{Report: report, Reading: report, Source: int64(len(outlet)), Name: outlet, Outlet: outlet, Language: "en", At: at, Recorded: at}
	t.Record.Report.Text = strings.Join(sentences, "\n")
	from := 0
	for _, s := range sentences {
		t.Record.Report.Sentences = append(t.Record.Report.Sentences, span.Span{Start: from, End: from + len(s)})
		from += len(s) + 1
	}
	return t
}

// of finds words in the report's text.
func (t *Told) of(words string) span.Span {
	i := strings.Index(t.Record.Report.Text, words)
	if i < 0 {
		panic("the report does not have " + words)
	}
	return span.Span{Start: i, End: i + len(words)}
}

// name adds an entity that the text mentions and gives its id.
func (t *Told) name(kind record.EntityKind, name string, offices ...string) string {
	id := "e" + name
	e := record.Entity{ID: id, Kind: kind, Name: name, Mentions: []span.Span{t.of(name)}}
	for _, o := range offices {
		e.Offices = append(e.Offices, record.Office{Title: o, Span: t.of(o)})
	}
	t.Record.Entities = append(t.Record.Entities, e)
	return id
}

// says adds a claim with one position.
func (t *Told) says(actor, stance, proposition string) {
	s := t.sentence(t.of(proposition))
	t.Record.Claims = append(t.Record.Claims, record.Claim{ID: "c" + proposition, Proposition: proposition, Span: t.of(proposition),
		Positions: []record.Position{{Actor: &actor, Stance: stance, Sentence: s}}})
}

// does adds an event.
func (t *Told) does(typ, trigger string, quad int, goldstein float64, actor string, more ...func(*record.Event)) {
	e := record.Event{ID: "v" + trigger, Type: typ, Quad: quad, Goldstein: &goldstein, Trigger: t.of(trigger), Sentence: t.sentence(t.of(trigger)), Status: "happened", Voice: "own"}
	if actor != "" {
		e.Actors = []string{actor}
	}
	for _, f := range more {
		f(&e)
	}
	t.Record.Events = append(t.Record.Events, e)
}

func on(day string) func(*record.Event) {
	return func(e *record.Event) { e.Time = &record.EventTime{Value: day, Precision: "day"} }
}

// book is a ledger in memory.
type book map[string]Mark

func (b book) ledger() Ledger {
	return Ledger{Look: func(key string) (Mark, bool, error) { m, ok := b[key]; return m, ok, nil }, Put: func(m Mark) error { b[m.Key] = m; return nil }}
}

// note takes the changes of a report into the book.
func (b book) note(t *testing.T, told *Told) []Change {
	t.Helper()
	changes, err := Changes(told, Read(told), b.ledger())
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range changes {
		if c.Evidence.Span.Of(told.Record.Report.Text) != c.Evidence.Words || c.Evidence.SHA256 != sum(c.Evidence.Words) {
			t.Errorf("the change %q does not stand on its words: %+v", c.Title, c.Evidence)
		}
	}
	return changes
}

func kinds(changes []Change) []ChangeKind {
	var out []ChangeKind
	for _, c := range changes {
		out = append(out, c.Kind)
	}
	return out
}

func has(changes []Change, kind ChangeKind) *Change {
	if i := slices.IndexFunc(changes, func(c Change) bool { return c.Kind == kind }); i >= 0 {
		return &changes[i]
	}
	return nil
}
