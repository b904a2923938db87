package main

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The committed bundles are those that the sources give today.
func TestBundlesAreCurrent(t *testing.T) {
	t.Parallel()
	want, err := bundle("..")
	if err != nil {
		t.Fatal(err)
	}
	names, err := filepath.Glob("../dist/desk-*")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]bool{}
	for _, name := range names {
		got[filepath.Base(name)] = true
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(body, want[filepath.Base(name)]) {
			t.Errorf("%s is stale: run go generate ./desk/assets", name)
		}
	}
	fresh := map[string]bool{}
	for name := range want {
		fresh[name] = true
	}
	if diff := cmp.Diff(fresh, got); diff != "" {
		t.Errorf("bundles in dist (-want +got), run go generate ./desk/assets:\n%s", diff)
	}
}

// The script of a page stays under 60 KB compressed, the design's budget, and loads nothing from outside.
func TestBudget(t *testing.T) {
	t.Parallel()
	files, err := bundle("..")
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range files {
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if _, err := z.Write(body); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if b.Len() > 60<<10 {
			t.Errorf("%s is %d bytes compressed, over 60 KB", name, b.Len())
		}
		if text := string(body); strings.Contains(text, "http://") && !strings.Contains(text, "www.w3.org") || strings.Contains(text, "https://") {
			t.Errorf("%s names an address outside", name)
		}
	}
}
