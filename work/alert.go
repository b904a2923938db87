package work

import (
	"context"
	"errors"
	"math/rand/v2"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
)

// Alerts are written by the step of situations, in the transaction that keeps the change (store.RaiseAlerts). This step takes
// what is due, joins what is due together to one message, and sends it; how each try ended stands in the delivery log. A
// channel that fails is tried again, later each time, up to an hour apart; what comes meanwhile goes out together once it works.

const (
	deliverPause = 500 * time.Millisecond
	deliverTime  = 40 * time.Second // for one try
	deliverMost  = 16               // messages taken at once
	longestPause = time.Hour
)

// deliver runs the step until ctx ends.
func (w *Worker) deliver(ctx context.Context) {
	last := ""
	for ctx.Err() == nil {
		err := w.deliverDue(ctx)
		if err != nil && ctx.Err() == nil && err.Error() != last { // said once, not all the time
			w.log.Error("alerts cannot be sent", "err", err)
		}
		if last = ""; err != nil {
			last = err.Error()
		}
		select {
		case <-time.After(deliverPause):
		case <-ctx.Done():
		}
	}
}

// deliverDue joins what is due to messages and sends what may be sent.
func (w *Worker) deliverDue(ctx context.Context) (err error) {
	defer w.guard(&err)
	w.sender.mu.Lock()
	defer w.sender.mu.Unlock()
	due, err := w.store.DueParts(ctx, w.now())
	if err != nil {
		return err
	}
	for _, c := range due {
		subject, body, err := w.sender.compose(c)
		if err != nil {
			return err
		}
		if err := w.store.Write(ctx, func(t *store.Tx) error {
			_, err := t.PutMessage(c.ID, c.Alerts, subject, body, false)
			return err
		}); err != nil {
			return err
		}
	}
	messages, err := w.store.TakeMessages(ctx, w.now(), deliverMost)
	if err != nil {
		return err
	}
	var all errgroup.Group
	all.SetLimit(4)
	for _, m := range messages {
		all.Go(func() error {
			if err := w.sender.try(ctx, m); err != nil {
				return err
			}
			w.events.send(Event{Kind: AlertTried, Message: m.ID})
			return nil
		})
	}
	return all.Wait()
}

// pause is how long a channel is left alone after the nth try: longer each time, or as long as it asks for.
func pause(attempt int, err error) time.Duration {
	asked := time.Duration(0)
	if e, ok := errors.AsType[*gather.StatusError](err); ok {
		asked = e.RetryAfter
	}
	return min(gather.Backoff(attempt, asked, rand.Float64), longestPause)
}

// TestChannel is Sender.TestChannel: what the test button of the desk does.
func (w *Worker) TestChannel(ctx context.Context, id store.ChannelID, who string) (store.Delivery, error) {
	return w.sender.TestChannel(ctx, id, who)
}
