package desk

import (
	"net/http"

	"github.com/dateline-news/dateline/desk/events"
	maps "github.com/dateline-news/dateline/desk/map"
	"github.com/dateline-news/dateline/desk/place"
	"github.com/dateline-news/dateline/desk/search"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/desk/timeline"
	"github.com/dateline-news/dateline/desk/wording"
)

// asked puts the pages that are asked in the query language on mux: search, and what is drawn from the record's facts.
func (o *Options) asked(d *shell.Desk, mux *http.ServeMux) {
	search.Pages{Desk: d, Meaning: o.Meaning}.Routes(mux)
	events.Pages{Desk: d}.Routes(mux)
	maps.Pages{Desk: d}.Routes(mux)
	place.Pages{Desk: d}.Routes(mux)
	timeline.Pages{Desk: d}.Routes(mux)
	wording.Pages{Desk: d}.Routes(mux)
}
