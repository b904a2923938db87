package desk

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/dateline-news/dateline/desk/evidence"
)

// TestEvidencePack checks a pack as its README tells a stranger to: every file under its hash, every sentence where it stands.
func TestEvidencePack(t *testing.T) {
	t.Parallel()
	h, _, _ := filled(t, fixtureSamples)
	w := get(t, h, "/reports/1/evidence.zip")
	if w.Code != http.StatusOK || w.Header().Get("Content-Type") != "application/zip" || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
		t.Fatalf("got %d with headers %v", w.Code, w.Header())
	}
	files := unpack(t, w.Body.Bytes())
	listed := 0
	for line := range strings.Lines(files["SHA256SUMS"]) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if content, ok := files[name]; !ok || sum != hashOf(content) {
			t.Errorf("SHA256SUMS says %s of %q, which is there: %v", sum, name, ok)
		}
		listed++
	}
	if listed != len(files)-1 {
		t.Errorf("SHA256SUMS lists %d of %d files", listed, len(files)-1)
	}
	copies, sentences := 0, 0
	for name, content := range files {
		if sum, ok := strings.CutPrefix(name, "documents/"); ok {
			copies++
			if sum != hashOf(content) {
				t.Errorf("%s is not under its hash", name)
			}
		}
	}
	for line := range strings.Lines(files["sentences.jsonl"]) {
		var s evidence.Sentence
		if err := json.Unmarshal([]byte(line), &s); err != nil {
			t.Fatal(err)
		}
		sentences++
		if text := files["reports/1/text.txt"]; s.End > len(text) || s.Start >= s.End || text[s.Start:s.End] != s.Words || s.SHA256 != hashOf(s.Words) {
			t.Errorf("%q does not stand at %d to %d", s.Words, s.Start, s.End)
		}
	}
	if copies != 1 || sentences == 0 {
		t.Errorf("%d kept copies and %d sentences", copies, sentences)
	}
	for path, want := range map[string]int{"/reports/99999/evidence.zip": 404, "/reports/x/evidence.zip": 404, "/claims/99999/evidence.zip": 404, "/situations/none/briefs/1/evidence.zip": 404} {
		if w := get(t, h, path); w.Code != want {
			t.Errorf("GET %s: got %d, want %d", path, w.Code, want)
		}
	}
}

// unpack gives the files of a zip by name.
func unpack(t *testing.T, b []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(content)
	}
	return out
}

func hashOf(s string) string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}
