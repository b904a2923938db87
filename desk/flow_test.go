package desk

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/dateline-news/dateline/store"
)

// TestReportFlow opens a report and uses it by pointer and by key.
func TestReportFlow(t *testing.T) {
	address, _ := serve(t, fixtureSamples)
	ctx := tab(t, startBrowser(t), 1440, false)
	open(t, ctx, address+"/stream")
	do(t, ctx, chromedp.KeyEvent("j"))
	wait(t, ctx, `document.querySelector(".row.cur h3")?.textContent.startsWith("Solde")`)
	wait(t, ctx, `document.querySelector(".pv h2")?.textContent.startsWith("Solde")`)
	do(t, ctx, chromedp.KeyEvent("j"), chromedp.KeyEvent("\r"))
	wait(t, ctx, `location.pathname === "/reports/1" && document.querySelector(".placed")`)

	do(t, ctx, chromedp.Click(`article mark[data-f="s1"]`))
	wait(t, ctx, `document.querySelector("#r-s1.on .more").offsetHeight > 0`)
	if got := eval[int](t, ctx, `document.querySelectorAll('mark.on[data-f="s1"]').length`); got != 1 {
		t.Errorf("open marks of the statement: got %d, want 1", got)
	}
	gap := eval[float64](t, ctx, `Math.abs(document.querySelector("#r-s1").getBoundingClientRect().top + 10 - document.querySelector("#m-s1").getBoundingClientRect().top)`)
	if gap > 1.5 {
		t.Errorf("the open card stands %v px from its mark, want at its height", gap)
	}
	do(t, ctx, chromedp.KeyEvent("j"))
	wait(t, ctx, `document.querySelector(".card.on").id === "r-n2" && document.activeElement.id === "r-n2"`)
	do(t, ctx, chromedp.KeyEvent("k"))
	wait(t, ctx, `document.querySelector(".card.on").id === "r-s1"`)

	do(t, ctx, chromedp.KeyEvent("4"))
	wait(t, ctx, `document.querySelector('.kind[data-k=person]').getAttribute("aria-pressed") === "false" && getComputedStyle(document.querySelector("#r-n2")).display === "none"`)
	do(t, ctx, chromedp.KeyEvent("4"))
	wait(t, ctx, `getComputedStyle(document.querySelector("#r-n2")).display !== "none"`)
	do(t, ctx, chromedp.KeyEvent("a"))
	wait(t, ctx, `document.querySelector(".placed #r-s1 .st")?.textContent === "accepted" && document.querySelector("#r-s1.on")`)
	do(t, ctx, chromedp.KeyEvent("u"))
	wait(t, ctx, `document.querySelector(".placed #r-s1.on") && !document.querySelector("#r-s1 .st")`)
	eval[bool](t, ctx, `new Promise(r => setTimeout(() => r(true), 300))`) // the page of the undone review settles
	do(t, ctx, chromedp.KeyEvent("\x1b"))
	wait(t, ctx, `!document.querySelector(".card.on")`)
	do(t, ctx, chromedp.KeyEvent("n"))
	wait(t, ctx, `location.pathname === "/reports/4" && document.querySelector(".placed")`)
	do(t, ctx, chromedp.KeyEvent("?"))
	wait(t, ctx, `document.querySelector("#all-keys").open`)
}

// TestPhoneSheet opens a fact on a phone: its card comes up from the bottom.
func TestPhoneSheet(t *testing.T) {
	address, _ := serve(t, fixtureSamples)
	ctx := tab(t, startBrowser(t), 390, true)
	open(t, ctx, address+"/reports/1")
	eval[bool](t, ctx, `document.querySelector('article mark[data-f="v2"]').click(), true`)
	wait(t, ctx, `getComputedStyle(document.querySelector("#r-v2")).position === "fixed"`)
	if !eval[bool](t, ctx, `document.querySelector("#m-v2").getBoundingClientRect().bottom < document.querySelector("#r-v2").getBoundingClientRect().top`) {
		t.Error("the sheet covers the words that it is about")
	}
	eval[bool](t, ctx, `document.querySelector("h1").click(), true`)
	wait(t, ctx, `!document.querySelector(".card.on")`)
}

// TestSourcesFlow opens the panel by key, pauses a source and resumes it.
func TestSourcesFlow(t *testing.T) {
	address, _ := serve(t, fixtureSamples)
	ctx := tab(t, startBrowser(t), 1440, false)
	open(t, ctx, address+"/sources")
	do(t, ctx, chromedp.KeyEvent("a"))
	wait(t, ctx, `document.querySelector(".js #ad")`)
	do(t, ctx, chromedp.KeyEvent("\x1b"))
	wait(t, ctx, `location.search === "" && !document.querySelector("#ad") && document.querySelector(".js")`)
	do(t, ctx, chromedp.Click(`button[aria-label="Pause Meridian Press"]`))
	wait(t, ctx, `document.querySelector(".note")?.textContent.includes("Paused.") && document.querySelector('button[aria-label="Resume Meridian Press"]')`)
	do(t, ctx, chromedp.Click(`button[aria-label="Resume Meridian Press"]`))
	wait(t, ctx, `document.querySelector(".note")?.textContent.includes("Resumed.")`)
}

// TestArrivals shows that what comes while the page is open waits behind a line.
func TestArrivals(t *testing.T) {
	s := newStore(t)
	fill(t, s, fixtureSamples[1:3])
	address := serveStore(t, s)
	ctx := tab(t, startBrowser(t), 1440, false)
	open(t, ctx, address+"/stream")
	wait(t, ctx, `document.querySelector("#live-says").textContent.startsWith("live") && document.querySelector(".arr").hidden`)
	fill(t, s, fixtureSamples[:1])
	wait(t, ctx, `!document.querySelector(".arr").hidden && document.querySelector(".arr span").textContent === "1 new report"`)
	if got := eval[int](t, ctx, `document.querySelectorAll(".row").length`); got != 2 {
		t.Errorf("rows while the line waits: got %d, want 2", got)
	}
	do(t, ctx, chromedp.KeyEvent("."))
	wait(t, ctx, `document.querySelectorAll(".row").length === 3`)
}

// TestPaste puts text that is pasted on the first-run page into its field.
func TestPaste(t *testing.T) {
	address := serveStore(t, newStore(t))
	ctx := tab(t, startBrowser(t), 390, false)
	open(t, ctx, address+"/stream")
	eval[bool](t, ctx, `(() => { const d = new DataTransfer(); d.setData("text/plain", "CASTREL, November 23. Words."); return document.body.dispatchEvent(new ClipboardEvent("paste", {clipboardData: d, bubbles: true})) })()`)
	wait(t, ctx, `document.querySelector("#paste").value.startsWith("CASTREL") && document.querySelector("#paste").closest("details").open`)
}

// TestHostileInBrowser opens every page of a record full of scripts; nothing of it runs.
func TestHostileInBrowser(t *testing.T) {
	address, sha := serve(t, []sample{hostile})
	ctx := tab(t, startBrowser(t), 1440, false, "/nowhere")
	for _, to := range []string{address + "/stream", address + "/reports/1", address + "/sources", address + "/stream?q=alert", address + "/documents/" + sha} {
		open(t, ctx, to)
		if got := eval[int](t, ctx, `document.querySelectorAll("script:not([src^='/assets/']), iframe, [onerror], [onload], [onmouseover], [style*=expression]").length`); got != 0 {
			t.Errorf("%s: %d elements came from outside", to, got)
		}
	}
}

// audited are the pages that are measured: the shots, and the states that they do not show.
func audited(address, emptyAddress, sha string) []string {
	all := []string{address + "/stream", address + "/reports/1#r-s1", address + "/sources?add=1", emptyAddress + "/stream", address + "/status",
		address + "/who/1", address + "/claims", address + "/stories?show=all", address + "/situations/merrin-strait", address + "/situations/merrin-strait/briefs", address + "/alerts"}
	if !*every {
		return all
	}
	for _, s := range shots {
		to := address + s.path
		if strings.Contains(s.path, "%s") {
			to = address + fmt.Sprintf(s.path, sha)
		}
		all = append(all, to)
	}
	return append(all, address+"/stream?q=nosuchword", address+"/sources?add=opml", address+"/stream?first=1", emptyAddress+"/sources")
}

// TestNoSidewaysOverflow holds every page to the width of its window, with long and hostile words in it.
func TestNoSidewaysOverflow(t *testing.T) {
	address, sha := serve(t, append(fixtureSamples, hostile))
	ctx := tab(t, startBrowser(t), 1440, false, "/nowhere")
	for _, to := range append(audited(address, serveStore(t, newStore(t)), sha), address+"/reports/9") {
		open(t, ctx, to)
		for _, width := range []int64{390, 1024, 1440} {
			size(t, ctx, width, heights[width])
			if got := eval[int64](t, ctx, "document.documentElement.scrollWidth"); got > width {
				t.Errorf("%s at %d px is %d px wide: %s", to, width, got, eval[string](t, ctx, `[...document.querySelectorAll("*")].filter(e => e.getBoundingClientRect().right > innerWidth + 1).slice(0, 5).map(e => e.outerHTML.slice(0, 120)).join("\n")`))
			}
		}
	}
}

// TestAccessible runs axe-core (testdata/axe.min.js, MPL 2.0) on the pages: WCAG 2.0 to 2.2 A and AA, and best practice.
// With -every it measures every page at both widths in both schemes; else the chief pages, wide and light, narrow and dark.
func TestAccessible(t *testing.T) {
	axe, err := os.ReadFile("testdata/axe.min.js")
	if err != nil {
		t.Fatal(err)
	}
	address, sha := serve(t, fixtureSamples)
	emptyAddress := serveStore(t, newStore(t))
	browser := startBrowser(t)
	for _, width := range []int64{1440, 390} {
		for _, dark := range []bool{false, true} {
			if !*every && dark != (width == 390) {
				continue
			}
			ctx := tab(t, browser, width, dark, "/nowhere")
			for _, to := range audited(address, emptyAddress, sha) {
				open(t, ctx, to)
				audit(t, ctx, string(axe), fmt.Sprintf("%s at %d px, dark %v", strings.TrimPrefix(strings.TrimPrefix(to, address), emptyAddress), width, dark))
			}
		}
	}
}

// audit names every violation with the first elements that break it.
func audit(t *testing.T, ctx context.Context, axe, where string) {
	t.Helper()
	eval[bool](t, ctx, axe+"; true")
	got := eval[[]string](t, ctx, `axe.run({resultTypes: ["violations"], runOnly: ["wcag2a","wcag2aa","wcag21a","wcag21aa","wcag22aa","best-practice"]}).then(r => r.violations.map(v => v.id + ": " + v.nodes.slice(0, 3).map(n => n.html.slice(0, 160) + " " + (n.any[0]?.message ?? n.all[0]?.message ?? n.none[0]?.message ?? "")).join(" | ")))`)
	for _, v := range got {
		t.Errorf("%s: %s", where, v)
	}
}

func serveStore(t *testing.T, s *store.Store) string {
	t.Helper()
	return serveHandler(t, newDesk(t, s, nil))
}
