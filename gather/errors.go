package gather

import (
	"cmp"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"syscall"
	"time"
)

// Sentinels on which callers decide.
var (
	// ErrBinary: the bytes are no text in any charset.
	ErrBinary = errors.New("not text: the bytes look like a binary file")
	// ErrNotFeed: the document was read, and it is no feed, wire item or sitemap.
	ErrNotFeed = errors.New("not a feed")
	// ErrEmpty: the document has no bytes, or only space.
	ErrEmpty = errors.New("empty")
)

// RefusedError says that the client did not connect, because of where the address leads or what kind it is.
type RefusedError struct {
	URL  string     // as asked, "" when only the host is known
	Host string     // as named in the URL
	Addr netip.Addr // the address that the name led to; zero when the URL itself was refused
	Why  string     // "a private network"
}

func (e *RefusedError) Error() string {
	if e.Addr.IsValid() {
		return fmt.Sprintf("refused to connect to %s: %s is %s", e.Host, e.Addr, e.Why)
	}
	return fmt.Sprintf("refused %s: %s", cmp.Or(e.URL, e.Host), e.Why)
}

// StatusError is an answer other than 200 and 304.
type StatusError struct {
	URL        string
	Code       int           // HTTP status
	RetryAfter time.Duration // as the server asked; 0 when it did not
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("fetch %s: the server answers %d %s", e.URL, e.Code, http.StatusText(e.Code))
}

// WaitError says that nothing was asked of the host, because it told us to wait.
type WaitError struct {
	Host  string
	Until time.Time // UTC
}

func (e *WaitError) Error() string {
	return fmt.Sprintf("%s asked us to wait until %s", e.Host, e.Until.Format(time.RFC3339))
}

// TooBigError says that a body, a file or a line is larger than the limit; no more than the limit was read.
type TooBigError struct {
	Name  string // URL or file
	Limit int64  // bytes
}

func (e *TooBigError) Error() string {
	return fmt.Sprintf("%s: larger than the limit of %s", e.Name, size(e.Limit))
}

// TimeoutError says that the answer did not come, or did not end, in time.
type TimeoutError struct {
	URL   string
	After time.Duration
	Err   error
}

func (e *TimeoutError) Error() string {
	return fmt.Sprintf("fetch %s: no end after %s", e.URL, e.After)
}
func (e *TimeoutError) Unwrap() error { return e.Err }

// RedirectError says that a chain of redirects was given up.
type RedirectError struct {
	URL  string // where the chain stood
	Hops int
}

func (e *RedirectError) Error() string {
	return fmt.Sprintf("fetch %s: more than %d redirects", e.URL, e.Hops)
}

// RobotsError says that the site's robots.txt keeps robots away from the page.
type RobotsError struct {
	URL string
}

func (e *RobotsError) Error() string {
	return fmt.Sprintf("%s: robots.txt asks us not to read it", e.URL)
}

// PartialError says that a document broke off or was cut: what was read before is given beside it.
type PartialError struct {
	Name   string // URL or path of the document
	Items  int    // how many items were read
	Offset int    // byte of the decoded text where it broke off
	Why    string // "the XML ends in the middle of an item"
}

func (e *PartialError) Error() string {
	return fmt.Sprintf("%s: read in part (%s): %s", cmp.Or(e.Name, "feed"), countItems(e.Items), e.Why)
}

// FileError names a file that could not be read and says what to do.
type FileError struct {
	Path string
	Do   string // "check the name"
	Err  error
}

func (e *FileError) Error() string {
	if e.Do == "" {
		return fmt.Sprintf("%s: %v", e.Path, e.Err)
	}
	return fmt.Sprintf("%s: %v; %s", e.Path, e.Err, e.Do)
}
func (e *FileError) Unwrap() error { return e.Err }

// Reason puts err into one or two sentences for the sources page: what happened, and what it means for the source.
func Reason(err error) string {
	if err == nil {
		return ""
	}
	for _, f := range []func(error) string{reasonOfAnswer, reasonOfBody, reasonOfNetwork} {
		if s := f(err); s != "" {
			return s
		}
	}
	return "The source could not be read: " + strings.TrimSuffix(err.Error(), ".") + ". What was read before is kept."
}

func reasonOfAnswer(err error) string {
	var status *StatusError
	var wait *WaitError
	var refused *RefusedError
	var robots *RobotsError
	var redirect *RedirectError
	switch {
	case errors.As(err, &status):
		return reasonOfStatus(status)
	case errors.As(err, &wait):
		return "The server asked us to wait. It will be asked again after " + wait.Until.Format("2 January 2006, 15:04") + " UTC."
	case errors.As(err, &refused) && refused.Addr.IsValid():
		return fmt.Sprintf("Not fetched: %s leads to %s, %s. Allow this host in the settings if it is yours.", refused.Host, refused.Addr, refused.Why)
	case errors.As(err, &refused):
		return "Not fetched: " + refused.Why + ". Check the address."
	case errors.As(err, &robots):
		return "The site's robots.txt asks robots not to read this page, so it was not read."
	case errors.As(err, &redirect):
		return fmt.Sprintf("The server sends us round in a circle: more than %d redirects. Check the address.", redirect.Hops)
	}
	return ""
}

func reasonOfStatus(e *StatusError) string {
	answer := fmt.Sprintf("it answers %d %s", e.Code, http.StatusText(e.Code))
	switch {
	case e.Code == http.StatusNotFound:
		return "There is nothing at this address any more: " + answer + ". Check the address. What was read before is kept."
	case e.Code == http.StatusGone:
		return "The server says that this address is gone for good: " + answer + ". What was read before is kept."
	case e.Code == http.StatusTooManyRequests:
		return "The server finds that we ask too often: " + answer + ". We wait longer before the next time."
	case e.Code == http.StatusUnauthorized || e.Code == http.StatusForbidden || e.Code == http.StatusUnavailableForLegalReasons:
		return "The server refuses us: " + answer + ". What was read before is kept."
	case e.Code >= 500:
		return "The server is in trouble: " + answer + ". We try again later. What was read before is kept."
	}
	return "The server does not give the document: " + answer + ". What was read before is kept."
}

func reasonOfBody(err error) string {
	var big *TooBigError
	var partial *PartialError
	var file *FileError
	switch {
	case errors.As(err, &big):
		return fmt.Sprintf("The document is larger than the limit of %s, so reading stopped there.", size(big.Limit))
	case errors.As(err, &partial):
		return fmt.Sprintf("Read in part: %s. What came before (%s) is kept.", partial.Why, countItems(partial.Items))
	case errors.As(err, &file):
		return "The file could not be read: " + file.Error() + "."
	case errors.Is(err, ErrNoFeed):
		return "This site names no feed, and none was found where feeds usually lie. It can be added as a single page."
	case errors.Is(err, ErrNotFeed):
		return "What the server gives is no feed. Add the site's address instead, and its feeds will be looked for."
	case errors.Is(err, ErrBinary):
		return "What the server gives is not text."
	case errors.Is(err, ErrEmpty):
		return "The server gives an empty document. What was read before is kept."
	}
	return ""
}

func reasonOfNetwork(err error) string {
	var timeout *TimeoutError
	var dns *net.DNSError
	var cert *tls.CertificateVerificationError
	switch {
	case errors.As(err, &timeout):
		return fmt.Sprintf("No answer, or no end of it, within %s. We try again later.", timeout.After.Round(time.Second))
	case errors.As(err, &dns) && dns.IsNotFound:
		return fmt.Sprintf("There is no site named %s. Check the address.", dns.Name)
	case errors.As(err, &dns):
		return fmt.Sprintf("The name %s could not be looked up. Check this machine's network.", dns.Name)
	case errors.As(err, &cert):
		return "The site's certificate does not hold, so nothing was read: " + cert.Err.Error() + "."
	case errors.Is(err, syscall.ECONNREFUSED):
		return "Nothing answers at this address: the connection was refused. We try again later."
	case errors.Is(err, syscall.ECONNRESET):
		return "The server broke the connection off. We try again later."
	case errors.Is(err, context.Canceled):
		return "Reading was stopped before the end. It goes on the next time."
	}
	return ""
}

func countItems(n int) string {
	if n == 1 {
		return "1 item"
	}
	return fmt.Sprintf("%d items", n)
}

// size writes a number of bytes for people.
func size(n int64) string {
	switch {
	case n >= 1<<20 && n%(1<<20) == 0:
		return fmt.Sprintf("%d MB", n>>20)
	case n >= 1<<10 && n%(1<<10) == 0:
		return fmt.Sprintf("%d kB", n>>10)
	}
	return fmt.Sprintf("%d bytes", n)
}
