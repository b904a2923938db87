package store

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// SavedSearch is a query that somebody keeps.
type SavedSearch struct {
	ID    int64
	Name  string
	Query string // in its canonical form
	Made  time.Time
	Seen  time.Time // when its answers were last looked at
}

// SaveSearch keeps a query under a name. The same query of the same person is kept once, under its latest name.
func (s *Store) SaveSearch(ctx context.Context, who, name, query string) error {
	name, query = strings.TrimSpace(name), strings.TrimSpace(query)
	if query == "" {
		return fmt.Errorf("a search for nothing cannot be saved: %w", ErrInvalid)
	}
	if name == "" {
		name = query
	}
	return s.Write(ctx, func(t *Tx) error {
		_, err := t.exec(`INSERT INTO saved_search (who, name, query, made_at, seen_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (who, query) DO UPDATE SET name = excluded.name`,
			who, shorten(name, 200), query, t.now.UnixMicro(), t.now.UnixMicro())
		return err
	})
}

// SavedSearches lists what who has saved, by name.
func (s *Store) SavedSearches(ctx context.Context, who string) ([]SavedSearch, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT id, name, query, made_at, seen_at FROM saved_search WHERE who = ? ORDER BY name, id LIMIT 200`, who)
	return collect(rows, err, func(r scanner, v *SavedSearch) error {
		return r.Scan(&v.ID, &v.Name, &v.Query, instant{&v.Made}, instant{&v.Seen})
	})
}

// SeeSearch notes that who has looked at the answers of a query that is saved.
func (s *Store) SeeSearch(ctx context.Context, who, query string) error {
	return s.Write(ctx, func(t *Tx) error {
		_, err := t.exec(`UPDATE saved_search SET seen_at = ? WHERE who = ? AND query = ?`, t.now.UnixMicro(), who, query)
		return err
	})
}

// ForgetSearch takes a saved search away. ErrNotFound when who has none of this number.
func (s *Store) ForgetSearch(ctx context.Context, who string, id int64) error {
	return s.Write(ctx, func(t *Tx) error {
		res, err := t.exec(`DELETE FROM saved_search WHERE who = ? AND id = ?`, who, id)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return fmt.Errorf("saved search %d: %w", id, ErrNotFound)
		}
		return nil
	})
}
