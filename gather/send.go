package gather

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http"
	"slices"
	"time"
)

// What goes out of the house goes through the same guarded dialer as what comes in: the addresses of alert channels come from
// users too.

// maxSaid bounds what is read of a receiver's answer.
const maxSaid = 4 << 10

// Post sends a body to an address that a user gave. Redirects are not followed: who receives alerts is said by the address.
// said is the beginning of the answer. Errors: *RefusedError, *StatusError for an answer that is not 2xx, or one of the network.
func (c *Client) Post(ctx context.Context, address string, header map[string]string, body []byte) (said string, err error) {
	u, err := c.checkURL(address)
	if err != nil {
		return "", err
	}
	ctx, cancel := context.WithTimeout(ctx, c.opt.Timeout)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, u.String(), bytes.NewReader(body))
	if err != nil {
		return "", &RefusedError{URL: address, Host: u.Host, Why: "the address cannot be used in a request"}
	}
	req.Header.Set("User-Agent", c.opt.UserAgent)
	for _, k := range slices.Sorted(maps.Keys(header)) {
		req.Header.Set(k, header[k])
	}
	resp, err := c.http.Do(req)
	if err != nil {
		return "", c.networkError(address, err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(io.LimitReader(resp.Body, maxSaid))
	if resp.StatusCode < 200 || resp.StatusCode > 299 {
		return string(b), &StatusError{URL: address, Code: resp.StatusCode}
	}
	if err != nil {
		return string(b), fmt.Errorf("read the answer of %s: %w", u.Host, err)
	}
	return string(b), nil
}

// Dial connects to host:port under the guard, for protocols that are not HTTP (mail).
func (c *Client) Dial(ctx context.Context, address string) (net.Conn, error) {
	return guardedDial(c.opt, c.opt.FirstByte)(ctx, "tcp", address)
}

// HTTP is a client for libraries that bring a request of their own and want an *http.Client to send it with: its connections
// pass the guard, its answers are not decoded, paced or bounded. Redirects are not followed.
func (c *Client) HTTP(timeout time.Duration) *http.Client {
	return &http.Client{Transport: c.http.Transport, Timeout: timeout, CheckRedirect: c.http.CheckRedirect}
}

// GuardDefault puts the guard before the default transport of net/http, so that a library that makes clients of its own, which
// use it, cannot dial past it. It is for the program's start, before anything is sent.
func (c *Client) GuardDefault() { http.DefaultTransport = c.http.Transport }

// GuardsDefault reports whether the default transport passes this client's guard.
func (c *Client) GuardsDefault() bool { return http.DefaultTransport == c.http.Transport }
