package desk

import (
	"net/http"

	"github.com/dateline-news/dateline/desk/alerts"
	"github.com/dateline-news/dateline/desk/claims"
	"github.com/dateline-news/dateline/desk/how"
	"github.com/dateline-news/dateline/desk/more"
	"github.com/dateline-news/dateline/desk/settings"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/desk/situations"
	"github.com/dateline-news/dateline/desk/stories"
	"github.com/dateline-news/dateline/desk/who"
)

// rooms puts the pages on mux that show what reports say together, and those of the desk itself.
func (o *Options) rooms(d *shell.Desk, mux *http.ServeMux) {
	who.Pages{Desk: d}.Routes(mux)
	claims.Pages{Desk: d}.Routes(mux)
	stories.Pages{Desk: d}.Routes(mux)
	situations.Pages{Desk: d}.Routes(mux)
	o.alerts(d).Routes(mux)
	how.Pages{Desk: d}.Routes(mux)
	more.Pages{Desk: d}.Routes(mux)
	settings.Pages{Desk: d, Program: o.Version, World: o.World}.Routes(mux)
}

func (o *Options) alerts(d *shell.Desk) alerts.Pages {
	p := alerts.Pages{Desk: d}
	if o.Worker != nil {
		p.Test = o.Worker.TestChannel
	}
	return p
}
