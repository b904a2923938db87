package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/story"
)

// What reports say together (docs/across.md): claims, events and wording, which package work joins one report at a time and
// keeps with PutAcross. Claims and events keep their number; one that was merged leads to where it went. Rows count and show
// the current versions of reports only; positions and mentions of an older version are kept and marked.
//
// Every row that comes out carries its words: Place and Words are the sentence of the stored text, checked against its hash.

// ClaimID numbers a claim across reports.
type ClaimID int64

// EventID numbers an event across reports.
type EventID int64

// Told is where something is told: a sentence of one version of a report. Report is the number to link to.
type Told struct {
	Report   ReportID
	Headline string
	Outlet   string
	At       time.Time // that the report bears
	Sentence span.Span // in the report's text
	Words    string    // of the sentence
	Current  bool      // false: the report has a newer version
}

// ClaimRow is a claim as a list shows it.
type ClaimRow struct {
	ID          ClaimID
	Proposition string
	First, Last time.Time // of the reports
	Touched     time.Time // when a position last came or went
	Positions   int
	Reports     int
	Outlets     int
	Origins     int // copies of one text are one
	// How many positions take each stance.
	Asserts, Supports, Denies, Questions, NoComment int
	Opposed                                         int // pairs of actors of whom one asserts or supports what the other denies
	OwnWords                                        int // actors who stand against their own other words
}

// Contested says whether somebody denies what somebody else holds.
func (r ClaimRow) Contested() bool { return r.Opposed > 0 }

// ClaimPosition is a position with its words.
type ClaimPosition struct {
	ID ClaimPositionID
	story.Position
	Told     Told
	Recorded time.Time
}

// ClaimPositionID numbers a position.
type ClaimPositionID int64

// JoinedClaim is a claim with every position on it, in the order of their days, then of their reports' times.
type JoinedClaim struct {
	ClaimRow
	All            []ClaimPosition
	Contradictions []story.Contradiction // of actors with their own other words: indices into All, A before B
	Silent         []story.Actor         // outlets that reported one of the latest stories and have no position
	Stories        []int64               // that the positions stand in
}

// EventRow is an event as a list shows it. Type to Place are what most mentions give; Differ counts the details of which
// mentions give different values.
type EventRow struct {
	ID          EventID
	Type, Mode  string
	Quad        int
	Goldstein   *float64
	Status      string
	Day         string // ISO, as precise as known; "" when nobody says
	Place       story.Place
	Actors      []story.Actor
	Recipients  []story.Actor
	First, Last time.Time
	Touched     time.Time
	Mentions    int
	Outlets     int
	Differ      int
	Words       string // of the trigger of its first mention
	story.Corroboration
}

// EventMention is a mention with its words.
type EventMention struct {
	story.Mention
	Told     Told
	Recorded time.Time
}

// JoinedEvent is an event with all its mentions, in the order of their reports' times, and their details side by side.
type JoinedEvent struct {
	EventRow
	All     []EventMention
	Details []story.Detail // their Mentions are indices into All
	Stories []int64
}

// WordingUse is one use of words for somebody or something in an outlet's own voice.
type WordingUse struct {
	story.Wording
	Told Told
}

// told reads the words of a sentence and checks them.
func (s *Store) told(ctx context.Context, t *Told, sum []byte) error {
	var whole string
	err := s.read.QueryRowContext(ctx, `SELECT t.text, t.headline FROM report r JOIN text t ON t.id = r.text_id WHERE r.id = ?`, int64(t.Report)).Scan(&whole, &t.Headline)
	if err != nil {
		return fmt.Errorf("read the words of report %d: %w", t.Report, err)
	}
	if err := t.Sentence.Check(whole); err != nil {
		return fmt.Errorf("report %d: %w: %w", t.Report, ErrDamaged, err)
	}
	if have := words(whole, t.Sentence); string(have[:]) != string(sum) {
		return fmt.Errorf("report %d, bytes %d to %d: the words are not those that were kept: %w", t.Report, t.Sentence.Start, t.Sentence.End, ErrDamaged)
	}
	t.Words = t.Sentence.Of(whole)
	return nil
}

// follow gives the number that a merged claim or event leads to.
func follow(ctx context.Context, q *sql.DB, table string, id int64) (int64, error) {
	for range 100 {
		var next sql.NullInt64
		err := q.QueryRowContext(ctx, `SELECT merged_into FROM `+table+` WHERE id = ?`, id).Scan(&next)
		if errors.Is(err, sql.ErrNoRows) {
			return 0, ErrNotFound
		}
		if err != nil || !next.Valid {
			return id, err
		}
		id = next.Int64
	}
	return 0, fmt.Errorf("%s %d leads in a circle: %w", table, id, ErrDamaged)
}

// packVector keeps a vector of length one as one signed byte a number; nil for none.
func packVector(v story.Vector) []byte {
	if len(v) == 0 {
		return nil
	}
	b := make([]byte, len(v))
	for i, x := range v {
		b[i] = byte(int8(max(-127, min(127, int(x*vectorScale+copysignHalf(x))))))
	}
	return b
}

// vectorScale spreads numbers of up to 0.25, which holds nearly all of a vector of 384, over a byte.
const vectorScale = 127 / 0.25

func copysignHalf(x float32) float32 {
	if x < 0 {
		return -0.5
	}
	return 0.5
}

func unpackVector(b []byte) story.Vector {
	if len(b) == 0 {
		return nil
	}
	v := make(story.Vector, len(b))
	for i, x := range b {
		v[i] = float32(int8(x)) / vectorScale
	}
	return v
}
