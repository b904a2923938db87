package gather

import (
	"context"
	"strings"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Backoff is how long to leave a source alone after failures in a row (1 or more): a minute that doubles up to a
// day, never shorter than what the server asked for, and spread by up to a fifth so that many sources that failed
// together do not come back together. rnd gives a number in [0, 1).
func Backoff(failures int, retryAfter time.Duration, rnd func() float64) time.Duration {
	const first, longest = time.Minute, 24 * time.Hour
	wait := longest
	if failures < 11 {
		wait = min(first<<max(failures-1, 0), longest)
	}
	wait = max(wait, retryAfter)
	return wait + time.Duration(rnd()*0.2*float64(wait))
}

// hosts keeps the pace of every host that was asked of late.
type hosts struct {
	opt ClientOptions
	mu  sync.Mutex
	of  map[string]*host
}

// host is one host's pace: a rate, a number of places, and the time before which it must be left alone.
type host struct {
	limiter  *rate.Limiter
	places   chan struct{}
	until    time.Time // no request before
	failures int       // 429 and 503 in a row
	used     time.Time
}

const manyHosts = 4096 // above this the idle ones are forgotten

func newHosts(opt ClientOptions) *hosts { return &hosts{opt: opt, of: map[string]*host{}} }

func (h *hosts) get(name string) *host {
	name = strings.ToLower(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	now := h.opt.Now()
	if len(h.of) > manyHosts {
		for n, idle := range h.of {
			if now.Sub(idle.used) > 10*time.Minute && now.After(idle.until) {
				delete(h.of, n)
			}
		}
	}
	one, ok := h.of[name]
	if !ok {
		limit := rate.Inf
		if h.opt.HostPause > 0 {
			limit = rate.Every(h.opt.HostPause)
		}
		one = &host{limiter: rate.NewLimiter(limit, 1), places: make(chan struct{}, h.opt.HostParallel)}
		h.of[name] = one
	}
	one.used = now
	return one
}

// enter waits for a place and for the pace; the caller calls leave. It fails at once when the host asked us to wait.
func (h *hosts) enter(ctx context.Context, name string) (leave func(), err error) {
	one := h.get(name)
	h.mu.Lock()
	until := one.until
	h.mu.Unlock()
	if h.opt.Now().Before(until) {
		return nil, &WaitError{Host: name, Until: until.UTC()}
	}
	select {
	case one.places <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	leave = sync.OnceFunc(func() { <-one.places })
	if err := one.limiter.Wait(ctx); err != nil {
		leave()
		if ctx.Err() == nil { // the limiter foresees that the pause is longer than the time left
			err = context.DeadlineExceeded
		}
		return nil, err
	}
	return leave, nil
}

// slower lowers the host's rate to one request in pause (robots.txt: Crawl-delay), at most one in a minute.
func (h *hosts) slower(name string, pause time.Duration) {
	if pause = min(pause, time.Minute); pause > h.opt.HostPause {
		h.get(name).limiter.SetLimit(rate.Every(pause))
	}
}

// wait keeps everybody off the host: as long as it asked, or for a time that grows with each refusal.
func (h *hosts) wait(name string, after time.Duration) {
	one := h.get(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	one.failures++
	if after == 0 {
		after = Backoff(one.failures, 0, func() float64 { return 0 })
	}
	one.until = h.opt.Now().Add(after)
}

// calm forgets the host's refusals.
func (h *hosts) calm(name string) {
	one := h.get(name)
	h.mu.Lock()
	defer h.mu.Unlock()
	one.failures, one.until = 0, time.Time{}
}
