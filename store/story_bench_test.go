package store

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/story"
)

// BenchmarkPlace sets a new report among n others that the store holds: one that is like none of them, and one that carries another's words. The
// others are rows of the tables by which reports are found: bands with hashes as strangers have them, stories of one report
// each over a year, terms as often as words are in news (by Zipf's law). A million take minutes to make, so that they are only
// made with DATELINE_BENCH=million in the environment.
func BenchmarkPlace(b *testing.B) {
	for _, n := range []int{10_000, 100_000, 1_000_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			if n > 100_000 && os.Getenv("DATELINE_BENCH") != "million" {
				b.Skip("set DATELINE_BENCH=million to make a million reports")
			}
			s := open(b, b.TempDir())
			placeable(b, s, ferry, 0)
			fillStories(b, s, n)
			r := rand.New(rand.NewPCG(1, 1))
			for _, kind := range []string{"stranger", "copy"} {
				b.Run(kind, func(b *testing.B) {
					b.ReportAllocs()
					i := 0
					for b.Loop() {
						b.StopTimer()
						i++
						text := ferry + fmt.Sprintf("\n\nRead at terminal %d of %s.", i, kind)
						if kind == "stranger" {
							text = strangersText(r)
						}
						put := prepared(b, s, text, n+1000*len(kind)+i+r.IntN(1<<30))
						b.StartTimer()
						if err := s.Write(b.Context(), func(t *Tx) error { return t.PlaceReport(put) }); err != nil {
							b.Fatal(err)
						}
					}
					b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(i)/1000, "ms/report")
					b.ReportMetric(peakMB(), "MB-peak")
				})
			}
		})
	}
}

// peakMB is the most memory that the process held, where the system tells (Linux).
func peakMB() float64 {
	raw, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(raw)) {
		if rest, ok := strings.CutPrefix(line, "VmHWM:"); ok {
			kb, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 64)
			if err == nil {
				return kb / 1024
			}
		}
	}
	return 0
}

func strangersText(r *rand.Rand) string {
	var w strings.Builder
	w.WriteString("Stranger\n\n")
	for i := range 350 {
		if i > 0 {
			w.WriteByte(' ')
		}
		fmt.Fprintf(&w, "word%d", int(r.ExpFloat64()*3000))
	}
	return w.String()
}

// prepared keeps a report and makes it ready to be set among the others.
func prepared(b *testing.B, s *Store, text string, n int) StoryPut {
	b.Helper()
	rec := recordFrom(text)
	doc, r, _ := sample(0)
	doc.URL, doc.Bytes = fmt.Sprintf("https://outlet%d.example/%d", n%500, n), []byte(text)
	doc.SHA256 = strings.TrimPrefix(rec.Report.ID, "sha256:")
	r.ID, r.Document, r.URL, r.Text = rec.Report.ID, doc.SHA256, doc.URL, text
	r.Headline, r.Paragraphs, r.Dateline, r.Source = rec.Report.Headline, rec.Report.Paragraphs, nil, fmt.Sprint("Outlet ", n%500)
	fetch, err := s.KeepDocument(b.Context(), doc, FilesSource)
	if err != nil {
		b.Fatal(err)
	}
	id, _, err := s.PutReport(b.Context(), Put{Fetch: fetch, Report: r, Record: rec})
	if err != nil {
		b.Fatal(err)
	}
	return StoryPut{Report: id, Record: rec, Body: story.BodyOf(rec), Quotes: story.Quotations(rec), Features: story.FeaturesOf(rec, benchVector), Publisher: story.PublisherOf(nil, r.Source, r.URL)}
}

func benchVector(text string) []float32 {
	r := rand.New(rand.NewPCG(uint64(len(text)), 3))
	v := make([]float32, 384)
	for i := range v {
		v[i] = float32(r.NormFloat64())
	}
	return v
}

func placeable(b *testing.B, s *Store, text string, n int) {
	b.Helper()
	put := prepared(b, s, text, n)
	if err := s.Write(b.Context(), func(t *Tx) error { return t.PlaceReport(put) }); err != nil {
		b.Fatal(err)
	}
}

// fillStories adds n others.
func fillStories(b *testing.B, s *Store, n int) {
	b.Helper()
	from := time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC).Unix() / 86400
	for _, q := range []string{
		`PRAGMA foreign_keys = OFF`,
		`CREATE TEMP TABLE others (i INTEGER PRIMARY KEY, day INTEGER)`,
		fmt.Sprintf(`INSERT INTO others WITH RECURSIVE c(i) AS (SELECT 1000000 UNION ALL SELECT i + 1 FROM c WHERE i < 1000000 + %d) SELECT i, %d - abs(random()) %% 365 FROM c`, n-1, from),
		`INSERT INTO story_band SELECT abs(random()) >> 15, i FROM others, (WITH RECURSIVE k(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM k WHERE x < 24) SELECT x FROM k) ORDER BY 1`,
		`INSERT INTO story_sketch SELECT i, zeroblob(292) FROM others`,
		`INSERT OR IGNORE INTO story_term SELECT CAST(exp((abs(random()) % 1000000) / 1e6 * ln(100000)) AS INTEGER) * 40503 % 4294967296 AS term, day, i
			FROM others, (WITH RECURSIVE k(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM k WHERE x < 10) SELECT x FROM k) ORDER BY 1, 2`,
		`INSERT INTO story_member SELECT i, -i, i, day * 86400000000, 'published', 'outlet:x' || i % 500, NULL, 1, 0, 0, 'outlet:x' || i % 500, '', 'own', NULL, 0, 0, 1,
			(SELECT features FROM story_member WHERE features IS NOT NULL LIMIT 1), 0 FROM others`,
		`INSERT INTO story (id, made_at, changed_at, first_at, last_at, headline, lead, reports, own, outlets, origins, revised)
			SELECT i, 0, 0, day * 86400000000, day * 86400000000, '', '', 1, 1, 1, 1, 0 FROM others`,
		`DROP TABLE others`,
		`PRAGMA wal_checkpoint(TRUNCATE)`,
	} {
		if _, err := s.write.ExecContext(b.Context(), q); err != nil {
			b.Fatalf("%s: %v", q, err)
		}
	}
}
