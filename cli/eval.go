package cli

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/eval"
)

type evalCommand struct {
	Measure []string `arg:"" optional:"" help:"What to score: ${measures}. All when none is named."`
	Data    string   `default:"../shared/data" env:"DATELINE_EVAL_DATA" type:"path" help:"Folder of the data sets."`
	Split   string   `enum:"all,train,dev,test" default:"all" help:"Part of each set to score (${enum})."`
	Misses  bool     `help:"Also print each miss: to look into, on dev."`
}

// measures names each measure and what scores it.
var measures = map[string]func(context.Context, eval.Options) error{
	"actors":        eval.Actors,
	"calibration":   eval.Calibration,
	"claims":        eval.Claims,
	"coref":         eval.Coref,
	"events":        eval.Events,
	"events-across": eval.EventsAcross,
	"feeds":         eval.Feeds,
	"matrix":        eval.Matrix,
	"names":         eval.Names,
	"pages":         eval.Pages,
	"people":        eval.People,
	"places":        eval.Places,
	"quotes":        eval.Quotes,
	"record":        eval.Record,
	"same-claim":    eval.SameClaim,
	"stance":        eval.Stance,
	"statements":    eval.Statements,
	"stories":       eval.Stories,
	"syntax":        eval.Syntax,
	"time":          eval.Time,
	"tokens":        eval.Tokens,
}

func measureNames() []string { return slices.Sorted(maps.Keys(measures)) }

// Run scores the named measures, one table after the other.
func (c *evalCommand) Run(ctx context.Context, s *streams) error {
	named := c.Measure
	if len(named) == 0 {
		named = measureNames()
	}
	for _, name := range named {
		if measures[name] == nil {
			return usageError("there is no measure " + name + "; there are " + strings.Join(measureNames(), ", "))
		}
	}
	split := c.Split
	if split == "all" {
		split = ""
	}
	for _, name := range named {
		if err := measures[name](ctx, eval.Options{Data: c.Data, Split: split, Misses: c.Misses, Out: s.out}); err != nil {
			return err
		}
	}
	return nil
}
