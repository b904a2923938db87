package work

import (
	"context"
	"log/slog"
	"sync"

	"github.com/dateline-news/dateline/store"
)

// EventKind says what happened.
type EventKind string

// The kinds of event.
const (
	ReportKept   EventKind = "report"   // a new report, or a new version of one
	SourceTried  EventKind = "source"   // a source was polled, well or not
	DocumentKept EventKind = "document" // bytes came in
	SetAside     EventKind = "failure"  // a document was set aside
	StoryChanged EventKind = "story"    // a report was set among the others: its story, carriers and origin are known

	SituationChanged EventKind = "situation" // something is new in a situation
	SituationCounted EventKind = "counted"   // a situation's index, counts and gaps were counted anew
	AlertTried       EventKind = "alert"     // a message of alerts was sent, or could not be
)

// Event tells those who watch that something is in the store now. It is told after the fact is kept.
type Event struct {
	Kind   EventKind
	Source store.SourceID
	Report store.ReportID // of ReportKept and StoryChanged
	Item   store.ItemID

	Situation store.SituationID // of SituationChanged and SituationCounted
	Message   int64             // of AlertTried
}

// events hands events to those who subscribed. The zero value is ready.
type events struct {
	mu     sync.Mutex
	to     map[chan Event]struct{}
	closed bool
}

// Subscribe returns a channel of what happens from now on, and a function that ends it. A subscriber that does not keep up
// misses events; the store has the whole truth. The channel is closed when the subscription or the Worker ends.
func (w *Worker) Subscribe() (<-chan Event, func()) {
	c := make(chan Event, 64)
	e := &w.events
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		close(c)
		return c, func() {}
	}
	if e.to == nil {
		e.to = map[chan Event]struct{}{}
	}
	e.to[c] = struct{}{}
	return c, func() { e.end(c) }
}

func (e *events) end(c chan Event) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if _, ok := e.to[c]; ok {
		delete(e.to, c)
		close(c)
	}
}

func (e *events) send(ev Event) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for c := range e.to {
		select {
		case c <- ev:
		default:
		}
	}
}

func (e *events) close() {
	e.mu.Lock()
	defer e.mu.Unlock()
	for c := range e.to {
		close(c)
	}
	e.to, e.closed = nil, true
}

// quiet passes on only what somebody must act on: the queue logs its own comings and goings at lower levels, and every
// failed attempt as a warning, while the reason stands in store.Failures.
type quiet struct{ slog.Handler }

// Enabled implements slog.Handler.
func (q quiet) Enabled(ctx context.Context, l slog.Level) bool {
	return l >= slog.LevelError && q.Handler.Enabled(ctx, l)
}
