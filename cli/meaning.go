package cli

import (
	"context"
	"log/slog"
	"time"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/store"
)

// meaningModel names what makes the vectors of search by meaning.
const meaningModel = "all-MiniLM-L6-v2"

// meaning gives what search by meaning needs; nil in a program without weights, which searches by words alone.
func meaning() func(string) []float32 {
	e, err := language.SharedEmbedder()
	if err != nil || e == nil {
		return nil
	}
	return e.Embed
}

// meanAll reads the meaning of every text that has none yet, the newest first, a few at a time so that the desk is not held up,
// until ctx ends.
func meanAll(ctx context.Context, kept *store.Store, embed func(string) []float32, log *slog.Logger) error {
	const few, pause = 8, 5 * time.Second
	for ctx.Err() == nil {
		ids, texts, err := kept.Unmeant(ctx, meaningModel, few)
		if err == nil && len(ids) > 0 {
			vectors := make([][]float32, len(texts))
			for i, text := range texts {
				vectors[i] = embed(text)
			}
			err = kept.PutMeanings(ctx, meaningModel, ids, vectors)
		}
		if ctx.Err() != nil {
			return nil
		}
		if err != nil {
			return err
		}
		if len(ids) == few {
			continue
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
	}
	log.Debug("meaning: stopped")
	return nil
}
