package cli

import (
	"context"
	"fmt"
	"io"
	"os"

	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
)

type briefCommand struct {
	dataFlag
	Situation string `arg:"" help:"The situation, as \"dateline situations\" names it."`
	Number    int    `short:"n" placeholder:"N" help:"A brief that was made before; without it, one is made now."`
	Draft     bool   `help:"Do not number and keep the brief that is made."`
	Check     bool   `help:"Hold every line against its sentences in the record; fail when one is not held. Without --number, the newest brief, or a draft when there is none."`
	Format    string `enum:"md,html,docx" default:"md" help:"Markdown, HTML for print, or DOCX. (${enum})"`
	Out       string `short:"o" type:"path" placeholder:"FILE" help:"Write to a file; default: standard output."`
}

// Run makes, prints or checks a brief.
func (c *briefCommand) Run(ctx context.Context, s *streams) error {
	open := c.with
	if c.Draft || c.Check || c.Number > 0 {
		open = c.reading
	}
	return open(ctx, func(kept *store.Store) error {
		x, err := kept.SituationBySlug(ctx, c.Situation)
		if err != nil {
			return err
		}
		b, err := c.brief(ctx, kept, x)
		if err != nil {
			return err
		}
		if c.Check {
			return checkBrief(ctx, s, kept, b)
		}
		return c.write(s, b)
	})
}

func (c *briefCommand) brief(ctx context.Context, kept *store.Store, x store.Situation) (situation.Brief, error) {
	switch {
	case c.Number > 0:
		return kept.SituationBrief(ctx, x.ID, c.Number)
	case c.Check:
		all, err := kept.Briefs(ctx, x.ID)
		if err != nil || len(all) == 0 {
			draft, derr := kept.DraftBrief(ctx, x, whoami())
			if err == nil {
				err = derr
			}
			return draft, err
		}
		return kept.SituationBrief(ctx, x.ID, all[0].Number)
	case c.Draft:
		return kept.DraftBrief(ctx, x, whoami())
	}
	return kept.MakeBrief(ctx, x, whoami())
}

// checkBrief prints each line that is not held; then the command fails.
func checkBrief(ctx context.Context, s *streams, kept *store.Store, b situation.Brief) error {
	faults, err := kept.CheckBrief(ctx, b)
	if err != nil {
		return err
	}
	lines := 0
	for _, sec := range b.Sections {
		lines += len(sec.Lines)
	}
	for _, f := range faults {
		fmt.Fprintf(s.out, "not held: %s\n", printable(f.String()))
	}
	if len(faults) > 0 {
		return fmt.Errorf("%d of %d lines of brief No. %d are not held by their sentences", len(faults), lines, b.Number)
	}
	fmt.Fprintf(s.out, "Brief No. %d: %d lines, %d sentences; every line is held.\n", b.Number, lines, len(b.Sentences))
	return nil
}

func (c *briefCommand) write(s *streams, b situation.Brief) (err error) {
	var out io.Writer = s.out
	if c.Out != "" {
		f, err := os.Create(c.Out)
		if err != nil {
			return fmt.Errorf("write the brief: %w", err)
		}
		defer func() {
			if cerr := f.Close(); err == nil && cerr != nil {
				err = fmt.Errorf("write the brief: %w", cerr)
			}
		}()
		out = f
	} else if c.Format == "docx" && isTerminal(s.out) {
		return usageError("a DOCX is no text for a terminal: name a file with --out FILE")
	}
	switch c.Format {
	case "html":
		return b.HTML(out)
	case "docx":
		return b.DOCX(out)
	}
	return b.Markdown(out)
}
