package story

import (
	"slices"
	"strconv"
	"strings"

	"github.com/dateline-news/dateline/record"
	"github.com/dateline-news/dateline/span"
)

// AcrossVersion numbers the joining: a report that was joined by an earlier one is joined again.
const AcrossVersion = 1

// Meta is what every position, mention and wording of a report bears.
type Meta struct {
	Report int64
	Outlet string
	Origin string // key: what copies of one text share
	Day    string // ISO day that the report bears, "" when unknown
}

// reporting reads what a report says for the comparison with others.
type reporting struct {
	rec   record.Record
	at    Meta
	embed Embed
	who   map[string]*record.Entity
	said  map[string]*record.Statement
}

func newReporting(rec record.Record, at Meta, embed Embed) *reporting {
	r := &reporting{rec: rec, at: at, embed: embed, who: map[string]*record.Entity{}, said: map[string]*record.Statement{}}
	for i := range rec.Entities {
		r.who[rec.Entities[i].ID] = &rec.Entities[i]
	}
	for i := range rec.Statements {
		r.said[rec.Statements[i].ID] = &rec.Statements[i]
	}
	return r
}

// actor is the actor of an entity's id.
func (r *reporting) actor(id *string) Actor {
	if id == nil || r.who[*id] == nil {
		return Actor{}
	}
	e := r.who[*id]
	if e.Kind == record.Group || isOffice(e) {
		// "officials" here and there are not the same people: their word counts once for each report.
		return Actor{Key: EntityKey(*e) + "@" + strconv.FormatInt(r.at.Report, 10), Name: e.Name}
	}
	return Actor{Key: EntityKey(*e), Name: e.Name}
}

// isOffice says whether a person is known by an office alone ("spokesperson").
func isOffice(e *record.Entity) bool {
	return e.Kind == record.Person && e.Wikidata == nil && e.Name == strings.ToLower(e.Name)
}

// sentenceAt is the sentence that holds a byte.
func (r *reporting) sentenceAt(at int) (span.Span, bool) {
	i, ok := slices.BinarySearchFunc(r.rec.Report.Sentences, at, func(s span.Span, at int) int {
		switch {
		case s.End <= at:
			return -1
		case s.Start > at:
			return 1
		}
		return 0
	})
	if !ok {
		return span.Span{}, false
	}
	return r.rec.Report.Sentences[i], true
}

// ReadPositions gives every position that a report takes or passes on: those on the record's claims, those of each speaker on each
// sentence that is said, and those of the outlet on what it tells in its own voice, clause by clause. embed may be nil.
func ReadPositions(rec record.Record, at Meta, embed Embed) []Position {
	r := newReporting(rec, at, embed)
	var out []Position
	claimed := map[string]bool{} // statements whose words stand as claims
	for _, c := range rec.Claims {
		for i, p := range c.Positions {
			if x, ok := r.onClaim(c, i, p); ok {
				out = append(out, x)
				if p.Statement != nil {
					claimed[*p.Statement+" "+c.Span.Of(rec.Report.Text)] = true
				}
			}
		}
	}
	for i := range rec.Statements {
		for _, x := range r.inStatement(&rec.Statements[i]) {
			if !claimed[x.Fact+" "+x.Span.Of(rec.Report.Text)] {
				out = append(out, x)
			}
		}
	}
	out = append(out, r.inOwnVoice()...)
	slices.SortStableFunc(out, func(a, b Position) int { return a.Span.Start - b.Span.Start })
	return onceEach(out)
}

// onceEach keeps one position of an actor on the same words of one sentence: the record's own claims before what is read of
// a statement, and the shorter words before the longer.
func onceEach(all []Position) []Position {
	var out []Position
	for _, p := range all {
		same := slices.IndexFunc(out, func(x Position) bool {
			n := min(x.Span.End, p.Span.End) - max(x.Span.Start, p.Span.Start)
			return x.Sentence == p.Sentence && x.Actor.Key == p.Actor.Key && 2*n > min(x.Span.Len(), p.Span.Len())
		})
		switch {
		case same < 0:
			out = append(out, p)
		case strings.HasPrefix(p.Fact, "c") && !strings.HasPrefix(out[same].Fact, "c"):
			out[same] = p
		}
	}
	return out
}

func (r *reporting) position(words, sentence span.Span) Position {
	p := Position{Report: r.at.Report, Outlet: r.at.Outlet, Origin: r.at.Origin, Day: r.at.Day, Span: words, Sentence: sentence, Stance: Asserts}
	p.Vector = positionVector(r.embed, words.Of(r.rec.Report.Text), sentence.Of(r.rec.Report.Text))
	return p
}

// onClaim is a position that the record itself gives.
func (r *reporting) onClaim(c record.Claim, n int, p record.Position) (Position, bool) {
	words, sentence := c.Span, p.Sentence
	if !sentence.Contains(words) {
		if held, ok := r.sentenceAt(words.Start); ok && held.Contains(words) {
			sentence = held
		} else {
			words = sentence
		}
	}
	x := r.position(words, sentence)
	x.Fact, x.Stance, x.Actor = c.ID+".p"+strconv.Itoa(n+1), Stance(p.Stance), r.actor(p.Actor)
	if p.Statement != nil && r.said[*p.Statement] != nil {
		r.fromStatement(&x, r.said[*p.Statement])
		x.Fact = c.ID + ".p" + strconv.Itoa(n+1)
	} else if p.Actor == nil {
		x.Actor, x.Own = Outlet(r.at.Outlet), true
	}
	return x, true
}

// fromStatement takes office and day of a statement.
func (r *reporting) fromStatement(x *Position, s *record.Statement) {
	x.Fact, x.Office = s.ID, s.Office
	if x.Actor.Key == "" {
		x.Actor = r.actor(s.Speaker)
	}
	if s.Time != nil && len(*s.Time) >= len("2006-01-02") {
		x.Day = (*s.Time)[:len("2006-01-02")]
	}
}

// inStatement gives a position for each clause of a statement's words.
func (r *reporting) inStatement(s *record.Statement) []Position {
	var out []Position
	for _, c := range s.Content {
		for at := c.Start; at < c.End; {
			sentence, ok := r.sentenceAt(at)
			if !ok {
				break
			}
			words := trim(r.rec.Report.Text, span.Span{Start: max(at, sentence.Start), End: min(c.End, sentence.End)})
			at = sentence.End
			for _, clause := range clauses(r.rec.Report.Text, words) {
				x := r.position(clause, sentence)
				r.fromStatement(&x, s)
				x.Stance, x.Tone = r.stance(s, clause, sentence)
				out = append(out, x)
			}
		}
	}
	return out
}

// stance is that of a statement, nil for the outlet's own voice, on the words of one clause, and the tone of the words.
func (r *reporting) stance(s *record.Statement, words, sentence span.Span) (Stance, Stance) {
	cue := ""
	if s != nil && s.Cue != nil {
		cue = s.Cue.Lemma
	}
	return readStance(cue, words.Of(r.rec.Report.Text)), readTone(cue, words.Of(r.rec.Report.Text), sentence.Of(r.rec.Report.Text), r.embed)
}

// minWords is how many words a proposition needs.
const minWords = 3

// inOwnVoice gives the outlet's own clauses: what no statement covers.
func (r *reporting) inOwnVoice() []Position {
	var out []Position
	text := r.rec.Report.Text
	outlet := Outlet(r.at.Outlet)
	for _, sentence := range r.rec.Report.Sentences {
		if r.frame(sentence) {
			continue
		}
		for _, words := range r.free(sentence) {
			if words.Len() < sentence.Len()*9/10 && r.isFrameOfSpeech(words) {
				continue
			}
			for _, clause := range clauses(text, words) {
				x := r.position(clause, sentence)
				x.Actor, x.Own = outlet, true
				x.Stance, x.Tone = r.stance(nil, clause, sentence)
				out = append(out, x)
			}
		}
	}
	return out
}

// beside is how many words the outlet's own part of a sentence with a statement needs to stand for itself.
const beside = 8

// isFrameOfSpeech says whether what is left of a sentence beside a statement only tells who spoke, to whom and where.
func (r *reporting) isFrameOfSpeech(part span.Span) bool {
	words := part.Of(r.rec.Report.Text)
	return len(wordsIn(words, span.Span{End: len(words)})) < beside || countIn(words, speaking) > 0
}

var speaking = wordSet("said says say saying told tell tells telling asked asks replied added adds according spokesman spokeswoman spokesperson reporters briefing interview statement announced")

// frame says whether a sentence is no sentence of the report: its byline.
func (r *reporting) frame(sentence span.Span) bool {
	b := r.rec.Report.Byline
	return b != nil && b.Contains(sentence)
}

// free gives the parts of a sentence outside the words and cues of statements.
func (r *reporting) free(sentence span.Span) []span.Span {
	var taken []span.Span
	for i := range r.rec.Statements {
		s := &r.rec.Statements[i]
		for _, c := range s.Content {
			if c.Start < sentence.End && c.End > sentence.Start {
				taken = append(taken, c)
			}
		}
		if s.Cue != nil && sentence.Contains(s.Cue.Span) {
			about := s.Cue.Span
			if s.SpeakerSpan != nil && sentence.Contains(*s.SpeakerSpan) {
				about = span.Span{Start: min(about.Start, s.SpeakerSpan.Start), End: max(about.End, s.SpeakerSpan.End)}
			}
			taken = append(taken, about)
		}
	}
	if d := r.rec.Report.Dateline; d != nil {
		taken = append(taken, d.Span)
	}
	slices.SortFunc(taken, func(a, b span.Span) int { return a.Start - b.Start })
	var out []span.Span
	at := sentence.Start
	for _, t := range append(taken, span.Span{Start: sentence.End, End: sentence.End}) {
		if t.Start > at {
			if w := trim(r.rec.Report.Text, span.Span{Start: at, End: min(t.Start, sentence.End)}); w.Len() > 0 {
				out = append(out, w)
			}
		}
		at = max(at, t.End)
	}
	return out
}

// clauses cuts words where another proposition is likely to begin: behind a semicolon, colon or dash, and at a comma or a
// conjunction with enough words on both sides.
func clauses(text string, in span.Span) []span.Span {
	words := wordsIn(text, in)
	var out []span.Span
	from := 0
	for i := 1; i < len(words); i++ {
		gap := text[words[i-1].span.End:words[i].span.Start]
		low := strings.ToLower(words[i].span.Of(text))
		cut := strings.ContainsAny(gap, ";:—–") || strings.Contains(gap, " - ") || strings.Contains(gap, ",") && opening[low] || linking[low]
		if cut && i-from >= minClause && len(words)-i >= minClause {
			out = append(out, span.Span{Start: words[from].span.Start, End: words[i-1].span.End})
			from = i
		}
	}
	if len(words)-from >= minWords {
		out = append(out, span.Span{Start: words[from].span.Start, End: words[len(words)-1].span.End})
	}
	return out
}

// minClause is how many words a clause needs to stand for itself.
const minClause = 5

// opening begin another clause behind a comma, linking without one.
var (
	opening = wordSet("and but which who where as after while when although though because since with saying including until before if so or despite calling adding according even amid")
	linking = wordSet("that which who because although after while whether")
)

// trim cuts blanks and stray punctuation off both ends.
func trim(text string, s span.Span) span.Span {
	words := wordsIn(text, s)
	if len(words) == 0 {
		return span.Span{Start: s.Start, End: s.Start}
	}
	return span.Span{Start: words[0].span.Start, End: words[len(words)-1].span.End}
}

// positionVector is the meaning of the words, with a part of their sentence's: words alone are often too few to be understood.
func positionVector(embed Embed, words, sentence string) Vector {
	if embed == nil {
		return nil
	}
	w := Vector(embed(words))
	if words == sentence || len(w) == 0 {
		return w
	}
	s := embed(sentence)
	v := make(Vector, len(w))
	for i := range v {
		v[i] = ownShare*w[i] + (1-ownShare)*s[i]
	}
	return v.unit()
}

// ownShare is how much the words count beside their sentence, chosen on the five development stories of the claims matrix.
const ownShare = 0.7
