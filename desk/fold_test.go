package desk

import (
	"encoding/json"
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/dateline-news/dateline/store/storetest"
)

// joined is a desk over n invented reports, every third of which carries the words of the one before it.
func joined(t *testing.T, n int) http.Handler {
	t.Helper()
	s := newStore(t)
	if err := errors.Join(storetest.Fill(t.Context(), s, n, 1), storetest.Join(t.Context(), s, n)); err != nil {
		t.Fatal(err)
	}
	return newDesk(t, s, nil)
}

func TestStreamFolds(t *testing.T) {
	t.Parallel()
	h := joined(t, 30)
	for _, c := range []struct {
		path      string
		rows      int
		has, none []string
	}{
		{"/stream", 20, []string{"1 carried it", `aria-expanded="false"`, "30 reports", "folded to 20", `href="/stream?fold=off"`, "/stream?open=1#r1", `href="/stories/1"`, "3 reports, 2 origins"}, []string{"carries another’s words", `class="cps"`}},
		{"/stream?open=1", 20, []string{`aria-expanded="true"`, `id="copies-1"`, `href="/reports/2"`, "90 %", "word for word", `href="/stream#r1"`}, nil},
		{"/stream?fold=off", 30, []string{"carries another’s words", "Fold copies", `href="/stream?fold=off&amp;open=1#r1"`}, []string{"folded to"}},
		{"/stream?owner=state", 5, []string{"5 reports of 30"}, []string{"Copies folded"}}, // a head need not fit the filter: every report that fits is shown
		{"/stream?open=9999", 20, nil, []string{`class="cps"`}},
		{"/stream?fold=off&limit=10", 10, []string{"fold=off"}, nil},
	} {
		w := get(t, h, c.path)
		body := w.Body.String()
		if w.Code != http.StatusOK || strings.Count(body, `<article class="row`) != c.rows {
			t.Errorf("GET %s: got %d with %d rows, want %d", c.path, w.Code, strings.Count(body, `<article class="row`), c.rows)
		}
		for _, words := range c.has {
			if !strings.Contains(body, words) {
				t.Errorf("GET %s: no %q", c.path, words)
			}
		}
		for _, words := range c.none {
			if strings.Contains(body, words) {
				t.Errorf("GET %s: has %q", c.path, words)
			}
		}
		checkMarkup(t, c.path, body)
	}
	for path, want := range map[string]int{"/stream?open=x": 400, "/reports/1/copies": 200, "/reports/99999/copies": 200, "/reports/x/copies": 404} {
		if w := get(t, h, path); w.Code != want {
			t.Errorf("GET %s: got %d, want %d", path, w.Code, want)
		}
	}
}

func TestStreamFoldsAsJSON(t *testing.T) {
	t.Parallel()
	var list struct {
		Reports []struct {
			ID   int64
			Fold struct{ Carriers, Carries, Story int64 }
		}
	}
	if err := json.Unmarshal(get(t, joined(t, 6), "/stream?fold=off", "Accept", "application/json").Body.Bytes(), &list); err != nil || len(list.Reports) != 6 {
		t.Fatal(len(list.Reports), err)
	}
	for _, r := range list.Reports {
		want := map[int64][2]int64{1: {1, 0}, 2: {0, 1}, 4: {1, 0}, 5: {0, 4}}[r.ID]
		if r.Fold.Carriers != want[0] || r.Fold.Carries != want[1] || r.Fold.Story == 0 {
			t.Errorf("report %d: got %+v, want %v", r.ID, r.Fold, want)
		}
	}
}
