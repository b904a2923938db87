package demo

import (
	"bytes"
	"io/fs"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/dateline-news/dateline/gather"
)

func documents(t *testing.T) []gather.Document {
	t.Helper()
	docs, err := Documents()
	if err != nil {
		t.Fatal(err)
	}
	return docs
}

func TestDocumentsAreComplete(t *testing.T) {
	t.Parallel()
	from := time.Date(2026, 11, 9, 0, 0, 0, 0, time.UTC)
	to := time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC)
	outlets := map[string]int{}
	for _, o := range Outlets() {
		outlets[o.Name] = 0
	}
	for _, d := range documents(t) {
		name := d.URL + d.Path
		if _, known := outlets[d.Told.Outlet]; !known {
			t.Errorf("%s: outlet %q is not in outlets.json", name, d.Told.Outlet)
		}
		outlets[d.Told.Outlet]++
		if d.SHA256 != gather.Sum(d.Bytes) || len(d.Bytes) == 0 {
			t.Errorf("%s: %d bytes under the name %s", name, len(d.Bytes), d.SHA256)
		}
		if p := d.Told.Published; p.Before(from) || !p.Before(to) || !d.Fetched.After(p) || d.Fetched.Sub(p) > 30*time.Minute {
			t.Errorf("%s: published %v, fetched %v", name, p, d.Fetched)
		}
		if d.Told.Title == "" || (d.URL == "") == (d.Path == "") {
			t.Errorf("document %q: no title, or not exactly one of URL %q and path %q", d.Told.Title, d.URL, d.Path)
		}
	}
	for name, n := range outlets {
		if n < 4 {
			t.Errorf("%s has %d documents, want at least 4", name, n)
		}
	}
}

func TestDocumentsAreSortedByTime(t *testing.T) {
	t.Parallel()
	docs := documents(t)
	if len(docs) < 24 {
		t.Errorf("got %d documents, want at least 24", len(docs))
	}
	if !slices.IsSortedFunc(docs, func(a, b gather.Document) int { return a.Fetched.Compare(b.Fetched) }) {
		t.Error("documents are not in the order of their fetching")
	}
}

// Each file belongs to one entry, and no bytes come twice.
func TestNoFileIsForgottenOrDoubled(t *testing.T) {
	t.Parallel()
	names, err := fs.ReadDir(files, "reports")
	if err != nil {
		t.Fatal(err)
	}
	var entries []entry
	if err := unmarshal("documents.json", &entries); err != nil {
		t.Fatal(err)
	}
	var have, want []string
	for _, n := range names {
		have = append(have, n.Name())
	}
	sums := map[string]string{}
	for _, e := range entries {
		want = append(want, e.File)
		doc, err := e.document()
		if err != nil {
			t.Fatal(err)
		}
		if other, twice := sums[doc.SHA256]; twice {
			t.Errorf("%s and %s hold the same bytes", e.File, other)
		}
		sums[doc.SHA256] = e.File
	}
	slices.Sort(want)
	if diff := cmp.Diff(want, have); diff != "" {
		t.Errorf("files of reports/ and of documents.json differ (-listed +there):\n%s", diff)
	}
}

// The sample shows every form in which a report comes in, and reports whose page changed after print.
func TestFormsAndVersions(t *testing.T) {
	t.Parallel()
	forms := map[string]int{}
	versions := map[string]int{}
	for _, d := range documents(t) {
		switch {
		case d.MediaType == "application/json" && bytes.Contains(d.Bytes, []byte(`"urn:newsml:`)):
			forms["ninjs"]++
		case d.MediaType == "application/json":
			forms["report JSON"]++
		default:
			forms[d.MediaType]++
		}
		if d.URL != "" {
			versions[d.URL]++
		}
	}
	for form, want := range map[string]int{"text/html": 24, "text/plain": 3, "message/rfc822": 2, "ninjs": 2, "report JSON": 2} {
		if forms[form] < want {
			t.Errorf("%s: got %d documents, want at least %d", form, forms[form], want)
		}
	}
	var changed int
	for _, n := range versions {
		if n > 1 {
			changed++
		}
	}
	if changed < 2 {
		t.Errorf("%d reports have more than one version, want at least 2", changed)
	}
}

func TestOutlets(t *testing.T) {
	t.Parallel()
	outlets := Outlets()
	owners := map[string]bool{}
	for _, o := range outlets {
		owners[o.Owner] = true
		for _, address := range []string{o.Site, o.EvidenceURL} {
			u, err := url.Parse(address)
			if err != nil || u.Scheme != "https" || !strings.HasSuffix(u.Hostname(), ".example") {
				t.Errorf("%s: %q is not an https address under .example (%v)", o.Name, address, err)
			}
		}
		if o.Evidence == "" || o.Language == "" {
			t.Errorf("%s: evidence %q, language %q", o.Name, o.Evidence, o.Language)
		}
	}
	for _, owner := range []string{"state", "public", "commercial", "independent", "party or movement"} {
		if !owners[owner] {
			t.Errorf("no outlet is %s", owner)
		}
	}
	if len(outlets) != 5 {
		t.Errorf("got %d outlets, want 5", len(outlets))
	}
}

// All addresses in the documents end in .example, so that no click can leave for a real outlet.
func TestAddressesAreReserved(t *testing.T) {
	t.Parallel()
	address := regexp.MustCompile(`https?://([^/"'\s<>]+)`)
	real := []string{"schema.org", "ogp.me"}
	for _, d := range documents(t) {
		for _, m := range address.FindAllSubmatch(d.Bytes, -1) {
			host := string(m[1])
			if !strings.HasSuffix(host, ".example") && !slices.Contains(real, host) {
				t.Errorf("%s%s: address of %s", d.URL, d.Path, host)
			}
		}
	}
}

func TestPagesParse(t *testing.T) {
	t.Parallel()
	for _, d := range documents(t) {
		if d.MediaType != "text/html" {
			continue
		}
		root, err := html.Parse(bytes.NewReader(d.Bytes))
		if err != nil {
			t.Errorf("%s: %v", d.URL, err)
			continue
		}
		var headlines, paragraphs int
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			switch n.Data {
			case "h1":
				headlines++
			case "p":
				paragraphs++
			}
		}
		if headlines != 1 || paragraphs < 3 {
			t.Errorf("%s: %d headlines, %d paragraphs", d.URL, headlines, paragraphs)
		}
	}
}

func TestMailParses(t *testing.T) {
	t.Parallel()
	for _, d := range documents(t) {
		if d.MediaType != "message/rfc822" {
			continue
		}
		m, err := mail.ReadMessage(bytes.NewReader(d.Bytes))
		if err != nil {
			t.Errorf("%s: %v", d.Path, err)
			continue
		}
		sent, err := m.Header.Date()
		if err != nil || !sent.Equal(d.Told.Published) {
			t.Errorf("%s: sent %v (%v), want %v", d.Path, sent, err, d.Told.Published)
		}
	}
}

// weekday finds a weekday beside a day of November, in either order of day and month.
var weekday = regexp.MustCompile(`\b(Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?:(?:November|Nov\.?) (\d{1,2})|(\d{1,2}) (?:November|Nov\.?))\b`)

func TestWeekdaysAgreeWithTheirDates(t *testing.T) {
	t.Parallel()
	var checked int
	for _, d := range documents(t) {
		for _, m := range weekday.FindAllSubmatch(d.Bytes, -1) {
			day, err := time.Parse("2 January 2006", string(m[2])+string(m[3])+" November 2026")
			if err != nil {
				t.Errorf("%s%s: %q: %v", d.URL, d.Path, m[0], err)
				continue
			}
			checked++
			if got, want := string(m[1])+"day", day.Weekday().String(); got != want {
				t.Errorf("%s%s: %q, but the day was a %s", d.URL, d.Path, m[0], want)
			}
		}
	}
	if checked < 3 {
		t.Errorf("only %d weekdays stand beside a date", checked)
	}
}

// A wire report's dateline carries the day on which it was first published: a corrected version keeps it.
func TestDatelinesAgreeWithPublication(t *testing.T) {
	t.Parallel()
	dateline := regexp.MustCompile(`(?:[A-Z]{4,}(?:, \w+)?|Lissen|Port Arden|Hask), (?:(?:November|Nov\.?) (\d{1,2})|(\d{1,2}) November)(?:\. /Meridian/| \((?:Northlight|Castrel Wire|Harbour Post)\))`)
	first := map[string]time.Time{}
	var checked int
	for _, d := range documents(t) {
		if _, known := first[d.URL]; !known || d.URL == "" {
			first[d.URL] = d.Told.Published
		}
		m := dateline.FindSubmatch(d.Bytes)
		if m == nil {
			continue
		}
		checked++
		if got, want := string(m[1])+string(m[2]), first[d.URL].Format("2"); got != want {
			t.Errorf("%s%s: dateline %q, first published on the %s", d.URL, d.Path, m[0], want)
		}
	}
	if checked < 10 {
		t.Errorf("only %d datelines with a day were found", checked)
	}
}
