package shell

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"html/template"
	"log/slog"
	"net/http"

	"github.com/dateline-news/dateline/store"
)

// Fault is an error with its words for the person at the desk.
type Fault struct {
	Status int
	Title  string // what failed
	Kept   string // what is kept, what to do
	Err    error  // the cause, for the log; nil when the words say all
}

func (f *Fault) Error() string {
	if f.Err != nil {
		return f.Title + ": " + f.Err.Error()
	}
	return f.Title
}

func (f *Fault) Unwrap() error { return f.Err }

// Bad is a Fault for a request that cannot be understood.
func Bad(title, advice string) error {
	return &Fault{Status: http.StatusBadRequest, Title: title, Kept: advice}
}

// faultOf finds the words for err. This is the one table from errors to statuses.
func faultOf(err error) *Fault {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f
	}
	if _, ok := errors.AsType[*http.MaxBytesError](err); ok {
		return &Fault{http.StatusRequestEntityTooLarge, "That is too big to send through the browser.",
			"Nothing of it was kept. Read big files on the command line: dateline read FILE.", err}
	}
	switch {
	case errors.Is(err, store.ErrNotFound):
		return &Fault{http.StatusNotFound, "Not in the record.", "The address may be mistyped, or it belongs to another data folder.", err}
	case errors.Is(err, store.ErrBadCursor):
		return &Fault{http.StatusBadRequest, "That is not a place in the stream.", "Begin again at the newest report.", err}
	case errors.Is(err, store.ErrInvalid):
		return &Fault{http.StatusBadRequest, "That cannot be done.", err.Error() + ". Nothing was changed.", err}
	case errors.Is(err, store.ErrDiskFull):
		return &Fault{http.StatusInsufficientStorage, "The disk is full.", "All that was read before is kept. Free some space, then try again.", err}
	case errors.Is(err, store.ErrReadOnly):
		return &Fault{http.StatusInternalServerError, "The data folder cannot be written to.", "All that was read before is kept. Give the program the right to write there.", err}
	case errors.Is(err, context.DeadlineExceeded):
		return &Fault{http.StatusServiceUnavailable, "This took too long.", "Nothing is lost. Try again in a moment; if it stays so, look at the status page.", err}
	}
	return &Fault{http.StatusInternalServerError, "The desk could not make this page.",
		"All that was read before is kept. Try again; if it stays so, report the number below with what you did.", err}
}

type faultPage struct {
	Frame
	Fault   *Fault
	Request string
}

var faultTemplate = template.Must(template.New("desk").Funcs(words).ParseFS(pages, "frame.html", "parts.html", "fault.html"))

// Handle turns a handler that may fail into one that answers with the page for its error.
func (d *Desk) Handle(f func(http.ResponseWriter, *http.Request) error) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := f(w, r); err != nil {
			d.Fail(w, r, err)
		}
	})
}

// Fail answers with the page for err and logs it when someone must act.
func (d *Desk) Fail(w http.ResponseWriter, r *http.Request, err error) {
	if r.Context().Err() != nil && !errors.Is(r.Context().Err(), context.DeadlineExceeded) {
		return // the reader has gone
	}
	fault, id := faultOf(err), RequestID(r.Context())
	level := slog.LevelInfo
	if fault.Status >= 500 {
		level = slog.LevelError
	}
	d.Log.LogAttrs(context.WithoutCancel(r.Context()), level, "request failed", slog.String("request", id), slog.String("method", r.Method),
		slog.String("path", r.URL.Path), slog.Int("status", fault.Status), slog.Any("error", err))
	w.Header().Set("Cache-Control", "no-store")
	if WantsJSON(r) {
		err = JSON(w, r, fault.Status, map[string]string{"error": fault.Title, "advice": fault.Kept, "request": id})
	} else {
		page := &faultPage{Frame: Frame{Name: "fault", Title: fault.Title}, Fault: fault, Request: id}
		d.bare(r, &page.Frame)
		err = render(w, r, fault.Status, faultTemplate, "frame", page)
	}
	if err != nil {
		d.Log.LogAttrs(context.WithoutCancel(r.Context()), slog.LevelInfo, "answer not written", slog.String("request", id), slog.Any("error", err))
	}
}

type requestKey struct{}

// WithRequestID gives every request a number of its own, which the pages for errors show and the log bears.
func WithRequestID(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var b [6]byte
		rand.Read(b[:]) // never fails, by its documentation
		id := hex.EncodeToString(b[:])
		w.Header().Set("X-Request-Id", id)
		next.ServeHTTP(w, r.WithContext(context.WithValue(r.Context(), requestKey{}, id)))
	})
}

// RequestID is the number of the request, "" outside one.
func RequestID(ctx context.Context) string {
	id, ok := ctx.Value(requestKey{}).(string)
	if !ok {
		return ""
	}
	return id
}
