package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/store"
)

type changesCommand struct {
	dataFlag
	Situation string `arg:"" help:"The situation, as \"dateline situations\" names it."`
	User      string `placeholder:"NAME" help:"Whose \"since I last looked\"; default: your user name. \"desk\" is the desk's."`
	All       bool   `help:"All changes on record, not only those since you last looked."`
	Seen      bool   `help:"Note that these have been seen."`
	Limit     int    `default:"100" help:"At most this many (${default}), the newest."`
	Format    string `enum:"text,json" default:"text" help:"json: one change a line. (${enum})"`
}

// Run prints what changed in a situation since the user last looked, the oldest first.
func (c *changesCommand) Run(ctx context.Context, s *streams) error {
	open := c.reading
	if c.Seen {
		open = c.with
	}
	return open(ctx, func(kept *store.Store) error {
		x, err := kept.SituationBySlug(ctx, c.Situation)
		if err != nil {
			return err
		}
		seen, err := kept.SituationSeen(ctx, x.ID, who(c.User))
		if err != nil {
			return err
		}
		q := store.ChangeQuery{After: seen.Change, Limit: c.Limit}
		if c.All {
			q.After = 0
		}
		page, err := kept.SituationChanges(ctx, x.ID, q)
		if err != nil {
			return err
		}
		slices.Reverse(page.Rows)
		if err := c.print(s, page, seen); err != nil {
			return err
		}
		if c.Seen {
			return kept.MarkSituationSeen(ctx, x.ID, who(c.User), page.Head)
		}
		return nil
	})
}

func (c *changesCommand) print(s *streams, page store.ChangePage, seen store.SituationSeen) error {
	if c.Format == "json" {
		enc := json.NewEncoder(s.out)
		enc.SetEscapeHTML(false)
		for _, r := range page.Rows {
			if err := enc.Encode(r.Change); err != nil {
				return err
			}
		}
		return nil
	}
	since := "ever"
	if !seen.At.IsZero() && !c.All {
		since = "since " + seen.At.Format("2 January 15:04")
	}
	fmt.Fprintf(s.out, "%d changes %s\n", page.Total, since)
	if len(page.Rows) < page.Total {
		fmt.Fprintf(s.out, "(the newest %d; --limit shows more)\n", len(page.Rows))
	}
	for _, r := range page.Rows {
		fmt.Fprintf(s.out, "\n%s: %s\n  %s\n  %s, %s, report %d [%d, %d)\n", strings.ToUpper(string(r.Kind)), printable(r.Title), printable(strings.Join(strings.Fields(r.Evidence.Words), " ")),
			printable(r.Evidence.Name), r.Evidence.At.Format("2 Jan 2006 15:04"), r.Evidence.Report, r.Evidence.Span.Start, r.Evidence.Span.End)
		if r.Before != nil {
			fmt.Fprintf(s.out, "  before: %s\n", printable(strings.Join(strings.Fields(r.Before.Words), " ")))
		}
	}
	return nil
}
