// Package shell is what all pages of the desk share: the frame with its rail, the words for kinds, owners and times,
// the way an answer is written (as a page, or as JSON where that is asked for), and the pages for errors.
//
// The contract: a page is one folder with its handler, template, style and script. Its handler parses the request,
// calls the store, and gives Desk.Show a struct made for that page. Nothing from outside becomes markup but through html/template.
package shell

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/dateline-news/dateline/desk/assets"
	"github.com/dateline-news/dateline/store"
)

// Who is the name that the desk notes for the one person who uses it: for "you were here", reviews and owners.
const Who = "desk"

// Desk is what every page needs.
type Desk struct {
	Store   *store.Store
	Now     func() time.Time
	Zone    *time.Location // in which times are shown
	Log     *slog.Logger
	Version string
	Assets  assets.Set
	foot    footCache
}

// Frame is what the frame around a page shows. Every page struct embeds one.
type Frame struct {
	Name    string // of the page's style: "stream", "report" …
	Title   string
	Theme   string // "light", "dark", "" for the system's
	KeysOff bool
	Find    string // what stands in the search field
	Assets  assets.Set
	Tabs    []Tab
	Foot    Foot
	Keys    []Key
	AllKeys []Key
}

// Base gives the frame itself, so that Show can fill it in any page.
func (f *Frame) Base() *Frame { return f }

// Framed is a page: a struct with a Frame in it.
type Framed interface{ Base() *Frame }

// Tab is one entry of the rail, and of the bar at the bottom of a phone.
type Tab struct {
	Name, Label, Href, Icon, Count string
	Current                        bool
}

// Key is a key and what it does.
type Key struct {
	Keys []string
	Does string
}

// Foot is what the foot of the rail says.
type Foot struct {
	Line    string   // "27 of 27 sources read"
	More    []string // "last at 09:41, next in 4 min"
	Reports int      // in the stream, for the rail
	Sources int
	Jobs    int
}

// frame fills in what is the same on all pages.
func (d *Desk) frame(ctx context.Context, r *http.Request, f *Frame) error {
	foot, err := d.readFoot(ctx)
	if err != nil {
		return err
	}
	d.bare(r, f)
	f.Foot = foot
	for i := range f.Tabs {
		switch f.Tabs[i].Name {
		case "stream":
			f.Tabs[i].Count = Count(foot.Reports)
		case "sources":
			f.Tabs[i].Count = Count(foot.Sources)
		}
	}
	return nil
}

// bare fills in what needs no store, for a page that says that something is broken.
func (d *Desk) bare(r *http.Request, f *Frame) {
	f.Theme = Theme(r)
	f.KeysOff = KeysOff(r)
	f.Assets = d.Assets
	f.AllKeys = AllKeys
	f.Tabs = []Tab{
		{Name: "stream", Label: "Stream", Href: "/stream", Icon: "stream"},
		{Name: "sources", Label: "Sources", Href: "/sources", Icon: "src"},
		{Name: "status", Label: "Status", Href: "/status", Icon: "sit"},
	}
	for i := range f.Tabs {
		f.Tabs[i].Current = f.Tabs[i].Name == f.Name || f.Tabs[i].Name == "stream" && f.Name == "report"
	}
}

// AllKeys is what the dialog of keys lists.
var AllKeys = []Key{
	{[]string{"/"}, "search"},
	{[]string{"j", "k"}, "next, previous row or fact"},
	{[]string{"Enter"}, "open the report"},
	{[]string{"Esc"}, "close, back"},
	{[]string{"."}, "show new reports"},
	{[]string{"m"}, "mark all seen"},
	{[]string{"n", "p"}, "next, previous report"},
	{[]string{"1", "–", "7"}, "show or hide a kind of fact"},
	{[]string{"a"}, "accept the open fact; on Sources, add a source"},
	{[]string{"x"}, "reject the open fact"},
	{[]string{"u"}, "undo the last review"},
	{[]string{"r"}, "on Sources, read the source now"},
	{[]string{"g", "s"}, "go to the stream"},
	{[]string{"g", "o"}, "go to the sources"},
	{[]string{"g", "d"}, "go to the status"},
	{[]string{"?"}, "all keys"},
}

// Theme is the reader's own choice of light or dark, "" for the system's.
func Theme(r *http.Request) string {
	if t := cookie(r, "theme"); t == "light" || t == "dark" {
		return t
	}
	return ""
}

// KeysOff reports whether the reader has turned single keys off.
func KeysOff(r *http.Request) bool { return cookie(r, "keys") == "off" }

func cookie(r *http.Request, name string) string {
	c, err := r.Cookie("dateline_" + name)
	if err != nil { // only ErrNoCookie
		return ""
	}
	return c.Value
}

// SetCookie keeps a reader's choice for a year.
func SetCookie(w http.ResponseWriter, name, value string) {
	age := 365 * 24 * 3600
	if value == "" {
		age = -1
	}
	http.SetCookie(w, &http.Cookie{Name: "dateline_" + name, Value: value, Path: "/", MaxAge: age, HttpOnly: true, SameSite: http.SameSiteLaxMode})
}
