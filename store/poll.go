package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/dateline-news/dateline/gather"
)

// Due lists the sources to poll at now, the longest due first, at most limit.
func (s *Store) Due(ctx context.Context, now time.Time, limit int) ([]Source, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+sourceColumns+` FROM source
		WHERE removed_at IS NULL AND paused = 0 AND next_due_at <= ? ORDER BY next_due_at LIMIT ?`, now.UnixMicro(), limit)
	return collect(rows, err, scanSource)
}

// Try is how one try to read a source ended.
type Try struct {
	Source       SourceID
	Result       Result
	Reason       string // in words; "" when all is well
	ETag         string // kept when the try was good
	LastModified string
	NextDue      time.Time
}

// NoteTry notes a try: on a good one the validators are kept and the failures forgotten.
func (t *Tx) NoteTry(y Try) error {
	now := t.now.UnixMicro()
	if y.Result.Good() {
		return t.changeSource(y.Source, `UPDATE source SET last_try_at = ?, last_good_at = ?, result = ?, reason = ?, etag = ?, last_modified = ?,
			failures = 0, failing_since = NULL, next_due_at = ? WHERE id = ?`,
			now, now, y.Result, y.Reason, y.ETag, y.LastModified, micros(y.NextDue), int64(y.Source))
	}
	return t.changeSource(y.Source, `UPDATE source SET last_try_at = ?, result = ?, reason = ?, failures = failures + 1,
		failing_since = coalesce(failing_since, ?), next_due_at = ? WHERE id = ?`,
		now, y.Result, y.Reason, now, micros(y.NextDue), int64(y.Source))
}

// SetDue moves the time of a source's next poll.
func (t *Tx) SetDue(id SourceID, at time.Time) error {
	return t.changeSource(id, `UPDATE source SET next_due_at = ? WHERE id = ? AND removed_at IS NULL`, micros(at), int64(id))
}

// ItemID names an item.
type ItemID int64

// Item is the place where a report stands: an entry of a feed, a page, a file.
type Item struct {
	ID      ItemID
	Source  SourceID
	Key     string // unique in the source: the entry's id, else its URL, else the file's path
	URL     string
	Told    gather.Told
	Digest  string // of what the feed says of the entry; another digest makes the item new again
	Content []byte // the entry's own text as the feed gives it; nil when it gives none
}

// PutItem notes an item that a source lists. fresh is true when the item was not known, or was listed with another digest:
// only then is there something to fetch. A known item with an empty digest is never fresh.
func (t *Tx) PutItem(it Item) (id ItemID, fresh bool, err error) {
	told, err := json.Marshal(it.Told)
	if err != nil {
		return 0, false, err
	}
	var digest string
	err = t.row(`SELECT id, digest FROM item WHERE source_id = ? AND key = ?`, int64(it.Source), it.Key).Scan(&id, &digest)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		err = t.row(`INSERT INTO item (source_id, key, url, told, digest, content, listed_at) VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING id`,
			int64(it.Source), it.Key, it.URL, string(told), it.Digest, packContent(it.Content), t.now.UnixMicro()).Scan(&id)
		fresh = true
	case err == nil && it.Digest != "" && it.Digest != digest:
		_, err = t.exec(`UPDATE item SET url = ?, told = ?, digest = ?, content = ? WHERE id = ?`,
			it.URL, string(told), it.Digest, packContent(it.Content), int64(id))
		fresh = true
	}
	if err != nil {
		return 0, false, fmt.Errorf("note the item %s: %w", it.Key, err)
	}
	return id, fresh, nil
}

// DropContent forgets the feed's own text of an item once its page is kept.
func (t *Tx) DropContent(id ItemID) error {
	_, err := t.exec(`UPDATE item SET content = NULL WHERE id = ? AND content IS NOT NULL`, int64(id))
	return err
}

// Item returns an item with the feed's own text of it.
func (s *Store) Item(ctx context.Context, id ItemID) (Item, error) {
	it := Item{ID: id}
	var told, content []byte
	err := s.read.QueryRowContext(ctx, `SELECT source_id, key, url, told, digest, content FROM item WHERE id = ?`, int64(id)).
		Scan(&it.Source, &it.Key, &it.URL, &told, &it.Digest, &content)
	if errors.Is(err, sql.ErrNoRows) {
		return it, fmt.Errorf("item %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return it, err
	}
	if content != nil {
		if it.Content, err = unpack("zstd", content, 0); err != nil {
			return it, fmt.Errorf("item %s: %w (%w)", it.Key, ErrDamaged, err)
		}
	}
	return it, json.Unmarshal(told, &it.Told)
}

func packContent(b []byte) any {
	if len(b) == 0 {
		return nil
	}
	return encoder.EncodeAll(b, nil)
}

// MoveSource gives a source the address that its server says it has moved to for good, unless another source has it.
func (t *Tx) MoveSource(id SourceID, url string) error {
	_, err := t.exec(`UPDATE source SET url = ?1 WHERE id = ?2 AND NOT EXISTS (SELECT 1 FROM source WHERE url = ?1 AND removed_at IS NULL)`, url, int64(id))
	return err
}

// ReportsSince counts the reports of a source that bear a day on or after since.
func (s *Store) ReportsSince(ctx context.Context, id SourceID, since time.Time) (n int, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT coalesce(sum(reports), 0) FROM source_day WHERE source_id = ? AND day >= ?`, int64(id), day(since)).Scan(&n)
	return n, err
}

// AllowsPrivate reports whether the owner of a source has allowed its host to lie in a private network. It is meant for
// gather.ClientOptions.AllowHost; an error of the database reads as no.
func (s *Store) AllowsPrivate(host string) bool {
	rows, err := s.read.Query(`SELECT url FROM source WHERE allow_private = 1 AND removed_at IS NULL LIMIT 10000`)
	urls, err := collect(rows, err, func(r scanner, u *string) error { return r.Scan(u) })
	return err == nil && slices.ContainsFunc(urls, func(u string) bool {
		p, err := url.Parse(u)
		return err == nil && strings.EqualFold(p.Hostname(), host)
	})
}
