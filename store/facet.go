package store

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// StreamCounts is what the filters of the stream show beside their names. All counts are of current versions.
type StreamCounts struct {
	All, Unread int
	Matching    int       // by the query, without Before and Limit
	More        bool      // there are more than Matching: they were not all counted
	Copies      int       // that carry another's words: as many are folded by StreamQuery.Folded
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

// manyRows is where counting the reports that a filter leaves stops: "over 2,000" says enough, and a page does not wait for more.
const manyRows = 2000

// StreamCounts counts the stream for its filters.
func (s *Store) StreamCounts(ctx context.Context, q StreamQuery) (n StreamCounts, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT (SELECT n FROM tally WHERE kind = 'reports'), (SELECT n FROM tally WHERE kind = 'unread'),
		(SELECT n FROM tally WHERE kind = 'copies'), (SELECT min(at) FROM stream WHERE current = 1)`).Scan(&n.All, &n.Unread, &n.Copies, instant{&n.Since})
	if err == nil {
		err = s.facets(ctx, &n)
	}
	if err == nil && !n.tallied(q) {
		err = s.countMatching(ctx, q, &n)
	}
	if err != nil {
		return n, explain(fmt.Errorf("count the stream: %w", err), s.dir)
	}
	return n, nil
}

// tallied takes the number of reports that match from the running counts, where a query has one filter of those that are counted.
func (n *StreamCounts) tallied(q StreamQuery) bool {
	q.Before, q.Limit = "", 0
	of := func(list []Facet, value string) bool {
		i := slices.IndexFunc(list, func(f Facet) bool { return f.Value == value })
		if i >= 0 {
			n.Matching = list[i].Reports
		}
		return i >= 0
	}
	switch q {
	case StreamQuery{}:
		n.Matching = n.All
	case StreamQuery{Folded: true}:
		n.Matching = n.All - n.Copies
	case StreamQuery{Unread: true}:
		n.Matching = n.Unread
	case StreamQuery{Source: q.Source}:
		return of(n.Sources, strconv.FormatInt(int64(q.Source), 10))
	case StreamQuery{Owner: q.Owner}:
		return of(n.Owners, string(q.Owner))
	case StreamQuery{Language: q.Language}:
		return of(n.Languages, q.Language)
	case StreamQuery{Place: q.Place}:
		return of(n.Places, q.Place)
	default:
		return false
	}
	return true
}

// manyMatches is how many of the texts that have the words of a query, the latest, are counted.
const manyMatches = 20_000

func (s *Store) countMatching(ctx context.Context, q StreamQuery, n *StreamCounts) error {
	c, err := q.conditions()
	if err != nil {
		return err
	}
	from, args := `stream st`, []any{}
	matches := 0
	if match := matchQuery(q.Text); match != "" {
		from = `(SELECT rowid AS id FROM text_fts WHERE text_fts MATCH ? ORDER BY rowid DESC LIMIT ?) m CROSS JOIN stream st ON st.text_id = m.id`
		args = append(args, match, manyMatches)
		if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM text_fts WHERE text_fts MATCH ? LIMIT ?)`, match, manyMatches).Scan(&matches); err != nil {
			return fmt.Errorf("search for %q: %w", q.Text, err)
		}
	} else if strings.TrimSpace(q.Text) != "" {
		return nil // there is no word in it to search for
	}
	args = append(append(args, c.args...), manyRows+1)
	err = s.read.QueryRowContext(ctx, `SELECT count(*) FROM (SELECT 1 FROM `+from+` JOIN source so ON so.id = st.source_id`+c.String()+` LIMIT ?)`, args...).Scan(&n.Matching)
	if n.More = n.Matching > manyRows || matches == manyMatches; n.More {
		n.Matching = min(n.Matching, manyRows)
	}
	return err
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
			return err
		}
	}
	return nil
}
