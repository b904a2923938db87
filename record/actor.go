package record

import (
	"slices"
	"strings"

	"github.com/dateline-news/dateline/span"
)

// actor is an entity in the making: a person, a body, a place, or somebody whom the text leaves unnamed.
type actor struct {
	kind     EntityKind
	name     string
	parts    []string // words of a person's name in small letters, without hyphens
	aliases  []string
	country  string
	code     string
	wikidata string
	place    *Entity // what findPlaces gave, for a place or a country
	offices  []Office
	mentions []span.Span
	named    bool     // a body whose name is as the text prints it
	heldAs   string   // the highest of them as the world names it: "President of Turkey"
	held     []string // offices that the world knows the person to hold on the day of the report, in small letters
	unnamed  bool     // a phrase such as "officials" or "a military spokesman"
	definite bool     // a phrase with "the" or a name in front: "the U.N. special envoy", "Haiti's foreign minister"
	plural   bool
	female   bool
	male     bool
	id       string
}

// mention is a run of words that names an actor.
type mention struct {
	from, to int
	actor    *actor
}

// mark makes words [from, to) a mention of a.
func (d *reading) mark(a *actor, from, to int) {
	d.mentions = append(d.mentions, mention{from, to, a})
	for i := from; i < to; i++ {
		d.words[i].mention = len(d.mentions)
	}
	d.point(a, d.over(from, to))
}

// point adds a mention of a that stands for it without naming it ("the minister"), so that no other name is hidden.
func (d *reading) point(a *actor, s span.Span) {
	at, have := slices.BinarySearchFunc(a.mentions, s, func(x, y span.Span) int { return x.Start - y.Start })
	if !have {
		a.mentions = slices.Insert(a.mentions, at, s)
	}
}

func (d *reading) newActor(kind EntityKind, name string) *actor {
	a := &actor{kind: kind, name: name}
	d.actors = append(d.actors, a)
	return a
}

// alias adds another form of the actor's name.
func (a *actor) alias(s string) {
	if s != a.name && s != "" && !slices.Contains(a.aliases, s) {
		a.aliases = append(a.aliases, s)
	}
}

// surnames are the words by which the person is called alone.
func (a *actor) surnames() []string {
	n := len(a.parts)
	if n < 2 {
		return a.parts
	}
	if eastFirst[a.parts[0]] {
		return []string{a.parts[0], a.parts[n-1]}
	}
	last := n - 1
	for last > 1 && nameSuffix[a.parts[last]] {
		last--
	}
	return []string{a.parts[last]}
}

// eastFirst are family names that stand first in Chinese, Korean and Vietnamese names.
var eastFirst = wordSet("kim lee park choi jung jeong kang cho yoon jang lim han shin seo kwon ri moon pak xi li wang zhang liu chen yang zhao huang zhou wu xu sun zhu ma hu guo he lin gao luo nguyen tran pham tsai lai qin jiang deng wen")

var nameSuffix = wordSet("jr. jr sr. sr ii iii iv")

// sameAs reports whether two names are the same person's: equal, or one leaves out given names of the other.
func (a *actor) sameAs(parts []string) bool {
	long, short := a.parts, parts
	if len(short) > len(long) {
		long, short = short, long
	}
	if len(short) == 0 || !slices.Contains(a.surnames(), last(parts)) && last(a.parts) != last(parts) {
		return slices.Equal(long, short)
	}
	k := 0
	for _, p := range long {
		if k < len(short) && (p == short[k] || len(short[k]) <= 2 && strings.HasPrefix(p, strings.TrimSuffix(short[k], ".")) && len(short) > 1) {
			k++
		}
	}
	return k == len(short)
}

func last(parts []string) string { return parts[len(parts)-1] }

// officeSaid is the office that a statement gives its speaker, and where it is known from: the title that the text gives ("text"),
// else the one that its own words give; where there is none, or one as general as "leader", the highest that the world knows the
// person to hold on the day of the report ("world").
func (a *actor) officeSaid(described string) (title, from string) {
	title = a.mainOffice()
	if title == "" {
		title = described
	}
	if a.heldAs != "" && (title == "" || generalTitles[strings.ToLower(title)]) {
		return a.heldAs, "world"
	}
	if title == "" {
		return "", ""
	}
	return title, "text"
}

var generalTitles = wordSet("leader chief head boss ruler counterpart")

// mainOffice is the first title that is more than a rank, else the first; "" for none.
func (a *actor) mainOffice() string {
	for _, o := range a.offices {
		if !rankWords[strings.ToLower(o.Title)] || strings.EqualFold(o.Title, "president") {
			return o.Title
		}
	}
	if len(a.offices) > 0 {
		return a.offices[0].Title
	}
	return ""
}
