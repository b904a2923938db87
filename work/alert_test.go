package work

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/report"
	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/span"
	"github.com/dateline-news/dateline/store"
)

// eventReader reads plainReader's way, and adds one event that the first word of the text does on the 21st.
func eventReader(doc gather.Document) (report.Report, record.Record, error) {
	rep, rec, err := plainReader(doc)
	if err != nil {
		return rep, rec, err
	}
	whole := span.Span{Start: 0, End: len(rep.Text)}
	rec.Report.Sentences = []span.Span{whole}
	g := -9.0
	rec.Events = []record.Event{{ID: "v1", Sentence: whole, Trigger: *rep.Headline, Type: "ASSAULT", Quad: 4, Goldstein: &g, Actors: []string{"e1"}, Status: "happened", Voice: "own", Confidence: 0.9,
		Time: &record.EventTime{Value: "2026-11-21", Precision: "day"}}}
	return rep, rec, nil
}

// receiver is a webhook's other end.
type receiver struct {
	*httptest.Server
	mu       sync.Mutex
	status   int // that it answers; 0 is 200
	got      []received
	refusals int
}

type received struct {
	token, signature string
	body             string
	alerts           []webhookAlert
}

func newReceiver(t testing.TB) *receiver {
	r := &receiver{}
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		b, _ := io.ReadAll(req.Body)
		r.mu.Lock()
		defer r.mu.Unlock()
		if r.status != 0 {
			r.refusals++
			w.WriteHeader(r.status)
			return
		}
		got := received{token: req.Header.Get("Dateline-Delivery"), signature: req.Header.Get("Dateline-Signature"), body: string(b)}
		var body struct {
			Alerts []webhookAlert `json:"alerts"`
		}
		if err := json.Unmarshal(b, &body); err != nil {
			t.Errorf("the body is no JSON: %v", err)
		}
		got.alerts = body.Alerts
		r.got = append(r.got, got)
	}))
	t.Cleanup(r.Close)
	return r
}

func (r *receiver) answer(status int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.status = status
}

func (r *receiver) all() []received {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.got)
}

// hand is a clock that is set by hand.
type hand struct {
	mu sync.Mutex
	at time.Time
}

func (h *hand) now() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.at
}

func (h *hand) move(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.at = h.at.Add(d)
}

// house is a worker with a situation that holds everything, a channel, and a rule that wants every event.
type alertHouse struct {
	bench
	clock     *hand
	situation store.SituationID
	channel   store.ChannelID
	secret    string
}

func newAlertHouse(t *testing.T, quiet situation.Quiet, hold situation.Digest, url string) alertHouse {
	t.Helper()
	h := alertHouse{clock: &hand{at: time.Date(2026, 11, 21, 12, 0, 0, 0, time.UTC)}, secret: "a secret of the test"}
	s, err := store.Open(t.Context(), t.TempDir(), store.Options{Now: h.clock.now})
	if err != nil {
		t.Fatal(err)
	}
	client := testClient()
	w, err := Start(t.Context(), Options{Store: s, Client: client, NoPoll: true, PerHost: 1000, Read: eventReader, Now: h.clock.now, Join: -1, Link: "https://desk.example/"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := errors.Join(w.Close(), s.Close()); err != nil {
			t.Error(err)
		}
		client.Close()
	})
	h.bench = bench{w, s}
	h.situation = must(s.AddSituation(t.Context(), "Tessel dam", situation.Watch{Words: []string{"dam"}}, "test"))
	h.channel = must(s.AddChannel(t.Context(), store.Channel{Name: "desk", Kind: store.WebhookChannel, Address: url, Secret: h.secret, Quiet: quiet}, "test"))
	must(s.PutRule(t.Context(), store.AlertRule{Situation: h.situation, Rule: situation.Rule{When: situation.OnEvent, Hold: hold}, Channels: []store.ChannelID{h.channel}}, "test"))
	return h
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// tell hands in a report of an event that is like no other, and waits until its change is kept.
func (h alertHouse) tell(t *testing.T, n int) {
	t.Helper()
	must(h.Submit(t.Context(), eventDocument(n, h.clock.now()), 0))
	h.settle(t)
}

func (h alertHouse) settle(t *testing.T) {
	t.Helper()
	h.idle(t)
	ctx, cancel := context.WithTimeout(t.Context(), 4*time.Minute)
	defer cancel()
	if err := h.Watched(ctx); err != nil {
		t.Fatal(err)
	}
}

func eventDocument(n int, at time.Time) gather.Document {
	b := fmt.Appendf(nil, "<article><h1>Unit%dx%d attacked gate %d of the dam.</h1></article>", n, n*7919, n)
	return gather.Document{Path: fmt.Sprintf("e/%d.html", n), MediaType: "text/html", Bytes: b, SHA256: gather.Sum(b), Fetched: at, Told: gather.Told{Published: at}}
}

// until waits until f holds.
func until(t *testing.T, what string, f func() bool) {
	t.Helper()
	for end := time.Now().Add(2 * time.Minute); !f(); time.Sleep(20 * time.Millisecond) {
		if time.Now().After(end) {
			t.Fatalf("%s: not in two minutes", what)
		}
	}
}

// rounds lets the step that delivers run a few times.
func (h alertHouse) rounds(t *testing.T) {
	t.Helper()
	for range 3 {
		if err := h.deliverDue(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAlertIsSentOnceAndSigned(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	h := newAlertHouse(t, situation.Quiet{}, situation.Digest{}, r.URL+"/hook/token123456")
	h.tell(t, 1)
	until(t, "the alert", func() bool { return len(r.all()) == 1 })
	got := r.all()[0]
	if len(got.alerts) != 1 || got.alerts[0].Sentence != "Unit1x7919 attacked gate 1 of the dam." || got.alerts[0].Link != "https://desk.example/reports/1" || got.alerts[0].SHA256 != gather.Sum([]byte(got.alerts[0].Sentence)) {
		t.Errorf("got %+v", got.alerts)
	}
	stamp, sign, _ := strings.Cut(strings.TrimPrefix(got.signature, "t="), ",v1=")
	if sign != Sign(h.secret, stamp, got.body) || sign == Sign("another", stamp, got.body) {
		t.Errorf("the signature %q does not hold", got.signature)
	}
	must(h.Submit(t.Context(), eventDocument(1, h.clock.now()), 0)) // the same report again
	h.settle(t)
	h.rounds(t)
	if all := r.all(); len(all) != 1 {
		t.Errorf("got %d messages, want the one", len(all))
	}
	log := must(h.store.Deliveries(t.Context(), 0, 0))
	if len(log) != 1 || log[0].State != "sent" || len(log[0].Tries) != 1 || !log[0].Tries[0].OK || log[0].Alerts != 1 {
		t.Errorf("the log: %+v", log)
	}
}

func TestChannelDownForADay(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	r.answer(http.StatusServiceUnavailable)
	h := newAlertHouse(t, situation.Quiet{}, situation.Digest{}, r.URL+"/hook/token123456")
	for n := range 24 {
		if n%6 == 0 {
			h.tell(t, n)
		}
		h.rounds(t)
		h.clock.move(time.Hour + 13*time.Minute) // longer than the longest pause
	}
	c := must(h.store.Channels(t.Context()))[0]
	if len(r.all()) != 0 || c.FailingSince.IsZero() || c.Waiting != 4 || !strings.Contains(c.Reason, "503") {
		t.Errorf("while it is down: %d received, %+v", len(r.all()), c)
	}
	if strings.Contains(c.Reason, "token123456") || strings.Contains(c.Shown(), "token123456") {
		t.Errorf("the reason or the shown address gives the token away: %q, %q", c.Reason, c.Shown())
	}
	r.mu.Lock()
	refusals := r.refusals
	r.mu.Unlock()
	if refusals < 10 || refusals > 40 {
		t.Errorf("tried %d times in a day, want about once an hour", refusals)
	}
	r.answer(0)
	h.clock.move(2 * time.Hour)
	until(t, "all alerts", func() bool { h.rounds(t); return len(ids(r.all())) == 4 })
	if messages := len(r.all()); messages != 2 {
		t.Errorf("got %d messages, want the one that failed and one with all that came meanwhile", messages)
	}
	if c := must(h.store.Channels(t.Context()))[0]; !c.FailingSince.IsZero() || c.Waiting != 0 {
		t.Errorf("afterwards: %+v", c)
	}
}

// ids are the alerts received, each once.
func ids(all []received) map[int64]bool {
	out := map[int64]bool{}
	for _, m := range all {
		for _, a := range m.alerts {
			out[a.ID] = true
		}
	}
	return out
}

func TestQuietHours(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	h := newAlertHouse(t, situation.Quiet{From: "11:30", To: "15:00"}, situation.Digest{}, r.URL)
	h.tell(t, 1)
	h.tell(t, 2)
	h.rounds(t)
	if all := r.all(); len(all) != 0 {
		t.Fatalf("got %d messages in the quiet hours", len(all))
	}
	h.clock.move(3*time.Hour + time.Minute)
	until(t, "the end of the quiet hours", func() bool { return len(ids(r.all())) == 2 })
	if all := r.all(); len(all) != 1 {
		t.Errorf("got %d messages, want one with both", len(all))
	}
}

func TestDigest(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	h := newAlertHouse(t, situation.Quiet{}, situation.Digest{Every: "day", At: "18:00"}, r.URL)
	for n := range 3 {
		h.tell(t, n)
	}
	h.rounds(t)
	if all := r.all(); len(all) != 0 {
		t.Fatalf("got %d messages before the time of the digest", len(all))
	}
	h.clock.move(6*time.Hour + time.Minute)
	until(t, "the digest", func() bool { return len(r.all()) == 1 })
	if got := len(r.all()[0].alerts); got != 3 {
		t.Errorf("got %d alerts in the digest, want 3", got)
	}
}

// TestLeftHalfSent plays a kill between marking a message as being sent and noting that it was: it goes out once more, under
// the same token, and the log says why.
func TestLeftHalfSent(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	h := newAlertHouse(t, situation.Quiet{From: "11:00", To: "14:00"}, situation.Digest{}, r.URL)
	h.tell(t, 1)
	h.clock.move(30 * time.Minute)
	due := must(h.store.DueParts(t.Context(), h.clock.now().Add(2*time.Hour)))
	if len(due) != 1 || len(due[0].Alerts) != 1 {
		t.Fatalf("due: %+v", due)
	}
	subject, body, err := h.sender.compose(due[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := h.store.Write(t.Context(), func(tx *store.Tx) error {
		id, err := tx.PutMessage(h.channel, due[0].Alerts, subject, body, false)
		if err == nil {
			_, err = tx.SQL().ExecContext(t.Context(), `UPDATE alert_message SET state = 'sending', attempts = 1 WHERE id = ?`, id)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	h.rounds(t)
	if got := len(r.all()); got != 0 {
		t.Fatalf("a message that is being sent was sent %d times", got)
	}
	if err := h.store.ReturnMessages(t.Context()); err != nil {
		t.Fatal(err)
	}
	until(t, "the message", func() bool { return must(h.store.Deliveries(t.Context(), 0, 0))[0].State == "sent" })
	if got := len(r.all()); got != 1 {
		t.Errorf("sent %d times", got)
	}
	d := must(h.store.Deliveries(t.Context(), 0, 0))[0]
	if len(d.Tries) != 2 || d.Tries[0].OK || !strings.Contains(d.Tries[0].Says, "stopped") || d.State != "sent" {
		t.Errorf("the log: %+v", d)
	}
}

func TestTestButton(t *testing.T) {
	t.Parallel()
	r := newReceiver(t)
	h := newAlertHouse(t, situation.Quiet{From: "00:00", To: "23:59"}, situation.Digest{}, r.URL)
	d := must(h.TestChannel(t.Context(), h.channel, "N. Alvar"))
	if d.State != "sent" || !d.Test || len(r.all()) != 1 || !strings.Contains(r.all()[0].body, "N. Alvar") {
		t.Errorf("got %+v", d)
	}
	r.answer(http.StatusForbidden)
	d = must(h.TestChannel(t.Context(), h.channel, "N. Alvar"))
	if d.State != "given up" || len(d.Tries) != 1 || !strings.Contains(d.Tries[0].Says, "403") {
		t.Errorf("refused: got %+v", d)
	}
	if c := must(h.store.Channels(t.Context()))[0]; !c.FailingSince.IsZero() {
		t.Errorf("a test that fails does not hold the channel's alerts up: %+v", c)
	}
}

func TestGuardOfServices(t *testing.T) {
	t.Parallel()
	guarded := NewSender(nil, gather.NewClient(gather.ClientOptions{}))
	for name, c := range map[string]store.Channel{
		"a webhook on this machine":    {Kind: store.WebhookChannel, Address: "http://127.0.0.1:9/x"},
		"a mail server on this one":    {Kind: store.MailChannel, Address: "smtp://127.0.0.1:25/?from=a@b.example&to=c@d.example"},
		"a mail server in a net":       {Kind: store.MailChannel, Address: "smtp://10.1.2.3:25/?from=a@b.example&to=c@d.example"},
		"slack without the guard":      {Kind: store.SlackChannel, Address: "slack://hook:AAAAAAAAA-BBBBBBBBB-123456789123456789123456@webhook"},
		"ntfy without the guard":       {Kind: store.NtfyChannel, Address: "ntfy://127.0.0.1/topic?scheme=http"},
		"matrix without the guard":     {Kind: store.MatrixChannel, Address: "matrix://user:password1234@127.0.0.1:8448/?rooms=!a"},
		"telegram without the guard":   {Kind: store.TelegramChannel, Address: "telegram://110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw@telegram?channels=@desk"},
		"an address that is no number": {Kind: store.WebhookChannel, Address: "http://metadata.google.internal./"},
	} {
		err := guarded.send(t.Context(), store.Message{Channel: c, Subject: "s", Body: "{}", Token: "t", Attempt: 1})
		if err == nil {
			t.Errorf("%s: it was sent", name)
			continue
		}
		for _, secret := range []string{"123456789123456789123456", "password1234", "AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"} {
			if strings.Contains(err.Error(), secret) {
				t.Errorf("%s: the error gives the secret away: %v", name, err)
			}
		}
	}
}

const alertCrashEnv, alertCrashHook = "DATELINE_ALERT_CRASH_FOLDER", "DATELINE_ALERT_CRASH_HOOK"

func alertCrashFolder() (string, bool) { return os.LookupEnv(alertCrashEnv) }

// alertCrashChild reads twenty-five reports of events and sends an alert of each, until it is killed or all is done.
func alertCrashChild(dir string) {
	ctx := context.Background()
	s, err := store.Open(ctx, dir, store.Options{})
	exitOn(err)
	w, err := Start(ctx, Options{Store: s, Client: testClient(), Read: eventReader, NoPoll: true, Join: -1})
	exitOn(err)
	all, err := s.Situations(ctx, "test")
	exitOn(err)
	if len(all) == 0 {
		id, err := s.AddSituation(ctx, "Tessel dam", situation.Watch{Words: []string{"dam"}}, "test")
		exitOn(err)
		channel, err := s.AddChannel(ctx, store.Channel{Name: "desk", Kind: store.WebhookChannel, Address: os.Getenv(alertCrashHook)}, "test")
		exitOn(err)
		_, err = s.PutRule(ctx, store.AlertRule{Situation: id, Rule: situation.Rule{When: situation.OnAny}, Channels: []store.ChannelID{channel}}, "test")
		exitOn(err)
	}
	fmt.Println("working")
	for n := range 25 {
		_, err := w.Submit(ctx, eventDocument(n, time.Now().Add(-time.Hour)), 0)
		exitOn(err)
		time.Sleep(5 * time.Millisecond)
	}
	exitOn(w.Idle(ctx))
	exitOn(w.Watched(ctx))
	for {
		channels, err := s.Channels(ctx)
		exitOn(err)
		if channels[0].Waiting == 0 {
			break
		}
		if c := channels[0]; !c.FailingSince.IsZero() { // a slow machine, not a fault: try again at once, as after an edit
			exitOn(s.EditChannel(ctx, store.Channel{ID: c.ID, Version: c.Version, Name: c.Name}))
		}
		time.Sleep(20 * time.Millisecond)
	}
	exitOn(w.Close())
	exitOn(s.Close())
	fmt.Println("done")
}

// TestAlertsSurviveKills kills the process at random moments, also between a message's going out and its being noted: every
// alert arrives, in one message; a message that arrives twice bears the same token.
func TestAlertsSurviveKills(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts the program many times")
	}
	t.Parallel()
	r := newReceiver(t)
	dir := t.TempDir()
	run := func(kill time.Duration) (string, bool) {
		exe := must(os.Executable())
		ctx, cancel := context.WithCancel(t.Context())
		defer cancel()
		c := exec.CommandContext(ctx, exe)
		c.Env = append(os.Environ(), alertCrashEnv+"="+dir, alertCrashHook+"="+r.URL)
		if kill > 0 {
			timer := time.AfterFunc(kill, cancel)
			defer timer.Stop()
		}
		out, err := c.CombinedOutput()
		return string(out), err == nil
	}
	kills := 0
	for n := range 5 {
		if _, ended := run(time.Duration(250+n*200) * time.Millisecond); !ended {
			kills++
		}
	}
	if out, ended := run(0); !ended {
		t.Fatalf("the last run: %s", out)
	}
	s := must(store.Open(t.Context(), dir, store.Options{}))
	alerts := must(s.Alerts(t.Context(), 0, 500))
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	tokens := map[int64]map[string]bool{}
	for _, m := range r.all() {
		for _, a := range m.alerts {
			if tokens[a.ID] == nil {
				tokens[a.ID] = map[string]bool{}
			}
			tokens[a.ID][m.token] = true
		}
	}
	if len(alerts) < 10 || len(tokens) != len(alerts) {
		t.Errorf("after %d kills: %d alerts, %d arrived", kills, len(alerts), len(tokens))
	}
	facts := map[string]bool{}
	for _, a := range alerts {
		if len(tokens[a.ID]) != 1 {
			t.Errorf("alert %d arrived in %d messages", a.ID, len(tokens[a.ID]))
		}
		if facts[a.Change.Key] {
			t.Errorf("%s was told twice", a.Change.Key)
		}
		facts[a.Change.Key] = true
	}
}
