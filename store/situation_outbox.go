package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dateline-news/dateline/situation"
)

// The outbox. RaiseAlerts writes an alert, and that it waits for each channel of its rule, in the transaction that keeps the
// change: so an alert is there exactly when its change is, and once. DueParts are what waits and is due; PutMessage joins them
// to one message; TakeMessages marks messages as being sent before they are, EndMessage how that ended. A process that is
// killed between the two leaves a message "sending": ReturnMessages puts it back at the next start, with its token unchanged,
// so that receivers that look at it (a webhook's header, a mail's Message-ID) drop what they had.

// alertAge is how old a report may be for what it tells to be an alert: an archive that is handed in is no news to anybody.
const alertAge = 7 * 24 * time.Hour

// RaiseAlerts writes the alerts that a change is for the rules of its situation, and, when it takes something back, for those
// who were told of it.
func (t *Tx) RaiseAlerts(id SituationID, number int64, c situation.Change) error {
	if !c.News {
		return nil
	}
	if c.Kind == situation.Corrected || c.Kind == situation.Withdrawn {
		if err := t.raiseCorrections(id, number, c); err != nil {
			return err
		}
	} else if c.Kind != situation.FellSilent && t.now.Sub(c.Evidence.At) > alertAge {
		return nil
	}
	rows, err := t.sql.QueryContext(t.ctx, `SELECT id, rule, made_at FROM alert_rule WHERE situation_id = ? AND paused = 0 AND removed_at IS NULL`, int64(id))
	rules, err := collect(rows, err, scanRule)
	if err != nil {
		return err
	}
	for _, r := range rules {
		if !r.Rule.Wants(c) {
			continue
		}
		alert, err := t.putAlert(r.ID, id, number, c.Key, 0)
		if err != nil {
			return err
		}
		if alert == 0 {
			continue
		}
		if err := t.putParts(alert, r.Rule.Hold, `SELECT channel_id FROM alert_rule_channel WHERE rule_id = ?`, int64(r.ID)); err != nil {
			return err
		}
	}
	return nil
}

// RaiseIndex writes the alerts of the rules of a situation that wait for its index, and the changes that they tell; and the
// turns of the last days, each once: a turn that moves by a day or two as more is read is the same turn.
func (t *Tx) RaiseIndex(id SituationID, s situation.Series) error {
	rows, err := t.sql.QueryContext(t.ctx, `SELECT id, rule, made_at FROM alert_rule WHERE situation_id = ? AND paused = 0 AND removed_at IS NULL`, int64(id))
	rules, err := collect(rows, err, scanRule)
	if err != nil {
		return err
	}
	for _, r := range rules {
		c, ok := r.Rule.Crossing(s)
		if !ok || c.Noticed.AddDate(0, 0, 2).Before(r.Made) {
			continue // it was above before the rule was made
		}
		c.News = true
		number, created, err := t.PutChange(id, c)
		if err == nil && !created {
			err = t.row(`SELECT id FROM situation_change WHERE situation_id = ? AND key = ?`, int64(id), c.Key).Scan(&number)
		}
		if err != nil {
			return err
		}
		alert, err := t.putAlert(r.ID, id, number, c.Key, 0)
		if err != nil {
			return err
		}
		if alert == 0 {
			continue
		}
		if err := t.putParts(alert, r.Rule.Hold, `SELECT channel_id FROM alert_rule_channel WHERE rule_id = ?`, int64(r.ID)); err != nil {
			return err
		}
	}
	return t.raiseTurns(id, s)
}

// turnNews is how many days back a turn is news.
const turnNews = 3

func (t *Tx) raiseTurns(id SituationID, s situation.Series) error {
	for _, turn := range s.Turns {
		c, ok := turn.Change()
		if !ok || len(s.Points) == 0 || s.Points[len(s.Points)-1].Day.Sub(turn.Day) > turnNews*24*time.Hour {
			continue
		}
		var told int
		if err := t.row(`SELECT count(*) FROM situation_change WHERE situation_id = ? AND kind = ? AND key LIKE 'turn|%' AND abs(julianday(substr(key, 6)) - julianday(?)) <= ?`,
			int64(id), string(situation.Turned), turn.Day.Format(time.DateOnly), turnNews).Scan(&told); err != nil {
			return err
		}
		if told > 0 {
			continue
		}
		c.News = true
		number, _, err := t.PutChange(id, c)
		if err != nil {
			return err
		}
		if err := t.RaiseAlerts(id, number, c); err != nil {
			return err
		}
	}
	return nil
}

func scanRule(s scanner, r *AlertRule) error {
	var rule string
	if err := s.Scan(&r.ID, &rule, instant{&r.Made}); err != nil {
		return err
	}
	return json.Unmarshal([]byte(rule), &r.Rule)
}

// putAlert gives 0 when the rule has told this before.
func (t *Tx) putAlert(rule RuleID, id SituationID, change int64, key string, corrects int64) (alert int64, err error) {
	err = t.row(`INSERT INTO alert (rule_id, situation_id, change_id, key, corrects, at) VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (rule_id, key) DO NOTHING RETURNING id`,
		int64(rule), int64(id), change, key, nullInt(corrects), t.now.UnixMicro()).Scan(&alert)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return alert, err
}

func nullInt(n int64) any {
	if n == 0 {
		return nil
	}
	return n
}

// putParts notes for which channels an alert waits, and until when.
func (t *Tx) putParts(alert int64, hold situation.Digest, channels string, arg any) error {
	rows, err := t.sql.QueryContext(t.ctx, `SELECT c.id, c.quiet FROM alert_channel c WHERE c.removed_at IS NULL AND c.id IN (`+channels+`)`, arg)
	all, err := collect(rows, err, func(s scanner, c *Channel) error {
		var quiet string
		if err := s.Scan(&c.ID, &quiet); err != nil {
			return err
		}
		return json.Unmarshal([]byte(quiet), &c.Quiet)
	})
	if err != nil {
		return err
	}
	for _, c := range all {
		due := c.Quiet.Until(hold.Next(t.now))
		if _, err := t.exec(`INSERT OR IGNORE INTO alert_part (alert_id, channel_id, due_at) VALUES (?, ?, ?)`, alert, int64(c.ID), due.UnixMicro()); err != nil {
			return err
		}
	}
	return nil
}

// raiseCorrections tells those who were told of a report, or are to be told, that it was corrected or withdrawn. It asks no
// rule, and goes to the channels that the alerts went to, whatever their rules say now.
func (t *Tx) raiseCorrections(id SituationID, number int64, c situation.Change) error {
	report := c.Evidence.Report
	if c.Before != nil {
		report = c.Before.Report
	}
	rows, err := t.sql.QueryContext(t.ctx, `SELECT a.rule_id, min(a.id) FROM alert a JOIN situation_change k ON k.id = a.change_id
		WHERE a.corrects IS NULL AND a.change_id <> ?2 AND k.report_id IN (SELECT b.id FROM report a JOIN report b ON b.item_id = a.item_id WHERE a.id = ?1) GROUP BY a.rule_id`, report, number)
	type told struct {
		rule  RuleID
		first int64
	}
	all, err := collect(rows, err, func(s scanner, x *told) error { return s.Scan(&x.rule, &x.first) })
	if err != nil {
		return err
	}
	for _, x := range all {
		alert, err := t.putAlert(x.rule, id, number, "takes back|"+c.Key, x.first)
		if err != nil {
			return err
		}
		if alert == 0 {
			continue
		}
		if err := t.putParts(alert, situation.Digest{}, `SELECT p.channel_id FROM alert_part p JOIN alert a ON a.id = p.alert_id JOIN situation_change k ON k.id = a.change_id
			JOIN report r ON r.id = k.report_id WHERE a.rule_id = (SELECT rule_id FROM alert WHERE id = ?1) AND a.corrects IS NULL
			AND r.item_id = (SELECT r2.item_id FROM alert a2 JOIN situation_change k2 ON k2.id = a2.change_id JOIN report r2 ON r2.id = k2.report_id WHERE a2.id = ?1)`, x.first); err != nil {
			return err
		}
	}
	return nil
}

// DueChannel is a channel with the alerts that are to go out to it together.
type DueChannel struct {
	Channel
	Alerts []AlertRow
}

// messageAlerts is how many alerts one message holds at most; the rest is the next message.
const messageAlerts = 50

// DueParts lists for each channel that takes messages the alerts that are due, the oldest first. A channel that is paused,
// that fails, or to which a message is still on its way takes none: what comes meanwhile goes out together afterwards.
func (s *Store) DueParts(ctx context.Context, now time.Time) ([]DueChannel, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT `+channelColumns+` FROM alert_channel c WHERE c.removed_at IS NULL AND c.paused = 0 AND (c.next_try_at IS NULL OR c.next_try_at <= ?1)
		AND EXISTS (SELECT 1 FROM alert_part p WHERE p.channel_id = c.id AND p.message_id IS NULL AND p.due_at <= ?1)
		AND NOT EXISTS (SELECT 1 FROM alert_message m WHERE m.channel_id = c.id AND m.state IN ('waiting', 'sending')) ORDER BY c.id`, now.UnixMicro())
	all, err := collect(rows, err, func(r scanner, c *DueChannel) error { return scanChannel(r, &c.Channel) })
	if err != nil {
		return nil, explain(fmt.Errorf("look for alerts that are due: %w", err), s.dir)
	}
	for i := range all {
		if all[i].Alerts, err = s.dueAlerts(ctx, all[i].ID, now); err != nil {
			return nil, explain(fmt.Errorf("read the alerts that are due for %q: %w", all[i].Name, err), s.dir)
		}
	}
	return all, nil
}

func (s *Store) dueAlerts(ctx context.Context, id ChannelID, now time.Time) ([]AlertRow, error) {
	rows, err := s.read.QueryContext(ctx, `SELECT a.id, a.at, r.id, r.name, s.id, s.slug, s.name, coalesce(a.corrects, 0), a.change_id
		FROM alert_part p JOIN alert a ON a.id = p.alert_id JOIN alert_rule r ON r.id = a.rule_id JOIN situation s ON s.id = a.situation_id
		WHERE p.channel_id = ? AND p.message_id IS NULL AND p.due_at <= ? ORDER BY a.id LIMIT ?`, int64(id), now.UnixMicro(), messageAlerts)
	all, err := collect(rows, err, func(r scanner, a *AlertRow) error {
		return r.Scan(&a.ID, instant{&a.At}, &a.Rule, &a.RuleName, &a.Situation, &a.Slug, &a.Of, &a.Corrects, &a.Change.ID)
	})
	for i := range all {
		if err == nil {
			all[i].Change, err = s.change(ctx, all[i].Change.ID)
		}
	}
	return all, err
}

// Message is what is to be sent to a channel.
type Message struct {
	ID      int64
	Channel Channel
	Token   string // the same at every try
	Subject string
	Body    string
	Made    time.Time
	Attempt int // 1 for the first
	Test    bool
}

// PutMessage joins alerts that wait for a channel to one message, ready to be sent.
func (t *Tx) PutMessage(channel ChannelID, alerts []AlertRow, subject, body string, test bool) (id int64, err error) {
	if err := t.row(`INSERT INTO alert_message (channel_id, token, state, test, made_at, next_try_at, subject, body) VALUES (?, ?, 'waiting', ?, ?, ?, ?, ?) RETURNING id`,
		int64(channel), rand.Text(), test, t.now.UnixMicro(), t.now.UnixMicro(), subject, body).Scan(&id); err != nil {
		return 0, err
	}
	for _, a := range alerts {
		res, err := t.exec(`UPDATE alert_part SET message_id = ? WHERE alert_id = ? AND channel_id = ? AND message_id IS NULL`, id, a.ID, int64(channel))
		if err != nil {
			return 0, err
		}
		if n, err := res.RowsAffected(); err != nil || n != 1 {
			return 0, errors.Join(err, fmt.Errorf("alert %d is in another message already", a.ID))
		}
	}
	return id, nil
}

// TakeMessages marks the messages that may be sent now as being sent, and gives them. Test messages go out at once, also to a
// channel that is paused or fails.
func (s *Store) TakeMessages(ctx context.Context, now time.Time, limit int) (all []Message, err error) {
	var waiting int
	if err := s.read.QueryRowContext(ctx, `SELECT count(*) FROM alert_message WHERE state = 'waiting' AND next_try_at <= ?`, now.UnixMicro()).Scan(&waiting); err != nil || waiting == 0 {
		return nil, err
	}
	err = s.Write(ctx, func(t *Tx) error {
		rows, err := t.sql.QueryContext(ctx, `SELECT m.id, m.token, m.subject, m.body, m.made_at, m.attempts + 1, m.test, `+channelColumns+` FROM alert_message m JOIN alert_channel c ON c.id = m.channel_id
			WHERE m.state = 'waiting' AND m.next_try_at <= ?1 AND c.removed_at IS NULL AND (m.test = 1 OR c.paused = 0) ORDER BY m.id LIMIT ?2`, now.UnixMicro(), limit)
		all, err = collect(rows, err, func(r scanner, m *Message) error {
			return scanChannel(prefixed{r, []any{&m.ID, &m.Token, &m.Subject, &m.Body, instant{&m.Made}, &m.Attempt, &m.Test}}, &m.Channel)
		})
		if err != nil {
			return err
		}
		for _, m := range all {
			if _, err := t.exec(`UPDATE alert_message SET state = 'sending', attempts = attempts + 1 WHERE id = ?`, m.ID); err != nil {
				return err
			}
		}
		return nil
	})
	return all, err
}

// prefixed scans columns that stand before those of another scan.
type prefixed struct {
	scanner
	first []any
}

// Scan implements scanner.
func (p prefixed) Scan(dest ...any) error { return p.scanner.Scan(append(p.first, dest...)...) }

// keepTrying is how long a message is tried before it is given up; it stays in the log, and its alerts in the list.
const keepTrying = 7 * 24 * time.Hour

// EndMessage notes how a try to send a message ended. After a failure the channel waits until next, and the message is tried
// again then.
func (s *Store) EndMessage(ctx context.Context, m Message, took time.Duration, failure error, next time.Time) error {
	return s.Write(ctx, func(t *Tx) error {
		says := "sent"
		if failure != nil {
			says = shorten(failure.Error(), 500)
		}
		if _, err := t.exec(`INSERT INTO alert_try (message_id, at, took_ms, ok, says) VALUES (?, ?, ?, ?, ?)`, m.ID, t.now.UnixMicro(), took.Milliseconds(), failure == nil, says); err != nil {
			return err
		}
		if failure == nil {
			if _, err := t.exec(`UPDATE alert_message SET state = 'sent', sent_at = ? WHERE id = ?`, t.now.UnixMicro(), m.ID); err != nil {
				return err
			}
			_, err := t.exec(`UPDATE alert_channel SET failures = 0, failing_since = NULL, next_try_at = NULL, reason = '', last_good_at = ? WHERE id = ?`, t.now.UnixMicro(), int64(m.Channel.ID))
			return err
		}
		state := "waiting"
		if m.Test || t.now.Sub(m.Made) > keepTrying {
			state = "given up"
		}
		if _, err := t.exec(`UPDATE alert_message SET state = ?, next_try_at = ? WHERE id = ?`, state, next.UnixMicro(), m.ID); err != nil || m.Test {
			return err
		}
		_, err := t.exec(`UPDATE alert_channel SET failures = failures + 1, failing_since = coalesce(failing_since, ?), next_try_at = ?, reason = ? WHERE id = ?`,
			t.now.UnixMicro(), next.UnixMicro(), says, int64(m.Channel.ID))
		return err
	})
}

// ReturnMessages puts back the messages that a killed process left half sent. Whether they went out is not known; their next
// try says so in the log, and bears the same token.
func (s *Store) ReturnMessages(ctx context.Context) error {
	return s.Write(ctx, func(t *Tx) error {
		if _, err := t.exec(`INSERT INTO alert_try (message_id, at, took_ms, ok, says)
			SELECT id, ?, 0, 0, 'Dateline was stopped while this was being sent; it is sent once more under the same token' FROM alert_message WHERE state = 'sending'`, t.now.UnixMicro()); err != nil {
			return err
		}
		_, err := t.exec(`UPDATE alert_message SET state = 'waiting' WHERE state = 'sending'`)
		return err
	})
}

// PutTest puts a test message into the outbox of a channel, marked as being sent: who asked for it sends it now.
func (s *Store) PutTest(ctx context.Context, id ChannelID, who string) (m Message, err error) {
	err = s.Write(ctx, func(t *Tx) error {
		if m.Channel, err = t.channel(id); err != nil {
			return err
		}
		m.Subject, m.Made, m.Attempt, m.Test = "Dateline: test of "+m.Channel.Name, t.now, 1, true
		m.Body = fmt.Sprintf("This is a test of the channel %q, asked for by %s. Alerts bear a line, its sentence, its source and a link.", m.Channel.Name, strings.TrimSpace(who))
		if m.ID, err = t.PutMessage(id, nil, m.Subject, m.Body, true); err != nil {
			return err
		}
		return t.row(`UPDATE alert_message SET state = 'sending', attempts = 1 WHERE id = ? RETURNING token`, m.ID).Scan(&m.Token)
	})
	return m, err
}

// Delivery returns one message of the log.
func (s *Store) Delivery(ctx context.Context, id int64) (Delivery, error) {
	all, err := s.Deliveries(ctx, id+1, 1)
	if err == nil && (len(all) == 0 || all[0].ID != id) {
		err = fmt.Errorf("message %d: %w", id, ErrNotFound)
	}
	if err != nil {
		return Delivery{}, err
	}
	return all[0], nil
}
