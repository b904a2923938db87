package gather

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"os"
	"strings"
	"time"
)

// ClientOptions tell how to ask the network. The zero value is safe and polite.
type ClientOptions struct {
	UserAgent    string                 // "" for DefaultUserAgent; name an address at which you can be reached
	AllowHost    func(host string) bool // hosts that may lie in a private network; nil for none
	UseProxyEnv  bool                   // ask through HTTP_PROXY and HTTPS_PROXY; the proxy then does the look-up of names
	MaxBytes     int64                  // limit of a decoded body; 0 for 32 MB
	MaxRedirects int                    // 0 for 8
	Timeout      time.Duration          // for a whole answer; 0 for one minute
	FirstByte    time.Duration          // until the answer's head is there; 0 for 20 seconds
	HostPause    time.Duration          // least time between two requests to one host; 0 for one second, negative for none
	HostParallel int                    // most requests at once to one host; 0 for 2
	Resolver     *net.Resolver          // nil for the system's
	Now          func() time.Time       // nil for time.Now
}

// DefaultUserAgent says who asks and where to complain.
const DefaultUserAgent = "Dateline/1.0 (+https://github.com/dateline-news/dateline; news reader)"

func (o ClientOptions) withDefaults() ClientOptions {
	o.UserAgent = cmp.Or(o.UserAgent, DefaultUserAgent)
	o.MaxBytes = cmp.Or(o.MaxBytes, 32<<20)
	o.MaxRedirects = cmp.Or(o.MaxRedirects, 8)
	o.Timeout = cmp.Or(o.Timeout, time.Minute)
	o.FirstByte = cmp.Or(o.FirstByte, 20*time.Second)
	o.HostPause = cmp.Or(o.HostPause, time.Second)
	o.HostParallel = cmp.Or(o.HostParallel, 2)
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// Client is the one HTTP client of the program: every connection that it makes is checked at the moment of dialling,
// every host is asked politely, every body is bounded. It is safe for use by several goroutines.
type Client struct {
	opt    ClientOptions
	http   *http.Client
	hosts  *hosts
	robots *robotsCache
}

// NewClient makes a client.
func NewClient(opt ClientOptions) *Client {
	opt = opt.withDefaults()
	c := &Client{opt: opt, hosts: newHosts(opt), robots: newRobotsCache(opt.Now)}
	transport := &http.Transport{
		DialContext:            guardedDial(opt, opt.FirstByte),
		TLSHandshakeTimeout:    opt.FirstByte,
		ResponseHeaderTimeout:  opt.FirstByte,
		MaxResponseHeaderBytes: 256 << 10,
		MaxIdleConns:           64,
		MaxIdleConnsPerHost:    2,
		IdleConnTimeout:        30 * time.Second,
		DisableCompression:     true, // bodies are decoded here, under the limit
		ForceAttemptHTTP2:      true,
	}
	if opt.UseProxyEnv {
		transport.Proxy = http.ProxyFromEnvironment
	}
	c.http = &http.Client{
		Transport:     transport,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	return c
}

// Close drops idle connections.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// Validators are what a server gave to ask it next time only for what changed (RFC 9110, section 13).
type Validators struct {
	ETag         string `json:"etag,omitempty"`
	LastModified string `json:"last_modified,omitempty"`
}

// Response is an answer to Get.
type Response struct {
	Document    Document // empty when NotModified
	Status      int
	NotModified bool          // 304: nothing changed since the validators were given
	Validators  Validators    // for the next time; those that were sent when a 304 brings none
	Moved       string        // the new address when every redirect on the way was permanent, else ""
	MaxAge      time.Duration // the server's word on how long the answer stays fresh; 0 when it gave none
}

// Get fetches url, conditionally when v holds something. An answer that is larger than the limit or does not end in
// time gives what was read beside the error (*TooBigError, *TimeoutError). Other errors: *RefusedError, *StatusError,
// *WaitError, *RedirectError, or one of the network.
func (c *Client) Get(ctx context.Context, url string, v Validators) (Response, error) {
	return c.get(ctx, url, v, "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5", nil)
}

// Page fetches one page for reading, when the robots.txt of every site on the way allows it (*RobotsError otherwise).
func (c *Client) Page(ctx context.Context, url string) (Document, error) {
	r, err := c.GetPage(ctx, url, Validators{})
	return r.Document, err
}

// GetPage is Page with validators.
func (c *Client) GetPage(ctx context.Context, url string, v Validators) (Response, error) {
	return c.get(ctx, url, v, "text/html, application/xhtml+xml, text/plain;q=0.8, application/json;q=0.7, */*;q=0.5", c.allowedByRobots)
}

// get follows redirects by itself, one hop after the other, so that each is checked, paced and timed like the first.
// mayRead, if any, is asked before every hop.
func (c *Client) get(ctx context.Context, address string, v Validators, accept string, mayRead func(context.Context, *url.URL) error) (Response, error) {
	next, permanent := address, true
	for hop := range c.opt.MaxRedirects + 1 {
		u, err := c.checkURL(next)
		if err != nil {
			return Response{}, err
		}
		if mayRead != nil {
			if err := mayRead(ctx, u); err != nil {
				return Response{}, err
			}
		}
		resp, location, err := c.hop(ctx, u, v, accept)
		if location == "" {
			if hop > 0 && permanent && err == nil {
				resp.Moved = u.String()
			}
			return resp, err
		}
		permanent = permanent && (resp.Status == http.StatusMovedPermanently || resp.Status == http.StatusPermanentRedirect)
		next = location
	}
	return Response{}, &RedirectError{URL: next, Hops: c.opt.MaxRedirects}
}

// hop makes one request. It gives the answer, or the address to which the server redirects. The wait for the host's
// pace does not count against the time limit.
func (c *Client) hop(ctx context.Context, u *url.URL, v Validators, accept string) (Response, string, error) {
	address := u.String()
	leave, err := c.hosts.enter(ctx, u.Host)
	if err != nil {
		return Response{}, "", fmt.Errorf("fetch %s: %w", address, err)
	}
	defer leave()
	ctx, cancel := context.WithTimeout(ctx, c.opt.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return Response{}, "", &RefusedError{URL: address, Host: u.Host, Why: "the address cannot be used in a request"}
	}
	c.setHeaders(req, v, accept)
	resp, err := c.http.Do(req)
	if err != nil {
		return Response{}, "", c.networkError(address, err)
	}
	defer resp.Body.Close()
	if location := resp.Header.Get("Location"); location != "" && isRedirect(resp.StatusCode) {
		to, err := u.Parse(location)
		if err != nil {
			return Response{}, "", &RefusedError{URL: address, Host: u.Host, Why: "the server redirects to something that is no address"}
		}
		return Response{Status: resp.StatusCode}, to.String(), nil
	}
	out, err := c.answer(address, resp, v)
	return out, "", err
}

func isRedirect(code int) bool {
	switch code {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
		return true
	}
	return false
}

func (c *Client) setHeaders(req *http.Request, v Validators, accept string) {
	req.Header.Set("User-Agent", c.opt.UserAgent)
	req.Header.Set("Accept", accept)
	req.Header.Set("Accept-Encoding", "gzip, deflate")
	if v.ETag != "" {
		req.Header.Set("If-None-Match", v.ETag)
	}
	if v.LastModified != "" {
		req.Header.Set("If-Modified-Since", v.LastModified)
	}
}

// checkURL takes what a person or a feed gave as an address. Only http and https are fetched; a password in the
// address is refused, because the address is shown and stored.
func (c *Client) checkURL(address string) (*url.URL, error) {
	address = strings.TrimSpace(address)
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return nil, &RefusedError{URL: address, Why: "not a web address"}
	case u.Scheme != "http" && u.Scheme != "https":
		return nil, &RefusedError{URL: address, Host: u.Host, Why: "only http and https addresses are read"}
	case u.Hostname() == "":
		return nil, &RefusedError{URL: address, Why: "the address names no host"}
	case u.User != nil:
		return nil, &RefusedError{URL: u.Redacted(), Host: u.Host, Why: "the address holds a user name or password"}
	}
	if a, err := netip.ParseAddr(u.Hostname()); err == nil && !c.allowed(u.Hostname()) {
		if why := refusal(a); why != "" {
			return nil, &RefusedError{URL: address, Host: u.Hostname(), Addr: a, Why: why}
		}
	}
	return u, nil
}

func (c *Client) allowed(host string) bool { return c.opt.AllowHost != nil && c.opt.AllowHost(host) }

// networkError unwraps what http.Client wraps, so that callers and people see the cause.
func (c *Client) networkError(address string, err error) error {
	var wrapped *url.Error
	if errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	var own interface{ Timeout() bool }
	var wait *WaitError
	switch {
	case errors.As(err, &wait), errors.Is(err, context.Canceled):
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded),
		errors.As(err, &own) && own.Timeout() && !isDNS(err):
		return &TimeoutError{URL: address, After: c.opt.Timeout, Err: err}
	}
	return fmt.Errorf("fetch %s: %w", address, err)
}

func isDNS(err error) bool {
	var dns *net.DNSError
	return errors.As(err, &dns)
}
