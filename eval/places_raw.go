package eval

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/world"
)

// found is the score of places from raw text. A gold span is found when a mention overlaps it; end to end it counts when
// the mention's place lies within nearKm too. Gold adjectives count for nothing: the record does not mark them.
type found struct {
	gold, predicted, exact, overlap int
	located, near                   int // gold with a point; of these found and near it
	words                           int
	took                            time.Duration
}

// namesPlace reports whether the record should hold g: a proper name of a place that is itself meant.
func namesPlace(w *world.World, g goldToponym) bool {
	switch g.Kind {
	case "Literal", "Mixed", "Coercion", "Metonymic", "Literal_Modifier", "Non_Literal_Modifier", "":
	case "Embedded_Literal", "Embedded_Non_Lit", "Demonym", "Homonym", "Language", "Literal_Expression", "Non_Lit_Expression", "Non_Toponym":
		return false
	}
	if d, ok := w.Demonym(g.Name); ok && (d.Adjective || d.People) {
		return false
	}
	return strings.ToLower(g.Name) != g.Name
}

func rawTable(ctx context.Context, o Options, in rooms, sets map[string][]placeDocument) error {
	if _, err := fmt.Fprintf(o.Out, "\n%-12s%8s%8s%10s%10s%8s%14s%14s%12s\n", "raw text", "names", "found", "precision", "recall", "F1", "same borders", "end to end", "words/s"); err != nil {
		return err
	}
	for _, set := range placeSets {
		var f found
		for _, d := range sets[set.name] {
			if err := ctx.Err(); err != nil {
				return err
			}
			if o.Split != "" && d.Split != o.Split {
				continue
			}
			if err := f.add(o, in, d); err != nil {
				return err
			}
		}
		p, r := fraction(f.overlap, f.predicted), fraction(f.overlap, f.gold)
		if _, err := fmt.Fprintf(o.Out, "%-12s%8d%8d%10.3f%10.3f%8.3f%14.3f%14.3f%12.0f\n", set.name, f.gold, f.predicted, p, r, harmonic(p, r),
			fraction(f.exact, f.gold), fraction(f.near, f.located), float64(f.words)/f.took.Seconds()); err != nil {
			return err
		}
	}
	return nil
}

// add reads one document and counts what was found in it.
func (f *found) add(o Options, in rooms, d placeDocument) error {
	begin := time.Now()
	r := report.Report{Text: d.Text, URL: d.URL, Paragraphs: language.Paragraphs(d.Text)}
	got := in.record(r)
	f.took += time.Since(begin)
	f.words += len(strings.Fields(d.Text))
	counts, idle := map[span.Span]bool{}, map[span.Span]bool{}
	for _, g := range d.Toponyms {
		e, m := mentionOver(got, g.Span)
		if !namesPlace(in.World, g) {
			if m != nil {
				idle[*m] = true
			}
			continue
		}
		f.count(g, e, m)
		if m != nil {
			counts[*m] = true
		} else if err := o.miss("missed", d, g.Span); err != nil {
			return err
		}
	}
	return f.countMentions(o, got, d, counts, idle)
}

func (f *found) count(g goldToponym, e *record.Entity, m *span.Span) {
	f.gold++
	if g.Lat != nil && g.Lon != nil {
		f.located++
	}
	if m == nil {
		return
	}
	f.overlap++
	if *m == g.Span {
		f.exact++
	}
	if g.Lat != nil && g.Lon != nil && e.Lat != nil && e.Lon != nil && kilometres(*e.Lat, *e.Lon, *g.Lat, *g.Lon) <= nearKm {
		f.near++
	}
}

// countMentions counts what was found: mentions over gold that counts for nothing are left out, the rest is right or extra.
func (f *found) countMentions(o Options, got record.Record, d placeDocument, counts, idle map[span.Span]bool) error {
	for _, e := range got.Entities {
		if !isPlace(e) {
			continue
		}
		for _, m := range e.Mentions {
			switch {
			case counts[m]:
				f.predicted++
			case !idle[m]:
				f.predicted++
				if err := o.miss("extra", d, m); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func isPlace(e record.Entity) bool {
	return e.Kind == record.Place || e.Kind == record.Country || e.Kind == record.Facility
}

// mentionOver finds the mention of a place that overlaps s.
func mentionOver(r record.Record, s span.Span) (*record.Entity, *span.Span) {
	for i := range r.Entities {
		e := &r.Entities[i]
		if !isPlace(*e) {
			continue
		}
		for j := range e.Mentions {
			if e.Mentions[j].Overlaps(s) {
				return e, &e.Mentions[j]
			}
		}
	}
	return nil, nil
}

// miss prints a wrong span with the words around it, when misses are asked for.
func (o Options) miss(what string, d placeDocument, s span.Span) error {
	if !o.Misses {
		return nil
	}
	from, to := max(0, s.Start-50), min(len(d.Text), s.End+40)
	_, err := fmt.Fprintf(o.Out, "  %s %s %q in %q\n", what, d.ID, s.Of(d.Text), d.Text[from:to])
	return err
}
