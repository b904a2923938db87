package eval

import (
	"context"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"text/tabwriter"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// The parties of an event, whose right ones are counted apart.
var partyNames = []string{"source", "target"}

// toldParties is an event of a sentence as a set's gold gives it: who did it and to whom, as byte ranges. A span that stands in both
// lists may be found as either.
type toldParties struct {
	typ            string // "" where the set gives none
	source, target []span.Span
}

// partyScores counts the parties of events: one of ours is right when a mention of it in the sentence touches a gold span of
// its side; a gold span is found when one of ours touches it.
type partyScores map[string]*partyTally

type partyTally struct{ right, system, found, gold int }

func (p partyTally) f1() (precision, recall, f1 float64) {
	precision, recall = fraction(p.right, p.system), fraction(p.found, p.gold)
	return precision, recall, harmonic(precision, recall)
}

// add compares the event of rec that tells what gold does: the first of its type, else the first.
func (s partyScores) add(rec record.Record, gold toldParties) {
	var ours *record.Event
	for i := range rec.Events {
		if e := &rec.Events[i]; ours == nil || e.Type == gold.typ && ours.Type != gold.typ {
			ours = e
		}
	}
	both := func(x span.Span) bool { return slices.Contains(gold.source, x) && slices.Contains(gold.target, x) }
	for side, want := range [][]span.Span{gold.source, gold.target} {
		t := s[partyNames[side]]
		if t == nil {
			t = &partyTally{}
			s[partyNames[side]] = t
		}
		var have, other [][]span.Span
		if ours != nil {
			have, other = mentionsOf(rec, ours.Actors), mentionsOf(rec, ours.Recipients)
			if side == 1 {
				have, other = other, have
			}
		}
		for _, m := range have {
			t.system++
			if touches(m, want) {
				t.right++
			}
		}
		for _, w := range want {
			if both(w) && side == 1 {
				continue // counted once, as a source
			}
			t.gold++
			if anyTouches(have, w) || both(w) && anyTouches(other, w) {
				t.found++
			}
		}
	}
}

func mentionsOf(rec record.Record, ids []string) (out [][]span.Span) {
	for _, id := range ids {
		for i := range rec.Entities {
			if rec.Entities[i].ID == id {
				out = append(out, rec.Entities[i].Mentions)
			}
		}
	}
	return out
}

func touches(mentions, gold []span.Span) bool {
	return slices.ContainsFunc(mentions, func(m span.Span) bool { return slices.ContainsFunc(gold, m.Overlaps) })
}

func anyTouches(all [][]span.Span, gold span.Span) bool {
	return slices.ContainsFunc(all, func(m []span.Span) bool { return slices.ContainsFunc(m, gold.Overlaps) })
}

func (s partyScores) print(o Options, name string) error {
	tab := tabwriter.NewWriter(o.Out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(tab, "%s, spans that touch\tP\tR\tF1\tours\tgold\t\n", name)
	for _, side := range partyNames {
		if t := s[side]; t != nil {
			p, r, f := t.f1()
			fmt.Fprintf(tab, "%s\t%.3f\t%.3f\t%.3f\t%d\t%d\t\n", side, p, r, f, t.system, t.gold)
		}
	}
	return tab.Flush()
}

// copedParties scores who did it and to whom on CoPED: its train part unless another is asked for.
func copedParties(ctx context.Context, o Options, in rooms) error {
	sentences, err := readPacked[actorSentence](ctx, filepath.Join(o.Data, "events", "cameo_coped.jsonl"))
	if err != nil {
		return err
	}
	split := o.Split
	if split == "" {
		split = "train"
	}
	s := partyScores{}
	for _, x := range sentences {
		if x.Split != split {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		rec, gold := recordOf(x.Text, language.Paragraphs(x.Text), in), toldParties{source: spansOf(x.Source), target: spansOf(x.Target)}
		s.add(rec, gold)
		if o.Misses && split != "test" {
			if err := writeParties(o.Out, rec, gold); err != nil {
				return err
			}
		}
	}
	return s.print(o, "cameo_coped "+split)
}

func spansOf(pairs [][2]int) (out []span.Span) {
	for _, p := range pairs {
		out = append(out, span.Span{Start: p[0], End: p[1]})
	}
	return out
}

// writeParties prints a sentence with its gold parties and those of the first event, where a side of the gold is not met.
func writeParties(w io.Writer, rec record.Record, gold toldParties) error {
	var trigger string
	var have [2][][]span.Span
	if len(rec.Events) > 0 {
		v := rec.Events[0]
		trigger, have = v.Type+" "+v.Trigger.Of(rec.Report.Text), [2][][]span.Span{mentionsOf(rec, v.Actors), mentionsOf(rec, v.Recipients)}
	}
	for side, want := range [2][]span.Span{gold.source, gold.target} {
		if slices.ContainsFunc(want, func(s span.Span) bool { return !anyTouches(have[side], s) }) || len(want) == 0 && len(have[side]) > 0 {
			_, err := fmt.Fprintf(w, "%s %q, ours %q, by %q: %s\n", partyNames[side], cutEach(rec.Report.Text, want), cutEach(rec.Report.Text, slices.Concat(have[side]...)), trigger, rec.Report.Text)
			if err != nil {
				return err
			}
		}
	}
	return nil
}
