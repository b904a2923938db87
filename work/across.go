package work

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/story"
)

// Joining across reports is a step behind reading and behind the stories: each report's positions, events and wording are put to
// the claims and events that are known already, one report at a time in the order of their readings (store.PutAcross). What
// was done is kept with its number, so that a process that is killed goes on where it stopped, a report that is read again
// is joined again, and a report that was joined is not joined twice.

const (
	joinBatch    = 50
	joinPause    = 300 * time.Millisecond
	joinPatience = 15 * time.Second // for which a report waits until it stands in a story
)

// joining is the state of the step.
type joining struct {
	w        *Worker
	patience time.Duration
	embed    story.Embed
	claims   *story.Trees
	events   *story.Trees
	after    int64                   // reading behind which to look
	broken   map[store.ReportID]bool // reports that could not be joined: not tried again by this process
}

func newJoining(w *Worker) (*joining, error) {
	s := &joining{w: w, patience: min(joinPatience, max(w.join, 0)), broken: map[store.ReportID]bool{}}
	e, err := language.SharedEmbedder()
	if err != nil {
		return nil, err
	}
	if e != nil {
		s.embed = e.Embed
	}
	if s.claims, err = story.ClaimPairs(); err != nil {
		return nil, err
	}
	s.events, err = story.EventPairs()
	return s, err
}

// joinAcross runs the step until ctx ends.
func (w *Worker) joinAcross(ctx context.Context) {
	s, err := newJoining(w)
	if err != nil {
		w.log.Error("reports cannot be joined", "err", err)
		return
	}
	last := ""
	for ctx.Err() == nil {
		busy, err := s.step(ctx)
		if err != nil && ctx.Err() == nil && err.Error() != last { // said once, not all the time
			w.log.Error("reports cannot be joined", "err", err)
		}
		if last = ""; err != nil {
			last = err.Error()
		}
		if busy && err == nil {
			continue
		}
		select {
		case <-time.After(joinPause):
		case <-ctx.Done():
		}
	}
}

// step joins the next reports. busy is true when there may be more at once.
func (s *joining) step(ctx context.Context) (busy bool, err error) {
	all, next, err := s.w.store.AcrossBehind(ctx, s.after, story.AcrossVersion, joinBatch+len(s.broken), s.patience)
	if err != nil {
		return false, err
	}
	busy = next != s.after
	s.after = next
	for _, id := range all {
		if s.broken[id] {
			continue
		}
		switch err := s.join(ctx, id); {
		case errors.Is(err, errBroke) || errors.Is(err, store.ErrBadSpan) || errors.Is(err, store.ErrDamaged) || errors.Is(err, store.ErrNotFound):
			s.broken[id] = true
			s.w.log.Error("a report cannot be joined; it is tried again at the next start", "report", id, "err", err)
		case err != nil:
			return false, err
		default:
			busy = true
		}
	}
	return busy, nil
}

// join puts one report to the claims and events of others.
func (s *joining) join(ctx context.Context, id store.ReportID) (err error) {
	defer s.w.guard(&err)
	r, err := s.w.store.Report(ctx, id)
	if err != nil {
		return err
	}
	put, err := s.read(ctx, r)
	if err != nil {
		return err
	}
	return s.w.store.Write(ctx, func(t *store.Tx) error { return t.PutAcross(put) })
}

// read makes what a report adds.
func (s *joining) read(ctx context.Context, r store.StoredReport) (store.AcrossPut, error) {
	put := store.AcrossPut{Report: r.ID, Version: story.AcrossVersion}
	inStory, err := s.w.store.StoryOf(ctx, r.ID)
	if err != nil {
		return put, err
	}
	put.Story = int64(inStory)
	origins, err := s.w.store.Origins(ctx, r.ID)
	if err != nil {
		return put, err
	}
	outlet := cmp.Or(r.Report.Source, r.Source.Name)
	at := story.Meta{Report: int64(r.ID), Outlet: outlet, Origin: cmp.Or(origins[r.ID].Key, story.Outlet(outlet).Key), Day: dayOf(r.Report.Published)}
	doc := story.ReadDocument(r.Report.Text, s.embed)
	put.Meaning = doc.Meaning
	positions, mentions := story.ReadPositions(r.Record, at, s.embed), story.ReadMentions(r.Record, at, s.embed)
	put.Wording = story.ReadWording(r.Record, at)
	known, err := s.w.store.CandidatesFor(ctx, r.ID, put.Story, actorsOf(positions, mentions), reported(r))
	if err != nil {
		return put, err
	}
	put.Positions = s.placePositions(r.Report.Text, positions, known.Claims)
	put.Mentions = s.placeMentions(r.Report.Text, mentions, doc, known.Events)
	return put, nil
}

func dayOf(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format(time.DateOnly)
}

// actorsOf are the named actors by whom claims and events of other reports are looked for: not the outlet itself, which has a
// position on everything that it tells.
func actorsOf(positions []story.Position, mentions []story.Mention) []string {
	var out []string
	for _, p := range positions {
		if !p.Own && p.Actor.Key != "" {
			out = append(out, p.Actor.Key)
		}
	}
	for _, m := range mentions {
		for _, a := range slices.Concat(m.Actors, m.Recipients) {
			out = append(out, a.Key)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func (s *joining) placePositions(text string, all []story.Position, known []story.Known) []store.PutPosition {
	proposals := make([]story.Proposal, len(all))
	for i, p := range all {
		proposals[i] = story.Propose(p, p.Span.Of(text), p.Sentence.Of(text))
	}
	j := story.NewJoiner(s.claims, known)
	j.Count(proposals)
	out := make([]store.PutPosition, len(all))
	for i, p := range proposals {
		at, stands := j.Place(p)
		out[i] = store.PutPosition{Position: stands.Position, Claim: store.ClaimID(j.Claims[at].ID), New: at + 1}
	}
	return out
}

func (s *joining) placeMentions(text string, all []story.Mention, doc *story.Document, known []story.KnownEvent) []store.PutMention {
	tellings := make([]story.Telling, len(all))
	for i, m := range all {
		tellings[i] = story.TellingOf(m, m.Sentence.Of(text), doc, s.embed)
	}
	j := story.NewEventJoiner(s.events, known)
	j.Count(tellings)
	out := make([]store.PutMention, len(all))
	for i, t := range tellings {
		at := j.Place(t)
		out[i] = store.PutMention{Mention: all[i], Event: store.EventID(j.Events[at].ID), New: at + 1}
	}
	return out
}

// Rejoin joins the reports again that wait, and returns when none waits: what a command does that makes a record of many reports
// at once. It fails with the first error that concerns more than one report.
func (w *Worker) Rejoin(ctx context.Context) error {
	s, err := newJoining(w)
	if err != nil {
		return fmt.Errorf("join reports: %w", err)
	}
	s.patience = 0
	for {
		if busy, err := s.step(ctx); err != nil || !busy {
			return err
		}
	}
}

// reported is when a report was published, else fetched.
func reported(r store.StoredReport) time.Time {
	if r.Report.Published.IsZero() {
		return r.Fetched
	}
	return r.Report.Published
}
