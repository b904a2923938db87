package desk

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
)

var update = flag.Bool("update", false, "write the screenshots in docs/screenshots")

// TestMain ends the browser that the tests share, and with -v prints how quick and how still the pages were in it.
func TestMain(m *testing.M) {
	flag.Parse()
	code := m.Run()
	shared.end()
	if testing.Verbose() {
		vitals.print()
	}
	os.Exit(code)
}

// patience is how long a test waits for what must come. It costs time only where it does not come.
const patience = time.Minute

// oneBrowser is the one browser of all tests: it starts with the first that needs it.
type oneBrowser struct {
	once sync.Once
	ctx  context.Context
	stop func()
	err  error
}

var shared oneBrowser

func (b *oneBrowser) start(path string) {
	dir, err := os.MkdirTemp("", "dateline-browser")
	if err != nil {
		b.err = err
		return
	}
	flags := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.NoFirstRun, chromedp.UserDataDir(dir), chromedp.WSURLReadTimeout(2*patience),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true), chromedp.Flag("hide-scrollbars", true))
	alloc, cancelAlloc := chromedp.NewExecAllocator(context.Background(), flags...)
	ctx, cancel := chromedp.NewContext(alloc)
	b.ctx, b.err = ctx, chromedp.Do(ctx)
	b.stop = func() {
		cancel()
		cancelAlloc()
		if err := os.RemoveAll(dir); err != nil {
			fmt.Fprintln(os.Stderr, err)
		}
	}
}

func (b *oneBrowser) end() {
	if b.stop != nil {
		b.stop()
	}
}

// browser gives the shared browser, or skips the test.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("skipped: browser tests are left out with -short")
	}
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		if path, err := exec.LookPath(name); err == nil {
			shared.once.Do(func() { shared.start(path) })
			if shared.err != nil {
				t.Fatalf("start the browser: %v", shared.err)
			}
			return shared.ctx
		}
	}
	t.Skip("skipped: no Chromium or Chrome is installed; install one to run the browser tests")
	return nil
}

// tab opens a tab with cookies of its own; every error on its console fails the test, but those that say allowed.
func tab(t *testing.T, width int64, dark bool, allowed ...string) context.Context {
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
		case *runtime.EventBindingCalled:
			vitals.note(e.Payload)
		}
		if text != "" && !slices.ContainsFunc(allowed, func(a string) bool { return strings.Contains(text, a) }) {
			t.Errorf("console: %s", text)
		}
	})
	ctx, cancel := chromedp.NewContext(browser(t), watch, chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx); err != nil {
		t.Fatal(err)
	}
	_, err := chromedp.Call(ctx, log.Enable, cdp.Empty{})
	_, err2 := chromedp.Call(ctx, runtime.AddBinding, runtime.AddBindingParams{Name: "vital"})
	_, err3 := chromedp.Call(ctx, page.AddScriptToEvaluateOnNewDocument, page.AddScriptToEvaluateOnNewDocumentParams{Source: observe})
	if err := errors.Join(err, err2, err3); err != nil {
		t.Fatal(err)
	}
	size(t, ctx, width, heights[width])
	scheme(t, ctx, dark)
	return ctx
}

// scheme sets light or dark.
func scheme(t *testing.T, ctx context.Context, dark bool) {
	t.Helper()
	value := map[bool]string{false: "light", true: "dark"}[dark]
	if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: value}, {Name: "prefers-reduced-motion", Value: "reduce"}}}); err != nil {
		t.Fatal(err)
	}
}

// heights are those of the windows, by their widths.
var heights = map[int64]int64{1440: 1000, 1024: 800, 390: 844}

func size(t *testing.T, ctx context.Context, width, height int64) {
	t.Helper()
	if _, err := chromedp.Call(ctx, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{Width: width, Height: height, DeviceScaleFactor: 1, Mobile: width < 500}); err != nil {
		t.Fatal(err)
	}
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// key presses keys one after the other.
func key(t *testing.T, ctx context.Context, keys ...string) {
	t.Helper()
	for _, k := range keys {
		do(t, ctx, chromedp.KeyEvent(k))
	}
}

// eval runs an expression in the page; a promise is waited for.
func eval[T any](t *testing.T, ctx context.Context, expression string) T {
	t.Helper()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatalf("%.300s: %v", expression, err)
	}
	return v
}

// act runs statements in the page.
func act(t *testing.T, ctx context.Context, statements string) {
	t.Helper()
	eval[bool](t, ctx, "(() => {"+statements+"; return true})()")
}

// wait waits until the page is there with its script and fonts and an expression is true. While one page gives way to the next the
// browser answers with an error: then it is asked again.
func wait(t *testing.T, ctx context.Context, expression string) {
	t.Helper()
	var last error
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(15 * time.Millisecond) {
		is, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`document.readyState === "complete" && document.documentElement.classList.contains("js") && document.fonts.status === "loaded" && Boolean(`+expression+`)`))
		if is {
			return
		}
		last = err
	}
	at, err := chromedp.Run(ctx, chromedp.Location())
	t.Fatalf("never true at %s: %s %v", at, expression, errors.Join(last, err))
}

// until presses a key until an expression is true: for keys that may be pressed twice.
func until(t *testing.T, ctx context.Context, k, expression string) {
	t.Helper()
	for end := time.Now().Add(patience); time.Now().Before(end); {
		key(t, ctx, k)
		for range 40 {
			if is, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`Boolean(`+expression+`)`)); is && err == nil {
				return
			}
			time.Sleep(15 * time.Millisecond)
		}
	}
	t.Fatalf("key %q: never true: %s", k, expression)
}

// open goes to a page and waits until its fonts and script are there.
func open(t *testing.T, ctx context.Context, address string) {
	t.Helper()
	do(t, ctx, chromedp.Navigate("about:blank"), chromedp.Navigate(address))
	wait(t, ctx, `location.href !== "about:blank"`)
	settle(t, ctx)
}

// settle waits until what was changed has been drawn.
func settle(t *testing.T, ctx context.Context) {
	t.Helper()
	eval[bool](t, ctx, `new Promise(done => { requestAnimationFrame(() => requestAnimationFrame(() => done(true))); setTimeout(() => done(true), 1000) })`)
}

// observe tells how long the largest thing of a page took to be drawn (LCP), how far things moved (CLS) and how long the page took to
// answer a hand (INP): web.dev/articles/vitals.
const observe = `(() => {
	if (!location.protocol.startsWith("http")) return;
	const tell = (what, value) => window.vital(JSON.stringify({what, value, path: location.pathname + location.search}));
	let moved = 0, resized = false;
	addEventListener("resize", () => resized = true);
	const see = (type, more, f) => new PerformanceObserver(l => l.getEntries().forEach(f)).observe({type, buffered: true, ...more});
	see("largest-contentful-paint", {}, e => tell("LCP", e.startTime));
	see("layout-shift", {}, e => { if (!e.hadRecentInput && !resized) tell("CLS", moved += e.value) });
	see("event", {durationThreshold: 16}, e => { if (e.interactionId) tell("INP", e.duration) });
})()`

// measures keeps the worst of each measure for each page.
type measures struct {
	mu    sync.Mutex
	pages map[string]map[string]float64
}

var vitals = measures{pages: map[string]map[string]float64{}}

var numbers = regexp.MustCompile(`\d+`)

func (m *measures) note(payload string) {
	var one struct {
		What, Path string
		Value      float64
	}
	if json.Unmarshal([]byte(payload), &one) != nil {
		return // a page of another kind said it
	}
	path, _, _ := strings.Cut(one.Path, "?")
	if len(path) > 60 {
		path = path[:20] + "…"
	}
	path = numbers.ReplaceAllString(path, "N")
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.pages[path] == nil {
		m.pages[path] = map[string]float64{}
	}
	m.pages[path][one.What] = max(m.pages[path][one.What], one.Value)
}

// print lists the worst of what was measured. Goals: LCP under 2500 ms, INP under 200 ms, CLS under 0.1.
func (m *measures) print() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.pages) == 0 {
		return
	}
	fmt.Printf("%-46s %9s %9s %6s\n", "worst seen in the browser", "LCP ms", "INP ms", "CLS")
	for _, path := range slices.Sorted(maps.Keys(m.pages)) {
		cells := []string{}
		for _, what := range []string{"LCP", "INP", "CLS"} {
			text := "-"
			if v, is := m.pages[path][what]; is || what == "CLS" {
				text = fmt.Sprintf(map[string]string{"LCP": "%.0f", "INP": "%.0f", "CLS": "%.3f"}[what], v)
			}
			cells = append(cells, text)
		}
		fmt.Printf("%-46s %9s %9s %6s\n", path, cells[0], cells[1], cells[2])
	}
}

// serve starts a desk over the fixture with its usual troubles.
func serve(t *testing.T, samples []sample) (address, sha string) {
	t.Helper()
	address, _, sha = serveWith(t, samples, nil)
	return address, sha
}

// serveWith is serve with the store at hand and other options.
func serveWith(t *testing.T, samples []sample, change func(*Options)) (address string, s *store.Store, sha string) {
	t.Helper()
	s = newStore(t)
	ids := fill(t, s, samples)
	trouble(t, s)
	if len(ids) > 5 {
		err := s.MarkRead(t.Context(), true, ids[5:]...)
		if err := errors.Join(err, s.Decide(t.Context(), decision(ids[0], "n3", "accept")), s.Decide(t.Context(), decision(ids[0], "w4", "reject"))); err != nil {
			t.Fatal(err)
		}
	}
	r, err := s.Report(t.Context(), ids[0])
	if err != nil {
		t.Fatal(err)
	}
	for name, words := range map[string][]string{"Merrin Strait": {"strait", "ferry", "alert*"}, "No events": {"notice at the landing"}} {
		if _, err := s.AddSituation(t.Context(), name, situation.Watch{Words: words}, "desk"); err != nil {
			t.Fatal(err)
		}
	}
	together(t, s)
	return serveHandler(t, newDesk(t, s, change)), s, r.Document
}

func serveStore(t *testing.T, s *store.Store) string {
	t.Helper()
	return serveHandler(t, newDesk(t, s, nil))
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

// path takes the host off an address.
func path(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	return strings.TrimPrefix(address, u.Scheme+"://"+u.Host)
}
