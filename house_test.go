package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms says which rooms of the house a room may import: data flows one way.
var rooms = map[string][]string{
	"span":      {},
	"world":     {},
	"gather":    {},
	"search":    {},
	"report":    {"span", "world", "gather"},
	"language":  {"span"},
	"record":    {"span", "world", "gather", "report", "language"},
	"story":     {"span", "world", "gather", "report", "language", "record"},
	"situation": {"span", "world", "gather", "report", "language", "record", "story"},
	"store":     {"search", "span", "gather", "report", "record", "story", "situation"},
	"work":      {"search", "span", "world", "gather", "report", "language", "record", "story", "situation", "store"},
	"demo":      {"gather"},
	"desk":      {"search", "span", "world", "gather", "report", "record", "story", "situation", "store", "work"},
	"eval":      {"span", "world", "gather", "report", "language", "record", "story"},
	"cli":       {"search", "span", "world", "gather", "report", "language", "record", "story", "situation", "store", "work", "demo", "desk", "eval"},
	".":         {"cli"},
}

// TestDataFlowsOneWay holds every import of the program, tests apart, against the plan of the house.
func TestDataFlowsOneWay(t *testing.T) {
	t.Parallel()
	const module = "github.com/dateline-news/dateline/"
	seen := map[string]bool{}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && path != "." && (strings.HasPrefix(d.Name(), ".") || slices.Contains([]string{"testdata", "third_party", "tools", "training"}, d.Name())) {
			return filepath.SkipDir
		}
		if !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return nil
		}
		room := "."
		if before, _, ok := strings.Cut(filepath.ToSlash(path), "/"); ok {
			room = before
		}
		seen[room] = true
		allowed, known := rooms[room]
		if !known {
			t.Errorf("%s: %s is no room of the house: give it a place in this test", path, room)
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, imp := range file.Imports {
			name, err := strconv.Unquote(imp.Path.Value)
			if err != nil {
				return err
			}
			to, ours := strings.CutPrefix(name, module)
			to, _, _ = strings.Cut(to, "/")
			if ours && to != room && !slices.Contains(allowed, to) {
				t.Errorf("%s imports %s: %s may import only %v", path, to, room, allowed)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for room := range rooms {
		if !seen[room] {
			t.Errorf("room %s holds no Go file", room)
		}
	}
}
