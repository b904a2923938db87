package cli

import (
	"context"
	"fmt"
	"os"

	"github.com/dateline-news/dateline/demo"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/work"
)

type demoCommand struct {
	deskFlags
}

// Run serves the desk over a folder of its own, fills it with the sample situation, and removes it at the end.
func (c *demoCommand) Run(ctx context.Context, s *streams) error {
	dir, err := os.MkdirTemp("", "dateline-demo-")
	if err != nil {
		return fmt.Errorf("make a folder for the sample: %w", err)
	}
	defer os.RemoveAll(dir) // what is left in the temporary folder is the system's to sweep
	log := logger(s, level(c.Verbose))
	return house{dir: dir, flags: c.deskFlags, log: log, out: s}.open(ctx, func(ctx context.Context, kept *store.Store, w *work.Worker) error {
		if err := loadSample(ctx, kept, w); err != nil {
			return fmt.Errorf("load the sample: %w", err)
		}
		return nil
	})
}

// ownerClass is the class of an owner by the words that the sample uses for it.
var ownerClass = map[string]store.Owner{
	"state": store.OwnerState, "public": store.OwnerPublic, "commercial": store.OwnerCommercial,
	"independent": store.OwnerIndependent, "party or movement": store.OwnerParty,
}

// loadSample hands the sample's outlets and documents in as any other source's. Loading it twice changes nothing.
func loadSample(ctx context.Context, kept *store.Store, w *work.Worker) error {
	if err := watchSample(ctx, kept); err != nil {
		return err
	}
	sources := map[string]store.SourceID{}
	for _, o := range demo.Outlets() {
		id, _, err := kept.AddSource(ctx, store.NewSource{
			Name: o.Name, URL: o.Site, SiteURL: o.Site, Language: o.Language, Kind: store.PageSource,
			Paused: true, // the outlets are invented: there is nothing to poll
			Owner:  store.Ownership{Class: ownerClass[o.Owner], By: "the sample", Evidence: o.Evidence + " (" + o.EvidenceURL + ")"},
		})
		if err != nil {
			return err
		}
		sources[o.Name] = id
	}
	docs, err := demo.Documents()
	if err != nil {
		return err
	}
	for _, d := range docs {
		source, ok := sources[d.Told.Outlet]
		if !ok {
			source = store.FilesSource
		}
		if _, err := w.Submit(ctx, d, source); err != nil {
			return err
		}
	}
	return nil
}
