package store

import (
	"compress/gzip"
	"database/sql"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// oldFolder unpacks a database that an earlier schema made: 3 reports of one source, the first with a second version, one decision.
func oldFolder(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, DatabaseFile), b, 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestMigrateOldFile(t *testing.T) {
	t.Parallel()
	s := open(t, oldFolder(t, "v0001.sqlite.gz"))
	page, err := s.Stream(t.Context(), StreamQuery{})
	if err != nil || len(page.Rows) != 3 {
		t.Fatalf("the stream after migration: %d rows, %v; want 3", len(page.Rows), err)
	}
	for _, row := range page.Rows {
		if _, err := s.Report(t.Context(), row.ID); err != nil {
			t.Error(err)
		}
	}
	r, err := s.Report(t.Context(), 2)
	if err != nil || len(r.Decisions) != 1 || r.Decisions[0].Verdict != Accept {
		t.Errorf("report 2: decisions %+v, %v; want the one that was kept", r.Decisions, err)
	}
	if hits, err := s.Search(t.Context(), "čaplin", 10); err != nil || len(hits) != 3 {
		t.Errorf("search after migration: %d hits, %v; want 3", len(hits), err)
	}
	checkTally(t, s)
	if _, created := keep(t, s, 2, 1); created {
		t.Error("a report that is there was kept again")
	}
	if _, created := keep(t, s, 2, 50); !created {
		t.Error("a new report was not kept")
	}
	checkTally(t, s)
}

// checkTally compares the running counts with a fresh count.
func checkTally(t *testing.T, s *Store) {
	t.Helper()
	for kind, fresh := range map[string]string{
		"documents":           `SELECT '', count(*) FROM document`,
		"document_bytes":      `SELECT '', coalesce(sum(size), 0) FROM document`,
		"document_bytes_kept": `SELECT '', coalesce(sum(length(body)), 0) FROM document`,
		"fetches":             `SELECT '', count(*) FROM fetch`,
		"versions":            `SELECT '', count(*) FROM report`,
		"facts":               `SELECT '', count(*) FROM fact`,
		"reports":             `SELECT '', count(*) FROM stream WHERE current = 1`,
		"unread":              `SELECT '', count(*) FROM stream WHERE current = 1 AND read_at IS NULL`,
		"copies":              `SELECT '', count(*) FROM story_member WHERE copy_of IS NOT NULL`,
		"stories":             `SELECT '', count(*) FROM story WHERE merged_into IS NULL AND reports > 1`,
		"claims":              `SELECT '', count(*) FROM claim WHERE positions > 0 AND (reports > 1 OR named > 0)`,
		"situation":           `SELECT CAST(situation_id AS TEXT), count(*) FROM situation_report GROUP BY situation_id`,
		"source":              `SELECT CAST(source_id AS TEXT), count(*) FROM stream WHERE current = 1 GROUP BY source_id`,
		"language":            `SELECT language, count(*) FROM stream WHERE current = 1 GROUP BY language`,
		"place":               `SELECT place, count(*) FROM stream WHERE current = 1 GROUP BY place`,
	} {
		var differ int
		err := s.read.QueryRowContext(t.Context(), `SELECT count(*) FROM (SELECT * FROM (`+fresh+`) EXCEPT SELECT value, n FROM tally WHERE kind = ?)`, kind).Scan(&differ)
		if err != nil || differ != 0 {
			t.Errorf("the tally of %s differs from a fresh count in %d values (%v)", kind, differ, err)
		}
		err = s.read.QueryRowContext(t.Context(), `SELECT count(*) FROM (SELECT value, n FROM tally WHERE kind = ? AND n > 0 EXCEPT SELECT * FROM (`+fresh+`))`, kind).Scan(&differ)
		if err != nil || differ != 0 {
			t.Errorf("the tally of %s has %d values that a fresh count does not (%v)", kind, differ, err)
		}
	}
}

func TestRefusesOtherSchemas(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, change string
		want         error
		words        string
	}{
		{"a newer one", `INSERT INTO schema_migration VALUES (9999, 'of_the_future', 'x', 0)`, ErrNewer, "use a newer dateline"},
		{"a changed one", `UPDATE schema_migration SET checksum = 'x' WHERE number = 1`, nil, "made by a different dateline"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			dir := t.TempDir()
			s, err := Open(t.Context(), dir, Options{})
			if err != nil {
				t.Fatal(err)
			}
			_, err = s.write.Exec(c.change)
			if err := errors.Join(err, s.Close()); err != nil {
				t.Fatal(err)
			}
			_, err = Open(t.Context(), dir, Options{})
			if err == nil || c.want != nil && !errors.Is(err, c.want) || !strings.Contains(err.Error(), c.words) {
				t.Errorf("got %v, want %v with %q", err, c.want, c.words)
			}
		})
	}
}

func TestMigrationIsWholeOrNothing(t *testing.T) {
	t.Parallel()
	db, err := sql.Open("sqlite", dsn(filepath.Join(t.TempDir(), "x?y%.sqlite"), "_txlock=immediate"))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	bad := migration{number: 1, name: "bad", sql: "CREATE TABLE a (x); CREATE TABLE a (x);"}
	if _, err := db.Exec(`CREATE TABLE schema_migration (number INTEGER PRIMARY KEY, name TEXT, checksum TEXT, applied_at INTEGER)`); err != nil {
		t.Fatal(err)
	}
	if err := bad.apply(t.Context(), db, time.Now()); err == nil {
		t.Fatal("a migration that fails half way gave no error")
	}
	var n int
	if err := db.QueryRow(`SELECT (SELECT count(*) FROM sqlite_schema WHERE name = 'a') + (SELECT count(*) FROM schema_migration)`).Scan(&n); err != nil || n != 0 {
		t.Errorf("a migration that failed left %d traces (%v)", n, err)
	}
}

func TestMigrationNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		files []string
		ok    bool
	}{
		{"in order", []string{"0001_a.sql", "0002_b.sql"}, true},
		{"a gap", []string{"0001_a.sql", "0003_b.sql"}, false},
		{"twice", []string{"0001_a.sql", "0001_b.sql"}, false},
		{"no number", []string{"first.sql"}, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			files := fstest.MapFS{}
			for _, f := range c.files {
				files["migrations/"+f] = &fstest.MapFile{Data: []byte("SELECT 1")}
			}
			if _, err := migrations(files); (err == nil) != c.ok {
				t.Errorf("%v: got %v, want ok %v", c.files, err, c.ok)
			}
		})
	}
}
