// Command fit fits the small tables of numbers by which package story compares claims and events, on the train parts of the
// public sets, and writes them into story/. It is for those who change what is compared; running Dateline never needs it.
//
//	go run ./eval/fit stories|headlines|words|events|claims|stance [--data ../shared/data] [--to story]
//	go run ./eval/fit confidence --to record/data
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"

	"github.com/dateline-news/dateline/eval"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "fit:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 {
		return errors.New("say what to fit: stories, headlines, words, events, claims, stance, confidence")
	}
	flags := flag.NewFlagSet("fit", flag.ContinueOnError)
	data := flags.String("data", "../shared/data", "folder of the data sets")
	to := flags.String("to", "story", "folder to write to")
	if err := flags.Parse(args[1:]); err != nil {
		return err
	}
	o := eval.Options{Data: *data, Out: os.Stdout}
	switch args[0] {
	case "stories", "headlines":
		return eval.FitStories(context.Background(), o, args[0] == "headlines")
	case "words":
		return eval.FitWords(context.Background(), o, *to)
	case "events":
		return eval.FitEventPairs(context.Background(), o, *to)
	case "stance":
		return eval.FitStances(context.Background(), o, *to)
	case "confidence":
		if err := eval.FitEventConfidence(context.Background(), o, *to); err != nil {
			return err
		}
		return eval.FitConfidence(context.Background(), o, *to)
	case "claims":
		return eval.FitClaimPairs(context.Background(), o, *to)
	}
	return fmt.Errorf("there is nothing called %s to fit: events, claims", args[0])
}
