package desk

import (
	"cmp"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/desk/claims"
	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
)

// state is a page, or a state of it, that is looked at in the browser. %s in the path is the hash of a kept document.
type state struct {
	path string
	then string // statements that bring the page into the state
	read string // true when it is
}

// usualStates are the pages of a desk that has read its reports.
func usualStates(t *testing.T, s *store.Store) []state {
	claim := aClaim(t, s)
	return []state{
		{path: "/stream"}, {path: "/stream?owner=state&unread=1"}, {path: "/stream?q=nosuchword"}, {path: "/stream?first=1"},
		{path: "/stream", then: `document.querySelector("[data-keys-open]").click()`, read: `document.querySelector("#all-keys").open`},
		{path: "/stream", then: `document.dispatchEvent(new KeyboardEvent("keydown", {key: "k", ctrlKey: true, bubbles: true}))`, read: `document.querySelectorAll("#palette [role=option]").length > 5`},
		{path: "/reports/1"}, {path: "/reports/1#r-s1", read: `document.querySelector("#r-s1.on")`},
		{path: "/search?q=ferry"}, {path: "/search?q=%22unbalanced"}, {path: "/search?q=ferry&list=Pell+Aster%0ANobody+Here"}, {path: "/events"}, {path: "/events?q=nowhereatall"},
		{path: "/timeline"}, {path: "/timeline?by=place&zoom=hours"}, {path: "/map"}, {path: "/map?open=1"}, {path: "/wording"}, {path: "/places/1"},
		{path: "/who"}, {path: "/who?name=nobody"}, {path: "/who/1"}, {path: "/who/1?on=2026-11-22"}, {path: "/who/1/statements"},
		{path: "/claims"}, {path: "/claims?words=nowhereatall"}, {path: claim}, {path: claim + "?on=2026-11-20"}, {path: "/stories?show=all"}, {path: "/stories/1"},
		{path: "/situations?new=1"}, {path: "/situations/merrin-strait"}, {path: "/situations/merrin-strait?open=0.0"}, {path: "/situations/merrin-strait?on=2026-11-20"}, {path: "/situations/merrin-strait/claims"}, {path: "/situations/merrin-strait/changes"}, {path: "/situations/merrin-strait/index/2026-11-21"},
		{path: "/situations/merrin-strait/watch"}, {path: "/situations/merrin-strait/briefs"}, {path: "/situations/no-events"},
		{path: "/sources"}, {path: "/sources?add=1"}, {path: "/sources?add=opml"}, {path: "/sources/2"}, {path: "/alerts"}, {path: "/settings"}, {path: "/status"}, {path: "/how"}, {path: "/more"}, {path: "/help"}, {path: "/documents/%s"}, {path: "/nowhere"},
	}
}

// emptyStates are those of a desk that has read nothing.
var emptyStates = []state{{path: "/stream"}, {path: "/stories"}, {path: "/situations"}, {path: "/claims"}, {path: "/events"}, {path: "/timeline"}, {path: "/map"}, {path: "/who"}, {path: "/wording"}, {path: "/search"}, {path: "/sources"}, {path: "/alerts"}, {path: "/status"}}

// hostileStates are those on which text from outside stands.
func hostileStates(t *testing.T, s *store.Store) []state {
	return []state{{path: "/stream"}, {path: "/reports/1"}, {path: "/search?q=alert"}, {path: "/events"}, {path: "/timeline"}, {path: "/map"}, {path: "/wording"}, {path: "/places/1"}, {path: "/who"}, {path: "/who/1"}, {path: "/who/2"}, {path: "/claims"}, {path: aClaim(t, s)}, {path: "/stories?show=all"}, {path: "/stories/1"},
		{path: "/situations"}, {path: "/situations/merrin-strait"}, {path: "/situations/merrin-strait/claims"}, {path: "/situations/merrin-strait/changes"}, {path: "/situations/merrin-strait/briefs"}, {path: "/sources"}, {path: "/sources/7"}, {path: "/alerts"}, {path: "/status"}, {path: "/documents/%s"}}
}

// view is a window and a scheme in which a page is looked at.
type view struct {
	width int64
	dark  bool
	rules string // of axe-core, as it takes them; "" runs all of WCAG 2.0 to 2.2 A and AA and its best practices
}

const (
	colours = `{type: "rule", values: ["color-contrast", "link-in-text-block"]}`
	sizes   = `{type: "rule", values: ["color-contrast", "link-in-text-block", "target-size", "scrollable-region-focusable", "landmark-unique"]}`
)

// views are all widths and schemes. What hangs on neither width nor colours is looked at in the first; with -every all is, in each.
var views = []view{{1440, false, ""}, {1440, true, colours}, {1024, true, sizes}, {390, true, colours}, {390, false, sizes}}

var everyView = []view{{1440, false, ""}, {1440, true, ""}, {1024, false, ""}, {1024, true, ""}, {390, true, ""}, {390, false, ""}}

var every = flag.Bool("every", false, "run every rule of axe-core on every page at every width, light and dark (minutes)")

// TestEveryPage opens every page once, usual, empty and hostile. At 1440, 1024 and 390 px, light and dark, axe-core
// (testdata/axe.min.js, MPL 2.0) finds no violation, nothing is wider than the window, no script fails, and nothing from outside
// became an element.
func TestEveryPage(t *testing.T) {
	axe, err := os.ReadFile("testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	ctx := tab(t, 1440, false, "/nowhere", "400 (Bad Request)")
	visit := func(t *testing.T, address, sha string, states []state, views []view) {
		if *every {
			views = everyView
		}
		for _, s := range states {
			start := time.Now()
			to := address + strings.Replace(s.path, "%s", sha, 1)
			look(t, ctx, view{width: 1440})
			open(t, ctx, to)
			if s.then != "" {
				act(t, ctx, s.then)
			}
			if s.read != "" {
				wait(t, ctx, s.read)
			}
			eval[bool](t, ctx, string(axe)+"; true")
			for _, v := range views {
				look(t, ctx, v)
				audit(t, ctx, v, fmt.Sprintf("%s at %d px, dark %v", path(to), v.width, v.dark))
			}
			t.Logf("%s: %v", path(to), time.Since(start).Round(time.Millisecond))
		}
	}
	t.Run("usual", func(t *testing.T) {
		address, s, sha := serveWith(t, fixtureSamples, nil)
		alarm(t, s)
		visit(t, address, sha, usualStates(t, s), views)
	})
	t.Run("empty", func(t *testing.T) {
		visit(t, serveStore(t, newStore(t)), "", emptyStates, []view{{1440, false, ""}, {390, true, sizes}})
	})
	t.Run("hostile", func(t *testing.T) {
		address, s, sha := serveWith(t, []sample{hostile, again(hostile)}, nil)
		visit(t, address, sha, hostileStates(t, s), []view{{1440, false, sizes}, {1024, false, sizes}, {390, true, sizes}})
	})
}

// look brings the page into a view.
func look(t *testing.T, ctx context.Context, v view) {
	t.Helper()
	size(t, ctx, v.width, heights[v.width])
	scheme(t, ctx, v.dark)
}

// aClaim is the address of the claim with the most sentences.
func aClaim(t *testing.T, s *store.Store) string {
	t.Helper()
	list, err := s.Claims(t.Context(), store.ClaimQuery{Single: true})
	if err != nil || len(list.Rows) == 0 {
		t.Fatalf("no claim stands in the fixture: %v", err)
	}
	return claims.Href(slices.MaxFunc(list.Rows, func(a, b store.ClaimRow) int { return cmp.Compare(a.Positions, b.Positions) }).ID)
}

// again is a sample told a second time by another source.
func again(s sample) sample {
	s.source, s.at = "Northlight News", "23 06:30"
	s.paragraphs = append([]string{"A second telling. " + s.paragraphs[0]}, s.paragraphs[1:]...)
	return s
}

// alarm gives the desk a channel and a rule.
func alarm(t *testing.T, s *store.Store) {
	t.Helper()
	x, err := s.SituationBySlug(t.Context(), "merrin-strait")
	if err != nil {
		t.Fatal(err)
	}
	_, err = s.AddChannel(t.Context(), store.Channel{Name: "Desk", Kind: "ntfy", Address: "ntfy://ntfy.example/topic"}, "desk")
	_, err2 := s.PutRule(t.Context(), store.AlertRule{Situation: x.ID, Rule: situation.Rule{When: situation.OnDenial}}, "desk")
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
}

// audit names every violation with the first elements that break it, what is wider than the window, and what came from outside.
func audit(t *testing.T, ctx context.Context, v view, where string) {
	t.Helper()
	rules := cmp.Or(v.rules, `{type: "tag", values: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}`)
	got := eval[[]string](t, ctx, `new Promise(drawn => { requestAnimationFrame(() => requestAnimationFrame(drawn)); setTimeout(drawn, 1000) })
		.then(() => axe.run({resultTypes: ["violations"], preload: false, runOnly: `+rules+`}))
		.then(r => r.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + (n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? "")).join(" | "))
			.concat(document.documentElement.scrollWidth > innerWidth ? [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map(e => "wider than the window: " + e.outerHTML.slice(0, 160)) : [])
			.concat([...document.querySelectorAll("script:not([src^='/assets/']), iframe, img, object, embed, [onerror], [onload], [onmouseover]")].map(e => "from outside: " + e.outerHTML.slice(0, 160))))`)
	for _, v := range got {
		t.Errorf("%s: %s", where, v)
	}
}
