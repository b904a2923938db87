package eval

import (
	"archive/tar"
	"bytes"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/zstd"
)

func TestShingleScore(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, gold, got   string
		precision, recall float64
	}{
		{"the same", "a b c d e", "a b c d e", 1, 1},
		{"one more", "a b c d e", "a b c d e f", 2.0 / 3, 1},
		{"one less", "a b c d e f", "a b c d e", 1, 2.0 / 3},
		{"nothing in common", "a b c d", "e f g h", 0, 0},
		{"punctuation and soft hyphens do not count", "a, b c\u00ad d!", "a b c d", 1, 1},
		{"short text is one run", "a b", "a b", 1, 1},
		{"a run that comes twice counts twice", "a a a a a", "a a a a", 1, 0.5},
		{"nothing read", "a b c d", "", 0, 0},
	} {
		p, r := shingleScore(tokens(c.gold), tokens(c.got))
		if math.Abs(p-c.precision) > 1e-9 || math.Abs(r-c.recall) > 1e-9 {
			t.Errorf("%s: got %.3f %.3f, want %.3f %.3f", c.name, p, r, c.precision, c.recall)
		}
	}
}

// Precision is the mean over the pages with output, recall over all pages.
func TestPageScoreMeans(t *testing.T) {
	t.Parallel()
	var s pageScore
	p := page{}
	p.Gold.Text = "a b c d"
	s.add(p, reading{body: "a b c d"}, 0)
	s.add(p, reading{}, 0)
	precision, recall, f := s.bodyFigures()
	if precision != 1 || recall != 0.5 || math.Abs(f-2.0/3) > 1e-9 || s.same != 1 {
		t.Errorf("got %v %v %v, %d the same", precision, recall, f, s.same)
	}
}

func TestPageFields(t *testing.T) {
	t.Parallel()
	var f field
	f.add("A  Title", "a title")
	f.add("A Title", "A Title | Outlet")
	f.add("A Title", "")
	f.add("", "A Title")
	if f != (field{gold: 3, exact: 1, loose: 2}) {
		t.Errorf("got %+v", f)
	}
}

func TestPageSegments(t *testing.T) {
	t.Parallel()
	var s pageScore
	p := page{}
	p.Gold.With = []string{"the council\nmet", "nobody came"}
	p.Gold.Without = []string{"Share", "Imprint"}
	s.add(p, reading{lead: "Share this", body: "On Monday the council met."}, 0)
	if s.found != 1 || s.missed != 1 || s.wrong != 1 || s.kept != 1 {
		t.Errorf("found %d missed %d wrong %d kept %d", s.found, s.missed, s.wrong, s.kept)
	}
}

func TestGoldAuthors(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{`"Jane Doe"`: "Jane Doe", `["Jane Doe", "John Roe"]`: "Jane Doe, John Roe", `"Jane Doe; John Roe"`: "Jane Doe, John Roe"} {
		var a authors
		if err := json.Unmarshal([]byte(in), &a); err != nil || string(a) != want {
			t.Errorf("%s gives %q (%v), want %q", in, a, err, want)
		}
	}
	var a authors
	if err := json.Unmarshal([]byte(`5`), &a); err == nil {
		t.Error("a number is taken for authors")
	}
}

func TestPagesWithoutData(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	err := Pages(t.Context(), Options{Data: folder, Out: &bytes.Buffer{}})
	if err == nil || !strings.Contains(err.Error(), filepath.Join(folder, "pages")) {
		t.Errorf("got %v, want an error that names the folder", err)
	}
}

// TestPages reads a set of one page from archives as the data folder has them. It is not parallel: Pages holds the program to one core.
func TestPages(t *testing.T) {
	folder := t.TempDir()
	pages := filepath.Join(folder, "pages")
	if err := os.Mkdir(pages, 0o755); err != nil {
		t.Fatal(err)
	}
	body := "<p>The council of Sundby met on Monday and adopted the budget by nine votes to four, its chairwoman said.</p>"
	html := "<html><head><title>Council adopts budget</title></head><body><h1>Council adopts budget</h1><article>" + body +
		"<p>The money will last until June, she told reporters in the old town hall, and no tax will rise before then.</p></article></body></html>"
	for _, set := range pageSets {
		writeArchive(t, filepath.Join(pages, set.name+".html.tar.zst"), set.name+"/1.html", html)
	}
	manifest := `{"id":"aeb/1","set":"aeb","file":"aeb/1.html","url":"https://x.example/1","split":"dev","gold":{"text":"The council of Sundby met on Monday and adopted the budget by nine votes to four, its chairwoman said."}}` + "\n"
	if err := os.WriteFile(filepath.Join(pages, "manifest.jsonl"), []byte(manifest), 0o644); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := Pages(t.Context(), Options{Data: folder, Out: &out, Misses: true}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"aeb: article body", "dateline", "go-trafilatura", "go-htmldate"} {
		if !strings.Contains(out.String(), want) {
			t.Errorf("the table lacks %q:\n%s", want, out.String())
		}
	}
}

func writeArchive(t *testing.T, path, name, content string) {
	t.Helper()
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z, err := zstd.NewWriter(f)
	if err != nil {
		t.Fatal(err)
	}
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(content))}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	for _, c := range []interface{ Close() error }{w, z, f} {
		if err := c.Close(); err != nil {
			t.Fatal(err)
		}
	}
}
