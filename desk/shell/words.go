package shell

import (
	"fmt"
	"html/template"
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/dateline-news/dateline/desk/know"
	"github.com/dateline-news/dateline/desk/say"
	"github.com/dateline-news/dateline/store"
)

// Kind is a kind of fact as the desk shows it.
type Kind struct {
	Name   string // of its colour: "statement"
	Letter string
	Word   string // "Statement"
	One    string // "statement"
	Many   string // "statements"
}

// Kinds lists the kinds in the order of their keys, 1 to 7.
var Kinds = []Kind{
	{"statement", "S", "Statement", "statement", "statements"},
	{"claim", "C", "Claim", "claim", "claims"},
	{"event", "E", "Event", "event", "events"},
	{"person", "N", "Name", "name", "names"},
	{"place", "P", "Place", "place", "places"},
	{"date", "D", "Date", "date", "dates"},
	{"wording", "W", "Wording", "wording", "wordings"},
}

// KindOf finds a kind by its name; an unknown name gives the zero Kind.
func KindOf(name string) Kind {
	for _, k := range Kinds {
		if k.Name == name {
			return k
		}
	}
	return Kind{}
}

// Number is how many facts of one kind a report has.
type Number struct {
	Kind Kind
	N    int
}

// Numbers is the counts of a report, in the order of Kinds.
type Numbers []Number

// Says the counts in words: "2 statements, 1 claim".
func (ns Numbers) String() string {
	var parts []string
	for _, n := range ns {
		if n.N > 0 {
			parts = append(parts, Plural(n.N, n.Kind.One, n.Kind.Many))
		}
	}
	if len(parts) == 0 {
		return "no facts"
	}
	return strings.Join(parts, ", ")
}

// Some leaves out the kinds with no fact.
func (ns Numbers) Some() Numbers {
	var some Numbers
	for _, n := range ns {
		if n.N > 0 {
			some = append(some, n)
		}
	}
	return some
}

// Owner is the badge of an owner class.
type Owner struct {
	Class string `json:"class"`
	Word  string `json:"-"`
}

// OwnerOf gives the badge of a class; what is not known reads "owner unknown".
func OwnerOf(o store.Owner) Owner {
	switch o {
	case store.OwnerParty:
		return Owner{"party", "party or movement"}
	case store.OwnerState, store.OwnerPublic, store.OwnerCommercial, store.OwnerIndependent:
		return Owner{string(o), string(o)}
	}
	return Owner{"unknown", "owner unknown"}
}

// Plural says a count with its noun: "1 report", "1,284 reports".
func Plural(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Count(n) + " " + many
}

// Count writes a number with commas: 1,284.
func Count(n int) string {
	s := strconv.Itoa(n)
	sign := ""
	if n < 0 {
		sign, s = "−", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

// Size writes a number of bytes for a person.
func Size(n int64) string {
	const k = 1000
	switch {
	case n < k:
		return Plural(int(n), "byte", "bytes")
	case n < k*k:
		return fmt.Sprintf("%.1f kB", float64(n)/k)
	case n < k*k*k:
		return fmt.Sprintf("%.1f MB", float64(n)/k/k)
	}
	return fmt.Sprintf("%.2f GB", float64(n)/k/k/k)
}

// Clock writes the time of day, "09:41"; "" for the zero time.
func (d *Desk) Clock(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.In(d.Zone).Format("15:04")
}

// When writes a time as short as it can: the time of day today, else the day too, else the year too.
func (d *Desk) When(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	now, t := d.Now().In(d.Zone), t.In(d.Zone)
	switch days := daysBetween(t, now); {
	case days == 0:
		return t.Format("15:04")
	case days == 1:
		return "yesterday " + t.Format("15:04")
	case t.Year() == now.Year():
		return t.Format("2 Jan 15:04")
	}
	return t.Format("2 Jan 2006 15:04")
}

// Day names the day of t twice: "Today", "Monday 23 November".
func (d *Desk) Day(t time.Time) (short, long string) {
	if t.IsZero() {
		return "No date", ""
	}
	now, t := d.Now().In(d.Zone), t.In(d.Zone)
	long = t.Format("2 January")
	if t.Year() != now.Year() {
		long = t.Format("2 January 2006")
	}
	switch daysBetween(t, now) {
	case 0:
		return "Today", t.Format("Monday ") + long
	case 1:
		return "Yesterday", t.Format("Monday ") + long
	}
	return t.Format("Monday"), long
}

// daysBetween counts the midnights from a to b.
func daysBetween(a, b time.Time) int {
	day := func(t time.Time) time.Time { return time.Date(t.Year(), t.Month(), t.Day(), 12, 0, 0, 0, time.UTC) }
	return int(day(b).Sub(day(a)).Hours() / 24)
}

// Span writes a duration in its largest unit: "15 min", "6 h".
func Span(d time.Duration) string {
	switch d = d.Round(time.Second); {
	case d < time.Minute:
		return fmt.Sprintf("%d s", d/time.Second)
	case d < time.Hour || d < 2*time.Hour && d%time.Hour != 0:
		return fmt.Sprintf("%d min", d/time.Minute)
	case d < 48*time.Hour:
		return fmt.Sprintf("%d h", d/time.Hour)
	}
	return Plural(int(d/(24*time.Hour)), "day", "days")
}

// Language names a language by its BCP 47 tag where the desk knows it, else gives the tag.
func Language(tag string) string {
	base, _, _ := strings.Cut(tag, "-")
	if name := languages[strings.ToLower(base)]; name != "" {
		return name
	}
	return tag
}

var languages = map[string]string{"en": "English", "fr": "French", "de": "German", "es": "Spanish", "ru": "Russian", "uk": "Ukrainian", "sr": "Serbian",
	"sq": "Albanian", "ar": "Arabic", "fa": "Persian", "he": "Hebrew", "tr": "Turkish", "zh": "Chinese", "ja": "Japanese", "pt": "Portuguese", "it": "Italian",
	"pl": "Polish", "nl": "Dutch", "hr": "Croatian", "bs": "Bosnian", "mk": "Macedonian", "bg": "Bulgarian", "ro": "Romanian", "el": "Greek", "hi": "Hindi"}

// Cut shortens s to n characters, at a space where there is one near, and says so with an ellipsis.
func Cut(s string, n int) string {
	if utf8.RuneCountInString(s) <= n {
		return s
	}
	runes := []rune(s)[:n]
	for i := len(runes) - 1; i > n*3/4; i-- {
		if runes[i] == ' ' {
			runes = runes[:i]
			break
		}
	}
	return strings.TrimRight(string(runes), " ,;:–—") + "…"
}

// Site is the host of an address, without "www."; the address itself when it has none.
func Site(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return strings.TrimPrefix(u.Host, "www.")
}

// Web returns address when it is one that a page may link to, else "".
func Web(address string) string {
	if u, err := url.Parse(address); err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" {
		return address
	}
	return ""
}

// words are the functions that templates may call.
var words = template.FuncMap{"count": Count, "plural": Plural, "cut": Cut, "site": Site, "web": Web, "language": Language, "size": Size, "owners": owners, "card": card, "say": say.Text, "tongue": say.Language, "cards": func(ids ...string) []string { return ids }}

// owners lists the badges of all owner classes, for the forms that choose one.
func owners() []Owner {
	var list []Owner
	for _, o := range store.Owners {
		list = append(list, OwnerOf(o))
	}
	return list
}

// card finds the card "how we know this" of a name. A page that names none of them is a mistake that its test finds.
func card(id string) (know.Card, error) {
	c, is := know.Find(id)
	if !is {
		return c, fmt.Errorf("there is no card %q in desk/know", id)
	}
	return c, nil
}
