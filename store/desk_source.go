package store

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/dateline-news/dateline/span"
)

// sourceReports is how many of a source's latest reports its page counts words, places in stories and carriers over.
const sourceReports = 500

// SourceSum is what a source gave.
type SourceSum struct {
	Reports, Statements, Claims, Changed int
	First                                time.Time // of its reports
	// Of its latest reports that stand in a story with others: how often it was first, within the hour of the first, or later;
	// and how often no other outlet has the story.
	Was struct{ First, Hour, Later, Alone int }
}

// SourceSum counts the current reports of a source.
func (s *Store) SourceSum(ctx context.Context, id SourceID) (n SourceSum, err error) {
	err = s.read.QueryRowContext(ctx, `SELECT count(*), coalesce(sum(statements), 0), coalesce(sum(claims), 0), coalesce(sum(version > 1), 0), min(at) FROM stream WHERE source_id = ? AND current = 1`, int64(id)).
		Scan(&n.Reports, &n.Statements, &n.Claims, &n.Changed, instant{&n.First})
	if err != nil {
		return n, explain(fmt.Errorf("count source %d: %w", id, err), s.dir)
	}
	err = s.read.QueryRowContext(ctx, `WITH last AS MATERIALIZED (SELECT report_id, at FROM stream WHERE source_id = ? AND current = 1 ORDER BY at DESC LIMIT ?)
		SELECT coalesce(sum(y.outlets > 1 AND l.at <= y.first_at), 0), coalesce(sum(y.outlets > 1 AND l.at > y.first_at AND l.at <= y.first_at + 3600000000), 0),
			coalesce(sum(y.outlets > 1 AND l.at > y.first_at + 3600000000), 0), coalesce(sum(y.outlets <= 1), 0)
		FROM last l JOIN story_member m ON m.report_id = l.report_id JOIN story y ON y.id = m.story_id`, int64(id), sourceReports).
		Scan(&n.Was.First, &n.Was.Hour, &n.Was.Later, &n.Was.Alone)
	if err != nil {
		err = explain(fmt.Errorf("count the stories of source %d: %w", id, err), s.dir)
	}
	return n, err
}

// Carried counts reports by which outlet's words they carry.
type Carried struct {
	Name    string
	Reports int
}

// CarriesOf counts whose words a source's latest reports carry, and who carries theirs.
func (s *Store) CarriesOf(ctx context.Context, id SourceID) (from, by []Carried, err error) {
	for _, one := range []struct {
		to    *[]Carried
		query string
	}{
		{&from, `SELECT st.outlet, count(*) FROM last l JOIN story_member m ON m.report_id = l.report_id JOIN story_member h ON h.item_id = m.copy_of JOIN stream st ON st.report_id = h.report_id WHERE st.source_id <> ?1 GROUP BY 1`},
		{&by, `SELECT st.outlet, count(*) FROM last l JOIN story_member h ON h.report_id = l.report_id JOIN story_member m ON m.copy_of = h.item_id JOIN stream st ON st.report_id = m.report_id WHERE st.source_id <> ?1 GROUP BY 1`},
	} {
		rows, err := s.read.QueryContext(ctx, `WITH last AS MATERIALIZED (SELECT report_id FROM stream WHERE source_id = ?1 AND current = 1 ORDER BY at DESC LIMIT ?2) `+one.query+` ORDER BY 2 DESC, 1 LIMIT 6`, int64(id), sourceReports)
		if *one.to, err = collect(rows, err, func(r scanner, c *Carried) error { return r.Scan(&c.Name, &c.Reports) }); err != nil {
			return nil, nil, explain(fmt.Errorf("count what source %d carries: %w", id, err), s.dir)
		}
	}
	return from, by, nil
}

// LoadedWord is a word that a source uses in its own voice, with its latest sentence.
type LoadedWord struct {
	Words    string
	Kind     string
	About    string
	N        int
	Others   int // outlets that use it too
	Report   ReportID
	Fact     string
	At       time.Time
	Sentence span.Span
	Span     span.Span
	Text     string // of the sentence
}

// LoadedWords lists the words that judge, label or name a status in a source's own voice, most used first.
func (s *Store) LoadedWords(ctx context.Context, id SourceID, limit int) ([]LoadedWord, error) {
	rows, err := s.read.QueryContext(ctx, `WITH last AS MATERIALIZED (SELECT report_id, at, outlet FROM stream WHERE source_id = ? AND current = 1 ORDER BY at DESC LIMIT ?),
		used AS (SELECT lower(w.words) AS word, w.words, w.kind, w.about, count(*) AS n, max(w.at) AS at, w.report_id, w.fact, w.sentence_start, w.sentence_end, w.start_byte, w.end_byte, w.words_sha256, w.outlet
			FROM last l JOIN wording_use w ON w.report_id = l.report_id AND w.current = 1 WHERE w.kind IN ('evaluative', 'status', 'label', 'scare_quotes') GROUP BY lower(w.words) ORDER BY n DESC, at DESC LIMIT ?)
		SELECT u.words, u.kind, u.about, u.n, (SELECT count(DISTINCT o.outlet) FROM wording_use o WHERE o.about = u.about AND lower(o.words) = u.word AND o.outlet <> u.outlet AND o.current = 1),
			u.report_id, u.fact, u.at, u.sentence_start, u.sentence_end, u.start_byte, u.end_byte, u.words_sha256, substr(CAST(t.text AS BLOB), u.sentence_start + 1, u.sentence_end - u.sentence_start)
		FROM used u JOIN stream st ON st.report_id = u.report_id JOIN text t ON t.id = st.text_id ORDER BY u.n DESC, u.at DESC`, int64(id), sourceReports, limit)
	all, err := collect(rows, err, func(r scanner, w *LoadedWord) error {
		var sum, words []byte
		if err := r.Scan(&w.Words, &w.Kind, &w.About, &w.N, &w.Others, &w.Report, &w.Fact, instant{&w.At}, &w.Sentence.Start, &w.Sentence.End, &w.Span.Start, &w.Span.End, &sum, &words); err != nil {
			return err
		}
		w.Text = string(words)
		if got := sha256.Sum256(words); string(got[:]) != string(sum) {
			return fmt.Errorf("the words of %s in report %d are not those they were kept with: %w", w.Fact, w.Report, ErrDamaged)
		}
		return nil
	})
	if err != nil {
		err = explain(fmt.Errorf("read the words of source %d: %w", id, err), s.dir)
	}
	return all, err
}

// SourceChanged is a report of a source that was changed after print.
type SourceChanged struct {
	From, To ReportID // To is 0 when the page was taken away
	Kind     string
	At       time.Time
}

// ChangesBySource lists the latest changes after print of a source, those of furniture left out.
func (s *Store) ChangesBySource(ctx context.Context, id SourceID, limit int) ([]SourceChanged, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT c.from_id, coalesce(c.to_id, 0), c.kind, c.at FROM report_change c JOIN report r ON r.id = c.from_id JOIN item i ON i.id = r.item_id
		WHERE i.source_id = ? AND c.kind <> 'furniture' ORDER BY c.at DESC LIMIT ?`, int64(id), limit)
	return collect(rows, err, func(r scanner, c *SourceChanged) error { return r.Scan(&c.From, &c.To, &c.Kind, instant{&c.At}) })
}

// OwnersOf lists what was said of a source's owner, the latest first.
func (s *Store) OwnersOf(ctx context.Context, id SourceID) ([]Ownership, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT owner, who, at, evidence FROM source_owner WHERE source_id = ? ORDER BY id DESC LIMIT 50`, int64(id))
	return collect(rows, err, func(r scanner, o *Ownership) error { return r.Scan(&o.Class, &o.By, instant{&o.At}, &o.Evidence) })
}

// SourceDays counts the reports of a source by day, the last 14, the oldest first.
func (s *Store) SourceDays(ctx context.Context, id SourceID) (days [14]int, err error) {
	today := day(s.now())
	rows, err := s.read.QueryContext(ctx, `SELECT day, reports FROM source_day WHERE source_id = ? AND day > ? AND day <= ?`, int64(id), today-14, today)
	_, err = collect(rows, err, func(r scanner, _ *struct{}) error {
		var d, n int
		if err := r.Scan(&d, &n); err != nil {
			return err
		}
		days[13-(today-d)] = n
		return nil
	})
	return days, err
}
