package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dateline-news/dateline/search"
	"github.com/dateline-news/dateline/store"
)

type searchCommand struct {
	Query []string `arg:"" name:"query" help:"Words, \"phrases\", OR, -without, prefix*, and fields: who: says: denies: place: from: to: source: type: …"`
	Data  string   `type:"path" env:"DATELINE_DATA" placeholder:"DIR" help:"Folder of the record. Default: dateline in the user's data folder."`
	JSON  bool     `name:"json" help:"One answer a line, as JSON."`
	Limit int      `short:"n" default:"20" help:"Answers to print (${default})."`
	On    string   `placeholder:"DAY" help:"As the record stood at the end of this day: 2026-11-21."`
	New   bool     `name:"newest" help:"Newest first, not best first."`
}

// Help is shown under "dateline search --help".
func (*searchCommand) Help() string {
	return `Examples:
  dateline search ferry -strait
  dateline search 'speaker:"Aleksandar Vucic" says:barricades after:2022-12-01'
  dateline search --json type:COERCE place:Mitrovica source:TASS
The desk may be running on the same folder. docs/search.md has the whole language.`
}

// Run searches the record and prints what was found, each answer with its sentence.
func (c *searchCommand) Run(ctx context.Context, s *streams) error {
	q, err := search.Parse(strings.Join(c.Query, " "), time.Now())
	if err != nil {
		return usageError(queryFault(err))
	}
	find := store.Find{Query: q, Limit: c.Limit, Newest: c.New}
	if c.On != "" {
		day, err := time.ParseInLocation(time.DateOnly, c.On, time.Local)
		if err != nil {
			return usageError(fmt.Sprintf("--on %s is no day: write it as 2026-11-21", c.On))
		}
		find.On = day.AddDate(0, 0, 1).Add(-time.Microsecond)
	}
	dir, err := dataFolder(c.Data)
	if err != nil {
		return err
	}
	kept, err := store.OpenReader(ctx, dir)
	if err != nil {
		return err
	}
	found, err := kept.Find(ctx, find)
	if err == nil {
		err = c.print(s, q, found)
	}
	return errors.Join(err, kept.Close())
}

// queryFault says what is wrong with a query, and how it was probably meant.
func queryFault(err error) string {
	fault, ok := errors.AsType[*search.Error](err)
	if !ok || fault.Mended == "" {
		return err.Error()
	}
	return err.Error() + "\nDid you mean: " + fault.Mended
}

// answerLine is one answer as JSON.
type answerLine struct {
	Kind     string    `json:"kind"`
	Title    string    `json:"title"`
	Who      []string  `json:"who,omitempty"`
	Whom     []string  `json:"whom,omitempty"`
	Place    string    `json:"place,omitempty"`
	Day      string    `json:"day,omitempty"`
	Class    string    `json:"class,omitempty"`
	Sentence string    `json:"sentence,omitempty"`
	Start    int       `json:"start"`
	End      int       `json:"end"`
	Source   string    `json:"source,omitempty"`
	At       time.Time `json:"at"`
	Report   int64     `json:"report,omitempty"`
	Fact     string    `json:"fact,omitempty"`
	Copies   int       `json:"copies,omitempty"`
}

var answerKinds = map[store.EntryKind]string{store.StatementEntry: "statement", store.PositionEntry: "claim", store.EventEntry: "event", store.WordingEntry: "wording", store.ReportAnswer: "report", store.PersonAnswer: "name"}

func lineOf(a store.Answer) answerLine {
	l := answerLine{Kind: answerKinds[a.Kind], Copies: a.Copies}
	switch {
	case a.Entry != nil:
		e := a.Entry
		l.Who, l.Whom, l.Day, l.Class, l.Sentence, l.Start, l.End = nameList(e.Actors), nameList(e.Recipients), e.Detail.Value, e.Class, e.Words, e.Sentence.Start, e.Sentence.End
		l.Source, l.At, l.Report, l.Fact = e.SourceName, e.At, int64(e.Report), e.Fact
		l.Title = strings.Join(l.Who, ", ")
		if e.Kind == store.PositionEntry {
			l.Title = e.Label
		}
		if e.Place != nil {
			l.Place = e.Place.Name
		}
	case a.Report != nil:
		r := a.Report
		l.Title, l.Source, l.At, l.Report, l.Place = r.Headline, r.Name, r.At, int64(r.ID), r.Place
		for _, p := range r.Snippet {
			l.Sentence += p.Text
		}
	case a.Name != nil:
		l.Title, l.Class = a.Name.Name, a.Name.Kind
	}
	return l
}

func nameList(names []store.Name) []string {
	var all []string
	for _, n := range names {
		all = append(all, n.Name)
	}
	return all
}

// print writes the answers for a person or as JSON lines.
func (c *searchCommand) print(s *streams, q search.Query, found store.Found) error {
	if c.JSON {
		enc := json.NewEncoder(s.out)
		for _, a := range found.Answers {
			if err := enc.Encode(lineOf(a)); err != nil {
				return err
			}
		}
		return nil
	}
	var read []string
	for _, p := range q.ReadAs() {
		word := strings.TrimSpace(p.Says + " " + p.Note)
		if p.Not {
			word = "not " + word
		}
		read = append(read, word)
	}
	more := ""
	if found.Capped {
		more = "more than "
	}
	fmt.Fprintf(s.out, "%s%d answers, %d shown. Read as: %s\n", more, found.Total, len(found.Answers), printable(strings.Join(read, "; ")))
	for _, a := range found.Answers {
		l := lineOf(a)
		fmt.Fprintf(s.out, "\n%-9s %s\n", l.Kind, printable(strings.TrimSpace(strings.Join([]string{l.Title, l.Class, l.Day, l.Place}, "  "))))
		if l.Sentence != "" {
			fmt.Fprintf(s.out, "          %s\n", printable(strings.Join(strings.Fields(l.Sentence), " ")))
		}
		if l.Report != 0 {
			fmt.Fprintf(s.out, "          %s, %s, report %d %s\n", printable(l.Source), l.At.Format("2006-01-02 15:04"), l.Report, l.Fact)
		}
	}
	return nil
}
