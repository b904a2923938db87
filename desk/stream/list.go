package stream

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

var keys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous"}, {Keys: []string{"Enter"}, Does: "open report"}, {Keys: []string{"→"}, Does: "unfold copies"},
	{Keys: []string{"."}, Does: "show new reports"}, {Keys: []string{"m"}, Does: "mark all seen"}, {Keys: []string{"/"}, Does: "search"}}

func (p *Pages) show(w http.ResponseWriter, r *http.Request) error {
	q, err := parse(r)
	if err != nil {
		return err
	}
	counts, err := p.Store.StreamCounts(r.Context(), q.StreamQuery)
	if err != nil {
		return err
	}
	if (counts.All == 0 || q.First) && !shell.WantsJSON(r) {
		return p.showFirst(w, r, q, counts)
	}
	pg := &page{Frame: shell.Frame{Name: "stream", Title: "Stream", Keys: keys, Find: q.Text}, Query: q, Matching: counts.Matching, ShowFind: q.Find || q.Text != "", Note: note(r)}
	if q.Text != "" {
		pg.Title = "Search: " + shell.Cut(q.Text, 60)
	}
	rows, err := p.rows(r.Context(), q, pg)
	if err != nil {
		return err
	}
	pg.Shown = len(rows)
	if err := p.folds(r.Context(), q, rows); err != nil {
		return err
	}
	if shell.WantsJSON(r) {
		return p.Show(w, r, http.StatusOK, pageTemplate, pg, listing{Reports: rows, Shown: len(rows), Matching: pg.Matching, All: counts.All, Unread: counts.Unread, Older: pg.Older})
	}
	if !q.narrowed() && q.Before == "" {
		if err := p.divide(w, r, rows, pg.Head); err != nil {
			return err
		}
	}
	pg.Days = p.days(rows, pg.Flat)
	pg.filters(q, counts)
	pg.Says = p.says(q, counts)
	pg.Clock = p.Clock(p.Now())
	if err := p.lookAhead(r.Context(), pg, rows); err != nil {
		return err
	}
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, nil)
}

// listing is the stream as JSON.
type listing struct {
	Reports  []*Row `json:"reports"`
	Shown    int    `json:"shown"`
	Matching int    `json:"matching"`
	All      int    `json:"all"`
	Unread   int    `json:"unread"`
	Older    string `json:"older,omitempty"`
}

// rows reads the page of the list that q asks for, and what the page must know of it.
func (p *Pages) rows(ctx context.Context, q query, pg *page) ([]*Row, error) {
	if q.best() {
		hits, err := p.Store.Search(ctx, q.Text, q.Limit)
		rows := make([]*Row, len(hits))
		for i, h := range hits {
			rows[i] = p.row(h.StreamRow)
			rows[i].Snippet = h.Snippet
		}
		pg.Flat = true
		pg.Matching = max(pg.Matching, len(rows))
		if len(rows) < pg.Matching {
			pg.Older = q.href("sort", "new")
		}
		return rows, err
	}
	list, err := p.Store.Stream(ctx, q.StreamQuery)
	rows := make([]*Row, len(list.Rows))
	for i, one := range list.Rows {
		rows[i] = p.row(one)
	}
	pg.Head = list.Head
	if list.Next != "" {
		pg.Older = q.href("before", string(list.Next))
	}
	return rows, err
}

func (p *Pages) row(s store.StreamRow) *Row {
	row := &Row{ID: s.ID, Href: "/reports/" + strconv.FormatInt(int64(s.ID), 10), At: s.At, Clock: p.Clock(s.At), Source: s.Name, Owner: shell.OwnerOf(s.Owner),
		Language: s.Language, Place: s.Place, Headline: s.Headline, Lead: s.Lead, Version: s.Version, Unread: !s.Read, Facts: numbers(s.Counts)}
	if dayOnly(s.Published) {
		row.Clock = "no time"
	}
	if s.Outlet != s.Name {
		row.Outlet = s.Outlet
	}
	row.Counts = map[string]int{}
	for _, n := range row.Facts {
		row.Counts[n.Kind.Many] = n.N
	}
	return row
}

// dayOnly reports whether a report says on which day it was published and not when: then it bears the day's first moment.
func dayOnly(t time.Time) bool { return !t.IsZero() && t.Equal(t.UTC().Truncate(24*time.Hour)) }

// numbers puts the counts of a report in the order of the kinds.
func numbers(c store.Counts) shell.Numbers {
	all := shell.Numbers{}
	for i, n := range []int{c.Statements, c.Claims, c.Events, c.Names, c.Places, c.Dates, c.Wording} {
		all = append(all, shell.Number{Kind: shell.Kinds[i], N: n})
	}
	return all
}

// days puts rows under their days; flat keeps them together.
func (p *Pages) days(rows []*Row, flat bool) []Day {
	var days []Day
	for _, row := range rows {
		short, long := p.Day(row.At)
		if flat {
			short, long = "Best first", ""
			row.Clock = p.When(row.At)
		}
		if len(days) == 0 || days[len(days)-1].Short != short || days[len(days)-1].Long != long {
			days = append(days, Day{Short: short, Long: long, Divide: row.Divide})
			row.Divide = ""
		}
		last := &days[len(days)-1]
		last.Rows = append(last.Rows, row)
	}
	return days
}

// visit is how long a reader may be away before coming back begins a new visit.
const visit = 30 * time.Minute

// divide draws the line "you were here" where the last visit ended, and notes that the reader is here now.
func (p *Pages) divide(w http.ResponseWriter, r *http.Request, rows []*Row, head store.ReportID) error {
	seen, err := p.Store.Seen(r.Context(), shell.Who)
	if err != nil {
		return err
	}
	here := seen.At
	if c, err := r.Cookie("dateline_here"); err == nil { // the visit goes on
		if n, err := strconv.ParseInt(c.Value, 10, 64); err == nil {
			here = time.Unix(n, 0)
		}
	}
	p.keepHere(w, here)
	if !here.IsZero() && here.Unix() > 0 && len(rows) > 0 && rows[0].At.After(here) {
		for _, row := range rows {
			if !row.At.After(here) {
				row.Divide = p.When(here)
				break
			}
		}
	}
	if now := p.Now(); now.Sub(seen.At) < time.Minute && head == seen.Head {
		return nil
	}
	return p.Store.MarkSeen(r.Context(), shell.Who, head)
}

// keepHere remembers for this visit where the line stands.
func (p *Pages) keepHere(w http.ResponseWriter, here time.Time) {
	http.SetCookie(w, &http.Cookie{Name: "dateline_here", Value: strconv.FormatInt(max(0, here.Unix()), 10), Path: "/stream", MaxAge: int(visit / time.Second),
		HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

// lookAhead adds what stands beside the list: the preview of the first row, and what the queue is at.
func (p *Pages) lookAhead(ctx context.Context, pg *page, rows []*Row) error {
	waits, err := p.waits(ctx)
	if err != nil {
		return err
	}
	pg.Waits = waits
	if len(rows) == 0 {
		return nil
	}
	rows[0].Current = true
	pg.Preview, err = p.previewOf(ctx, rows[0].ID)
	return err
}
