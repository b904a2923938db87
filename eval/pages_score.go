package eval

import (
	"bytes"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/markusmobius/go-htmldate"
	trafilatura "github.com/markusmobius/go-trafilatura"
)

// pageSet is one set of pages and the table that is printed for it.
type pageSet struct {
	name  string
	extra []pageReader // further readers for this set alone
	table func(io.Writer, []pageScore)
}

var pageSets = []pageSet{
	{name: "aeb", table: bodyTable},
	{name: "trafilatura", table: segmentTable, extra: []pageReader{{"go-htmldate", htmldateAlone}}},
	{name: "htmldate", table: dateTable, extra: []pageReader{{"go-htmldate", htmldateAlone}}},
	{name: "readability", table: agreementTable},
}

// trafilaturaAlone is go-trafilatura at its default, without fallback.
func trafilaturaAlone(p page) reading {
	address, err := url.Parse(p.URL)
	if err != nil {
		address = nil
	}
	got, err := trafilatura.Extract(bytes.NewReader(p.html), trafilatura.Options{OriginalURL: address, ExcludeComments: true})
	if err != nil {
		return reading{}
	}
	r := reading{body: got.ContentText, title: got.Metadata.Title, author: strings.ReplaceAll(got.Metadata.Author, ";", ",")}
	if !got.Metadata.Date.IsZero() {
		r.date = got.Metadata.Date.Format(time.DateOnly)
	}
	return r
}

// htmldateAlone is go-htmldate at its most thorough.
func htmldateAlone(p page) reading {
	got, err := htmldate.FromReader(bytes.NewReader(p.html), htmldate.Options{UseOriginalDate: true, URL: p.URL})
	if err != nil || got.IsZero() {
		return reading{}
	}
	return reading{date: got.DateTime.Format(time.DateOnly)}
}

// pageScore counts what one reader got right on one split of one set.
type pageScore struct {
	reader, split        string
	pages, read          int
	took                 time.Duration
	precision, recall    float64 // sums over pages
	same                 int     // token-identical bodies
	found, missed, wrong int     // segments
	kept                 int     // segments rightly left out
	title, author, date  field
}

// field counts a piece of metadata.
type field struct{ gold, exact, loose int }

func (f *field) add(gold, got string) {
	gold, got = fold(gold), fold(got)
	if gold == "" {
		return
	}
	f.gold++
	if gold == got {
		f.exact++
	}
	if got != "" && (strings.Contains(gold, got) || strings.Contains(got, gold)) {
		f.loose++
	}
}

func (f field) String() string {
	if f.gold == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", float64(f.exact)/float64(f.gold))
}

func (f field) looseShare() string {
	if f.gold == 0 {
		return "-"
	}
	return fmt.Sprintf("%.3f", float64(f.loose)/float64(f.gold))
}

// fold is the comparison of titles and authors: case and white space do not count.
func fold(s string) string { return strings.Join(strings.Fields(strings.ToLower(s)), " ") }

func (s *pageScore) add(p page, got reading, took time.Duration) {
	s.pages++
	s.took += took
	if p.Gold.Text != "" {
		s.addBody(p.Gold.Text, got.body)
	}
	body := space(got.lead + " " + got.body)
	for _, seg := range p.Gold.With {
		if strings.Contains(body, space(seg)) {
			s.found++
		} else {
			s.missed++
		}
	}
	for _, seg := range p.Gold.Without {
		if strings.Contains(body, space(seg)) {
			s.wrong++
		} else {
			s.kept++
		}
	}
	s.title.add(p.Gold.Title, got.title)
	s.author.add(string(p.Gold.Author), got.author)
	if len(p.Gold.Date) >= 10 {
		s.date.add(p.Gold.Date[:10], got.date)
	}
}

func space(s string) string { return strings.Join(strings.Fields(s), " ") }

// addBody is the measure of the article extraction benchmark: shingles of four words, counted, normalised per page.
func (s *pageScore) addBody(gold, got string) {
	a, b := tokens(gold), tokens(got)
	if strings.Join(a, " ") == strings.Join(b, " ") {
		s.same++
	}
	precision, recall := shingleScore(a, b)
	s.recall += recall
	if len(b) > 0 {
		s.read++
		s.precision += precision
	}
}

var wordPattern = regexp.MustCompile(`[\p{L}\p{N}_]+`)

// tokens are words of letters, digits and the underscore, as Python's \w+ has them; soft hyphens are gone before.
func tokens(s string) []string {
	return wordPattern.FindAllString(strings.ReplaceAll(s, "\u00ad", ""), -1)
}

// shingleScore gives precision and recall of the runs of four tokens.
func shingleScore(gold, got []string) (precision, recall float64) {
	a, b := shingles(gold), shingles(got)
	tp, fp, fn := 0, 0, 0
	for s, n := range b {
		tp += min(n, a[s])
		fp += max(0, n-a[s])
	}
	for s, n := range a {
		fn += max(0, n-b[s])
	}
	if tp+fp > 0 {
		precision = float64(tp) / float64(tp+fp)
	}
	if tp+fn > 0 {
		recall = float64(tp) / float64(tp+fn)
	}
	return precision, recall
}

// shingles counts the runs of four tokens; a text of fewer is one run.
func shingles(tokens []string) map[string]int {
	out := map[string]int{}
	if len(tokens) == 0 {
		return out
	}
	if len(tokens) < 4 {
		out[strings.Join(tokens, " ")]++
		return out
	}
	for i := range len(tokens) - 3 {
		out[strings.Join(tokens[i:i+4], " ")]++
	}
	return out
}

// bodyFigures gives precision, recall and F1 of the body.
func (s pageScore) bodyFigures() (p, r, f float64) {
	if s.read > 0 {
		p = s.precision / float64(s.read)
	}
	if s.pages > 0 {
		r = s.recall / float64(s.pages)
	}
	return p, r, harmonic(p, r)
}

func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

func (s pageScore) rate() string {
	if s.took == 0 {
		return "-"
	}
	return fmt.Sprintf("%.0f", float64(s.pages)/s.took.Seconds())
}

func bodyTable(w io.Writer, scores []pageScore) {
	fmt.Fprintln(w, "\naeb: article body (shingles of 4 words)\nreader\tsplit\tpages\tF1\tprecision\trecall\tidentical\tpages/s\t")
	for _, s := range scores {
		p, r, f := s.bodyFigures()
		fmt.Fprintf(w, "%s\t%s\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%s\t\n", s.reader, s.split, s.pages, f, p, r, float64(s.same)/float64(max(1, s.pages)), s.rate())
	}
}

func segmentTable(w io.Writer, scores []pageScore) {
	fmt.Fprintln(w, "\ntrafilatura: segments of the body, and metadata (exact / loose)\nreader\tsplit\tpages\tF\tprecision\trecall\taccuracy\ttitle\tloose\tauthor\tloose\tdate\tpages/s\t")
	for _, s := range scores {
		p, r := share(s.found, s.wrong), share(s.found, s.missed)
		if s.found+s.wrong == 0 { // a reader of dates alone
			fmt.Fprintf(w, "%s\t%s\t%d\t-\t-\t-\t-\t-\t-\t-\t-\t%s\t%s\t\n", s.reader, s.split, s.pages, s.date, s.rate())
			continue
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%s\t%s\t%s\t%s\t%s\t%s\t\n", s.reader, s.split, s.pages, harmonic(p, r), p, r, share(s.found+s.kept, s.missed+s.wrong),
			s.title, s.title.looseShare(), s.author, s.author.looseShare(), s.date, s.rate())
	}
}

// share is right of right and wrong.
func share(right, wrong int) float64 {
	if right+wrong == 0 {
		return 0
	}
	return float64(right) / float64(right+wrong)
}

func dateTable(w io.Writer, scores []pageScore) {
	fmt.Fprintln(w, "\nhtmldate: day of publication\nreader\tsplit\tpages\tright\tpages/s\t")
	for _, s := range scores {
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%s\t\n", s.reader, s.split, s.pages, s.date, s.rate())
	}
}

func agreementTable(w io.Writer, scores []pageScore) {
	fmt.Fprintln(w, "\nreadability: agreement with readability.js, which is no truth\nreader\tsplit\tpages\tbody F1\ttitle\tauthor\tdate\tpages/s\t")
	for _, s := range scores {
		_, _, f := s.bodyFigures()
		fmt.Fprintf(w, "%s\t%s\t%d\t%.3f\t%s\t%s\t%s\t%s\t\n", s.reader, s.split, s.pages, f, s.title, s.author, s.date, s.rate())
	}
}

// printMisses prints what is not right on one page, to look into on dev.
func printMisses(w io.Writer, p page, got reading) {
	if p.Gold.Text != "" {
		if precision, recall := shingleScore(tokens(p.Gold.Text), tokens(got.body)); precision < 0.97 || recall < 0.97 {
			fmt.Fprintf(w, "%s body: precision %.3f recall %.3f %s\n", p.ID, precision, recall, p.URL)
		}
	}
	body := space(got.lead + " " + got.body)
	for _, seg := range p.Gold.With {
		if !strings.Contains(body, space(seg)) {
			fmt.Fprintf(w, "%s missed: %s\n", p.ID, seg)
		}
	}
	for _, seg := range p.Gold.Without {
		if strings.Contains(body, space(seg)) {
			fmt.Fprintf(w, "%s wrong: %s\n", p.ID, seg)
		}
	}
	for _, f := range []struct{ name, gold, got string }{{"title", p.Gold.Title, got.title}, {"author", string(p.Gold.Author), got.author}, {"date", p.Gold.Date[:min(10, len(p.Gold.Date))], got.date}} {
		if f.gold != "" && fold(f.gold) != fold(f.got) {
			fmt.Fprintf(w, "%s %s: want %q got %q\n", p.ID, f.name, f.gold, f.got)
		}
	}
}
