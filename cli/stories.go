package cli

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"text/tabwriter"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/story"
	"github.com/dateline-news/dateline/work"
)

type storiesCommand struct {
	dataFlag
	ID         store.StoryID `arg:"" optional:"" help:"Story to print with its reports: its number in the address."`
	Again      bool          `help:"Make all stories again from the record, with their addresses kept."`
	Finish     bool          `help:"Set the reports that were read but not placed yet among the others."`
	MinReports int           `default:"1" help:"Only stories with at least so many reports."`
	MinOrigins int           `default:"1" help:"Only stories from at least so many origins."`
	Words      string        `placeholder:"WORDS" help:"Only stories with these words in a report."`
	Limit      int           `default:"50" help:"At most so many stories, the latest first."`
	JSON       bool          `name:"json" help:"One JSON object a line."`
}

// Help is shown under "dateline stories --help".
func (*storiesCommand) Help() string {
	return `Examples:
  dateline stories --min-origins 2
  dateline stories 17
  dateline stories --words "ferry Anselma" --json
  dateline stories --again`
}

// Run lists the stories, prints one, or makes all again.
func (c *storiesCommand) Run(ctx context.Context, s *streams) error {
	if c.Again || c.Finish {
		return c.with(ctx, func(kept *store.Store) error { return c.make(ctx, s, kept) })
	}
	return c.reading(ctx, func(kept *store.Store) error {
		if c.ID != 0 {
			return c.one(ctx, s, kept)
		}
		return c.list(ctx, s, kept)
	})
}

func (c *storiesCommand) make(ctx context.Context, s *streams, kept *store.Store) error {
	p, err := work.NewPlacer(kept, nil)
	if err != nil {
		return err
	}
	left, err := kept.StoriesLeft(ctx)
	if err != nil {
		return err
	}
	do := p.Finish
	if c.Again {
		status, err := kept.Brief(ctx)
		if err != nil {
			return err
		}
		left, do = status.Reports, p.Again
	}
	show := func(int) {}
	if isTerminal(s.err) {
		bar := progressbar.NewOptions(left, progressbar.OptionSetWriter(s.err), progressbar.OptionSetDescription("stories"), progressbar.OptionShowCount(),
			progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionClearOnFinish())
		show = func(n int) { bar.Set(n) } //nolint:errcheck // a bar that cannot be drawn is no reason to stop
	}
	done := 0
	if err := do(ctx, func(n int) { done = n; show(n) }); err != nil {
		return fmt.Errorf("%d reports were set among the others before: %w; run the command again to go on", done, err)
	}
	fmt.Fprintf(s.out, "%d reports were set among the others.\n", done)
	return nil
}

func (c *storiesCommand) list(ctx context.Context, s *streams, kept *store.Store) error {
	page, err := kept.Stories(ctx, store.StoryQuery{Limit: c.Limit, MinReports: c.MinReports, MinOrigins: c.MinOrigins, Text: c.Words})
	if err != nil {
		return err
	}
	if c.JSON {
		return lines(s.out, page.Stories)
	}
	if len(page.Stories) == 0 {
		left, err := kept.StoriesLeft(ctx)
		if err == nil && left > 0 {
			fmt.Fprintf(s.out, "No story yet: %d reports were read but not placed. Run the desk, or: dateline stories --finish\n", left)
			return nil
		}
		fmt.Fprintln(s.out, "No story: there is no report that fits.")
		return err
	}
	t := tabwriter.NewWriter(s.out, 2, 0, 2, ' ', 0)
	fmt.Fprintln(t, "STORY\tLAST\tREPORTS\tORIGINS\tOUTLETS\tFIRST REPORT")
	for _, y := range page.Stories {
		fmt.Fprintf(t, "%d\t%s\t%d\t%d\t%d\t%s\n", y.ID, y.Last.Format("2006-01-02 15:04"), y.Reports, y.Origins, y.Outlets, printable(y.Headline))
	}
	return t.Flush()
}

func (c *storiesCommand) one(ctx context.Context, s *streams, kept *store.Store) error {
	y, err := kept.Story(ctx, c.ID)
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("there is no story %d; list them with: dateline stories", c.ID)
	}
	if err != nil {
		return err
	}
	if c.JSON {
		return lines(s.out, []story.Story{y})
	}
	if y.ID != int64(c.ID) {
		fmt.Fprintf(s.out, "Story %d is part of story %d now.\n\n", c.ID, y.ID)
	}
	fmt.Fprintf(s.out, "%s\n%d reports, %d origins, %d outlets; %s to %s\n\n", printable(y.Headline), y.Reports, y.Origins, y.Outlets,
		y.First.Format("2006-01-02 15:04"), y.Last.Format("2006-01-02 15:04"))
	t := tabwriter.NewWriter(s.out, 2, 0, 2, ' ', 0)
	fmt.Fprintln(t, "TIME\tOUTLET\tORIGIN\tWORDS KEPT\tREPORT\tHEADLINE")
	for _, m := range y.Members {
		fmt.Fprintf(t, "%s%s\t%s\t%s\t%s\t%d\t%s\n", m.At.Format("01-02 15:04"), doubt(m.Dated), printable(m.Outlet), printable(originWords(m.Origin)), keptWords(m), m.Report, printable(m.Headline)+marks(m))
	}
	return t.Flush()
}

// doubt marks a time that is not the report's own date.
func doubt(d story.Dated) string {
	switch d {
	case story.Seen:
		return " (seen)"
	case story.Disbelieved:
		return " (seen; its own date is not believed)"
	}
	return ""
}

func originWords(o story.Origin) string {
	switch o.Why {
	case story.Credited:
		return o.Name + " (credited)"
	case story.Copied:
		return o.Name + " (its words)"
	}
	return o.Name
}

func keptWords(m story.Member) string {
	switch {
	case m.Copy == nil && m.Carriers > 0:
		return fmt.Sprintf("carried by %d", m.Carriers)
	case m.Copy == nil:
		return ""
	case m.Copy.WordForWord():
		return "word for word"
	}
	return fmt.Sprintf("%.0f %%, -%d +%d words", 100*m.Copy.Kept, m.Copy.Cut, m.Copy.Added)
}

func marks(m story.Member) string {
	out := ""
	if m.Version > 1 {
		out += fmt.Sprintf(" [version %d]", m.Version)
	}
	if m.Gone {
		out += " [withdrawn]"
	}
	return out
}

// lines writes each value as a line of JSON.
func lines[T any](w io.Writer, all []T) error {
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	for _, x := range all {
		if err := enc.Encode(x); err != nil {
			return err
		}
	}
	return nil
}
