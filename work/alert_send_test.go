package work

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net"
	"net/http"
	"net/http/httptest"
	"net/mail"
	"strings"
	"testing"
	"time"

	"github.com/dateline-news/dateline/store"
)

// mailbox is a mail server that takes everything. It gives each mail that it was handed.
func mailbox(t *testing.T) (address string, mails <-chan string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	got := make(chan string, 10)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			takeMail(c, got)
		}
	}()
	t.Cleanup(func() {
		l.Close()
		<-done
	})
	return l.Addr().String(), got
}

func takeMail(c net.Conn, got chan<- string) {
	defer c.Close()
	r := bufio.NewReader(c)
	fmt.Fprint(c, "220 mail.example\r\n")
	for {
		line, err := r.ReadString('\n')
		if err != nil {
			return
		}
		switch verb, _, _ := strings.Cut(strings.TrimSpace(line), " "); strings.ToUpper(verb) {
		case "DATA":
			fmt.Fprint(c, "354 go on\r\n")
			var b strings.Builder
			for {
				line, err := r.ReadString('\n')
				if err != nil || line == ".\r\n" {
					break
				}
				b.WriteString(line)
			}
			got <- b.String()
			fmt.Fprint(c, "250 taken\r\n")
		case "QUIT":
			fmt.Fprint(c, "221 bye\r\n")
			return
		default:
			fmt.Fprint(c, "250 ok\r\n")
		}
	}
}

func TestMailBearsTheSameMessageID(t *testing.T) {
	t.Parallel()
	server, mails := mailbox(t)
	s := NewSender(nil, testClient())
	m := store.Message{Token: "TOKEN", Subject: "Merrin Strait: “No shot”\r\nBcc: evil@evil.example", Body: "A line.\n.\nČaplin said so = yes", Attempt: 1,
		Channel: store.Channel{Kind: store.MailChannel, Address: "smtp://" + server + "/?from=desk@desk.example&to=alvar@post.example,bray@post.example"}}
	var ids []string
	for range 2 {
		if err := s.send(t.Context(), m); err != nil {
			t.Fatal(err)
		}
		got, err := mail.ReadMessage(strings.NewReader(<-mails))
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, got.Header.Get("Message-ID"))
		subject, err := new(mime.WordDecoder).DecodeHeader(got.Header.Get("Subject"))
		if err != nil || subject != "Merrin Strait: “No shot” Bcc: evil@evil.example" || got.Header.Get("Bcc") != "" {
			t.Errorf("the subject: %q, %v", subject, err)
		}
		body, err := io.ReadAll(quotedprintable.NewReader(got.Body))
		if err != nil || !strings.Contains(string(body), "Čaplin said so = yes") {
			t.Errorf("the body: %q, %v", body, err)
		}
	}
	if ids[0] != ids[1] || ids[0] != "<token@desk.example>" {
		t.Errorf("got %q", ids)
	}
}

func TestMailAddress(t *testing.T) {
	t.Parallel()
	to, err := readMailTo("smtp://me:pass%20word@mail.example/?from=a@b.example&to=c@d.example,e@f.example")
	if err != nil || to.port != "587" || to.password != "pass word" || len(to.to) != 2 {
		t.Errorf("got %+v, %v", to, err)
	}
	for _, bad := range []string{"smtp://mail.example/", "smtp://mail.example/?from=a@b.example", "smtp://mail.example/?from=nobody&to=a@b.example", "smtp://mail.example/?from=a@b.example&to=%0aRCPT"} {
		if _, err := readMailTo(bad); err == nil {
			t.Errorf("%s: no error", bad)
		}
	}
}

func TestMailServerThatHangs(t *testing.T) {
	t.Parallel()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	s := NewSender(nil, testClient())
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	start := time.Now()
	if err := s.send(ctx, store.Message{Channel: store.Channel{Kind: store.MailChannel, Address: "smtp://" + l.Addr().String() + "/?from=a@b.example&to=c@d.example"}}); err == nil || time.Since(start) > 20*time.Second {
		t.Errorf("got %v after %v", err, time.Since(start))
	}
}

// TestNtfyThroughShoutrrr puts the guard before the default transport, which the others do without, so it is not parallel.
func TestNtfyThroughShoutrrr(t *testing.T) {
	var title, body string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		title, body = r.Header.Get("Title"), string(b)
		fmt.Fprint(w, `{"id":"x","time":1,"event":"message"}`)
	}))
	defer server.Close()
	before := http.DefaultTransport
	defer func() { http.DefaultTransport = before }()
	client := testClient()
	defer client.Close()
	client.GuardDefault()
	s := NewSender(nil, client)
	err := s.send(t.Context(), store.Message{Subject: "Merrin Strait: a denial", Body: "» No shot was fired «", Attempt: 1,
		Channel: store.Channel{Kind: store.NtfyChannel, Address: "ntfy://" + strings.TrimPrefix(server.URL, "http://") + "/desk?scheme=http"}})
	if err != nil || title != "Merrin Strait: a denial" || !strings.Contains(body, "No shot was fired") {
		t.Errorf("got %q, %q, %v", title, body, err)
	}
	server.Close()
	if err := s.send(t.Context(), store.Message{Subject: "s", Body: "b", Channel: store.Channel{Kind: store.NtfyChannel, Address: "ntfy://me:password1234@" + strings.TrimPrefix(server.URL, "http://") + "/desk?scheme=http"}}); err == nil || strings.Contains(err.Error(), "password1234") {
		t.Errorf("a server that is gone: %v", err)
	}
}
