package report

import (
	"net/url"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

func TestStripOutlet(t *testing.T) {
	t.Parallel()
	address, err := url.Parse("https://www.islandpost.example/a")
	if err != nil {
		t.Fatal(err)
	}
	for in, want := range map[string]string{
		"Grain ships wait | Island Post":          "Grain ships wait",
		"Grain ships wait - Island Post":          "Grain ships wait",
		"Island Post | Grain ships wait off quay": "Grain ships wait off quay",
		"Grain ships wait — News — Island Post":   "Grain ships wait — News",
		"Grain ships wait - islandpost.example":   "Grain ships wait",
		"Lake low - and falling":                  "Lake low - and falling",
		"Twenty-one ships wait":                   "Twenty-one ships wait",
		"Island Post":                             "Island Post",
		"Ships: why they wait":                    "Ships: why they wait",
	} {
		if got := stripOutlet(in, "Island Post", address, []string{in}); got != want {
			t.Errorf("stripOutlet(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestTitleOf(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, page, want string }{
		{"heading agrees with the data", `<title>Grain ships wait | X Wire</title><h1>X Wire</h1><h1>Grain ships wait</h1>`, "Grain ships wait"},
		{"heading is fuller", `<title>Grain ships wait</title><h1>Grain ships wait off Sundby</h1>`, "Grain ships wait off Sundby"},
		{"headline in h2", `<title>Grain ships wait - X Wire</title><h1>X Wire</h1><h2>Grain ships wait</h2>`, "Grain ships wait"},
		{"no heading", `<title>Grain ships wait</title><p>x</p>`, "Grain ships wait"},
		{"data name another title", `<title>Ships, grain and a strike</title><h1>Why nothing leaves the port of Sundby</h1>`, "Why nothing leaves the port of Sundby"},
		{"nothing", `<p>x</p>`, ""},
	} {
		root, err := html.Parse(strings.NewReader("<html><head>" + c.page))
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := surveyed(root, nil).titleOf("X Wire", nil); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestParseLinked(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, script, headline, author, published string }{
		{"plain", `{"@type":"NewsArticle","headline":"A","author":{"name":"Jane Doe"},"datePublished":"2024-01-02"}`, "A", "Jane Doe", "2024-01-02"},
		{"graph with references", `{"@graph":[{"@type":["Article"],"headline":"A","author":{"@id":"#p"}},{"@type":"Person","@id":"#p","name":"Jane Doe"}]}`, "A", "Jane Doe", ""},
		{"list", `[{"@type":"BreadcrumbList"},{"@type":"Article","headline":"A","author":["Jane Doe","John Roe"]}]`, "A", "Jane Doe|John Roe", ""},
		{"raw line end", "{\"@type\":\"Article\",\"headline\":\"A\nB\"}", "A B", "", ""},
		{"comma too many", `{"@type":"Article","headline":"A",}`, "A", "", ""},
		{"CDATA", "//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"A\"}\n//]]>", "A", "", ""},
		{"article before page", `[{"@type":"WebPage","name":"P"},{"@type":"Article","headline":"A"}]`, "A", "", ""},
		{"no JSON", `alert(1)`, "", "", ""},
		{"empty", ``, "", "", ""},
	} {
		got := parseLinked(c.script)
		var first linked
		if len(got) > 0 {
			first = got[0]
		}
		if first.headline != c.headline || strings.Join(first.authors, "|") != c.author || first.published != c.published {
			t.Errorf("%s: got %+v", c.name, first)
		}
	}
}
