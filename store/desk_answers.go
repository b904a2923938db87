package store

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"github.com/dateline-news/dateline/span"
)

// Stand is a position on a claim with its sentence, as the pages of people show it.
type Stand struct {
	Claim       ClaimID
	Proposition string
	Actor, Key  string
	Stance      string
	Report      ReportID
	Fact        string
	Source      SourceID
	Name        string
	Owner       Owner
	At          time.Time
	Sentence    span.Span
	Span        span.Span
	Words       string
}

// StandPair is two positions on one claim, the earlier first.
type StandPair struct{ A, B Stand }

// walkLimit bounds how many positions of others are looked at behind one of an actor's.
const walkLimit = 40

// pairLimit bounds how many of an actor's latest positions are held against others: a claim that thousands carry pairs them by millions.
const pairLimit = 200

const standColumns = `%[1]s.claim_id, c.proposition, %[1]s.actor, %[1]s.actor_key, %[1]s.stance, %[1]s.report_id, %[1]s.fact, s%[1]s.source_id, o%[1]s.name, o%[1]s.owner, %[1]s.at,
	%[1]s.sentence_start, %[1]s.sentence_end, %[1]s.start_byte, %[1]s.end_byte, %[1]s.words_sha256,
	substr(CAST(t%[1]s.text AS BLOB), %[1]s.sentence_start + 1, %[1]s.sentence_end - %[1]s.sentence_start)`

const standTables = ` JOIN stream s%[1]s ON s%[1]s.report_id = %[1]s.report_id JOIN source o%[1]s ON o%[1]s.id = s%[1]s.source_id JOIN text t%[1]s ON t%[1]s.id = s%[1]s.text_id`

func (x *Stand) scan() []any {
	return []any{&x.Claim, &x.Proposition, &x.Actor, &x.Key, &x.Stance, &x.Report, &x.Fact, &x.Source, &x.Name, &x.Owner, instant{&x.At}, &x.Sentence.Start, &x.Sentence.End, &x.Span.Start, &x.Span.End}
}

func (x *Stand) check(words, sum []byte) error {
	if got := sha256.Sum256(words); string(got[:]) != string(sum) {
		return fmt.Errorf("the words of a position in report %d are not those it was kept with: %w", x.Report, ErrDamaged)
	}
	x.Words = string(words)
	return nil
}

// mine are an actor's latest positions: ?1 is its key, ?2 the time at which the record is wanted, ?3 how many.
const mine = `WITH mine AS MATERIALIZED (SELECT id, claim_id, at, report_id FROM claim_position WHERE actor_key = ?1 AND current = 1 AND (?2 = 0 OR recorded_at <= ?2) ORDER BY at DESC LIMIT ?3) `

// pairs runs a query whose rows are two positions a and b with their sentences.
func (s *Store) pairs(ctx context.Context, query string, args ...any) ([]StandPair, error) {
	rows, err := s.read.QueryContext(ctx, query, args...)
	all, err := collect(rows, err, func(r scanner, p *StandPair) error {
		var w1, w2, s1, s2 []byte
		if err := r.Scan(append(append(append(p.A.scan(), &s1, &w1), p.B.scan()...), &s2, &w2)...); err != nil {
			return err
		}
		if err := p.A.check(w1, s1); err != nil {
			return err
		}
		return p.B.check(w2, s2)
	})
	if err != nil {
		err = explain(fmt.Errorf("read who answers whom: %w", err), s.dir)
	}
	return all, err
}

// answered is a position of somebody else after one of an actor's on the same claim.
type answered struct {
	claim   int64
	a, b    int64
	key     string
	aAt, at int64
}

// AnswersTo lists the first position that each other actor took on a claim after an actor had, beside the actor's latest before it; the
// latest first, at most limit. Of the actor's positions the latest are looked at, and of each the positions that follow it.
func (s *Store) AnswersTo(ctx context.Context, key string, on time.Time, limit int) ([]StandPair, error) {
	rows, err := s.read.QueryContext(ctx, mine+`SELECT a.claim_id, a.id, b.id, b.actor_key, a.at, b.at FROM mine a JOIN claim_position b ON b.id IN (
			SELECT n.id FROM claim_position n INDEXED BY claim_position_walk WHERE n.claim_id = a.claim_id AND n.current = 1 AND n.at > a.at AND n.actor_key <> ?1 AND n.own = 0 AND n.report_id <> a.report_id
				AND (?2 = 0 OR n.recorded_at <= ?2) ORDER BY n.at LIMIT ?4)`, key, onMicros(on), pairLimit, walkLimit)
	all, err := collect(rows, err, func(r scanner, x *answered) error { return r.Scan(&x.claim, &x.a, &x.b, &x.key, &x.aAt, &x.at) })
	if err != nil {
		return nil, explain(fmt.Errorf("read who answers whom: %w", err), s.dir)
	}
	first := firstAnswers(all)
	first = first[:min(len(first), limit)]
	ids := make([][2]int64, len(first))
	for i, x := range first {
		ids[i] = [2]int64{x.a, x.b}
	}
	return s.pairs(ctx, `SELECT `+fmt.Sprintf(standColumns, "a")+`, `+fmt.Sprintf(standColumns, "b")+` FROM json_each(?) j CROSS JOIN claim_position a ON a.id = json_extract(j.value, '$[0]') JOIN claim c ON c.id = a.claim_id
		CROSS JOIN claim_position b ON b.id = json_extract(j.value, '$[1]') `+fmt.Sprintf(standTables, "a")+fmt.Sprintf(standTables, "b")+` ORDER BY j.key`, asJSON(ids))
}

// firstAnswers leaves of each other actor on each claim the first position after the actor's first, beside the latest one that it
// follows; the latest first.
func firstAnswers(all []answered) []answered {
	slices.SortFunc(all, func(x, y answered) int {
		return cmp.Or(cmp.Compare(x.at, y.at), cmp.Compare(x.b, y.b), cmp.Compare(y.aAt, x.aAt))
	})
	type who struct {
		claim int64
		key   string
	}
	seen := map[who]bool{}
	var first []answered
	for _, x := range all {
		if at := (who{x.claim, x.key}); !seen[at] {
			seen[at] = true
			first = append(first, x)
		}
	}
	slices.Reverse(first)
	return first
}

// OwnPairs lists pairs of an actor's own positions on one claim in different reports: those of other stances first, then the same words again.
func (s *Store) OwnPairs(ctx context.Context, key string, on time.Time, limit int) ([]StandPair, error) {
	return s.pairs(ctx, mine+`SELECT `+fmt.Sprintf(standColumns, "a")+`, `+fmt.Sprintf(standColumns, "b")+` FROM mine m JOIN claim_position a ON a.id = m.id JOIN claim c ON c.id = a.claim_id
		JOIN mine o ON o.claim_id = a.claim_id JOIN claim_position b ON b.id = o.id `+fmt.Sprintf(standTables, "a")+fmt.Sprintf(standTables, "b")+`
		WHERE b.at > a.at AND b.report_id <> a.report_id
			AND b.id = (SELECT n.id FROM mine n WHERE n.claim_id = a.claim_id AND n.at > a.at AND n.report_id <> a.report_id ORDER BY n.at, n.id LIMIT 1)
		ORDER BY a.stance = b.stance, b.at DESC, b.id LIMIT ?4`, key, onMicros(on), pairLimit, limit)
}

func onMicros(on time.Time) int64 {
	if on.IsZero() {
		return 0
	}
	return on.UnixMicro()
}
