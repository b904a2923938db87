package stream

import (
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

// filters makes the chips and menus above the list.
func (pg *page) filters(q query, n store.StreamCounts) {
	pg.All = Choice{Label: "All", Href: "/stream", Reports: n.All, Current: !q.narrowed()}
	pg.Unread = Choice{Label: "Unread", Href: q.href("unread", toggled(q.Unread)), Reports: n.Unread, Current: q.Unread}
	if !q.narrowed() {
		pg.Folding = &Choice{Label: "Copies folded", Href: q.href("fold", "off"), Current: true}
		if q.Flat {
			pg.Folding = &Choice{Label: "Fold copies", Href: q.href("fold", "")}
		}
	}
	source := ""
	if q.Source != 0 {
		source = strconv.FormatInt(int64(q.Source), 10)
	}
	pg.Filters = []Filter{
		menu(q, "Owner", "owner", string(q.Owner), n.Owners, func(f store.Facet) string { return shell.OwnerOf(store.Owner(f.Value)).Word }),
		menu(q, "Source", "source", source, n.Sources, nil),
		menu(q, "Place", "place", q.Place, n.Places, nil),
		menu(q, "Language", "language", q.Language, n.Languages, func(f store.Facet) string { return shell.Language(f.Value) }),
		kindMenu(q),
	}
	if q.Text != "" {
		pg.Order = []Choice{{Label: "Best first", Href: q.href("sort", ""), Current: !q.Newest}, {Label: "Newest first", Href: q.href("sort", "new"), Current: q.Newest}}
	}
	var on []string
	for _, f := range pg.Filters {
		if f.On != "" {
			on = append(on, strings.ToLower(f.Name)+" “"+f.On+"”")
		}
	}
	if q.Unread {
		on = append(on, "unread")
	}
	if q.Text != "" {
		on = append(on, "words “"+shell.Cut(q.Text, 80)+"”")
	}
	pg.Filtered = strings.Join(on, ", ")
}

func toggled(on bool) string {
	if on {
		return ""
	}
	return "1"
}

// menu makes one filter; label may be nil. A chosen value that no report has is in the menu too, so that it can be taken out.
func menu(q query, name, param, chosen string, facets []store.Facet, label func(store.Facet) string) Filter {
	f := Filter{Name: name}
	for _, one := range facets {
		text := one.Label
		if label != nil {
			text = label(one)
		}
		c := Choice{Label: text, Href: q.href(param, one.Value), Reports: one.Reports, Current: one.Value == chosen}
		if c.Current {
			f.On = text
		}
		f.Choices = append(f.Choices, c)
	}
	if chosen != "" && f.On == "" {
		f.On = shell.Cut(chosen, 40)
	}
	if f.On != "" {
		f.Choices = append(f.Choices, Choice{Label: "Any " + strings.ToLower(name), Href: q.href(param, "")})
	}
	return f
}

func kindMenu(q query) Filter {
	f := Filter{Name: "Has a fact"}
	for _, k := range shell.Kinds {
		c := Choice{Label: k.Word, Href: q.href("has", k.Name), Current: k.Name == q.Has}
		if c.Current {
			f.On = k.Word
		}
		f.Choices = append(f.Choices, c)
	}
	if f.On != "" {
		f.Choices = append(f.Choices, Choice{Label: "Any", Href: q.href("has", "")})
	}
	return f
}

// says is the line beside the title.
func (p *Pages) says(q query, n store.StreamCounts) string {
	if q.narrowed() {
		if n.More {
			return "over " + shell.Plural(n.Matching, "report", "reports") + " of " + shell.Count(n.All)
		}
		return shell.Plural(n.Matching, "report", "reports") + " of " + shell.Count(n.All)
	}
	_, since := p.Day(n.Since)
	line := shell.Plural(n.All, "report", "reports")
	if since != "" {
		line += " since " + since
	}
	if q.Folded && n.Copies > 0 {
		line += ", folded to " + shell.Count(n.All-n.Copies)
	}
	if n.Unread > 0 {
		line += "; " + shell.Count(n.Unread) + " unread"
	}
	return line
}
