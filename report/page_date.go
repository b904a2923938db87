package report

import (
	"iter"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/markusmobius/go-htmldate"
	"golang.org/x/net/html"
)

// earliestPage is the first year of news pages; what claims to be older is a mistake.
const earliestPage = 1995

// publishedNames are the names of metadata that hold the day of publication, the surest first.
var publishedNames = []string{"article:published_time", "og:article:published_time", "og:published_time", "datepublished", "parsely-pub-date", "sailthru.date", "article.published", "publishdate", "publish-date",
	"publish_date", "publication_date", "pubdate", "pub_date", "published_at", "published_time", "published", "cxenseparse:recs:publishtime", "cxenseparse:publishtime", "dc.date.issued", "dcterms.issued", "dcterms.created", "dc.date.created", "dc.date",
	"dc:date", "dcterms.date", "bt:pubdate", "rbpubdate", "citation_publication_date", "citation_date", "originalpublicationdate", "article_date_original", "displaydate", "video:release_date", "datecreated", "date", "created"}

// publishedOf gives when the page was published: in UTC, and as the day that the page prints.
func (s *survey) publishedOf(address *url.URL, title *html.Node, fetched time.Time) (time.Time, string) {
	fits := func(raw string) (time.Time, string, bool) {
		t, day := parseTime(raw)
		ok := !t.IsZero() && t.Year() >= earliestPage && (fetched.IsZero() || t.Before(fetched.Add(48*time.Hour)))
		return t, day, ok
	}
	for _, d := range s.data {
		if t, day, ok := fits(d.published); ok && d.article {
			return t, s.printedDay(d.published, t, day, address, title)
		}
	}
	for _, n := range publishedNames {
		for _, v := range s.metas[n] {
			if t, day, ok := fits(v); ok {
				return t, s.printedDay(v, t, day, address, title)
			}
		}
	}
	for _, n := range s.times {
		if mark := strings.ToLower(attr(n, "itemprop") + " " + attr(n, "pubdate") + marks(n)); !strings.Contains(mark, "publi") && !hasAttr(n.Attr, "pubdate") {
			continue
		}
		for _, raw := range []string{attr(n, "datetime"), attr(n, "content"), attr(n, "title"), textOf(n)} {
			if t, day, ok := fits(raw); ok {
				return t, day
			}
		}
	}
	if address != nil {
		if m := pathDay.FindStringSubmatch(address.Path); m != nil {
			if t, day, ok := fits(m[1] + "-" + m[2] + "-" + m[3]); ok {
				return t, day
			}
		}
	}
	if t, day := s.dateByContent(address); !t.IsZero() {
		return t, day
	}
	t, day, _ := fits(dayAfter(title))
	return t, day
}

// withClock gives a day that came without a time the one that is printed beside it, in the short texts after the headline and in those
// about dates; a time without a zone counts as UTC.
func (s *survey) withClock(t time.Time, day string, title *html.Node) time.Time {
	if t.IsZero() || t.Hour() != 0 || t.Minute() != 0 || t.Second() != 0 {
		return t
	}
	seen := 0
	for n := next(title); n != nil && seen < 25; n = next(n) {
		if n.Type != html.TextNode || n.Parent != nil && silentTags[atomOf(n.Parent)] {
			continue
		}
		if text := oneLine(n.Data); text != "" && runes(text) <= 120 {
			seen++
			if at, ok := clockBeside(text, day); ok {
				return t.Add(at)
			}
		}
	}
	for _, n := range slices.Concat(s.times, s.dates)[:min(len(s.times)+len(s.dates), 30)] {
		if at, ok := clockBeside(textOf(n), day); ok {
			return t.Add(at)
		}
	}
	return t
}

// revised opens times of later versions.
var revised = regexp.MustCompile(`(?i)\b(?:updated|modified|revised|corrected|aktualisiert|mis à jour|actualizado|aggiornato)\b`)

// clockBeside gives the time of day that stands right behind day in a short text.
func clockBeside(text, day string) (time.Duration, bool) {
	if runes(text) > 160 || revised.MatchString(text) {
		return 0, false
	}
	for i := 0; i < len(text); i++ {
		if i > 0 && (isWord(text[i-1]) || !isWord(text[i])) || !utf8.RuneStart(text[i]) {
			continue
		}
		d, n := parseDay(text[i:])
		if n == 0 {
			continue
		}
		if m := clockFirst.FindStringSubmatch(text[i+n:]); m != nil && d.year != 0 && d.in(d.year) == day {
			hour, _ := number(m[1], 2)
			if minute, _ := number(m[2], 2); hour < 24 && minute < 60 {
				return clockOf(m), true
			}
		}
		i += n - 1
	}
	return 0, false
}

// dayAfter gives the first full day in the short texts that follow the headline, "" when there is none.
func dayAfter(title *html.Node) string {
	if title == nil {
		return ""
	}
	seen := 0
	for n := next(title); n != nil && seen < 25; n = next(n) {
		if n.Type != html.TextNode || n.Parent != nil && silentTags[atomOf(n.Parent)] {
			continue
		}
		t := oneLine(n.Data)
		if t == "" || runes(t) > 120 {
			continue
		}
		seen++
		for day := range daysIn(t) {
			return day
		}
	}
	return ""
}

// printedDay corrects the day of a time that the data give in UTC: where the page shows its readers the day before or after, and not
// this one, theirs is the day of publication.
func (s *survey) printedDay(raw string, t time.Time, day string, address *url.URL, title *html.Node) string {
	if zoned.MatchString(raw) || t.Hour() == 0 && t.Minute() == 0 {
		return day // the time is local by its own word, or there is none
	}
	before, after := t.AddDate(0, 0, -1).Format(time.DateOnly), t.AddDate(0, 0, 1).Format(time.DateOnly)
	shown := s.shownDays(address)
	if near := dayAfter(title); near != "" {
		shown[near] = true
	}
	switch {
	case shown[day]:
	case shown[before] && t.Hour() < 12:
		return before
	case shown[after] && t.Hour() >= 10:
		return after
	}
	return day
}

// shownDays gives the days in the page's address and in its short texts about dates.
func (s *survey) shownDays(address *url.URL) map[string]bool {
	days := map[string]bool{}
	if address != nil {
		if m := pathDay.FindStringSubmatch(address.Path); m != nil {
			days[m[1]+"-"+m[2]+"-"+m[3]] = true
		}
	}
	for _, list := range [][]*html.Node{s.times, s.dates} {
		for _, n := range list[:min(len(list), 30)] {
			if t := textOf(n); runes(t) < 160 {
				for day := range daysIn(t) {
					days[day] = true
				}
			}
		}
	}
	return days
}

// zoned tells a time that names a zone other than UTC.
var zoned = regexp.MustCompile(`[+-](?:0[1-9]|1\d|00:?[1-9])[:\d]*\s*$`)

var pathDay = regexp.MustCompile(`/((?:19|20)\d\d)[/-](\d\d)[/-](\d\d)(?:/|$|-)`)

// daysIn gives the full days that text names.
func daysIn(text string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for i := 0; i < len(text); i++ {
			if i > 0 && (isWord(text[i-1]) || !isWord(text[i])) || !utf8.RuneStart(text[i]) {
				continue
			}
			if d, n := parseDay(text[i:]); n > 0 && d.year != 0 {
				if !yield(d.in(d.year)) {
					return
				}
				i += n - 1
			}
		}
	}
}

// dateByContent asks go-htmldate, which knows the dates in addresses and in running text of many languages.
func (s *survey) dateByContent(address *url.URL) (time.Time, string) {
	opts := htmldate.Options{UseOriginalDate: true}
	if address != nil {
		opts.URL = address.String()
	}
	got, err := htmldate.FromDocument(s.root, opts)
	if err != nil || got.IsZero() {
		return time.Time{}, ""
	}
	return got.DateTime.UTC(), got.DateTime.Format(time.DateOnly)
}

func hasAttr(attrs []html.Attribute, key string) bool {
	return slices.ContainsFunc(attrs, func(a html.Attribute) bool { return a.Key == key })
}
