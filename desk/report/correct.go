package report

import (
	"net/http"
	"slices"
	"strings"

	"github.com/dateline-news/dateline/desk/facts"
	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/store"
)

// correctable are the fields of a card that a person can correct. What is counted or measured (sentence, confidence) is not among them.
var correctable = []string{"Speaker", "Office", "Cue", "Audience", "Form", "Said on", "Type", "CAMEO", "Who", "To whom", "When", "Where", "Status", "Kind", "Also", "Country", "Value", "Precision", "About"}

// titleField is the name of a correction of what the card says as a whole.
const titleField = "It is"

// editable lists the fields of a fact with the machine's answers, for the form.
func editable(f facts.Fact) []facts.Field {
	list := []facts.Field{{Name: titleField, Value: shell.Cut(f.Title, 300)}}
	for _, one := range f.Fields {
		if slices.Contains(correctable, one.Name) {
			list = append(list, facts.Field{Name: one.Name, Value: one.Value})
		}
	}
	return list
}

// held lists what a person says holds, in the order of the card's fields.
func held(c store.Correction) []facts.Field {
	var list []facts.Field
	for _, name := range append([]string{titleField}, correctable...) {
		if v := c.Fields[name]; v != "" {
			list = append(list, facts.Field{Name: name, Value: v})
		}
	}
	return list
}

// correct keeps what a person says holds in place of the machine's answer: the fields of the form that differ from it.
func (p Pages) correct(w http.ResponseWriter, r *http.Request) error {
	id, err := shell.ReportID(r)
	if err != nil {
		return err
	}
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	stored, err := p.Store.Report(r.Context(), id)
	if err != nil {
		return err
	}
	fact := r.PathValue("fact")
	changed := map[string]string{}
	for _, f := range facts.Of(&stored.Record) {
		if f.ID != fact {
			continue
		}
		for _, one := range editable(f) {
			if v := strings.TrimSpace(r.PostFormValue(one.Name)); v != "" && v != one.Value {
				changed[one.Name] = v
			}
		}
	}
	if len(changed) == 0 {
		return shell.Bad("Nothing was corrected.", "Change at least one field of the card. If the fact does not hold at all, reject it.")
	}
	d := store.Decision{Report: id, Fact: fact, Who: shell.Who, Note: shell.Cut(strings.TrimSpace(r.PostFormValue("note")), 500)}
	if err := p.Store.Correct(r.Context(), d, changed); err != nil {
		return err
	}
	http.Redirect(w, r, address(id)+"#r-"+fact, http.StatusSeeOther)
	return nil
}
