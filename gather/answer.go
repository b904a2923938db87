package gather

import (
	"bufio"
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"fmt"
	"io"
	"mime"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// answer turns an HTTP response into ours. The body is read to the limit and not further.
func (c *Client) answer(address string, resp *http.Response, v Validators) (Response, error) {
	now := c.opt.Now().UTC()
	out := Response{Status: resp.StatusCode, Validators: newValidators(resp.Header, v), MaxAge: maxAge(resp.Header, now)}
	final := resp.Request.URL.String()
	switch {
	case resp.StatusCode == http.StatusNotModified:
		out.NotModified = true
		c.hosts.calm(resp.Request.URL.Host)
		return out, nil
	case resp.StatusCode != http.StatusOK:
		after := RetryAfter(resp.Header.Get("Retry-After"), now)
		if resp.StatusCode == http.StatusTooManyRequests || resp.StatusCode == http.StatusServiceUnavailable {
			c.hosts.wait(resp.Request.URL.Host, after)
		}
		return out, &StatusError{URL: address, Code: resp.StatusCode, RetryAfter: after}
	}
	c.hosts.calm(resp.Request.URL.Host)
	body, err := readBody(resp.Body, resp.Header.Get("Content-Encoding"), c.opt.MaxBytes, address)
	out.Document = document(final, resp.Header, body, now)
	if err != nil {
		return out, c.bodyError(address, err)
	}
	if declared := resp.ContentLength; declared > 0 && resp.Header.Get("Content-Encoding") == "" && int64(len(body)) < declared {
		return out, fmt.Errorf("fetch %s: %w", address, io.ErrUnexpectedEOF)
	}
	return out, nil
}

func (c *Client) bodyError(address string, err error) error {
	if _, ok := err.(*TooBigError); ok {
		return err
	}
	return c.networkError(address, err)
}

func document(url string, h http.Header, body []byte, now time.Time) Document {
	mediaType, charset := ParseContentType(h.Get("Content-Type"))
	return Document{URL: url, MediaType: sniffType(mediaType, "", body), Charset: charset, Bytes: body, SHA256: Sum(body), Fetched: now, Header: h.Clone()}
}

// ParseContentType splits a Content-Type header into a lower-case media type and the charset as written. It forgives
// what servers get wrong: spaces around "=", single quotes, parameters without a value.
func ParseContentType(header string) (mediaType, charset string) {
	if mt, params, err := mime.ParseMediaType(header); err == nil {
		return mt, strings.Trim(params["charset"], "'\" ")
	}
	mediaType, rest, _ := strings.Cut(header, ";")
	for part := range strings.SplitSeq(rest, ";") {
		name, value, ok := strings.Cut(part, "=")
		if ok && strings.EqualFold(strings.TrimSpace(name), "charset") {
			charset = strings.Trim(value, "'\" \t")
		}
	}
	return strings.ToLower(strings.TrimSpace(mediaType)), charset
}

// readBody undoes at most one content coding and reads at most limit decoded bytes. What was read comes back beside
// the error.
func readBody(r io.Reader, coding string, limit int64, name string) ([]byte, error) {
	decoded, err := decoder(r, strings.ToLower(strings.TrimSpace(coding)))
	if err != nil {
		return nil, fmt.Errorf("decode the body of %s: %w", name, err)
	}
	var buf bytes.Buffer
	n, err := io.Copy(&buf, io.LimitReader(decoded, limit+1))
	body := buf.Bytes()
	if n > limit {
		return body[:limit], &TooBigError{Name: name, Limit: limit}
	}
	return body, err
}

// decoder looks at the first bytes as well as at the header, because servers name codings that they do not use. Two
// codings on top of each other are refused: nobody needs them but a bomb.
func decoder(r io.Reader, coding string) (io.Reader, error) {
	br := bufio.NewReader(r)
	head, err := br.Peek(2)
	if err != nil && err != io.EOF {
		return nil, err
	}
	switch coding {
	case "", "identity":
		return br, nil
	case "gzip", "x-gzip":
		if !bytes.HasPrefix(head, []byte{0x1f, 0x8b}) {
			return br, nil
		}
		return gzip.NewReader(br)
	case "deflate":
		if len(head) == 2 && head[0]&0x0f == 8 && (int(head[0])<<8|int(head[1]))%31 == 0 {
			return zlib.NewReader(br)
		}
		return flate.NewReader(br), nil
	}
	return nil, fmt.Errorf("content coding %q was not asked for", coding)
}

func newValidators(h http.Header, sent Validators) Validators {
	v := Validators{ETag: h.Get("ETag"), LastModified: h.Get("Last-Modified")}
	if v == (Validators{}) {
		return sent
	}
	return v
}

// RetryAfter reads the header of that name: seconds or a date. Nonsense and dates gone by are 0; more than a week is
// a week.
func RetryAfter(header string, now time.Time) time.Duration {
	header = strings.TrimSpace(header)
	var d time.Duration
	if seconds, err := strconv.ParseInt(header, 10, 64); err == nil {
		d = time.Duration(min(max(seconds, 0), 7*24*3600)) * time.Second
	} else if at, err := http.ParseTime(header); err == nil {
		d = at.Sub(now)
	}
	return min(max(d, 0), 7*24*time.Hour)
}

// maxAge reads how long an answer stays fresh from Cache-Control and Expires; 0 when it is not said or forbidden.
func maxAge(h http.Header, now time.Time) time.Duration {
	for part := range strings.SplitSeq(h.Get("Cache-Control"), ",") {
		name, value, _ := strings.Cut(strings.ToLower(strings.TrimSpace(part)), "=")
		switch name {
		case "no-store", "no-cache":
			return 0
		case "max-age":
			if s, err := strconv.ParseInt(strings.Trim(value, `"`), 10, 32); err == nil {
				return time.Duration(max(s, 0)) * time.Second
			}
		}
	}
	if at, err := http.ParseTime(h.Get("Expires")); err == nil {
		return max(at.Sub(now), 0)
	}
	return 0
}
