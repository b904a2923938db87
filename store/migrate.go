package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"embed"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"strconv"
	"strings"
	"time"
)

//go:embed migrations/*.sql
var migrationFiles embed.FS

// migration is one step of the schema: migrations/NNNN_name.sql, NNNN counting from 0001 without a gap.
type migration struct {
	number    int
	name, sql string
	checksum  string
}

// migrate applies the embedded migrations that db lacks, each in one transaction together with its row in
// schema_migration. It refuses a database that holds a migration this program does not know, or knows differently.
func migrate(ctx context.Context, db *sql.DB, now func() time.Time) error {
	all, err := migrations(migrationFiles)
	if err != nil {
		return err
	}
	if _, err := db.ExecContext(ctx, `CREATE TABLE IF NOT EXISTS schema_migration (
		number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, applied_at INTEGER NOT NULL) STRICT`); err != nil {
		return fmt.Errorf("prepare the schema: %w", err)
	}
	done, err := applied(ctx, db)
	if err != nil {
		return err
	}
	if err := sameHistory(all, done); err != nil {
		return err
	}
	for _, m := range all[len(done):] {
		if err := m.apply(ctx, db, now()); err != nil {
			return fmt.Errorf("migrate the database by %04d_%s: %w", m.number, m.name, err)
		}
	}
	return nil
}

// migrations reads and orders the files of a folder "migrations".
func migrations(files fs.FS) ([]migration, error) {
	names, err := fs.Glob(files, "migrations/*.sql") // in order of name
	if err != nil {
		return nil, err
	}
	all := make([]migration, 0, len(names))
	for i, file := range names {
		number, name, ok := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(file, "migrations/"), ".sql"), "_")
		n, err := strconv.Atoi(number)
		if !ok || err != nil || n != i+1 {
			return nil, fmt.Errorf("migration %s: want %04d_name.sql", file, i+1)
		}
		b, err := fs.ReadFile(files, file)
		if err != nil {
			return nil, err
		}
		sum := sha256.Sum256(b)
		all = append(all, migration{number: n, name: name, sql: string(b), checksum: hex.EncodeToString(sum[:])})
	}
	return all, nil
}

func applied(ctx context.Context, db *sql.DB) ([]migration, error) {
	rows, err := db.QueryContext(ctx, `SELECT number, name, checksum FROM schema_migration ORDER BY number`)
	return collect(rows, err, func(r scanner, m *migration) error { return r.Scan(&m.number, &m.name, &m.checksum) })
}

func sameHistory(all, done []migration) error {
	for i, d := range done {
		switch {
		case d.number > len(all):
			return fmt.Errorf("%w: it has migration %04d_%s, this program knows %d: use a newer dateline, or another data folder",
				ErrNewer, d.number, d.name, len(all))
		case d.number != i+1 || d.checksum != all[i].checksum:
			return fmt.Errorf("the data folder was made by a different dateline: migration %04d_%s differs from this program's: "+
				"use the program that made it, or another data folder", d.number, d.name)
		}
	}
	return nil
}

func (m migration) apply(ctx context.Context, db *sql.DB, now time.Time) error {
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, m.sql)
	if err == nil {
		_, err = tx.ExecContext(ctx, `INSERT INTO schema_migration (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)`,
			m.number, m.name, m.checksum, now.UnixMicro())
	}
	if err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}
