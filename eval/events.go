package eval

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
)

// Events scores the events and the wording of the record.
//
//   - data/reports: an event is right when its type and its sentence are, by the matching of score.py there; a word of
//     wording when at least half of its words agree. With the share right for each kind of evidence, which record's
//     confidence is made from.
//   - plover_gsr: 322 sentences of one event each; a sentence is right when the first event found has its type. Macro F1 over
//     the sixteen types; with the sources and targets of the events of the gold type. Nothing was tuned on it.
//   - cameo_coped: sources and targets (the train split unless another is asked for).
//   - cameo_class: the quad class of a sentence (the train split unless another is asked for): the class of the first event
//     found, none where there is none.
//   - india_police_events: sentences that tell of an arrest or a killing by police, in small letters throughout, so without
//     names. A sentence is ours when it holds an event of arrest; for KILL, when it names police and holds one whose
//     word is of killing, or of firing where dead are told of.
func Events(ctx context.Context, o Options) error {
	in, err := openRooms()
	if err != nil {
		return fmt.Errorf("eval events: %w", err)
	}
	for _, part := range []func(context.Context, Options, rooms) error{reportEvents, ploverEvents, copedParties, quadClasses, policeEvents} {
		if err := part(ctx, o, in); err != nil {
			return fmt.Errorf("eval events: %w", err)
		}
	}
	return nil
}

// goldEvents are the parts of a report's gold that are scored here.
type goldEvents struct {
	Events []struct {
		Sentence string `json:"sentence"`
		Type     string `json:"type"`
	} `json:"events"`
	Wording []struct {
		Text string `json:"text"`
	} `json:"wording"`
}

// sameType joins the types that PLOVER's releases split or named anew, as score.py does.
func sameType(t string) string {
	switch t {
	case "CONCEDE", "RETREAT":
		return "YIELD"
	case "DISAPPROVE":
		return "ACCUSE"
	case "DEMAND":
		return "REQUEST"
	}
	return t
}

// eventScores are what the reports give.
type eventScores struct {
	events, wording tally
	evidence        map[string]*tally
}

func reportEvents(ctx context.Context, o Options, in rooms) error {
	s := eventScores{evidence: map[string]*tally{}}
	if err := eachReport(ctx, o, in, s.add); err != nil {
		return err
	}
	t := tabwriter.NewWriter(o.Out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "data/reports\tP\tR\tF1\tright\tours\tgold\t")
	tallyRow(t, "type + sentence", s.events)
	tallyRow(t, "wording", s.wording)
	if err := t.Flush(); err != nil {
		return err
	}
	return writeEvidence(o.Out, s.evidence)
}

func tallyRow(t io.Writer, name string, x tally) {
	fmt.Fprintf(t, "%s\t%.3f\t%.3f\t%.3f\t%d\t%d\t%d\t\n", name, x.precision(), x.recall(), x.f1()/100, x.right, x.system, x.gold)
}

// add scores the events and the wording of one report and returns what was missed or false, in words.
func (s *eventScores) add(rec record.Record, gold goldEvents) []string {
	text := rec.Report.Text
	var ours []record.Event
	for _, e := range rec.Events {
		if e.Status != "denied" && e.Status != "negated" {
			ours = append(ours, e)
		}
	}
	matched := assign(len(ours), len(gold.Events), func(i, j int) bool {
		return sameType(ours[i].Type) == sameType(gold.Events[j].Type) && sameSentence(ours[i].Sentence.Of(text), gold.Events[j].Sentence)
	})
	s.events.right, s.events.system, s.events.gold = s.events.right+len(matched), s.events.system+len(ours), s.events.gold+len(gold.Events)
	var missed []string
	found := map[int]bool{}
	for i, e := range ours {
		x := s.evidence[e.Evidence]
		if x == nil {
			x = &tally{}
			s.evidence[e.Evidence] = x
		}
		x.system++
		if j, ok := matched[i]; ok {
			x.right++
			found[j] = true
		} else {
			missed = append(missed, fmt.Sprintf("false: %s by %q: %s", e.Type, e.Trigger.Of(text), e.Sentence.Of(text)))
		}
	}
	for j, g := range gold.Events {
		if !found[j] {
			missed = append(missed, fmt.Sprintf("missed: %s: %s", g.Type, g.Sentence))
		}
	}
	words := assign(len(rec.Wording), len(gold.Wording), func(i, j int) bool {
		return overlap(foldWords(rec.Wording[i].Span.Of(text)), foldWords(gold.Wording[j].Text)) >= 0.5
	})
	s.wording.right, s.wording.system, s.wording.gold = s.wording.right+len(words), s.wording.system+len(rec.Wording), s.wording.gold+len(gold.Wording)
	return missed
}

// sameSentence compares sentences as score.py does.
func sameSentence(a, b string) bool {
	x, y := foldWords(a), foldWords(b)
	return overlap(x, y) >= 0.6 || len(x) >= 5 && strings.Contains(strings.Join(y, " "), strings.Join(x, " "))
}

// readPacked reads a JSONL data set, packed or not.
func readPacked[T any](ctx context.Context, path string) ([]T, error) {
	raw, err := readData(ctx, path)
	if err != nil {
		return nil, err
	}
	var out []T
	for line := range bytes.Lines(raw) {
		var x T
		if err := json.Unmarshal(line, &x); err != nil {
			return nil, fmt.Errorf("read %s line %d: %w", path, len(out)+1, err)
		}
		out = append(out, x)
	}
	return out, nil
}

// recordOf reads a text that has no report around it.
func recordOf(text string, paragraphs []span.Span, in rooms) record.Record {
	r := report.Report{ID: "sha256:0", Language: "en", Text: text, Paragraphs: paragraphs}
	return in.record(r)
}

// typed counts per class.
type typed map[string]*tally

func (t typed) of(class string) *tally {
	if t[class] == nil {
		t[class] = &tally{}
	}
	return t[class]
}

func (t typed) add(ours, gold string) {
	if gold != "" {
		t.of(gold).gold++
	}
	if ours != "" {
		t.of(ours).system++
	}
	if ours == gold && gold != "" {
		t.of(gold).right++
	}
}

// print writes a row a class, the frequent ones first, and the macro F1 over the classes that the gold has.
func (t typed) print(out io.Writer, name string) error {
	tab := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(tab, "%s\tP\tR\tF1\tright\tours\tgold\t\n", name)
	macro, classes := 0.0, 0
	var all tally
	for _, k := range slices.SortedFunc(maps.Keys(t), func(a, b string) int { return cmp.Or(t[b].gold-t[a].gold, cmp.Compare(a, b)) }) {
		x := t[k]
		tallyRow(tab, k, *x)
		if x.gold > 0 {
			macro, classes = macro+x.f1()/100, classes+1
		}
		all.right, all.system, all.gold = all.right+x.right, all.system+x.system, all.gold+x.gold
	}
	tallyRow(tab, "all (micro)", all)
	fmt.Fprintf(tab, "all (macro)\t\t\t%.3f\t\t\t%d\t\n", macro/float64(max(1, classes)), classes)
	return tab.Flush()
}

// ploverSentence is a line of plover_gsr.
type ploverSentence struct {
	ID     string `json:"id"`
	Text   string `json:"text"`
	Events []struct {
		Type  string     `json:"plover_2021"`
		Spans []goldPart `json:"spans"`
	} `json:"events"`
}

// goldPart is a part of a sentence: ["SRC", 7, 16]; "SRC/TAR" is a party to something mutual.
type goldPart struct {
	kind string
	span span.Span
}

// UnmarshalJSON reads the list that the set has for it.
func (g *goldPart) UnmarshalJSON(b []byte) error {
	return json.Unmarshal(b, &[]any{&g.kind, &g.span.Start, &g.span.End})
}

// parties gives the sources and targets of a gold event.
func parties(typ string, parts []goldPart) toldParties {
	g := toldParties{typ: typ}
	for _, p := range parts {
		if strings.Contains(p.kind, "SRC") {
			g.source = append(g.source, p.span)
		}
		if strings.Contains(p.kind, "TAR") {
			g.target = append(g.target, p.span)
		}
	}
	return g
}

func ploverEvents(ctx context.Context, o Options, in rooms) error {
	lines, err := readPacked[ploverSentence](ctx, filepath.Join(o.Data, "events", "plover_gsr.jsonl"))
	if err != nil {
		return err
	}
	t, s := typed{}, partyScores{}
	for _, x := range lines {
		if err := ctx.Err(); err != nil {
			return err
		}
		rec := recordOf(x.Text, language.Paragraphs(x.Text), in)
		ours := ""
		if len(rec.Events) > 0 {
			ours = rec.Events[0].Type
		}
		for _, g := range x.Events {
			t.add(ours, g.Type)
			if len(g.Spans) > 0 {
				s.add(rec, parties(g.Type, g.Spans))
			}
		}
	}
	if err := t.print(o.Out, "plover_gsr"); err != nil {
		return err
	}
	return s.print(o, "plover_gsr")
}

// classSentence is a line of cameo_class.
type classSentence struct {
	Split string `json:"split"`
	Text  string `json:"text"`
	Quad  *int   `json:"quad"`
}

// cameoQuad is the quad class as this set counts it: yielding is material cooperation, and reduced relations are verbal conflict.
func cameoQuad(e record.Event) int {
	switch e.Type {
	case "CONCEDE":
		return 2
	case "SANCTION":
		return 3
	}
	return e.Quad
}

var quadNames = []string{"none", "verbal cooperation", "material cooperation", "verbal conflict", "material conflict"}

func quadClasses(ctx context.Context, o Options, in rooms) error {
	split := cmp.Or(o.Split, "train")
	lines, err := readPacked[classSentence](ctx, filepath.Join(o.Data, "events", "cameo_class.jsonl"))
	if err != nil {
		return err
	}
	t := typed{}
	for _, x := range lines {
		if x.Quad == nil || x.Split != split || *x.Quad < 0 || *x.Quad >= len(quadNames) {
			continue
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		rec := recordOf(x.Text, language.Paragraphs(x.Text), in)
		ours := 0
		if len(rec.Events) > 0 {
			ours = cameoQuad(rec.Events[0])
		}
		t.add(quadNames[ours], quadNames[*x.Quad])
		if o.Misses && ours != *x.Quad {
			said := ""
			if len(rec.Events) > 0 {
				said = rec.Events[0].Type + " " + rec.Events[0].Trigger.Of(x.Text)
			}
			if _, err := fmt.Fprintf(o.Out, "class %d, ours %d %s: %s\n", *x.Quad, ours, said, x.Text); err != nil {
				return err
			}
		}
	}
	return t.print(o.Out, "cameo_class "+split)
}

// policeArticle is a line of india_police_events.
type policeArticle struct {
	Sentences []struct {
		Text   string   `json:"text"`
		Labels []string `json:"labels"`
	} `json:"sentences"`
}

func policeEvents(ctx context.Context, o Options, in rooms) error {
	articles, err := readPacked[policeArticle](ctx, filepath.Join(o.Data, "events", "india_police_events.jsonl"))
	if err != nil {
		return err
	}
	t := typed{}
	for n, a := range articles {
		if err := ctx.Err(); err != nil {
			return err
		}
		for _, line := range scorePolice(t, a, in) {
			if !o.Misses || n >= policeDev {
				break
			}
			if _, err := fmt.Fprintln(o.Out, line); err != nil {
				return err
			}
		}
	}
	return t.print(o.Out, "india_police_events")
}

// policeDev is how many of the articles may be looked into; those behind them are only counted.
const policeDev = 400

// scorePolice scores each sentence of an article for ARREST and KILL on its own, and returns what was missed or false, in words.
func scorePolice(t typed, a policeArticle, in rooms) (misses []string) {
	var text strings.Builder
	var paragraphs []span.Span
	for _, s := range a.Sentences {
		from := text.Len()
		text.WriteString(s.Text)
		paragraphs = append(paragraphs, span.Span{Start: from, End: text.Len()})
		text.WriteString("\n\n")
	}
	body := strings.TrimRight(text.String(), "\n")
	rec := recordOf(body, paragraphs, in)
	for i, s := range a.Sentences {
		var arrest, kill bool
		for _, e := range rec.Events {
			if paragraphs[i].Contains(e.Trigger) {
				arrest = arrest || e.Mode == "arrest"
				kill = kill || e.Type == "ASSAULT" && (killing(e.Trigger.Of(body)) || firing(e.Trigger.Of(body)) && deadly(s.Text)) && strings.Contains(s.Text, "police")
			}
		}
		for _, x := range []struct {
			label string
			ours  bool
		}{{"ARREST", arrest}, {"KILL", kill}} {
			ours, gold := "", ""
			if x.ours {
				ours = x.label
			}
			if slices.Contains(s.Labels, x.label) {
				gold = x.label
			}
			t.add(ours, gold)
			if ours != gold {
				misses = append(misses, fmt.Sprintf("%s gold %q, ours %q: %s", x.label, gold, ours, s.Text))
			}
		}
	}
	return misses
}

// firing reports whether a trigger is of gunfire.
func firing(trigger string) bool {
	return strings.Contains(strings.ToLower(trigger), "fir")
}

// deadly reports whether a sentence tells of dead.
func deadly(sentence string) bool {
	return slices.ContainsFunc(strings.Fields(sentence), func(w string) bool {
		return slices.Contains([]string{"dead", "died", "death", "deaths", "killed"}, strings.Trim(w, ".,;:\"'"))
	})
}

// killing reports whether a trigger is of killing.
func killing(trigger string) bool {
	trigger = strings.ToLower(trigger)
	return slices.ContainsFunc([]string{"kill", "shot", "shoot", "gun", "slain", "murder", "massacre", "execut", "lynch"}, func(x string) bool { return strings.HasPrefix(trigger, x) })
}
