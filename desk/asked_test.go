package desk

import (
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var askedPaths = []string{"/search", "/search?q=ferry", `/search?q=%22shot+was+fired%22+who%3AAster`, "/search?q=nowhereatall", "/search?q=kind%3Aevent&sort=new", "/search?q=ferry&list=Pell+Aster%0ANobody+Here%0A%22open",
	"/events", "/events?q=type%3ACOERCE", "/events?q=nowhereatall", "/events?on=2026-11-20", "/timeline", "/timeline?by=place&zoom=hours", "/timeline?by=source&zoom=years", "/timeline?zoom=months&start=2026-01-01", "/timeline?q=nowhereatall",
	"/map", "/map?w=19,42,22,44", "/map?open=1", "/map?q=nowhereatall", "/wording", "/wording?q=nothing", "/places/1"}

// Every page over facts, with empty, usual and hostile data, is well formed and has nothing from outside in its markup.
func TestAskedPages(t *testing.T) {
	t.Parallel()
	for name, samples := range map[string][]sample{"usual": fixtureSamples, "hostile": {hostile, hostile}, "empty": nil} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			h := newDesk(t, newStore(t), nil)
			if samples != nil {
				h, _, _ = filled(t, samples)
			}
			for _, path := range askedPaths {
				w := get(t, h, path)
				missing := samples == nil && strings.HasPrefix(path, "/places/")
				if want := map[bool]int{false: 200, true: 404}[missing]; w.Code != want {
					t.Errorf("GET %s: got status %d, want %d\n%.400s", path, w.Code, want, w.Body)
				}
				checkMarkup(t, path, w.Body.String())
				if w := get(t, h, path, "Accept", "application/json"); !json.Valid(w.Body.Bytes()) {
					t.Errorf("GET %s as JSON: got %.200s", path, w.Body)
				}
			}
		})
	}
}

func TestAskedStatuses(t *testing.T) {
	t.Parallel()
	h, _, _ := filled(t, fixtureSamples)
	for path, want := range map[string]string{
		"/search?q=%22open":                      "400 A quotation mark is opened and never closed",
		"/events?q=(a":                           "400 A parenthesis is opened and never closed",
		"/timeline?q=kind%3Amood":                "400 has no value",
		"/map?q=from%3Asomeday":                  "400 is no day",
		"/map?w=1,2,3":                           "400 That is no window of the map",
		"/map?w=NaN,0,1,1":                       "400 That is no window of the map",
		"/geo/20,42,22,44.json":                  `200 "Land"`,
		"/geo/nowhere":                           "400 That is no window of the map",
		"/events?on=someday":                     "400 That is no day",
		"/events?after=nonsense":                 "400 That is not a place in the stream",
		"/places/x":                              "404 There is no such place",
		"/places/99999":                          "404 Not in the record",
		"/search?q=nowhereatall":                 "200 No word found",
		"/events?q=nowhereatall":                 "200 clear the filter",
		"/search?q=shot":                         "200 Read as",
		"/search?q=x&list=Maren+Solda":           "200 near: Maren Solde",
		"/search/list?list=fired":                "200 line,kind,who",
		"/map/export.geojson":                    `200 "FeatureCollection"`,
		"/timeline?zoom=days&open=999999":        "200 Timeline",
		"/search?q=speaker%3A%22Pell+Aster%22":   "200 Pell Aster",
		"/events?q=type%3ACOERCE&on=2000-01-01":  "200 As known on",
		"/search?q=who%3A*+says%3Ashot+-denies:": "200 ",
	} {
		w := get(t, h, path)
		status, words, _ := strings.Cut(want, " ")
		if got := w.Body.String(); status != strconv.Itoa(w.Code) || !strings.Contains(got, words) {
			t.Errorf("GET %s: got %d, want %s with %q\n%.300s", path, w.Code, status, words, got)
		}
	}
}

// A search is saved, seen, and forgotten; its feed and its exports have the sentences.
func TestSearchKept(t *testing.T) {
	t.Parallel()
	h, s, _ := filled(t, fixtureSamples)
	if w := post(t, h, "/search/saved", url.Values{"q": {"says:shot"}, "name": {"Shots"}}); w.Code != http.StatusSeeOther {
		t.Fatalf("save: got %d: %s", w.Code, w.Body)
	}
	if w := post(t, h, "/search/saved", url.Values{"q": {`"open`}}); w.Code != http.StatusBadRequest {
		t.Errorf("save what cannot be read: got %d", w.Code)
	}
	saved, err := s.SavedSearches(t.Context(), "desk")
	if err != nil || len(saved) != 1 || saved[0].Name != "Shots" || saved[0].Query != "says:shot" {
		t.Fatalf("saved: got %+v, %v", saved, err)
	}
	if page := get(t, h, "/search").Body.String(); !strings.Contains(page, "Shots") || !strings.Contains(page, "none since") {
		t.Error("the saved search does not stand on the page")
	}
	var feed struct {
		Channel struct {
			Items []struct {
				Link        string `xml:"link"`
				Description string `xml:"description"`
			} `xml:"item"`
		} `xml:"channel"`
	}
	w := get(t, h, "/search/feed?q=says%3Ashot")
	if err := xml.Unmarshal(w.Body.Bytes(), &feed); err != nil || len(feed.Channel.Items) == 0 {
		t.Fatalf("the feed: %v\n%s", err, w.Body)
	}
	if one := feed.Channel.Items[0]; !strings.Contains(one.Link, "/reports/") || !strings.Contains(one.Description, "No shot was fired") {
		t.Errorf("the feed's first item: got %+v", one)
	}
	if w := post(t, h, "/search/saved/1/forget", nil); w.Code != http.StatusSeeOther {
		t.Errorf("forget: got %d", w.Code)
	}
	if w := post(t, h, "/search/saved/1/forget", nil); w.Code != http.StatusNotFound {
		t.Errorf("forget twice: got %d", w.Code)
	}
}

// An export has every event with its sentence, and no cell that a spreadsheet would run.
func TestEventExports(t *testing.T) {
	t.Parallel()
	h, _, _ := filled(t, append(slices.Clone(fixtureSamples), hostile))
	rows, err := csv.NewReader(get(t, h, "/events/export.csv").Body).ReadAll()
	if err != nil || len(rows) < 5 {
		t.Fatalf("CSV: %d rows, %v", len(rows), err)
	}
	at := slices.Index(rows[0], "sentence")
	for _, row := range rows[1:] {
		if row[at] == "" {
			t.Errorf("an event without its sentence: %v", row)
		}
		for _, cell := range row {
			if cell != "" && strings.ContainsAny(cell[:1], "=+@") {
				t.Errorf("a cell that a spreadsheet would run: %q", cell)
			}
		}
	}
	lines := strings.Split(strings.TrimSpace(get(t, h, "/events/export.jsonl").Body.String()), "\n")
	if len(lines) != len(rows)-1 {
		t.Errorf("JSON lines: got %d, want %d", len(lines), len(rows)-1)
	}
	for _, line := range lines {
		if !json.Valid([]byte(line)) {
			t.Errorf("no JSON: %s", line)
		}
	}
}
