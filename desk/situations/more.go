package situations

import (
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
)

// morePage is the claims, the changes or one day of a situation.
type morePage struct {
	head
	What    string // "claims", "changes", "day"
	Matrix  Matrix
	Changes []Change
	Chips   []tab
	Older   string
	Day     string
	Index   string
	Formula string
	Events  []dayEvent
	Gaps    []gap
}

type dayEvent struct {
	Title    string       `json:"title"`
	Severity string       `json:"severity"`
	Status   string       `json:"status"`
	Words    string       `json:"words"`
	Source   shell.Origin `json:"source"`
}

type gap struct {
	Kind   string `json:"kind"`
	Title  string `json:"title"`
	Looked string `json:"looked"`
	Ask    string `json:"ask"`
}

// matrixMost is how many claims the page of claims lays out.
const matrixMost = 60

func (p Pages) claims(w http.ResponseWriter, r *http.Request) error {
	h, err := p.head(r, "situation", ": claims", "Claims")
	if err != nil {
		return err
	}
	st, _, err := p.Store.SituationState(r.Context(), h.S.ID)
	if err != nil {
		return err
	}
	st = asOf(st, h.AsOf.At)
	pg := &morePage{head: h, What: "claims"}
	pg.Keys = pageKeys
	whole := h
	whole.Root += "/claims"
	pg.Matrix = matrix(p.Desk, whole, st, r.URL.Query().Get("open"), matrixMost)
	for _, g := range st.Gaps {
		pg.Gaps = append(pg.Gaps, gap{string(g.Kind), g.Title, g.Looked, g.Ask})
	}
	return p.Show(w, r, http.StatusOK, moreTemplate, pg, map[string]any{"claims": st.Claims, "matrix": pg.Matrix, "gaps": pg.Gaps})
}

func (p Pages) changes(w http.ResponseWriter, r *http.Request) error {
	h, err := p.head(r, "situation", ": changes", "Changes")
	if err != nil {
		return err
	}
	kind := situation.ChangeKind(r.URL.Query().Get("kind"))
	if kind != "" && !slices.Contains(situation.ChangeKinds, kind) {
		return shell.Bad("There is no such kind of change.", "Choose one of those on the page.")
	}
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil {
		before = 0
	}
	page, err := p.Store.SituationChanges(r.Context(), h.S.ID, store.ChangeQuery{Kind: kind, Before: before})
	if err != nil {
		return err
	}
	pg := &morePage{head: h, What: "changes"}
	pg.Keys = pageKeys
	for _, c := range page.Rows {
		if h.AsOf.At.IsZero() || !c.Noticed.After(h.AsOf.At) {
			pg.Changes = append(pg.Changes, p.change(c))
		}
	}
	pg.Chips = append(pg.Chips, tab{"All", h.Root + "/changes", kind == ""})
	for _, k := range situation.ChangeKinds {
		pg.Chips = append(pg.Chips, tab{shell.Capital(string(k)), h.Root + "/changes?kind=" + strings.ReplaceAll(string(k), " ", "+"), k == kind})
	}
	if page.Next > 0 {
		pg.Older = h.Root + "/changes?before=" + strconv.FormatInt(page.Next, 10)
		if kind != "" {
			pg.Older += "&kind=" + strings.ReplaceAll(string(kind), " ", "+")
		}
	}
	return p.Show(w, r, http.StatusOK, moreTemplate, pg, map[string]any{"changes": pg.Changes, "total": page.Total, "next": pg.Older})
}

// day lists the events behind one point of the index.
func (p Pages) day(w http.ResponseWriter, r *http.Request) error {
	h, err := p.head(r, "situation", ": index", "Situation")
	if err != nil {
		return err
	}
	d, err := time.Parse(time.DateOnly, r.PathValue("day"))
	if err != nil {
		return shell.Bad("That is no day.", "Write it as year, month, day: 2026-11-21.")
	}
	events, err := p.Store.IndexDay(r.Context(), h.S, d)
	if err != nil {
		return err
	}
	st, _, err := p.Store.SituationState(r.Context(), h.S.ID)
	if err != nil {
		return err
	}
	pg := &morePage{head: h, What: "day", Day: d.Format("Monday 2 January 2006"), Formula: formula(h.S.Weights)}
	pg.Keys = pageKeys
	for _, x := range st.Series.Points {
		if x.Day.Equal(d) && x.Index != nil {
			pg.Index = value(*x.Index)
		}
	}
	for _, e := range events {
		ev := e.Evidence
		pg.Events = append(pg.Events, dayEvent{Title: e.Title(), Severity: value(h.S.Weights.Severity(e)), Status: e.Status, Words: ev.Words, Source: p.OriginOf(ev.Name, "", ev.At, store.ReportID(ev.Report), ev.Fact, ev.Span)})
	}
	return p.Show(w, r, http.StatusOK, moreTemplate, pg, map[string]any{"day": d.Format(time.DateOnly), "index": pg.Index, "formula": pg.Formula, "events": pg.Events})
}

type editPage struct {
	head
	Form    form
	Note_   string // the desk's own words
	Weights []weightField
	Rules   []store.AlertRule
	Version int
}

type weightField struct {
	Name, Label, Value, Range string
}

func (p Pages) watch(w http.ResponseWriter, r *http.Request) error {
	pg, err := p.editPage(r)
	if err != nil {
		return err
	}
	if r.URL.Query().Get("did") == "kept" {
		pg.head.Note = &shell.Note{Title: "Kept.", Text: "Reports that were read before are held against a changed watch again."}
	}
	return p.Show(w, r, http.StatusOK, watchTemplate, pg, map[string]any{"watch": pg.S.Watch, "weights": pg.S.Weights, "note": pg.S.Note, "rules": pg.Rules})
}

func (p Pages) editPage(r *http.Request) (*editPage, error) {
	h, err := p.head(r, "situation", ": watch", "Watch")
	if err != nil {
		return nil, err
	}
	x := h.S
	join := func(list []string) string { return strings.Join(list, "\n") }
	pg := &editPage{head: h, Note_: x.Note, Version: x.Version, Form: form{Name: x.Name, Words: join(x.Watch.Words), Actors: join(x.Watch.Actors), Places: join(x.Watch.Places), Without: strings.Join(x.Watch.Without, ", "), Sources: strings.Join(x.Watch.Sources, ", "), Languages: strings.Join(x.Watch.Languages, ", "), All: x.Watch.All}}
	f := func(v float64) string { return strconv.FormatFloat(v, 'g', 4, 64) }
	g := x.Weights
	pg.Weights = []weightField{{"quad1", "Verbal cooperation", f(g.Quad[0]), "0 to 2"}, {"quad2", "Material cooperation", f(g.Quad[1]), "0 to 2"}, {"quad3", "Verbal conflict", f(g.Quad[2]), "0 to 2"}, {"quad4", "Material conflict", f(g.Quad[3]), "0 to 2"},
		{"planned", "What is planned or possible", f(g.Planned), "0 to 1"}, {"attributed", "What a speaker tells", f(g.Attributed), "0 to 1"}, {"share", "Share of volume", f(g.Share), "0 to 1"}, {"half", "Half-life in days", f(g.HalfLife), "0.5 to 30"}, {"alert", "Line of alert", f(g.Alert), "0 to 10"}}
	pg.Rules, err = p.Store.Rules(r.Context(), x.ID)
	return pg, err
}

// edit keeps the watch, the note and the weights.
func (p Pages) edit(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	pg, err := p.editPage(r)
	if err != nil {
		return err
	}
	f := readForm(r)
	watch, note := f.watch(), strings.TrimSpace(r.PostFormValue("note"))
	watch.Area = pg.S.Watch.Area
	weights, fault := readWeights(r)
	version, err := strconv.Atoi(r.PostFormValue("version"))
	if err != nil {
		return shell.Bad("Nothing was kept.", "The form does not say which version it changes. Open the watch again.")
	}
	if fault == "" {
		err = p.Store.EditSituation(r.Context(), pg.S.ID, store.SituationEdit{Version: version, Name: &f.Name, Note: &note, Watch: &watch, Weights: &weights}, shell.Who)
		var is bool
		if fault, is = told(err); err != nil && !is {
			return err
		}
	}
	if fault != "" {
		f.Fault = fault
		pg.Form, pg.Note_ = f, note
		return p.Show(w, r, http.StatusBadRequest, watchTemplate, pg, map[string]any{"error": fault})
	}
	p.Forget()
	http.Redirect(w, r, pg.Root+"/watch?did=kept", http.StatusSeeOther)
	return nil
}

// readWeights reads the numbers of the form; fault names one that is no number.
func readWeights(r *http.Request) (g situation.Weights, fault string) {
	for _, one := range []struct {
		name string
		to   *float64
	}{{"quad1", &g.Quad[0]}, {"quad2", &g.Quad[1]}, {"quad3", &g.Quad[2]}, {"quad4", &g.Quad[3]}, {"planned", &g.Planned}, {"attributed", &g.Attributed}, {"share", &g.Share}, {"half", &g.HalfLife}, {"alert", &g.Alert}} {
		v, err := strconv.ParseFloat(strings.TrimSpace(r.PostFormValue(one.name)), 64)
		if err != nil {
			return g, "The weight “" + shell.Cut(r.PostFormValue(one.name), 40) + "” is no number."
		}
		*one.to = v
	}
	return g, ""
}

func (p Pages) remove(w http.ResponseWriter, r *http.Request) error {
	x, err := p.Store.SituationBySlug(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	if err := p.Store.RemoveSituation(r.Context(), x.ID); err != nil {
		return err
	}
	p.Forget()
	http.Redirect(w, r, "/situations?did=removed", http.StatusSeeOther)
	return nil
}
