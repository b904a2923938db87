package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"math"
	"slices"
	"sync"
	"time"
)

// columns hold in memory what filters and charts ask of every entry and report: about 100 bytes each. SQLite finds words and gives
// the rows that are shown; counting a facet or drawing a chart over a million facts is a walk over these. They follow the
// database: each use loads what was added or changed since.
type columns struct {
	mu      sync.RWMutex
	entries []entryColumn // entry n stands at n-1
	order   []int32       // of entries that are there, newest first
	events  []int32       // of them, the events
	reports []reportColumn
	recent  []int32 // of reports, newest first
	texts   []int32 // by text: the last report with it, -1 for none
	names   []nameColumn
	pool    []roleName // of entries, entryColumn.names of them from entryColumn.at
	first   map[int64]int32
	words   dictionary
	sources map[SourceID]sourceColumn
	change  int64 // of entry_change, up to which all is known
	named   int64 // the last entry whose names are known
	looked  time.Time
}

const noTime = math.MinInt32

type entryColumn struct {
	same               int64
	knownFrom, knownTo int64 // microseconds; knownTo is 0 while it holds
	report             int32
	from, to           int32 // minutes; noTime when the text gives none
	sort               int32 // minutes: from, else the report's time
	first              int32 // the first entry with the same sentence
	at                 uint32
	class, mode        uint16
	status, exact      uint16
	names              uint8
	kind, quad         uint8
	sure               uint8 // confidence in hundredths; 255 when there is none
	own                bool
	verdict            uint8 // 1 accepted, 2 rejected
}

type reportColumn struct {
	knownFrom, knownTo int64
	at                 int32 // minutes
	source, text       int32
	outlet             uint16
	language, place    uint16
	next               int32 // the report before this one with the same text, -1 for none
	here               bool
}

type nameColumn struct {
	name, kind, country, precision string
	lat, lon                       float64
	located                        bool
	entries                        int32
}

type roleName struct {
	name int32
	role Role
}

type sourceColumn struct {
	name  string
	owner Owner
}

// dictionary numbers the strings of closed or small sets. One past its size reads as "".
type dictionary struct {
	numbers map[string]uint16
	strings []string
	folded  []string // as a value of a query is compared with them
}

func (d *dictionary) number(s string) uint16 {
	if n, ok := d.numbers[s]; ok {
		return n
	}
	if d.numbers == nil {
		d.numbers, d.strings, d.folded = map[string]uint16{"": 0}, []string{""}, []string{""}
		if s == "" {
			return 0
		}
	}
	if len(d.strings) > math.MaxUint16 {
		return 0
	}
	n := uint16(len(d.strings))
	d.numbers[s], d.strings, d.folded = n, append(d.strings, s), append(d.folded, fold(Folded(s)))
	return n
}

// text gives the string of a number.
func (d *dictionary) text(n uint16) string {
	if int(n) < len(d.strings) {
		return d.strings[n]
	}
	return ""
}

// heads says how far the tables reach.
type heads struct{ entry, change, report, name int64 }

// follow loads what is new, and returns with the columns locked for reading. The caller must call c.mu.RUnlock.
func (s *Store) follow(ctx context.Context) (*columns, error) {
	c := &s.columns
	var h heads
	if err := s.read.QueryRowContext(ctx, `SELECT (SELECT coalesce(max(id), 0) FROM entry), (SELECT coalesce(max(id), 0) FROM entry_change),
		(SELECT coalesce(max(report_id), 0) FROM stream), (SELECT coalesce(max(id), 0) FROM name)`).Scan(&h.entry, &h.change, &h.report, &h.name); err != nil {
		return nil, explain(err, s.dir)
	}
	c.mu.RLock()
	if c.current(h) {
		return c, nil
	}
	c.mu.RUnlock()
	c.mu.Lock()
	if !c.current(h) {
		if err := s.loadColumns(ctx, c, h); err != nil {
			c.mu.Unlock()
			return nil, explain(err, s.dir)
		}
	}
	c.mu.Unlock()
	c.mu.RLock()
	return c, nil
}

// sourceAge is how long the names and owners of sources may be behind.
const sourceAge = 2 * time.Second

func (c *columns) current(h heads) bool {
	return int64(len(c.entries)) >= h.entry && c.change >= h.change && int64(len(c.reports)) >= h.report && int64(len(c.names)) >= h.name && time.Since(c.looked) < sourceAge
}

func (s *Store) loadColumns(ctx context.Context, c *columns, h heads) error {
	tx, err := s.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // nothing was written
	l := loader{ctx, tx, c}
	for _, step := range []func() error{l.sources, l.names, l.reports, l.entries, l.roles, l.changes} {
		if err := step(); err != nil {
			return err
		}
	}
	c.looked = time.Now()
	return nil
}

type loader struct {
	ctx context.Context
	tx  *sql.Tx
	c   *columns
}

func (l loader) each(f func(scanner) error, query string, args ...any) error {
	rows, err := l.tx.QueryContext(l.ctx, query, args...)
	_, err = collect(rows, err, func(r scanner, _ *struct{}) error { return f(r) })
	return err
}

func (l loader) sources() error {
	l.c.sources = map[SourceID]sourceColumn{}
	return l.each(func(r scanner) error {
		var id SourceID
		var s sourceColumn
		err := r.Scan(&id, &s.name, &s.owner)
		l.c.sources[id] = s
		return err
	}, `SELECT id, name, owner FROM source`)
}

func (l loader) names() error {
	return l.each(func(r scanner) error {
		var id int64
		var n nameColumn
		var lat, lon sql.NullFloat64
		if err := r.Scan(&id, &n.name, &n.kind, &n.country, &lat, &lon, &n.precision); err != nil {
			return err
		}
		n.lat, n.lon, n.located = lat.Float64, lon.Float64, lat.Valid && lon.Valid
		l.c.names = grown(l.c.names, id)
		l.c.names[id-1] = n
		return nil
	}, `SELECT id, name, kind, cc, lat, lon, precision FROM name WHERE id > ? ORDER BY id`, len(l.c.names))
}

// grown makes room for a row numbered id.
func grown[T any](rows []T, id int64) []T {
	for int64(len(rows)) < id {
		var none T
		rows = append(rows, none)
	}
	return rows
}

func (l loader) reports() error {
	c, had := l.c, len(l.c.reports)
	err := l.each(func(r scanner) error {
		var id, at, text, source int64
		var known, until sql.NullInt64
		var outlet, language, place string
		if err := r.Scan(&id, &at, &text, &source, &outlet, &language, &place, &known, &until); err != nil {
			return err
		}
		c.reports = grown(c.reports, id)
		for int64(len(c.texts)) < text {
			c.texts = append(c.texts, -1)
		}
		c.reports[id-1] = reportColumn{at: minute(at), source: int32(source), text: int32(text), outlet: c.words.number(outlet), language: c.words.number(language),
			place: c.words.number(place), knownFrom: known.Int64, knownTo: until.Int64, next: c.texts[text-1], here: true}
		c.texts[text-1] = int32(id - 1)
		return nil
	}, `SELECT st.report_id, st.at, st.text_id, st.source_id, st.outlet, st.language, st.place, r.recorded_at, r.superseded_at
		FROM stream st JOIN report r ON r.id = st.report_id WHERE st.report_id > ? ORDER BY st.report_id`, had)
	var fresh []int32
	for i := had; i < len(c.reports); i++ {
		if c.reports[i].here {
			fresh = append(fresh, int32(i))
		}
	}
	c.recent = merged(c.recent, fresh, func(i int32) int32 { return c.reports[i].at })
	return err
}

// minute is a time of the database in whole minutes, held within what 32 bits can say.
func minute(micros int64) int32 {
	return int32(max(math.MinInt32+1, min(math.MaxInt32, micros/60_000_000)))
}

// merged adds fresh rows to rows that stand newest first.
func merged(rows, fresh []int32, at func(int32) int32) []int32 {
	newer := func(a, b int32) int { return cmp.Or(cmp.Compare(at(b), at(a)), cmp.Compare(b, a)) }
	slices.SortFunc(fresh, newer)
	if len(rows) == 0 {
		return fresh
	}
	all := make([]int32, 0, len(rows)+len(fresh))
	for len(rows) > 0 && len(fresh) > 0 {
		if newer(rows[0], fresh[0]) < 0 {
			all, rows = append(all, rows[0]), rows[1:]
		} else {
			all, fresh = append(all, fresh[0]), fresh[1:]
		}
	}
	return append(append(all, rows...), fresh...)
}

func (l loader) entries() error {
	c, had := l.c, len(l.c.entries)
	if c.first == nil {
		c.first = map[int64]int32{}
	}
	err := l.each(func(r scanner) error {
		var id, report int64
		var e entryColumn
		var from, to, until sql.NullInt64
		var exact, class, mode, status, voice, verdict string
		var sure sql.NullFloat64
		if err := r.Scan(&id, &report, &e.kind, &e.same, &from, &to, &exact, &class, &mode, &e.quad, &status, &voice, &sure, &e.knownFrom, &until, &verdict); err != nil {
			return err
		}
		e.report, e.knownTo, e.own = int32(report-1), until.Int64, voice == "own"
		e.exact, e.class, e.mode, e.status = c.words.number(exact), c.words.number(class), c.words.number(mode), c.words.number(status)
		e.from, e.to, e.sort = noTime, noTime, noTime
		if report <= int64(len(c.reports)) {
			e.sort = c.reports[report-1].at
		}
		if from.Valid && to.Valid {
			e.from, e.to = int32(from.Int64), int32(to.Int64)
			e.sort = e.from
		}
		if e.sure = 255; sure.Valid {
			e.sure = uint8(sure.Float64 * 100)
		}
		e.verdict = verdictNumber(Verdict(verdict))
		first, seen := c.first[e.same]
		if !seen {
			first = int32(id - 1)
			c.first[e.same] = first
		}
		e.first = first
		c.entries = grown(c.entries, id)
		c.entries[id-1] = e
		return nil
	}, `SELECT id, report_id, kind, same, from_min, to_min, exact, class, mode, quad, status, voice, confidence, known_from, known_to, verdict FROM entry WHERE id > ? ORDER BY id`, had)
	var fresh []int32
	for i := had; i < len(c.entries); i++ {
		if c.entries[i].kind != 0 {
			fresh = append(fresh, int32(i))
		}
	}
	at := func(i int32) int32 { return c.entries[i].sort }
	c.events = merged(c.events, slices.DeleteFunc(slices.Clone(fresh), func(i int32) bool { return c.entries[i].kind != uint8(EventEntry) }), at)
	c.order = merged(c.order, fresh, at)
	return err
}

func verdictNumber(v Verdict) uint8 {
	switch v {
	case Accept:
		return 1
	case Reject:
		return 2
	}
	return 0
}

// roles adds the names of the entries that have none yet: those after the last that has one.
func (l loader) roles() error {
	c := l.c
	return l.each(func(r scanner) error {
		var id, name int64
		var role Role
		if err := r.Scan(&id, &role, &name); err != nil {
			return err
		}
		if id > int64(len(c.entries)) || name > int64(len(c.names)) {
			return nil
		}
		e := &c.entries[id-1]
		if e.names == 0 {
			e.at = uint32(len(c.pool))
		}
		if e.names == math.MaxUint8 {
			return nil
		}
		e.names++
		c.names[name-1].entries++
		c.pool = append(c.pool, roleName{int32(name - 1), role})
		c.named = id
		return nil
	}, `SELECT entry_id, role, name_id FROM entry_name WHERE entry_id > ? ORDER BY entry_id, n`, c.named)
}

// changes brings entries and reports that stand already up to date: what was superseded or reviewed.
func (l loader) changes() error {
	c := l.c
	var head int64
	if err := l.tx.QueryRowContext(l.ctx, `SELECT coalesce(max(id), 0) FROM entry_change`).Scan(&head); err != nil || head == c.change {
		return err
	}
	err := l.each(func(r scanner) error {
		var id int64
		var until sql.NullInt64
		var verdict Verdict
		err := r.Scan(&id, &until, &verdict)
		if err == nil && id <= int64(len(c.entries)) {
			c.entries[id-1].knownTo, c.entries[id-1].verdict = until.Int64, verdictNumber(verdict)
		}
		return err
	}, `SELECT id, known_to, verdict FROM entry WHERE report_id IN (SELECT report_id FROM entry_change WHERE id > ?)`, c.change)
	if err != nil {
		return err
	}
	err = l.each(func(r scanner) error {
		var id int64
		var until sql.NullInt64
		err := r.Scan(&id, &until)
		if err == nil && id <= int64(len(c.reports)) {
			c.reports[id-1].knownTo = until.Int64
		}
		return err
	}, `SELECT id, superseded_at FROM report WHERE id IN (SELECT report_id FROM entry_change WHERE id > ?)`, c.change)
	c.change = head
	return err
}

// name gives a name by its place in the columns.
func (c *columns) name(i int32) Name {
	n := c.names[i]
	out := Name{ID: NameID(i + 1), Kind: n.kind, Name: n.name, Country: n.country, Precision: n.precision}
	if n.located {
		out.Lat, out.Lon = &n.lat, &n.lon
	}
	return out
}

// ordered are the entries of which some may be of the kinds, newest first.
func (c *columns) ordered(kinds []EntryKind) []int32 {
	if len(kinds) == 1 && kinds[0] == EventEntry {
		return c.events
	}
	return c.order
}

func (c *columns) roles(e *entryColumn) []roleName { return c.pool[e.at : e.at+uint32(e.names)] }

// asJSON writes numbers as a JSON array, for json_each.
func asJSON[T any](ids []T) string {
	b, err := json.Marshal(ids)
	if err != nil {
		return "[]" // numbers can always be written
	}
	return string(b)
}
