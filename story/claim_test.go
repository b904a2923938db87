package story

import (
	"strings"
	"testing"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
	"github.com/google/go-cmp/cmp"
)

func TestStem(t *testing.T) {
	t.Parallel()
	for _, forms := range [][]string{{"deny", "denies", "denied", "denying"}, {"bomb", "bombs", "bombing", "bombed"}, {"stop", "stopped", "stops"}, {"close", "closed", "closing", "closes"}, {"party", "parties"}, {"minister", "minister's"}} {
		for _, f := range forms[1:] {
			if got, want := Stem(f), Stem(forms[0]); got != want {
				t.Errorf("%s gives %s, %s gives %s", f, got, forms[0], want)
			}
		}
	}
	for _, w := range []string{"crisis", "address", "sing", "red", "gas"} {
		if got := Stem(w); got != w && got+"e" != w {
			t.Errorf("%s became %s", w, got)
		}
	}
}

func TestReadPhrase(t *testing.T) {
	t.Parallel()
	p := ReadPhrase("The Coast Guard did not close the strait to 9 ships, NATO said")
	if !p.Negated || len(p.Names) != 3 || len(p.Numbers) != 1 || p.Words != 13 {
		t.Errorf("negated %v, %d names, %d numbers, %d words", p.Negated, len(p.Names), len(p.Numbers), p.Words)
	}
	if q := ReadPhrase("It did not deny it"); q.Negated {
		t.Error("two negations are none")
	}
}

func TestClauses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want []string
	}{
		{"Velmora closed the strait on Friday, after the power cable had been cut.", []string{"Velmora closed the strait on Friday", "after the power cable had been cut"}},
		{"Velmora closed the strait.", []string{"Velmora closed the strait"}},
		{"Go on.", nil},
		{"The two ministers met in Geneva for talks; no paper was signed there.", []string{"The two ministers met in Geneva for talks", "no paper was signed there"}},
	} {
		var got []string
		for _, s := range clauses(c.text, span.Span{End: len(c.text)}) {
			got = append(got, s.Of(c.text))
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", c.text, diff)
		}
	}
}

// denial is a record of two sentences of an invented report.
func denial() record.Record {
	text := "Divers found a clean cut in the cable on Thursday. Commodore Pell Aster denied that any vessel had been in the area."
	of := func(words string) span.Span {
		i := strings.Index(text, words)
		return span.Span{Start: i, End: i + len(words)}
	}
	who, statement := "e1", "s1"
	speaker, cue := of("Commodore Pell Aster"), record.Cue{Span: of("denied"), Lemma: "deny"}
	sentences := []span.Span{of("Divers found a clean cut in the cable on Thursday."), of("Commodore Pell Aster denied that any vessel had been in the area.")}
	content := of("any vessel had been in the area")
	return record.Record{
		Report:     record.Report{Text: text, Sentences: sentences, Paragraphs: []span.Span{{End: len(text)}}},
		Entities:   []record.Entity{{ID: "e1", Kind: record.Person, Name: "Pell Aster", Mentions: []span.Span{of("Pell Aster")}}},
		Statements: []record.Statement{{ID: "s1", Kind: record.Indirect, Speaker: &who, SpeakerSpan: &speaker, Cue: &cue, Content: []span.Span{content}, Sentence: sentences[1], Office: "Commodore"}},
		Claims:     []record.Claim{{ID: "c1", Proposition: "any vessel had been in the area", Span: content, Positions: []record.Position{{Actor: &who, Stance: "denies", Statement: &statement, Sentence: sentences[1]}}}},
	}
}

func TestReadPositions(t *testing.T) {
	t.Parallel()
	type row struct {
		Fact, Actor, Words string
		Stance             Stance
		Own                bool
	}
	rec := denial()
	var got []row
	for _, p := range ReadPositions(rec, Meta{Report: 7, Outlet: "Meridian", Day: "2026-11-13"}, nil) {
		if p.Report != 7 || p.Day != "2026-11-13" || !p.Sentence.Contains(p.Span) {
			t.Errorf("position %+v", p)
		}
		got = append(got, row{p.Fact, p.Actor.Key, p.Span.Of(rec.Report.Text), p.Stance, p.Own})
	}
	want := []row{
		{"", "outlet:meridian", "Divers found a clean cut in the cable on Thursday", Asserts, true},
		{"c1.p1", "person:pell aster", "any vessel had been in the area", Denies, false},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("positions (-want +got):\n%s", diff)
	}
}

func TestReadWording(t *testing.T) {
	t.Parallel()
	text := "The strongman spoke. Velmoran leader Osk Reveld said he was calm."
	of := func(words string) span.Span {
		i := strings.Index(text, words)
		return span.Span{Start: i, End: i + len(words)}
	}
	rec := record.Record{
		Report: record.Report{Text: text, Sentences: []span.Span{of("The strongman spoke."), of("Velmoran leader Osk Reveld said he was calm.")}},
		Entities: []record.Entity{{ID: "e1", Kind: record.Person, Name: "Osk Reveld", Mentions: []span.Span{of("The strongman"), of("Osk Reveld"), {Start: strings.Index(text, "he was"), End: strings.Index(text, "he was") + 2}},
			Offices: []record.Office{{Title: "leader", Span: of("leader")}}}},
	}
	var got []string
	for _, w := range ReadWording(rec, Meta{Outlet: "Meridian"}) {
		got = append(got, w.Fact+" "+string(w.Kind)+" "+w.Words)
	}
	if diff := cmp.Diff([]string{"e1.m1 described The strongman", "e1.o1 described leader"}, got); diff != "" {
		t.Errorf("wording (-want +got):\n%s", diff)
	}
}

// wordTrees join propositions that share two lemmas or more.
func wordTrees() *Trees {
	t := &Trees{Features: ProposalFeatures, Cut: 0.5, Trees: []Tree{{Feature: []int{len(ProposalFeatures) - 1, -1, -1}, Below: []float64{1.5, -3, 3}, Left: []int{1, 0, 0}}}}
	return t
}

func TestJoinerPlace(t *testing.T) {
	t.Parallel()
	propose := func(report int64, words string) Proposal {
		return Propose(Position{Report: report, Stance: Asserts, Sentence: span.Span{End: len(words)}}, words, words)
	}
	j := NewJoiner(wordTrees(), []Known{{ID: 9, Members: []Proposal{propose(1, "Velmora cut the power cable")}}})
	for _, c := range []struct {
		words  string
		at     int
		stance Stance
	}{
		{"the cable was cut by Velmora", 0, Asserts},
		{"Velmora did not cut the cable", 0, Denies},
		{"the talks in Geneva failed", 1, Asserts},
		{"Geneva talks failed without a paper", 1, Asserts},
	} {
		p := propose(2, c.words)
		at, stands := j.Place(p)
		if at != c.at || stands.Stance != c.stance {
			t.Errorf("%q: claim %d, %s; want %d, %s", c.words, at, stands.Stance, c.at, c.stance)
		}
	}
	if at, _ := j.Place(propose(2, "the cable was cut by Velmora")); at != 2 {
		t.Errorf("an actor says one thing twice in one sentence: claim %d", at)
	}
	if len(j.Claims) != 3 || j.Claims[0].ID != 9 || j.Claims[1].ID != 0 {
		t.Errorf("claims %d", len(j.Claims))
	}
}
