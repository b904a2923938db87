package gather

import (
	"go/ast"
	"go/parser"
	gotoken "go/token"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// outgoing are the ways in which a Go program reaches the network, by package.
var outgoing = map[string][]string{
	"net/http":   {"Client", "Get", "Post", "PostForm", "Head", "DefaultClient", "DefaultTransport", "Transport"},
	"net":        {"Dial", "DialTimeout", "Dialer", "DialTCP", "DialUDP", "DialIP"},
	"crypto/tls": {"Dial", "DialWithDialer", "Dialer"},
	"net/smtp":   {"Dial", "SendMail"},
}

// TestOneClient reads every Go file of the project: outside this package nothing may reach the network by itself. Tests
// may, against servers of their own.
func TestOneClient(t *testing.T) {
	t.Parallel()
	files := 0
	err := filepath.WalkDir("..", func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir() && (d.Name() == "gather" || d.Name() == "node_modules" || strings.HasPrefix(d.Name(), ".") && d.Name() != ".."):
			return fs.SkipDir
		case d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		files++
		for _, use := range networkUses(t, path) {
			t.Errorf("%s: ask gather.Client instead", use)
		}
		return nil
	})
	if err != nil || files == 0 {
		t.Fatalf("%d files read: %v", files, err)
	}
}

// networkUses finds selections like http.Get in a file, under whatever name it imports the package.
func networkUses(t *testing.T, path string) []string {
	t.Helper()
	set := gotoken.NewFileSet()
	file, err := parser.ParseFile(set, path, nil, parser.SkipObjectResolution)
	if err != nil {
		return nil // the compiler says so with more words
	}
	names := map[string][]string{}
	for _, imp := range file.Imports {
		address := strings.Trim(imp.Path.Value, `"`)
		if banned, ok := outgoing[address]; ok {
			name := address[strings.LastIndexByte(address, '/')+1:]
			if imp.Name != nil {
				name = imp.Name.Name
			}
			names[name] = banned
		}
	}
	var out []string
	ast.Inspect(file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if pkg, ok := sel.X.(*ast.Ident); ok {
				for _, banned := range names[pkg.Name] {
					if sel.Sel.Name == banned {
						out = append(out, set.Position(sel.Pos()).String()+": "+pkg.Name+"."+banned)
					}
				}
			}
		}
		return true
	})
	return out
}

func TestNetworkUses(t *testing.T) {
	t.Parallel()
	path := write(t, t.TempDir(), "x.go", "package x\n\nimport (\n\tweb \"net/http\"\n\t\"net\"\n)\n\nvar a, _ = web.Get(\"\")\nvar b web.Client\nvar c = net.Dial\nvar d web.Handler\n")
	if got := networkUses(t, path); len(got) != 3 {
		t.Errorf("got %q, want three", got)
	}
}
