package stream

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"path"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
)

// Intake is how the desk hands documents on to be kept and read.
type Intake struct {
	Take       func(ctx context.Context, doc gather.Document) error // keeps a document and puts it in the queue
	Sample     func(ctx context.Context) error                      // nil when the desk has no sample to load
	SampleSays string                                               // what the sample is, in words
}

// maxUpload bounds one form, maxText what of it is kept in memory; bigger files wait on disk while the form is read.
const (
	maxUpload = 64 << 20
	maxMemory = 8 << 20
)

// takeFiles keeps the files and the text of a form as documents.
func (p *Pages) takeFiles(w http.ResponseWriter, r *http.Request) error {
	if p.Intake.Take == nil {
		return &shell.Fault{Status: http.StatusConflict, Title: "This desk only shows.", Kept: "The reading is done by another process: give the files to it on the command line."}
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxUpload)
	if err := r.ParseMultipartForm(maxMemory); err != nil {
		if _, tooBig := errors.AsType[*http.MaxBytesError](err); tooBig {
			return err
		}
		return &shell.Fault{Status: http.StatusBadRequest, Title: "The files did not arrive whole.", Kept: "Nothing of them was kept. Choose them again.", Err: err}
	}
	defer r.MultipartForm.RemoveAll() //nolint:errcheck // the system clears its temporary files
	var got tally
	for _, head := range r.MultipartForm.File["file"] {
		f, err := head.Open()
		if err != nil {
			return fmt.Errorf("read %s: %w", head.Filename, err)
		}
		err = p.takeAll(r.Context(), path.Base(strings.ReplaceAll(strings.ToValidUTF8(head.Filename, "_"), `\`, "/")), f, &got)
		if err := errors.Join(err, f.Close()); err != nil {
			return err
		}
	}
	for _, text := range r.MultipartForm.Value["text"] {
		text = strings.ReplaceAll(text, "\r\n", "\n")
		if strings.TrimSpace(text) == "" {
			continue
		}
		if err := p.takeAll(r.Context(), "pasted-"+gather.Sum([]byte(text))[:12]+".txt", strings.NewReader(text), &got); err != nil {
			return err
		}
	}
	p.Forget()
	v := url.Values{"first": {"1"}, "taken": {strconv.Itoa(got.taken)}}
	if got.bad > 0 {
		v.Set("bad", strconv.Itoa(got.bad))
	}
	http.Redirect(w, r, "/stream?"+v.Encode(), http.StatusSeeOther)
	return nil
}

// tally counts what came of a form.
type tally struct{ taken, bad int }

// takeAll keeps the documents in one file: a mailbox has many. What cannot be read is counted, and the rest goes on.
func (p *Pages) takeAll(ctx context.Context, name string, r io.Reader, got *tally) error {
	for doc, err := range gather.Stdin(r) {
		if err != nil {
			p.Log.InfoContext(ctx, "file not taken", "name", name, "error", err)
			got.bad++
			continue
		}
		doc.Path = name + strings.TrimPrefix(doc.Path, "-")
		if err := p.Intake.Take(ctx, doc); err != nil {
			return err
		}
		got.taken++
	}
	return nil
}

func (p *Pages) loadSample(w http.ResponseWriter, r *http.Request) error {
	if p.Intake.Sample == nil {
		return &shell.Fault{Status: http.StatusNotFound, Title: "This desk has no sample.", Kept: "Run “dateline demo” on the command line to look round in one."}
	}
	if err := p.Intake.Sample(r.Context()); err != nil {
		return fmt.Errorf("load the sample: %w", err)
	}
	p.Forget()
	http.Redirect(w, r, "/stream?first=1&did=sample", http.StatusSeeOther)
	return nil
}

// note says what came of a form, from numbers and words in the address that this package wrote there.
func note(r *http.Request) *shell.Note {
	v := r.URL.Query()
	switch {
	case v.Get("did") == "sample":
		return &shell.Note{Title: "The sample is being read.", Text: "You need not wait: reports stand in the stream as they are read.", Href: "/stream", Act: "Open the stream"}
	case v.Has("taken"):
		return takenNote(v)
	}
	return nil
}

func takenNote(v url.Values) *shell.Note {
	taken, err := strconv.Atoi(v.Get("taken"))
	if err != nil || taken < 0 {
		return nil
	}
	n := &shell.Note{Title: shell.Plural(taken, "document", "documents") + " kept.", Text: "Each waits to be read; what cannot be read is named on the status page.", Href: "/stream", Act: "Open the stream"}
	if taken == 0 {
		n = &shell.Note{Title: "Nothing was kept.", Text: "Choose a file or paste text first.", Bad: true}
	}
	if bad, err := strconv.Atoi(v.Get("bad")); err == nil && bad > 0 {
		n.Text += " " + shell.Plural(bad, "file was", "files were") + " left out: empty, or no text, page, mail or JSON."
	}
	return n
}

func (p *Pages) markSeen(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	n, err := strconv.ParseInt(r.PostFormValue("head"), 10, 64)
	if err != nil || n < 0 {
		return shell.Bad("Nothing was marked.", "The form did not say up to which report. Open the stream again.")
	}
	if err := p.Store.MarkAllRead(r.Context(), store.ReportID(n)); err != nil {
		return err
	}
	if err := p.Store.MarkSeen(r.Context(), shell.Who, store.ReportID(n)); err != nil {
		return err
	}
	p.keepHere(w, p.Now())
	http.Redirect(w, r, "/stream", http.StatusSeeOther)
	return nil
}

func (p *Pages) markUnread(w http.ResponseWriter, r *http.Request) error {
	id, err := shell.ReportID(r)
	if err != nil {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	if err := p.Store.MarkRead(r.Context(), r.PostFormValue("read") == "1", id); err != nil {
		return err
	}
	http.Redirect(w, r, "/stream", http.StatusSeeOther)
	return nil
}
