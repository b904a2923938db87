package store

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/dateline-news/dateline/record"
)

// putEntries keeps the entries of a reading, so that lists, charts and search know its facts.
func (t *Tx) putEntries(reading int64, report ReportID, rec *record.Record) error {
	names, err := t.putNames(rec)
	if err != nil {
		return err
	}
	var known, until any
	if err := t.row(`SELECT g.recorded_at, coalesce(g.superseded_at, r.superseded_at) FROM reading g JOIN report r ON r.id = g.report_id WHERE g.id = ?`, reading).
		Scan(&known, &until); err != nil {
		return err
	}
	for _, e := range entries(rec) {
		if err := t.putEntry(reading, report, e, names, known, until); err != nil {
			return fmt.Errorf("enter the fact %s: %w", e.Fact, err)
		}
	}
	_, err = t.exec(`INSERT OR IGNORE INTO entry_done (reading_id) VALUES (?)`, reading)
	return err
}

func (t *Tx) putEntry(reading int64, report ReportID, e newEntry, names map[string]keptName, known, until any) error {
	detail, err := json.Marshal(e.Detail)
	if err != nil {
		return err
	}
	var id int64
	err = t.row(`INSERT INTO entry (reading_id, report_id, fact, kind, start_byte, end_byte, mark_start, mark_end, same, from_min, to_min, exact, class, mode, quad,
		status, voice, confidence, label, detail, known_from, known_to) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id`,
		reading, int64(report), e.Fact, e.Kind, e.Sentence.Start, e.Sentence.End, e.Mark.Start, e.Mark.End, e.Same, minutes(e.From), minutes(e.To), e.Exact, e.Class,
		e.Mode, e.Quad, e.Status, e.Voice, nullZero(e.Confidence), e.Label, string(detail), known, until).Scan(&id)
	if err != nil {
		return err
	}
	var words []string
	for i, r := range e.roles {
		n, ok := names[r.entity]
		if !ok {
			continue
		}
		words = append(words, n.words)
		if _, err := t.exec(`INSERT INTO entry_name (entry_id, n, role, name_id) VALUES (?, ?, ?, ?)`, id, i, r.role, n.id); err != nil {
			return err
		}
	}
	_, err = t.exec(`INSERT INTO entry_fts (rowid, sentence, said, names) VALUES (?, ?, ?, ?)`, id, e.Words, e.said, strings.Join(words, " · "))
	return err
}

// keptName is a name's number, and all the words that name it.
type keptName struct {
	id    int64
	words string
}

// putNames keeps the entities of a record as names and returns them by their id in the record.
func (t *Tx) putNames(rec *record.Record) (map[string]keptName, error) {
	all := make(map[string]keptName, len(rec.Entities))
	for _, e := range rec.Entities {
		if strings.TrimSpace(e.Name) == "" {
			continue
		}
		kept, err := t.putName(e)
		if err != nil {
			return nil, fmt.Errorf("keep the name %q: %w", e.Name, err)
		}
		all[e.ID] = kept
	}
	return all, nil
}

func (t *Tx) putName(e record.Entity) (n keptName, err error) {
	err = t.row(`INSERT INTO name (key, kind, name, cc, lat, lon, precision) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (key) DO UPDATE SET cc = CASE cc WHEN '' THEN excluded.cc ELSE cc END, lat = coalesce(lat, excluded.lat), lon = coalesce(lon, excluded.lon),
		precision = CASE precision WHEN '' THEN excluded.precision ELSE precision END RETURNING id`,
		nameKey(e), string(e.Kind), e.Name, e.Country, e.Lat, e.Lon, e.Precision).Scan(&n.id)
	if err != nil {
		return n, err
	}
	n.words = strings.Join(append([]string{e.Name}, e.Aliases...), " · ")
	for _, alias := range append([]string{e.Name}, e.Aliases...) {
		if strings.TrimSpace(alias) == "" {
			continue
		}
		if _, err := t.exec(`INSERT INTO alias (name_id, alias) SELECT ?1, ?2 WHERE NOT EXISTS (SELECT 1 FROM alias WHERE name_id = ?1 AND alias = ?2)`, n.id, alias); err != nil {
			return n, err
		}
	}
	return n, nil
}

// nameKey is what makes two entities of two reports one: their id in Wikidata or GeoNames, else their kind and folded name.
func nameKey(e record.Entity) string {
	switch {
	case text(e.Wikidata) != "":
		return "wd:" + *e.Wikidata
	case text(e.GeoNames) != "":
		return "gn:" + *e.GeoNames
	}
	kind := string(e.Kind)
	if e.Kind == record.Place || e.Kind == record.Facility {
		kind = "place"
	}
	return kind + ":" + cmp.Or(Folded(e.Name), e.Name)
}

// minutes is t as whole minutes since 1970, or NULL for the zero time.
func minutes(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.Unix() / 60
}

// enterBatch is how many older readings are entered in one transaction.
const enterBatch = 200

// enterOlder makes the entries of readings that were kept before there were entries.
func (s *Store) enterOlder(ctx context.Context) error {
	for {
		type older struct {
			id     int64
			report ReportID
			record []byte
			text   string
		}
		rows, err := s.write.QueryContext(ctx, `SELECT g.id, g.report_id, g.record, t.text FROM reading g JOIN report r ON r.id = g.report_id JOIN text t ON t.id = r.text_id
			WHERE g.id > (SELECT coalesce(max(reading_id), 0) FROM entry_done) ORDER BY g.id LIMIT ?`, enterBatch)
		list, err := collect(rows, err, func(r scanner, o *older) error { return r.Scan(&o.id, &o.report, &o.record, &o.text) })
		if err != nil || len(list) == 0 {
			return err
		}
		err = s.Write(ctx, func(t *Tx) error {
			for _, o := range list {
				var rec record.Record
				if err := unpackJSON(o.record, &rec); err != nil {
					return fmt.Errorf("enter the facts of report %d: %w", o.report, err)
				}
				rec.Report.Text = o.text
				if err := t.putEntries(o.id, o.report, &rec); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
}
