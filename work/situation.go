package work

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
)

// Situations are one more step behind reading: every reading, in the order in which it was recorded, is held against every
// watch, and what is new is kept together with its alerts and with the number of the reading (store.KeepLooks). The history
// of a new watch is the same line from its beginning. A process that is killed goes on where it stopped.

const (
	lookBatch    = 200              // readings looked at together
	lookPatience = 20 * time.Second // for which a reading waits until its claims and events were joined with those of others
	lookPause    = 300 * time.Millisecond
	stateAge     = 10 * time.Minute // after which a state is counted anew, because time alone changes it
	stateRest    = 20               // times as long as a count took nothing is counted anew, so that counting takes a twentieth of the time
)

// watching is the state of the step: when each situation may be counted again.
type watching struct {
	w        *Worker
	patience time.Duration
	again    map[store.SituationID]time.Time
}

// watch runs the step until ctx ends.
func (w *Worker) watch(ctx context.Context) {
	s := &watching{w: w, patience: w.join, again: map[store.SituationID]time.Time{}}
	last := ""
	for ctx.Err() == nil {
		busy, err := s.step(ctx)
		if err != nil && ctx.Err() == nil && err.Error() != last { // said once, not all the time
			w.log.Error("situations cannot be brought up to date", "err", err)
		}
		if last = ""; err != nil {
			last = err.Error()
		}
		if busy && err == nil {
			continue
		}
		select {
		case <-time.After(lookPause):
		case <-ctx.Done():
		}
	}
}

// step looks at one batch, else counts what is to be counted. busy is true when there is more to do at once.
func (s *watching) step(ctx context.Context) (busy bool, err error) {
	defer s.w.guard(&err)
	behind, err := s.w.store.SituationsBehind(ctx)
	if err != nil {
		return false, err
	}
	moved := false
	if len(behind) > 0 {
		if moved, err = s.look(ctx, behind); err != nil {
			return false, err
		}
	}
	counted, err := s.count(ctx, moved)
	return moved || counted, err
}

// look holds the next readings against the watches: one batch for each place in the line at which watches stand, so that one
// whose history is being filled does not hold up those that are live.
func (s *watching) look(ctx context.Context, behind []store.Situation) (moved bool, err error) {
	for len(behind) > 0 {
		from, n := behind[0].Looked, 1
		for n < len(behind) && behind[n].Looked == from {
			n++ // they are in order
		}
		there, err := s.lookFrom(ctx, behind[:n])
		if err != nil {
			return moved, err
		}
		moved, behind = moved || there, behind[n:]
	}
	return moved, nil
}

// lookFrom holds the next batch against watches that stand at one place.
func (s *watching) lookFrom(ctx context.Context, same []store.Situation) (moved bool, err error) {
	from := same[0].Looked
	told, last, err := s.w.store.ReadingsAfter(ctx, from, lookBatch, s.patience)
	if err != nil || last == from {
		return false, err
	}
	for _, x := range same {
		err := s.keep(ctx, x, told, last)
		if err != nil && !errors.Is(err, store.ErrChanged) && !errors.Is(err, store.ErrNotFound) { // edited or removed meanwhile: the next look sees it as it is now
			return moved, fmt.Errorf("bring %q up to date: %w", x.Name, err)
		}
		moved = true
	}
	return moved, nil
}

func (s *watching) keep(ctx context.Context, x store.Situation, told []situation.Told, last int64) error {
	var looks []store.Look
	for i := range told {
		if why, ok := x.Watch.Match(&told[i]); ok {
			looks = append(looks, store.Look{Told: told[i], Why: why, Facts: situation.Read(&told[i])})
		}
	}
	fresh := 0
	err := s.w.store.Write(ctx, func(t *store.Tx) error {
		fresh = 0
		return t.KeepLooks(x, looks, len(told), last, func(number int64, c situation.Change, _ store.Look) error {
			if c.News {
				fresh++
			}
			return t.RaiseAlerts(x.ID, number, c)
		})
	})
	if err == nil && fresh > 0 {
		s.w.events.send(Event{Kind: SituationChanged, Situation: x.ID})
	}
	return err
}

// count brings the state of one situation up to date: what became of its reports, its silent sources, index, counts and gaps.
// While more is to be looked at, a situation is counted now and then only.
func (s *watching) count(ctx context.Context, moved bool) (bool, error) {
	now := s.w.now()
	stale, err := s.w.store.SituationsStale(ctx, now.Add(-stateAge))
	if err != nil {
		return false, err
	}
	stale = slices.DeleteFunc(stale, func(x store.Situation) bool { return time.Now().Before(s.again[x.ID]) })
	if len(stale) == 0 {
		return false, nil
	}
	x := stale[0]
	start := time.Now()
	if err := s.revise(ctx, x); err != nil {
		return false, err
	}
	st, err := s.w.store.CountSituation(ctx, x)
	if err != nil {
		return false, err
	}
	err = s.w.store.Write(ctx, func(t *store.Tx) error {
		if err := t.PutSituationState(x.ID, x.Version, st); err != nil {
			return err
		}
		return t.RaiseIndex(x.ID, st.Series)
	})
	if err != nil {
		return false, fmt.Errorf("count %q: %w", x.Name, err)
	}
	s.again[x.ID] = time.Now().Add(stateRest * time.Since(start))
	s.w.events.send(Event{Kind: SituationCounted, Situation: x.ID})
	return !moved, nil
}

// revise keeps what became of a situation's reports since, and which of its sources fell silent.
func (s *watching) revise(ctx context.Context, x store.Situation) error {
	revisions, last, err := s.w.store.RevisionsOf(ctx, x)
	if err != nil {
		return err
	}
	silences, err := s.w.store.SilencesOf(ctx, x, s.w.now())
	if err != nil {
		return err
	}
	return s.w.store.Write(ctx, func(t *store.Tx) error {
		raise := func(number int64, c situation.Change) error { return t.RaiseAlerts(x.ID, number, c) }
		if err := t.KeepRevisions(x, revisions, last, raise); err != nil {
			return err
		}
		for _, c := range silences {
			number, created, err := t.PutChange(x.ID, c)
			if err != nil {
				return err
			}
			if created {
				if err := raise(number, c); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Watched waits until every situation has been held against every reading, and counted.
func (w *Worker) Watched(ctx context.Context) error {
	for {
		behind, err := w.store.SituationsBehind(ctx)
		if err != nil {
			return err
		}
		stale, err := w.store.SituationsStale(ctx, time.Time{})
		if err != nil || len(behind)+len(stale) == 0 {
			return err
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-ctx.Done():
			return ctx.Err()
		}
	}
}
