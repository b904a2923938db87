package search

import (
	"strings"

	"github.com/dateline-news/dateline/search"
)

// watch is what of a query a watch of a situation can take: any of the words, and of each other field any of its values.
type watch struct {
	Words, Actors, Places, Without, Sources, Languages string
	Loose                                              bool // the query says more than the watch can: it will find more
}

// watchOf reads the fields of a watch out of a query.
func watchOf(q search.Query) watch {
	var w watch
	fields := map[search.Field]*string{search.Words: &w.Words, search.Says: &w.Words, search.Who: &w.Actors, search.Speaker: &w.Actors, search.Place: &w.Places, search.Source: &w.Sources, search.Language: &w.Languages}
	words := 0
	for _, n := range q.Root.Nodes {
		not := n.Op == search.Not
		words += take(n, not, fields, &w)
	}
	w.Loose = w.Loose || words > 1
	return w
}

// take adds the terms under a node and says whether they were words.
func take(n search.Node, not bool, fields map[search.Field]*string, w *watch) (words int) {
	if n.Op != search.Leaf {
		w.Loose = w.Loose || n.Op == search.All
		for _, one := range n.Nodes {
			words = max(words, take(one, not, fields, w))
		}
		return words
	}
	to, known := fields[n.Term.Field]
	if not && n.Term.Field == search.Words {
		to, known = &w.Without, true
	} else if not {
		known = false
	}
	if !known {
		w.Loose = true
		return 0
	}
	for _, v := range n.Term.Values {
		text := v.Text
		if v.Prefix {
			text += "*"
		}
		if text = strings.ReplaceAll(text, ",", " "); text != "" && text != "*" {
			*to = strings.TrimPrefix(*to+", "+text, ", ")
		}
	}
	if to == &w.Words {
		return 1
	}
	return 0
}

// Watch is the query as a watch, for the form.
func (pg *page) Watch() watch { return watchOf(pg.Query) }
