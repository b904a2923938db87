package ask

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/search"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/store"
)

// Fact is an entry as a row or a card shows it.
type Fact struct {
	ID        store.EntryID     `json:"id"`
	Report    store.ReportID    `json:"report"`
	Fact      string            `json:"fact"`
	Kind      shell.Kind        `json:"-"`
	KindName  string            `json:"kind"`
	Title     string            `json:"title"`
	Under     string            `json:"under,omitempty"`
	Words     []Word            `json:"-"`
	Sentence  string            `json:"sentence"`
	Span      span.Span         `json:"span"`
	Href      string            `json:"href"` // the sentence in its report
	Origin    shell.Origin      `json:"-"`
	Source    string            `json:"source"`
	OwnerIs   string            `json:"owner"`
	At        time.Time         `json:"at"` // of the report
	When      string            `json:"-"`
	Type      string            `json:"type,omitempty"`
	Mode      string            `json:"mode,omitempty"`
	CAMEO     string            `json:"cameo,omitempty"`
	Quad      string            `json:"quad,omitempty"`
	QuadWord  string            `json:"-"`
	Glyph     string            `json:"-"`
	Status    string            `json:"status,omitempty"`
	Voice     string            `json:"voice,omitempty"`
	Stance    string            `json:"stance,omitempty"`
	Value     string            `json:"time,omitempty"`
	Day       string            `json:"-"`
	Exact     string            `json:"precision,omitempty"`
	Wide      int               `json:"-"` // of the bar that shows how exact the day is, 3 to 60
	Who       []store.Name      `json:"who,omitempty"`
	Whom      []store.Name      `json:"whom,omitempty"`
	Place     *store.Name       `json:"place,omitempty"`
	Near      string            `json:"place_precision,omitempty"`
	Numbers   []Number          `json:"numbers,omitempty"`
	Sure      float64           `json:"confidence,omitempty"`
	Doubt     bool              `json:"-"`
	Verdict   store.Verdict     `json:"review,omitempty"`
	Copies    int               `json:"copies,omitempty"`
	KnownFrom time.Time         `json:"recorded"`
	Detail    store.EntryDetail `json:"-"`
	Entry     *store.Entry      `json:"-"`
}

// Number is a number of an event in its words.
type Number struct {
	What  string  `json:"what"`
	Value float64 `json:"value"`
	Words string  `json:"words"`
}

// Word is a part of a quoted sentence.
type Word struct {
	Text      string
	Hit, Mark bool
}

// FactOf makes the row of an entry; words are those that the query asks for, to be marked.
func FactOf(d *shell.Desk, e *store.Entry, words []search.Value) Fact {
	f := Fact{ID: e.ID, Report: e.Report, Fact: e.Fact, Sentence: e.Words, Span: e.Sentence, Href: shell.FactHref(e.Report, e.Fact), Source: e.SourceName, OwnerIs: string(e.Owner), At: e.At,
		When: d.When(e.At), Origin: d.OriginOf(e.SourceName, e.Owner, e.At, e.Report, e.Fact, e.Sentence), Who: e.Actors, Whom: e.Recipients, Place: e.Place, Near: e.Detail.Near, Verdict: e.Verdict,
		KnownFrom: e.KnownFrom, Detail: e.Detail, Entry: e, CAMEO: e.Detail.CAMEO, Value: e.Detail.Value, Exact: e.Exact}
	if e.Confidence >= 0 {
		f.Sure, f.Doubt = e.Confidence, e.Confidence < store.Unsure && e.Verdict != store.Accept
	}
	f.Day, f.Wide = day(d, e), wide(e)
	f.Words = Mark(e.Words, e.Sentence.Start, e.Mark, words)
	for _, m := range e.Detail.Magnitudes {
		n := Number{What: m.What, Value: m.Value}
		if e.Sentence.Contains(m.Span) {
			n.Words = e.Words[m.Span.Start-e.Sentence.Start : m.Span.End-e.Sentence.Start]
		}
		f.Numbers = append(f.Numbers, n)
	}
	f.title(e)
	f.KindName = f.Kind.Name
	return f
}

func (f *Fact) title(e *store.Entry) {
	switch e.Kind {
	case store.StatementEntry:
		f.Kind, f.Title, f.Under = shell.KindOf("statement"), Names(e.Actors, "speaker not found"), join(", ", e.Label, forms[e.Class], quoteCue(e.Detail.Cue))
	case store.PositionEntry:
		f.Kind, f.Title, f.Under, f.Stance = shell.KindOf("claim"), e.Label, Names(e.Actors, "an unnamed actor")+" "+e.Class, e.Class
	case store.EventEntry:
		f.Kind, f.Type, f.Mode, f.Status, f.Voice = shell.KindOf("event"), e.Class, e.Mode, e.Status, e.Voice
		f.Quad = QuadName(e.Quad)
		f.QuadWord, f.Glyph = Quad(f.Quad)
		f.Title = WhoWhom(e)
		f.Under = join(", ", e.Class, e.Mode, unless(e.Status == "happened", e.Status))
	default:
		f.Kind, f.Voice = shell.KindOf("wording"), e.Voice
		f.Title = "“" + words(e) + "”"
		f.Under = join(", ", kindsOfWording[e.Class], about(e), map[bool]string{true: "in the outlet’s own voice", false: "in a statement"}[e.Voice == "own"])
	}
}

var forms = map[string]string{"direct": "direct", "partial": "in part", "indirect": "indirect"}

var kindsOfWording = map[string]string{"evaluative": "a word that judges", "status": "a word about status", "label": "a label", "scare_quotes": "scare quotes"}

func about(e *store.Entry) string {
	if len(e.About) == 0 {
		return ""
	}
	return "about " + Names(e.About, "")
}

func quoteCue(cue string) string {
	if cue == "" {
		return ""
	}
	return "“" + cue + "”"
}

// words are those of the entry's mark.
func words(e *store.Entry) string {
	a, b := e.Mark.Start-e.Sentence.Start, e.Mark.End-e.Sentence.Start
	if a < 0 || b > len(e.Words) || a >= b {
		return e.Words
	}
	return e.Words[a:b]
}

// Trigger is the words of an event's act.
func (f Fact) Trigger() string { return words(f.Entry) }

// WhoWhom writes "Velmora → Ostrany".
func WhoWhom(e *store.Entry) string {
	s := Names(e.Actors, "unknown")
	if len(e.Recipients) > 0 {
		s += " → " + Names(e.Recipients, "")
	}
	return s
}

// Names joins names; none gives what is said instead.
func Names(list []store.Name, none string) string {
	var all []string
	for _, n := range list {
		all = append(all, n.Name)
	}
	return cmp.Or(strings.Join(all, ", "), none)
}

// day writes when an event holds, as exact as its sentence says.
func day(d *shell.Desk, e *store.Entry) string {
	if e.From.IsZero() {
		return ""
	}
	format := func(layout string) string {
		if e.From.Year() != d.Now().Year() && !strings.Contains(layout, "2006") {
			layout = strings.Replace(layout, "Jan", "Jan 2006", 1)
		}
		return e.From.Format(layout)
	}
	last := e.To.Add(-time.Minute)
	switch e.Exact {
	case "minute":
		return format("2 Jan, 15:04")
	case "hour":
		return format("2 Jan, about 15:00")
	case "part of a day":
		return format("2 Jan, 15 h") + last.Format("–15 h")
	case "day":
		return format("2 Jan")
	case "inferred":
		return format("2 Jan") + ", day of the report"
	case "month":
		return e.From.Format("January 2006")
	case "year":
		return e.From.Format("2006")
	case "decade":
		return e.From.Format("2006") + "s"
	}
	return format("2 Jan") + " to " + last.Format("2 Jan 2006") + " (" + e.Exact + ")"
}

// wide is the length of the bar that shows how exact a day is.
func wide(e *store.Entry) int {
	if e.From.IsZero() {
		return 0
	}
	switch hours := e.To.Sub(e.From).Hours(); {
	case hours <= 1:
		return 4
	case hours <= 12:
		return 10
	case hours <= 24:
		return 22
	case hours <= 24*7:
		return 34
	case hours <= 24*31:
		return 46
	}
	return 60
}

// Wanted are the words that a query asks for, to be marked where they stand.
func Wanted(q search.Query) []search.Value {
	var all []search.Value
	q.Terms(func(t search.Term, not bool) {
		if !not && (t.Field == search.Words || t.Field == search.Says || t.Field == search.Denies || t.Field == search.Asserts) {
			all = append(all, t.Values...)
		}
	})
	return all
}

// Mark cuts a sentence into parts: its fact's own words, and the words asked for.
func Mark(sentence string, from int, mark span.Span, wanted []search.Value) []Word {
	var all []Word
	push := func(text string, hit, marked bool) {
		if text == "" {
			return
		}
		if n := len(all); n > 0 && all[n-1].Hit == hit && all[n-1].Mark == marked {
			all[n-1].Text += text
			return
		}
		all = append(all, Word{text, hit, marked})
	}
	a, b := mark.Start-from, mark.End-from
	if b-a >= len(strings.TrimSpace(sentence)) { // the whole sentence: nothing to set off
		a, b = -1, -1
	}
	hits := hits(sentence, wanted)
	for i, r := range sentence {
		push(string(sentence[i:i+utf8.RuneLen(r)]), hits[i], i >= a && i < b)
	}
	return all
}

// hits says of each byte whether it stands in a word that is asked for.
func hits(sentence string, wanted []search.Value) []bool {
	at := make([]bool, len(sentence))
	if len(wanted) == 0 {
		return at
	}
	var want []search.Value
	for _, v := range wanted {
		for _, w := range strings.Fields(store.Folded(v.Text)) {
			want = append(want, search.Value{Text: strings.TrimFunc(w, notWord), Prefix: v.Prefix})
		}
	}
	for start := 0; start < len(sentence); {
		r, size := utf8.DecodeRuneInString(sentence[start:])
		if notWord(r) {
			start += size
			continue
		}
		end := start + strings.IndexFunc(sentence[start:]+" ", notWord)
		word := store.Folded(sentence[start:end])
		for _, v := range want {
			if word == v.Text || v.Prefix && v.Text != "" && strings.HasPrefix(word, v.Text) {
				for i := start; i < end; i++ {
					at[i] = true
				}
			}
		}
		start = end
	}
	return at
}

func notWord(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.Is(unicode.M, r)
}

func join(sep string, parts ...string) string {
	var all []string
	for _, p := range parts {
		if p != "" {
			all = append(all, p)
		}
	}
	return strings.Join(all, sep)
}

func unless(no bool, s string) string {
	if no {
		return ""
	}
	return s
}

// ID writes the number of an entry for an address.
func ID(n store.EntryID) string { return strconv.FormatInt(int64(n), 10) }

// NameHref is the page of a name.
func NameHref(n store.Name) string {
	switch n.Kind {
	case "place", "facility", "country":
		return fmt.Sprintf("/places/%d", n.ID)
	}
	return ""
}

// Cell writes a value for a cell of a spreadsheet: one that a program would read as a formula gets an apostrophe before it.
func Cell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
