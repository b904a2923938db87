package store

import (
	"context"
	"fmt"
	"iter"
	"math"
	"time"
)

// Point is an entry as a chart needs it: its day, place, actors and codes, without its words.
type Point struct {
	ID         EntryID
	Report     ReportID
	Kind       EntryKind
	Dated      bool // the text gives a day
	Day        int  // whole days since 1970 on which it begins (DayTime), where it is dated
	Exact      string
	Quad       int
	Class      string
	Mode       string
	Status     string
	Place      NameID // 0 when the text gives none
	Source     SourceID
	Confidence float64 // -1 when there is none
	Verdict    Verdict
	Own        bool

	c *columns
	e *entryColumn
}

// Sure reports whether the fact may be counted: not in doubt, or accepted, and not rejected.
func (p *Point) Sure() bool {
	return p.Verdict == Accept || p.Verdict == "" && (p.Confidence < 0 || p.Confidence >= Unsure)
}

// From is when the event begins, To the first moment after it; both zero when the text gives no day.
func (p *Point) From() time.Time { return p.minute(p.e.from) }

// To is the first moment after the event.
func (p *Point) To() time.Time { return p.minute(p.e.to) }

func (p *Point) minute(m int32) time.Time {
	if m == noTime {
		return time.Time{}
	}
	return minuteTime(int64(m))
}

// DayTime is the beginning of a day that is counted from 1970, in UTC.
func DayTime(day int) time.Time { return dayTime(int32(day)) }

// Names gives the names of the entry in a role.
func (p *Point) Names(role Role) iter.Seq[NameID] {
	return func(yield func(NameID) bool) {
		for _, r := range p.c.roles(p.e) {
			if r.role == role && !yield(NameID(r.name+1)) {
				return
			}
		}
	}
}

// Name gives a name by its number; valid only inside the function given to Points.
func (p *Point) Name(id NameID) Name {
	if id < 1 || int(id) > len(p.c.names) {
		return Name{}
	}
	return p.c.name(int32(id - 1))
}

// SourceName is the name of the point's source, with the class of its owner.
func (p *Point) SourceName() (string, Owner) {
	s := p.c.sources[p.Source]
	return s.name, s.owner
}

// Points calls f for every entry that find asks for, newest first, near-copies once; f returns false to stop. The point is
// valid only until f returns. Limit, After, Newest and Facets of find are not used.
func (s *Store) Points(ctx context.Context, find Find, f func(*Point) bool) error {
	q, done, err := s.finder(ctx, find)
	if err != nil {
		return err
	}
	defer done()
	c, seen := q.c, newRowSet(len(q.c.entries))
	p := Point{c: c}
	for _, i := range c.ordered(find.Kinds) {
		e := &c.entries[i]
		if !q.holds(e) {
			continue
		}
		if ok, _ := q.test(i, e); !ok || !seen.add(e.first) {
			continue
		}
		p.fill(i, e)
		if !f(&p) {
			return nil
		}
	}
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("walk the record: %w", err)
	}
	return nil
}

var verdicts = [...]Verdict{"", Accept, Reject}

func (p *Point) fill(i int32, e *entryColumn) {
	c := p.c
	r := &c.reports[e.report]
	p.e, p.ID, p.Report, p.Kind = e, EntryID(i+1), ReportID(e.report+1), EntryKind(e.kind)
	if p.Dated = e.from != noTime; p.Dated {
		p.Day = int(dayOf(e.from))
	}
	p.Exact, p.Quad, p.Class, p.Mode, p.Status = c.words.text(e.exact), int(e.quad), c.words.text(e.class), c.words.text(e.mode), c.words.text(e.status)
	p.Source, p.Own, p.Verdict = SourceID(r.source), e.own, verdicts[e.verdict]
	if p.Confidence = -1; e.sure != math.MaxUint8 {
		p.Confidence = float64(e.sure) / 100
	}
	p.Place = 0
	for _, n := range c.roles(e) {
		if n.role == PlaceRole {
			p.Place = NameID(n.name + 1)
		}
	}
}

func minuteTime(m int64) time.Time { return time.Unix(m*60, 0).UTC() }

// Warm loads what filters and charts count, so that the first reader need not wait for it.
func (s *Store) Warm(ctx context.Context) error {
	c, err := s.follow(ctx)
	if err != nil {
		return err
	}
	c.mu.RUnlock()
	return nil
}
