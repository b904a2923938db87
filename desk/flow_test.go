package desk

import (
	"testing"

	"github.com/chromedp/chromedp"
)

// TestReportFlow opens a report and uses it by pointer and by key.
func TestReportFlow(t *testing.T) {
	address, _ := serve(t, fixtureSamples)
	ctx := tab(t, 1440, false)
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
	until(t, ctx, "\x1b", `!document.querySelector(".card.on")`)
	do(t, ctx, chromedp.KeyEvent("n"))
	wait(t, ctx, `location.pathname === "/reports/4" && document.querySelector(".placed")`)
	do(t, ctx, chromedp.KeyEvent("?"))
	wait(t, ctx, `document.querySelector("#all-keys").open`)
}

// TestPhoneSheet opens a fact on a phone: its card comes up from the bottom.
func TestPhoneSheet(t *testing.T) {
	address, _ := serve(t, fixtureSamples)
	ctx := tab(t, 390, true)
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
	ctx := tab(t, 1440, false)
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
	ctx := tab(t, 1440, false)
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
	ctx := tab(t, 390, false)
	open(t, ctx, address+"/stream")
	eval[bool](t, ctx, `(() => { const d = new DataTransfer(); d.setData("text/plain", "CASTREL, November 23. Words."); return document.body.dispatchEvent(new ClipboardEvent("paste", {clipboardData: d, bubbles: true})) })()`)
	wait(t, ctx, `document.querySelector("#paste").value.startsWith("CASTREL") && document.querySelector("#paste").closest("details").open`)
}
