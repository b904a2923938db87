package storetest

import (
	"context"
	"fmt"
	"math"
	"time"

	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/story"
)

// Join adds to a store that Fill filled with n reports of one part what stands across reports: stories with their copies, claims and
// events with a few large ones and many small ones, and two situations, "The shots" with every report and "Hask" with a twelfth of
// them. Reports are numbered from 1, as in a store that nothing else was put into.
func Join(ctx context.Context, s *store.Store, n int) error {
	for _, step := range []func(context.Context, *store.Store, int) error{joinStories, joinClaims, watchAll} {
		if err := step(ctx, s, n); err != nil {
			return err
		}
	}
	return nil
}

// rank draws a number from 0 to n-1 for the i-th of something, by the law of Zipf and Mandelbrot: of 40,000 claims with 100,000
// positions the largest has about 630, the hundredth 110, the thousandth 13.
func rank(i, salt, n int) int {
	const q = 20
	u := float64((uint64(i)*0x9e3779b97f4a7c15+uint64(salt)*0xbf58476d1ce4e5b9)>>11) / (1 << 53)
	return min(n-1, int(q*(math.Exp(u*math.Log(float64(n+q)/q))-1)))
}

// joinStories makes a story of every three reports, whose second carries the words of the first.
func joinStories(ctx context.Context, s *store.Store, n int) error {
	return s.Write(ctx, func(t *store.Tx) error {
		for _, q := range []string{
			`INSERT INTO story (id, made_at, changed_at, first_at, last_at, first_id, headline, lead, reports, own, outlets, origins, revised)
				SELECT (st.report_id - 1) / 3 + 1, min(st.at), max(st.at), min(st.at), max(st.at), min(st.report_id), st.headline, st.lead, count(*), max(1, count(*) - 1), count(DISTINCT st.outlet), max(1, count(*) - 1), 0
				FROM stream st WHERE st.report_id <= ?1 GROUP BY 1`,
			`INSERT INTO story_member (item_id, report_id, story_id, at, dated, outlet, copy_of, kept, added, cut, origin, origin_name, origin_why, origin_from, score, placed_at)
				SELECT r.item_id, r.id, (r.id - 1) / 3 + 1, st.at, 'published', 'outlet:' || st.source_id, CASE r.id % 3 WHEN 2 THEN h.item_id END, 0.9, 0, 0,
					'outlet:' || hs.source_id, hs.outlet, CASE r.id % 3 WHEN 2 THEN 'copied' ELSE 'own' END, CASE r.id % 3 WHEN 2 THEN h.item_id END, 1, st.at
				FROM report r JOIN stream st ON st.report_id = r.id JOIN report h ON h.id = CASE r.id % 3 WHEN 2 THEN r.id - 1 ELSE r.id END JOIN stream hs ON hs.report_id = h.id WHERE r.id <= ?1`,
		} {
			if _, err := t.SQL().ExecContext(ctx, q, n); err != nil {
				return fmt.Errorf("make stories: %w", err)
			}
		}
		return nil
	})
}

// joinClaims puts every position and mention to one of many claims and events, the way package work does it once it knows which.
func joinClaims(ctx context.Context, s *store.Store, n int) error {
	j := joined{"claim": {}, "across_event": {}}
	for from := 0; from < n; from += 1000 {
		err := s.Write(ctx, func(t *store.Tx) error {
			for i := from; i < min(from+1000, n); i++ {
				if err := j.report(ctx, t, i, n); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return fmt.Errorf("join from report %d: %w", from, err)
		}
	}
	return nil
}

// joined are the claims and events by their rank.
type joined map[string]map[int]int64

func (j joined) report(ctx context.Context, t *store.Tx, i, n int) error {
	_, r, rec := Report(i, 1)
	id := store.ReportID(i + 1)
	outlet := fmt.Sprint("Outlet ", i*31%30)
	at := story.Meta{Report: int64(id), Outlet: outlet, Origin: story.Outlet(outlet).Key, Day: r.Published.Format(time.DateOnly)}
	put := store.AcrossPut{Report: id, Version: story.AcrossVersion, Story: int64(i/3 + 1)}
	for k, p := range story.ReadPositions(rec, at, nil) {
		claim, err := j.id(ctx, t, "claim", rank(i, 1+k, max(n*2/5, 1)))
		if err != nil {
			return err
		}
		put.Positions = append(put.Positions, store.PutPosition{Position: p, Claim: store.ClaimID(claim)})
	}
	for k, m := range story.ReadMentions(rec, at, nil) {
		event, err := j.id(ctx, t, "across_event", rank(i, 101+k, max(n*3/5, 1)))
		if err != nil {
			return err
		}
		put.Mentions = append(put.Mentions, store.PutMention{Mention: m, Event: store.EventID(event)})
	}
	return t.PutAcross(put)
}

func (j joined) id(ctx context.Context, t *store.Tx, table string, rank int) (int64, error) {
	if id := j[table][rank]; id != 0 {
		return id, nil
	}
	res, err := t.SQL().ExecContext(ctx, `INSERT INTO `+table+` (recorded_at, touched_at) VALUES (?1, ?1)`, t.Now().UnixMicro())
	if err != nil {
		return 0, err
	}
	j[table][rank], err = res.LastInsertId()
	return j[table][rank], err
}

// watchAll holds every report against two watches and counts them, as package work does.
func watchAll(ctx context.Context, s *store.Store, _ int) error {
	for name, w := range map[string]situation.Watch{"The shots": {Words: []string{"shots"}}, "Hask": {Places: []string{"Hask"}}} {
		if _, err := s.AddSituation(ctx, name, w, "N. Alvar"); err != nil {
			return err
		}
	}
	for {
		behind, err := s.SituationsBehind(ctx)
		if err != nil {
			return err
		}
		if len(behind) == 0 {
			break
		}
		if err := look(ctx, s, behind); err != nil {
			return err
		}
	}
	for _, slug := range []string{"the-shots", "hask"} {
		x, err := s.SituationBySlug(ctx, slug)
		if err != nil {
			return err
		}
		st, err := s.CountSituation(ctx, x)
		if err != nil {
			return err
		}
		if err := s.Write(ctx, func(t *store.Tx) error { return t.PutSituationState(x.ID, x.Version, st) }); err != nil {
			return err
		}
	}
	return nil
}

// look holds the next readings against the watches that stand at one place of the line.
func look(ctx context.Context, s *store.Store, behind []store.Situation) error {
	told, last, err := s.ReadingsAfter(ctx, behind[0].Looked, 1000, 0)
	if err != nil {
		return err
	}
	for _, x := range behind {
		if x.Looked != behind[0].Looked {
			continue
		}
		var looks []store.Look
		for i := range told {
			if why, ok := x.Watch.Match(&told[i]); ok {
				looks = append(looks, store.Look{Told: told[i], Why: why, Facts: situation.Read(&told[i])})
			}
		}
		err := s.Write(ctx, func(t *store.Tx) error {
			return t.KeepLooks(x, looks, len(told), last, func(int64, situation.Change, store.Look) error { return nil })
		})
		if err != nil {
			return fmt.Errorf("bring %q up to date: %w", x.Name, err)
		}
	}
	return nil
}
