package cli

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
)

type watchCommand struct {
	Add    watchAddCommand    `cmd:"" help:"Watch a situation."`
	List   watchListCommand   `cmd:"" help:"List the watches with what they say."`
	Remove watchRemoveCommand `cmd:"" help:"End a watch. Its changes, alerts and briefs stay on record."`
}

type watchAddCommand struct {
	dataFlag
	Name     string   `arg:"" help:"Name of the situation."`
	Word     []string `short:"w" sep:"none" placeholder:"WORDS" help:"A word or phrase of the text; \"strait*\" for all words that begin so. May be given several times, like the others."`
	Actor    []string `short:"a" sep:"none" placeholder:"NAME" help:"A person, body or country."`
	Place    []string `short:"p" sep:"none" placeholder:"NAME" help:"A place or country."`
	Area     string   `placeholder:"SOUTH,WEST,NORTH,EAST" help:"A box in degrees, or a polygon: three or more LAT,LON pairs separated by blanks."`
	All      bool     `help:"A report must have something of every kind that is given, not of one."`
	Without  []string `sep:"none" placeholder:"WORDS" help:"Words that a report must not have."`
	Source   []string `sep:"none" placeholder:"NAME" help:"Only reports of this source or outlet."`
	Language []string `placeholder:"CODE" help:"Only reports in this language."`
}

// Help is shown under "dateline watch add --help".
func (*watchAddCommand) Help() string {
	return `Examples:
  dateline watch add "Merrin Strait" --word "Merrin Strait" --actor Velmora --actor Ostrany
  dateline watch add "Northern Kosovo" --area 42.8,20.5,43.3,21.0 --language en
  dateline watch add "Arrests by KFOR" --all --actor KFOR --word "arrest*"`
}

// Run keeps the watch. What is on record already is held against it by the next "dateline serve".
func (c *watchAddCommand) Run(ctx context.Context, s *streams) error {
	area, err := readArea(c.Area)
	if err != nil {
		return err
	}
	w := situation.Watch{Words: c.Word, Actors: c.Actor, Places: c.Place, Area: area, All: c.All, Without: c.Without, Sources: c.Source, Languages: c.Language}
	return c.with(ctx, func(kept *store.Store) error {
		id, err := kept.AddSituation(ctx, c.Name, w, whoami())
		if errors.Is(err, situation.ErrWatch) {
			return usageError(err.Error())
		}
		if err != nil {
			return err
		}
		x, err := kept.SituationBySlug(ctx, strconv.FormatInt(int64(id), 10))
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s: %s\n", x.Slug, printable(x.Watch.String()))
		for _, note := range []string{x.Breadth, behind(x)} {
			if note != "" {
				fmt.Fprintln(s.out, note)
			}
		}
		return nil
	})
}

// readArea reads a box or a polygon.
func readArea(s string) (*situation.Area, error) {
	if s == "" {
		return nil, nil
	}
	var n []float64
	for _, f := range strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }) {
		v, err := strconv.ParseFloat(f, 64)
		if err != nil {
			return nil, usageError(fmt.Sprintf("--area: %q is no number of degrees", f))
		}
		n = append(n, v)
	}
	if len(n)%2 != 0 || len(n) < 4 {
		return nil, usageError("--area needs SOUTH,WEST,NORTH,EAST, or three or more LAT,LON pairs")
	}
	var a situation.Area
	for i := 0; i < len(n); i += 2 {
		a = append(a, situation.Point{Lat: n[i], Lon: n[i+1]})
	}
	return &a, nil
}

type watchListCommand struct {
	dataFlag
}

// Run lists the watches.
func (c *watchListCommand) Run(ctx context.Context, s *streams) error {
	return c.reading(ctx, func(kept *store.Store) error {
		all, err := kept.Situations(ctx, whoami())
		for _, x := range all {
			fmt.Fprintf(s.out, "%s: %s\n  %s\n  made by %s on %s, version %d; holds %d of %d reports\n", x.Slug, printable(x.Name), printable(x.Watch.String()),
				printable(x.MadeBy), x.Made.Format("2 January 2006"), x.Version, x.Held, x.Seen)
			if x.Breadth != "" {
				fmt.Fprintf(s.out, "  %s\n", x.Breadth)
			}
		}
		return err
	})
}

type watchRemoveCommand struct {
	dataFlag
	Situation string `arg:"" help:"The situation, as \"dateline situations\" names it."`
}

// Run ends a watch.
func (c *watchRemoveCommand) Run(ctx context.Context, s *streams) error {
	return c.with(ctx, func(kept *store.Store) error {
		x, err := kept.SituationBySlug(ctx, c.Situation)
		if err != nil {
			return err
		}
		if err := kept.RemoveSituation(ctx, x.ID); err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%s is no longer watched.\n", x.Slug)
		return nil
	})
}
