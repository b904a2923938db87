package situation

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// GapKind is the kind of a gap.
type GapKind string

// The kinds of gap.
const (
	NotSpoken    GapKind = "has not spoken"      // an actor on whom no position on a contested claim was found
	OnlyActs     GapKind = "acts without a word" // an actor of several events who is not on record with a word
	OneOrigin    GapKind = "one origin"          // a claim that rests on one account
	AnswersNone  GapKind = "answers nothing"     // a denial of what nobody is on record saying
	NothingDated GapKind = "nothing dated"       // a denial; no sentence that it answers names a day
	NotRead      GapKind = "not read"            // a source that could not be read since
)

// Gap is something that the record of a situation lacks, to ask for. What is not there has no sentence: Looked says what
// was looked at, and Evidence is the sentence that asks for more, where there is one.
type Gap struct {
	Kind     GapKind   `json:"kind"`
	Title    string    `json:"title"`
	Looked   string    `json:"looked"` // what was looked at, in words
	Ask      string    `json:"ask"`    // what to ask, of whom
	Actor    string    `json:"actor,omitempty"`
	Claim    string    `json:"claim,omitempty"` // its key
	Source   int64     `json:"source,omitempty"`
	Since    time.Time `json:"since"` // since when it is open
	Evidence *Evidence `json:"evidence,omitempty"`
}

// Claim is a claim with every position on it, oldest first.
type Claim struct {
	Key         string     `json:"key"`
	Proposition string     `json:"proposition"`
	Positions   []Position `json:"positions"`
}

// Contested reports whether one actor asserts the claim and another denies it.
func (c Claim) Contested() bool {
	sides := c.sides()
	return len(sides["asserts"]) > 0 && len(sides["denies"]) > 0
}

// sides are the last positions that the actors took, by stance.
func (c Claim) sides() map[string][]Position {
	last := map[string]Position{}
	var order []string
	for _, p := range c.Positions {
		k := fold(p.Actor)
		if _, ok := last[k]; !ok {
			order = append(order, k)
		}
		if old, ok := last[k]; !ok || !p.Evidence.At.Before(old.Evidence.At) {
			last[k] = p
		}
	}
	out := map[string][]Position{}
	for _, k := range order {
		p := last[k]
		stance := p.Stance
		if stance == "supports" {
			stance = "asserts"
		}
		out[stance] = append(out[stance], p)
	}
	return out
}

// Origins are the distinct accounts behind a claim, without those in which nobody but a party speaks of itself twice.
func (c Claim) Origins() []string {
	var out []string
	for _, p := range c.Positions {
		if !slices.Contains(out, p.Evidence.Origin) {
			out = append(out, p.Evidence.Origin)
		}
	}
	return out
}

// Actor is who acts or speaks in a situation.
type Actor struct {
	Name       string    `json:"name"`
	Acts       int       `json:"acts"`       // events of which it is the actor, each once
	Statements int       `json:"statements"` // positions that it takes
	Last       time.Time `json:"last"`       // when it was last told of
}

// SourceState is how the reading of a source stands.
type SourceState struct {
	ID        int64
	Name      string
	Reports   int // in the situation
	Paused    bool
	Every     time.Duration // between two tries; 0 is never by itself
	LastGood  time.Time
	FailingAt time.Time // since when it fails; zero when the last try was good
	Reason    string
}

// gapLimits bound the daily list: a list that nobody reads to its end asks nothing.
const (
	gapClaims = 12 // contested claims whose silent actors are listed
	gapActors = 8  // actors held against them
	gapEach   = 25 // gaps of one kind
)

// Gaps lists what the record lacks: the most contested claims first, then single origins, denials, actors, sources.
func Gaps(claims []Claim, actors []Actor, sources []SourceState, now time.Time) []Gap {
	claims = slices.Clone(claims)
	slices.SortStableFunc(claims, func(a, b Claim) int { return cmp.Compare(len(b.Positions), len(a.Positions)) })
	var out []Gap
	out = append(out, limit(notSpoken(claims, actors))...)
	out = append(out, limit(oneOrigin(claims))...)
	out = append(out, limit(denials(claims))...)
	out = append(out, limit(onlyActs(actors))...)
	return append(out, limit(notRead(sources, now))...)
}

func limit(g []Gap) []Gap { return g[:min(len(g), gapEach)] }

func notSpoken(claims []Claim, actors []Actor) []Gap {
	speakers := slices.Clone(actors)
	slices.SortStableFunc(speakers, func(a, b Actor) int { return cmp.Compare(b.Statements, a.Statements) })
	speakers = slices.DeleteFunc(speakers, func(a Actor) bool { return a.Statements < 2 })
	speakers = speakers[:min(len(speakers), gapActors)]
	var out []Gap
	n := 0
	for _, c := range claims {
		if !c.Contested() {
			continue
		}
		if n++; n > gapClaims {
			break
		}
		for _, a := range speakers {
			if slices.ContainsFunc(c.Positions, func(p Position) bool { return fold(p.Actor) == fold(a.Name) }) {
				continue
			}
			first := c.Positions[0].Evidence
			out = append(out, Gap{Kind: NotSpoken, Actor: a.Name, Claim: c.Key, Since: first.At, Evidence: &first,
				Title:  fmt.Sprintf("No word found from %s on: %s", a.Name, c.Proposition),
				Looked: fmt.Sprintf("%d positions on this claim, %d positions of %s on others", len(c.Positions), a.Statements, a.Name),
				Ask:    "Ask " + a.Name + " whether this is so."})
		}
	}
	return out
}

func oneOrigin(claims []Claim) []Gap {
	var out []Gap
	for _, c := range claims {
		origins := c.Origins()
		reports := distinct(c.Positions, func(p Position) int64 { return p.Evidence.Report })
		if len(origins) != 1 || reports < 2 {
			continue // a claim of one report is the usual case and says nothing
		}
		e := c.Positions[0].Evidence
		out = append(out, Gap{Kind: OneOrigin, Claim: c.Key, Since: e.At, Evidence: &e, Title: fmt.Sprintf("%d reports, one origin (%s): %s", reports, origins[0], c.Proposition),
			Looked: fmt.Sprintf("%d positions in %d reports", len(c.Positions), reports), Ask: "Look for an account that does not go back to " + origins[0] + "."})
	}
	return out
}

func distinct[T any, K comparable](list []T, key func(T) K) int {
	seen := map[K]bool{}
	for _, x := range list {
		seen[key(x)] = true
	}
	return len(seen)
}

// denials lists denials that answer nothing: no one else is on record saying so, or nobody who is names a day.
func denials(claims []Claim) []Gap {
	var out []Gap
	for _, c := range claims {
		for _, p := range c.sides()["denies"] {
			said, dated := 0, p.Dated
			for _, q := range c.Positions {
				if fold(q.Actor) != fold(p.Actor) && q.Stance != "denies" {
					said++
					dated = dated || q.Dated
				}
			}
			e, who := p.Evidence, cmp.Or(p.Actor, "an unnamed speaker")
			g := Gap{Claim: c.Key, Actor: p.Actor, Since: e.At, Evidence: &e, Looked: fmt.Sprintf("%d other positions on this claim", len(c.Positions)-1)}
			switch {
			case said == 0:
				g.Kind, g.Title, g.Ask = AnswersNone, who+" denies what nobody is on record saying: "+c.Proposition, "Ask who said so, and when."
			case !dated:
				g.Kind, g.Title, g.Ask = NothingDated, who+" denies, and no sentence on either side names a day: "+c.Proposition, "Ask which day is meant."
			default:
				continue
			}
			out = append(out, g)
		}
	}
	return out
}

func onlyActs(actors []Actor) []Gap {
	var out []Gap
	for _, a := range actors {
		if a.Acts >= 3 && a.Statements == 0 {
			out = append(out, Gap{Kind: OnlyActs, Actor: a.Name, Since: a.Last, Title: fmt.Sprintf("%s acts in %d events; no word of its own found", a.Name, a.Acts),
				Looked: fmt.Sprintf("%d events, 0 positions", a.Acts), Ask: "Ask " + a.Name + " for its account."})
		}
	}
	slices.SortStableFunc(out, func(a, b Gap) int { return strings.Compare(b.Looked, a.Looked) })
	return out
}

// notRead lists the sources of the situation that fail, or that were not read for three times their interval.
func notRead(sources []SourceState, now time.Time) []Gap {
	var out []Gap
	for _, s := range sources {
		late := s.Every > 0 && !s.LastGood.IsZero() && now.Sub(s.LastGood) > 3*s.Every+time.Hour
		if s.Paused || s.FailingAt.IsZero() && !late {
			continue
		}
		since := "never read in full"
		if !s.LastGood.IsZero() {
			since = "not read since " + s.LastGood.Format("2 January 15:04")
		}
		out = append(out, Gap{Kind: NotRead, Source: s.ID, Since: s.LastGood, Title: s.Name + ": " + since, Looked: cmp.Or(s.Reason, "the tries of this source"),
			Ask: "Look at the source. Its silence is the reading's, not the outlet's."})
	}
	return out
}
