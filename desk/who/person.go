package who

import (
	"cmp"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

type personPage struct {
	shell.Frame
	Who      store.Who
	Kind     string
	AsOf     shell.AsOf
	Title    string // that most reports give
	Titled   string // how many
	Nums     []num
	Offices  []Office
	Chart    *Chart
	Pairs    []Pair
	Forms    []link
	Says     string // of the statements shown
	Lines    []Said
	Stands   []Said
	Called   []Called
	Names    []Named
	Parted   []Named
	Whom     Matrix
	Answers  []Answer
	Empty    bool
	Note     *shell.Note
	Previous string
	Next     string
}

type num struct {
	N    string
	Word string
}

// Office is a title with the first and the last sentence that gives it.
type Office struct {
	Title string    `json:"title"`
	First time.Time `json:"first"`
	Last  time.Time `json:"last"`
	N     int       `json:"sentences"`
	Says  string    `json:"-"`
	From  *Quoted   `json:"first_sentence"`
	To    *Quoted   `json:"last_sentence,omitempty"` // nil when it is the same
	solid bool      // several outlets give it
}

// Quoted is a sentence with its mark and where it stands.
type Quoted struct {
	Words  string        `json:"words"`
	Pieces []shell.Piece `json:"-"`
	Origin shell.Origin  `json:"origin"`
}

// Said is a row of the table of statements or of positions.
type Said struct {
	Fact    string `json:"fact"`
	Day     string `json:"day"`
	Cue     string `json:"cue,omitempty"`
	To      string `json:"audience,omitempty"`
	Form    string `json:"form"`
	Quoted         // the sentence
	Unsure  bool   `json:"unsure,omitempty"`
	Verdict string `json:"verdict,omitempty"`
}

// Called is a title as outlets give it.
type Called struct {
	Outlet string      `json:"outlet"`
	Owner  shell.Owner `json:"owner"`
	Title  string      `json:"title"`
	Says   string      `json:"says"`
}

// Named is a name that is joined here, or was kept apart.
type Named struct {
	ID      store.WhoID `json:"id,omitempty"`
	Name    string      `json:"name"`
	Says    string      `json:"says,omitempty"`
	Reports string      `json:"reports"`
}

// Pair is two sentences of the same actor on one claim.
type Pair struct {
	Kind  string `json:"kind"` // contradicts, shifts, repeats
	Claim string `json:"claim"`
	Href  string `json:"href"`
	Says  string `json:"says"`
	A     Quoted `json:"a"`
	B     Quoted `json:"b"`
	SA    string `json:"stance_a"`
	SB    string `json:"stance_b"`
}

// Answer is somebody who took a position on a claim after the person did.
type Answer struct {
	Name   string `json:"name"`
	Href   string `json:"href"`
	Stance string `json:"stance"`
	Says   string `json:"says"`
	Quoted
}

var personKeys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous sentence"}, {Keys: []string{"Enter"}, Does: "open the sentence"}, {Keys: []string{"e"}, Does: "export"}, {Keys: []string{"/"}, Does: "search"}}

// statementsShown is how many statements a page lists; the rest is one address away.
const statementsShown = 25

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	id, err := shell.WhoID(r)
	if err != nil {
		return err
	}
	one, err := p.Store.Person(r.Context(), id)
	if err != nil {
		return err
	}
	if one.ID != id {
		http.Redirect(w, r, shell.WhoHref(one.ID), http.StatusSeeOther)
		return nil
	}
	asof, err := p.ReadAsOf(r)
	if err != nil {
		return err
	}
	pg := &personPage{Frame: shell.Frame{Name: "person", Tab: "who", Title: shell.Cut(one.Name, 90), Keys: personKeys}, Who: one, Kind: kindWord(one.Kind), AsOf: asof, Note: joined(r)}
	m := maker{Pages: p, pg: pg, r: r}
	for _, step := range []func() error{m.sums, m.offices, m.statements, m.stands, m.names, m.whom, m.pairs, m.answers} {
		if err := step(); err != nil {
			return err
		}
	}
	return p.Show(w, r, http.StatusOK, personTemplate, pg, m.json())
}

// maker puts the page of one entry together.
type maker struct {
	Pages
	pg *personPage
	r  *http.Request
}

func (m *maker) json() map[string]any {
	pg := m.pg
	return map[string]any{"who": pg.Who, "as_known_on": pg.AsOf.On, "title": pg.Title, "offices": pg.Offices, "statements": pg.Lines, "positions": pg.Stands,
		"called": pg.Called, "names": pg.Names, "kept_apart": pg.Parted, "pairs": pg.Pairs, "answers": pg.Answers, "whom": pg.Whom.Rows}
}

func (m *maker) sums() error {
	sum, err := m.Store.SumOf(m.r.Context(), m.pg.Who.ID, m.pg.AsOf.At)
	if err != nil {
		return err
	}
	counts, err := m.Store.CountsOf(m.r.Context(), m.pg.Who.ID, m.pg.AsOf.At)
	if err != nil {
		return err
	}
	by := map[string]int{}
	forms := map[string]int{}
	for _, c := range counts {
		by[c.Kind+" "+c.Class] += c.N
		by[c.Kind] += c.N
		if c.Kind == "statement" {
			forms[c.Class] += c.N
		}
	}
	m.pg.Empty = sum.Reports == 0
	m.pg.Nums = []num{{shell.Count(by["statement"]), "statements"}, {shell.Count(by["position asserts"] + by["position supports"]), "claims asserted"}, {shell.Count(by["position denies"]), "denied"},
		{shell.Count(by["actor"]), "acts"}, {shell.Count(sum.Reports), "reports"}, {shell.Count(sum.Outlets), "outlets"}}
	if !sum.First.IsZero() {
		m.pg.Nums = append(m.pg.Nums, num{sum.First.In(m.Zone).Format("2 Jan 2006"), "first seen"}, num{m.When(sum.Last), "last"})
	}
	form := m.r.URL.Query().Get("form")
	m.pg.Forms = append(m.pg.Forms, link{Label: "All", Href: m.self("", false), N: by["statement"], Current: form == ""})
	for _, f := range []string{"direct", "partial", "indirect"} {
		if forms[f] > 0 || form == f {
			m.pg.Forms = append(m.pg.Forms, link{Label: shell.Capital(f), Href: m.self(f, false), N: forms[f], Current: form == f})
		}
	}
	return nil
}

// self is the page's own address with another form of statement.
func (m *maker) self(form string, all bool) string {
	to := shell.WhoHref(m.pg.Who.ID)
	if all {
		to += "/statements"
	}
	var q []string
	if form != "" {
		q = append(q, "form="+form)
	}
	if m.pg.AsOf.On != "" {
		q = append(q, "on="+m.pg.AsOf.On)
	}
	if len(q) > 0 {
		to += "?" + strings.Join(q, "&")
	}
	return to + "#statements"
}

func (m *maker) quoted(f store.WhoFact, kind string) Quoted {
	return Quoted{Words: f.Words, Pieces: shell.Quote(f.Words, f.Sentence.Start, f.Span, kind), Origin: m.OriginOf(cmp.Or(f.Outlet, f.Name), f.Owner, f.At, f.Report, f.Fact, f.Sentence)}
}

// offices lists the titles with the first and the last sentence that gives each; the titles that most give stand first.
func (m *maker) offices() error {
	titles, err := m.Store.TitlesOf(m.r.Context(), m.pg.Who.ID, m.pg.AsOf.At)
	if err != nil {
		return err
	}
	type sum struct {
		Office
		outlets map[string]bool
	}
	var all []*sum
	for _, t := range titles {
		if len(m.pg.Called) < 12 {
			m.pg.Called = append(m.pg.Called, Called{Outlet: t.Outlet, Owner: shell.OwnerOf(t.Owner), Title: t.Title, Says: shell.Plural(t.N, "sentence", "sentences") + ", last " + t.Last.In(m.Zone).Format("2 Jan")})
		}
		i := slices.IndexFunc(all, func(s *sum) bool { return strings.EqualFold(s.Title, t.Title) })
		if i < 0 {
			all = append(all, &sum{Office: Office{Title: t.Title, First: t.First, Last: t.Last}, outlets: map[string]bool{}})
			i = len(all) - 1
		}
		s := all[i]
		s.N, s.outlets[t.Outlet] = s.N+t.N, true
		if t.First.Before(s.First) {
			s.First = t.First
		}
		if t.Last.After(s.Last) {
			s.Last = t.Last
		}
	}
	slices.SortStableFunc(all, func(a, b *sum) int { return cmp.Compare(b.N, a.N) })
	for i, s := range all[:min(len(all), 8)] {
		if i == 0 {
			m.pg.Title, m.pg.Titled = s.Title, "in "+shell.Plural(len(s.outlets), "outlet", "outlets")+", last "+m.When(s.Last)
		}
		s.solid = len(s.outlets) > 1
		s.Says = shell.Plural(s.N, "sentence", "sentences") + ", " + shell.Plural(len(s.outlets), "outlet", "outlets")
		if err := m.ends(&s.Office); err != nil {
			return err
		}
		m.pg.Offices = append(m.pg.Offices, s.Office)
	}
	m.pg.Chart = draw(m.pg.Offices)
	return nil
}

// ends finds the first and the last sentence of an office.
func (m *maker) ends(o *Office) error {
	for _, oldest := range []bool{true, false} {
		found, err := m.Store.FactsOf(m.r.Context(), m.pg.Who.ID, store.WhoFacts{Kind: "office", Label: o.Title, Oldest: oldest, On: m.pg.AsOf.At, Limit: 1})
		if err != nil {
			return err
		}
		if len(found) == 0 {
			continue
		}
		q := m.quoted(found[0], "person")
		if oldest {
			o.From = &q
		} else if o.From == nil || o.From.Origin != q.Origin {
			o.To = &q
		}
	}
	return nil
}

func (m *maker) statements() error {
	limit := statementsShown
	if strings.HasSuffix(m.r.URL.Path, "/statements") {
		limit = 500
	}
	form := m.r.URL.Query().Get("form")
	found, err := m.Store.FactsOf(m.r.Context(), m.pg.Who.ID, store.WhoFacts{Kind: "statement", Class: form, On: m.pg.AsOf.At, Limit: limit})
	if err != nil {
		return err
	}
	for _, f := range found {
		cue, to, _ := strings.Cut(f.Label, "\n")
		m.pg.Lines = append(m.pg.Lines, Said{Fact: f.Fact, Day: f.At.In(m.Zone).Format("2 Jan 2006"), Cue: cue, To: to, Form: f.Class, Quoted: m.quoted(f, "statement"), Unsure: f.Confidence > 0 && f.Confidence < 0.6, Verdict: string(f.Verdict)})
	}
	n := m.pg.Forms[0].N
	m.pg.Says = shell.Count(len(found)) + " of " + shell.Count(n) + ", newest first"
	if limit < 500 && n > len(found) && form == "" {
		m.pg.Next = m.self(form, true)
	}
	return nil
}

func (m *maker) stands() error {
	found, err := m.Store.FactsOf(m.r.Context(), m.pg.Who.ID, store.WhoFacts{Kind: "position", On: m.pg.AsOf.At, Limit: 20})
	if err != nil {
		return err
	}
	for _, f := range found {
		m.pg.Stands = append(m.pg.Stands, Said{Fact: f.Fact, Day: f.At.In(m.Zone).Format("2 Jan 2006"), Cue: f.Label, Form: f.Class, Quoted: m.quoted(f, "claim"), Verdict: string(f.Verdict)})
	}
	return nil
}

func (m *maker) names() error {
	names, err := m.Store.NamesOf(m.r.Context(), m.pg.Who.ID)
	if err != nil {
		return err
	}
	for _, n := range names[:min(len(names), 20)] {
		one := Named{ID: n.Joined, Name: n.Name, Reports: shell.Count(n.Reports)}
		if n.Joined != 0 {
			one.Says = "joined by a person’s decision"
		} else if !strings.EqualFold(n.Name, m.pg.Who.Name) {
			one.Says = "same report, nearest full name"
		}
		m.pg.Names = append(m.pg.Names, one)
	}
	decided, err := m.Store.WhoDecisions(m.r.Context(), m.pg.Who.ID)
	if err != nil {
		return err
	}
	for _, d := range decided {
		if d.Holding && !d.Joined {
			says := "kept apart by " + d.Who + ", " + m.When(d.At)
			if d.Note != "" {
				says += ": " + d.Note
			}
			m.pg.Parted = append(m.pg.Parted, Named{ID: d.Other, Name: d.Name, Says: says})
		}
	}
	return nil
}

// pairs sets the person's own words on one claim side by side.
func (m *maker) pairs() error {
	found, err := m.Store.OwnPairs(m.r.Context(), m.pg.Who.Key, m.pg.AsOf.At, 6)
	if err != nil {
		return err
	}
	for _, x := range found {
		kind := "repeats"
		switch {
		case opposite(x.A.Stance, x.B.Stance):
			kind = "contradicts"
		case x.A.Stance != x.B.Stance:
			kind = "shifts"
		}
		m.pg.Pairs = append(m.pg.Pairs, Pair{Kind: kind, Claim: x.A.Proposition, Href: fmt.Sprintf("/claims/%d", x.A.Claim), Says: shell.Span(x.B.At.Sub(x.A.At)) + " apart", A: m.stand(x.A), B: m.stand(x.B), SA: x.A.Stance, SB: x.B.Stance})
	}
	return nil
}

func opposite(a, b string) bool {
	return (a == "denies") != (b == "denies") && a != "questions" && b != "questions" && a != "no_comment" && b != "no_comment"
}

func (m *maker) stand(x store.Stand) Quoted {
	return Quoted{Words: x.Words, Pieces: shell.Quote(x.Words, x.Sentence.Start, x.Span, "claim"), Origin: m.OriginOf(x.Name, x.Owner, x.At, x.Report, x.Fact, x.Sentence)}
}

func (m *maker) answers() error {
	found, err := m.Store.AnswersTo(m.r.Context(), m.pg.Who.Key, m.pg.AsOf.At, 40)
	if err != nil {
		return err
	}
	count := map[string]int{}
	for _, x := range found {
		count[x.B.Key]++
	}
	for _, x := range found {
		n := count[x.B.Key]
		if n == 0 { // told already
			continue
		}
		count[x.B.Key] = 0
		m.pg.Answers = append(m.pg.Answers, Answer{Name: x.B.Actor, Href: "/actors/" + url.PathEscape(x.B.Key), Stance: x.B.Stance, Says: shell.Plural(n, "answer", "answers") + ", after " + shell.Span(x.B.At.Sub(x.A.At)), Quoted: m.stand(x.B)})
		if len(m.pg.Answers) == 8 {
			break
		}
	}
	return nil
}
