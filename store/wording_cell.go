package store

import (
	"context"
	"fmt"
	"time"

	"github.com/dateline-news/dateline/story"
)

// WordingCell is what one outlet calls one thing, in one way: how often, when first and last, and the last sentence.
type WordingCell struct {
	Key, About  string
	Outlet      string
	Words       string
	Kind        string
	N           int
	First, Last time.Time
	Report      ReportID // of the last use
	Fact        string
}

// WordingCells counts the words of outlets for things, by key, at most 2,000, those most used first.
func (s *Store) WordingCells(ctx context.Context, keys ...string) ([]WordingCell, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT w.about_key, w.about, w.outlet, w.words, w.kind, count(*), min(w.at), max(w.at), w.report_id, w.fact
		FROM json_each(?) j CROSS JOIN wording_use w ON w.about_key = j.value WHERE w.current = 1
		GROUP BY w.about_key, w.outlet, lower(w.words) ORDER BY count(*) DESC, w.outlet, w.words LIMIT 2000`, asJSON(keys))
	all, err := collect(rows, err, func(r scanner, c *WordingCell) error {
		return r.Scan(&c.Key, &c.About, &c.Outlet, &c.Words, &c.Kind, &c.N, instant{&c.First}, instant{&c.Last}, &c.Report, &c.Fact)
	})
	if err != nil {
		return nil, explain(fmt.Errorf("count the words of outlets: %w", err), s.dir)
	}
	return all, nil
}

// WordingLast gives each outlet's last use of words for a thing, with its sentence, at most n outlets.
func (s *Store) WordingLast(ctx context.Context, key string, n int) ([]WordingUse, error) {
	type kept struct {
		WordingUse
		sum []byte
	}
	rows, err := s.read.QueryContext(ctx, `SELECT about_key, about, report_id, fact, outlet, kind, words, max(at), sentence_start, sentence_end, start_byte, end_byte, words_sha256
		FROM wording_use WHERE about_key = ? AND current = 1 GROUP BY outlet ORDER BY count(*) DESC, outlet LIMIT ?`, key, n)
	found, err := collect(rows, err, func(r scanner, k *kept) error {
		var a story.Actor
		err := r.Scan(&a.Key, &a.Name, &k.Report, &k.Fact, &k.Outlet, &k.Kind, &k.Words, instant{&k.Told.At}, &k.Sentence.Start, &k.Sentence.End, &k.Span.Start, &k.Span.End, &k.sum)
		k.About = a
		return err
	})
	var all []WordingUse
	for _, k := range found {
		k.Told = Told{Report: ReportID(k.Report), Outlet: k.Outlet, At: k.Told.At, Sentence: k.Sentence, Current: true}
		if err := s.told(ctx, &k.Told, k.sum); err != nil {
			return nil, explain(err, s.dir)
		}
		all = append(all, k.WordingUse)
	}
	if err != nil {
		return nil, explain(fmt.Errorf("read the last words for %s: %w", key, err), s.dir)
	}
	return all, nil
}
