package stream

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

// maxLive bounds how many readers are told at once of what arrives; a further one is told to ask by itself.
const maxLive = 24

// liveEvery is how often the store is asked for each reader, liveFor how long one connection lasts before the browser opens the next.
const (
	liveEvery = 2 * time.Second
	liveFor   = 10 * time.Minute
)

type limiter chan struct{}

func newLimiter(n int) limiter { return make(limiter, n) }

func (l limiter) take() bool {
	select {
	case l <- struct{}{}:
		return true
	default:
		return false
	}
}

func (l limiter) give() { <-l }

// news is what the script is told.
type news struct {
	Reports int            `json:"reports"`
	Title   string         `json:"title,omitempty"` // "3 new reports"
	Says    string         `json:"says,omitempty"`  // "Harbour Post, Castrel Wire and 1 other, since 09:38"
	Head    store.ReportID `json:"head"`
	Jobs    int            `json:"jobs"`
	Waits   string         `json:"waits,omitempty"`
	Clock   string         `json:"clock"`
}

// Waits is what the queue is at.
type Waits struct {
	Jobs int
	Says string
}

func (p *Pages) waits(ctx context.Context) (*Waits, error) {
	brief, err := p.Store.Brief(ctx)
	if err != nil {
		return nil, err
	}
	jobs := brief.Queue.Waiting + brief.Queue.Running
	if jobs == 0 {
		return nil, nil
	}
	return &Waits{Jobs: jobs, Says: "Reading: " + shell.Plural(jobs, "document", "documents") + " waiting"}, nil
}

func (p *Pages) newsSince(ctx context.Context, head store.ReportID) (news, error) {
	a, err := p.Store.NewSince(ctx, head)
	if err != nil {
		return news{}, err
	}
	n := news{Reports: a.Reports, Head: a.Head, Clock: p.Clock(p.Now())}
	if a.Reports > 0 {
		n.Title = shell.Plural(a.Reports, "new report", "new reports")
		n.Says = from(a.Sources) + ", since " + p.Clock(a.Since)
	}
	waits, err := p.waits(ctx)
	if waits != nil {
		n.Jobs, n.Waits = waits.Jobs, waits.Says
	}
	return n, err
}

// from names the first two sources and counts the others.
func from(names []string) string {
	for i := range names {
		names[i] = shell.Cut(names[i], 40)
	}
	if len(names) <= 2 {
		return strings.Join(names, " and ")
	}
	return strings.Join(names[:2], ", ") + " and " + shell.Plural(len(names)-2, "other", "others")
}

func headOf(r *http.Request) (store.ReportID, error) {
	n, err := strconv.ParseInt(r.URL.Query().Get("head"), 10, 64)
	if err != nil || n < 0 {
		return 0, shell.Bad("That is not a place in the stream.", "Open the stream again.")
	}
	return store.ReportID(n), nil
}

// arrivals tells once what came since head.
func (p *Pages) arrivals(w http.ResponseWriter, r *http.Request) error {
	head, err := headOf(r)
	if err != nil {
		return err
	}
	n, err := p.newsSince(r.Context(), head)
	if err != nil {
		return err
	}
	w.Header().Set("Cache-Control", "no-store")
	return shell.JSON(w, r, http.StatusOK, n)
}

// serveLive tells what comes, as server-sent events, until the reader goes, the server ends or the time is over.
func (p *Pages) serveLive(w http.ResponseWriter, r *http.Request) error {
	head, err := headOf(r)
	if err != nil {
		return err
	}
	if !p.live.take() {
		w.Header().Set("Retry-After", "30")
		return &shell.Fault{Status: http.StatusServiceUnavailable, Title: "Too many pages are live at once.", Kept: "The page asks again by itself."}
	}
	defer p.live.give()
	out := http.NewResponseController(w)
	// The server's own limits are for short answers: its read limit, too, would end a request that is still being answered.
	for _, until := range []func(time.Time) error{out.SetReadDeadline, out.SetWriteDeadline} {
		if err := until(time.Now().Add(liveFor + time.Minute)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return fmt.Errorf("serve live: %w", err)
		}
	}
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", "no-store")
	w.WriteHeader(http.StatusOK)
	ctx, cancel := context.WithTimeout(r.Context(), liveFor)
	defer cancel()
	p.tell(ctx, w, out, head)
	return nil // the header is written: what goes wrong ends the connection, and the browser opens another
}

// tell writes an event at once and at every change, and a comment between them so that a dead connection is noticed.
func (p *Pages) tell(ctx context.Context, w http.ResponseWriter, out *http.ResponseController, head store.ReportID) {
	tick := time.NewTicker(liveEvery)
	defer tick.Stop()
	for last := (news{Reports: -1}); ; {
		n, err := p.newsSince(ctx, head)
		if err != nil {
			return
		}
		line := ": still here\n\n"
		if same := last; n.Reports != same.Reports || n.Jobs != same.Jobs {
			b, err := json.Marshal(n)
			if err != nil {
				return
			}
			line = "event: news\ndata: " + string(b) + "\n\n"
		}
		last = n
		if _, err := w.Write([]byte(line)); err != nil {
			return
		}
		if err := out.Flush(); err != nil {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}
