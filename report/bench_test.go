package report

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	trafilatura "github.com/markusmobius/go-trafilatura"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/dateline-news/dateline/gather"
)

// reportOf500Words is a plain text of the usual length.
func reportOf500Words() string {
	var b strings.Builder
	b.WriteString("All news\n\nHarbour union rejects ministry's 'final' pay offer in Port Callan\n\nDockers' leader Ines Varga said the strike would go on until the spring\n\nPORT CALLAN, March 12. /NORDA/. ")
	for range 10 {
		b.WriteString("The harbour union of Port Callan on Tuesday rejected what the transport ministry had called its final offer, and said that no ship would be loaded before Monday.\n\n" +
			"\"We were promised eight percent and we were given two,\" union leader Ines Varga told reporters.\n\n")
	}
	return b.String()
}

// BenchmarkPlain reads a report of 500 words from plain text.
func BenchmarkPlain(b *testing.B) {
	w := loadWorld()
	doc := gather.Document{Path: "a.txt", Bytes: []byte(reportOf500Words()), Fetched: fetchedDay}
	doc.SHA256 = gather.Sum(doc.Bytes)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(doc, w); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

// BenchmarkJSON reads the same report as plain JSON.
func BenchmarkJSON(b *testing.B) {
	w := loadWorld()
	text := strings.ReplaceAll(strings.ReplaceAll(reportOf500Words(), `"`, `\"`), "\n", `\n`)
	doc := gather.Document{Path: "a.json", Bytes: []byte(`{"title": "Harbour union", "text": "` + text + `"}`), Fetched: fetchedDay}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(doc, w); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "reports/s")
}

// pageFixture is the golden page with the whole frame of a news site, made as long as real ones by repeating its links.
func pageFixture(b *testing.B) gather.Document {
	b.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", "page", "report.txtar"))
	if err != nil {
		b.Fatal(err)
	}
	page := txtar.Parse(raw).Files[0].Data
	links := strings.Repeat(`<div class="teaser"><a href="/x"><span>Another report of the day that nobody asked for</span></a><p class="t">Its first words</p></div>`, 400)
	page = bytes.Replace(page, []byte("</nav>"), []byte("</nav><div class=\"frame\">"+links+"</div>"), 1)
	return gather.Document{URL: "https://www.islandpost.example/2024/03/05/grain-ships", MediaType: "text/html", Bytes: page, SHA256: gather.Sum(page), Fetched: fetchedDay}
}

// BenchmarkPage reads a page; compare with BenchmarkTrafilatura.
func BenchmarkPage(b *testing.B) {
	w, doc := loadWorld(), pageFixture(b)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(doc, w); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkTrafilatura reads the same page with go-trafilatura alone.
func BenchmarkTrafilatura(b *testing.B) {
	doc := pageFixture(b)
	address := addressOf(doc.URL)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := trafilatura.Extract(bytes.NewReader(doc.Bytes), trafilatura.Options{OriginalURL: address, ExcludeComments: true}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "pages/s")
}

// BenchmarkDateline reads one dateline, year and all.
func BenchmarkDateline(b *testing.B) {
	known := atlas{loadWorld()}
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := parseOpening("MOSCOW, December 28. /TASS/. Kremlin spokesmen spoke to envoys.", known); !ok {
			b.Fatal("no dateline")
		}
	}
}
