package eval

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/dateline-news/dateline/record"
)

// phraseSets are sets of phrases to assistants, which mean the coming Friday where news means the past one. They are
// scored by what a phrase names: a day, a piece of the calendar, a time of day, a duration or a set.
var phraseSets = []struct{ name, file string }{
	{"Recognizers-Text", "recognizers-en.jsonl"},
	{"Duckling", "duckling-en.jsonl"},
	{"ctparse", "ctparse-en.jsonl"},
}

// phrasePeers are the shares of days right, the span found by the system, as the README quotes them.
var phrasePeers = map[string]string{
	"Recognizers-Text": "chrono .50, Recognizers-Text .72",
	"Duckling":         "chrono .18, Recognizers-Text .33",
	"ctparse":          "chrono .59, Recognizers-Text .75",
}

// phraseTimes prints the table of the sets of phrases. A case counts as news where newsWords holds all its words; the others are
// printed under it. Cases whose answer TIMEX3 does not allow are counted, and left out of the second share.
func phraseTimes(ctx context.Context, o Options, folder string) error {
	held, err := readNewsWords(folder)
	if err != nil {
		return err
	}
	t := tabwriter.NewWriter(o.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nphrases, future meant\twords\tkind\tcases\tagainst TIMEX3\tfound\tpass\tpass of the rest\tothers, all days (quoted)")
	for _, set := range phraseSets {
		docs, err := readTimeSet(filepath.Join(folder, set.file), o.Split)
		if err != nil {
			return err
		}
		rows := map[phraseRow]*phraseScore{}
		for _, d := range docs {
			if err := ctx.Err(); err != nil {
				return err
			}
			scorePhrases(o, d, held, rows)
		}
		for _, row := range slices.SortedFunc(maps.Keys(rows), phraseRow.compare) {
			s, others := rows[row], ""
			if row.kind == phraseDay && row.words == wordsOfNews {
				others = phrasePeers[set.name]
			}
			fmt.Fprintf(t, "%s\t%s\t%s\t%d\t%d\t%.3f\t%.3f\t%.3f\t%s\n", set.name, row.words, row.kind, s.cases, s.against,
				fraction(s.found, s.cases), fraction(s.pass, s.cases), fraction(s.passRest, s.cases-s.against), others)
		}
	}
	return t.Flush()
}

// phraseRow is a line of the table.
type phraseRow struct{ words, kind string }

// Whose words a phrase is made of.
const (
	wordsOfNews  = "news"
	wordsOfOther = "other"
	kindAll      = "all kinds"
)

func (r phraseRow) compare(s phraseRow) int {
	return cmp.Or(strings.Compare(r.words, s.words), strings.Compare(r.kind, s.kind))
}

// scorePhrases counts the cases of one line of a set.
func scorePhrases(o Options, d timeDocument, held newsWords, rows map[phraseRow]*phraseScore) {
	times := record.FindTimes(d.Text, d.reference(true))
	paired := pairTimes(d.Gold, times)
	for i, g := range d.Gold {
		words := g.Span.Of(d.Text)
		kind := g.phraseKind()
		if kind == "" {
			continue
		}
		row := phraseRow{wordsOfOther, kind}
		if held.holds(words) {
			row.words = wordsOfNews
		}
		var f *record.Time
		if paired[i] >= 0 {
			f = &times[paired[i]]
		}
		right, against := f != nil && g.phraseRight(kind, f), g.againstTIMEX3(words) != ""
		for _, r := range []phraseRow{row, {row.words, kindAll}} {
			if rows[r] == nil {
				rows[r] = &phraseScore{}
			}
			rows[r].add(f != nil, right, against)
		}
		if !right {
			showMiss(o, d, row.words+", "+kind+" "+g.againstTIMEX3(words), g, deref(f))
		}
	}
}

func deref(t *record.Time) record.Time {
	if t == nil {
		return record.Time{}
	}
	return *t
}

// phraseScore counts the phrases of one kind.
type phraseScore struct{ cases, against, found, pass, passRest int }

func (s *phraseScore) add(found, right, against bool) {
	s.cases++
	if against {
		s.against++
	}
	if found {
		s.found++
	}
	if right {
		s.pass++
		if !against {
			s.passRest++
		}
	}
}

// The kinds of phrases. Ranges, whose value is a pair in these sets and two times in TIMEX3, are left out.
const (
	phraseDay      = "day"
	phrasePiece    = "week, month, quarter, year"
	phraseClock    = "day and time of day"
	phraseDuration = "duration"
	phraseSet      = "set"
)

// phraseKind is the kind under which a phrase is counted, "" for none.
func (g goldTime) phraseKind() string {
	switch {
	case g.Kind == "duration" && g.Value != nil:
		return phraseDuration
	case g.Kind == "set" && g.Value != nil:
		return phraseSet
	case g.day() != "":
		return phraseDay
	case g.piece() != "":
		return phrasePiece
	case g.clock() != "":
		return phraseClock
	}
	return ""
}

// phraseRight reports whether f is what the set wants.
func (g goldTime) phraseRight(kind string, f *record.Time) bool {
	switch kind {
	case phraseDay:
		return strings.HasPrefix(f.Value, g.day())
	case phrasePiece:
		return firstDay(f.Value) == g.piece()
	case phraseClock:
		return strings.HasPrefix(f.Value, g.clock()) || *g.Value == "PRESENT_REF" && f.Value == *g.Value
	}
	return timex3Of(f.Value) == timex3Of(*g.Value)
}

// day is the ISO day that a gold phrase names, "" when it names none. Of two readings the future one counts.
func (g goldTime) day() string {
	day := ""
	switch {
	case g.Kind == "date":
		for _, r := range g.Resolutions {
			if r.When != "past" {
				day = r.Value + r.Date
			}
		}
	case g.Kind == "" && g.Value != nil && (g.Grain == "day" || g.Grain == ""):
		day = *g.Value
	}
	return isoDay(day)
}

// piece is the first day of the week, month, quarter or year that a gold phrase names. Seasons are left out: the sets begin them
// on days of their own.
func (g goldTime) piece() string {
	switch {
	case g.Value == nil:
		return ""
	case slices.Contains([]string{"week", "month", "quarter", "year"}, g.Grain):
		return isoDay(*g.Value)
	case g.Kind != "daterange" || strings.ContainsAny(*g.Value, "(,U") || strings.HasSuffix(*g.Value, "SP") || strings.HasSuffix(*g.Value, "WI") || strings.HasSuffix(*g.Value, "FA"):
		return ""
	}
	first := ""
	for _, r := range g.Resolutions {
		if r.When != "past" {
			first = isoDay(r.Start + r.StartDate)
		}
	}
	if first != firstDay(*g.Value) && firstDay(*g.Value) != "" {
		return "" // "later this week", "since 2010": no whole piece
	}
	return first
}

// clock is the day and minute that a gold phrase names.
func (g goldTime) clock() string {
	at := ""
	switch {
	case g.Kind == "datetime":
		for _, r := range g.Resolutions {
			if r.When != "past" {
				at = r.Value + r.DateTime
			}
		}
	case g.Kind == "" && g.Value != nil && (g.Grain == "minute" || g.Grain == "hour"):
		at = *g.Value
	}
	const minute = "2006-01-02T15:04"
	if len(at) < len(minute) {
		return ""
	}
	return strings.Replace(at[:len(minute)], " ", "T", 1)
}

// isoDay is the day that s begins with, "" for none.
func isoDay(s string) string {
	if len(s) < len(time.DateOnly) {
		return ""
	}
	day := s[:len(time.DateOnly)]
	if _, err := time.Parse(time.DateOnly, day); err != nil {
		return ""
	}
	return day
}

// firstDay is the first day of the week, weekend, month, quarter, half or year of a TIMEX3 value, "" for other values.
func firstDay(value string) string {
	var y, n int
	switch {
	case len(value) == 4 && scans(value, "%4d", &y):
		return fmt.Sprintf("%04d-01-01", y)
	case len(value) == 7 && value[4:6] == "-Q" && scans(value, "%4d-Q%1d", &y, &n):
		return fmt.Sprintf("%04d-%02d-01", y, 3*n-2)
	case len(value) == 7 && value[4:6] == "-H" && scans(value, "%4d-H%1d", &y, &n):
		return fmt.Sprintf("%04d-%02d-01", y, 6*n-5)
	case len(value) >= 8 && value[4:6] == "-W" && scans(value, "%4d-W%2d", &y, &n):
		fourth := time.Date(y, 1, 4, 0, 0, 0, 0, time.UTC) // always of the first week
		monday := fourth.AddDate(0, 0, 7*(n-1)-(int(fourth.Weekday())+6)%7)
		if strings.HasSuffix(value, "-WE") {
			monday = monday.AddDate(0, 0, 5)
		}
		return monday.Format(time.DateOnly)
	case len(value) == 7 && scans(value, "%4d-%2d", &y, &n):
		return fmt.Sprintf("%04d-%02d-01", y, n)
	}
	return ""
}

func scans(s, form string, to ...any) bool {
	n, err := fmt.Sscanf(s, form, to...)
	return err == nil && n == len(to)
}
