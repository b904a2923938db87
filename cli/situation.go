package cli

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os/user"
	"text/tabwriter"

	"github.com/dateline-news/dateline/demo"
	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
)

// dataFlag is the folder of the record, for commands that ask it while no desk is running on it.
type dataFlag struct {
	Data string `type:"path" env:"DATELINE_DATA" placeholder:"DIR" help:"Folder of the record. Default: dateline in the user's data folder."`
}

// with opens the record for one command.
func (d dataFlag) with(ctx context.Context, do func(*store.Store) error) (err error) {
	dir, err := dataFolder(d.Data)
	if err != nil {
		return err
	}
	kept, err := store.Open(ctx, dir, store.Options{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	return do(kept)
}

// reading opens the record for one command that only reads; a desk may be running on it.
func (d dataFlag) reading(ctx context.Context, do func(*store.Store) error) (err error) {
	dir, err := dataFolder(d.Data)
	if err != nil {
		return err
	}
	kept, err := store.OpenReader(ctx, dir)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	return do(kept)
}

// whoami is the name under which a command line changes and sees things.
func whoami() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "command line"
}

type situationsCommand struct {
	dataFlag
}

// Run lists the situations that are watched.
func (c *situationsCommand) Run(ctx context.Context, s *streams) error {
	return c.reading(ctx, func(kept *store.Store) error {
		all, err := kept.Situations(ctx, whoami())
		if err != nil {
			return err
		}
		if len(all) == 0 {
			fmt.Fprintln(s.out, `No situation is watched. Add one: dateline watch add "Merrin Strait" --word "Merrin Strait" --actor Velmora`)
			return nil
		}
		t := tabwriter.NewWriter(s.out, 2, 0, 2, ' ', 0)
		fmt.Fprintln(t, "SITUATION\tREPORTS\tORIGINS\tCLAIMS\tCONTESTED\tINDEX\tNEW\tNAME")
		for _, x := range all {
			index := "-"
			if x.Known {
				index = fmt.Sprintf("%.1f (%+.1f)", x.Index, x.Delta)
			}
			fmt.Fprintf(t, "%s\t%d\t%d\t%d\t%d\t%s\t%d\t%s\n", x.Slug, x.Counts.Reports, x.Counts.Origins, x.Counts.Claims, x.Counts.Contested, index, x.New, printable(x.Name))
		}
		if err := t.Flush(); err != nil {
			return err
		}
		for _, x := range all {
			for _, note := range []string{x.Breadth, behind(x.Situation)} {
				if note != "" {
					fmt.Fprintf(s.out, "%s: %s\n", x.Slug, note)
				}
			}
		}
		return nil
	})
}

// behind says that a situation's history is not filled to its end.
func behind(x store.Situation) string {
	if x.Behind == 0 {
		return ""
	}
	return fmt.Sprintf("%d reports are still to be held against the watch; \"dateline serve\" does so.", x.Behind)
}

// watchSample adds the watch of the sample situation, once.
func watchSample(ctx context.Context, kept *store.Store) error {
	all, err := kept.Situations(ctx, "sample")
	if err != nil {
		return err
	}
	for _, x := range all {
		if x.Name == demo.Name {
			return nil
		}
	}
	_, err = kept.AddSituation(ctx, demo.Name, sampleWatch, "the sample")
	return err
}

var sampleWatch = situation.Watch{Words: []string{"Merrin Strait", "Sael", "Anselma", "Arden Protocol", "Velmora*", "Ostrany*", "Long Quay"}, Actors: []string{"Velmora", "Ostrany"}}

// who is the name given, else that of the user.
func who(given string) string { return cmp.Or(given, whoami()) }
