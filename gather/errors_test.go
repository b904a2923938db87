package gather

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestReason(t *testing.T) {
	t.Parallel()
	tests := []struct {
		err  error
		want string
	}{
		{nil, ""},
		{&StatusError{URL: "u", Code: 403}, "The server refuses us: it answers 403 Forbidden. What was read before is kept."},
		{&StatusError{URL: "u", Code: 404}, "There is nothing at this address any more: it answers 404 Not Found. Check the address. What was read before is kept."},
		{&StatusError{URL: "u", Code: 410}, "The server says that this address is gone for good: it answers 410 Gone. What was read before is kept."},
		{&StatusError{URL: "u", Code: 429}, "The server finds that we ask too often: it answers 429 Too Many Requests. We wait longer before the next time."},
		{&StatusError{URL: "u", Code: 503}, "The server is in trouble: it answers 503 Service Unavailable. We try again later. What was read before is kept."},
		{&StatusError{URL: "u", Code: 418}, "The server does not give the document: it answers 418 I'm a teapot. What was read before is kept."},
		{&WaitError{Host: "h", Until: time.Date(2026, 3, 1, 12, 5, 0, 0, time.UTC)}, "The server asked us to wait. It will be asked again after 1 March 2026, 12:05 UTC."},
		{&RefusedError{Host: "h", Addr: netip.MustParseAddr("10.0.0.1"), Why: "a private network"}, "Not fetched: h leads to 10.0.0.1, a private network. Allow this host in the settings if it is yours."},
		{&RefusedError{URL: "ftp://h/", Why: "only http and https addresses are read"}, "Not fetched: only http and https addresses are read. Check the address."},
		{&RobotsError{URL: "u"}, "The site's robots.txt asks robots not to read this page, so it was not read."},
		{&RedirectError{URL: "u", Hops: 8}, "The server sends us round in a circle: more than 8 redirects. Check the address."},
		{&TooBigError{Name: "u", Limit: 32 << 20}, "The document is larger than the limit of 32 MB, so reading stopped there."},
		{&PartialError{Items: 3, Why: "the document breaks off in the middle"}, "Read in part: the document breaks off in the middle. What came before (3 items) is kept."},
		{&FileError{Path: "a.txt", Err: errors.New("no such file"), Do: "check the name"}, "The file could not be read: a.txt: no such file; check the name."},
		{&TimeoutError{URL: "u", After: time.Minute}, "No answer, or no end of it, within 1m0s. We try again later."},
		{ErrNotFeed, "What the server gives is no feed. Add the site's address instead, and its feeds will be looked for."},
		{ErrBinary, "What the server gives is not text."},
		{ErrEmpty, "The server gives an empty document. What was read before is kept."},
		{ErrNoFeed, "This site names no feed, and none was found where feeds usually lie. It can be added as a single page."},
		{&net.DNSError{Name: "h.example", IsNotFound: true}, "There is no site named h.example. Check the address."},
		{&net.DNSError{Name: "h.example"}, "The name h.example could not be looked up. Check this machine's network."},
		{&tls.CertificateVerificationError{Err: x509.UnknownAuthorityError{}}, "The site's certificate does not hold, so nothing was read: x509: certificate signed by unknown authority."},
		{syscall.ECONNREFUSED, "Nothing answers at this address: the connection was refused. We try again later."},
		{syscall.ECONNRESET, "The server broke the connection off. We try again later."},
		{context.Canceled, "Reading was stopped before the end. It goes on the next time."},
		{errors.New("odd."), "The source could not be read: odd. What was read before is kept."},
	}
	for _, tt := range tests {
		if got := Reason(tt.err); got != tt.want {
			t.Errorf("%v: got %q, want %q", tt.err, got, tt.want)
		}
		if tt.err != nil && Reason(fmt.Errorf("poll: %w", tt.err)) != tt.want && !strings.Contains(tt.want, "odd") {
			t.Errorf("%v: the reason is lost when wrapped", tt.err)
		}
	}
}

func TestReasonOfReal(t *testing.T) {
	t.Parallel()
	secure := httptest.NewTLSServer(http.NotFoundHandler())
	defer secure.Close()
	closed := httptest.NewServer(http.NotFoundHandler())
	closed.Close()
	c := local(t)
	for url, want := range map[string]string{secure.URL: "The site's certificate does not hold", closed.URL: "Nothing answers at this address"} {
		if _, err := c.Get(t.Context(), url, Validators{}); !strings.HasPrefix(Reason(err), want) {
			t.Errorf("got %q (%v), want %q", Reason(err), err, want)
		}
	}
}

func TestErrorsNameTheirDocument(t *testing.T) {
	t.Parallel()
	for _, err := range []error{
		&StatusError{URL: "http://n.example/", Code: 500}, &TooBigError{Name: "http://n.example/", Limit: 3}, &TimeoutError{URL: "http://n.example/"}, &RedirectError{URL: "http://n.example/"}, &RobotsError{URL: "http://n.example/"},
		&PartialError{Name: "http://n.example/"}, &RefusedError{URL: "http://n.example/"}, &FileError{Path: "http://n.example/", Err: ErrEmpty},
	} {
		if !strings.Contains(err.Error(), "http://n.example/") {
			t.Errorf("%T: %v", err, err)
		}
	}
}

func TestMaxAge(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)
	tests := []struct {
		header http.Header
		want   time.Duration
	}{
		{http.Header{}, 0},
		{http.Header{"Cache-Control": {"public, Max-Age=600"}}, 10 * time.Minute},
		{http.Header{"Cache-Control": {`max-age="60"`}}, time.Minute},
		{http.Header{"Cache-Control": {"no-cache, max-age=600"}}, 0},
		{http.Header{"Cache-Control": {"max-age=-1"}}, 0},
		{http.Header{"Cache-Control": {"max-age=x"}}, 0},
		{http.Header{"Expires": {"Sun, 01 Mar 2026 12:30:00 GMT"}}, 30 * time.Minute},
		{http.Header{"Expires": {"0"}}, 0},
	}
	for _, tt := range tests {
		if got := maxAge(tt.header, now); got != tt.want {
			t.Errorf("%v: got %v, want %v", tt.header, got, tt.want)
		}
	}
}
