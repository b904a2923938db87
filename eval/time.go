package eval

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"text/tabwriter"
	"time"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// timeSets are the sets of ../shared/data/time whose documents are news, marked by the rules of TimeML.
var timeSets = []struct{ name, file string }{
	{"TempEval-3 platinum", "te3-platinum.test.jsonl"},
	{"TimeBank 1.2", "timebank.train.jsonl"},
	{"AQUAINT", "aquaint.train.jsonl"},
}

// timeDocument is one line of a set.
type timeDocument struct {
	ID      string     `json:"id"`
	DocDate string     `json:"doc_date"`
	Text    string     `json:"text"`
	Split   string     `json:"split"`
	Gold    []goldTime `json:"timexes"`
}

type goldTime struct {
	Span        span.Span `json:"span"`
	Type        string    `json:"type"`
	Value       *string   `json:"value"`
	Grain       string    `json:"grain"` // Duckling
	Kind        string    `json:"kind"`  // Recognizers-Text
	Resolutions []struct {
		Value     string `json:"value"`
		Date      string `json:"date"`
		Start     string `json:"start"`
		StartDate string `json:"startDate"`
		DateTime  string `json:"dateTime"`
		When      string `json:"when"`
	} `json:"resolutions"`
}

// Time scores the finding and the values of times: by the rules of TempEval-3 (Uzzaman et al., SemEval 2013, task 1) on
// three sets of news, and by the day on three sets of phrases, with their own preference for the future.
func Time(ctx context.Context, o Options) error {
	folder := filepath.Join(o.Data, "time")
	if _, err := os.Stat(folder); err != nil {
		return fmt.Errorf("eval time: no folder %s: give the folder that holds time/ with --data", folder)
	}
	if err := newsTimes(ctx, o, folder); err != nil {
		return fmt.Errorf("eval time: %w", err)
	}
	if err := phraseTimes(ctx, o, folder); err != nil {
		return fmt.Errorf("eval time: %w", err)
	}
	return nil
}

// newsTimes prints the table of the sets of news, each beside what others have published or we have measured for others.
func newsTimes(ctx context.Context, o Options, folder string) error {
	t := tabwriter.NewWriter(o.Out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "times in news\tdocs\tgold\trelaxed P\tR\tF1\tstrict P\tR\tF1\tvalue F1\ttype acc\tKB/s")
	for _, set := range timeSets {
		docs, err := readTimeSet(filepath.Join(folder, set.file), o.Split)
		if err != nil {
			return err
		}
		if len(docs) == 0 {
			continue
		}
		var s timeScore
		for _, d := range docs {
			if err := ctx.Err(); err != nil {
				return err
			}
			s.document(o, d)
		}
		s.print(t, set.name, len(docs))
		for _, p := range timePeers[set.name] {
			fmt.Fprintf(t, "  %s\t\t\t\t\t%s\t\t\t%s\t%s\t\t%s\n", p.name, p.relaxed, p.strict, p.value, p.source)
		}
	}
	return t.Flush()
}

// readTimeSet reads the documents of a split, of all splits when it is "".
func readTimeSet(path, split string) (docs []timeDocument, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() {
		if e := f.Close(); err == nil {
			err = e
		}
	}()
	lines := bufio.NewReader(f)
	for n := 1; ; n++ {
		line, readErr := lines.ReadBytes('\n')
		if len(line) > 0 {
			var d timeDocument
			if err := json.Unmarshal(line, &d); err != nil {
				return nil, fmt.Errorf("%s:%d: %w", path, n, err)
			}
			if split == "" || d.Split == split {
				docs = append(docs, d)
			}
		}
		if readErr == io.EOF {
			return docs, nil
		}
		if readErr != nil {
			return nil, readErr
		}
	}
}

// reference is what the times of the document are reckoned from.
func (d timeDocument) reference(ahead bool) record.Reference {
	for _, form := range []string{"2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"} {
		if day, err := time.Parse(form, d.DocDate[:min(len(d.DocDate), len(form))]); err == nil {
			return record.Reference{Day: day, Ahead: ahead}
		}
	}
	return record.Reference{Ahead: ahead}
}

// timeScore counts over the documents of a set.
type timeScore struct {
	gold, found, relaxed, strict, value, kind int
	bytes                                     int
	took                                      time.Duration
}

// document finds the times of one document and compares them with the gold ones.
func (s *timeScore) document(o Options, d timeDocument) {
	ref := d.reference(false)
	begin := time.Now()
	found := record.FindTimes(d.Text, ref)
	s.took += time.Since(begin)
	s.bytes += len(d.Text)
	s.gold, s.found = s.gold+len(d.Gold), s.found+len(found)
	paired := pairTimes(d.Gold, found)
	used := make([]bool, len(found))
	for i, g := range d.Gold {
		if paired[i] < 0 {
			showMiss(o, d, "not found", g, record.Time{})
			continue
		}
		f := found[paired[i]]
		used[paired[i]] = true
		s.relaxed++
		if f.Span == g.Span {
			s.strict++
		}
		if f.Type == g.Type {
			s.kind++
		}
		if g.Value != nil && f.Value == *g.Value {
			s.value++
		} else {
			showMiss(o, d, "value", g, f)
		}
	}
	for i, f := range found {
		if !used[i] {
			showMiss(o, d, "not gold", goldTime{}, f)
		}
	}
}

// pairTimes gives each gold time the index of the found one that is its, -1 when none is: one to one, by any overlap.
func pairTimes(gold []goldTime, found []record.Time) []int {
	paired := make([]int, len(gold))
	used := make([]bool, len(found))
	for i, g := range gold {
		paired[i] = -1
		for k, f := range found {
			if !used[k] && f.Span.Overlaps(g.Span) {
				paired[i], used[k] = k, true
				break
			}
		}
	}
	return paired
}

// showMiss prints one miss with the words around it; never for a test split, which nobody may tune on.
func showMiss(o Options, d timeDocument, what string, g goldTime, f record.Time) {
	if !o.Misses || d.Split == "test" {
		return
	}
	at, want := g.Span, "-"
	if at.End == 0 {
		at = f.Span
	}
	if g.Value != nil {
		want = fmt.Sprintf("%q %s %s", g.Span.Of(d.Text), g.Type, *g.Value)
	}
	got := "-"
	if f.Span.End > 0 {
		got = fmt.Sprintf("%q %s %s", f.Span.Of(d.Text), f.Type, f.Value)
	}
	from, to := max(0, at.Start-60), min(len(d.Text), at.End+40)
	fmt.Fprintf(o.Out, "%s\t%s\t%s\twant %s\tgot %s\t%q\n", what, d.ID, d.DocDate, want, got, d.Text[from:to])
}

func (s timeScore) print(w io.Writer, name string, docs int) {
	relaxedP, relaxedR, relaxedF := precisionRecall(s.relaxed, s.found, s.gold)
	strictP, strictR, strictF := precisionRecall(s.strict, s.found, s.gold)
	_, _, valueF := precisionRecall(s.value, s.found, s.gold)
	fmt.Fprintf(w, "%s\t%d\t%d\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.3f\t%.0f\n", name, docs, s.gold,
		relaxedP, relaxedR, relaxedF, strictP, strictR, strictF, valueF, fraction(s.kind, s.relaxed),
		float64(s.bytes)/1024/max(s.took.Seconds(), 1e-9))
}

func precisionRecall(right, found, gold int) (p, r, f float64) {
	p, r = fraction(right, found), fraction(right, gold)
	if p+r > 0 {
		f = 2 * p * r / (p + r)
	}
	return p, r, f
}

func fraction(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// timePeer is a row that others have published, or that was measured for them on the same files, as
// ../shared/data/time/README.md quotes it.
type timePeer struct{ name, relaxed, strict, value, source string }

var timePeers = map[string][]timePeer{
	"TempEval-3 platinum": {
		{"HeidelTime", ".903", ".813", ".776", "published (S13-2001)"},
		{"SUTime", ".903", ".796", ".674", "published (S13-2001)"},
		{"UWTime", ".914", ".831", ".824", "published (Lee 2014)"},
		{"Recognizers-Text JS 1.3.2", ".822", ".632", ".482", "quoted, same file"},
		{"go-dateparser 1.4.7", ".763", ".193", ".341", "quoted, same file"},
		{"chrono-node 2.10.3", ".698", ".391", ".335", "quoted, same file"},
	},
	"TimeBank 1.2": {
		{"Recognizers-Text JS 1.3.2", ".824", ".632", ".424", "quoted, same file"},
		{"chrono-node 2.10.3", ".708", ".489", ".426", "quoted, same file"},
	},
	"AQUAINT": {
		{"Recognizers-Text JS 1.3.2", ".846", ".726", ".447", "quoted, same file"},
		{"chrono-node 2.10.3", ".828", ".534", ".606", "quoted, same file"},
		{"go-dateparser 1.4.7", ".752", ".273", ".402", "quoted, same file"},
	},
}
