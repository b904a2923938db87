package eval

import (
	"archive/tar"
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/klauspost/compress/zstd"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/world"
)

// page is one page of ../shared/data/pages with what people found on it.
type page struct {
	ID    string `json:"id"`
	Set   string `json:"set"`
	File  string `json:"file"`
	URL   string `json:"url"`
	Split string `json:"split"`
	Gold  struct {
		Text    string   `json:"text"`
		With    []string `json:"with"`
		Without []string `json:"without"`
		Title   string   `json:"title"`
		Author  authors  `json:"author"`
		Date    string   `json:"date"`
	} `json:"gold"`
	html []byte
}

// authors is one byline, or several in a list; in both forms a comma and a space part the names.
type authors string

// UnmarshalJSON takes a string or a list of strings.
func (a *authors) UnmarshalJSON(b []byte) error {
	var many []string
	if err := json.Unmarshal(b, &many); err == nil {
		*a = authors(strings.Join(many, ", "))
		return nil
	}
	var one string
	if err := json.Unmarshal(b, &one); err != nil {
		return fmt.Errorf("authors: want a string or a list of strings: %w", err)
	}
	*a = authors(strings.ReplaceAll(one, ";", ","))
	return nil
}

// reading is what a reader got out of a page.
type reading struct {
	body   string // the report without headline and standfirst
	lead   string // the standfirst, where the reader tells it from the body
	title  string
	author string
	date   string // ISO, the day as the page prints it
}

// pageReader is one of the readers that are set beside each other.
type pageReader struct {
	name string
	read func(page) reading
}

// Pages scores the reading of web pages: the body on aeb and on the trafilatura pages, title, author and date, the agreement with
// readability.js; go-trafilatura (and go-htmldate for dates) alone stand beside, in the same run and on one core.
func Pages(ctx context.Context, o Options) error {
	folder := filepath.Join(o.Data, "pages")
	pages, err := loadPages(folder)
	if err != nil {
		return fmt.Errorf("eval pages: %w", err)
	}
	w, err := world.Load()
	if err != nil {
		return fmt.Errorf("eval pages: %w", err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	readers := []pageReader{{"dateline", ours(w)}, {"go-trafilatura", trafilaturaAlone}}
	out := tabwriter.NewWriter(o.Out, 0, 4, 2, ' ', tabwriter.AlignRight)
	for _, set := range pageSets {
		scores, err := scoreSet(ctx, o, pages, set, readers)
		if err != nil {
			return err
		}
		set.table(out, scores)
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("eval pages: write the table: %w", err)
	}
	return nil
}

// scoreSet reads every page of a set with every reader, one after the other on each page, so that a busy machine slows all alike. Scores come
// by reader and split; "all" holds both splits.
func scoreSet(ctx context.Context, o Options, pages []page, set pageSet, readers []pageReader) ([]pageScore, error) {
	readers = append(slices.Clone(readers), set.extra...)
	splits := []string{"dev", "test", "all"}
	if o.Split != "" {
		splits = []string{o.Split}
	}
	var scores []pageScore
	for _, r := range readers {
		for _, s := range splits {
			scores = append(scores, pageScore{reader: r.name, split: s})
		}
	}
	for _, p := range pages {
		if p.Set != set.name || o.Split != "" && p.Split != o.Split {
			continue
		}
		if err := ctx.Err(); err != nil {
			return nil, fmt.Errorf("eval pages: %w", err)
		}
		for i, r := range readers {
			start := time.Now()
			got := r.read(p)
			took := time.Since(start)
			for j := range splits {
				if sc := &scores[i*len(splits)+j]; sc.split == p.Split || sc.split == "all" {
					sc.add(p, got, took)
				}
			}
			if o.Misses && i == 0 {
				printMisses(o.Out, p, got)
			}
		}
	}
	return scores, nil
}

// ours reads a page as the program does.
func ours(w *world.World) func(page) reading {
	return func(p page) reading {
		r, err := report.Read(gather.Document{URL: p.URL, MediaType: "text/html", Bytes: p.html, SHA256: "-"}, w)
		got := reading{author: strings.Join(r.Authors, ", "), date: r.PublishedDay}
		if err != nil { // a page without an article still says when it was published
			return got
		}
		if r.Headline != nil {
			got.title = r.Headline.Of(r.Text)
		}
		if r.Standfirst != nil {
			got.lead = r.Standfirst.Of(r.Text)
		}
		var body []string
		for _, s := range r.Paragraphs {
			if (r.Headline == nil || s != *r.Headline) && (r.Standfirst == nil || s != *r.Standfirst) {
				body = append(body, s.Of(r.Text))
			}
		}
		got.body = strings.Join(body, "\n\n")
		return got
	}
}

// loadPages reads the manifest and the archives of pages.
func loadPages(folder string) ([]page, error) {
	f, err := os.Open(filepath.Join(folder, "manifest.jsonl"))
	if errors.Is(err, os.ErrNotExist) {
		return nil, fmt.Errorf("no folder of pages at %s: give the folder that holds pages/ with --data", folder)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	var pages []page
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var p page
		if err := json.Unmarshal(lines.Bytes(), &p); err != nil {
			return nil, fmt.Errorf("%s: %w", f.Name(), err)
		}
		pages = append(pages, p)
	}
	if err := lines.Err(); err != nil {
		return nil, fmt.Errorf("%s: %w", f.Name(), err)
	}
	return pages, fillPages(folder, pages)
}

// fillPages reads the HTML of each page from its set's archive.
func fillPages(folder string, pages []page) error {
	files := map[string][]byte{}
	for _, set := range pageSets {
		if err := readArchive(filepath.Join(folder, set.name+".html.tar.zst"), files); err != nil {
			return err
		}
	}
	for i := range pages {
		b, ok := files[pages[i].File]
		if !ok {
			return fmt.Errorf("page %s is not in the archive of %s", pages[i].File, pages[i].Set)
		}
		pages[i].html = b
	}
	return nil
}

func readArchive(path string, into map[string][]byte) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	z, err := zstd.NewReader(f)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	defer z.Close()
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			return fmt.Errorf("%s: %s: %w", path, h.Name, err)
		}
		into[strings.TrimPrefix(h.Name, "./")] = b
	}
}
