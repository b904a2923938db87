package cli

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"github.com/schollz/progressbar/v3"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/language"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/world"
)

type readCommand struct {
	From      []string `arg:"" name:"path|url|-" help:"Files (.txt, .html, .eml, .mbox, ninjs or plain JSON), folders, addresses, or - for standard input."`
	Format    string   `enum:"text,json,conllu" default:"text" help:"text: for people. json: the record, one line a report. conllu: the analysed text. (${enum})"`
	Color     string   `enum:"auto,always,never" default:"auto" help:"Colour in text (${enum})."`
	AllowHost []string `placeholder:"HOST" help:"Permit this host to be fetched although its address is private or on this machine."`
	Jobs      int      `short:"j" default:"0" help:"Reports to read at once; 0 means one a core."`
}

// Help is shown under "dateline read --help".
func (*readCommand) Help() string {
	return `Examples:
  dateline read report.txt
  dateline read --format json reports/ > records.jsonl
  curl -s https://news.example/page.html | dateline read -
  dateline read https://news.example/page.html`
}

// reading is one document on its way through the rooms.
type reading struct {
	report report.Report
	text   language.Text
	record record.Record
	err    error
}

// Run reads every document in order, prints each record as it comes, and fails at the end when a document failed.
func (c *readCommand) Run(ctx context.Context, s *streams) error {
	open, err := openRooms()
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(s.out, 1<<16)
	show := c.printer(s, out)
	bar := newProgress(s, c.From)
	done, failed := 0, 0
	for r := range readAll(ctx, c.documents(ctx, s), open, c.Jobs) {
		bar.step()
		if r.err != nil {
			failed++
			bar.clear()
			fmt.Fprintf(s.err, "dateline: %s\n", printable(r.err.Error()))
			continue
		}
		done++
		if err := show(r); err != nil {
			return fmt.Errorf("print the record: %w", err)
		}
		if err := flushForPerson(out, s.out); err != nil {
			return err
		}
	}
	bar.finish()
	if err := out.Flush(); err != nil {
		return fmt.Errorf("print the record: %w", err)
	}
	if ctx.Err() != nil {
		return fmt.Errorf("stopped after %d reports: %w", done, context.Cause(ctx))
	}
	if failed > 0 {
		if done+failed > 1 {
			fmt.Fprintf(s.err, "dateline: %d of %d documents could not be read; the others were.\n", failed, done+failed)
		}
		return errSaid
	}
	if done == 0 {
		return fmt.Errorf("nothing to read in %s: it holds no .txt, .html, .eml, .mbox or .json file", strings.Join(c.From, ", "))
	}
	return nil
}

// flushForPerson lets someone at a terminal see each record at once; a pipe or a file gets full buffers.
func flushForPerson(out *bufio.Writer, w io.Writer) error {
	if !isTerminal(w) {
		return nil
	}
	return out.Flush()
}

func (c *readCommand) printer(s *streams, out io.Writer) func(reading) error {
	switch c.Format {
	case "json":
		enc := json.NewEncoder(out)
		enc.SetEscapeHTML(false)
		return func(r reading) error { return enc.Encode(r.record) }
	case "conllu":
		return func(r reading) error { return r.text.WriteCoNLLU(out, r.report.ID) }
	}
	page := page{out: out, width: widthOf(s.out), colour: colourWanted(c.Color, s.out)}
	return func(r reading) error { return page.print(r.record) }
}

// documents gives what the arguments name, one after the other.
func (c *readCommand) documents(ctx context.Context, s *streams) iter.Seq2[gather.Document, error] {
	return func(yield func(gather.Document, error) bool) {
		for _, from := range c.From {
			for doc, err := range c.one(ctx, s, from) {
				if !yield(doc, err) {
					return
				}
			}
		}
	}
}

func (c *readCommand) one(ctx context.Context, s *streams, from string) iter.Seq2[gather.Document, error] {
	switch {
	case from == "-":
		return gather.Stdin(s.in)
	case isAddress(from):
		client := gather.NewClient(gather.ClientOptions{AllowHost: allowed(c.AllowHost)})
		doc, err := client.Page(ctx, from)
		if err != nil {
			err = fmt.Errorf("read %s: %w", from, err)
		}
		return once(doc, err)
	}
	return gather.Files(ctx, from)
}

func once(doc gather.Document, err error) iter.Seq2[gather.Document, error] {
	return func(yield func(gather.Document, error) bool) { yield(doc, err) }
}

func isAddress(s string) bool {
	lower := strings.ToLower(s)
	return strings.HasPrefix(lower, "http://") || strings.HasPrefix(lower, "https://")
}

// allowed is the owner's word for hosts that the guarded dialer would refuse.
func allowed(hosts []string) func(string) bool {
	return func(host string) bool {
		for _, h := range hosts {
			if strings.EqualFold(h, host) {
				return true
			}
		}
		return false
	}
}

// rooms are what documents are read with: what is known of the world, and the language core, nil in a program without weights.
type rooms struct {
	world    *world.World
	language *language.Reader
}

func openRooms() (*rooms, error) {
	w, err := world.Load()
	if err != nil {
		return nil, err
	}
	l, err := language.Shared()
	if err != nil {
		return nil, err
	}
	return &rooms{w, l}, nil
}

// readAll sends documents through the rooms on all cores and gives the answers in the order of the documents.
func readAll(ctx context.Context, docs iter.Seq2[gather.Document, error], in *rooms, jobs int) iter.Seq[reading] {
	if jobs <= 0 {
		jobs = runtime.GOMAXPROCS(0)
	}
	return func(yield func(reading) bool) {
		ctx, stop := context.WithCancel(ctx)
		defer stop()
		line := make(chan chan reading, jobs)
		go func() {
			defer close(line)
			for doc, err := range docs {
				answer := make(chan reading, 1)
				select {
				case line <- answer:
				case <-ctx.Done():
					return
				}
				if err != nil {
					answer <- reading{err: err}
					continue
				}
				go func() { answer <- in.read(doc) }()
			}
		}()
		for answer := range line {
			if !yield(<-answer) {
				return
			}
		}
	}
}

// read is the way of one document from the outside to its record. A document that makes a room panic is refused like any
// other bad one: it must not stop the line.
func (in *rooms) read(doc gather.Document) (answer reading) {
	defer func() {
		if fault := recover(); fault != nil {
			answer = reading{err: fmt.Errorf("read %s: a mistake in dateline, not in the document: %v; please report it with the document", cmp.Or(doc.Path, doc.URL), fault)}
		}
	}()
	r, err := report.Read(doc, in.world)
	if err != nil {
		return reading{err: err}
	}
	text := in.language.Read(r.Text, r.Paragraphs)
	return reading{report: r, text: text, record: record.Read(r, text, in.world)}
}

// progress shows on a terminal how far a long reading is. A bar that cannot be drawn is no reason to stop.
type progress struct{ bar *progressbar.ProgressBar }

func newProgress(s *streams, from []string) progress {
	total := countFiles(from)
	if total < 2 || !isTerminal(s.err) {
		return progress{}
	}
	return progress{progressbar.NewOptions(total, progressbar.OptionSetWriter(s.err), progressbar.OptionSetDescription("reading"),
		progressbar.OptionShowCount(), progressbar.OptionThrottle(100*time.Millisecond), progressbar.OptionShowIts(), progressbar.OptionSetItsString("reports"), progressbar.OptionClearOnFinish())}
}

func (p progress) step() {
	if p.bar != nil {
		p.bar.Add(1)
	}
}

func (p progress) clear() {
	if p.bar != nil {
		p.bar.Clear()
	}
}

func (p progress) finish() {
	if p.bar != nil {
		p.bar.Finish()
	}
}

// countFiles is how many files the arguments name. What is wrong with one of them is said when it is read.
func countFiles(from []string) int {
	total := 0
	for _, path := range from {
		filepath.WalkDir(path, func(_ string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				total++
			}
			return nil
		})
	}
	return total
}
