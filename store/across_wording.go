package store

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/story"
)

// WordingSubject is somebody or something for which outlets use words of their own.
type WordingSubject struct {
	About    story.Actor
	Uses     int
	Outlets  int
	Wordings int // different ones
	Last     time.Time
}

// WordingSubjects lists for whom and what outlets use words, those with the most different wordings in two outlets or more
// first. words, when not "", must all be in the name.
func (s *Store) WordingSubjects(ctx context.Context, typed string, limit int) ([]WordingSubject, error) {
	c := &conditions{}
	c.add(`current = 1`)
	for _, w := range strings.Fields(typed) {
		c.add(`(instr(lower(about), ?) > 0 OR instr(about_key, ?) > 0)`, strings.ToLower(w), strings.ToLower(w)) // lower() knows ASCII alone, keys are folded
	}
	rows, err := s.read.QueryContext(ctx, `SELECT about_key, max(about), count(*), count(DISTINCT outlet), count(DISTINCT lower(words)), max(at) FROM wording_use`+c.String()+
		` GROUP BY about_key ORDER BY count(DISTINCT outlet) > 1 DESC, count(DISTINCT lower(words)) DESC, about_key LIMIT `+strconv.Itoa(pageLimit(limit)), c.args...)
	all, err := collect(rows, err, func(r scanner, w *WordingSubject) error {
		return r.Scan(&w.About.Key, &w.About.Name, &w.Uses, &w.Outlets, &w.Wordings, instant{&w.Last})
	})
	if err != nil {
		return nil, explain(fmt.Errorf("list whom outlets use words for: %w", err), s.dir)
	}
	return all, nil
}

// WordingOf gives every use of words for an entity (story.EntityKey) or, with "event:" and its number, for an event, by outlet
// and then in time, at most 2,000.
func (s *Store) WordingOf(ctx context.Context, key string) (all []WordingUse, err error) {
	defer func() { err = explain(err, s.dir) }()
	if number, ok := strings.CutPrefix(key, "event:"); ok {
		id, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return nil, fmt.Errorf("event %q: %w", number, ErrNotFound)
		}
		return s.wordingOfEvent(ctx, EventID(id))
	}
	type kept struct {
		WordingUse
		sum []byte
	}
	rows, err := s.read.QueryContext(ctx, `SELECT about_key, about, report_id, fact, outlet, kind, words, at, sentence_start, sentence_end, start_byte, end_byte, words_sha256
		FROM wording_use WHERE about_key = ? AND current = 1 ORDER BY outlet, at, id LIMIT 2000`, key)
	found, err := collect(rows, err, func(r scanner, k *kept) error {
		return r.Scan(&k.About.Key, &k.About.Name, &k.Report, &k.Fact, &k.Outlet, &k.Kind, &k.Words, instant{&k.Told.At}, &k.Sentence.Start, &k.Sentence.End, &k.Span.Start, &k.Span.End, &k.sum)
	})
	if err != nil {
		return nil, fmt.Errorf("wording of %s: %w", key, err)
	}
	for _, k := range found {
		k.Told = Told{Report: ReportID(k.Report), Outlet: k.Outlet, At: k.Told.At, Sentence: k.Sentence, Current: true}
		if err := s.told(ctx, &k.Told, k.sum); err != nil {
			return nil, fmt.Errorf("wording of %s: %w", key, err)
		}
		all = append(all, k.WordingUse)
	}
	return all, nil
}

// wordingOfEvent gives the words by which outlets tell of an event in their own voice.
func (s *Store) wordingOfEvent(ctx context.Context, id EventID) ([]WordingUse, error) {
	e, err := s.Event(ctx, id)
	if err != nil {
		return nil, err
	}
	var all []WordingUse
	for _, m := range e.All {
		if m.Own && m.Told.Current {
			all = append(all, WordingUse{Told: m.Told, Wording: story.Wording{Report: m.Report, Fact: m.Fact + ".trigger", Outlet: m.Outlet,
				About: story.Actor{Key: "event:" + strconv.FormatInt(int64(e.ID), 10), Name: e.Words}, Kind: story.Told, Words: m.Words, Span: m.Trigger, Sentence: span.Span(m.Sentence)}})
		}
	}
	return all, nil
}
