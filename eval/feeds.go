package eval

import (
	"archive/zip"
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/mmcdole/gofeed"

	"github.com/dateline-news/dateline/gather"
)

// feedCase is one line of feeds/manifest.jsonl.
type feedCase struct {
	ID      string            `json:"id"`
	File    string            `json:"file"`
	Archive string            `json:"archive"`
	Set     string            `json:"set"`
	Format  string            `json:"format"`
	Headers map[string]string `json:"headers"`
	Split   string            `json:"split"`
	Expect  []feedCheck       `json:"expect"`
}

// feedCheck is one thing that must come out.
type feedCheck struct {
	Path string `json:"path"`
	Want any    `json:"want"`
}

// feedReader is one of the readers that are compared.
type feedReader struct {
	name string
	read func(gather.Document) (gather.Feed, error)
}

// feedTime is how long one file may take before it counts as hung.
const feedTime = 10 * time.Second

// Feeds scores the reading of feeds and agency items against feeds/manifest.jsonl, and of dates against
// feeds/feed-dates.jsonl, ours beside gofeed alone. Both get the same bytes; the HTTP headers of the manifest go to ours,
// gofeed takes none. A check is met when the text is the same without regard to runs of space, the moment is the same, or
// the HTML parses to the same elements; else it is lost (nothing came out) or wrong.
func Feeds(ctx context.Context, opt Options) error {
	dir := filepath.Join(opt.Data, "feeds")
	cases, err := readLines[feedCase](filepath.Join(dir, "manifest.jsonl"))
	if err != nil {
		return err
	}
	cases = slices.DeleteFunc(cases, func(c feedCase) bool { return opt.Split != "" && c.Split != opt.Split })
	files, err := openArchives(dir, "feeds.zip", "agency-restricted.zip")
	if err != nil {
		return err
	}
	defer files.close()
	readers := []feedReader{{"dateline", gather.ParseFeed}, {"gofeed alone", readGofeed}}
	scores := make([]*feedScore, len(readers))
	for i, r := range readers {
		scores[i] = &feedScore{reader: r.name, rows: map[string]*feedRow{}}
		for _, c := range cases {
			if err := ctx.Err(); err != nil {
				return err
			}
			b, err := files.read(c)
			if err != nil {
				return err
			}
			feed, err := guarded(r.read, c.document(b), feedTime)
			scores[i].count(c, feed, err)
		}
	}
	if err := printFeedScores(opt, scores); err != nil {
		return err
	}
	return feedDates(dir, opt)
}

// readLines reads a file of JSON lines.
func readLines[T any](path string) ([]T, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("the data set is not there: looked for %s: %w", path, err)
	}
	defer f.Close()
	var out []T
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		var one T
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, len(out)+1, err)
		}
		out = append(out, one)
	}
	return out, lines.Err()
}

// archives are open zip files.
type archives map[string]*zip.ReadCloser

func openArchives(dir string, names ...string) (archives, error) {
	out := archives{}
	for _, n := range names {
		z, err := zip.OpenReader(filepath.Join(dir, n))
		if err != nil {
			out.close()
			return nil, fmt.Errorf("the data set is not there: looked for %s: %w", filepath.Join(dir, n), err)
		}
		out[n] = z
	}
	return out, nil
}

func (a archives) close() {
	for z := range maps.Values(a) {
		z.Close()
	}
}

func (a archives) read(c feedCase) ([]byte, error) {
	z, ok := a[c.Archive]
	if !ok {
		return nil, fmt.Errorf("%s: no archive %q", c.ID, c.Archive)
	}
	f, err := z.Open(c.File)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.ID, err)
	}
	defer f.Close()
	return io.ReadAll(f)
}

// document dresses the bytes as they were served. Cases whose gold names the test server get its address as their URL.
func (c feedCase) document(b []byte) gather.Document {
	doc := gather.Document{Path: c.File, Bytes: b, Header: http.Header{}}
	for name, value := range c.Headers {
		doc.Header.Set(name, value)
	}
	doc.MediaType, doc.Charset = gather.ParseContentType(doc.Header.Get("Content-Type"))
	for _, e := range c.Expect {
		if want, ok := e.Want.(string); ok && strings.Contains(want, "127.0.0.1:8097") {
			doc.URL = "http://127.0.0.1:8097/" + c.File
		}
	}
	return doc
}

var (
	errCrashed = errors.New("crashed")
	errHung    = errors.New("hung")
)

// guarded runs a reader under a time limit and survives its panics.
func guarded(read func(gather.Document) (gather.Feed, error), doc gather.Document, limit time.Duration) (gather.Feed, error) {
	type answer struct {
		feed gather.Feed
		err  error
	}
	done := make(chan answer, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				done <- answer{err: fmt.Errorf("%w: %v", errCrashed, r)}
			}
		}()
		feed, err := read(doc)
		done <- answer{feed, err}
	}()
	select {
	case a := <-done:
		return a.feed, a.err
	case <-time.After(limit):
		return gather.Feed{}, fmt.Errorf("%w: more than %s", errHung, limit)
	}
}

// feedRow counts one set.
type feedRow struct {
	files, parsed, part, refused, crashed int
	checks, met, lost, wrong              int
}

// feedScore is what one reader reached.
type feedScore struct {
	reader   string
	rows     map[string]*feedRow
	refusals []string
	misses   []string
}

func (s *feedScore) row(name string) *feedRow {
	if s.rows[name] == nil {
		s.rows[name] = &feedRow{}
	}
	return s.rows[name]
}

func (s *feedScore) count(c feedCase, feed gather.Feed, err error) {
	row := s.row(c.set())
	row.files++
	var partial *gather.PartialError
	switch {
	case err == nil:
		row.parsed++
	case errors.As(err, &partial):
		row.part++
	case errors.Is(err, errCrashed), errors.Is(err, errHung):
		row.crashed++
		s.refusals = append(s.refusals, c.ID+": "+err.Error())
	default:
		row.refused++
		s.refusals = append(s.refusals, c.ID+": "+err.Error())
	}
	for _, e := range c.Expect {
		name := c.set()
		if e.Path == "encoding" {
			name += ", charset named"
		}
		got := feedValues(feed, e.Path)
		row := s.row(name)
		row.checks++
		switch {
		case slices.ContainsFunc(got, func(g string) bool { return sameValue(e.Path, g, e.want()) }):
			row.met++
		case strings.Join(got, "") == "" || strings.Join(got, "") == "0":
			row.lost++
			s.misses = append(s.misses, fmt.Sprintf("%s %s: %s: want %.80q, got nothing", c.Split, c.ID, e.Path, e.want()))
		default:
			row.wrong++
			s.misses = append(s.misses, fmt.Sprintf("%s %s: %s: want %.80q, got %.80q", c.Split, c.ID, e.Path, e.want(), got))
		}
	}
}

// set parts the agencies' sets by format, as the table does.
func (c feedCase) set() string {
	if c.Set == "iptc" {
		return c.Set + " " + c.Format
	}
	return c.Set
}

func (e feedCheck) want() string { return fmt.Sprint(e.Want) }

func printFeedScores(opt Options, scores []*feedScore) error {
	w := tabwriter.NewWriter(opt.Out, 0, 4, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "set\treader\tfiles\tparsed\tin part\trefused\tcrashed\tchecks\tmet\t%%\tlost\twrong\t\n")
	for _, set := range slices.Sorted(maps.Keys(scores[0].rows)) {
		for _, s := range scores {
			r := s.row(set)
			fmt.Fprintf(w, "%s\t%s\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%s\t%d\t%d\t\n", set, s.reader, r.files, r.parsed, r.part, r.refused, r.crashed, r.checks, r.met, percent(r.met, r.checks), r.lost, r.wrong)
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("print: %w", err)
	}
	for _, s := range scores {
		if s.reader != scores[0].reader && !opt.Misses {
			continue
		}
		printList(opt.Out, fmt.Sprintf("refused by %s (%d)", s.reader, len(s.refusals)), s.refusals)
	}
	if opt.Misses {
		onDev := slices.DeleteFunc(slices.Clone(scores[0].misses), func(m string) bool { return !strings.HasPrefix(m, "dev ") })
		printList(opt.Out, fmt.Sprintf("checks missed on dev (%d of %d)", len(onDev), len(scores[0].misses)), onDev)
	}
	return nil
}

func printList(w io.Writer, title string, lines []string) {
	fmt.Fprintf(w, "\n%s\n", title)
	for _, l := range lines {
		fmt.Fprintf(w, "  %s\n", l)
	}
}

func percent(n, of int) string {
	if of == 0 {
		return "-"
	}
	return fmt.Sprintf("%.1f", 100*float64(n)/float64(of))
}

// readGofeed reads with gofeed alone and puts what it found into our form.
func readGofeed(doc gather.Document) (gather.Feed, error) {
	f, err := gofeed.NewParser().Parse(bytes.NewReader(doc.Bytes))
	if err != nil {
		return gather.Feed{}, err
	}
	out := gather.Feed{Title: f.Title, TitleHTML: f.Title, Link: f.Link, Description: f.Description, Language: f.Language, Published: goTime(f.Published, f.PublishedParsed), Updated: goTime(f.Updated, f.UpdatedParsed)}
	out.Author, out.People = goPeople(f.Authors)
	for _, i := range f.Items {
		it := gather.Item{ID: i.GUID, Link: i.Link, Title: i.Title, TitleHTML: i.Title, Summary: i.Description, Content: i.Content, Tags: i.Categories, Published: goTime(i.Published, i.PublishedParsed), Updated: goTime(i.Updated, i.UpdatedParsed)}
		if it.Published.Raw == "" {
			it.Published = it.Updated
		}
		it.Author, it.People = goPeople(i.Authors)
		for _, e := range i.Enclosures {
			it.Enclosures = append(it.Enclosures, gather.Enclosure{URL: e.URL, Type: e.Type})
		}
		out.Items = append(out.Items, it)
	}
	return out, nil
}

func goTime(raw string, t *time.Time) gather.Time {
	if t == nil {
		return gather.Time{Raw: raw}
	}
	return gather.Time{Raw: raw, UTC: t.UTC()}
}

func goPeople(people []*gofeed.Person) (string, []gather.Author) {
	var out []gather.Author
	for _, p := range people {
		if p != nil {
			out = append(out, gather.Author{Name: p.Name, Email: p.Email})
		}
	}
	if len(out) == 0 {
		return "", nil
	}
	return out[0].String(), out
}
