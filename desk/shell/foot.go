package shell

import (
	"context"
	"net/url"
	"sync"
	"time"
)

// footCache keeps the foot of the rail for a moment, so that a page does not count the stream for a line in its corner.
type footCache struct {
	mu      sync.Mutex
	at      time.Time
	foot    Foot
	watched []Watched
	looked  time.Time // when watched was read
}

// footAge is how long the counts are kept, watchedAge the lines beside the situations: those move once a day.
const (
	footAge    = 2 * time.Second
	watchedAge = 30 * time.Second
)

func (d *Desk) readFoot(ctx context.Context) (Foot, error) {
	d.foot.mu.Lock()
	defer d.foot.mu.Unlock()
	if now := d.Now(); !d.foot.at.IsZero() && now.Sub(d.foot.at) < footAge && !now.Before(d.foot.at) {
		return d.foot.foot, nil
	}
	foot, err := d.countFoot(ctx)
	if err != nil {
		return Foot{}, err
	}
	d.foot.at, d.foot.foot = d.Now(), foot
	return foot, nil
}

// Forget makes the next page count afresh; called after each change.
func (d *Desk) Forget() {
	d.foot.mu.Lock()
	defer d.foot.mu.Unlock()
	d.foot.at, d.foot.looked = time.Time{}, time.Time{}
}

// countFoot says in the corner of every page how the reading goes.
func (d *Desk) countFoot(ctx context.Context) (Foot, error) {
	b, err := d.Store.Brief(ctx)
	if err != nil {
		return Foot{}, err
	}
	jobs := b.Queue.Waiting + b.Queue.Running + b.Queue.Retrying
	foot := Foot{Counts: map[string]int{"stream": b.Reports, "sources": b.Sources}, Jobs: jobs, Line: "no sources yet"}
	switch asked := b.Sources - b.Paused; {
	case asked > 0:
		foot.Line = Count(b.Good) + " of " + Plural(asked, "source", "sources") + " read"
	case b.Paused > 0:
		foot.Line = Plural(b.Paused, "source, paused", "sources, all paused")
	}
	if !b.LastRead.IsZero() {
		line := "last at " + d.When(b.LastRead)
		if wait := b.NextDue.Sub(d.Now()); !b.NextDue.IsZero() && wait > 0 {
			line += ", next in " + Span(wait)
		}
		foot.More = append(foot.More, line)
	}
	if b.Paused > 0 && b.Paused < b.Sources {
		foot.More = append(foot.More, Count(b.Paused)+" paused")
	}
	if err := d.countAcross(ctx, &foot); err != nil {
		return Foot{}, err
	}
	foot.More = append(foot.More, Plural(jobs, "job", "jobs")+" waiting")
	if b.Failures > 0 {
		foot.More = append(foot.More, Plural(b.Failures, "document", "documents")+" set aside")
	}
	return foot, nil
}

// AlertsSeen is the name under which the place is kept where the reader stopped in the alerts.
const AlertsSeen = Who + "/alerts"

// countAcross fills in what stands beside the rail's entries for what reports say together.
func (d *Desk) countAcross(ctx context.Context, foot *Foot) error {
	n, err := d.Store.AcrossCounts(ctx)
	if err != nil {
		return err
	}
	foot.Counts["stories"], foot.Counts["situations"], foot.Counts["claims"], foot.Counts["who"] = n.Stories, n.Situations, n.Claims, n.Who
	seen, err := d.Store.Seen(ctx, AlertsSeen)
	if err != nil {
		return err
	}
	if foot.Counts["alerts"], _, err = d.Store.AlertsAfter(ctx, int64(seen.Head)); err != nil {
		return err
	}
	if now := d.Now(); d.foot.looked.IsZero() || now.Sub(d.foot.looked) >= watchedAge || now.Before(d.foot.looked) {
		rows, err := d.Store.Situations(ctx, Who)
		if err != nil {
			return err
		}
		d.foot.watched, d.foot.looked = nil, now
		for _, s := range rows[:min(len(rows), watchedMost)] {
			d.foot.watched = append(d.foot.watched, Watched{Name: Cut(s.Name, 60), Href: "/situations/" + url.PathEscape(s.Slug), Line: Spark(s.Spark, 44, 14)})
		}
	}
	foot.Watched = d.foot.watched
	return nil
}

// watchedMost is how many situations the rail lists.
const watchedMost = 8
