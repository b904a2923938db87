// Package desk is the web side of Dateline: the stream, the report page, the sources, the evidence and the status, rendered
// on the server from the store. It never reads a document itself: it shows what the other rooms kept.
//
// The contract:
//
//   - New gives one http.Handler with all that a desk needs: pages, assets, security headers, the guard against foreign
//     hosts and foreign forms, time limits on each request. What stands in front of it must keep the Host header.
//   - Every page works without script; the same content answers as JSON where Accept asks for application/json.
//   - Text from outside is shown as text. No page has inline style or script, and the policy sent with it forbids both.
//   - The desk has no log-in yet: it is for one person on one machine. It answers only to loopback names unless Options.Hosts
//     names others.
package desk

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"time"

	"github.com/dateline-news/dateline/desk/assets"
	"github.com/dateline-news/dateline/desk/evidence"
	"github.com/dateline-news/dateline/desk/help"
	"github.com/dateline-news/dateline/desk/report"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/desk/sources"
	"github.com/dateline-news/dateline/desk/status"
	"github.com/dateline-news/dateline/desk/stream"
	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/work"
)

// Options say what a desk works with. Store is needed.
type Options struct {
	Store  *store.Store
	Worker *work.Worker   // polls, takes files and tries again; nil makes a desk that only shows
	Client *gather.Client // for discovery on the sources page; nil: the desk fetches nothing

	Meaning func(text string) []float32 // what a text means, for search by meaning; nil: words alone are searched for

	LoadSample func(ctx context.Context) error // loads the sample situation; nil: there is none to load
	SampleSays string                          // what the sample is: "Merrin Strait: 44 documents from 5 outlets, all invented."

	Hosts   []string // names and addresses that the desk answers to, besides loopback ones, without ports
	Now     func() time.Time
	Zone    *time.Location  // in which times are shown; nil is time.Local
	Log     *slog.Logger    // nil drops what is logged
	Version string          // of the program; "" is read from the build
	World   string          // what the data of the world is and of which day, for the status page
	Credits []status.Credit // nil is Credits()
}

// New makes the desk.
func New(o Options) (http.Handler, error) {
	if o.Store == nil {
		return nil, errors.New("make the desk: a store is needed")
	}
	set, err := assets.Find()
	if err != nil {
		return nil, fmt.Errorf("make the desk: %w", err)
	}
	o.defaults()
	shared := &shell.Desk{Store: o.Store, Now: o.Now, Zone: o.Zone, Log: o.Log, Version: o.Version, Assets: set}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /assets/", assets.ServeHTTP)
	(&stream.Pages{Desk: shared, Intake: o.intake()}).Routes(mux)
	report.Pages{Desk: shared}.Routes(mux)
	o.sources(shared).Routes(mux)
	o.status(shared).Routes(mux)
	evidence.Pages{Desk: shared}.Routes(mux)
	help.Pages{Desk: shared}.Routes(mux)
	o.asked(shared, mux)
	o.rooms(shared, mux)
	mux.Handle("GET /", shared.Handle(func(http.ResponseWriter, *http.Request) error {
		return &shell.Fault{Status: http.StatusNotFound, Title: "There is no such page.", Kept: "The address may be mistyped, or it belongs to a later version."}
	}))
	return guard(o, shared, mux), nil
}

func (o *Options) defaults() {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.Zone == nil {
		o.Zone = time.Local
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Version == "" {
		o.Version = "unknown"
		if b, ok := debug.ReadBuildInfo(); ok && b.Main.Version != "" {
			o.Version = b.Main.Version
		}
	}
	if o.Credits == nil {
		o.Credits = Credits()
	}
}

func (o *Options) intake() stream.Intake {
	in := stream.Intake{Sample: o.LoadSample, SampleSays: o.SampleSays}
	if in.SampleSays == "" {
		in.SampleSays = "An invented situation, told by invented outlets. Good for a look round."
	}
	if o.Worker != nil {
		in.Take = func(ctx context.Context, doc gather.Document) error {
			_, err := o.Worker.Submit(ctx, doc, store.FilesSource)
			return err
		}
	}
	return in
}

func (o *Options) sources(d *shell.Desk) sources.Pages {
	p := sources.Pages{Desk: d}
	if o.Worker != nil {
		p.Poll = o.Worker.PollNow
	}
	if o.Client != nil {
		p.Discover = discover(o.Client, d)
	}
	return p
}

func (o *Options) status(d *shell.Desk) status.Pages {
	p := status.Pages{Desk: d, Credits: o.Credits, Versions: []status.Fact{{Name: "Dateline", Value: o.Version}, {Name: "Record", Value: "schema " + recordSchema}}}
	if o.World != "" {
		p.Versions = append(p.Versions, status.Fact{Name: "World data", Value: o.World})
	}
	if o.Worker != nil {
		p.Retry = func(r *http.Request, failure int64) error { return o.Worker.Retry(r.Context(), failure) }
	}
	return p
}
