package alerts

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/desk/shell"
	"github.com/dateline-news/dateline/situation"
	"github.com/dateline-news/dateline/store"
)

func (p Pages) done(w http.ResponseWriter, r *http.Request, did string) error {
	p.Forget()
	http.Redirect(w, r, "/alerts?did="+did, http.StatusSeeOther)
	return nil
}

// seen moves the reader's mark.
func (p Pages) seen(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<12)
	n, err := strconv.ParseInt(r.PostFormValue("head"), 10, 64)
	if err != nil || n < 0 {
		return shell.Bad("Nothing was marked.", "The form names no alert. Open the alerts again.")
	}
	if err := p.Store.MarkSeen(r.Context(), shell.AlertsSeen, store.ReportID(n)); err != nil {
		return err
	}
	p.Forget()
	http.Redirect(w, r, "/alerts", http.StatusSeeOther)
	return nil
}

// rule keeps a new rule; what is wrong with it is said beside the form, and nothing typed is lost.
func (p Pages) rule(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	get := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	f := ruleForm{Name: get("name"), Type: get("type"), Place: get("place"), Actor: get("actor"), About: get("about"), Above: get("above"), When: get("when"), Situation: get("situation"), Every: get("every"), At: get("at")}
	err := p.keepRule(r, f)
	return p.settle(w, r, err, "rule", func(pg *page, fault string) {
		f.Fault = fault
		pg.Rule = f
	})
}

// settle ends a form: back to the page when all was kept; else the page with what is wrong, in which refill puts what was typed.
func (p Pages) settle(w http.ResponseWriter, r *http.Request, err error, kept string, refill func(pg *page, fault string)) error {
	if err == nil {
		return p.done(w, r, kept)
	}
	fault, is := told(err)
	if !is {
		return err
	}
	pg, err := p.page(r)
	if err != nil {
		return err
	}
	refill(pg, fault)
	return p.answer(w, r, http.StatusBadRequest, pg)
}

func (p Pages) keepRule(r *http.Request, f ruleForm) error {
	x, err := p.Store.SituationBySlug(r.Context(), f.Situation)
	if err != nil {
		return err
	}
	rule := store.AlertRule{Situation: x.ID, Name: f.Name, Rule: situation.Rule{When: situation.When(f.When), Type: f.Type, Place: f.Place, Actor: f.Actor, About: f.About, Hold: situation.Digest{Every: f.Every, At: f.At, Zone: p.Zone.String()}}}
	if rule.Rule.Hold.Every == "" {
		rule.Rule.Hold = situation.Digest{}
	}
	if f.Above != "" {
		if rule.Rule.Above, err = strconv.ParseFloat(f.Above, 64); err != nil {
			rule.Rule.Above = -1 // the check names it
		}
	}
	for _, v := range r.PostForm["to"] {
		n, err := strconv.ParseInt(v, 10, 64)
		if err != nil {
			return shell.Bad("Nothing was kept.", "The form names no channel. Open the alerts again.")
		}
		rule.Channels = append(rule.Channels, store.ChannelID(n))
	}
	_, err = p.Store.PutRule(r.Context(), rule, shell.Who)
	return err
}

func (p Pages) ruleAct(w http.ResponseWriter, r *http.Request) error {
	n, err := shell.PathNumber(r, "rule")
	if err != nil {
		return err
	}
	if r.PathValue("act") == "remove" {
		if err := p.Store.RemoveRule(r.Context(), store.RuleID(n)); err != nil {
			return err
		}
		return p.done(w, r, "removed")
	}
	list, err := p.Store.Rules(r.Context(), 0)
	if err != nil {
		return err
	}
	for _, rule := range list {
		if rule.ID != store.RuleID(n) {
			continue
		}
		did, known := mute(&rule.Paused, r.PathValue("act"))
		if !known {
			break
		}
		if _, err := p.Store.PutRule(r.Context(), rule, shell.Who); err != nil {
			return err
		}
		return p.done(w, r, did)
	}
	return &shell.Fault{Status: http.StatusNotFound, Title: "There is no such rule.", Kept: "Nothing was changed."}
}

func mute(paused *bool, act string) (did string, known bool) {
	switch act {
	case "mute":
		*paused = true
		return "muted", true
	case "unmute":
		*paused = false
		return "unmuted", true
	}
	return "", false
}

// channel keeps a new channel.
func (p Pages) channel(w http.ResponseWriter, r *http.Request) error {
	r.Body = http.MaxBytesReader(w, r.Body, 1<<16)
	get := func(name string) string { return strings.TrimSpace(r.PostFormValue(name)) }
	f := channelForm{Name: get("name"), Kind: get("kind"), Address: get("address"), From: get("from"), To: get("to")}
	c := store.Channel{Name: f.Name, Kind: store.ChannelKind(f.Kind), Address: f.Address}
	if f.From != "" || f.To != "" {
		c.Quiet = situation.Quiet{From: f.From, To: f.To, Zone: p.Zone.String()}
	}
	_, err := p.Store.AddChannel(r.Context(), c, shell.Who)
	return p.settle(w, r, err, "channel", func(pg *page, fault string) {
		f.Fault = fault
		pg.Channel = f
	})
}

func (p Pages) channelAct(w http.ResponseWriter, r *http.Request) error {
	n, err := shell.PathNumber(r, "channel")
	if err != nil {
		return err
	}
	id := store.ChannelID(n)
	switch r.PathValue("act") {
	case "remove":
		if err := p.Store.RemoveChannel(r.Context(), id); err != nil {
			return err
		}
		return p.done(w, r, "removed")
	case "test":
		return p.test(w, r, id)
	}
	list, err := p.Store.Channels(r.Context())
	if err != nil {
		return err
	}
	for _, c := range list {
		if c.ID != id {
			continue
		}
		did, known := mute(&c.Paused, r.PathValue("act"))
		if !known {
			break
		}
		if err := p.Store.EditChannel(r.Context(), c); err != nil {
			return err
		}
		return p.done(w, r, did)
	}
	return &shell.Fault{Status: http.StatusNotFound, Title: "There is no such channel.", Kept: "Nothing was changed."}
}

// test sends a message to a channel at once.
func (p Pages) test(w http.ResponseWriter, r *http.Request, id store.ChannelID) error {
	if p.Test == nil {
		return &shell.Fault{Status: http.StatusConflict, Title: "This desk only shows.", Kept: "It was started without the part that sends. Nothing went out."}
	}
	d, err := p.Test(r.Context(), id, shell.Who)
	if err != nil {
		return err
	}
	if d.State == "sent" {
		return p.done(w, r, "sent")
	}
	return p.done(w, r, "failed")
}
