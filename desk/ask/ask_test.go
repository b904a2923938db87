package ask

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/dateline-news/dateline/search"
	"github.com/dateline-news/dateline/span"
)

func TestMark(t *testing.T) {
	t.Parallel()
	const sentence = "Vučić said the bárricades “stay”, he said."
	q, err := search.Parse(`vucic barric* -said`, time.Now())
	if err != nil {
		t.Fatal(err)
	}
	at := strings.Index(sentence, "“stay”")
	var got []string
	all := ""
	for _, w := range Mark(sentence, 100, span.Span{Start: 100 + at, End: 100 + at + len("“stay”")}, Wanted(q)) {
		all += w.Text
		got = append(got, map[[2]bool]string{{false, false}: "", {true, false}: "hit ", {false, true}: "mark "}[[2]bool{w.Hit, w.Mark}]+w.Text)
	}
	want := []string{"hit Vučić", " said the ", "hit bárricades", " ", "mark “stay”", ", he said."}
	if diff := cmp.Diff(want, got); diff != "" || all != sentence {
		t.Errorf("parts (-want +got):\n%s", diff)
	}
}

func TestHref(t *testing.T) {
	t.Parallel()
	q, err := search.Parse("ferry type:COERCE", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	a := Ask{Path: "/events", Typed: "ferry  type:COERCE", Query: q, Values: url.Values{"on": {"2026-11-20"}, "after": {"x"}, "did": {"saved"}}}
	a.AsOf.On = "2026-11-20"
	for got, want := range map[string]string{
		a.Href():                   "/events?on=2026-11-20&q=ferry+type%3ACOERCE",
		a.Href("on", ""):           "/events?q=ferry+type%3ACOERCE",
		a.Clear():                  "/events?on=2026-11-20",
		a.To("/map", "open", "3"):  "/map?on=2026-11-20&open=3&q=ferry+type%3ACOERCE",
		a.With(q.Set(search.Type)): "/events?on=2026-11-20&q=ferry",
		a.ReadAs()[1].Href:         "/events?on=2026-11-20&q=ferry",
		strings.Join([]string{Cell("=1+1"), Cell("a"), Cell(""), Cell("-x")}, " "): "'=1+1 a  '-x",
	} {
		if got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
