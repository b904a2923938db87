package facts

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/store"
)

const text = "Ferry turned back\n\nCASTREL, Nov 23. The Coast Guard said on Monday “no shot was fired”. It is a so-called blockade."

func at(words string) span.Span {
	i := strings.Index(text, words)
	return span.Span{Start: i, End: i + len(words)}
}

func ptr[T any](v T) *T { return &v }

func full() *record.Record {
	first, second := at("CASTREL, Nov 23. The Coast Guard said on Monday “no shot was fired”."), at("It is a so-called blockade.")
	return &record.Record{
		Report: record.Report{Text: text, Headline: ptr(at("Ferry turned back")), Dateline: &record.Dateline{Span: at("CASTREL, Nov 23."), Place: ptr("e2"), Date: ptr("2026-11-23"), Agency: "Meridian", YearFrom: "weekday"},
			Paragraphs: []span.Span{at("Ferry turned back"), {Start: first.Start, End: len(text)}}, Sentences: []span.Span{at("Ferry turned back"), first, second}},
		Entities: []record.Entity{
			{ID: "e1", Kind: record.Organisation, Name: "Coast Guard", Country: "VM", Mentions: []span.Span{at("Coast Guard")}},
			{ID: "e2", Kind: record.Place, Name: "Castrel", Mentions: []span.Span{at("CASTREL")}, Precision: "city", Lat: ptr(1.5), Lon: ptr(-2.25)},
			{ID: "e3", Kind: record.Facility, Name: "Nowhere", Mentions: []span.Span{{Start: 5000, End: 5001}}},
		},
		Times:      []record.Time{{Span: at("on Monday"), Type: "DATE", Value: "2026-11-23", Precision: "day"}},
		Statements: []record.Statement{{ID: "s1", Kind: record.Partial, Speaker: ptr("e1"), Cue: &record.Cue{Span: at("said"), Lemma: "say"}, Content: []span.Span{at("“no shot was fired”")}, Audience: "reporters", Sentence: first, Confidence: 0.5}},
		Claims:     []record.Claim{{ID: "c1", Proposition: "Shots were fired", Span: at("no shot was fired"), Positions: []record.Position{{Actor: ptr("e1"), Stance: "denies", Statement: ptr("s1"), Sentence: first}, {Stance: "asserts", Sentence: first}}}},
		Events:     []record.Event{{ID: "v1", Trigger: at("turned back"), Type: "COERCE", Mode: "turn", Actors: []string{"e1", "gone"}, Time: &record.EventTime{Value: "2026-11"}, Place: &record.EventPlace{Entity: "e2"}, Status: "planned", Voice: "s1", Confidence: 0.9}},
		Links:      []record.Link{{From: "v1", To: "s1", Kind: "response", Span: at("It is")}},
		Wording:    []record.Wording{{Span: at("so-called"), Kind: "scare_quotes", Voice: "own"}},
	}
}

func TestOf(t *testing.T) {
	t.Parallel()
	var got []string
	for _, f := range Of(full()) {
		got = append(got, strings.Join([]string{f.ID, f.Kind, f.Title, f.Under, f.Bytes(), map[bool]string{true: "doubt", false: "sure"}[f.Doubt()]}, " | "))
	}
	want := []string{
		"v1 | event | turned back | COERCE, turn, planned, November 2026, Castrel | 6–17 | sure",
		"e2 | place | Castrel |  | 19–26 | sure",
		"e1 | person | Coast Guard | organisation, VM | 40–51 | sure",
		"t1 | date | Monday 23 November 2026 | “on Monday” | 57–66 | sure",
		"s1 | statement | “no shot was fired” | Coast Guard, said reporters | 67–90 | doubt",
		"c1 | claim | Shots were fired | Coast Guard denies; an unnamed actor asserts | 70–87 | sure",
		"w1 | wording | so-called | scare quotes, in the outlet’s own voice | 100–109 | sure",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("facts (-want +got):\n%s", diff)
	}
}

// Every fact has an id under which the store keeps it, so that a review of it is found.
func TestIDsAreTheStores(t *testing.T) {
	t.Parallel()
	rec := full()
	kept := map[string]bool{}
	for _, f := range store.Facts(*rec) {
		kept[f.ID] = true
	}
	for _, f := range Of(rec) {
		if !kept[f.ID] {
			t.Errorf("the store has no fact %s", f.ID)
		}
	}
}

func TestFields(t *testing.T) {
	t.Parallel()
	fields := map[string][]Field{}
	for _, f := range Of(full()) {
		fields[f.ID] = f.Fields
	}
	want := []Field{{Name: "Denied by", Value: "Coast Guard", Fact: "s1"}, {Name: "in", Value: "CASTREL, Nov 23. The Coast Guard said on Monday “no shot was fired”.", Quoted: true}, {Name: "Asserted by", Value: "an unnamed actor"},
		{Name: "in", Value: "CASTREL, Nov 23. The Coast Guard said on Monday “no shot was fired”.", Quoted: true}, {Name: "Sentence", Value: "2"}}
	if diff := cmp.Diff(want, fields["c1"]); diff != "" {
		t.Errorf("claim (-want +got):\n%s", diff)
	}
	for _, f := range []Field{{Name: "Who", Value: "Coast Guard"}, {Name: "As told in", Value: "statement s1", Fact: "s1"}, {Name: "Answers", Value: "It is", Quoted: true, Fact: "s1"}} {
		if !strings.Contains(cmp.Diff(nil, fields["v1"]), f.Value) {
			t.Errorf("event: no field %v in %v", f, fields["v1"])
		}
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	rec := full()
	if got := Headline(rec); got != "Ferry turned back" {
		t.Errorf("headline: got %q", got)
	}
	body := Body(rec)
	if len(body) != 1 {
		t.Fatalf("body: got %v, want one paragraph", body)
	}
	rest, dateline := Opening(rec, body[0])
	if dateline != "CASTREL, Nov 23." || !strings.HasPrefix(rest.Of(text), " The Coast") {
		t.Errorf("opening: got %q and %q", dateline, rest.Of(text))
	}
	if got := SentenceEnd(rec, span.Span{Start: 0, End: 60}); got != at("Ferry turned back").End {
		t.Errorf("sentence end: got %d", got)
	}
	if got, want := Head(rec, "as printed"), []Field{{Name: "Dateline", Value: "Castrel"}, {Name: "Date", Value: "Monday 23 November 2026"}, {Name: "Agency", Value: "Meridian"}, {Name: "Year from", Value: "the weekday that fits"}}; !cmp.Equal(got, want) {
		t.Errorf("head (-want +got):\n%s", cmp.Diff(want, got))
	}
	rec.Report.Dateline.Place = nil
	if got := Head(rec, "Castrel"); got[0].Value != "Castrel" {
		t.Errorf("place as printed: got %v", got)
	}
	bare := &record.Record{Report: record.Report{Text: "First line\nthe rest é"}}
	if got := Headline(bare); got != "First line" {
		t.Errorf("headline without one: got %q", got)
	}
	if got := Body(bare); len(got) != 1 || got[0].End != len(bare.Report.Text) {
		t.Errorf("body without paragraphs: got %v", got)
	}
	if got := SentenceEnd(bare, span.Span{Start: 0, End: len(bare.Report.Text) - 1}); got != len(bare.Report.Text)-2 {
		t.Errorf("end in the middle of a character: got %d", got)
	}
}

func TestDay(t *testing.T) {
	t.Parallel()
	rec := full()
	rec.Times = []record.Time{{Span: at("on Monday"), Type: "DURATION", Value: "P1D"}}
	for _, f := range Of(rec) {
		if f.Kind == "date" && (f.Title != "on Monday" || !f.Quoted || f.Under != "P1D, duration") {
			t.Errorf("a duration: got %q, %q", f.Title, f.Under)
		}
	}
	for value, want := range map[string]string{"2026-11-23": "Monday 23 November 2026", "2026-11-23T16:05": "Monday 23 November 2026, 16:05", "2026-11": "November 2026", "2026-W48": "2026-W48", "PAST_REF": "PAST_REF", "": ""} {
		if got := Day(value); got != want {
			t.Errorf("Day(%q): got %q, want %q", value, got, want)
		}
	}
}
