package store

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"fmt"

	"github.com/dateline-news/dateline/span"
)

// answers reads the words of what was picked, in its order.
func (s *Store) answers(ctx context.Context, picked []pick, words string) ([]Answer, error) {
	var entries []EntryID
	var reports []ReportID
	for _, p := range picked {
		switch {
		case p.kind <= WordingEntry:
			entries = append(entries, EntryID(p.id))
		case p.kind == ReportAnswer:
			reports = append(reports, ReportID(p.id))
		}
	}
	byEntry, err := s.entriesByID(ctx, entries)
	if err != nil {
		return nil, err
	}
	byReport, err := s.hits(ctx, reports, words)
	if err != nil {
		return nil, err
	}
	all := make([]Answer, 0, len(picked))
	for _, p := range picked {
		a := Answer{Kind: p.kind, Copies: p.copies, Count: p.count}
		switch {
		case p.kind <= WordingEntry:
			e, ok := byEntry[EntryID(p.id)]
			if !ok {
				continue
			}
			a.Entry = e
		case p.kind == ReportAnswer:
			h, ok := byReport[ReportID(p.id)]
			if !ok {
				continue
			}
			a.Report = h
		default:
			a.Name = &p.name
		}
		all = append(all, a)
	}
	return all, nil
}

// Entries reads entries with their words, in the order of ids; one that is not there is left out. It checks that the words still
// have the hash that they were kept with: ErrDamaged when not.
func (s *Store) Entries(ctx context.Context, ids ...EntryID) ([]Entry, error) {
	byID, err := s.entriesByID(ctx, ids)
	if err != nil {
		return nil, err
	}
	var all []Entry
	for _, id := range ids {
		if e, ok := byID[id]; ok {
			all = append(all, *e)
		}
	}
	return all, nil
}

// EntryOf finds the entry of a fact of a report, as its latest reading has it. ErrNotFound when there is none.
func (s *Store) EntryOf(ctx context.Context, report ReportID, fact string) (Entry, error) {
	var id EntryID
	err := s.read.QueryRowContext(ctx, `SELECT id FROM entry WHERE report_id = ? AND fact = ? ORDER BY id DESC LIMIT 1`, int64(report), fact).Scan(&id)
	if err == sql.ErrNoRows {
		return Entry{}, fmt.Errorf("fact %s of report %d: %w", fact, report, ErrNotFound)
	}
	if err != nil {
		return Entry{}, err
	}
	list, err := s.Entries(ctx, id)
	if err != nil || len(list) == 0 {
		return Entry{}, err
	}
	return list[0], nil
}

const entryColumns = `e.id, e.kind, e.report_id, e.fact, e.start_byte, e.end_byte, e.mark_start, e.mark_end, e.same, e.from_min, e.to_min, e.exact, e.class, e.mode, e.quad,
	e.status, e.voice, coalesce(e.confidence, -1), e.verdict, e.label, e.detail, e.known_from, e.known_to, st.at, st.headline, st.source_id, so.name, so.owner, st.outlet,
	substr(CAST(t.text AS BLOB), e.start_byte + 1, e.end_byte - e.start_byte), f.start_byte, f.end_byte, f.words_sha256`

func (s *Store) entriesByID(ctx context.Context, ids []EntryID) (map[EntryID]*Entry, error) {
	byID := make(map[EntryID]*Entry, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	rows, err := s.read.QueryContext(ctx, `SELECT `+entryColumns+` FROM json_each(?) j CROSS JOIN entry e ON e.id = j.value JOIN stream st ON st.report_id = e.report_id
		JOIN source so ON so.id = st.source_id JOIN text t ON t.id = st.text_id LEFT JOIN fact f ON f.reading_id = e.reading_id AND f.id = e.fact`, asJSON(ids))
	list, err := collect(rows, err, scanEntry)
	if err != nil {
		return nil, explain(fmt.Errorf("read entries: %w", err), s.dir)
	}
	for i := range list {
		byID[list[i].ID] = &list[i]
	}
	return byID, s.addNames(ctx, byID, ids)
}

func scanEntry(r scanner, e *Entry) error {
	var from, to sql.NullInt64
	var detail string
	var words, sum []byte
	var fact span.Span
	var a, b sql.NullInt64
	if err := r.Scan(&e.ID, &e.Kind, &e.Report, &e.Fact, &e.Sentence.Start, &e.Sentence.End, &e.Mark.Start, &e.Mark.End, &e.Same, &from, &to, &e.Exact, &e.Class, &e.Mode, &e.Quad,
		&e.Status, &e.Voice, &e.Confidence, &e.Verdict, &e.Label, &detail, instant{&e.KnownFrom}, instant{&e.KnownTo}, instant{&e.At}, &e.Headline, &e.Source, &e.SourceName, &e.Owner, &e.Outlet,
		&words, &a, &b, &sum); err != nil {
		return err
	}
	e.Words = string(words)
	if from.Valid && to.Valid {
		e.From, e.To = minuteTime(from.Int64), minuteTime(to.Int64)
	}
	if fact = (span.Span{Start: int(a.Int64), End: int(b.Int64)}); a.Valid {
		if err := e.checkWords(fact, sum); err != nil {
			return err
		}
	}
	return json.Unmarshal([]byte(detail), &e.Detail)
}

// checkWords holds the words against the hash that the fact was kept with, where the fact's range lies in the sentence.
func (e *Entry) checkWords(fact span.Span, sum []byte) error {
	if !e.Sentence.Contains(fact) || len(e.Words) != e.Sentence.Len() {
		return nil
	}
	got := sha256.Sum256([]byte(e.Words[fact.Start-e.Sentence.Start : fact.End-e.Sentence.Start]))
	if string(got[:]) != string(sum) {
		return fmt.Errorf("the words of the fact %s of report %d are not those it was kept with: %w", e.Fact, e.Report, ErrDamaged)
	}
	return nil
}

func (s *Store) addNames(ctx context.Context, byID map[EntryID]*Entry, ids []EntryID) error {
	rows, err := s.read.QueryContext(ctx, `SELECT en.entry_id, en.role, `+nameColumns+` FROM json_each(?) j CROSS JOIN entry_name en ON en.entry_id = j.value JOIN name n ON n.id = en.name_id
		ORDER BY en.entry_id, en.n`, asJSON(ids))
	_, err = collect(rows, err, func(r scanner, _ *struct{}) error {
		var id EntryID
		var role Role
		var n Name
		if err := scanName(r, &n, &id, &role); err != nil {
			return err
		}
		e := byID[id]
		if e == nil {
			return nil
		}
		switch role {
		case ActorRole:
			e.Actors = append(e.Actors, n)
		case RecipientRole:
			e.Recipients = append(e.Recipients, n)
		case PlaceRole:
			e.Place = &n
		case AboutRole:
			e.About = append(e.About, n)
		}
		return nil
	})
	if err != nil {
		return explain(fmt.Errorf("read names: %w", err), s.dir)
	}
	return nil
}

const nameColumns = `n.id, n.kind, n.name, n.cc, n.lat, n.lon, n.precision, n.key`

func scanName(r scanner, n *Name, before ...any) error {
	var lat, lon sql.NullFloat64
	if err := r.Scan(append(before, &n.ID, &n.Kind, &n.Name, &n.Country, &lat, &lon, &n.Precision, &n.Key)...); err != nil {
		return err
	}
	if lat.Valid && lon.Valid {
		n.Lat, n.Lon = &lat.Float64, &lon.Float64
	}
	return nil
}

// NameOf reads a name with all its forms. ErrNotFound when there is none.
func (s *Store) NameOf(ctx context.Context, id NameID) (n Name, aliases []string, err error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+nameColumns+` FROM name n WHERE n.id = ?`, int64(id))
	list, err := collect(rows, err, func(r scanner, n *Name) error { return scanName(r, n) })
	if err != nil {
		return n, nil, explain(err, s.dir)
	}
	if len(list) == 0 {
		return n, nil, fmt.Errorf("name %d: %w", id, ErrNotFound)
	}
	rows, err = s.read.QueryContext(ctx, `SELECT alias FROM alias WHERE name_id = ? ORDER BY id LIMIT 200`, int64(id))
	aliases, err = collect(rows, err, func(r scanner, a *string) error { return r.Scan(a) })
	return list[0], aliases, err
}

// hits reads reports with the words around the best match.
func (s *Store) hits(ctx context.Context, ids []ReportID, words string) (map[ReportID]*Hit, error) {
	byID := make(map[ReportID]*Hit, len(ids))
	if len(ids) == 0 {
		return byID, nil
	}
	snippet := `''`
	args := []any{asJSON(ids)}
	begins := beginnings(words)
	switch {
	case words == "":
	case begins != nil:
		snippet = `(SELECT text FROM text WHERE id = st.text_id)`
	default:
		snippet = `(SELECT snippet(text_fts, 1, char(2), char(3), '', 40) FROM text_fts WHERE text_fts MATCH ?2 AND rowid = st.text_id)`
		args = append(args, words)
	}
	rows, err := s.read.QueryContext(ctx, `SELECT `+streamColumns+`, coalesce(`+snippet+`, '') FROM json_each(?1) j CROSS JOIN stream st ON st.report_id = j.value JOIN source so ON so.id = st.source_id`, args...)
	list, err := collect(rows, err, func(r scanner, h *Hit) error {
		if begins == nil {
			return scanHit(r, h)
		}
		var text string
		err := scanStream(withMore{r, &text}, &h.StreamRow)
		h.Snippet = begins.snippet(text)
		return err
	})
	if err != nil {
		return nil, explain(fmt.Errorf("read reports: %w", err), s.dir)
	}
	for i := range list {
		byID[list[i].ID] = &list[i]
	}
	return byID, nil
}
