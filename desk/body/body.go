// Package body writes finished answers: with an ETag, as 304 when the reader has them already, compressed when the
// reader takes gzip.
package body

import (
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
)

// small is the size under which compressing is not worth a header.
const small = 1400

// Write answers with b. A GET or HEAD that succeeds gets a weak ETag over b and 304 where the request names it. The error is that
// of the connection.
func Write(w http.ResponseWriter, r *http.Request, status int, mediaType string, b []byte) error {
	h := w.Header()
	h.Set("Content-Type", mediaType)
	h.Add("Vary", "Accept-Encoding")
	if status == http.StatusOK && (r.Method == http.MethodGet || r.Method == http.MethodHead) {
		sum := sha256.Sum256(b)
		tag := `W/"` + hex.EncodeToString(sum[:12]) + `"`
		h.Set("ETag", tag)
		if matches(r.Header.Get("If-None-Match"), tag) {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	if len(b) >= small && TakesGzip(r) {
		return compressed(w, r, status, b)
	}
	h.Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return nil
	}
	if _, err := w.Write(b); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return nil
}

func compressed(w http.ResponseWriter, r *http.Request, status int, b []byte) error {
	w.Header().Set("Content-Encoding", "gzip")
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return nil
	}
	z, err := gzip.NewWriterLevel(w, gzip.BestSpeed)
	if err != nil {
		return err
	}
	if _, err := z.Write(b); err != nil {
		return fmt.Errorf("write the answer: %w", err)
	}
	return z.Close()
}

// matches reports whether one of the tags of an If-None-Match header is tag, weakly compared (RFC 9110, 8.8.3.2).
func matches(header, tag string) bool {
	for one := range strings.SplitSeq(header, ",") {
		one = strings.TrimSpace(one)
		if one == "*" || strings.TrimPrefix(one, "W/") == strings.TrimPrefix(tag, "W/") {
			return true
		}
	}
	return false
}

// TakesGzip reports whether the reader accepts gzip with a weight above 0.
func TakesGzip(r *http.Request) bool {
	for one := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		name, param, _ := strings.Cut(strings.TrimSpace(one), ";")
		if strings.TrimSpace(name) == "gzip" {
			q, found := strings.CutPrefix(strings.ReplaceAll(param, " ", ""), "q=")
			weight, err := strconv.ParseFloat(q, 64)
			return !found || err == nil && weight > 0
		}
	}
	return false
}
