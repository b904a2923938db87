package store

import (
	"database/sql"
	"net/url"
	"strings"
	"time"
)

// scanner is a *sql.Row or a *sql.Rows on a row.
type scanner interface{ Scan(dest ...any) error }

// micros is t as whole microseconds since 1970, or NULL for the zero time.
func micros(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.UnixMicro()
}

// instant scans a nullable column of microseconds into t.
type instant struct{ t *time.Time }

// Scan implements sql.Scanner.
func (i instant) Scan(v any) error {
	var n sql.NullInt64
	if err := n.Scan(v); err != nil {
		return err
	}
	if *i.t = (time.Time{}); n.Valid {
		*i.t = time.UnixMicro(n.Int64).UTC()
	}
	return nil
}

// collect scans every row of a query with f and closes it.
func collect[T any](rows *sql.Rows, err error, f func(scanner, *T) error) ([]T, error) {
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []T
	for rows.Next() {
		var v T
		if err := f(rows, &v); err != nil {
			return nil, err
		}
		all = append(all, v)
	}
	return all, rows.Err()
}

// conditions builds the WHERE of a dynamic query: a condition and its arguments are always added together.
type conditions struct {
	conds []string
	args  []any
}

func (c *conditions) add(cond string, args ...any) {
	c.conds = append(c.conds, cond)
	c.args = append(c.args, args...)
}

func (c *conditions) String() string {
	if len(c.conds) == 0 {
		return ""
	}
	return " WHERE " + strings.Join(c.conds, " AND ")
}

// escapePath writes a file path so that it can stand in a "file:" name.
func escapePath(p string) string { return (&url.URL{Path: p}).EscapedPath() }
