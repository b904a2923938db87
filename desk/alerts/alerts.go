// Package alerts is the page of alerts: what fired and on which sentence, the rules in words, the channels with a test button, and the
// log of every message and every try.
package alerts

import (
	"cmp"
	"context"
	"embed"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
)

//go:embed *.html
var files embed.FS

var pageTemplate = shell.Parse(files, "*.html")

// Pages serves the alerts.
type Pages struct {
	*shell.Desk
	Test func(ctx context.Context, id store.ChannelID, who string) (store.Delivery, error) // sends a test at once; nil when this desk sends nothing
}

// Routes puts the pages on mux.
func (p Pages) Routes(mux *http.ServeMux) {
	mux.Handle("GET /alerts", p.Handle(p.show))
	mux.Handle("POST /alerts/seen", p.Handle(p.seen))
	mux.Handle("POST /alerts/rules", p.Handle(p.rule))
	mux.Handle("POST /alerts/rules/{id}/{act}", p.Handle(p.ruleAct))
	mux.Handle("POST /alerts/channels", p.Handle(p.channel))
	mux.Handle("POST /alerts/channels/{id}/{act}", p.Handle(p.channelAct))
}

type fired struct {
	ID       int64        `json:"id"`
	When     string       `json:"when"`
	New      bool         `json:"new"`
	Rule     string       `json:"rule"`
	Of       string       `json:"situation"`
	Href     string       `json:"href"`
	Kind     string       `json:"kind"`
	Title    string       `json:"title"`
	Words    string       `json:"words"`
	Source   shell.Origin `json:"source"`
	Corrects bool         `json:"corrects,omitempty"`
	Says     string       `json:"delivery"`
}

type ruleLine struct {
	ID       store.RuleID `json:"id"`
	Words    string       `json:"words"`
	Name     string       `json:"name"`
	Of       string       `json:"situation"`
	Href     string       `json:"href"`
	Channels string       `json:"channels"`
	Says     string       `json:"says"`
	Paused   bool         `json:"muted"`
}

type channelLine struct {
	ID      store.ChannelID `json:"id"`
	Name    string          `json:"name"`
	Kind    string          `json:"kind"`
	Shown   string          `json:"address"`
	Paused  bool            `json:"muted"`
	State   string          `json:"state"`
	Bad     bool            `json:"failing"`
	Secret  string          `json:"-"`
	Waiting int             `json:"waiting"`
}

type delivery struct {
	ID      int64    `json:"id"`
	When    string   `json:"when"`
	Channel string   `json:"channel"`
	State   string   `json:"state"`
	Bad     bool     `json:"failed"`
	Subject string   `json:"subject"`
	Tries   []string `json:"tries"`
	Test    bool     `json:"test,omitempty"`
}

type choice struct {
	Value, Label string
	On           bool
}

type ruleForm struct {
	Name, Type, Place, Actor, About, Above, When, Situation, Every, At string
	Fault                                                              string
}

type channelForm struct{ Name, Kind, Address, From, To, Fault string }

type page struct {
	shell.Frame
	Fired      []fired
	Head       int64
	Older      string
	Rules      []ruleLine
	Channels   []channelLine
	Log        []delivery
	Situations []choice
	Whens      []choice
	Kinds      []choice
	To         []choice
	Rule       ruleForm
	Channel    channelForm
	Note       *shell.Note
	CanTest    bool
}

// whens are what a rule can wait for, in words.
var whens = map[situation.When]string{situation.OnEvent: "a new event", situation.OnIndex: "the index goes above a value", situation.OnSpeech: "somebody speaks", situation.OnDenial: "a first denial", situation.OnConfirmed: "a second origin tells an event",
	situation.OnFigure: "a figure differs", situation.OnSilence: "a source falls silent", situation.OnSide: "an actor changes sides", situation.OnAny: "any change"}

var kinds = []store.ChannelKind{store.MailChannel, store.WebhookChannel, store.NtfyChannel, store.SlackChannel, store.TelegramChannel, store.MatrixChannel}

var keys = []shell.Key{{Keys: []string{"j", "k"}, Does: "next, previous"}, {Keys: []string{"Enter"}, Does: "open the sentence"}, {Keys: []string{"m"}, Does: "mark all seen"}, {Keys: []string{"/"}, Does: "search"}}

func (p Pages) show(w http.ResponseWriter, r *http.Request) error {
	pg, err := p.page(r)
	if err != nil {
		return err
	}
	pg.Note = note(r.URL.Query())
	pg.Rule.Situation = r.URL.Query().Get("situation")
	return p.answer(w, r, http.StatusOK, pg)
}

func (p Pages) answer(w http.ResponseWriter, r *http.Request, status int, pg *page) error {
	for i := range pg.Situations {
		pg.Situations[i].On = pg.Situations[i].Value == pg.Rule.Situation
	}
	for i := range pg.Whens {
		pg.Whens[i].On = pg.Whens[i].Value == pg.Rule.When
	}
	return p.Show(w, r, status, pageTemplate, pg, map[string]any{"alerts": pg.Fired, "rules": pg.Rules, "channels": pg.Channels, "deliveries": pg.Log})
}

func (p Pages) page(r *http.Request) (*page, error) {
	ctx := r.Context()
	pg := &page{Frame: shell.Frame{Name: "alerts", Title: "Alerts", Keys: keys}, CanTest: p.Test != nil, Fired: []fired{}}
	before, err := strconv.ParseInt(r.URL.Query().Get("before"), 10, 64)
	if err != nil {
		before = 0
	}
	seen, err := p.Store.Seen(ctx, shell.AlertsSeen)
	if err != nil {
		return nil, err
	}
	alerts, err := p.Store.Alerts(ctx, before, 50)
	if err != nil {
		return nil, err
	}
	for _, a := range alerts {
		pg.Fired = append(pg.Fired, p.fired(a, int64(seen.Head)))
		pg.Head = max(pg.Head, a.ID)
	}
	if len(alerts) == 50 {
		pg.Older = "/alerts?before=" + strconv.FormatInt(alerts[49].ID, 10)
	}
	channels, err := p.Store.Channels(ctx)
	if err != nil {
		return nil, err
	}
	pg.channels(p.Desk, channels)
	if err := p.rules(ctx, pg, channels); err != nil {
		return nil, err
	}
	return pg, p.log(ctx, pg)
}

func (p Pages) fired(a store.AlertRow, seen int64) fired {
	e := a.Change.Evidence
	says := shell.Plural(a.Sent, "channel", "channels") + " told"
	if a.Waiting > 0 {
		says += ", " + shell.Count(a.Waiting) + " waiting"
	}
	return fired{ID: a.ID, When: p.When(a.At), New: a.ID > seen, Rule: a.RuleName, Of: a.Of, Href: "/situations/" + url.PathEscape(a.Slug), Kind: shell.Capital(string(a.Change.Kind)), Title: a.Change.Title, Words: e.Words, Corrects: a.Corrects != 0, Says: says,
		Source: p.OriginOf(cmp.Or(a.Change.Outlet, e.Name), a.Change.Owner, e.At, store.ReportID(e.Report), e.Fact, e.Span)}
}

func (pg *page) channels(d *shell.Desk, list []store.Channel) {
	for _, c := range list {
		one := channelLine{ID: c.ID, Name: c.Name, Kind: string(c.Kind), Shown: c.Shown(), Paused: c.Paused, Waiting: c.Waiting, State: "not used yet"}
		switch {
		case !c.FailingSince.IsZero():
			one.Bad, one.State = true, "fails since "+d.When(c.FailingSince)+": "+c.Reason
		case !c.LastGood.IsZero():
			one.State = "last sent " + d.When(c.LastGood)
		}
		if c.Quiet.From != "" {
			one.State += "; quiet " + c.Quiet.From + " to " + c.Quiet.To
		}
		pg.Channels = append(pg.Channels, one)
		pg.To = append(pg.To, choice{Value: strconv.FormatInt(int64(c.ID), 10), Label: c.Name, On: true})
	}
	for _, k := range kinds {
		pg.Kinds = append(pg.Kinds, choice{Value: string(k), Label: string(k)})
	}
}

func (p Pages) rules(ctx context.Context, pg *page, channels []store.Channel) error {
	list, err := p.Store.Rules(ctx, 0)
	if err != nil {
		return err
	}
	for _, rl := range list {
		var to []string
		for _, c := range channels {
			if slices.Contains(rl.Channels, c.ID) {
				to = append(to, c.Name)
			}
		}
		says := shell.Plural(rl.Alerts, "alert", "alerts")
		if !rl.Last.IsZero() {
			says += ", last " + p.When(rl.Last)
		}
		pg.Rules = append(pg.Rules, ruleLine{ID: rl.ID, Words: "When " + rl.Rule.String(), Name: rl.Name, Of: rl.Of, Href: "/situations/" + url.PathEscape(rl.Slug), Channels: cmp.Or(strings.Join(to, ", "), "shown here only"), Says: says, Paused: rl.Paused})
	}
	situations, err := p.Store.Situations(ctx, shell.Who)
	if err != nil {
		return err
	}
	for _, s := range situations {
		pg.Situations = append(pg.Situations, choice{Value: s.Slug, Label: s.Name})
	}
	for _, w := range situation.Whens {
		pg.Whens = append(pg.Whens, choice{Value: string(w), Label: whens[w]})
	}
	return nil
}

func (p Pages) log(ctx context.Context, pg *page) error {
	list, err := p.Store.Deliveries(ctx, 0, 30)
	if err != nil {
		return err
	}
	for _, d := range list {
		one := delivery{ID: d.ID, When: p.When(d.Made), Channel: d.Name, State: d.State, Bad: d.State == "given up", Subject: d.Subject, Test: d.Test}
		for _, t := range d.Tries {
			one.Tries = append(one.Tries, p.Clock(t.At)+" "+t.Says)
		}
		pg.Log = append(pg.Log, one)
	}
	return nil
}

// told gives the words of an error that the person at the form can mend.
func told(err error) (string, bool) {
	for _, known := range []error{situation.ErrRule, situation.ErrWatch, store.ErrInvalid, store.ErrChanged} {
		if errors.Is(err, known) {
			return shell.Capital(err.Error()) + ".", true
		}
	}
	return "", false
}

var done = map[string]shell.Note{
	"rule":    {Title: "The rule is kept.", Text: "It looks at what comes from now on; nothing of the past is sent."},
	"channel": {Title: "The channel is kept.", Text: "Test it before you trust it."},
	"muted":   {Title: "Muted.", Text: "Nothing is sent until you unmute it; what it would have told is still noted here."},
	"unmuted": {Title: "Unmuted.", Text: "It sends again."},
	"removed": {Title: "Removed.", Text: "Its alerts and their log stay."},
	"sent":    {Title: "The test went out.", Text: "Look at the other end. The log below has the answer."},
	"failed":  {Title: "The test did not go out.", Text: "The log below says why.", Bad: true},
}

func note(v url.Values) *shell.Note {
	if n, is := done[v.Get("did")]; is {
		return &n
	}
	return nil
}
