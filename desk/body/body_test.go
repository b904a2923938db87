package body

import (
	"compress/gzip"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestWrite(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("the same words ", 400)
	tests := []struct {
		name, method, encoding string
		status                 int
		body, wantCoding       string
		wantBody               string
		wantTag                bool
	}{
		{"short", "GET", "gzip", 200, "ok", "", "ok", true},
		{"long", "GET", "br, gzip;q=0.8", 200, long, "gzip", long, true},
		{"not asked for", "GET", "br", 200, long, "", long, true},
		{"refused", "GET", "gzip;q=0", 200, long, "", long, true},
		{"head", "HEAD", "", 200, "ok", "", "", true},
		{"error has no tag", "GET", "", 404, "gone", "", "gone", false},
		{"post has no tag", "POST", "", 200, "ok", "", "ok", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := httptest.NewRequest(tt.method, "/", nil)
			r.Header.Set("Accept-Encoding", tt.encoding)
			w := httptest.NewRecorder()
			if err := Write(w, r, tt.status, "text/plain", []byte(tt.body)); err != nil {
				t.Fatal(err)
			}
			if w.Code != tt.status {
				t.Errorf("status: got %d, want %d", w.Code, tt.status)
			}
			if got := w.Header().Get("Content-Encoding"); got != tt.wantCoding {
				t.Errorf("coding: got %q, want %q", got, tt.wantCoding)
			}
			if got := w.Header().Get("ETag") != ""; got != tt.wantTag {
				t.Errorf("has a tag: got %v, want %v", got, tt.wantTag)
			}
			var from io.Reader = w.Body
			if tt.wantCoding == "gzip" {
				z, err := gzip.NewReader(w.Body)
				if err != nil {
					t.Fatal(err)
				}
				from = z
			}
			got, err := io.ReadAll(from)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != tt.wantBody {
				t.Errorf("body: got %d bytes, want %d", len(got), len(tt.wantBody))
			}
		})
	}
}

func TestWriteNotModified(t *testing.T) {
	t.Parallel()
	first := httptest.NewRecorder()
	if err := Write(first, httptest.NewRequest("GET", "/", nil), 200, "text/plain", []byte("words")); err != nil {
		t.Fatal(err)
	}
	for _, header := range []string{first.Header().Get("ETag"), `"other", ` + strings.TrimPrefix(first.Header().Get("ETag"), "W/"), "*"} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("If-None-Match", header)
		w := httptest.NewRecorder()
		if err := Write(w, r, 200, "text/plain", []byte("words")); err != nil {
			t.Fatal(err)
		}
		if w.Code != http.StatusNotModified || w.Body.Len() != 0 {
			t.Errorf("If-None-Match %s: got status %d with %d bytes, want 304 with none", header, w.Code, w.Body.Len())
		}
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("If-None-Match", first.Header().Get("ETag"))
	w := httptest.NewRecorder()
	if err := Write(w, r, 200, "text/plain", []byte("other words")); err != nil {
		t.Fatal(err)
	}
	if w.Code != http.StatusOK {
		t.Errorf("changed body: got status %d, want 200", w.Code)
	}
}
