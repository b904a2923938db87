package desk

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/dateline-news/dateline/situation"
)

var (
	update = flag.Bool("update", false, "write the screenshots in docs/screenshots")
	every  = flag.Bool("every", false, "measure every page in a browser at every width, light and dark (minutes)")
)

// browserPath finds a browser, or skips the test.
func browserPath(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: browser tests are left out with -short")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			return path
		}
	}
	t.Skip("skipped: no Chromium or Chrome is installed; install one to run the browser tests")
	return ""
}

// startBrowser starts one browser for a test; each tab is a context made from it.
func startBrowser(t *testing.T) context.Context {
	t.Helper()
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(browserPath(t)), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun,
		chromedp.UserDataDir(t.TempDir()), chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true))
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(func() {
		cancel()
		cancelAlloc()
	})
	if err := chromedp.Do(ctx); err != nil {
		t.Fatalf("start the browser: %v", err)
	}
	return ctx
}

// tab opens a tab of the given size and scheme; every error on its console fails the test, but those that say allowed.
func tab(t *testing.T, browser context.Context, width int64, dark bool, allowed ...string) context.Context {
	t.Helper()
	watch := chromedp.WithListener(func(ev any) {
		text := ""
		switch e := ev.(type) {
		case *runtime.EventExceptionThrown:
			text = fmt.Sprint("script error: ", e.ExceptionDetails.Text, " ", e.ExceptionDetails.URL, ":", e.ExceptionDetails.LineNumber)
		case *log.EventEntryAdded:
			if e.Entry.Level == "error" {
				text = e.Entry.Text + " " + e.Entry.URL
			}
		}
		if text != "" && !slices.ContainsFunc(allowed, func(a string) bool { return strings.Contains(text, a) }) {
			t.Errorf("console: %s", text)
		}
	})
	ctx, cancel := chromedp.NewContext(browser, watch)
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithTimeout(ctx, 4*time.Minute)
	t.Cleanup(stop)
	scheme := "light"
	if dark {
		scheme = "dark"
	}
	_, err := chromedp.Call(ctx, log.Enable, cdp.Empty{})
	size(t, ctx, width, heights[width])
	_, err2 := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"}}})
	if err := errors.Join(err, err2); err != nil {
		t.Fatal(err)
	}
	return ctx
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// eval runs an expression in the page; a promise is waited for.
func eval[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%s: %v", expression, err)
	}
	return v
}

// wait waits until the page is there with its script and an expression is true.
func wait(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	for end := time.Now().Add(10 * time.Second); time.Now().Before(end); time.Sleep(30 * time.Millisecond) {
		if eval[bool](t, ctx, `document.readyState === "complete" && document.documentElement.classList.contains("js") && Boolean(`+expression+")") {
			return
		}
	}
	t.Fatalf("never true: %s", expression)
}

// open goes to a page and waits until its fonts and script are there.
func open(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	do(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address))
	wait(t, ctx, "true")
	eval[bool](t, ctx, `document.fonts.ready.then(() => new Promise(r => setTimeout(() => r(true), 60)))`)
}

// shots are the pages that are looked at: their name and path.
var shots = []struct {
	name, path string
	full       bool // the whole page, else one screen
}{
	{"stream", "/stream", true}, {"report", "/reports/1#r-s1", false}, {"sources", "/sources", true}, {"sources-add", "/sources?add=1", true},
	{"status", "/status", true}, {"help", "/help", true}, {"evidence", "/documents/%s", true}, {"search", "/stream?q=ferry", true}, {"not-found", "/nowhere", true},
	{"who", "/who", true}, {"person", "/who/1", true}, {"claims", "/claims", true}, {"stories", "/stories?show=all", true}, {"situations", "/situations?new=1", true}, {"situation", "/situations/merrin-strait", true},
	{"situation-claims", "/situations/merrin-strait/claims", true}, {"situation-changes", "/situations/merrin-strait/changes", true}, {"watch", "/situations/merrin-strait/watch", true}, {"brief", "/situations/merrin-strait/briefs", true},
	{"alerts", "/alerts", true}, {"settings", "/settings", true}, {"how", "/how", true}, {"more", "/more", true}, {"source", "/sources/2", true},
}

// serve starts a desk over the fixture with its usual troubles.
func serve(t *testing.T, samples []sample) (address, sha string) {
	t.Helper()
	s := newStore(t)
	ids := fill(t, s, samples)
	trouble(t, s)
	if len(ids) > 5 {
		if err := s.MarkRead(t.Context(), true, ids[5:]...); err != nil {
			t.Fatal(err)
		}
		if err := s.Decide(t.Context(), decision(ids[0], "n3", "accept")); err != nil {
			t.Fatal(err)
		}
		if err := s.Decide(t.Context(), decision(ids[0], "w4", "reject")); err != nil {
			t.Fatal(err)
		}
	}
	if len(ids) > 0 {
		r, err := s.Report(t.Context(), ids[0])
		if err != nil {
			t.Fatal(err)
		}
		sha = r.Document
	}
	if _, err := s.AddSituation(t.Context(), "Merrin Strait", situation.Watch{Words: []string{"strait", "ferry"}}, "desk"); err != nil {
		t.Fatal(err)
	}
	together(t, s)
	return serveStore(t, s), sha
}

// serveHandler starts a server; connections that stay open (live news) are cut at the end.
func serveHandler(t *testing.T, h http.Handler) string {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(func() {
		server.CloseClientConnections()
		server.Close()
	})
	return server.URL
}

// TestScreenshots writes docs/screenshots: every page at two widths, light and dark. It runs with -update only.
func TestScreenshots(t *testing.T) {
	if !*update {
		t.Skip("skipped: pictures are taken with -update")
	}
	browser := startBrowser(t)
	address, sha := serve(t, fixtureSamples)
	emptyDesk := serveStore(t, newStore(t))
	for _, width := range []int64{1440, 390} {
		for _, dark := range []bool{false, true} {
			scheme := map[bool]string{false: "light", true: "dark"}[dark]
			ctx := tab(t, browser, width, dark, "/nowhere")
			for _, s := range shots {
				to := address + s.path
				if s.name == "evidence" {
					to = address + fmt.Sprintf(s.path, sha)
				}
				shoot(t, ctx, width, to, fmt.Sprintf("%s-%s-%d.png", s.name, scheme, width), s.full || width == 1440)
			}
			shoot(t, ctx, width, emptyDesk+"/stream", fmt.Sprintf("first-run-%s-%d.png", scheme, width), true)
		}
	}
}

func size(t *testing.T, ctx context.Context, width, height int64) {
	t.Helper()
	if _, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 500}); err != nil {
		t.Fatal(err)
	}
}

// heights are those of the windows, by their widths.
var heights = map[int64]int64{1440: 1000, 1024: 800, 390: 844}

func shoot(t *testing.T, ctx context.Context, width int64, address, name string, full bool) {
	t.Helper()
	size(t, ctx, width, heights[width])
	open(t, ctx, address)
	if full { // a window as high as the page, so that what sticks to its edges stands there
		size(t, ctx, width, eval[int64](t, ctx, "Math.max(document.documentElement.scrollHeight, innerHeight)"))
		eval[bool](t, ctx, `new Promise(r => setTimeout(() => r(true), 120))`)
	}
	png, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
	if err != nil {
		t.Fatal(err)
	}
	if len(png) < 5000 {
		t.Errorf("%s: the picture has %d bytes: nothing to be seen", name, len(png))
	}
	if err := os.WriteFile(filepath.Join("..", "docs", "screenshots", name), png, 0o644); err != nil {
		t.Fatal(err)
	}
}
