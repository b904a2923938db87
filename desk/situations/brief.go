package situations

import (
	"net/http"
	"strconv"
	"time"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
)

type briefPage struct {
	head
	Brief     *situation.Brief // nil on the list when there is none
	Made      string
	Covers    string
	Sentences []cited
	Faults    []situation.Fault
	Checked   string
	List      []briefLine
	Previous  string
	Lines     int
	Cited     int
	NotFound  int
	Draft     bool
}

type cited struct {
	N      int
	Words  string
	Source shell.Origin
	SHA    string
}

type briefLine struct {
	Number int
	Href   string
	Says   string
}

var briefKeys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous sentence"}, {Keys: []string{"Enter"}, Does: "open report"}, {Keys: []string{"p"}, Does: "earlier brief"}, {Keys: []string{"Ctrl", "p"}, Does: "print"}, {Keys: []string{"/"}, Does: "search"}}

// briefs shows the brief as it would stand now, and the list of those that were kept.
func (p Pages) briefs(w http.ResponseWriter, r *http.Request) error {
	h, err := p.head(r, "brief", ": brief", "Brief")
	if err != nil {
		return err
	}
	b, err := p.Store.DraftBrief(r.Context(), h.S, shell.Who)
	if err != nil {
		return err
	}
	return p.showBrief(w, r, &briefPage{head: h, Brief: &b, Draft: true})
}

func (p Pages) brief(w http.ResponseWriter, r *http.Request) error {
	h, err := p.head(r, "brief", ": brief", "Brief")
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(r.PathValue("number"))
	if err != nil || n < 1 {
		return &shell.Fault{Status: http.StatusNotFound, Title: "There is no such brief.", Kept: "Briefs are numbered from 1."}
	}
	b, err := p.Store.SituationBrief(r.Context(), h.S.ID, n)
	if err != nil {
		return err
	}
	pg := &briefPage{head: h, Brief: &b}
	if n > 1 {
		pg.Previous = h.Root + "/briefs/" + strconv.Itoa(n-1)
	}
	return p.showBrief(w, r, pg)
}

func (p Pages) showBrief(w http.ResponseWriter, r *http.Request, pg *briefPage) error {
	pg.Keys = briefKeys
	b := pg.Brief
	faults, err := p.Store.CheckBrief(r.Context(), *b)
	if err != nil {
		return err
	}
	pg.Faults = faults
	for _, s := range b.Sections {
		for _, l := range s.Lines {
			pg.Lines++
			if l.None {
				pg.NotFound++
			} else if len(l.Cites) > 0 {
				pg.Cited++
			}
		}
	}
	pg.Checked = shell.Count(pg.Cited) + " of " + shell.Plural(pg.Lines, "line", "lines") + " cited, " + shell.Count(pg.NotFound) + " “not found”"
	pg.Made = b.Made.In(p.Zone).Format("Monday 2 January 2006, 15:04")
	pg.Covers = "Everything that the record holds"
	if !b.Since.IsZero() {
		pg.Covers = "Covers " + p.When(b.Since) + " to " + p.When(b.Made)
	}
	for i, e := range b.Sentences {
		pg.Sentences = append(pg.Sentences, cited{N: i + 1, Words: e.Words, Source: p.OriginOf(e.Name, "", e.At, store.ReportID(e.Report), e.Fact, e.Span), SHA: e.SHA256[:min(len(e.SHA256), 12)]})
	}
	rows, err := p.Store.Briefs(r.Context(), pg.S.ID)
	if err != nil {
		return err
	}
	for _, one := range rows[:min(len(rows), 12)] {
		pg.List = append(pg.List, briefLine{one.Number, pg.Root + "/briefs/" + strconv.Itoa(one.Number), "No. " + strconv.Itoa(one.Number) + ", " + p.When(one.Made)})
	}
	return p.Show(w, r, http.StatusOK, briefTemplate, pg, map[string]any{"brief": b, "faults": faults, "made": b.Made.Format(time.RFC3339)})
}

// makeBrief keeps the brief as it stands now, with the next number.
func (p Pages) makeBrief(w http.ResponseWriter, r *http.Request) error {
	x, err := p.Store.SituationBySlug(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	b, err := p.Store.MakeBrief(r.Context(), x, shell.Who)
	if err != nil {
		return err
	}
	http.Redirect(w, r, Href(x.Slug)+"/briefs/"+strconv.Itoa(b.Number), http.StatusSeeOther)
	return nil
}
