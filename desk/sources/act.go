package sources

import (
	"context"
	"net/http"
	"net/url"
	"strconv"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

// act does what the buttons of one source ask for.
func (p Pages) act(w http.ResponseWriter, r *http.Request) error {
	id, err := shell.SourceID(r)
	if err != nil {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxForm)
	did := r.PathValue("act")
	switch did {
	case "pause":
		err = p.Store.PauseSource(r.Context(), id, true)
	case "resume":
		err = p.Store.PauseSource(r.Context(), id, false)
	case "try":
		err = p.try(r.Context(), id)
	case "remove":
		err = p.Store.RemoveSource(r.Context(), id)
	case "owner":
		did, err = p.setOwner(r, id)
	default:
		return &shell.Fault{Status: http.StatusNotFound, Title: "There is no such act.", Kept: "Nothing was changed."}
	}
	if err != nil {
		return err
	}
	p.Forget()
	http.Redirect(w, r, "/sources?did="+did+"#s-"+strconv.FormatInt(int64(id), 10), http.StatusSeeOther)
	return nil
}

// try reads a source now, or makes it due for the process that reads.
func (p Pages) try(ctx context.Context, id store.SourceID) error {
	if p.Poll != nil {
		if _, err := p.Store.Source(ctx, id); err != nil {
			return err
		}
		return p.Poll(ctx, id)
	}
	return p.Store.Write(ctx, func(t *store.Tx) error { return t.SetDue(id, t.Now()) })
}

func (p Pages) setOwner(r *http.Request, id store.SourceID) (did string, err error) {
	if err := r.ParseForm(); err != nil {
		return "", &shell.Fault{Status: http.StatusBadRequest, Title: "The form did not arrive whole.", Kept: "Nothing was changed. Try again.", Err: err}
	}
	o, missing := ownership(r.PostForm)
	if missing {
		return "evidence", nil
	}
	return "owner", p.Store.SetOwner(r.Context(), id, o)
}

// done are the words for what a button did.
var done = map[string]shell.Note{
	"pause":    {Title: "Paused.", Text: "It is not read until you resume it; what was read is kept."},
	"resume":   {Title: "Resumed.", Text: "It is read next."},
	"try":      {Title: "It is read next.", Text: "The result stands here in a moment: open this page again.", Href: "/sources", Act: "Open again"},
	"remove":   {Title: "Removed.", Text: "It is read no more. Its reports stay in the stream, with their evidence."},
	"owner":    {Title: "The owner was set.", Text: "Your choice is kept with its day and its sentence; earlier ones stay on record."},
	"evidence": {Title: "The owner was not set.", Text: "Give the sentence that says who owns it, with where it stands.", Bad: true},
	"none":     {Title: "Nothing was added.", Text: "Choose at least one of what was found.", Bad: true},
}

// note says what came of a form, from words and numbers in the address that this package wrote there.
func note(v url.Values) *shell.Note {
	if n, is := done[v.Get("did")]; is {
		return &n
	}
	if !v.Has("added") {
		return nil
	}
	added, known, bad := whole(v.Get("added")), whole(v.Get("known")), whole(v.Get("bad"))
	n := &shell.Note{Title: shell.Plural(added, "source", "sources") + " added.", Text: "Each is read next.", Bad: added == 0}
	if added == 0 {
		n.Text = ""
	}
	if known > 0 {
		n.Text += " " + shell.Plural(known, "was", "were") + " on the list already."
	}
	if bad > 0 {
		n.Text += " " + shell.Plural(bad, "line", "lines") + " could not be understood and " + agree(bad, "was", "were") + " left out."
	}
	if v.Get("evidence") == "missing" {
		n.Text += " The owner stays unknown: give the sentence that says who owns it."
	}
	return n
}

func whole(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 {
		return 0
	}
	return n
}
