package sources

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/desk/diff"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

type num struct{ N, Word string }

type sourcePage struct {
	shell.Frame
	Line     Line
	Deck     string
	Nums     []num
	Middle   int // reports on a middle day
	Today    int
	Owners   []ownerLine
	Was      []share
	From, By []store.Carried
	Words    []loaded
	Changed  []changed
	Latest   []latest
	Rules    []rule
	Note     *shell.Note
}

type ownerLine struct {
	Class          shell.Owner
	Who, When, Why string
}

type share struct {
	Label   string
	Percent int
	W       float64
}

type loaded struct {
	Words, About, Kind string
	N, Others          int
	Pieces             []shell.Piece
	Origin             shell.Origin
}

type changed struct {
	Kind   string
	Silent bool
	When   string
	Href   string
	Pieces []diff.Piece
}

type latest struct {
	When, Headline, Href string
	Counts               shell.Numbers
}

type rule struct{ Name, Value string }

var sourceKeys = []shell.Key{{Keys: []string{"r"}, Does: "read now"}, {Keys: []string{"j", "k"}, Does: "next, previous"}, {Keys: []string{"Enter"}, Does: "open sentence"}, {Keys: []string{"/"}, Does: "search"}}

// source is the page of one source.
func (p Pages) source(w http.ResponseWriter, r *http.Request) error {
	id, err := shell.SourceID(r)
	if err != nil {
		return err
	}
	src, err := p.Store.Source(r.Context(), id)
	if err != nil {
		return err
	}
	sum, err := p.Store.SourceSum(r.Context(), id)
	if err != nil {
		return err
	}
	days, err := p.Store.SourceDays(r.Context(), id)
	if err != nil {
		return err
	}
	pg := &sourcePage{Frame: shell.Frame{Name: "source", Tab: "sources", Title: shell.Cut(src.Name, 90), Keys: sourceKeys}, Line: p.line(store.SourceRow{Source: src, Days: days, Total: sum.Reports})}
	pg.sums(p.Desk, src, sum, days)
	for _, step := range []func(*http.Request, store.Source, *sourcePage) error{p.owned, p.carried, p.loaded, p.changed, p.latest} {
		if err := step(r, src, pg); err != nil {
			return err
		}
	}
	pg.rules(p.Desk, src)
	return p.Show(w, r, http.StatusOK, sourceTemplate, pg, map[string]any{"source": pg.Line, "reports": sum.Reports, "statements": sum.Statements, "claims": sum.Claims, "changed_after_print": sum.Changed, "share": pg.Was,
		"takes_from": pg.From, "carried_by": pg.By, "words": pg.Words, "owners": pg.Owners, "latest": pg.Latest})
}

func (pg *sourcePage) sums(d *shell.Desk, src store.Source, sum store.SourceSum, days [14]int) {
	pg.Nums = []num{{shell.Count(sum.Reports), "reports"}, {shell.Count(sum.Statements), "statements"}, {shell.Count(sum.Claims), "claims"}, {shell.Count(sum.Changed), "changed after print"}}
	pg.Deck = shell.Capital(string(src.Kind))
	if src.Interval > 0 {
		pg.Deck += ", asked every " + shell.Span(src.Interval)
	}
	pg.Deck += "; in the record since " + src.Added.In(d.Zone).Format("2 January 2006") + "."
	sorted := slices.Clone(days[:13])
	slices.Sort(sorted)
	pg.Middle, pg.Today = sorted[6], days[13]
	all := sum.Was.First + sum.Was.Hour + sum.Was.Later + sum.Was.Alone
	if all == 0 {
		return
	}
	for _, one := range []struct {
		label string
		n     int
	}{{"first", sum.Was.First}, {"within the hour", sum.Was.Hour}, {"later", sum.Was.Later}, {"alone", sum.Was.Alone}} {
		pg.Was = append(pg.Was, share{one.label, (one.n*100 + all/2) / all, 200 * float64(one.n) / float64(all)})
	}
}

func (p Pages) owned(r *http.Request, src store.Source, pg *sourcePage) error {
	list, err := p.Store.OwnersOf(r.Context(), src.ID)
	for _, o := range list {
		pg.Owners = append(pg.Owners, ownerLine{shell.OwnerOf(o.Class), o.By, p.When(o.At), o.Evidence})
	}
	return err
}

func (p Pages) carried(r *http.Request, src store.Source, pg *sourcePage) (err error) {
	pg.From, pg.By, err = p.Store.CarriesOf(r.Context(), src.ID)
	return err
}

func (p Pages) loaded(r *http.Request, src store.Source, pg *sourcePage) error {
	list, err := p.Store.LoadedWords(r.Context(), src.ID, 12)
	for _, x := range list {
		pg.Words = append(pg.Words, loaded{Words: shell.Cut(x.Words, 80), About: shell.Cut(x.About, 80), Kind: strings.ReplaceAll(x.Kind, "_", " "), N: x.N, Others: x.Others, Pieces: shell.Quote(x.Text, x.Sentence.Start, x.Span, "wording"),
			Origin: p.OriginOf(src.Name, src.Owner.Class, x.At, x.Report, x.Fact, x.Sentence)})
	}
	return err
}

func (p Pages) changed(r *http.Request, src store.Source, pg *sourcePage) error {
	list, err := p.Store.ChangesBySource(r.Context(), src.ID, 4)
	if err != nil {
		return err
	}
	for _, c := range list {
		one := changed{Kind: strings.ReplaceAll(c.Kind, "_", " "), Silent: c.Kind == "silent_edit", When: p.When(c.At), Href: shell.FactHref(max(c.To, c.From), "")}
		if c.To != 0 {
			was, err := p.Store.Report(r.Context(), c.From)
			if err != nil {
				return err
			}
			now, err := p.Store.Report(r.Context(), c.To)
			if err != nil {
				return err
			}
			one.Pieces = diff.Of(was.Report.Text, now.Report.Text)
		}
		pg.Changed = append(pg.Changed, one)
	}
	return nil
}

func (p Pages) latest(r *http.Request, src store.Source, pg *sourcePage) error {
	page, err := p.Store.Stream(r.Context(), store.StreamQuery{Source: src.ID, Limit: 6})
	for _, row := range page.Rows {
		c := row.Counts
		pg.Latest = append(pg.Latest, latest{p.When(row.At), cmp.Or(row.Headline, "No headline"), shell.FactHref(row.ID, ""), shell.Numbers{{Kind: shell.Kinds[0], N: c.Statements}, {Kind: shell.Kinds[1], N: c.Claims}, {Kind: shell.Kinds[2], N: c.Events}}})
	}
	return err
}

func (pg *sourcePage) rules(d *shell.Desk, src store.Source) {
	add := func(name, value string) {
		if value != "" {
			pg.Rules = append(pg.Rules, rule{name, value})
		}
	}
	add("Address", src.URL)
	add("Site", src.SiteURL)
	add("Kind", string(src.Kind))
	if src.Interval > 0 {
		add("Every", shell.Span(src.Interval)+", only if changed")
	}
	add("Language", shell.Language(src.Language))
	add("Last tried", d.When(src.LastTry))
	add("Last new", d.When(src.LastNew))
	add("Next", d.When(src.NextDue))
	add("Kept", "raw bytes, "+shell.Plural(pg.Line.Total, "report", "reports"))
}
