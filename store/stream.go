package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Counts are the facts of a report by the kinds that the desk shows.
type Counts struct {
	Statements, Claims, Events int
	Names                      int // people, organisations, groups
	Places                     int // places, countries, facilities
	Dates, Wording             int
}

// StreamRow is a report as a row of the stream shows it.
type StreamRow struct {
	ID        ReportID
	At        time.Time // by which the stream is ordered: published, or fetched when that is unknown or lies after the fetch
	Published time.Time // zero when unknown
	Source    SourceID
	Name      string // of the source
	Owner     Owner
	Outlet    string // as the report itself gives it; the source's name when it does not
	Language  string
	Place     string // of the dateline; "" when it has none
	Headline  string
	Lead      string // the standfirst, or the first sentence
	Version   int    // 2 and more: the report was changed after it was first read
	Read      bool
	Counts    Counts
}

// Cursor is a place in the stream, as text that can stand in an address. "" is the newest.
type Cursor string

// StreamQuery says which reports are wanted. Zero values ask for all.
type StreamQuery struct {
	Before   Cursor // only older than this place
	Limit    int    // 0 is 50; at most 500
	Source   SourceID
	Owner    Owner
	Outlet   string
	Language string
	Place    string   // of the dateline
	Has      FactKind // StatementFact, ClaimFact, EventFact, EntityFact (a name), PlaceFact, TimeFact, WordingFact
	Text     string   // words to search for, as in Search
	Unread   bool
	Folded   bool // without the reports that carry another's words: they are folded under the head (Store.Folds, Store.Carriers)
}

// PlaceFact asks StreamQuery.Has for reports that name a place; no row of a fact has this kind.
const PlaceFact FactKind = "place"

// StreamPage is a page of the stream.
type StreamPage struct {
	Rows []StreamRow
	Next Cursor   // "" when this is the last page
	Head ReportID // the newest arrival when the page was made, for NewSince and MarkSeen
}

// hasColumn is the count column that a kind is asked by.
var hasColumn = map[FactKind]string{StatementFact: "statements", ClaimFact: "claims", EventFact: "events", EntityFact: "names",
	PlaceFact: "places", TimeFact: "dates", WordingFact: "wording"}

const streamColumns = `st.report_id, st.at, st.published, st.source_id, so.name, so.owner, st.outlet, st.language, st.place, st.headline, st.lead,
	st.version, st.read_at IS NOT NULL, st.statements, st.claims, st.events, st.names, st.places, st.dates, st.wording`

func scanStream(r scanner, w *StreamRow) error {
	c := &w.Counts
	return r.Scan(&w.ID, instant{&w.At}, instant{&w.Published}, &w.Source, &w.Name, &w.Owner, &w.Outlet, &w.Language, &w.Place, &w.Headline, &w.Lead,
		&w.Version, &w.Read, &c.Statements, &c.Claims, &c.Events, &c.Names, &c.Places, &c.Dates, &c.Wording)
}

// Stream returns a page of the stream, newest first. Only current versions are in it.
func (s *Store) Stream(ctx context.Context, q StreamQuery) (StreamPage, error) {
	var page StreamPage
	c, err := q.conditions()
	if err != nil {
		return page, err
	}
	if err := s.matchWords(ctx, c, q.Text); err != nil {
		return page, err
	}
	if q.Before != "" {
		at, id, err := q.Before.parse()
		if err != nil {
			return page, err
		}
		c.add("(st.at, st.report_id) < (?, ?)", at, id)
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 50
	}
	limit = min(limit, 500)
	if page.Head, err = s.head(ctx); err != nil {
		return page, err
	}
	join := ` CROSS JOIN ` // the stream is walked in its order, and each report's source looked up
	if q.Owner != "" {
		join = ` JOIN `
	}
	rows, err := s.read.QueryContext(ctx, `SELECT `+streamColumns+` FROM stream st`+join+`source so ON so.id = st.source_id`+c.String()+
		` ORDER BY st.at DESC, st.report_id DESC LIMIT ?`, append(c.args, limit+1)...)
	if page.Rows, err = collect(rows, err, scanStream); err != nil {
		return page, explain(fmt.Errorf("read the stream: %w", err), s.dir)
	}
	if len(page.Rows) > limit {
		page.Rows = page.Rows[:limit]
		last := page.Rows[limit-1]
		page.Next = cursorAt(last.At, last.ID)
	}
	return page, nil
}

func (q StreamQuery) conditions() (*conditions, error) {
	c := new(conditions)
	c.add("st.current = 1")
	if q.Unread {
		c.add("st.read_at IS NULL")
	}
	if q.Folded {
		c.add("NOT EXISTS (SELECT 1 FROM story_member m WHERE m.report_id = st.report_id AND m.copy_of IS NOT NULL)")
	}
	if q.Source != 0 {
		c.add("st.source_id = ?", int64(q.Source))
	}
	if q.Owner != "" {
		c.add("so.owner = ?", string(q.Owner))
	}
	for _, f := range []struct{ column, value string }{{"outlet", q.Outlet}, {"language", q.Language}, {"place", q.Place}} {
		if f.value != "" {
			c.add("st."+f.column+" = ?", f.value)
		}
	}
	if q.Has != "" {
		column, ok := hasColumn[q.Has]
		if !ok {
			return nil, fmt.Errorf("the stream cannot be asked for facts of kind %q: %w", q.Has, ErrInvalid)
		}
		c.add("st." + column + " > 0")
	}
	return c, nil
}

// manyTexts is above how many matches words are common: then a page is found sooner by walking the stream and looking each
// report up in the index than by sorting all matches.
const manyTexts = 2000

// matchWords adds the condition that a report has the words typed.
func (s *Store) matchWords(ctx context.Context, c *conditions, typed string) error {
	if strings.TrimSpace(typed) == "" {
		return nil
	}
	match := matchQuery(typed)
	if match == "" {
		c.add("0") // there is no word in it to search for
		return nil
	}
	var n int
	err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM text_fts WHERE text_fts MATCH ? LIMIT ?)`, match, manyTexts).Scan(&n)
	if err != nil {
		return explain(fmt.Errorf("search for %q: %w", typed, err), s.dir)
	}
	if n < manyTexts {
		c.add("st.text_id IN (SELECT rowid FROM text_fts WHERE text_fts MATCH ?)", match)
	} else {
		c.add("EXISTS (SELECT 1 FROM text_fts WHERE text_fts MATCH ? AND rowid = st.text_id)", match)
	}
	return nil
}

func (s *Store) head(ctx context.Context) (id ReportID, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT coalesce(max(report_id), 0) FROM stream`).Scan(&id)
	return id, err
}

func cursorAt(at time.Time, id ReportID) Cursor {
	return Cursor(strconv.FormatInt(at.UnixMicro(), 36) + "." + strconv.FormatInt(int64(id), 36))
}

func (c Cursor) parse() (at, id int64, err error) {
	a, b, ok := strings.Cut(string(c), ".")
	at, err1 := strconv.ParseInt(a, 36, 64)
	id, err2 := strconv.ParseInt(b, 36, 64)
	if !ok || err1 != nil || err2 != nil {
		return 0, 0, fmt.Errorf("%q: %w", string(c), ErrBadCursor)
	}
	return at, id, nil
}

// Arrivals are the reports that came after a page of the stream was made.
type Arrivals struct {
	Reports int
	Sources []string  // names, most reports first
	Since   time.Time // when the first of them was recorded
	Head    ReportID
}

// NewSince counts what arrived after head, a page's Head, for the line "3 new reports". New versions count.
func (s *Store) NewSince(ctx context.Context, head ReportID) (a Arrivals, err error) {
	a.Head = head
	rows, err := s.read.QueryContext(ctx, `SELECT so.name, count(*), max(st.report_id), min(r.recorded_at) FROM stream st
		JOIN source so ON so.id = st.source_id JOIN report r ON r.id = st.report_id
		WHERE st.report_id > ? AND st.current = 1 GROUP BY so.id ORDER BY 2 DESC, 1 LIMIT 1000`, int64(head))
	_, err = collect(rows, err, func(r scanner, _ *struct{}) error {
		var name string
		var n int
		var last ReportID
		var first time.Time
		if err := r.Scan(&name, &n, &last, instant{&first}); err != nil {
			return err
		}
		a.Sources = append(a.Sources, name)
		a.Reports += n
		a.Head = max(a.Head, last)
		if a.Since.IsZero() || first.Before(a.Since) {
			a.Since = first
		}
		return nil
	})
	return a, err
}

// Seen is where a reader stopped.
type Seen struct {
	At   time.Time // zero when never
	Head ReportID
}

// Seen returns where who stopped, for the line "you were here". who is any name, "desk" for a desk of one person.
func (s *Store) Seen(ctx context.Context, who string) (seen Seen, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT at, head FROM seen WHERE who = ?`, who)
	_, err = collect(rows, err, func(r scanner, _ *struct{}) error { return r.Scan(instant{&seen.At}, &seen.Head) })
	return seen, err
}

// MarkSeen moves the line "you were here" of who to now and to head, a page's Head. It never moves back.
func (s *Store) MarkSeen(ctx context.Context, who string, head ReportID) error {
	return s.Write(ctx, func(t *Tx) error {
		_, err := t.exec(`INSERT INTO seen (who, at, head) VALUES (?, ?, ?)
			ON CONFLICT (who) DO UPDATE SET at = max(at, excluded.at), head = max(head, excluded.head)`, who, t.now.UnixMicro(), int64(head))
		return err
	})
}

// MarkRead marks reports as read or unread.
func (s *Store) MarkRead(ctx context.Context, read bool, ids ...ReportID) error {
	return s.Write(ctx, func(t *Tx) error {
		for _, id := range ids {
			if _, err := t.exec(`UPDATE stream SET read_at = CASE WHEN ? THEN coalesce(read_at, ?) END WHERE report_id = ?`, read, t.now.UnixMicro(), int64(id)); err != nil {
				return fmt.Errorf("mark report %d: %w", id, err)
			}
		}
		return nil
	})
}

// MarkAllRead marks all reports that arrived up to head as read.
func (s *Store) MarkAllRead(ctx context.Context, head ReportID) error {
	return s.Write(ctx, func(t *Tx) error {
		_, err := t.exec(`UPDATE stream SET read_at = ? WHERE report_id <= ? AND read_at IS NULL AND current = 1`, t.now.UnixMicro(), int64(head))
		return err
	})
}
