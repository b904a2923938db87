package story

import (
	"testing"
	"time"

	"github.com/dateline-news/dateline/world"
)

func TestPublisher(t *testing.T) {
	t.Parallel()
	w, err := world.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ name, outlet, url, site, key string }{
		{"an agency by its name", "Reuters", "", "", "outlet:reuters"},
		{"two feeds of a site", "Harbour Post - World", "https://www.harbourpost.example/1", "", "outlet:harbourpost"},
		{"a site under co.uk", "The Herald", "https://news.herald.co.uk/a", "", "outlet:herald"},
		{"a label of many", "The Post", "https://news.post.co.uk/a", "", "outlet:post.co.uk"},
		{"handed on by an aggregator", "Harbour Post", "https://news.google.com/rss/1", "https://harbourpost.example/", "outlet:harbourpost"},
		{"a name alone", "Harbour Post", "", "", "outlet:harbourpost"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := PublisherOf(w, c.outlet, c.url, c.site); got.Key != c.key {
				t.Errorf("got %q, want %q", got.Key, c.key)
			}
		})
	}
}

func TestCredit(t *testing.T) {
	t.Parallel()
	w, err := world.Load()
	if err != nil {
		t.Fatal(err)
	}
	plain := with(t, "/Meridian/. ", "")
	for _, c := range []struct{ name, text, outlet, key string }{
		{"in the dateline", wire, "Northlight News", "outlet:meridian"},
		{"its own name", wire, "Meridian Press", ""},
		{"a line at the foot", plain + "\n\nSource: Xinhua", "Northlight News", "outlet:news.cn"},
		{"a line at the head", with(t, "/Meridian/. ", "", "\n\nPORT", "\n\nReuters\n\nPORT"), "Northlight News", "outlet:reuters"},
		{"the source of the first sentence", with(t, "/Meridian/. ", "", "its commander said", "TASS reported"), "Northlight News", "outlet:tass"},
		{"told", with(t, "/Meridian/. ", "", "told reporters", "told Reuters"), "Northlight News", "outlet:reuters"},
		{"itself the source", with(t, "/Meridian/. ", "", "told reporters", "told Reuters"), "Reuters", ""},
		{"nobody", plain, "Northlight News", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := sample(c.text, "").Report
			got, ok := CreditOf(r, PublisherOf(w, c.outlet), w)
			if got.Key != c.key || ok != (c.key != "") {
				t.Errorf("got %+v, %v; want %q", got, ok, c.key)
			}
			if ok && got.Span.Check(r.Text) != nil {
				t.Errorf("the credit does not stand on words: %v", got.Span)
			}
		})
	}
}

func TestQuotedIn(t *testing.T) {
	t.Parallel()
	a := sample(wire, "Pell Aster")
	b := sample("What the commodore said\n\n“No shot was fired from the Resolve that evening, and no order to fire was given. The matter is closed for us,” the commodore said in Castrel on Monday.", "Aster")
	c := sample("What the passengers heard\n\n“I heard a horn and then something that was not a horn,” said a passenger of the ferry.", "Ida Morrel")
	qa, qb, qc := Quotations(a), Quotations(b), Quotations(c)
	if q, ok := QuotedIn(30, qb, qa); !ok || q.Speaker != "Aster" || q.Words != 16 {
		t.Errorf("the same words are not seen: %+v, %v; %+v", q, ok, qa)
	}
	if _, ok := QuotedIn(20, qc, qa); ok {
		t.Error("other words are taken for the same")
	}
	if _, ok := QuotedIn(1000, qb, qa); ok {
		t.Error("a long report with one quotation is taken to rest on it")
	}
	if o := WordsOrigin(qb[0], 3); o.Key != "words:aster" || o.From != 3 {
		t.Errorf("got %+v", o)
	}
}

func TestWhen(t *testing.T) {
	t.Parallel()
	at := func(day, hour int) time.Time { return time.Date(2026, 11, day, hour, 0, 0, 0, time.UTC) }
	for _, c := range []struct {
		name                        string
		published, fetched, watched time.Time
		want                        time.Time
		dated                       Dated
	}{
		{"as it says", at(20, 8), at(20, 9), at(1, 0), at(20, 8), Published},
		{"no date", time.Time{}, at(20, 9), at(1, 0), at(20, 9), Seen},
		{"in the future", at(25, 8), at(20, 9), at(1, 0), at(20, 9), Seen},
		{"long before, though its source was read", at(10, 8), at(20, 9), at(1, 0), at(20, 9), Disbelieved},
		{"long before, the source was added later", at(10, 8), at(20, 9), at(19, 0), at(10, 8), Published},
		{"an archive", at(10, 8), at(20, 9), time.Time{}, at(10, 8), Published},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got, dated := When(c.published, c.fetched, c.watched); !got.Equal(c.want) || dated != c.dated {
				t.Errorf("got %v %s, want %v %s", got, dated, c.want, c.dated)
			}
		})
	}
}
