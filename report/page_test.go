package report

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/net/html"

	"github.com/dateline-news/dateline/gather"
)

// treeOf parses a page and surveys it as a page of Island Post.
func treeOf(t *testing.T, page string) *survey {
	t.Helper()
	root, err := html.Parse(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	return surveyed(root, addressOf("https://www.islandpost.example/news/a"))
}

func TestAuthorsOfPages(t *testing.T) {
	t.Parallel()
	const ld = `<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Ada Quist"}}</script>`
	for _, c := range []struct{ name, page, want string }{
		{"data alone", ld + `<h1>Title of it</h1>`, "Ada Quist"},
		{"data confirmed by the page", ld + `<h1>Title of it</h1><p class="byline">By Ada Quist and Jon Arne</p>`, "Ada Quist"},
		{"page shows another", ld + `<h1>Title of it</h1><a rel="author" href="/author/m">Mira Sol</a>`, "Mira Sol"},
		{"marked as author", `<h1>Title of it</h1><span itemprop="author">Mira Sol</span>`, "Mira Sol"},
		{"two links", `<h1>Title of it</h1><div class="byline"><a rel="author">Mira Sol</a>, <a rel="author">Jon Arne</a></div>`, "Mira Sol|Jon Arne"},
		{"link to the author's page", `<h1>Title of it</h1><a href="/staff/mira-sol">Mira Sol</a>`, "Mira Sol"},
		{"link to another site", `<h1>Title of it</h1><a href="https://net.example/profile/x">Mira Sol</a>`, ""},
		{"line after the headline", `<h1>Title of it</h1><div>By Mira Sol</div>`, "Mira Sol"},
		{"word and link", `<h1>Title of it</h1><p>von <a href="/x">Greta Holm</a></p>`, "Greta Holm"},
		{"beside the day", `<h1>Title of it</h1><p>11.12.2019 - Mira Sol</p>`, "Mira Sol"},
		{"account", `<h1>Title of it</h1><span class="author vcard">by <a rel="author" href="/author/x">harbourcat</a></span>`, "harbourcat"},
		{"metadata", `<meta name="author" content="Mira Sol"><h1>Title of it</h1>`, "Mira Sol"},
		{"metadata with an address", `<meta name="author" content="https://net.example/mira"><h1>Title of it</h1>`, ""},
		{"desk", `<h1>Title of it</h1><p class="author">Redaktion</p>`, "Redaktion"},
		{"outlet in the metadata, person on the page", `<meta name="author" content="Island Post"><h1>Title of it</h1><div>By Mira Sol</div>`, "Mira Sol"},
		{"outlet in the metadata alone", `<meta name="author" content="Island Post"><h1>Title of it</h1>`, ""},
		{"comment form", `<h1>Title of it</h1><p class="comment-form-author"><label>Name</label></p>`, ""},
		{"related reports", `<h1>Title of it</h1><div class="related"><span class="author">Jon Arne</span></div>`, ""},
		{"nothing", `<p>x</p>`, ""},
	} {
		s := treeOf(t, c.page)
		_, head := s.titleOf("Island Post", s.address)
		if got := strings.Join(s.authorsOf("Island Post", s.address, head), "|"); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestDayOfPages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, page, address, want string }{
		{"JSON-LD", `<script type="application/ld+json">{"@type": "Article", "datePublished": "2024-03-05T22:30:00-05:00"}</script>`, "", "2024-03-05"},
		{"published, not modified", `<meta property="article:modified_time" content="2024-03-09"><meta property="article:published_time" content="2024-03-05">`, "", "2024-03-05"},
		{"time element", `<time itemprop="datePublished" datetime="2024-03-05T10:00:00Z">5 March</time>`, "", "2024-03-05"},
		{"address", `<p>x</p>`, "https://x.example/2024/03/05/a", "2024-03-05"},
		{"evening in UTC", `<meta property="article:published_time" content="2024-03-06T02:00:00Z"><h1>Title of it</h1><p class="date">March 5, 2024</p>`, "", "2024-03-05"},
		{"morning in UTC", `<meta property="article:published_time" content="2024-03-05T22:00:00Z"><h1>Title of it</h1><p class="date">6 March 2024</p>`, "", "2024-03-06"},
		{"zone named, page shows another day", `<meta property="article:published_time" content="2024-03-05T23:00:00+02:00"><h1>Title of it</h1><p class="date">6 March 2024</p>`, "", "2024-03-05"},
		{"too old", `<meta property="article:published_time" content="1970-01-01T00:00:00Z">`, "", ""},
		{"ahead", `<meta property="article:published_time" content="2031-01-01T00:00:00Z">`, "", ""},
		{"nothing", `<p>x</p>`, "", ""},
	} {
		s := treeOf(t, c.page)
		_, head := s.titleOf("Island Post", nil)
		if _, day := s.publishedOf(addressOf(c.address), head, fetchedDay); day != c.want {
			t.Errorf("%s: got %q, want %q", c.name, day, c.want)
		}
	}
}

func TestClockOfPages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, page, want string }{
		{"after the headline", `<h1>Title of it</h1><div>Source: Port Wire&nbsp; 2024-03-05 14:05:27 &nbsp; Print</div>`, "2024-03-05T14:05:00Z"},
		{"with a zone", `<h1>Title of it</h1><p>5 March 2024, 18:20 CET</p>`, "2024-03-05T17:20:00Z"},
		{"twelve hours", `<h1>Title of it</h1><p class="date">March 5, 2024 at 7.26pm</p>`, "2024-03-05T19:26:00Z"},
		{"the data have one", `<meta property="article:published_time" content="2024-03-05T10:00:00Z"><h1>Title of it</h1><p>5 March 2024 18:20</p>`, "2024-03-05T10:00:00Z"},
		{"of a later version", `<h1>Title of it</h1><p>5 March 2024</p><p>Updated 5 March 2024 18:20</p>`, "2024-03-05T00:00:00Z"},
		{"of another day", `<h1>Title of it</h1><p>5 March 2024</p><p>6 March 2024 18:20</p>`, "2024-03-05T00:00:00Z"},
		{"no time of day", `<h1>Title of it</h1><p>5 March 2024, 61:80</p>`, "2024-03-05T00:00:00Z"},
	} {
		s := treeOf(t, c.page)
		_, head := s.titleOf("Island Post", nil)
		at, day := s.publishedOf(nil, head, fetchedDay)
		if got := s.withClock(at, day, head).Format(time.RFC3339); got != c.want {
			t.Errorf("%s: got %s, want %s", c.name, got, c.want)
		}
	}
}

func TestToldClock(t *testing.T) {
	t.Parallel()
	told := time.Date(2024, 3, 5, 18, 20, 0, 0, time.UTC)
	for day, want := range map[int]time.Time{5: told, 4: time.Date(2024, 3, 4, 0, 0, 0, 0, time.UTC)} {
		d := draft{published: time.Date(2024, 3, day, 0, 0, 0, 0, time.UTC), publishedFrom: "page"}
		if got := known(gather.Document{Told: gather.Told{Published: told}}, d); !got.Published.Equal(want) || got.PublishedFrom != "page" {
			t.Errorf("day %d: got %v from %s, want %v from page", day, got.Published, got.PublishedFrom, want)
		}
	}
}

const prose = "The council of the port met on Monday and adopted the budget of the harbour by nine votes to four, its chairwoman said after the meeting."

func TestBlockSelection(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, page string
		want       []string
	}{
		{"links of one paragraph go", `<article><p>` + prose + `</p><p><a href="/x">Ferry line to Skarn cut</a></p><p>` + prose + ` Twice.</p></article>`, []string{prose, prose + " Twice."}},
		{"area of other content goes", `<article><p>` + prose + `</p><div class="newsletter-box"><p>Your port, every day in one short letter.</p></div><p>` + prose + ` Twice.</p></article>`, []string{prose, prose + " Twice."}},
		{"heading at the end goes", `<article><p>` + prose + `</p><p>` + prose + ` Twice.</p><h3>More of the day</h3></article>`, []string{prose, prose + " Twice."}},
		{"caption goes", `<article><p>` + prose + `</p><figure><figcaption>` + prose + `</figcaption></figure><p>` + prose + ` Twice.</p></article>`, []string{prose, prose + " Twice."}},
		{"caption in a box of a picture goes", `<article><p>` + prose + `</p><div class="photo"><img src="a.jpg"><p>The hall of the council of the port, where ` + prose + `</p></div><p>` + prose + ` Twice.</p></article>`, []string{prose, prose + " Twice."}},
		{"box without a picture stays", `<article><p>` + prose + `</p><div class="image"><p>` + prose + ` Boxed.</p></div><p>` + prose + ` Twice.</p></article>`, []string{prose, prose + " Boxed.", prose + " Twice."}},
		{"hidden goes", `<article><p>` + prose + `</p><p style="display: none">` + prose + ` Hidden.</p><p>` + prose + ` Twice.</p></article>`, []string{prose, prose + " Twice."}},
		{"subhead inside stays", `<article><p>` + prose + `</p><h3>The vote of the council</h3><p>` + prose + ` Twice.</p></article>`, []string{prose, "The vote of the council", prose + " Twice."}},
		{"line breaks part paragraphs", `<article><p>` + prose + `<br><br>` + prose + ` Twice.</p></article>`, []string{prose, prose + " Twice."}},
	} {
		s := treeOf(t, c.page)
		_, got := s.bodyOf(nil, "", nil)
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}

func TestStandfirst(t *testing.T) {
	t.Parallel()
	const lead = "Nine members of the council were for it, four against."
	body := `<article><p>` + prose + `</p><p>` + prose + ` Twice.</p></article>`
	for _, c := range []struct{ name, page, want string }{
		{"by its class", `<h1>Council adopts budget</h1><p class="standfirst">` + lead + `</p>` + body, lead},
		{"by the description", `<meta property="og:description" content="` + lead + `"><h1>Council adopts budget</h1><h2>` + lead + `</h2>` + body, lead},
		{"description that is not on the page", `<meta property="og:description" content="` + lead + `"><h1>Council adopts budget</h1>` + body, ""},
		{"description that is the first paragraph", `<meta property="og:description" content="` + prose + `"><h1>Council adopts budget</h1>` + body, ""},
		{"heading under the headline", `<h1>Council adopts budget</h1><h3>Nine members for it and four against</h3>` + body, "Nine members for it and four against"},
		{"heading after the day", `<h1>Council adopts budget</h1><p>5 March 2024</p><h2>Nine members for it and four against</h2>` + body, "Nine members for it and four against"},
		{"heading of a list", `<h1>Council adopts budget</h1><h3>Read what else was done that day:</h3>` + body, ""},
		{"label in a heading", `<h1>Council adopts budget</h1><h3>Port and town</h3>` + body, ""},
		{"lead without a stop", `<h1>Council adopts budget</h1><div class="lead"><b>Nine members for it, four against</b></div>` + body, "Nine members for it, four against"},
		{"first paragraph called lead", `<h1>Council adopts budget</h1><article><p class="lead">` + prose + `</p><p>` + prose + ` Twice.</p></article>`, ""},
		{"none", `<h1>Council adopts budget</h1>` + body, ""},
	} {
		s := treeOf(t, c.page)
		title, head := s.titleOf("", nil)
		if got, _ := s.bodyOf(nil, title, head); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestShingles(t *testing.T) {
	t.Parallel()
	s := newShingles("One two three four five.\nShort line\nSix seven eight nine.")
	for text, want := range map[string]float64{"one two three four": 1, "One, TWO three four five": 1, "one two three six": 0, "short LINE": 1, "short": 0, "": 0, "two three four five six": 0.5} {
		if got := s.share(text); got != want {
			t.Errorf("share(%q) = %v, want %v", text, got, want)
		}
	}
}

func TestLanguageAndOutletOfPages(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, page, language, outlet, url string }{
		{"html lang", `<html lang="de-CH"><meta property="og:site_name" content="Hafenblatt">`, "de-CH", "Hafenblatt", ""},
		{"header", `<meta http-equiv="content-language" content="fr, en"><meta name="application-name" content="Le Port">`, "fr", "Le Port", ""},
		{"locale", `<meta property="og:locale" content="pt_BR">`, "pt-BR", "", ""},
		{"JSON-LD", `<script type="application/ld+json">{"@type": "Article", "inLanguage": "it", "publisher": {"name": "Il Porto"}}</script>`, "it", "Il Porto", ""},
		{"canonical", `<link rel="canonical" href="/news/b">`, "", "", "https://www.islandpost.example/news/b"},
		{"canonical of another site", `<link rel="canonical" href="https://other.example/news/b">`, "", "", ""},
		{"canonical that is the front page", `<link rel="canonical" href="https://www.islandpost.example/">`, "", "", ""},
	} {
		s := treeOf(t, c.page)
		got := []string{s.languageOf(), s.outletOf(), s.addressOf(s.address)}
		if diff := cmp.Diff([]string{c.language, c.outlet, c.url}, got); diff != "" {
			t.Errorf("%s:\n%s", c.name, diff)
		}
	}
}
