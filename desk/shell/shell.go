// Package shell is what all pages of the desk share: the frame with its rail, the words for kinds, owners and times,
// the way an answer is written (as a page, or as JSON where that is asked for), and the pages for errors.
//
// The contract: a page is one folder with its handler, template, style and script. Its handler parses the request,
// calls the store, and gives Desk.Show a struct made for that page. Nothing from outside becomes markup but through html/template.
package shell

import (
	"cmp"
	"context"
	"log/slog"
	"net/http"
	"slices"
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
	Tab     string // the entry of the rail that the page belongs to; "" is Name
	Assets  assets.Set
	Tabs    []Tab
	Phone   []Tab // the entries of the bar at the bottom of a phone
	Watched []Watched
	Foot    Foot
	Keys    []Key
	AllKeys []Key
}

// Watched is a situation in the rail: its name, and the last weeks of its index as the points of a line in a box of 44 by 14.
type Watched struct {
	Name, Href, Line string
	Current          bool
}

// Base gives the frame itself, so that Show can fill it in any page.
func (f *Frame) Base() *Frame { return f }

// Framed is a page: a struct with a Frame in it.
type Framed interface{ Base() *Frame }

// Tab is one entry of the rail, and of the bar at the bottom of a phone.
type Tab struct {
	Name, Label, Href, Icon, Count string
	Key                            string // after "g"
	Hot                            bool   // the count is of what is new
	Current                        bool
}

// Key is a key and what it does.
type Key struct {
	Keys []string
	Does string
}

// Foot is what the foot of the rail says.
type Foot struct {
	Line    string         // "27 of 27 sources read"
	More    []string       // "last at 09:41, next in 4 min"
	Counts  map[string]int // by the names of the rail's entries
	Watched []Watched
	Jobs    int
}

// frame fills in what is the same on all pages.
func (d *Desk) frame(ctx context.Context, r *http.Request, f *Frame) error {
	foot, err := d.readFoot(ctx)
	if err != nil {
		return err
	}
	f.Watched = slices.Clone(foot.Watched)
	d.bare(r, f)
	f.Foot = foot
	for i := range f.Tabs {
		if n := foot.Counts[f.Tabs[i].Name]; n > 0 {
			f.Tabs[i].Count = Count(n)
		}
		if f.Tabs[i].Name == "alerts" && f.Tabs[i].Count != "" {
			f.Tabs[i].Count, f.Tabs[i].Hot = f.Tabs[i].Count+" new", true
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
	tab := cmp.Or(f.Tab, f.Name)
	f.Tabs = slices.Clone(Tabs)
	for i := range f.Tabs {
		f.Tabs[i].Current = f.Tabs[i].Name == tab
	}
	for _, name := range []string{"stream", "situations", "claims", "map"} {
		f.Phone = append(f.Phone, f.Tabs[slices.IndexFunc(f.Tabs, func(t Tab) bool { return t.Name == name })])
	}
	for i := range f.Watched {
		f.Watched[i].Current = f.Watched[i].Href == r.URL.Path
	}
}

// Tabs are the entries of the rail, in its order.
var Tabs = []Tab{
	{Name: "stream", Label: "Stream", Href: "/stream", Icon: "stream", Key: "s"},
	{Name: "stories", Label: "Stories", Href: "/stories", Icon: "stories", Key: "n"},
	{Name: "situations", Label: "Situations", Href: "/situations", Icon: "sit", Key: "i"},
	{Name: "claims", Label: "Claims", Href: "/claims", Icon: "claims", Key: "c"},
	{Name: "events", Label: "Events", Href: "/events", Icon: "events", Key: "e"},
	{Name: "timeline", Label: "Timeline", Href: "/timeline", Icon: "time", Key: "t"},
	{Name: "map", Label: "Map", Href: "/map", Icon: "map", Key: "m"},
	{Name: "who", Label: "Who’s who", Href: "/who", Icon: "who", Key: "w"},
	{Name: "wording", Label: "Wording", Href: "/wording", Icon: "word", Key: "l"},
	{Name: "sources", Label: "Sources", Href: "/sources", Icon: "src", Key: "o"},
	{Name: "alerts", Label: "Alerts", Href: "/alerts", Icon: "alert", Key: "a"},
}

// AllKeys is what the dialog of keys lists.
var AllKeys = []Key{
	{[]string{"/"}, "search"},
	{[]string{"Ctrl", "k"}, "go anywhere: pages, people, claims, situations"},
	{[]string{"j", "k"}, "next, previous row or fact"},
	{[]string{"Enter"}, "open the sentence, then the report"},
	{[]string{"Esc"}, "close, back"},
	{[]string{"g", "s"}, "stream"},
	{[]string{"g", "n"}, "stories"},
	{[]string{"g", "i"}, "situations"},
	{[]string{"g", "c"}, "claims"},
	{[]string{"g", "e"}, "events"},
	{[]string{"g", "t"}, "timeline"},
	{[]string{"g", "m"}, "map"},
	{[]string{"g", "w"}, "who’s who"},
	{[]string{"g", "l"}, "wording"},
	{[]string{"g", "o"}, "sources"},
	{[]string{"g", "a"}, "alerts"},
	{[]string{"g", "d"}, "status"},
	{[]string{"g", ","}, "settings"},
	{[]string{"←", "→", "↑", "↓"}, "walk the claims matrix, the timeline; unfold a row"},
	{[]string{"."}, "show what is new"},
	{[]string{"m"}, "mark all seen"},
	{[]string{"n", "p"}, "next, previous report, story, person, source"},
	{[]string{"1", "–", "7"}, "show or hide a kind of fact"},
	{[]string{"a"}, "accept the open fact; on Sources, add a source"},
	{[]string{"c"}, "correct the open fact"},
	{[]string{"x"}, "reject the open fact"},
	{[]string{"u"}, "undo the last review"},
	{[]string{"w"}, "watch this, or stop watching"},
	{[]string{"e"}, "export what is on the page"},
	{[]string{"f"}, "filter"},
	{[]string{"d"}, "compare two versions"},
	{[]string{"s"}, "save the search"},
	{[]string{"r"}, "read the source now"},
	{[]string{"[", "]"}, "move the window of a timeline"},
	{[]string{"+", "−"}, "zoom a timeline or a map"},
	{[]string{"v"}, "own voice, quoted, or both"},
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
