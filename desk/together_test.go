package desk

import (
	"errors"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/story"
	"github.com/dateline-news/dateline/work"
)

// together lets a worker set the fixture's reports among each other: into stories, claims across reports and situations.
func together(t *testing.T, s *store.Store) {
	t.Helper()
	client := gather.NewClient(gather.ClientOptions{})
	defer client.Close()
	w, err := work.Start(t.Context(), work.Options{Store: s, Client: client, NoPoll: true, Join: -1,
		Read: func(gather.Document) (report.Report, record.Record, error) {
			return report.Report{}, record.Record{}, errors.New("this worker reads nothing")
		}})
	if err != nil {
		t.Fatal(err)
	}
	done := false
	for end := time.Now().Add(patience); time.Now().Before(end) && !done; time.Sleep(20 * time.Millisecond) {
		list, err := s.Situations(t.Context(), "desk")
		if err != nil {
			t.Fatal(err)
		}
		left, err := s.StoriesLeft(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		unjoined, _, err := s.AcrossBehind(t.Context(), 0, story.AcrossVersion, 1, 0)
		if err != nil {
			t.Fatal(err)
		}
		done = left == 0 && len(unjoined) == 0
		for _, x := range list {
			done = done && x.Behind == 0
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if !done {
		t.Error("the reports were not set among each other within a minute")
	}
}

// TestPalette goes to a person by a few letters, and back.
func TestPalette(t *testing.T) {
	address, _ := serve(t, fixtureSamples)
	ctx := tab(t, 1440, false)
	open(t, ctx, address+"/stream")
	eval[bool](t, ctx, `document.dispatchEvent(new KeyboardEvent("keydown", {key: "k", ctrlKey: true, bubbles: true, cancelable: true})), true`)
	wait(t, ctx, `document.querySelector("#palette").open && document.querySelectorAll("#palette [role=option]").length > 5`)
	do(t, ctx, chromedp.KeyEvent("sold"))
	wait(t, ctx, `document.querySelector("#palette [role=option]")?.textContent.includes("Maren Solde")`)
	do(t, ctx, chromedp.KeyEvent("\r"))
	wait(t, ctx, `location.pathname.startsWith("/who/") && document.querySelector("h1").textContent === "Maren Solde"`)
	do(t, ctx, chromedp.KeyEvent("g"), chromedp.KeyEvent("i"))
	wait(t, ctx, `location.pathname === "/situations"`)
}

// TestSituationFlow opens a cell of the matrix, walks the cells by keys and marks all as seen.
func TestSituationFlow(t *testing.T) {
	address, _ := serve(t, fixtureSamples)
	ctx := tab(t, 1440, false)
	open(t, ctx, address+"/situations/merrin-strait")
	if eval[int](t, ctx, `document.querySelectorAll("[data-cell]").length`) == 0 {
		t.Fatal("the matrix has no cell with a position")
	}
	eval[bool](t, ctx, `document.querySelector("[data-cell]").click(), true`)
	wait(t, ctx, `location.search.startsWith("?open=") && document.querySelector("#cell .sent blockquote")?.textContent.length > 0 && document.querySelector("[data-cell][aria-current]")`)
	do(t, ctx, chromedp.KeyEvent("m"))
	wait(t, ctx, `location.search === "" && document.body.textContent.includes("Nothing new")`)
	eval[bool](t, ctx, `document.querySelector("[data-chart=timeline] [data-mark]").focus(), true`)
	do(t, ctx, chromedp.KeyEvent("\r"))
	wait(t, ctx, `location.pathname.startsWith("/reports/") && location.hash.startsWith("#r-")`)
}

// TestCorrectFlow corrects a fact by key and by form; the card says who and what.
func TestCorrectFlow(t *testing.T) {
	address, _ := serve(t, fixtureSamples)
	ctx := tab(t, 1440, false)
	open(t, ctx, address+"/reports/1#r-s2")
	wait(t, ctx, `document.querySelector("#r-s2.on")`)
	do(t, ctx, chromedp.KeyEvent("c"))
	wait(t, ctx, `document.querySelector("#r-s2 .corr").open`)
	eval[bool](t, ctx, `(() => { const f = document.querySelector("#r-s2 .corr form"); f.querySelector("[name=Speaker]").value = "Pell Aster himself"; f.requestSubmit(); return true })()`)
	wait(t, ctx, `document.querySelector("#r-s2 .st")?.textContent === "corrected" && document.querySelector("#r-s2 ins").textContent === "Pell Aster himself"`)
}
