package gather

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestReadOPML(t *testing.T) {
	t.Parallel()
	text := `<?xml version="1.0" encoding="iso-8859-1"?>
<opml version="1.1"><head><title>List</title></head><body>
<outline text="World"><outline title="Caf` + "\xe9" + ` &amp; Co" text="x" type="rss" xmlUrl="https://a.example/feed" htmlUrl="https://a.example/" language="fr"/>
 <outline text="Deeper"><outline text="B" XMLURL="feed://b.example/rss"></outline></outline></outline>
<outline text="A again" xmlUrl="https://a.example/feed"/>
<outline text="C" xmlUrl="http://c.example/"/>
</body></opml>`
	got, err := ReadOPML(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := []Outline{
		{Title: "Café & Co", URL: "https://a.example/feed", Site: "https://a.example/", Language: "fr", Folder: []string{"World"}},
		{Title: "B", URL: "http://b.example/rss", Folder: []string{"World", "Deeper"}},
		{Title: "C", URL: "http://c.example/"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func TestReadOPMLBroken(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, text string
		feeds      int
		partial    bool
	}{
		{"cut", `<opml><body><outline text="F"><outline xmlUrl="http://a.example/"/><outline xmlUrl="http://b`, 2, true},
		{"strange addresses", `<opml><body><outline xmlUrl="javascript:alert(1)"/><outline xmlUrl="file:///etc/passwd"/><outline xmlUrl="http://a.example/"/></body></opml>`, 1, true},
		{"bare signs", `<opml><body><outline text="A & B < C" xmlUrl="http://a.example/?x=1&y=2"/></body></opml>`, 1, false},
		{"no body", `<outline xmlUrl="http://a.example/"/>`, 1, true},
		{"empty list", `<opml><body></body></opml>`, 0, false},
		{"many end tags", `<opml><body></outline></outline><outline xmlUrl="http://a.example/"/></body></opml>`, 1, false},
		{"deep", `<opml><body>` + strings.Repeat(`<outline text="x">`, 100_000) + `<outline xmlUrl="http://a.example/"/></body></opml>`, 1, false},
	}
	for _, tt := range tests {
		got, err := ReadOPML(strings.NewReader(tt.text))
		var partial *PartialError
		if errors.As(err, &partial) != tt.partial || (err != nil) != tt.partial || len(got) != tt.feeds {
			t.Errorf("%s: %d feeds, %v", tt.name, len(got), err)
		}
		for _, o := range got {
			if len(o.Folder) > maxOpenTags {
				t.Errorf("%s: %d folders", tt.name, len(o.Folder))
			}
		}
	}
	for _, text := range []string{"", "words", "<rss/>"} {
		if _, err := ReadOPML(strings.NewReader(text)); !errors.Is(err, ErrNotFeed) {
			t.Errorf("%q: got %v, want ErrNotFeed", text, err)
		}
	}
	if _, err := ReadOPML(strings.NewReader("PK\x03\x04 zip")); !errors.Is(err, ErrBinary) {
		t.Errorf("got %v, want ErrBinary", err)
	}
	if _, err := ReadOPML(spaceReader{}); !isTooBig(err) {
		t.Errorf("endless: got %v, want *TooBigError", err)
	}
}

func TestManyOutlines(t *testing.T) {
	t.Parallel()
	var b strings.Builder
	b.WriteString("<opml><body>")
	for i := range maxOutlines + 5 {
		fmt.Fprintf(&b, `<outline xmlUrl="http://a.example/%d"/>`, i)
	}
	got, err := ReadOPML(strings.NewReader(b.String()))
	var partial *PartialError
	if len(got) != maxOutlines || !errors.As(err, &partial) {
		t.Errorf("%d feeds, %v", len(got), err)
	}
}

func TestOPMLRoundTrip(t *testing.T) {
	t.Parallel()
	list := []Outline{
		{Title: `Quotes " and <tags> & signs`, URL: "https://a.example/?x=1&y=2", Site: "https://a.example/", Language: "en", Folder: []string{"One", "Two"}},
		{Title: "B", URL: "https://b.example/", Folder: []string{"One"}},
		{Title: "C", URL: "https://c.example/"},
	}
	var b bytes.Buffer
	if err := WriteOPML(&b, "My & list", list); err != nil {
		t.Fatal(err)
	}
	got, err := ReadOPML(&b)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(list, got); diff != "" {
		t.Errorf("want -, got +\n%s", diff)
	}
}

func FuzzOPML(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="F"><outline text="A &amp; B" xmlUrl="http://a.example/"/></outline></body></opml>`))
	f.Add([]byte(`<opml><!DOCTYPE x [<!ENTITY a "b">]><outline xmlUrl="feed:&a;"`))
	f.Fuzz(func(t *testing.T, b []byte) {
		list, err := ReadOPML(bytes.NewReader(b))
		if err != nil && len(list) == 0 {
			return
		}
		var out bytes.Buffer
		if err := WriteOPML(&out, "t", list); err != nil {
			t.Fatal(err)
		}
		again, err := ReadOPML(&out)
		var partial *PartialError
		if err != nil && !errors.As(err, &partial) || len(again) > len(list) {
			t.Fatalf("%d feeds, then %d, %v", len(list), len(again), err)
		}
		for _, o := range list {
			if webAddress(o.URL) == "" {
				t.Fatalf("address %q", o.URL)
			}
		}
	})
}
