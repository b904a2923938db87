package report

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/dateline-news/dateline/gather"
)

// seeds adds the documents of the golden files of a folder, and some more.
func seeds(f *testing.F, folder string, more ...string) {
	f.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", folder, "*.txtar"))
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		b, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(txtar.Parse(b).Files[0].Data))
	}
	for _, s := range more {
		f.Add(s)
	}
}

// readFuzzed reads a document of one form and checks what comes out, if anything does.
func readFuzzed(t *testing.T, path, text string) {
	t.Helper()
	if len(text) > 1<<16 {
		return
	}
	r, err := Read(gather.Document{Path: path, URL: "https://x.example/2024/03/05/a", Bytes: []byte(text), Fetched: fetchedDay}, loadWorld())
	if err == nil {
		checkReport(t, r)
	}
}

func FuzzPlain(f *testing.F) {
	seeds(f, "plain", "", "a", "\n", "a\n\nb", "# a\n===\n", "By A B\n\nMOSCOW (AP) — a", "\xff\xfea\x00b\x00", "x\fy\rz")
	f.Fuzz(func(t *testing.T, text string) { readFuzzed(t, "a.txt", text) })
}

func FuzzPage(f *testing.F) {
	seeds(f, "page", "", "<p>", "<html><h1>a</h1><p>b", "<table><tr><td>a<td>b", "<script type=application/ld+json>{\"@type\":\"Article\",\"articleBody\":\"a\"}</script>")
	f.Fuzz(func(t *testing.T, text string) { readFuzzed(t, "a.html", text) })
}

func FuzzReportJSON(f *testing.F) {
	seeds(f, "data", `{"text":""}`, `{"text":"a","title":"a"}`, `{"text":"a\nb","authors":[{"name":"A B"},"C D"]}`, `{"bodies":[{"value":"a"}]}`, `{"body_html":"<p>a"}`, `{"text":"\ud800"}`)
	f.Fuzz(func(t *testing.T, text string) { readFuzzed(t, "a.json", text) })
}

func FuzzMail(f *testing.F) {
	seeds(f, "mail", "", "Subject: a\n\nb")
	f.Fuzz(func(t *testing.T, text string) { readFuzzed(t, "a.eml", text) })
}
