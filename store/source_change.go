package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"
)

// SourceChange says what to change; nil leaves as it is.
type SourceChange struct {
	Name, URL, SiteURL, Language *string
	Kind                         *SourceKind
	Interval                     *time.Duration
	AllowPrivate                 *bool
}

// UpdateSource changes a source. A new URL forgets the validators of the old one and makes the source due at once.
func (s *Store) UpdateSource(ctx context.Context, id SourceID, c SourceChange) error {
	return s.Write(ctx, func(t *Tx) error {
		var n NewSource
		var seconds int64
		var url string
		err := t.row(`SELECT name, url, site_url, language, kind, interval_s, allow_private FROM source WHERE id = ? AND removed_at IS NULL`, int64(id)).
			Scan(&n.Name, &url, &n.SiteURL, &n.Language, &n.Kind, &seconds, &n.AllowPrivate)
		if err != nil {
			return noSource(id, err)
		}
		n.URL, n.Interval = url, time.Duration(seconds)*time.Second
		c.apply(&n)
		if err := n.check(); err != nil {
			return err
		}
		if _, err := t.exec(`UPDATE source SET name = ?, url = ?, site_url = ?, language = ?, kind = ?, interval_s = ?, allow_private = ? WHERE id = ?`,
			n.Name, n.URL, n.SiteURL, n.Language, n.Kind, int64(n.Interval/time.Second), n.AllowPrivate, int64(id)); err != nil {
			return fmt.Errorf("change the source %s: %w", n.Name, err)
		}
		if n.URL == url {
			return nil
		}
		_, err = t.exec(`UPDATE source SET etag = '', last_modified = '', failures = 0, failing_since = NULL, next_due_at = ? WHERE id = ?`,
			t.now.UnixMicro(), int64(id))
		return err
	})
}

func (c SourceChange) apply(n *NewSource) {
	set(&n.Name, c.Name)
	set(&n.URL, c.URL)
	set(&n.SiteURL, c.SiteURL)
	set(&n.Language, c.Language)
	set(&n.Kind, c.Kind)
	set(&n.Interval, c.Interval)
	set(&n.AllowPrivate, c.AllowPrivate)
}

func set[T any](to, from *T) {
	if from != nil {
		*to = *from
	}
}

// PauseSource stops or resumes the polling of a source. A source that is resumed is due at once.
func (s *Store) PauseSource(ctx context.Context, id SourceID, paused bool) error {
	return s.Write(ctx, func(t *Tx) error {
		return t.changeSource(id, `UPDATE source SET paused = ?, next_due_at = CASE WHEN kind = 'file' THEN NULL ELSE ? END
			WHERE id = ? AND removed_at IS NULL`, paused, t.now.UnixMicro(), int64(id))
	})
}

// SetOwner notes what a person decided of a source's owner; earlier decisions are kept.
func (s *Store) SetOwner(ctx context.Context, id SourceID, o Ownership) error {
	if err := o.check(); err != nil {
		return err
	}
	return s.Write(ctx, func(t *Tx) error { return t.setOwner(id, o) })
}

func (t *Tx) setOwner(id SourceID, o Ownership) error {
	if o.At.IsZero() {
		o.At = t.now
	}
	if err := t.changeSource(id, `UPDATE source SET owner = ?, owner_by = ?, owner_at = ?, owner_evidence = ? WHERE id = ? AND removed_at IS NULL`,
		o.Class, o.By, o.At.UnixMicro(), o.Evidence, int64(id)); err != nil {
		return err
	}
	_, err := t.exec(`INSERT INTO source_owner (source_id, owner, who, at, evidence) VALUES (?, ?, ?, ?, ?)`,
		int64(id), o.Class, o.By, o.At.UnixMicro(), o.Evidence)
	return err
}

// OwnerHistory lists all that was decided of a source's owner, the latest first.
func (s *Store) OwnerHistory(ctx context.Context, id SourceID) ([]Ownership, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT owner, who, at, evidence FROM source_owner WHERE source_id = ? ORDER BY id DESC LIMIT 1000`, int64(id))
	return collect(rows, err, func(r scanner, o *Ownership) error { return r.Scan(&o.Class, &o.By, instant{&o.At}, &o.Evidence) })
}

// RemoveSource ends the reading of a source. Its reports stay, and show it as removed.
func (s *Store) RemoveSource(ctx context.Context, id SourceID) error {
	if id == FilesSource {
		return fmt.Errorf("the source of files cannot be removed: %w", ErrInvalid)
	}
	return s.Write(ctx, func(t *Tx) error {
		return t.changeSource(id, `UPDATE source SET removed_at = ?, next_due_at = NULL WHERE id = ? AND removed_at IS NULL`, t.now.UnixMicro(), int64(id))
	})
}

// changeSource runs an UPDATE that must meet one source.
func (t *Tx) changeSource(id SourceID, query string, args ...any) error {
	res, err := t.exec(query, args...)
	if err != nil {
		return fmt.Errorf("change source %d: %w", id, err)
	}
	if n, err := res.RowsAffected(); err != nil || n == 1 {
		return err
	}
	return noSource(id, sql.ErrNoRows)
}

func noSource(id SourceID, err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("source %d: %w", id, ErrNotFound)
	}
	return err
}
