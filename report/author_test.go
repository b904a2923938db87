package report

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

func TestAuthorNames(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ in, outlet, want string }{
		{"By Jane Doe", "", "Jane Doe"},
		{"By JANE DOE, Associated Press", "", "Jane Doe"},
		{"by Jane Doe and John Roe", "", "Jane Doe|John Roe"},
		{"Jane Doe, John Roe, Ann Poe", "", "Jane Doe|John Roe|Ann Poe"},
		{"Doe, Jane", "", "Jane Doe"},
		{"Von Greta Holm und Arne Voss", "", "Greta Holm|Arne Voss"},
		{"Por María Núñez y José Ruiz", "", "María Núñez|José Ruiz"},
		{"Jane Doe (jane@coastwire.example)", "", "Jane Doe"},
		{"Jane Doe @janedoe", "", "Jane Doe"},
		{"Jane Doe, Political Correspondent", "", "Jane Doe"},
		{"Jane Doe in Geneva", "", "Jane Doe"},
		{"Jane Doe | Coast Wire", "Coast Wire", "Jane Doe"},
		{"Jane Doe Jane Doe", "", "Jane Doe Jane Doe"},
		{"Jane Doe; Jane Doe", "", "Jane Doe"},
		{"Coast Wire", "Coast Wire", ""},
		{"Staff", "", ""},
		{"Autor: Anna Berg", "", "Anna Berg"},
		{"Alle Artikel von Anna Berg", "", "Anna Berg"},
		{"Jane Doe 5 March 2024", "", "Jane Doe"},
		{"Joe S.", "", "Joe S."},
		{"Ludwig van den Berg", "", "Ludwig van den Berg"},
		{"Reuters", "", ""},
		{"AFP", "", ""},
		{"https://coastwire.example/jane", "", ""},
		{"", "", ""},
	} {
		if got := strings.Join(authorNames(c.in, c.outlet), "|"); got != c.want {
			t.Errorf("authorNames(%q, %q) = %q, want %q", c.in, c.outlet, got, c.want)
		}
	}
}

func TestBylineLike(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]bool{
		"By Jane Doe": true, "By JANE DOE, Associated Press": true, "Von Greta Holm": true, "by Jane Doe and John Roe": true, "By Martin Luther King Jr.": true,
		"By the editors": true, "By our newsroom": true, "By staff reporters": true, "By the editors of the day": false,
		"By Monday the army had left.": false, "From the quay one sees the ships.": false, "By and large it was quiet": false, "Jane Doe": false, "By the way, who pays?": false, "": false,
	} {
		if got := bylineLike(s); got != want {
			t.Errorf("bylineLike(%q) = %v, want %v", s, got, want)
		}
	}
}

func TestCredits(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"(Reporting by Tomas Reyl in Port Callan; Editing by Ada Quist)": "Tomas Reyl",
		"Reporting by Jane Doe and John Roe; Editing by Ada Quist":       "Jane Doe|John Roe",
		"Writing by Jane Doe":             "Jane Doe",
		"Editing by Ada Quist":            "",
		"— Edited by Ada Quist":           "",
		"Compiled by Ann Poe, desk":       "Ann Poe",
		"Editor: A. Quist":                "",
		"Editors: Ada Quist and Jon Arne": "",
		"(Copy editor: Ada Quist)":        "",
		"Translated by: Jon Arne":         "",
	} {
		d := draft{parts: []part{{text: "The council met."}, {text: s}}}
		markCredits(&d)
		if d.parts[1].kind != furniture || d.parts[0].kind != body {
			t.Errorf("%q: kinds %v %v", s, d.parts[0].kind, d.parts[1].kind)
		}
		if got := strings.Join(d.authors, "|"); got != want {
			t.Errorf("%q gives authors %q, want %q", s, got, want)
		}
	}
}

func TestNoCredits(t *testing.T) {
	t.Parallel()
	for _, s := range []string{
		"Editor: the word was new to him.",
		"Editors met in the port on Monday: nobody spoke.",
		"Editor Ada Quist left the paper.",
	} {
		d := draft{parts: []part{{text: "The council met."}, {text: s}}}
		if markCredits(&d); d.parts[1].kind != body {
			t.Errorf("%q is dropped", s)
		}
	}
}

func TestStampTime(t *testing.T) {
	t.Parallel()
	for s, want := range map[string]string{
		"Published: 14 February 2023 18:20 UTC": "2023-02-14T18:20:00Z",
		"Updated March 5, 2024":                 "2024-03-05T00:00:00Z",
		"March 5, 2024 10:15 pm GMT":            "2024-03-05T22:15:00Z",
		"5 March 2024, 12:05 MSK":               "2024-03-05T09:05:00Z",
		"March 5, 2024":                         "",
		"On March 5, 2024 the port was shut.":   "",
		"March 5":                               "",
	} {
		got := ""
		if at, ok := stampTime(s); ok {
			got = at.Format(time.RFC3339)
		}
		if got != want {
			t.Errorf("stampTime(%q) = %q, want %q", s, got, want)
		}
	}
}

func TestParseTime(t *testing.T) {
	t.Parallel()
	type read struct{ At, Day string }
	for s, want := range map[string]read{
		"2024-03-05T22:30:00-05:00":       {"2024-03-06T03:30:00Z", "2024-03-05"},
		"2024-03-05T22:30:00Z":            {"2024-03-05T22:30:00Z", "2024-03-05"},
		"2024-03-05":                      {"2024-03-05T00:00:00Z", "2024-03-05"},
		"Tue, 05 Mar 2024 07:30:00 +0200": {"2024-03-05T05:30:00Z", "2024-03-05"},
		"20240305T101112Z":                {"2024-03-05T10:11:12Z", "2024-03-05"},
		"March 5, 2024":                   {"2024-03-05T00:00:00Z", "2024-03-05"},
		"5. März 2024":                    {"2024-03-05T00:00:00Z", "2024-03-05"},
		"05.03.2024":                      {"2024-03-05T00:00:00Z", "2024-03-05"},
		"yesterday":                       {"", ""},
		"2024-13-45":                      {"", ""},
		"":                                {"", ""},
	} {
		at, day := parseTime(s)
		got := read{Day: day}
		if !at.IsZero() {
			got.At = at.Format(time.RFC3339)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("parseTime(%q):\n%s", s, diff)
		}
	}
}
