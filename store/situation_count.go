package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/dateline-news/dateline/situation"
)

// What the page of a situation shows is counted over all that it holds, so it is counted after a batch of readings and kept.

const (
	stateClaims    = 200
	statePositions = 40
	stateActors    = 100
	statePlaces    = 60
	stateEvents    = 300_000 // the newest, by the day on which the index counts them
)

// CountSituation counts what a situation holds: all that PutSituationState keeps.
func (s *Store) CountSituation(ctx context.Context, x Situation) (st SituationState, err error) {
	c := &counter{ctx: ctx, s: s, x: x, st: &st}
	st.Looked, st.Made = x.Looked, s.now().UTC()
	for _, step := range []func() error{c.reports, c.events, c.volumes, c.positions, c.kinds} {
		if err := step(); err != nil {
			return st, explain(fmt.Errorf("count the situation %q: %w", x.Name, err), s.dir)
		}
	}
	st.Series = situation.Measure(c.told, c.volume, x.Weights)
	c.people()
	sources, err := c.sourceStates()
	if err != nil {
		return st, explain(fmt.Errorf("count the situation %q: %w", x.Name, err), s.dir)
	}
	st.Gaps = situation.Gaps(c.claims, st.Actors, sources, st.Made)
	st.Claims = c.shownClaims()
	return st, c.addWords()
}

// counter counts one situation.
type counter struct {
	ctx    context.Context
	s      *Store
	x      Situation
	st     *SituationState
	told   []situation.Event
	volume []situation.Volume
	claims []situation.Claim
}

func (c *counter) reports() error {
	rows, err := c.s.read.QueryContext(c.ctx, `SELECT so.id, so.name, so.owner, count(*), min(h.at), max(h.at) FROM situation_report h JOIN source so ON so.id = h.source_id
		WHERE h.situation_id = ? AND h.current = 1 GROUP BY so.id ORDER BY 4 DESC, so.name`, int64(c.x.ID))
	n := &c.st.Counts
	c.st.Sources, err = collect(rows, err, func(r scanner, v *SituationSource) error {
		err := r.Scan(&v.ID, &v.Name, &v.Owner, &v.Reports, instant{&v.First}, instant{&v.Last})
		n.Reports += v.Reports
		if n.First.IsZero() || v.First.Before(n.First) {
			n.First = v.First
		}
		if v.Last.After(n.Last) {
			n.Last = v.Last
		}
		return err
	})
	if err != nil {
		return err
	}
	n.Outlets = len(c.st.Sources)
	return c.s.read.QueryRowContext(c.ctx, `SELECT count(DISTINCT origin) FROM situation_report WHERE situation_id = ? AND current = 1`, int64(c.x.ID)).Scan(&n.Origins)
}

// events reads the events of current reports, with the keys of those that were merged since.
func (c *counter) events() error {
	merged, err := c.merged(`across_event`)
	if err != nil {
		return err
	}
	rows, err := c.s.read.QueryContext(c.ctx, `SELECT e.key, e.told, h.at, h.origin, h.source_id, e.report_id, e.start_byte, e.end_byte, e.fact,
			EXISTS (SELECT 1 FROM story_member m WHERE m.item_id = h.item_id AND m.copy_of IS NOT NULL) FROM situation_event e
		JOIN situation_report h ON h.situation_id = e.situation_id AND h.report_id = e.report_id AND h.current = 1
		WHERE e.situation_id = ? ORDER BY e.day DESC, e.report_id LIMIT ?`, int64(c.x.ID), stateEvents)
	c.told, err = collect(rows, err, func(r scanner, e *situation.Event) error {
		var told, key string
		var ev situation.Evidence
		var isCopy bool
		if err := r.Scan(&key, &told, instant{&ev.At}, &ev.Origin, &ev.Source, &ev.Report, &ev.Span.Start, &ev.Span.End, &ev.Fact, &isCopy); err != nil {
			return err
		}
		err := json.Unmarshal([]byte(told), e)
		e.Key, e.Evidence, e.Copy = merged.now(key), ev, isCopy
		return err
	})
	if err != nil {
		return err
	}
	keys, places := map[string]bool{}, map[string]map[string]bool{}
	for _, e := range c.told {
		keys[e.Key] = true
		if e.Place != "" {
			if places[e.Place] == nil {
				places[e.Place] = map[string]bool{}
			}
			places[e.Place][e.Key] = true
		}
	}
	c.st.Counts.Events = len(keys)
	for name, k := range places {
		c.st.Places = append(c.st.Places, SituationPlace{Name: name, Events: len(k)})
	}
	slices.SortFunc(c.st.Places, func(a, b SituationPlace) int {
		return cmp.Or(cmp.Compare(b.Events, a.Events), strings.Compare(a.Name, b.Name))
	})
	c.st.Places = c.st.Places[:min(len(c.st.Places), statePlaces)]
	return nil
}

// mergedKeys leads keys of what was joined to where it is now.
type mergedKeys map[string]string

func (m mergedKeys) now(key string) string {
	for range 100 { // a merge leads on, never in a circle; this holds even in a damaged file
		next, ok := m[key]
		if !ok {
			break
		}
		key = next
	}
	return key
}

func (c *counter) merged(table string) (mergedKeys, error) {
	m := mergedKeys{}
	rows, err := c.s.read.QueryContext(c.ctx, `SELECT id, merged_into FROM `+table+` WHERE merged_into IS NOT NULL`)
	_, err = collect(rows, err, func(r scanner, _ *struct{}) error {
		var from, to int64
		err := r.Scan(&from, &to)
		m[joinedKey(from)] = joinedKey(to)
		return err
	})
	return m, err
}

// volumes reads what each source gave on each day from the situation's first report on.
func (c *counter) volumes() error {
	if c.st.Counts.Reports == 0 {
		return nil
	}
	first := day(c.st.Counts.First)
	for _, e := range c.told {
		first = min(first, day(situation.CountedOn(e)))
	}
	rows, err := c.s.read.QueryContext(c.ctx, `WITH RECURSIVE
		week (k) AS (SELECT 0 UNION ALL SELECT k + 1 FROM week WHERE k < 7),
		handed (source_id, day) AS ( -- sources that are not polled: what was handed in is all there is, for a week after each day of it, up to the last
			SELECT d.source_id, d.day + k FROM source so JOIN source_day d ON d.source_id = so.id JOIN week
			WHERE so.last_good_at IS NULL AND d.day >= ?2 - 7 AND d.day + k <= (SELECT max(day) FROM source_day WHERE source_id = so.id)),
		held_read (source_id, day) AS (SELECT source_id, day FROM source_read UNION SELECT source_id, day FROM handed)
		SELECT r.day, r.source_id, coalesce(d.reports, 0), coalesce(h.held, 0), coalesce(h.conflict, 0) FROM held_read r
		LEFT JOIN source_day d ON d.source_id = r.source_id AND d.day = r.day
		LEFT JOIN (SELECT k.source_id, k.day, count(*) AS held, sum(k.conflict AND m.copy_of IS NULL) AS conflict FROM situation_report k
			LEFT JOIN story_member m ON m.item_id = k.item_id WHERE k.situation_id = ?1 AND k.current = 1 GROUP BY k.source_id, k.day) h
			ON h.source_id = r.source_id AND h.day = r.day
		WHERE r.day >= ?2 ORDER BY r.day, r.source_id`, int64(c.x.ID), first)
	c.volume, err = collect(rows, err, func(r scanner, v *situation.Volume) error {
		var d int64
		err := r.Scan(&d, &v.Source, &v.Reports, &v.Held, &v.Conflict)
		v.Day = time.Unix(d*86400, 0).UTC()
		v.Reports = max(v.Reports, v.Held)
		return err
	})
	return err
}

// positions reads the claims of current reports with who stands where.
func (c *counter) positions() error {
	merged, err := c.merged(`claim`)
	if err != nil {
		return err
	}
	rows, err := c.s.read.QueryContext(c.ctx, `SELECT p.key, p.proposition, p.actor, p.stance, p.dated, p.fact, p.report_id, p.start_byte, p.end_byte, h.at, h.origin, h.source_id, so.name
		FROM situation_position p JOIN situation_report h ON h.situation_id = p.situation_id AND h.report_id = p.report_id AND h.current = 1 JOIN source so ON so.id = h.source_id
		WHERE p.situation_id = ? ORDER BY h.at, p.report_id, p.start_byte`, int64(c.x.ID))
	all, err := collect(rows, err, func(r scanner, p *situation.Position) error {
		e := &p.Evidence
		err := r.Scan(&p.Claim, &p.Proposition, &p.Actor, &p.Stance, &p.Dated, &e.Fact, &e.Report, &e.Span.Start, &e.Span.End, instant{&e.At}, &e.Origin, &e.Source, &e.Name)
		p.Claim = merged.now(p.Claim)
		return err
	})
	if err != nil {
		return err
	}
	at := map[string]int{}
	for _, p := range all {
		i, ok := at[p.Claim]
		if !ok {
			i = len(c.claims)
			at[p.Claim] = i
			c.claims = append(c.claims, situation.Claim{Key: p.Claim, Proposition: p.Proposition})
		}
		c.claims[i].Positions = append(c.claims[i].Positions, p)
	}
	c.st.Counts.Claims = len(c.claims)
	for _, k := range c.claims {
		if k.Contested() {
			c.st.Counts.Contested++
		}
	}
	return nil
}

func (c *counter) kinds() error {
	c.st.Kinds = map[string]int{}
	rows, err := c.s.read.QueryContext(c.ctx, `SELECT kind, count(*) FROM situation_change WHERE situation_id = ? GROUP BY kind`, int64(c.x.ID))
	_, err = collect(rows, err, func(r scanner, _ *struct{}) error {
		var kind string
		var n int
		err := r.Scan(&kind, &n)
		c.st.Kinds[kind] = n
		return err
	})
	return err
}

// people counts who acts and who speaks.
func (c *counter) people() {
	by := map[string]*situation.Actor{}
	get := func(name string, at time.Time) *situation.Actor {
		a := by[strings.ToLower(name)]
		if a == nil {
			a = &situation.Actor{Name: name}
			by[strings.ToLower(name)] = a
		}
		if at.After(a.Last) {
			a.Last = at
		}
		return a
	}
	done := map[[2]string]bool{}
	for _, e := range c.told {
		for _, name := range e.Actors {
			if k := [2]string{e.Key, strings.ToLower(name)}; !done[k] {
				done[k] = true
				get(name, e.Evidence.At).Acts++
			}
		}
	}
	speakers := map[string]bool{}
	for _, k := range c.claims {
		for _, p := range k.Positions {
			if p.Actor != "" {
				get(p.Actor, p.Evidence.At).Statements++
				speakers[strings.ToLower(p.Actor)] = true
			}
		}
	}
	c.st.Counts.People = len(speakers)
	for _, name := range slices.Sorted(maps.Keys(by)) {
		c.st.Actors = append(c.st.Actors, *by[name])
	}
	slices.SortStableFunc(c.st.Actors, func(a, b situation.Actor) int {
		return cmp.Or(cmp.Compare(b.Statements, a.Statements), cmp.Compare(b.Acts, a.Acts))
	})
	c.st.Actors = c.st.Actors[:min(len(c.st.Actors), stateActors)]
}

// shownClaims are the most contested and the most told, each with its newest positions.
func (c *counter) shownClaims() []situation.Claim {
	all := slices.Clone(c.claims)
	rank := func(k situation.Claim) int {
		if k.Contested() {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(all, func(a, b situation.Claim) int {
		return cmp.Or(cmp.Compare(rank(b), rank(a)), cmp.Compare(len(b.Positions), len(a.Positions)))
	})
	all = all[:min(len(all), stateClaims)]
	for i := range all {
		p := all[i].Positions
		all[i].Positions = slices.Clone(p[max(0, len(p)-statePositions):])
	}
	return all
}

func (c *counter) sourceStates() ([]situation.SourceState, error) {
	var out []situation.SourceState
	for _, v := range c.st.Sources {
		src, err := c.s.Source(c.ctx, v.ID)
		if err != nil {
			return nil, err
		}
		if src.Kind != FileSource && src.Removed.IsZero() {
			out = append(out, situation.SourceState{ID: int64(v.ID), Name: v.Name, Reports: v.Reports, Paused: src.Paused, Every: src.Interval, LastGood: src.LastGood, FailingAt: src.FailingSince, Reason: src.Reason})
		}
	}
	return out, nil
}

// addWords fills in the sentences that the state shows, from the stored texts.
func (c *counter) addWords() error {
	var all []*situation.Evidence
	for i := range c.st.Claims {
		for k := range c.st.Claims[i].Positions {
			all = append(all, &c.st.Claims[i].Positions[k].Evidence)
		}
	}
	for i := range c.st.Gaps {
		if c.st.Gaps[i].Evidence != nil {
			all = append(all, c.st.Gaps[i].Evidence)
		}
	}
	for i := range c.st.Series.Turns {
		if cause := c.st.Series.Turns[i].Cause; cause != nil {
			all = append(all, &cause.Evidence)
		}
	}
	if latest := c.st.Series.Latest; latest != nil {
		all = append(all, &latest.Evidence)
	}
	return c.s.addWords(c.ctx, all)
}

// addWords reads each report's text once, and takes the words of all that stand on it.
func (s *Store) addWords(ctx context.Context, all []*situation.Evidence) error {
	slices.SortStableFunc(all, func(a, b *situation.Evidence) int { return cmp.Compare(a.Report, b.Report) })
	var report int64
	var text, name string
	for _, e := range all {
		if e.Report != report {
			err := s.read.QueryRowContext(ctx, `SELECT t.text, so.name FROM stream st JOIN text t ON t.id = st.text_id JOIN source so ON so.id = st.source_id WHERE st.report_id = ?`, e.Report).Scan(&text, &name)
			if err != nil {
				return explain(fmt.Errorf("read the words of report %d: %w", e.Report, err), s.dir)
			}
			report = e.Report
		}
		e.Name = name
		if err := stand(e, text, nil); err != nil {
			return explain(err, s.dir)
		}
	}
	return nil
}

// IndexDay lists the events that the index counts on a day, the most severe first, each with every telling of it: the
// sentences behind a point of the curve. At most 200 tellings.
func (s *Store) IndexDay(ctx context.Context, x Situation, d time.Time) ([]situation.Event, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT e.key, e.told, h.at, h.origin, h.source_id, so.name, e.report_id, e.start_byte, e.end_byte, e.fact, e.words_sha256, t.text FROM situation_event e
		JOIN situation_report h ON h.situation_id = e.situation_id AND h.report_id = e.report_id AND h.current = 1
		JOIN source so ON so.id = h.source_id JOIN report r ON r.id = e.report_id JOIN text t ON t.id = r.text_id
		WHERE e.situation_id = ? AND e.day = ? ORDER BY e.key, h.at, e.report_id LIMIT 1000`, int64(x.ID), day(d))
	all, err := collect(rows, err, func(r scanner, e *situation.Event) error {
		var told, text, key string
		var want []byte
		var ev situation.Evidence
		if err := r.Scan(&key, &told, instant{&ev.At}, &ev.Origin, &ev.Source, &ev.Name, &ev.Report, &ev.Span.Start, &ev.Span.End, &ev.Fact, &want, &text); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(told), e); err != nil {
			return err
		}
		e.Key, e.Evidence = key, ev
		return stand(&e.Evidence, text, want)
	})
	if err != nil {
		return nil, explain(fmt.Errorf("read the events of %s: %w", d.Format(time.DateOnly), err), s.dir)
	}
	slices.SortStableFunc(all, func(a, b situation.Event) int { return cmp.Compare(x.Weights.Severity(b), x.Weights.Severity(a)) })
	return all[:min(len(all), 200)], nil
}

// SituationStream returns a page of the situation's reports, newest first. limit 0 is 50.
func (s *Store) SituationStream(ctx context.Context, id SituationID, before Cursor, limit int) (page StreamPage, err error) {
	c := new(conditions)
	c.add("h.situation_id = ? AND h.current = 1", int64(id))
	if before != "" {
		at, report, err := before.parse()
		if err != nil {
			return page, err
		}
		c.add("(h.at, h.report_id) < (?, ?)", at, report)
	}
	if limit = min(max(limit, 0), 500); limit == 0 {
		limit = 50
	}
	if page.Head, err = s.head(ctx); err != nil {
		return page, err
	}
	rows, err := s.read.QueryContext(ctx, `SELECT `+streamColumns+` FROM situation_report h JOIN stream st ON st.report_id = h.report_id JOIN source so ON so.id = st.source_id`+c.String()+
		` ORDER BY h.at DESC, h.report_id DESC LIMIT ?`, append(c.args, limit+1)...)
	if page.Rows, err = collect(rows, err, scanStream); err != nil {
		return page, explain(fmt.Errorf("read the reports of a situation: %w", err), s.dir)
	}
	if len(page.Rows) > limit {
		page.Rows = page.Rows[:limit]
		last := page.Rows[limit-1]
		page.Next = cursorAt(last.At, last.ID)
	}
	return page, nil
}
