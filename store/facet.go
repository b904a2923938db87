package store

import (
	"context"
	"fmt"
	"strings"
	"time"
)

// StreamCounts is what the filters of the stream show beside their names. All counts are of current versions.
type StreamCounts struct {
	All, Unread int
	Matching    int       // by the query, without Before and Limit
	Since       time.Time // the oldest report's time; zero when there is none
	Sources     []Facet
	Owners      []Facet
	Languages   []Facet
	Places      []Facet // the 50 with most reports
}

// Facet is a value to filter by with the number of reports that have it. Label is what to show.
type Facet struct {
	Value, Label string
	Reports      int
}

// StreamCounts counts the stream for its filters.
func (s *Store) StreamCounts(ctx context.Context, q StreamQuery) (n StreamCounts, err error) {
	c, err := q.conditions()
	if err != nil {
		return n, err
	}
	if match := matchQuery(q.Text); match != "" {
		c.add("st.text_id IN (SELECT rowid FROM text_fts WHERE text_fts MATCH ?)", match)
	} else if strings.TrimSpace(q.Text) != "" {
		c.add("0")
	}
	err = s.read.QueryRowContext(ctx, `SELECT (SELECT n FROM tally WHERE kind = 'reports'), (SELECT n FROM tally WHERE kind = 'unread'),
		(SELECT min(at) FROM stream WHERE current = 1)`).Scan(&n.All, &n.Unread, instant{&n.Since})
	if err != nil {
		return n, explain(fmt.Errorf("count the stream: %w", err), s.dir)
	}
	n.Matching = n.All
	if len(c.conds) > 1 {
		if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM stream st JOIN source so ON so.id = st.source_id`+c.String(), c.args...).Scan(&n.Matching); err != nil {
			return n, explain(fmt.Errorf("count the stream: %w", err), s.dir)
		}
	}
	return n, s.facets(ctx, &n)
}

func (s *Store) facets(ctx context.Context, n *StreamCounts) error {
	for _, f := range []struct {
		to    *[]Facet
		query string
	}{
		{&n.Sources, `SELECT t.value, so.name, t.n FROM tally t JOIN source so ON so.id = CAST(t.value AS INTEGER) WHERE t.kind = 'source' AND t.n > 0 ORDER BY t.n DESC, so.name LIMIT 1000`},
		{&n.Owners, `SELECT so.owner, so.owner, sum(t.n) FROM tally t JOIN source so ON so.id = CAST(t.value AS INTEGER) WHERE t.kind = 'source' AND t.n > 0 GROUP BY so.owner ORDER BY 3 DESC`},
		{&n.Languages, `SELECT value, value, n FROM tally WHERE kind = 'language' AND value <> '' AND n > 0 ORDER BY n DESC, value LIMIT 100`},
		{&n.Places, `SELECT value, value, n FROM tally WHERE kind = 'place' AND value <> '' AND n > 0 ORDER BY n DESC, value LIMIT 50`},
	} {
		rows, err := s.read.QueryContext(ctx, f.query)
		if *f.to, err = collect(rows, err, func(r scanner, f *Facet) error { return r.Scan(&f.Value, &f.Label, &f.Reports) }); err != nil {
			return explain(fmt.Errorf("count the stream: %w", err), s.dir)
		}
	}
	return nil
}
