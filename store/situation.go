package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode"

	"github.com/dateline-news/dateline/situation"
)

// Situations (docs/situations.md). A situation is a watch with what it holds. Package work holds every reading against every
// watch, in the order in which readings were recorded; what it finds is kept with the place where it stopped, in one
// transaction (situation_look.go). What the page shows is counted after a batch and kept (situation_state.go).

// SituationID numbers a situation.
type SituationID int64

// ErrChanged is returned when somebody else changed what is to be changed, since it was read.
var ErrChanged = errors.New("somebody else changed it in the meantime")

// Situation is a watch with its settings.
type Situation struct {
	ID        SituationID
	Slug      string // in its address; never changes
	Name      string
	Note      string // the desk's own words; never a fact
	NoteBy    string
	NoteAt    time.Time
	Watch     situation.Watch
	Weights   situation.Weights
	Version   int // name it in EditSituation
	MadeBy    string
	Made      time.Time
	ChangedBy string
	Changed   time.Time
	Looked    int64  // the last reading held against the watch
	Behind    int    // readings that are still to be held against it: the history is being filled
	Seen      int    // reports that were held against it
	Held      int    // of these, that belong to it (every version)
	Breadth   string // in words, when the watch holds nearly everything; else ""
}

// SituationRow is a situation as the list shows it.
type SituationRow struct {
	Situation
	Counts situation.Counts
	Index  float64   // now, 0 to 10
	Delta  float64   // to the day before
	Known  bool      // whether there is an index
	Spark  []float64 // of the last 14 days; a negative number is a gap
	New    int       // changes since who looked last
}

// SituationEdit says what to change; nil leaves as it is. Version is what was read.
type SituationEdit struct {
	Version    int
	Name, Note *string
	Watch      *situation.Watch
	Weights    *situation.Weights
}

// AddSituation keeps a watch under a name. Its address is made of the name. The history is filled by package work.
func (s *Store) AddSituation(ctx context.Context, name string, w situation.Watch, who string) (id SituationID, err error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return 0, fmt.Errorf("a situation needs a name: %w", ErrInvalid)
	}
	if err := w.Check(); err != nil {
		return 0, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	err = s.Write(ctx, func(t *Tx) error {
		slug, err := t.freeSlug(name)
		if err != nil {
			return err
		}
		watch, weights, err := marshalWatch(w, situation.DefaultWeights)
		if err != nil {
			return err
		}
		return t.row(`INSERT INTO situation (slug, name, watch, weights, version, made_by, made_at, changed_by, changed_at, live_after)
			VALUES (?, ?, ?, ?, 1, ?, ?, ?, ?, (SELECT coalesce(max(id), 0) FROM reading)) RETURNING id`,
			slug, name, watch, weights, who, t.now.UnixMicro(), who, t.now.UnixMicro()).Scan(&id)
	})
	if err != nil {
		err = fmt.Errorf("keep the situation %q: %w", name, err)
	}
	return id, err
}

func marshalWatch(w situation.Watch, weights situation.Weights) (a, b string, err error) {
	x, err1 := json.Marshal(w)
	y, err2 := json.Marshal(weights)
	return string(x), string(y), errors.Join(err1, err2)
}

// freeSlug makes an address of a name: letters and digits, hyphens between words; a number behind it when it is taken.
func (t *Tx) freeSlug(name string) (string, error) {
	slug := strings.Trim(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return '-'
	}, name), "-")
	for strings.Contains(slug, "--") {
		slug = strings.ReplaceAll(slug, "--", "-")
	}
	slug = cmp.Or(strings.Trim(string([]rune(slug)[:min(60, len([]rune(slug)))]), "-"), "situation")
	for n := 1; ; n++ {
		try := slug
		if n > 1 {
			try = fmt.Sprintf("%s-%d", slug, n)
		}
		var taken int
		if err := t.row(`SELECT count(*) FROM situation WHERE slug = ?`, try).Scan(&taken); err != nil || taken == 0 {
			return try, err
		}
	}
}

// EditSituation changes a situation when its version is still that of the edit; ErrChanged, with who changed it, when not.
// What was there before is kept. Another watch is held against all readings anew; what it finds in them is history, not news.
func (s *Store) EditSituation(ctx context.Context, id SituationID, e SituationEdit, who string) error {
	return s.Write(ctx, func(t *Tx) error {
		old, err := t.situation(id)
		if err != nil {
			return err
		}
		if old.Version != e.Version {
			return fmt.Errorf("%q was changed by %s at %s: look at that change, then make yours again: %w", old.Name, old.ChangedBy, old.Changed.Format("15:04 on 2 January"), ErrChanged)
		}
		x := old
		set(&x.Name, e.Name)
		set(&x.Note, e.Note)
		set(&x.Watch, e.Watch)
		set(&x.Weights, e.Weights)
		if x.Name = strings.TrimSpace(x.Name); x.Name == "" {
			return fmt.Errorf("a situation needs a name: %w", ErrInvalid)
		}
		if err := errors.Join(x.Watch.Check(), x.Weights.Check()); err != nil {
			return fmt.Errorf("%w: %w", ErrInvalid, err)
		}
		return t.editSituation(old, x, who)
	})
}

func (t *Tx) editSituation(old, x Situation, who string) error {
	was, err := json.Marshal(map[string]any{"name": old.Name, "note": old.Note, "watch": old.Watch, "weights": old.Weights})
	if err != nil {
		return err
	}
	if _, err := t.exec(`INSERT INTO situation_edit (situation_id, version, who, at, was) VALUES (?, ?, ?, ?, ?)`, int64(x.ID), old.Version, who, t.now.UnixMicro(), string(was)); err != nil {
		return err
	}
	watch, weights, err := marshalWatch(x.Watch, x.Weights)
	if err != nil {
		return err
	}
	if x.Note != old.Note {
		x.NoteBy, x.NoteAt = who, t.now
	}
	if _, err := t.exec(`UPDATE situation SET name = ?, note = ?, note_by = ?, note_at = ?, watch = ?, weights = ?, version = version + 1, changed_by = ?, changed_at = ? WHERE id = ?`,
		x.Name, x.Note, x.NoteBy, micros(x.NoteAt), watch, weights, who, t.now.UnixMicro(), int64(x.ID)); err != nil {
		return err
	}
	if x.Watch.String() == old.Watch.String() {
		return nil
	}
	return t.lookAgain(x.ID)
}

// lookAgain forgets what a situation holds, so that all readings are held against its watch anew. What it knew stays known:
// nothing is told a second time.
func (t *Tx) lookAgain(id SituationID) error {
	for _, q := range []string{`DELETE FROM situation_event WHERE situation_id = ?`, `DELETE FROM situation_position WHERE situation_id = ?`,
		`DELETE FROM situation_report WHERE situation_id = ?`,
		`UPDATE situation SET looked = 0, seen = 0, live_after = (SELECT coalesce(max(id), 0) FROM reading) WHERE id = ?`} {
		if _, err := t.exec(q, int64(id)); err != nil {
			return err
		}
	}
	return nil
}

// RemoveSituation ends a watch. Its changes, alerts and briefs stay.
func (s *Store) RemoveSituation(ctx context.Context, id SituationID) error {
	return s.Write(ctx, func(t *Tx) error {
		if _, err := t.situation(id); err != nil {
			return err
		}
		_, err := t.exec(`UPDATE situation SET removed_at = ? WHERE id = ?`, t.now.UnixMicro(), int64(id))
		return err
	})
}

const situationColumns = `s.id, s.slug, s.name, s.note, s.note_by, s.note_at, s.watch, s.weights, s.version, s.made_by, s.made_at, s.changed_by, s.changed_at, s.looked, s.seen`

func scanSituation(r scanner, x *Situation, more ...any) error {
	var watch, weights string
	if err := r.Scan(append([]any{&x.ID, &x.Slug, &x.Name, &x.Note, &x.NoteBy, instant{&x.NoteAt}, &watch, &weights, &x.Version, &x.MadeBy, instant{&x.Made},
		&x.ChangedBy, instant{&x.Changed}, &x.Looked, &x.Seen}, more...)...); err != nil {
		return err
	}
	return errors.Join(json.Unmarshal([]byte(watch), &x.Watch), json.Unmarshal([]byte(weights), &x.Weights))
}

func (t *Tx) situation(id SituationID) (x Situation, err error) {
	err = scanSituation(t.row(`SELECT `+situationColumns+` FROM situation s WHERE s.id = ? AND s.removed_at IS NULL`, int64(id)), &x)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("situation %d: %w", id, ErrNotFound)
	}
	return x, err
}

// situationMore are columns that a page shows beside the settings: readings still to look at, reports held.
const situationMore = `, (SELECT count(*) FROM reading WHERE id > s.looked), coalesce((SELECT n FROM tally WHERE kind = 'situation' AND value = CAST(s.id AS TEXT)), 0)`

// SituationBySlug finds a situation by its address, or by its number. ErrNotFound when there is none.
func (s *Store) SituationBySlug(ctx context.Context, slug string) (x Situation, err error) {
	err = scanSituation(s.read.QueryRowContext(ctx, `SELECT `+situationColumns+situationMore+` FROM situation s
		WHERE s.removed_at IS NULL AND (s.slug = ?1 OR CAST(s.id AS TEXT) = ?1) ORDER BY s.slug = ?1 DESC LIMIT 1`, slug), &x, &x.Behind, &x.Held)
	if errors.Is(err, sql.ErrNoRows) {
		return x, fmt.Errorf("no situation is called %q: %w", slug, ErrNotFound)
	}
	if err != nil {
		return x, explain(err, s.dir)
	}
	x.Breadth = x.Watch.Breadth(x.Held, x.Seen)
	return x, nil
}

// Situations lists all situations by name, with what is new to who since they looked last.
func (s *Store) Situations(ctx context.Context, who string) ([]SituationRow, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+situationColumns+situationMore+`,
		(SELECT count(*) FROM situation_change c WHERE c.situation_id = s.id AND c.news = 1 AND c.id > coalesce((SELECT change_id FROM situation_seen WHERE situation_id = s.id AND who = ?), 0)),
		coalesce(c.made_at, 0), coalesce(c.looked, 0), coalesce(c.version, 0), coalesce(length(c.state), 0)
		FROM situation s LEFT JOIN situation_state c ON c.situation_id = s.id WHERE s.removed_at IS NULL ORDER BY s.name, s.id LIMIT 1000`, who)
	marks := map[SituationID]stateMark{}
	all, err := collect(rows, err, func(r scanner, x *SituationRow) error {
		var m stateMark
		if err := scanSituation(r, &x.Situation, append([]any{&x.Behind, &x.Held, &x.New}, m.columns()...)...); err != nil {
			return err
		}
		x.Breadth = x.Watch.Breadth(x.Held, x.Seen)
		marks[x.ID] = m
		return nil
	})
	for i := range all {
		if m := marks[all[i].ID]; err == nil && m.size > 0 {
			var st SituationState
			if st, err = s.stateAt(ctx, all[i].ID, m); err == nil {
				all[i].take(&st)
			}
		}
	}
	if err != nil {
		err = explain(fmt.Errorf("list the situations: %w", err), s.dir)
	}
	return all, err
}

// take fills in what was counted.
func (x *SituationRow) take(st *SituationState) {
	x.Counts = st.Counts
	var p situation.DayPoint
	p, x.Delta, x.Known = st.Series.Now()
	if x.Known {
		x.Index = *p.Index
	}
	for _, p := range st.Series.Points[max(0, len(st.Series.Points)-14):] {
		v := -1.0
		if p.Index != nil {
			v = *p.Index
		}
		x.Spark = append(x.Spark, v)
	}
}
