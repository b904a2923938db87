package report

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
)

func TestReadRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name string
		doc  gather.Document
		want error
		says string
	}{
		{"nothing", gather.Document{Path: "a.txt"}, ErrEmpty, "a.txt"},
		{"white space", gather.Document{Path: "a.txt", Bytes: []byte(" \n\t\n")}, ErrEmpty, "a.txt"},
		{"only marks", gather.Document{Path: "a.txt", Bytes: []byte("\ufeff\n\n")}, ErrEmpty, "a.txt"},
		{"picture", gather.Document{Path: "a.txt", Bytes: []byte("\x89PNG\r\n\x1a\n")}, ErrBinary, "PNG"},
		{"PDF", gather.Document{URL: "https://x.example/a.pdf", Bytes: []byte("%PDF-1.7")}, ErrBinary, "https://x.example/a.pdf"},
		{"zeros", gather.Document{Path: "a", Bytes: make([]byte, 4096)}, ErrBinary, ""},
		{"film", gather.Document{Path: "a", MediaType: "video/mp4", Bytes: []byte("some words that could be text")}, ErrForm, "video/mp4"},
		{"too big", gather.Document{Path: "a.txt", Bytes: []byte(strings.Repeat("a", MaxBytes+1))}, ErrTooBig, "a.txt"},
		{"page without words", gather.Document{Path: "a.html", Bytes: []byte("<html><body></body></html>")}, ErrNoArticle, "a.html"},
		{"page nested too deep", gather.Document{Path: "a.html", Bytes: []byte("<html>" + strings.Repeat("<div>", 600) + "words")}, ErrForm, "its markup nests over 512 levels deep"},
		{"JSON without text", gather.Document{Path: "a.json", Bytes: []byte(`{"a": 1}`)}, ErrForm, "text"},
		{"JSON list", gather.Document{Path: "a.json", Bytes: []byte(`[1]`)}, ErrForm, "object"},
		{"JSON broken off", gather.Document{Path: "a.json", Bytes: []byte(`{"text": "a`)}, ErrForm, "a.json"},
		{"JSON with a number as text", gather.Document{Path: "a.json", Bytes: []byte(`{"text": 5}`)}, ErrForm, "text"},
		{"JSON with empty text", gather.Document{Path: "a.json", Bytes: []byte(`{"text": " "}`)}, ErrEmpty, "a.json"},
		{"ninjs without body", gather.Document{Path: "a.json", Bytes: []byte(`{"headline": "A", "versioncreated": "2024-01-01"}`)}, ErrNoArticle, "a.json"},
		{"mail without text", gather.Document{Path: "a.eml", Bytes: []byte("From: a@b.example\r\nSubject: A\r\n\r\n")}, ErrNoArticle, "a.eml"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := Read(c.doc, nil)
			if !errors.Is(err, c.want) || err != nil && !strings.Contains(err.Error(), c.says) {
				t.Errorf("got %v, want %v that says %q", err, c.want, c.says)
			}
		})
	}
}

func TestFormOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		media, path, bytes string
		want               form
	}{
		{"text/html", "", "x", formPage}, {"text/plain", "", "x", formPlain}, {"message/rfc822", "", "x", formMail}, {"application/json", "", "{}", formJSON},
		{"application/ld+json", "", "{}", formJSON}, {"", "a.html", "x", formPage}, {"", "a.eml", "x", formMail}, {"", "a.json", "x", formJSON}, {"", "a.TXT", "{", formPlain},
		{"", "", "<!DOCTYPE html><p>x", formPage}, {"application/octet-stream", "", "\ufeff<html>", formPage}, {"", "", "{\"text\": 1}", formJSON}, {"", "", "Received: from x", formMail},
		{"", "", "The council met.", formPlain}, {"image/png", "", "x", formUnknown}, {"text/markdown", "", "# x", formPlain}, {"text/plain", "a.json", "{", formJSON},
	} {
		if got := formOf(gather.Document{MediaType: c.media, Path: c.path, Bytes: []byte(c.bytes)}); got != c.want {
			t.Errorf("formOf(%q, %q, %q) = %v, want %v", c.media, c.path, c.bytes, got, c.want)
		}
	}
}

// The text of a report as JSON is fixed from outside, to the byte.
func TestJSONTextIsKept(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, json, want string }{
		{"title apart", `{"title": "A title", "text": "One.\nTwo.  \n\n\nThree."}`, "A title\n\nOne.\nTwo.  \n\n\nThree."},
		{"title inside", `{"title": "A title", "text": "A title\n\nOne."}`, "A title\n\nOne."},
		{"title deep inside", `{"title": "One", "text": "Number One is here."}`, "Number One is here."},
		{"no title", `{"text": "One.\r\nTwo\u00a0three."}`, "One.\r\nTwo\u00a0three."},
		{"title alone", `{"title": "A title", "text": ""}`, "A title\n\n"},
	} {
		r, err := Read(gather.Document{Path: "a.json", Bytes: []byte(c.json)}, nil)
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		if r.Text != c.want {
			t.Errorf("%s: text %q, want %q", c.name, r.Text, c.want)
		}
		checkReport(t, r)
	}
}

func TestToldCountsLast(t *testing.T) {
	t.Parallel()
	told := gather.Told{Outlet: "Coast Wire", Author: "Jane Doe", Language: "en", Published: time.Date(2024, 3, 5, 6, 0, 0, 0, time.UTC)}
	r, err := Read(gather.Document{Path: "a.txt", Bytes: []byte("The council met on Monday and adopted the budget.\n\nIt lasts until June."), Told: told}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if r.Source != "Coast Wire" || r.PublishedFrom != "feed" || !r.Published.Equal(told.Published) || len(r.Authors) != 1 || r.Language != "en" {
		t.Errorf("got source %q, published %v from %q, authors %q, language %q", r.Source, r.Published, r.PublishedFrom, r.Authors, r.Language)
	}
}

func TestNormalise(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"a\r\nb\rc": "a\nb\nc", "a\fb": "a\n\nb", "a\x00b\x07c": "abc", "\ufeffa": "a", "co\u00adop": "coop", "a\u2028b\u2029c": "a\nb\n\nc", "a\xffb": "a\ufffdb", "a\tb  c": "a\tb  c", "e\u0301": "e\u0301",
	} {
		if got := normalise(in); got != want {
			t.Errorf("normalise(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestWrapWidth(t *testing.T) {
	t.Parallel()
	wrapped := "The parliament of Norland on Thursday voted down a law that would have\nlet the army close roads and harbours without asking a court, after a\ndebate that lasted through the night and most of the following day too."
	if w := wrapWidth(strings.Split(wrapped, "\n")); w == 0 {
		t.Error("wrapped text is not told")
	}
	listed := "One ship.\nTwo ships came in the night.\nThree.\nFour of them left again on the same tide, unseen."
	if w := wrapWidth(strings.Split(listed, "\n")); w != 0 {
		t.Errorf("a list of lines is told as wrapped at %d", w)
	}
}
