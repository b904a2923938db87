package evidence

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/store"
)

// What a pack holds at most. What is left out is named in its README.
const (
	reportsInPack = 200
	bytesInPack   = 128 << 20 // of kept copies
)

// Sentence is a line of sentences.jsonl: words of a report and where they stand in its text.
type Sentence struct {
	Report    store.ReportID `json:"report"`
	Fact      string         `json:"fact,omitempty"` // its id in the record
	Kind      string         `json:"kind"`
	Says      string         `json:"says,omitempty"` // what it is in the pack for: a stance and who takes it, a line of a brief
	Start     int            `json:"start_byte"`     // in reports/N/text.txt
	End       int            `json:"end_byte"`
	SHA256    string         `json:"sha256"` // of the words
	Words     string         `json:"words"`
	Source    string         `json:"source"`
	URL       string         `json:"url,omitempty"`
	Published time.Time      `json:"published"`
	Document  string         `json:"document"` // SHA-256 of the kept copy
	span      span.Span
}

// told is reports/N/report.json: where a report's words came from, and what people decided of its facts.
type told struct {
	ID          store.ReportID              `json:"id"`
	Version     int                         `json:"version"`
	Source      string                      `json:"source"`
	Owner       store.Ownership             `json:"owner"`
	TextID      string                      `json:"text_sha256"`
	Document    string                      `json:"document_sha256"`
	Fetches     []store.Fetch               `json:"fetches"`
	Recorded    time.Time                   `json:"recorded"`
	Superseded  time.Time                   `json:"superseded,omitzero"`
	Model       string                      `json:"model"`
	Decisions   []store.Decision            `json:"decisions"`
	Corrections map[string]store.Correction `json:"corrections"`
}

// pack is a zip that proves what the desk says: the kept copies, the texts that were cut from them, the records, and the sentences.
type pack struct {
	d         *shell.Desk
	zip       *zip.Writer
	out       bytes.Buffer
	at        time.Time
	sums      []string
	sentences []Sentence
	left      []string // what was left out, in words
	size      int
	copies    map[string]bool
}

func newPack(d *shell.Desk) *pack {
	p := &pack{d: d, at: d.Now().UTC(), copies: map[string]bool{}}
	p.zip = zip.NewWriter(&p.out)
	return p
}

// add puts a file into the pack and its hash on the list.
func (p *pack) add(name string, content []byte) error {
	w, err := p.zip.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Deflate, Modified: p.at})
	if err == nil {
		_, err = w.Write(content)
	}
	if err != nil {
		return fmt.Errorf("put %s into the pack: %w", name, err)
	}
	p.sums = append(p.sums, gather.Sum(content)+"  "+name)
	return nil
}

func (p *pack) addJSON(name string, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("write %s: %w", name, err)
	}
	return p.add(name, append(b, '\n'))
}

// report adds a report with its copy, and the wanted sentences of it: all of its facts when wanted is nil.
func (p *pack) report(ctx context.Context, id store.ReportID, wanted []Sentence) error {
	r, err := p.d.Store.Report(ctx, id)
	if err != nil {
		return err
	}
	corrections, err := p.d.Store.Corrections(ctx, id)
	if err != nil {
		return err
	}
	dir := "reports/" + strconv.FormatInt(int64(id), 10) + "/"
	err = errors.Join(p.add(dir+"text.txt", []byte(r.Report.Text)), p.addJSON(dir+"record.json", r.Record),
		p.addJSON(dir+"report.json", told{ID: id, Version: r.Version, Source: r.Source.Name, Owner: r.Source.Owner, TextID: strings.TrimPrefix(r.Report.ID, "sha256:"), Document: r.Document, Fetches: r.Fetches,
			Recorded: r.Recorded, Superseded: r.SupersededAt, Model: r.Model, Decisions: append([]store.Decision{}, r.Decisions...), Corrections: corrections}),
		p.copy(ctx, r.Document))
	if err != nil {
		return err
	}
	if wanted == nil {
		for _, f := range r.Facts {
			wanted = append(wanted, Sentence{Fact: f.ID, Kind: string(f.Kind), span: f.Span})
		}
	}
	for _, s := range wanted {
		if err := s.span.Check(r.Report.Text); err != nil {
			return fmt.Errorf("report %d: %w: %w", id, store.ErrDamaged, err)
		}
		s.Report, s.Start, s.End, s.Words, s.Source, s.URL, s.Published, s.Document = id, s.span.Start, s.span.End, s.span.Of(r.Report.Text), r.Source.Name, r.Report.URL, r.Report.Published, r.Document
		s.SHA256 = gather.Sum([]byte(s.Words))
		p.sentences = append(p.sentences, s)
	}
	return nil
}

// copy adds a kept copy, once, under its hash.
func (p *pack) copy(ctx context.Context, sum string) error {
	if p.copies[sum] {
		return nil
	}
	p.copies[sum] = true
	doc, err := p.d.Store.Document(ctx, sum)
	if err != nil {
		return err
	}
	if p.size += len(doc.Bytes); p.size > bytesInPack {
		p.size -= len(doc.Bytes)
		p.left = append(p.left, fmt.Sprintf("the kept copy %s (%d bytes): the pack would be too big. Download it from /documents/%s", sum, len(doc.Bytes), sum))
		return nil
	}
	return p.add("documents/"+sum, doc.Bytes)
}

// all adds the reports of sentences, each with those that are of it.
func (p *pack) all(ctx context.Context, sentences []Sentence) error {
	byReport := map[store.ReportID][]Sentence{}
	var order []store.ReportID
	for _, s := range sentences {
		if byReport[s.Report] == nil {
			order = append(order, s.Report)
		}
		byReport[s.Report] = append(byReport[s.Report], s)
	}
	if n := len(order) - reportsInPack; n > 0 {
		p.left = append(p.left, fmt.Sprintf("%d reports beyond the first %d", n, reportsInPack))
		order = order[:reportsInPack]
	}
	for _, id := range order {
		if err := p.report(ctx, id, byReport[id]); err != nil {
			return err
		}
	}
	return nil
}

// send closes the pack with its README and its list of hashes, and sends it as a download.
func (p *pack) send(w http.ResponseWriter, name, title, address string) error {
	var lines bytes.Buffer
	out := json.NewEncoder(&lines)
	out.SetEscapeHTML(false)
	for _, s := range p.sentences {
		if err := out.Encode(s); err != nil {
			return err
		}
	}
	err := errors.Join(p.add("sentences.jsonl", lines.Bytes()), p.add("README.txt", []byte(p.readme(title, address))))
	if err != nil {
		return err
	}
	slices.SortFunc(p.sums, func(a, b string) int { return cmp.Compare(a[66:], b[66:]) })
	if err := errors.Join(p.add("SHA256SUMS", []byte(strings.Join(p.sums, "\n")+"\n")), p.zip.Close()); err != nil {
		return err
	}
	h := w.Header()
	h.Set("Content-Type", "application/zip")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Disposition", `attachment; filename="`+name+`.zip"`)
	h.Set("Content-Length", strconv.Itoa(p.out.Len()))
	if _, err := w.Write(p.out.Bytes()); err != nil {
		return nil // the reader has gone; the header is written
	}
	return nil
}

// readme says what lies in the pack and how to check it with tools that every system has.
func (p *pack) readme(title, address string) string {
	example := "no sentence stands in this pack"
	if len(p.sentences) > 0 {
		s := p.sentences[0]
		example = fmt.Sprintf("tail -c +%d reports/%d/text.txt | head -c %d | sha256sum\n  must print %s", s.Start+1, s.Report, s.End-s.Start, s.SHA256)
	}
	left := "nothing"
	if len(p.left) > 0 {
		left = "\n  " + strings.Join(p.left, "\n  ")
	}
	return fmt.Sprintf(`%s

Made by Dateline %s on %s from %s
%d sentences of %d kept copies. Left out: %s.

What lies here
  documents/HASH         the bytes as they came, under their SHA-256. They are from outside: do not open them in a browser that runs scripts
  reports/N/text.txt     the text that was cut from them (UTF-8); every byte range counts in this file
  reports/N/record.json  what was read from the text, with the byte range of each fact (dateline.record/1)
  reports/N/report.json  where the copy was fetched and when, what the server said, who owns the source, which model read it, and what people decided
  sentences.jsonl        one sentence a line: where it stands, its words, and their SHA-256
  SHA256SUMS             the hashes of all these files

How to check
  1. Nothing was changed since the pack was made:
     sha256sum -c SHA256SUMS
  2. The name of a kept copy is its hash:
     sha256sum documents/*
  3. A sentence stands where it is said to stand. For the first:
     %s
  4. The copy says what the text says: read it, or let the program read it again:
     dateline read documents/HASH
  5. The page still says so: open the address in report.json. It may have changed since; then the copy is what it said at the time of its fetch.

What this cannot prove: that what a sentence says is true, and that the server sent these bytes. It proves what was kept, when this desk says it came, and that
nothing shown was made up.
`, title, p.d.Version, p.at.Format("2 January 2006 15:04 MST"), address, len(p.sentences), len(p.copies), left, example)
}

// reportPack sends the pack of one report with all of its facts.
func (p Pages) reportPack(w http.ResponseWriter, r *http.Request) error {
	id, err := shell.ReportID(r)
	if err != nil {
		return err
	}
	pk := newPack(p.Desk)
	if err := pk.report(r.Context(), id, nil); err != nil {
		return err
	}
	return pk.send(w, fmt.Sprintf("dateline-report-%d", id), fmt.Sprintf("Evidence of report %d", id), fmt.Sprintf("/reports/%d", id))
}

// claimPack sends the pack of a claim with every sentence on it, by every version of a report.
func (p Pages) claimPack(w http.ResponseWriter, r *http.Request) error {
	n, err := shell.PathNumber(r, "claim")
	if err != nil {
		return err
	}
	c, err := p.Store.Claim(r.Context(), store.ClaimID(n))
	if err != nil {
		return err
	}
	decisions, err := p.Store.ClaimDecisions(r.Context(), c.ID)
	if err != nil {
		return err
	}
	var all []Sentence
	for _, x := range c.All {
		all = append(all, Sentence{Report: x.Told.Report, Fact: x.Fact, Kind: "position", Says: string(x.Stance) + ": " + cmp.Or(x.Actor.Name, "no name given"), span: x.Sentence})
	}
	pk := newPack(p.Desk)
	if err := errors.Join(pk.all(r.Context(), all), pk.addJSON("claim.json", map[string]any{"claim": c.ClaimRow, "decisions": append([]store.ClaimDecision{}, decisions...)})); err != nil {
		return err
	}
	return pk.send(w, fmt.Sprintf("dateline-claim-%d", c.ID), "Evidence of the claim: "+c.Proposition, fmt.Sprintf("/claims/%d", c.ID))
}

// briefPack sends the pack of a kept brief: each sentence that one of its lines stands on.
func (p Pages) briefPack(w http.ResponseWriter, r *http.Request) error {
	x, err := p.Store.SituationBySlug(r.Context(), r.PathValue("slug"))
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(r.PathValue("number"))
	if err != nil {
		return store.ErrNotFound
	}
	b, err := p.Store.SituationBrief(r.Context(), x.ID, n)
	if err != nil {
		return err
	}
	var all []Sentence
	for i, e := range b.Sentences {
		all = append(all, Sentence{Report: store.ReportID(e.Report), Fact: e.Fact, Kind: "sentence", Says: "number " + strconv.Itoa(i+1) + " of the brief", span: e.Span})
	}
	pk := newPack(p.Desk)
	if err := errors.Join(pk.all(r.Context(), all), pk.addJSON("brief.json", b)); err != nil {
		return err
	}
	return pk.send(w, fmt.Sprintf("dateline-brief-%d-%d", x.ID, n), fmt.Sprintf("Evidence of brief No. %d: %s", n, x.Name), "/situations/"+url.PathEscape(x.Slug)+"/briefs/"+strconv.Itoa(n))
}
