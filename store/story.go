package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/story"
)

// StoryID is the address of a story. It never changes and is never used again.
type StoryID int64

// StoryQuery says which stories are wanted. Zero values ask for all.
type StoryQuery struct {
	Before     Cursor    // only older than this place
	Limit      int       // 0 is 50; at most 500
	MinReports int       // at least so many reports
	MinOrigins int       // at least so many origins
	Source     SourceID  // with a report of this source
	Since      time.Time // with a report that bears this time or a later one
	Text       string    // with these words in a report, as in Search
}

// StoryPage is a page of stories, the one with the newest report first.
type StoryPage struct {
	Stories []story.Story // without their members
	Next    Cursor        // "" when this is the last page
}

const storyColumns = `y.id, y.headline, y.lead, y.first_at, y.last_at, y.changed_at, y.reports, y.own, y.outlets, y.origins, y.revised`

func scanStory(r scanner, y *story.Story) error {
	return r.Scan(&y.ID, &y.Headline, &y.Lead, instant{&y.First}, instant{&y.Last}, instant{&y.Changed}, &y.Reports, &y.Own, &y.Outlets, &y.Origins, &y.Revised)
}

// Stories returns a page of the stories.
func (s *Store) Stories(ctx context.Context, q StoryQuery) (StoryPage, error) {
	var page StoryPage
	c, err := q.conditions()
	if err != nil {
		return page, err
	}
	limit := q.Limit
	if limit <= 0 {
		limit = 50
	}
	limit = min(limit, 500)
	rows, err := s.read.QueryContext(ctx, `SELECT `+storyColumns+` FROM story y`+c.String()+` ORDER BY y.last_at DESC, y.id DESC LIMIT ?`, append(c.args, limit+1)...)
	if page.Stories, err = collect(rows, err, scanStory); err != nil {
		return page, explain(fmt.Errorf("list the stories: %w", err), s.dir)
	}
	if len(page.Stories) > limit {
		page.Stories = page.Stories[:limit]
		last := page.Stories[limit-1]
		page.Next = cursorAt(last.Last, ReportID(last.ID))
	}
	return page, nil
}

func (q StoryQuery) conditions() (*conditions, error) {
	c := new(conditions)
	c.add("y.merged_into IS NULL AND y.reports > 0")
	if q.Before != "" {
		at, id, err := q.Before.parse()
		if err != nil {
			return nil, err
		}
		c.add("(y.last_at, y.id) < (?, ?)", at, id)
	}
	if q.MinReports > 1 {
		c.add("y.reports >= ?", q.MinReports)
	}
	if q.MinOrigins > 1 {
		c.add("y.origins >= ?", q.MinOrigins)
	}
	if !q.Since.IsZero() {
		c.add("y.last_at >= ?", q.Since.UnixMicro())
	}
	if q.Source != 0 {
		c.add("EXISTS (SELECT 1 FROM story_member m JOIN item i ON i.id = m.item_id WHERE m.story_id = y.id AND i.source_id = ?)", int64(q.Source))
	}
	if strings.TrimSpace(q.Text) != "" {
		match := matchQuery(q.Text)
		if match == "" {
			c.add("0") // there is no word in it to search for
			return c, nil
		}
		c.add(`y.id IN (SELECT m.story_id FROM text_fts f JOIN report r ON r.text_id = f.rowid JOIN story_member m ON m.report_id = r.id WHERE text_fts MATCH ?)`, match)
	}
	return c, nil
}

// Story returns a story with its members. A story that was merged leads to the one that it went into: the answer's ID differs
// from the one asked for then, and whoever answers an address should send the asker on. ErrNotFound when there is none.
func (s *Store) Story(ctx context.Context, id StoryID) (y story.Story, err error) {
	id, err = s.storyNow(ctx, s.read, id)
	if err != nil {
		return y, err
	}
	err = scanStory(s.read.QueryRowContext(ctx, `SELECT `+storyColumns+` FROM story y WHERE y.id = ?`, int64(id)), &y)
	if err != nil {
		return y, explain(fmt.Errorf("read story %d: %w", id, err), s.dir)
	}
	if y.Members, err = s.members(ctx, `m.story_id = ? ORDER BY m.at, m.item_id LIMIT 5000`, int64(id)); err != nil {
		return y, explain(fmt.Errorf("read the reports of story %d: %w", id, err), s.dir)
	}
	return y, nil
}

// rowQuerier is the pool of readers or the writer's transaction.
type rowQuerier interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

// storyNow follows a story to the one that it was merged into.
func (s *Store) storyNow(ctx context.Context, q rowQuerier, id StoryID) (StoryID, error) {
	for range 1000 { // a merge always leads to an older or newer row, never in a circle; this holds even in a damaged file
		var into sql.NullInt64
		err := q.QueryRowContext(ctx, `SELECT merged_into FROM story WHERE id = ?`, int64(id)).Scan(&into)
		switch {
		case errors.Is(err, sql.ErrNoRows):
			return 0, fmt.Errorf("story %d: %w", id, ErrNotFound)
		case err != nil:
			return 0, explain(fmt.Errorf("read story %d: %w", id, err), s.dir)
		case !into.Valid:
			return id, nil
		}
		id = StoryID(into.Int64)
	}
	return 0, fmt.Errorf("story %d is merged in a circle: %w", id, ErrDamaged)
}

// StoryOf is the story of a report, of any version; 0 when it was not placed yet.
func (s *Store) StoryOf(ctx context.Context, id ReportID) (y StoryID, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT m.story_id FROM report r JOIN story_member m ON m.item_id = r.item_id WHERE r.id = ?`, int64(id)).Scan(&y)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return y, err
}

const memberColumns = `m.report_id, m.item_id, st.source_id, so.name, st.outlet, st.headline, m.at, m.dated, r.fetched_at, st.version,
	h.report_id, m.kept, m.added, m.cut, (SELECT count(*) FROM story_member k WHERE k.copy_of = m.item_id),
	m.origin, m.origin_name, m.origin_why, coalesce(f.report_id, 0), m.origin_start, m.origin_end, m.score,
	EXISTS (SELECT 1 FROM report_change g WHERE g.ended_at IS NULL AND
		(g.from_id = m.report_id AND g.kind IN ('deleted', 'retraction') OR g.to_id = m.report_id AND g.kind = 'retraction'
			AND EXISTS (SELECT 1 FROM report p WHERE p.id = g.from_id AND p.item_id = m.item_id)))`

const memberTables = ` FROM story_member m JOIN stream st ON st.report_id = m.report_id JOIN source so ON so.id = st.source_id JOIN report r ON r.id = m.report_id
	LEFT JOIN story_member h ON h.item_id = m.copy_of LEFT JOIN story_member f ON f.item_id = m.origin_from WHERE `

func scanMember(r scanner, m *story.Member) error {
	var head sql.NullInt64
	var c story.CopyOf
	o := &m.Origin
	err := r.Scan(&m.Report, &m.Item, &m.Source, &m.Name, &m.Outlet, &m.Headline, instant{&m.At}, &m.Dated, instant{&m.Seen}, &m.Version,
		&head, &c.Kept, &c.Added, &c.Cut, &m.Carriers, &o.Key, &o.Name, &o.Why, &o.From, &o.Span.Start, &o.Span.End, &m.Score, &m.Gone)
	if head.Valid {
		c.Head = head.Int64
		m.Copy = &c
	}
	return err
}

func (s *Store) members(ctx context.Context, where string, args ...any) ([]story.Member, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+memberColumns+memberTables+where, args...)
	return collect(rows, err, scanMember)
}

// Member is what is known of a report beside others: its story, origin, and whose words it carries. ErrNotFound when it was
// not placed yet, or is not the current version.
func (s *Store) Member(ctx context.Context, id ReportID) (story.Member, error) {
	all, err := s.members(ctx, `m.report_id = ?`, int64(id))
	if err == nil && len(all) == 0 {
		return story.Member{}, fmt.Errorf("report %d in its story: %w", id, ErrNotFound)
	}
	if err != nil {
		return story.Member{}, explain(fmt.Errorf("read report %d in its story: %w", id, err), s.dir)
	}
	return all[0], nil
}

// Carriers are the reports that have one text: the head first, then those that carry its words, by time; at most limit of them
// (0 is 200). It answers for the head and for each carrier alike. A report that nobody carries stands alone.
func (s *Store) Carriers(ctx context.Context, id ReportID, limit int) ([]story.Member, error) {
	if limit <= 0 {
		limit = 200
	}
	all, err := s.members(ctx, `m.item_id = (SELECT coalesce(c.copy_of, c.item_id) FROM story_member c WHERE c.report_id = ?1)
		OR m.copy_of = (SELECT coalesce(c.copy_of, c.item_id) FROM story_member c WHERE c.report_id = ?1)
		ORDER BY m.copy_of IS NOT NULL, m.at, m.item_id LIMIT ?2`, int64(id), limit)
	if err != nil {
		return nil, explain(fmt.Errorf("read the carriers of report %d: %w", id, err), s.dir)
	}
	return all, nil
}

// StreamFold is how a row of the stream stands among others.
type StreamFold struct {
	Head     ReportID // whose words it carries; itself when they are its own
	Carriers int      // reports that carry the head's words
	Story    StoryID
	Reports  int    // in its story: "7 reports, 2 origins"
	Origins  int    //
	Origin   string // name
}

// Folds tells of many reports at once how they fold; a report that was not placed yet has no entry. The stream without
// carriers is StreamQuery.Folded.
func (s *Store) Folds(ctx context.Context, ids ...ReportID) (map[ReportID]StreamFold, error) {
	folds := make(map[ReportID]StreamFold, len(ids))
	if len(ids) == 0 {
		return folds, nil
	}
	rows, err := s.read.QueryContext(ctx, `SELECT m.report_id, coalesce(h.report_id, m.report_id), (SELECT count(*) FROM story_member k WHERE k.copy_of = coalesce(m.copy_of, m.item_id)),
		m.story_id, y.reports, y.origins, m.origin_name
		FROM json_each(?) j CROSS JOIN story_member m ON m.report_id = j.value JOIN story y ON y.id = m.story_id LEFT JOIN story_member h ON h.item_id = m.copy_of`, asJSON(ids))
	_, err = collect(rows, err, func(r scanner, _ *struct{}) error {
		var id ReportID
		var f StreamFold
		err := r.Scan(&id, &f.Head, &f.Carriers, &f.Story, &f.Reports, &f.Origins, &f.Origin)
		folds[id] = f
		return err
	})
	if err != nil {
		return nil, explain(fmt.Errorf("fold the stream: %w", err), s.dir)
	}
	return folds, nil
}

// Origins are the origins of many reports, of any version; one that was not placed yet has no entry.
func (s *Store) Origins(ctx context.Context, ids ...ReportID) (map[ReportID]story.Origin, error) {
	all := make(map[ReportID]story.Origin, len(ids))
	for _, id := range ids {
		var o story.Origin
		err := s.read.QueryRowContext(ctx, `SELECT m.origin, m.origin_name, m.origin_why, coalesce(f.report_id, 0), m.origin_start, m.origin_end
			FROM report r JOIN story_member m ON m.item_id = r.item_id LEFT JOIN story_member f ON f.item_id = m.origin_from WHERE r.id = ?`, int64(id)).
			Scan(&o.Key, &o.Name, &o.Why, &o.From, &o.Span.Start, &o.Span.End)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err != nil {
			return nil, explain(fmt.Errorf("read the origin of report %d: %w", id, err), s.dir)
		}
		all[id] = o
	}
	return all, nil
}

// ReportChange is a change with when it was recorded.
type ReportChange struct {
	story.Change
	At     time.Time
	Reason string    // of a deletion: what the outlet answered
	Ended  time.Time // of a deletion: when the page was there again; zero while it is not
}

// ChangesOf are the changes that lead to and from any version of the report's item, oldest first, and those by which another
// report corrects it, each with the facts that it touched. The words of the change are Compare(from, to).
func (s *Store) ChangesOf(ctx context.Context, id ReportID) ([]ReportChange, error) {
	return s.changes(ctx, `c.from_id IN (SELECT b.id FROM report a JOIN report b ON b.item_id = a.item_id WHERE a.id = ?1)
		OR c.to_id IN (SELECT b.id FROM report a JOIN report b ON b.item_id = a.item_id WHERE a.id = ?1) ORDER BY c.at, c.id LIMIT 500`, int64(id))
}

// Changes are the changes recorded after a time, newest first, those of furniture left out.
func (s *Store) Changes(ctx context.Context, since time.Time, limit int) ([]ReportChange, error) {
	if limit <= 0 {
		limit = 100
	}
	return s.changes(ctx, `c.at > ? AND c.kind <> 'furniture' ORDER BY c.at DESC, c.id DESC LIMIT ?`, since.UnixMicro(), limit)
}

func (s *Store) changes(ctx context.Context, where string, args ...any) ([]ReportChange, error) {
	type row struct {
		ReportChange
		id int64
	}
	rows, err := s.read.QueryContext(ctx, `SELECT c.id, c.from_id, coalesce(c.to_id, 0), c.kind, c.note_start, c.note_end, c.cut, c.added, c.at, c.reason, c.ended_at
		FROM report_change c WHERE `+where, args...)
	all, err := collect(rows, err, func(r scanner, c *row) error {
		return r.Scan(&c.id, &c.From, &c.To, &c.Kind, &c.Note.Start, &c.Note.End, &c.Cut, &c.Added, instant{&c.At}, &c.Reason, instant{&c.Ended})
	})
	if err != nil {
		return nil, explain(fmt.Errorf("read the changes: %w", err), s.dir)
	}
	out := make([]ReportChange, 0, len(all))
	for _, c := range all {
		rows, err := s.read.QueryContext(ctx, `SELECT fact, kind, was_start, was_end, now_start, now_end FROM fact_touch WHERE change_id = ? ORDER BY was_start, fact`, c.id)
		if c.Touches, err = collect(rows, err, scanTouch); err != nil {
			return nil, explain(fmt.Errorf("read what a change touched: %w", err), s.dir)
		}
		out = append(out, c.ReportChange)
	}
	return out, nil
}

func scanTouch(r scanner, t *story.Touch) error {
	return r.Scan(&t.Fact, &t.Kind, &t.Was.Start, &t.Was.End, &t.Now.Start, &t.Now.End)
}

// FactNotice says of a fact that the report it stands in was changed at its sentence, withdrawn or corrected since.
type FactNotice struct {
	story.Touch
	Change story.ChangeKind
	By     ReportID  // the version or report that changed it; 0 when the page was taken away
	Note   span.Span // of By's text: the words that say so
	At     time.Time
}

// Notices are what happened since to the facts of a report, by the fact's id, the latest first.
func (s *Store) Notices(ctx context.Context, id ReportID) (map[string][]FactNotice, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT t.fact, t.kind, t.was_start, t.was_end, t.now_start, t.now_end, c.kind, coalesce(c.to_id, 0), c.note_start, c.note_end, c.at
		FROM fact_touch t JOIN report_change c ON c.id = t.change_id WHERE t.report_id = ? AND c.ended_at IS NULL ORDER BY c.at DESC, c.id DESC`, int64(id))
	all, err := collect(rows, err, func(r scanner, n *FactNotice) error {
		return r.Scan(&n.Fact, &n.Kind, &n.Was.Start, &n.Was.End, &n.Now.Start, &n.Now.End, &n.Change, &n.By, &n.Note.Start, &n.Note.End, instant{&n.At})
	})
	if err != nil {
		return nil, explain(fmt.Errorf("read what happened to the facts of report %d: %w", id, err), s.dir)
	}
	notices := map[string][]FactNotice{}
	for _, n := range all {
		notices[n.Fact] = append(notices[n.Fact], n)
	}
	return notices, nil
}
