package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/klauspost/compress/zstd"
)

// FetchID names one fetch of a document.
type FetchID int64

// Fetch is one time that a document came in. The same bytes fetched twice are one document and two fetches.
type Fetch struct {
	ID        FetchID
	SHA256    string // of the document
	Size      int    // of the document's bytes, uncompressed
	Item      ItemID // 0 when it belongs to no item (a feed, robots.txt)
	URL, Path string
	MediaType string
	Charset   string
	Header    http.Header
	Told      gather.Told
	At        time.Time
	Note      string // why these bytes stand here, in words: "the page refuses; this is the feed's own text"
}

// PutDocument keeps doc's bytes under their SHA-256 and notes the fetch; item may be 0. Keeping the same fetch twice keeps it once.
func (s *Store) PutDocument(ctx context.Context, doc gather.Document, item ItemID) (id FetchID, err error) {
	err = s.Write(ctx, func(t *Tx) error {
		id, err = t.PutDocument(doc, item, "")
		return err
	})
	return id, err
}

// PutDocument is Store.PutDocument inside a transaction; note says in words why the bytes stand here, "" for an ordinary fetch.
func (t *Tx) PutDocument(doc gather.Document, item ItemID, note string) (FetchID, error) {
	sum := gather.Sum(doc.Bytes)
	if doc.SHA256 != "" && doc.SHA256 != sum {
		return 0, fmt.Errorf("keep the document %s: its bytes have the hash %s, not %s as was said: fetch it again: %w", where(doc), sum, doc.SHA256, ErrInvalid)
	}
	id, err := t.putBytes(sum, doc.Bytes)
	if err != nil {
		return 0, fmt.Errorf("keep the document %s: %w", where(doc), err)
	}
	header, err := json.Marshal(doc.Header)
	if err != nil {
		return 0, err
	}
	told, err := json.Marshal(doc.Told)
	if err != nil {
		return 0, err
	}
	at := doc.Fetched
	if at.IsZero() {
		at = t.now
	}
	key := []any{id, nullID(item), doc.URL, doc.Path, at.UnixMicro()}
	var fetch FetchID
	err = t.row(`SELECT id FROM fetch WHERE document_id = ? AND item_id IS ? AND url = ? AND path = ? AND fetched_at = ?`, key...).Scan(&fetch)
	if !errors.Is(err, sql.ErrNoRows) {
		return fetch, err
	}
	err = t.row(`INSERT INTO fetch (document_id, item_id, url, path, fetched_at, media_type, charset, header, told, note)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		append(key, doc.MediaType, doc.Charset, string(header), string(told), note)...).Scan(&fetch)
	if err != nil {
		return 0, fmt.Errorf("note the fetch of %s: %w", where(doc), err)
	}
	return fetch, nil
}

func (t *Tx) putBytes(sum string, b []byte) (id int64, err error) {
	err = t.row(`SELECT id FROM document WHERE sha256 = ?`, sum).Scan(&id)
	if !errors.Is(err, sql.ErrNoRows) {
		return id, err
	}
	codec, body := pack(b)
	err = t.row(`INSERT INTO document (sha256, size, codec, kept_at, body) VALUES (?, ?, ?, ?, ?) RETURNING id`,
		sum, len(b), codec, t.now.UnixMicro(), body).Scan(&id)
	return id, err
}

// Document returns the bytes kept under sha with what their latest fetch said of them. It checks the hash.
func (s *Store) Document(ctx context.Context, sha string) (gather.Document, error) {
	return s.document(ctx, `WHERE d.sha256 = ? ORDER BY f.fetched_at DESC, f.id DESC LIMIT 1`, sha)
}

// DocumentOf returns the document as one fetch brought it. It checks the hash.
func (s *Store) DocumentOf(ctx context.Context, fetch FetchID) (gather.Document, error) {
	return s.document(ctx, `WHERE f.id = ?`, int64(fetch))
}

func (s *Store) document(ctx context.Context, cond string, arg any) (gather.Document, error) {
	var codec string
	var body []byte
	var f Fetch
	err := scanFetch(s.read.QueryRowContext(ctx, `SELECT `+fetchColumns+`, d.codec, d.body FROM fetch f JOIN document d ON d.id = f.document_id `+cond, arg),
		&f, &codec, &body)
	if errors.Is(err, sql.ErrNoRows) {
		return gather.Document{}, fmt.Errorf("document %v: %w", arg, ErrNotFound)
	}
	if err != nil {
		return gather.Document{}, explain(fmt.Errorf("read document %v: %w", arg, err), s.dir)
	}
	b, err := unpack(codec, body, f.Size)
	if err != nil || gather.Sum(b) != f.SHA256 {
		return gather.Document{}, fmt.Errorf("document %s does not have the bytes it was kept with: %w (%w)", f.SHA256, ErrDamaged, err)
	}
	return gather.Document{URL: f.URL, Path: f.Path, MediaType: f.MediaType, Charset: f.Charset, Bytes: b, SHA256: f.SHA256,
		Fetched: f.At, Header: f.Header, Told: f.Told}, nil
}

// Fetches lists the fetches of the document sha, newest first, at most limit.
func (s *Store) Fetches(ctx context.Context, sha string, limit int) ([]Fetch, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+fetchColumns+` FROM document d JOIN fetch f ON f.document_id = d.id
		WHERE d.sha256 = ? ORDER BY f.fetched_at DESC, f.id DESC LIMIT ?`, sha, limit)
	return collect(rows, err, func(r scanner, f *Fetch) error { return scanFetch(r, f) })
}

// Fetch returns what is known of one fetch, without the bytes.
func (s *Store) Fetch(ctx context.Context, id FetchID) (f Fetch, err error) {
	err = scanFetch(s.read.QueryRowContext(ctx, `SELECT `+fetchColumns+` FROM fetch f JOIN document d ON d.id = f.document_id WHERE f.id = ?`, int64(id)), &f)
	if errors.Is(err, sql.ErrNoRows) {
		return f, fmt.Errorf("fetch %d: %w", id, ErrNotFound)
	}
	return f, err
}

const fetchColumns = `f.id, d.sha256, d.size, coalesce(f.item_id, 0), f.url, f.path, f.media_type, f.charset, f.header, f.told, f.fetched_at, f.note`

func scanFetch(r scanner, f *Fetch, more ...any) error {
	var header, told []byte
	err := r.Scan(append([]any{&f.ID, &f.SHA256, &f.Size, &f.Item, &f.URL, &f.Path, &f.MediaType, &f.Charset, &header, &told, instant{&f.At}, &f.Note}, more...)...)
	if err != nil {
		return err
	}
	return errors.Join(json.Unmarshal(header, &f.Header), json.Unmarshal(told, &f.Told))
}

// The coders are made once: they are safe for concurrent EncodeAll and DecodeAll.
var (
	encoder = must(zstd.NewWriter(nil, zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20)))
	decoder = must(zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(1<<30)))
)

// must is for the two coders above, whose options are constants.
func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// pack compresses b, or leaves it when that does not make it smaller.
func pack(b []byte) (codec string, body []byte) {
	if body = encoder.EncodeAll(b, make([]byte, 0, len(b)/3+64)); len(body) < len(b) {
		return "zstd", body
	}
	return "none", append([]byte{}, b...) // never NULL
}

func unpack(codec string, body []byte, size int) ([]byte, error) {
	switch codec {
	case "none":
		return body, nil
	case "zstd":
		return decoder.DecodeAll(body, make([]byte, 0, size))
	}
	return nil, fmt.Errorf("unknown coding %q", codec)
}

// where names a document for a person.
func where(doc gather.Document) string {
	switch {
	case doc.URL != "":
		return doc.URL
	case doc.Path != "":
		return doc.Path
	}
	return "from standard input"
}

func nullID[T ~int64](id T) any {
	if id == 0 {
		return nil
	}
	return int64(id)
}
