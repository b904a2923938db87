package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/span"
)

// WhoID numbers a person, organisation, group or country in who's who.
type WhoID int64

// Who is an entry of who's who. Counts are of current reports.
type Who struct {
	ID         WhoID     `json:"id"`
	Key        string    `json:"key"` // as package story gives it to actors
	Kind       string    `json:"kind"`
	Name       string    `json:"name"`
	Country    string    `json:"country,omitempty"`
	Code       string    `json:"code,omitempty"`
	Wikidata   string    `json:"wikidata,omitempty"`
	Office     string    `json:"office,omitempty"` // the latest title that a report gave
	Reports    int       `json:"reports"`
	Mentions   int       `json:"mentions"`
	Statements int       `json:"statements"`
	First      time.Time `json:"first"`
	Last       time.Time `json:"last"`
}

const whoColumns = `w.id, w.key, w.kind, w.name, w.country, w.code, w.wikidata, w.office, w.reports, w.mentions, w.statements, w.first_at, w.last_at`

func scanWho(r scanner, w *Who) error {
	return r.Scan(&w.ID, &w.Key, &w.Kind, &w.Name, &w.Country, &w.Code, &w.Wikidata, &w.Office, &w.Reports, &w.Mentions, &w.Statements, instant{&w.First}, instant{&w.Last})
}

// WhoQuery says which entries are wanted. Zero values ask for all, most reports first.
type WhoQuery struct {
	Kind  string // person, organisation, group, country
	Name  string // in the name, in any case
	Order string // "reports", "statements", "last"
	After string // WhoPage.Next of the page before
	Limit int    // 0 is 50; at most 500
}

// WhoPage is a page of who's who.
type WhoPage struct {
	Rows  []Who
	Next  string // "" when this is the last page
	Total int    // in who's who, whatever the query
}

var whoOrders = map[string]string{"": "w.reports", "reports": "w.reports", "statements": "w.statements", "last": "w.last_at"}

// People lists who's who.
func (s *Store) People(ctx context.Context, q WhoQuery) (page WhoPage, err error) {
	column, known := whoOrders[q.Order]
	if !known {
		return page, fmt.Errorf("who's who has no order %q: %w", q.Order, ErrInvalid)
	}
	c := new(conditions)
	c.add("w.joined_into IS NULL AND w.reports > 0")
	if q.Kind != "" {
		c.add("w.kind = ?", q.Kind)
	}
	if name := strings.TrimSpace(q.Name); name != "" {
		c.add("instr(lower(w.name), ?) > 0", strings.ToLower(name))
	}
	if err := c.before(column+", w.id", q.After); err != nil {
		return page, err
	}
	limit := pageLimit(q.Limit)
	rows, err := s.read.QueryContext(ctx, `SELECT `+whoColumns+` FROM who w`+c.String()+` ORDER BY `+column+` DESC, w.id DESC LIMIT ?`, append(c.args, limit+1)...)
	if page.Rows, err = collect(rows, err, scanWho); err != nil {
		return page, explain(fmt.Errorf("list who's who: %w", err), s.dir)
	}
	if len(page.Rows) > limit {
		page.Rows = page.Rows[:limit]
		last := page.Rows[limit-1]
		n := map[string]int64{"w.reports": int64(last.Reports), "w.statements": int64(last.Statements), "w.last_at": last.Last.UnixMicro()}[column]
		page.Next = fmt.Sprintf("%d-%d", n, last.ID)
	}
	err = s.read.QueryRowContext(ctx, `SELECT n FROM tally WHERE kind = 'who'`).Scan(&page.Total)
	return page, err
}

// Person returns one entry. One that was joined into another leads to that: its ID differs from the one asked for then.
func (s *Store) Person(ctx context.Context, id WhoID) (w Who, err error) {
	err = scanWho(s.read.QueryRowContext(ctx, `SELECT `+whoColumns+` FROM who x JOIN who w ON w.id = coalesce(x.joined_into, x.id) WHERE x.id = ?`, int64(id)), &w)
	return w, s.notInWho(err, id)
}

// PersonByKey returns the entry of an actor's key. ErrNotFound when there is none.
func (s *Store) PersonByKey(ctx context.Context, key string) (w Who, err error) {
	err = scanWho(s.read.QueryRowContext(ctx, `SELECT `+whoColumns+` FROM who x JOIN who w ON w.id = coalesce(x.joined_into, x.id) WHERE x.key = ?`, key), &w)
	return w, s.notInWho(err, key)
}

func (s *Store) notInWho(err error, what any) error {
	if errors.Is(err, sql.ErrNoRows) {
		return fmt.Errorf("%v in who's who: %w", what, ErrNotFound)
	}
	if err != nil {
		return explain(fmt.Errorf("read %v of who's who: %w", what, err), s.dir)
	}
	return nil
}

// WhoFact is one thing that a report says of somebody, with its sentence.
type WhoFact struct {
	Kind       string // office, statement, position, actor, recipient
	Class      string // kind of statement, stance, type of event
	Label      string // title; cue and, on a second line, audience; proposition; status of an event
	Other      WhoID  // the other party of an event; 0 when there is none
	OtherName  string
	Confidence float64 // 0 when the record gives none
	Verdict    Verdict // what a person decided; "" when nobody has
	Report     ReportID
	Headline   string
	Fact       string
	Source     SourceID
	Name       string // of the source
	Outlet     string
	Owner      Owner
	At         time.Time
	Sentence   span.Span
	Span       span.Span // the fact's own words
	Words      string    // of the sentence
}

// WhoFacts asks for facts of somebody. On is the end of the day at which the record is wanted as it stood; zero is now.
type WhoFacts struct {
	Kind   string
	Class  string // "" is all
	Label  string // of an office: only this title
	Oldest bool   // the oldest first
	On     time.Time
	Limit  int // 0 is 50; at most 500
}

// asOf adds what held at a time; zero is now. Readings are numbered in the order in which they are recorded, so that those of a time
// are those up to a number, and only what was superseded since must be looked up.
func (s *Store) asOf(ctx context.Context, c *conditions, on time.Time) error {
	if on.IsZero() {
		c.add("w.live = 1")
		return nil
	}
	at := on.UnixMicro()
	var next int64
	err := s.read.QueryRowContext(ctx, `SELECT coalesce((SELECT id FROM reading WHERE recorded_at > ? ORDER BY recorded_at, id LIMIT 1), 9223372036854775807)`, at).Scan(&next)
	c.add(`w.live IN (0, 1) AND w.reading_id < ? AND (w.live = 1 OR EXISTS (SELECT 1 FROM reading g JOIN report v ON v.id = g.report_id
		WHERE g.id = w.reading_id AND (g.superseded_at IS NULL OR g.superseded_at > ?) AND (v.superseded_at IS NULL OR v.superseded_at > ?)))`, next, at, at)
	return err
}

// inWho is the condition for an entry with all that were joined into it.
func (s *Store) inWho(ctx context.Context, c *conditions, column string, id WhoID) error {
	rows, err := s.read.QueryContext(ctx, `SELECT id FROM who WHERE joined_into = ? LIMIT 1000`, int64(id))
	joined, err := collect(rows, err, func(r scanner, n *int64) error { return r.Scan(n) })
	if err != nil {
		return err
	}
	args := []any{int64(id)}
	for _, n := range joined {
		args = append(args, n)
	}
	c.add(column+" IN ("+strings.TrimSuffix(strings.Repeat("?,", len(args)), ",")+")", args...)
	return nil
}

// FactsOf lists what reports say of somebody, the newest first. Each sentence is checked against the hash of the fact that stands on it.
func (s *Store) FactsOf(ctx context.Context, id WhoID, q WhoFacts) ([]WhoFact, error) {
	c := new(conditions)
	if err := s.inWho(ctx, c, "w.who_id", id); err != nil {
		return nil, err
	}
	c.add("w.kind = ?", q.Kind)
	if q.Class != "" {
		c.add("w.class = ?", q.Class)
	}
	if q.Label != "" {
		c.add("w.label = ?", q.Label)
	}
	if err := s.asOf(ctx, c, q.On); err != nil {
		return nil, err
	}
	order := "DESC"
	if q.Oldest {
		order = "ASC"
	}
	rows, err := s.read.QueryContext(ctx, `SELECT w.kind, w.class, w.label, coalesce(w.other, 0), coalesce(o.name, ''), coalesce(w.confidence, 0),
			coalesce((SELECT verdict FROM decision d WHERE d.report_id = w.report_id AND d.fact = w.fact ORDER BY d.id DESC LIMIT 1), ''),
			w.report_id, st.headline, w.fact, so.id, so.name, st.outlet, so.owner, w.at, w.sentence_start, w.sentence_end, w.start_byte, w.end_byte,
			substr(CAST(t.text AS BLOB), w.sentence_start + 1, w.sentence_end - w.sentence_start), f.start_byte, f.end_byte, f.words_sha256
		FROM who_fact w CROSS JOIN report r ON r.id = w.report_id JOIN stream st ON st.report_id = w.report_id JOIN source so ON so.id = st.source_id JOIN text t ON t.id = r.text_id
		JOIN fact f ON f.reading_id = w.reading_id AND f.id = w.fact LEFT JOIN who o ON o.id = w.other`+c.String()+` ORDER BY w.at `+order+`, w.report_id `+order+`, w.fact LIMIT ?`, append(c.args, pageLimit(q.Limit))...)
	list, err := collect(rows, err, scanWhoFact)
	if err != nil {
		err = explain(fmt.Errorf("read what is said of %d: %w", id, err), s.dir)
	}
	return list, err
}

func scanWhoFact(r scanner, f *WhoFact) error {
	var words, sum []byte
	var fact span.Span
	if err := r.Scan(&f.Kind, &f.Class, &f.Label, &f.Other, &f.OtherName, &f.Confidence, &f.Verdict, &f.Report, &f.Headline, &f.Fact, &f.Source, &f.Name, &f.Outlet, &f.Owner, instant{&f.At},
		&f.Sentence.Start, &f.Sentence.End, &f.Span.Start, &f.Span.End, &words, &fact.Start, &fact.End, &sum); err != nil {
		return err
	}
	if f.Verdict == Undo {
		f.Verdict = ""
	}
	f.Words = string(words)
	if !f.Sentence.Contains(fact) || fact.End-f.Sentence.Start > len(f.Words) {
		return nil // the fact stands on other words than the sentence: its own page checks them
	}
	if got := sha256.Sum256(words[fact.Start-f.Sentence.Start : fact.End-f.Sentence.Start]); string(got[:]) != string(sum) {
		return fmt.Errorf("the words of fact %s of report %d are not those it was kept with: %w", f.Fact, f.Report, ErrDamaged)
	}
	return nil
}

// WhoCount counts facts of one kind by their class.
type WhoCount struct {
	Kind, Class string
	N           int
}

// CountsOf counts what reports say of somebody.
func (s *Store) CountsOf(ctx context.Context, id WhoID, on time.Time) ([]WhoCount, error) {
	c := new(conditions)
	if err := s.inWho(ctx, c, "w.who_id", id); err != nil {
		return nil, err
	}
	if err := s.asOf(ctx, c, on); err != nil {
		return nil, err
	}
	rows, err := s.read.QueryContext(ctx, `SELECT w.kind, w.class, count(*) FROM who_fact w INDEXED BY who_fact_counted`+c.String()+` GROUP BY 1, 2 ORDER BY 1, 3 DESC LIMIT 500`, c.args...)
	return collect(rows, err, func(r scanner, n *WhoCount) error { return r.Scan(&n.Kind, &n.Class, &n.N) })
}

// WhoSum is what is known of somebody at a time.
type WhoSum struct {
	Reports, Mentions, Statements, Outlets int
	First, Last                            time.Time
}

// SumOf counts the reports that name somebody.
func (s *Store) SumOf(ctx context.Context, id WhoID, on time.Time) (n WhoSum, err error) {
	c := new(conditions)
	if err := s.inWho(ctx, c, "w.who_id", id); err != nil {
		return n, err
	}
	if err := s.asOf(ctx, c, on); err != nil {
		return n, err
	}
	var reports sql.NullString
	err = s.read.QueryRowContext(ctx, `SELECT coalesce(sum(w.mentions), 0), coalesce(sum(w.statements), 0), min(w.at), max(w.at), group_concat(w.report_id)
		FROM who_report w INDEXED BY who_report_counted`+c.String(), c.args...).Scan(&n.Mentions, &n.Statements, instant{&n.First}, instant{&n.Last}, &reports)
	if err != nil {
		return n, explain(fmt.Errorf("count the reports on %d: %w", id, err), s.dir)
	}
	n.Reports, n.Outlets, err = s.distinct(ctx, reports.String)
	return n, err
}

// distinct counts the reports in a list of their numbers with commas between, and their outlets.
func (s *Store) distinct(ctx context.Context, list string) (reports, outlets int, err error) {
	c, err := s.follow(ctx)
	if err != nil {
		return 0, 0, err
	}
	defer c.mu.RUnlock()
	seen, given := newRowSet(len(c.reports)), newRowSet(len(c.words.strings)+1)
	for one := range strings.SplitSeq(list, ",") {
		id, err := strconv.ParseInt(one, 10, 32)
		if err != nil || id < 1 || int(id) > len(c.reports) || !seen.add(int32(id-1)) {
			continue // no report at all, or one that was counted
		}
		reports++
		if given.add(int32(c.reports[id-1].outlet)) {
			outlets++
		}
	}
	return reports, outlets, nil
}

// WhoTitle is a title as one outlet gives it.
type WhoTitle struct {
	Title       string
	Outlet      string
	Owner       Owner
	N           int
	First, Last time.Time
}

// TitlesOf lists the titles that outlets give to somebody.
func (s *Store) TitlesOf(ctx context.Context, id WhoID, on time.Time) ([]WhoTitle, error) {
	c := new(conditions)
	if err := s.inWho(ctx, c, "w.who_id", id); err != nil {
		return nil, err
	}
	c.add("w.kind = 'office'")
	if err := s.asOf(ctx, c, on); err != nil {
		return nil, err
	}
	rows, err := s.read.QueryContext(ctx, `SELECT w.label, st.outlet, so.owner, count(*), min(w.at), max(w.at) FROM who_fact w
		JOIN stream st ON st.report_id = w.report_id JOIN source so ON so.id = st.source_id`+c.String()+` GROUP BY w.label, st.outlet ORDER BY 4 DESC, 6 DESC LIMIT 1000`, c.args...)
	return collect(rows, err, func(r scanner, t *WhoTitle) error {
		return r.Scan(&t.Title, &t.Outlet, &t.Owner, &t.N, instant{&t.First}, instant{&t.Last})
	})
}

// WhoName is a name by which reports call somebody.
type WhoName struct {
	Name    string
	Reports int
	Joined  WhoID // the entry that was joined by a decision; 0 for the entry's own
}

// NamesOf lists the names by which reports call somebody, aliases in the reports too.
func (s *Store) NamesOf(ctx context.Context, id WhoID) ([]WhoName, error) {
	c := new(conditions)
	if err := s.inWho(ctx, c, "w.who_id", id); err != nil {
		return nil, err
	}
	c.add("w.live = 1")
	rows, err := s.read.QueryContext(ctx, `SELECT w.name, w.aliases, CASE WHEN w.who_id = ? THEN 0 ELSE w.who_id END FROM who_report w`+c.String()+` ORDER BY w.at DESC LIMIT 2000`, append([]any{int64(id)}, c.args...)...)
	type row struct {
		name, aliases string
		joined        WhoID
	}
	list, err := collect(rows, err, func(r scanner, n *row) error { return r.Scan(&n.name, &n.aliases, &n.joined) })
	if err != nil {
		return nil, err
	}
	var names []WhoName
	add := func(name string, joined WhoID) {
		if i := slices.IndexFunc(names, func(n WhoName) bool { return n.Name == name }); i >= 0 {
			names[i].Reports++
		} else {
			names = append(names, WhoName{Name: name, Reports: 1, Joined: joined})
		}
	}
	for _, n := range list {
		add(n.name, n.joined)
		var aliases []string
		if err := json.Unmarshal([]byte(n.aliases), &aliases); err != nil {
			return nil, err
		}
		for _, a := range aliases {
			if a != n.name {
				add(a, n.joined)
			}
		}
	}
	slices.SortStableFunc(names, func(a, b WhoName) int { return b.Reports - a.Reports })
	return names, nil
}

// WhoDecision is what a person decided of two entries.
type WhoDecision struct {
	Other   WhoID // the entry that was joined or parted
	Name    string
	Joined  bool
	Who     string
	Note    string
	At      time.Time
	Holding bool // the last of this pair
}

// WhoDecisions lists what was decided of an entry and others, the latest first.
func (s *Store) WhoDecisions(ctx context.Context, id WhoID) ([]WhoDecision, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT w.id, w.name, d.verdict = 'join', d.who, d.note, d.at,
			NOT EXISTS (SELECT 1 FROM who_decision l WHERE l.who_id = d.who_id AND l.into_id = d.into_id AND l.id > d.id)
		FROM who_decision d JOIN who w ON w.id = d.who_id WHERE d.into_id = ? ORDER BY d.id DESC LIMIT 200`, int64(id))
	return collect(rows, err, func(r scanner, d *WhoDecision) error {
		return r.Scan(&d.Other, &d.Name, &d.Joined, &d.Who, &d.Note, instant{&d.At}, &d.Holding)
	})
}

// JoinWho notes that other is the entry id under another name, or, when join is false, that it is not. All decisions stay on record.
func (s *Store) JoinWho(ctx context.Context, id, other WhoID, join bool, who, note string) error {
	if id == other || who == "" {
		return fmt.Errorf("two entries are joined or parted by a person with a name: %w", ErrInvalid)
	}
	return s.Write(ctx, func(t *Tx) error {
		var n int
		if err := t.row(`SELECT count(*) FROM who WHERE id IN (?, ?)`, int64(id), int64(other)).Scan(&n); err != nil || n != 2 {
			return errors.Join(err, fmt.Errorf("who's who has not both %d and %d: %w", id, other, ErrNotFound))
		}
		verdict, into := "part", any(nil)
		if join {
			verdict, into = "join", int64(id)
			if _, err := t.exec(`UPDATE who SET joined_into = ? WHERE joined_into = ?`, int64(id), int64(other)); err != nil {
				return err
			}
		}
		if _, err := t.exec(`UPDATE who SET joined_into = ? WHERE id = ?`, into, int64(other)); err != nil {
			return err
		}
		_, err := t.exec(`INSERT INTO who_decision (who_id, into_id, verdict, who, note, at) VALUES (?, ?, ?, ?, ?, ?)`, int64(other), int64(id), verdict, who, note, t.now.UnixMicro())
		return err
	})
}
