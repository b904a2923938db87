package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/story"
)

// ClaimQuery says which claims are wanted. Zero values ask for all that stand in two reports or more, or that somebody other
// than the outlet takes a position on.
type ClaimQuery struct {
	Story     int64 // with a position in a report of the story
	Report    ReportID
	Actor     string    // key of an actor or outlet with a position
	Words     string    // all of them in the proposition
	Contested bool      // one holds what another denies
	OwnWords  bool      // somebody stands against their own other words
	OneOrigin bool      // told by one origin only
	Single    bool      // also those that one outlet tells once, in its own voice
	Since     time.Time // a position came or went since
	Before    string    // ClaimPage.Next of the page before
	Limit     int       // 0 is 50; at most 500
}

// ClaimPage is a page of claims, those with the latest report first.
type ClaimPage struct {
	Rows []ClaimRow
	Next string // "" when this is the last page
}

const claimColumns = `SELECT c.id, c.proposition, c.first_at, c.last_at, c.touched_at, c.positions, c.reports, c.outlets, c.origins, c.asserts, c.supports, c.denies, c.questions, c.no_comment, c.opposed, c.own_words`

func scanClaim(r scanner, c *ClaimRow) error {
	return r.Scan(&c.ID, &c.Proposition, instant{&c.First}, instant{&c.Last}, instant{&c.Touched}, &c.Positions, &c.Reports, &c.Outlets, &c.Origins, &c.Asserts, &c.Supports, &c.Denies, &c.Questions, &c.NoComment, &c.Opposed, &c.OwnWords)
}

func (q ClaimQuery) conditions() (*conditions, error) {
	c := &conditions{}
	c.add(`c.positions > 0`)
	if !q.Single {
		c.add(`(c.reports > 1 OR c.named > 0)`)
	}
	if q.Story != 0 {
		c.add(`c.id IN (SELECT claim_id FROM claim_position WHERE story_id = ? AND current = 1)`, q.Story)
	}
	if q.Report != 0 {
		c.add(`c.id IN (SELECT claim_id FROM claim_position WHERE report_id = ?)`, int64(q.Report))
	}
	if q.Actor != "" {
		c.add(`c.id IN (SELECT claim_id FROM claim_position WHERE actor_key = ? AND current = 1)`, q.Actor)
	}
	for _, w := range strings.Fields(q.Words) {
		c.add(`instr(lower(c.proposition), ?) > 0`, strings.ToLower(w))
	}
	if q.Contested {
		c.add(`c.opposed > 0`)
	}
	if q.OwnWords {
		c.add(`c.own_words > 0`)
	}
	if q.OneOrigin {
		c.add(`c.origins = 1`)
	}
	if !q.Since.IsZero() {
		c.add(`c.touched_at > ?`, q.Since.UnixMicro())
	}
	return c, c.before("c.last_at, c.id", q.Before)
}

// before asks for rows behind a place "time-number" in an order by the two columns, newest first.
func (c *conditions) before(columns, place string) error {
	if place == "" {
		return nil
	}
	at, id, ok := strings.Cut(place, "-")
	n, err := strconv.ParseInt(at, 10, 64)
	m, err2 := strconv.ParseInt(id, 10, 64)
	if !ok || err != nil || err2 != nil {
		return fmt.Errorf("%q is no place in a list: take the one that a page gives as its next: %w", place, ErrInvalid)
	}
	c.add(`(`+columns+`) < (?, ?)`, n, m)
	return nil
}

func pageLimit(n int) int { return min(cmp.Or(max(n, 0), 50), 500) }

func placeIn(at time.Time, id int64) string {
	return strconv.FormatInt(at.UnixMicro(), 10) + "-" + strconv.FormatInt(id, 10)
}

// Claims lists claims across reports.
func (s *Store) Claims(ctx context.Context, q ClaimQuery) (ClaimPage, error) {
	c, err := q.conditions()
	if err != nil {
		return ClaimPage{}, err
	}
	n := pageLimit(q.Limit)
	rows, err := s.read.QueryContext(ctx, claimColumns+` FROM claim c`+c.String()+` ORDER BY c.last_at DESC, c.id DESC LIMIT `+strconv.Itoa(n+1), c.args...)
	all, err := collect(rows, err, scanClaim)
	if err != nil {
		return ClaimPage{}, explain(fmt.Errorf("list claims: %w", err), s.dir)
	}
	p := ClaimPage{Rows: all}
	if len(all) > n {
		p.Rows = all[:n]
		p.Next = placeIn(p.Rows[n-1].Last, int64(p.Rows[n-1].ID))
	}
	return p, nil
}

// Claim returns a claim with its positions and their sentences; a merged claim gives the one that it went into.
// ErrNotFound when there is none, ErrDamaged when words do not have their hash.
func (s *Store) Claim(ctx context.Context, id ClaimID) (c JoinedClaim, err error) {
	defer func() { err = explain(err, s.dir) }()
	at, err := follow(ctx, s.read, "claim", int64(id))
	if err != nil {
		return c, fmt.Errorf("claim %d: %w", id, err)
	}
	if err := scanClaim(s.read.QueryRowContext(ctx, claimColumns+` FROM claim c WHERE c.id = ?`, at), &c.ClaimRow); err != nil {
		return c, fmt.Errorf("claim %d: %w", id, err)
	}
	rows, err := s.read.QueryContext(ctx, positionColumns+`, t.headline, substr(CAST(t.text AS BLOB), p.sentence_start + 1, p.sentence_end - p.sentence_start)
		FROM claim_position p JOIN report r ON r.id = p.report_id JOIN text t ON t.id = r.text_id WHERE p.claim_id = ?`, at)
	kept, err := collect(rows, err, scanToldPosition)
	if err != nil {
		return c, fmt.Errorf("claim %d: %w", id, err)
	}
	slices.SortFunc(kept, func(a, b keptPosition) int {
		return cmp.Or(cmp.Compare(a.Day, b.Day), a.Told.At.Compare(b.Told.At), cmp.Compare(a.ID, b.ID))
	})
	var now []story.Position
	seen := map[int64]bool{}
	for _, k := range kept {
		if k.story != 0 && !seen[k.story] {
			seen[k.story] = true
			c.Stories = append(c.Stories, k.story)
		}
		c.All = append(c.All, k.ClaimPosition)
		now = append(now, k.Position)
	}
	c.Contradictions = ownContradictions(now)
	c.Silent, err = s.silent(ctx, c.Stories[max(0, len(c.Stories)-silentStories):], now)
	return c, err
}

const (
	silentStories = 50 // the latest of a claim's stories, in which outlets are looked for that have no position
	ownPositions  = 60 // an actor's latest positions on a claim that are held against each other
)

// ownContradictions are the contradictions of actors with their own other words.
func ownContradictions(all []story.Position) []story.Contradiction {
	by := map[string][]int{}
	for i, p := range all {
		if p.Actor.Key != "" {
			by[p.Actor.Key] = append(by[p.Actor.Key], i)
		}
	}
	var out []story.Contradiction
	for _, at := range by {
		at = at[max(0, len(at)-ownPositions):]
		own := make([]story.Position, len(at))
		for k, i := range at {
			own[k] = all[i]
		}
		for _, x := range story.Contradictions(own) {
			out = append(out, story.Contradiction{A: at[x.A], B: at[x.B], Kind: x.Kind})
		}
	}
	slices.SortFunc(out, func(x, y story.Contradiction) int { return cmp.Or(cmp.Compare(x.A, y.A), cmp.Compare(x.B, y.B)) })
	return out
}

// keptPosition is a row of claim_position.
type keptPosition struct {
	ClaimPosition
	sum   []byte
	story int64
	claim ClaimID
}

const positionColumns = `SELECT p.id, p.claim_id, p.report_id, coalesce(p.story_id, 0), p.fact, p.outlet, p.origin, p.actor_key, p.actor, p.office, p.own, p.via, p.stance, p.day, p.at,
	p.sentence_start, p.sentence_end, p.start_byte, p.end_byte, p.words_sha256, p.current, p.recorded_at`

// columns are where a row of positionColumns goes.
func (k *keptPosition) columns() []any {
	return []any{&k.ID, &k.claim, &k.Report, &k.story, &k.Fact, &k.Outlet, &k.Origin, &k.Actor.Key, &k.Actor.Name, &k.Office, &k.Own, &k.Via, &k.Stance, &k.Day, instant{&k.Told.At},
		&k.Sentence.Start, &k.Sentence.End, &k.Span.Start, &k.Span.End, &k.sum, &k.Told.Current, instant{&k.Recorded}}
}

// scanToldPosition scans a position with its headline and the words of its sentence, and holds these against their hash.
func scanToldPosition(r scanner, k *keptPosition) error {
	var words []byte
	if err := r.Scan(append(k.columns(), &k.Told.Headline, &words)...); err != nil {
		return err
	}
	k.Told.Report, k.Told.Outlet, k.Told.Sentence, k.Told.Words = ReportID(k.Report), k.Outlet, k.Sentence, string(words)
	if sum := sha256.Sum256(words); string(sum[:]) != string(k.sum) {
		return fmt.Errorf("report %d, bytes %d to %d: the words are not those that were kept: %w", k.Report, k.Sentence.Start, k.Sentence.End, ErrDamaged)
	}
	return nil
}

// scanPosition scans a position with the meaning of its words, which stands behind positionColumns.
func scanPosition(r scanner, k *keptPosition) error {
	var vector []byte
	err := r.Scan(append(k.columns(), &vector)...)
	k.Vector = unpackVector(vector)
	k.Told.Report, k.Told.Outlet, k.Told.Sentence = ReportID(k.Report), k.Outlet, k.Sentence
	return err
}

// silent gives the outlets with a current report in the stories that have no position.
func (s *Store) silent(ctx context.Context, stories []int64, positions []story.Position) ([]story.Actor, error) {
	if len(stories) == 0 {
		return nil, nil
	}
	in := strings.TrimSuffix(strings.Repeat("?,", len(stories)), ",")
	args := make([]any, len(stories))
	for i, n := range stories {
		args[i] = n
	}
	rows, err := s.read.QueryContext(ctx, `SELECT DISTINCT outlet FROM claim_position WHERE current = 1 AND story_id IN (`+in+`)
		UNION SELECT DISTINCT st.outlet FROM story_member m JOIN stream st ON st.report_id = m.report_id WHERE m.story_id IN (`+in+`) ORDER BY outlet`, append(args, args...)...)
	outlets, err := collect(rows, err, func(r scanner, name *string) error { return r.Scan(name) })
	if err != nil {
		return nil, err
	}
	carried := map[string]bool{}
	for _, p := range positions {
		carried[p.Outlet] = true
	}
	var present []story.Actor
	for _, name := range outlets {
		if !carried[name] {
			present = append(present, story.Outlet(name))
		}
	}
	return story.Silent(present, positions), nil
}
