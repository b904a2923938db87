package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// SourceID names a source.
type SourceID int64

// FilesSource is the source that every store has: what came as a file, from standard input or through the desk's drop.
const FilesSource SourceID = 1

// SourceKind is how a source is read.
type SourceKind string

// The kinds of source.
const (
	FeedSource    SourceKind = "feed"
	PageSource    SourceKind = "page"
	SitemapSource SourceKind = "sitemap"
	MailSource    SourceKind = "mail"
	FileSource    SourceKind = "file" // never polled
)

// Owner is the class of an outlet's owner. It is set by a person, with evidence, and is not a grade.
type Owner string

// The classes of owner.
const (
	OwnerUnknown     Owner = "unknown"
	OwnerState       Owner = "state"
	OwnerPublic      Owner = "public"
	OwnerCommercial  Owner = "commercial"
	OwnerIndependent Owner = "independent"
	OwnerParty       Owner = "party"
)

// Owners lists the classes in the order in which the desk shows them.
var Owners = []Owner{OwnerState, OwnerPublic, OwnerCommercial, OwnerIndependent, OwnerParty, OwnerUnknown}

// Ownership is what a person decided of a source's owner.
type Ownership struct {
	Class    Owner
	By       string    // who decided; "" while unknown
	At       time.Time // when; zero while unknown
	Evidence string    // the sentence that says so, with where it stands
}

// Result is how the last try to read a source ended.
type Result string

// The results of a try.
const (
	ResultNone        Result = ""            // not tried yet
	ResultRead        Result = "read"        // read in full
	ResultPart        Result = "in part"     // the feed breaks off, or entries could not be read
	ResultQuiet       Result = "quiet"       // answers, with nothing new for longer than it has been used to
	ResultRefused     Result = "refused"     // the server or robots.txt says no
	ResultUnreachable Result = "unreachable" // no answer: name, connection, time
	ResultNotFeed     Result = "not a feed"  // answers with something else
	ResultGone        Result = "gone"        // 404, 410
	ResultFailed      Result = "failed"      // anything else; the reason says what
)

// Good reports whether something was read.
func (r Result) Good() bool { return r == ResultRead || r == ResultPart || r == ResultQuiet }

// Source is a feed, page or folder that Dateline reads.
type Source struct {
	ID           SourceID
	Name         string
	Kind         SourceKind
	URL          string // "" for FilesSource
	SiteURL      string
	Language     string // BCP 47; "" when unknown
	Owner        Ownership
	Interval     time.Duration // between tries; 0 is never by itself
	Paused       bool
	AllowPrivate bool   // its owner allows the guarded client to dial a private address for this source's host
	ETag         string // validators of the last good read
	LastModified string
	Added        time.Time
	Removed      time.Time // zero while it is read
	LastTry      time.Time
	LastGood     time.Time
	LastNew      time.Time // when it last gave a report that was new
	FailingSince time.Time // zero when the last try was good
	Result       Result
	Reason       string // in words; "" when all is well
	Failures     int    // in a row
	NextDue      time.Time
}

// NeedsLook reports whether the source's last try asks for a person.
func (s Source) NeedsLook() bool { return s.Result != ResultNone && s.Result != ResultRead }

// SourceRow is a source as the list of sources shows it.
type SourceRow struct {
	Source
	Days  [14]int // reports a day, the oldest first, today (UTC) last
	Week  int     // reports in the last 7 days
	Total int     // reports in all, current versions
}

// NewSource is what AddSource needs. Interval 0 is 15 minutes for all kinds but files.
type NewSource struct {
	Name, URL, SiteURL, Language string
	Kind                         SourceKind
	Interval                     time.Duration
	AllowPrivate                 bool
	Paused                       bool
	Owner                        Ownership // zero is unknown
}

// AddSource adds a source, due at once. A source with the same URL that is not removed is returned instead, with created false.
func (s *Store) AddSource(ctx context.Context, n NewSource) (id SourceID, created bool, err error) {
	if err := n.check(); err != nil {
		return 0, false, err
	}
	err = s.Write(ctx, func(t *Tx) error {
		id, created, err = t.addSource(n)
		return err
	})
	return id, created, err
}

func (n *NewSource) check() error {
	if n.Name = strings.TrimSpace(n.Name); n.Name == "" {
		n.Name = n.URL
	}
	if n.Owner.Class == "" {
		n.Owner.Class = OwnerUnknown
	}
	if n.Interval == 0 && n.Kind != FileSource {
		n.Interval = 15 * time.Minute
	}
	switch {
	case n.Name == "":
		return fmt.Errorf("a source needs a name or an address: %w", ErrInvalid)
	case n.URL == "" && n.Kind != FileSource:
		return fmt.Errorf("source %q: a %s needs an address: %w", n.Name, n.Kind, ErrInvalid)
	case !slices.Contains([]SourceKind{FeedSource, PageSource, SitemapSource, MailSource, FileSource}, n.Kind):
		return fmt.Errorf("source %q: no kind of source is called %q: %w", n.Name, n.Kind, ErrInvalid)
	case n.Interval < 0:
		return fmt.Errorf("source %q: the interval %v is negative: %w", n.Name, n.Interval, ErrInvalid)
	}
	return n.Owner.check()
}

func (o Ownership) check() error {
	switch {
	case !slices.Contains(Owners, o.Class):
		return fmt.Errorf("no class of owner is called %q; there are %v: %w", o.Class, Owners, ErrInvalid)
	case o.Class != OwnerUnknown && (o.By == "" || o.Evidence == ""):
		return fmt.Errorf("the owner %q needs who decided so and the sentence that says so: %w", o.Class, ErrInvalid)
	}
	return nil
}

func (t *Tx) addSource(n NewSource) (id SourceID, created bool, err error) {
	if n.URL != "" {
		err = t.row(`SELECT id FROM source WHERE url = ? AND removed_at IS NULL`, n.URL).Scan(&id)
	} else {
		err = t.row(`SELECT id FROM source WHERE url = '' AND name = ? AND kind = 'file' AND removed_at IS NULL`, n.Name).Scan(&id)
	}
	if !errors.Is(err, sql.ErrNoRows) {
		return id, false, err
	}
	var due any
	if n.Kind != FileSource && n.Interval > 0 {
		due = t.now.UnixMicro()
	}
	err = t.row(`INSERT INTO source (name, kind, url, site_url, language, interval_s, paused, allow_private, added_at, next_due_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		n.Name, n.Kind, n.URL, n.SiteURL, n.Language, int64(n.Interval/time.Second), n.Paused, n.AllowPrivate, t.now.UnixMicro(), due).Scan(&id)
	if err == nil && n.Owner.Class != OwnerUnknown {
		err = t.setOwner(id, n.Owner)
	}
	if err != nil {
		return 0, false, fmt.Errorf("add the source %s: %w", n.Name, err)
	}
	return id, true, nil
}

// ensureFiles makes the source of files when the store is new.
func (s *Store) ensureFiles(ctx context.Context) error {
	var n int
	if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM source WHERE id = ?`, int64(FilesSource)).Scan(&n); err != nil || n > 0 {
		return err
	}
	_, _, err := s.AddSource(ctx, NewSource{Name: "Files", Kind: FileSource})
	return err
}

const sourceColumns = `id, name, kind, url, site_url, language, owner, owner_by, owner_at, owner_evidence, interval_s, paused, allow_private,
	etag, last_modified, added_at, removed_at, last_try_at, last_good_at, last_new_at, failing_since, result, reason, failures, next_due_at`

func scanSource(r scanner, s *Source) error {
	var seconds int64
	err := r.Scan(&s.ID, &s.Name, &s.Kind, &s.URL, &s.SiteURL, &s.Language, &s.Owner.Class, &s.Owner.By, instant{&s.Owner.At}, &s.Owner.Evidence,
		&seconds, &s.Paused, &s.AllowPrivate, &s.ETag, &s.LastModified, instant{&s.Added}, instant{&s.Removed}, instant{&s.LastTry},
		instant{&s.LastGood}, instant{&s.LastNew}, instant{&s.FailingSince}, &s.Result, &s.Reason, &s.Failures, instant{&s.NextDue})
	s.Interval = time.Duration(seconds) * time.Second
	return err
}

// Source returns one source, removed ones too.
func (s *Store) Source(ctx context.Context, id SourceID) (Source, error) {
	var src Source
	err := scanSource(s.read.QueryRowContext(ctx, `SELECT `+sourceColumns+` FROM source WHERE id = ?`, int64(id)), &src)
	if errors.Is(err, sql.ErrNoRows) {
		return src, fmt.Errorf("source %d: %w", id, ErrNotFound)
	}
	return src, err
}

// Sources lists the sources that are not removed with their counts: those that need a look first, then by reports of the
// last 7 days. FilesSource is in the list once it has given a report.
func (s *Store) Sources(ctx context.Context) ([]SourceRow, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+sourceColumns+` FROM source WHERE removed_at IS NULL LIMIT 100000`)
	list, err := collect(rows, err, func(r scanner, s *SourceRow) error { return scanSource(r, &s.Source) })
	if err != nil {
		return nil, err
	}
	at := make(map[SourceID]*SourceRow, len(list))
	for i := range list {
		at[list[i].ID] = &list[i]
	}
	if err := s.countDays(ctx, at); err != nil {
		return nil, err
	}
	list = slices.DeleteFunc(list, func(r SourceRow) bool { return r.ID == FilesSource && r.Total == 0 })
	slices.SortStableFunc(list, func(a, b SourceRow) int {
		if a.NeedsLook() != b.NeedsLook() {
			if a.NeedsLook() {
				return -1
			}
			return 1
		}
		if a.Week != b.Week {
			return b.Week - a.Week
		}
		return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name))
	})
	return list, nil
}

func (s *Store) countDays(ctx context.Context, at map[SourceID]*SourceRow) error {
	today := day(s.now())
	rows, err := s.read.QueryContext(ctx, `SELECT source_id, day, reports FROM source_day`)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var id SourceID
		var d, n int
		if err := rows.Scan(&id, &d, &n); err != nil {
			return err
		}
		if r := at[id]; r != nil {
			r.count(today-d, n)
		}
	}
	return rows.Err()
}

// count adds n reports that are age days old.
func (r *SourceRow) count(age, n int) {
	r.Total += n
	if age < 0 || age >= len(r.Days) {
		return
	}
	r.Days[len(r.Days)-1-age] += n
	if age < 7 {
		r.Week += n
	}
}

// day is t as whole days since 1970, UTC.
func day(t time.Time) int { return int(t.Unix() / 86400) }
