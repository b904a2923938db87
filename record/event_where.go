package record

import (
	"slices"
	"strings"
	"time"

	"github.com/dateline-news/dateline/span"
)

// timesIn are the expressions of time in s.
func (d *reading) timesIn(s span.Span) []Time {
	at, _ := slices.BinarySearchFunc(d.times, s.Start, func(t Time, x int) int { return t.Span.Start - x })
	end := at
	for end < len(d.times) && d.times[end].Span.End <= s.End {
		end++
	}
	return d.times[at:end]
}

// The way from a word to a trigger in the tree, in steps: inside a clause the steps are short, from one clause to another long,
// and from what is said to the word that says it longest.
const (
	inClause  = 1.0 // as far as words of one clause stand apart
	beside    = 3.6 // as far as clauses that tell of one thing do
	unrelated = 99.0
)

func (d *reading) step(i int) float64 {
	switch w := d.words[i]; w.rel {
	case "conj":
		if w.upos == "VERB" {
			return inClause
		}
	case "xcomp":
		return 0.5
	case "advcl", "acl":
		if w.upos == "VERB" || w.upos == "AUX" {
			return 2
		}
	case "acl:relcl":
		return 2.5
	case "ccomp", "csubj", "parataxis":
		return 5
	case "appos":
		return 0.3
	}
	return 0.1
}

// apartInTree is the length of the way between words i and j of a sentence, unrelated when the tree does not join them.
func (d *reading) apartInTree(i, j int) float64 {
	over := map[int]float64{}
	far := 0.0
	for k, n := i, 0; k != noHead && n < maxSentence; k, n = d.words[k].head, n+1 {
		over[k] = far
		far += d.step(k)
	}
	far = 0
	for k, n := j, 0; k != noHead && n < maxSentence; k, n = d.words[k].head, n+1 {
		if other, ok := over[k]; ok {
			return far + other
		}
		far += d.step(k)
	}
	return unrelated
}

// timeOf is the day, month or year that the sentence gives: the nearest to the trigger in the tree, else the only one of the
// sentence, else that of the deed told before; what is told in the present tense in the outlet's own voice is of the report's day.
func (e *eventReader) timeOf(f eventFound) *EventTime {
	t := f.trigger
	best, distance, next, dated := -1, unrelated, unrelated, 0
	times := e.d.timesIn(e.d.lines[t.line].span)
	for i, x := range times {
		if x.Type != typeDate && x.Type != "TIME" || calendarDay(x.Value) == "" || e.inName(x.Span) {
			continue
		}
		top := e.d.topOf(x.Span)
		far := e.d.apartInTree(top, t.head)
		if top > t.head && e.marked(t.head, top) {
			far += inClause
		}
		if far >= inClause && !e.sameVoice(x.Span, f.voice) {
			continue
		}
		dated++
		if far < distance {
			best, distance, next = i, far, distance
		} else {
			next = min(next, far)
		}
	}
	if day := e.daysFrom(t); day != "" {
		return &EventTime{Value: day, Precision: "inferred"}
	}
	if best >= 0 && (distance <= beside || dated == 1 && distance < unrelated || next-distance >= 2 && distance < 2*beside) {
		value := calendarDay(times[best].Value)
		return &EventTime{Value: value, Precision: eventPrecision(value), Span: spanPtr(times[best].Span)}
	}
	return e.inferredDay(f)
}

// daysFrom reckons the day of a deed that the sentence tells by the distance of another: "his remarks come two days after she
// |denounced| the court" was two days before the day of the remarks. "" for none.
func (e *eventReader) daysFrom(t trigger) string {
	d := e.d
	w := d.words[t.head]
	if w.rel != "advcl" || w.head == noHead {
		return ""
	}
	k := d.child(t.head, "mark")
	if k < 3 || !d.is(k, "after", "before") || !d.is(k-1, "day", "days", "week", "weeks") {
		return ""
	}
	n, ok := plainNumber(d.words[k-2].low)
	if d.is(k-2, "a") {
		n, ok = 1, true
	}
	if !ok || n > 60 || d.words[k-1].head != w.head && d.words[k-1].head != t.head {
		return ""
	}
	day, err := time.Parse(time.DateOnly, e.dayOver(w.head))
	if err != nil {
		return ""
	}
	days := int(n)
	if strings.HasPrefix(d.words[k-1].low, "week") {
		days *= 7
	}
	if d.is(k, "after") {
		days = -days
	}
	return day.AddDate(0, 0, days).Format(time.DateOnly)
}

// dayOver is the day of the clause headed by verb i: what it says, else the report's for a clause in the present tense or with the
// perfect; "" for none.
func (e *eventReader) dayOver(i int) string {
	d := e.d
	for _, x := range d.timesIn(d.lines[d.words[i].sentence].span) {
		if day := calendarDay(x.Value); len(day) == 10 && d.apartInTree(d.topOf(x.Span), i) < inClause {
			return day
		}
	}
	if g := d.group(i); g.presently(d.words[i]) || g.have {
		return d.published
	}
	return ""
}

// topOf is the word of a span that the others of it hang on.
func (d *reading) topOf(s span.Span) int {
	i, _ := d.wordAt(s.Start)
	i = min(i, len(d.words)-1)
	for d.words[i].head != noHead && s.Contains(d.words[d.words[i].head].Span) {
		i = d.words[i].head
	}
	return i
}

// inferredDay is the day of an event whose sentence gives none.
func (e *eventReader) inferredDay(f eventFound) *EventTime {
	t := f.trigger
	if t.status != happened {
		return nil
	}
	if !t.present && !t.perfect && deed(t) {
		if before := e.before(f); before != nil && before.event.Time != nil {
			return &EventTime{Value: before.event.Time.Value, Precision: "inferred"}
		}
	}
	if e.d.published == "" || f.voice != nil && !t.present {
		return nil
	}
	return &EventTime{Value: e.d.published, Precision: "inferred"}
}

// before is the deed that was told last, in the same paragraph or the one before, in the same voice: what the story goes on from.
func (e *eventReader) before(f eventFound) *eventFound {
	if len(e.done) == 0 {
		return nil
	}
	last := &e.done[len(e.done)-1]
	here, there := e.d.lines[f.trigger.line].paragraph, e.d.lines[last.trigger.line].paragraph
	if here-there > 1 || last.trigger.status != happened || !deed(last.trigger) || here != there && !e.goesOn(f, last) {
		return nil
	}
	return last
}

// goesOn reports whether the sentence of f takes up the deed told before it: by its opening, or because somebody of it, or their
// country, is in both.
func (e *eventReader) goesOn(f eventFound, before *eventFound) bool {
	l := e.d.lines[f.trigger.line]
	for k := l.from; k < min(l.from+2, l.to); k++ {
		if m, ok := e.d.markerAt(k, l.to); ok && m.opens || k == l.from && pronounWords[e.d.words[k].low] {
			return true
		}
	}
	all := slices.Concat(before.roles.actors, before.roles.recipients)
	return slices.ContainsFunc(slices.Concat(f.roles.actors, f.roles.recipients), func(x int) bool {
		return slices.ContainsFunc(all, func(y int) bool {
			return x == y || e.entities[x].Country != "" && e.entities[x].Country == e.entities[y].Country
		})
	})
}

// openedByMarker reports whether the sentence of a trigger opens with what ties it to the deed before.
func (e *eventReader) openedByMarker(t trigger) bool {
	l := e.d.lines[t.line]
	m, ok := e.d.markerAt(l.from, l.to)
	return ok && m.opens
}

// deed reports whether an event is more than words.
func deed(t trigger) bool { return eventQuad[t.word.typ] == 4 || t.word.typ == "RETREAT" }

// sameVoice reports whether a time may be the trigger's: one inside a statement is none of the outlet's.
func (e *eventReader) sameVoice(s span.Span, voice *Statement) bool {
	i, _ := e.d.wordAt(s.Start)
	return voice != nil || i == len(e.d.words) || e.voice[i] == 0
}

// inName reports whether s stands inside the name of a person: "Jan" Novak is no month.
func (e *eventReader) inName(s span.Span) bool {
	i, ok := e.d.wordAt(s.Start)
	return ok && e.of[i] > 0 && e.entities[e.of[i]-1].Kind == Person
}

// calendarDay is the year, month or day of a TIMEX3 value, "" for what is none.
func calendarDay(value string) string {
	value, _, _ = strings.Cut(value, "T")
	for i, r := range value {
		if r == '-' && (i == 4 || i == 7) || r >= '0' && r <= '9' {
			continue
		}
		return ""
	}
	if n := len(value); n == 4 || n == 7 || n == 10 {
		return value
	}
	return ""
}

func eventPrecision(day string) string {
	switch len(day) {
	case 4:
		return "year"
	case 7:
		return "month"
	}
	return "day"
}

// placeOf is where an event took place: the nearest place in the tree that stands with a preposition of place, the narrowest of
// those; else a recipient that is a place; else the only town of the sentence; else where the deed told before was; else the
// country whose own forces or people act. Never the dateline's.
func (e *eventReader) placeOf(f eventFound) *EventPlace {
	t := f.trigger
	for _, x := range f.roles.recipients {
		if e.entities[x].Kind == Place || t.word.mode == "visit" && e.entities[x].Kind == Country {
			return e.placeAt(x)
		}
	}
	if x := e.narrowest(f); x >= 0 {
		return e.placeAt(x)
	}
	if x := e.seatOf(f); x >= 0 {
		return e.placeAt(x)
	}
	if t.word.typ == "SANCTION" {
		return nil
	}
	if !deed(t) {
		return e.homeOf(f)
	}
	if p := e.sameScene(f); p != nil {
		return p
	}
	if p := e.homeOf(f); p != nil {
		return p
	}
	for _, x := range f.roles.recipients {
		if t.word.typ == "ASSAULT" && e.entities[x].Kind == Country {
			return e.placeAt(x)
		}
	}
	return nil
}

// sameScene is the place of the deed that the story goes on from, where it lies in the country of somebody who takes part, or
// nobody's country is known.
func (e *eventReader) sameScene(f eventFound) *EventPlace {
	t := f.trigger
	if t.perfect || t.word.typ == "MOBILIZE" || t.status != happened {
		return nil
	}
	parties := slices.Concat(f.roles.actors, f.roles.recipients)
	known := slices.ContainsFunc(parties, func(x int) bool { return e.entities[x].Country != "" })
	for i := len(e.done) - 1; i >= 0; i-- {
		b := &e.done[i]
		far := e.d.lines[t.line].paragraph - e.d.lines[b.trigger.line].paragraph
		if far > 4 {
			return nil
		}
		if !deed(b.trigger) || b.event.Status != happened || b.event.Place == nil {
			continue
		}
		if b.trigger.line == t.line && e.d.apartInTree(b.trigger.head, t.head) <= beside {
			return b.event.Place
		}
		where := e.entities[e.index[b.event.Place.Entity]].Country
		if !e.byForces(f) && far <= 1 && e.openedByMarker(t) {
			return b.event.Place // "In retaliation, the population blocked roads"
		}
		shares := slices.ContainsFunc(parties, func(x int) bool { return e.entities[x].Country == where })
		if shares || !known && (far == 0 || e.scene == where || far == 1 && e.goesOn(f, b)) {
			return b.event.Place
		}
	}
	return nil
}

func (e *eventReader) placeAt(x int) *EventPlace {
	return &EventPlace{Entity: e.entities[x].ID, Precision: e.entities[x].Precision}
}

// narrowest is the place nearest to the trigger in the tree, of those as near the narrowest, -1 for none.
func (e *eventReader) narrowest(f eventFound) int {
	t := f.trigger
	best, rank, distance := -1, 0, unrelated
	l := e.d.lines[t.line]
	for k := l.from; k < l.to; k++ {
		x := e.of[k] - 1
		if x < 0 || k > 0 && e.of[k-1] == x+1 || placeRank[e.entities[x].Precision] == 0 || e.entities[x].Kind == Person || !e.located(k) || e.d.words[k].aside || k > t.head && e.marked(t.head, k) || f.voice == nil && e.voice[k] > 0 {
			continue
		}
		far, r := e.d.apartInTree(k, t.head), placeRank[e.entities[x].Precision]
		if far > beside {
			continue
		}
		if e.d.is(k-1, "near", "outside") {
			r--
		}
		near, nearest := far < inClause, distance < inClause
		if best < 0 || near && !nearest || near == nearest && r > rank {
			best, rank, distance = x, r, far
		}
	}
	if best < 0 {
		return e.beforeWhen(t)
	}
	return best
}

// beforeWhen is the place right before the clause of a trigger that "when" or "where" opens: "in |Doha| on June 12, when they
// agreed", -1 for none.
func (e *eventReader) beforeWhen(t trigger) int {
	d := e.d
	w := d.child(t.head, "advmod")
	if !d.is(w, "when", "where") {
		return -1
	}
	for k := w - 1; k > max(d.lines[t.line].from, w-8); k-- {
		if x := e.of[k] - 1; x >= 0 && placeRank[e.entities[x].Precision] > 0 && e.entities[x].Kind != Person && e.located(k) {
			return x
		}
	}
	return -1
}

// homeOf is the country whose own forces, people or state are all that is known of an event, nil when it has none or two.
func (e *eventReader) homeOf(f eventFound) *EventPlace {
	home := ""
	for _, x := range slices.Concat(f.roles.actors, f.roles.recipients) {
		switch c := e.entities[x].Country; {
		case c == "":
		case home == "":
			home = c
		case home != c:
			return nil
		}
	}
	if home == "" {
		home = e.scene
	}
	if x, ok := e.nation[home]; ok && home != "" {
		return &EventPlace{Entity: e.entities[x].ID, Precision: "country"}
	}
	return nil
}

// onlyCountry is the country that three in four of a report's mentions of places, countries and their people belong to, "" for
// none: what such a report tells of took place there, where it says no more.
func onlyCountry(entities []Entity) string {
	count, all := map[string]int{}, 0
	for i := range entities {
		if c := entities[i].Country; c != "" {
			count[c] += len(entities[i].Mentions)
			all += len(entities[i].Mentions)
		}
	}
	for c, n := range count {
		if 4*n >= 3*all && n >= 3 {
			return c
		}
	}
	return ""
}

// placeRank orders the precisions of places.
var placeRank = map[string]int{"country": 2, "admin1": 4, "admin2": 6, "city": 8, "exact": 10}

// located reports whether the place at word k stands behind "in", "at", "near" and the like, perhaps with "the town of".
func (e *eventReader) located(k int) bool {
	d := e.d
	floor := d.lines[d.words[k].sentence].from
	for p := k - 1; p >= floor && p > k-6; p-- {
		w := d.words[p]
		switch {
		case located[w.low]:
			return true
		case w.low == "the" || w.low == "a" || w.low == "of" || w.low == "-" || w.clitic || placeWords[w.low] || directions[w.low] || e.of[p] > 0:
		case strings.HasSuffix(w.low, "ern") || w.low == "central" || w.low == "downtown" || w.low == "its" || w.low == "part":
		default:
			return false
		}
	}
	return false
}

var located = wordSet("in at near outside inside across throughout around through within")
