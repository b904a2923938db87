package stream

import (
	"context"
	"net/http"
	"strconv"

	"github.com/dateline-news/dateline/desk/facts"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

// First is the first-run state: three doors, and the log of what the queue does.
type First struct {
	Empty     bool // nothing has been read yet
	CanPaste  bool
	HasSample bool
	Sample    string // what the sample is, in words
	Jobs      int    // still to do
	Steps     []FirstStep
}

// FirstStep is a line of the log.
type FirstStep struct {
	Clock, Name, Says string
	Bad, Now          bool
	Statement         *Statement
	Href, Act         string
}

// Statement is the first statement that was found, with its words.
type Statement struct {
	Words, Who, Source, Bytes, Href string
	Owner                           shell.Owner
}

func (p *Pages) showFirst(w http.ResponseWriter, r *http.Request, q query, n store.StreamCounts) error {
	first, err := p.firstRun(r.Context(), n.All == 0)
	if err != nil {
		return err
	}
	pg := &page{Frame: shell.Frame{Name: "stream", Title: "First run", Keys: []shell.Key{{Keys: []string{"/"}, Does: "search"}}}, Query: q, First: first, Note: note(r)}
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, first)
}

// firstLog is the log alone, for the script that keeps it fresh.
func (p *Pages) firstLog(w http.ResponseWriter, r *http.Request) error {
	first, err := p.firstRun(r.Context(), false)
	if err != nil {
		return err
	}
	return p.Part(w, r, pageTemplate, "firstlog", first)
}

func (p *Pages) firstRun(ctx context.Context, empty bool) (*First, error) {
	brief, err := p.Store.Brief(ctx)
	if err != nil {
		return nil, err
	}
	kept, err := p.Store.Kept(ctx)
	if err != nil {
		return nil, err
	}
	first := &First{Empty: empty, CanPaste: true, HasSample: p.Intake.Sample != nil, Sample: p.Intake.SampleSays, Jobs: brief.Queue.Waiting + brief.Queue.Running + brief.Queue.Retrying}
	if kept.Documents > 0 {
		first.Steps = append(first.Steps, FirstStep{Clock: p.Clock(kept.First), Name: "kept", Says: shell.Plural(kept.Documents, "document", "documents") + ", " + shell.Size(kept.Bytes) + ", each with its hash"})
	}
	if brief.Reports > 0 {
		first.Steps = append(first.Steps, FirstStep{Name: "read", Says: shell.Plural(brief.Reports, "report", "reports") + " in the stream", Href: "/stream", Act: "Open it"})
		if err := p.addStatement(ctx, first); err != nil {
			return nil, err
		}
	}
	if brief.Failures > 0 {
		first.Steps = append(first.Steps, FirstStep{Name: "set aside", Bad: true, Says: shell.Plural(brief.Failures, "document", "documents") + " could not be read; the rest went on", Href: "/status#aside", Act: "Why"})
	}
	if first.Jobs > 0 {
		first.Steps = append(first.Steps, FirstStep{Clock: p.Clock(p.Now()), Name: "reading on", Now: true, Says: shell.Plural(first.Jobs, "document", "documents") + " waiting; you need not wait"})
	}
	return first, nil
}

// addStatement finds a report with a statement and shows its first one with the words that say so.
func (p *Pages) addStatement(ctx context.Context, first *First) error {
	list, err := p.Store.Stream(ctx, store.StreamQuery{Has: store.StatementFact, Limit: 1})
	if err != nil || len(list.Rows) == 0 {
		return err
	}
	row := list.Rows[0]
	stored, err := p.Store.Report(ctx, row.ID)
	if err != nil {
		return err
	}
	for _, f := range facts.Of(&stored.Record) {
		if f.Kind != "statement" {
			continue
		}
		first.Steps = append(first.Steps, FirstStep{Name: "a statement", Statement: &Statement{Words: f.Title, Who: f.Under, Source: row.Name, Owner: shell.OwnerOf(row.Owner),
			Bytes: f.Bytes(), Href: "/reports/" + strconv.FormatInt(int64(row.ID), 10) + "#r-" + f.ID}})
		return nil
	}
	return nil
}
