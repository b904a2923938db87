package gather

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"

	"github.com/temoto/robotstxt"
)

// robotsName is the name under which robots.txt may address us.
const robotsName = "Dateline"

const (
	robotsFresh = 24 * time.Hour   // RFC 9309, 2.4: at most a day
	robotsRetry = 10 * time.Minute // after a server in trouble
	robotsMax   = 512 << 10        // RFC 9309, 2.5: at least 500 kB must be read
)

// robotsCache keeps the robots.txt of each site (scheme, host and port).
type robotsCache struct {
	now func() time.Time
	mu  sync.Mutex
	of  map[string]robotsEntry
}

type robotsEntry struct {
	data    *robotstxt.RobotsData // nil when err is not
	err     error                 // the server was in trouble
	expires time.Time
}

func newRobotsCache(now func() time.Time) *robotsCache {
	return &robotsCache{now: now, of: map[string]robotsEntry{}}
}

func (r *robotsCache) get(site string) (robotsEntry, bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	e, ok := r.of[site]
	return e, ok && r.now().Before(e.expires)
}

func (r *robotsCache) put(site string, e robotsEntry, fresh time.Duration) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.of) > manyHosts {
		clear(r.of)
	}
	e.expires = r.now().Add(fresh)
	r.of[site] = e
}

// allowedByRobots reads the site's robots.txt, at most once a day, and says no with *RobotsError. No file, or one that
// we may not see (4xx), allows all; a server in trouble (5xx) means: not now (RFC 9309, 2.3.1).
func (c *Client) allowedByRobots(ctx context.Context, u *url.URL) error {
	data, err := c.robotsOf(ctx, u)
	if err != nil {
		return err
	}
	group := data.FindGroup(robotsName)
	if group.CrawlDelay > 0 {
		c.hosts.slower(u.Host, group.CrawlDelay)
	}
	if !group.Test(u.RequestURI()) {
		return &RobotsError{URL: u.String()}
	}
	return nil
}

// robotsOf gives the site's robots.txt from the cache or the network.
func (c *Client) robotsOf(ctx context.Context, u *url.URL) (*robotstxt.RobotsData, error) {
	site := strings.ToLower(u.Scheme + "://" + u.Host)
	if e, ok := c.robots.get(site); ok {
		return e.data, e.err
	}
	resp, err := c.get(ctx, site+"/robots.txt", Validators{}, "text/plain, */*;q=0.5", nil)
	var status *StatusError
	var big *TooBigError
	switch {
	case errors.As(err, &status) && status.Code >= 500:
		c.robots.put(site, robotsEntry{err: err}, robotsRetry)
		return nil, err
	case errors.As(err, &status):
		return c.keepRobots(site, http.StatusNotFound, nil), nil
	case err != nil && !errors.As(err, &big):
		return nil, err
	}
	body := resp.Document.Bytes
	return c.keepRobots(site, http.StatusOK, body[:min(len(body), robotsMax)]), nil
}

// keepRobots parses what was fetched; a file that cannot be parsed allows all, as the standard says.
func (c *Client) keepRobots(site string, status int, body []byte) *robotstxt.RobotsData {
	data, err := robotstxt.FromStatusAndBytes(status, body)
	if err != nil {
		data, _ = robotstxt.FromStatusAndBytes(http.StatusNotFound, nil)
	}
	c.robots.put(site, robotsEntry{data: data}, robotsFresh)
	return data
}
