package gather

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// gathered is what Files gave, one line a document or error, with dir left out.
func gathered(t *testing.T, dir, path string) []string {
	t.Helper()
	var out []string
	for d, err := range Files(t.Context(), path) {
		if err != nil {
			var file *FileError
			if !errors.As(err, &file) || file.Path == "" {
				t.Errorf("not a *FileError that names its file: %v", err)
			}
			out = append(out, "error: "+strings.ReplaceAll(err.Error(), dir, "."))
			continue
		}
		if d.SHA256 != Sum(d.Bytes) || d.Fetched.IsZero() || d.URL != "" {
			t.Errorf("%s: %+v", d.Path, d)
		}
		out = append(out, strings.ReplaceAll(d.Path, dir, ".")+" "+d.MediaType+" "+string(d.Bytes[:min(len(d.Bytes), 20)]))
	}
	return out
}

func write(t *testing.T, dir, name, text string) string {
	t.Helper()
	path := filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

const letter = "From: Ana <ana@post.example>\r\nTo: desk@post.example\r\nSubject: Ferry\r\nDate: Tue, 03 Jan 2023 10:00:00 +0100\r\n\r\nText\r\n"

func TestFiles(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"b.txt": "plain words", "a/z.html": "<p>page</p>", "a/note.txt": "<!DOCTYPE html><p>page", "a/words.html": "Only words, no tag.", "c.eml": letter, "d.json": `{"title": "T"}`,
		"e.json": `[{"n":1}, {"n":2}, 3]`, "f.jsonl": "{\"n\":1}\n\nnonsense\n{\"n\":2}", "g.xml": "<?xml version='1.0'?><rss/>", "empty.txt": " \n", "h.txt": "PK\x03\x04zip", "i.png": "\x89PNG\r\n", ".hidden.txt": "no",
		"j.mbox": "From a@b Tue Jan  3 10:00:00 2023\n" + letter + "\n>From the harbour\n\nFrom c@d Tue Jan  3 11:00:00 2023\n" + letter, "k.md": "# Title",
	} {
		write(t, dir, name, text)
	}
	if err := os.Symlink("loop.txt", filepath.Join(dir, "loop.txt")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(dir, filepath.Join(dir, "a", "round")); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"./a/note.txt text/html <!DOCTYPE html><p>pa",
		"error: ./a/round: a link that leads back to a folder above it; remove the link",
		"./a/words.html text/plain Only words, no tag.",
		"./a/z.html text/html <p>page</p>",
		"./b.txt text/plain plain words",
		"./c.eml message/rfc822 From: Ana <ana@post.",
		`./d.json application/json {"title": "T"}`,
		`./e.json!1 application/json {"n":1}`,
		`./e.json!2 application/json {"n":2}`,
		"error: ./e.json!3: a member of the list that is no object",
		"error: ./empty.txt: empty; give a file with text in it",
		`./f.jsonl!1 application/json {"n":1}`,
		"error: ./f.jsonl!3: the line is no JSON object",
		`./f.jsonl!4 application/json {"n":2}`,
		"./g.xml application/xml <?xml version='1.0'?",
		"error: ./h.txt: not text: the bytes look like a binary file (zip or office document); give a text, HTML, mail, JSON or XML file",
		"./j.mbox!1 message/rfc822 From: Ana <ana@post.",
		"./j.mbox!2 message/rfc822 From: Ana <ana@post.",
		"./k.md text/plain # Title",
		"error: ./loop.txt: a link that leads back to itself; remove the link, or name the file that it should lead to",
	}
	if diff := cmp.Diff(want, gathered(t, dir, dir)); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func TestFilesAlone(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	odd := write(t, dir, "no-extension", "plain words")
	if err := os.Mkdir(filepath.Join(dir, "nothing"), 0o755); err != nil {
		t.Fatal(err)
	}
	huge := write(t, dir, "huge.txt", "x")
	if err := os.Truncate(huge, 2<<30); err != nil { // a sparse file: one line of 2 GB
		t.Fatal(err)
	}
	hugeLines := write(t, dir, "huge.jsonl", "{")
	if err := os.Truncate(hugeLines, 2<<30); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{
		odd:                             "./no-extension text/plain plain words",
		filepath.Join(dir, "missing"):   "error: ./missing: no such file; check the name",
		filepath.Join(dir, "nothing"):   "error: ./nothing: the folder holds no document; give a folder with .txt, .html, .eml, .mbox, .json or .xml files",
		huge:                            "error: ./huge.txt: the file: larger than the limit of 64 MB; split it, or leave it out",
		hugeLines:                       "error: ./huge.jsonl!1: the line: larger than the limit of 64 MB; split it, or leave it out",
		filepath.Join(odd, "below.txt"): "error: ./no-extension/below.txt: not a directory",
	} {
		if got := gathered(t, dir, path); len(got) != 1 || got[0] != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestFilesUnreadable(t *testing.T) {
	t.Parallel()
	if os.Getuid() == 0 {
		t.Skip("root may read every file")
	}
	dir := t.TempDir()
	path := write(t, dir, "a.txt", "x")
	if err := os.Chmod(path, 0); err != nil {
		t.Fatal(err)
	}
	if got := gathered(t, dir, path); len(got) != 1 || !strings.Contains(got[0], "no permission to read it") {
		t.Errorf("got %q", got)
	}
}

func TestFilesStops(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for _, n := range []string{"a.txt", "b.txt", "c.txt"} {
		write(t, dir, n, "words")
	}
	seen := 0
	for range Files(t.Context(), dir) {
		seen++
		break
	}
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var last error
	for _, err := range Files(ctx, dir) {
		cancel()
		last = err
		seen++
	}
	if seen != 3 || !errors.Is(last, context.Canceled) {
		t.Errorf("%d given, last error %v", seen, last)
	}
}

func TestStdin(t *testing.T) {
	t.Parallel()
	for d, err := range Stdin(strings.NewReader(letter)) {
		if err != nil || d.Path != "-" || d.MediaType != "message/rfc822" {
			t.Errorf("got %+v, %v", d, err)
		}
	}
	given := 0
	for _, err := range Stdin(io.LimitReader(spaceReader{}, MaxFileBytes+10)) {
		given++
		var big *TooBigError
		if !errors.As(err, &big) {
			t.Errorf("got %v, want *TooBigError", err)
		}
	}
	for _, err := range Stdin(strings.NewReader("")) {
		given++
		if !errors.Is(err, ErrEmpty) {
			t.Errorf("got %v, want ErrEmpty", err)
		}
	}
	if given != 2 {
		t.Errorf("%d errors, want 2", given)
	}
}

type spaceReader struct{}

func (spaceReader) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

func TestSniffType(t *testing.T) {
	t.Parallel()
	tests := []struct{ declared, name, body, want string }{
		{"", "", "words", "text/plain"},
		{"", "x.html", "<p>x", "text/html"},
		{"text/plain", "", "<!doctype html><p>x", "text/html"},
		{"text/html", "", "<rss version='2.0'><channel/></rss>", "application/xml"},
		{"text/html", "", `{"version": "https://jsonfeed.org/version/1"}`, "application/json"},
		{"application/xml", "", "<html><body>", "text/html"},
		{"application/xhtml+xml", "", "<?xml version='1.0'?><html/>", "application/xhtml+xml"},
		{"application/octet-stream", "x.eml", "From: a", "message/rfc822"},
		{"", "", letter, "message/rfc822"},
		{"", "", "From a@b Tue Jan  3 10:00:00 2023\n" + letter, "application/mbox"},
		{"", "", "From the harbour: a report\nTo: all\nSubject: x\n", "text/plain"},
		{"", "", "\xEF\xBB\xBF<?xml version='1.0'?><feed/>", "application/xml"},
		{"", "", "\xFF\xFE<\x00h\x00t\x00m\x00l\x00>\x00", "text/html"},
		{"", "", "[PRISTINA] The talks: {sic}", "text/plain"},
		{"", "", "<?xml version='1.0'?>\n<!DOCTYPE html PUBLIC 'x'>\n<html xmlns='http://www.w3.org/1999/xhtml'>", "text/html"},
	}
	for _, tt := range tests {
		if got := sniffType(tt.declared, tt.name, []byte(tt.body)); got != tt.want {
			t.Errorf("%q %q %.30q: got %s, want %s", tt.declared, tt.name, tt.body, got, tt.want)
		}
	}
}
