package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dateline-news/dateline/gather"
	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
	"github.com/dateline-news/dateline/work"
)

type alertsCommand struct {
	Channel alertsChannelCommand `cmd:"" help:"Add a channel that alerts go to."`
	Rule    alertsRuleCommand    `cmd:"" help:"Add a rule: what of a situation is an alert, and where it goes."`
	List    alertsListCommand    `cmd:"" help:"List channels, rules and the newest messages."`
	Test    alertsTestCommand    `cmd:"" help:"Send a test message to a channel, or to all."`
}

type alertsChannelCommand struct {
	dataFlag
	Name    string `arg:"" help:"Name of the channel."`
	Kind    string `arg:"" enum:"mail,webhook,ntfy,slack,telegram,matrix" help:"mail, webhook, ntfy, slack, telegram or matrix."`
	Address string `arg:"" help:"A webhook's URL; else in shoutrrr's notation: ntfy://ntfy.sh/TOPIC, smtp://USER:PASSWORD@HOST:587/?from=A&to=B, slack://…, telegram://…, matrix://…"`
	Quiet   string `placeholder:"22:00-07:00" help:"Hours in which the channel is left alone."`
	Zone    string `placeholder:"Europe/Belgrade" help:"Time zone of the quiet hours; default UTC."`
}

// Run keeps a channel.
func (c *alertsChannelCommand) Run(ctx context.Context, s *streams) error {
	ch := store.Channel{Name: c.Name, Kind: store.ChannelKind(c.Kind), Address: c.Address}
	if c.Quiet != "" {
		from, to, ok := strings.Cut(c.Quiet, "-")
		if !ok {
			return usageError("--quiet needs two times of day, such as 22:00-07:00")
		}
		ch.Quiet = situation.Quiet{From: from, To: to, Zone: c.Zone}
	}
	return c.with(ctx, func(kept *store.Store) error {
		id, err := kept.AddChannel(ctx, ch, whoami())
		if errors.Is(err, store.ErrInvalid) {
			return usageError(err.Error())
		}
		if err != nil {
			return err
		}
		all, err := kept.Channels(ctx)
		for _, a := range all {
			if a.ID == id {
				fmt.Fprintf(s.out, "channel %d: %s, %s\n", a.ID, printable(a.Name), printable(a.Shown()))
				if a.Kind == store.WebhookChannel {
					fmt.Fprintf(s.out, "Its messages are signed with the secret %s (header Dateline-Signature; docs/situations.md).\n", a.Secret)
				}
			}
		}
		return err
	})
}

type alertsRuleCommand struct {
	dataFlag
	Situation string  `arg:"" help:"The situation, as \"dateline situations\" names it."`
	When      string  `arg:"" enum:"event,index,speech,denial,confirmed,figure,silence,changed side,any" help:"event, index, speech, denial, confirmed, figure, silence, \"changed side\" or any."`
	To        []int64 `required:"" placeholder:"CHANNEL" help:"Number of a channel; may be given several times."`
	Type      string  `placeholder:"ASSAULT" help:"PLOVER event type."`
	Quad      int     `help:"Quad class of an event, 1 to 4."`
	Place     string  `help:"Place of an event."`
	Area      string  `placeholder:"SOUTH,WEST,NORTH,EAST" help:"Area of an event."`
	Actor     string  `help:"Who acts or speaks."`
	About     string  `help:"A name, or words of the claim."`
	Above     float64 `help:"Of the index."`
	Digest    string  `enum:",hour,day" default:"" help:"Together: every hour, or every day at --at."`
	At        string  `default:"07:00" help:"Time of day of a daily digest (${default})."`
	Zone      string  `help:"Time zone of --at; default UTC."`
}

// Run keeps a rule.
func (c *alertsRuleCommand) Run(ctx context.Context, s *streams) error {
	area, err := readArea(c.Area)
	if err != nil {
		return err
	}
	r := store.AlertRule{Rule: situation.Rule{When: situation.When(c.When), Type: c.Type, Quad: c.Quad, Place: c.Place, Area: area, Actor: c.Actor, About: c.About, Above: c.Above,
		Hold: situation.Digest{Every: c.Digest, At: c.At, Zone: c.Zone}}}
	for _, id := range c.To {
		r.Channels = append(r.Channels, store.ChannelID(id))
	}
	return c.with(ctx, func(kept *store.Store) error {
		x, err := kept.SituationBySlug(ctx, c.Situation)
		if err != nil {
			return err
		}
		r.Situation = x.ID
		id, err := kept.PutRule(ctx, r, whoami())
		if errors.Is(err, store.ErrInvalid) {
			return usageError(err.Error())
		}
		if err == nil {
			fmt.Fprintf(s.out, "rule %d: %s, when %s\n", id, x.Slug, r.Rule.String())
		}
		return err
	})
}

type alertsListCommand struct {
	dataFlag
}

// Run lists channels, rules and the delivery log.
func (c *alertsListCommand) Run(ctx context.Context, s *streams) error {
	return c.reading(ctx, func(kept *store.Store) error {
		channels, err := kept.Channels(ctx)
		if err != nil {
			return err
		}
		for _, ch := range channels {
			state := "works"
			switch {
			case ch.Paused:
				state = "paused"
			case !ch.FailingSince.IsZero():
				state = fmt.Sprintf("fails since %s: %s", ch.FailingSince.Format("2 January 15:04"), ch.Reason)
			case ch.LastGood.IsZero():
				state = "nothing sent yet"
			}
			fmt.Fprintf(s.out, "channel %d: %s, %s; %s; %d waiting\n", ch.ID, printable(ch.Name), printable(ch.Shown()), printable(state), ch.Waiting)
		}
		rules, err := kept.Rules(ctx, 0)
		if err != nil {
			return err
		}
		for _, r := range rules {
			fmt.Fprintf(s.out, "rule %d: %s, when %s; to channels %v; %d alerts\n", r.ID, r.Slug, printable(r.Rule.String()), r.Channels, r.Alerts)
		}
		log, err := kept.Deliveries(ctx, 0, 20)
		for _, d := range log {
			fmt.Fprintf(s.out, "message %d to %s: %s, %d tries: %s\n", d.ID, printable(d.Name), d.State, len(d.Tries), printable(d.Subject))
		}
		return err
	})
}

type alertsTestCommand struct {
	dataFlag
	Channel   []int64  `arg:"" optional:"" help:"Numbers of channels; none is all."`
	AllowHost []string `placeholder:"HOST" help:"Permit this host to be reached although its address is private or on this machine."`
}

// Run sends a test message to each channel and says how that ended.
func (c *alertsTestCommand) Run(ctx context.Context, s *streams) error {
	return c.with(ctx, func(kept *store.Store) (err error) {
		if len(c.Channel) == 0 {
			all, err := kept.Channels(ctx)
			if err != nil {
				return err
			}
			for _, ch := range all {
				c.Channel = append(c.Channel, int64(ch.ID))
			}
		}
		if len(c.Channel) == 0 {
			return fmt.Errorf("there is no channel to test: add one with \"dateline alerts channel\"")
		}
		client := gather.NewClient(gather.ClientOptions{AllowHost: allowed(c.AllowHost)})
		client.GuardDefault()
		sender := work.NewSender(kept, client)
		failed := 0
		for _, id := range c.Channel {
			one, cancel := context.WithTimeout(ctx, time.Minute)
			d, err := sender.TestChannel(one, store.ChannelID(id), whoami())
			cancel()
			if err != nil {
				return err
			}
			says := "not tried"
			if n := len(d.Tries); n > 0 {
				says = d.Tries[n-1].Says
			}
			fmt.Fprintf(s.out, "channel %d, %s: %s\n", id, printable(d.Name), printable(says))
			if d.State != "sent" {
				failed++
			}
		}
		if failed > 0 {
			return fmt.Errorf("%d of %d channels could not be reached", failed, len(c.Channel))
		}
		return nil
	})
}
