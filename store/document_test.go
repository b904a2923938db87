package store

import (
	"bytes"
	"crypto/rand"
	"errors"
	"net/http"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestDocuments(t *testing.T) {
	t.Parallel()
	noise := make([]byte, 5000)
	if _, err := rand.Read(noise); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name  string
		bytes []byte
	}{
		{"words", bytes.Repeat([]byte("No vessel passes. "), 1000)},
		{"empty", []byte{}},
		{"one byte", []byte{0}},
		{"noise, which nothing makes smaller", noise},
		{"no UTF-8", []byte("\xff\xfe\x00caf\xe9")},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := open(t, t.TempDir())
			doc := gather.Document{URL: "https://a.example/1", MediaType: "text/html", Charset: "utf-8", Bytes: c.bytes, SHA256: gather.Sum(c.bytes),
				Fetched: time.Date(2026, 11, 23, 8, 0, 0, 1000, time.UTC), Header: http.Header{"Etag": {`"x"`}, "X": {"a", "b"}},
				Told: gather.Told{Outlet: "A", Title: "T", Published: time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)}}
			id, err := s.PutDocument(t.Context(), doc, 0)
			if err != nil {
				t.Fatal(err)
			}
			for _, read := range []func() (gather.Document, error){
				func() (gather.Document, error) { return s.Document(t.Context(), doc.SHA256) },
				func() (gather.Document, error) { return s.DocumentOf(t.Context(), id) },
			} {
				got, err := read()
				if err != nil {
					t.Fatal(err)
				}
				if d := cmp.Diff(doc, got, cmpopts.EquateEmpty()); d != "" {
					t.Errorf("(-want +got):\n%s", d)
				}
			}
		})
	}
}

func TestSameBytesFetchedTwice(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	doc, _, _ := sample(1)
	first, err := s.PutDocument(t.Context(), doc, 0)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := s.PutDocument(t.Context(), doc, 0); err != nil || again != first {
		t.Errorf("the same fetch kept twice: got %d, %v, want %d", again, err, first)
	}
	doc.Fetched, doc.Header = doc.Fetched.Add(time.Hour), http.Header{"Etag": {"2"}}
	second, err := s.PutDocument(t.Context(), doc, 0)
	if err != nil || second == first {
		t.Fatalf("a later fetch: got %d, %v, want another than %d", second, err, first)
	}
	fetches, err := s.Fetches(t.Context(), doc.SHA256, 10)
	if err != nil || len(fetches) != 2 || fetches[0].ID != second {
		t.Errorf("fetches: %+v, %v; want two, the later first", fetches, err)
	}
	st, err := s.Status(t.Context())
	if err != nil || st.Documents != 1 || st.Fetches != 2 {
		t.Errorf("got %d documents and %d fetches, %v; want 1 and 2", st.Documents, st.Fetches, err)
	}
}

func TestDocumentFaults(t *testing.T) {
	t.Parallel()
	s := open(t, t.TempDir())
	doc, _, _ := sample(1)
	wrong := doc
	wrong.SHA256 = gather.Sum([]byte("other"))
	if _, err := s.PutDocument(t.Context(), wrong, 0); !errors.Is(err, ErrInvalid) {
		t.Errorf("a document under another's hash: got %v, want ErrInvalid", err)
	}
	if _, err := s.Document(t.Context(), doc.SHA256); !errors.Is(err, ErrNotFound) {
		t.Errorf("no document: got %v, want ErrNotFound", err)
	}
	if _, err := s.Fetch(t.Context(), 99); !errors.Is(err, ErrNotFound) {
		t.Errorf("no fetch: got %v, want ErrNotFound", err)
	}
	id, err := s.PutDocument(t.Context(), doc, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.PutDocument(t.Context(), gather.Document{Bytes: []byte("another one")}, 0); err != nil {
		t.Fatal(err)
	}
	for _, change := range []string{
		`UPDATE document SET (codec, body) = (SELECT codec, body FROM document WHERE id = 2) WHERE id = 1`,
		`UPDATE document SET body = zeroblob(10), codec = 'zstd'`,
		`UPDATE document SET body = zeroblob(10), codec = 'none'`,
	} {
		if _, err := s.write.Exec(change); err != nil {
			t.Fatal(err)
		}
		if _, err := s.DocumentOf(t.Context(), id); !errors.Is(err, ErrDamaged) {
			t.Errorf("after %q: got %v, want ErrDamaged", change, err)
		}
	}
}
