package gather

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"time"
)

// Target is a source as the store knows it, for one poll.
type Target struct {
	URL        string
	Validators Validators            // of the last poll
	Seen       func(key string) bool // says whether an item (Item.Key) was listed before; nil for none
	Failures   int                   // polls in a row that failed, before this one
	Interval   time.Duration         // between the last two polls; 0 for the first
	Min, Max   time.Duration         // bounds of the next interval; 0 for 5 minutes and 24 hours
	Page       bool                  // the source is a page: robots.txt is asked first, and what is no feed is the page itself
}

// State says how a poll went.
type State string

// The states of a poll.
const (
	StateRead        State = "read"         // something new
	StateInPart      State = "in part"      // the document broke off; what came before counts
	StateQuiet       State = "quiet"        // read, nothing new
	StateNotModified State = "not modified" // the server says that nothing changed
	StateFailed      State = "failed"       // see the error
)

// Result is what a poll gave.
type Result struct {
	State      State
	Document   Document   // as fetched, to be kept as evidence; empty when nothing changed
	Feed       Feed       // without Kind when the source is a single page
	New        []Item     // those not seen before, in the feed's order
	Page       bool       // the source is a page, not a feed; when it changed, State is read and Document is the page
	Validators Validators // for the next poll
	Moved      string     // the source's new address, when the server says that it moved for good
	Next       time.Duration
	Gone       bool // the server says that the source will not come back (410)
}

// Poll reads a source once: fetches it when it changed, parses it, and tells what is new and when to come again. It keeps
// nothing itself. A failure gives State failed, the time to wait, and the error; a feed that broke off gives its items
// and a *PartialError.
func Poll(ctx context.Context, c *Client, t Target) (Result, error) {
	fetch := c.Get
	if t.Page {
		fetch = c.GetPage
	}
	resp, err := fetch(ctx, t.URL, t.Validators)
	if err != nil && len(resp.Document.Bytes) == 0 {
		return failed(t, err), err
	}
	res := Result{Validators: resp.Validators, Moved: resp.Moved, Document: resp.Document}
	now := c.opt.Now().UTC()
	if resp.NotModified {
		res.State, res.Document = StateNotModified, Document{}
		res.Next = t.next(nil, resp.MaxAge, now)
		return res, nil
	}
	feed, parseErr := ParseFeed(resp.Document)
	var partial *PartialError
	switch {
	case parseErr == nil || errors.As(parseErr, &partial):
	case t.Page && err == nil && errors.Is(parseErr, ErrNotFeed):
		res.Page, res.State = true, StateRead
		res.Next = t.next(nil, resp.MaxAge, now)
		return res, nil
	default:
		err = errors.Join(err, parseErr)
		out := failed(t, err)
		out.Document = resp.Document
		return out, err
	}
	res.Feed, res.New = feed, unseen(feed.Items, t.Seen)
	res.Next = t.next(&feed, resp.MaxAge, now)
	return res.judge(t, err, parseErr)
}

// judge names the state. When only a part was read, the validators are dropped, so that the whole is asked for next time.
func (r Result) judge(t Target, fetchErr, parseErr error) (Result, error) {
	switch {
	case fetchErr != nil:
		r.State, r.Validators = StateInPart, Validators{}
		return r, &PartialError{Name: t.URL, Items: len(r.Feed.Items), Why: strings.TrimSuffix(Reason(fetchErr), ".")}
	case parseErr != nil:
		r.State, r.Validators = StateInPart, Validators{}
		return r, parseErr
	case len(r.New) == 0:
		r.State = StateQuiet
	default:
		r.State = StateRead
	}
	return r, nil
}

func failed(t Target, err error) Result {
	r := Result{State: StateFailed, Validators: t.Validators}
	var status *StatusError
	var wait *WaitError
	after := time.Duration(0)
	if errors.As(err, &status) {
		after, r.Gone = status.RetryAfter, status.Code == 410
	}
	if errors.As(err, &wait) {
		after = max(time.Until(wait.Until), 0)
	}
	r.Next = Backoff(t.Failures+1, after, rand.Float64)
	return r
}

// unseen are the items that were not listed before; twins within the feed count once.
func unseen(items []Item, seen func(string) bool) []Item {
	var out []Item
	here := map[string]bool{}
	for i := range items {
		key := items[i].Key()
		if here[key] || seen != nil && seen(key) {
			continue
		}
		here[key] = true
		out = append(out, items[i])
	}
	return out
}

// next is the time until the next poll: half the usual time between the feed's last items, no shorter than what the
// feed (ttl) and the server (Cache-Control) ask for, within the target's bounds, and not in hours that the feed says to skip. A
// feed without dates, or one that did not change, is asked a little more seldom each time.
func (t Target) next(feed *Feed, maxAge time.Duration, now time.Time) time.Duration {
	shortest, longest := t.Min, t.Max
	if shortest == 0 {
		shortest = 5 * time.Minute
	}
	if longest == 0 {
		longest = 24 * time.Hour
	}
	wait := max(t.Interval, shortest)
	if feed != nil {
		if pace := feed.pace(now); pace > 0 {
			wait = pace / 2
		}
		wait = max(wait, min(feed.Every, longest))
	} else {
		wait = wait * 3 / 2
	}
	wait = min(max(wait, min(maxAge, 6*time.Hour), shortest), longest)
	if feed != nil {
		wait = feed.skip(now, wait)
	}
	return wait
}

// pace is the usual time between items, from the newest ten and the time since the newest; 0 when there are too few dates.
func (f *Feed) pace(now time.Time) time.Duration {
	var times []time.Time
	for i := range f.Items {
		if at := f.Items[i].When(); !at.IsZero() && at.Before(now.Add(time.Hour)) {
			times = append(times, at)
		}
	}
	if len(times) < 2 {
		return 0
	}
	slices.SortFunc(times, func(a, b time.Time) int { return b.Compare(a) })
	times = times[:min(len(times), 10)]
	usual := times[0].Sub(times[len(times)-1]) / time.Duration(len(times)-1)
	return max(usual, now.Sub(times[0])/4)
}

// skip moves the next poll behind the hours and days (UTC) in which the feed says not to ask, at most two days.
func (f *Feed) skip(now time.Time, wait time.Duration) time.Duration {
	for range 48 {
		at := now.Add(wait).UTC()
		if !slices.Contains(f.SkipHours, at.Hour()) && !slices.Contains(f.SkipDays, at.Weekday()) {
			break
		}
		wait = at.Truncate(time.Hour).Add(time.Hour).Sub(now)
	}
	return wait
}

// String puts the result into words for logs and the command line.
func (r Result) String() string {
	return fmt.Sprintf("%s: %d items, %d new, again in %s", r.State, len(r.Feed.Items), len(r.New), r.Next.Round(time.Second))
}
