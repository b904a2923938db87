package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/dateline-news/dateline/situation"
)

// ChannelID numbers a channel of alerts, RuleID a rule.
type (
	ChannelID int64
	RuleID    int64
)

// ChannelKind is how a channel is reached.
type ChannelKind string

// The kinds of channel. The address of a webhook is its URL; that of the others is in shoutrrr's notation
// (https://shoutrrr.nickfedor.com), such as "ntfy://ntfy.sh/my-topic" or "smtp://user:password@host:587/?from=a@b.example&to=c@d.example".
const (
	MailChannel     ChannelKind = "mail"
	WebhookChannel  ChannelKind = "webhook"
	NtfyChannel     ChannelKind = "ntfy"
	SlackChannel    ChannelKind = "slack"
	TelegramChannel ChannelKind = "telegram"
	MatrixChannel   ChannelKind = "matrix"
)

// channelSchemes are the schemes that an address of a kind may have.
var channelSchemes = map[ChannelKind][]string{MailChannel: {"smtp"}, WebhookChannel: {"https", "http"}, NtfyChannel: {"ntfy"}, SlackChannel: {"slack"},
	TelegramChannel: {"telegram"}, MatrixChannel: {"matrix"}}

// Channel is where alerts go.
type Channel struct {
	ID           ChannelID
	Name         string
	Kind         ChannelKind
	Address      string // may hold a token or password: show Shown
	Secret       string // of a webhook: the key of its signature; made when it is added. Show it once
	Quiet        situation.Quiet
	Paused       bool // alerts for it wait
	Version      int
	MadeBy       string
	Made         time.Time
	Failures     int       // in a row
	FailingSince time.Time // zero when the last message went out
	NextTry      time.Time // zero when it is not failing
	LastGood     time.Time
	Reason       string // why it fails, in words
	Waiting      int    // alerts that wait for it
}

// Shown is the address without what is secret in it: scheme and host, and of a webhook the path's first part.
func (c Channel) Shown() string {
	u, err := url.Parse(c.Address)
	if err != nil {
		return string(c.Kind)
	}
	host := u.Host
	switch c.Kind {
	case SlackChannel, TelegramChannel:
		return u.Scheme + "://…" // what stands for the host there is the token
	case MailChannel:
		return u.Scheme + "://" + host + " to " + u.Query().Get("to")
	case NtfyChannel:
		return u.Scheme + "://" + host + u.Path
	}
	return u.Scheme + "://" + host + "/…"
}

func (c *Channel) check() error {
	c.Name, c.Address = strings.TrimSpace(c.Name), strings.TrimSpace(c.Address)
	schemes, ok := channelSchemes[c.Kind]
	u, err := url.Parse(c.Address)
	switch {
	case !ok:
		return fmt.Errorf("no channel is called %q; there are mail, webhook, ntfy, slack, telegram and matrix: %w", c.Kind, ErrInvalid)
	case c.Name == "":
		return fmt.Errorf("a channel needs a name: %w", ErrInvalid)
	case err != nil || !slices.Contains(schemes, u.Scheme) || u.Host == "":
		return fmt.Errorf("the address of a %s channel begins with %s:// and names where to send: %w", c.Kind, strings.Join(schemes, ":// or "), ErrInvalid)
	}
	if err := c.Quiet.Check(); err != nil {
		return fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	return nil
}

// AddChannel keeps a channel. A webhook without a secret is given one.
func (s *Store) AddChannel(ctx context.Context, c Channel, who string) (id ChannelID, err error) {
	if err := c.check(); err != nil {
		return 0, err
	}
	if c.Kind == WebhookChannel && c.Secret == "" {
		c.Secret = rand.Text()
	}
	quiet, err := json.Marshal(c.Quiet)
	if err != nil {
		return 0, err
	}
	err = s.Write(ctx, func(t *Tx) error {
		return t.row(`INSERT INTO alert_channel (name, kind, address, secret, quiet, paused, version, made_by, made_at) VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?) RETURNING id`,
			c.Name, string(c.Kind), c.Address, c.Secret, string(quiet), c.Paused, who, t.now.UnixMicro()).Scan(&id)
	})
	return id, err
}

// EditChannel changes name, address, quiet hours and pause of a channel whose Version is still that of c; ErrChanged when
// not. An empty Address or Secret leaves what is there. A channel that is changed is tried again at once.
func (s *Store) EditChannel(ctx context.Context, c Channel) error {
	return s.Write(ctx, func(t *Tx) error {
		old, err := t.channel(c.ID)
		if err != nil {
			return err
		}
		if old.Version != c.Version {
			return fmt.Errorf("the channel %q: %w", old.Name, ErrChanged)
		}
		c.Kind = old.Kind
		if c.Address == "" {
			c.Address = old.Address
		}
		if c.Secret == "" {
			c.Secret = old.Secret
		}
		if err := c.check(); err != nil {
			return err
		}
		quiet, err := json.Marshal(c.Quiet)
		if err != nil {
			return err
		}
		_, err = t.exec(`UPDATE alert_channel SET name = ?, address = ?, secret = ?, quiet = ?, paused = ?, version = version + 1, next_try_at = NULL WHERE id = ?`,
			c.Name, c.Address, c.Secret, string(quiet), c.Paused, int64(c.ID))
		if err == nil {
			_, err = t.exec(`UPDATE alert_message SET next_try_at = ? WHERE channel_id = ? AND state = 'waiting'`, t.now.UnixMicro(), int64(c.ID))
		}
		return err
	})
}

// RemoveChannel ends a channel. What waits for it is not sent; the log stays.
func (s *Store) RemoveChannel(ctx context.Context, id ChannelID) error {
	return s.Write(ctx, func(t *Tx) error {
		if _, err := t.channel(id); err != nil {
			return err
		}
		_, err := t.exec(`UPDATE alert_channel SET removed_at = ? WHERE id = ?`, t.now.UnixMicro(), int64(id))
		return err
	})
}

const channelColumns = `c.id, c.name, c.kind, c.address, c.secret, c.quiet, c.paused, c.version, c.made_by, c.made_at, c.failures, c.failing_since, c.next_try_at, c.last_good_at, c.reason`

func scanChannel(r scanner, c *Channel, more ...any) error {
	var quiet string
	if err := r.Scan(append([]any{&c.ID, &c.Name, &c.Kind, &c.Address, &c.Secret, &quiet, &c.Paused, &c.Version, &c.MadeBy, instant{&c.Made}, &c.Failures, instant{&c.FailingSince},
		instant{&c.NextTry}, instant{&c.LastGood}, &c.Reason}, more...)...); err != nil {
		return err
	}
	return json.Unmarshal([]byte(quiet), &c.Quiet)
}

func (t *Tx) channel(id ChannelID) (c Channel, err error) {
	err = scanChannel(t.row(`SELECT `+channelColumns+` FROM alert_channel c WHERE c.id = ? AND c.removed_at IS NULL`, int64(id)), &c)
	if errors.Is(err, sql.ErrNoRows) {
		err = fmt.Errorf("channel %d: %w", id, ErrNotFound)
	}
	return c, err
}

// Channels lists the channels by name, with how many alerts wait for each.
func (s *Store) Channels(ctx context.Context) ([]Channel, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+channelColumns+`, (SELECT count(*) FROM alert_part p WHERE p.channel_id = c.id AND p.message_id IS NULL)
			+ (SELECT count(*) FROM alert_part p JOIN alert_message m ON m.id = p.message_id WHERE m.channel_id = c.id AND m.state IN ('waiting', 'sending'))
		FROM alert_channel c WHERE c.removed_at IS NULL ORDER BY c.name, c.id LIMIT 1000`)
	return collect(rows, err, func(r scanner, c *Channel) error { return scanChannel(r, c, &c.Waiting) })
}

// AlertRule is a rule with where its alerts go.
type AlertRule struct {
	ID        RuleID
	Situation SituationID
	Slug      string // of the situation
	Of        string // the situation's name
	Name      string
	Rule      situation.Rule
	Channels  []ChannelID
	Paused    bool
	Version   int
	MadeBy    string
	Made      time.Time
	Alerts    int       // that it gave
	Last      time.Time // when it gave the last; zero when never
}

// PutRule keeps a new rule (ID 0) or changes one whose Version is still that of r; ErrChanged when not. A rule looks at what
// comes after it was made: nothing of the past is sent.
func (s *Store) PutRule(ctx context.Context, r AlertRule, who string) (id RuleID, err error) {
	if err := r.Rule.Check(); err != nil {
		return 0, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if r.Name = strings.TrimSpace(r.Name); r.Name == "" {
		r.Name = r.Rule.String()
	}
	rule, err := json.Marshal(r.Rule)
	if err != nil {
		return 0, err
	}
	err = s.Write(ctx, func(t *Tx) error {
		if id, err = t.putRule(r, string(rule), who); err != nil {
			return err
		}
		if _, err := t.exec(`DELETE FROM alert_rule_channel WHERE rule_id = ?`, int64(id)); err != nil {
			return err
		}
		for _, c := range r.Channels {
			if _, err := t.channel(c); err != nil {
				return err
			}
			if _, err := t.exec(`INSERT OR IGNORE INTO alert_rule_channel (rule_id, channel_id) VALUES (?, ?)`, int64(id), int64(c)); err != nil {
				return err
			}
		}
		return nil
	})
	return id, err
}

func (t *Tx) putRule(r AlertRule, rule, who string) (id RuleID, err error) {
	if _, err := t.situation(r.Situation); err != nil {
		return 0, err
	}
	if r.ID == 0 {
		err = t.row(`INSERT INTO alert_rule (situation_id, name, rule, paused, version, made_by, made_at) VALUES (?, ?, ?, ?, 1, ?, ?) RETURNING id`,
			int64(r.Situation), r.Name, rule, r.Paused, who, t.now.UnixMicro()).Scan(&id)
		return id, err
	}
	err = t.row(`UPDATE alert_rule SET name = ?, rule = ?, paused = ?, version = version + 1 WHERE id = ? AND version = ? AND removed_at IS NULL RETURNING id`,
		r.Name, rule, r.Paused, int64(r.ID), r.Version).Scan(&id)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, fmt.Errorf("the rule %q: %w", r.Name, ErrChanged)
	}
	return id, err
}

// RemoveRule ends a rule. Its alerts and their log stay; corrections of what it told still go out.
func (s *Store) RemoveRule(ctx context.Context, id RuleID) error {
	return s.Write(ctx, func(t *Tx) error {
		res, err := t.exec(`UPDATE alert_rule SET removed_at = ? WHERE id = ? AND removed_at IS NULL`, t.now.UnixMicro(), int64(id))
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 1 {
			return err
		}
		return fmt.Errorf("rule %d: %w", id, ErrNotFound)
	})
}

// Rules lists the rules of a situation, or of all when id is 0.
func (s *Store) Rules(ctx context.Context, id SituationID) ([]AlertRule, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT r.id, r.situation_id, s.slug, s.name, r.name, r.rule, r.paused, r.version, r.made_by, r.made_at,
			(SELECT json_group_array(channel_id) FROM alert_rule_channel WHERE rule_id = r.id), (SELECT count(*) FROM alert WHERE rule_id = r.id), (SELECT max(at) FROM alert WHERE rule_id = r.id)
		FROM alert_rule r JOIN situation s ON s.id = r.situation_id WHERE r.removed_at IS NULL AND s.removed_at IS NULL AND (?1 = 0 OR r.situation_id = ?1)
		ORDER BY s.name, r.name, r.id LIMIT 1000`, int64(id))
	return collect(rows, err, func(sc scanner, r *AlertRule) error {
		var rule, channels string
		if err := sc.Scan(&r.ID, &r.Situation, &r.Slug, &r.Of, &r.Name, &rule, &r.Paused, &r.Version, &r.MadeBy, instant{&r.Made}, &channels, &r.Alerts, instant{&r.Last}); err != nil {
			return err
		}
		return errors.Join(json.Unmarshal([]byte(rule), &r.Rule), json.Unmarshal([]byte(channels), &r.Channels))
	})
}

// Delivery is a message of the log: what went out or is to go out, where, and every try.
type Delivery struct {
	ID       int64
	Channel  ChannelID
	Name     string // of the channel
	Kind     ChannelKind
	State    string // waiting, sending, sent, given up
	Test     bool
	Made     time.Time
	Sent     time.Time // zero while it is not
	NextTry  time.Time
	Attempts int
	Subject  string
	Body     string
	Alerts   int // that it holds
	Tries    []DeliveryTry
}

// DeliveryTry is one try to send a message.
type DeliveryTry struct {
	At   time.Time
	Took time.Duration
	OK   bool
	Says string // how it ended, in words
}

// Deliveries lists the delivery log, newest first; before is a Delivery's ID for the next page, 0 the newest. limit 0 is 50.
func (s *Store) Deliveries(ctx context.Context, before int64, limit int) ([]Delivery, error) {
	if limit <= 0 {
		limit = 50
	}
	rows, err := s.read.QueryContext(ctx, `SELECT m.id, c.id, c.name, c.kind, m.state, m.test, m.made_at, m.sent_at, m.next_try_at, m.attempts, m.subject, m.body,
			(SELECT count(*) FROM alert_part WHERE message_id = m.id)
		FROM alert_message m JOIN alert_channel c ON c.id = m.channel_id WHERE ?1 = 0 OR m.id < ?1 ORDER BY m.id DESC LIMIT ?2`, before, min(limit, 500))
	all, err := collect(rows, err, func(r scanner, d *Delivery) error {
		return r.Scan(&d.ID, &d.Channel, &d.Name, &d.Kind, &d.State, &d.Test, instant{&d.Made}, instant{&d.Sent}, instant{&d.NextTry}, &d.Attempts, &d.Subject, &d.Body, &d.Alerts)
	})
	for i := range all {
		if err != nil {
			break
		}
		tries, terr := s.read.QueryContext(ctx, `SELECT at, took_ms, ok, says FROM alert_try WHERE message_id = ? ORDER BY id LIMIT 100`, all[i].ID)
		all[i].Tries, err = collect(tries, terr, func(r scanner, t *DeliveryTry) error {
			var ms int64
			err := r.Scan(instant{&t.At}, &ms, &t.OK, &t.Says)
			t.Took = time.Duration(ms) * time.Millisecond
			return err
		})
	}
	if err != nil {
		err = explain(fmt.Errorf("read the delivery log: %w", err), s.dir)
	}
	return all, err
}

// AlertRow is an alert as the list of alerts shows it: the change that it told.
type AlertRow struct {
	ID        int64
	At        time.Time
	Rule      RuleID
	RuleName  string
	Situation SituationID
	Slug, Of  string // the situation's address and name
	Corrects  int64  // the alert that it takes back or changes; 0 for none
	Sent      int    // channels that it went out to
	Waiting   int    // channels that it waits for
	Change    ChangeRow
}

// Alerts lists the alerts, newest first; before is an AlertRow's ID for the next page, 0 the newest. limit 0 is 50.
func (s *Store) Alerts(ctx context.Context, before int64, limit int) ([]AlertRow, error) {
	if limit <= 0 {
		limit = 50
	}
	rows, err := s.read.QueryContext(ctx, `SELECT a.id, a.at, r.id, r.name, s.id, s.slug, s.name, coalesce(a.corrects, 0),
			(SELECT count(*) FROM alert_part p JOIN alert_message m ON m.id = p.message_id WHERE p.alert_id = a.id AND m.state = 'sent'),
			(SELECT count(*) FROM alert_part p LEFT JOIN alert_message m ON m.id = p.message_id WHERE p.alert_id = a.id AND (m.id IS NULL OR m.state IN ('waiting', 'sending'))), a.change_id
		FROM alert a JOIN alert_rule r ON r.id = a.rule_id JOIN situation s ON s.id = a.situation_id WHERE ?1 = 0 OR a.id < ?1 ORDER BY a.id DESC LIMIT ?2`, before, min(limit, 500))
	all, err := collect(rows, err, func(r scanner, a *AlertRow) error {
		return r.Scan(&a.ID, instant{&a.At}, &a.Rule, &a.RuleName, &a.Situation, &a.Slug, &a.Of, &a.Corrects, &a.Sent, &a.Waiting, &a.Change.ID)
	})
	for i := range all {
		if err == nil {
			all[i].Change, err = s.change(ctx, all[i].Change.ID)
		}
	}
	if err != nil {
		err = explain(fmt.Errorf("list the alerts: %w", err), s.dir)
	}
	return all, err
}

// change reads one change with its sentence.
func (s *Store) change(ctx context.Context, id int64) (c ChangeRow, err error) {
	if err := scanChange(s.read.QueryRowContext(ctx, `SELECT `+changeColumns+changeTables+` WHERE c.id = ?`, id), &c); err != nil {
		return c, err
	}
	one := []ChangeRow{c}
	err = s.addBefore(ctx, one)
	return one[0], err
}
