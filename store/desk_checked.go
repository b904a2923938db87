package store

import "context"

// CheckedFacts counts the facts of one kind that people decided of, and those of them that hold.
type CheckedFacts struct{ Checked, Held int }

// Checked counts what people decided, by kind of fact. What was undone does not count.
func (s *Store) Checked(ctx context.Context) (map[FactKind]CheckedFacts, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT d.kind, count(*), sum(d.verdict = 'accept') FROM decision d
		WHERE d.id = (SELECT max(l.id) FROM decision l WHERE l.report_id = d.report_id AND l.fact = d.fact) AND d.verdict <> 'undo' GROUP BY d.kind`)
	all := map[FactKind]CheckedFacts{}
	_, err = collect(rows, err, func(r scanner, _ *struct{}) error {
		var kind FactKind
		var n CheckedFacts
		if err := r.Scan(&kind, &n.Checked, &n.Held); err != nil {
			return err
		}
		all[kind] = n
		return nil
	})
	return all, err
}
