package work

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/nicholas-fedor/shoutrrr/pkg/services/chat/matrix"
	"github.com/nicholas-fedor/shoutrrr/pkg/services/chat/slack"
	"github.com/nicholas-fedor/shoutrrr/pkg/services/chat/telegram"
	"github.com/nicholas-fedor/shoutrrr/pkg/services/push/ntfy"
	"github.com/nicholas-fedor/shoutrrr/pkg/types"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/store"
)

// errUnguarded keeps the services that bring an HTTP client of their own from dialling past the guard.
var errUnguarded = errors.New("not sent: the program has not put its guard before the default transport (gather.Client.GuardDefault)")

// Sender sends messages of alerts. A Worker has one; a program that only tests channels makes its own.
type Sender struct {
	store  *store.Store
	client *gather.Client
	link   string // of the desk, with which links begin
	now    func() time.Time
	mu     sync.Mutex // one round of joining and sending at a time
}

// NewSender makes a Sender. Slack, Telegram and Matrix are sent to only when client guards the default transport.
func NewSender(kept *store.Store, client *gather.Client) *Sender {
	return &Sender{store: kept, client: client, link: defaultLink, now: time.Now}
}

// defaultLink is where a desk is that nobody gave another address.
const defaultLink = "http://127.0.0.1:7117"

// TestChannel sends a test message to a channel at once, whatever its quiet hours, pause or failures, and returns how that
// ended, as the delivery log has it. An error is one of the store; that the message did not go out stands in the last try.
func (w *Sender) TestChannel(ctx context.Context, id store.ChannelID, who string) (store.Delivery, error) {
	m, err := w.store.PutTest(ctx, id, who)
	if err != nil {
		return store.Delivery{}, err
	}
	if err := w.try(ctx, m); err != nil {
		return store.Delivery{}, err
	}
	return w.store.Delivery(ctx, m.ID)
}

// try makes one try to send a message and notes how it ended. A try that the program's end broke off counts as not made:
// whether it went out is not known, as after a kill.
func (w *Sender) try(ctx context.Context, m store.Message) error {
	bounded, cancel := context.WithTimeout(ctx, deliverTime)
	defer cancel()
	start := time.Now()
	err := w.send(bounded, m)
	if err != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	last, done := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer done()
	return w.store.EndMessage(last, m, time.Since(start), err, w.now().Add(pause(m.Attempt, err)))
}

// send sends a message to its channel. The error says nothing of the channel's secrets.
func (w *Sender) send(ctx context.Context, m store.Message) error {
	switch m.Channel.Kind {
	case store.WebhookChannel:
		return hideSecrets(w.sendWebhook(ctx, m), m.Channel)
	case store.MailChannel:
		return hideSecrets(w.sendMail(ctx, m), m.Channel)
	}
	return hideSecrets(w.sendService(ctx, m), m.Channel)
}

// sendWebhook posts JSON. The receiver checks Dateline-Signature: "t=UNIX,v1=HEX", where HEX is the HMAC-SHA256, by the
// channel's secret, of the UNIX time, a full stop and the body; and drops a Dateline-Delivery that it has had.
func (w *Sender) sendWebhook(ctx context.Context, m store.Message) error {
	body := m.Body
	if m.Test {
		b, err := json.Marshal(map[string]any{"schema": "dateline.alerts/1", "test": true, "subject": m.Subject, "text": m.Body, "alerts": []any{}})
		if err != nil {
			return err
		}
		body = string(b)
	}
	now := strconv.FormatInt(w.now().Unix(), 10)
	said, err := w.client.Post(ctx, m.Channel.Address, map[string]string{"Content-Type": "application/json", "Dateline-Delivery": m.Token,
		"Dateline-Attempt": strconv.Itoa(m.Attempt), "Dateline-Signature": "t=" + now + ",v1=" + Sign(m.Channel.Secret, now, body)}, []byte(body))
	if err != nil && said != "" {
		return fmt.Errorf("%w: %s", err, cut(strings.Join(strings.Fields(said), " "), 200))
	}
	return err
}

// Sign is the signature of a webhook's body: the HMAC-SHA256, in hex, of the time in seconds since 1970, a full stop and the body.
func Sign(secret, unix, body string) string {
	h := hmac.New(sha256.New, []byte(secret))
	io.WriteString(h, unix+"."+body) //nolint:errcheck // a hash never fails
	return hex.EncodeToString(h.Sum(nil))
}

// service is what shoutrrr's services have in common.
type service interface {
	Initialize(*url.URL, types.StdLogger) error
	Send(message string, params *types.Params) error
}

// sendService sends through shoutrrr. Its services take no context; each bounds a request by itself.
func (w *Sender) sendService(ctx context.Context, m store.Message) error {
	u, err := url.Parse(m.Channel.Address)
	if err != nil {
		return errors.New("the channel's address cannot be read")
	}
	if !w.client.GuardsDefault() {
		return errUnguarded
	}
	params, text := types.Params{}, m.Subject+"\n\n"+m.Body
	if m.Attempt > 1 {
		text = "(Tried before; you may have this already.) " + text
	}
	var s service
	switch m.Channel.Kind {
	case store.NtfyChannel:
		s, text, params["title"] = &ntfy.Service{}, m.Body, m.Subject
	case store.SlackChannel:
		s = &slack.Service{}
	case store.TelegramChannel:
		s = &telegram.Service{}
	case store.MatrixChannel:
		s = &matrix.Service{}
	default:
		return fmt.Errorf("no channel is called %q", m.Channel.Kind)
	}
	if err := s.Initialize(u, log.New(io.Discard, "", 0)); err != nil {
		return fmt.Errorf("the address is not one of %s in shoutrrr's notation: %w", m.Channel.Kind, err)
	}
	if n, ok := s.(*ntfy.Service); ok {
		n.SetHTTPClient(w.client.HTTP(20 * time.Second))
	}
	done := make(chan error, 1)
	go func() { done <- s.Send(text, &params) }()
	select {
	case err := <-done:
		return err
	case <-ctx.Done():
		return fmt.Errorf("no answer in time: %w", ctx.Err())
	}
}

// hideSecrets takes the parts of a channel's address out of an error's text that open it: user, password, token. Errors of
// the guard and the network stay what they are for errors.As.
func hideSecrets(err error, c store.Channel) error {
	if err == nil {
		return nil
	}
	text := err.Error()
	for _, part := range secretsOf(c) {
		text = strings.ReplaceAll(text, part, "…")
	}
	return &hiddenError{text: text, err: err}
}

type hiddenError struct {
	text string
	err  error
}

func (e *hiddenError) Error() string { return e.text }

// As finds what kind of error it was, without giving its text away.
func (e *hiddenError) As(target any) bool {
	status, ok := target.(**gather.StatusError)
	return ok && errors.As(e.err, status)
}

// secretsOf are the parts of an address that nobody should see in a log.
func secretsOf(c store.Channel) []string {
	u, err := url.Parse(c.Address)
	if err != nil {
		return []string{c.Address}
	}
	parts := []string{c.Secret}
	if u.User != nil {
		password, _ := u.User.Password()
		parts = append(parts, u.User.String(), password)
		if c.Kind != store.MailChannel {
			parts = append(parts, u.User.Username())
		}
	}
	switch c.Kind {
	case store.SlackChannel, store.TelegramChannel:
		parts = append(parts, u.Host, u.Hostname())
	case store.WebhookChannel:
		parts = append(parts, u.RequestURI(), u.Path, u.RawQuery)
	}
	var out []string
	for _, p := range parts {
		if len(p) > 3 {
			out = append(out, p)
			for _, half := range strings.FieldsFunc(p, func(r rune) bool { return r == ':' || r == '-' || r == '/' }) {
				if len(half) > 7 {
					out = append(out, half)
				}
			}
		}
	}
	return out
}
