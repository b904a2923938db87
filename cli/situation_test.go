package cli

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/work"
)

// run types a command line and gives what it printed.
func run(t *testing.T, args ...string) (out, faults string, status int) {
	t.Helper()
	var o, e bytes.Buffer
	status = Main(args, strings.NewReader(""), &o, &e)
	return o.String(), e.String(), status
}

// read2 reads two reports of one matter into a folder that is watched, and waits until they are looked at.
func read2(t *testing.T, dir string) {
	t.Helper()
	kept, err := store.Open(t.Context(), dir, store.Options{})
	if err != nil {
		t.Fatal(err)
	}
	client := gather.NewClient(gather.ClientOptions{})
	w, err := work.Start(t.Context(), work.Options{Store: kept, Client: client, NoPoll: true, Join: -1})
	if err != nil {
		t.Fatal(err)
	}
	for i, text := range []string{
		"Ministry says depot was shelled\n\nTESSEL, November 21, 2026. /Harbour Post/. The Velmoran army shelled a grain depot at Tessel on Saturday, killing three people, the Interior Ministry of Ostrany said.\n\n“Three people were killed,” minister Teodor Vask told reporters.\n",
		"Army denies shelling depot\n\nCASTREL, November 22, 2026. /Meridian/. The army of Velmora denied on Sunday that it had shelled a grain depot at Tessel.\n\n“No shell was fired at Tessel,” Colonel Pell Aster told reporters.\n",
	} {
		at := time.Date(2026, 11, 21+i, 10, 0, 0, 0, time.UTC)
		if _, err := w.Submit(t.Context(), gather.Document{Path: fmt.Sprintf("%d.txt", i), MediaType: "text/plain", Bytes: []byte(text), SHA256: gather.Sum([]byte(text)), Fetched: at, Told: gather.Told{Published: at}}, 0); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Idle(t.Context()), w.Watched(t.Context()), w.Close(), kept.Close()); err != nil {
		t.Fatal(err)
	}
	client.Close()
}

func TestSituationCommands(t *testing.T) {
	dir := t.TempDir()
	if out, faults, status := run(t, "watch", "add", "Tessel", "--word", "Tessel", "--data", dir); status != exitDone {
		t.Fatalf("watch add: %s%s", out, faults)
	}
	read2(t, dir)
	for _, c := range []struct {
		args []string
		want []string
	}{
		{[]string{"situations"}, []string{"tessel", "Tessel"}},
		{[]string{"changes", "tessel"}, []string{"NEW SOURCE: Files reports on this for the first time", "NEW EVENT", "report 1 ["}},
		{[]string{"changes", "tessel", "--format", "json", "--seen"}, []string{`"kind":"new event"`, `"sha256":"`}},
		{[]string{"changes", "tessel"}, []string{"0 changes since"}},
		{[]string{"brief", "tessel"}, []string{"# Tessel: brief No. 1", "0 without either", "## The sentences"}},
		{[]string{"brief", "tessel", "--check"}, []string{"every line is held"}},
		{[]string{"brief", "tessel", "-n", "1", "--format", "html"}, []string{"<!doctype html>", "Tessel"}},
	} {
		out, faults, status := run(t, append(c.args, "--data", dir)...)
		if status != exitDone {
			t.Errorf("%v: status %d: %s", c.args, status, faults)
		}
		for _, want := range c.want {
			if !strings.Contains(out, want) {
				t.Errorf("%v lacks %q:\n%s", c.args, want, out)
			}
		}
	}
}

func TestAlertsTestReachesAWebhook(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "record")
	var got http.Header
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.Header }))
	defer server.Close()
	if out, faults, status := run(t, "alerts", "channel", "desk", "webhook", server.URL+"/hook", "--data", dir); status != exitDone {
		t.Fatalf("%s%s", out, faults)
	}
	out, faults, status := run(t, "alerts", "test", "1", "--allow-host", "127.0.0.1", "--data", dir)
	if status != exitDone || !strings.Contains(out, "channel 1, desk: sent") || !strings.HasPrefix(got.Get("Dateline-Signature"), "t=") {
		t.Errorf("status %d: %s%s; header %v", status, out, faults, got)
	}
}
