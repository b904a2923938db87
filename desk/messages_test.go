package desk

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/dateline-news/dateline/desk/know"
	"github.com/dateline-news/dateline/desk/say"
	"github.com/dateline-news/dateline/desk/shell"
)

// sentence is a Go literal that a person reads: words with a blank between them, that begin as a sentence or a label does.
var sentence = regexp.MustCompile(`^[A-Z“][a-z’]+( [^%<>=]*|)$`)

// spokenIn are the fields and calls whose literals are messages whatever they look like.
var spokenIn = map[string]bool{"Does": true, "Label": true, "Title": true, "Text": true, "Kept": true, "Act": true, "Word": true}

// goMessages collects the literals of the desk's Go code that templates give to say.Text: titles, labels, notes, what keys do.
func goMessages(t *testing.T) map[string]bool {
	t.Helper()
	all := map[string]bool{}
	add := func(n ast.Node) {
		if lit, is := n.(*ast.BasicLit); is && lit.Kind == token.STRING {
			if s, err := strconv.Unquote(lit.Value); err == nil && len(s) > 1 && !strings.ContainsAny(s, "<>\\{}") {
				all[s] = true
			}
		}
	}
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.KeyValueExpr:
				if key, is := n.Key.(*ast.Ident); is && spokenIn[key.Name] {
					add(n.Value)
				}
			case *ast.CallExpr:
				if f, is := n.Fun.(*ast.SelectorExpr); is && f.Sel.Name == "Bad" {
					for _, a := range n.Args {
						add(a)
					}
				}
			case *ast.BasicLit:
				if s, err := strconv.Unquote(n.Value); n.Kind == token.STRING && err == nil && sentence.MatchString(s) {
					add(n)
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// The message file holds every message of the interface. -update writes it.
func TestMessageFile(t *testing.T) {
	all := goMessages(t)
	for _, set := range shell.Parsed() {
		list, err := shell.Messages(set)
		if err != nil {
			t.Error(err)
		}
		for _, m := range list {
			all[m] = true
		}
	}
	for _, k := range shell.AllKeys {
		all[k.Does] = true
	}
	for _, c := range know.Cards {
		all[c.Title], all[c.How], all[c.Cannot] = true, true, true
	}
	want := say.Catalogue{Language: "en", Messages: map[string]string{}}
	for m := range all {
		want.Messages[m] = m
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", " ")
	if err := e.Encode(want); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile("say/en.json", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	have, err := os.ReadFile("say/en.json")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, b.Bytes()) {
		known := say.English()
		for m := range all {
			if _, is := known[m]; !is {
				t.Errorf("the message file lacks %q", m)
			}
		}
		t.Error("desk/say/en.json is stale: run go test ./desk -run MessageFile -update")
	}
}

// Every chart has its card beside it, and every kind of fact that a page shows has one that the page leads to.
func TestCards(t *testing.T) {
	t.Parallel()
	for _, k := range shell.Kinds {
		if _, is := know.Find(k.Name); !is {
			t.Errorf("the kind of fact %q has no card", k.Name)
		}
	}
	seen := map[string]bool{}
	for _, c := range know.Cards {
		if seen[c.ID] || c.Title == "" || c.How == "" || c.Cannot == "" {
			t.Errorf("card %q is there twice, or says too little", c.ID)
		}
		seen[c.ID] = true
	}
	h, _, sha := filled(t, fixtureSamples)
	charts := regexp.MustCompile(`data-chart="([a-z]+)"`)
	tiles := regexp.MustCompile(`<(?:mark|span class="tile")[^>]* data-k="([a-z]+)"`)
	for _, path := range pagePaths {
		w := get(t, h, strings.Replace(path, "%s", sha, 1))
		if w.Code != http.StatusOK {
			continue
		}
		page := w.Body.String()
		for _, m := range charts.FindAllStringSubmatch(page, -1) {
			if !strings.Contains(page, `data-how="`+m[1]+`"`) {
				t.Errorf("%s: the chart %q has no card beside it", path, m[1])
			}
		}
		if whole := strings.Contains(page, "<html"); whole && !strings.Contains(page, `href="/how`) {
			t.Errorf("%s: nothing leads to the cards", path)
		}
		for _, m := range tiles.FindAllStringSubmatch(page, -1) {
			if _, is := know.Find(m[1]); !is {
				t.Errorf("%s: the kind %q has no card", path, m[1])
			}
		}
	}
}

// A translation is read with a check of its keys.
func TestTranslation(t *testing.T) {
	t.Parallel()
	if _, err := say.Read(strings.NewReader(`{"language": "de", "messages": {"No such words at all": "Keine"}}`)); err == nil || !strings.Contains(err.Error(), "No such words at all") {
		t.Errorf("a mistyped key: got %v", err)
	}
	if _, err := say.Read(strings.NewReader(`{"messages": {}}`)); err == nil {
		t.Error("a file without a language was taken")
	}
	c, err := say.Read(strings.NewReader(`{"language": "de", "messages": {"Stream": "Strom"}}`))
	if err != nil || c.Messages["Stream"] != "Strom" {
		t.Errorf("got %+v, %v", c, err)
	}
}
