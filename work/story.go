package work

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/story"
	"github.com/dateline-news/dateline/world"
)

// Setting reports among the others is a step behind reading: whose words a report carries, whose account it is, what its
// version changed, which story it belongs to (store.PlaceReport). Reports are taken one at a time in the order of their
// readings, and how far the step has come is kept in the same transaction; so a process that is killed goes on where it
// stopped, and a report that is read again is set again in the same place.

const (
	placeBatch = 100
	placePause = 200 * time.Millisecond
)

// Placer sets reports among the others.
type Placer struct {
	store *store.Store
	world *world.World
	embed story.Embed
}

// NewPlacer makes a placer. w may be nil, which loads it.
func NewPlacer(s *store.Store, w *world.World) (*Placer, error) {
	p := &Placer{store: s, world: w}
	if w == nil {
		var err error
		if p.world, err = world.Load(); err != nil {
			return nil, err
		}
	}
	e, err := language.SharedEmbedder()
	if err != nil {
		return nil, err
	}
	if e != nil {
		p.embed = e.Embed
	}
	return p, nil
}

// Step sets the next reports among the others, one after the other, and tells each with its story; n is how many were taken. A
// report that breaks the step is passed over with its reason in the error, and the rest goes on.
func (p *Placer) Step(ctx context.Context, placed func(store.ReportID)) (n int, err error) {
	all, err := p.store.StoryBehind(ctx, placeBatch)
	if err != nil {
		return 0, err
	}
	var broken []error
	for _, id := range all {
		switch err := p.place(ctx, id); {
		case errors.Is(err, errBroke) || errors.Is(err, store.ErrDamaged) || errors.Is(err, store.ErrNotFound):
			broken = append(broken, fmt.Errorf("report %d has no place among the others: %w", id, err))
			if err := p.store.Write(ctx, func(t *store.Tx) error { return t.SkipStory(id) }); err != nil {
				return n, err
			}
		case err != nil:
			return n, err
		case placed != nil:
			placed(id)
		}
		n++
	}
	return n, errors.Join(broken...)
}

// place makes one report ready outside the transaction, and sets it among the others in one.
func (p *Placer) place(ctx context.Context, id store.ReportID) (err error) {
	defer func() {
		if fault := recover(); fault != nil {
			err = fmt.Errorf("%w: %v", errBroke, fault)
		}
	}()
	r, err := p.store.Report(ctx, id)
	if err != nil {
		return err
	}
	put := p.ready(r)
	return p.store.Write(ctx, func(t *store.Tx) error { return t.PlaceReport(put) })
}

func (p *Placer) ready(r store.StoredReport) store.StoryPut {
	outlet := cmp.Or(r.Report.Source, r.Source.Name)
	put := store.StoryPut{Report: r.ID, Record: r.Record, Body: story.BodyOf(r.Record), Quotes: story.Quotations(r.Record),
		Publisher: story.PublisherOf(p.world, outlet, r.Report.URL, r.Source.SiteURL)}
	if o, ok := story.CreditOf(r.Record.Report, put.Publisher, p.world); ok {
		put.Credit = o
	}
	put.Features = story.FeaturesOf(r.Record, p.embed)
	return put
}

// placeStories runs the step until ctx ends.
func (w *Worker) placeStories(ctx context.Context) {
	p, err := NewPlacer(w.store, w.world)
	if err != nil {
		w.log.Error("reports cannot be set among the others", "err", err)
		return
	}
	last := ""
	for ctx.Err() == nil {
		n, err := p.Step(ctx, func(id store.ReportID) { w.events.send(Event{Kind: StoryChanged, Report: id}) })
		if err != nil && ctx.Err() == nil && err.Error() != last { // said once, not all the time
			w.log.Error("reports cannot be set among the others", "err", err)
		}
		if last = ""; err != nil {
			last = err.Error()
		}
		if n > 0 && err == nil {
			continue
		}
		select {
		case <-time.After(placePause):
		case <-ctx.Done():
		}
	}
}

// Again makes all stories again from the record, with their addresses kept, and tells how many reports are done.
func (p *Placer) Again(ctx context.Context, done func(n int)) error {
	if err := p.store.StoriesAgain(ctx); err != nil {
		return err
	}
	return p.Finish(ctx, done)
}

// Finish sets all reports that are left among the others, and ends what Again began.
func (p *Placer) Finish(ctx context.Context, done func(n int)) error {
	total := 0
	var broken error
	for {
		n, err := p.Step(ctx, nil)
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		total += n
		broken = errors.Join(broken, err)
		if n == 0 {
			break
		}
		if done != nil {
			done(total)
		}
	}
	return errors.Join(broken, p.store.StoriesMade(ctx))
}

// tookAway says whether an outlet answered that it no longer has a page.
func tookAway(err error) bool {
	e, ok := errors.AsType[*gather.StatusError](err)
	return ok && (e.Code == http.StatusNotFound || e.Code == http.StatusGone || e.Code == http.StatusUnavailableForLegalReasons)
}

// pageGone keeps that an outlet took a page away that gave a report: it answers that there is none.
func pageGone(t *store.Tx, item store.ItemID, cause error) error {
	if !tookAway(cause) {
		return nil
	}
	return t.ItemGone(item, cause.Error())
}
