package stream

import (
	"context"
	"net/http"
	"strconv"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/story"
)

// The whole stream is folded: a report that carries another's words stands under the report whose words they are, as "6 carried it",
// and opens there. A stream that is narrowed shows every report that fits, since the head of a fold need not fit; a carrier says
// there whose words it carries. "?fold=off" shows all reports, "?open=N" unfolds report N.

// Fold is how a row stands among the reports that share its words and its story.
type Fold struct {
	Carriers int    `json:"carriers,omitempty"` // reports that carry its words
	Carries  int64  `json:"carries,omitempty"`  // the report whose words it carries
	Origin   string `json:"origin,omitempty"`
	Story    int64  `json:"story,omitempty"`
	Reports  int    `json:"-"` // in its story
	Origins  int    `json:"-"`
	Href     string `json:"-"` // unfolds it, or folds it again
	Open     *Copies
}

// Says is how the row's story stands: "7 reports, 2 origins".
func (f *Fold) Says() string {
	return shell.Plural(f.Reports, "report", "reports") + ", " + shell.Plural(f.Origins, "origin", "origins")
}

// Copies are the reports that have one text.
type Copies struct {
	ID    store.ReportID
	Lines []Copy
	More  int
	Story int64
	Says  string
}

// Copy is one of them.
type Copy struct {
	Source, Href, Clock string
	Head                bool
	Kept                int     // percent of the head's words
	Bar                 float64 // of 48
	Says                string
}

// copiesShown is how many copies of one text unfold; the story has all.
const copiesShown = 40

// folds tells each row how it stands, and unfolds the one that the address asks for.
func (p *Pages) folds(ctx context.Context, q query, rows []*Row) error {
	ids := make([]store.ReportID, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	all, err := p.Store.Folds(ctx, ids...)
	if err != nil {
		return err
	}
	for _, row := range rows {
		f, placed := all[row.ID]
		if !placed {
			continue
		}
		row.Fold = &Fold{Origin: f.Origin, Story: int64(f.Story), Reports: f.Reports, Origins: f.Origins}
		switch {
		case f.Head != row.ID:
			row.Fold.Carries = int64(f.Head)
			continue
		case f.Carriers == 0:
			continue
		}
		row.Fold.Carriers = f.Carriers
		if row.ID != q.Open {
			row.Fold.Href = q.href("open", strconv.FormatInt(int64(row.ID), 10)) + "#r" + strconv.FormatInt(int64(row.ID), 10)
			continue
		}
		row.Fold.Href = q.href("open", "") + "#r" + strconv.FormatInt(int64(row.ID), 10)
		if row.Fold.Open, err = p.copiesOf(ctx, row.ID); err != nil {
			return err
		}
	}
	return nil
}

// copiesOf reads the reports that have the text of one, its own first.
func (p *Pages) copiesOf(ctx context.Context, id store.ReportID) (*Copies, error) {
	all, err := p.Store.Carriers(ctx, id, copiesShown)
	if err != nil {
		return nil, err
	}
	list := &Copies{ID: id}
	for _, m := range all {
		list.Lines = append(list.Lines, p.copyOf(m))
	}
	folds, err := p.Store.Folds(ctx, id)
	if f, ok := folds[id]; ok && err == nil {
		list.Story, list.More = int64(f.Story), max(0, f.Carriers+1-len(all))
		list.Says = (&Fold{Reports: f.Reports, Origins: f.Origins}).Says()
	}
	return list, err
}

func (p *Pages) copyOf(m story.Member) Copy {
	c := Copy{Source: m.Outlet, Href: "/reports/" + strconv.FormatInt(m.Report, 10), Clock: p.When(m.At), Head: m.Copy == nil}
	if dayOnly(m.At) {
		c.Clock, _ = p.Day(m.At)
	}
	switch {
	case c.Head && m.Origin.Why == story.Credited && m.Origin.Name != "":
		c.Says = "credits " + m.Origin.Name
	case c.Head:
	case m.Copy.WordForWord():
		c.Says = "word for word"
	default:
		c.Says = changed(m.Copy.Added, m.Copy.Cut)
	}
	if !c.Head {
		c.Kept = int(100 * m.Copy.Kept)
		c.Bar = 48 * m.Copy.Kept
	}
	if m.Gone {
		c.Says += ", taken away since"
	}
	return c
}

// changed says what a carrier did to the words.
func changed(added, cut int) string {
	switch {
	case added == 0:
		return "cut " + shell.Plural(cut, "word", "words")
	case cut == 0:
		return "added " + shell.Plural(added, "word", "words")
	}
	return "cut " + shell.Plural(cut, "word", "words") + ", added " + shell.Count(added)
}

// copies is the list alone, for the script that unfolds it in place.
func (p *Pages) copies(w http.ResponseWriter, r *http.Request) error {
	id, err := shell.ReportID(r)
	if err != nil {
		return err
	}
	list, err := p.copiesOf(r.Context(), id)
	if err != nil {
		return err
	}
	if shell.WantsJSON(r) {
		return shell.JSON(w, r, http.StatusOK, list)
	}
	return p.Part(w, r, pageTemplate, "copies", list)
}
