package situation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// Brief is a page that says how a situation stands, put together from facts by rule: no line is free text, and every line has
// its sentences or says what was looked at in vain.
type Brief struct {
	Situation string     `json:"situation"`
	Slug      string     `json:"slug"`
	Number    int        `json:"number"`
	Made      time.Time  `json:"made"`
	By        string     `json:"by"`
	Since     time.Time  `json:"since"` // of the brief before; zero for the first
	Counts    Counts     `json:"counts"`
	Sections  []Section  `json:"sections"`
	Sentences []Evidence `json:"sentences"` // in the order of their first mark; a Line's Cites count from 1
	Backtest  string     `json:"backtest"`  // what the index may not be taken for
}

// Section is a part of a brief.
type Section struct {
	Title string `json:"title"`
	Lines []Line `json:"lines"`
}

// Line is a line of a brief.
type Line struct {
	Kind  string `json:"kind,omitempty"` // "new denial", "withdrawn", …
	Text  string `json:"text"`
	Cites []int  `json:"cites,omitempty"` // into Sentences, from 1
	None  bool   `json:"none,omitempty"`  // it says that nothing was found; then it has no cites
}

// BriefInput is what a brief is put together from.
type BriefInput struct {
	Name, Slug, By string
	Number         int
	Made, Since    time.Time
	Counts         Counts
	Series         Series
	Changes        []Change // since the brief before, newest first
	Claims         []Claim
	Gaps           []Gap
}

// briefLines bound the sections: a page is a page.
var briefLines = map[ChangeKind]int{Withdrawn: 6, Corrected: 6, ChangedSide: 6, NewDenial: 8, NewFigure: 6, Confirmed: 6, NewHolder: 4, NewLink: 4, NewClaim: 8, NewEvent: 8, Turned: 2, FellSilent: 4}

// Compose puts a brief together.
func Compose(in BriefInput) Brief {
	b := Brief{Situation: in.Name, Slug: in.Slug, Number: in.Number, Made: in.Made, By: in.By, Since: in.Since, Counts: in.Counts, Backtest: in.Series.Backtest.Says}
	c := &composer{brief: &b, mark: map[string]int{}}
	c.section("How it stands", c.standing(in))
	c.section(changedTitle(in.Since), c.changed(in.Changes))
	c.section("Contested", c.contested(in.Claims))
	c.section("Not heard from, and asks", c.gaps(in.Gaps))
	return b
}

func changedTitle(since time.Time) string {
	if since.IsZero() {
		return "What the record holds"
	}
	return "Changed since " + since.UTC().Format("2 January 2006 15:04 UTC")
}

// composer numbers the sentences as they are first marked.
type composer struct {
	brief *Brief
	mark  map[string]int
}

func (c *composer) section(title string, lines []Line) {
	if len(lines) == 0 {
		lines = []Line{{Text: "Nothing found.", None: true}}
	}
	c.brief.Sections = append(c.brief.Sections, Section{Title: title, Lines: lines})
}

// cite numbers a sentence.
func (c *composer) cite(e Evidence) int {
	key := fmt.Sprintf("%d|%d|%d", e.Report, e.Span.Start, e.Span.End)
	if n, ok := c.mark[key]; ok {
		return n
	}
	c.brief.Sentences = append(c.brief.Sentences, e)
	c.mark[key] = len(c.brief.Sentences)
	return len(c.brief.Sentences)
}

func (c *composer) cites(all ...Evidence) []int {
	var out []int
	for _, e := range all {
		if n := c.cite(e); !slices.Contains(out, n) {
			out = append(out, n)
		}
	}
	return out
}

// standing is the index and its last turn, each with the most severe event behind it.
func (c *composer) standing(in BriefInput) []Line {
	var out []Line
	p, delta, ok := in.Series.Now()
	if !ok || in.Series.Latest == nil {
		return nil
	}
	out = append(out, Line{Kind: "index", Cites: c.cites(in.Series.Latest.Evidence),
		Text: fmt.Sprintf("The escalation index stands at %.1f of 10 on %s (%+.1f to the day before); its own usual value is %.1f. The most severe event of its last day: %s", *p.Index, p.Day.Format("2 January"), delta, p.Base, in.Series.Latest.Title())})
	if n := len(in.Series.Turns); n > 0 {
		if t := in.Series.Turns[n-1]; t.Cause != nil {
			verb := "rose"
			if !t.Up {
				verb = "fell"
			}
			out = append(out, Line{Kind: "turn", Cites: c.cites(t.Cause.Evidence), Text: fmt.Sprintf("It last turned on %s, when the conflict told of %s. The most severe event of that day: %s", t.Day.Format("2 January"), verb, t.Cause.Title())})
		}
	}
	return out
}

// changed lists changes by kind, the gravest kinds first, each kind up to its bound.
func (c *composer) changed(all []Change) []Line {
	var out []Line
	for _, kind := range ChangeKinds {
		n := 0
		for _, ch := range all {
			if ch.Kind != kind {
				continue
			}
			if n++; n > briefLines[kind] {
				continue
			}
			evidence := []Evidence{ch.Evidence}
			if ch.Before != nil {
				evidence = append(evidence, *ch.Before)
			}
			out = append(out, Line{Kind: string(kind), Text: ch.Title, Cites: c.cites(evidence...)})
		}
		if more := n - briefLines[kind]; more > 0 && briefLines[kind] > 0 {
			out = append(out, Line{Kind: string(kind), Text: fmt.Sprintf("%d more of this kind stand on the situation's page.", more), None: true})
		}
	}
	return out
}

// contested lists the claims that one asserts and another denies.
func (c *composer) contested(all []Claim) []Line {
	var out []Line
	for _, k := range all {
		if !k.Contested() || len(out) == 12 {
			continue
		}
		sides := k.sides()
		var evidence []Evidence
		say := func(stance string) string {
			var who []string
			for _, p := range sides[stance] {
				evidence = append(evidence, p.Evidence)
				who = append(who, cmp.Or(p.Actor, "an unnamed speaker"))
			}
			return list(slices.Compact(who))
		}
		text := fmt.Sprintf("“%s”: asserted by %s, denied by %s; %d origins.", strings.Trim(k.Proposition, "“”\" ."), say("asserts"), say("denies"), len(k.Origins()))
		out = append(out, Line{Kind: "contested", Text: text, Cites: c.cites(evidence...)})
	}
	return out
}

func (c *composer) gaps(all []Gap) []Line {
	var out []Line
	count := map[GapKind]int{}
	for _, g := range all {
		if count[g.Kind]++; count[g.Kind] > 5 {
			continue
		}
		l := Line{Kind: string(g.Kind), Text: g.Title + ". " + g.Ask}
		if g.Evidence != nil {
			l.Cites = c.cites(*g.Evidence)
		} else {
			l.None = true
			l.Text += " (Looked at: " + g.Looked + ".)"
		}
		out = append(out, l)
	}
	return out
}
