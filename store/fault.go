package store

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"

	"modernc.org/sqlite"
	lib "modernc.org/sqlite/lib"
)

// What callers decide on.
var (
	ErrNotFound  = errors.New("not in the record")
	ErrLocked    = errors.New("the data folder is in use by another dateline")
	ErrNewer     = errors.New("the data folder was made by a newer dateline")
	ErrDiskFull  = errors.New("the disk is full")
	ErrReadOnly  = errors.New("the data folder cannot be written to")
	ErrDamaged   = errors.New("the data folder is damaged")
	ErrBadCursor = errors.New("not a place in the stream")
	ErrBadSpan   = errors.New("a fact does not stand on its words")
	ErrInvalid   = errors.New("not valid")
)

// explain puts the words for a person, with what to do, in front of an error of the disk or the database.
func explain(err error, dir string) error {
	if err == nil || errors.Is(err, ErrDiskFull) || errors.Is(err, ErrReadOnly) || errors.Is(err, ErrDamaged) {
		return err
	}
	code := 0
	if e, ok := errors.AsType[*sqlite.Error](err); ok {
		code = e.Code()
	}
	switch primary := code & 0xff; {
	case primary == lib.SQLITE_FULL || errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT):
		return fmt.Errorf("%w: free some space where %s is, then try again; nothing that was kept is lost: %w", ErrDiskFull, dir, err)
	case primary == lib.SQLITE_READONLY || primary == lib.SQLITE_PERM || primary == lib.SQLITE_CANTOPEN ||
		errors.Is(err, fs.ErrPermission) || errors.Is(err, syscall.EROFS):
		return fmt.Errorf("%w: give yourself the right to write in %s, or choose another folder: %w", ErrReadOnly, dir, err)
	case primary == lib.SQLITE_CORRUPT || primary == lib.SQLITE_NOTADB:
		return fmt.Errorf("%w: keep a copy of %s, then bring back a backup of it: %w", ErrDamaged, dir, err)
	}
	return err
}
