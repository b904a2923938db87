package cli

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// kind is a kind of fact as the desk shows it: a letter and a colour. Colour is never alone.
type kind struct{ letter, sgr string }

var (
	statementKind = kind{"S", "34"}
	claimKind     = kind{"C", "33"}
	eventKind     = kind{"E", "35"}
	nameKind      = kind{"N", "32"}
	placeKind     = kind{"P", "93"}
	dateKind      = kind{"D", "36"}
	wordingKind   = kind{"W", "31"}
)

// fact is one line under its sentence.
type fact struct {
	kind kind
	at   span.Span // the words that say it
	text string
}

// page prints records for people: every sentence, and under it the facts that it says.
type page struct {
	out    io.Writer
	width  int
	colour bool
	begun  bool
}

func (p *page) print(r record.Record) error {
	var b strings.Builder
	if p.begun {
		b.WriteString("\n" + p.paint("2", strings.Repeat("─", p.width)) + "\n\n")
	}
	p.begun = true
	p.top(&b, r)
	facts := factsOf(r)
	for _, s := range r.Report.Sentences {
		own := within(facts, s)
		p.sentence(&b, r.Report, s, own)
		for _, f := range own {
			p.line(&b, f)
		}
	}
	p.tally(&b, facts)
	_, err := io.WriteString(p.out, b.String())
	return err
}

func (p *page) paint(sgr, s string) string {
	if !p.colour || s == "" {
		return s
	}
	return "\x1b[" + sgr + "m" + s + "\x1b[0m"
}

// top is the line of outlet, day and place above a report.
func (p *page) top(b *strings.Builder, r record.Record) {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, printable(s))
		}
	}
	add(cmp.Or(r.Report.Source, "outlet unknown"))
	if d := r.Report.Dateline; d != nil {
		if d.Place != nil {
			add("dateline " + nameOf(r, *d.Place))
		}
		if d.Agency != r.Report.Source {
			add("agency " + d.Agency)
		}
	}
	add(dayOf(r.Report))
	add(strings.Join(r.Report.Authors, ", "))
	add(cmp.Or(r.Report.Path, deref(r.Report.URL)))
	b.WriteString(p.paint("2", strings.Join(parts, " · ")) + "\n\n")
}

func dayOf(r record.Report) string {
	if d := r.Dateline; d != nil && d.Date != nil {
		if t, err := time.Parse(time.DateOnly, *d.Date); err == nil {
			from := ""
			if d.YearFrom != "" && d.YearFrom != "text" {
				from = " (year from " + d.YearFrom + ")"
			}
			return t.Format("Monday 2 January 2006") + from
		}
	}
	if r.Published != nil {
		if t, err := time.Parse(time.RFC3339, *r.Published); err == nil {
			return "published " + t.Format("Monday 2 January 2006")
		}
	}
	return "day unknown"
}

// sentence prints the words with the spans of their facts coloured; the headline is bold.
func (p *page) sentence(b *strings.Builder, r record.Report, s span.Span, facts []fact) {
	words := s.Of(r.Text)
	if !p.colour {
		b.WriteString(wrap(printable(words), p.width, "") + "\n")
		return
	}
	base := ""
	if r.Headline != nil && r.Headline.Contains(s) {
		base = "1"
	}
	b.WriteString(p.coloured(r.Text, s, facts, base) + "\n")
}

// coloured wraps the sentence by words and paints each word in the colour of the narrowest fact over it.
func (p *page) coloured(text string, s span.Span, facts []fact, base string) string {
	var b strings.Builder
	column := 0
	for at := s.Start; at < s.End; {
		gap := len(text[at:s.End]) - len(strings.TrimLeft(text[at:s.End], " \n\t\u00a0"))
		at += gap
		end := at + wordLen(text[at:s.End])
		if end == at {
			break
		}
		word := printable(text[at:end])
		n := utf8.RuneCountInString(word)
		switch {
		case column > 0 && column+1+n > p.width:
			b.WriteByte('\n')
			column = 0
		case column > 0:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(p.paint(joinSGR(base, colourAt(facts, span.Span{Start: at, End: end})), word))
		column += n
		at = end
	}
	return b.String()
}

func wordLen(s string) int {
	if i := strings.IndexAny(s, " \n\t\u00a0"); i >= 0 {
		return i
	}
	return len(s)
}

func joinSGR(a, b string) string {
	if a != "" && b != "" {
		return a + ";" + b
	}
	return a + b
}

func colourAt(facts []fact, word span.Span) string {
	best, sgr := 1<<62, ""
	for _, f := range facts {
		if f.at.Overlaps(word) && f.at.Len() < best {
			best, sgr = f.at.Len(), f.kind.sgr
		}
	}
	return sgr
}

// line prints one fact: letter, what it says, byte range.
func (p *page) line(b *strings.Builder, f fact) {
	const indent = "      "
	words := wrap(f.text, p.width-len(indent)-14, indent)
	bytes := fmt.Sprintf("%d–%d", f.at.Start, f.at.End)
	b.WriteString("    " + p.paint(f.kind.sgr+";1", f.kind.letter) + " " + words + "  " + p.paint("2", bytes) + "\n")
}

// tally closes a report with the number of facts of each kind.
func (p *page) tally(b *strings.Builder, facts []fact) {
	count := map[kind]int{}
	for _, f := range facts {
		count[f.kind]++
	}
	var parts []string
	for _, k := range []struct {
		kind
		one, many string
	}{{statementKind, "statement", "statements"}, {claimKind, "claim", "claims"}, {eventKind, "event", "events"}, {nameKind, "name", "names"},
		{placeKind, "place", "places"}, {dateKind, "date", "dates"}, {wordingKind, "wording", "wordings"}} {
		if n := count[k.kind]; n == 1 {
			parts = append(parts, "1 "+k.one)
		} else if n > 1 {
			parts = append(parts, fmt.Sprintf("%d %s", n, k.many))
		}
	}
	b.WriteString("\n" + p.paint("2", cmp.Or(strings.Join(parts, ", "), "no fact found")) + "\n")
}

// factsOf lists every fact of a record with the words that it stands on, in the order of the text.
func factsOf(r record.Record) []fact {
	var facts []fact
	for _, s := range r.Statements {
		facts = append(facts, fact{statementKind, s.Content[0], statementLine(r, s)})
	}
	for _, c := range r.Claims {
		facts = append(facts, fact{claimKind, c.Span, claimLine(r, c)})
	}
	for _, e := range r.Events {
		facts = append(facts, fact{eventKind, e.Trigger, eventLine(r, e)})
	}
	for _, e := range r.Entities {
		facts = append(facts, fact{entityKind(e.Kind), e.Mentions[0], entityLine(e)})
	}
	for _, t := range r.Times {
		facts = append(facts, fact{dateKind, t.Span, fmt.Sprintf("%s = %s", quoted(t.Span.Of(r.Report.Text)), t.Value)})
	}
	for _, w := range r.Wording {
		facts = append(facts, fact{wordingKind, w.Span, fmt.Sprintf("%s, %s, in the outlet's own voice", quoted(w.Span.Of(r.Report.Text)), w.Kind)})
	}
	slices.SortStableFunc(facts, func(a, b fact) int { return cmp.Compare(a.at.Start, b.at.Start) })
	return facts
}

func entityKind(k record.EntityKind) kind {
	switch k {
	case record.Place, record.Country, record.Facility:
		return placeKind
	}
	return nameKind
}

func statementLine(r record.Record, s record.Statement) string {
	var words []string
	for _, c := range s.Content {
		words = append(words, c.Of(r.Report.Text))
	}
	parts := []string{quoted(strings.Join(words, " … "))}
	speaker := "speaker not named"
	if s.Speaker != nil {
		speaker = nameOf(r, *s.Speaker)
	}
	if s.Office != "" {
		speaker += ", " + s.Office
	}
	parts = append(parts, speaker)
	if s.Cue != nil {
		parts = append(parts, "“"+s.Cue.Span.Of(r.Report.Text)+"”")
	}
	if s.Audience != "" {
		parts = append(parts, "to "+s.Audience)
	}
	if s.Time != nil {
		parts = append(parts, *s.Time)
	}
	return printable(strings.Join(append(parts, string(s.Kind), fmt.Sprintf("sure %.2f", s.Confidence)), " · "))
}

func claimLine(r record.Record, c record.Claim) string {
	parts := []string{quoted(c.Proposition)}
	for _, p := range c.Positions {
		actor := "somebody"
		if p.Actor != nil {
			actor = nameOf(r, *p.Actor)
		}
		parts = append(parts, actor+" "+p.Stance)
	}
	return printable(strings.Join(parts, " · "))
}

func eventLine(r record.Record, e record.Event) string {
	parts := []string{e.Type}
	if e.Mode != "" {
		parts[0] += "/" + e.Mode
	}
	who := names(r, e.Actors) + " → " + names(r, e.Recipients)
	parts = append(parts, quoted(e.Trigger.Of(r.Report.Text)), who)
	if e.Time != nil {
		parts = append(parts, e.Time.Value)
	}
	if e.Place != nil {
		parts = append(parts, nameOf(r, e.Place.Entity))
	}
	return printable(strings.Join(append(parts, e.Status), " · "))
}

func entityLine(e record.Entity) string {
	parts := []string{e.Name, string(e.Kind)}
	for _, o := range e.Offices {
		parts = append(parts, o.Title)
	}
	if e.Country != "" && e.Kind != record.Country {
		parts = append(parts, e.Country)
	}
	if e.Lat != nil && e.Lon != nil {
		parts = append(parts, fmt.Sprintf("%.2f, %.2f", *e.Lat, *e.Lon))
	}
	if e.Wikidata != nil {
		parts = append(parts, *e.Wikidata)
	}
	if n := len(e.Mentions); n > 1 {
		parts = append(parts, fmt.Sprintf("%d mentions", n))
	}
	return printable(strings.Join(parts, " · "))
}

func within(facts []fact, s span.Span) []fact {
	var own []fact
	for _, f := range facts {
		if f.at.Start >= s.Start && f.at.Start < s.End {
			own = append(own, f)
		}
	}
	return own
}

func nameOf(r record.Record, id string) string {
	for _, e := range r.Entities {
		if e.ID == id {
			return e.Name
		}
	}
	return id
}

func names(r record.Record, ids []string) string {
	var all []string
	for _, id := range ids {
		all = append(all, nameOf(r, id))
	}
	return cmp.Or(strings.Join(all, ", "), "unknown")
}

func quoted(s string) string { return "“" + strings.Join(strings.Fields(s), " ") + "”" }

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// wrap breaks s at spaces so that no line is wider than width columns where words allow, with indent before all but the first.
func wrap(s string, width int, indent string) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(s) {
		n := utf8.RuneCountInString(word)
		switch {
		case column > 0 && column+1+n > width:
			b.WriteString("\n" + indent)
			column = 0
		case column > 0:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += n
	}
	return b.String()
}
