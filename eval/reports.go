package eval

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
)

// eachReport reads every report of the development set and hands its record, which is checked, to add beside its gold. What
// add gives are the misses, printed when they are asked for.
func eachReport[Gold any](ctx context.Context, o Options, in rooms, add func(record.Record, Gold) []string) error {
	folder := filepath.Join(o.Data, "reports")
	if _, err := os.Stat(folder); err != nil {
		return fmt.Errorf("no folder %s: give the folder that holds reports/ with --data", folder)
	}
	for doc, err := range gather.Files(ctx, filepath.Join(folder, "reports")) {
		if err != nil {
			return err
		}
		raw, err := os.ReadFile(filepath.Join(folder, "gold", filepath.Base(doc.Path)))
		if err != nil {
			return err
		}
		var gold Gold
		if err := json.Unmarshal(raw, &gold); err != nil {
			return fmt.Errorf("read the gold of %s: %w", doc.Path, err)
		}
		r, err := report.Read(doc, in.World)
		if err != nil {
			return err
		}
		rec := in.record(r)
		if err := record.Check(rec); err != nil {
			return fmt.Errorf("%s: %w", doc.Path, err)
		}
		if err := showMisses(o, filepath.Base(doc.Path), add(rec, gold)); err != nil {
			return err
		}
	}
	return nil
}

func showMisses(o Options, name string, missed []string) error {
	if !o.Misses {
		return nil
	}
	for _, m := range missed {
		if _, err := fmt.Fprintf(o.Out, "%s %s\n", name, m); err != nil {
			return err
		}
	}
	return nil
}
