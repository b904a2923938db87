package store

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/dateline-news/dateline/situation"
)

// tellings is how many tellings of an event are looked through on average: an event that every outlet tells has more, most have one.
const tellings = 4

// SituationEvents lists the latest events of a situation, each once as it was first told, by the day on which they happened, newest
// first; on is the last day, zero is now. Words are left out: Evidence names where they stand.
func (s *Store) SituationEvents(ctx context.Context, id SituationID, on time.Time, limit int) ([]situation.Event, error) {
	if on.IsZero() {
		on = s.now()
	}
	limit = min(max(limit, 1), 500)
	rows, err := s.read.QueryContext(ctx, `WITH latest AS MATERIALIZED (SELECT report_id, fact FROM situation_event WHERE situation_id = ?1 AND day <= ?2 AND day > ?2 - 60 ORDER BY day DESC LIMIT ?3)
		SELECT e.key, e.told, min(h.at), h.origin, h.source_id, so.name, e.report_id, e.start_byte, e.end_byte, e.fact FROM latest l
		CROSS JOIN situation_event e ON e.situation_id = ?1 AND e.report_id = l.report_id AND e.fact = l.fact
		JOIN situation_report h ON h.situation_id = e.situation_id AND h.report_id = e.report_id AND h.current = 1 JOIN source so ON so.id = h.source_id
		GROUP BY e.key ORDER BY e.day DESC, h.at DESC LIMIT ?4`, int64(id), day(on), tellings*limit, limit)
	all, err := collect(rows, err, func(r scanner, e *situation.Event) error {
		var told, key string
		var ev situation.Evidence
		if err := r.Scan(&key, &told, instant{&ev.At}, &ev.Origin, &ev.Source, &ev.Name, &ev.Report, &ev.Span.Start, &ev.Span.End, &ev.Fact); err != nil {
			return err
		}
		if err := json.Unmarshal([]byte(told), e); err != nil {
			return err
		}
		e.Key, e.Evidence = key, ev
		return nil
	})
	if err != nil {
		err = explain(fmt.Errorf("read the events of situation %d: %w", id, err), s.dir)
	}
	return all, err
}

// AlertsAfter counts the alerts that were raised after one, and gives the number of the latest.
func (s *Store) AlertsAfter(ctx context.Context, after int64) (n int, head int64, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM alert WHERE id > ?), (SELECT coalesce(max(id), 0) FROM alert)`, after).Scan(&n, &head)
	return n, head, err
}

// AcrossCounts counts what the rail of the desk shows beside its entries.
type AcrossCounts struct{ Stories, Situations, Claims, Who int }

// AcrossCounts counts stories of two reports and more, situations, claims, and names in who's who.
func (s *Store) AcrossCounts(ctx context.Context) (n AcrossCounts, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT (SELECT n FROM tally WHERE kind = 'stories'), (SELECT count(*) FROM situation WHERE removed_at IS NULL),
		(SELECT n FROM tally WHERE kind = 'claims'), (SELECT n FROM tally WHERE kind = 'who')`).Scan(&n.Stories, &n.Situations, &n.Claims, &n.Who)
	return n, err
}
