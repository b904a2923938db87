package work

import (
	"bufio"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
)

// The crash test runs this test binary again as a child that reads a feed and a folder, and kills it at random moments.
const (
	crashEnv   = "DATELINE_CRASH_FOLDER" // the child's data folder
	crashFeed  = "DATELINE_CRASH_FEED"   // the URL of the feed
	crashKills = 25
	crashPages = 40
	crashFiles = 80
)

func crashFolder() (string, bool) { return os.LookupEnv(crashEnv) }

// crashChild works until it is killed, or until all is read. It says "done" then.
func crashChild(dir string) {
	ctx := context.Background()
	s, err := store.Open(ctx, dir, store.Options{})
	exitOn(err)
	w, err := Start(ctx, Options{Store: s, Client: testClient(), Read: plainReader, NoPoll: true, PerHost: 1000})
	exitOn(err)
	fmt.Println("working")
	id, _, err := s.AddSource(ctx, store.NewSource{Name: "Harbour Post", Kind: store.FeedSource, URL: os.Getenv(crashFeed), AllowPrivate: true})
	exitOn(err)
	exitOn(w.PollNow(ctx, id))
	for n := range crashFiles {
		b := fmt.Appendf(nil, "<article><h1>File %d</h1><p>The dam at Tessel, gate %d.</p></article>", n, n)
		_, err := w.Submit(ctx, gather.Document{Path: fmt.Sprintf("folder/%d.html", n), MediaType: "text/html", Bytes: b, SHA256: gather.Sum(b),
			Fetched: time.Date(2026, 11, 23, 0, 0, n, 0, time.UTC)}, 0)
		exitOn(err)
	}
	exitOn(w.Idle(ctx))
	exitOn(w.Close())
	exitOn(s.Close())
	fmt.Println("done")
}

func exitOn(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func TestKilledAtAnyMoment(t *testing.T) {
	t.Parallel()
	o := newOutlet(t, crashPages)
	dir := t.TempDir()
	kills, runs := 0, 0
	for ; kills < crashKills; runs++ {
		o.set(func() { // so that there is always something to do
			for n := range 4 {
				o.pages[fmt.Sprintf("/late/%d/%d", runs, n)] = fmt.Sprintf("<h1>Late %d %d</h1>", runs, n)
			}
		})
		if crashOnce(t, dir, o.URL+"/feed") {
			kills++
		}
	}
	before := countReports(t, dir)
	if out, err := crashCommand(t, dir, o.URL+"/feed").CombinedOutput(); err != nil || !strings.Contains(string(out), "done") {
		t.Fatalf("the last run: %v\n%s", err, out)
	}
	t.Logf("killed %d times in %d runs, by when %d reports were kept of %d pages and %d files", kills, runs, before, len(o.pages), crashFiles)
	checkWhole(t, dir, len(o.pages)+crashFiles)
}

// crashOnce runs the child and kills it at a random moment, unless it is done before: one time in five while it opens the
// folder, else while it works.
func crashOnce(t *testing.T, dir, feed string) (killed bool) {
	t.Helper()
	child := crashCommand(t, dir, feed)
	faults := new(strings.Builder)
	child.Stderr = faults
	out, err := child.StdoutPipe()
	if err == nil {
		err = child.Start()
	}
	if err != nil {
		t.Fatal(err)
	}
	line := bufio.NewReader(out)
	if rand.IntN(5) > 0 {
		_, _ = line.ReadString('\n') // "working", or the end of a child that failed
	}
	timer := time.AfterFunc(time.Duration(rand.IntN(250))*time.Millisecond, func() { _ = child.Process.Kill() }) // a child that ended cannot be killed
	_, _ = io.Copy(io.Discard, line)
	err = child.Wait()
	timer.Stop()
	if child.ProcessState.Exited() && err != nil {
		t.Fatalf("the child failed by itself: %v\n%s", err, faults)
	}
	return !child.ProcessState.Exited()
}

func crashCommand(t *testing.T, dir, feed string) *exec.Cmd {
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	c := exec.CommandContext(t.Context(), exe)
	c.Env = append(os.Environ(), crashEnv+"="+dir, crashFeed+"="+feed)
	return c
}

func countReports(t *testing.T, dir string) (n int) {
	t.Helper()
	s, err := store.Open(t.Context(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	st, err := s.Status(t.Context())
	if err := errors.Join(err, s.Close()); err != nil {
		t.Fatal(err)
	}
	return st.Reports
}

// checkWhole counts what must be there once, straight from the tables.
func checkWhole(t *testing.T, dir string, want int) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(dir, store.DatabaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	for _, c := range []struct {
		name, query string
		want        any
	}{
		{"integrity", `PRAGMA integrity_check`, "ok"},
		{"broken references", `SELECT count(*) FROM pragma_foreign_key_check`, int64(0)},
		{"items", `SELECT count(*) FROM item`, int64(want)},
		{"reports", `SELECT count(*) FROM report`, int64(want)},
		{"current reports", `SELECT count(*) FROM stream WHERE current = 1`, int64(want)},
		{"texts", `SELECT count(*) FROM text`, int64(want)},
		{"documents of items", `SELECT count(DISTINCT document_id) FROM fetch WHERE item_id IS NOT NULL`, int64(want)},
		{"fetches of items", `SELECT count(*) FROM fetch WHERE item_id IS NOT NULL`, int64(want)},
		{"readings", `SELECT count(*) FROM reading`, int64(want)},
		{"facts", `SELECT count(*) FROM fact`, int64(3 * want)},
		{"facts of no reading", `SELECT count(*) FROM fact WHERE reading_id NOT IN (SELECT id FROM reading)`, int64(0)},
		{"words in the index", `SELECT count(*) FROM text_fts WHERE text_fts MATCH 'ferry OR dam OR late'`, int64(want)},
		{"reports by day", `SELECT sum(reports) FROM source_day`, int64(want)},
		{"open failures", `SELECT count(*) FROM failure WHERE ended_at IS NULL`, int64(0)},
		{"jobs not done", `SELECT count(*) FROM river_job WHERE state <> 'completed'`, int64(0)},
	} {
		var got any
		if err := db.QueryRowContext(t.Context(), c.query).Scan(&got); err != nil {
			t.Errorf("%s: %v", c.name, err)
		} else if got != c.want {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}
