package search

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/ask"
	"github.com/dateline-news/dateline/desk/body"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/search"
	"github.com/dateline-news/dateline/store"
)

// saved is a saved search with what came since it was last looked at.
type saved struct {
	ID          int64
	Name, Href  string
	New         int
	Since       string
	Broken      bool // its query cannot be read any more
	Current     bool
	Description string
}

// line is one line of a list that was searched at once.
type line struct {
	Text, Href string
	Found      int
	Latest     string
	Nil        bool
	Near       string // "no word found; near: Andor Holme 3"
}

// mostLines is how many lines a list may have.
const mostLines = 100

// side fills in what stands beside the answers: saved searches and the list.
func (p Pages) side(ctx context.Context, pg *page) error {
	list, err := p.Store.SavedSearches(ctx, shell.Who)
	if err != nil {
		return err
	}
	for _, s := range list {
		one, err := p.saved(ctx, s, pg)
		if err != nil {
			return err
		}
		pg.Saved = append(pg.Saved, one)
	}
	if pg.List = pg.Values.Get("list"); pg.List == "" {
		return nil
	}
	for _, text := range search.Lines(pg.List, mostLines) {
		one, err := p.line(ctx, text, pg.AsOf.At)
		if err != nil {
			return err
		}
		pg.Lines = append(pg.Lines, one)
	}
	return nil
}

func (p Pages) saved(ctx context.Context, s store.SavedSearch, pg *page) (saved, error) {
	one := saved{ID: s.ID, Name: s.Name, Href: "/search?q=" + url.QueryEscape(s.Query), Since: p.When(s.Seen), Current: s.Query == pg.Query.String()}
	q, err := search.Parse(s.Query, p.Now())
	if err != nil {
		one.Broken = true
		return one, nil
	}
	if one.Current {
		return one, p.Store.SeeSearch(ctx, shell.Who, s.Query)
	}
	found, err := p.Store.Find(ctx, store.Find{Query: q, Since: s.Seen, Limit: 1, Newest: true})
	one.New = found.Total
	return one, err
}

// line searches one line: a name in all its forms, else a query.
func (p Pages) line(ctx context.Context, text string, on time.Time) (line, error) {
	one := line{Text: text, Href: "/search?q=" + url.QueryEscape(text)}
	q, err := search.Parse(text, p.Now())
	if err != nil {
		one.Nil, one.Near = true, err.Error()
		return one, nil
	}
	found, err := p.Store.Find(ctx, store.Find{Query: q, Limit: 1, Newest: true, On: on})
	if err != nil {
		return one, err
	}
	one.Found = found.Total
	for _, a := range found.Answers {
		switch {
		case a.Entry != nil:
			one.Latest = p.When(a.Entry.At)
		case a.Report != nil:
			one.Latest = p.When(a.Report.At)
		}
	}
	if one.Found > 0 {
		return one, nil
	}
	one.Nil, one.Near = true, "no word found"
	near, err := p.Store.NearNames(ctx, text, 2)
	for i, n := range near {
		one.Near += map[bool]string{true: "; near: ", false: ", "}[i == 0] + n.Name + " " + shell.Count(n.Count)
	}
	return one, err
}

// list searches the lines of a list and gives one row a sentence, as CSV.
func (p Pages) list(w http.ResponseWriter, r *http.Request) error {
	var b strings.Builder
	out := csv.NewWriter(&b)
	rows := [][]string{{"line", "kind", "who", "sentence", "source", "owner", "report", "at", "start", "end", "fact"}}
	for _, text := range search.Lines(r.URL.Query().Get("list"), mostLines) {
		q, err := search.Parse(text, p.Now())
		if err != nil {
			continue // the page says what is wrong with the line
		}
		found, err := p.Store.Find(r.Context(), store.Find{Query: q, Limit: 200, Newest: true, Kinds: []store.EntryKind{store.StatementEntry, store.PositionEntry, store.EventEntry, store.WordingEntry}})
		if err != nil {
			return err
		}
		for _, a := range found.Answers {
			f := ask.FactOf(p.Desk, a.Entry, nil)
			rows = append(rows, []string{text, f.KindName, ask.Names(f.Who, ""), f.Sentence, f.Source, f.OwnerIs, strconv.FormatInt(int64(f.Report), 10), f.At.Format(time.RFC3339),
				strconv.Itoa(f.Span.Start), strconv.Itoa(f.Span.End), f.Fact})
		}
	}
	for _, row := range rows {
		for i := range row {
			row[i] = ask.Cell(row[i])
		}
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	w.Header().Set("Content-Disposition", `attachment; filename="list.csv"`)
	return body.Write(w, r, http.StatusOK, "text/csv; charset=utf-8", []byte(b.String()))
}

func (p Pages) save(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	q, err := search.Parse(r.PostFormValue("q"), p.Now())
	if err != nil {
		return shell.Bad("The search was not saved.", err.Error())
	}
	if err := p.Store.SaveSearch(r.Context(), shell.Who, r.PostFormValue("name"), q.String()); err != nil {
		return err
	}
	http.Redirect(w, r, "/search?did=saved&q="+url.QueryEscape(q.String()), http.StatusSeeOther)
	return nil
}

func (p Pages) forget(w http.ResponseWriter, r *http.Request) error {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return &shell.Fault{Status: http.StatusNotFound, Title: "There is no such saved search.", Kept: "A saved search is named by a number."}
	}
	if err := p.Store.ForgetSearch(r.Context(), shell.Who, id); err != nil {
		return err
	}
	http.Redirect(w, r, "/search?did=forgot", http.StatusSeeOther)
	return nil
}

// mostExported bounds one export; what is left out is said in its last line.
const mostExported = 1000

// export gives the answers as CSV or JSON lines, newest first, each with its sentence.
func (p Pages) export(w http.ResponseWriter, r *http.Request) error {
	a, err := ask.Read(p.Desk, r)
	if err != nil {
		return err
	}
	if a.Fault != nil {
		return shell.Bad(a.Fault.Title+".", a.Fault.Advice)
	}
	q := a.Want()
	q.Limit, q.Newest, q.Facets = mostExported, true, false
	found, err := p.Store.Find(r.Context(), q)
	if err != nil {
		return err
	}
	var b strings.Builder
	enc := json.NewEncoder(&b)
	for _, one := range found.Answers {
		if err := enc.Encode(p.answer(one, a.Query)); err != nil {
			return err
		}
	}
	w.Header().Set("Content-Disposition", `attachment; filename="search.jsonl"`)
	return body.Write(w, r, http.StatusOK, "application/x-ndjson", []byte(b.String()))
}

// rss is the form of a feed (RSS 2.0, https://www.rssboard.org/rss-specification).
type rss struct {
	XMLName xml.Name `xml:"rss"`
	Version string   `xml:"version,attr"`
	Channel channel  `xml:"channel"`
}

type channel struct {
	Title       string    `xml:"title"`
	Link        string    `xml:"link"`
	Description string    `xml:"description"`
	Items       []rssItem `xml:"item"`
}

type rssItem struct {
	Title       string `xml:"title"`
	Link        string `xml:"link"`
	GUID        guid   `xml:"guid"`
	PubDate     string `xml:"pubDate"`
	Source      string `xml:"category"`
	Description string `xml:"description"`
}

type guid struct {
	Permanent bool   `xml:"isPermaLink,attr"`
	Value     string `xml:",chardata"`
}

// feed gives the newest answers as RSS, so that any reader can follow a search.
func (p Pages) feed(w http.ResponseWriter, r *http.Request) error {
	a, err := ask.Read(p.Desk, r)
	if err != nil {
		return err
	}
	if a.Fault != nil {
		return shell.Bad(a.Fault.Title+".", a.Fault.Advice)
	}
	q := a.Want()
	q.Limit, q.Newest, q.Facets = 50, true, false
	found, err := p.Store.Find(r.Context(), q)
	if err != nil {
		return err
	}
	base := "http://" + r.Host
	if r.TLS != nil {
		base = "https://" + r.Host
	}
	feed := rss{Version: "2.0", Channel: channel{Title: "Dateline: " + a.Query.String(), Link: base + "/search?q=" + url.QueryEscape(a.Query.String()), Description: "Sentences and reports that answer: " + a.Says()}}
	for _, one := range found.Answers {
		if item, ok := p.item(one, base); ok {
			feed.Channel.Items = append(feed.Channel.Items, item)
		}
	}
	b, err := xml.MarshalIndent(feed, "", " ")
	if err != nil {
		return fmt.Errorf("write the feed: %w", err)
	}
	return body.Write(w, r, http.StatusOK, "application/rss+xml; charset=utf-8", append([]byte(xml.Header), b...))
}

func (p Pages) item(one store.Answer, base string) (rssItem, bool) {
	a := p.answer(one, search.Query{})
	item := rssItem{Link: base + a.Href, GUID: guid{true, base + a.Href}}
	switch {
	case a.Fact != nil:
		item.Title = a.Fact.Title
		if a.Fact.Under != "" {
			item.Title += ", " + a.Fact.Under
		}
		item.PubDate, item.Source, item.Description = a.Fact.At.Format(time.RFC1123Z), a.Fact.Source, a.Fact.Sentence
	case a.Report != nil:
		item.Title, item.PubDate, item.Source, item.Description = a.Report.Headline, a.Report.At.Format(time.RFC1123Z), a.Report.Source, a.Report.Snippet
	default:
		return item, false
	}
	return item, true
}
