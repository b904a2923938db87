package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/span"
	"github.com/google/go-cmp/cmp"
)

// putAt keeps the words of sample n as those of one address, fetched hours after the first.
func putAt(t *testing.T, s *Store, source SourceID, n, hours int) (ReportID, bool) {
	t.Helper()
	doc, r, rec := sample(n)
	doc.URL, r.URL = "https://meridian.example/report", "https://meridian.example/report"
	doc.Fetched = time.Date(2026, 11, 23, hours, 0, 0, 0, time.UTC)
	fetch, err := s.KeepDocument(t.Context(), doc, source)
	if err != nil {
		t.Fatal(err)
	}
	id, created, err := s.PutReport(t.Context(), Put{Fetch: fetch, Report: r, Record: rec})
	if err != nil {
		t.Fatal(err)
	}
	return id, created
}

func TestVersions(t *testing.T) {
	t.Parallel()
	type step struct {
		words, hours int
		created      bool
		current      int // version that stands after it
	}
	for _, c := range []struct {
		name  string
		steps []step
		want  []int // words by version
	}{
		{"the same words again", []step{{1, 1, true, 1}, {1, 2, false, 1}}, []int{1}},
		{"other words", []step{{1, 1, true, 1}, {2, 2, true, 2}}, []int{1, 2}},
		{"a step run again", []step{{1, 1, true, 1}, {2, 2, true, 2}, {1, 1, false, 2}, {2, 2, false, 2}}, []int{1, 2}},
		{"the first words come back", []step{{1, 1, true, 1}, {2, 2, true, 2}, {1, 3, true, 3}}, []int{1, 2, 1}},
		{"an earlier fetch read late", []step{{2, 2, true, 1}, {1, 1, true, 2}, {3, 3, true, 3}}, []int{1, 2, 3}},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := open(t, t.TempDir())
			var id ReportID
			for i, st := range c.steps {
				got, created := putAt(t, s, FilesSource, st.words, st.hours)
				if id = got; created != st.created {
					t.Errorf("step %d: created %v, want %v", i+1, created, st.created)
				}
				page, err := s.Stream(t.Context(), StreamQuery{})
				if err != nil || len(page.Rows) != 1 || page.Rows[0].Version != st.current {
					t.Errorf("step %d: the stream has %+v, %v; want version %d alone", i+1, page.Rows, err, st.current)
				}
			}
			r, err := s.Report(t.Context(), id)
			if err != nil {
				t.Fatal(err)
			}
			var got, want []string
			for i, v := range r.Versions {
				got = append(got, v.TextID)
				if v.Version != i+1 {
					t.Errorf("version %d stands in place %d", v.Version, i+1)
				}
			}
			for _, n := range c.want {
				_, r, _ := sample(n)
				want = append(want, r.ID)
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("versions (-want +got):\n%s", d)
			}
			checkTally(t, s)
		})
	}
}

func TestSupersededVersionStaysReadable(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	first, _ := putAt(t, s, FilesSource, 1, 1)
	putAt(t, s, FilesSource, 2, 2)
	r, err := s.Report(t.Context(), first)
	if err != nil {
		t.Fatal(err)
	}
	if r.SupersededAt.IsZero() || r.Newer != 0 || r.Older != 0 || len(r.Facts) == 0 {
		t.Errorf("superseded %v, neighbours %d and %d, %d facts", r.SupersededAt, r.Newer, r.Older, len(r.Facts))
	}
	if hits, err := s.Search(t.Context(), `"lane 1"`, 10); err != nil || len(hits) != 0 {
		t.Errorf("search finds words that no longer stand: %+v, %v", hits, err)
	}
}

func TestSameWordsOfTwoSources(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	other, _, err := s.AddSource(t.Context(), NewSource{Name: "Tessel Gazette", URL: "https://tessel.example/feed", Kind: FeedSource})
	if err != nil {
		t.Fatal(err)
	}
	a, _ := putAt(t, s, FilesSource, 1, 1)
	b, created := putAt(t, s, other, 1, 2)
	if a == b || !created {
		t.Fatalf("the same words of two sources are one report (%d, %d)", a, b)
	}
	r, err := s.Report(t.Context(), a)
	if err != nil || len(r.SameWords) != 1 || r.SameWords[0].ID != b || r.SameWords[0].Name != "Tessel Gazette" {
		t.Errorf("same words: %+v, %v; want report %d", r.SameWords, err, b)
	}
	var texts int
	if err := s.read.QueryRow(`SELECT count(*) FROM text`).Scan(&texts); err != nil || texts != 1 {
		t.Errorf("the words are kept %d times (%v)", texts, err)
	}
	if hits, err := s.Search(t.Context(), "vessel", 10); err != nil || len(hits) != 2 {
		t.Errorf("search finds %d of 2 reports with the same words (%v)", len(hits), err)
	}
}

func TestLaterModelAddsAReading(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	doc, r, rec := sample(1)
	fetch, err := s.KeepDocument(t.Context(), doc, FilesSource)
	if err != nil {
		t.Fatal(err)
	}
	put := Put{Fetch: fetch, Report: r, Record: rec, Model: "first"}
	id, _, err := s.PutReport(t.Context(), put)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Decide(t.Context(), Decision{Report: id, Fact: "s1", Verdict: Accept, Who: "Ana"}); err != nil {
		t.Fatal(err)
	}
	put.Model, put.Record.Wording, put.Record.Statements = "second", nil, append(rec.Statements, record.Statement{ID: "s2", Kind: record.Indirect,
		Content: []span.Span{rec.Events[0].Sentence}, Sentence: rec.Events[0].Sentence})
	if again, created, err := s.PutReport(t.Context(), put); err != nil || again != id || created {
		t.Fatalf("another reading: report %d, created %v, %v; want %d, false", again, created, err, id)
	}
	got, err := s.Report(t.Context(), id)
	if err != nil || got.Model != "second" || len(got.Record.Statements) != 2 || len(got.Decisions) != 1 {
		t.Errorf("model %q, %d statements, %d decisions, %v; want second, 2, 1", got.Model, len(got.Record.Statements), len(got.Decisions), err)
	}
	page, err := s.Stream(t.Context(), StreamQuery{Has: StatementFact})
	if err != nil || len(page.Rows) != 1 || page.Rows[0].Counts.Statements != 2 || page.Rows[0].Counts.Wording != 0 {
		t.Errorf("the stream's counts: %+v, %v; want those of the later reading", page.Rows, err)
	}
	if known, err := s.KnownReading(t.Context(), fetch, "second"); err != nil || known != id {
		t.Errorf("known reading: %d, %v; want %d", known, err, id)
	}
	if known, err := s.KnownReading(t.Context(), fetch, "third"); err != nil || known != 0 {
		t.Errorf("a model that has not read it: %d, %v; want 0", known, err)
	}
	checkTally(t, s)
}

// TestRefusesWhatDoesNotStand puts reports that must not be kept, and sees that nothing of them is.
func TestRefusesWhatDoesNotStand(t *testing.T) {
	t.Parallel()
	outside := span.Span{Start: 10, End: 100_000}
	for _, c := range []struct {
		name   string
		change func(p *Put)
		want   error
	}{
		{"a span outside the text", func(p *Put) { p.Record.Times[0].Span = outside }, ErrBadSpan},
		{"a span that cuts a character", func(p *Put) { p.Record.Times[0].Span = span.Span{Start: 0, End: 1} }, ErrBadSpan},
		{"a span of space", func(p *Put) {
			i := strings.Index(p.Report.Text, "\n")
			p.Record.Wording[0].Span = span.Span{Start: i, End: i + 2}
		}, ErrBadSpan},
		{"an empty span", func(p *Put) { p.Record.Claims[0].Span = span.Span{Start: 5, End: 5} }, ErrBadSpan},
		{"an entity without a mention", func(p *Put) { p.Record.Entities[1].Mentions = nil }, ErrBadSpan},
		{"a paragraph outside the text", func(p *Put) { p.Record.Report.Paragraphs = []span.Span{outside} }, ErrBadSpan},
		{"a headline outside the text", func(p *Put) { p.Record.Report.Headline = &outside }, ErrBadSpan},
		{"a record of another text", func(p *Put) { p.Record.Report.Text += "x" }, ErrInvalid},
		{"no text", func(p *Put) { p.Report.Text = "" }, ErrInvalid},
		{"another id", func(p *Put) { p.Report.ID = "sha256:" + gather.Sum(nil) }, ErrInvalid},
		{"cut from other bytes", func(p *Put) { p.Report.Document = gather.Sum(nil) }, ErrInvalid},
		{"a confidence of 2", func(p *Put) { p.Record.Statements[0].Confidence = 2 }, ErrInvalid},
		{"a fetch that is not there", func(p *Put) { p.Fetch = 99 }, ErrNotFound},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := open(t, t.TempDir())
			doc, r, rec := sample(1)
			fetch, err := s.KeepDocument(t.Context(), doc, FilesSource)
			if err != nil {
				t.Fatal(err)
			}
			p := Put{Fetch: fetch, Report: r, Record: rec}
			p.Record.Statements = append([]record.Statement{}, rec.Statements...)
			c.change(&p)
			if _, _, err := s.PutReport(t.Context(), p); !errors.Is(err, c.want) || !strings.Contains(err.Error(), r.URL) {
				t.Errorf("got %v, want %v with the report's address", err, c.want)
			}
			var left int
			if err := s.read.QueryRow(`SELECT (SELECT count(*) FROM text) + (SELECT count(*) FROM report) + (SELECT count(*) FROM fact) + (SELECT count(*) FROM stream)`).Scan(&left); err != nil || left != 0 {
				t.Errorf("%d rows are left of it (%v)", left, err)
			}
		})
	}
}

// TestEveryFactReproducesItsWords keeps records of random spans in random texts of many scripts, and compares every row
// with the text.
func TestEveryFactReproducesItsWords(t *testing.T) {
	t.Parallel()
	rnd := rand.New(rand.NewPCG(7, 7))
	s := open(t, t.TempDir())
	for n := range 60 {
		text := randomText(rnd)
		r := report.Report{ID: "sha256:" + gather.Sum([]byte(text)), Text: text}
		rec := record.Record{Schema: record.Schema, Report: record.Report{ID: r.ID, Text: text}}
		for i := range 20 {
			sp := randomSpan(rnd, text)
			rec.Times = append(rec.Times, record.Time{Span: sp, Type: "DATE", Value: "2026"})
			rec.Entities = append(rec.Entities, record.Entity{ID: fmt.Sprint("e", i+1), Kind: record.Person, Name: sp.Of(text), Mentions: []span.Span{sp, randomSpan(rnd, text)}})
		}
		doc := gather.Document{Path: fmt.Sprint(n), Bytes: []byte(text)}
		fetch, err := s.KeepDocument(t.Context(), doc, FilesSource)
		if err != nil {
			t.Fatal(err)
		}
		id, _, err := s.PutReport(t.Context(), Put{Fetch: fetch, Report: r, Record: rec})
		if err != nil {
			t.Fatal(err)
		}
		if back, err := s.Report(t.Context(), id); err != nil || back.Report.Text != text {
			t.Fatalf("report %d: %v", id, err)
		}
	}
	rows, err := s.read.Query(`SELECT f.start_byte, f.end_byte, f.words_sha256, f.label, f.kind, t.text FROM fact f JOIN reading g ON g.id = f.reading_id
		JOIN report r ON r.id = g.report_id JOIN text t ON t.id = r.text_id`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		var sp span.Span
		var sum []byte
		var label, kind, text string
		if err := rows.Scan(&sp.Start, &sp.End, &sum, &label, &kind, &text); err != nil {
			t.Fatal(err)
		}
		if want := words(text, sp); string(want[:]) != string(sum) || kind == "entity" && label != sp.Of(text) {
			t.Errorf("a %s at %v does not reproduce its words", kind, sp)
		}
		n++
	}
	if want := 60 * 20 * 4; rows.Err() != nil || n != want {
		t.Errorf("got %d facts, %v; want %d", n, rows.Err(), want)
	}
}

var alphabet = []rune("abc žćÉ Прес 港口 مرفأ 😀 “quoted” 'it' \n\u0301\u200d0")

func randomText(rnd *rand.Rand) string {
	runes := make([]rune, 40+rnd.IntN(200))
	for i := range runes {
		runes[i] = alphabet[rnd.IntN(len(alphabet))]
	}
	return "A" + string(runes)
}

// randomSpan is a span of text on character borders that holds more than space.
func randomSpan(rnd *rand.Rand, text string) span.Span {
	var borders []int
	for i := range text {
		borders = append(borders, i)
	}
	borders = append(borders, len(text))
	for {
		a, b := rnd.IntN(len(borders)), rnd.IntN(len(borders))
		if sp := (span.Span{Start: borders[min(a, b)], End: borders[max(a, b)]}); sp.Check(text) == nil {
			return sp
		}
	}
}

func TestDamageIsSeen(t *testing.T) {
	t.Parallel()
	for _, change := range []string{
		`UPDATE fact SET start_byte = start_byte + 1 WHERE id = 'e3'`,
		`UPDATE fact SET words_sha256 = zeroblob(32) WHERE id = 's1.c1'`,
		`DELETE FROM fact WHERE id = 't1'`,
		`INSERT INTO fact (reading_id, id, kind, start_byte, end_byte, words_sha256) VALUES (1, 'x', 'time', 0, 2, zeroblob(32))`,
		`UPDATE reading SET record = zeroblob(3)`,
		`DROP TRIGGER text_immutable; UPDATE text SET text = replace(text, 'shut', 'open')`,
	} {
		t.Run(change, func(t *testing.T) {
			t.Parallel()
			s := open(t, t.TempDir())
			id, _ := keep(t, s, FilesSource, 1)
			if _, err := s.write.Exec(change); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Report(t.Context(), id); !errors.Is(err, ErrDamaged) {
				t.Errorf("got %v, want ErrDamaged", err)
			}
		})
	}
}

// TestSchemaRefuses sees that the database itself refuses what the program must never write.
func TestSchemaRefuses(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	keep(t, s, FilesSource, 1)
	for name, change := range map[string]string{
		"a fact without a reading":   `INSERT INTO fact (reading_id, id, kind, start_byte, end_byte, words_sha256) VALUES (99, 'x', 'time', 0, 2, zeroblob(32))`,
		"a fact without words":       `INSERT INTO fact (reading_id, id, kind, start_byte, end_byte, words_sha256) VALUES (1, 'x', 'time', 2, 2, zeroblob(32))`,
		"a fact without a hash":      `INSERT INTO fact (reading_id, id, kind, start_byte, end_byte) VALUES (1, 'x', 'time', 0, 2)`,
		"a fact of no kind":          `INSERT INTO fact (reading_id, id, kind, start_byte, end_byte, words_sha256) VALUES (1, 'x', 'rumour', 0, 2, zeroblob(32))`,
		"a changed text":             `UPDATE text SET text = 'other'`,
		"a text with a number in it": `UPDATE document SET sha256 = x'00'`,
		"two current versions":       `INSERT INTO report (item_id, version, text_id, document_id, fetched_at, recorded_at, meta) VALUES (1, 2, 1, 1, 0, 0, x'00')`,
		"a document that is used":    `DELETE FROM document`,
		"a source that is used":      `DELETE FROM source`,
	} {
		if _, err := s.write.Exec(change); err == nil {
			t.Errorf("%s was taken", name)
		}
	}
}
