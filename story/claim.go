package story

import (
	"strings"
	"unicode"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// Across reports, four things are joined, each one report at a time as it comes, and the same again when it is read again:
//
//   - the same claim (claim*.go): propositions with one meaning, however worded and whether asserted or denied, with the
//     position of each actor and outlet that takes one (stance*.go);
//   - the same event (event*.go): by type, actors, day and place, with the differing details side by side;
//   - wording (wording*.go): what each outlet calls one person, body, place or event in its own voice.
//
// Nothing here is without its sentence: a position, a mention and a wording carry byte ranges of their report's text.

// Actor is somebody who takes part across reports. Outlets are actors too: their own voice is the key "outlet:NAME".
type Actor struct {
	Key  string `json:"key"`  // the same for the same actor in every report; "" when the text does not say who
	Name string `json:"name"` // as the report gives it
}

// Outlet is the actor that stands for an outlet's own voice.
func Outlet(name string) Actor { return Actor{Key: "outlet:" + folded(name), Name: name} }

// EntityKey names an entity across reports: its Wikidata item, its country, else its kind and its name in lower case
// ("Q60", "country:RU", "person:ljuba kereny"). Two people with one name and no item share a key; their page says so.
func EntityKey(e record.Entity) string {
	switch {
	case e.Wikidata != nil && *e.Wikidata != "":
		return *e.Wikidata
	case e.Kind == record.Country && e.Country != "":
		return "country:" + e.Country
	}
	return string(e.Kind) + ":" + folded(e.Name)
}

// folded is a name without case, possessive and doubled blanks.
func folded(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r == '’':
			return '\''
		case unicode.IsLetter(r) || unicode.IsDigit(r) || r == '\'' || r == '-' || r == '.':
			return unicode.ToLower(r)
		}
		return ' '
	}, name)
	return strings.TrimSuffix(strings.Join(strings.Fields(name), " "), "'s")
}

// Position is where one actor stands on a claim, in one sentence of one report.
type Position struct {
	Report   int64     // the store's id of the report
	Fact     string    // of the report's record that it rests on: "c1.p1", "s3"; "" for a sentence in the outlet's own voice
	Outlet   string    // that printed it
	Origin   string    // of the report: what copies of one text share
	Actor    Actor     // who takes it: an entity of the report, or the outlet
	Office   string    // as the text gives it
	Own      bool      // in the outlet's own voice, outside every statement
	Via      string    // who passes it on, "" for nobody
	Stance   Stance    //
	Tone     Stance    // what its words take by themselves, Denies or Questions, for the stance on a claim that others hold; "" when it stands in a claim already
	Day      string    // ISO day of the statement, else of the report; "" when neither is known
	Sentence span.Span // that holds it
	Span     span.Span // the words of the proposition, or those that take the stance
	Vector   Vector    // meaning of the words of Span in their sentence; nil when it was not computed
}

// Claim is a proposition with every position on it.
type Claim struct {
	Proposition string // the plainest wording among the positions, word for word from one of them
	Positions   []Position
}

// Vector is a text's meaning: 384 numbers of length one (language.Embedder).
type Vector []float32

// Cosine is the similarity of two meanings, from -1 to 1; 0 when one is unknown.
func (v Vector) Cosine(o Vector) float64 {
	if len(v) != len(o) {
		return 0
	}
	var sum float32
	for i := range v {
		sum += v[i] * o[i]
	}
	return float64(sum)
}

// Embed gives the meaning of a text; language.Embedder's Embed is one.
type Embed func(text string) []float32
