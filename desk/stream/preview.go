package stream

import (
	"context"
	"net/http"
	"slices"
	"strconv"

	"github.com/dateline-news/dateline/desk/facts"
	"github.com/dateline-news/dateline/desk/marks"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/store"
)

// Preview is the selected report beside the list.
type Preview struct {
	Row    *Row
	Lines  []facts.Field // dateline, date, agency, language
	First  []Shown
	Facts  int
	Begins []Begin
}

// Shown is a fact in the preview.
type Shown struct {
	facts.Fact
	Kind shell.Kind
}

// Begin is one of the report's first paragraphs.
type Begin struct {
	Dateline string // the opening, set apart
	Nodes    []marks.Node
}

// firstFacts is how many facts the preview lists, begins how many paragraphs, at most bytesShown bytes of them.
const (
	firstFacts = 6
	begins     = 2
	bytesShown = 900
)

func (p *Pages) preview(w http.ResponseWriter, r *http.Request) error {
	id, err := shell.ReportID(r)
	if err != nil {
		return err
	}
	view, err := p.previewOf(r.Context(), id)
	if err != nil {
		return err
	}
	return p.Part(w, r, pageTemplate, "preview", view)
}

func (p *Pages) previewOf(ctx context.Context, id store.ReportID) (*Preview, error) {
	stored, err := p.Store.Report(ctx, id)
	if err != nil {
		return nil, err
	}
	all := facts.Of(&stored.Record)
	view := &Preview{Lines: facts.Head(&stored.Record, printed(&stored)), Facts: len(all), Row: &Row{ID: id, Href: "/reports/" + strconv.FormatInt(int64(id), 10),
		Source: stored.Source.Name, Owner: shell.OwnerOf(stored.Source.Owner.Class), Headline: facts.Headline(&stored.Record), Unread: !stored.Read}}
	if at := stored.Report.Published; at.IsZero() {
		view.Row.Clock = "read " + p.When(stored.Fetched)
	} else {
		view.Row.Clock = p.When(at)
	}
	view.First = pick(all)
	view.Begins = begin(&stored, all)
	return view, nil
}

// printed is the dateline's place as it is printed.
func printed(s *store.StoredReport) string {
	if s.Report.Dateline == nil {
		return ""
	}
	return s.Report.Dateline.Place
}

// pick takes what was said and what happened before names, places and dates, and keeps the order of the text.
func pick(all []facts.Fact) []Shown {
	var list []Shown
	for _, wanted := range [][]string{{"statement", "claim", "event", "wording"}, {"person"}, {"place"}, {"date"}} {
		for _, f := range all {
			if len(list) < firstFacts && slices.Contains(wanted, f.Kind) {
				list = append(list, Shown{f, shell.KindOf(f.Kind)})
			}
		}
	}
	slices.SortStableFunc(list, func(a, b Shown) int { return a.At().Start - b.At().Start })
	return list
}

// begin marks the first paragraphs after headline, standfirst and byline.
func begin(stored *store.StoredReport, all []facts.Fact) []Begin {
	rec, left := &stored.Record, bytesShown
	var list []Begin
	for _, para := range facts.Body(rec) {
		if len(list) == begins || left <= 0 {
			break
		}
		b := Begin{}
		para, b.Dateline = facts.Opening(rec, para)
		if para.Len() > left {
			para.End = facts.SentenceEnd(rec, span.Span{Start: para.Start, End: para.Start + left})
		}
		left -= para.Len()
		b.Nodes = marks.Build(rec.Report.Text, para, facts.Marks(all, nil))
		list = append(list, b)
	}
	return list
}
