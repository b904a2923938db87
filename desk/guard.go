package desk

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/shell"
)

// policy is sent with every answer.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// answerTime bounds the work on one request, writeTime how long a slow reader may take for the answer. Live news have limits of their own.
const (
	answerTime = 30 * time.Second
	writeTime  = 2 * time.Minute
)

// guard puts what every request passes in front of the pages: its number, the headers, the checks of host and origin, the limit
// on time.
func guard(o Options, d *shell.Desk, pages http.Handler) http.Handler {
	protect := http.NewCrossOriginProtection()
	protect.SetDenyHandler(d.Handle(func(http.ResponseWriter, *http.Request) error {
		return &shell.Fault{Status: http.StatusForbidden, Title: "This form came from another site.", Kept: "Nothing was changed. Open the desk itself and do it there."}
	}))
	h := protect.Handler(limit(pages))
	h = checkHost(o.Hosts, d, h)
	h = recovered(d, h)
	h = headers(h)
	return shell.WithRequestID(h)
}

func headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", policy)
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
		next.ServeHTTP(w, r)
	})
}

func limit(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/live" {
			next.ServeHTTP(w, r)
			return
		}
		ctx, cancel := context.WithTimeout(r.Context(), answerTime)
		defer cancel()
		if err := http.NewResponseController(w).SetWriteDeadline(time.Now().Add(writeTime)); err != nil && !errors.Is(err, http.ErrNotSupported) {
			return // the connection is gone
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// checkHost refuses names that are not the desk's own, so that a page elsewhere whose name is made to lead to this machine
// (DNS rebinding) cannot read it.
func checkHost(more []string, d *shell.Desk, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if known(r.Host, more) {
			next.ServeHTTP(w, r)
			return
		}
		d.Fail(w, r, &shell.Fault{Status: http.StatusMisdirectedRequest, Title: "The desk does not answer to this name.",
			Kept: "Open it as http://127.0.0.1 with its port, or start it with leave for the name in the address."})
	})
}

func known(host string, more []string) bool {
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	name = strings.ToLower(strings.TrimSuffix(strings.Trim(name, "[]"), "."))
	if name == "localhost" || strings.HasSuffix(name, ".localhost") {
		return true
	}
	if ip, err := netip.ParseAddr(name); err == nil && ip.IsLoopback() {
		return true
	}
	return slices.ContainsFunc(more, func(m string) bool { return strings.EqualFold(m, name) })
}

// recovered turns a panic in a handler, which is a mistake in the program, into the page for errors.
func recovered(d *shell.Desk, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			if v := recover(); v != nil {
				if v == http.ErrAbortHandler {
					panic(v) // the server's own way to end a connection
				}
				d.Fail(w, r, fmt.Errorf("panic: %v", v))
			}
		}()
		next.ServeHTTP(w, r)
	})
}
