// Package report is the page of one report: its text with the facts marked in place, a card for each fact at the height of
// its sentence, both ways linked, and a person's decisions on them.
package report

import (
	"embed"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/dateline-news/dateline/desk/facts"
	"github.com/dateline-news/dateline/desk/marks"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var pageTemplate = shell.Parse(files, "*.html")

// Pages serves the pages of reports.
type Pages struct{ *shell.Desk }

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /reports/{id}", p.Handle(p.show))
	mux.Handle("POST /reports/{id}/facts/{fact}", p.Handle(p.decide))
	mux.Handle("POST /reports/{id}/facts/{fact}/correct", p.Handle(p.correct))
}

// Card is a fact in the margin.
type Card struct {
	facts.Fact
	Kind     shell.Kind
	Decided  store.Verdict // "" when nobody has
	Decision string        // who and when, in words
	No       bool          // rejected: struck, and without marks
	Held     []facts.Field // what a person says holds in place of the machine's answer
	Editable []facts.Field // the fields that can be corrected
}

// Toggle shows or hides a kind.
type Toggle struct {
	Kind shell.Kind
	N    int
	Key  int
}

// Paragraph is one paragraph of the text.
type Paragraph struct {
	Dateline []marks.Node
	Nodes    []marks.Node
}

type page struct {
	shell.Frame
	ID         store.ReportID
	Source     store.Source
	Owner      shell.Owner
	Says       []string // after the source: when it was read, the language
	Original   string   // the page's address, "" when it has none
	Document   string   // the hash of the kept copy
	Old        bool     // another version has taken this one's place
	Headline   []marks.Node
	Standfirst []marks.Node
	Byline     string
	Lines      []facts.Field
	Toggles    []Toggle
	Body       []Paragraph
	Cards      []Card
	Reviewed   int
	Bar        int // of 120, how much of the reviewing is done
	Newer      string
	Older      string
	Versions   []versionLine
	Note       *shell.Note
	Copies     []copyLine
	TextID     string
	Model      string
	Kept       string
}

type versionLine struct {
	Href, Says string
	Current    bool
}

type copyLine struct{ Href, Source, When string }

var keys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous fact"}, {Keys: []string{"a"}, Does: "accept"}, {Keys: []string{"c"}, Does: "correct"}, {Keys: []string{"x"}, Does: "reject"},
	{Keys: []string{"u"}, Does: "undo"}, {Keys: []string{"1", "–", "7"}, Does: "show or hide a kind"}, {Keys: []string{"n", "p"}, Does: "next, previous report"}, {Keys: []string{"/"}, Does: "search"}}

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	id, err := shell.ReportID(r)
	if err != nil {
		return err
	}
	stored, err := p.Store.Report(r.Context(), id)
	if err != nil {
		return err
	}
	if shell.WantsJSON(r) {
		doc := asJSON(&stored)
		if doc.Corrections, err = p.Store.Corrections(r.Context(), id); err != nil {
			return err
		}
		return p.Show(w, r, http.StatusOK, pageTemplate, &page{}, doc)
	}
	if !stored.Read {
		if err := p.Store.MarkRead(r.Context(), true, id); err != nil {
			return err
		}
	}
	corrections, err := p.Store.Corrections(r.Context(), id)
	if err != nil {
		return err
	}
	pg := p.page(&stored, corrections)
	if r.URL.Query().Get("did") == "undo" {
		pg.Note = &shell.Note{Title: "The decision was taken back.", Text: "It stays on record that it was made."}
	}
	return p.Show(w, r, http.StatusOK, pageTemplate, pg, nil)
}

func (p Pages) page(s *store.StoredReport, corrections map[string]store.Correction) *page {
	rec, printed := &s.Record, ""
	if s.Report.Dateline != nil {
		printed = s.Report.Dateline.Place
	}
	pg := &page{Frame: shell.Frame{Name: "report", Tab: "stream", Title: shell.Cut(facts.Headline(rec), 90), Keys: keys}, ID: s.ID, Source: s.Source, Owner: shell.OwnerOf(s.Source.Owner.Class),
		Original: shell.Web(s.Report.URL), Document: s.Document, Lines: facts.Head(rec, printed), TextID: s.Report.ID, Model: s.Model, Newer: address(s.Newer), Older: address(s.Older)}
	pg.Says = append(pg.Says, "read "+p.When(s.Fetched))
	if lang := shell.Language(s.Report.Language); lang != "" {
		pg.Says = append(pg.Says, lang)
	}
	if !s.Report.Published.IsZero() {
		pg.Lines = append(pg.Lines, facts.Field{Name: "Published", Value: p.When(s.Report.Published) + from(s.Report.PublishedFrom)})
	}
	all := facts.Of(rec)
	pg.cards(p.Desk, s, all, corrections)
	pg.text(rec, all)
	p.around(pg, s)
	return pg
}

func from(who string) string {
	if who == "" {
		return ""
	}
	return ", from the " + who
}

func address(id store.ReportID) string {
	if id == 0 {
		return ""
	}
	return "/reports/" + strconv.FormatInt(int64(id), 10)
}

// cards makes a card of every fact, with what a person decided of it, and the toggles with their counts.
func (pg *page) cards(d *shell.Desk, s *store.StoredReport, all []facts.Fact, corrections map[string]store.Correction) {
	decided := map[string]store.Decision{}
	for _, one := range s.Decisions {
		decided[one.Fact] = one
	}
	counts := map[string]int{}
	for _, f := range all {
		c := Card{Fact: f, Kind: shell.KindOf(f.Kind)}
		if one, is := decided[f.ID]; is {
			c.Decided, c.No = one.Verdict, one.Verdict == store.Reject
			c.Decision = one.Who + ", " + d.When(one.At)
			c.Held = held(corrections[f.ID])
			pg.Reviewed++
		}
		c.Editable = editable(f)
		counts[f.Kind]++
		pg.Cards = append(pg.Cards, c)
	}
	if len(all) > 0 {
		pg.Bar = 120 * pg.Reviewed / len(all)
	}
	for i, k := range shell.Kinds {
		if counts[k.Name] > 0 {
			pg.Toggles = append(pg.Toggles, Toggle{Kind: k, N: counts[k.Name], Key: i + 1})
		}
	}
}

// text marks the facts in the headline, the standfirst and the body; a rejected fact has no mark.
func (pg *page) text(rec *record.Record, all []facts.Fact) {
	rejected := func(f facts.Fact) bool {
		return slices.ContainsFunc(pg.Cards, func(c Card) bool { return c.ID == f.ID && c.No })
	}
	ms := facts.Marks(all, rejected)
	build := func(s span.Span) []marks.Node { return marks.Build(rec.Report.Text, s, ms) }
	if h := rec.Report.Headline; h != nil {
		pg.Headline = build(*h)
	}
	if s := rec.Report.Standfirst; s != nil {
		pg.Standfirst = build(*s)
	}
	if b := rec.Report.Byline; b != nil && b.Check(rec.Report.Text) == nil {
		pg.Byline = b.Of(rec.Report.Text)
	}
	for _, s := range facts.Body(rec) {
		var para Paragraph
		s, opening := facts.Opening(rec, s)
		if opening != "" {
			para.Dateline = build(rec.Report.Dateline.Span)
		}
		para.Nodes = build(s)
		pg.Body = append(pg.Body, para)
	}
	first := map[string]bool{}
	unfirst(pg.Headline, first)
	unfirst(pg.Standfirst, first)
	for i := range pg.Body {
		unfirst(pg.Body[i].Dateline, first)
		unfirst(pg.Body[i].Nodes, first)
	}
}

// unfirst leaves First on the first mark of each fact in the whole page: Build knows one paragraph only.
func unfirst(nodes []marks.Node, seen map[string]bool) {
	for i := range nodes {
		if nodes[i].Kind != "" {
			nodes[i].First = nodes[i].First && !seen[nodes[i].Fact]
			seen[nodes[i].Fact] = true
			unfirst(nodes[i].Nodes, seen)
		}
	}
}

// around adds what stands about the report: its versions, and other reports with the very same words.
func (p Pages) around(pg *page, s *store.StoredReport) {
	pg.Kept = p.When(s.Recorded)
	if len(s.Versions) > 1 {
		for _, v := range s.Versions {
			pg.Versions = append(pg.Versions, versionLine{Href: address(v.ID), Says: "version " + strconv.Itoa(v.Version) + ", read " + p.When(v.Fetched), Current: v.ID == s.ID})
		}
	}
	if !s.SupersededAt.IsZero() {
		pg.Old = true
		last := s.Versions[len(s.Versions)-1]
		pg.Note = &shell.Note{Title: "The outlet changed this report.", Text: "You read version " + strconv.Itoa(s.Version) + "; since " + p.When(s.SupersededAt) + " other words stand at its address. Both are kept.", Href: address(last.ID), Act: "Read the latest", Bad: true}
	}
	for _, c := range s.SameWords {
		pg.Copies = append(pg.Copies, copyLine{Href: address(c.ID), Source: c.Name, When: p.When(c.At)})
	}
}

// document is the report as JSON: the record as "dateline read" prints it, and what the house knows of it.
type document struct {
	ID        store.ReportID   `json:"id"`
	Version   int              `json:"version"`
	Source    string           `json:"source"`
	Owner     shell.Owner      `json:"owner"`
	Document  string           `json:"document"` // SHA-256 of the kept bytes
	Fetched   time.Time        `json:"fetched"`
	Recorded  time.Time        `json:"recorded"`
	Model     string           `json:"model"`
	Record    record.Record    `json:"record"`
	Decisions []store.Decision `json:"decisions"`

	Corrections map[string]store.Correction `json:"corrections"` // by fact
}

func asJSON(s *store.StoredReport) document {
	return document{ID: s.ID, Version: s.Version, Source: s.Source.Name, Owner: shell.OwnerOf(s.Source.Owner.Class), Document: s.Document, Fetched: s.Fetched,
		Recorded: s.Recorded, Model: s.Model, Record: s.Record, Decisions: append([]store.Decision{}, s.Decisions...)}
}

// verdicts are what the form of a card may say.
var verdicts = map[string]store.Verdict{"accept": store.Accept, "reject": store.Reject, "undo": store.Undo}

// decide keeps a person's decision of one fact.
func (p Pages) decide(w http.ResponseWriter, r *http.Request) error {
	id, err := shell.ReportID(r)
	if err != nil {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	verdict, known := verdicts[r.PostFormValue("verdict")]
	if !known {
		return shell.Bad("Nothing was decided.", "A fact can be accepted, rejected, or its last decision undone.")
	}
	fact := r.PathValue("fact")
	if err := p.Store.Decide(r.Context(), store.Decision{Report: id, Fact: fact, Verdict: verdict, Who: shell.Who}); err != nil {
		return err
	}
	http.Redirect(w, r, address(id)+"#r-"+fact, http.StatusSeeOther)
	return nil
}
