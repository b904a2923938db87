package store

import (
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"golang.org/x/sync/errgroup"
)

func TestLockedFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s, err := Open(t.Context(), dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = Open(t.Context(), dir, Options{})
	if !errors.Is(err, ErrLocked) || !strings.Contains(err.Error(), fmt.Sprint("process ", os.Getpid())) || !strings.Contains(err.Error(), dir) {
		t.Errorf("a folder in use: got %v, want ErrLocked with the folder and the process", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, dir) // the folder is given back
}

func TestFolderWithOddName(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "a?b#c%20 д'\"&_pragma=x")
	s := open(t, dir)
	keep(t, s, FilesSource, 1)
	if _, err := os.Stat(filepath.Join(dir, DatabaseFile)); err != nil {
		t.Error(err)
	}
}

func TestDiskFull(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	keep(t, s, FilesSource, 1)
	if _, err := s.write.Exec(`PRAGMA max_page_count = 1`); err != nil { // SQLite takes it as the present size
		t.Fatal(err)
	}
	doc := gather.Document{URL: "https://a.example/big", MediaType: "text/html", Bytes: []byte(rand.Text() + strings.Repeat(rand.Text(), 100))}
	noise := make([]byte, 3<<20)
	if _, err := rand.Read(noise); err != nil {
		t.Fatal(err)
	}
	doc.Bytes = append(doc.Bytes, noise...)
	_, err := s.KeepDocument(t.Context(), doc, FilesSource)
	if !errors.Is(err, ErrDiskFull) || !strings.Contains(err.Error(), "free some space") {
		t.Fatalf("a full disk: got %v, want ErrDiskFull and what to do", err)
	}
	if r, err := s.Report(t.Context(), 1); err != nil || r.Version != 1 {
		t.Errorf("what was kept before cannot be read on a full disk: %v", err)
	}
	if _, err := s.write.Exec(`PRAGMA max_page_count = 1000000`); err != nil {
		t.Fatal(err)
	}
	if _, err := s.KeepDocument(t.Context(), doc, FilesSource); err != nil {
		t.Errorf("once there is room again: %v", err)
	}
	checkTally(t, s)
}

func TestFaultsInWords(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		err  error
		want error
		do   string
	}{
		{"no space", &os.PathError{Op: "write", Path: "/d/x", Err: syscall.ENOSPC}, ErrDiskFull, "free some space where /d is"},
		{"quota", syscall.EDQUOT, ErrDiskFull, "free some space"},
		{"read-only disk", &os.PathError{Op: "mkdir", Path: "/d", Err: syscall.EROFS}, ErrReadOnly, "choose another folder"},
		{"not allowed", fs.ErrPermission, ErrReadOnly, "right to write in /d"},
		{"nothing to do with the disk", sql.ErrNoRows, sql.ErrNoRows, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			got := explain(fmt.Errorf("keep: %w", c.err), "/d")
			if !errors.Is(got, c.want) || !errors.Is(got, c.err) || !strings.Contains(got.Error(), c.do) {
				t.Errorf("got %v, want %v with %q", got, c.want, c.do)
			}
			if again := explain(got, "/d"); again.Error() != got.Error() {
				t.Errorf("explained twice: %v", again)
			}
		})
	}
}

func TestFolderThatCannotBe(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), filepath.Join(file, "data"), Options{}); err == nil || !strings.Contains(err.Error(), file) {
		t.Errorf("a folder inside a file: got %v, want an error that names it", err)
	}
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, DatabaseFile), []byte(strings.Repeat("this is no database ", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), dir, Options{}); !errors.Is(err, ErrDamaged) {
		t.Errorf("a file that is no database: got %v, want ErrDamaged", err)
	}
	if os.Getuid() == 0 {
		return // root may write everywhere
	}
	closed := filepath.Join(t.TempDir(), "closed")
	if err := os.Mkdir(closed, 0o500); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(t.Context(), closed, Options{}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("a folder that cannot be written to: got %v, want ErrReadOnly", err)
	}
}

// TestManyReadersOneWriter reads in every way while it writes: nothing waits so long that it fails.
func TestManyReadersOneWriter(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	s.now = time.Now // the test clock is for one goroutine
	keep(t, s, FilesSource, 0)
	all, ctx := errgroup.WithContext(t.Context())
	var written atomic.Int64
	const writers, each = 3, 40
	for w := range writers {
		all.Go(func() error {
			for n := range each {
				doc, r, rec := sample(1 + w*each + n)
				fetch, err := s.KeepDocument(ctx, doc, FilesSource)
				if err != nil {
					return err
				}
				if _, _, err := s.PutReport(ctx, Put{Fetch: fetch, Report: r, Record: rec}); err != nil {
					return err
				}
				written.Add(1)
			}
			return nil
		})
	}
	for range 8 {
		all.Go(func() error {
			for written.Load() < writers*each && ctx.Err() == nil {
				page, err := s.Stream(ctx, StreamQuery{})
				if err != nil {
					return err
				}
				if _, err := s.Report(ctx, page.Rows[0].ID); err != nil {
					return err
				}
				_, err1 := s.Search(ctx, "vessel", 10)
				_, err2 := s.Status(ctx)
				if err := errors.Join(err1, err2); err != nil {
					return err
				}
			}
			return ctx.Err()
		})
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	if st, err := s.Status(t.Context()); err != nil || st.Reports != writers*each+1 {
		t.Errorf("got %d reports, %v; want %d", st.Reports, err, writers*each+1)
	}
	checkTally(t, s)
}

func TestWriteIsWholeOrNothing(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	doc, _, _ := sample(1)
	stop := errors.New("stopped half way")
	err := s.Write(t.Context(), func(tx *Tx) error {
		if _, err := tx.KeepDocument(doc, FilesSource); err != nil {
			return err
		}
		return stop
	})
	if !errors.Is(err, stop) {
		t.Errorf("got %v, want %v", err, stop)
	}
	if _, err := s.Document(t.Context(), doc.SHA256); !errors.Is(err, ErrNotFound) {
		t.Errorf("a document of a transaction that failed: got %v, want ErrNotFound", err)
	}
	checkTally(t, s)
}
