package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/story"
)

// AcrossBehind gives reports, in the order of their readings, whose latest reading was not joined with others by version, beginning
// behind the reading after; and the reading that a caller may begin behind the next time.
//
// A report waits until it stands in a story, but not longer than patience.
func (s *Store) AcrossBehind(ctx context.Context, after int64, version, limit int, patience time.Duration) (all []ReportID, next int64, err error) {
	type row struct {
		reading  int64
		report   ReportID
		done     bool
		placed   bool
		recorded time.Time
	}
	rows, err := s.read.QueryContext(ctx, `SELECT g.id, g.report_id, g.recorded_at, EXISTS (SELECT 1 FROM across_done d WHERE d.report_id = g.report_id AND d.reading_id = g.id AND d.version >= ?),
			EXISTS (SELECT 1 FROM report r JOIN story_member m ON m.item_id = r.item_id WHERE r.id = g.report_id)
		FROM reading g WHERE g.id > ? AND g.superseded_at IS NULL ORDER BY g.id LIMIT ?`, version, after, limit)
	found, err := collect(rows, err, func(r scanner, x *row) error {
		return r.Scan(&x.reading, &x.report, instant{&x.recorded}, &x.done, &x.placed)
	})
	if err != nil {
		return nil, after, explain(fmt.Errorf("look for reports to join: %w", err), s.dir)
	}
	next = after
	for _, x := range found {
		switch {
		case x.done:
			if len(all) == 0 {
				next = x.reading
			}
		case !x.placed && s.now().Sub(x.recorded) < patience:
			return all, next, nil
		default:
			all = append(all, x.report)
		}
	}
	return all, next, nil
}

// Candidates are the claims and events that a report may join.
type Candidates struct {
	Claims []story.Known
	Events []story.KnownEvent
}

// How much a report is compared with: the latest positions and mentions of its story and of its actors.
const (
	maxCandidates = 1500
	candidateDays = 30
)

// CandidatesFor gives the claims and events of other reports that stand in the story, or in which one of the actors takes part and
// whose reports are at most 30 days from at; the latest 1,500 positions and mentions.
func (s *Store) CandidatesFor(ctx context.Context, id ReportID, inStory int64, actors []string, at time.Time) (c Candidates, err error) {
	defer func() { err = explain(err, s.dir) }()
	texts := &knownTexts{s: s, at: map[int64]*knownText{}}
	from, to := at.AddDate(0, 0, -candidateDays).UnixMicro(), at.AddDate(0, 0, candidateDays).UnixMicro()
	in, args := inList(actors)
	args = append(append([]any{inStory}, args...), from, to, int64(id))
	rows, err := s.read.QueryContext(ctx, positionColumns+`, p.vector FROM claim_position p JOIN claim c ON c.id = p.claim_id WHERE p.current = 1 AND p.id IN (
			SELECT id FROM claim_position WHERE story_id = ? AND current = 1 UNION
			SELECT id FROM claim_position WHERE actor_key IN (`+in+`) AND current = 1 AND at BETWEEN ? AND ?)
		AND p.report_id <> ? ORDER BY p.at DESC, p.id DESC LIMIT `+fmt.Sprint(maxCandidates), args...)
	positions, err := collect(rows, err, scanPosition)
	if err != nil {
		return c, fmt.Errorf("look for claims that report %d may join: %w", id, err)
	}
	rows, err = s.read.QueryContext(ctx, mentionColumns+` FROM across_mention m WHERE m.current = 1 AND m.id IN (
			SELECT id FROM across_mention WHERE story_id = ? AND current = 1 UNION
			SELECT a.mention_id FROM across_party a JOIN across_mention x ON x.id = a.mention_id WHERE a.actor_key IN (`+in+`) AND x.current = 1 AND x.at BETWEEN ? AND ?)
		AND m.report_id <> ? ORDER BY m.at DESC, m.id DESC LIMIT `+fmt.Sprint(maxCandidates), args...)
	mentions, err := collect(rows, err, scanMention)
	if err != nil {
		return c, fmt.Errorf("look for events that report %d may join: %w", id, err)
	}
	if c.Claims, err = texts.claims(ctx, positions); err != nil {
		return c, err
	}
	c.Events, err = texts.events(ctx, mentions)
	return c, err
}

func inList(all []string) (marks string, args []any) {
	for _, a := range all {
		args = append(args, a)
	}
	return strings.TrimSuffix(strings.Repeat("?,", len(all)), ","), args
}

// knownTexts reads each report's text once.
type knownTexts struct {
	s  *Store
	at map[int64]*knownText
}

type knownText struct {
	text    string
	meaning story.Vector
	read    *story.Document
}

func (k *knownTexts) of(ctx context.Context, report int64) (*knownText, error) {
	if t := k.at[report]; t != nil {
		return t, nil
	}
	t := &knownText{}
	var packed []byte
	if err := k.s.read.QueryRowContext(ctx, `SELECT t.text, d.meaning FROM report r JOIN text t ON t.id = r.text_id LEFT JOIN across_done d ON d.report_id = r.id WHERE r.id = ?`, report).Scan(&t.text, &packed); err != nil {
		return nil, fmt.Errorf("read the words of report %d: %w", report, err)
	}
	t.meaning = unpackVector(packed)
	k.at[report] = t
	return t, nil
}

func (t *knownText) document() *story.Document {
	if t.read == nil {
		t.read = story.ReadDocument(t.text, nil)
		t.read.Meaning = t.meaning
	}
	return t.read
}

func (t *knownText) words(s span.Span) (string, error) {
	if err := s.Check(t.text); err != nil {
		return "", fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	return s.Of(t.text), nil
}

// claims groups positions, which come latest first, by their claims, in the order of time.
func (k *knownTexts) claims(ctx context.Context, all []keptPosition) ([]story.Known, error) {
	at := map[ClaimID]int{}
	var out []story.Known
	for i := len(all) - 1; i >= 0; i-- {
		p := all[i]
		text, err := k.of(ctx, p.Report)
		if err != nil {
			return nil, err
		}
		words, err := text.words(p.Span)
		if err != nil {
			return nil, err
		}
		sentence, err := text.words(p.Sentence)
		if err != nil {
			return nil, err
		}
		n, ok := at[p.claim]
		if !ok {
			n = len(out)
			at[p.claim] = n
			out = append(out, story.Known{ID: int64(p.claim)})
		}
		out[n].Members = append(out[n].Members, story.Propose(p.Position, words, sentence))
	}
	return out, nil
}

func (k *knownTexts) events(ctx context.Context, all []keptMention) ([]story.KnownEvent, error) {
	at := map[EventID]int{}
	var out []story.KnownEvent
	for i := len(all) - 1; i >= 0; i-- {
		m := all[i]
		text, err := k.of(ctx, m.Report)
		if err != nil {
			return nil, err
		}
		sentence, err := text.words(m.Sentence)
		if err != nil {
			return nil, err
		}
		n, ok := at[m.event]
		if !ok {
			n = len(out)
			at[m.event] = n
			out = append(out, story.KnownEvent{ID: int64(m.event)})
		}
		out[n].Members = append(out[n].Members, story.TellingOf(m.Mention, sentence, text.document(), nil))
	}
	return out, nil
}
